"""Where a Batch job's logs go: a path and the destination that has one, and the agent that sends more of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, rule
from jobs_lint_rules.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limits

PATH = ("PATH", "2")
"""The destination that is a folder, by name and by number."""
_OTHERS = ("CLOUD_LOGGING", "1", "DESTINATION_UNSPECIFIED", "0", "")
_COS = ("batch-cos", "cos-cloud/", "/cos-")


@rule(
    "SCH087",
    "log-destination-without-path",
    severity="error",
    on=BatchJob,
    tags=("schema", "batch", "logs"),
    when=("logs_destination",),
)
def log_destination_without_path(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The logs of a Batch job go to a path, and there is none.

    ## Why
    The destination `PATH` has to have a `logsPath`, the folder that the logs are written to. Put it below the mount
    path of a volume: what is on the VM's own disk goes with the VM.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    logsPolicy:
      destination: PATH # <- SCH087
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          volumes:
            - gcs: {remotePath: example-logs}
              mountPath: /mnt/disks/logs
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    logsPolicy:
      destination: PATH
      logsPath: /mnt/disks/logs/import
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    destination, path = job.logs_destination, job.logs_path
    if not destination.is_set or destination.value not in PATH:
        return
    if not path.is_written or (path.is_set and not path.known().strip()):
        text = f"{destination.key} is {shown(destination.text)}, but there is no logsPath"
        yield destination.finding(f"{text}; write one below the mount path of a volume, or take CLOUD_LOGGING")


@rule(
    "SCH088",
    "log-path-without-effect",
    severity="warning",
    on=BatchJob,
    tags=("schema", "batch", "logs"),
    when=("logs_path",),
)
def log_path_without_effect(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Batch job has a path for its logs, and another destination than `PATH`.

    ## Why
    `logsPath` counts with the destination `PATH` alone. With another one, or none, nothing is written there.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    logsPolicy:
      destination: CLOUD_LOGGING
      logsPath: /mnt/disks/logs # <- SCH088
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    logsPolicy:
      destination: CLOUD_LOGGING
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    destination, path = job.logs_destination, job.logs_path
    if not path.is_written or destination.is_unknown or destination.value in PATH:
        return
    if destination.is_set and destination.value not in _OTHERS:
        return  # misspelled, newer, or to be filled in
    if path.is_set and not path.known().strip():
        return
    if path.is_unknown and not path.text:
        return  # it may not be there at all
    has = f"the destination is {shown(destination.text)}" if destination.is_set else "there is no destination"
    yield path.finding(
        f"{path.key} is {shown(path.text)}, which counts with PATH alone, and {has}; write PATH, or drop it"
    )


@rule(
    "SCH089",
    "ops-agent-on-container-system",
    severity="warning",
    on=BatchJob,
    tags=("schema", "batch", "logs"),
    when=("install_ops_agent",),
)
def ops_agent_on_container_system(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Batch job asks for the Ops Agent on Container-Optimized OS, where it can't be installed.

    ## Why
    Container-Optimized OS takes no packages. Where a job has nothing but containers, Batch picks that system unless
    another image is named: take `batch-debian`.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instances:
        - installOpsAgent: true # <- SCH089
          policy:
            machineType: e2-standard-4
            bootDisk:
              image: batch-cos
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instances:
        - installOpsAgent: true
          policy:
            machineType: e2-standard-4
            bootDisk:
              image: batch-debian
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/troubleshooting
    """
    agent, image = job.install_ops_agent, job.boot_disk.image
    if not agent.is_set or not agent.known() or job.instance_template.is_written:
        return
    if image.is_set and any(part in f"/{image.known()}" for part in _COS):
        text = f"{agent.key} is true, but the boot disk's image, {shown(image.text)}, doesn't take the agent"
        yield agent.finding(f"{text}; take the image batch-debian", related=(image.also("the image"),))
        return
    only_containers = not job.runnables.is_unknown and bool(job.runnables)
    only_containers = only_containers and all(runnable.kinds == ("container",) for runnable in job.runnables)
    if only_containers and not image.is_written and not job.boot_disk.is_unknown and not job.instances.is_unknown:
        text = f"{agent.key} is true, but a job of containers alone runs on Container-Optimized OS by default"
        yield agent.finding(f"{text}, where the agent can't be installed; name batch-debian as the boot disk's image")
