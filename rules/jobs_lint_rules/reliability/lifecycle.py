"""Lifecycle policies of Batch that change nothing, and runnables that end as soon as they start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limits

_NO_ACTION = (None, "ACTION_UNSPECIFIED", "0")


@rule(
    "REL236",
    "last-runnable-in-background",
    severity="warning",
    on=BatchJob,
    tags=("batch", "runnables"),
    when=("containers.background",),
)
def last_runnable_in_background(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The last runnable of a Batch task runs in the background, where nothing is left to wait for it.

    ## Why
    A background runnable is for what others need while they run, such as a server. When the last runnable in the
    foreground has ended, all that is in the background is killed. So the last one, or the only one, is killed when it
    has hardly started, and the task still counts as a success.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container: {imageUri: europe-docker.pkg.dev/example/images/import}
              background: true # <- REL236
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container: {imageUri: europe-docker.pkg.dev/example/images/import}
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    if job.runnables.is_unknown or not job.runnables:
        return
    background = job.runnables[-1].background
    if background.is_set and background.known():
        which = "the only runnable" if len(job.runnables) == 1 else "the last runnable"
        text = f"{which} has {background.key} {background.text}, so that it is killed at once when it has started"
        yield background.finding(f"{text}; drop {background.key}, or put what it serves behind it")


@rule(
    "REL237",
    "lifecycle-policy-without-retry",
    severity="warning",
    on=BatchJob,
    tags=("batch", "retries"),
    when=("lifecycle_policies",),
)
def lifecycle_policy_without_retry(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Batch task has a lifecycle policy and no retry, so that the policy does nothing.

    ## Why
    A policy decides which failures are retried, up to `maxRetryCount` times. That is 0 where it isn't set, and then
    every failure is final, whatever the policy says.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          lifecyclePolicies:
            - action: RETRY_TASK # <- REL237
              actionCondition: {exitCodes: [75]}
          runnables:
            - container: {imageUri: europe-docker.pkg.dev/example/images/import}
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          maxRetryCount: 3
          lifecyclePolicies:
            - action: RETRY_TASK
              actionCondition: {exitCodes: [75]}
          runnables:
            - container: {imageUri: europe-docker.pkg.dev/example/images/import}
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/automate-task-retries
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    if job.lifecycle_policies and job.max_retries == 0:
        retries = job.max_retries
        what = f"{retries.key} is 0" if retries.is_set else f"{retries.key} is not set and so 0"
        text = f"the lifecycle policy does nothing, since {what}"
        yield job.lifecycle_policies[0].finding(f"{text}; write how often a task may be retried, or drop the policy")


@rule(
    "REL238",
    "lifecycle-policy-incomplete",
    severity="warning",
    on=BatchJob,
    tags=("batch", "retries"),
    when=("lifecycle_policies",),
)
def lifecycle_policy_incomplete(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A lifecycle policy of a Batch task lacks its action or its exit codes.

    ## Why
    `RETRY_TASK` retries the exit codes in the list and no others, `FAIL_TASK` all others: without codes, or without
    one of the two, a policy doesn't say what is to be done with which failure.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          maxRetryCount: 3
          lifecyclePolicies:
            - action: RETRY_TASK # <- REL238
          runnables:
            - container: {imageUri: europe-docker.pkg.dev/example/images/import}
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          maxRetryCount: 3
          lifecyclePolicies:
            - action: RETRY_TASK
              actionCondition: {exitCodes: [50001, 75]}
          runnables:
            - container: {imageUri: europe-docker.pkg.dev/example/images/import}
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/automate-task-retries
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    for policy in job.lifecycle_policies:
        action = policy.action
        if action.value in _NO_ACTION:
            what = f"{action.key} is {action.text}" if action.is_set else "it has no action"
            yield (action if action.is_set else policy).finding(
                f"the lifecycle policy says nothing: {what}; write RETRY_TASK or FAIL_TASK"
            )
        elif not policy.exit_codes and not policy.exit_codes.is_unknown:
            text = "the lifecycle policy has no exit codes, so that it is for no failure"
            yield policy.finding(f"{text}; write them as actionCondition.exitCodes")
