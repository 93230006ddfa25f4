"""Batch jobs with GPUs that nothing installs the drivers of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, rule
from jobs_lint_rules.batch_machines import gpu_setting, gpus_of_vm
from jobs_lint_rules.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Machines

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


@rule(
    "LIM226",
    "gpu-without-drivers",
    severity="warning",
    on=BatchJob,
    tags=("batch", "gpu"),
    when=("accelerators", "machine_type"),
)
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
    if install.is_unknown or install.value is True or not gpus_of_vm(job, limits, machines):
        return
    if job.instance_template.is_written or any(each.install_gpu_drivers.is_written for each in job.accelerators):
        return  # a template may have an image with drivers; the old place of the field is another rule's
    disk = job.boot_disk
    image = disk.image.value
    if disk.is_unknown or disk.snapshot.is_written or (image is not None and image not in _IMAGES_WITHOUT):
        return
    if _brings_drivers(job):
        return
    where = gpu_setting(job)
    if where.flaw:
        return  # whose value may not be what it seems
    off = f"{install.key} is {shown(install.text)}" if install.is_set else "installGpuDrivers is not set"
    advice = "set it to true, beside policy"
    if where.key.startswith("--"):
        advice = "no flag of gcloud does that: submit a file by --config that has it set to true, beside policy"
    message = f"{where.key} is {shown(where.text)}, so VMs have GPUs, but {off}; {advice}"
    yield where.finding(message, related=(install.also("no drivers"),) if install.is_set else ())


def _brings_drivers(job: BatchJob) -> bool:
    """Whether a script may install the drivers: one that isn't seen may do anything."""
    if job.mentions(*_INSTALLERS) is True or job.runnables.is_unknown:
        return True
    return any(each.script_path.is_written or each.script.is_unknown for each in job.runnables)
