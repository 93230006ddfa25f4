"""A Batch job that keeps no logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limits

_NOWHERE = (None, "DESTINATION_UNSPECIFIED", "0")


@rule("COST101", "logs-to-nowhere", severity="warning", on=BatchJob, tags=("batch", "logs", "cost"))
def logs_to_nowhere(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Batch job says nowhere where its logs go, so that none are kept.

    ## Why
    Without a destination Batch throws away what the tasks write. When a task fails, nothing says why, and the whole
    job has to be paid for once more to find out.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    logsPolicy: {destination: DESTINATION_UNSPECIFIED} # <- COST101
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    logsPolicy: {destination: CLOUD_LOGGING}
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/analyze-job-using-logs
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    setting = job.logs_destination
    if setting.value not in _NOWHERE:
        return
    if job.logs_path.is_written or any(each.value == setting.key for each in job.quirks("field-at-wrong-level")):
        return  # a path without its destination, and a destination at the wrong place, are other mistakes
    what = f"{setting.key} is {setting.text}" if setting.is_set else "no destination of the logs is set"
    advice = "write logsPolicy with destination CLOUD_LOGGING"
    if job.dialect == "gcloud":
        advice = "no option does that: submit a file by --config that has a logsPolicy with destination CLOUD_LOGGING"
    yield setting.finding(f"{what}, so what the tasks write is thrown away; {advice}")
