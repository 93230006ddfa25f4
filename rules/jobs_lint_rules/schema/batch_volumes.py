"""Volumes of Batch tasks that can't be mounted, and disks that aren't."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, rule
from jobs_lint_rules.batch_machines import machine_of
from jobs_lint_rules.quoting import shown
from jobs_lint_rules.words import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limits, Machines, Setting

_SCHEME = "gs://"


@rule(
    "SCH083", "bucket-as-address", severity="error", on=BatchJob, tags=("schema", "batch", "storage"), when=("volumes",)
)
def bucket_as_address(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The bucket of a Batch volume is written with `gs://` or a slash before it.

    ## Why
    `remotePath` is the bucket's name, or the bucket and a folder in it, as gcsfuse takes them. There is no bucket whose
    name starts with `gs://`, so that the volume isn't mounted and the task fails before it starts.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          volumes:
            - gcs:
                remotePath: gs://example-data/orders # <- SCH083
              mountPath: /mnt/disks/data
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          volumes:
            - gcs:
                remotePath: example-data/orders
              mountPath: /mnt/disks/data
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/batch/docs/create-run-job-storage
    """
    for volume in job.volumes:
        bucket = volume.bucket
        text = bucket.text if bucket.is_written else ""
        if text.startswith((_SCHEME, "/")):  # be the rest known or not
            name = text.removeprefix(_SCHEME).lstrip("/")
            advice = (
                f"write {shown(name)}"
                if name and bucket.is_set and len(name) <= LONGEST
                else "write the bucket's name first"
            )
            start = _SCHEME if text.startswith(_SCHEME) else "a slash"
            yield bucket.finding(
                f'{bucket.key} is "{shown(bucket.text)}", and no bucket\'s name starts with {start}; {advice}'
            )


@rule(
    "SCH084",
    "nfs-server-no-host",
    severity="warning",
    on=BatchJob,
    tags=("schema", "batch", "storage"),
    when=("volumes.nfs_server",),
)
def nfs_server_no_host(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The NFS server of a Batch volume isn't the address of a host.

    ## Why
    `server` is the address alone, such as 10.0.0.2. What is exported there belongs into `remotePath`; a scheme, a
    path, or the name of a Filestore instance is no host that could be reached.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          volumes:
            - nfs:
                server: 10.0.0.2:/orders # <- SCH084
                remotePath: /orders
              mountPath: /mnt/disks/data
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          volumes:
            - nfs:
                server: 10.0.0.2
                remotePath: /orders
              mountPath: /mnt/disks/data
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/batch/docs/create-run-job-storage
    """
    for volume in job.volumes:
        server = volume.nfs_server
        if server.is_set and server.known() and ("/" in server.known() or " " in server.known().strip()):
            text = f'{server.key} is "{shown(server.text)}", which is not a host\'s address'
            yield server.finding(f"{text}; write the address alone, and the exported path as remotePath")


@rule(
    "SCH085",
    "volume-without-mount-path",
    severity="warning",
    on=BatchJob,
    tags=("schema", "batch", "storage"),
    when=("volumes",),
)
def volume_without_mount_path(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A volume of a Batch task has no mount path.

    ## Why
    `mountPath` is where the volume appears on the VM, and in containers. Without it there is nowhere to mount the
    volume, and nothing that a task could open.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          volumes:
            - gcs: # <- SCH085
                remotePath: example-data
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
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
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    for volume in job.volumes:
        path = volume.mount_path
        if volume.kinds and (not path.is_written or (path.is_set and not path.known().strip())):
            text = "the volume has no mountPath, so that it can't be mounted"
            yield (path if path.is_set else volume).finding(f"{text}; write one below /mnt/disks/")


@rule(
    "SCH086",
    "device-of-no-disk",
    severity="error",
    on=BatchJob,
    tags=("schema", "batch", "storage"),
    when=("volumes.device_name",),
)
def device_of_no_disk(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A volume of a Batch task is on a device that no disk of the job has.

    ## Why
    The device name of a volume is that of an entry of `disks`, or of a disk in the instance template. With no such
    disk there is nothing to mount, and the task can't start.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          volumes:
            - deviceName: scratch # <- SCH086
              mountPath: /mnt/disks/scratch
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instances:
        - policy:
            machineType: n2-standard-4
            disks:
              - deviceName: data
                newDisk: {sizeGb: 200, type: pd-balanced}
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          volumes:
            - deviceName: scratch
              mountPath: /mnt/disks/scratch
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instances:
        - policy:
            machineType: n2-standard-4
            disks:
              - deviceName: scratch
                newDisk: {sizeGb: 200, type: pd-balanced}
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/batch/docs/create-run-job-storage
    """
    volumes = [volume.device_name for volume in job.volumes if volume.device_name.is_set]
    if not volumes or job.instance_template.is_written or job.disks.is_unknown or job.instances.is_unknown:
        return
    names = [disk.device_name for disk in job.disks]
    if any(name.is_unknown for name in names) or any(instance.has_policy.is_unknown for instance in job.instances):
        return
    machine = machine_of(job, machines)
    if not names and machine is not None and machine.local_ssd:
        return  # it has disks of its own, and whether these have to be listed isn't documented
    known = {name.value for name in names}
    for volume in volumes:
        if volume.known() and volume.value not in known:
            have = f"those that there are: {_listed(names)}" if any(name.is_set for name in names) else "there is none"
            text = f'no disk of the job has the device name "{shown(volume.text)}" ({have})'
            yield volume.finding(f"{text}; correct the name, or add the disk")


def _listed(names: list[Setting[str]]) -> str:
    return shown(", ".join(dict.fromkeys(shown(name.text) for name in names if name.is_set)))
