"""docs/coverage.md from docs/coverage.toml: what is known to go wrong, and every limit, against the rules about it."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jobs_lint.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jobs_lint.api import Rule

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "docs" / "coverage.toml"
SERVICES = {"cloud-run": "Cloud Run Jobs", "batch": "Cloud Batch"}
NONE, PLANNED = "none", "planned"
_INTRO = """\
# Coverage

What is known to go wrong with the jobs of both services, and every limit, against the rules that find it; where there
is no rule, the reason. `docs/coverage.toml` has the rows, and a test holds them against the rules and the limits.
"""


class Row(NamedTuple):
    """A fact, and the rules about it: codes, `planned`, or `none`, for which the note gives the reason."""

    subject: str
    fact: str
    rules: str
    note: str

    @property
    def codes(self) -> list[str]:
        """The codes of its rules."""
        return [] if self.rules in (NONE, PLANNED) else self.rules.split()


class Coverage(NamedTuple):
    """All rows by service, and those of the limits by id."""

    facts: dict[str, list[Row]]
    limits: dict[str, Row]

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Every row, with what to call it in a complaint."""
        for service, rows in self.facts.items():
            yield from ((f"{service}, {row.subject}: {row.fact}", row) for row in rows)
        yield from self.limits.items()


def read(path: Path = DATA) -> Coverage:
    """The rows of the data file."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    applies = {limit.id: limit.applies_to for limit in Limits.default()}
    limits = {}
    for name, text in table.pop("limits").items():
        rules, _, reason = text.partition(": ")
        limits[name] = Row(name, applies.get(name, ""), rules, reason)
    return Coverage({service: [Row(*row) for row in rows] for service, rows in table.items()}, limits)


def problems(coverage: Coverage, rules: Iterable[Rule]) -> list[str]:
    """What is wrong with the rows, in words: codes that aren't there, rules and limits left out, reasons not given."""
    codes = {rule.code: rule.check is not None for rule in rules}
    found = [
        f"{name}: no rule has the code {code}"
        for name, row in coverage.rows()
        for code in row.codes
        if code not in codes
    ]
    for name, row in coverage.rows():
        if row.rules == NONE and not row.note:
            found.append(f"{name}: there is no rule, and no reason")
        if not row.rules:
            found.append(f"{name}: say {PLANNED}, or {NONE} and why")
    named = {code for rows in coverage.facts.values() for row in rows for code in row.codes}
    looking = {code for code, looks_at_jobs in codes.items() if looks_at_jobs}
    found += [f"{code} stands in no row" for code in sorted(looking - named)]
    ids = {limit.id for limit in Limits.default() if limit.service in SERVICES}
    found += [f"[limits] lacks {name}" for name in sorted(ids - set(coverage.limits))]
    found += [f"[limits]: there is no limit {name}" for name in sorted(set(coverage.limits) - ids)]
    used = set(limits_in_rules()) & set(coverage.limits)
    found += [
        f"[limits]: {name} is used by a rule; name its code" for name in sorted(used) if not coverage.limits[name].codes
    ]
    return found


def limits_in_rules() -> Iterator[str]:
    """The ids of the limits that the built-in rules name, as text or as `limits.batch.task_count`."""
    for path in sorted((ROOT / "rules").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in Limits.default():
                yield node.value
            elif isinstance(node, ast.Attribute):
                service = getattr(node.value, "attr", None) or getattr(node.value, "id", "")
                name = f"{service}.{node.attr}".replace("_", "-")
                if name in Limits.default():
                    yield name


def page(coverage: Coverage) -> str:
    """docs/coverage.md."""
    lines = [_INTRO, _summary(coverage)]
    for service, title in SERVICES.items():
        lines += ["", f"## {title}", "", "| about | what goes wrong | rules | note |", "|---|---|---|---|"]
        lines += [_line(row.subject, row) for row in coverage.facts[service]]
    lines += ["", "## Limits", "", "| limit | of | rules | note |", "|---|---|---|---|"]
    lines += [_line(f"`{row.subject}`", row) for row in coverage.limits.values()]
    return "\n".join(lines) + "\n"


def _summary(coverage: Coverage) -> str:
    rows = [row for _, row in coverage.rows()]
    planned = sum(row.rules == PLANNED for row in rows)
    none = sum(row.rules == NONE for row in rows)
    more = f", {planned} are planned" if planned else ""
    return f"Of {len(rows)} rows, {len(rows) - none - planned} have rules, {none} have none and a reason{more}."


def _line(first: str, row: Row) -> str:
    rules = " ".join(f"[{code}](rules/{code}.md)" for code in row.codes) or ("–" if row.rules == NONE else row.rules)
    return f"| {' | '.join(text.replace('|', chr(92) + '|') for text in (first, row.fact, rules, row.note))} |"
