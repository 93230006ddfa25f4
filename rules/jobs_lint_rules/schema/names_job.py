"""Names of Cloud Run jobs with characters that they can't have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule
from jobs_lint_rules.job_names import job_id
from jobs_lint_rules.quoting import is_short, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_INNER = _LETTERS | frozenset("0123456789-")


def _is_right(name: str) -> bool:
    return name[0] in _LETTERS and name[-1] != "-" and _INNER.issuperset(name)


def _mended(name: str) -> str:
    """The nearest name that is right; empty where there is none."""
    mended = "".join(letter if letter in _INNER else "-" for letter in name.lower()).strip("-")
    return mended if name.isascii() and mended and _is_right(mended) else ""


@rule("SCH040", "invalid-job-name", severity="error", on=CloudRunJob, tags=("schema", "cloud-run", "names"))
def invalid_job_name(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The name of a Cloud Run job has characters that it can't have.

    ## Why
    The name has small letters, digits and hyphens, starts with a letter and doesn't end with a hyphen. The API
    refuses all others. Most often a capital, a dot or the underscore of a variable's or a module's name got in, which
    neither Terraform nor gcloud's own reading of a file stops.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import_orders # <- SCH040
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import-orders
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/create-jobs
    - https://github.com/GoogleCloudPlatform/magic-modules/pull/8937
    """
    name = job_id(job)
    if not name or _is_right(name) or job.name.flaw or name.isupper():  # JOB_NAME stands for one to be filled in
        return
    mended = _mended(name)
    advice = f"write {mended}" if is_short(mended) else "rename the job"
    shown = quoted(name, "the name")
    text = f"{shown} is no name for a job, which has small letters, digits and hyphens, starts with a letter and "
    yield job.name.finding(f"{text}doesn't end with a hyphen; {advice}")
