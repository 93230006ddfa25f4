"""A Cloud Run job as a Batch job: one module for each topic, in the order in which the config is written.

What differs, and by which sources: https://docs.cloud.google.com/batch/docs/create-run-job and the reference of both
APIs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jobs_lint.migrate.draft import Draft
from jobs_lint.migrate.migration import Migration
from jobs_lint.migrate.to_batch.containers import put_containers
from jobs_lint.migrate.to_batch.going import Going, name_of
from jobs_lint.migrate.to_batch.identity import need_roles, put_service_account
from jobs_lint.migrate.to_batch.labels import put_labels, put_labels_of_job
from jobs_lint.migrate.to_batch.lost import lose_the_rest
from jobs_lint.migrate.to_batch.machine import choice_of, put_instances, put_resources, put_tasks_per_vm, size_of
from jobs_lint.migrate.to_batch.network import put_network
from jobs_lint.migrate.to_batch.place import find_region, put_place
from jobs_lint.migrate.to_batch.submit import block_too_large, command, need_a_person, need_values
from jobs_lint.migrate.to_batch.tasks import put_attempts, put_tasks
from jobs_lint.migrate.to_batch.volumes import put_volumes

if TYPE_CHECKING:
    from jobs_lint.migrate.migration import Context
    from jobs_lint.model.cloud_run import CloudRunJob

TARGET: Final = "batch"
_OF_TASK: Final = ("computeResource", "maxRunDuration", "maxRetryCount", "environment", "volumes", "runnables")
_OF_RUNNABLE: Final = ("displayName", "background", "timeout", "container", "environment")
_OF_CONTAINER: Final = ("imageUri", "entrypoint", "commands", "options", "volumes")


def to_batch(job: CloudRunJob, context: Context) -> Migration:
    """The Batch job that does what a Cloud Run job does, and what became of each of its fields."""
    draft = Draft()
    going = Going(job, context, draft)
    find_region(going)
    size = size_of(going)
    choice = choice_of(going, size)
    put_tasks(going)
    put_tasks_per_vm(going, choice)
    put_resources(going, size)
    put_attempts(going)
    inside = put_volumes(going)
    put_containers(going, inside)
    _sort_task(draft)
    put_place(going)
    put_instances(going, size, choice)
    put_service_account(going)
    put_network(going)
    put_labels(going)
    put_labels_of_job(going)
    draft.assume(("logsPolicy", "destination"), "CLOUD_LOGGING", "Batch keeps no logs unless it is told where")
    commands = (command(going),)
    block_too_large(going)
    need_values(going)
    need_roles(going)
    need_a_person(going, size)
    lose_the_rest(going)
    return Migration(job, TARGET, name_of(job, context), draft.document, tuple(draft.steps), commands, draft.origins)


def _sort_task(draft: Draft) -> None:
    """Put the fields of the task in the order of the documentation."""
    task = draft.document["taskGroups"][0]["taskSpec"]
    _sort(task, _OF_TASK)
    for runnable in task.get("runnables", ()):
        _sort(runnable, _OF_RUNNABLE)
        _sort(runnable.get("container", {}), _OF_CONTAINER)


def _sort(mapping: dict[str, Any], order: tuple[str, ...]) -> None:
    for key in order:
        if key in mapping:
            mapping[key] = mapping.pop(key)
