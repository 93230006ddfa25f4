"""Labels that bills are split by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import Job, Limits, any_, not_, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding


@rule("ACME001", "job-without-team-label", severity="warning", on=Job, tags=("acme", "labels"))
def job_without_team_label(job: Job, _limits: Limits) -> Iterator[Finding]:
    """A job has no `team` label.

    ## Why
    The bill is split by it. A job without one is paid for by the platform team, who will ask.

    ## Bad
    ```yaml
    taskGroups: # <- ACME001
      - taskSpec: {}
    labels:
      stage: test
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec: {}
    labels:
      stage: test
      team: imaging
    ```

    ## See
    - https://cloud.google.com/resource-manager/docs/creating-managing-labels
    """
    labelled = any_(job.labels.is_unknown, *(label.name == "team" for label in job.labels))
    if not_(labelled):
        yield job.finding("the job has no `team` label, by which the bill is split; add one under labels")
