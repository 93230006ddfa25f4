"""What `terraform show -json` gives of a plan or a state: what isn't known yet, modules, and what is carried."""

from __future__ import annotations

import base64
import copy
import json
from typing import Any

import pytest

from jobs_lint.model.setting import UNKNOWN
from unit.dialects.seen import cloud_run, dialects_of, findings, jobs, result

ADDRESS = 'module.nightly.google_cloud_run_v2_job.render["a"]'
CONTAINER: dict[str, Any] = {
    "image": "example",
    "env": [{"name": "A", "value": "b", "value_source": []}],
    "resources": [{"limits": {"cpu": "8", "memory": "32GB", "nvidia.com/gpu": "2"}}],
}
TASK: dict[str, Any] = {
    "max_retries": 11,
    "timeout": "90000s",
    "service_account": None,
    "node_selector": [{"accelerator": "nvidia-l4"}],
    "containers": [CONTAINER],
    "volumes": [],
}
VALUES: dict[str, Any] = {
    "name": "render",
    "location": "us-central1",
    "template": [{"task_count": 10001, "template": [TASK]}],
}
ALL = [
    ("LIM101", "template[0].task_count"),
    ("LIM102", "template[0].template[0].max_retries"),
    ("LIM103", "template[0].template[0].timeout"),
    ("LIM105", 'template[0].template[0].containers[0].resources[0].limits["nvidia.com/gpu"]'),
    ("SCH003", "template[0].template[0].containers[0].resources[0].limits.memory"),
]


def resource(values: dict[str, Any], kind: str = "google_cloud_run_v2_job", **more: Any) -> dict[str, Any]:
    """A resource in a module of a plan or a state."""
    return {"address": ADDRESS, "mode": "managed", "type": kind, "name": "render", "values": values, **more}


def shown(root: dict[str, Any], key: str = "planned_values", **change: Any) -> str:
    """The JSON of a plan with one change, or of a state."""
    plan: dict[str, Any] = {"format_version": "1.2", "terraform_version": "1.9.0", key: {"root_module": root}}
    if change:
        plan["resource_changes"] = [{"address": ADDRESS, "type": "google_cloud_run_v2_job", "change": change}]
    return json.dumps(plan, indent=1)


def plan(values: dict[str, Any] = VALUES, **change: Any) -> str:
    """The JSON of a plan with one job."""
    return shown({"resources": [resource(values)]}, **change)


@pytest.mark.parametrize("key", ["planned_values", "values"])
def test_a_plan_and_a_state_are_read(key: str) -> None:
    text = shown({"resources": [resource(VALUES)]}, key)
    assert dialects_of(text, "plan.json") == ["terraform-plan"]
    assert sorted(findings(text, "plan.json")) == ALL
    job = cloud_run(text, "plan.json")
    assert (job.display_name, job.address.value, job.name.value) == (ADDRESS, ADDRESS, "render")
    assert (job.location.value, job.service_account.is_set) == ("us-central1", False)


def test_a_finding_stands_at_the_value_and_the_job_at_its_resource() -> None:
    text = plan()
    lines = text.split("\n")
    for finding in result(text).findings:
        line = lines[finding.start.line - 1]
        assert line[finding.start.column - 1 : finding.end.column - 1].strip('"') == finding.value
        assert finding.job is not None
        assert finding.job.name == ADDRESS
    (job,) = jobs(text)
    assert text[slice(*job.place)] == '"address"'


def test_jobs_of_modules_in_modules_are_found_and_data_is_not() -> None:
    deep: dict[str, Any] = {"resources": [resource(VALUES)]}
    for _ in range(5):
        deep = {"address": "module.x", "child_modules": [{"resources": []}, deep]}
    deep["resources"] = [resource(VALUES, mode="data"), resource(VALUES, deposed_key="1234")]
    assert sorted(findings(shown(deep))) == ALL


def test_what_is_not_known_before_apply_is_unknown() -> None:
    values: dict[str, Any] = copy.deepcopy(VALUES)
    del values["template"][0]["template"][0]["timeout"]
    text = plan(
        values,
        after_unknown={
            "id": True,
            "template": [
                {
                    "parallelism": True,
                    "template": [
                        {"timeout": True, "vpc_access": True, "containers": [{"env": [{"value": True}], "ports": []}]}
                    ],
                }
            ],
        },
    )
    job = cloud_run(text)
    assert [job.parallelism.value, job.timeout.value, job.network.value] == [UNKNOWN] * 3
    variable = job.containers[0].env[0]
    assert (variable.name.value, variable.value.value) == ("A", UNKNOWN)
    assert sorted(findings(text)) == [each for each in ALL if each[0] != "LIM103"]


