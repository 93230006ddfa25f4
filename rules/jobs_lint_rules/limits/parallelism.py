"""More tasks at the same time than there are tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, CloudRunJob, Limits, human_count, rule
from jobs_lint_rules.words import many, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Job


def _idle(job: Job, consequence: str) -> Finding:
    """The finding at a parallelism that is greater than the task count."""
    tasks = job.task_count
    count = tasks.known()
    if tasks.is_set:
        why = f"{tasks.key} is {human_count(count)}"
    else:
        why = f"{tasks.key} is not set, so there is {many(count, 'task')}"
    text = seen(job.parallelism, human_count(job.parallelism.known()))
    advice = f"lower it to {human_count(count)}, or raise {tasks.key}"
    related = (tasks.also("the task count"),) if tasks.is_set else ()
    return job.parallelism.finding(f"{text}, but {why}: {consequence}; {advice}", related=related)


@rule(
    "LIM107",
    "parallelism-over-task-count",
    severity="warning",
    on=CloudRunJob,
    tags=("cloud-run", "tasks"),
    when=("parallelism",),
)
def parallelism_over_task_count(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """The parallelism of a Cloud Run job is greater than its task count.

    ## Why
    No more tasks run at once than there are. Most often `taskCount` was forgotten, which makes it 1 and the job
    slower than it was meant to be; and an execution that is started with a smaller task count than the parallelism
    is refused.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          taskCount: 5
          parallelism: 10 # <- LIM107
          template:
            spec:
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
          taskCount: 10
          parallelism: 10
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/create-jobs
    - https://run.googleapis.com/$discovery/rest?version=v2
    """
    if job.task_count >= limits.cloud_run.task_count_min and job.parallelism > job.task_count:
        yield _idle(job, "no more tasks run at once than there are")


@rule(
    "LIM208",
    "batch-parallelism-over-task-count",
    severity="warning",
    on=BatchJob,
    tags=("batch", "tasks"),
    when=("parallelism",),
)
def batch_parallelism_over_task_count(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """The parallelism of a Batch job is greater than its task count.

    ## Why
    No more tasks run at once than there are, so the surplus does nothing. Most often `taskCount` was forgotten,
    which makes it 1, and the job doesn't run in parallel at all.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 5
        parallelism: 10 # <- LIM208
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 10
        parallelism: 10
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    if job.task_environments.is_unknown or len(job.task_environments) > 0:
        return  # there may be a task for each of them: the documentation is of two minds
    if job.task_count >= limits.batch.task_count_min and job.parallelism > job.task_count:
        yield _idle(job, "the surplus does nothing")
