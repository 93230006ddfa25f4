"""What is told on sight is what reading each field tells: a job is passed over only where none of them is odd."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from jobs_lint.dialects import of_kind
from jobs_lint.model import part, quirks
from jobs_lint.recognise import recognise
from unit.model.nodes import batch, cloud_run

if TYPE_CHECKING:
    from jobs_lint.model.part import Quirk

KNATIVE = """\
apiVersion: run.googleapis.com/v1
kind: Job
metadata:
  name: report
  annotations: {run.googleapis.com/launch-stage: GA}
spec:
  template:
    spec:
      parallelism: 4
      template:
        spec:
          timeoutSeconds: 1800
          containers:
            - image: europe-docker.pkg.dev/example/jobs/report
              args: [--month]
              env:
                - {name: BUCKET, value: reports}
              resources: {limits: {cpu: "2", memory: 4Gi}}
              startupProbe: {periodSeconds: 5, tcpSocket: {port: 80}}
"""
REST = """\
template:
  task_count: 3
  template:
    timeout: 600s
    maxRetries: 1
    containers:
      - image: europe-docker.pkg.dev/example/jobs/report
        resources: {limits: {memory: 512Mi}}
    volumes:
      - {name: files, gcs: {bucket: files, readOnly: true}}
"""
BATCH = """\
taskGroups:
  - taskCount: 4
    task_spec:
      maxRunDuration: 7200s
      computeResource: {cpuMilli: 4000, memoryMib: 16384}
      runnables:
        - {container: {imageUri: a/b, commands: [a]}, environment: {variables: {A: b}}}
      volumes: [{nfs: {server: 10.0.0.1, remotePath: /x}, mountPath: /mnt}]
      lifecyclePolicies: [{action: RETRY_TASK, actionCondition: {exitCodes: [3]}}]
allocationPolicy:
  location: {allowedLocations: [regions/europe-west1]}
  instances: [{policy: {machineType: n2-standard-8, disks: [{newDisk: {sizeGb: 50}, deviceName: d}]}}]
labels: {team: media}
"""
VALUES = ("010", "1:30", "1_000", "yes", "2.0", "'x y'", "[a]", "[010, {a: 0x1F}]", "{a: 07}", "", "null", "${X}", "-1")
VALUE = r"(?<=[:\[] )[^\s,\[\]{}]+|(?<=\[)[^\s,\[\]{}]+"


def told(text: str) -> list[Quirk]:
    kinds = ("yaml-1-1", "refused-spelling", "duplicate-key", "both-cases")
    jobs = recognise(text, "yaml", of_kind("yaml")).jobs
    return [quirk for job in jobs for kind in kinds for quirk in job.quirks(kind)]


@pytest.mark.parametrize("text", [KNATIVE, REST, BATCH])
def test_nothing_is_passed_over(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    places = [found.span() for found in re.finditer(VALUE, text)]
    texts = [text[:start] + value + text[end:] for start, end in places for value in VALUES]
    on_sight = [told(each) for each in texts]
    monkeypatch.setattr(part, "all_right", lambda *_: False)
    monkeypatch.setattr(quirks, "_has_odd_keys", lambda *_: True)
    assert on_sight == [told(each) for each in texts]
    assert sum(map(bool, on_sight)) > len(places)


@pytest.mark.parametrize("text", [KNATIVE, REST, BATCH])
def test_a_sound_job_is_told_on_sight(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: object) -> None:
        raise AssertionError("a field was read")

    monkeypatch.setattr(part.Part, "_odd", asked)
    monkeypatch.setattr(quirks, "_of_keys", asked)
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("taskGroups: [{taskCount: 1, taskCount: 2}]\n", ["duplicate-key"]),
        ("taskGroups: [{taskCount: 1, task_count: 2}]\n", ["both-cases"]),
        ("taskGroups: [{taskSpec: {runnables: [{env: {a: 1, a: 1, <<: {b: 1, c: 2}}}]}}]\n", ["duplicate-key"]),
        ("taskGroups: [{taskSpec: {environment: {variables: {MY_NAME: a, MY_: b}}}}]\n", []),
    ],
)
def test_keys_of_batch(text: str, kinds: list[str]) -> None:
    job = batch(text)
    assert [quirk.kind for kind in ("duplicate-key", "both-cases") for quirk in job.quirks(kind)] == kinds


def test_keys_of_cloud_run() -> None:
    assert len(cloud_run("spec: {template: {spec: {taskCount: 1, taskCount: 1}}}\n").quirks("duplicate-key")) == 1
    assert len(cloud_run("spec: {template: {spec: {taskCount: 1, task_count: 1}}}\n").quirks("both-cases")) == 0
