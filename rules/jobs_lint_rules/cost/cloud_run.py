"""What a Cloud Run job may cost at worst, and what it has beside a GPU."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, human_bytes, human_cpu, rule
from jobs_lint_rules.cost.words import hours
from jobs_lint_rules.words import duration, many, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limits

# What each type of GPU needs beside it: the ids of the limits of CPU and memory.
_NEEDS = {
    "nvidia-l4": ("cloud-run.l4-cpu-min", "cloud-run.l4-memory-documented-min"),
    "nvidia-rtx-pro-6000": ("cloud-run.rtx-pro-6000-cpu-min", "cloud-run.rtx-pro-6000-memory-min"),
}


@rule(
    "COST001",
    "cpu-and-memory-beyond-gpu-need",
    severity="info",
    on=CloudRunJob,
    tags=("cloud-run", "gpu", "cost"),
    profile="pedantic",
    when=("gpu_type",),
)
def cpu_and_memory_beyond_gpu_need(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """CPU and memory are both far above what the type of GPU needs beside it.

    ## Why
    CPU and memory are billed beside the GPU for as long as the task runs, busy or not. A program that does its work
    on the GPU seldom needs more than the least that Cloud Run wants beside it. If it loads or prepares much data on the
    CPU, all is well.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: train
    spec:
      template:
        spec:
          template:
            spec:
              nodeSelector:
                run.googleapis.com/accelerator: nvidia-l4
              containers:
                - image: europe-docker.pkg.dev/example/images/train
                  resources:
                    limits:
                      cpu: "8" # <- COST001
                      memory: 32Gi
                      nvidia.com/gpu: "1"
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: train
    spec:
      template:
        spec:
          template:
            spec:
              nodeSelector:
                run.googleapis.com/accelerator: nvidia-l4
              containers:
                - image: europe-docker.pkg.dev/example/images/train
                  resources:
                    limits:
                      cpu: "4"
                      memory: 16Gi
                      nvidia.com/gpu: "1"
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/gpu
    - https://cloud.google.com/run/pricing
    """
    needs = _NEEDS.get(str(job.gpu_type.value))
    if needs is None:
        return
    cpu, memory = job.cpu_total, job.memory_total
    least_cpu, least_memory = limits[needs[0]], limits[needs[1]]
    times = limits.advice.times_what_a_gpu_needs.amount
    if not (isinstance(cpu, int) and isinstance(memory, int)):
        return
    if cpu < least_cpu.amount * times or memory < least_memory.amount * times:
        return
    setting = next((each.cpu for each in job.containers if each.cpu.is_set), None)
    if setting is not None:
        yield setting.finding(
            f"a task has {human_cpu(cpu)} and {human_bytes(memory)} beside its GPU, and {job.gpu_type.text} needs"
            f" {human_cpu(least_cpu.amount)} and {least_memory.describe()}; lower {setting.key} and memory if the work"
            " is done on the GPU"
        )


@rule(
    "COST002",
    "costly-at-worst",
    severity="warning",
    on=CloudRunJob,
    tags=("cloud-run", "tasks", "time", "retries", "cost"),
    profile="pedantic",
)
def costly_at_worst(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """All attempts of all tasks together may run for very many hours.

    ## Why
    Each attempt of each task may take the whole timeout, and each task is retried 3 times where the file says nothing.
    If every task hangs, that is what the run costs; an execution as a whole has no timeout. A timeout near to what a
    task really takes bounds the bill.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          taskCount: 1000
          template:
            spec:
              maxRetries: 3
              timeoutSeconds: 3600 # <- COST002
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          taskCount: 1000
          template:
            spec:
              maxRetries: 3
              timeoutSeconds: 600
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/task-timeout
    - https://docs.cloud.google.com/run/docs/configuring/max-retries
    - https://cloud.google.com/run/pricing
    """
    tasks, timeout, retries = job.task_count.value, job.timeout.value, job.max_retries.value
    if not (isinstance(tasks, int) and isinstance(timeout, int) and isinstance(retries, int)):
        return
    run = limits.cloud_run
    most = limits.advice.task_time
    total = tasks * timeout * (retries + 1)
    if total <= most.amount or tasks < 1 or retries < 0:
        return
    if tasks > run.task_count.amount or timeout > run.task_timeout.amount or retries > run.max_retries.amount:
        return  # refused for that
    setting = job.timeout if job.timeout.is_set else job.task_count
    time = seen(job.timeout, duration(timeout))
    yield setting.finding(
        f"{time}, and {many(tasks, 'task')} with {many(retries + 1, 'attempt')} each may take {hours(total)} together"
        f" at worst, where more than {hours(most.amount)} is worth a look; lower {job.timeout.key} to what a task"
        f" really takes, or {job.max_retries.key}"
    )
