"""The report for GitHub Actions: workflow commands, which the service turns into annotations on the changed lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.finding import Severity
from jobs_lint.report._names import Names, in_brackets
from jobs_lint.report.style import counted, escape_control

if TYPE_CHECKING:
    from typing import TextIO

    from jobs_lint.finding import Diagnostic, Run
    from jobs_lint.report.style import Style

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_SHOWN = 10
"""How many annotations of one severity GitHub shows for a step; it drops the later ones without a word."""


def report(run: Run, stream: TextIO, style: Style) -> None:  # noqa: ARG001 - the service decides on the looks
    """Write a command a finding, the worst first, and say how many GitHub will not show."""
    worst_first = sorted(run.findings, key=lambda finding: finding.severity.rank)
    names = Names(run)
    stream.writelines(_command(finding, in_brackets(names.of(finding))) for finding in worst_first)
    hidden = [counted(more, severity.value) for severity in Severity if (more := run.count(severity) - _SHOWN) > 0]
    if hidden:
        stream.write(
            f"GitHub annotates {_SHOWN} findings of a severity in a step at most: "
            f"{', '.join(hidden)} more can be seen in this log only.\n"
        )


def _command(finding: Diagnostic, job: str) -> str:
    properties = {
        # GitHub matches it against paths that start at the root of the repository, and doesn't tidy it.
        "file": finding.path.removeprefix("./"),
        "line": str(finding.start.line),
        "endLine": str(finding.end.line),
        "title": f"{finding.code} {finding.name}",
    }
    if finding.end.line == finding.start.line:
        # GitHub refuses columns on an annotation of several lines.
        title = properties.pop("title")
        properties |= {"col": str(finding.start.column), "endColumn": str(finding.end.column), "title": title}
    shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {shown}::{_data(finding.message + job)}\n"


def _data(text: str) -> str:
    # The runner decodes these three wherever they stand, a percent sign of the text's own included.
    return escape_control(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
