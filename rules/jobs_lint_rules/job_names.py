"""A job's name as the service knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobs_lint.api import Job

_RESOURCES = frozenset({"config-connector", "crossplane"})
"""Forms whose name is that of a Kubernetes resource: another field may say what the job is called."""
_PATH = "/jobs/"


def job_id(job: Job) -> str:
    """The name without the project and location that may stand before it; empty where it isn't known."""
    name = job.name
    if not name.is_set or job.dialect in _RESOURCES:
        return ""
    return name.known().rpartition(_PATH)[-1]
