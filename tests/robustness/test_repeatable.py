"""The same files give the same output: for any number of workers, any hash seed, any order of arguments."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kit import GOOD_BATCH, cloud_run_job, run, run_here

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tree with more files than two workers are handed at once, and something of everything in it."""
    folder = tmp_path_factory.mktemp("tree")
    (folder / ".git").mkdir()
    for number in range(150):
        below = folder / f"group{number % 7}"
        below.mkdir(exist_ok=True)
        job = cloud_run_job(name=f"job{number}", task_count=10_000 + number % 3)
        if number % 5 == 0:
            job = job.replace("kind: Job", "kind: Job # jobs-lint: ignore[LIM102, NO001]")
        if number % 11 == 0:
            job += "spec: [\n"
        (below / f"job{number}.yaml").write_text(job)
    (folder / "batch.json").write_text(
        json.dumps([{**GOOD_BATCH, "taskGroups": [{"taskCount": 0, "parallelism": 5001}]}] * 3)
    )
    (folder / "jobs-lint.toml").write_text('[[ignore-in]]\npath = "group3/"\nrules = ["LIM"]\nreason = "old"\n')
    return folder


FORMATS = ("text", "concise", "json", "github")


@pytest.mark.parametrize("form", FORMATS)
def test_one_worker_or_several(tree: Path, form: str) -> None:
    one = run_here("--format", form, "--verbose", "--workers", "1", cwd=tree)
    assert one.code == 1
    for workers in ("2", "3"):
        assert run_here("--format", form, "--verbose", "--workers", workers, cwd=tree) == one


def test_any_hash_seed(tree: Path) -> None:
    for args in (
        ["--format", "json"],
        ["--verbose"],
        ["--format", "github"],
        ["rules"],
        ["jobs"],
        ["--select", "LIM1O1"],
    ):
        outputs = {run(*args, cwd=tree, env={"PYTHONHASHSEED": seed}) for seed in ("0", "1", "4242")}
        assert len(outputs) == 1, args


def test_any_order_of_arguments(tree: Path) -> None:
    folders = [f"group{number}" for number in range(7)]
    forward = run_here("--format", "json", *folders, "batch.json", cwd=tree)
    assert run_here("--format", "json", "batch.json", *reversed(folders), cwd=tree) == forward
    assert run_here("--format", "json", *folders, "batch.json", *folders, "group1/job1.yaml", cwd=tree) == forward


def test_the_exit_code_doesn_t_depend_on_the_format(tree: Path) -> None:
    assert {run_here("--format", form, cwd=tree).code for form in FORMATS} == {1}
    assert {run_here("--format", form, "--fail-on", "never", cwd=tree).code for form in FORMATS} == {0}


def test_a_worker_that_dies_costs_one_file(tree: Path) -> None:
    plugin = tree / "deadly.py"
    plugin.write_text(
        "import os\nfrom jobs_lint.api import Job, rule\n\n"
        '@rule("DEAD001", "process-is-ended", severity="error", on=Job)\n'
        "def dead(job, limits):\n"
        '    """It ends the process."""\n'
        "    if job.display_name == 'job4':\n        os._exit(1)\n    yield from ()\n"
    )
    whole = run_here("--format", "json", "--workers", "2", cwd=tree)
    hurt = run_here("--format", "json", "--workers", "2", "--plugin", "deadly.py", cwd=tree)
    plugin.unlink()
    assert hurt.code == 3
    lost = [each for each in hurt.found() if each[1] == "ERR007"]
    assert [path for path, *_ in lost] == ["group4/job4.yaml"]
    assert [each for each in hurt.found() if each not in lost] == [
        each for each in whole.found() if each[0] != "group4/job4.yaml"
    ]
