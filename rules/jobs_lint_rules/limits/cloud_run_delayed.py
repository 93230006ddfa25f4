"""Delayed executions that need more time than they get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule
from jobs_lint_rules.words import duration, many, over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding


@rule(
    "LIM127",
    "delayed-task-too-long",
    severity="warning",
    on=CloudRunJob,
    tags=("cloud-run", "time"),
    when=("delay_execution",),
)
def delayed_task_too_long(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A task of a delayed execution has a timeout of more than 12 hours.

    ## Why
    A delayed execution starts within 12 hours, and its tasks may then run for 12 hours. What takes longer is
    cancelled. Work that needs more time starts at once, without `delayExecution`.

    ## Bad
    ```json
    {
      "launchStage": "BETA",
      "template": {
        "delayExecution": true,
        "template": {
          "maxRetries": 0,
          "timeout": "86400s",
          "containers": [{"image": "europe-docker.pkg.dev/example/images/import"}]
        }
      }
    }
    ```

    ## Good
    ```json
    {
      "launchStage": "BETA",
      "template": {
        "delayExecution": true,
        "template": {
          "maxRetries": 0,
          "timeout": "43200s",
          "containers": [{"image": "europe-docker.pkg.dev/example/images/import"}]
        }
      }
    }
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/delayed-jobs
    """
    if not job.delay_execution.is_set or job.delay_execution.value is not True:
        return
    limit = limits.cloud_run.delayed_task_timeout
    if job.timeout > limit:
        text = over(job.timeout, duration(job.timeout.known()), limit, "a task of a delayed execution")
        advice = f"lower it, or delete {job.delay_execution.key}"
        yield job.timeout.finding(f"{text}; {advice}", limit=limit, related=(job.delay_execution.also("the delay"),))


@rule(
    "LIM128",
    "delayed-execution-too-long",
    severity="warning",
    on=CloudRunJob,
    tags=("cloud-run", "time", "tasks"),
    when=("delay_execution",),
)
def delayed_execution_too_long(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """The tasks of a delayed execution may take more than 12 hours in all.

    ## Why
    A delayed execution as a whole runs for 12 hours at most and is cancelled then. With a parallelism below the task
    count the tasks run in waves, one after the other, and each wave may take as long as the timeout of a task.

    ## Bad
    ```json
    {
      "launchStage": "BETA",
      "template": {
        "delayExecution": true,
        "taskCount": 100,
        "parallelism": 10,
        "template": {
          "timeout": "7200s",
          "containers": [{"image": "europe-docker.pkg.dev/example/images/import"}]
        }
      }
    }
    ```

    ## Good
    ```json
    {
      "launchStage": "BETA",
      "template": {
        "delayExecution": true,
        "taskCount": 100,
        "parallelism": 20,
        "template": {
          "timeout": "7200s",
          "containers": [{"image": "europe-docker.pkg.dev/example/images/import"}]
        }
      }
    }
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/delayed-jobs
    """
    delay, at_once, tasks, timeout = job.delay_execution, job.parallelism, job.task_count, job.timeout
    if delay.value is not True or not (at_once.is_set and tasks.is_known and timeout.is_known):
        return
    if at_once.known() < 1 or timeout > limits.cloud_run.delayed_task_timeout:
        return
    limit = limits.cloud_run.delayed_execution_duration
    waves = -(-tasks.known() // at_once.known())
    longest = waves * timeout.known()
    if waves > 1 and longest > limit.amount:
        text = f"{at_once.key} is {at_once.text}, so that {many(tasks.known(), 'task')} of up to "
        text += f"{duration(timeout.known())} run in {many(waves, 'wave')} and may take {duration(longest)}, "
        text += f"over the limit of {limit.describe()} for a delayed execution"
        yield at_once.finding(
            f"{text}; raise it, or lower the timeout", limit=limit, related=(tasks.also("the task count"),)
        )
