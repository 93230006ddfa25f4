"""What the boot disks of Batch VMs can't be made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, rule
from jobs_lint_rules.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_UNSUPPORTED = ("batch-centos", "batch-hpc-centos")


@rule(
    "SCH065",
    "unsupported-system-image",
    severity="warning",
    on=BatchJob,
    tags=("batch", "provisioning", "images"),
    when=("boot_disk",),
)
def unsupported_system_image(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """The boot disk has an image of CentOS, which Batch no longer supports.

    ## Why
    CentOS 7 has come to its end, and Batch's images that rest on it have been without support since August 2024. They
    get no security updates, and jobs with them may stop to work any day.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - script:
                text: mpirun ./simulate
    allocationPolicy:
      instances:
        - policy:
            bootDisk:
              image: batch-hpc-centos # <- SCH065
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - script:
                text: mpirun ./simulate
    allocationPolicy:
      instances:
        - policy:
            bootDisk:
              image: batch-hpc-rocky
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/release-notes
    """
    image = job.boot_disk.image
    if image.is_set and image.known().rpartition("/")[-1].startswith(_UNSUPPORTED):
        named = f"{image.key} is {shown(image.known())}"
        text = f"{named}, an image of CentOS, which Batch has not supported since August 2024"
        yield image.finding(f"{text}; write batch-hpc-rocky or batch-debian")


@rule(
    "SCH066",
    "snapshot-for-boot-disk",
    severity="error",
    on=BatchJob,
    tags=("batch", "provisioning", "storage"),
    when=("boot_disk",),
)
def snapshot_for_boot_disk(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """The boot disk of a Batch VM is to be made from a snapshot.

    ## Why
    A boot disk is made from an image and never from a snapshot; other disks may be. Make an image of the snapshot
    first.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - script:
                text: ./render
    allocationPolicy:
      instances:
        - policy:
            bootDisk:
              snapshot: render-tools # <- SCH066
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - script:
                text: ./render
    allocationPolicy:
      instances:
        - policy:
            bootDisk:
              image: projects/example/global/images/render-tools
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/reference/rpc/google.cloud.batch.v1
    """
    snapshot = job.boot_disk.snapshot
    if snapshot.is_set and snapshot.known() and not job.boot_disk.image.is_written:
        text = f"{snapshot.key} is {shown(snapshot.known())}, but a boot disk is made from an image alone"
        yield snapshot.finding(f"{text}; make an image of the snapshot and name that")
