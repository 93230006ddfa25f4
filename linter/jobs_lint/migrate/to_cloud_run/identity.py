"""What the job is called, and as whom it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jobs_lint.migrate.names import NO_NAME, carried, dns_label, without_stamp
from jobs_lint.migrate.to_cloud_run.coming import METADATA, TASK
from jobs_lint.migrate.to_cloud_run.there import is_there
from jobs_lint.model.placeholder import has_mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobs_lint.migrate.to_cloud_run.coming import Coming
    from jobs_lint.model.parts import Label
    from jobs_lint.model.setting import Setting

_NAME: Final = (*METADATA, "name")
_RESERVED: Final = ("goog-", "google-", "goog_")


def put_name(coming: Coming) -> None:
    """The name, which a Cloud Run job keeps, and which a Batch job has for one run only."""
    job, draft = coming.job, coming.draft
    longest = coming.limits.cloud_run.job_name_documented_length.amount
    source: Setting[str] | None = next((each for each in (job.name, job.name_prefix) if is_there(each)), None)
    written = carried(source).rpartition("/")[2] if source is not None else job.display_name or ""
    if has_mark(written):
        is_made = job.dialect == "workflows" or any(char in written for char in "\"'+( ")
        if source is not None and not is_made:
            draft.keep(source, _NAME, written)
            coming.name = written
            return
        if source is not None:
            draft.leave_out(source, "a name that is made for each run; a Cloud Run job keeps its name")
        source, written = None, ""
    made = dns_label(without_stamp(written), longest)
    if source is not None and made:
        if made == written:
            draft.keep(source, _NAME, made)
        else:
            draft.change(source, _NAME, made, f'"{written}" was for one run; a Cloud Run job keeps its name')
    elif made:
        draft.assume(_NAME, made, "the file has no name for the job: this is what its tool calls it")
    else:
        made = dns_label(coming.context.name or "", longest)
        if made:
            draft.assume(_NAME, made, "the job has no name, and on Cloud Run it needs one: this is that of its file")
        else:
            made = NO_NAME
            draft.put(_NAME, made)
            draft.need(
                "give the job a name: Cloud Run keeps it under that, and replaces a job that has the same", path=_NAME
            )
    coming.name = made


def put_labels(coming: Coming) -> None:
    """The labels of the job and of its VMs, which Cloud Run has as one: they reach the bill from there."""
    _put_labels(coming, coming.job.labels)
    _put_labels(coming, coming.job.allocation_labels)


def _put_labels(coming: Coming, labels: Iterable[Label]) -> None:
    draft = coming.draft
    for label in labels:
        name, value = carried(label.name), carried(label.value)
        known = draft.document.get("metadata", {}).get("labels", {})
        if name.startswith(_RESERVED):
            draft.leave_out(label.value, "Google sets labels of this name itself")
        elif not (_is_right(name) and (name[:1].isalpha() or has_mark(name)) and _is_right(value)):
            draft.lose(label.value, "labels take small letters, digits, hyphens and underscores alone")
        elif known.get(name) == value:
            draft.leave_out(label.value, "the job's label of the same name says it")
        elif name in known:
            draft.lose(label.value, f'the job has a label of the same name, "{known[name]}", and that is the one kept')
        else:
            draft.keep(label.value, (*METADATA, "labels", name), value)


def _is_right(text: str) -> bool:
    """Whether a text is fit for a label, as far as that is known."""
    return has_mark(text) or all(letter in "-_" or (letter.isalnum() and letter == letter.lower()) for letter in text)


def put_account(coming: Coming) -> None:
    """The service account."""
    account, draft = coming.job.service_account, coming.draft
    if is_there(account):
        draft.keep(account, (*TASK, "serviceAccountName"), carried(account))


def say_roles(coming: Coming) -> None:
    """What the service account has to be allowed, and who deploys."""
    draft, account = coming.draft, coming.job.service_account
    if is_there(account):
        draft.need(
            f"whoever deploys the job needs roles/iam.serviceAccountUser on {carried(account)}, and roles/run.developer"
        )
    whose = carried(account) if is_there(account) else "the default service account of Compute Engine"
    for role, what in coming.roles.items():
        draft.need(f"{whose} needs {role}, {what}")
