"""Names of Cloud Run jobs that are too long, alone or with the token that becomes part of an execution's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, human_count, rule
from jobs_lint_rules.job_names import job_id
from jobs_lint_rules.quoting import is_short, says

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limit


def _too_long(job: CloudRunJob, limit: Limit, advice: str) -> Finding:
    text = f"the job's name has {human_count(len(job_id(job)))} characters, over the limit of {limit.describe()}"
    return job.name.finding(f"{text} {advice}", limit=limit)


@rule("LIM140", "job-name-too-long", severity="error", on=CloudRunJob, tags=("cloud-run", "names"))
def job_name_too_long(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """The name of a Cloud Run job is longer than 63 characters.

    ## Why
    The names of executions and tasks are made of the job's, so it is bounded. No tool takes more than 63 characters,
    and the documentation allows fewer still: see job-name-over-documented-length.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: monthly-report-of-all-customers-in-all-regions-and-for-all-products # <- LIM140
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/report
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: monthly-report
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/report
    ```

    ## See
    - https://docs.cloud.google.com/sdk/gcloud/reference/run/jobs/create
    """
    limit = limits.cloud_run.job_name_length
    if len(job_id(job)) > limit.amount:
        yield _too_long(job, limit, "for it; choose a shorter one")


@rule("LIM141", "job-name-over-documented-length", severity="warning", on=CloudRunJob, tags=("cloud-run", "names"))
def job_name_over_documented_length(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """The name of a Cloud Run job is longer than the 49 characters that the documentation allows.

    ## Why
    gcloud lets names of up to 63 characters pass, and which of the two limits the API holds to isn't certain. With
    49 the name works everywhere, and there is room for what is put behind it in the names of executions.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: monthly-report-of-all-customers-in-all-the-regions # <- LIM141
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/report
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: monthly-report-of-all-customers-in-all-regions
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/report
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/deploying
    """
    limit = limits.cloud_run.job_name_documented_length
    if limit.amount < len(job_id(job)) <= limits.cloud_run.job_name_length.amount:
        advice = "that the documentation has for it, and the job may be refused; choose a shorter one"
        yield _too_long(job, limit, advice)


@rule(
    "LIM142",
    "job-name-and-token-too-long",
    severity="error",
    on=CloudRunJob,
    tags=("cloud-run", "names"),
    when=("start_execution_token", "run_execution_token"),
)
def job_name_and_token_too_long(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """The name of a Cloud Run job and its execution token are longer than 62 characters together.

    ## Why
    The token is put behind the job's name to make the name of the execution that is started, and the sum has to stay
    below 63 characters. A commit's full hash is 40 characters: its first eight do as well.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import-orders-and-customers
    spec:
      startExecutionToken: 2f1d7c0a9be84f6f8a4c5b0e7d3a61f2b9c84d10 # <- LIM142
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
      name: import-orders-and-customers
    spec:
      startExecutionToken: 2f1d7c0a
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://run.googleapis.com/$discovery/rest?version=v2
    """
    name = job_id(job)
    if not name:
        return
    limit = limits.cloud_run.job_name_and_token_length
    for token in (job.start_execution_token, job.run_execution_token):
        total = len(name) + len(token.known()) if token.is_set else 0
        if total > limit.amount:
            makes = ", which makes" if is_short(token.known()) else " makes"
            text = f"{says(token)}{makes} {human_count(total)} characters with the job's name"
            text += f", over the limit of {limit.describe()} for both together; shorten the token or the name"
            yield token.finding(text, limit=limit, related=(job.name.also("the job's name"),))
            return
