"""The order of imports: what stands further left in the table never imports what stands further right."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from kit import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ORDER = (
    ("record", "span", "pattern", "source", "finding"),
    ("read",),
    ("limits", "quota", "machines", "late_machines", "model", "schema", "packing", "prices", "costs", "placement"),
    ("advice",),
    ("dialects",),
    ("recognise",),
    ("api", "testing"),
    ("plugins",),
    ("engine",),
    ("migrate",),
    ("report",),
    ("config", "discover", "beside"),
    ("run",),
    ("cli",),
)
"""Within a group the order counts too."""

RANKS = {name: rank for rank, name in enumerate(name for group in ORDER for name in group)}
ANYWHERE = {"__init__"}
"""The package itself, which holds no more than the version."""
ENGINE = ROOT / "linter" / "jobs_lint"
RULES = ROOT / "rules" / "jobs_lint_rules"
OF_RULES = {"jobs_lint_rules", "__future__", "collections", "re", "typing"}
"""What a rule may import beside the public module: what is loaded anyway."""
OUTSIDE = {"click": "cli", "pathspec": "config", "yaml": "read", "_yaml": "read", "ruamel": "migrate"}
"""Which part alone may import each library."""


def modules(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """The full name of everything that a module imports, in functions and for type checkers too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            assert node.module is not None
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part(name: str) -> str:
    """The part of the engine that a module or an imported name is of."""
    words = name.split(".")
    return words[1] if len(words) > 1 else "__init__"


def part_of(path: Path) -> str:
    return path.relative_to(ENGINE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules(ENGINE), ids=lambda path: str(path.relative_to(ENGINE)))
def test_the_engine_imports_to_the_left_only(path: Path) -> None:
    here = part_of(path)
    for name in imports(path):
        assert not name.startswith("jobs_lint_rules"), "the engine finds the built-in rules, it never imports them"
        if name.split(".")[0] != "jobs_lint" or here in ANYWHERE:
            continue
        other = part(name)
        if here == "__main__":
            assert other == "cli"
        elif other != here and other not in ("__version__", *ANYWHERE):
            assert RANKS[other] < RANKS[here], f"{here} imports {name}"


def test_every_part_is_in_the_table() -> None:
    parts = {part_of(path) for path in modules(ENGINE)} - ANYWHERE - {"__main__"}
    assert parts == set(RANKS)


@pytest.mark.parametrize("path", modules(RULES), ids=lambda path: str(path.relative_to(RULES)))
def test_the_built_in_rules_import_the_public_module_only(path: Path) -> None:
    for name in imports(path):
        words = name.split(".")
        if words[0] == "jobs_lint":
            assert words[1] == "api", name
        else:
            assert words[0] in {"jobs_lint_rules", "__future__", "collections", "re", "typing"}, (
                f"a rule imports {name}"
            )


def test_libraries_are_imported_in_one_part_each() -> None:
    for path in modules(ENGINE):
        for name in imports(path):
            owner = OUTSIDE.get(name.split(".")[0])
            wanted = {owner, "discover"} if owner == "config" else {owner}
            assert owner is None or part_of(path) in wanted, f"{path} imports {name}"


def test_nothing_prints_but_reports_and_the_command_line() -> None:
    for path in modules(ENGINE) + modules(RULES):
        if path.is_relative_to(RULES) or part_of(path) not in ("cli", "report"):
            text = path.read_text(encoding="utf-8")
            assert "sys.stdout" not in text
            assert "print(" not in text


def test_no_import_of_what_reads_the_network_or_runs_programs() -> None:
    refused = {
        "socket",
        "ssl",
        "urllib",
        "http",
        "ftplib",
        "subprocess",
        "asyncio",
        "ctypes",
        "multiprocessing",
        "importlib.metadata",
    }
    for path in modules(ENGINE) + modules(RULES):
        for name in imports(path):
            assert not {name, name.split(".")[0], name.rpartition(".")[0]} & refused, f"{path} imports {name}"
