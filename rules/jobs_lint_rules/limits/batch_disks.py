"""Disks of Batch VMs: their sizes, and which kinds go with which machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, human_count, rule
from jobs_lint_rules.batch_machines import machine_of
from jobs_lint_rules.limits._disks import DATA, LOCAL_SSD, PD_STANDARD, disks_of
from jobs_lint_rules.quoting import shown
from jobs_lint_rules.words import many, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Machines


_C3 = "c3"
_PERSISTENT = ("batch.persistent-disk-size-min", "batch.persistent-disk-size")
_SIZES = {
    PD_STANDARD: _PERSISTENT,
    "pd-balanced": _PERSISTENT,
    "pd-ssd": _PERSISTENT,
    "pd-extreme": ("batch.pd-extreme-size-min", ""),
    "hyperdisk-balanced": ("batch.hyperdisk-balanced-size-min", "batch.hyperdisk-balanced-size"),
    "hyperdisk-extreme": ("batch.hyperdisk-extreme-size-min", ""),
    "hyperdisk-throughput": ("batch.hyperdisk-throughput-size-min", "batch.hyperdisk-throughput-size"),
}
"""Kinds of disk with the ids of their least and their greatest size, where that is known."""


@rule(
    "LIM229", "odd-local-ssd", severity="warning", on=BatchJob, tags=("batch", "storage", "machines"), when=("disks",)
)
def odd_local_ssd(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """A local SSD has a size that there is none of, or the machine type doesn't take so many, or none at all.

    ## Why
    Local SSDs come in partitions of 375 GB. Batch rounds other sizes up, and takes one entry of them for a VM, which
    may be of several partitions. Each machine type takes certain numbers of partitions only, some series take none,
    and then no VM can be made.

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
            machineType: n2-standard-8
            disks:
              - deviceName: scratch
                newDisk:
                  type: local-ssd
                  sizeGb: 500 # <- LIM229
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
            machineType: n2-standard-8
            disks:
              - deviceName: scratch
                newDisk:
                  type: local-ssd
                  sizeGb: 750
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-job-storage
    - https://docs.cloud.google.com/compute/docs/disks/local-ssd
    """
    found = [each.new_disk for each in job.disks if each.new_disk.type.value == LOCAL_SSD]
    if not found:
        return
    most, unit = limits.batch.local_ssd_configurations, limits.batch.local_ssd_size.value
    if len(found) > most.amount:
        text = f"there are {len(found)} entries of local-ssd, over the limit of {most.describe()} for a VM"
        advice = "give one of them the size of all"
        yield found[most.amount].type.finding(f"type is {LOCAL_SSD}, and {text}; {advice}", limit=most)
        return
    disk, machine = found[0], machine_of(job, machines)
    related = (job.machine_type.also("the machine type"),) if machine else ()
    series = machines.series(machine.name) if machine else None
    if machine and series and series.local_ssd is False:
        text = f"type is {LOCAL_SSD}, but machines of the {series.name.upper()} series take none"
        yield disk.type.finding(f"{text}; take another machine type, or a disk of another type", related=related)
        return
    size = disk.size_gb
    if not size.is_set or size.known() <= 0:
        return
    parts = -(-size.known() // unit)
    text = f"{seen(size, f'{human_count(size.known())} GB')}"
    if size.known() != parts * unit:
        rounded = f"is rounded up to {human_count(parts * unit)} GB, {many(parts, 'partition')} of {unit}"
        yield size.finding(f"{text}, which {rounded}; write {parts * unit}", related=related)
        return
    counts = machines.local_ssd_counts(machine) if machine else None
    if machine and counts and parts not in counts:
        sizes = ", ".join(human_count(count * unit) for count in counts)
        text = f"{text}, but {machine.name} takes local SSDs of {sizes} GB in all"
        yield size.finding(f"{text}; write one of these sizes", related=related)


@rule(
    "LIM230",
    "disk-type-not-for-series",
    severity="warning",
    on=BatchJob,
    tags=("batch", "storage", "machines"),
    when=("boot_disk", "disks"),
)
def disk_type_not_for_series(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:  # noqa: ARG001
    """A disk is of a kind that machines of this series don't take.

    ## Why
    The newer series, such as N4 and C4, take Hyperdisk alone and no Persistent Disk, and C3 doesn't boot from
    pd-standard. The job is taken, and then no VM can be made: the features aren't compatible, it says.

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
            machineType: n4-standard-8
            bootDisk:
              type: pd-balanced # <- LIM230
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
            machineType: n4-standard-8
            bootDisk:
              type: hyperdisk-balanced
              sizeGb: 50
    ```

    ## See
    - https://docs.cloud.google.com/compute/docs/disks
    - https://github.com/DataBiosphere/dsub/issues/301
    """
    if not job.machine_type.is_set or (not job.boot_disk.is_set and not job.disks):
        return
    series = machines.series(job.machine_type.known())
    if series is None or not series.on_batch:
        return  # of these the sources disagree, and another rule speaks of the series
    for disk, _ in disks_of(job):
        kind = disk.type.value
        if not isinstance(kind, str):
            continue
        if series.hyperdisk_only and kind.startswith("pd-"):
            what = f"machines of the {series.name.upper()} series take Hyperdisk alone"
        elif series.name == _C3 and kind == PD_STANDARD and disk.field == job.boot_disk.field:
            what = "machines of the C3 series do not boot from it"
        else:
            continue
        text = f"{disk.type.key} is {shown(kind)}, but {what}"
        advice = "write hyperdisk-balanced, or take a machine type of another series"
        yield disk.type.finding(f"{text}; {advice}", related=(job.machine_type.also("the machine type"),))


@rule(
    "LIM231",
    "disk-size-out-of-range",
    severity="warning",
    on=BatchJob,
    tags=("batch", "storage"),
    when=("boot_disk", "disks"),
)
def disk_size_out_of_range(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """A disk is smaller or larger than a disk of its kind can be.

    ## Why
    Each kind of disk has a least and a greatest size, and Compute Engine makes none outside of it. A boot disk can't be
    smaller than its image either, which is 10 GB or more. `sizeGb` counts in GB, so a number of many digits may have
    been meant in MB.

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
              - deviceName: scratch
                newDisk:
                  type: pd-ssd
                  sizeGb: 200000 # <- LIM231
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
              - deviceName: scratch
                newDisk:
                  type: pd-ssd
                  sizeGb: 200
    ```

    ## See
    - https://docs.cloud.google.com/compute/docs/disks
    - https://github.com/Cyclenerd/google-cloud-pricing-cost-calculator
    """
    for disk, default in disks_of(job):
        kind, size = default if disk.type.value in (None, "") else disk.type.value, disk.size_gb
        if not isinstance(kind, str) or kind not in _SIZES or not size.is_set or size.known() == 0:
            continue
        if default == DATA and (disk.image.is_written or disk.snapshot.is_written):
            continue  # then the size is that of what it is made from
        least, most = (limits[each] if each else None for each in _SIZES[kind])
        text = seen(size, f"{human_count(size.known())} GB")
        if least and size.known() < least.value:
            text = f"{text}, below the minimum of {least.describe()} for a disk of type {kind}"
            yield size.finding(f"{text}; write {human_count(least.value)} or more", limit=least)
        elif most and size.known() > most.value:
            text = f"{text}, over the limit of {most.describe()} for a disk of type {kind}"
            yield size.finding(f"{text}; write how many GB are needed, or spread the data over several", limit=most)
