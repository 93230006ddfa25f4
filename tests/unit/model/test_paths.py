"""Fields by their paths: where they are found, where a missing one is pointed at, and what isn't known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.model.table import below, camel_case, last_key, snake_case
from unit.model.nodes import RUN, batch, cloud_run, line_and_text

TASK = "spec:\n  template:\n    spec:\n      template:\n        spec: %s\n"


def test_a_field_has_its_path_and_place() -> None:
    text = "spec:\n  template:\n    spec:\n      taskCount: 5 # five\n"
    setting = cloud_run(text).task_count
    assert (setting.value, setting.text, setting.field) == (5, "5", "spec.template.spec.taskCount")
    assert line_and_text(RUN + text, setting.span) == (6, "5")


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("", 1, "apiVersion"),
        ("spec:\n", 3, "spec"),
        ("spec:\n  template:\n    metadata: {}\n", 4, "template"),
        ("spec:\n  template:\n    spec: {}\n", 5, "spec"),
        ("spec:\n  template:\n    spec:\n      taskCount:\n", 6, "taskCount"),
    ],
)
def test_an_unset_field_points_at_its_nearest_parent(text: str, line: int, key: str) -> None:
    setting = cloud_run(text).task_count
    assert (setting.value, setting.is_set, setting.field) == (1, False, "spec.template.spec.taskCount")
    assert line_and_text(RUN + text, setting.span) == (line, key)


def test_defaults_are_those_of_the_service() -> None:
    run, other = cloud_run(""), batch("taskGroups: []\n")
    assert (run.task_count.value, run.max_retries.value, run.timeout.value) == (1, 3, 600 * 10**9)
    assert (other.task_count.value, other.max_retries.value, other.timeout.value) == (1, 0, None)
    assert (other.cpu.value, other.memory.value) == (2000, 2000 * 2**20)


@pytest.mark.parametrize("parent", ["${X}", "{{ x }}", "{x}", "[X]", "5", "[]", "text"])
def test_below_what_is_no_mapping_nothing_is_known(parent: str) -> None:
    job = cloud_run(TASK % parent)
    assert job.timeout.is_unknown
    assert job.containers.is_unknown
    assert not job.timeout.is_set


@pytest.mark.parametrize(
    "text",
    [
        "taskGroups:\n- taskCount: 7\n  taskSpec: {maxRetryCount: 2}\n",
        "taskGroups:\n  taskCount: 7\n  taskSpec: {maxRetryCount: 2}\n",
        "task_groups:\n- task_count: 7\n  task_spec: {max_retry_count: 2}\n",
        "taskGroups:\n- task_count: 7\n  taskSpec: {max_retry_count: 2}\n",
        "x: &g\n  taskCount: 7\ntaskGroups:\n- <<: *g\n  taskSpec: {maxRetryCount: 2}\n",
        "x: &g {taskCount: 7, taskSpec: {maxRetryCount: 2}}\ntaskGroups: [*g]\n",
        "taskGroups:\n- taskCount: 7\n  taskCount: 9\n  taskSpec: {maxRetryCount: 2}\n",
    ],
)
def test_one_table_reads_every_shape(text: str) -> None:
    job = batch(text)
    assert (job.task_count.value, job.max_retries.value) == (7, 2)


def test_the_path_is_as_the_user_spelled_it() -> None:
    assert batch("taskGroups:\n- task_count: 7\n").task_count.field == "taskGroups[0].task_count"
    assert batch("taskGroups: {taskCount: 7}\n").task_count.field == "taskGroups[0].taskCount"
    assert batch("taskGroups: []\n").task_count.field == "taskGroups[0].taskCount"


def test_an_alias_is_pointed_at_where_it_stands() -> None:
    text = "x: &n 7\ntaskGroups:\n- taskCount: *n\n"
    setting = batch(text).task_count
    assert (setting.value, setting.text, line_and_text(text, setting.span)) == (7, "7", (3, "*n"))


def test_parts_of_a_list() -> None:
    job = cloud_run(TASK % '{containers: [{image: a, resources: {limits: {nvidia.com/gpu: "1"}}}, {image: b}]}')
    assert [container.image.value for container in job.containers] == ["a", "b"]
    assert job.containers[0].gpu_count.value == 1
    assert job.containers[0].gpu_count.field.endswith('containers[0].resources.limits["nvidia.com/gpu"]')
    assert not job.containers.is_unknown


@pytest.mark.parametrize(
    ("text", "count", "unknown"),
    [
        ("[{image: a}, '${X}']", 2, True),
        ("'${X}'", 0, True),
        ("{{ x }}", 0, True),
        ("{image: a}", 1, False),
        ("null", 0, False),
        ("[]", 0, False),
        ("5", 0, True),
    ],
)
def test_parts_that_are_not_known(text: str, count: int, unknown: bool) -> None:
    containers = cloud_run(TASK % f"{{containers: {text}}}").containers
    assert (len(containers), containers.is_unknown) == (count, unknown)


def test_entries_of_a_mapping_are_parts_with_a_name() -> None:
    text = "labels:\n  team: numbers\n  example.com/x: '1'\ntaskGroups: []\n"
    labels = batch(text).labels
    assert [(label.name.value, label.value.value) for label in labels] == [("team", "numbers"), ("example.com/x", "1")]
    assert [label.value.field for label in labels] == ["labels.team", 'labels["example.com/x"]']
    assert line_and_text(text, labels[0].value.span) == (2, "numbers")
    assert batch("labels: ${X}\ntaskGroups: []\n").labels.is_unknown


@pytest.mark.parametrize(
    ("task", "truth"),
    [
        ("{nodeSelector: {run.googleapis.com/accelerator: nvidia-l4}}", "True"),
        ("{containers: [{resources: {limits: {nvidia.com/gpu: '1'}}}]}", "True"),
        ("{containers: [{resources: {limits: {nvidia.com/gpu: '0'}}}]}", "False"),
        ("{containers: [{resources: {limits: {nvidia.com/gpu: '$X'}}}]}", "UNKNOWN"),
        ("{nodeSelector: {run.googleapis.com/accelerator: '${X}'}}", "UNKNOWN"),
        ("{nodeSelector: '${X}'}", "UNKNOWN"),
        ("{containers: [{image: a}]}", "False"),
        ("{containers: '${X}'}", "UNKNOWN"),
    ],
)
def test_whether_there_is_a_gpu(task: str, truth: str) -> None:
    assert repr(cloud_run(TASK % task).uses_gpu) == truth


def test_the_name_for_reports() -> None:
    assert cloud_run("metadata: {name: a/b/import}\n").display_name == "import"
    assert cloud_run("metadata: {}\n").display_name is None


@given(st.text(max_size=20), st.text(max_size=20))
def test_the_last_key_of_a_path_is_the_key_that_was_put_there(path: str, key: str) -> None:
    assert last_key(below(path, key)) == key or "[" in key


@pytest.mark.parametrize(
    ("camel", "snake"), [("maxRetryCount", "max_retry_count"), ("memoryMib", "memory_mib"), ("labels", "labels")]
)
def test_snake_case(camel: str, snake: str) -> None:
    assert snake_case(camel) == snake
    assert camel_case(snake) == camel
