"""What a machine type is, and how the name of one is read: names follow Compute Engine's documentation."""

from typing import Final

from jobs_lint.machines.table import (
    ARM64,
    ATTACHED_TO,
    CUSTOM,
    CUSTOM_G2,
    CUSTOM_G2_GPU,
    CUSTOM_MEMORY_STEP_MIB,
    CUSTOM_SERIES,
    CUSTOM_SHARED,
    PARTS_OF_GPU,
    SHARED_CORE,
)
from jobs_lint.record import NamedTuple

MIB: Final = 1024**2
GIB: Final = 1024**3

_MOST_DIGITS: Final = 9
"""More digits than these are no number of vCPUs or MB, and could be too many for int()."""


class Gpu(NamedTuple):
    """GPUs that a machine type has built in: their type and count. `parts` is n where it has only 1/n of a GPU."""

    type: str
    count: int  # type: ignore[assignment]  # hides the tuple's own, which nobody needs
    parts: int = 1


class MachineType(NamedTuple):
    """A machine type: what one VM of it has.

    `memory` is in bytes; `gpu` is what is built in, not what can be attached; `local_ssd` is the GB that come with the
    type, 0 where none do. `shared_milli_cpu` is the CPU, in thousandths, that a shared-core type has for long, else 0.
    `custom` says that the name itself gives vCPUs and memory, `extended` that it does so with more memory than usual.
    """

    name: str
    vcpus: int
    memory: int
    gpu: Gpu | None = None
    local_ssd: int = 0
    shared_milli_cpu: int = 0
    custom: bool = False
    extended: bool = False

    @property
    def series(self) -> str:
        """The machine series: `n2` of `n2-standard-8`, `n1` of `custom-4-8192`."""
        return series_of(self.name)

    @property
    def architecture(self) -> str:
        """`X86_64` or `ARM64`, as the Compute Engine API writes them."""
        return architecture_of(self.series)

    @property
    def milli_cpu(self) -> int:
        """All vCPUs, in thousandths."""
        return self.vcpus * 1_000

    @property
    def sustained_milli_cpu(self) -> int:
        """The CPU that is there for long, in thousandths: less than the vCPUs where a core is shared."""
        return self.shared_milli_cpu or self.milli_cpu

    @property
    def memory_mib(self) -> int:
        """The memory in whole MiB, the unit of Batch's `memoryMib`."""
        return self.memory // MIB

    @property
    def partial(self) -> bool:
        """Whether it has only a part of a core or of a GPU."""
        return bool(self.shared_milli_cpu) or (self.gpu is not None and self.gpu.parts > 1)

    @property
    def bare_metal(self) -> bool:
        """Whether it is a server without a hypervisor."""
        return self.name.endswith("-metal")

    @property
    def size(self) -> tuple[int, int, int, int]:
        """What types are put in order by: GPUs, CPU that is there for long, memory, local SSD."""
        return (self.gpu.count if self.gpu else 0, self.sustained_milli_cpu, self.memory, self.local_ssd)


class Source(NamedTuple):
    """Where a list comes from, its day (YYYY-MM-DD), and what is to be said about it."""

    url: str
    day: str
    note: str


class Series(NamedTuple):
    """A machine series.

    `gpus` is `built-in`, `attached` (they can be, to its machine types) or empty (it takes none). `on_batch` says that
    Batch's page names it. `local_ssd` says whether local SSDs can be attached, None where that isn't known.
    """

    name: str
    architecture: str
    gpus: str
    on_batch: bool
    hyperdisk_only: bool
    local_ssd: bool | None


class Attachment(NamedTuple):
    """That `count` GPUs of a type can be attached to the machine types of a series up to a size; memory in bytes.

    `zones` are those that the bounds are for; none: all for which there are no others.
    """

    gpu: str
    series: str
    count: int  # type: ignore[assignment]  # hides the tuple's own, which nobody needs
    max_vcpus: int
    max_memory: int
    zones: tuple[str, ...] = ()

    def fits(self, machine: MachineType) -> bool:
        """Whether the GPUs can be attached to this machine type."""
        return (
            machine.series == self.series
            and machine.vcpus <= self.max_vcpus
            and machine.memory <= self.max_memory
            and not machine.shared_milli_cpu
        )


