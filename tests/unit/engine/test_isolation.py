"""A rule fails alone, whatever it raises, and a plugin counts once, however often it is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jobs_lint.engine.lint import lint
from jobs_lint.engine.options import Options
from jobs_lint.engine.registry import PluginChoice
from kit import cloud_run_job

if TYPE_CHECKING:
    from pathlib import Path

PLUGIN = '''
from jobs_lint.api import Job, rule

@rule("ACME001", "job-of-acme", severity="warning", on=Job)
def job_of_acme(job, limits):
    """Page."""
    {body}
    yield job.finding("seen")
'''


def plugin(folder: Path, body: str) -> str:
    path = folder / f"{body.split()[-1].lower()}.py"  # rules are loaded once a path
    path.write_text(PLUGIN.format(body=body))
    return str(path)


def codes(text: str, *files: str) -> list[str]:
    result = lint("job.yaml", text.encode(), Options(plugins=PluginChoice(files=files)))
    return [finding.code for finding in result.findings]


@pytest.mark.parametrize("error", ["KeyError", "SystemExit", "GeneratorExit", "MemoryError", "BaseException"])
def test_whatever_a_rule_raises_is_one_finding(tmp_path: Path, error: str) -> None:
    text = cloud_run_job()
    assert codes(text, plugin(tmp_path, f"raise {error}")) == ["ERR006", *codes(text)]


def test_a_plugin_named_twice_counts_once(tmp_path: Path) -> None:
    path = plugin(tmp_path, "pass")
    other = f"{tmp_path}/./pass.py"
    assert codes(cloud_run_job(), path, other, path).count("ACME001") == 1


def test_a_suppression_of_a_rule_that_failed_is_not_called_unused(tmp_path: Path) -> None:
    text = "# jobs-lint: ignore[ACME001] known\n" + cloud_run_job()
    assert "SUP001" not in codes(text, plugin(tmp_path, "raise KeyError"))
    assert "SUP001" not in codes(text, plugin(tmp_path, "pass"))
    assert "SUP001" in codes(text, plugin(tmp_path, "return"))


def test_a_suppression_in_a_file_that_was_not_read_to_its_end_is_not_called_unused() -> None:
    text = "# jobs-lint: ignore[LIM102] known\n" + cloud_run_job()
    assert "SUP001" in codes(text)
    assert "SUP001" not in codes(text + "---\na: [\n")
