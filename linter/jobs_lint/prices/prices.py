"""`Prices`: what is known of the list prices of both services, and what a user puts in their place.

A price that isn't known is None, never that of another region: regions differ by more than half, and Spot by several
times. All prices are in USD, before tax, discounts and credits.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from jobs_lint.machines import region_of
from jobs_lint.machines.table import HYPERDISK_ONLY
from jobs_lint.prices import data, table
from jobs_lint.prices.types import CONFIDENCE, Price, Rates, Term, together

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from jobs_lint.machines import MachineType

SPOT: Final = "-spot"
OWN: Final = "your configuration"
"""The source of a price that a user gave."""

_CAPACITY: Final = frozenset({"hyperdisk-balanced"})
"""The disk types whose price is in parts, of which this is the part for the size."""
_MILLION: Final = 10**6


class Prices:
    """All prices that are known. Never changes; `with_overrides` gives others."""

    __slots__ = ("_own",)

    def __init__(self, own: Mapping[tuple[str, str], float] | None = None) -> None:
        self._own = dict(own or {})

    @classmethod
    def default(cls) -> Prices:
        """The prices of the list, the same object each time."""
        return _default()

    def with_overrides(self, own: Mapping[str, Mapping[str, float]]) -> Prices:
        """These, with a user's own in their place: of each region (or `tier-1`, `tier-2`), by name, USD for one unit.

        Names and units are those of the list (`names`): `job-vcpu` for each vCPU-second, `e2-vcpu` and `e2-memory-spot`
        for each hour, `machine:e2-standard-4` for each hour of a whole VM, which goes before what its vCPUs and memory
        cost. Raises ValueError for a name that can't be one, and for what is no price.
        """
        found = dict(self._own)
        for region, prices in own.items():
            for name, usd in prices.items():
                if unit_of(name) is None:
                    raise ValueError(f"no price has the name {name!r}")
                if isinstance(usd, bool) or not isinstance(usd, int | float) or not 0 <= usd <= _MILLION:
                    raise ValueError(f"{name} in {region}: not a price in USD: {usd!r}")
                found[region, name] = float(usd)
        return Prices(found)

    @property
    def day(self) -> str:
        """The day of most prices, as YYYY-MM-DD. Each `Price` has its own."""
        return data.DAY

    def is_old(self, today: date) -> bool:
        """Whether most prices are older than 180 days."""
        return Price("", "", 0, "", "", self.day, "").is_old(today, self.term("old-price").value)

    def old(self, prices: Iterable[Price], today: date) -> tuple[Price, ...]:
        """Those of some prices that are older than 180 days."""
        days = self.term("old-price").value
        return tuple(price for price in prices if price.is_old(today, days))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all prices of the list."""
        return tuple(_lines())

    @property
    def regions(self) -> frozenset[str]:
        """The regions for whose VMs there are prices."""
        listed = {region for region in _columns() if self.get("e2-vcpu", region)}
        return frozenset(
            listed | {region for region, name in self._own if name.endswith("-vcpu") and name != "job-vcpu"}
        )

    def term(self, name: str) -> Term:
        """A number of the bill that is no price: `run-minimum`, `vm-overhead`, ..."""
        return _terms()[name]

    def get(self, name: str, region: str) -> Price | None:
        """The price of a name in a region; None where it isn't known."""
        region = region_of(region)
        own = self._own.get((region, name))
        if own is not None:
            return Price(name, region, own, unit_of(name) or "", OWN, "", "high")
        return _listed(name, region)

    # Cloud Run

    def cloud_run(self, region: str, delayed: bool = False) -> Rates | None:
        """What a job on Cloud Run pays for CPU and memory in a region; None where that isn't known.

        `delayed` is for executions that may start within 12 hours.
        """
        region = region_of(region)
        start = "delayed-job-" if delayed else "job-"
        vcpu, memory = self.get(f"{start}vcpu", region), self.get(f"{start}memory", region)
        if vcpu and memory:
            return Rates(vcpu, memory, None if OWN in (vcpu.source, memory.source) else self.tier(region))
        tier = self.tier(region)
        if tier is None or delayed:
            return None
        vcpu, memory = vcpu or self._of_tier("job-vcpu", region), memory or self._of_tier("job-memory", region)
        return Rates(vcpu, memory, tier) if vcpu and memory else None

    def tier(self, region: str) -> int | None:
        """Which of Cloud Run's prices a region has, 1 or 2; None where that isn't known."""
        found = _tiers().get(region_of(region))
        return found[0] if found else None

    def _of_tier(self, name: str, region: str) -> Price | None:
        tier, confidence = _tiers()[region]
        price = self.get(name, f"tier-{tier}")
        if price is None or price.source == OWN:
            return price._replace(region=region) if price else None
        return price._replace(
            region=region,
            source=f"{price.source}; tier of the region: {table.TIERS_SOURCE}",
            confidence=max(confidence, price.confidence, key=CONFIDENCE.index),
        )

    def cloud_run_gpu(self, gpu: str, region: str) -> Price | None:
        """What a job on Cloud Run pays for each second of a GPU, without zonal redundancy, as jobs run."""
        return self.get(f"gpu-{gpu}-no-zonal-redundancy", region)

    def free_tier(self) -> tuple[float, float]:
        """How many USD of CPU, and of memory, Cloud Run gives away each month to a billing account."""
        found = []
        for name, free in (("job-vcpu", "run-free-vcpu"), ("job-memory", "run-free-memory")):
            price = _listed(name, "tier-1")
            found.append(self.term(free).value * price.usd if price else 0.0)
        return found[0], found[1]

    # Batch

    def machine(self, machine: MachineType, region: str, spot: bool = False) -> Price | None:
        """What an hour of a VM costs, with the GPUs and the local SSDs that its machine type has built in.

        None where that isn't known: always so for custom machine types and bare metal.
        """
        end = SPOT if spot else ""
        whole = self.get(f"machine:{machine.name}{end}", region)
        if whole or machine.custom or machine.bare_metal or machine.gpu or machine.shared_milli_cpu:
            return whole
        vcpu, memory = (
            self.get(f"{machine.series}-vcpu{end}", region),
            self.get(f"{machine.series}-memory{end}", region),
        )
        if not vcpu or not memory:
            return None
        parts = [(machine.vcpus, vcpu), (machine.memory / 2**30, memory)]
        if machine.local_ssd:
            disk = self.disk("local-ssd", region, spot, machine.series)
            if not disk:
                return None
            parts.append((machine.local_ssd / self.term("month").value, disk))
        return together(machine.name, "machine-hour", parts)

    def gpu(self, gpu: str, region: str, spot: bool = False) -> Price | None:
        """What an hour of a GPU costs that is attached to a VM, beside the VM."""
        return self.get(f"gpu-{gpu}{SPOT if spot else ''}", region)

    def disk(self, kind: str, region: str, spot: bool = False, series: str = "") -> Price | None:
        """What a GiB of a disk costs in a month: `pd-balanced`, `hyperdisk-balanced`, `local-ssd`, ...

        Only a local SSD has a price for Spot, and only it has others for VMs of some series.
        """
        if kind != "local-ssd":
            return self.get(f"{kind}-capacity" if kind in _CAPACITY else kind, region)
        name = f"{kind}-{series}" if f"{kind}-{series}" in _lines() else kind
        return self.get(f"{name}{SPOT if spot else ''}", region)

    def boot_disk(self, series: str) -> str:
        """The type of the boot disk of a VM of a series, where none is given."""
        return table.BOOT_HYPERDISK if series in HYPERDISK_ONLY else table.BOOT_DISK

    def external_ip(self, region: str, spot: bool = False) -> Price | None:
        """What an hour of the external address of a VM costs."""
        return self.get(f"external-ipv4-vm{SPOT if spot else ''}", region)

    def cheapest(self, machines: Iterable[MachineType], region: str, spot: bool = False) -> MachineType | None:
        """The machine type whose VMs cost least, the first of equals; None where no price is known of any."""
        best: tuple[float, MachineType] | None = None
        for machine in machines:
            price = self.machine(machine, region, spot)
            if price and (best is None or price.usd < best[0]):
                best = price.usd, machine
        return best[1] if best else None


