"""Rules by an index: loaded when they are asked, and as they are declared."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

import pytest

from jobs_lint.plugins.classify import classify
from jobs_lint.plugins.late import LateRule
from jobs_lint.plugins.load import load_package
from jobs_lint.testing import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jobs_lint.api import Rule

ONE = """
from jobs_lint.api import Job, rule

@rule("ACME001", "some-problem", severity="warning", on=Job, when=("volumes",))
def check(job, limits):
    '''A problem.'''
    yield job.volumes[0].name.finding("found; mend it")
"""
ROW = '("ACME{0}", "some-problem", "warning", "Job", "acme_late.one", (), "0.1", "stable", False, "default", (), {1})'
JOB = "taskGroups: [{taskSpec: {runnables: [], volumes: [%s]}}]\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that stands for site-packages, with a package of one rule and an index."""
    package = tmp_path / "acme_late"
    package.mkdir()
    (package / "__init__.py").write_text('JOBS_LINT_INDEX = "acme_late.index"\n')
    (package / "one.py").write_text(ONE)
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()
    yield package
    for name in [name for name in sys.modules if name.startswith("acme_late")]:
        del sys.modules[name]


def the_rule(site: Path, number: str = "001", when: str = '("volumes",)') -> Rule:
    (site / "index.py").write_text(f"JOBS_LINT_RULES = ({ROW.format(number, when)},)\n")
    (found,) = classify("acme_late", load_package("acme_late"), own=False).rules
    return found


def test_a_rule_is_imported_when_a_job_has_what_it_is_about(site: Path) -> None:
    found = the_rule(site)
    assert isinstance(found, LateRule)
    assert run(found, JOB % "") == []
    assert "acme_late.one" not in sys.modules
    assert [one.message for one in run(found, JOB % "{mountPath: /a}")] == ["found; mend it"]
    assert "acme_late.one" in sys.modules


def test_its_page_is_the_docstring(site: Path) -> None:
    assert the_rule(site).page == "A problem.\n"
    assert the_rule(site).summary == "A problem."


def test_an_index_that_names_a_rule_too_many(site: Path) -> None:
    with pytest.raises(LookupError, match=r"acme_late\.one has no rule ACME002: its index is out of date"):
        run(the_rule(site, "002"), JOB % "{mountPath: /a}")
