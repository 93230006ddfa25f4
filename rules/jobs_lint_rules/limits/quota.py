"""More at once than the quota of the region, where the configuration says what that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobs_lint.api import UNKNOWN, BatchJob, CloudRunJob, Packing, human_count, human_cpu, rule
from jobs_lint_rules.room import gpus_of
from jobs_lint_rules.words import MILLI, many, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limit, Limits, Machines, Quota, Setting

_PLACE = "at once by the quota in your configuration"


def _tasks_at_once(job: CloudRunJob, limits: Limits) -> int:
    """How many tasks of a Cloud Run job run at once if there is room for all; 0 where that isn't known."""
    tasks, parallelism = job.task_count.value, job.parallelism.value
    if not isinstance(tasks, int):
        return 0
    if parallelism is None or parallelism == limits.cloud_run.parallelism_min.amount:
        return max(tasks, 0)
    return max(min(tasks, parallelism), 0) if isinstance(parallelism, int) else 0


def _is_open(job: CloudRunJob, limits: Limits) -> bool:
    """Whether a Cloud Run job leaves its parallelism to the service, which 0 does as well."""
    return job.parallelism.value in (None, limits.cloud_run.parallelism_min.amount)


def _cause(job: Any, at_once: int) -> tuple[Setting[int], str]:
    """The setting that makes so many tasks run at once, and how."""
    parallelism: Setting[int] = job.parallelism
    if parallelism.is_set and parallelism.value == at_once:
        return parallelism, seen(parallelism, human_count(at_once))
    tasks: Setting[int] = job.task_count
    words = seen(tasks, human_count(at_once)) if tasks.value == at_once else f"{many(at_once, 'task')} run at once"
    return tasks, words


@rule(
    "LIM301",
    "parallelism-over-quota",
    severity="warning",
    on=CloudRunJob,
    tags=("cloud-run", "tasks", "quota"),
    when=("parallelism",),
)
def parallelism_over_quota(job: CloudRunJob, limits: Limits, quota: Quota) -> Iterator[Finding]:
    """The parallelism of a Cloud Run job is over the quota of its region.

    ## Why
    How many tasks run at once is bounded by quotas of the project in each region: on tasks and on the CPUs that they
    have. The rest waits, and so do the project's other jobs and services. The quotas are in no job file: the rule
    speaks where `[quota]` of the configuration has `parallel-tasks` or `vcpus`.

    ## Bad
    ```yaml quota.cloud-run.europe-west1.parallel-tasks=100 location=europe-west1
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          taskCount: 1000
          parallelism: 500 # <- LIM301
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml quota.cloud-run.europe-west1.parallel-tasks=100 location=europe-west1
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          taskCount: 1000
          parallelism: 100
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/quotas
    - https://docs.cloud.google.com/run/docs/configuring/parallelism
    """
    if not quota or _is_open(job, limits):
        return
    found = _beyond(job, limits, quota)
    if found is not None:
        what, limit, fitting = found
        setting, cause = _cause(job, _tasks_at_once(job, limits))
        advice = f"lower it to {human_count(fitting)}" if fitting else "lower the CPU of a task"
        text = f"{cause}{what}, over the limit of {limit.describe()} {_PLACE}"
        yield setting.finding(f"{text}; {advice}, or ask for more quota", limit=limit)


@rule("LIM302", "open-parallelism-over-quota", severity="info", on=CloudRunJob, tags=("cloud-run", "tasks", "quota"))
def open_parallelism_over_quota(job: CloudRunJob, limits: Limits, quota: Quota) -> Iterator[Finding]:
    """A Cloud Run job has no parallelism and more tasks than the quota of its region.

    ## Why
    Without a parallelism as many tasks run at once as the region's quota has room for. A job with more tasks than that
    takes all of it, so that the project's other jobs and services wait, and a database behind it meets all tasks at
    once. The rule speaks where `[quota]` of the configuration has `parallel-tasks` or `vcpus`.

    ## Bad
    ```yaml quota.cloud-run.*.parallel-tasks=100
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          taskCount: 1000 # <- LIM302
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml quota.cloud-run.*.parallel-tasks=100
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          taskCount: 1000
          parallelism: 50
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/quotas
    - https://docs.cloud.google.com/run/docs/configuring/parallelism
    """
    if quota and _is_open(job, limits):
        found = _beyond(job, limits, quota)
        if found is not None:
            what, limit, fitting = found
            setting, cause = _cause(job, _tasks_at_once(job, limits))
            least = f"parallelism: {human_count(fitting)} or less" if fitting else "less CPU for a task"
            text = f"{cause} and no parallelism is set{what}, over the limit of {limit.describe()} {_PLACE}"
            yield setting.finding(f"{text}; the job takes all there is: write {least}", limit=limit)


def _beyond(job: CloudRunJob, limits: Limits, quota: Quota) -> tuple[str, Limit, int] | None:
    """The first quota that a Cloud Run job is over: what it takes, the quota, and how many tasks fit."""
    allowed = quota.of(job.service, job.location.value)
    at_once = _tasks_at_once(job, limits)
    if not at_once or _gpus_beyond(job, at_once, quota) is not None:
        return None
    tasks, vcpus = allowed.parallel_tasks, allowed.vcpus
    if tasks is not None and at_once > tasks.amount:
        return "", tasks, tasks.amount
    cpu = job.cpu_total
    if vcpus is not None and isinstance(cpu, int) and at_once * cpu > vcpus.amount * MILLI:
        return f", which takes {human_cpu(at_once * cpu)}", vcpus, vcpus.amount * MILLI // cpu
    return None


