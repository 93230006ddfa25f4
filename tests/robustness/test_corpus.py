"""Real files, where JOBS_LINT_CORPUS names a folder of them, sorted by what they hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml

from jobs_lint.engine.lint import lint
from jobs_lint.engine.options import Options

if TYPE_CHECKING:
    from pathlib import Path

    from jobs_lint.finding import FileResult

NATIVE = ("batch", "cloud-run-v1", "cloud-run-v2", "config-connector")
"""The folders that are named like the dialect of all that is in them."""

NO_JOB = ("__k8s-wrapped.yaml", "cloudcodesnippets__run_v1beta1_runjob.yaml")
"""Endings of files that Google's tools take for no job either: `taskGroups` under the `spec` of a Kubernetes Job, and
an editor's snippet that holds the text of a job."""


@pytest.fixture(scope="module")
def results(corpus: Path) -> dict[str, FileResult]:
    """What linting each file gave, by its path in the corpus."""
    files = sorted(path for path in corpus.rglob("*") if path.is_file() and path.suffix != ".md")
    return {str(path.relative_to(corpus)): lint(str(path), path.read_bytes(), Options(debug=True)) for path in files}


def test_nothing_fails(results: dict[str, FileResult]) -> None:
    assert results
    assert {path: result.trace for path, result in results.items() if result.crashed} == {}


def test_a_file_that_can_t_be_read_is_broken_to_others_too(corpus: Path, results: dict[str, FileResult]) -> None:
    for path, result in results.items():
        codes = {finding.code for finding in result.findings if finding.code.startswith("ERR")}
        assert codes <= {"ERR001", "ERR004", "ERR008"}, path
        if codes and path.endswith((".yaml", ".yml", ".json")):
            text = (corpus / path).read_text(encoding="utf-8")
            with pytest.raises((yaml.YAMLError, json.JSONDecodeError)):
                list(yaml.parse(text, yaml.CSafeLoader)) if not text.lstrip().startswith("{") else json.loads(text)


def test_lookalikes_are_left_alone(results: dict[str, FileResult]) -> None:
    seen = {path: result for path, result in results.items() if path.startswith("lookalikes")}
    assert seen
    for path, result in seen.items():
        assert (result.findings, result.suppressed, result.jobs) == ((), (), ()), path


@pytest.mark.parametrize("folder", NATIVE)
def test_every_job_is_seen(results: dict[str, FileResult], folder: str) -> None:
    for path, result in results.items():
        told = path.startswith(f"{folder}/") and not path.endswith(NO_JOB)
        if told and not any(finding.code.startswith("ERR") for finding in result.findings):
            assert {job.ref.dialect for job in result.jobs} == {folder}, path


def test_every_resource_of_terraform_is_seen(corpus: Path, results: dict[str, FileResult]) -> None:
    seen = {path: result for path, result in results.items() if path.startswith("terraform")}
    assert seen
    for path, result in seen.items():
        text = (corpus / path).read_text(encoding="utf-8")
        resources = sum(line.lstrip().startswith('resource "google_cloud_run_v2_job"') for line in text.splitlines())
        if not any(finding.code in ("ERR001", "ERR004") for finding in result.findings):
            assert [job.ref.dialect for job in result.jobs].count("terraform") == resources, path


def test_every_body_of_a_workflow_is_seen(corpus: Path, results: dict[str, FileResult]) -> None:
    """A body is counted by what it must have, once, and a run by the overrides that make it worth a look."""
    seen = {path: result for path, result in results.items() if path.startswith("workflows")}
    assert seen
    for path, result in seen.items():
        text = (corpus / path).read_text(encoding="utf-8")
        lines = [line.strip(" -") for line in text.replace('"', "").split("\n")]
        bodies = sum(line.startswith(("taskGroups", "overrides", "kind: Job")) for line in lines)
        assert [job.ref.dialect for job in result.jobs] == ["workflows"] * bodies, path


def test_places_are_in_the_files(corpus: Path, results: dict[str, FileResult]) -> None:
    for path, result in results.items():
        lines = (corpus / path).read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
        for finding in result.findings:
            assert finding.excerpt == lines[finding.start.line - 1], path
            assert finding.start <= finding.end
            if finding.value is not None and finding.start.line == finding.end.line and len(finding.value) < 100:
                there = finding.excerpt[finding.start.column - 1 : finding.end.column - 1]
                assert finding.value in there or there.strip("\"'") in finding.value, (path, finding)
