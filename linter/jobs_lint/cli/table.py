"""Plain tables for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from jobs_lint.report.style import escape_control

if TYPE_CHECKING:
    from collections.abc import Sequence


def show(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows below a header, in columns as wide as their widest cell; the last one runs free."""
    cells = [[escape_control(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    for row in cells:
        padded = [cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=False)]
        click.echo("  ".join([*padded, row[-1]]).rstrip())


def show_json(value: object) -> None:
    """Print a value as JSON."""
    from json import dumps

    click.echo(dumps(value, indent=2))
