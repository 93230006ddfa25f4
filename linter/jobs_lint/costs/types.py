"""What there is to do, and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jobs_lint.limits.units import NANOSECONDS, human_nanoseconds
from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    from jobs_lint.prices import Price

HOUR: Final = 3_600 * NANOSECONDS
MILLI: Final = 1_000

MOST: Final = 10**15
"""Nobody has more of anything: from here on it is a slip of the pen."""

MOST_SHARE: Final = 1_000.0
"""The same, of what is retried or lost."""


class Work(NamedTuple):
    """What there is to do, the same on both services. None: not known.

    `tasks` of `duration` nanoseconds each, with `cpu` thousandths of a CPU and `memory` bytes; `parallelism` how many
    of them run at once, at most, None or 0 for all. `gpus` of `gpu_type` for each task. `retried` is the share of the
    tasks that run once more, from start to end: 0.02 for 2 %. `at_most` says that `duration` is a timeout.
    """

    tasks: int | None
    duration: int | None
    cpu: int | None
    memory: int | None
    parallelism: int | None = None
    gpu_type: str = ""
    gpus: int | None = 0
    retried: float = 0.0
    at_most: bool = False


class Known(NamedTuple):
    """Work of which all is known. `at_once` is how many tasks run at the same time."""

    tasks: int
    duration: int
    cpu: int
    memory: int
    gpus: int
    at_once: int


class Disk(NamedTuple):
    """A disk of each VM: its size in GiB, and its type (`pd-balanced`, `local-ssd`, ...), the usual one where empty."""

    gib: int
    kind: str = ""


class Item(NamedTuple):
    """A line of the bill: so many units of what, their price, and what they cost in USD."""

    what: str
    quantity: float
    price: Price
    usd: float


class RunCost(NamedTuple):
    """What one execution costs on Cloud Run. `usd` is None where that can't be said, for the `reason`.

    `task` is one attempt of a task in USD, `task_hour` an hour of a task's own time. `free` is what the free tier takes
    off where nothing else has used the month's up. `billed` is the time that an attempt is billed for, in nanoseconds.
    """

    usd: float | None
    reason: str
    region: str
    task: float = 0.0
    task_hour: float | None = None
    free: float = 0.0
    billed: int = 0
    items: tuple[Item, ...] = ()
    assumptions: tuple[str, ...] = ()

    @property
    def prices(self) -> tuple[Price, ...]:
        """The prices that the cost was made of."""
        return tuple(item.price for item in self.items)


class BatchCost(NamedTuple):
    """What one run costs on Batch. `usd` is None where that can't be said, for the `reason`.

    `per_vm` tasks share a VM, `vms` are there at once; `vm_hours` are paid for, `vm_hour` is what one costs, with
    disks and address. `busy` is the share of the places on the VMs, and of their time, in which a task runs.
    """

    usd: float | None
    reason: str
    region: str
    machine: str
    spot: bool = False
    per_vm: int = 0
    vms: int = 0
    vm_hours: float = 0.0
    vm_hour: float = 0.0
    busy: float = 0.0
    items: tuple[Item, ...] = ()
    assumptions: tuple[str, ...] = ()

    @property
    def prices(self) -> tuple[Price, ...]:
        """The prices that the cost was made of."""
        return tuple(item.price for item in self.items)


def break_even(run: RunCost, batch: BatchCost) -> float | None:
    """The share of the VMs' places and time that tasks have to fill for Batch to cost the same as Cloud Run.

    Above it Batch costs less; where it is over 1, Batch never does. None where one of the costs isn't known.
    """
    if run.usd is None or batch.usd is None or not run.task_hour:
        return None
    return batch.vm_hour / batch.per_vm / run.task_hour


def known(work: Work) -> Known | str:
    """The work where all of it is known, or why nothing can be said of what it costs."""
    given = (
        ("the number of tasks", work.tasks, 1, MOST),
        ("how long a task takes", work.duration, 0, MOST * NANOSECONDS),
        ("the CPU of a task", work.cpu, 0, MOST),
        ("the memory of a task", work.memory, 0, MOST * MILLI),
        ("the number of GPUs", work.gpus, 0, MOST),
        ("the parallelism", work.parallelism or work.tasks, 1, MOST * MILLI),
    )
    numbers = []
    for what, value, least, most in given:
        if value is None:
            return f"{what} isn't known"
        if not least <= value <= most:
            return f"{what} can't be right"
        numbers.append(value)
    if not 0 <= work.retried <= MOST_SHARE:
        return "the share of retried tasks can't be right"
    tasks, duration, cpu, memory, gpus, parallelism = numbers
    return Known(tasks, duration, cpu, memory, gpus, min(tasks, parallelism))


def item(what: str, quantity: float, price: Price) -> Item:
    """A line of the bill."""
    return Item(what, quantity, price, quantity * price.usd)


def said(work: Work, duration: int) -> list[str]:
    """What is taken to be so of the work, in words."""
    length = human_nanoseconds(duration)
    found = [f"a task takes up to {length}, its timeout" if work.at_most else f"a task takes {length}"]
    if work.retried:
        found.append(f"{percent(work.retried)} of the tasks run once more, in full length")
    return found


def percent(share: float) -> str:
    """A share in words: 2 %."""
    return f"{share * 100:.6g} %"
