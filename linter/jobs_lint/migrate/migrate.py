"""From one job to the other service's, whichever of the two it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from jobs_lint.migrate.migration import ASSUMED, CHANGED, SAME, Step
from jobs_lint.model.table import path_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobs_lint.migrate.migration import Context, Migration
    from jobs_lint.model.batch import BatchJob
    from jobs_lint.model.cloud_run import CloudRunJob
    from jobs_lint.model.job import Job
    from jobs_lint.read.tree import Assumption

BATCH: Final = "batch"
CLOUD_RUN: Final = "cloud-run"
TARGETS: Final = (BATCH, CLOUD_RUN)


def migrate(job: Job, target: str, context: Context) -> Migration:
    """The job as one of the target service. Raises ValueError for a job that is one already."""
    if job.service == target:
        raise ValueError(f"the job is one of {target} already")
    if target == BATCH:
        from jobs_lint.migrate.to_batch import to_batch

        return to_batch(cast("CloudRunJob", job), context)
    from jobs_lint.migrate.to_cloud_run import to_cloud_run

    return to_cloud_run(cast("BatchJob", job), context)


def with_assumptions(migration: Migration, assumptions: Iterable[Assumption]) -> Migration:
    """The migration with what its values rest on: a value that may be another one in the end is no more than assumed.

    These are the defaults of variables, which the source's own tool may be given other values for.
    """
    known = list(assumptions)
    if not known:
        return migration
    resting: dict[str, str] = {}
    for path, offset in migration.origins.items():
        for each in known:
            if each.span.start <= offset < max(each.span.end, each.span.start + 1):
                resting[path_of(path)] = each.what
    return migration._replace(steps=tuple(_resting(step, resting.get(step.target or "")) for step in migration.steps))


def _resting(step: Step, what: str | None) -> Step:
    if what is None or step.outcome not in (SAME, CHANGED):
        return step
    note = f"the value is {what}; where another is given, write that one"
    if step.outcome == SAME:
        return step._replace(outcome=ASSUMED, note=note)
    return step._replace(note=f"{step.note}; {note}")
