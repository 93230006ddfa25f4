"""Names of Batch that are too long: a job's id, what gcloud makes one of, and network tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, human_count, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding


@rule(
    "LIM246",
    "batch-job-id-too-long",
    severity="error",
    on=BatchJob,
    tags=("batch", "names"),
    when=("name", "name_prefix"),
)
def batch_job_id_too_long(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """The id of a Batch job is longer than 63 characters, or becomes so by what gcloud puts behind its prefix.

    ## Why
    The API refuses the job. With `--job-prefix` gcloud puts a hyphen, the date, another hyphen and the time behind the
    prefix, 16 characters in all, which count.

    ## Bad
    ```sh
    gcloud batch jobs submit --job-prefix=import-of-orders-of-all-customers-in-all-regions --script-text=ls # <- LIM246
    ```

    ## Good
    ```sh
    gcloud batch jobs submit --job-prefix=import-of-orders --script-text=ls
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/sdk/gcloud/reference/batch/jobs/submit
    """
    limit, suffix = limits.batch.job_id_length, limits.batch.job_prefix_suffix_length
    name, prefix = job.name, job.name_prefix
    if name.is_set and name.key != "name" and len(name.known()) > limit.amount:  # a name in the body doesn't count
        text = f"the job's id has {human_count(len(name.known()))} characters"
        yield name.finding(f"{text}, over the limit of {limit.describe()} for it; choose a shorter one", limit=limit)
    if prefix.is_set and len(prefix.known()) + suffix.amount > limit.amount:
        whole = len(prefix.known()) + suffix.amount
        text = f"{prefix.key} has {human_count(len(prefix.known()))} characters, to which gcloud adds"
        text += f" {suffix.describe()}: with {human_count(whole)} the id is over the limit of {limit.describe()}"
        yield prefix.finding(f"{text}; choose a shorter one", limit=limit)


@rule(
    "LIM247",
    "network-tag-too-long",
    severity="error",
    on=BatchJob,
    tags=("batch", "network", "names"),
    when=("network_tags",),
)
def network_tag_too_long(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """A network tag of a Batch job is empty or longer than 63 characters.

    ## Why
    Compute Engine takes tags of 1 to 63 characters and refuses VMs with others, so that no task ever starts.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      tags:
        - may-reach-the-database-of-the-orders-of-the-customers-of-the-shop # <- LIM247
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      tags:
        - may-reach-orders
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    most, least = limits.batch.network_tag_length, limits.batch.network_tag_length_min
    for tag in job.network_tags:
        value = tag.value
        if not value.is_set:
            continue
        length = len(value.known())
        if length > most.amount:
            text = f"the network tag has {human_count(length)} characters, over the limit of {most.describe()}"
            yield value.finding(f"{text}; choose a shorter one", limit=most)
        elif length < least.amount:
            text = f"the network tag has {human_count(length)} characters, below the minimum of {least.describe()}"
            yield value.finding(f"{text}; delete it", limit=least)
