"""`Quota`: what a project may use at once, by service and location, as its configuration has it.

A quota stands in no job file and differs from project to project. What isn't configured is None, and a comparison of a
setting with None is unknown: a rule that compares is silent by itself.
"""

from collections.abc import Mapping
from typing import Final

from jobs_lint.limits import Limit
from jobs_lint.record import NamedTuple

ANY: Final = "*"
"""The location that stands for all that aren't named."""

# What can be set for each service: (unit, what it is a quota of).
QUOTAS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "cloud-run": {
        "parallel-tasks": ("task", "tasks that run at the same time in a region"),
        "gpus": ("gpu", "GPUs in use at the same time in a region"),
        "vcpus": ("cpu", "CPUs in use at the same time in a region"),
    },
    "batch": {
        "vms": ("vm", "VMs that run at the same time in a region"),
        "gpus": ("gpu", "GPUs in use at the same time in a region"),
        "vcpus": ("cpu", "vCPUs in use at the same time in a region"),
    },
}


class QuotaRow(NamedTuple):
    """One number of the configuration. `key` is one of `QUOTAS`; `gpu` the type of GPU that it is for, if for one."""

    service: str
    location: str
    key: str
    value: int
    gpu: str = ""


class Allowance:
    """What a project may use at once of one service in one location; what isn't configured is None.

    Each is a `Limit`, so that a setting can be compared with it, and `finding(limit=...)` takes it. All are plain
    counts: tasks, GPUs, VMs, whole CPUs.
    """

    __slots__ = ("_limits",)

    def __init__(self, limits: Mapping[tuple[str, str], Limit]) -> None:
        self._limits = limits

    @property
    def parallel_tasks(self) -> Limit | None:
        """Tasks at the same time, on Cloud Run."""
        return self._limits.get(("parallel-tasks", ""))

    @property
    def vms(self) -> Limit | None:
        """VMs at the same time, on Batch."""
        return self._limits.get(("vms", ""))

    @property
    def vcpus(self) -> Limit | None:
        """CPUs at the same time."""
        return self._limits.get(("vcpus", ""))

    def gpus(self, gpu_type: object = None) -> Limit | None:
        """GPUs at the same time: of a type where that has a number of its own, else of all types together."""
        return self._limits.get(("gpus", str(gpu_type))) or self._limits.get(("gpus", ""))

    def __bool__(self) -> bool:
        return bool(self._limits)


class Quota:
    """All quotas of a configuration. Never changes."""

    __slots__ = ("rows",)

    def __init__(self, rows: tuple[QuotaRow, ...] = ()) -> None:
        self.rows = rows

    def of(self, service: str, location: object = None) -> Allowance:
        """The quotas of a service (`cloud-run`, `batch`) in a region, or in that of a zone.

        What the region doesn't set, `*` does. A `location` that isn't known, or isn't text, has what `*` sets.
        """
        region = _region(location) if isinstance(location, str) else ANY
        found: dict[tuple[str, str], Limit] = {}
        for place in (ANY, region):
            there = [row for row in self.rows if (row.service, row.location) == (service, place)]
            found |= {(row.key, row.gpu): _limit(row) for row in there}
        return Allowance(found)

    def __bool__(self) -> bool:
        return bool(self.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Quota) and self.rows == other.rows

    def __hash__(self) -> int:
        return hash(self.rows)


def _region(location: str) -> str:
    """The region of a region or a zone, with Batch's `regions/` or `zones/` before it or without."""
    name = location.rpartition("/")[2]
    return name[:-2] if name[-2:-1] == "-" else name


def _limit(row: QuotaRow) -> Limit:
    unit, what = QUOTAS[row.service][row.key]
    name = ".".join(word for word in ("quota", row.service, row.location, row.key, row.gpu) if word)
    return Limit(name, row.service, row.value, unit, "max", what, "ga", "", "", "Set by the configuration.")
