"""Rules that pass on what the model has noted about how a job is written, made from rows of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import Job, NamedTuple, Rule, rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jobs_lint.api import Finding, Limits, Setting


class Row(NamedTuple):
    """A rule that passes on one kind of quirk: that of its name, where no other `kind` is said.

    `told` gives the settings of which another rule says what is wrong, and more than the quirk does.
    """

    code: str
    name: str
    severity: str
    page: str
    on: type[Job] = Job
    tags: tuple[str, ...] = ("schema",)
    kind: str = ""
    told: Callable[[Job, Limits], Iterable[Setting[int]]] | None = None


def rules_of(*rows: Row) -> tuple[Rule, ...]:
    """The rules of some rows."""
    return tuple(_rule(row) for row in rows)


def _rule(row: Row) -> Rule:
    kind = row.kind or row.name

    @rule(row.code, row.name, severity=row.severity, on=row.on, tags=row.tags, page=row.page, when=(f"quirks.{kind}",))
    def check(job: Job, limits: Limits) -> list[Finding]:
        quirks = job.quirks(kind)
        told = {setting.span for setting in row.told(job, limits)} if quirks and row.told else ()
        return [quirk.finding() for quirk in quirks if quirk.span not in told]

    return check
