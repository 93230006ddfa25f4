"""Options that several commands share."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from jobs_lint.config.settings import CliOptions
from jobs_lint.engine.registry import PluginChoice
from jobs_lint.report.style import Style
from jobs_lint.run import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from typing import TextIO

    from jobs_lint.run import Progress

Command = Any  # click's decorators take functions and commands alike

PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=str, allow_dash=True), metavar="[PATH|-]...")
CONFIG = (
    click.option("--config", "config_file", metavar="FILE", help="Use this configuration file, and no other."),
    click.option("--isolated", is_flag=True, help="Use no configuration file."),
)
PLUGINS = (
    click.option("--plugin", "plugin_files", multiple=True, metavar="FILE", help="Load rules from a Python file."),
    click.option("--no-plugins", is_flag=True, help="Load no rules of installed packages but the built-in ones."),
)
STDIN = click.option(
    "--stdin-filename", default="<stdin>", metavar="NAME", help="The name to report for standard input."
)
LOCATION = click.option("--location", metavar="REGION", help="The region of the jobs whose file doesn't say it.")
DIALECT = click.option(
    "--dialect", metavar="NAME", help="Take the files that are named for this dialect, and look for no other."
)
VERBOSE = click.option("--verbose", "-v", is_flag=True, help="Say on stderr why each file was passed over.")
FORMAT_TABLE = click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="How to print."
)


def with_options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Add several options to a command, in the order in which help shows them."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def words(values: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a repeatable, comma-separated option."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def request(paths: tuple[str, ...], **given: Any) -> Request:
    """What a command was asked for, from the options it has."""
    cli = CliOptions(
        select=words(given.get("select", ())) or None,
        ignore=words(given.get("ignore", ())),
        profile=given.get("profile"),
        preview=given.get("preview") or None,
        fail_on=given.get("fail_on"),
        location=given.get("location"),
        require_jobs=given.get("require_jobs") or None,
        dialect=given.get("dialect"),
    )
    return Request(
        paths=paths,
        stdin_filename=given.get("stdin_filename", "<stdin>"),
        cli=cli,
        config_file=given.get("config_file"),
        isolated=given.get("isolated", False),
        plugins=plugins(given.get("plugin_files", ()), given.get("no_plugins", False)),
        suppressions=not given.get("no_suppressions", False),
        debug=given.get("debug", False),
        verbose=given.get("verbose", False),
        workers=given.get("workers"),
    )


def plugins(files: tuple[str, ...], no_plugins: bool) -> PluginChoice:
    """Where rules come from."""
    return PluginChoice(files=files, installed=not no_plugins)


def style(color: str, stream: TextIO, *, quiet: bool = False, verbose: bool = False) -> Style:
    """How a report for a stream looks: in colour on a terminal only, unless told otherwise; NO_COLOR is honoured."""
    terminal = stream.isatty()
    colored = color == "always" or (color == "auto" and terminal and not os.environ.get("NO_COLOR"))
    width = columns(stream) if terminal else 100
    return Style(color=colored, width=width, quiet=quiet, verbose=verbose)


def columns(terminal: TextIO) -> int:
    """How wide a terminal is; 80 where it doesn't say."""
    try:
        return os.get_terminal_size(terminal.fileno()).columns or 80  # shutil's costs a tenth of the whole start-up
    except (OSError, ValueError):
        return 80


def progress(*, quiet: bool = False) -> Progress | None:
    """What shows how far a large file is read, where someone is watching: a terminal that can go back to the start of a
    line, and no log of a CI service."""
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb" or os.environ.get("CI"):
        return None

    def shown(path: str, size: int | None, chunks: Iterable[bytes]) -> Generator[bytes, None, None]:
        from jobs_lint.cli.progress import shown  # few runs meet a large file

        return shown(path, size, chunks)

    return shown


def stdout() -> TextIO:
    """Standard output as it is now."""
    return sys.stdout
