"""One file through the engine."""

from __future__ import annotations

import gc
from unittest import mock

import pytest

from jobs_lint.engine import lint as engine
from jobs_lint.engine.lint import lint
from jobs_lint.engine.options import Options
from jobs_lint.finding import Severity
from kit import cloud_run_job


def codes(text: str | bytes, options: Options = Options(), path: str = "job.yaml") -> list[str]:  # noqa: B008 (immutable)
    data = text if isinstance(text, bytes) else text.encode()
    return [finding.code for finding in lint(path, data, options).findings]


def test_a_finding_is_placed() -> None:
    (finding,) = lint("a/job.yaml", cloud_run_job().encode(), Options()).findings
    assert (finding.path, finding.start, finding.end) == ("a/job.yaml", (8, 18), (8, 23))
    assert finding.job is not None
    assert finding.job == ("cloud-run", "thumbnails", "cloud-run-v1")
    assert (finding.value, finding.field) == ("10001", "spec.template.spec.taskCount")
    assert finding.excerpt == "      taskCount: 10001"


def test_what_is_no_candidate_is_never_parsed() -> None:
    with mock.patch.object(engine, "recognise", side_effect=AssertionError):
        result = lint("x.yaml", b"services: [\n", Options())
    assert (result.findings, result.crashed, result.read) == ((), False, True)
    assert result.why


def test_a_failure_inside_is_a_finding() -> None:
    with mock.patch.object(engine, "recognise", side_effect=ZeroDivisionError("no")):
        result = lint("job.yaml", cloud_run_job().encode(), Options())
        debugged = lint("job.yaml", cloud_run_job().encode(), Options(debug=True))
    assert [finding.code for finding in result.findings] == ["ERR007"]
    assert "ZeroDivisionError" in result.findings[0].message
    assert result.crashed
    assert result.trace == ""
    assert "Traceback" in debugged.trace


def test_a_failure_inside_can_t_be_ignored_away() -> None:
    with mock.patch.object(engine, "recognise", side_effect=ZeroDivisionError("no")):
        result = lint("job.yaml", cloud_run_job().encode(), Options(ignore=("ERR",)))
    assert result.crashed
    assert [finding.code for finding in result.findings] == ["ERR007"]


def test_the_garbage_collector_is_left_as_it_was() -> None:
    lint("job.yaml", cloud_run_job().encode(), Options())
    assert gc.isenabled()
    gc.disable()
    try:
        lint("job.yaml", cloud_run_job().encode(), Options())
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("label", ["LIM101", "too-many-tasks"])
def test_severity_by_code_or_name(label: str) -> None:
    result = lint("job.yaml", cloud_run_job().encode(), Options(severity=((label, Severity.INFO),)))
    assert [finding.severity for finding in result.findings] == [Severity.INFO]


def test_the_kind_of_a_file_is_its_ending_else_its_first_character() -> None:
    text = '{"taskGroups": [{"taskCount": 200000, "taskSpec": {"runnables": [{"script": {"text": "x"}}]}}]'
    text += ', "logsPolicy": {"destination": "CLOUD_LOGGING"}}'
    for path in ("job.json", "job.yaml", "job", "<stdin>", "job.JSON"):
        assert codes(text, path=path) == ["LIM201"], path
    assert codes(text, path="job.tf") in ([], ["LIM201"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_give_the_same_findings_at_the_same_place(encoding: str) -> None:
    text = "# ünïcode 😀\n" + cloud_run_job()
    result = lint("job.yaml", text.encode(encoding), Options())
    assert [(finding.code, finding.start) for finding in result.findings] == [("LIM101", (9, 18))]


def test_a_value_is_shortened_in_the_report() -> None:
    (finding,) = (each for each in lint("job.yaml", cloud_run_job(task_count="9" * 5000).encode(), Options()).findings)
    assert finding.value is not None
    assert len(finding.value) <= 201
