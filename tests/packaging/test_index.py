"""The index of the built-in rules says what their modules say."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

from jobs_lint.engine.registry import PluginChoice, load_registry
from jobs_lint.plugins.late import LateCheck, LateRule, row_of
from kit import ROOT


def test_the_index_is_up_to_date() -> None:
    command = [sys.executable, str(ROOT / "tools" / "index.py"), "--check"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_each_rule_of_the_index_is_where_it_says() -> None:
    late = [rule for rule in load_registry(PluginChoice(installed=False)).rules if isinstance(rule, LateRule)]
    assert len(late) > 100
    for rule in late:
        assert isinstance(rule.check, LateCheck)
        real = rule.check.rule
        module = real.check.__module__ if real.check is not None else ""
        assert (row_of(rule, module), rule.docstring) == (row_of(real, module), real.docstring)


def test_a_rule_of_a_table_is_of_the_module_that_makes_it() -> None:
    """And a module that only imports another's rules isn't named for them."""
    rows = import_module("jobs_lint_rules.index").JOBS_LINT_RULES
    assert len({row[0] for row in rows}) == len(rows)
    assert not any(row[4].endswith("_passed_on") for row in rows)
