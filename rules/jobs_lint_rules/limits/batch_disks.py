"""Disks of Batch VMs: their sizes, and which kinds go with which machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, human_bytes, human_count, rule
from jobs_lint_rules.limits.batch_machine_size import machine_of
from jobs_lint_rules.words import few, many, seen, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Disk, Finding, Machines

_LOCAL_SSD = "local-ssd"
_C3 = "c3"
_PD_STANDARD = "pd-standard"
_PERSISTENT = ("batch.persistent-disk-size-min", "batch.persistent-disk-size")
_SIZES = {
    _PD_STANDARD: _PERSISTENT,
    "pd-balanced": _PERSISTENT,
    "pd-ssd": _PERSISTENT,
    "pd-extreme": ("batch.pd-extreme-size-min", ""),
    "hyperdisk-balanced": ("batch.hyperdisk-balanced-size-min", "batch.hyperdisk-balanced-size"),
    "hyperdisk-extreme": ("batch.hyperdisk-extreme-size-min", ""),
    "hyperdisk-throughput": ("batch.hyperdisk-throughput-size-min", "batch.hyperdisk-throughput-size"),
}
"""Kinds of disk with the ids of their least and their greatest size, where that is known."""

_BOOT, _DATA = "pd-balanced", _PD_STANDARD
"""Of what kind a disk is that doesn't say."""


def _disks(job: BatchJob) -> Iterator[tuple[Disk, str]]:
    """The disks that are made for a VM, the boot disk first, each with the kind that it is where it doesn't say."""
    if job.boot_disk.is_set:
        yield job.boot_disk, _BOOT
    for each in job.disks:
        if each.new_disk.is_set:
            yield each.new_disk, _DATA


@rule("LIM229", "odd-local-ssd", severity="warning", on=BatchJob, tags=("batch", "storage", "machines"))
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
    found = [each.new_disk for each in job.disks if each.new_disk.type.value == _LOCAL_SSD]
    if not found:
        return
    most, unit = limits.batch.local_ssd_configurations, limits.batch.local_ssd_size.value
    if len(found) > most.amount:
        text = f"there are {len(found)} entries of local-ssd, over the limit of {most.describe()} for a VM"
        advice = "give one of them the size of all"
        yield found[most.amount].type.finding(f"type is {_LOCAL_SSD}, and {text}; {advice}", limit=most)
        return
    disk, machine = found[0], machine_of(job, machines)
    related = (job.machine_type.also("the machine type"),) if machine else ()
    series = machines.series(machine.name) if machine else None
    if machine and series and series.local_ssd is False:
        text = f"type is {_LOCAL_SSD}, but machines of the {series.name.upper()} series take none"
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


@rule("LIM230", "disk-type-not-for-series", severity="warning", on=BatchJob, tags=("batch", "storage", "machines"))
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
    for disk, _ in _disks(job):
        kind = disk.type.value
        if not isinstance(kind, str):
            continue
        if series.hyperdisk_only and kind.startswith("pd-"):
            what = f"machines of the {series.name.upper()} series take Hyperdisk alone"
        elif series.name == _C3 and kind == _PD_STANDARD and disk.field == job.boot_disk.field:
            what = "machines of the C3 series do not boot from it"
        else:
            continue
        text = f"{disk.type.key} is {short(kind)}, but {what}"
        advice = "write hyperdisk-balanced, or take a machine type of another series"
        yield disk.type.finding(f"{text}; {advice}", related=(job.machine_type.also("the machine type"),))


@rule("LIM231", "disk-size-out-of-range", severity="warning", on=BatchJob, tags=("batch", "storage"))
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
    for disk, default in _disks(job):
        kind, size = default if disk.type.value in (None, "") else disk.type.value, disk.size_gb
        if not isinstance(kind, str) or kind not in _SIZES or not size.is_set or size.known() == 0:
            continue
        if default == _DATA and (disk.image.is_written or disk.snapshot.is_written):
            continue  # then the size is that of what it is made from
        least, most = (limits[each] if each else None for each in _SIZES[kind])
        text = seen(size, f"{human_count(size.known())} GB")
        if least and size.known() < least.value:
            text = f"{text}, below the minimum of {least.describe()} for a disk of type {kind}"
            yield size.finding(f"{text}; write {human_count(least.value)} or more", limit=least)
        elif most and size.known() > most.value:
            text = f"{text}, over the limit of {most.describe()} for a disk of type {kind}"
            yield size.finding(f"{text}; write how many GB are needed, or spread the data over several", limit=most)


