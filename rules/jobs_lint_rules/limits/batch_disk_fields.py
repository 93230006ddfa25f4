"""Fields of disks of Batch VMs that say nothing, or something else than was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, human_bytes, human_count, rule
from jobs_lint_rules.limits._disks import DATA, LOCAL_SSD, disks_of
from jobs_lint_rules.quoting import shown
from jobs_lint_rules.words import GIB, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding


@rule(
    "LIM232",
    "boot-disk-size-without-effect",
    severity="warning",
    on=BatchJob,
    tags=("batch", "storage"),
    when=("boot_disk_size",),
)
def boot_disk_size_without_effect(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """The size of a boot disk is given twice, or so small that it was most likely meant in GB.

    ## Why
    `bootDiskMib` of `computeResource` is what each task needs on the boot disk, in MiB: a number below 500 adds next
    to nothing, and pulling a large image fails for want of room. It is ignored where the policy's `bootDisk` has a
    `sizeGb`, so that a task that needs more than that doesn't get it.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          computeResource:
            bootDiskMib: 100000 # <- LIM232
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/sort
    allocationPolicy:
      instances:
        - policy:
            bootDisk:
              sizeGb: 50
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/sort
    allocationPolicy:
      instances:
        - policy:
            bootDisk:
              sizeGb: 100
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/reference/rpc/google.cloud.batch.v1
    - https://github.com/nextflow-io/nextflow/issues/3049
    """
    size = job.boot_disk_size
    if not size.is_set or size.known() <= 0:
        return
    whole = job.boot_disk.size_gb
    text = seen(size, human_bytes(size.known()))
    if whole.is_set and whole.known() > 0:
        if size.known() <= whole.known() * GIB:
            return  # it is large enough for both
        text = f"{text}, but is ignored, as {whole.key} of the boot disk is {shown(whole.text)}"
        yield size.finding(f"{text}; keep one of the two", related=(whole.also("the size that counts"),))
    elif size < limits.advice.least_boot_disk_mib and not whole.is_written:
        yield size.finding(f"{text}, and it counts in MiB; write 1024 for each GiB that a task needs on the boot disk")


@rule(
    "LIM234",
    "disk-field-without-effect",
    severity="info",
    on=BatchJob,
    tags=("batch", "storage"),
    profile="pedantic",
    when=("boot_disk", "disks"),
)
def disk_field_without_effect(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """A disk has a size or an interface that is ignored for a disk of its kind.

    ## Why
    A data disk that is made from an image or a snapshot is as large as that, whatever `sizeGb` says; and
    `diskInterface` is for local SSDs alone. What is written there suggests a choice that isn't made.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/sort
    allocationPolicy:
      instances:
        - policy:
            disks:
              - deviceName: data
                newDisk:
                  snapshot: data
                  sizeGb: 500 # <- LIM234
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/sort
    allocationPolicy:
      instances:
        - policy:
            disks:
              - deviceName: data
                newDisk:
                  snapshot: data
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/reference/rpc/google.cloud.batch.v1
    """
    for disk, default in disks_of(job):
        size, interface = disk.size_gb, disk.interface
        source = disk.image if disk.image.is_set else disk.snapshot
        if default == DATA and size.is_set and size.known() > 0 and source.is_set and source.value:
            text = f"{seen(size, f'{human_count(size.known())} GB')}, but the disk is as large as its {source.key}"
            yield size.finding(f"{text}; leave it out", related=(source.also("what the disk is made from"),))
        kind = default if disk.type.value in (None, "") else disk.type.value
        if interface.is_set and interface.value and isinstance(kind, str) and kind != LOCAL_SSD:
            text = f"{interface.key} is {shown(interface.text)}, which is ignored for a disk of type {shown(kind)}"
            yield interface.finding(f"{text}; leave it out")
