"""How many network interfaces a task of a Cloud Run job has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule
from jobs_lint_rules.words import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding


@rule(
    "LIM147",
    "too-many-network-interfaces",
    severity="error",
    on=CloudRunJob,
    tags=("cloud-run", "network"),
    when=("network_interfaces",),
)
def too_many_network_interfaces(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A Cloud Run job has more than one network interface.

    ## Why
    The field is a list, but a task has one interface at most, and the API refuses more. What is in another network is
    reached by peering, by a VPN, or by a router in the network that the task is in.

    ## Bad
    ```yaml
    template:
      taskCount: 1
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
        vpcAccess:
          networkInterfaces:
            - network: orders
              subnetwork: orders
            - network: customers # <- LIM147
              subnetwork: customers
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
            - network: orders
              subnetwork: orders
    ```

    ## See
    - https://run.googleapis.com/$discovery/rest?version=v2
    """
    limit = limits.cloud_run.network_interfaces
    interfaces = job.network_interfaces
    if len(interfaces) > limit.amount:
        text = f"the job has {many(len(interfaces), 'network interface')}, over the limit of {limit.describe()}"
        yield interfaces[limit.value].finding(f"{text}; keep the one that the tasks need", limit=limit)
