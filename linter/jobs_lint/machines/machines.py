"""`Machines`: the machine types, GPU types and regions that a run knows of, and what fits what.

Three answers, not two: what isn't in the list may be newer than the list. `knows` tells apart what the rest can't:
None always means that it isn't known, never that it isn't so. What a user adds is taken on trust: it is known, and
where it can be had is left open.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from jobs_lint.machines import lists, table
from jobs_lint.machines.types import MachineType, Series, architecture_of, custom, custom_rule, listed, series_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from jobs_lint.machines.types import Attachment, CloudRunGpu, CustomRule, Source

BATCH: Final = "batch"
CLOUD_RUN: Final = "cloud-run"


class Machines:
    """All that is known of machine types, GPU types and regions. Never changes; `extended` gives a wider one."""

    __slots__ = ("_added_gpus", "_added_regions", "_added_types")

    _added_types: Mapping[str, MachineType]
    _added_gpus: frozenset[str]
    _added_regions: frozenset[str]

    def __init__(
        self, types: Iterable[MachineType] = (), gpus: Iterable[str] = (), regions: Iterable[str] = ()
    ) -> None:
        added = {machine.name: machine for machine in types}
        built_in = {machine.gpu.type for machine in added.values() if machine.gpu}
        object.__setattr__(self, "_added_types", added)
        object.__setattr__(self, "_added_gpus", frozenset(gpus) | {gpu for gpu in built_in if not _is_listed(gpu)})
        object.__setattr__(self, "_added_regions", frozenset(regions))

    @classmethod
    def default(cls) -> Machines:
        """What the lists have, the same object each time."""
        return _default()

    def extended(
        self, types: Iterable[MachineType] = (), gpus: Iterable[str] = (), regions: Iterable[str] = ()
    ) -> Machines:
        """These and a user's own machine types, GPU types (of both services) and regions (of both services).

        A machine type that is known already is replaced. What is named here is taken on trust, be it known or not:
        `offered` and `gpu_offered` say None of it.
        """
        return Machines(
            [*self._added_types.values(), *types],
            self._added_gpus.union(gpus),
            self._added_regions.union(regions),
        )

    # The lists themselves

    @property
    def day(self) -> str:
        """The day of the list of machine types, as YYYY-MM-DD."""
        return self.sources["types"].day

    @property
    def sources(self) -> Mapping[str, Source]:
        """Where each list comes from and its day: `types`, `regions`, `gpus`, `batch-series`, `batch-regions`, ..."""
        return lists.sources()

    def __iter__(self) -> Iterator[MachineType]:
        """Every machine type of the lists, with those that were added. Custom ones are endless, and not among them."""
        return iter({**lists.types(), **self._added_types}.values())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def by_size(self) -> Iterable[MachineType]:
        """Every machine type, the smallest first; of equals, in the order of the list."""
        return sorted(self, key=lists.size) if self._added_types else lists.by_size()

    # Machine types

    def get(self, name: str) -> MachineType | None:
        """The machine type of a name, custom ones among them; None where it isn't known."""
        if name in self._added_types:
            return self._added_types[name]
        line = lists.lines().get(name)
        return listed(line) if line else custom(name)

    def knows(self, name: str) -> bool:
        """Whether a machine type is in the list, or a custom one. One that isn't may be newer than the list (`day`)."""
        return self.get(name) is not None

    def nearest(self, name: str) -> list[str]:
        """The names of known machine types that are most like this one, best first; three at most."""
        import difflib  # only ever needed for a mistake

        return difflib.get_close_matches(name[:80], [*lists.lines(), *self._added_types], 3, 0.75)

    def custom_rule(self, machine: MachineType) -> CustomRule | None:
        """What a custom machine type of this series, and of as many vCPUs, can be; None for one that isn't custom."""
        return custom_rule(machine) if machine.custom else None

    def local_ssd_counts(self, machine: MachineType) -> tuple[int, ...] | None:
        """How many local SSDs, of 375 GB each, can be attached: one of these numbers; none where it is empty.

        None where that isn't known, or where the type comes with its own and no number is chosen.
        """
        if machine.series in table.NO_LOCAL_SSD:
            return ()
        for start, vcpus, counts in table.LOCAL_SSDS if not machine.local_ssd else ():
            if machine.vcpus <= vcpus and f"{machine.series}-{machine.name.partition('-')[2]}".startswith(start):
                return tuple(map(int, counts.split()))
        return None

    # Series

    def series(self, name: str) -> Series | None:
        """The machine series of a name (`n2`), or that which a machine type belongs to; None where it isn't known."""
        name = series_of(name)
        added = [machine for machine in self._added_types.values() if machine.series == name]
        if not added and name not in lists.series_regions():
            return None
        built_in = name in lists.series_with_gpus() or any(machine.gpu for machine in added)
        return Series(
            name,
            architecture_of(name),
            "built-in" if built_in else "attached" if name == table.ATTACHED_TO else "",
            name in table.BATCH_SERIES,
            name in table.HYPERDISK_ONLY,
            self._takes_local_ssd(name),
        )

    def _takes_local_ssd(self, series: str) -> bool | None:
        if series in table.NO_LOCAL_SSD:
            return False
        return True if any(start.startswith(f"{series}-") for start, _, _ in table.LOCAL_SSDS) else None

    @property
    def all_series(self) -> tuple[str, ...]:
        """The names of all machine series, in the order of the list."""
        return tuple(dict.fromkeys(machine.series for machine in self))

    def on_batch(self, name: str) -> bool | None:
        """Whether Batch's page names the series of a machine type. False is no refusal: others may work as well.

        None for one that isn't known or was added, and for bare metal, of which the page says nothing.
        """
        machine = self.get(name)
        if machine is None or machine.bare_metal or name in self._added_types:
            return None
        return machine.series in table.BATCH_SERIES and not name.startswith(table.NOT_ON_BATCH)

    # Regions

    @property
    def regions(self) -> frozenset[str]:
        """All regions of Compute Engine, and those that were added."""
        return lists.regions() | self._added_regions

    @property
    def batch_regions(self) -> frozenset[str]:
        """The regions that Batch's page names, and those that were added."""
        return lists.batch_regions() | self._added_regions

    def knows_region(self, location: str) -> bool:
        """Whether a region, or that of a zone, is known."""
        return region_of(location) in self.regions

    def regions_of(self, name: str) -> frozenset[str] | None:
        """The regions where a machine type or a series is; None where it isn't known or was added.

        A type with no list of its own (all without GPUs) is taken to be wherever its series is.
        """
        if name in self._added_types:
            return None
        if name in lists.series_regions():
            return lists.series_regions()[name]
        machine = self.get(name)
        return lists.regions_of(machine) if machine else None

    def offered(self, name: str, location: str) -> bool | None:
        """Whether a machine type or a series is in a region, or in that of a zone.

        None where the lists can't say: one of the two isn't known or was added.
        """
        region = region_of(location)
        if region in self._added_regions or region not in lists.regions():
            return None
        regions = self.regions_of(name)
        return None if regions is None else region in regions

    # GPUs

    def gpus(self, service: str = BATCH) -> tuple[str, ...]:
        """The GPU types of a service and those that were added: for `batch` all of Compute Engine, else Cloud Run's.

        Whether Batch names a machine type that has one, `with_gpu` and `on_batch` say.
        """
        known = lists.gpu_regions() if service == BATCH else lists.cloud_run_gpus()
        return (*known, *sorted(self._added_gpus.difference(known)))

    def knows_gpu(self, gpu: str, service: str = BATCH) -> bool:
        """Whether a GPU type of a service is in the list, or was added."""
        return (_plain(gpu) if service == BATCH else gpu) in self.gpus(service)

    def gpu_regions(self, gpu: str, service: str = BATCH) -> frozenset[str] | None:
        """The regions where a GPU type can be had, by invitation too; None where it isn't known or was added."""
        if gpu in self._added_gpus:
            return None
        if service == BATCH:
            return lists.gpu_regions().get(_plain(gpu))
        found = lists.cloud_run_gpus().get(gpu)
        return found.regions if found else None

    def gpu_offered(self, gpu: str, location: str, service: str = BATCH) -> bool | None:
        """Whether a GPU type is in a region, or in that of a zone; None where the lists can't say."""
        region = region_of(location)
        if region in self._added_regions or region not in lists.regions():
            return None
        regions = self.gpu_regions(gpu, service)
        return None if regions is None else region in regions

    def cloud_run_gpu(self, gpu: str) -> CloudRunGpu | None:
        """What Cloud Run says of a GPU type; None where it has none such, or only a user says that it has."""
        return lists.cloud_run_gpus().get(gpu)

    def with_gpu(self, gpu: str) -> list[MachineType]:
        """The machine types that have a GPU type built in, the smallest first; none for one that is only attached."""
        gpu = _plain(gpu)
        return [each for each in self.by_size() if each.gpu and each.gpu.type == gpu]

    def attachments(self, gpu: str, location: str | None = None) -> tuple[Attachment, ...]:
        """In which counts a GPU type can be attached, and up to what size of machine, by count.

        Empty where it can't be, or where it isn't known. `location` is a zone where a zone's own bounds shall count;
        for a region, or without, the widest do.
        """
        found: dict[int, Attachment] = {}
        for each in lists.attachments().get(_plain(gpu), ()):
            if not each.zones or (location is not None and _bare(location) in each.zones):
                found[each.count] = each
        return tuple(found.values())

    # What fits

    def fitting(
        self,
        cpu: int,
        memory: int,
        gpu: tuple[str, int] | None = None,
        location: str | None = None,
        series: str | Iterable[str] | None = None,
        architecture: str | None = None,
        partial: bool = False,
        key: Callable[[MachineType], Any] | None = None,
    ) -> list[MachineType]:
        """The machine types that have so much, the smallest first.

        `cpu` is in thousandths and `memory` in bytes; equal is enough. With `gpu` (type, count) those that have at
        least so many built in, and those that they can be attached to: these, whose own `gpu` is None, take the least
        count of `attachments` that is enough. Without, only types that have none. `location` (a region or zone) leaves
        out what isn't there; one that isn't known leaves out nothing. `series` and `architecture` (`X86_64`, `ARM64`)
        are what is wanted, all where they aren't given. Types with only a part of a core or of a GPU are left out
        unless `partial` is set; then what a core has for long counts.

        `key` puts first what it gives least for (a price); of equals, and without a key, the smallest is first.
        """
        wanted = {series} if isinstance(series, str) else None if series is None else set(series)
        kind, count = (_plain(gpu[0]), gpu[1]) if gpu and gpu[1] else ("", 0)
        attached = self._attachment(kind, count, location) if kind else None
        there = None if location is None else self._there(region_of(location))
        found = [
            machine
            for machine in self.by_size()
            if machine.sustained_milli_cpu >= cpu
            and machine.memory >= memory
            and (partial or not machine.partial)
            and _has_gpus(machine, kind, count, attached)
            and (wanted is None or machine.series in wanted)
            and (architecture is None or machine.architecture == architecture)
            and (there is None or machine.name in there or machine.name in self._added_types)
        ]
        if key is not None:
            found.sort(key=key)
        return found

    def _there(self, region: str) -> frozenset[str] | None:
        """The names of the listed types in a region; None where the lists can't say."""
        return None if region in self._added_regions else lists.there(region)

    def _attachment(self, gpu: str, count: int, location: str | None) -> Attachment | None:
        """The way to attach at least so many GPUs, in a location that has them."""
        if location is not None and self.gpu_offered(gpu, location) is False:
            return None
        return min((each for each in self.attachments(gpu, location) if each.count >= count), default=None)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"machines can't be changed ({name}); see Machines.extended")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"machines can't be changed ({name})")

    def __reduce__(self) -> tuple[Any, ...]:
        return Machines, (tuple(self._added_types.values()), self._added_gpus, self._added_regions)


def region_of(location: str) -> str:
    """The region of a region or zone, with Batch's `regions/` or `zones/` before it or without: `us-west1` of all."""
    return "-".join(_bare(location).split("-", 2)[:2])


def _bare(location: str) -> str:
    return location.rpartition("/")[2]


def _is_listed(gpu: str) -> bool:
    return gpu in lists.gpu_regions()


def _plain(gpu: str) -> str:
    """A GPU type without the licence of a virtual workstation, which changes nothing of what is asked here."""
    plain = gpu.removesuffix(table.WORKSTATION)
    return plain if plain in table.WORKSTATION_GPUS else gpu


def _has_gpus(machine: MachineType, kind: str, count: int, attached: Attachment | None) -> bool:
    if machine.gpu is not None:
        return machine.gpu.type == kind and machine.gpu.count >= count
    return not kind or (attached is not None and attached.fits(machine))


@cache
def _default() -> Machines:
    return Machines()
