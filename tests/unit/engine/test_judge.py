"""Running rules on jobs: what is left of a job that is done with."""

from __future__ import annotations

from jobs_lint.engine.judge import judge
from jobs_lint.engine.lint import _plan
from jobs_lint.engine.options import Options
from kit import cloud_run_job
from unit.dialects import seen


def test_what_was_read_of_a_job_is_dropped_and_can_be_read_again() -> None:
    (job,) = seen.jobs(cloud_run_job(), "job.yaml")
    name = job.name.value
    judge([job], _plan(Options()).rules, Options())
    assert "name" not in job._kept
    assert job.name.value == name


def test_what_was_assumed_of_a_job_is_kept() -> None:
    (job,) = seen.jobs(cloud_run_job(), "job.yaml")
    job.assume_location("europe-west1")
    job.assume_address("module.nightly")
    judge([job], _plan(Options()).rules, Options())
    assert (job.location.value, job.address.value) == ("europe-west1", "module.nightly")
