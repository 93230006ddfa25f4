"""Choices of machine types among which Batch may pick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, human_count, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding


@rule(
    "LIM252",
    "too-many-instance-selections",
    severity="warning",
    on=BatchJob,
    tags=("batch", "machines"),
    when=("instance_selections",),
)
def too_many_instance_selections(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """A Batch job has more than 50 choices of machine types, or more than 200 types in all.

    ## Why
    Batch picks the VMs of a job with instance flexibility from its selections: 50 of them at most, with 200 machine
    types in all. The feature is in preview, and these are the bounds of the preview.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instanceFlexibilityPolicy:
        instanceSelections: {
          s1: {}, s2: {}, s3: {}, s4: {}, s5: {}, s6: {}, s7: {}, s8: {}, s9: {}, s10: {},
          s11: {}, s12: {}, s13: {}, s14: {}, s15: {}, s16: {}, s17: {}, s18: {}, s19: {}, s20: {},
          s21: {}, s22: {}, s23: {}, s24: {}, s25: {}, s26: {}, s27: {}, s28: {}, s29: {}, s30: {},
          s31: {}, s32: {}, s33: {}, s34: {}, s35: {}, s36: {}, s37: {}, s38: {}, s39: {}, s40: {},
          s41: {}, s42: {}, s43: {}, s44: {}, s45: {}, s46: {}, s47: {}, s48: {}, s49: {}, s50: {},
          s51: {}, # <- LIM252
        }
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
    selections, limit = job.instance_selections, limits.batch.instance_selections
    if not selections:
        return
    if len(selections) > limit.amount:
        text = f"there are {human_count(len(selections))} instance selections, over the limit of {limit.describe()}"
        yield selections[int(limit.amount)].finding(f"{text}; drop some of them", limit=limit)
        return
    most, count = limits.batch.instance_selection_machine_types, 0
    for selection in selections:
        count += len(selection.machine_types)
    if count > most.amount:
        text = f"the instance selections have {human_count(count)} machine types, over the limit of {most.describe()}"
        yield selections[0].finding(f"{text} in all; drop some of them", limit=most)


@rule(
    "LIM253",
    "instance-selection-name-too-long",
    severity="warning",
    on=BatchJob,
    tags=("batch", "machines", "names"),
    when=("instance_selections",),
)
def instance_selection_name_too_long(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """The name of an instance selection is empty or longer than 63 characters.

    ## Why
    A selection's name has 1 to 63 characters, and is made like other names of Compute Engine: small letters, digits and
    hyphens.

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
          any-machine-with-eight-cpus-of-the-second-or-of-the-third-generation: # <- LIM253
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
    limit, least = limits.batch.instance_selection_name_length, limits.batch.instance_selection_name_length_min
    for selection in job.instance_selections:
        name = selection.name
        if name.is_set and len(name.known()) > limit.amount:
            text = f"the name of an instance selection has {human_count(len(name.known()))} characters"
            yield name.finding(f"{text}, over the limit of {limit.describe()}; choose a shorter one", limit=limit)
        elif name.is_set and len(name.known()) < least.amount:
            text = "the name of an instance selection is empty"
            yield name.finding(f"{text}, below the minimum of {least.describe()}; write one", limit=least)
