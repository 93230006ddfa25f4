"""`migrate` on what is hostile, broken or huge; and files that it must leave alone."""

from __future__ import annotations

import json
import os
import stat
import subprocess
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kit import GOOD_BATCH, cloud_run_job, run_here

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "job.yaml").write_text(cloud_run_job(task_count=5), encoding="utf-8")
    return tmp_path


def two(folder: Path, first: str, second: str) -> None:
    text = f"{cloud_run_job(first, 1)}---\n{cloud_run_job(second, 1)}"
    (folder / "two.yaml").write_text(text, encoding="utf-8")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {".git", "job.yaml", "two.yaml"}


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../evil", "evil"),
        ('"/etc/passwd"', "passwd"),
        ("..", "two"),
        ('".hidden"', "hidden"),
        ('"-rf"', "rf"),
        ("'a b; c $(d)'", "a-b-c-d"),
        ('"\\e[31mred\\n"', "31mred"),
        ("夜の仕事", "two"),
        ("x" * 500, "x" * 100),
        ("${NAME}", "NAME"),
    ],
)
def test_the_name_of_a_job_leads_to_no_other_place(folder: Path, name: str, file: str) -> None:
    (folder / "below").mkdir()
    two(folder / "below", name, "other")
    result = run_here("migrate", "below/two.yaml", "--to", "batch", "--write", cwd=folder)
    assert result.code == 0, result.err
    assert names(folder) == {"below"}
    assert names(folder / "below") == {f"{file}.batch.json", "other.batch.json"}
    assert "\x1b" not in result.err


HOSTILE = "x$(touch pwned)`touch pwned`;touch pwned&\"'\\"


@pytest.mark.parametrize("target", ["batch", "cloud-run"])
def test_a_command_that_is_printed_runs_nothing_of_the_file(folder: Path, target: str) -> None:
    if target == "batch":
        job = yaml.safe_load(cloud_run_job(task_count=1))
        job["metadata"] = {"name": HOSTILE, "labels": {"cloud.googleapis.com/location": HOSTILE}, "namespace": HOSTILE}
    else:
        job = json.loads(json.dumps(GOOD_BATCH))
        job["name"] = f"projects/{HOSTILE}/locations/{HOSTILE}/jobs/{HOSTILE}"
        job["allocationPolicy"]["location"]["allowedLocations"] = [f"regions/{HOSTILE}"]
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    args = ("migrate", "job.json", "--to", target, "--despite-blockers", "--report", "md")
    report = run_here(*args, cwd=folder).err
    commands = report.partition("sh\n")[2].rpartition("\n```")[0]
    assert "gcloud" in commands
    script = f"gcloud() {{ :; }}\n{commands}\n"
    subprocess.run(["/bin/sh", "-c", script], cwd=folder, check=False, capture_output=True)
    assert not (folder / "pwned").exists()


def test_names_that_differ_in_case_alone_are_two_files(folder: Path) -> None:
    two(folder, "Render", "render")
    assert run_here("migrate", "two.yaml", "--to", "batch", "--write", cwd=folder).code == 0
    assert names(folder) == {"Render.batch.json", "render-2.batch.json"}


@pytest.mark.parametrize("overwrite", [(), ("--overwrite",)])
def test_a_link_is_never_followed(folder: Path, overwrite: tuple[str, ...]) -> None:
    outside = folder / "outside.txt"
    outside.write_text("precious")
    for name, target in (("thumbnails.batch.json", outside), ("dangling.json", folder / "nowhere.txt")):
        (folder / name).symlink_to(target)
    for where in (("--write",), ("-o", "dangling.json")):
        result = run_here("migrate", "job.yaml", "--to", "batch", *where, *overwrite, cwd=folder)
        assert result.code == (0 if overwrite else 2)
    assert outside.read_text() == "precious"
    assert not (folder / "nowhere.txt").exists()
    assert (folder / "dangling.json").is_symlink() is not bool(overwrite)


def test_a_link_to_the_source_is_not_written_over(folder: Path) -> None:
    (folder / "again.yaml").symlink_to(folder / "job.yaml")
    result = run_here("migrate", "job.yaml", "--to", "batch", "-o", "again.yaml", "--overwrite", cwd=folder)
    assert result.code == 2
    assert "is the file that the job is in" in result.err


@pytest.mark.parametrize("name", ["folder", "fifo"])
def test_what_is_no_file_is_not_written_over(folder: Path, name: str) -> None:
    (folder / "folder").mkdir()
    os.mkfifo(folder / "fifo")
    result = run_here("migrate", "job.yaml", "--to", "batch", "-o", name, "--overwrite", cwd=folder)
    assert (result.code, result.out) == (2, "")
    assert "is there already, and is no file" in result.err


