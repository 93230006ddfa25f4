"""Files of Batch tasks that are not there, or that can't be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, rule
from jobs_lint_rules.quoting import quoted, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_DISKS = "/mnt/disks/"
_WRITABLE = "rw"


def _asks_to_write(option: str) -> bool:
    """Whether a mount option is `rw`, with others or not, and behind `-o` or not."""
    return _WRITABLE in (word.strip() for word in option.strip().removeprefix("-o").split(","))


@rule(
    "REL245",
    "script-not-mounted",
    severity="warning",
    on=BatchJob,
    tags=(
        "batch",
        "scripts",
        "storage",
    ),
    when=("containers.script_path",),
)
def script_not_mounted(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The path of a Batch task's script is below `/mnt/disks`, where no volume is mounted.

    ## Why
    A script that is named by its path has to be on the VM when the task starts. Below `/mnt/disks` there is what the
    task's volumes bring, and nothing else.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - script:
                path: /mnt/disks/data/run.sh # <- REL245
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          volumes:
            - gcs:
                remotePath: example-data
              mountPath: /mnt/disks/data
          runnables:
            - script:
                path: /mnt/disks/data/run.sh
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/batch/docs/create-run-job-storage
    """
    scripts = [runnable.script_path for runnable in job.runnables if runnable.script_path.text.startswith(_DISKS)]
    if not scripts or job.volumes.is_unknown or job.instance_template.is_written or job.boot_disk.image.is_written:
        return  # an image may have files there
    mounts = [volume.mount_path for volume in job.volumes]
    if any(mount.is_unknown or not mount.is_written for mount in mounts):
        return
    for path in scripts:
        if path.is_set and not any(f"{path.known()}/".startswith(f"{mount.text.rstrip('/')}/") for mount in mounts):
            text = f"{path.key} is {quoted(path.known(), 'a long path')}, and no volume is mounted there"
            yield path.finding(f"{text}; mount the volume that has the script")


@rule(
    "REL246",
    "existing-disk-mounted-writable",
    severity="warning",
    on=BatchJob,
    tags=(
        "batch",
        "storage",
    ),
    when=("disks.existing_disk",),
)
def existing_disk_mounted_writable(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A disk that exists already is to be mounted for writing.

    ## Why
    Batch mounts a disk that exists for reading only, whatever the mount options say, since several VMs may have it.
    What a task writes to it fails. Results go to a bucket, to NFS or to a new disk.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          volumes:
            - deviceName: data
              mountPath: /mnt/disks/data
              mountOptions:
                - rw # <- REL246
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instances:
        - policy:
            disks:
              - deviceName: data
                existingDisk: projects/example/zones/europe-west1-b/disks/data
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          volumes:
            - deviceName: data
              mountPath: /mnt/disks/data
              mountOptions:
                - ro
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instances:
        - policy:
            disks:
              - deviceName: data
                existingDisk: projects/example/zones/europe-west1-b/disks/data
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/batch/docs/create-run-job-storage
    """
    existing = {disk.device_name.text: disk for disk in job.disks if disk.existing_disk.is_written}
    if not existing:
        return
    for volume in job.volumes:
        disk = existing.get(volume.device_name.text) if volume.device_name.is_set else None
        for option in volume.mount_options if disk is not None else ():
            if option.value.is_set and _asks_to_write(option.value.text):
                text = f"{shown(option.value.text)} asks to write to a disk that exists already, which is only read"
                yield option.value.finding(f"{text}; write results to a bucket or a new disk")
