"""What gcloud lists and what an asset inventory exports: arrays, or an object a line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from unit.dialects.seen import dialects_of, findings, result

RUN_V1 = {"spec": {"template": {"spec": {"taskCount": 10001, "template": {"spec": {"containers": [{"image": "a"}]}}}}}}
RUN_V2 = {"template": {"taskCount": 10001, "template": {"containers": [{"image": "a"}]}}}
BATCH = {"taskGroups": [{"taskCount": "100001", "taskSpec": {"runnables": [{"script": {"text": "true"}}]}}]}
RUN, BATCH_TYPE = "run.googleapis.com/Job", "batch.googleapis.com/Job"


def asset(kind: str, data: object, key: str = "assetType") -> dict[str, Any]:
    return {"name": "//x", key: kind, "resource": {"version": "v1", "location": "us-central1", "data": data}}


@pytest.mark.parametrize("key", ["assetType", "asset_type"])
@pytest.mark.parametrize(
    ("kind", "data", "dialect", "found"),
    [
        (RUN, RUN_V1, "cloud-run-v1", ("LIM101", "spec.template.spec.taskCount")),
        (RUN, RUN_V2, "cloud-run-v2", ("LIM101", "template.taskCount")),
        (BATCH_TYPE, BATCH, "batch", ("LIM201", "taskGroups[0].taskCount")),
    ],
)
def test_an_asset_is_told_by_its_type_and_its_shape(
    kind: str, data: object, dialect: str, found: tuple[str, str], key: str
) -> None:
    text = json.dumps(asset(kind, data, key))
    assert dialects_of(text, "assets.json") == [dialect]
    assert findings(text, "assets.json") == [found]


@pytest.mark.parametrize("separator", ["\n", "\r\n"])
def test_an_export_of_an_object_a_line_is_read_whole(separator: str) -> None:
    assets = [asset("compute.googleapis.com/Disk", {"a": 1}), asset(RUN, RUN_V1), asset(BATCH_TYPE, BATCH)]
    assets += [asset("run.googleapis.com/Service", RUN_V2), asset(RUN, RUN_V2)]
    text = separator.join(json.dumps(each) for each in assets) + separator
    seen = result(text, "<stdin>")
    assert [(job.line, job.ref.dialect) for job in seen.jobs] == [
        (2, "cloud-run-v1"),
        (3, "batch"),
        (5, "cloud-run-v2"),
    ]
    assert [finding.start.line for finding in seen.findings] == [2, 3, 5]


def test_an_array_is_read_in_its_order() -> None:
    assets = [asset(BATCH_TYPE, BATCH), asset(RUN, RUN_V2), asset(RUN, RUN_V1)]
    for text in (json.dumps(assets), json.dumps({"assets": assets}), json.dumps(assets, indent=2)):
        assert dialects_of(text, "assets.json") == ["batch", "cloud-run-v2", "cloud-run-v1"]


def test_list_responses_of_both_services_are_read() -> None:
    v1 = {"apiVersion": "run.googleapis.com/v1", "kind": "Job", **RUN_V1}
    assert dialects_of(json.dumps({"kind": "JobList", "items": [v1, v1]})) == ["cloud-run-v1"] * 2
    assert dialects_of(json.dumps([v1])) == ["cloud-run-v1"]
    assert dialects_of(json.dumps({"jobs": [BATCH, BATCH]})) == ["batch"] * 2


@pytest.mark.parametrize("data", [None, 1, "x", [], {}, {"spec": None}, {"template": None}, RUN_V1])
def test_an_asset_of_another_type_or_without_data_is_left_alone(data: object) -> None:
    for kind in ("run.googleapis.com/Service", BATCH_TYPE):
        seen = result(json.dumps([asset(kind, data), {"assetType": RUN}]), "assets.json")
        assert (seen.jobs, seen.findings) == ((), ())
