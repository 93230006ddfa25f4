"""Network interfaces of Batch jobs that no VM can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, rule
from jobs_lint_rules.places import region_of_vms
from jobs_lint_rules.quoting import shown
from jobs_lint_rules.words import to_be_filled_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limits, Setting

_SUBNETWORKS = "subnetworks"


def _network(name: str) -> str:
    """The name of a network by which two spellings of one are the same: with the project, where that is said."""
    return name.partition("/compute/v1/")[-1] or name


@rule(
    "SCH080",
    "interfaces-on-one-network",
    severity="error",
    on=BatchJob,
    tags=("schema", "batch", "network"),
    when=("network_interfaces",),
)
def interfaces_on_one_network(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """Two network interfaces of a Batch job are on one network.

    ## Why
    Each interface of a VM is on a network of its own, and Batch fails with "Networks must be distinct for NICs in the
    same InstanceTemplate". The same comes of a file with an interface and gcloud's `--network` beside it, which puts
    another one in front.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      network:
        networkInterfaces:
          - network: projects/example/global/networks/shop
            subnetwork: projects/example/regions/europe-west1/subnetworks/front
          - network: projects/example/global/networks/shop # <- SCH080
            subnetwork: projects/example/regions/europe-west1/subnetworks/back
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      network:
        networkInterfaces:
          - network: projects/example/global/networks/shop
            subnetwork: projects/example/regions/europe-west1/subnetworks/front
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/troubleshooting
    """
    if job.instance_template.is_written:
        return  # whose network counts
    seen: dict[str, Setting[str]] = {}
    for interface in job.network_interfaces:
        network = interface.network
        if not network.is_set or not network.known():
            continue
        first = seen.setdefault(_network(network.known()), network)
        if first is not network:
            text = f"{network.key} is {shown(network.known())}, which another interface is on, and no VM has two there"
            yield network.finding(f"{text}; delete one of the two", related=(first.also("the other interface"),))


@rule(
    "SCH081",
    "no-address-and-no-network",
    severity="warning",
    on=BatchJob,
    tags=("schema", "batch", "network"),
    when=("network_interfaces",),
)
def no_address_and_no_network(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Batch job has VMs without an external address and doesn't say on which network they are.

    ## Why
    Without an external address a VM reaches Google's services only through a subnetwork that has Private Google Access
    or Cloud NAT. The recipe of the documentation names the network and the subnetwork, and gcloud's own options want
    both. Left out, it is the default network, if there is one, as it happens to be set up; where it has neither, the
    VM never reports to Batch and the job fails after some time.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      network:
        networkInterfaces:
          - noExternalIpAddress: true # <- SCH081
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
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
    if job.instance_template.is_written:
        return  # whose network counts
    for interface in job.network_interfaces:
        private = interface.no_external_ip
        if private.is_set and private.known() and not interface.network.is_written:
            if interface.subnetwork.is_written or job.network.is_unknown or job.subnetwork.is_unknown:
                continue  # the network is that of the subnetwork, or of an option that isn't seen
            text = f"{private.key} is true, but neither a network nor a subnetwork is named"
            yield private.finding(f"{text}; name the subnetwork that has Private Google Access or Cloud NAT")


@rule(
    "SCH082",
    "subnetwork-of-another-region",
    severity="error",
    on=BatchJob,
    tags=("schema", "batch", "network"),
    when=("network_interfaces",),
)
def subnetwork_of_another_region(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The subnetwork of a Batch job is in another region than its VMs.

    ## Why
    A network is global, a subnetwork belongs to one region, and a VM can only be on one of its own region. Compute
    Engine refuses the VMs, so that no task ever starts.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      location:
        allowedLocations: [regions/europe-west4]
      network:
        networkInterfaces:
          - network: projects/example/global/networks/shop
            subnetwork: projects/example/regions/europe-west1/subnetworks/jobs # <- SCH082
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      location:
        allowedLocations: [regions/europe-west1]
      network:
        networkInterfaces:
          - network: projects/example/global/networks/shop
            subnetwork: projects/example/regions/europe-west1/subnetworks/jobs
    ```

    ## See
    - https://docs.cloud.google.com/vpc/docs/subnets
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    if job.instance_template.is_written:
        return  # whose network counts
    for interface in job.network_interfaces:
        name = interface.subnetwork
        if not name.is_set or not isinstance(name.value, str):
            continue
        head, found, _ = name.value.partition(f"/{_SUBNETWORKS}/")
        before, _, region = head.rpartition("/")
        if not found or not before.endswith("regions") or not region or to_be_filled_in(region):
            continue
        vms = region_of_vms(job)
        if vms and vms != region and not to_be_filled_in(vms):
            text = f"{name.key} is in {shown(region)}, but the job's VMs are in {vms}"
            yield name.finding(f"{text}, and can't be on it; name a subnetwork of {vms}")
