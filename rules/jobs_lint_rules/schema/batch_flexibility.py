"""Settings that go against a free choice of machine types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, rule
from jobs_lint_rules.quoting import quoted, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Setting

_OWN_MODELS = frozenset({"FLEX_START", "RESERVATION_BOUND", "4", "5"})
_NONE = "NO_RESERVATION"


def _is_name(text: str) -> bool:
    """Whether a text is made as RFC 1035 has names, whatever its length."""
    if not text.isascii() or not text[0].isalpha() or text.endswith("-"):
        return False
    return text == text.lower() and text.replace("-", "").isalnum()


@rule(
    "SCH120",
    "setting-against-flexibility",
    severity="warning",
    on=BatchJob,
    tags=(
        "batch",
        "machines",
    ),
    when=("instance_selections",),
)
def setting_against_flexibility(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Batch job has instance selections, and a setting that leaves no choice.

    ## Why
    With selections Batch picks the machine type by itself: the policy names none, no reservation, and neither a
    flexible start nor a model that is bound to a reservation.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instanceFlexibilityPolicy:
        instanceSelections:
          any:
            machineTypes: [n2-standard-8, n2d-standard-8]
      instances:
        - policy:
            machineType: n2-standard-8 # <- SCH120
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instanceFlexibilityPolicy:
        instanceSelections:
          any:
            machineTypes: [n2-standard-8, n2d-standard-8]
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://batch.googleapis.com/$discovery/rest?version=v1
    """
    if not job.instance_selections:
        return
    first = job.instance_selections[0].name.also("the instance selections")
    model, reservation = job.provisioning_model, job.reservation
    if job.machine_type.is_written and job.machine_type.text:
        text = f"{job.machine_type.key} is {shown(job.machine_type.text)}, which goes against the instance selections"
        yield job.machine_type.finding(f"{text}; keep one of the two", related=(first,))
    if model.is_set and model.text in _OWN_MODELS:
        text = f"{model.key} is {model.text}, which doesn't go with instance selections"
        yield model.finding(f"{text}; write STANDARD or SPOT, or name a machine type", related=(first,))
    elif reservation.is_set and reservation.text and reservation.known() != _NONE:
        text = f"{reservation.key} names a reservation, which doesn't go with instance selections"
        yield reservation.finding(f"{text}; write {_NONE}, or name a machine type", related=(first,))


@rule(
    "SCH121",
    "machine-type-in-two-selections",
    severity="warning",
    on=BatchJob,
    tags=(
        "batch",
        "machines",
    ),
    when=("instance_selections",),
)
def machine_type_in_two_selections(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A machine type stands twice in the instance selections of a Batch job.

    ## Why
    Each type is in one selection, whose rank says how much it is preferred. None may be repeated.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instanceFlexibilityPolicy:
        instanceSelections:
          first:
            machineTypes: [n2-standard-8]
          second:
            machineTypes: [n2-standard-8, n2d-standard-8] # <- SCH121
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instanceFlexibilityPolicy:
        instanceSelections:
          first:
            machineTypes: [n2-standard-8]
          second:
            machineTypes: [n2d-standard-8]
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://batch.googleapis.com/$discovery/rest?version=v1
    """
    seen: dict[str, Setting[str]] = {}
    for selection in job.instance_selections:
        for each in selection.machine_types:
            kind = each.value
            if not kind.is_set:
                continue
            first = seen.setdefault(kind.known(), kind)
            if first is not kind:
                text = (
                    f"{quoted(kind.known(), 'this type')} is in the instance selections already; drop it in one place"
                )
                yield kind.finding(text, related=(first.also("the first place"),))


@rule(
    "SCH122",
    "invalid-selection-name",
    severity="warning",
    on=BatchJob,
    tags=(
        "batch",
        "machines",
        "names",
    ),
    when=("instance_selections",),
)
def invalid_selection_name(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The name of an instance selection has characters that it can't have.

    ## Why
    A selection is named like other things of Compute Engine: a small letter first, then small letters, digits and
    hyphens, and no hyphen last.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instanceFlexibilityPolicy:
        instanceSelections:
          Eight_CPUs: # <- SCH122
            machineTypes: [n2-standard-8]
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instanceFlexibilityPolicy:
        instanceSelections:
          eight-cpus:
            machineTypes: [n2-standard-8]
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://batch.googleapis.com/$discovery/rest?version=v1
    """
    for selection in job.instance_selections:
        name = selection.name
        if name.is_set and name.known() and not _is_name(name.known()):
            text = f"an instance selection can't be named {quoted(name.known(), 'so')}"
            yield name.finding(f"{text}; write a small letter, then small letters, digits and hyphens")
