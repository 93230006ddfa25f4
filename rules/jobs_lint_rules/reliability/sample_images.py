"""Jobs that still have an image of a sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_OF_SERVICES = frozenset({"us-docker.pkg.dev/cloudrun/container/hello", "gcr.io/cloudrun/hello"})


@rule(
    "REL111",
    "sample-image-of-a-service",
    severity="info",
    on=CloudRunJob,
    tags=(
        "cloud-run",
        "containers",
    ),
    profile="pedantic",
)
def sample_image_of_a_service(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A job has the image of Google's sample for services, which waits for requests.

    ## Why
    The sample answers requests and never ends, and none come to a job: a task runs until its timeout, and again.
    As a stand-in for an image that is deployed later, take the sample for jobs, which ends at once.

    ## Bad
    ```yaml
    template:
      template:
        containers:
          - image: us-docker.pkg.dev/cloudrun/container/hello # <- REL111
    ```

    ## Good
    ```yaml
    template:
      template:
        containers:
          - image: us-docker.pkg.dev/cloudrun/container/job
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/quickstarts/jobs/create-execute
    - https://docs.cloud.google.com/run/docs/container-contract
    """
    for container in job.containers:
        image = container.image
        if not image.is_set or image.known().partition("@")[0].partition(":")[0] not in _OF_SERVICES:
            continue
        if not (container.command or container.command.is_unknown or container.command_text.is_written):
            text = f"{image.key} is Google's sample of a service, which waits for requests and never ends"
            yield image.finding(f"{text}; its sample of a job is us-docker.pkg.dev/cloudrun/container/job")
