"""How long all tasks of a job may take together: waves of tasks, attempts and time limits added up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Job, Limits, NamedTuple, human_count, rule
from jobs_lint_rules.words import duration, many, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limit

_IN_ORDER = ("IN_ORDER", "2")


class Waves(NamedTuple):
    """How the tasks of a job follow each other: how many there are, how many at once, and in how many waves."""

    tasks: int
    at_once: int
    number: int


def _waves(job: Job, limits: Limits) -> Waves | None:
    """The waves of a job, or None where they aren't known. On Cloud Run a region has room for so many at once as nobody
    knows here: without a parallelism, all count as one wave."""
    if not job.task_count.is_known or job.parallelism.is_unknown:
        return None
    tasks = job.task_count.known()
    at_once = job.parallelism.known() if job.parallelism.is_set and job.parallelism.known() > 0 else tasks
    if isinstance(job, BatchJob):
        if job.scheduling_policy.is_unknown or job.task_environments or job.task_environments.is_unknown:
            return None
        at_once = 1 if _is_in_order(job) else min(at_once, limits.batch.parallelism_default.value)
    if tasks < 1:
        return None
    at_once = max(min(at_once, tasks), 1)
    return Waves(tasks, at_once, -(-tasks // at_once))


def _is_in_order(job: BatchJob) -> bool:
    return job.scheduling_policy.value in _IN_ORDER


def _job_limit(job: BatchJob, limits: Limits) -> Limit:
    """How long a Batch job may run, as far as that is certain."""
    is_flexible = job.provisioning_model == "FLEX_START"
    return limits.batch.flex_start_run_duration if is_flexible else limits.batch.max_run_duration


def _cannot_end(job: BatchJob, limits: Limits) -> bool:
    """Whether the tasks of a Batch job, each taking all of its time once, take longer than the job may run."""
    timeout, limit = job.timeout, _job_limit(job, limits)
    if not timeout.is_set or timeout.known() <= 0 or timeout.known() > limit.amount:
        return False
    waves = _waves(job, limits)
    return waves is not None and waves.number * timeout.known() > limit.amount


@rule("REL007", "worst-case-run-time", severity="info", on=Job, tags=("time", "tasks", "retries"), profile="pedantic")
def worst_case_run_time(job: Job, limits: Limits) -> Iterator[Finding]:
    """The tasks of a job, one wave after the other and with all retries, may take very long at worst.

    ## Why
    A time limit counts for one attempt of one task. Where only some tasks run at once, the waves follow each other,
    and a retry comes on top of each. An execution of Cloud Run has no time limit of its own, so the next one, by a
    schedule, may start long before it ends; a Batch job is ended after 14 days. The hours that all tasks together
    cost are another rule's, `costly-at-worst`.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: crawl
    spec:
      template:
        spec:
          taskCount: 40
          parallelism: 2
          template:
            spec:
              maxRetries: 1
              timeoutSeconds: 43200 # <- REL007
              containers:
                - image: europe-docker.pkg.dev/example/images/crawl
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: crawl
    spec:
      template:
        spec:
          taskCount: 40
          parallelism: 20
          template:
            spec:
              maxRetries: 1
              timeoutSeconds: 43200
              containers:
                - image: europe-docker.pkg.dev/example/images/crawl
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/task-timeout
    - https://docs.cloud.google.com/batch/docs/set-timeouts
    """
    timeout, retries = job.timeout, job.max_retries
    if job.task_count <= 1 or not (timeout.is_known and retries.is_known):
        return
    waves = _waves(job, limits)
    attempts = retries.known() + 1
    if waves is None or waves.number == 1 or attempts < 1 or _is_serial(job, limits):
        return
    longest = waves.number * timeout.known() * attempts
    if isinstance(job, BatchJob):
        limit = _job_limit(job, limits)
        is_told, most = _cannot_end(job, limits) or timeout.known() > limit.amount, limit.amount
        end = f" where a job has {limit.describe()}"
    else:
        is_told = waves.tasks * timeout.known() * attempts > limits.advice.task_time.amount
        most, end = limits.advice.long_run.amount, ""
    if longest <= most or is_told:
        return
    each = f", {many(attempts, 'attempt')} each," if attempts > 1 else ""
    related = [job.task_count.also("the task count"), job.parallelism.also("how many tasks run at once")]
    if retries.is_set:
        related.append(retries.also("the number of retries"))
    yield timeout.finding(
        f"{seen(timeout, duration(timeout.known()))} for one attempt, and {many(waves.tasks, 'task')}{each} with "
        f"{human_count(waves.at_once)} at a time may take {duration(longest)}{end}; raise the parallelism, or lower "
        f"{timeout.key} to what a task really needs",
        related=tuple(related),
    )


def _is_serial(job: Job, limits: Limits) -> bool:
    """Whether many tasks run one after the other though nothing asks for their order."""
    is_serial = job.task_count >= limits.advice.many_tasks and job.parallelism == 1
    if not is_serial or not job.parallelism.is_set:
        return False
    return not isinstance(job, BatchJob) or not (job.scheduling_policy.is_unknown or _is_in_order(job))


@rule("REL008", "tasks-one-by-one", severity="info", on=Job, tags=("tasks",), profile="pedantic", when=("parallelism",))
def tasks_one_by_one(job: Job, limits: Limits) -> Iterator[Finding]:
    """Many tasks run one after the other, by a parallelism of 1.

    ## Why
    With a parallelism of 1 a job of many tasks takes as long as all of them together, with a start for each, and the
    work gains nothing from being split. Where something else can't bear two at once, that is as it should be; where
    the order matters on Batch, `schedulingPolicy: IN_ORDER` says so. Else it was left over from a first try.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 1000
        parallelism: 1 # <- REL008
        taskSpec:
          runnables:
            - script:
                text: ./resize --part $BATCH_TASK_INDEX
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 1000
        parallelism: 50
        taskSpec:
          runnables:
            - script:
                text: ./resize --part $BATCH_TASK_INDEX
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/parallelism
    - https://docs.cloud.google.com/batch/docs/create-run-basic-job
    """
    if _is_serial(job, limits) and not (isinstance(job, BatchJob) and _cannot_end(job, limits)):
        tasks = many(job.task_count.known(), "task")
        text = f"{seen(job.parallelism, '1')}: {tasks} run one after the other"
        if job.timeout.is_known and job.timeout.known() > 0:
            text += f", for up to {duration(job.timeout.known() * job.task_count.known())}"
        order = ", or write schedulingPolicy: IN_ORDER if their order matters" if isinstance(job, BatchJob) else ""
        yield job.parallelism.finding(
            f"{text}; raise it, unless something can't bear two at once{order}",
            related=(job.task_count.also("the task count"),),
        )


@rule(
    "REL211",
    "batch-tasks-cannot-end",
    severity="warning",
    on=BatchJob,
    tags=("batch", "tasks", "time"),
    profile="pedantic",
    when=("timeout",),
)
def batch_tasks_cannot_end(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """The tasks of a Batch job are allowed more time, one wave after the other, than the job has.

    ## Why
    Batch ends a job that has run for 14 days, or 7 with FLEX_START, whatever its tasks are doing. Where only some of
    them run at once and each takes the time that `maxRunDuration` allows, the last ones never start; retries come
    on top of that. Without a parallelism, 5,000 tasks run at once.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 1000
        parallelism: 10
        taskSpec:
          maxRunDuration: 21600s # <- REL211
          runnables:
            - script:
                text: ./simulate --part $BATCH_TASK_INDEX
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 1000
        parallelism: 50
        taskSpec:
          maxRunDuration: 21600s
          runnables:
            - script:
                text: ./simulate --part $BATCH_TASK_INDEX
    ```

    ## See
    - https://docs.cloud.google.com/batch/quotas
    - https://docs.cloud.google.com/batch/docs/set-timeouts
    """
    waves = _waves(job, limits) if _cannot_end(job, limits) else None
    if waves is None:
        return
    timeout, limit = job.timeout, _job_limit(job, limits)
    fitting = limit.amount // timeout.known()
    needed = -(-waves.tasks // fitting)
    text = (
        f"{seen(timeout, duration(timeout.known()))}, and {many(waves.tasks, 'task')} with {human_count(waves.at_once)}"
    )
    text += f" at a time are {many(waves.number, 'wave')}: {duration(waves.number * timeout.known())} in all, "
    text += f"over the limit of {limit.describe()} for a job"
    if needed > limits.batch.parallelism.value or _is_in_order(job):
        advice = f"lower {timeout.key}, or split the work into several jobs"
    else:
        advice = f"raise the parallelism to {human_count(needed)}, lower {timeout.key}, or split the job"
    where = job.parallelism if job.parallelism.is_set else job.task_count
    yield timeout.finding(
        f"{text}; {advice}", limit=limit, related=(where.also("how many tasks there are, or run at once"),)
    )
