"""The annotation that holds the network interfaces of a Cloud Run job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule
from jobs_lint_rules.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_KEY = "run.googleapis.com/network-interfaces"


def _is_list(job: CloudRunJob, text: str) -> bool:
    """Whether a text is a list of objects in JSON: such a list has been read, or is empty."""
    inside = text[1:].lstrip()
    return text.startswith("[") and (inside == "]" or (inside.startswith("{") and len(job.network_interfaces) > 0))


@rule(
    "SCH112",
    "network-interfaces-no-list",
    severity="error",
    on=CloudRunJob,
    tags=(
        "schema",
        "cloud-run",
        "network",
    ),
    when=("execution_annotations",),
)
def network_interfaces_no_list(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The annotation with the network interfaces isn't a list of objects in JSON.

    ## Why
    The value of `run.googleapis.com/network-interfaces` is JSON in a text: a list with one object, whose keys are
    `network`, `subnetwork` and `tags`. Another text, be it the name of a network, is refused.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        metadata:
          annotations:
            run.googleapis.com/network-interfaces: default # <- SCH112
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
      name: import
    spec:
      template:
        metadata:
          annotations:
            run.googleapis.com/network-interfaces: '[{"network": "default"}]'
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://run.googleapis.com/$discovery/rest?version=v1
    - https://docs.cloud.google.com/run/docs/configuring/vpc-direct-vpc
    """
    for note in job.execution_annotations:
        if note.name.text != _KEY or not note.value.is_set or not isinstance(note.value.known(), str):
            continue
        annotation = note.value.known().strip()
        if annotation and not _is_list(job, annotation):
            text = f"{_KEY} is {shown(annotation)}, which isn't a list of objects in JSON"
            yield note.value.finding(text + """; write one such as '[{"network": "default"}]'""")
