"""Numbers that are zero or negative where they can't be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, CloudRunJob, Job, Limits, NamedTuple, human_count, rule
from jobs_lint_rules.words import duration, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Setting


class Minimum(NamedTuple):
    """A count with a minimum: the limit's id, and what to do."""

    field: str
    limit: str
    advice: str


_RETRIES = "0 runs each task once"
_CLOUD_RUN = (
    Minimum("task_count", "cloud-run.task-count-min", "leave it out for one task"),
    Minimum("parallelism", "cloud-run.parallelism-min", "leave it out for as many tasks at once as there is room"),
    Minimum("max_retries", "cloud-run.max-retries-min", _RETRIES),
)
_BATCH = (
    Minimum("task_count", "batch.task-count-min", "leave it out for one task"),
    Minimum("parallelism", "batch.parallelism-min", "leave it out for as many tasks at once as there is room"),
    Minimum("max_retries", "batch.max-retry-count-min", _RETRIES),
)


def _too_low(job: Job, limits: Limits, rows: tuple[Minimum, ...]) -> Iterator[Finding]:
    for row in rows:
        setting: Setting[int] = getattr(job, row.field)
        limit = limits[row.limit]
        if setting < limit:
            text = f"{seen(setting, human_count(setting.known()))}, below the minimum of {limit.describe()}"
            yield setting.finding(f"{text}; {row.advice}", limit=limit)
    if job.timeout <= 0:  # a sign, not a limit: no page gives a least timeout for either API
        text = f"{seen(job.timeout, duration(job.timeout.known()))}, and a task needs some time above 0 to run"
        yield job.timeout.finding(f"{text}; write how long one attempt may take")


@rule("LIM106", "value-below-minimum", severity="error", on=CloudRunJob, tags=("cloud-run", "tasks", "time", "retries"))
def value_below_minimum(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A Cloud Run job has a task count or timeout of zero, or a negative number.

    ## Why
    An execution has at least one task and a task needs some time to run: the API refuses zero. It refuses negative
    retries and a negative parallelism as well, where zero has a meaning: no retry, and as many tasks at once as
    possible. Such a number is often meant as "no limit", which no field here has.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          taskCount: 0 # <- LIM106
          template:
            spec:
              maxRetries: -1 # <- LIM106
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          taskCount: 1
          template:
            spec:
              maxRetries: 0
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/create-jobs
    - https://docs.cloud.google.com/run/docs/configuring/max-retries
    """
    return _too_low(job, limits, _CLOUD_RUN)


@rule("LIM207", "batch-value-below-minimum", severity="error", on=BatchJob, tags=("batch", "tasks", "time", "retries"))
def batch_value_below_minimum(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """A Batch job has a task count or run duration of zero, or a negative number.

    ## Why
    A task group has at least one task and a task needs some time to run. Negative retries and a negative
    parallelism mean nothing. gcloud lets all of them through, and the API refuses the job. To have no time limit or
    the greatest parallelism, leave the field out.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 0 # <- LIM207
        taskSpec:
          maxRunDuration: 0s # <- LIM207
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 1
        taskSpec:
          maxRunDuration: 600s
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/batch/quotas
    """
    return _too_low(job, limits, _BATCH)
