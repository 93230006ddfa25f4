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
