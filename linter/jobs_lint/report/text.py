"""The report for people: each finding with its line of source, and a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.finding import Severity
from jobs_lint.report._names import Names
from jobs_lint.report.style import counted, escape_control, escape_line, quoted

if TYPE_CHECKING:
    from typing import TextIO

    from jobs_lint.finding import Diagnostic, Run
    from jobs_lint.report.style import Style

_NARROWEST = 40


def report(run: Run, stream: TextIO, style: Style) -> None:
    """Write every finding as a block of its own, then the summary."""
    names = Names(run)
    told: set[tuple[str, str]] = set()
    for finding in run.findings:
        job = names.of(finding)
        stream.write("\n".join([*_block(finding, job, style), *_advice(finding, job, style, told)]) + "\n\n")
    if style.verbose:
        stream.writelines(_kept_back(finding) + "\n" for finding in run.suppressed)
    if not style.quiet:
        stream.write(_summary(run, style) + "\n")


def _block(finding: Diagnostic, job: str, style: Style) -> list[str]:
    place = style.paint(escape_line(f"{finding.path}:{finding.start.line}:{finding.start.column}:"), "bold")
    severity = style.paint(finding.severity.value, finding.severity.value)
    lines = [
        f"{place} {severity} {style.paint(escape_control(finding.code), 'bold')} {escape_control(finding.name)}"
        + f" in {job}" * bool(job),
        f"  {escape_line(finding.message)}",
    ]
    if finding.excerpt:
        lines += _source(finding, style)
    note, path = style.paint("note:", "bold"), escape_control(finding.path)
    lines += [
        f"  {note} {path}:{related.start.line}:{related.start.column}: {escape_control(related.message)}"
        for related in finding.related
    ]
    return lines


def _advice(finding: Diagnostic, job: str, style: Style, told: set[tuple[str, str]]) -> list[str]:
    """The command that writes the other service's config: once for each job of a file, which is there to be read."""
    if not finding.migrate_to or finding.job is None or finding.path.startswith("<") or (finding.path, job) in told:
        return []
    told.add((finding.path, job))
    command = f"jobs-lint migrate {quoted(finding.path)} --to {finding.migrate_to}"
    choice = f" --job {quoted(finding.job.name or '')}" if job else ""
    return [f"  {style.paint('help:', 'bold')} {escape_control(command + choice)}"]


def _source(finding: Diagnostic, style: Style) -> list[str]:
    number = str(finding.start.line)
    # A mark that goes on in later lines is drawn to the end of the first.
    start, last = (place.column - 1 - finding.excerpt_from for place in (finding.start, finding.end))
    if finding.end.line != finding.start.line:
        last = len(finding.excerpt.rstrip())
    gutter, blank = f"  {number} | ", f"  {' ' * len(number)} | "
    room = max(style.width, _NARROWEST + len(gutter)) - len(gutter)
    from jobs_lint.report.excerpt import mark  # a clean run has nothing to mark

    marked = mark(finding.excerpt, start, last, room)
    underline = " " * marked.indent + style.paint("^" * marked.length, finding.severity.value)
    return [
        f"{style.paint(gutter, 'dim')}{marked.text}".rstrip(),
        f"{style.paint(blank, 'dim')}{underline}",
    ]


def _kept_back(finding: Diagnostic) -> str:
    kind, reason = finding.suppression or ("comment", "")
    why = f"{kind}: {reason}" if reason else f"{kind}, without a reason"
    place = f"{finding.path}:{finding.start.line}:{finding.start.column}:"
    return escape_line(f"{place} suppressed {finding.code} {finding.name} ({why})")


def _summary(run: Run, style: Style) -> str:
    suppressed = f", {len(run.suppressed)} suppressed" if run.suppressed else ""
    counts = [
        style.paint(counted(number, severity.value), severity.value)
        for severity in Severity
        if (number := run.count(severity))
    ]
    if counts:
        return f"{', '.join(counts)} in {counted(run.files, 'file')} ({counted(len(run.jobs), 'job')}){suppressed}"
    if run.jobs:
        return f"No problems in {counted(len(run.jobs), 'job')} ({counted(run.files, 'file')} read){suppressed}."
    return f"No jobs found ({counted(run.files, 'file')} read){suppressed}."
