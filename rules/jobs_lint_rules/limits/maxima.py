"""Numbers over a plain maximum: one row a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, CloudRunJob, Job, Limits, NamedTuple, Rule, human_count, rule
from jobs_lint_rules.words import over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Setting


class Maximum(NamedTuple):
    """A field with a maximum: the limit's id, what it is for, and what to do where it is met.

    `other` is the id of the other service's limit, where a message names it; `when` is the field alone where it has no
    default, which a limit of the configuration could be below.
    """

    code: str
    name: str
    on: type[Job]
    field: str
    limit: str
    what: str
    advice: str
    tags: tuple[str, ...]
    page: str
    other: str = ""
    when: tuple[str, ...] = ()


_RETRY_ADVICE = (
    "retry the failing call inside the task, with a growing pause, and let the task go on from saved progress"
)

_ROWS = (
    Maximum(
        code="LIM102",
        name="too-many-retries",
        on=CloudRunJob,
        field="max_retries",
        limit="cloud-run.max-retries",
        other="batch.max-retry-count",
        what="the retries of a task",
        advice=_RETRY_ADVICE,
        tags=("cloud-run", "retries"),
        page="""A task of a Cloud Run job is retried 10 times at most.

    ## Why
    The API refuses more, though gcloud and Terraform let it through. Batch has the same limit, so a move doesn't
    help. A task that needs more than ten attempts waits for something: let it wait and retry by itself, and save
    its progress, so that an attempt goes on where the last one ended.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          template:
            spec:
              maxRetries: 20 # <- LIM102
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
          template:
            spec:
              maxRetries: 10
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/max-retries
    - https://docs.cloud.google.com/batch/docs/automate-task-retries
    """,
    ),
    Maximum(
        code="LIM201",
        name="too-many-batch-tasks",
        on=BatchJob,
        field="task_count",
        limit="batch.task-count",
        what="the tasks of a job",
        advice="give each task several items to work through by BATCH_TASK_INDEX, or split the work into several jobs",
        tags=("batch", "tasks"),
        page="""A Batch job has at most 100,000 tasks.

    ## Why
    The limit is on the task group, and a job has one group. The API refuses the job. Tasks of a few seconds cost
    more in start-up than in work, so several items a task are cheaper as well. Cloud Run takes fewer tasks, not
    more.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 150000 # <- LIM201
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 50000
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
                commands: ["--items-per-task=3"]
    ```

    ## See
    - https://docs.cloud.google.com/batch/quotas
    """,
    ),
    Maximum(
        code="LIM202",
        name="parallelism-too-high",
        on=BatchJob,
        field="parallelism",
        limit="batch.parallelism",
        what="the tasks of a job that run at the same time",
        advice="lower it, or split the work into several jobs, which run side by side",
        tags=("batch", "tasks"),
        when=("parallelism",),
        page="""At most 5,000 tasks of a Batch job run at the same time.

    ## Why
    The API refuses the job. A job that leaves `parallelism` out gets as much as there is. VMs and quotas may allow
    fewer.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 20000
        parallelism: 10000 # <- LIM202
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 20000
        parallelism: 5000
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/batch/quotas
    """,
    ),
    Maximum(
        code="LIM203",
        name="too-many-batch-retries",
        on=BatchJob,
        field="max_retries",
        limit="batch.max-retry-count",
        other="cloud-run.max-retries",
        what="the retries of a task",
        advice=_RETRY_ADVICE,
        tags=("batch", "retries"),
        page="""A task of a Batch job is retried 10 times at most.

    ## Why
    The API refuses more, and lifecycle policies don't raise it. Cloud Run has the same limit, so a move doesn't
    help. On Spot VMs each preemption takes one of the retries: let the task save its progress, and set apart real
    failures from preemptions with a lifecycle policy for exit code 50001.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          maxRetryCount: 20 # <- LIM203
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          maxRetryCount: 10
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/automate-task-retries
    """,
    ),
)
_SERVICES = {"cloud-run": "Cloud Run", "batch": "Batch"}


def _rule(row: Maximum) -> Rule:
    @rule(row.code, row.name, severity="error", on=row.on, tags=row.tags, when=row.when, page=row.page)
    def check(job: Job, limits: Limits) -> Iterator[Finding]:
        setting: Setting[int] = getattr(job, row.field)
        limit = limits[row.limit]
        if setting > limit:
            text = over(setting, human_count(setting.known()), limit, row.what)
            if row.other:
                other = limits[row.other]
                same = " as well, so a move doesn't help" if setting > other else ""
                text += f"; {_SERVICES[other.service]} allows {other.describe()}{same}"
            yield setting.finding(f"{text}; {row.advice}", limit=limit)

    return check


RULES = tuple(_rule(row) for row in _ROWS)
