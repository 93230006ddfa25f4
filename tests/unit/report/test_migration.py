"""The report of migrations, whole, in each format; made by hand, so that it holds what is rare.

Set JOBS_LINT_WRITE_GOLDEN=1 to write the files anew, and read the difference before you commit it.
"""

from __future__ import annotations

import io
import json
import os
import shlex
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.dialects import named
from jobs_lint.migrate.migration import OUTCOMES, Migration, Step
from jobs_lint.read.yaml import read_yaml
from jobs_lint.report.migration import FORMATS, Told, command_with, report
from jobs_lint.report.style import Style, escape_line

GOLDEN = Path(__file__).parents[2] / "golden"
TASK = "spec.template.spec.template.spec"


def migration(name: str, steps: tuple[Step, ...], commands: tuple[str, ...] = (), target: str = "batch") -> Migration:
    text = json.dumps({"apiVersion": "run.googleapis.com/v1", "kind": "Job", "metadata": {"name": name}})
    dialect, form = ("cloud-run-v1", text) if target == "batch" else ("batch", '{"taskGroups": []}')
    shape = next(iter(named(dialect)))
    job = shape.job((document := read_yaml(form).documents[0]).root, document)
    return Migration(job, target, name, {}, steps, commands, {})


def step(outcome: str, source: str | None, target: str | None, note: str = "") -> Step:
    return Step(source, target, outcome, note)


WHOLE = (
    step("same", "spec.template.spec.taskCount", "taskGroups[0].taskCount"),
    step("changed", f"{TASK}.timeoutSeconds", "taskGroups[0].taskSpec.maxRunDuration", "600 is written as 600s"),
    step("lost", 'metadata.annotations["run.googleapis.com/description"]', None, "Batch has no annotations"),
    step("lost", 'metadata.annotations["example.com/owner"]', None, "Batch has no annotations"),
    step("assumed", None, "allocationPolicy.instances[0].policy.machineType", "the cheapest that has room"),
    step("needs-you", f"{TASK}.serviceAccountName", None, "grant roles/batch.agentReporter to the account"),
    step("needs-you", None, None, "quota for " + "many and " * 12 + "more"),
    step("same", f"{TASK}.containers[0].env[0].value", "taskGroups[0].taskSpec.environment.variables.A"),
    step("same", f"{TASK}.containers[0].env[1].value", "taskGroups[0].taskSpec.environment.variables.B"),
)
BLOCKED = (
    step("blocker", f"{TASK}.timeoutSeconds", None, "2,000,000 s is over the limit of 14 days (1,209,600 s)"),
    step("same", "a", "b"),
)
HOSTILE = (
    step("changed", "x\x1b[2J\u202e.y", "::error::z", "::warning::note `with` |*_marks_*| <b> [x](y)\n::set\x07 ##[x]"),
    step("needs-you", 'a["`|``"]', None, "\ud800 __X__ a_b \\"),
    step("lost", None, "k" * 200, "w" * 200),
)
TOLD = (
    Told(
        migration("render", WHOLE, ("gcloud batch jobs submit --job-prefix render --config {file}", "echo {file}")),
        "jobs/render.yaml",
        3,
        "jobs/render.batch.json",
        "written",
    ),
    Told(migration("long", BLOCKED, ("gcloud {file}",)), "jobs/render.yaml", 30, "jobs/long.batch.json", "withheld"),
    Told(
        migration("evil\x1b[31m`x`", HOSTILE, ("gcloud `x` {file}\n::error::",)),
        "::notice::un\udcfftidy.yaml",
        1,
        "my file's.json",
        "printed",
    ),
    Told(migration("", (), (), "cloud-run"), "batch.json", 1, "batch.run.yaml", "printed"),
)


def written(form: str, told: tuple[Told, ...] = TOLD, **style: Any) -> str:
    stream = io.StringIO()
    report(told, form, stream, Style(**style))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("case", "form", "style"),
    [
        ("migration-text", "text", {}),
        ("migration-text-narrow", "text", {"width": 50, "color": True}),
        ("migration-json", "json", {}),
        ("migration-md", "md", {}),
    ],
)
def test_whole_output(case: str, form: str, style: dict[str, Any]) -> None:
    text = written(form, **style)
    path = GOLDEN / f"{case}.txt"
    if os.environ.get("JOBS_LINT_WRITE_GOLDEN"):
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode()


def test_the_json_has_these_keys_and_no_others() -> None:
    found = json.loads(written("json"))
    assert set(found) == {"schema", "jobs"}
    assert {frozenset(job) for job in found["jobs"]} == {
        frozenset({"path", "line", "name", "from", "to", "blocked", "fields"})
    }
    fields = [field for job in found["jobs"] for field in job["fields"]]
    assert {frozenset(field) for field in fields} == {frozenset({"from", "to", "outcome", "note"})}
    assert {field["outcome"] for field in fields} <= set(OUTCOMES)
    assert [job["blocked"] for job in found["jobs"]] == [False, True, False, False]
    assert json.loads(written("json", ())) == {"schema": 1, "jobs": []}


def test_a_line_is_no_wider_than_80_columns() -> None:
    lines = written("text", TOLD[:2]).splitlines()
    assert max(len(line) for line in lines if "gcloud" not in line) <= 80


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_hidden_is_written(form: str) -> None:
    text = written(form)
    assert text.replace("\n", "").isprintable()
    assert not [line for line in text.splitlines() if line.lstrip().startswith("::")]
    assert "##[" not in text


@given(st.text(), st.text(), st.text(), st.sampled_from(OUTCOMES), st.sampled_from(FORMATS))
def test_no_text_is_too_odd(source: str, target: str, note: str, outcome: str, form: str) -> None:
    odd = Told(migration("x", (step(outcome, source, target, note),)), source, 1, note, "printed")
    lines = written(form, (odd,)).split("\n")
    assert [escape_line(line) for line in lines] == lines


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1))
def test_a_shell_takes_the_file_for_one_word(file: str) -> None:
    words = shlex.split(command_with("gcloud x --config {file}", file))
    assert words[:3] == ["gcloud", "x", "--config"]
    assert words[3:] == [f"./{file}" if file.startswith("-") else file]