class CustomRule(NamedTuple):
    """What a custom machine type can be: its vCPUs one of these, its memory, in bytes, a multiple of `step` in a range.

    `extended` says whether there is more memory for a name that ends with `-ext`; for such a name `most` is of that
    kind. What isn't known is empty or None.
    """

    step: int
    vcpus: tuple[int, ...] = ()
    least: int | None = None
    most: int | None = None
    extended: bool | None = None


class CloudRunGpu(NamedTuple):
    """A GPU type of Cloud Run: where it can be had, and which of these regions are by invitation."""

    type: str
    regions: frozenset[str]
    by_invitation: frozenset[str]


def series_of(name: str) -> str:
    """The machine series that a name belongs to, be there such a type or series or not: all before the first hyphen."""
    start = name.partition("-")[0]
    return ATTACHED_TO if start == "custom" else start


def architecture_of(series: str) -> str:
    """`ARM64` or `X86_64`, of a series."""
    return "ARM64" if series in ARM64 else "X86_64"


def listed(line: str) -> MachineType:
    """The machine type that a line of the list says: `name vcpus MiB [GB of local SSD [GPUs type]]`."""
    name, vcpus, memory, *more = line.split()
    gpu = Gpu(more[2], int(more[1]), PARTS_OF_GPU.get(name, 1)) if len(more) > 1 else None
    local_ssd = int(more[0]) if more else 0
    return MachineType(name, int(vcpus), int(memory) * MIB, gpu, local_ssd, SHARED_CORE.get(name, 0))


def custom(name: str) -> MachineType | None:
    """The custom machine type of a name, or None where it is no name of one.

    `n2-custom-4-8192`: series, vCPUs, MB of memory; N1 goes without the series; `-ext` is for more memory than usual.
    A G2 whose vCPUs don't say how many GPUs it has is None too. Whether a size can be had, `custom_rule` says.
    """
    start, found, rest = name.partition("custom-")
    series = start.removesuffix("-") or ATTACHED_TO
    vcpus, _, memory = rest.removesuffix("-ext").partition("-")
    if not found or start not in ("", f"{series}-") or series not in CUSTOM_SERIES or not _is_number(memory):
        return None
    shared = CUSTOM_SHARED[vcpus][0] if series == "e2" and vcpus in CUSTOM_SHARED else 0
    if not shared and not _is_number(vcpus):
        return None
    count = 2 if shared else int(vcpus)
    gpu = None
    if series == "g2":
        gpu = next((Gpu(CUSTOM_G2_GPU, gpus) for cpus, gpus, _, _ in CUSTOM_G2 if cpus == count), None)
        if gpu is None:
            return None
    return MachineType(name, count, int(memory) * MIB, gpu, 0, shared, custom=True, extended=rest.endswith("-ext"))


def custom_rule(machine: MachineType) -> CustomRule:
    """What a custom machine type of the series, and of as many vCPUs, can be."""
    step = CUSTOM_MEMORY_STEP_MIB * MIB
    if machine.shared_milli_cpu:
        for milli_cpu, least, most in CUSTOM_SHARED.values():
            if milli_cpu == machine.shared_milli_cpu:
                return CustomRule(step, (), least * MIB, most * MIB, extended=False)
    if machine.series == "g2":
        cpus = tuple(row[0] for row in CUSTOM_G2)
        for vcpus, _, least, most in CUSTOM_G2:
            if vcpus == machine.vcpus:
                return CustomRule(step, cpus, least * GIB, most * GIB, extended=False)
    for series, cpus, least, most, most_in_all, extended in CUSTOM:
        if series == machine.series:
            top = most_in_all * GIB
            if not (machine.extended and extended):
                top = min(top, machine.vcpus * most * MIB)
            return CustomRule(step, cpus, machine.vcpus * least * MIB, top, extended)
    return CustomRule(step)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and text[0] != "0"
