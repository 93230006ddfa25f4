"""What is refused, and what is said of it, depends on who reads the form: gcloud, or something else."""

from __future__ import annotations

import pytest

from unit.dialects import test_config_connector, test_crossplane, test_pulumi
from unit.dialects.seen import dialects_of, findings, result

V1 = """
apiVersion: run.googleapis.com/v1
kind: Job
metadata: {name: thumbnails}
spec: {template: {spec: {template: {spec: {containers: [{image: example, env: [{name: A, value: VALUE}]}]}}}}}
"""
V2 = "template: {template: {containers: [{image: example, env: [{name: A, value: VALUE}]}]}}\n"
BATCH = (
    "taskGroups: [{taskSpec: {runnables: [{container: {imageUri: example}}], environment: {variables: {A: VALUE}}}}]"
)
WORKFLOW = (
    "- run:\n    call: googleapis.batch.v1.projects.locations.jobs.create\n    args:\n      body:\n        " + BATCH
)
CONNECTOR = test_config_connector.RUN_JOB.replace("image: example", "image: example\n          name: VALUE")
CONNECTOR_BATCH = test_config_connector.BATCH_JOB.replace("{team: media}", "{team: VALUE}")
CROSSPLANE = test_crossplane.MAPPINGS.replace("name: TOKEN", "name: VALUE")
PULUMI = test_pulumi.PROGRAM.replace("value: 3", "value: VALUE")
GCLOUD = {"cloud-run-v1": V1, "batch": BATCH}
OTHERS = {"cloud-run-v2": V2, "config-connector": CONNECTOR, "crossplane": CROSSPLANE, "workflows": WORKFLOW}


def codes(text: str, value: str) -> list[str]:
    assert "VALUE" in text
    return [code for code, _ in findings(text.replace("VALUE", value))]


@pytest.mark.parametrize("dialect", [*GCLOUD, *OTHERS])
@pytest.mark.parametrize("value", ["5", "-2.5", "1e3", "true"])
def test_a_number_is_refused_where_a_text_belongs(dialect: str, value: str) -> None:
    text = (GCLOUD | OTHERS)[dialect]
    assert dialects_of(text) == [dialect]
    assert codes(text, value) == ["SCH003"]
    assert codes(text, f"'{value}'") == []


@pytest.mark.parametrize("value", ["1:30", "2024-01-01", "yes", "010"])
def test_what_only_yaml_1_1_makes_of_a_text_is_refused_by_gcloud_alone(value: str) -> None:
    assert [codes(text, value) for text in GCLOUD.values()] == [["SCH003"]] * 2
    assert [codes(text, value) for text in OTHERS.values()] == [["SCH002"]] * 4


def test_a_null_in_a_map() -> None:
    assert [codes(text, "null") for text in (BATCH, WORKFLOW)] == [["SCH003"]] * 2
    assert codes(CONNECTOR_BATCH, "null") == []
    assert codes(CONNECTOR_BATCH, "5") == ["SCH003"]


@pytest.mark.parametrize("value", ["5", "true", "null", "1e3"])
def test_pulumi_makes_texts_of_them_all(value: str) -> None:
    assert codes(PULUMI, value) == []


def test_a_field_in_both_cases_is_told_below_the_body_of_a_call() -> None:
    both = WORKFLOW.replace("taskSpec:", "taskCount: 1, task_count: 1, taskSpec:")
    assert findings(both) == [("SCH005", "body.taskGroups[0].task_count")]
    own = WORKFLOW.replace("{A: VALUE}", "{some_key: a, someKey: b}")
    assert findings(own) == []


@pytest.mark.parametrize(
    ("text", "said"), [(V1, "gcloud takes the first"), (V2, "up to the reader"), (PULUMI, "up to the reader")]
)
def test_of_a_key_that_stands_twice_only_gcloud_is_known_to_take_the_first(text: str, said: str) -> None:
    (finding,) = result(
        text.replace(
            "image: example",
            "image: example, image: other" if "{image" in text else "image: example\n              image: other",
        )
    ).findings
    assert finding.code == "SCH001"
    assert said in finding.message
