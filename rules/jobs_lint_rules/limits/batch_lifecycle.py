"""The lifecycle policies of a Batch job's tasks: how many there are, and for which exit codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, human_count, rule
from jobs_lint_rules.words import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding


@rule(
    "LIM244",
    "several-lifecycle-policies",
    severity="error",
    on=BatchJob,
    tags=("batch", "retries"),
    when=("lifecycle_policies",),
)
def several_lifecycle_policies(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """A task of a Batch job has more than one lifecycle policy.

    ## Why
    Batch supports one. It has room for any number of exit codes: list all that are to be retried, and every other
    failure is final; or all that are to be final, and every other is retried.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          maxRetryCount: 3
          lifecyclePolicies:
            - action: RETRY_TASK
              actionCondition: {exitCodes: [50001]}
            - action: RETRY_TASK # <- LIM244
              actionCondition: {exitCodes: [75]}
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
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
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/automate-task-retries
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    limit, policies = limits.batch.lifecycle_policies, job.lifecycle_policies
    if len(policies) > limit.amount:
        text = f"there are {many(len(policies), 'lifecycle policy')}, over the limit of {limit.describe()}"
        yield policies[limit.amount].finding(f"{text} for a task; put all exit codes into one", limit=limit)


@rule(
    "LIM245",
    "exit-code-that-cannot-be",
    severity="warning",
    on=BatchJob,
    tags=("batch", "retries"),
    when=("lifecycle_policies",),
)
def exit_code_that_cannot_be(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """A lifecycle policy names an exit code that no task ends with.

    ## Why
    A program's exit code is from 0 to 255, and Batch gives codes from 50000 to 50006 of its own, such as 50001 for a
    Spot VM that was preempted. Any other number is most often a typing error, and the policy never holds for it. Nor
    does it for 0, which is success.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          maxRetryCount: 3
          lifecyclePolicies:
            - action: RETRY_TASK
              actionCondition:
                exitCodes:
                  - 5001 # <- LIM245
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          maxRetryCount: 3
          lifecyclePolicies:
            - action: RETRY_TASK
              actionCondition:
                exitCodes:
                  - 50001
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/troubleshooting
    """
    batch = limits.batch
    own = f"{batch.exit_code_min.describe()} to {batch.exit_code.describe()}"
    reserved = f"{batch.reserved_exit_code_min.value} to {batch.reserved_exit_code.value}"
    for policy in job.lifecycle_policies:
        for number in policy.exit_codes:
            code = number.value.value
            if not isinstance(code, int):
                continue
            if code == batch.exit_code_min.amount:
                text = f"exit code {human_count(code)} is success, for which nothing is retried or ended"
                yield number.value.finding(f"{text}; delete it")
                continue
            is_own = batch.exit_code_min.amount < code <= batch.exit_code.amount
            is_reserved = batch.reserved_exit_code_min.amount <= code <= batch.reserved_exit_code.amount
            if not is_own and not is_reserved:
                text = f"no task ends with exit code {code}: programs have {own}, Batch itself has {reserved}"
                yield number.value.finding(f"{text}; correct it")
