"""`jobs-lint rules`: all rules."""

from __future__ import annotations

import click

from jobs_lint.cli import options
from jobs_lint.cli.errors import known_errors
from jobs_lint.cli.table import show, show_json
from jobs_lint.engine.registry import load_registry


@click.command("rules")
@options.with_options(options.FORMAT_TABLE, *options.PLUGINS)
def command(form: str, plugin_files: tuple[str, ...], no_plugins: bool) -> int:
    """List all rules, those of plugins among them."""
    with known_errors():
        registry = load_registry(options.plugins(plugin_files, no_plugins))
    if form == "json":
        show_json(
            [
                {
                    "code": rule.code,
                    "name": rule.name,
                    "severity": rule.severity,
                    "summary": rule.summary,
                    "tags": list(rule.tags),
                    "since": rule.since,
                    "status": rule.status,
                    "profile": rule.least_profile,
                    "opt_in": rule.opt_in,
                    "plugin": registry.plugin_of(rule),
                    "url": rule.url,
                }
                for rule in registry.rules
            ]
        )
    else:
        rows = [
            (rule.code, rule.severity, rule.least_profile, rule.status, rule.name, rule.summary)
            for rule in registry.rules
        ]
        show(("CODE", "SEVERITY", "PROFILE", "STATUS", "NAME", "WHAT IT FINDS"), rows)
    return 0
