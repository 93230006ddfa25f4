"""Runnables of a Batch task: what their exit status and their time do to the task's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, rule
from jobs_lint_rules.words import duration, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_BARRIER = "barrier"


@rule(
    "REL205",
    "failure-never-seen",
    severity="warning",
    on=BatchJob,
    tags=("batch", "runnables", "retries"),
    when=("containers.ignore_exit_status",),
)
def failure_never_seen(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The exit status of everything that a Batch task runs is ignored, so that the task always succeeds.

    ## Why
    `ignoreExitStatus` is for a step whose failure doesn't matter. Where the task has no other step, nothing is left
    that could fail: the job ends as SUCCEEDED whatever happened, nothing is retried and nobody is told.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - script:
                text: ./import
              ignoreExitStatus: true # <- REL205
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - script:
                text: ./warm-up
              ignoreExitStatus: true
            - script:
                text: ./import
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    if job.runnables.is_unknown or not any(each.ignore_exit_status.is_set for each in job.runnables):
        return
    if any(each.kind is None or each.background.is_unknown for each in job.runnables):
        return
    working = [each for each in job.runnables if each.kind != _BARRIER and each.background.value is not True]
    if working and all(each.ignore_exit_status.value is True for each in working):
        setting = working[0].ignore_exit_status
        what = "the only runnable" if len(working) == 1 else "every runnable"
        yield setting.finding(
            f"{setting.key} is {setting.text or 'true'} for {what}: the task succeeds whatever happens, and is never "
            "retried; take it out where a failure matters"
        )


@rule("REL206", "no-time-limit", severity="warning", on=BatchJob, tags=("batch", "time"), profile="pedantic")
def no_time_limit(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """A Batch task has no time limit, so that one that hangs is paid for until the job's end, after 14 days.

    ## Why
    Batch has no default for `maxRunDuration`, nor for a runnable's timeout. A task that waits for something which
    never comes keeps its VM until the job has run for as long as any job may.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec: # <- REL206
          runnables:
            - script:
                text: ./import
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          maxRunDuration: 3600s
          runnables:
            - script:
                text: ./import
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/set-timeouts
    - https://docs.cloud.google.com/batch/quotas
    """
    timeout = job.timeout
    if timeout.is_written or job.runnables.is_unknown or not job.runnables or job.dialect == "gcloud":
        return  # gcloud has no flag for it
    if not any(each.timeout.is_written for each in job.runnables):
        longest = limits.batch.max_run_duration.describe()
        yield timeout.finding(
            f"neither {timeout.key} nor a timeout of a runnable is set, so a task that hangs is paid for up to "
            f"{longest}; write how long one attempt may take, such as {timeout.key}: 3600s"
        )


@rule(
    "REL207",
    "equal-time-limits",
    severity="info",
    on=BatchJob,
    tags=("batch", "time"),
    profile="pedantic",
    when=("containers.timeout",),
)
def equal_time_limits(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """A runnable's timeout is the same as the limit of its task, so that nobody can tell which of them ended it.

    ## Why
    The limit that is reached first ends the task, with exit code 50005 for both, and the logs don't say which one it
    was. With a shorter timeout of the runnable it is plain; besides, the runnables behind it have time left.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          maxRunDuration: 3600s
          runnables:
            - script:
                text: ./import
              timeout: 3600s # <- REL207
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          maxRunDuration: 3600s
          runnables:
            - script:
                text: ./import
              timeout: 3300s
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/known-issues
    - https://docs.cloud.google.com/batch/docs/set-timeouts
    """
    if not job.timeout.is_set:
        return
    for runnable in job.runnables:
        timeout = runnable.timeout
        if timeout.is_set and timeout == job.timeout:
            yield timeout.finding(
                f"{seen(timeout, duration(timeout.known()))}, the same as {job.timeout.key}, so that nobody can tell "
                "which of them ended the task; make it shorter",
                related=(job.timeout.also("the limit of the task"),),
            )
            return


@rule(
    "REL208",
    "runnable-timeouts-over-task",
    severity="info",
    on=BatchJob,
    tags=("batch", "time"),
    profile="pedantic",
    when=("containers.timeout",),
)
def runnable_timeouts_over_task(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """The timeouts of a task's runnables add up to more time than the task has.

    ## Why
    `maxRunDuration` is held against the run times of all runnables added up, even of those that run side by side.
    Where their timeouts come to more, the last of them can't be used in full: the task is over before.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          maxRunDuration: 3600s
          runnables:
            - script:
                text: ./fetch
              timeout: 1800s
            - script:
                text: ./import
              timeout: 2400s # <- REL208
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          maxRunDuration: 4500s
          runnables:
            - script:
                text: ./fetch
              timeout: 1800s
            - script:
                text: ./import
              timeout: 2400s
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/set-timeouts
    """
    if not job.timeout.is_set or any(each.timeout == job.timeout for each in job.runnables):
        return  # two limits that are the same are told by themselves
    total = 0
    for runnable in job.runnables:
        timeout = runnable.timeout
        if not timeout.is_set or timeout.known() <= 0:
            continue
        before, total = total, total + timeout.known()
        if total > job.timeout.known():
            text = seen(timeout, duration(timeout.known()))
            if before:
                text += f", and with the runnables before it {duration(total)}"
            yield timeout.finding(
                f"{text}, more than {job.timeout.key}, {duration(job.timeout.known())}: the task ends before that; "
                f"raise {job.timeout.key} or shorten the timeouts",
                related=(job.timeout.also("the limit of the task"),),
            )
            return


@rule(
    "REL209",
    "background-time-counts",
    severity="info",
    on=BatchJob,
    tags=("batch", "time"),
    profile="pedantic",
    when=("containers.background",),
)
def background_time_counts(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """A runnable in the background uses up the time of its task as well.

    ## Why
    `maxRunDuration` is held against the run times of all runnables added up, even of those that run side by side.
    With one in the background a task reaches the limit after half of the time that a clock shows; with two, after a
    third.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          maxRunDuration: 3600s
          runnables:
            - script:
                text: ./watch
              background: true # <- REL209
            - script:
                text: ./import
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - script:
                text: ./watch
              background: true
            - script:
                text: ./import
              timeout: 3600s
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/set-timeouts
    """
    if not job.timeout.is_set:
        return
    for runnable in job.runnables:
        setting = runnable.background
        if setting.is_set and setting.value is True:
            limit = f"{job.timeout.key}, {duration(job.timeout.known())}"
            yield setting.finding(
                f"{setting.key} is {setting.text or 'true'}, and the time of this runnable counts against {limit}, "
                "beside that of the others; allow for it there, or give the others a timeout of their own instead",
                related=(job.timeout.also("the limit of the task"),),
            )
            return


@rule(
    "REL210",
    "clean-up-out-of-time",
    severity="info",
    on=BatchJob,
    tags=("batch", "time"),
    profile="pedantic",
    when=("containers.always_run",),
)
def clean_up_out_of_time(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """A runnable that is to run always doesn't run where the task's time is over.

    ## Why
    `alwaysRun` makes a runnable run though another has failed, not though `maxRunDuration` has passed: then nothing
    of the task runs any more. Timeouts of the runnables before it that come to less than `maxRunDuration` leave it
    the rest.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          maxRunDuration: 3600s
          runnables:
            - script:
                text: ./import
            - script:
                text: ./clean-up
              alwaysRun: true # <- REL210
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          maxRunDuration: 3600s
          runnables:
            - script:
                text: ./import
              timeout: 3300s
            - script:
                text: ./clean-up
              alwaysRun: true
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/batch/docs/set-timeouts
    """
    if not job.timeout.is_set or job.runnables.is_unknown:
        return
    used, is_bounded = 0, True
    for runnable in job.runnables:
        setting, timeout = runnable.always_run, runnable.timeout
        if setting.is_set and setting.value is True and (used >= job.timeout.known() or not is_bounded):
            limit = f"{job.timeout.key}, {duration(job.timeout.known())}"
            yield setting.finding(
                f"{setting.key} is {setting.text or 'true'}, but once {limit}, is over, nothing runs any more; give "
                "the runnables before it timeouts that add up to less",
                related=(job.timeout.also("the limit of the task"),),
            )
            return
        if timeout.is_unknown:
            return
        if timeout.is_set:
            used += timeout.known()
        elif runnable.kind != _BARRIER:
            is_bounded = False
