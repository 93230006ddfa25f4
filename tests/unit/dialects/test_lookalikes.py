"""Files of other tools that have a key or a shape in common with a job, and jobs that nearly have not."""

from __future__ import annotations

import pytest

from jobs_lint.engine.lint import lint
from jobs_lint.engine.options import Options

OTHERS = {
    "a board": '{"name": "board", "taskGroups": [{"id": 1, "title": "Next"}, {"id": 2, "title": "Done"}]}',
    "an evaluation": "group: all\ntask_groups:\n  - task: a\n    shots: 5\n  - task: b\n",
    "groups by name": "task_groups:\n  extract: {tooltip: x}\n  load: {tooltip: y}\n",
    "queues": "taskGroups: [{name: a, queue: q}, {name: b, queue: q}]\nserver: {port: 80}\n",
    "values of a chart": "replicaCount: 2\ntemplate:\n  template:\n    timeout: 5m\n    containers: [{image: x}]\n",
    "values of a chart, with more of it": (
        "replicaCount: 2\ntemplate:\n  name: a\n  template:\n    timeout: 5\n    containers: [{name: x}]\n"
    ),
    "counts, and no container": "chart: a\ntemplate: {taskCount: 2, template: {containers: [a, b]}}\n",
    "a Kubernetes object": (
        "kind: Widget\ntemplate: {taskCount: 2, template: {maxRetries: 1, containers: [{image: x}]}}\n"
    ),
    "a call to somebody else": (
        "main:\n  steps:\n  - a:\n      call: http.post\n"
        "      args: {url: 'https://example.com', body: {taskGroups: [{title: a}, {title: b}]}}\n"
    ),
}
JOBS = {
    "no item": "taskGroups: []\n",
    "an empty item": "taskGroups: [{}]\n",
    "items of a wrong type": "taskGroups: [1, [], x, null]\n",
    "a field one level too high": "taskGroups:\n- runnables: [{script: {text: ls}}]\n",
    "nothing right in the group, but beside it": "taskGroups: [{taskspec: {}}]\nlogsPolicy: {}\n",
    "a foreign key at the top, and a number of tasks": (
        "region: a\ntemplate: {task_count: 2, template: {containers: [{args: [x]}]}}\n"
    ),
    "a foreign key at the top, and tasks at a time": (
        "x-a: a\ntemplate: {parallelism: 2, template: {containers: [{image: x}]}}\n"
    ),
    "a foreign key at the top, and retries": (
        "maxRetries: 1\ntemplate: {template: {max_retries: 2, containers: [{image: x}]}}\n"
    ),
    "a foreign key at the top, and a timeout": (
        "timeout: 1s\ntemplate: {template: {timeout: 600s, containers: [{image: x}]}}\n"
    ),
    "an export with a newer key": (
        "name: projects/p/locations/l/jobs/j\nnewerKey: 1\ntemplate: {template: {containers: [{image: x}]}}\n"
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_not_a_job(name: str) -> None:
    result = lint("file.yaml", OTHERS[name].encode(), Options())
    assert (result.jobs, result.findings) == ((), ())


@pytest.mark.parametrize("name", JOBS)
def test_a_job(name: str) -> None:
    assert len(lint("file.yaml", JOBS[name].encode(), Options()).jobs) == 1
