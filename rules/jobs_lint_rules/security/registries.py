"""Registries of images that are public, retired or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Job, Limits, rule
from jobs_lint_rules.images import DOCKER_HUB, image_of, is_of_google
from jobs_lint_rules.quoting import brief, with_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_PUBLIC = {
    DOCKER_HUB: "Docker Hub",
    "index.docker.io": "Docker Hub",
    "quay.io": "Quay",
    "ghcr.io": "GitHub",
    "public.ecr.aws": "Amazon",
    "mcr.microsoft.com": "Microsoft",
    "nvcr.io": "NVIDIA",
    "registry.gitlab.com": "GitLab",
    "registry.k8s.io": "Kubernetes",
}
_RETIRED = ("gcr.io", "us.gcr.io", "eu.gcr.io", "asia.gcr.io")
_OF_GOOGLE = frozenset(
    {
        "cloud-builders",
        "cloud-sql-connectors",
        "cloudrun",
        "cloudsql-docker",
        "deeplearning-platform-release",
        "distroless",
        "gke-release",
        "google-containers",
        "google.com",
        "google-samples",
        "kaniko-project",
    }
)
"""Projects in which Google publishes images: no reader of this can move those."""


@rule(
    "SEC009",
    "image-of-public-registry",
    severity="info",
    on=Job,
    tags=("cloud-run", "batch", "image"),
    profile="pedantic",
)
def image_of_public_registry(job: Job, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """An image is fetched from a public registry.

    ## Why
    The job depends on a registry outside: its limits on downloads, which many VMs of a Batch job meet at once, its
    outages, and whoever may push there. VMs without an external address can't reach it. A remote repository of
    Artifact Registry fetches the image once, keeps it nearby and scans it.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: >- # <- SEC009
                  quay.io/shop/import@sha256:0b1c2d3e4f50617283940b1c2d3e4f50617283940b1c2d3e4f50617283940b1c
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/shop/quay/shop/import:v3
    ```

    ## See
    - https://docs.cloud.google.com/artifact-registry/docs/repositories/remote-overview
    - https://docs.cloud.google.com/run/docs/deploying
    """
    for container in job.containers:
        image = image_of(container)
        if image is None or image.host not in _PUBLIC:
            continue
        if image.host != DOCKER_HUB and isinstance(job, CloudRunJob):
            continue  # refused, and told so
        what = f"{with_text(container.image)} is of {_PUBLIC[image.host]}, whose limits and outages become the job's"
        yield container.image.finding(f"{what}; fetch it through a remote repository of Artifact Registry")


@rule(
    "SEC010", "image-of-retired-host", severity="info", on=Job, tags=("cloud-run", "batch", "image"), profile="pedantic"
)
def image_of_retired_host(job: Job, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """An image is named by a host of Container Registry, which is shut down.

    ## Why
    Since March 2025 nothing can be pushed to Container Registry. The hosts of gcr.io are answered by Artifact Registry,
    and only for projects that have moved their images there. Name the repository of Artifact Registry itself: it says
    where the image is, and can be in the job's own region. Images that Google publishes there are left alone.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: >- # <- SEC010
                  eu.gcr.io/shop/import@sha256:0b1c2d3e4f50617283940b1c2d3e4f50617283940b1c2d3e4f50617283940b1c
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/import:v3
    ```

    ## See
    - https://docs.cloud.google.com/artifact-registry/docs/transition/transition-from-gcr
    """
    for container in job.containers:
        host, slash, path = container.image.text.strip().partition("/")
        if host in _RETIRED and slash and path.partition("/")[0] not in _OF_GOOGLE:
            what = f"{with_text(container.image)} is of {host}, a host of Container Registry, which is shut down"
            yield container.image.finding(f"{what}; name the repository of Artifact Registry, LOCATION-docker.pkg.dev")


@rule("SEC101", "image-host-refused", severity="error", on=CloudRunJob, tags=("cloud-run", "image"))
def image_host_refused(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """An image is of a registry from which Cloud Run doesn't fetch.

    ## Why
    The API takes images of Artifact Registry, of the hosts of gcr.io and of Docker Hub, and refuses all others with
    "Expected an image path like [host/]repo-path[:tag and/or @digest]". A remote repository of Artifact Registry stands
    before any other registry.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: >- # <- SEC101
                    ghcr.io/shop/import@sha256:0b1c2d3e4f50617283940b1c2d3e4f50617283940b1c2d3e4f50617283940b1c
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/shop/github/shop/import:v3
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/deploying
    - https://docs.cloud.google.com/artifact-registry/docs/repositories/remote-overview
    - https://github.com/ko-build/terraform-provider-ko/issues/205
    """
    for container in job.containers:
        image = image_of(container)
        if image is None or is_of_google(image.host) or image.host.endswith((DOCKER_HUB, "docker.com")):
            continue
        host = brief(image.host, "a registry")
        what = f"{with_text(container.image)} is of {host}, from where Cloud Run fetches nothing"
        yield container.image.finding(f"{what}; write a remote repository of Artifact Registry in front of it")
