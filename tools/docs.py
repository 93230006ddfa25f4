"""Write docs/rules/ from the rules' own pages, docs/limits.md from the table of limits, docs/coverage.md from its data,
and README's terminal excerpt.

Run as `python tools/docs.py`. With `--check` nothing is written: the exit code is 1 where a page is missing, differs,
or has no rule any more, or where docs/coverage.toml doesn't fit the rules and limits there are.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import coverage
from excerpt import renewed

from jobs_lint.engine.registry import PluginChoice, load_registry
from jobs_lint.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Limit, Rule

ROOT = Path(__file__).resolve().parent.parent
_SERVICES = {"cloud-run": "Cloud Run Jobs", "batch": "Cloud Batch", "advice": "Thresholds of advice"}
_FAMILIES = {
    "LIM": "Hard limits",
    "SCH": "Shape and spelling",
    "REL": "Reliability",
    "SEC": "Security",
    "COST": "Cost",
    "FIT": "Which service fits",
    "ERR": "Files that can't be read, and failures of jobs-lint itself",
    "SUP": "Suppressions",
}
_HEADER = "| code | name | severity | profile | status | what it finds |"


def pages() -> dict[str, str]:
    """Every page that is generated in whole or in part: its path in the project, and its text."""
    rules = load_registry(PluginChoice(installed=False)).rules
    return {
        "README.md": renewed((ROOT / "README.md").read_text(encoding="utf-8")),
        "docs/coverage.md": coverage.page(coverage.read()),
        "docs/limits.md": _limits(),
        "docs/rules/README.md": _index(rules),
        **{f"docs/rules/{rule.code}.md": _rule(rule) for rule in rules},
    }


def stale() -> list[str]:
    """The pages that don't say what `pages` says, those without a rule among them."""
    wanted = pages()
    there = {f"docs/rules/{path.name}" for path in (ROOT / "docs" / "rules").glob("*.md")}
    return sorted(there - set(wanted)) + [name for name, text in wanted.items() if _read(name) != text]


def _read(name: str) -> str | None:
    path = ROOT / name
    return path.read_text(encoding="utf-8") if path.exists() else None


def _rule(rule: Rule) -> str:
    tags = f", tags {', '.join(f'`{tag}`' for tag in rule.tags)}" if rule.tags else ""
    profile = f"profile `{rule.least_profile}`{' (off unless selected)' if rule.opt_in else ''}"
    status = "**preview**: runs with `--preview` only" if rule.status == "preview" else rule.status
    about = f"Severity {rule.severity}, {profile}, since {rule.since}, {status}{tags}."
    return f"# {rule.code} {rule.name}\n\n{rule.page}\n---\n{about} [All rules](README.md)\n"


def _index(rules: tuple[Rule, ...]) -> str:
    lines = [
        "# Rules",
        "",
        "`jobs-lint explain CODE` prints each of these pages in a terminal. Which rules run, the",
        "[profile](../configuration.md#which-rules-run) says, or `select`; those in preview only with `--preview`.",
        "[Coverage](../coverage.md) has what is known to go wrong, with the rules about it.",
    ]
    family = None
    for rule in sorted(rules, key=_order):
        prefix = rule.code.rstrip("0123456789")
        if prefix != family:
            family = prefix
            lines += ["", f"## {_FAMILIES.get(prefix, prefix)}", "", _HEADER]
            lines += ["|" + "---|" * 6]
        cells = (f"[{rule.code}]({rule.code}.md)", f"`{rule.name}`", rule.severity, rule.least_profile, rule.status)
        lines.append(f"| {' | '.join(cells)} | {_cell(rule.summary)} |")
    return "\n".join(lines) + "\n"


def _order(rule: Rule) -> tuple[int, str]:
    """Families in the order of the table above, those it doesn't name before the engine's own."""
    families = list(_FAMILIES)
    prefix = rule.code.rstrip("0123456789")
    return (families.index(prefix) if prefix in families else families.index("ERR"), rule.code)


def _limits() -> str:
    lines = [
        "# Limits",
        "",
        "What jobs-lint knows of both services: bounds, fixed values and defaults, each with its source, and the",
        "day it was checked; and the figures of its own from which on it gives advice. `jobs-lint limits` prints the",
        "same as your configuration has it; any of them can be overridden there, in the unit given here",
        "([how](configuration.md)).",
    ]
    for service, title in _SERVICES.items():
        lines += ["", f"## {title}", ""]
        lines += ["| id | kind | value | in its unit | of | stage | checked | note |", "|" + "---|" * 8]
        lines += [_limit(limit) for limit in Limits.default() if limit.service == service]
    return "\n".join(lines) + "\n"


def _limit(limit: Limit) -> str:
    checked = f"[{limit.checked}]({limit.source})"
    exact = f"{limit.value} {limit.unit}"
    cells = (f"`{limit.id}`", limit.kind, limit.describe(), exact, limit.applies_to, limit.stage, checked, limit.note)
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _write() -> Iterator[str]:
    """Write the pages that aren't as they should be, and delete those without a rule."""
    wanted = pages()
    (ROOT / "docs" / "rules").mkdir(parents=True, exist_ok=True)
    for name in stale():
        if name in wanted:
            (ROOT / name).write_text(wanted[name], encoding="utf-8")
            yield f"wrote {name}"
        else:
            (ROOT / name).unlink()
            yield f"deleted {name}"


def main() -> int:
    """Write, or check."""
    parser = argparse.ArgumentParser(description="Generate docs/rules/, limits.md, coverage.md and README's excerpt.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a page isn't up to date")
    check = parser.parse_args().check
    wrong = [f"{name} isn't up to date; run `python tools/docs.py`" for name in stale()] if check else []
    if not check:
        print("\n".join(_write()) or "all pages are up to date")
    rules = load_registry(PluginChoice(installed=False)).rules
    wrong += [f"docs/coverage.toml: {gap}" for gap in coverage.problems(coverage.read(), rules)]
    for each in wrong:
        print(each, file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
