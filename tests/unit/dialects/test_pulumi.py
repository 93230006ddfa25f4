"""Pulumi YAML: resources by their type, what its functions give is unknown, numbers become texts."""

from __future__ import annotations

import pytest

from jobs_lint.model.setting import UNKNOWN
from unit.dialects.seen import cloud_run, dialects_of, findings, jobs, result

PROGRAM = """
name: example
runtime: yaml
variables:
  account: thumbnails
resources:
  thumbnails:
    type: gcp:cloudrunv2:Job
    properties:
      name: thumbnails
      location: us-central1
      template:
        taskCount: ${tasks}
        template:
          maxRetries: {fn::toNumber: 3}
          timeout:
            fn::invoke: {function: example}
          serviceAccount: ${account.email}
          containers:
            - image: example
              resources: {limits: {cpu: 2, memory: 1Gi}}
              envs:
                - {name: COUNT, value: 3}
  other:
    type: gcp:storage:Bucket
"""


def test_calls_and_references_are_unknown() -> None:
    job = cloud_run(PROGRAM)
    assert (job.name.value, job.location.value) == ("thumbnails", "us-central1")
    for setting in (job.task_count, job.max_retries, job.timeout, job.service_account):
        assert setting.value is UNKNOWN
        assert not setting.flaw


def test_a_bare_number_becomes_a_text() -> None:
    (container,) = cloud_run(PROGRAM).containers
    assert (container.cpu.value, container.env[0].value.value) == (2000, "3")
    assert findings(PROGRAM) == []


@pytest.mark.parametrize(
    "call", ["containers: {fn::split: [a, b]}", "template:\n            fn::readFile: ./x", "containers: ${containers}"]
)
def test_what_a_call_gives_is_unknown(call: str) -> None:
    head = PROGRAM.replace("${tasks}", "10001").partition("maxRetries")[0]
    text = f"{head}{call}\n"
    assert findings(text) == [("LIM101", "properties.template.taskCount")]
    assert all(not job.uses_gpu and not job.containers for job in jobs(text))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("name: renamed", "renamed"),
        ("description: x", "thumbnails"),
        ("name: '${name}'", "thumbnails"),
        ("name: 'x-${name}'", "thumbnails"),
        ("name: {fn::toBase64: x}", "thumbnails"),
    ],
)
@pytest.mark.parametrize("kind", ["gcp:cloudrunv2:Job", "google-native:run/v2:Job", "google-native:batch/v1:Job"])
def test_a_job_without_a_literal_name_goes_by_its_logical_name(kind: str, name: str, shown: str) -> None:
    text = PROGRAM.replace("name: thumbnails", name, 1).replace("gcp:cloudrunv2:Job", kind)
    assert [(job.display_name, job.address.value) for job in jobs(text)] == [(shown, "thumbnails")]


def test_every_type_is_known() -> None:
    for kind in ("gcp:cloudrunv2/job:Job", "google-native:run/v2:Job"):
        assert dialects_of(PROGRAM.replace("gcp:cloudrunv2:Job", kind)) == ["pulumi"]


def test_several_jobs_are_seen_and_nothing_else() -> None:
    again = PROGRAM.partition("resources:\n")[2].partition("  other")[0].replace("  thumbnails:", "  second:", 1)
    assert [job.line for job in result(PROGRAM + again).jobs] == [8, 27]
    assert dialects_of(PROGRAM.replace("gcp:cloudrunv2:Job", "gcp:cloudrunv2:Service  # gcp:cloudrunv2:Job")) == []
    assert dialects_of("resources: [gcp:cloudrunv2:Job]") == []
