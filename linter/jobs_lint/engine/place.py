"""The edge where a finding's offsets become lines and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.engine.veil import hidden_in_line, without
from jobs_lint.finding import Diagnostic, RelatedPlace

if TYPE_CHECKING:
    from jobs_lint.api import Rule
    from jobs_lint.finding import Finding, JobRef, Severity
    from jobs_lint.source import Source

LONGEST_VALUE = 200


def place(
    source: Source,
    rule: Rule,
    finding: Finding,
    severity: Severity,
    job: JobRef | None,
    hidden: frozenset[str] = frozenset(),
) -> Diagnostic:
    """A finding of a rule in a source as a diagnostic. What is hidden isn't shown in the line from the file."""
    start = source.position(finding.span.start)
    end = source.position(max(finding.span.end, finding.span.start))
    line = source.line(start.line)
    hidden |= hidden_in_line(line)
    related = tuple(
        RelatedPlace(source.position(other.span.start), source.position(other.span.end), other.message)
        for other in finding.related
    )
    return Diagnostic(
        path=source.path,
        start=start,
        end=end,
        code=rule.code,
        name=rule.name,
        severity=severity,
        message=finding.message,
        field=finding.field if job is not None else None,
        job=job,
        value=_shortened(finding.value),
        limit=finding.limit,
        related=related,
        migrate_to=finding.migrate_to,
        url=rule.url,
        excerpt=without(line, hidden, keep_length=True),
    )


def _shortened(value: str | None) -> str | None:
    return value if value is None or len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE] + "…"
