"""Jobs that need what Google still calls a preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_PREVIEWS = ("ALPHA", "BETA")


@rule(
    "REL110",
    "job-in-preview",
    severity="info",
    on=CloudRunJob,
    tags=(
        "cloud-run",
        "policy",
    ),
    opt_in=True,
    when=("launch_stage",),
)
def job_in_preview(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Cloud Run job has the launch stage of a preview.

    ## Why
    What is in preview may change or go away, and comes without a service level. Some organisations keep it from
    production by a policy on the launch stage. Where that is so, this rule says it before the deployment does.

    ## Bad
    ```yaml
    launchStage: BETA # <- REL110
    template:
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    template:
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/troubleshooting
    - https://cloud.google.com/products#product-launch-stages
    """
    stage = job.launch_stage
    if stage.is_set and stage.known().upper() in _PREVIEWS:
        yield stage.finding(
            f"the launch stage is {stage.known().upper()}, that of a preview; leave it out where nothing needs it"
        )
