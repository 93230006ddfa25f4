"""More task groups than Batch supports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, rule
from jobs_lint_rules.words import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding


@rule("LIM205", "several-task-groups", severity="error", on=BatchJob, tags=("batch", "tasks"))
def several_task_groups(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """A Batch job has exactly one task group.

    ## Why
    The field is a list, but one entry is all that Batch supports, and the API refuses the job. Steps that run one
    after the other in each task are runnables of one group; different kinds of tasks are jobs of their own.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/fetch
      - taskSpec: # <- LIM205
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/merge
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/fetch
            - container:
                imageUri: europe-docker.pkg.dev/example/images/merge
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    limit, groups = limits.batch.task_groups, job.task_groups
    if groups.is_unknown or len(groups) <= limit.amount:
        return
    text = f"the job has {many(len(groups), 'task group')}, over the limit of {limit.describe()} for a job"
    advice = "make the steps of one task its runnables, and other kinds of tasks a job of their own"
    yield groups[limit.amount].finding(f"{text}; {advice}", limit=limit)
