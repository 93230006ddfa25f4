"""Time limits that weren't meant: in another unit, far too short, or left at the default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, CloudRunJob, Job, Limits, human_cpu, rule
from jobs_lint_rules.reliability.words import meant, whole_seconds
from jobs_lint_rules.words import duration, many, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Setting


def _timeouts(job: Job) -> Iterator[Setting[int]]:
    """The time limits that are written, those of runnables among them."""
    if job.timeout.is_set:
        yield job.timeout
    if isinstance(job, BatchJob):
        for runnable in job.runnables:
            if runnable.timeout.is_set:
                yield runnable.timeout


def _other_unit(job: Job, setting: Setting[int]) -> tuple[str, str, int] | None:
    """What a time limit was meant to be, if that is in another unit. gcloud takes units: who writes one means it."""
    seconds = whole_seconds(setting.known())
    if seconds is None or (job.dialect == "gcloud" and not setting.text.strip().isdecimal()):
        return None
    return meant(seconds)


@rule(
    "REL009",
    "timeout-in-another-unit",
    severity="warning",
    on=Job,
    tags=("time",),
    when=("timeout", "containers.timeout"),
)
def timeout_in_another_unit(job: Job, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A time limit in seconds is a number that makes sense in hours or minutes alone.

    ## Why
    Time limits are in seconds. 24 and 168 are the hours of a day and of a week, 1440 and 10080 their minutes; as
    seconds nobody means them. The task is ended long before its time, and retried, to be ended again.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: simulate
    spec:
      template:
        spec:
          template:
            spec:
              timeoutSeconds: 168 # <- REL009
              containers:
                - image: europe-docker.pkg.dev/example/images/simulate
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          maxRunDuration: 24s # <- REL009
          runnables:
            - script:
                text: ./simulate
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: simulate
    spec:
      template:
        spec:
          template:
            spec:
              timeoutSeconds: 604800
              containers:
                - image: europe-docker.pkg.dev/example/images/simulate
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          maxRunDuration: 86400s
          runnables:
            - script:
                text: ./simulate
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/task-timeout
    - https://docs.cloud.google.com/batch/docs/set-timeouts
    """
    for setting in _timeouts(job):
        found = _other_unit(job, setting)
        if found is not None:
            words, unit, right = found
            text = seen(setting, duration(setting.known()))
            yield setting.finding(f"{text}, which in {unit} would be {words}; write {right} seconds if that is meant")


@rule("REL010", "very-short-timeout", severity="info", on=Job, tags=("time",), profile="pedantic", when=("timeout",))
def very_short_timeout(job: Job, limits: Limits) -> Iterator[Finding]:
    """A task has less than a minute to run, start included.

    ## Why
    Time limits are in seconds, and a small number was often meant in minutes or hours. Where it wasn't, a task that
    is slow to start once, or waits for a moment, is ended; both services bill a minute at least, so a limit below
    that saves nothing.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          maxRunDuration: 30s # <- REL010
          runnables:
            - script:
                text: ./import
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          maxRunDuration: 1800s
          runnables:
            - script:
                text: ./import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/task-timeout
    - https://docs.cloud.google.com/batch/docs/set-timeouts
    """
    timeout = job.timeout
    if timeout.is_set and 0 < timeout.known() < limits.advice.short_timeout.amount and not _other_unit(job, timeout):
        yield timeout.finding(
            f"{seen(timeout, duration(timeout.known()))}, which is little for a task and its start; write it in "
            "seconds if minutes or hours were meant"
        )


@rule(
    "REL101",
    "default-timeout-on-large-job",
    severity="warning",
    on=CloudRunJob,
    tags=("cloud-run", "time", "gpu"),
    profile="pedantic",
)
def default_timeout_on_large_job(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A job with a GPU, many CPUs or many tasks doesn't say how long a task may run, which makes it ten minutes.

    ## Why
    A task that isn't done after ten minutes is ended, and started anew up to three times: forty minutes are paid for
    and nothing is done. Who asks for a GPU or for the most CPUs often has more work than that; and with many tasks
    one that takes longer than the others is enough to fail the job.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: render
    spec:
      template:
        spec:
          template:
            spec: # <- REL101
              nodeSelector:
                run.googleapis.com/accelerator: nvidia-l4
              containers:
                - image: europe-docker.pkg.dev/example/images/render
                  resources:
                    limits:
                      nvidia.com/gpu: "1"
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: render
    spec:
      template:
        spec:
          template:
            spec:
              timeoutSeconds: 3600
              nodeSelector:
                run.googleapis.com/accelerator: nvidia-l4
              containers:
                - image: europe-docker.pkg.dev/example/images/render
                  resources:
                    limits:
                      nvidia.com/gpu: "1"
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/task-timeout
    """
    timeout = job.timeout
    if timeout.is_written or not timeout.is_known:
        return
    cpu, what = job.cpu_total, ""
    if job.uses_gpu:
        what = "with a GPU"
    elif isinstance(cpu, int) and limits.advice.large_task_cpu.amount <= cpu <= limits.cloud_run.cpu.amount:
        what = f"with {human_cpu(cpu)}"
    elif job.task_count >= limits.advice.many_tasks:
        what = f"of {many(job.task_count.known(), 'task')}"
    if what:
        yield timeout.finding(
            f"{seen(timeout, duration(timeout.known()))}, in a job {what}; write how long one attempt may take"
        )
