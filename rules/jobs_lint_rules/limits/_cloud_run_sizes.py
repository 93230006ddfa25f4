"""What CPU and memory a task of Cloud Run can have: shared by the rules about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, NamedTuple, human_bytes, human_cpu
from jobs_lint_rules.places import location_of
from jobs_lint_rules.room import beyond_batch
from jobs_lint_rules.words import MILLI, seen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobs_lint.api import Limit, Machines, Setting

_MAKER = "nvidia-"


class Size(NamedTuple):
    """A documented size: so many thousandths of a CPU, and the least and most memory that go with them."""

    cpu: int
    least: Limit
    most: Limit


def sizes(limits: Limits) -> tuple[Size, ...]:
    """The documented sizes, the smallest first, as the table of limits has them by their names."""
    found = []
    most = min(limits.cloud_run.cpu.amount // MILLI, len(limits))  # a configuration may have put any number there
    for count in range(1, most + 1):
        limit = _limit(limits, f"memory-at-{count}-cpu")
        if limit is not None:
            found.append(Size(count * MILLI, limits[f"{limit.id}-min"], limit))
    return tuple(found)


def has_size(cpu: int, limits: Limits) -> bool:
    """Whether so many thousandths of a CPU are a documented size."""
    return _limit(limits, f"memory-at-{human_cpu(cpu).partition(' ')[0]}-cpu") is not None


def _limit(limits: Limits, name: str) -> Limit | None:
    """The limit of a name that there may not be."""
    full = f"cloud-run.{name}"
    if full not in limits:
        return None
    return limits[full]


def of_gpu(job: CloudRunJob, limits: Limits, name: str) -> Limit | None:
    """A limit for the job's type of GPU by the rest of its name, such as `memory-min`; None where there is none."""
    kind = job.gpu_type.value
    if not isinstance(kind, str) or not kind.startswith(_MAKER):
        return None
    return _limit(limits, f"{kind.removeprefix(_MAKER)}-{name}")


def most(job: CloudRunJob, limits: Limits, name: str) -> Limit | None:
    """The most `cpu` or `memory` of a task; None where that isn't known, as with a GPU of an unknown type."""
    return limits[f"cloud-run.{name}"] if job.uses_gpu is False else of_gpu(job, limits, name)


def written(settings: list[Setting[int]]) -> int:
    """The sum of what is written as literals: what isn't can only add to it."""
    return sum(max(setting.known(), 0) for setting in settings if setting.is_set)


def largest(settings: Iterable[Setting[int]]) -> Setting[int]:
    """The setting with the largest value of some that are all known."""
    return max(settings, key=lambda setting: setting.known())


def cpu_seen(setting: Setting[int]) -> str:
    """What a container's CPU says, in words."""
    return seen(setting, human_cpu(setting.known()))


def memory_seen(setting: Setting[int]) -> str:
    """What a container's memory says, in words."""
    return seen(setting, human_bytes(setting.known()))


def in_all(total: int, own: int, words: str) -> str:
    """That a total is more than one container's own part; nothing where it isn't."""
    return f", which makes {words} in all containers" if total > own else ""


def room_on_batch(job: CloudRunJob, limits: Limits, machines: Machines, cpu: int, memory: int) -> str:
    """The smallest machine type that Batch names and that has so much; nothing where the job doesn't fit Batch."""
    if beyond_batch(job, limits):
        return ""
    kind = job.gpu_type.value
    gpu = (kind, 1) if isinstance(kind, str) and kind else None
    fitting = machines.fitting(cpu, memory, gpu=gpu, location=location_of(job))
    return next((each.name for each in fitting if machines.on_batch(each.name)), "")
