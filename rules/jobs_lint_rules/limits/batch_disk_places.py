"""Disks that exist already, and where a Batch job's VMs are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, rule
from jobs_lint_rules.quoting import shown
from jobs_lint_rules.words import few

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding


@rule(
    "LIM233",
    "existing-disk-elsewhere",
    severity="warning",
    on=BatchJob,
    tags=("batch", "storage", "location"),
    when=("disks.existing_disk",),
)
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
            text = f"{disk.key} is {shown(disk.known())}, in {shown(where)}, but the VMs are made in {shown(listed)}"
            yield disk.finding(
                f"{text}; allow {kind}/{shown(where)} alone", related=(job.location.also("the location"),)
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
