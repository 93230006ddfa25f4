"""`jobs-lint check`: lint files. The default command."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from jobs_lint.cli import options
from jobs_lint.cli.errors import UsageError, known_errors
from jobs_lint.cli.notes import tell
from jobs_lint.engine.registry import PROFILES
from jobs_lint.report import formats, load
from jobs_lint.report.style import escape_control
from jobs_lint.run import Session

if TYPE_CHECKING:
    from jobs_lint.finding import Run
    from jobs_lint.run import Outcome


@click.command("check")
@options.PATHS
@options.with_options(
    click.option(
        "--select",
        multiple=True,
        metavar="RULE,...",
        help="Run these rules only: code, prefix, name, tag, or the name of a profile.",
    ),
    click.option("--ignore", multiple=True, metavar="RULE,...", help="Leave these rules out."),
    click.option(
        "--profile",
        type=click.Choice(PROFILES),
        help="Run this set of rules: what nearly everyone agrees with, all but opt-in rules, or all.  "
        "[default: default]",
    ),
    click.option("--preview", is_flag=True, help="Run rules that are in preview, too."),
    click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "info", "never"]),
        help="The least severity that makes the exit code 1.  [default: error]",
    ),
    click.option("--require-jobs", is_flag=True, help="Exit with 1 where no job was found."),
    click.option(
        "--format", "form", type=click.Choice(formats()), default="text", show_default=True, help="How to report."
    ),
    click.option("--output", "outputs", multiple=True, metavar="FORMAT=FILE", help="Report to a file too. Repeatable."),
    click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="When to colour.",
    ),
    options.STDIN,
    options.LOCATION,
    options.DIALECT,
    *options.CONFIG,
    click.option("--no-suppressions", is_flag=True, help="Report what comments and the configuration keep back, too."),
    *options.PLUGINS,
    click.option("--show-files", is_flag=True, help="Print the files that would be read, and stop."),
    click.option("--quiet", "-q", is_flag=True, help="Print findings only."),
    options.VERBOSE,
    click.option("--workers", type=click.IntRange(1, 64), metavar="N", help="How many processes.  [default: by files]"),
    click.option("--debug", is_flag=True, help="Print the traceback of a rule or file that failed."),
)
def command(paths: tuple[str, ...], **given: Any) -> int:
    """Lint the job configs in files and folders, by default in the current one. `-` is standard input.

    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage or configuration, 3 an internal error.
    """
    outputs = [_output(text) for text in given["outputs"]]
    with known_errors():
        session = Session(options.request(paths, **given))
        session.progress = options.progress(quiet=given["quiet"])
        if given["show_files"]:
            return _show_files(session)
        outcome = session.outcome()
    verbose, quiet = given["verbose"], given["quiet"]
    tell(outcome, verbose=verbose)
    if outcome.jobs_required and not outcome.run.jobs and not quiet:
        click.echo("jobs-lint: no job was found, and one is required", err=True)
    stream = options.stdout()
    load(given["form"])(outcome.run, stream, options.style(given["color"], stream, quiet=quiet, verbose=verbose))
    stream.flush()
    for form, path in outputs:
        _write(form, path, outcome.run)
    return _exit_code(outcome)


def _exit_code(outcome: Outcome) -> int:
    if outcome.crashed:
        return 3
    return int(outcome.failing or (outcome.jobs_required and not outcome.run.jobs))


def _output(text: str) -> tuple[str, str]:
    form, equals, path = text.partition("=")
    if not equals or not path or form not in formats():
        raise UsageError(f'"{text}" is not FORMAT=FILE with one of the formats {", ".join(formats())}')
    return form, path


def _write(form: str, path: str, run: Run) -> None:
    try:
        with open(path, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            load(form)(run, file, options.style("never", file))
    except OSError as error:
        raise UsageError(f'the report "{path}" can\'t be written: {error.strerror}') from error


def _show_files(session: Session) -> int:
    from jobs_lint.discover import Found, Problem

    missing = False
    for found in session.files():
        path = escape_control(found.path.replace(os.sep, "/"))
        if isinstance(found, Found):
            click.echo(path)
        elif isinstance(found, Problem):
            missing = True
            click.echo(f"{path}: it can't be linted: {escape_control(found.message)}", err=True)
        else:
            click.echo(f"{path}: passed over: {escape_control(found.why)}", err=True)
    return int(missing)
