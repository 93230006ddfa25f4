"""Machine types, GPU types and regions of Compute Engine and of both services, as data with sources."""

from jobs_lint.machines.machines import BATCH, CLOUD_RUN, Machines, region_of
from jobs_lint.machines.types import (
    Attachment,
    CloudRunGpu,
    CustomRule,
    Gpu,
    MachineType,
    Series,
    Source,
    series_of,
)

__all__ = [
    "BATCH",
    "CLOUD_RUN",
    "Attachment",
    "CloudRunGpu",
    "CustomRule",
    "Gpu",
    "MachineType",
    "Machines",
    "Series",
    "Source",
    "region_of",
    "series_of",
]
