"""The machine types, GPU types and regions of a run, loaded when a rule first asks one of them something."""

from typing import TYPE_CHECKING, Any

from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.machines import Machines, MachineType


class AddedMachine(NamedTuple):
    """A machine type of a configuration. `memory` is in bytes; `gpu` and `gpus` are the type and count built in."""

    name: str
    vcpus: int
    memory: int
    gpu: str = ""
    gpus: int = 0


class AddedMachines(NamedTuple):
    """What a configuration adds to the lists."""

    types: tuple[AddedMachine, ...] = ()
    gpus: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


NOTHING = AddedMachines()


class LateMachines:
    """Stands for `Machines`, with all that it has: most runs meet no job whose rules ask, and shouldn't load it."""

    __slots__ = ("_added", "_machines")

    def __init__(self, added: AddedMachines = NOTHING) -> None:
        self._added = added
        self._machines: Machines | None = None

    def _load(self) -> "Machines":
        if self._machines is None:
            from jobs_lint.machines import Gpu, Machines, MachineType

            types = [
                MachineType(each.name, each.vcpus, each.memory, Gpu(each.gpu, each.gpus) if each.gpu else None)
                for each in self._added.types
            ]
            known = Machines.default()
            added = self._added
            self._machines = known.extended(types, added.gpus, added.regions) if any(added) else known
        return self._machines

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # a protocol's question (copy, pickle), not a rule's
            raise AttributeError(name)
        return getattr(self._load(), name)

    def __iter__(self) -> "Iterator[MachineType]":
        return iter(self._load())

    def __len__(self) -> int:
        return len(self._load())
