"""Cloud Workflows: literal bodies of calls, wherever they stand; what a run doesn't override is unknown."""

from __future__ import annotations

import json

import pytest
import yaml

from jobs_lint.model.setting import UNKNOWN
from unit.dialects.seen import batch, cloud_run, dialects_of, findings, jobs, result

BATCH = "googleapis.batch.v1.projects.locations.jobs.create"
RUN_V1 = "googleapis.run.v1.namespaces.jobs"
RUN_V2 = "googleapis.run.v2.projects.locations.jobs"
BODY = """
        body:
          taskGroups:
            taskCount: 100001
            parallelism: ${args.parallelism}
            taskSpec:
              maxRunDuration: ${string(args.hours * 3600) + "s"}
              runnables: {script: {text: 'echo ${BATCH_TASK_INDEX}'}}
"""


def step(call: str, args: str, frame: str = "main:\n  steps:\n  - x:\n      call: %s\n      args: %s") -> str:
    return frame % (call, args)


def test_a_batch_body_is_read_with_a_mapping_in_a_lists_stead() -> None:
    text = step(BATCH, f"\n        jobId: nightly{BODY}")
    job = batch(text)
    assert (job.name.value, job.task_count.value) == ("nightly", 100001)
    assert (job.parallelism.value, job.timeout.value) == (UNKNOWN, UNKNOWN)
    assert findings(text) == [("LIM201", "body.taskGroups[0].taskCount")]


def test_steps_are_found_at_any_depth_and_in_json() -> None:
    text = step(BATCH, BODY)
    call = yaml.safe_load(text)["main"]["steps"][0]["x"]
    deep = {"main": {"steps": [{"a": {"try": call, "except": {"steps": [{"b": call}]}}}]}}
    deep["main"]["steps"].append({"c": {"parallel": {"branches": [{"d": {"steps": [{"e": call}]}}]}}})
    deep["main"]["steps"].append({"f": {"switch": [{"condition": "${x}", "steps": [{"g": call}]}]}})
    deep["main"]["steps"].append({"h": {"for": {"value": "v", "in": [1], "steps": [{"i": call}]}}})
    assert dialects_of(json.dumps(deep), "workflow.json") == ["workflows"] * 5
    assert dialects_of(yaml.safe_dump([{"a": call}])) == ["workflows"]


@pytest.mark.parametrize(
    "args", ["{}", "{body: '${job}'}", "${args}", "[body]", "{parent: a, jobId: b}", "{body: [{taskGroups: []}]}"]
)
def test_without_a_literal_body_there_is_no_job(args: str) -> None:
    for call in (BATCH, f"{RUN_V1}.run", f"{RUN_V2}.create"):
        seen = result(step(call, args))
        assert (seen.jobs, seen.findings) == ((), ())


@pytest.mark.parametrize("call", ["jobs.delete", "jobs.get", "services.create"])
def test_other_calls_are_left_alone(call: str) -> None:
    text = step(f"googleapis.batch.v1.projects.locations.{call}", BODY) + f"\n# {BATCH}\n"
    assert dialects_of(text) == []


@pytest.mark.parametrize(
    ("call", "timeout", "where"),
    [
        (RUN_V1, "timeoutSeconds: 604801", "location: us-central1"),
        (RUN_V2, "timeout: 604801s", "name: projects/example/locations/us-central1/jobs/thumbnails"),
    ],
)
def test_a_run_s_overrides_say_nothing_of_the_rest(call: str, timeout: str, where: str) -> None:
    env = "containerOverrides: [{env: [{name: A, value: b}]}]"
    text = step(f"{call}.run", f"{{{where}, body: {{overrides: {{taskCount: 10001, {timeout}, {env}}}}}}}")
    job = cloud_run(text)
    assert job.location.value == "us-central1"
    for setting in (job.max_retries, job.parallelism, job.service_account, job.containers[0].image):
        assert setting.value is UNKNOWN
    assert job.volumes.is_unknown
    assert job.uses_gpu is UNKNOWN
    assert job.containers[0].env[0].value.value == "b"
    path = f"body.overrides.{timeout.partition(':')[0]}"
    assert findings(text) == [("LIM101", "body.overrides.taskCount"), ("LIM104", path)]


