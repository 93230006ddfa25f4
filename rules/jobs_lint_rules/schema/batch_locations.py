"""Locations of Batch jobs that are written wrongly, aren't the job's own, or that Batch doesn't have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, rule
from jobs_lint_rules.places import place_of, zone_or_region
from jobs_lint_rules.quoting import shown
from jobs_lint_rules.words import to_be_filled_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limits, Machines, Setting


@rule(
    "SCH077",
    "location-without-kind",
    severity="error",
    on=BatchJob,
    tags=("schema", "batch", "locations"),
    when=("allowed_locations",),
)
def location_without_kind(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """An allowed location of a Batch job isn't written as `regions/REGION` or `zones/ZONE`.

    ## Why
    The API takes no bare name of a region or zone, no full resource name, and no zone behind `regions/`.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      location:
        allowedLocations:
          - europe-west1 # <- SCH077
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      location:
        allowedLocations:
          - regions/europe-west1
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    for location in job.allowed_locations:
        value = location.value
        if not value.is_set or place_of(value) is not None:
            continue
        text = value.known()
        if to_be_filled_in(text.removeprefix("regions/").removeprefix("zones/")):
            continue
        meant = zone_or_region(text.strip().rpartition("/")[-1].lower())
        if meant is None:
            advice = "write regions/REGION or zones/ZONE"
        elif meant.zone:
            advice = f"write zones/{meant.zone}"
        else:
            advice = f"write regions/{meant.region}"
        yield value.finding(f'"{shown(text)}" is not as a location of Batch is written; {advice}')


@rule(
    "SCH078",
    "location-of-another-region",
    severity="warning",
    on=BatchJob,
    tags=("schema", "batch", "locations"),
    when=("allowed_locations",),
)
def location_of_another_region(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """An allowed location of a Batch job is in another region than the job itself.

    ## Why
    Since 31 July 2026 Batch refuses a job whose VMs are to be in another region than it is itself. Projects that had
    such jobs before have until 30 June 2027. Submit the job in the region of its VMs.

    ## Bad
    ```yaml
    main:
      steps:
        - submit:
            call: googleapis.batch.v1.projects.locations.jobs.create
            args:
              parent: projects/example/locations/europe-west1
              jobId: import
              body:
                taskGroups:
                  - taskSpec:
                      runnables:
                        - container:
                            imageUri: europe-docker.pkg.dev/example/images/import
                allocationPolicy:
                  location:
                    allowedLocations:
                      - regions/europe-west4 # <- SCH078
    ```

    ## Good
    ```yaml
    main:
      steps:
        - submit:
            call: googleapis.batch.v1.projects.locations.jobs.create
            args:
              parent: projects/example/locations/europe-west4
              jobId: import
              body:
                taskGroups:
                  - taskSpec:
                      runnables:
                        - container:
                            imageUri: europe-docker.pkg.dev/example/images/import
                allocationPolicy:
                  location:
                    allowedLocations:
                      - regions/europe-west4
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/release-notes
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    own = job.region
    if not own.is_set or _is_old(job) or to_be_filled_in(own.known()):
        return
    places = [place_of(location.value) for location in job.allowed_locations]
    if len({place.region for place in places if place is not None}) > 1:
        return  # which is one mistake, and has its rule
    for location, place in zip(job.allowed_locations, places, strict=True):
        if place is not None and place.region != own.known() and place.region in machines.regions:
            text = f"{location.value.text} is not in {shown(own.known())}, the region of the job"
            advice = "submit the job there, or allow locations of its own region"
            related = (own.also("the job's region"),)
            yield location.value.finding(f"{text}, which Batch refuses; {advice}", related=related)
            return


def _is_old(job: BatchJob) -> bool:
    """Whether the region is read out of the name of a job that was exported, and so was taken once."""
    return job.region.field == job.name.field


@rule(
    "SCH079",
    "region-without-batch",
    severity="warning",
    on=BatchJob,
    tags=("schema", "batch", "locations"),
    when=("allowed_locations", "region"),
)
def region_without_batch(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Batch job is in a region where Batch isn't, by its list.

    ## Why
    Batch isn't in all regions of Compute Engine: Africa has none, for one. A region that is missing from the list may
    also be a typing error, or newer than the list; then add it in the configuration.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      location:
        allowedLocations:
          - regions/africa-south1 # <- SCH079
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      location:
        allowedLocations:
          - regions/europe-west1
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/locations
    """
    told: set[str] = set()
    places: list[tuple[Setting[str], str]] = []
    for location in job.allowed_locations:
        place = place_of(location.value)
        if place is not None:
            places.append((location.value, place.region))
    if job.region.is_set and not _is_old(job) and not to_be_filled_in(job.region.known()):
        places.append((job.region, job.region.known()))
    day = machines.sources["batch-regions"].day
    for setting, region in places:
        if region in told or region in machines.batch_regions:
            continue
        told.add(region)
        why = "a region of Compute Engine without Batch" if region in machines.regions else "no region"
        name = shown(region) if setting.text == region else f"{shown(setting.text)}: {shown(region)}"
        text = f"{name} is {why}, by the list of {day}"
        yield setting.finding(f"{text}; take another region, or add this one in the configuration if it is new")
