"""Globs can't be made to take for ever."""

from __future__ import annotations

import time

import pytest

from jobs_lint.config import globs
from jobs_lint.config.suggest import did_you_mean, nearest, shown


@pytest.mark.parametrize("glob", ["**/*_*_*.yaml", "a/**/b/*.yaml", "**/x*/**", "*.py[cod]"])
def test_usual_globs_are_taken(glob: str) -> None:
    assert globs.problem_with(glob) is None


@pytest.mark.parametrize("line", ["*a" * 10 + "b", "a/**/" * 10 + "b", "**/" * 10 + "*a*a*a*b"])
def test_hostile_lines_of_a_gitignore_are_left_out(line: str) -> None:
    spec = globs.spec_of_lines([line, "real"])
    began = time.perf_counter()
    assert globs.decision(spec, "a" * 250) is None
    assert globs.decision(spec, "a/" * 1000 + "c") is None
    assert globs.decision(spec, "real") is True
    assert time.perf_counter() - began < 2


def test_many_hostile_lines_are_left_out() -> None:
    spec = globs.spec_of_lines(["*a*a*ab"] * 20_000 + ["*a*ab"] * 100 + ["real"])
    began = time.perf_counter()
    assert globs.decision(spec, "a" * 250) is None
    assert globs.decision(spec, "real") is True
    assert time.perf_counter() - began < 10


def test_an_invalid_line_does_not_cost_the_others() -> None:
    spec = globs.spec_of_lines(["!", "\\", "good", "# comment", ""])
    assert globs.decision(spec, "good") is True
    assert globs.decision(spec, "other") is None


def test_words_about_names() -> None:
    assert nearest("lim013", ["LIM103", "SCH001"]) == ["LIM103"]
    assert nearest("x" * 10_000, ["x" * 9_999]) == []
    assert did_you_mean([]) == ""
    assert did_you_mean(["a", "b"]) == "; did you mean 'a' or 'b'?"
    assert shown("\x1b") == "'\\x1b'"
