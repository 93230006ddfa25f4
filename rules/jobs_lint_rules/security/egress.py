"""What of the traffic of Cloud Run tasks passes their network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_PRIVATE = frozenset({"private-ranges-only", "PRIVATE_RANGES_ONLY", "2"})
_ALL = {"cloud-run-v1": "all-traffic", "gcloud": "all-traffic"}


@rule(
    "SEC105",
    "egress-to-private-ranges-only",
    severity="info",
    on=CloudRunJob,
    tags=("cloud-run", "network"),
    opt_in=True,
    when=("network_interfaces", "vpc_connector"),
)
def egress_to_private_ranges_only(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A job with a network sends only what goes to private addresses through it.

    ## Why
    This is the default. All other traffic leaves by the service's own way: past the network's firewall, its NAT with
    the addresses that others may have on their lists, and its logs. Where everything is to pass the network, as many
    organizations ask, it has to be said.

    ## Bad
    ```yaml
    template:
      taskCount: 1
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
        vpcAccess:
          egress: PRIVATE_RANGES_ONLY # <- SEC105
          networkInterfaces:
            - network: orders
              subnetwork: orders
    ```

    ## Good
    ```yaml
    template:
      taskCount: 1
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
        vpcAccess:
          egress: ALL_TRAFFIC
          networkInterfaces:
            - network: orders
              subnetwork: orders
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/vpc-direct-vpc
    """
    egress = job.vpc_egress
    if not (job.network_interfaces or job.vpc_connector.is_set) or egress.is_unknown:
        return
    if not egress.is_set or egress.text in _PRIVATE:
        shown = f"{egress.key} is {egress.text}" if egress.is_set else "egress is not set"
        text = f"{shown}, so that only traffic to private addresses passes the network"
        yield egress.finding(f"{text}; write {_ALL.get(job.dialect, 'ALL_TRAFFIC')} where all of it should")


@rule(
    "SEC106",
    "no-network-for-egress",
    severity="info",
    on=CloudRunJob,
    tags=("cloud-run", "network"),
    opt_in=True,
)
def no_network_for_egress(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A job isn't connected to a network, so that nobody controls where its traffic goes.

    ## Why
    Without a network all that a task sends leaves by the service's own way: no firewall rule, no NAT with known
    addresses, no flow log and no perimeter sees it. Where an organization asks for control of what leaves, connect the
    job to a network and send all traffic through it.

    ## Bad
    ```yaml
    template:
      taskCount: 1
      template: # <- SEC106
        containers:
          - image: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    template:
      taskCount: 1
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
        vpcAccess:
          egress: ALL_TRAFFIC
          networkInterfaces:
            - network: orders
              subnetwork: orders
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/vpc-direct-vpc
    """
    networks = job.network_interfaces
    settings = (job.vpc_connector, job.vpc_egress, job.network, job.subnetwork)
    if networks or networks.is_unknown or any(setting.is_written for setting in settings):
        return
    yield job.vpc_egress.finding(
        "the job has no network, so nothing controls where its traffic goes; connect it to one, with all traffic"
        " as its egress"
    )
