"""Batch jobs whose VMs may be in more than one region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, rule
from jobs_lint_rules.places import place_of
from jobs_lint_rules.words import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Setting


@rule(
    "LIM248",
    "locations-in-several-regions",
    severity="error",
    on=BatchJob,
    tags=("batch", "locations"),
    when=("allowed_locations",),
)
def locations_in_several_regions(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """The allowed locations of a Batch job are in more than one region.

    ## Why
    `allowedLocations` takes one region, or some zones of one region. Batch refuses the job and says that the locations
    end up in more than one region. To try a second region when the first has no room, submit a second job there.

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
          - regions/europe-west1
          - regions/europe-west4 # <- LIM248
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
          - zones/europe-west1-b
          - zones/europe-west1-c
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://github.com/broadinstitute/cromwell/issues/7708
    """
    limit = limits.batch.allowed_regions
    regions: dict[str, Setting[str]] = {}
    over = None
    for location in job.allowed_locations:
        place = place_of(location.value)
        if place is not None:
            regions.setdefault(place.region, location.value)
            if len(regions) > limit.amount and over is None:
                over = location.value
    if over is not None:
        names = f" ({', '.join(regions)})" if len(regions) < _SHOWN else ""
        first = next(iter(regions.values()))
        text = f"{over.text} makes it {many(len(regions), 'region')}{names}"
        text += f", over the limit of {limit.describe()} for a job"
        advice = "keep the locations of one region, and submit another job for the other"
        yield over.finding(f"{text}; {advice}", limit=limit, related=(first.also("the first region"),))


_SHOWN = len("12345")
