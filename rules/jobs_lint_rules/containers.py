"""The containers of a Cloud Run job and what they ask for, as far as the file shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobs_lint.api import CloudRunJob, Limits, Setting


def has_more(job: CloudRunJob) -> bool:
    """Whether the job may have containers that the file doesn't show, as with a command that changes a part of it."""
    return job.containers.is_unknown or job.container_dependencies.is_unknown


def lacks_unit(setting: Setting[int], limits: Limits) -> bool:
    """Whether a container's CPU or memory is a bare number that makes sense in another unit alone."""
    if not setting.is_set or not setting.text.strip().isdecimal():
        return False
    value = setting.known()
    if setting.key.endswith("cpu"):
        return value >= limits.advice.cpu_without_unit.amount
    return 0 < value < limits.advice.memory_without_unit.amount
