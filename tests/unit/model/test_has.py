"""What a job has: the fields by which rules are passed over."""

from __future__ import annotations

import pytest

from jobs_lint.dialects import of_kind
from jobs_lint.read import read
from jobs_lint.recognise import recognise

HEAD = "apiVersion: run.googleapis.com/v1\nkind: Job\nspec: {template: {spec: {template: {spec: %s}}}}\n"


def has(spec: str, path: str) -> bool:
    text = HEAD % spec
    assert read(text, "yaml").problem is None
    (job,) = recognise(text, "yaml", of_kind("yaml")).jobs
    assert job.has(path) is job.has(path)
    return job.has(path)


@pytest.mark.parametrize(
    ("spec", "path", "there"),
    [
        ("{}", "volumes", False),
        ("{volumes: []}", "volumes", False),
        ("{volumes: [{name: a}]}", "volumes", True),
        ("{volumes: '${VOLUMES}'}", "volumes", True),
        ("{}", "timeout", False),
        ("{timeoutSeconds: 5}", "timeout", True),
        ("{timeoutSeconds: '${TIMEOUT}'}", "timeout", True),
        ("{containers: [{image: a}]}", "containers.startup_probe", False),
        ("{containers: [{image: a}, {startupProbe: {periodSeconds: 1}}]}", "containers.startup_probe", True),
        ("{containers: [{image: a, ports: [{containerPort: 1}]}]}", "containers.ports", True),
        ("{containers: '${CONTAINERS}'}", "containers.ports", True),
        ("{containers: [{image: a}]}", "uses_gpu", False),
        ("{containers: [{resources: {limits: {nvidia.com/gpu: '1'}}}]}", "uses_gpu", True),
        ("{containers: [{resources: {limits: {nvidia.com/gpu: '${N}'}}}]}", "uses_gpu", True),
    ],
)
def test_has(spec: str, path: str, there: bool) -> None:
    assert has(spec, path) is there
