"""The index of the built-in rules says what their modules say."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, CloudRunJob
from jobs_lint.engine.registry import PluginChoice, load_registry
from jobs_lint.model.field import Several
from jobs_lint.plugins.late import LateCheck, LateRule, row_of
from kit import ROOT

if TYPE_CHECKING:
    from jobs_lint.model.part import Part


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


def test_what_a_rule_asks_for_is_a_field_of_some_job_of_its_kind() -> None:
    """A slip there would keep the rule from ever running."""
    for rule in load_registry(PluginChoice(installed=False)).rules:
        kinds = [kind for kind in (CloudRunJob, BatchJob) if issubclass(kind, rule.on)]
        for path in rule.when:
            assert path.startswith("quirks.") or any(_is_path(kind, path) for kind in kinds), (rule.code, path)


def _is_path(kind: type[Part], path: str) -> bool:
    name, _, rest = path.partition(".")
    field = getattr(kind, name, None)
    below = {"runnables": BatchJob.containers}.get(name, field)
    return field is not None and (not rest or (isinstance(below, Several) and _is_path(below.kind, rest)))
