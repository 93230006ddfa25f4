"""The service account of the VMs, and the roles that it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jobs_lint.migrate.names import carried
from jobs_lint.migrate.to_batch.going import ALLOCATION, is_said

if TYPE_CHECKING:
    from jobs_lint.migrate.to_batch.going import Going

_EMAIL: Final = (*ALLOCATION, "serviceAccount", "email")
_ALWAYS: Final = {
    "roles/batch.agentReporter": "to tell Batch how tasks do",
    "roles/logging.logWriter": "for logs",
    "roles/artifactregistry.reader": "for the image",
}


def put_service_account(going: Going) -> None:
    """Write the account that the VMs run as."""
    setting, draft = going.job.service_account, going.draft
    if not is_said(going.job, "service_account"):
        return
    text = carried(setting)
    name = text.rpartition("/")[2] if setting.is_set else text
    if setting.is_set and "@" not in name and name:
        email = f"{name}@{going.the_project()}.iam.gserviceaccount.com"
        draft.change(setting, _EMAIL, email, "the address of the account, which Batch asks for")
    elif name != text:
        draft.change(setting, _EMAIL, name, "the address alone")
    else:
        draft.keep(setting, _EMAIL, text)


def need_roles(going: Going) -> None:
    """Say which roles the account and the person need."""
    setting = going.job.service_account
    who = "the service account of the job"
    if setting.is_set:
        who = going.draft.document["allocationPolicy"]["serviceAccount"]["email"]
    elif not setting.is_written:
        who = "the Compute Engine default service account"
    roles = {**_ALWAYS, **going.roles}
    listed = ", ".join(f"{role} ({why})" for role, why in roles.items())
    going.draft.need(f"grant {who} {listed}")
    going.draft.need(
        "whoever submits the job needs roles/batch.jobsEditor, and roles/iam.serviceAccountUser on that account"
    )
