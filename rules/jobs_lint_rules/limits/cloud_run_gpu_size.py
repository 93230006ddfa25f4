"""CPU and memory beside a GPU of Cloud Run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, human_bytes, human_cpu, rule
from jobs_lint_rules.containers import has_more, lacks_unit
from jobs_lint_rules.limits._cloud_run_sizes import cpu_seen, in_all, largest, memory_seen, of_gpu
from jobs_lint_rules.quoting import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limit, Setting


@rule(
    "LIM116",
    "too-little-beside-gpu",
    severity="error",
    on=CloudRunJob,
    tags=("cloud-run", "gpu", "cpu", "memory"),
    when=("gpu_type",),
)
def too_little_beside_gpu(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A task of a Cloud Run job has less CPU or memory than its GPU needs.

    ## Why
    The API refuses the job. An L4 needs 4 CPUs, and an RTX PRO 6000 needs 20 CPUs and 80 GiB. Of memory beside an L4
    the documentation says 16 GiB and gcloud 8 GiB; less than 8 GiB is refused by both. A job that leaves CPU and
    memory out gets what its GPU needs.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: render
    spec:
      template:
        metadata:
          annotations:
            run.googleapis.com/gpu-zonal-redundancy-disabled: "true"
        spec:
          template:
            spec:
              nodeSelector:
                run.googleapis.com/accelerator: nvidia-l4
              containers:
                - image: europe-docker.pkg.dev/example/images/render
                  resources:
                    limits:
                      cpu: "2" # <- LIM116
                      memory: 4Gi # <- LIM116
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
        metadata:
          annotations:
            run.googleapis.com/gpu-zonal-redundancy-disabled: "true"
        spec:
          template:
            spec:
              nodeSelector:
                run.googleapis.com/accelerator: nvidia-l4
              containers:
                - image: europe-docker.pkg.dev/example/images/render
                  resources:
                    limits:
                      cpu: "4"
                      memory: 16Gi
                      nvidia.com/gpu: "1"
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/gpu
    - https://docs.cloud.google.com/sdk/gcloud/reference/run/jobs/create
    """
    cpu = of_gpu(job, limits, "cpu-min")
    if cpu is not None and (short := _short([container.cpu for container in job.containers], cpu, job, limits)):
        total, setting = short
        text = f"{cpu_seen(setting)}{in_all(total, setting.known(), human_cpu(total))}"
        yield _finding(job, setting, text, cpu)
    memory = of_gpu(job, limits, "memory-min")
    if memory is not None and (
        short := _short([container.memory for container in job.containers], memory, job, limits)
    ):
        total, setting = short
        text = f"{memory_seen(setting)}{in_all(total, setting.known(), human_bytes(total))}"
        yield _finding(job, setting, text, memory)


@rule(
    "LIM117",
    "little-memory-beside-l4",
    severity="warning",
    on=CloudRunJob,
    tags=("cloud-run", "gpu", "memory"),
    when=("gpu_type",),
)
def little_memory_beside_l4(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A task of a Cloud Run job has less memory beside an L4 than the documentation asks for.

    ## Why
    The page about GPUs asks for 16 GiB; the help of gcloud for 8 GiB. Between the two the job may be refused, and a
    model of some size doesn't pass through so little memory on its way to the GPU's 24 GB.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: render
    spec:
      template:
        metadata:
          annotations:
            run.googleapis.com/gpu-zonal-redundancy-disabled: "true"
        spec:
          template:
            spec:
              nodeSelector:
                run.googleapis.com/accelerator: nvidia-l4
              containers:
                - image: europe-docker.pkg.dev/example/images/render
                  resources:
                    limits:
                      cpu: "4"
                      memory: 8Gi # <- LIM117
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
        metadata:
          annotations:
            run.googleapis.com/gpu-zonal-redundancy-disabled: "true"
        spec:
          template:
            spec:
              nodeSelector:
                run.googleapis.com/accelerator: nvidia-l4
              containers:
                - image: europe-docker.pkg.dev/example/images/render
                  resources:
                    limits:
                      cpu: "4"
                      memory: 16Gi
                      nvidia.com/gpu: "1"
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/gpu
    """
    limit = of_gpu(job, limits, "memory-documented-min")
    least = of_gpu(job, limits, "memory-min")
    if limit is None or least is None:
        return
    short = _short([container.memory for container in job.containers], limit, job, limits)
    if short and short[0] >= least.amount:
        total, setting = short
        text = f"{memory_seen(setting)}{in_all(total, setting.known(), human_bytes(total))}"
        yield _finding(job, setting, text, limit)


def _short(
    settings: list[Setting[int]], limit: Limit, job: CloudRunJob, limits: Limits
) -> tuple[int, Setting[int]] | None:
    """The total of some settings and the largest of them, where all are known and the total is below a limit."""
    if has_more(job) or not settings or not all(setting.is_set for setting in settings):
        return None
    if any(lacks_unit(setting, limits) for setting in settings):
        return None  # another unit was meant, which is told
    total = sum(setting.known() for setting in settings)
    return (total, largest(settings)) if total < limit.amount else None


def _finding(job: CloudRunJob, setting: Setting[int], text: str, limit: Limit) -> Finding:
    words = (
        f"{text}, below the minimum of {limit.describe()} beside a GPU of the type {brief(job.gpu_type.text)}; raise it"
    )
    return setting.finding(words, limit=limit, related=(job.gpu_type.also("the type of GPU"),))
