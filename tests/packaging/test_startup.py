"""What is loaded for one file: start-up is the time that users of a hook feel."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kit import clean_environment, cloud_run_job

if TYPE_CHECKING:
    from pathlib import Path

NEVER = (
    "_json",
    "_pickle",
    "_socket",
    "concurrent",
    "ctypes",
    "dataclasses",
    "difflib",
    "email",
    "fnmatch",
    "http",
    "importlib.metadata",
    "importlib.resources",
    "jobs_lint.advice",
    "jobs_lint.costs",
    "jobs_lint.machines",
    "jobs_lint.migrate",
    "jobs_lint.prices",
    "jobs_lint.prices",
    "jobs_lint.read.hcl",
    "jobs_lint.read.shell",
    "jobs_lint.read.template",
    "jobs_lint.report.advice_html",
    "jobs_lint.report.advice_page",
    "jobs_lint.report.advice_words",
    "jobs_lint.schema.foreign",
    "jobs_lint.schema.unknown",
    "json",
    "logging",
    "multiprocessing",
    "pathlib",
    "pathspec",
    "pickle",
    "pkgutil",
    "ruamel",
    "select",
    "selectors",
    "socket",
    "ssl",
    "subprocess",
    "tempfile",
    "tomllib",
    "traceback",
    "tree_sitter",
    "tree_sitter_hcl",
    "unittest",
    "urllib",
    "zipfile",
)
YARDSTICK = "import click, yaml"
FEW = 6
"""How many modules of the standard library a run may load beyond the yardstick's."""


def loaded(code: str, folder: Path) -> set[str]:
    """The modules in a fresh interpreter after some code."""
    code += "\nimport sys\nprint('MODULES', *sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=clean_environment(), capture_output=True, check=True, text=True
    )
    return set(done.stdout.rpartition("MODULES")[2].split())


def after_a_run(folder: Path, *args: str) -> set[str]:
    code = (
        f"import sys\nsys.argv = {['jobs-lint', *args]!r}\nfrom jobs_lint.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert end.code in (0, 1), end.code"
    )
    return loaded(code, folder)


def named(modules: set[str], names: tuple[str, ...]) -> set[str]:
    return {module for module in modules for name in names if module == name or module.startswith(f"{name}.")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "job.yaml").write_text(cloud_run_job(task_count=1))
    (tmp_path / "bad.yaml").write_text(cloud_run_job())
    (tmp_path / "other.yaml").write_text("services: {}\n")
    return tmp_path


@pytest.mark.parametrize("file", ["job.yaml", "bad.yaml"])
def test_one_job_file(folder: Path, file: str) -> None:
    yardstick = loaded(YARDSTICK, folder)
    more = after_a_run(folder, file) - yardstick
    assert named(more, NEVER) == set()
    strangers = {name for name in more if name.partition(".")[0] not in ("jobs_lint", "jobs_lint_rules")}
    assert len(strangers) <= FEW, sorted(strangers)


def test_a_run_without_a_job_loads_no_rule(folder: Path) -> None:
    modules = after_a_run(folder, "other.yaml")
    assert named(modules, ("jobs_lint_rules", "jobs_lint.engine.own")) <= {"jobs_lint.engine.own"}
    assert named(modules, ("yaml",)) == set()


def test_a_folder_without_a_gitignore_needs_no_pathspec(folder: Path) -> None:
    assert named(after_a_run(folder, "."), ("pathspec", "tomllib")) == set()


def test_the_package_alone_loads_no_library(folder: Path) -> None:
    assert named(loaded("import jobs_lint", folder), ("tree_sitter", "tree_sitter_hcl", "ruamel", "yaml")) == set()


def test_another_command_s_modules_stay_out(folder: Path) -> None:
    commands = {name for name in after_a_run(folder, "job.yaml") if name.startswith("jobs_lint.cli.")}
    assert commands <= {"jobs_lint.cli.check", "jobs_lint.cli.errors", "jobs_lint.cli.notes", "jobs_lint.cli.options"}


@pytest.mark.parametrize(("body", "is_loaded"), [("return ()", False), ("return machines.regions and ()", True)])
def test_machines_are_loaded_once_a_rule_asks_them(folder: Path, body: str, is_loaded: bool) -> None:
    (folder / "acme.py").write_text(
        "from jobs_lint.api import BatchJob, Job, rule\n"
        "@rule('ACME001', 'asks-of-batch', severity='info', on=BatchJob, page='Page.')\n"
        "def asks_of_batch(job, limits, machines):\n    return machines.regions and ()\n"
        "@rule('ACME002', 'asks-perhaps', severity='info', on=Job, page='Page.')\n"
        f"def asks_perhaps(job, limits, machines):\n    {body}\n"
    )
    modules = after_a_run(folder, "--plugin", "acme.py", "job.yaml")
    assert ("jobs_lint.machines" in modules) is is_loaded


@pytest.mark.parametrize("workers", ["1", "2"])
def test_without_libyaml_there_is_advice_instead_of_findings(folder: Path, workers: str) -> None:
    (folder / "second.yaml").write_text(cloud_run_job())
    code = "import sys; sys.modules['yaml._yaml'] = None; from jobs_lint.cli import cli; cli()"
    command = [sys.executable, "-c", code, "--workers", workers, "."]
    run = subprocess.run(command, cwd=folder, env=clean_environment(), capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("jobs-lint: PyYAML is installed without libyaml, which jobs-lint needs; install ")
    assert run.stderr.count("\n") == 1
