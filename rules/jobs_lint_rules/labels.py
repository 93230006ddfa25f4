"""All labels of a job that its service looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, CloudRunJob

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Job, Label, Parts

_RESOURCE = "config-connector"
"""A form whose own labels are those of a Kubernetes resource, of which not all are passed on."""


def label_lists(job: Job) -> Iterator[tuple[Parts[Label], str]]:
    """The labels of each thing that has some, and what it is called."""
    if job.dialect != _RESOURCE:
        yield job.labels, "the job"
    if isinstance(job, CloudRunJob):
        yield job.execution_labels, "an execution"
    elif isinstance(job, BatchJob):
        yield job.allocation_labels, "the VMs"
        for runnable in job.runnables:
            yield runnable.labels, "a runnable"