def _gpus_beyond(job: CloudRunJob, at_once: int, quota: Quota) -> tuple[int, Limit] | None:
    """The GPUs that a task has, and the quota of GPUs that a Cloud Run job is over."""
    if job.uses_gpu is not True or job.gpu_type.is_unknown:
        return None
    limit = quota.of(job.service, job.location.value).gpus(job.gpu_type.value)
    each = max(gpus_of(job), 1)
    return (each, limit) if limit is not None and at_once * each > limit.amount else None


@rule(
    "LIM303",
    "gpus-over-quota",
    severity="warning",
    on=CloudRunJob,
    tags=("cloud-run", "gpu", "quota"),
    when=("uses_gpu",),
)
def gpus_over_quota(job: CloudRunJob, limits: Limits, quota: Quota) -> Iterator[Finding]:
    """A Cloud Run job takes more GPUs at once than the quota of its region has.

    ## Why
    Each task that runs holds a GPU. A parallelism over the quota of GPUs is refused, with a message at `parallelism`
    that speaks of the missing quota; a job without a parallelism asks for a GPU for each of its tasks. A project is
    said to have 3 GPUs in a region without asking, and some have none. The rule speaks where `[quota]` of the
    configuration has `gpus`.

    ## Bad
    ```yaml quota.cloud-run.europe-west1.gpus=3 location=europe-west1
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: train
    spec:
      template:
        spec:
          taskCount: 20 # <- LIM303
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

    ## Good
    ```yaml quota.cloud-run.europe-west1.gpus=3 location=europe-west1
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: train
    spec:
      template:
        spec:
          taskCount: 20
          parallelism: 3
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
    - https://docs.cloud.google.com/run/quotas
    """
    if not quota:
        return
    at_once = _tasks_at_once(job, limits)
    found = _gpus_beyond(job, at_once, quota) if at_once else None
    if found is not None:
        each, limit = found
        setting, cause = _cause(job, at_once)
        is_open = " and no parallelism is set" if _is_open(job, limits) and at_once > 1 else ""
        so = f"{cause}{is_open}, which takes {many(at_once * each, 'GPU')}"
        text = f"{so}, over the limit of {limit.describe()} {_PLACE}"
        fitting = limit.amount // each
        what = f"parallelism: {human_count(fitting)}" if fitting else "no GPU, or another region"
        yield setting.finding(f"{text}; write {what}, or ask for more quota", limit=limit)


@rule("LIM305", "batch-job-over-quota", severity="warning", on=BatchJob, tags=("batch", "tasks", "quota"))
def batch_job_over_quota(job: BatchJob, limits: Limits, machines: Machines, quota: Quota) -> Iterator[Finding]:
    """A Batch job takes more VMs, vCPUs or GPUs at once than the quota of its region has.

    ## Why
    How many VMs a job holds at once follows from its parallelism and from how many of its tasks share a VM. What is
    over a quota of Compute Engine isn't refused: the job waits, with an event that names the quota, and fails after
    two days in the queue. The rule speaks where `[quota]` of the configuration has `vms`, `vcpus` or `gpus`.

    ## Bad
    ```yaml quota.batch.europe-west1.vcpus=500 location=europe-west1
    taskGroups:
      - taskCount: 1000
        parallelism: 400 # <- LIM305
        taskSpec:
          computeResource: {cpuMilli: 2000, memoryMib: 8000}
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instances:
        - policy: {machineType: n2-standard-4}
    ```

    ## Good
    ```yaml quota.batch.europe-west1.vcpus=500 location=europe-west1
    taskGroups:
      - taskCount: 1000
        parallelism: 250
        taskSpec:
          computeResource: {cpuMilli: 2000, memoryMib: 8000}
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instances:
        - policy: {machineType: n2-standard-4}
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-job
    - https://docs.cloud.google.com/batch/quotas
    """
    if not quota:
        return
    allowed = quota.of(job.service, _region(job))
    if not allowed:
        return
    packing = Packing(job, limits, machines)
    vms, per_vm, at_once = packing.vms, packing.tasks_per_vm, packing.tasks_at_once
    if not (isinstance(vms, int) and isinstance(per_vm, int) and isinstance(at_once, int)):
        return
    vcpus: object = getattr(packing.machine, "vcpus", UNKNOWN)
    gpus = packing.gpus_per_vm
    rows = [(allowed.vms, 1, "VM")]
    if isinstance(vcpus, int):
        rows.append((allowed.vcpus, vcpus, "vCPU"))
    if isinstance(gpus, int) and gpus and packing.gpu_type is not UNKNOWN:
        rows.append((allowed.gpus(packing.gpu_type), gpus, "GPU"))
    over = [(limit, each, noun) for limit, each, noun in rows if limit is not None and vms * each > limit.amount]
    if not over:
        return
    limit, each, noun = min(over, key=lambda row: row[0].amount // row[1])
    setting, cause = _cause(job, at_once)
    so = f"{cause} and a VM has {many(per_vm, 'task')} at once, so the job takes {many(vms * each, noun)}"
    fitting = limit.amount // each * per_vm
    advice = f"write parallelism: {human_count(fitting)}" if fitting else "take a smaller machine type"
    message = f"{so}, over the limit of {limit.describe()} {_PLACE}; {advice}, or ask for more quota"
    yield setting.finding(message, limit=limit)


def _region(job: BatchJob) -> object:
    """Where the VMs of a Batch job run: in the region that is allowed, else in the job's own."""
    places = job.allowed_locations
    if places.is_unknown:
        return None
    if places and isinstance(places[0].value.value, str):
        return places[0].value.value
    return job.location.value
