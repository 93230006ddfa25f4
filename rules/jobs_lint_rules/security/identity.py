"""The accounts that jobs run as, and what the VMs may do for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Job, Limits, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_COMPUTE = "-compute@developer.gserviceaccount.com"
_APP_ENGINE = "@appspot.gserviceaccount.com"
_LOOKED_UP = "data.google_compute_default_service_account."
_WIDE = "https://www.googleapis.com/auth/cloud-platform"
_SCOPES = "https://www.googleapis.com/auth/"
_WITHIN = (
    "bigquery",
    "compute",
    "datastore",
    "devstorage.",
    "logging.",
    "monitoring",
    "pubsub",
    "sqlservice",
    "trace.",
)
"""How the scopes start that are part of the one that every VM of Batch has. Others, such as Drive's, are none of it."""


@rule(
    "SEC005",
    "default-service-account",
    severity="warning",
    on=Job,
    tags=("cloud-run", "batch"),
    profile="pedantic",
    when=("service_account",),
)
def default_service_account(job: Job, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A job names a default service account, of Compute Engine or of App Engine.

    ## Why
    All that runs in the project and names no account of its own runs as this one, and in most projects it has the role
    Editor. A flaw in one job then opens everything in the project, and a role that one job needs is a role for all.
    Give each job an account of its own, with the roles that it needs.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          template:
            spec:
              serviceAccountName: 123456789012-compute@developer.gserviceaccount.com # <- SEC005
              containers:
                - image: europe-docker.pkg.dev/shop/images/import:v3
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          template:
            spec:
              serviceAccountName: import@shop.iam.gserviceaccount.com
              containers:
                - image: europe-docker.pkg.dev/shop/images/import:v3
    ```

    ## Related
    For virtual machines: checkov `CKV_GCP_30`, trivy `AVD-GCP-0044`, KICS `3cb4af0b-056d-4fb1-8b95-fdc4593625ff`. For
    jobs: Google's sample constraint `custom.cloudrunJobDisableDefaultServiceAccount`.

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/service-identity
    - https://docs.cloud.google.com/batch/docs/create-run-job-custom-service-account
    - https://docs.kics.io/latest/queries/terraform-queries/gcp/3cb4af0b-056d-4fb1-8b95-fdc4593625ff
    """
    account = job.service_account
    if not account.is_written:
        return
    text = account.text.strip("\"' ")
    if text.endswith(_COMPUTE) or text.startswith(_LOOKED_UP):
        whose = "Compute Engine"
    elif text.endswith(_APP_ENGINE):
        whose = "App Engine"
    else:
        return
    what = f"{account.key} is the default account of {whose}, which often may edit all of the project"
    yield account.finding(f"{what}; give the job an account of its own, with the roles that it needs")


@rule("SEC006", "no-service-account", severity="info", on=Job, tags=("cloud-run", "batch"), profile="pedantic")
def no_service_account(job: Job, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """A job names no service account, and so runs as the default one of Compute Engine.

    ## Why
    The default account is shared by all that names no other. In older projects it has the role Editor; in organizations
    made since May 2024 it has no role at all, and the job fails at its first call of an API. An account of the
    job's own, with the roles that it needs, works in both. A Batch job with an instance template has the template's
    account and is left alone.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          template:
            spec: # <- SEC006
              containers:
                - image: europe-docker.pkg.dev/shop/images/import:v3
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          template:
            spec:
              serviceAccountName: import@shop.iam.gserviceaccount.com
              containers:
                - image: europe-docker.pkg.dev/shop/images/import:v3
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/import:v3
    allocationPolicy:
      serviceAccount:
        email: import@shop.iam.gserviceaccount.com
    ```

    ## Related
    For virtual machines: checkov `CKV_GCP_30`, trivy `AVD-GCP-0044`, KICS `3cb4af0b-056d-4fb1-8b95-fdc4593625ff`.

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/service-identity
    - https://docs.cloud.google.com/batch/docs/create-run-job-custom-service-account
    - https://docs.kics.io/latest/queries/terraform-queries/gcp/3cb4af0b-056d-4fb1-8b95-fdc4593625ff
    """
    account = job.service_account
    if account.value is not None and account.value != "":
        return
    if isinstance(job, BatchJob) and (job.instance_template.is_written or job.instances.is_unknown):
        return
    key = "serviceAccount.email" if account.key == "email" else account.key
    what = f"{key} is not set, so the job runs as the default account of Compute Engine, which other work shares"
    yield account.finding(f"{what}; name an account of the job's own, with the roles that it needs")


@rule(
    "SEC207",
    "scopes-narrow-nothing",
    severity="info",
    on=BatchJob,
    tags=("batch",),
    profile="pedantic",
    when=("scopes",),
)
def scopes_narrow_nothing(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """Scopes are listed that the VMs of a Batch job have anyway.

    ## Why
    Batch adds the scopes of the list to `cloud-platform`, which has all of Google Cloud in it: they neither give nor
    take anything. Whoever lists `devstorage.read_only` may think that the job can't write, and it can. What a job may
    do is up to the roles of its service account. Scopes beyond Google Cloud, such as those of Drive, do count.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/import:v3
    allocationPolicy:
      serviceAccount:
        email: import@shop.iam.gserviceaccount.com
        scopes:
          - https://www.googleapis.com/auth/devstorage.read_only # <- SEC207
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/import:v3
    allocationPolicy:
      serviceAccount:
        email: import@shop.iam.gserviceaccount.com
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/batch/docs/create-run-job-custom-service-account
    """
    scopes = [scope.value for scope in job.scopes]
    if any(scope.is_unknown or scope.value == _WIDE for scope in scopes):
        return
    for scope in scopes:
        name = scope.text.removeprefix(_SCOPES)
        if name != scope.text and name.startswith(_WITHIN):
            what = "this scope narrows nothing, for Batch adds it to cloud-platform, which has all of it"
            yield scope.finding(f"{what}; leave it out, and narrow the roles of the account")
            return