@pytest.mark.parametrize("mark", [True, [True], [{"template": True}], [{"task_count": True, "template": [True]}]])
def test_a_block_that_is_not_known(mark: Any) -> None:
    assert "LIM102" not in [code for code, _ in findings(plan(after_unknown={"template": mark}))]
    lacking = {"name": "render", "template": []} if mark is not True else {"name": "render"}
    text = plan(lacking, after_unknown={"template": mark})
    assert [job.max_retries.value for job in jobs(text)] == [UNKNOWN if mark is True else 3]
    assert findings(text) == []


def test_without_a_mark_what_is_absent_has_its_default() -> None:
    job = cloud_run(plan({"name": "render", "template": [{"template": [{}]}]}, after_unknown={}))
    assert (job.max_retries.value, job.task_count.value) == (3, 1)


@pytest.mark.parametrize("where", ["after_sensitive", "sensitive_values"])
def test_what_is_sensitive_is_never_told(where: str) -> None:
    marks = {"template": [{"template": [{"timeout": True, "containers": [{"env": True}]}]}], "name": False}
    extra: dict[str, Any] = {where: marks} if where == "sensitive_values" else {}
    change: dict[str, Any] = {where: marks} if where == "after_sensitive" else {}
    text = shown({"resources": [resource(VALUES, **extra)]}, **change)
    job = cloud_run(text)
    assert (job.timeout.value, job.name.value, job.containers[0].env.is_unknown) == (UNKNOWN, "render", True)
    assert sorted(findings(text)) == [each for each in ALL if each[0] != "LIM103"]


def test_the_tree_that_was_read_stays_as_it_is() -> None:
    text = plan(after_unknown={"template": True})
    assert result(text).findings == result(text).findings
    assert '"template": true' in text


@pytest.mark.parametrize("spoilt", ["null", "[]", "7", '"text"'])
@pytest.mark.parametrize("key", ["planned_values", "root_module", "resources", "values", "address", "resource_changes"])
def test_odd_shapes_are_passed_over(key: str, spoilt: str) -> None:
    odd = json.loads(plan(after_unknown={}))
    stack: list[Any] = [odd]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if key in node:
                node[key] = json.loads(spoilt)
            stack += node.values()
        elif isinstance(node, list):
            stack += node
    assert not result(json.dumps(odd)).crashed


def scheduled(body: str) -> str:
    return shown(
        {
            "resources": [
                resource({"http_target": [{"body": body, "uri": "https://example"}]}, "google_cloud_scheduler_job")
            ]
        }
    )


def test_a_batch_job_in_the_body_of_a_scheduler() -> None:
    body = base64.b64encode(
        b'{"taskGroups": [{"taskCount": 100001, "taskSpec": {"runnables": [{"script": {"text": "ls"}}]}}]}'
    ).decode()
    text = scheduled(body)
    assert findings(text) == [("LIM201", "taskGroups[0].taskCount")]
    (finding,) = result(text).findings
    line = text.split("\n")[finding.start.line - 1]
    assert line[finding.start.column - 1 : finding.end.column - 1] == f'"{body}"'


@pytest.mark.parametrize("body", ["", "{}", "not base64", "/w==", base64.b64encode(b"[]").decode(), "é"])
def test_other_bodies_hold_no_job(body: str) -> None:
    assert dialects_of(scheduled(body)) == []


def test_a_workflow_in_a_plan() -> None:
    source = """
main:
  steps:
    - create:
        call: googleapis.batch.v1.projects.locations.jobs.create
        args:
          body:
            taskGroups:
              - {taskCount: 100001, parallelism: "${parallelism}", taskSpec: {runnables: [{script: {text: ls}}]}}
"""
    values = {"name": "example", "source_contents": source}
    kind = "google_workflows_workflow"
    text = shown({"resources": [resource(values, kind)]})
    assert findings(text) == [("LIM201", "body.taskGroups[0].taskCount")]
    hidden = shown({"resources": [resource(values, kind, sensitive_values={"source_contents": True})]})
    assert dialects_of(hidden) == []


def test_a_job_inside_goes_by_the_address_of_what_holds_it() -> None:
    group = {"taskSpec": {"runnables": [{"script": {"text": "ls"}}]}}
    body = base64.b64encode(json.dumps({"name": "literal", "taskGroups": [group]}).encode()).decode()
    assert [job.display_name for job in jobs(scheduled(body))] == [ADDRESS]
    call = {"call": "googleapis.batch.v1.projects.locations.jobs.create"}
    source = json.dumps([{"create": {**call, "args": {"jobId": "literal", "body": {"taskGroups": [group]}}}}])
    text = shown({"resources": [resource({"source_contents": source}, "google_workflows_workflow")]})
    assert [(job.display_name, job.name.value) for job in jobs(text)] == [(ADDRESS, "literal")]


def test_lookalikes_hold_no_job() -> None:
    assert dialects_of(plan().replace("terraform_version", "terraform_versions")) == []
    assert dialects_of(plan().replace('"google_cloud_run_v2_job"', '"google_cloud_run_v2_job_iam_member"')) == []
