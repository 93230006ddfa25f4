"""`jobs-lint jobs`: every job that is seen."""

from __future__ import annotations

from typing import Any

import click

from jobs_lint.cli import options
from jobs_lint.cli.errors import known_errors
from jobs_lint.cli.notes import tell, tell_unread
from jobs_lint.cli.table import show, show_json
from jobs_lint.run import Session


@click.command("jobs")
@options.PATHS
@options.with_options(options.FORMAT_TABLE, options.STDIN, *options.CONFIG, options.VERBOSE)
def command(paths: tuple[str, ...], form: str, **given: Any) -> int:
    """List every job in files and folders: its place, service, name and dialect."""
    with known_errors():
        session = Session(options.request(paths, **given))
        session.progress = options.progress()
        outcome = session.outcome()
    tell(outcome, verbose=given["verbose"])
    tell_unread(outcome)
    jobs = outcome.run.jobs
    if form == "json":
        show_json(
            [
                {
                    "path": job.path.encode("utf-8", "backslashreplace").decode(),
                    "line": job.line,
                    "service": job.ref.service,
                    "name": job.ref.name,
                    "dialect": job.ref.dialect,
                }
                for job in jobs
            ]
        )
    else:
        rows = [(f"{job.path}:{job.line}", job.ref.service, job.ref.name or "-", job.ref.dialect) for job in jobs]
        show(("PLACE", "SERVICE", "NAME", "DIALECT"), rows)
    return 0
