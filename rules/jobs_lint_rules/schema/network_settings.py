"""Settings of a job's network that lack the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule
from jobs_lint_rules.quoting import says

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_WITH_REFERENCES = "crossplane"
"""A form in which a network may be named by other fields than those that are read here."""
_SMALL = frozenset({"cloud-run-v1", "gcloud"})
_IN_SMALL = frozenset({"all-traffic", "private-ranges-only", "all"})
_IN_CAPITALS = frozenset({"ALL_TRAFFIC", "PRIVATE_RANGES_ONLY", "1", "2"})
_MEANT = ("connector", "network")
"""What an annotation has in its name that is meant to name a network."""


@rule(
    "SCH056",
    "network-interface-without-network",
    severity="error",
    on=CloudRunJob,
    tags=("schema", "cloud-run", "network"),
    when=("network_interfaces",),
)
def network_interface_without_network(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A network interface names neither a network nor a subnetwork.

    ## Why
    One of the two is needed: of a network the subnetwork of the same name is taken, and of a subnetwork its network
    is known. Tags alone say nothing about where the interface is, and the API refuses the job.

    ## Bad
    ```yaml
    template:
      taskCount: 1
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
        vpcAccess:
          networkInterfaces:
            - tags: [import] # <- SCH056
    ```

    ## Good
    ```yaml
    template:
      taskCount: 1
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
        vpcAccess:
          networkInterfaces:
            - subnetwork: orders
              tags: [import]
    ```

    ## See
    - https://run.googleapis.com/$discovery/rest?version=v2
    """
    if job.network_interfaces.is_unknown or job.dialect == _WITH_REFERENCES:
        return
    if job.network.is_unknown or job.subnetwork.is_unknown:
        return  # a command that changes a job may leave either as it is
    for interface in job.network_interfaces:
        if not interface.network.is_written and not interface.subnetwork.is_written:
            keys = f"{interface.network.key} or {interface.subnetwork.key}"
            yield interface.finding(f"this network interface has neither network nor subnetwork; write {keys}")


@rule(
    "SCH057",
    "egress-without-network",
    severity="warning",
    on=CloudRunJob,
    tags=("schema", "cloud-run", "network"),
    when=("vpc_egress",),
)
def egress_without_network(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The job says which traffic goes through a network, and has no network.

    ## Why
    The egress setting sorts the traffic between a network of one's own and the service's way out. Without a connector
    or a network interface there is nothing to sort: all traffic leaves the service's way, whatever the setting says.
    gcloud refuses such a job; other tools let it through.

    ## Bad
    ```yaml
    template:
      taskCount: 1
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
        vpcAccess:
          egress: ALL_TRAFFIC # <- SCH057
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
            - subnetwork: orders
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/vpc-direct-vpc
    """
    egress = job.vpc_egress
    if not egress.is_set or job.vpc_connector.is_written or job.dialect == _WITH_REFERENCES:
        return
    if egress.text not in (_IN_SMALL if job.dialect in _SMALL else _IN_CAPITALS):
        return  # another spelling is refused, which is told of by itself
    if job.network_interfaces or job.network_interfaces.is_unknown:
        return
    if job.network.is_written or job.subnetwork.is_written:
        return
    if any(word in note.name.text for note in (*job.annotations, *job.execution_annotations) for word in _MEANT):
        return  # misspelled or at the wrong level, which is told of by itself
    text = f"{says(egress)}, and the job has neither a network interface nor a connector"
    yield egress.finding(f"{text} for the traffic to go through; name the network, or delete it")