@rule("LIM232", "boot-disk-size-without-effect", severity="warning", on=BatchJob, tags=("batch", "storage"))
def boot_disk_size_without_effect(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """The size of a boot disk is given twice, or so small that it was most likely meant in GB.

    ## Why
    `bootDiskMib` of `computeResource` is what each task needs on the boot disk, in MiB: a number below 500 adds next
    to nothing, and pulling a large image fails for want of room. It is ignored where the policy's `bootDisk` has a
    `sizeGb`, so that a change of it does nothing.

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
        text = f"{text}, but is ignored, as {whole.key} of the boot disk is {short(whole.text)}"
        yield size.finding(f"{text}; keep one of the two", related=(whole.also("the size that counts"),))
    elif size < limits.advice.least_boot_disk_mib and not whole.is_written:
        yield size.finding(f"{text}, and it counts in MiB; write 1024 for each GiB that a task needs on the boot disk")


@rule("LIM233", "existing-disk-elsewhere", severity="warning", on=BatchJob, tags=("batch", "storage", "location"))
def existing_disk_elsewhere(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """A disk that exists already is in another region or zone than the job's VMs.

    ## Why
    A disk can only be attached to a VM in its own zone, or, where it is a regional one, in one of its region. The VMs
    of the job are made where `allowedLocations` says, so that the disk never comes to them and they never start.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/sort
          volumes:
            - deviceName: data
              mountPath: /mnt/disks/data
    allocationPolicy:
      location:
        allowedLocations: [zones/us-central1-a]
      instances:
        - policy:
            disks:
              - deviceName: data
                existingDisk: projects/example/zones/us-central1-f/disks/data # <- LIM233
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/sort
          volumes:
            - deviceName: data
              mountPath: /mnt/disks/data
    allocationPolicy:
      location:
        allowedLocations: [zones/us-central1-f]
      instances:
        - policy:
            disks:
              - deviceName: data
                existingDisk: projects/example/zones/us-central1-f/disks/data
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-job-storage
    """
    disks = [each.existing_disk for each in job.disks if each.existing_disk.is_set]
    places = [str(place.value.value) for place in job.allowed_locations]
    if not disks or not places or job.allowed_locations.is_unknown:
        return
    names = [place.partition("/")[-1] for place in places if isinstance(place, str) and "/" in place]
    if len(names) < len(places) or not all(name.islower() for name in names):
        return  # not known, or a mark that was left in
    for disk in disks:
        kind, where = _place_of_disk(disk.known())
        if where and not any(_meets(name, kind, where) for name in names):
            listed = few(places)
            text = f"{disk.key} is {short(disk.known())}, in {short(where)}, but the VMs are made in {short(listed)}"
            yield disk.finding(
                f"{text}; allow {kind}/{short(where)} alone", related=(job.location.also("the location"),)
            )


def _place_of_disk(name: str) -> tuple[str, str]:
    """`zones` or `regions` and which of them, of the resource name of a disk; empty where it isn't one."""
    words = name.split("/")
    for kind in ("zones", "regions"):
        if kind in words[:-1]:
            where = words[words.index(kind) + 1]
            return kind, where if where.islower() and where.replace("-", "").isalnum() else ""
    return "", ""


def _meets(name: str, kind: str, where: str) -> bool:
    """Whether a VM in a region or zone of the job may be where the disk is."""
    if kind == "regions":
        return name == where or name.startswith(f"{where}-")
    return name == where or where.startswith(f"{name}-")


@rule(
    "LIM234", "disk-field-without-effect", severity="info", on=BatchJob, tags=("batch", "storage"), profile="pedantic"
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
    for disk, default in _disks(job):
        size, interface = disk.size_gb, disk.interface
        source = disk.image if disk.image.is_set else disk.snapshot
        if default == _DATA and size.is_set and size.known() > 0 and source.is_set and source.value:
            text = f"{seen(size, f'{human_count(size.known())} GB')}, but the disk is as large as its {source.key}"
            yield size.finding(f"{text}; leave it out", related=(source.also("what the disk is made from"),))
        kind = default if disk.type.value in (None, "") else disk.type.value
        if interface.is_set and interface.value and isinstance(kind, str) and kind != _LOCAL_SSD:
            text = f"{interface.key} is {short(interface.text)}, which is ignored for a disk of type {short(kind)}"
            yield interface.finding(f"{text}; leave it out")
