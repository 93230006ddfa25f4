"""What is asked beside the file, and what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    from jobs_lint.costs import BatchCost, RunCost
    from jobs_lint.placement import Fit, Placement
    from jobs_lint.prices import Price


GROWING: Final = frozenset(
    {"task_count", "tasks_at_once", "timeout", "cpu", "memory", "env", "vms", "size", "task_environments"}
)
"""The fields that grow with the work. Of others, as GPUs or retries, to use all is a choice."""


class Question(NamedTuple):
    """What a job's file doesn't say: how long a task takes and what each VM is paid for beside its tasks, both in
    nanoseconds and None where that isn't given, and which share of the tasks runs once more."""

    duration: int | None = None
    retried: float = 0.0
    overhead: int | None = None


class Costs(NamedTuple):
    """What one execution of a job costs on each side, in `region`, with tasks that take `duration` nanoseconds.

    `at_most`: the duration is the job's timeout. `even` and `even_spot` are the share of the VMs' places and time that
    tasks have to fill for Batch to cost the same as Cloud Run. `own` is the side that the job is on: `cloud-run`,
    `batch`, `batch-spot`. `reason` says why neither side has a cost; `notes` what else is to be said.
    """

    region: str | None
    duration: int | None
    at_most: bool
    run: RunCost
    batch: BatchCost
    spot: BatchCost
    even: float | None
    even_spot: float | None
    own: str
    reason: str = ""
    notes: tuple[str, ...] = ()


class Advice(NamedTuple):
    """What is told of one job; `line` is where it starts in its file."""

    path: str
    line: int
    service: str
    name: str | None
    dialect: str
    placement: Placement
    costs: Costs

    @property
    def tightest(self) -> Fit | None:
        """The limit of the job's own service that it uses most of: one that it is over, else of those for what grows
        with the work. A quota that can be raised comes last."""
        fits = [fit for fit in self.placement.fits if fit.service == self.service and fit.used is not None]

        def tightness(fit: Fit) -> tuple[bool, bool, bool, float]:
            return fit.fits is False, fit.field in GROWING, fit.limit.kind == "max", fit.used or 0.0

        return max(fits, key=tightness, default=None)


class Advices(NamedTuple):
    """What is told of all jobs. `prices_of` is the day of most prices, `old` are those of the prices in use that are
    older than `old_days` days."""

    jobs: tuple[Advice, ...]
    question: Question = Question()
    prices_of: str = ""
    old: tuple[Price, ...] = ()
    old_days: int = 0
