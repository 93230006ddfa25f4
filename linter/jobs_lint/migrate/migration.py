"""What a migration gives: the other service's config as plain data, and what became of each field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from jobs_lint.limits import Limits
    from jobs_lint.machines import Machines
    from jobs_lint.model.job import Job
    from jobs_lint.prices import Prices

SAME: Final = "same"
CHANGED: Final = "changed"
LOST: Final = "lost"
ASSUMED: Final = "assumed"
NEEDS_YOU: Final = "needs-you"
BLOCKER: Final = "blocker"
OUTCOMES: Final = (SAME, CHANGED, LOST, ASSUMED, NEEDS_YOU, BLOCKER)


class Step(NamedTuple):
    """What became of one field. `source` is its path in the job, `target` that in the result; None where it has none.

    `note` says how it changed, what to do in its stead, or what is needed: empty only where it is the same.
    """

    source: str | None
    target: str | None
    outcome: str
    note: str


class Context(NamedTuple):
    """What a migration goes by beside the job. `project` and `location` are the user's, for what the file can't say;
    `name` is what to call a job on Cloud Run whose file has no name for it. With `is_template`, the job is what is left
    of a template without its marks."""

    limits: Limits
    machines: Machines
    prices: Prices
    project: str | None = None
    location: str | None = None
    name: str | None = None
    is_template: bool = False


class Migration(NamedTuple):
    """One job as the other service's, `batch` or `cloud-run`. `document` is its config, in the order to write it in.

    `origins` has for places of the document the offset in the source of the field that each comes from, so that
    comments can go with it. `commands` submit or deploy and run it; `{file}` in them stands for the file it is in.
    """

    job: Job
    target: str
    name: str
    document: dict[str, Any]
    steps: tuple[Step, ...]
    commands: tuple[str, ...]
    origins: dict[tuple[str | int, ...], int]

    @property
    def is_blocked(self) -> bool:
        """Whether the target can't run the job at all."""
        return any(step.outcome == BLOCKER for step in self.steps)
