"""How long a connector of Workflows waits for a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Job, Limits, rule
from jobs_lint_rules.words import duration, over, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limit

_OVERRIDES = "overrides."
"""What the path of a field has where the call runs a job: one that creates a job doesn't wait for its end."""
_MOST, _USUAL = "workflows-connector-timeout", "workflows-connector-timeout-default"


def _limit(job: Job, limits: Limits, name: str) -> Limit:
    return limits[f"{job.service}.{name}"]


@rule(
    "LIM249",
    "connector-timeout-too-long",
    severity="warning",
    on=Job,
    tags=("cloud-run", "batch", "workflows"),
    when=("connector_timeout",),
)
def connector_timeout_too_long(job: Job, limits: Limits) -> Iterator[Finding]:
    """A connector of Workflows is to wait for a job for more than a year.

    ## Why
    A call waits for 31,536,000 seconds at most, which is a year, and a job of either service has ended long before.
    Most often the number is in milliseconds: the field takes seconds.

    ## Bad
    ```yaml
    main:
      steps:
        - submit:
            call: googleapis.batch.v1.projects.locations.jobs.create
            args:
              parent: projects/example/locations/europe-west1
              jobId: import
              body:
                taskGroups:
                  - taskSpec:
                      runnables:
                        - container:
                            imageUri: europe-docker.pkg.dev/example/images/import
              connector_params:
                timeout: 36000000 # <- LIM249
    ```

    ## Good
    ```yaml
    main:
      steps:
        - submit:
            call: googleapis.batch.v1.projects.locations.jobs.create
            args:
              parent: projects/example/locations/europe-west1
              jobId: import
              body:
                taskGroups:
                  - taskSpec:
                      runnables:
                        - container:
                            imageUri: europe-docker.pkg.dev/example/images/import
              connector_params:
                timeout: 36000
    ```

    ## See
    - https://docs.cloud.google.com/workflows/docs/connectors
    """
    wait = job.connector_timeout
    if not wait.is_set:
        return
    limit = _limit(job, limits, _MOST)
    if wait > limit:
        text = over(wait, duration(wait.known()), limit, "the wait of a connector")
        yield wait.finding(f"{text}; write it in seconds", limit=limit)


@rule(
    "LIM250",
    "connector-gives-up-early",
    severity="warning",
    on=Job,
    tags=("cloud-run", "batch", "workflows"),
    when=("by_connector",),
)
def connector_gives_up_early(job: Job, limits: Limits) -> Iterator[Finding]:
    """A connector of Workflows waits for less long than a task of the job may run.

    ## Why
    The step of a workflow waits for the job's end, for 30 minutes unless `connector_params` says otherwise. Then it
    fails, and with it mostly the workflow, though the job goes on; a retry of the step starts it a second time. Let
    the connector wait for as long as the job may take, or don't let it wait at all, with `skip_polling`.

    ## Bad
    ```yaml
    main:
      steps:
        - submit:
            call: googleapis.batch.v1.projects.locations.jobs.create
            args:
              parent: projects/example/locations/europe-west1
              jobId: import
              body:
                taskGroups:
                  - taskSpec:
                      maxRunDuration: 7200s # <- LIM250
                      runnables:
                        - container:
                            imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    main:
      steps:
        - submit:
            call: googleapis.batch.v1.projects.locations.jobs.create
            args:
              parent: projects/example/locations/europe-west1
              jobId: import
              body:
                taskGroups:
                  - taskSpec:
                      maxRunDuration: 7200s
                      runnables:
                        - container:
                            imageUri: europe-docker.pkg.dev/example/images/import
              connector_params:
                timeout: 10800
    ```

    ## See
    - https://docs.cloud.google.com/workflows/docs/connectors
    - https://cloud.google.com/workflows/docs/samples/workflows-connector-batch
    """
    if not job.by_connector.is_set or not job.timeout.is_set or job.connector_skips_polling.value is True:
        return
    wait = job.connector_timeout
    usual = _limit(job, limits, _USUAL)
    if wait.is_set:
        if job.timeout > wait and (isinstance(job, BatchJob) or _OVERRIDES in job.timeout.field):
            text = f"{seen(wait, duration(wait.known()))}, but a task may run for {duration(job.timeout.known())}"
            advice = "let the connector wait for longer than the job may take"
            yield wait.finding(
                f"{text}: the step fails while the job goes on; {advice}",
                related=(job.timeout.also("the task's time limit"),),
            )
    elif isinstance(job, BatchJob) and wait.value is None and job.timeout > usual:
        if job.connector_skips_polling.is_unknown or job.timeout > limits.batch.max_run_duration:
            return  # what is too long for Batch itself is another mistake
        text = f"{seen(job.timeout, duration(job.timeout.known()))}, but the connector waits for {usual.describe()}"
        advice = "write a longer timeout into connector_params"
        yield job.timeout.finding(f"{text} by default: the step fails while the job goes on; {advice}")
