"""Jobs that are near the limits of their service, and Batch jobs that need nothing that Cloud Run hasn't got."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Finding, Job, human_bytes, human_count, human_cpu, rule
from jobs_lint_rules.placement.words import may_be_near, nearness
from jobs_lint_rules.quoting import shown
from jobs_lint_rules.words import duration, many, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Limit, Limits, Machines, Setting

_CLOUD_RUN, _BATCH = "cloud-run", "batch"


def _near(job: Job, limits: Limits, machines: Machines, setting: Setting[int], meaning: str) -> Iterator[Finding]:
    """The finding at a setting that is near its limit. A job that is over a limit is told to move, or why not, by what
    that limit's rule says."""
    from jobs_lint.api import beyond, near_limits

    field = "task_count" if setting.field == job.task_count.field else "timeout"
    fit = next((each for each in near_limits(job, limits, limits.advice.headroom.amount) if each.field == field), None)
    if fit is None or beyond(job, job.service, limits, machines):
        return
    text = f"{seen(setting, meaning)}, {nearness(fit)}"
    if job.service == _CLOUD_RUN and not beyond(job, _BATCH, limits, machines):
        room = limits.batch.task_count if field == "task_count" else limits.batch.max_run_duration
        if room.amount > fit.limit.amount:
            has = f"takes up to {room.describe()} tasks" if field == "task_count" else f"may run for {room.describe()}"
            message = f"{text}; a Batch job {has}: move it there if the work grows, or {_mend(field)}"
            yield setting.finding(message, migrate_to=_BATCH)
            return
    yield setting.finding(f"{text}; if the work grows, {_mend(field)}")


def _mend(field: str) -> str:
    return "give each task several items" if field == "task_count" else "split it into shorter tasks"


@rule("FIT001", "near-task-limit", severity="info", on=Job, tags=("cloud-run", "batch", "tasks"))
def near_task_limit(job: Job, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """A job has nearly as many tasks as its service takes.

    ## Why
    The limit is fixed, and work grows: the day that there is a tenth more of it, the job is refused. A Batch job takes
    ten times as many tasks as a job of Cloud Run. Where each task works through several items there is room on
    either.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: thumbnails
    spec:
      template:
        spec:
          taskCount: 9800 # <- FIT001
          template:
            spec:
              maxRetries: 1
              timeoutSeconds: 120
              containers:
                - image: europe-docker.pkg.dev/example/images/thumbnails
                  command: [sh, -c, '/opt/thumbnails --item="$CLOUD_RUN_TASK_INDEX"']
    ```

    ```yaml
    taskGroups:
      - taskCount: 95000 # <- FIT001
        taskSpec:
          runnables:
            - script:
                text: /opt/thumbnails --item="$BATCH_TASK_INDEX"
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: thumbnails
    spec:
      template:
        spec:
          taskCount: 980
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/thumbnails
                  args: ["--items-per-task=10"]
    ```

    ## See
    - https://docs.cloud.google.com/run/quotas
    - https://docs.cloud.google.com/batch/quotas
    """
    limit = limits.cloud_run.task_count if job.service == _CLOUD_RUN else limits.batch.task_count
    tasks = job.task_count
    if may_be_near(tasks, limits.advice.headroom, limit):
        yield from _near(job, limits, machines, tasks, human_count(tasks.known()))


@rule("FIT002", "near-timeout-limit", severity="info", on=Job, tags=("cloud-run", "batch", "time"))
def near_timeout_limit(job: Job, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """A task has nearly as long a timeout as its service allows.

    ## Why
    A task that once takes longer than it does today is ended, and there is little or nothing left to raise. A task of
    Cloud Run may run for 168 hours, or an hour if it has a GPU, and a Batch job for 14 days. Shorter tasks lose
    less when one fails as well.

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
              maxRetries: 0
              timeoutSeconds: 604800 # <- FIT002
              containers:
                - image: europe-docker.pkg.dev/example/images/simulate
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          maxRunDuration: 1209600s # <- FIT002
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/simulate
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
          taskCount: 7
          template:
            spec:
              timeoutSeconds: 86400
              containers:
                - image: europe-docker.pkg.dev/example/images/simulate
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/task-timeout
    - https://docs.cloud.google.com/batch/quotas
    """
    timeout = job.timeout
    if may_be_near(timeout, limits.advice.headroom, *_timeouts(job, limits)):
        yield from _near(job, limits, machines, timeout, duration(timeout.known()))


def _timeouts(job: Job, limits: Limits) -> tuple[Limit, ...]:
    """The limits that a timeout may be near to."""
    run, batch = limits.cloud_run, limits.batch
    if job.service == _BATCH:
        return (batch.max_run_duration, batch.flex_start_run_duration)
    return (run.gpu_task_timeout,) if job.uses_gpu else (run.task_timeout, run.delayed_task_timeout)


@rule("FIT201", "cloud-run-would-do", severity="info", on=BatchJob, tags=("batch",), profile="pedantic")
def cloud_run_would_do(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """A Batch job needs nothing that Cloud Run hasn't got.

    ## Why
    It is one container, without Spot VMs, disks, scripts or tasks that talk to each other, and all of it is within
    Cloud Run's limits. There it starts in seconds rather than minutes, and nobody has to choose or to look after a
    machine type, a boot disk, a VM image or quotas of VMs. It may still belong on Batch: to be near other jobs, or to
    use reserved VMs by a discount.

    ## Bad
    ```yaml
    taskGroups: # <- FIT201
      - taskCount: 20
        taskSpec:
          computeResource:
            cpuMilli: 2000
            memoryMib: 4096
          maxRunDuration: 1800s
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/thumbnails
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: thumbnails
    spec:
      template:
        spec:
          taskCount: 20
          template:
            spec:
              maxRetries: 0
              timeoutSeconds: 1800
              containers:
                - image: europe-docker.pkg.dev/example/images/thumbnails
                  resources:
                    limits:
                      cpu: "2"
                      memory: 4Gi
    ```

    ```yaml
    taskGroups:
      - taskCount: 20
        taskSpec:
          computeResource:
            cpuMilli: 2000
            memoryMib: 4096
          maxRetryCount: 3
          maxRunDuration: 1800s
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/thumbnails
    allocationPolicy:
      instances:
        - policy:
            provisioningModel: SPOT
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/create-jobs
    - https://docs.cloud.google.com/run/quotas
    """
    runnables = job.runnables
    if runnables.is_unknown or len(runnables) != 1 or job.disks or job.uses_spot or job.instance_template.is_written:
        return
    runnable = runnables[0]
    if not (runnable.image.is_set and (job.timeout.is_set or runnable.timeout.is_set)):
        return
    from jobs_lint.api import place

    placement = place(job, limits, machines)
    if placement.verdict != _CLOUD_RUN or placement.unknown or placement.blockers(_BATCH):
        return
    values = {fit.field: fit.value for fit in placement.fits if fit.service == _CLOUD_RUN and fit.value is not None}
    gpus = f", {many(values['gpus'], 'GPU')}" if values.get("gpus") else ""
    size = f"{human_cpu(values['cpu'])}, {human_bytes(values['memory'])}{gpus}" if "cpu" in values else f"a GPU{gpus}"
    yield Finding(
        f"a task is the container {shown(runnable.image.text)} alone, with {size} and a timeout of"
        f" {duration(values['timeout'])}, which Cloud Run runs too, with no VM to choose or to wait for; move it there"
        " unless something else keeps it on Batch",
        job.place,
        migrate_to=_CLOUD_RUN,
    )
