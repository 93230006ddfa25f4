"""What is said beside a job: by the call of a connector, by gcloud's options, by the name of what was exported."""

from __future__ import annotations

import pytest

from jobs_lint.model.cloud_run import CloudRunJob
from unit.dialects.seen import batch, cloud_run

SECOND = 10**9
CONNECTOR = """
apiVersion: batch.cnrm.cloud.google.com/v1beta1
kind: BatchJob
spec: {location: europe-west1, taskGroups: [{}]}
"""
BATCH = """
- submit:
    call: googleapis.batch.v1.projects.locations.jobs.create
    args:
      parent: projects/example/locations/europe-west1
      jobId: render
      body: {taskGroups: [{}]}
      %s
"""
RUN = """
- run:
    call: googleapis.run.v%d.%s.jobs.run
    args:
      %s
      body: {overrides: {taskCount: 3, parallelism: 2, "${KEY}": 1, containerOverrides: [{name: a, image: b}]}}
      connector_params: {timeout: 60}
"""


def test_a_connector_waits_as_it_is_told() -> None:
    told = batch(BATCH % "connector_params: {timeout: 7200, skip_polling: true}")
    assert told.by_connector.is_set
    assert told.connector_timeout == 7200 * SECOND
    assert told.connector_timeout.field == "connector_params.timeout"
    assert told.connector_skips_polling == True  # noqa: E712 (a setting's comparison)
    silent = batch(BATCH % "")
    assert silent.by_connector.is_set
    assert silent.connector_timeout.value is None
    assert silent.connector_skips_polling.value is None
    assert batch(BATCH % "connector_params: ${waiting}").connector_timeout.is_unknown
    assert not batch("taskGroups: [{}]").by_connector.is_written


@pytest.mark.parametrize(
    ("version", "parent", "args"),
    [
        (1, "namespaces", "name: namespaces/example/jobs/a"),
        (2, "projects.locations", "name: projects/p/locations/l/jobs/a"),
    ],
)
def test_what_a_run_overrides(version: int, parent: str, args: str) -> None:
    job = cloud_run(RUN % (version, parent, args))
    assert isinstance(job, CloudRunJob)
    assert [each.name.value for each in job.overridden if each.name.is_set] == [
        *("taskCount", "parallelism", "containerOverrides")
    ]
    (container,) = job.containers
    assert [each.name.value for each in container.overridden] == ["name", "image"]
    assert job.connector_timeout == 60 * SECOND
    assert job.parallelism.is_unknown


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (BATCH % "", "job.yaml"),
        ("name: projects/example/locations/europe-west1/jobs/render\ntaskGroups: [{}]", "job.yaml"),
        ("gcloud batch jobs submit render --location=europe-west1 --script-text=ls", "job.sh"),
        (
            CONNECTOR,
            "job.yaml",
        ),
    ],
)
def test_the_region_of_a_batch_job_is_not_that_of_its_vms(text: str, path: str) -> None:
    assert batch(text, path).region.value == "europe-west1"


def test_the_prefix_of_an_id() -> None:
    job = batch("gcloud batch jobs submit --job-prefix=render --script-text=ls", "job.sh")
    assert job.name_prefix.value == "render"
    assert job.name_prefix.field == "--job-prefix"
