"""What README and docs/ say is so: excerpts, commands, options, examples, and the pages that are generated."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING, NamedTuple

import click
import pytest
import yaml

from jobs_lint.cli import COMMANDS, group
from jobs_lint.config.checks import KEYS
from jobs_lint.report import json as json_report
from kit import ROOT, run, run_here

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

README = (ROOT / "README.md").read_text(encoding="utf-8")
_FENCE = re.compile(r"^(?:<!-- ([^\n]*) -->\n)?```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
_OF_OTHERS = {"--quiet", "--organization", "--content-type", "--job-prefix"}
"""Options of pip and gcloud."""


class Block(NamedTuple):
    """A fenced block: the comment above it, its language and its text."""

    mark: str
    language: str
    text: str


BLOCKS = [Block(mark or "", language, text) for mark, language, text in _FENCE.findall(README)]


def _block(language: str, holding: str) -> str:
    return next(block.text for block in BLOCKS if block.language == language and holding in block.mark + block.text)


def test_the_excerpt_is_what_is_printed_today(tmp_path: Path) -> None:
    (tmp_path / "render.yaml").write_text(_block("yaml", "excerpt"), encoding="utf-8")
    command, _, printed = _block("console", "$ jobs-lint").partition("\n")
    result = run_here(*command.split()[2:], cwd=tmp_path)
    assert (result.code, result.out, result.err) == (1, printed, "")
    assert "LIM103" in printed


def test_the_examples_have_no_errors_and_a_job_each() -> None:
    result = run_here("examples", cwd=ROOT)
    assert result.code == 0, result.out
    examples = [path for path in (ROOT / "examples").iterdir() if path.suffix in (".yaml", ".json")]
    seen = run_here("jobs", *[f"examples/{path.name}" for path in examples], cwd=ROOT)
    assert len(seen.out.splitlines()) == 1 + len(examples) > 3


@pytest.mark.parametrize("ending", ["jobs-lint examples", "pytest"])
def test_the_two_commands_are_one_line_each(ending: str) -> None:
    lines = [block.text for block in BLOCKS if block.language == "sh" and block.text.strip().endswith(ending)]
    assert [text.count("\n") for text in lines] == [1]
    assert lines[0].startswith("python3 -m venv .venv && .venv/bin/pip install -q ")


def test_a_rule_in_fifteen_lines_works(tmp_path: Path) -> None:
    text = _block("python", "@rule")
    assert len([line for line in text.splitlines() if line.strip()]) <= 15
    (tmp_path / "acme_rules.py").write_text(text, encoding="utf-8")
    (tmp_path / "job.yaml").write_text(
        _block("yaml", "excerpt").replace("pkg.dev/acme/render", "pkg.dev/other/render"), encoding="utf-8"
    )
    args = ("--plugin", "acme_rules.py", "--select", "ACME001", "--format", "concise", "job.yaml")
    result = run_here(*args, cwd=tmp_path)
    assert result.code == 0, result.err
    assert result.out.startswith("job.yaml:19:22: warning ACME001 image-from-elsewhere: ")


def test_the_config_shows_every_key_and_is_accepted(tmp_path: Path) -> None:
    text = _block("toml", "config")
    assert set(tomllib.loads(text)) == set(KEYS)
    (tmp_path / "jobs-lint.toml").write_text(text, encoding="utf-8")
    job = _block("yaml", "excerpt").replace(
        "\nspec:", "\n  annotations: {run.googleapis.com/launch-stage: BETA}\nspec:", 1
    )
    (tmp_path / "job.yaml").write_text(job, encoding="utf-8")
    result = run_here("job.yaml", cwd=tmp_path)
    assert result.code == 0, result.out + result.err  # 12 hours in preview
    shown = run_here("config", cwd=tmp_path)
    assert "default" not in {line.split()[-1] for line in shown.out.splitlines()}


def test_the_table_of_keys_is_complete() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    rows = {name.partition(".")[0] for name in re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)}
    assert rows == set(KEYS)


def _options(command: click.Command) -> Iterator[str]:
    for parameter in command.params:
        yield from parameter.opts
    if isinstance(command, click.Group):
        for name in COMMANDS:
            below = command.get_command(click.Context(command), name)
            assert below is not None
            yield from _options(below)


@pytest.mark.parametrize("page", ["README.md", "docs/configuration.md", "docs/stability.md", "docs/migrate.md"])
def test_every_option_that_is_named_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = {option for option in _OPTION.findall(text) if "pre-commit" not in option}
    assert named - {*_options(group), "--help", "--version"} - _OF_OTHERS == set()


def test_every_command_is_named() -> None:
    assert {name for name in COMMANDS if f"jobs-lint {name}" not in README} == set()


def test_the_hooks_that_are_named_exist() -> None:
    hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    assert {name for name in hooks if f"`{name}`" not in README} == set()
    config = yaml.safe_load(_block("yaml", "rev:"))
    assert {hook["id"] for repo in config["repos"] for hook in repo["hooks"]} <= hooks


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.language == "yaml"])
def test_yaml_in_the_readme_is_yaml(block: Block) -> None:
    yaml.safe_load(block.text)


def test_links_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_stability_page_names_the_schema_of_today() -> None:
    page = (ROOT / "docs" / "stability.md").read_text(encoding="utf-8")
    assert f'"schema": {json_report.SCHEMA},' in page


def test_generated_pages_are_up_to_date() -> None:
    command = [sys.executable, str(ROOT / "tools" / "docs.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion(shell: str, tmp_path: Path) -> None:
    assert f"{shell}_source" in README
    result = run("--isolated", cwd=tmp_path, env={"_JOBS_LINT_COMPLETE": f"{shell}_source"})
    assert "_JOBS_LINT_COMPLETE" in result.out
