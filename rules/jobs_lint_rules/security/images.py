"""Images that may be others tomorrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import Job, Limits, rule
from jobs_lint_rules.images import LATEST, image_of
from jobs_lint_rules.quoting import with_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding


@rule("SEC007", "image-tag-moves", severity="info", on=Job, tags=("cloud-run", "batch", "image"), profile="pedantic")
def image_tag_moves(job: Job, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """An image has the tag `latest`, or none, which means the same.

    ## Why
    Which image runs depends on when the job was deployed or the task started, so that nobody can say what ran
    yesterday or go back to it. And a new image isn't picked up either where nothing else in the file has changed:
    Terraform sees no difference, and the job keeps the image it had. Write a tag that is never moved, or the digest.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/import:latest # <- SEC007
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/report # <- SEC007
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/import:v3
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/report:2026-11-03
    ```

    ## Related
    For Kubernetes: checkov `CKV_K8S_14`.

    ## See
    - https://docs.cloud.google.com/run/docs/deploying
    - https://docs.cloud.google.com/artifact-registry/docs/docker/names
    """
    for container in job.containers:
        image = image_of(container)
        if image is not None and not image.tag and not image.digest:
            what = f"{with_text(container.image)} has no tag, which means latest, and that moves"
        elif container.image.text.endswith(":" + LATEST):
            what = f"{with_text(container.image)} has the tag latest, which moves"
        else:
            continue
        yield container.image.finding(f"{what}: nobody can tell which image ran; write a tag that stays, or the digest")


@rule("SEC008", "image-without-digest", severity="info", on=Job, tags=("cloud-run", "batch", "image"), opt_in=True)
def image_without_digest(job: Job, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """An image is named by a tag alone, without its digest.

    ## Why
    Any tag can be moved by whoever may push to the repository, unless the repository forbids it. A digest is the image.
    This is for those whose policy asks for digests, and runs where it is asked for. The tag `latest` is left to
    `image-tag-moves`.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/import:v3 # <- SEC008
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: >-
                  us-docker.pkg.dev/shop/i/a@sha256:0b1c2d3e4f50617283940b1c2d3e4f50617283940b1c2d3e4f50617283940b1c
    ```

    ## Related
    For Kubernetes: checkov `CKV_K8S_43`.

    ## See
    - https://docs.cloud.google.com/artifact-registry/docs/docker/names
    """
    for container in job.containers:
        image = image_of(container)
        if image is not None and image.tag not in ("", LATEST) and not image.digest:
            what = f"{with_text(container.image)} has a tag and no digest, and a tag can be moved"
            yield container.image.finding(f"{what}; write NAME@sha256:... in its place")
