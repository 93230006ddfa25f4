"""Containers of Batch whose images are streamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_HOSTS = (".pkg.dev", "gcr.io")


@rule(
    "SCH115",
    "streamed-image-elsewhere",
    severity="warning",
    on=BatchJob,
    tags=(
        "batch",
        "containers",
    ),
    when=("containers.enable_image_streaming",),
)
def streamed_image_elsewhere(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """An image that isn't in Artifact Registry is to be streamed.

    ## Why
    Images are streamed from Artifact Registry alone, and from a repository in the job's region. One of another registry
    isn't streamed.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: docker.io/example/train
                enableImageStreaming: true # <- SCH115
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/train
                enableImageStreaming: true
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://github.com/GoogleCloudPlatform/batch-samples/tree/main/api-samples/image-streaming
    """
    for runnable in job.runnables:
        streams, image = runnable.enable_image_streaming, runnable.image
        if not streams.is_set or not streams.known() or not image.is_set or not image.text:
            continue
        host = image.known().partition("/")[0] if "/" in image.known() else ""
        if not host.endswith(_HOSTS):
            text = f"{streams.key} takes images from Artifact Registry alone, and {image.key} is another's"
            advice = "copy the image to a repository there, or leave it to Docker"
            yield streams.finding(f"{text}; {advice}", related=(image.also("the image"),))


@rule(
    "SCH116",
    "streaming-beside-docker",
    severity="warning",
    on=BatchJob,
    tags=(
        "batch",
        "containers",
    ),
    when=("containers.enable_image_streaming",),
)
def streaming_beside_docker(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """Of the containers of a Batch task some have their images streamed, and others don't.

    ## Why
    Containers with image streaming are run by another engine than ordinary ones, and the two aren't to be mixed in one
    job.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/train
                enableImageStreaming: true
            - container: # <- SCH116
                imageUri: europe-docker.pkg.dev/example/images/report
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/train
                enableImageStreaming: true
            - container:
                imageUri: europe-docker.pkg.dev/example/images/report
                enableImageStreaming: true
    ```

    ## See
    - https://github.com/GoogleCloudPlatform/batch-samples/tree/main/api-samples/image-streaming
    """
    containers = [runnable for runnable in job.runnables if runnable.kind == "container"]
    streams = [runnable.enable_image_streaming for runnable in containers]
    first = next((setting for setting in streams if setting.is_set and setting.known()), None)
    if first is None:
        return
    for runnable, setting in zip(containers, streams, strict=True):
        if not setting.is_unknown and not setting.value:
            text = f"this container has no {first.key}, and another of the job has"
            yield runnable.finding(
                f"{text}; write it for all or for none", related=(first.also("the image streaming"),)
            )
            return
