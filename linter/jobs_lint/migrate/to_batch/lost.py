"""What Batch hasn't got, as data; and what no topic has told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jobs_lint.migrate.migration import CHANGED
from jobs_lint.migrate.migration import LOST as LOST_HERE
from jobs_lint.migrate.rest import tell_the_rest
from jobs_lint.migrate.to_batch.going import is_said
from jobs_lint.model.field import Field, Several, Single

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.migrate.draft import Draft
    from jobs_lint.migrate.to_batch.going import Going
    from jobs_lint.model.part import Nested, Part, Parts
    from jobs_lint.model.setting import Setting

LOST: Final = (
    ("encryption_key", "a Batch disk takes no key: use an instance template whose disks have one"),
    ("binary_authorization", "Batch checks no policy of Binary Authorization: check the image before it is submitted"),
    ("binary_authorization_default", "Batch checks no policy of Binary Authorization: check the image beforehand"),
    ("binary_authorization_breakglass", "there is no policy on Batch that it would get past"),
    ("delay_execution", "Batch starts as soon as there are VMs: FLEX_START as provisioning model is the nearest"),
    ("connector_timeout", "the workflow's: Batch's connector has a timeout of its own"),
    ("connector_skips_polling", "the workflow's: Batch's connector has parameters of its own"),
)
"""Fields of the job that have no like on Batch, and what to do instead."""

LEFT_OUT: Final = (
    ("execution_environment", "Batch runs containers on VMs, where there is nothing to choose"),
    ("launch_stage", "Batch jobs have no launch stage"),
    ("gpu_zonal_redundancy_disabled", "Batch has no zonal redundancy that could be on"),
    ("client", "it only says which tool wrote the job"),
    ("client_version", "it only says which tool wrote the job"),
    ("deletion_protection", "a Batch job is a single run: nothing stays that would have to be protected"),
    ("start_execution_token", "submitting a job runs it"),
    ("run_execution_token", "submitting a job runs it"),
    ("by_connector", "the workflow has to call Batch's connector, googleapis.batch.v1, instead"),
)
"""Fields of the job that nobody misses there."""

LISTS_LOST: Final = (
    ("container_dependencies", "Batch starts all containers at once: let the main one try until the others answer"),
)
LISTS_LEFT_OUT: Final = (("secret_aliases", "the names of secrets are written out in full"),)
_ANNOTATIONS: Final = ("annotations", "execution_annotations")
_OF_SYSTEM: Final = ("run.googleapis.com/", "serving.knative.dev/", "client.knative.dev/", "autoscaling.knative.dev/")
_BY_SERVICE: Final = "the service's own: it says what became of the job"
OF_SYSTEM: Final = {
    **dict.fromkeys(("apiVersion", "kind"), (CHANGED, "")),
    **dict.fromkeys(
        tuple(
            f"{key}="
            for key in ["metadata", "labels", "annotations", "spec", "resources", "limits", "nodeSelector", "vpcAccess"]
        ),
        (CHANGED, ""),
    ),
    **dict.fromkeys(
        (
            *("uid", "generation", "observedGeneration", "resourceVersion", "selfLink", "creationTimestamp", "etag"),
            *("createTime", "updateTime", "deleteTime", "expireTime", "creator", "lastModifier", "status"),
            *("terminalCondition", "conditions", "executionCount", "latestCreatedExecution", "reconciling"),
            *("satisfiesPzs", "functionalType", "finalizers", "managedFields", "ownerReferences"),
        ),
        (CHANGED, _BY_SERVICE),
    ),
    **dict.fromkeys(
        ("restartPolicy", "imagePullPolicy", "requests", "completions", "backoffLimit"),
        (CHANGED, "a field of Kubernetes, which Cloud Run has no use for either"),
    ),
    "containers": (LOST_HERE, "what is in it isn't seen here"),
    "parent": (CHANGED, "where the job is, which the command says"),
    "envFrom": (LOST_HERE, "Cloud Run reads no such field either: write each variable out"),
}
"""What isn't in the model and isn't lost, by its key. Of the form of the file, and of a
message with nothing in it, nothing has to be said."""

_UNUSED: Final = frozenset({"address", "title"})
"""What a tool calls the job, which is no field of it."""

REST: Final = "Batch has nothing like it"


def lose_the_rest(going: Going) -> None:
    """Tell of all that is written and that no topic has told."""
    job, draft = going.job, going.draft
    for names, tell in ((LOST, draft.lose), (LEFT_OUT, draft.leave_out)):
        for name, note in names:
            setting: Setting[Any] = getattr(job, name)
            if is_said(job, name) and not is_told(setting.field, _told(draft)):
                tell(setting, note)
    for lists, tell in ((LISTS_LOST, draft.lose), (LISTS_LEFT_OUT, draft.leave_out)):
        for name, note in lists:
            parts: Parts[Part] = getattr(job, name)
            if parts:
                for part in parts:
                    tell(part, note)
    told = _told(draft)
    for name in _ANNOTATIONS:
        for annotation in getattr(job, name):
            key = str(annotation.name.value or "")
            if is_told(annotation.field, told):
                continue
            if key.startswith(_OF_SYSTEM):
                draft.leave_out(annotation, "it is an annotation of Cloud Run, which means nothing to Batch")
            else:
                draft.lose(annotation, "Batch has no annotations; make it a label where somebody reads it")
    if job._table.schema:
        tell_the_rest(draft, job, OF_SYSTEM)
        return
    told = _told(draft)
    for setting in written(job):
        if not is_told(setting.field, told):
            draft.lose(setting, REST)
            told.add(setting.field)


def _told(draft: Draft) -> set[str]:
    return {step.source for step in draft.steps if step.source}


def is_told(field: str, told: set[str]) -> bool:
    """Whether a field, one that it is in, or one that is in it, is among some."""
    if field in told or any(field[:at] in told for at, char in enumerate(field) if char in ".["):
        return True
    return any(each.startswith((f"{field}.", f"{field}[")) for each in told)


def written(part: Part) -> Iterator[Setting[Any]]:
    """All fields of a part and of those below it that are in the file."""
    fields = {name: each for kind in reversed(type(part).__mro__) for name, each in vars(kind).items()}
    for name, field in fields.items():
        if name in _UNUSED:
            continue
        if isinstance(field, Field):
            setting = getattr(part, name)
            if setting.is_set or (setting.is_unknown and setting.text):
                yield setting
        elif isinstance(field, Several):
            for each in getattr(part, name):
                yield from written(each)
        elif isinstance(field, Single):
            nested: Nested = getattr(part, name)
            if nested.is_written:
                yield from written(nested)
