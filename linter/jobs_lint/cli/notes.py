"""What commands that look at files say on stderr, beside their output."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from jobs_lint.engine.own import READ_AS_TEMPLATE
from jobs_lint.report.style import escape_control

if TYPE_CHECKING:
    from jobs_lint.run import Outcome


def tell(outcome: Outcome, *, verbose: bool) -> None:
    """Why files were passed over, where that was asked for; plugins that were left out; tracebacks."""
    for path, why in outcome.skipped if verbose else ():
        click.echo(f"{escape_control(path)}: passed over: {escape_control(why)}", err=True)
    for failure in outcome.failures:
        click.echo(f"jobs-lint: {escape_control(failure)}", err=True)
    for trace in outcome.traces:
        sys.stderr.write("".join(f"{escape_control(line)}\n" for line in trace.splitlines()))


def tell_unread(outcome: Outcome) -> None:
    """The files that couldn't be read, for a command whose output has no place for findings."""
    for finding in outcome.run.findings:
        if finding.code.startswith("ERR") and finding.code != READ_AS_TEMPLATE.code:
            click.echo(f"{escape_control(finding.path)}: {escape_control(finding.message)}", err=True)
