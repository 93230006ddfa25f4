"""Batch jobs with GPUs that have to wait for a zone with some, or whose tasks share them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, Packing, rule
from jobs_lint_rules.batch_machines import gpu_setting, gpus_of_vm, is_too_little_cpu
from jobs_lint_rules.quoting import shown
from jobs_lint_rules.words import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Machines


@rule(
    "REL213",
    "gpu-with-any-zone",
    severity="info",
    on=BatchJob,
    tags=("batch", "gpu", "location"),
    profile="pedantic",
    when=("accelerators", "machine_type"),
)
def gpu_with_any_zone(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """A Batch job with GPUs leaves open in which zones its VMs are made.

    ## Why
    GPUs are in some zones of a region only. Without `allowedLocations` Batch may take any zone of the region, and the
    job may wait for VMs in one that has no such GPU. Name the zones that have it, several where there are several.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy: # <- REL213
      instances:
        - installGpuDrivers: true
          policy:
            machineType: g2-standard-4
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      location:
        allowedLocations: [zones/us-central1-a, zones/us-central1-b]
      instances:
        - installGpuDrivers: true
          policy:
            machineType: g2-standard-4
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-job-gpus
    """
    places = job.allowed_locations
    if places or places.is_unknown or job.instance_template.is_written or not gpus_of_vm(job, limits, machines):
        return
    gpu = gpu_setting(job)
    text = (
        f"allowedLocations is not set, and VMs have GPUs ({shown(gpu.text)}), which are in some zones of a region only"
    )
    advice = "name those that have the GPU, as in zones/us-central1-a"
    yield job.location.finding(f"{text}; {advice}", related=(gpu.also("the GPU"),))


_VISIBLE = ("CUDA_VISIBLE_DEVICES", "NVIDIA_VISIBLE_DEVICES", "--gpus device", "--gpus=device")
"""What tells that somebody has thought of which task sees which GPU."""


def _shares_out(job: BatchJob) -> bool:
    """Whether the job says by itself which GPUs a task sees."""
    return (
        any(variable.name.value in _VISIBLE for variable in job.all_env())
        or job.mentions(*_VISIBLE) is True
        or any(name in runnable.options.text for runnable in job.runnables for name in _VISIBLE)
    )


@rule(
    "REL214",
    "tasks-share-gpus",
    severity="warning",
    on=BatchJob,
    tags=("batch", "gpu", "tasks"),
    when=("accelerators", "machine_type"),
)
def tasks_share_gpus(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """Several tasks of a Batch job land on one VM with GPUs, and each sees all of them.

    ## Why
    Batch shares out CPUs and not GPUs: it puts as many tasks on a VM as `cpuMilli` leaves room for, and each of them
    has all the VM's GPUs before it. Tasks that take the whole memory of a GPU then fail at random. Nothing of this is
    said where `taskCountPerNode` is set, which shows that sharing is meant, or where the job shares the GPUs out by
    `CUDA_VISIBLE_DEVICES`.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 20
        taskSpec:
          computeResource:
            cpuMilli: 2000 # <- REL214
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - installGpuDrivers: true
          policy:
            machineType: g2-standard-8
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 20
        taskCountPerNode: 1
        taskSpec:
          computeResource:
            cpuMilli: 2000
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - installGpuDrivers: true
          policy:
            machineType: g2-standard-8
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-job
    - https://docs.cloud.google.com/batch/docs/create-run-job-gpus
    """
    per_node = job.task_count_per_node
    if per_node.value or per_node.is_unknown or is_too_little_cpu(job, limits):
        return
    gpus = gpus_of_vm(job, limits, machines)
    tasks = Packing(job, limits, machines).tasks_per_vm if gpus else 0
    if not isinstance(tasks, int) or tasks <= 1 or _shares_out(job):
        return
    cpu = f"{job.cpu.key} is {shown(job.cpu.text)}" if job.cpu.is_set else f"{job.cpu.key} is not set"
    text = f"{cpu}, so {many(tasks, 'task')} share a VM, and each sees its {many(gpus, 'GPU')}"
    advice = f"set {per_node.key} to 1, or to as many as are to share them"
    yield job.cpu.finding(f"{text}; {advice}", related=(job.machine_type.also("the machine type"),))
