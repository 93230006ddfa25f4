"""Fields of Batch in snake_case, which gcloud passes on unchecked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Limits

_FIELDS = (
    *("task_count", "task_count_per_node", "parallelism", "scheduling_policy", "max_retries", "timeout", "cpu"),
    *("memory", "service_account", "machine_type", "provisioning_model", "logs_destination"),
)
_REFUSED = "task_groups"
"""A key that gcloud doesn't pass on, of which another rule tells."""


@rule("REL244", "batch-field-in-snake-case", severity="info", on=BatchJob, tags=("schema", "batch"), profile="pedantic")
def batch_field_in_snake_case(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Batch job has fields in snake_case, which gcloud doesn't check.

    ## Why
    The server reads `max_retry_count` as `maxRetryCount`. gcloud knows the second alone: what is below another name is
    passed on unseen, so that a wrong type is found late, and options of gcloud that change the same field stand beside
    it. All of the documentation is in camelCase too.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    logs_policy:
      destination: CLOUD_LOGGING # <- REL244
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    logsPolicy:
      destination: CLOUD_LOGGING
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/sdk/gcloud/reference/batch/jobs/submit
    """
    if job.dialect != "batch":
        return
    for name in _FIELDS:
        setting = getattr(job, name)
        keys = (word.partition("[")[0] for word in setting.field.split(".")) if setting.is_set else ()
        odd = next((key for key in keys if "_" in key and key != _REFUSED), "")
        if odd:
            text = f"{odd} is in snake_case, which gcloud passes on without a check"
            yield Finding(f"{text}; write this job's fields in camelCase", setting.span, setting.field, None, None, ())
            return
