"""The report for editors and grep: one line a finding, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.report._names import Names, in_brackets
from jobs_lint.report.style import escape_control, escape_line

if TYPE_CHECKING:
    from typing import TextIO

    from jobs_lint.finding import Run
    from jobs_lint.report.style import Style


def report(run: Run, stream: TextIO, style: Style) -> None:
    """Write each finding as `path:line:column: severity CODE name: message`, and the job's name where it is needed."""
    names = Names(run)
    for finding in run.findings:
        place = style.paint(escape_line(f"{finding.path}:{finding.start.line}:{finding.start.column}:"), "bold")
        severity = style.paint(finding.severity.value, finding.severity.value)
        rule = escape_control(f"{finding.code} {finding.name}")
        stream.write(f"{place} {severity} {rule}: {escape_control(finding.message)}{in_brackets(names.of(finding))}\n")
