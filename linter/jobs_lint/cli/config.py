"""`jobs-lint config`: what is in force for a path, and where each value comes from."""

from __future__ import annotations

from typing import Any

import click

from jobs_lint.cli import options
from jobs_lint.cli.errors import known_errors
from jobs_lint.cli.table import show
from jobs_lint.config.show import effective
from jobs_lint.run import Session


@click.command("config")
@click.argument("path", default="./")
@options.with_options(*options.CONFIG)
def command(path: str, **given: Any) -> int:
    """Show the settings in force for a file or folder, and where each value comes from."""
    with known_errors():
        session = Session(options.request((), **given))
        session.options(path)
        settings = session.resolver.for_path(path)
    show(("SETTING", "VALUE", "FROM"), effective(settings))
    return 0
