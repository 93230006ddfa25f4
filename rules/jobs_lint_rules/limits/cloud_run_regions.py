"""Regions that there aren't."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule
from jobs_lint_rules.quoting import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Machines


@rule("LIM123", "no-such-region", severity="warning", on=CloudRunJob, tags=("cloud-run", "regions"), when=("location",))
def no_such_region(job: CloudRunJob, limits: Limits, machines: Machines) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Cloud Run job is in a location that isn't a region of Google Cloud.

    ## Why
    Jobs belong to a region, not to a zone of it, and another cloud's regions have other names: `us-east-1` is none of
    Google's, `us-east1` is. The API answers that there is no such location. The list of regions is of a day: add a
    newer one to your configuration.

    ## Bad
    ```hcl
    resource "google_cloud_run_v2_job" "import" {
      name     = "import"
      location = "us-east-1" # <- LIM123
      template {
        template {
          containers {
            image = "europe-docker.pkg.dev/example/images/import"
          }
        }
      }
    }
    ```

    ## Good
    ```hcl
    resource "google_cloud_run_v2_job" "import" {
      name     = "import"
      location = "us-east1"
      template {
        template {
          containers {
            image = "europe-docker.pkg.dev/example/images/import"
          }
        }
      }
    }
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/locations
    """
    location = job.location
    text = location.value
    if not location.is_set or not isinstance(text, str) or text in machines.regions or "/" in text:
        return
    from jobs_lint.api import region_of  # loads the machines, which most jobs don't need

    region = region_of(text)
    if region in machines.regions:
        if text[: len(region)] == region and len(text) == len(region) + len("-a"):
            yield location.finding(f"{location.key} is {brief(location.text)}, which is a zone; write {region}")
        return
    continents = {each.partition("-")[0] for each in machines.regions}
    if text.partition("-")[0] in continents and text.replace("-", "").isalnum():  # else it stands for one
        day = machines.sources["regions"].day
        yield location.finding(
            f"{location.key} is {brief(location.text)}, which is no region by the list of {day}; write one that is"
        )