def test_one_that_exists_keeps_all_from_being_written(folder: Path) -> None:
    two(folder, "first", "second")
    (folder / "second.batch.json").write_text("mine")
    assert run_here("migrate", "two.yaml", "--to", "batch", "--write", cwd=folder).code == 2
    assert names(folder) == {"second.batch.json"}
    assert (folder / "second.batch.json").read_text() == "mine"


def test_a_file_that_comes_in_the_way_meanwhile_is_kept(folder: Path) -> None:
    target = folder / "thumbnails.batch.json"
    link = os.link

    def late(source: str, path: str) -> None:
        target.write_text("mine")
        link(source, path)

    with mock.patch.object(os, "link", late):
        result = run_here("migrate", "job.yaml", "--to", "batch", "--write", cwd=folder)
    assert (result.code, target.read_text()) == (2, "mine")
    assert names(folder) == {"thumbnails.batch.json"}, "nothing is left behind"


def test_a_file_has_the_rights_that_new_files_have(folder: Path) -> None:
    assert run_here("migrate", "job.yaml", "--to", "batch", "--write", cwd=folder).code == 0
    mode = stat.S_IMODE((folder / "thumbnails.batch.json").stat().st_mode)
    (folder / "new").touch()
    assert mode == stat.S_IMODE((folder / "new").stat().st_mode)


@pytest.mark.parametrize("args", [(), ("--debug",)])
def test_one_job_that_fails_stops_no_other(folder: Path, args: tuple[str, ...]) -> None:
    from jobs_lint.migrate.to_batch import to_batch

    def failing(job: Any, context: Any) -> Any:
        if job.display_name == "first":
            raise KeyError("\x1b[31moops")
        return to_batch(job, context)

    two(folder, "first", "second")
    with mock.patch("jobs_lint.migrate.to_batch.to_batch", failing):
        result = run_here("migrate", "two.yaml", "--to", "batch", "--write", *args, cwd=folder)
    assert result.code == 3
    assert "jobs-lint: two.yaml:1: first: internal error: KeyError" in result.err
    assert "\x1b" not in result.err
    assert ("Traceback" in result.err) is bool(args)
    assert names(folder) == {"second.batch.json"}


def test_a_huge_job(folder: Path) -> None:
    variables = "".join(f"            - name: V{number}\n              value: x # v\n" for number in range(2000))
    (folder / "job.yaml").write_text(
        f"{cloud_run_job(task_count=1)}              env:\n{variables}".replace(
            "            - name", "                - name"
        ).replace("              value: x", "                  value: x")
    )
    result = run_here("migrate", "job.yaml", "--to", "batch", "--format", "yaml", cwd=folder)
    assert result.code == 0, result.err
    variables_there = yaml.safe_load(result.out)["taskGroups"][0]["taskSpec"]["environment"]["variables"]
    assert len(variables_there) >= 2000
    assert result.out.count("  # v\n") == 2000
    assert len(result.err.splitlines()) < 100


def test_a_file_over_the_cap_is_refused(folder: Path) -> None:
    (folder / "jobs-lint.toml").write_text("max-file-size = 100\n")
    result = run_here("migrate", "job.yaml", "--to", "batch", cwd=folder)
    assert (result.code, result.out) == (2, "")
    assert "larger than 100 bytes" in result.err


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_hostile_words(tmp_path_factory: pytest.TempPathFactory, name: str, value: str, key: str) -> None:
    folder = tmp_path_factory.mktemp("job")
    (folder / ".git").mkdir()
    job = json.loads(json.dumps(GOOD_BATCH))
    job["name"] = name
    job["taskGroups"][0]["taskSpec"]["environment"]["variables"] = {key: value}
    job["labels"] = {key: value}
    job["taskGroups"][0]["taskSpec"]["runnables"][0]["container"]["commands"] = [value, name]
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    for report in ("text", "json", "md"):
        args = ("migrate", "job.json", "--to", "cloud-run", "--despite-blockers", "--report", report)
        result = run_here(*args, cwd=folder)
        assert result.code in (0, 1), result.err
        assert yaml.safe_load(result.out)["kind"] == "Job"
        for text in (result.out, result.err):
            assert not any(
                ord(each) < 32 or 0x7F <= ord(each) < 0xA0 or each == "\u202e" for each in text if each != "\n"
            )
