"""Spot VMs that are taken away, and which errors a Batch task is retried for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, human_count, rule
from jobs_lint_rules.reliability.words import PREEMPTED, TIMED_OUT
from jobs_lint_rules.words import seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Setting

_RETRY, _FAIL = ("RETRY_TASK", "1"), ("FAIL_TASK", "2")


def _codes(job: BatchJob, actions: tuple[str, ...]) -> tuple[Setting[int], ...]:
    """The exit codes of the one lifecycle policy that counts, where it has one of some actions and all are known."""
    if not job.lifecycle_policies or job.lifecycle_policies.is_unknown:
        return ()
    policy = job.lifecycle_policies[0]
    if not policy.action.is_set or policy.action.known() not in actions or policy.exit_codes.is_unknown:
        return ()
    codes = tuple(code.value for code in policy.exit_codes)
    return codes if all(code.is_set for code in codes) else ()


def _work_together(job: BatchJob) -> bool:
    """Whether the tasks are one program on several VMs, where a retry of one of them helps nothing."""
    has_ssh = job.permissive_ssh.value is True and job.uses_barriers is True
    return bool(job.task_count > 1) and (job.require_hosts_file.value is True or has_ssh)


@rule(
    "REL201",
    "spot-without-retries",
    severity="warning",
    on=BatchJob,
    tags=("batch", "retries", "spot"),
    when=("uses_spot",),
)
def spot_without_retries(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Batch job runs on Spot VMs and retries nothing, so that the first preemption fails it.

    ## Why
    Compute Engine takes a Spot VM away whenever it needs it. The task then ends with exit code 50001, and since
    `maxRetryCount` is 0 unless it is set, that is the end of the job. A lifecycle policy for 50001 makes preemptions
    alone be retried.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - script:
                text: ./resize
    allocationPolicy:
      instances:
        - policy:
            provisioningModel: SPOT # <- REL201
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          maxRetryCount: 3
          lifecyclePolicies:
            - action: RETRY_TASK
              actionCondition:
                exitCodes: [50001]
          runnables:
            - script:
                text: ./resize
    allocationPolicy:
      instances:
        - policy:
            provisioningModel: SPOT
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/automate-task-retries
    """
    retries = job.max_retries
    if job.uses_spot is not True or job.lifecycle_policies or job.lifecycle_policies.is_unknown:
        return  # with a policy, that nothing is retried is the finding
    if retries == 0 and not _work_together(job):
        model = job.provisioning_model
        key = "maxRetryCount" if job.dialect == "gcloud" else retries.key  # gcloud has no flag for it
        says = seen(retries, "0") if retries.is_set else f"{key} is not set and so 0"
        where, other = (retries, model.also("the Spot VMs")) if retries.is_set else (model, None)
        yield where.finding(
            f"{model.key} is {model.text} and {says}: the first VM that is taken away fails the job; set {key} to 3, "
            f"say, with a lifecycle policy RETRY_TASK for exit code {PREEMPTED}",
            related=(other,) if other is not None else (),
        )


