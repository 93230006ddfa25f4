"""A Batch job as one of Cloud Run: the YAML of `gcloud run jobs replace`, and what became of each field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jobs_lint.migrate.draft import Draft
from jobs_lint.migrate.migration import Migration
from jobs_lint.migrate.rest import tell_the_rest
from jobs_lint.migrate.to_cloud_run import identity, network, programs, size, tasks, variables, vms, volumes
from jobs_lint.migrate.to_cloud_run.coming import GOOGLE, METADATA, Coming
from jobs_lint.migrate.to_cloud_run.deploy import commands, need_a_person, need_values
from jobs_lint.migrate.to_cloud_run.lost import NOTES

if TYPE_CHECKING:
    from jobs_lint.migrate.migration import Context
    from jobs_lint.model.batch import BatchJob

_ORDER: Final = (
    "apiVersion kind metadata name image labels annotations spec taskCount parallelism template serviceAccountName "
    "timeoutSeconds maxRetries nodeSelector command args workingDir env value valueFrom resources volumeMounts "
    "containers volumes csi nfs emptyDir"
)
_PLACES: Final = {key: place for place, key in enumerate(_ORDER.split())}
"""The order in which people write the keys; those that aren't here keep theirs, behind."""


def to_cloud_run(job: BatchJob, context: Context) -> Migration:
    """The job as one of Cloud Run."""
    draft = Draft()
    draft.put(("apiVersion",), "run.googleapis.com/v1")
    draft.put(("kind",), "Job")
    coming = Coming(job, context, draft)
    identity.put_name(coming)
    identity.put_labels(coming)
    tasks.put_counts(coming)
    tasks.put_attempts(coming)
    identity.put_account(coming)
    programs.plan_boxes(coming)
    programs.put_containers(coming)
    for box in coming.boxes:
        variables.put_env(coming, box)
    variables.say_environments(coming)
    variables.put_aliases(coming)
    variables.block_names(coming)
    size.put_size(coming)
    volumes.put_volumes(coming)
    network.put_network(coming)
    vms.say_vms(coming)
    identity.say_roles(coming)
    if coming.is_preview:
        draft.assume((*METADATA, "annotations", f"{GOOGLE}launch-stage"), "BETA", "the timeout is in preview")
    need_values(coming)
    need_a_person(coming)
    tell_the_rest(draft, job, NOTES)
    document: dict[str, Any] = _ordered(draft.document)
    return Migration(job, "cloud-run", coming.name, document, tuple(draft.steps), commands(coming), draft.origins)


def _ordered(value: Any) -> Any:
    """A document with its keys in the usual order; the user's own names keep theirs."""
    if isinstance(value, list):
        return [_ordered(item) for item in value]
    if not isinstance(value, dict):
        return value
    items = [
        (key, item if key in ("labels", "annotations", "limits", "nodeSelector") else _ordered(item))
        for key, item in value.items()
    ]
    return dict(sorted(items, key=lambda pair: _PLACES.get(pair[0], len(_PLACES))))
