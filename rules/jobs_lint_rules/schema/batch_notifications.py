"""Notifications of Batch jobs that are never sent, or whose states don't belong to their kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limits, Setting

_OF_JOBS = ("JOB_STATE_CHANGED", "1")
_OF_TASKS = ("TASK_STATE_CHANGED", "2")
"""The kinds of message, by name and by number."""
_NO_STATE = ("", "STATE_UNSPECIFIED", "0")


@rule(
    "SCH075",
    "notification-without-message",
    severity="warning",
    on=BatchJob,
    tags=("batch", "notifications"),
    when=("notifications",),
)
def notification_without_message(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A notification of a Batch job has no message, so that nothing is ever sent.

    ## Why
    `message` says of what the topic is to be told: each change of the job's state, or of its tasks'. Without it Batch
    takes the notification and sends nothing, without an error.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    notifications:
      - pubsubTopic: projects/example/topics/import-states # <- SCH075
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    notifications:
      - pubsubTopic: projects/example/topics/import-states
        message:
          type: JOB_STATE_CHANGED
          newJobState: FAILED
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    for notification in job.notifications:
        if notification.topic.is_written and not notification.has_message.is_written:
            text = "the notification has no message, so that nothing is ever sent"
            yield notification.finding(f"{text}; write one, with the type JOB_STATE_CHANGED or TASK_STATE_CHANGED")


def _is_one(state: Setting[str]) -> bool:
    """Whether a state is named: exported jobs may have the one that stands for none."""
    return state.is_set and state.value not in _NO_STATE


@rule(
    "SCH076",
    "notification-states-mixed",
    severity="warning",
    on=BatchJob,
    tags=("batch", "notifications"),
    when=("notifications",),
)
def notification_states_mixed(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A notification has a state of tasks with the type of jobs, or the other way round.

    ## Why
    A message is about the job or about its tasks. `newJobState` narrows messages of the type `JOB_STATE_CHANGED`,
    `newTaskState` those of `TASK_STATE_CHANGED`; the reference says not to mix the two. For both, write two
    notifications, which may have one topic.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    notifications:
      - pubsubTopic: projects/example/topics/import-states
        message:
          type: JOB_STATE_CHANGED
          newTaskState: FAILED # <- SCH076
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    notifications:
      - pubsubTopic: projects/example/topics/import-states
        message:
          type: TASK_STATE_CHANGED
          newTaskState: FAILED
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    for notification in job.notifications:
        kind, of_job, of_task = notification.type, notification.new_job_state, notification.new_task_state
        has_job, has_task = _is_one(of_job), _is_one(of_task)
        if kind.is_set and kind.value in _OF_JOBS and has_task:
            wrong = of_task
        elif kind.is_set and kind.value in _OF_TASKS and has_job:
            wrong = of_job
        elif has_task and has_job:
            text = (
                f"{of_job.key} and {of_task.key} ({of_task.text}) stand in one message, which is about one of the two"
            )
            yield of_task.finding(f"{text}; make two notifications of it", related=(of_job.also("the job's state"),))
            continue
        else:
            continue
        text = f"{wrong.key} is {wrong.text} in a message of the type {kind.text}, which has no such state"
        yield wrong.finding(f"{text}; change the type, or delete {wrong.key}", related=(kind.also("the type"),))
