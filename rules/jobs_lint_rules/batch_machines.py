"""The machines of a Batch job, as far as its file says which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import Packing

if TYPE_CHECKING:
    from jobs_lint.api import BatchJob, Limits, Machines, MachineType, Setting


def machine_of(job: BatchJob, machines: Machines) -> MachineType | None:
    """The machine type of a job's VMs, where it is given and known."""
    return machines.get(job.machine_type.known()) if job.machine_type.is_set else None


def is_too_little_cpu(job: BatchJob, limits: Limits) -> bool:
    """Whether the CPU of a task was most likely meant in whole CPUs. 0 is how the API reads an unset number."""
    return job.cpu.is_set and 0 < job.cpu.known() < limits.advice.least_cpu_milli.amount


def gpus_of_vm(job: BatchJob, limits: Limits, machines: Machines) -> int:
    """How many GPUs a VM has for certain."""
    if not job.accelerators and not job.machine_type.is_set:
        return 0
    gpus = Packing(job, limits, machines).gpus_per_vm
    return gpus if isinstance(gpus, int) else 0


def gpu_setting(job: BatchJob) -> Setting[str]:
    """Where the job asks for GPUs."""
    for each in job.accelerators:
        if each.type.is_written:
            return each.type
    return job.machine_type
