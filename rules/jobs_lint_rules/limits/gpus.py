"""More GPUs than an instance of Cloud Run has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, human_count, rule
from jobs_lint_rules.room import Advice, advised, beyond_batch, gpus_of
from jobs_lint_rules.words import many, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Setting

_BIGGEST = "a2-megagpu-16g"


@rule(
    "LIM105",
    "too-many-gpus",
    severity="error",
    on=CloudRunJob,
    tags=("cloud-run", "gpu"),
    when=("containers.gpu_count",),
)
def too_many_gpus(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """An instance of Cloud Run, and so a task, has one GPU at most.

    ## Why
    The API refuses the job, whether one container asks for several GPUs or several containers ask for one each. A
    VM of Batch has up to 8 GPUs, and 16 on the machine type a2-megagpu-16g. Work that can be split needs no more
    than one GPU a task: raise the task count instead.

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
                      cpu: "8"
                      memory: 32Gi
                      nvidia.com/gpu: "2" # <- LIM105
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
          taskCount: 2
          template:
            spec:
              nodeSelector:
                run.googleapis.com/accelerator: nvidia-l4
              containers:
                - image: europe-docker.pkg.dev/example/images/train
                  resources:
                    limits:
                      cpu: "8"
                      memory: 32Gi
                      nvidia.com/gpu: "1"
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/gpu
    - https://docs.cloud.google.com/compute/docs/gpus
    """
    limit = limits.cloud_run.gpus_per_instance
    total, before = 0, None
    for container in job.containers:
        gpus = container.gpu_count
        if not gpus.is_set or gpus.known() < 1:
            continue
        total += gpus.known()
        if total > limit.amount:
            yield _too_many(job, gpus, before, limits)
            return
        before = gpus


def _too_many(job: CloudRunJob, gpus: Setting[int], before: Setting[int] | None, limits: Limits) -> Finding:
    """The finding at the first GPU count that is too many; whether there is room is asked of all containers' GPUs."""
    limit, usual, most = limits.cloud_run.gpus_per_instance, limits.batch.gpus_per_vm, limits.batch.gpus_per_vm_largest
    total = gpus_of(job)
    text = seen(gpus, human_count(gpus.known()))
    if total > gpus.known():
        text += f", which makes {many(total, 'GPU')} in all containers"
    text += f", over the limit of {limit.describe()} for an instance"
    related = () if before is None else (before.also("the container that has a GPU already"),)
    split = "split the work into tasks with one GPU each"
    room = f"a VM of Batch has up to {usual.describe()} ({most.describe()} on the machine type {_BIGGEST})"
    machine = "" if total <= usual.amount else ", to that type"
    advice = Advice(
        room=room,
        fits=f"move the job there{machine}",
        beyond=f"{room}, so neither service has room: {split}, or into processes on several VMs",
        stay=split,
    )
    excess = beyond_batch(job, limits)
    return advised(gpus, text, limit, excess=excess, field="gpu_count", advice=advice, related=related)
