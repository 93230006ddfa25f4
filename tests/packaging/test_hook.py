"""The pre-commit hooks: which files they are given, and that pre-commit can run them."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from identify import identify

from jobs_lint.cli.check import command

if TYPE_CHECKING:
    from pathlib import Path
from kit import ROOT, clean_environment, cloud_run_job

HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
MATCHING = [
    "job.yaml",
    "job.yml",
    "deploy/prod/job.json",
    ".github/workflows/deploy.yml",
    "cloudbuild.yaml",
    "charts/job/templates/job.yaml",
    "main.tf",
    "prod.tfvars",
    "scripts/deploy.sh",
    "scripts/deploy.bash",
    "name with blanks.yaml",
]
OTHERS = [
    "README.md",
    "main.py",
    "Dockerfile",
    "pyproject.toml",
    "index.html",
    "image.png",
    "job.yaml.j2",
    "job.yaml.bak",
    "Makefile",
    "yaml",
    "notes.txt",
]


def takes(hook: dict[str, Any], path: Path) -> bool:
    """What pre-commit asks: whether the tags of a file match a hook's."""
    tags = identify.tags_from_path(str(path))
    types = set(hook.get("types", ["file"]))
    return types <= tags and bool(set(hook["types_or"]) & tags) and not set(hook.get("exclude_types", [])) & tags


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_what_a_hook_is_given(hook: dict[str, Any], tmp_path: Path) -> None:
    assert "files" not in hook, "paths say too little: what a file holds decides"
    for name in MATCHING + OTHERS:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x\n")
        assert takes(hook, path) == (name in MATCHING), name


def test_a_script_is_known_by_its_first_line(tmp_path: Path) -> None:
    script = tmp_path / "deploy"
    script.write_text("#!/usr/bin/env bash\ngcloud run jobs deploy x\n")
    script.chmod(0o755)
    assert all(takes(hook, script) for hook in HOOKS)


def test_the_hooks() -> None:
    assert [hook["id"] for hook in HOOKS] == ["jobs-lint", "jobs-lint-strict"]
    for hook in HOOKS:
        assert hook["language"] == "python"
        assert hook["require_serial"] is True
        assert hook["types_or"] == ["yaml", "json", "terraform", "shell"]
        program, *args = shlex.split(hook["entry"])
        assert program == "jobs-lint"
        command.make_context("jobs-lint", args)
    assert HOOKS[1]["entry"].endswith("--fail-on=warning")


def git(folder: Path, *args: str) -> str:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *identity, *args], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def checkout(folder: Path) -> str:
    """A repository with what this checkout holds now, committed or not; its revision."""
    folder.mkdir()
    for name in ("linter", "rules", "pyproject.toml", "README.md", ".pre-commit-hooks.yaml"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        else:
            shutil.copy(source, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "now")
    return git(folder, "rev-parse", "HEAD")


@pytest.mark.network
def test_pre_commit_runs_the_hooks(tmp_path: Path) -> None:
    revision = checkout(tmp_path / "hooks")
    project = tmp_path / "project"
    project.mkdir()
    git(project, "init", "-q")
    hooks = "\n".join(f"      - id: {hook['id']}" for hook in HOOKS)
    config = f"repos:\n  - repo: {tmp_path / 'hooks'}\n    rev: {revision}\n    hooks:\n{hooks}\n"
    (project / ".pre-commit-config.yaml").write_text(config)
    (project / "warned.yaml").write_text(
        cloud_run_job(task_count=1).replace("taskCount: 1\n", "taskCount: 1\n      parallelism: 2\n")
    )
    (project / "other.yaml").write_text("a: 1\n")
    (project / "notes.txt").write_text(cloud_run_job())
    git(project, "add", "-A")

    def pre_commit() -> tuple[int, str]:
        environment = clean_environment({"PRE_COMMIT_HOME": str(tmp_path / "cache"), "PYTHONWARNINGS": ""})
        done = subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color=never"],
            cwd=project,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    code, output = pre_commit()
    assert code == 1, output
    lenient, _, strict = output.partition("(strict)")
    assert "Passed" in lenient
    assert "Failed" in strict
    assert "LIM107" in strict
    (project / "job.yaml").write_text(cloud_run_job())
    git(project, "add", "-A")
    code, output = pre_commit()
    assert code == 1
    assert "job.yaml:8:18: error LIM101" in output
    assert "notes.txt" not in output
