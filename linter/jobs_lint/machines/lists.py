"""The lists of data.py and table.py taken apart, each when it is first asked for: a run needs few of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jobs_lint.machines import data, table
from jobs_lint.machines.types import GIB, Attachment, CloudRunGpu, MachineType, Source, listed

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def lines() -> Mapping[str, str]:
    """The line of each machine type in the list, by name."""
    return {line.partition(" ")[0]: line for line in data.TYPES.splitlines()}


@cache
def types() -> Mapping[str, MachineType]:
    """All machine types of the list, by name."""
    return {name: listed(line) for name, line in lines().items()}


@cache
def by_size() -> tuple[MachineType, ...]:
    """All machine types of the list, the smallest first; of equals, in the order of the list."""
    return tuple(sorted(types().values(), key=size))


def size(machine: MachineType) -> tuple[int, int, int, int]:
    """What types are put in order by."""
    return machine.size


@cache
def regions() -> frozenset[str]:
    """All regions of Compute Engine."""
    return frozenset(line.partition(" ")[0] for line in data.SERIES.splitlines())


@cache
def series_regions() -> Mapping[str, frozenset[str]]:
    """The regions of each machine series."""
    return _inverted(data.SERIES)


@cache
def series_with_gpus() -> frozenset[str]:
    """The machine series whose types have GPUs built in."""
    return frozenset(machine.series for machine in types().values() if machine.gpu)


@cache
def _lacking() -> Mapping[str, frozenset[str]]:
    return _inverted(data.LACKING)


def regions_of(machine: MachineType) -> frozenset[str]:
    """The regions where a machine type is; none for one whose series isn't in the list."""
    found = series_regions().get(machine.series, frozenset())
    for name in ("-".join(machine.name.split("-", 2)[:2]), machine.name):
        found -= _lacking().get(name, frozenset())
    return found


@cache
def there(region: str) -> frozenset[str] | None:
    """The names of the machine types that are in a region; None for one that isn't in the list."""
    if region not in regions():
        return None
    return frozenset(machine.name for machine in types().values() if region in regions_of(machine))


@cache
def gpu_regions() -> Mapping[str, frozenset[str]]:
    """The regions of each GPU type of Compute Engine: those of the machine types that have it, and what is listed."""
    found = {gpu: set(at) for gpu, at in _inverted(data.GPUS).items()}
    for machine in types().values():
        if machine.gpu:
            found.setdefault(machine.gpu.type, set()).update(regions_of(machine))
    return {gpu: frozenset(found[gpu]) for gpu in sorted(found)}


def _inverted(text: str) -> dict[str, frozenset[str]]:
    """Of lines `region name name...`: the regions of each name."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        region, *names = line.split()
        for name in names:
            found.setdefault(name, []).append(region)
    return {name: frozenset(regions) for name, regions in found.items()}


@cache
def sources() -> Mapping[str, Source]:
    """Each list's source, by what it is a list of."""
    days = {"types": data.TYPES_DAY, "regions": data.REGIONS_DAY, "gpus": data.GPUS_DAY}
    return {name: Source(url, day or days[name], note) for name, url, day, note in table.SOURCES}


@cache
def batch_regions() -> frozenset[str]:
    """The regions that Batch's page names."""
    return frozenset(table.BATCH_REGIONS.split())


@cache
def cloud_run_gpus() -> Mapping[str, CloudRunGpu]:
    """Cloud Run's GPU types by name."""
    return {
        name: CloudRunGpu(name, frozenset(f"{regions} {invited}".split()), frozenset(invited.split()))
        for name, regions, invited in table.CLOUD_RUN_GPUS
    }


@cache
def attachments() -> Mapping[str, tuple[Attachment, ...]]:
    """The ways to attach each GPU type; one that is for some zones comes after that for the others."""
    found: dict[str, tuple[Attachment, ...]] = {}
    for gpu, count, vcpus, memory, zones in table.ATTACHED:
        row = Attachment(gpu, table.ATTACHED_TO, count, vcpus, memory * GIB, tuple(zones.split()))
        found[gpu] = (*found.get(gpu, ()), row)
    return found
