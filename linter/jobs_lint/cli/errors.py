"""What goes wrong on the command line, in the exit codes' terms."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from jobs_lint.config.schema import ConfigError
from jobs_lint.config.suggest import did_you_mean, shown
from jobs_lint.plugins.load import PluginError
from jobs_lint.read import NoLibyamlError
from jobs_lint.report.style import escape_control
from jobs_lint.run import PreviewRuleError, UnknownWordError

if TYPE_CHECKING:
    from collections.abc import Iterator


class UsageError(click.ClickException):
    """Wrong usage, configuration or installation."""

    exit_code = 2

    def show(self, file: object = None) -> None:  # noqa: ARG002
        """Print it in one line."""
        click.echo(f"jobs-lint: {escape_control(self.message)}", err=True)


class InternalError(Exception):
    """jobs-lint itself is broken."""


@contextmanager
def known_errors() -> Iterator[None]:
    """Turn what the engine and the configuration raise into messages and exit codes."""
    try:
        yield
    except (ConfigError, NoLibyamlError, PreviewRuleError) as error:
        raise UsageError(str(error)) from error
    except PluginError as error:
        raise (UsageError if error.asked_for else InternalError)(str(error)) from error
    except UnknownWordError as error:
        raise UsageError(f"no {error.kind} is called {shown(error.word)}{did_you_mean(error.suggestions)}") from error


def describe(error: Exception) -> str:
    """What to print for an exception that nobody expected."""
    import traceback

    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{last.filename.rpartition('jobs_lint')[2].lstrip('/')}:{last.lineno}"
    return f"jobs-lint: internal error: {type(error).__name__}: {error} (at {place}); please report this"