def unit_of(name: str) -> str | None:
    """The unit of a price's name, be it in the list or one that a user may add; None for what can't be one."""
    if name in _lines():
        return _lines()[name][0].split(" ", 2)[1]
    plain = name.removesuffix(SPOT)
    if plain.startswith("machine:") and plain != "machine:":
        return "machine-hour"
    if plain.startswith("gpu-") and plain.endswith("-no-zonal-redundancy"):
        return "GPU-second"
    if plain.startswith("gpu-"):
        return "GPU-hour"
    family, _, part = plain.rpartition("-")
    if family and "-" not in family and family.isalnum():
        return {"vcpu": "vCPU-hour", "memory": "GiB-hour"}.get(part)
    return None


@cache
def _default() -> Prices:
    return Prices()


@cache
def _lines() -> Mapping[str, list[str]]:
    """The lines of the list by what they are the price of."""
    found: dict[str, list[str]] = {}
    for line in data.PRICES.splitlines():
        found.setdefault(line.partition(" ")[0], []).append(line)
    return found


@cache
def _sources() -> list[str]:
    return data.SOURCES.splitlines()


@cache
def _columns() -> Mapping[str, int]:
    """Where the price of a region stands in a line, the name, the unit and the source being the first three words."""
    return {region: number for number, region in enumerate(data.REGIONS.splitlines(), 3)}


def _listed(name: str, region: str) -> Price | None:
    column = _columns().get(region)
    for line in _lines().get(name, ()) if column else ():
        words = line.split()
        if column is not None and column < len(words) and words[column] != "-":
            day, _, source = _sources()[int(words[2][:-1]) - 1].partition(" ")
            sure = next(each for each in CONFIDENCE if each[0] == words[2][-1])
            return Price(name, region, float(words[column]), words[1], source, day, sure)
    return None


@cache
def _tiers() -> Mapping[str, tuple[int, str]]:
    """The tier of each region of Cloud Run, and how sure that is."""
    return {region: (tier, sure) for tier, sure, regions in table.TIERS for region in regions.split()}


@cache
def _terms() -> Mapping[str, Term]:
    return {term.id: term for term in table.TERMS}
