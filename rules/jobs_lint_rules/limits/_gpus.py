"""The GPUs that a Batch job asks for, and whether its machines take any."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobs_lint.api import Accelerator, BatchJob, Machines

WORKSTATION = "-vws"


def gpus_asked_for(job: BatchJob) -> list[Accelerator]:
    """The accelerators that are there for certain: a count of 0 asks for none."""
    return [each for each in job.accelerators if each.count.value != 0]


def gpus_of_machines(job: BatchJob, machines: Machines) -> str | None:
    """Whether GPUs are `built-in` or `attached` to the machines of a job, or neither (empty); None if not known.

    Without a machine type Batch picks one of N1, the one series that GPUs are attached to.
    """
    if job.machine_type.is_set:
        series = machines.series(job.machine_type.known())
        return series.gpus if series else None
    return None if job.machine_type.is_unknown or job.instance_template.is_written else "attached"
