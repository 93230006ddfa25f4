"""Placement and boot images by names that Batch doesn't know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, rule
from jobs_lint_rules.quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_COLLOCATED = "COLLOCATED"
_OF_BATCH = "batch-"
_OF_ANOTHER_TYPE = ("true", "false")


def _is_word(text: str) -> bool:
    """Whether a text is one name, and not a path or a value of another type, which is told of by itself."""
    return text[:1].isalpha() and "/" not in text and text not in _OF_ANOTHER_TYPE


@rule(
    "SCH118",
    "unlisted-collocation",
    severity="warning",
    on=BatchJob,
    tags=(
        "batch",
        "placement",
    ),
    when=("collocation",),
)
def unlisted_collocation(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The collocation of a Batch job is another word than `COLLOCATED`.

    ## Why
    The field is a text, of which one value is known. Another one, or the same in small letters, doesn't bring the VMs
    close together.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      placement:
        collocation: collocated # <- SCH118
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      placement:
        collocation: COLLOCATED
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    collocation = job.collocation
    if collocation.is_set and _is_word(collocation.known()) and collocation.known() != _COLLOCATED:
        text = f"{collocation.key} is {quoted(collocation.known(), 'a long text')}, which is no value of it"
        yield collocation.finding(f"{text}; write {_COLLOCATED}, or delete it")


@rule(
    "SCH119",
    "boot-image-without-project",
    severity="warning",
    on=BatchJob,
    tags=(
        "batch",
        "images",
    ),
    when=("boot_disk",),
)
def boot_image_without_project(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The boot disk's image is a bare name, and not one of Batch's.

    ## Why
    Batch knows its own images by short names that start with `batch-`. Any other image is named with its project, such
    as `projects/PROJECT/global/images/family/FAMILY`; a bare name finds none.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instances:
        - policy:
            bootDisk:
              image: debian-12 # <- SCH119
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instances:
        - policy:
            bootDisk:
              image: projects/debian-cloud/global/images/family/debian-12
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/batch/docs/vm-os-environment-overview
    """
    image = job.boot_disk.image
    if image.is_set and _is_word(image.known()) and not image.known().startswith(_OF_BATCH):
        text = f"{image.key} is {quoted(image.known(), 'a bare name')}, which is none of Batch's own images"
        yield image.finding(f"{text}; write projects/PROJECT/global/images/ and then family/FAMILY or IMAGE")
