"""The disks that are made for a Batch VM."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import BatchJob, Disk

LOCAL_SSD = "local-ssd"
PD_STANDARD = "pd-standard"
BOOT, DATA = "pd-balanced", PD_STANDARD
"""Of what kind a disk is that doesn't say."""


def disks_of(job: BatchJob) -> Iterator[tuple[Disk, str]]:
    """The disks that are made for a VM, the boot disk first, each with the kind that it is where it doesn't say."""
    if job.boot_disk.is_set:
        yield job.boot_disk, BOOT
    for each in job.disks:
        if each.new_disk.is_set:
            yield each.new_disk, DATA
