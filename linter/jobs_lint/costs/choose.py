"""Which machine type is cheapest for some work: where a job doesn't say, or has none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jobs_lint.costs.batch import tasks_per_vm
from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobs_lint.costs.types import Work
    from jobs_lint.machines import Machines, MachineType
    from jobs_lint.prices import Prices

DEFAULT_SERIES: Final = ("e2", "n2")
"""The machine series that a type is chosen from where a job doesn't say: cheap, on x86, in nearly all regions."""

HOME: Final = "us-central1"
"""The region by whose prices a machine type is chosen where those of its own aren't known. Never a price to pay."""

_EQUAL: Final = 1e-9
"""What two prices may differ by, of the whole, and be equal: sums of fractions are never quite exact."""


class Choice(NamedTuple):
    """A machine type that was chosen for some work.

    `per_vm` tasks have room on it at the same time. `attached` are the type and count of GPUs to attach, as it has none
    built in. `why` is `cheapest`, `cheapest-in-us-central1` where the region's own prices aren't known, or `smallest`.
    """

    machine: MachineType
    per_vm: int
    attached: tuple[str, int] | None
    why: str


def choose(
    work: Work,
    machines: Machines,
    region: str | None,
    prices: Prices,
    most_per_vm: int,
    series: Iterable[str] = DEFAULT_SERIES,
    spot: bool = False,
) -> Choice | None:
    """The machine type on which a task of the work costs least, of those that are in a region; of equals the smallest.

    What counts is the price of a VM for each of the tasks that share it: as many as have room, as there are at once,
    and `most_per_vm` at most; with 1 it is the cheapest VM for one task. With GPUs, all series that have them come in
    question. None where nothing fits, or where CPU or memory isn't known.
    """
    if work.cpu is None or work.memory is None or work.gpus is None:
        return None
    wanted = (work.gpu_type, work.gpus) if work.gpus else None
    fitting = machines.fitting(
        work.cpu, work.memory, wanted, region, series=None if wanted else series, architecture="X86_64"
    )
    choices = [
        choice
        for machine in fitting
        if machines.on_batch(machine.name) is not False
        and (choice := _choice(work, machine, machines, region, most_per_vm)).per_vm
    ]
    for at, why in ((region, "cheapest"), (HOME, f"cheapest-in-{HOME}")):
        best = _cheapest(work, choices, at, prices, spot) if at else None
        if best:
            return best._replace(why=why)
    return choices[0] if choices else None


def _choice(work: Work, machine: MachineType, machines: Machines, region: str | None, most: int) -> Choice:
    attached = 0
    if work.gpus and machine.gpu is None:
        counts = [each.count for each in machines.attachments(work.gpu_type, region) if each.fits(machine)]
        attached = min((count for count in counts if count >= work.gpus), default=0)
    room = tasks_per_vm(work, machine, most, attached) or 0
    return Choice(machine, room, (work.gpu_type, attached) if attached else None, "smallest")


def _cheapest(work: Work, choices: list[Choice], region: str, prices: Prices, spot: bool) -> Choice | None:
    """The choice whose place for a task costs least; None where no price is known."""
    best: tuple[float, Choice] | None = None
    for choice in choices:
        machine = prices.machine(choice.machine, region, spot)
        if machine is None:
            continue
        usd = machine.usd
        if choice.attached:
            gpu = prices.gpu(choice.attached[0], region, spot)
            if gpu is None:
                continue
            usd += choice.attached[1] * gpu.usd
        usd /= min(number for number in (choice.per_vm, work.tasks, work.parallelism) if number)
        if best is None or usd < best[0] * (1 - _EQUAL):
            best = usd, choice
    return best[1] if best else None
