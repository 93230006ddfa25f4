"""Notifications of Batch jobs that nothing is sent to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding


@rule(
    "SCH117",
    "notification-without-topic",
    severity="warning",
    on=BatchJob,
    tags=(
        "batch",
        "notifications",
    ),
    when=("notifications",),
)
def notification_without_topic(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A notification of a Batch job names no topic, so that it goes nowhere.

    ## Why
    A notification is a message of the job's or its tasks' states to a topic of Pub/Sub. Without `pubsubTopic` there is
    nobody to send it to.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    notifications:
      - message: # <- SCH117
          type: JOB_STATE_CHANGED
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    notifications:
      - pubsubTopic: projects/example/topics/jobs
        message:
          type: JOB_STATE_CHANGED
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    for notification in job.notifications:
        topic = notification.topic
        if not topic.is_written and notification.has_message.is_written:
            text = f"this notification has no {topic.key}, so that nothing is sent"
            yield notification.finding(f"{text}; write projects/PROJECT/topics/TOPIC")
