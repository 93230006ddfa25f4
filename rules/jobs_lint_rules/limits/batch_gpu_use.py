"""What a Batch job with GPUs needs besides them: drivers, a zone that has some, and one task for each VM."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, Packing, rule
from jobs_lint_rules.words import many, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Machines, Setting

_IMAGES_WITHOUT = ("batch-debian", "batch-cos", "batch-hpc-rocky")
"""Batch's own images, by their short names: none has drivers of NVIDIA."""

_INSTALLERS = (
    "nvidia-driver",
    "install_gpu_driver",
    "cos-extensions",
    "cuda-drivers",
    "nvidia-open",
    "cuda_",
    "NVIDIA-Linux",
)
"""What a script that brings the drivers itself has in it."""


def _has_gpus(job: BatchJob, limits: Limits, machines: Machines) -> int:
    """How many GPUs a VM has for certain."""
    if not job.accelerators and not job.machine_type.is_set:
        return 0
    gpus = Packing(job, limits, machines).gpus_per_vm
    return gpus if isinstance(gpus, int) else 0


def _gpu_setting(job: BatchJob) -> Setting[str]:
    """Where the job asks for GPUs."""
    for each in job.accelerators:
        if each.type.is_written:
            return each.type
    return job.machine_type


@rule("LIM226", "gpu-without-drivers", severity="warning", on=BatchJob, tags=("batch", "gpu"))
def gpu_without_drivers(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """A Batch job has GPUs, but nothing installs their drivers.

    ## Why
    Batch's images have no drivers, so that a container ends with "could not select device driver", and a script finds
    no GPU. `installGpuDrivers` beside `policy` has Batch install them. It is needed for machine types with built-in
    GPUs just as for attached ones, and needless where the boot disk's own image has the drivers.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - policy:
            machineType: g2-standard-4 # <- LIM226
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - installGpuDrivers: true
          policy:
            machineType: g2-standard-4
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-job-gpus
    - https://github.com/nextflow-io/nextflow/issues/3273
    """
    install = job.install_gpu_drivers
    if install.is_unknown or install.value is True or not _has_gpus(job, limits, machines):
        return
    if job.instance_template.is_written or any(each.install_gpu_drivers.is_written for each in job.accelerators):
        return  # a template may have an image with drivers; the old place of the field is another rule's
    disk = job.boot_disk
    image = disk.image.value
    if disk.is_unknown or disk.snapshot.is_written or (image is not None and image not in _IMAGES_WITHOUT):
        return
    if _brings_drivers(job):
        return
    where = _gpu_setting(job)
    if where.flaw:
        return  # whose value may not be what it seems
    off = f"{install.key} is {short(install.text)}" if install.is_set else "installGpuDrivers is not set"
    advice = "set it to true, beside policy"
    if where.key.startswith("--"):
        advice = "no flag of gcloud does that: submit a file by --config that has it set to true, beside policy"
    message = f"{where.key} is {short(where.text)}, so VMs have GPUs, but {off}; {advice}"
    yield where.finding(message, related=(install.also("no drivers"),) if install.is_set else ())


def _brings_drivers(job: BatchJob) -> bool:
    """Whether a script may install the drivers: one that isn't seen may do anything."""
    if job.mentions(*_INSTALLERS) is True or job.runnables.is_unknown:
        return True
    return any(each.script_path.is_written or each.script.is_unknown for each in job.runnables)


@rule(
    "LIM227", "gpu-with-any-zone", severity="info", on=BatchJob, tags=("batch", "gpu", "location"), profile="pedantic"
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
    allocationPolicy: # <- LIM227
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
    if places or places.is_unknown or job.instance_template.is_written or not _has_gpus(job, limits, machines):
        return
    gpu = _gpu_setting(job)
    text = (
        f"allowedLocations is not set, and VMs have GPUs ({short(gpu.text)}), which are in some zones of a region only"
    )
    advice = "name those that have the GPU, as in zones/us-central1-a"
    yield job.location.finding(f"{text}; {advice}", related=(gpu.also("the GPU"),))


@rule("LIM228", "tasks-share-gpus", severity="warning", on=BatchJob, tags=("batch", "gpu", "tasks"))
def tasks_share_gpus(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """Several tasks of a Batch job land on one VM with GPUs, and each sees all of them.

    ## Why
    Batch shares out CPUs and not GPUs: it puts as many tasks on a VM as `cpuMilli` leaves room for, and each of them
    has all the VM's GPUs before it. Tasks that take the whole memory of a GPU then fail at random. Nothing of this is
    said where `taskCountPerNode` is set, which shows that sharing is meant.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 20
        taskSpec:
          computeResource:
            cpuMilli: 2000 # <- LIM228
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
    if per_node.value or per_node.is_unknown:
        return
    gpus = _has_gpus(job, limits, machines)
    tasks = Packing(job, limits, machines).tasks_per_vm if gpus else 0
    if not isinstance(tasks, int) or tasks <= 1:
        return
    cpu = f"{job.cpu.key} is {short(job.cpu.text)}" if job.cpu.is_set else f"{job.cpu.key} is not set"
    text = f"{cpu}, so {many(tasks, 'task')} share a VM, and each sees its {many(gpus, 'GPU')}"
    advice = f"set {per_node.key} to 1, or to as many as are to share them"
    yield job.cpu.finding(f"{text}; {advice}", related=(job.machine_type.also("the machine type"),))
