"""`jobs-lint explain`: a rule's page."""

from __future__ import annotations

import click

from jobs_lint.cli import options
from jobs_lint.cli.errors import UsageError, known_errors
from jobs_lint.config.suggest import did_you_mean, nearest, shown
from jobs_lint.engine.registry import PREVIEW, load_registry


@click.command("explain")
@click.argument("rule")
@options.with_options(*options.PLUGINS)
def command(rule: str, plugin_files: tuple[str, ...], no_plugins: bool) -> int:
    """Print the page of a rule, by its code or name."""
    with known_errors():
        registry = load_registry(options.plugins(plugin_files, no_plugins))
    found = registry.get(rule) or registry.get(rule.upper())
    if found is None:
        raise UsageError(f"no rule is called {shown(rule)}{did_you_mean(nearest(rule, registry.by_label))}")
    click.echo(f"# {found.code} {found.name}\n\n{found.page}", nl=False)
    about = f"severity {found.severity}, profile {found.least_profile}, since {found.since}, {found.status}"
    when = ": runs with --preview only" if found.status == PREVIEW else ""
    click.echo(f"\n({about}{when}{', off unless selected' if found.opt_in else ''})")
    return 0
