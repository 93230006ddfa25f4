"""The report for programs: one JSON object, under a schema number that rises when a key changes its meaning."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jobs_lint.finding import Severity
from jobs_lint.report.style import escape_surrogates

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from jobs_lint.finding import Diagnostic, Run
    from jobs_lint.report.style import Style

SCHEMA = 1


def report(run: Run, stream: TextIO, style: Style) -> None:  # noqa: ARG001 - data has no looks
    """Write the run as JSON, each finding on a line of its own, so that two reports can be compared."""
    summary = {
        "files": run.files,
        "jobs": len(run.jobs),
        **{severity.value: run.count(severity) for severity in Severity},
        "suppressed": len(run.suppressed),
    }
    stream.write(f'{{"schema": {SCHEMA},\n "summary": {dump(summary)},\n "findings": [')
    _write_items(stream, run.findings)
    stream.write('],\n "suppressed": [')
    _write_items(stream, run.suppressed)
    stream.write("]}\n")


def _write_items(stream: TextIO, findings: Iterable[Diagnostic]) -> None:
    before = "\n  "
    for finding in findings:
        stream.write(before + dump(plain(_item(finding))))
        before = ",\n  "


def _item(finding: Diagnostic) -> dict[str, Any]:
    job, limit, suppression = finding.job, finding.limit, finding.suppression
    item: dict[str, Any] = {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "path": finding.path,
        "line": finding.start.line,
        "column": finding.start.column,
        "end_line": finding.end.line,
        "end_column": finding.end.column,
        "field": finding.field if job else None,
        "job": job and {"service": job.service, "name": job.name, "dialect": job.dialect},
        "value": finding.value,
        "limit": limit and {"id": limit.id, "value": limit.value, "unit": limit.unit},
        "related": [
            {
                "line": place.start.line,
                "column": place.start.column,
                "end_line": place.end.line,
                "end_column": place.end.column,
                "message": place.message,
            }
            for place in finding.related
        ],
        "migrate_to": finding.migrate_to,
        # Part of the schema from its first day, so that the first fix breaks no reader.
        "fix": None,
        "url": finding.url,
    }
    if suppression:
        item["suppression"] = {"kind": suppression.kind, "reason": suppression.reason}
    return item


def plain(value: Any) -> Any:
    """The value with lone surrogates shown as escapes: strict readers refuse a document that holds one."""
    if isinstance(value, str):
        return escape_surrogates(value)
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value


def dump(value: object) -> str:
    """The value as JSON of one line."""
    # The bracket is spelt out where a CI service would take it for a command in its log; to a reader it is the same.
    return json.dumps(value, ensure_ascii=True).replace("##[", r"##\u005b").replace("##vso[", r"##vso\u005b")
