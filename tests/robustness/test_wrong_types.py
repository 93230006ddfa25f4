"""Every value of a good job, replaced by every kind of wrong one: a finding or silence, never a failure."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from jobs_lint.engine.lint import lint
from jobs_lint.engine.options import Options
from kit import GOOD_BATCH, GOOD_CLOUD_RUN, cloud_run_job
from unit.dialects import test_cloud_run_v2, test_config_connector, test_crossplane, test_pulumi

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str | int, ...]

JOBS: dict[str, Any] = {
    "cloud-run-v1": yaml.safe_load(GOOD_CLOUD_RUN),
    "batch": GOOD_BATCH,
    "cloud-run-v2": yaml.safe_load(test_cloud_run_v2.JOB),
    "config-connector": yaml.safe_load(test_config_connector.RUN_JOB),
    "config-connector, batch": yaml.safe_load(test_config_connector.BATCH_JOB),
    "crossplane": yaml.safe_load(test_crossplane.LISTS),
    "pulumi": yaml.safe_load(test_pulumi.PROGRAM),
    "workflows": [
        {
            "run": {
                "call": "googleapis.batch.v1.projects.locations.jobs.create",
                "args": {"body": GOOD_BATCH, "connector_params": {"timeout": 7200}},
            }
        }
    ],
}
WRONG: dict[str, object] = {
    "null": None,
    "list": [],
    "list of null": [None],
    "list of lists": [[["x"]], 1],
    "mapping": {},
    "mapping of null": {"x": None},
    "deep mapping": {"template": {"spec": {"x": [1, {"y": 2}]}}},
    "empty text": "",
    "text": "some text",
    "number": 7,
    "negative": -7,
    "float": 1.5,
    "huge": 10**400,
    "true": True,
    "placeholder": "${VALUE}",
    "template": "{{ value }}",
    "name": "SOME_NAME",
}


def paths(value: object, path: Path = ()) -> Iterator[Path]:
    """The path of every value in a job."""
    yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from paths(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from paths(item, (*path, index))


def replaced(job: object, path: Path, value: object) -> object:
    """The job with another value at a path."""
    if not path:
        return value
    result = copy.deepcopy(job)
    target: Any = result
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    return result


def codes(text: str, path: str = "job.json") -> list[str]:
    result = lint(path, text.encode(), Options(debug=True))
    assert not result.crashed, result.trace
    size = len(text.splitlines()) + 1
    for finding in result.findings:
        assert 1 <= finding.start.line <= finding.end.line <= size
        assert finding.message
    return [finding.code for finding in result.findings]


@pytest.mark.parametrize("dialect", JOBS)
def test_the_good_job_is_good(dialect: str) -> None:
    assert codes(json.dumps(JOBS[dialect])) == []
    assert codes(yaml.safe_dump(JOBS[dialect]), "job.yaml") == []


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("dialect", JOBS)
def test_a_wrong_value_anywhere(dialect: str, wrong: str) -> None:
    for path in paths(JOBS[dialect]):
        job = replaced(JOBS[dialect], path, WRONG[wrong])
        assert not {"ERR001", "ERR006", "ERR007"} & set(codes(json.dumps(job, indent=1))), path


@pytest.mark.parametrize("wrong", ["placeholder", "template", "name"])
@pytest.mark.parametrize("dialect", JOBS)
def test_what_isn_t_known_is_never_wrong(dialect: str, wrong: str) -> None:
    for path in paths(JOBS[dialect]):
        found = codes(json.dumps(replaced(JOBS[dialect], path, WRONG[wrong])))
        # A bare name in capitals may be a new value of an enumeration as well as a placeholder.
        assert [code for code in found if (wrong, code) != ("name", "SCH013")] == [], path


@pytest.mark.parametrize("dialect", JOBS)
def test_a_missing_value_anywhere(dialect: str) -> None:
    for path in paths(JOBS[dialect]):
        if path:
            job = copy.deepcopy(JOBS[dialect])
            target: Any = job
            for step in path[:-1]:
                target = target[step]
            del target[path[-1]]
            codes(json.dumps(job))


@pytest.mark.parametrize("dialect", JOBS)
def test_a_wrong_key_anywhere(dialect: str) -> None:
    """Keys that are lists, mappings, numbers or null."""
    for key in ("null", "7", "true", "[a, b]", "{a: b}", "''", "<<"):
        text = yaml.safe_dump(JOBS[dialect])
        for line in range(len(text.splitlines())):
            lines = text.splitlines()
            front = lines[line][: len(lines[line]) - len(lines[line].lstrip("- "))].replace("-", " ")
            lines.insert(line, f"{front}? {key}\n{front}: x")
            codes("\n".join(lines) + "\n", "job.yaml")


def test_the_other_jobs_of_a_file_keep_their_findings() -> None:
    for wrong in WRONG.values():
        bad = json.dumps(replaced(JOBS["cloud-run-v1"], ("spec",), wrong))
        assert "LIM101" in codes(f"{bad}\n---\n{cloud_run_job()}", "job.yaml")