@rule(
    "REL202",
    "preemption-not-retried",
    severity="warning",
    on=BatchJob,
    tags=("batch", "retries", "spot"),
    when=("lifecycle_policies",),
)
def preemption_not_retried(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """A Batch job on Spot VMs has retries, and a lifecycle policy that keeps preemptions from being retried.

    ## Why
    With the action RETRY_TASK the listed exit codes alone are retried, with FAIL_TASK all others. Exit code 50001 is
    that of a VM which was taken away: left out of the first or put into the second, it fails the job, and the retries
    are for everything but what is sure to happen on Spot VMs.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          maxRetryCount: 3
          lifecyclePolicies:
            - action: RETRY_TASK # <- REL202
              actionCondition:
                exitCodes: [1, 2]
          runnables:
            - script:
                text: ./resize
    allocationPolicy:
      instances:
        - policy:
            provisioningModel: SPOT
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          maxRetryCount: 3
          lifecyclePolicies:
            - action: RETRY_TASK
              actionCondition:
                exitCodes: [1, 2, 50001]
          runnables:
            - script:
                text: ./resize
    allocationPolicy:
      instances:
        - policy:
            provisioningModel: SPOT
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/automate-task-retries
    - https://docs.cloud.google.com/batch/docs/troubleshooting
    """
    is_retried = job.max_retries > 0
    if not job.lifecycle_policies or job.uses_spot is not True or not is_retried:
        return
    related = (job.provisioning_model.also("the Spot VMs"),)
    for code in _codes(job, _FAIL):
        if code == PREEMPTED:
            yield code.finding(
                f"exit code {PREEMPTED}, a Spot VM that is taken away, stands under FAIL_TASK and fails the job at "
                "once; take it out of the list",
                related=related,
            )
            return
    codes = _codes(job, _RETRY)
    if codes and all(code.known() != PREEMPTED for code in codes):
        action = job.lifecycle_policies[0].action
        yield action.finding(
            f"{action.key} is {action.text}, for a list without {PREEMPTED}: a Spot VM that is taken away fails the "
            f"job at once; add {PREEMPTED} to the exit codes",
            related=related,
        )


@rule(
    "REL203",
    "every-error-retried",
    severity="info",
    on=BatchJob,
    tags=("batch", "retries"),
    profile="pedantic",
    when=("max_retries",),
)
def every_error_retried(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """A Batch task is retried whatever it failed of, since no lifecycle policy says for which errors.

    ## Why
    A mistake in the program fails the same way each time, and each time is paid for. On Spot VMs it uses up the
    retries that preemptions need. A lifecycle policy names the exit codes that are worth a retry: 50001 for a Spot VM
    that was taken away, 50002 to 50004 and 50006 for one that was lost, and those of the program's own that say
    "try again".

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          maxRetryCount: 3 # <- REL203
          runnables:
            - script:
                text: ./resize
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          maxRetryCount: 3
          lifecyclePolicies:
            - action: RETRY_TASK
              actionCondition:
                exitCodes: [50001, 50002, 50003, 50004, 50006]
          runnables:
            - script:
                text: ./resize
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/automate-task-retries
    """
    retries = job.max_retries
    if retries.is_set and retries > 0 and not job.lifecycle_policies and not job.lifecycle_policies.is_unknown:
        text = f"{seen(retries, human_count(retries.known()))}, for every error, as no lifecycle policy says for which"
        if job.uses_spot:
            advice = f"add one with RETRY_TASK for {PREEMPTED}, so that the retries are kept for preempted Spot VMs"
        else:
            advice = "add one with RETRY_TASK and the exit codes that are worth another try"
        yield retries.finding(f"{text}; {advice}")


@rule(
    "REL204",
    "timeout-retried",
    severity="warning",
    on=BatchJob,
    tags=("batch", "retries"),
    profile="pedantic",
    when=("lifecycle_policies",),
)
def timeout_retried(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """A lifecycle policy retries tasks that ran into their time limit.

    ## Why
    Exit code 50005 says that a task used up `maxRunDuration` or a runnable its timeout. The next attempt has no more
    time, and most often ends there too, for the same money. A longer limit helps; a retry does where the program goes
    on from what it has saved.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          maxRunDuration: 3600s
          maxRetryCount: 3
          lifecyclePolicies:
            - action: RETRY_TASK
              actionCondition:
                exitCodes:
                  - 50001
                  - 50005 # <- REL204
          runnables:
            - script:
                text: ./resize
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          maxRunDuration: 7200s
          maxRetryCount: 3
          lifecyclePolicies:
            - action: RETRY_TASK
              actionCondition:
                exitCodes:
                  - 50001
          runnables:
            - script:
                text: ./resize
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/troubleshooting
    """
    if job.lifecycle_policies and job.max_retries > 0:
        for code in _codes(job, _RETRY):
            if code == TIMED_OUT:
                yield code.finding(
                    f"exit code {TIMED_OUT}, a time limit that was reached, is retried with the same limit; raise the "
                    "limit and take the code out, unless the program goes on from what it has saved"
                )
                return
