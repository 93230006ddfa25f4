"""Batch jobs whose VMs have no external address, and that fetch something from the internet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, rule
from jobs_lint_rules.images import DOCKER_HUB, image_of
from jobs_lint_rules.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limits

_OUTSIDE = frozenset(
    {DOCKER_HUB, "index.docker.io", "registry-1.docker.io", "quay.io", "ghcr.io", "registry.gitlab.com"}
)
_FETCHING = (
    "apt-get install",
    "apt install",
    "yum install",
    "dnf install",
    "pip install",
    "pip3 install",
    "npm install",
)


@rule(
    "REL243",
    "fetch-without-external-address",
    severity="info",
    on=BatchJob,
    tags=("batch", "network"),
    profile="pedantic",
    when=("network_interfaces",),
)
def fetch_without_external_address(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Batch job fetches from the internet, and its VMs have no external address.

    ## Why
    Without an external address, Private Google Access is enough for Google's own services and registries. Docker Hub
    and the like, and the packages of a system or a language, need Cloud NAT on the network; without it the task waits
    until it fails. A copy of the image in Artifact Registry, or a remote repository there, needs neither.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - script:
                text: apt-get install --yes jq && /opt/import # <- REL243
    allocationPolicy:
      network:
        networkInterfaces:
          - network: projects/example/global/networks/shop
            subnetwork: projects/example/regions/europe-west1/subnetworks/jobs
            noExternalIpAddress: true
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import-with-jq
    allocationPolicy:
      network:
        networkInterfaces:
          - network: projects/example/global/networks/shop
            subnetwork: projects/example/regions/europe-west1/subnetworks/jobs
            noExternalIpAddress: true
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/troubleshooting
    """
    interfaces = job.network_interfaces
    if not interfaces or interfaces.is_unknown or job.instance_template.is_written:
        return
    if not all(each.no_external_ip.is_set and each.no_external_ip.known() for each in interfaces):
        return
    related = (interfaces[0].no_external_ip.also("no external address"),)
    advice = "let the network have Cloud NAT, or take it from Artifact Registry"
    for runnable in job.runnables:
        image, script = runnable.image, runnable.script
        name = image_of(runnable)
        if name is not None and name.host in _OUTSIDE:
            text = f"{shown(image.text)} comes from outside, and the VMs have no external address"
            yield image.finding(f"{text}; {advice}", related=related)
        found = next((words for words in _FETCHING if words in script.text), "") if script.is_written else ""
        if found:
            text = f"{script.key} has {found}, and the VMs have no external address"
            yield script.finding(f"{text}; {advice}", related=related)
