"""How a Batch job's tasks are scheduled: in order, by priority, with an environment for each task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, human_count, rule
from jobs_lint_rules.words import many, over, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

IN_ORDER = ("IN_ORDER", "2")
"""The scheduling policy of one task at a time, by name and by number."""


@rule(
    "LIM240",
    "ordered-tasks-in-parallel",
    severity="error",
    on=BatchJob,
    tags=("batch", "tasks"),
    when=("scheduling_policy",),
)
def ordered_tasks_in_parallel(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """Tasks that are to run in order have a parallelism other than 1.

    ## Why
    The scheduling policy `IN_ORDER` runs one task after the other, and the API takes no other parallelism than 1 with
    it. Where the order doesn't matter, leave the policy out.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 12
        schedulingPolicy: IN_ORDER
        parallelism: 4 # <- LIM240
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/migrate
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 12
        schedulingPolicy: IN_ORDER
        parallelism: 1
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/migrate
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    policy, limit = job.scheduling_policy, limits.batch.in_order_parallelism
    if not policy.is_set or policy.value not in IN_ORDER:
        return
    if job.parallelism > limit:
        text = over(job.parallelism, human_count(job.parallelism.known()), limit, "tasks that run in order")
        advice = f"write {limit.describe()}, or drop {policy.key}"
        yield job.parallelism.finding(f"{text}; {advice}", limit=limit, related=(policy.also("the order"),))


@rule("LIM241", "priority-out-of-range", severity="error", on=BatchJob, tags=("batch", "tasks"), when=("priority",))
def priority_out_of_range(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """The priority of a Batch job isn't from 0 to 99.

    ## Why
    The API refuses the job. Of jobs that wait in one project and region the one with the higher priority goes first;
    0 is the lowest, and the default.

    ## Bad
    ```yaml
    priority: 100 # <- LIM241
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    priority: 99
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/sdk/gcloud/reference/batch/jobs/submit
    """
    priority, most, least = job.priority, limits.batch.priority, limits.batch.priority_min
    if not priority.is_set:
        return
    if priority > most:
        text = over(priority, human_count(priority.known()), most, "a job's priority")
        yield priority.finding(f"{text}; write {most.describe()} or less", limit=most)
    elif priority < least:
        text = f"{seen(priority, human_count(priority.known()))}, below the minimum of {least.describe()}"
        yield priority.finding(f"{text}; write {least.describe()}, the lowest priority, or more", limit=least)


@rule(
    "LIM242",
    "too-many-task-environments",
    severity="error",
    on=BatchJob,
    tags=("batch", "tasks"),
    when=("task_environments",),
)
def too_many_task_environments(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """A Batch job has an environment of its own for more than 200 tasks.

    ## Why
    A task group has 200 entries of `taskEnvironments` at most. Put the values into a file or a bucket, a line for each
    task, and let the task read the line that its index, `BATCH_TASK_INDEX`, stands for: that has no limit.

    ## Bad
    ```yaml batch.task-environments=2
    taskGroups:
      - taskCount: 3
        taskEnvironments:
          - variables: {CITY: Oslo}
          - variables: {CITY: Rome}
          - variables: {CITY: Bonn} # <- LIM242
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/report
    ```

    ## Good
    ```yaml batch.task-environments=2
    taskGroups:
      - taskCount: 3
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/report
                commands: [--cities, /mnt/disks/data/cities.txt]
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-basic-job
    """
    limit = limits.batch.task_environments
    number = len(job.task_environments)
    if number > limit.amount:
        text = f"taskEnvironments has {many(number, 'entry')}, over the limit of {limit.describe()}"
        yield job.task_environments[limit.amount].finding(
            f"{text}; let each task look its values up by BATCH_TASK_INDEX", limit=limit
        )


@rule(
    "LIM243",
    "task-environments-and-count-differ",
    severity="warning",
    on=BatchJob,
    tags=("batch", "tasks"),
    when=("task_environments",),
)
def task_environments_and_count_differ(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Batch job has another number of task environments than tasks.

    ## Why
    Each entry of `taskEnvironments` is for the task of the same index. One page of the documentation wants as many
    tasks as entries, the reference says that the number of entries counts and the task count doesn't. So what comes of
    it is either a job that is refused or one with another number of tasks than it says.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 3 # <- LIM243
        taskEnvironments:
          - variables: {CITY: Oslo}
          - variables: {CITY: Rome}
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/report
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 2
        taskEnvironments:
          - variables: {CITY: Oslo}
          - variables: {CITY: Rome}
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/report
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-basic-job
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    environments, count = job.task_environments, job.task_count
    if not environments or environments.is_unknown or not count.is_set:
        return
    if count != len(environments):
        text = f"{seen(count, human_count(count.known()))}, but taskEnvironments has {many(len(environments), 'entry')}"
        yield count.finding(f"{text}, one for each task; make the two the same")
