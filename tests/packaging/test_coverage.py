"""docs/coverage.toml and its page: what tools/coverage.py complains of, and what it prints."""

from __future__ import annotations

import importlib.util
import sys
from typing import Any

import pytest

from jobs_lint.engine.registry import PluginChoice, load_registry
from kit import ROOT

RULES = load_registry(PluginChoice(installed=False)).rules


@pytest.fixture(scope="module")
def tool() -> Any:
    spec = importlib.util.spec_from_file_location("coverage_tool", ROOT / "tools" / "coverage.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["coverage_tool"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_nothing_is_wrong_with_the_rows(tool: Any) -> None:
    assert tool.problems(tool.read(), RULES) == []


def test_the_rows_of_each_service_are_told_apart(tool: Any) -> None:
    coverage = tool.read()
    assert set(coverage.facts) == set(tool.SERVICES)
    for rows in coverage.facts.values():
        assert len(rows) > 100
        facts = [(row.subject, row.fact) for row in rows]
        assert len(facts) == len(set(facts))


def test_what_is_complained_of(tool: Any) -> None:
    coverage = tool.read()
    rows = [row for row in coverage.facts["batch"] if "LIM201" not in row.codes and "LIM202" not in row.codes]
    rows += [
        tool.Row("tasks", "this", "LIM999", ""),
        tool.Row("tasks", "that", "none", ""),
        tool.Row("tasks", "and", "", ""),
    ]
    limits = dict(coverage.limits)
    del limits["batch.job-size"]
    limits["batch.job-weight"] = tool.Row("batch.job-weight", "", "planned", "")
    limits["batch.parallelism"] = tool.Row("batch.parallelism", "", "none", "nobody minds")
    changed = tool.Coverage({**coverage.facts, "batch": rows}, limits)
    assert tool.problems(changed, RULES) == [
        "batch, tasks: this: no rule has the code LIM999",
        "batch, tasks: that: there is no rule, and no reason",
        "batch, tasks: and: say planned, or none and why",
        "LIM201 stands in no row",
        "LIM202 stands in no row",
        "[limits] lacks batch.job-size",
        "[limits]: there is no limit batch.job-weight",
        "[limits]: batch.parallelism is used by a rule; name its code",
    ]


def test_the_page_links_rules_and_gives_reasons(tool: Any) -> None:
    page = tool.page(tool.read())
    assert (
        "| tasks | more than 100,000 tasks, or none | [LIM201](rules/LIM201.md) [LIM207](rules/LIM207.md) |  |" in page
    )
    assert "| `batch.queue-time` | the time a job can be queued | – | how long a job may wait" in page
