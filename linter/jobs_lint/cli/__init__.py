"""The command line: a group whose default command is `check`. A command is one file here, imported when asked for."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from jobs_lint import __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS = ("advise", "check", "config", "explain", "jobs", "limits", "migrate", "rules", "schema")


class _Group(click.Group):
    """Commands by name from their modules; what is no command is a path for `check`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"jobs_lint.cli.{name}").command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and ctx.resilient_parsing:  # completion of the first word, which may become a command
            return super().parse_args(ctx, args)
        if not args or (args[0] not in COMMANDS and args[0] not in ("--help", "-h", "--version")):
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands, the options of the default one, and paths."""
        from click.shell_completion import CompletionItem

        items = super().shell_complete(ctx, incomplete)
        if incomplete.startswith("-"):
            check: click.Command = import_module("jobs_lint.cli.check").command
            below = check.make_context("check", [], parent=ctx, resilient_parsing=True)
            return [*items, *check.shell_complete(below, incomplete)]
        return [*items, CompletionItem(incomplete, type="file")]


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`jobs-lint PATH...` is short for `jobs-lint check PATH...`; its options: `jobs-lint check --help`.",
)
@click.version_option(__version__, prog_name="jobs-lint")
def group() -> None:
    """Check Cloud Run Jobs and Cloud Batch jobs against the limits and rules of both services."""


def cli() -> None:
    """Run the command line, and end the process with its exit code.

    0 nothing at or above --fail-on, 1 findings, 2 wrong usage or configuration, 3 an internal error.
    """
    from jobs_lint.cli.errors import InternalError, describe

    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    try:
        sys.exit(group.main(standalone_mode=False, prog_name="jobs-lint") or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on; leave without a word
        sys.exit(1)
    except InternalError as error:
        click.echo(f"jobs-lint: {error}", err=True)
        sys.exit(3)
    except Exception as error:  # noqa: BLE001 - the last line of defence: a code of its own, never that of findings
        click.echo(describe(error), err=True)
        sys.exit(3)
