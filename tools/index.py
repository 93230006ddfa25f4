"""Write rules/jobs_lint_rules/index.py: of each built-in rule what a run asks before it looks at a job, and its module.

Run as `python tools/index.py`. With `--check` nothing is written: the exit code is 1 where the index isn't up to date.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from jobs_lint.plugins.late import row_of, rules_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.plugins.late import Row

PACK = Path(__file__).resolve().parent.parent / "rules" / "jobs_lint_rules"
INDEX = PACK / "index.py"
_HEAD = '''"""The built-in rules by code, as tools/index.py writes them: a run imports no more of them than it needs."""

# ruff: noqa: E501
# fmt: off
JOBS_LINT_RULES = (
'''
_TAIL = ")\n# fmt: on\n"


def rows() -> list[Row]:
    """The row of each rule, by code. A rule is of the module whose function it is, not of those that import it."""
    found: dict[str, Row] = {}
    for path in sorted(PACK.rglob("*.py")):
        if path == INDEX or path.name == "__init__.py":
            continue
        module = ".".join(path.relative_to(PACK.parent).with_suffix("").parts)
        for rule in rules_in(import_module(module)):
            found.setdefault(rule.code, row_of(rule, module))
    return [found[code] for code in sorted(found)]


def text() -> str:
    """The index as it should be."""
    return _HEAD + "".join(_lines()) + _TAIL


def _lines() -> Iterator[str]:
    for code, name, severity, on, module, *rest in rows():
        first = ", ".join(_quoted(value) for value in (code, name, severity, on))
        yield f"    ({first},\n     {_quoted(module)}, {', '.join(_quoted(value) for value in rest)}),\n"


def _quoted(value: object) -> str:
    """A value as the formatter would write it."""
    if isinstance(value, tuple):
        inside = ", ".join(map(_quoted, value))
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    return f'"{value}"' if isinstance(value, str) else repr(value)


def main() -> int:
    """Write the index, or say whether it is up to date."""
    parser = argparse.ArgumentParser(description="Write the index of the built-in rules.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where it isn't up to date")
    wanted = text()
    if INDEX.exists() and INDEX.read_text(encoding="utf-8") == wanted:
        return 0
    if parser.parse_args().check:
        print("the index of the rules isn't up to date; run `python tools/index.py`", file=sys.stderr)
        return 1
    INDEX.write_text(wanted, encoding="utf-8")
    print(f"wrote {INDEX.relative_to(PACK.parent.parent)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
