"""`jobs-lint limits`: all limits."""

from __future__ import annotations

from typing import Any

import click

from jobs_lint.cli import options
from jobs_lint.cli.errors import known_errors
from jobs_lint.cli.table import show, show_json
from jobs_lint.run import Session


@click.command("limits")
@options.with_options(
    options.FORMAT_TABLE,
    click.option(
        "--service",
        type=click.Choice(["cloud-run", "batch", "advice"]),
        help="Those of one service only, or the thresholds of advice.",
    ),
    *options.CONFIG,
)
def command(form: str, service: str | None, **given: Any) -> int:
    """List all limits with value, source and date, as the configuration of the current folder has them."""
    with known_errors():
        limits = Session(options.request((), **given)).options("./").limits
    rows = [limit for limit in limits if service in (None, limit.service)]
    if form == "json":
        show_json(
            [
                {
                    "id": limit.id,
                    "service": limit.service,
                    "value": limit.value,
                    "unit": limit.unit,
                    "kind": limit.kind,
                    "applies_to": limit.applies_to,
                    "stage": limit.stage,
                    "source": limit.source,
                    "checked": limit.checked,
                    "note": limit.note,
                    "preview": None if limit.preview is None else limit.preview.value,
                    "overridden": limit.overridden,
                }
                for limit in rows
            ]
        )
    else:
        show(
            ("LIMIT", "KIND", "VALUE", "STAGE", "CHECKED", "SOURCE"),
            [(limit.id, limit.kind, limit.describe(), limit.stage, limit.checked, limit.source) for limit in rows],
        )
    return 0
