"""Labels that are too many or too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Job, Limits, human_count, rule
from jobs_lint_rules.labels import label_lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limit, Setting


@rule(
    "LIM148",
    "too-many-labels",
    severity="error",
    on=Job,
    tags=("cloud-run", "batch", "labels"),
    when=("labels", "execution_labels", "allocation_labels", "runnables.labels"),
)
def too_many_labels(job: Job, limits: Limits) -> Iterator[Finding]:
    """A job, its executions or its VMs have more than 64 labels.

    ## Why
    64 labels is what any resource of Google Cloud has at most, those that tools add of their own among them. What is
    more than a label can go into an annotation, or into the logs.

    ## Bad
    ```yaml
    labels:
      {a01: x, a02: x, a03: x, a04: x, a05: x, a06: x, a07: x, a08: x, a09: x, a10: x, a11: x, a12: x, a13: x,
       b01: x, b02: x, b03: x, b04: x, b05: x, b06: x, b07: x, b08: x, b09: x, b10: x, b11: x, b12: x, b13: x,
       c01: x, c02: x, c03: x, c04: x, c05: x, c06: x, c07: x, c08: x, c09: x, c10: x, c11: x, c12: x, c13: x,
       d01: x, d02: x, d03: x, d04: x, d05: x, d06: x, d07: x, d08: x, d09: x, d10: x, d11: x, d12: x, d13: x,
       e01: x, e02: x, e03: x, e04: x, e05: x, e06: x, e07: x, e08: x, e09: x, e10: x, e11: x, e12: x,
       one-more: x} # <- LIM148
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    labels:
      team: orders
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://cloud.google.com/resource-manager/docs/creating-managing-labels
    - https://docs.cloud.google.com/batch/docs/organize-resources-using-labels
    """
    limit = limits.batch.labels_per_resource if isinstance(job, BatchJob) else limits.cloud_run.labels_per_resource
    for labels, what in label_lists(job):
        if len(labels) > limit.amount:
            text = f"{what} would have {human_count(len(labels))} labels, over the limit of {limit.describe()}"
            yield labels[limit.value].finding(f"{text}; delete those that nobody looks for", limit=limit)


@rule(
    "LIM149",
    "label-too-long",
    severity="error",
    on=Job,
    tags=("cloud-run", "batch", "labels"),
    when=("labels", "execution_labels", "allocation_labels", "runnables.labels"),
)
def label_too_long(job: Job, limits: Limits) -> Iterator[Finding]:
    """The key or the value of a label is longer than 63 characters.

    ## Why
    The API refuses it. A value that is made from a branch, a path or an address has to be cut to the length, or
    hashed.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
      labels:
        branch: a-branch-whose-name-tells-the-whole-story-of-the-ticket-that-led-to-it # <- LIM149
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```
    ```yaml
    labels:
      branch: a-branch-whose-name-tells-the-whole-story-of-the-ticket-that-led-to-it # <- LIM149
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
      labels:
        branch: ticket-1729
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```
    ```yaml
    labels:
      branch: ticket-1729
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://cloud.google.com/resource-manager/docs/creating-managing-labels
    - https://docs.cloud.google.com/batch/docs/organize-resources-using-labels
    """
    own = limits.batch if isinstance(job, BatchJob) else limits.cloud_run
    for labels, _ in label_lists(job):
        for label in labels:
            yield from _too_long(label.name, own.label_key_length, "key")
            yield from _too_long(label.value, own.label_value_length, "value")


def _too_long(setting: Setting[str], limit: Limit, what: str) -> Iterator[Finding]:
    length = len(setting.known()) if setting.is_set else 0
    if length > limit.amount and "/" not in setting.known():  # a key with a slash is no label's key at any length
        text = f"the {what} has {human_count(length)} characters, over the limit of {limit.describe()}"
        yield setting.finding(f"{text} for the {what} of a label; shorten it", limit=limit)
