"""Labels with characters that they can't have, or with keys that are Google's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Job, Limits, rule
from jobs_lint_rules.labels import label_lists
from jobs_lint_rules.quoting import is_short, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Setting

_PUNCTUATION = frozenset("-_")
_OF_THE_SERVICE = (
    "run.googleapis.com/",
    "cloud.googleapis.com/",
    "serving.knative.dev/",
    "autoscaling.knative.dev/",
    "client.knative.dev/",
)
"""The keys that the service and gcloud write themselves: where they can't be, that is told of by another rule."""
_RESERVED = ("goog-", "google-")
_OLD_FLEXIBLE_START = "goog-batch-dynamic-workload-scheduler"
"""A label that once had a meaning, and is told of by itself."""


def _is_right(letter: str) -> bool:
    """Whether a label can have a letter: any alphabet's, but no capitals."""
    return letter in _PUNCTUATION or (letter.isalnum() and letter == letter.lower())


def _mended(text: str) -> str:
    mended = "".join(letter if _is_right(letter) else "-" for letter in text.lower())
    return mended if is_short(mended) else ""


def _wrong(setting: Setting[str], is_key: bool) -> Finding | None:
    """What is wrong with the key or the value of a label, if it is."""
    text = setting.known()
    if not is_key and "_" in text and text.isupper():
        return None  # TEAM_NAME stands for one to be filled in
    bad = next((letter for letter in text if not _is_right(letter)), "")
    what = "key" if is_key else "value"
    shown = f"the {what} {quoted(text, '')}".rstrip()
    if bad:
        if not bad.isprintable():
            bad = " "
        mended = _mended(text)
        fits = mended and (not is_key or mended[0].isalpha())
        advice = f'write "{mended}"' if fits else "change it"
        takes = "small letters, digits, hyphens and underscores"
        return setting.finding(f'{shown} of a label has "{bad}" in it, and takes only {takes}; {advice}')
    if is_key and text and not text[0].isalpha():
        return setting.finding(f"{shown} of a label doesn't start with a small letter; change it")
    return None


@rule(
    "SCH058",
    "invalid-label",
    severity="error",
    on=Job,
    tags=("schema", "cloud-run", "batch", "labels"),
    when=("labels", "execution_labels", "allocation_labels", "runnables.labels"),
)
def invalid_label(job: Job, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The key or the value of a label has characters that labels can't have.

    ## Why
    Labels have small letters, digits, hyphens and underscores, and a key starts with a letter. The API refuses
    capitals, dots, blanks and slashes: the keys of Kubernetes, such as `app.kubernetes.io/name`, are none here, and
    neither is an address or a version number with its dots a value. Annotations take such texts.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
      labels:
        team: Orders # <- SCH058
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
      Team: orders # <- SCH058
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
        team: orders
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
    for labels, _ in label_lists(job):
        for label in labels:
            key, value = label.name, label.value
            if not key.is_set or key.known().startswith(_OF_THE_SERVICE):
                continue
            for setting, is_key in ((key, True), (value, False)):
                if setting.is_set and not setting.flaw:
                    found = _wrong(setting, is_key)
                    if found is not None:
                        yield found


@rule(
    "SCH059",
    "reserved-label",
    severity="warning",
    on=BatchJob,
    tags=("schema", "batch", "labels"),
    when=("labels", "allocation_labels", "containers.labels"),
)
def reserved_label(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A label's key starts with what Google keeps for its own labels.

    ## Why
    Keys that start with `goog-` or `google-` are those that Google's services set and read. A job with one of its own
    may be refused, or the label may one day mean something.

    ## Bad
    ```yaml
    labels:
      google-team: orders # <- SCH059
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
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/batch/docs/organize-resources-using-labels
    """
    for labels, _ in label_lists(job):
        for label in labels:
            key = label.name
            if key.is_set and key.known().startswith(_RESERVED) and key.known() != _OLD_FLEXIBLE_START:
                shown = f"the key {quoted(key.known(), '')}".rstrip()
                text = f"{shown} of a label starts with what is reserved for Google's own"
                yield key.finding(f"{text}; give it another name")
