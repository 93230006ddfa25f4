"""Volumes, disks and log folders of Batch jobs that nothing reaches, or that lie where they may not be writable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, rule
from jobs_lint_rules.paths import is_in
from jobs_lint_rules.quoting import shown
from jobs_lint_rules.schema.batch_logs import PATH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limits

_DISKS = "/mnt/disks"
_REACHES_DISKS = ("--device", "--privileged")
_BY_HAND = ("/dev/", "mount ", "mkfs", "lsblk")
"""What a script has in it that mounts disks by itself."""


@rule("REL239", "disk-not-mounted", severity="warning", on=BatchJob, tags=("batch", "storage"), when=("disks",))
def disk_not_mounted(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A disk is attached to the VMs of a Batch job, and no volume mounts it.

    ## Why
    Batch formats and mounts a disk only where the task has a volume with its device name. Without one the disk is
    paid for and can't be reached, and what was meant for it goes to the boot disk.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container: {imageUri: europe-docker.pkg.dev/example/images/import}
    allocationPolicy:
      instances:
        - policy:
            machineType: n2-standard-4
            disks:
              - deviceName: scratch # <- REL239
                newDisk: {sizeGb: 375, type: local-ssd}
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          volumes:
            - deviceName: scratch
              mountPath: /mnt/disks/scratch
          runnables:
            - container: {imageUri: europe-docker.pkg.dev/example/images/import}
    allocationPolicy:
      instances:
        - policy:
            machineType: n2-standard-4
            disks:
              - deviceName: scratch
                newDisk: {sizeGb: 375, type: local-ssd}
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/batch/docs/create-run-job-storage
    """
    if not job.disks or job.volumes.is_unknown or any(volume.device_name.is_unknown for volume in job.volumes):
        return
    mounted = {volume.device_name.value for volume in job.volumes if volume.device_name.is_set}
    if any(isinstance(name, str) and all(disk.device_name.value != name for disk in job.disks) for name in mounted):
        return  # a volume's device is misspelt, which is one mistake and has its rule
    for disk in job.disks:
        name = disk.device_name
        if name.is_unknown or name.value in mounted or _may_mount(job):
            continue
        which = f'the disk "{shown(name.text)}"' if name.is_set else "the disk"
        place = name if name.is_set else disk
        yield place.finding(
            f"{which} is mounted by no volume of the task; add a volume with its device name, or drop it"
        )


def _may_mount(job: BatchJob) -> bool:
    """Whether what the task runs may mount or open a disk by itself."""
    if job.mentions(*_BY_HAND) is not False:
        return True
    return any(
        each.script_path.is_written or any(option in each.options.text for option in _REACHES_DISKS)
        for each in job.runnables
    )


@rule(
    "REL240",
    "mount-path-elsewhere",
    severity="info",
    on=BatchJob,
    tags=("batch", "storage"),
    profile="pedantic",
    when=("volumes",),
)
def mount_path_elsewhere(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A volume of a Batch task is mounted elsewhere than below `/mnt/disks`.

    ## Why
    The path is one of the VM. On Container-Optimized OS, which runs a job of containers by default, most of the file
    system can't be written to, and on other systems a volume may hide what the system needs. `/mnt/disks/` is there for
    volumes on all of them; a container can have the volume at another path by its own `volumes`.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          volumes:
            - gcs: {remotePath: example-data}
              mountPath: /data # <- REL240
          runnables:
            - container: {imageUri: europe-docker.pkg.dev/example/images/import}
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          volumes:
            - gcs: {remotePath: example-data}
              mountPath: /mnt/disks/data
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
                volumes: ["/mnt/disks/data:/data"]
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-job-storage
    - https://docs.cloud.google.com/container-optimized-os/docs/concepts/disks-and-filesystem
    """
    for volume in job.volumes:
        path = volume.mount_path
        if path.is_set and path.known().startswith("/") and not is_in(path.known(), _DISKS):
            text = f"{path.key} is {shown(path.text)} and not below {_DISKS}/: the VM's system may refuse it"
            yield path.finding(f"{text}; mount it there, and give containers another path by their volumes")


@rule(
    "REL241",
    "volume-in-no-container",
    severity="warning",
    on=BatchJob,
    tags=("batch", "storage", "containers"),
    when=("volumes",),
)
def volume_in_no_container(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A volume of a Batch task is in no container, since each has a list of volumes of its own.

    ## Why
    A container without a list gets all volumes of the task. One with `volumes` of its own gets those alone: what isn't
    in the list isn't there, and what the container writes to that path is lost with it.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          volumes:
            - gcs: {remotePath: example-data} # <- REL241
              mountPath: /mnt/disks/data
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
                volumes: ["/tmp:/tmp"]
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          volumes:
            - gcs: {remotePath: example-data}
              mountPath: /mnt/disks/data
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
                volumes: ["/tmp:/tmp", "/mnt/disks/data:/mnt/disks/data"]
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    if not job.volumes or job.runnables.is_unknown or not job.runnables:
        return
    hosts: list[str] = []
    for runnable in job.runnables:
        own = runnable.volumes
        if runnable.kinds == ("barrier",):
            continue
        options = runnable.options.text
        if runnable.kinds != ("container",) or not own or own.is_unknown or "-v" in options or "mount" in options:
            return
        for each in own:
            if not each.value.is_set:
                return
            hosts.append(each.value.known().partition(":")[0])
    for volume in job.volumes:
        path = volume.mount_path
        if not hosts or not path.is_set or not path.known().startswith("/"):
            continue
        logs = job.logs_path.text if job.logs_path.is_written else ""
        if any(is_in(host, path.known()) or is_in(path.known(), host) for host in hosts) or is_in(logs, path.known()):
            continue
        text = f"the volume at {shown(path.text)} is in no container: each has a list of volumes without it"
        yield volume.finding(
            f"{text}; add it to the list of those that need it, or drop it", related=(path.also("it"),)
        )


@rule(
    "REL242",
    "log-path-not-mounted",
    severity="warning",
    on=BatchJob,
    tags=("batch", "logs", "storage"),
    when=("logs_path",),
)
def log_path_not_mounted(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The logs of a Batch job are written to a folder that isn't on a volume.

    ## Why
    A folder that no volume is mounted at is on the VM's own disk, which is deleted with the VM: when somebody wants to
    know why a task has failed, its logs are gone.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container: {imageUri: europe-docker.pkg.dev/example/images/import}
    logsPolicy:
      destination: PATH
      logsPath: /var/log/import # <- REL242
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          volumes:
            - gcs: {remotePath: example-logs}
              mountPath: /mnt/disks/logs
          runnables:
            - container: {imageUri: europe-docker.pkg.dev/example/images/import}
    logsPolicy:
      destination: PATH
      logsPath: /mnt/disks/logs/import
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    path, destination = job.logs_path, job.logs_destination
    if not path.is_set or not path.known().strip() or not destination.is_set or destination.value not in PATH:
        return
    if job.volumes.is_unknown or any(volume.mount_path.is_unknown for volume in job.volumes):
        return
    if job.instance_template.is_written:
        return  # whose image or startup script may mount something there
    folders = [volume.mount_path.known() for volume in job.volumes if volume.mount_path.is_set]
    if not any(folder.strip() and is_in(path.known(), folder) for folder in folders):
        text = f"{path.key} is {shown(path.text)}, on no volume of the task, so that the logs are lost with the VM"
        yield path.finding(f"{text}; write a path below the mount path of a volume, or take CLOUD_LOGGING")
