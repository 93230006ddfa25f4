"""Labels: of the job and of its VMs, which the bill goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jobs_lint.limits import human_count
from jobs_lint.migrate.names import carried
from jobs_lint.migrate.to_batch.going import ALLOCATION, seen
from jobs_lint.model.placeholder import has_mark

if TYPE_CHECKING:
    from jobs_lint.migrate.to_batch.going import Going

_OF_CLOUD_RUN: Final = ("cloud.googleapis.com/", "run.googleapis.com/", "client.knative.dev/", "serving.knative.dev/")
_OF_GOOGLE: Final = ("goog-", "google-")


def put_labels(going: Going) -> None:
    """Write the labels that Batch takes, on the VMs; `put_labels_of_job` writes them on the job."""
    job, draft, most = going.job, going.draft, going.limits.batch.labels_per_resource
    kept: dict[str, str] = {}
    for label in (*seen(job.labels), *seen(job.execution_labels)):
        key, value = carried(label.name), carried(label.value)
        why = _refused(going, key, value)
        if label.field == job.location.field:
            pass  # told where the VMs are
        elif key.startswith(_OF_CLOUD_RUN):
            draft.leave_out(label, "Cloud Run's own; where the VMs are is said in allowedLocations")
        elif why:
            draft.lose(label, why)
        elif key not in kept and len(kept) >= most.value:
            draft.lose(label, f"a job has {human_count(most.value)} labels at most")
        elif key in kept and kept[key] != value:
            draft.lose(label, f"the job has a label of this name already, {kept[key]}")
        else:
            kept[key] = value
            draft.keep(label, (*ALLOCATION, "labels", key), value)
    if job.labels.is_unknown and not going.is_partial:
        draft.need("add the labels that aren't seen here", None, ("labels",))


def put_labels_of_job(going: Going) -> None:
    """Write the same labels on the job itself."""
    labels = going.draft.document.get("allocationPolicy", {}).get("labels")
    if labels:
        going.draft.put(("labels",), dict(labels))


def _refused(going: Going, key: str, value: str) -> str:
    """Why Batch doesn't take a label; empty where it does."""
    batch = going.limits.batch
    if "/" in key or "." in key:
        return "keys of labels have neither slashes nor dots on Batch: give it another name where somebody reads it"
    if key.startswith(_OF_GOOGLE):
        return "keys that start like this are Google's own"
    if len(key) > batch.label_key_length.value or len(value) > batch.label_value_length.value:
        return f"keys and values have {batch.label_key_length.value} characters at most"
    is_right = _is_plain(key) and _is_plain(value) and (key[:1].isalpha() or has_mark(key))
    return (
        ""
        if is_right
        else "keys and values take lower-case letters, digits, hyphens and underscores, and keys start with a letter"
    )


def _is_plain(text: str) -> bool:
    return has_mark(text) or all(char in "-_" or (char.isalnum() and char == char.lower()) for char in text)
