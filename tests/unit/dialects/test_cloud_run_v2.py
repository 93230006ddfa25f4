"""The REST v2 Job: told by its shape alone, so what only looks like it is left alone."""

from __future__ import annotations

import pytest

from jobs_lint.engine.lint import lint
from unit.dialects.seen import OPTIONS, cloud_run, dialects_of, findings, result

JOB = """
name: projects/example/locations/europe-west1/jobs/thumbnails
launchStage: BETA
template:
  taskCount: 10
  template:
    timeout: 600s
    maxRetries: 1
    nodeSelector: {accelerator: nvidia-l4}
    gpuZonalRedundancyDisabled: true
    containers:
      - image: europe-docker.pkg.dev/example/images/thumbnails
        env:
          - name: TOKEN
            valueSource: {secretKeyRef: {secret: token, version: "3"}}
        resources: {limits: {cpu: "4", memory: 16Gi, nvidia.com/gpu: "1"}}
        volumeMounts: [{name: scratch, mountPath: /scratch}]
    volumes:
      - {name: scratch, emptyDir: {medium: MEMORY, sizeLimit: 1Gi}}
    vpcAccess:
      networkInterfaces: [{network: default}]
"""
EXPORTED = """
uid: 9f0c
generation: "3"
createTime: "2026-01-01T00:00:00Z"
executionCount: 5
reconciling: false
terminalCondition: {type: Ready, state: CONDITION_SUCCEEDED}
etag: '"abc"'
"""
SNAKE = "template: {task_count: 10001, template: {max_retries: 20, containers: [{image: example}]}}"


def test_the_fields_are_read() -> None:
    job = cloud_run(JOB)
    assert (job.display_name, job.location.value, job.launch_stage.value) == ("thumbnails", "europe-west1", "BETA")
    assert (job.task_count.value, job.max_retries.value, job.timeout.value) == (10, 1, 600 * 10**9)
    assert (job.gpu_type.value, job.network.value) == ("nvidia-l4", "default")
    (container,) = job.containers
    assert (container.cpu.value, container.memory.value, container.gpu_count.value) == (4000, 16 * 2**30, 1)
    (variable,) = container.env
    assert (variable.secret.value, variable.secret_version.value) == ("token", "3")
    assert job.volumes[0].medium.value == "MEMORY"


def test_a_request_has_no_location_of_its_own() -> None:
    job = cloud_run(JOB.replace("projects/example/locations/europe-west1/jobs/", ""))
    assert (job.display_name, job.location.value) == ("thumbnails", None)


def test_output_only_fields_change_nothing() -> None:
    assert findings(JOB + EXPORTED) == findings(JOB) == []


def test_snake_case_is_read() -> None:
    assert findings(SNAKE) == [("LIM101", "template.task_count"), ("LIM102", "template.template.max_retries")]


def test_a_duration_without_its_unit_is_refused() -> None:
    assert findings(JOB.replace("600s", '"600"')) == [("SCH003", "template.template.timeout")]


@pytest.mark.parametrize("text", ['[{"a": 1}, %s, %s]', '{"jobs": [%s, %s], "nextPageToken": "x"}', "%s\n%s"])
def test_arrays_lists_and_lines_are_read(text: str) -> None:
    job = '{"template": {"template": {"containers": [{"image": "a"}]}}}'
    assert dialects_of(text % (job, job), "jobs.json") == ["cloud-run-v2"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "template: {containers: [{image: a}]}\nother: {template: 1}",
        "spec: {template: {template: {containers: [{image: a}]}}}",
        "apiVersion: apps/v1\ntemplate: {template: {containers: [{image: a}]}}",
        "template: {template: {containers: template}}",
        "template: {template: {containers: [a, b]}}",
        "template: {template: {containers: {}}}",
        "- template: [template, containers]",
        "template: &a {template: 1, containers: [*a]}",
    ],
)
def test_lookalikes_are_left_alone(text: str) -> None:
    seen = result(text)
    assert (seen.jobs, seen.findings) == ((), ())


@pytest.mark.parametrize(
    "data",
    [
        b"template: {template: {containers: [\n",
        b"template: template\ncontainers: \xff",
        b"template: {{ template }}\n{% if containers %}",
        b"[" * 300 + b'"template", "template", "containers"',
    ],
)
def test_what_cant_be_read_is_not_complained_of(data: bytes) -> None:
    seen = lint("job.yaml", data, OPTIONS)
    assert (seen.jobs, seen.findings, seen.read) == ((), (), True)
    assert seen.why


def test_what_is_broken_below_a_job_is_complained_of() -> None:
    assert [code for code, _ in findings(f"{JOB}---\na: [\n")] == ["ERR001"]
