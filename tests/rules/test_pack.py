"""What holds for every built-in rule: a page that runs, a document of cases, clean code, messages of one kind."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import jobs_lint_rules
from jobs_lint.engine.lint import lint
from jobs_lint.engine.registry import PluginChoice, load_registry
from jobs_lint.testing import check_page
from rules.mdtest import FOLDER, documents, inputs

if TYPE_CHECKING:
    from jobs_lint.api import Rule
    from jobs_lint.finding import Diagnostic

PACK = Path(jobs_lint_rules.__file__).parent
MODULES = sorted(PACK.rglob("*.py"))
RULES = [rule for rule in load_registry(PluginChoice(installed=False)).rules if rule.check is not None]
LONGEST_MESSAGE = 360
NOT_ABOUT_VALUES = ("SCH001", "SCH107")
"""Rules for which it is wrong that a field is there, whatever it says."""


def diagnostics() -> list[Diagnostic]:
    """All findings of all cases."""
    cases = [case for document in documents() for case in inputs(document)]
    return [found for case in cases for found in lint(case.path, case.text.encode(), case.options).findings]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_examples_of_the_page_run(rule: Rule) -> None:
    check_page(rule)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_page_fits_a_terminal(rule: Rule) -> None:
    assert rule.summary.endswith(".")
    assert max(map(len, rule.page.splitlines())) <= 120
    assert rule.url is not None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_there_is_a_document_of_cases_in_which_the_rule_speaks_and_is_silent(rule: Rule) -> None:
    document = FOLDER / f"{rule.code}.md"
    assert document.read_text(encoding="utf-8").startswith(f"# {rule.code} {rule.name}\n")
    spoken = [any(expected.code == rule.code for expected in case.expected) for case in inputs(document)]
    assert True in spoken
    assert False in spoken


def test_no_document_is_left_over() -> None:
    assert {document.stem for document in documents()} == {rule.code for rule in RULES}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACK)))
def test_rules_import_the_public_module_alone(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names = [node.module or ""]
        for name in names:
            root = name.partition(".")[0]
            assert name == "jobs_lint.api" or root == "jobs_lint_rules" or root in sys.stdlib_module_names, name


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACK)))
def test_no_rule_puts_not_before_a_comparison(module: Path) -> None:
    """`not UNKNOWN` is true, so that an unknown would be reported; `not_()` is what is meant."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            inner = list(ast.walk(node.operand))
            assert not any(isinstance(part, ast.Compare) for part in inner), f"line {node.lineno}"
            assert not any(isinstance(part, ast.Attribute) and part.attr == "uses_gpu" for part in inner)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACK)))
def test_no_limit_is_written_in_code(module: Path) -> None:
    """Numbers above two belong into the table of limits; what is left here are lengths of words and units."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, int) and module.name != "words.py":
            assert node.value <= 1, f"line {node.lineno}: {node.value}"


def test_messages_say_what_was_seen_and_which_limit_it_met() -> None:
    for found in diagnostics():
        digits = found.message.replace(",", "")
        value = found.value or ""
        is_text = len(value) > 20 or " " in value or value in ("true", "false")  # a script, say
        shown = is_text or value in found.message or value.strip("+") in digits
        assert shown or found.code in NOT_ABOUT_VALUES, found.message
        if found.limit is not None:
            assert re.search(r"over the limit of \S|below the minimum of \S", found.message), found.message


def test_messages_say_what_to_do_in_one_line() -> None:
    for found in diagnostics():
        assert found.message.isprintable()
        assert ";" in found.message or "write" in found.message or "quote" in found.message or found.code == "SCH003"
        assert not found.message.endswith("."), found.message
        assert len(found.message) <= LONGEST_MESSAGE, found.message
