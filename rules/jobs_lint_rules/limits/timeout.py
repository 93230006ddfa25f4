"""Tasks of Cloud Run that are given more time than there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule
from jobs_lint_rules.room import Advice, advised, beyond_batch
from jobs_lint_rules.words import duration, over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limit


def _too_long(job: CloudRunJob, limits: Limits, limit: Limit, what: str, hint: str = "") -> Iterator[Finding]:
    """The finding at a timeout over a limit; it names Batch where the job has room there."""
    timeout, room = job.timeout, limits.batch.max_run_duration
    text = over(timeout, duration(timeout.known()), limit, what)
    advice = Advice(
        room=f"a Batch job may run for {room.describe()}",
        fits="move it there",
        beyond=(
            f"a Batch job may run for {room.describe()} at most, so neither service has room: split the work into "
            "shorter tasks, or save its progress and start the job again from there"
        ),
        stay="split the work into shorter tasks",
    )
    excess = beyond_batch(job, limits)
    yield advised(timeout, text, limit, excess=excess, field="timeout", advice=advice, hint=hint)


@rule(
    "LIM103",
    "gpu-task-timeout-too-long",
    severity="error",
    on=CloudRunJob,
    tags=("cloud-run", "gpu", "time"),
    when=("uses_gpu",),
)
def gpu_task_timeout_too_long(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A Cloud Run task with a GPU may run for one hour at most.

    ## Why
    The limit is far below that of tasks without a GPU, and the API refuses the job. Newer documentation names 12
    hours in preview: set `preview = true` under `[limits]` if you use it, and launch stage BETA in the job. A GPU
    task is ended at maintenance, not moved, so a long one has to save its progress. A Batch job has no limit of its
    own for GPUs and may run for 14 days.

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
            spec:
              timeoutSeconds: 7200 # <- LIM103
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
          taskCount: 2
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
    - https://docs.cloud.google.com/batch/quotas
    """
    limit = limits.cloud_run.gpu_task_timeout
    if job.uses_gpu and job.timeout > limit:
        hint = ""
        if limit.overridden is None and limit.stage == "preview":
            hint = "; the preview, which needs launch stage BETA in the job, allows no more"
        elif limit.overridden is None and job.timeout <= limit.in_preview():
            hint = "; the preview needs launch stage BETA in the job, and `preview = true` under [limits]"
        yield from _too_long(job, limits, limit, "a task with a GPU", hint)


@rule("LIM104", "task-timeout-too-long", severity="error", on=CloudRunJob, tags=("cloud-run", "time"))
def task_timeout_too_long(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A Cloud Run task may run for 168 hours, or 7 days, at most.

    ## Why
    The API refuses a longer timeout. It counts for each attempt of a task afresh, so a task that is tried again may
    take that long several times. A Batch job may run for 14 days; beyond that the work has to be split, or to save
    its progress and go on in a new job. Tasks with a GPU have a shorter limit of their own, `gpu-task-timeout-too-
    long`.

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
              timeoutSeconds: 864000 # <- LIM104
              containers:
                - image: europe-docker.pkg.dev/example/images/simulate
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
          taskCount: 2
          template:
            spec:
              timeoutSeconds: 432000
              containers:
                - image: europe-docker.pkg.dev/example/images/simulate
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/task-timeout
    - https://docs.cloud.google.com/batch/quotas
    """
    if job.uses_gpu:
        return
    limit = limits.cloud_run.task_timeout
    if job.timeout > limit:
        yield from _too_long(job, limits, limit, "a task")