def test_a_run_that_overrides_nothing_keeps_what_the_job_has() -> None:
    job = cloud_run(step(f"{RUN_V2}.run", "{body: {overrides: {containerOverrides: '${x}'}}}"))
    assert (job.task_count.value, job.timeout.value) == (UNKNOWN, UNKNOWN)


def test_a_create_has_the_service_s_defaults_and_a_patch_has_not() -> None:
    body = "{jobId: a, body: {template: {template: {containers: [{image: a}]}}}}"
    assert cloud_run(step(f"{RUN_V2}.create", body)).max_retries.value == 3
    assert cloud_run(step(f"{RUN_V2}.patch", body)).max_retries.value is UNKNOWN


def test_replacing_a_v1_job_is_like_creating_it() -> None:
    task = "{taskCount: 0, template: {spec: {containers: [{image: a}]}}}"
    job = (
        f"{{apiVersion: run.googleapis.com/v1, kind: Job, metadata: {{name: a}}, spec: {{template: {{spec: {task}}}}}}}"
    )
    body = f"{{location: a, body: {job}}}"
    assert [code for code, _ in findings(step(f"{RUN_V1}.replaceJob", body))] == ["LIM106"]


def test_a_batch_job_that_is_posted_by_hand_is_told_by_its_shape() -> None:
    text = step("http.post", f"\n        url: ${{url}}\n        query: {{job_id: nightly}}{BODY}")
    assert [job.display_name for job in jobs(text)] == ["nightly"]
    assert findings(text) == [("LIM201", "body.taskGroups[0].taskCount")]
    assert dialects_of(step("http.post", "{url: a, body: {a: taskGroups}}")) == []


_V2_BODY = "{template: {taskCount: 10001, template: {maxRetries: 3, containers: [{image: example}]}}}"
_BATCH_BODY = "{taskGroups: [{taskCount: 100001, taskSpec: {runnables: [{script: {text: x}}]}}]}"


@pytest.mark.parametrize(
    ("call", "body", "wanted"),
    [
        ("http.post", _BATCH_BODY, [("LIM201", "body.taskGroups[0].taskCount")]),
        ("http.request", _BATCH_BODY, [("LIM201", "body.taskGroups[0].taskCount")]),
        ("http.post", _V2_BODY, [("LIM101", "body.template.taskCount")]),
        ("http.request", _V2_BODY, [("LIM101", "body.template.taskCount")]),
        ("http.get", _V2_BODY, []),
        ("http.post", "{overrides: {taskCount: 10001}}", [("LIM101", "body.overrides.taskCount")]),
        ("http.post", "{overrides: {timeoutSeconds: 700000}}", [("LIM104", "body.overrides.timeoutSeconds")]),
        ("http.request", "{overrides: {timeout: 700000s}}", [("LIM104", "body.overrides.timeout")]),
        ("http.post", "{overrides: {taskCount: 10001, colour: red}}", []),
        ("http.post", "{template: {name: x}, containers: [], more: template}", []),
    ],
)
def test_jobs_in_plain_calls_are_told_by_their_shape(call: str, body: str, wanted: list[tuple[str, str]]) -> None:
    text = (
        f"main:\n  steps:\n    - send:\n        call: {call}\n        args:\n          url: x\n          body: {body}\n"
    )
    assert findings(text) == wanted


@pytest.mark.parametrize(("method", "retries"), [("POST", 3), ("PATCH", UNKNOWN)])
def test_a_request_that_changes_a_job_leaves_the_rest_as_it_was(method: str, retries: object) -> None:
    body = "{template: {taskCount: 10001, template: {containers: [{image: example}]}}}"
    text = step("http.request", f"{{method: {method}, body: {body}}}")
    assert cloud_run(text).max_retries.value == retries
    assert findings(text) == [("LIM101", "body.template.taskCount")]


def test_a_posted_override_leaves_the_rest_as_it_was() -> None:
    for timeout in ("timeout: 60s", "timeoutSeconds: 60"):
        job = cloud_run(step("http.request", f"{{method: POST, body: {{overrides: {{{timeout}}}}}}}"))
        assert job.timeout.value == 60 * 10**9
        assert (job.max_retries.value, job.task_count.value) == (UNKNOWN, UNKNOWN)


def test_a_request_that_deletes_sends_no_job() -> None:
    text = f"- send:\n    call: http.request\n    args: {{method: DELETE, body: {_BATCH_BODY}}}\n"
    assert findings(text) == []
