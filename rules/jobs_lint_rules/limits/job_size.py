"""Job definitions that are too large to be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, rule
from jobs_lint_rules.words import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding


@rule("LIM206", "job-definition-too-large", severity="error", on=BatchJob, tags=("batch",))
def job_definition_too_large(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """The definition of a Batch job is 1 MB at most.

    ## Why
    The API refuses a larger one. What makes a job large is a script in its text, or data in its environment
    variables; both are better kept in a bucket or in the image. The size is counted as the most compact JSON, so no
    job is called too large that isn't. The examples are checked with a limit of 200 bytes, for real ones would fill
    this page.

    ## Bad
    ```yaml batch.job-size=200
    taskGroups: # <- LIM206
      - taskSpec:
          runnables:
            - script:
                text: |
                  #!/bin/bash
                  echo "a script of a megabyte, with the data that it works on in a here-document"
                  echo "and so on, line after line after line after line"
    ```

    ## Good
    ```yaml batch.job-size=200
    taskGroups:
      - taskSpec:
          runnables:
            - script:
                path: /mnt/disks/scripts/work.sh
          volumes:
            - gcs: {remotePath: example-scripts}
              mountPath: /mnt/disks/scripts
    ```

    ## See
    - https://docs.cloud.google.com/batch/quotas
    """
    limit = limits.batch.job_size
    if job.size_at_most > limit.amount and job.size > limit:
        text = f"the job is {many(job.size.known(), 'byte')} of JSON, over the limit of {limit.describe()}"
        exact = f" ({many(limit.amount, 'byte')})" if limit.overridden is None else ""
        advice = "keep scripts and data in a bucket or in the image, and name them here"
        yield job.size.finding(f"{text}{exact} for a job definition; {advice}", limit=limit)
