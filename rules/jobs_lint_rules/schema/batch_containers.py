"""Options and fields of Batch containers that exclude each other, or that Batch has a field for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, rule
from jobs_lint_rules.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limits, Runnable

_NETWORK = ("--network", "--net")
_VOLUME = ("--volume", "-v")


def _option(runnable: Runnable, names: tuple[str, ...]) -> str:
    """The first of a container's options that has one of some names; empty where none has, or nobody knows."""
    options = runnable.options
    if not options.is_set:
        return ""
    return next((word for word in options.known().split() if word.partition("=")[0] in names), "")


@rule(
    "SCH090",
    "network-option-of-blocked-container",
    severity="error",
    on=BatchJob,
    tags=("batch", "containers"),
    when=("containers.block_external_network",),
)
def network_option_of_blocked_container(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A container whose external network is blocked has an option that sets its network.

    ## Why
    `blockExternalNetwork` is itself a setting of the container's network, and the reference excludes `--network` in
    `options` beside it.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
                blockExternalNetwork: true
                options: --network none # <- SCH090
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
                blockExternalNetwork: true
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    for runnable in job.runnables:
        blocked = runnable.block_external_network
        if blocked.is_set and blocked.known() and _option(runnable, _NETWORK):
            text = f'options "{shown(runnable.options.text)}" sets a network, which {blocked.key} excludes'
            related = (blocked.also("the blocked network"),)
            yield runnable.options.finding(f"{text}; drop one of the two", related=related)


@rule(
    "SCH091",
    "volume-as-option",
    severity="warning",
    on=BatchJob,
    tags=("schema", "batch", "containers"),
    when=("containers.options",),
)
def volume_as_option(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Batch container has a volume in its options, where Batch has a field for volumes.

    ## Why
    The reference says to use the container's `volumes` instead of `--volume` in `options`: Batch makes the list of a
    container's volumes itself, of that field and of the task's volumes, and doesn't look into the options.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
                options: --volume /mnt/disks/data:/data # <- SCH091
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
                volumes: ["/mnt/disks/data:/data"]
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    for runnable in job.runnables:
        option = _option(runnable, _VOLUME)
        if option:
            text = (
                f'options "{shown(runnable.options.text)}" has {option.partition("=")[0]}, for which there is a field'
            )
            yield runnable.options.finding(f"{text}; write it as an item of volumes")


@rule(
    "SCH092",
    "field-without-image-streaming",
    severity="warning",
    on=BatchJob,
    tags=("batch", "containers"),
    when=("containers.enable_image_streaming",),
)
def field_without_image_streaming(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A container whose image is streamed has fields that don't count then.

    ## Why
    With `enableImageStreaming` the container isn't run by Docker. Of its fields the image, the entrypoint, the
    commands and the volumes count, and no others: options for `docker run`, for one, are passed over.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/train
                enableImageStreaming: true
                options: --shm-size=8g # <- SCH092
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/train
                options: --shm-size=8g
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    for runnable in job.runnables:
        streams = runnable.enable_image_streaming
        if not streams.is_set or not streams.known():
            continue
        for other in (runnable.options, runnable.username, runnable.password, runnable.block_external_network):
            if other.is_set and other.value:
                text = shown(other.text) if other is not runnable.password else "..."
                text = f"{other.key} ({text}) doesn't count in a container that has {streams.key}"
                yield other.finding(f"{text}; drop one of the two", related=(streams.also("the image streaming"),))
