"""Network interfaces of Cloud Run tasks: how many there are, and what tasks with one have to live with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, human_count, rule
from jobs_lint_rules.words import duration, many, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_PRIVATE = frozenset({"private-ranges-only", "PRIVATE_RANGES_ONLY", "2"})
_ALL = {"cloud-run-v1": "all-traffic", "gcloud": "all-traffic"}


@rule("LIM147", "too-many-network-interfaces", severity="error", on=CloudRunJob, tags=("cloud-run", "network"))
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


@rule(
    "LIM150",
    "long-task-on-direct-vpc",
    severity="info",
    on=CloudRunJob,
    tags=("cloud-run", "network", "time"),
    profile="pedantic",
)
def long_task_on_direct_vpc(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A task that may run for more than an hour has its connections through Direct VPC.

    ## Why
    Tasks that run for more than an hour may lose their connections when the machines below are maintained. The task
    gets SIGTSTP ten seconds before, and SIGCONT when it is over. A program that connects anew, and tries again what
    failed, doesn't notice; one that holds a single connection to a database for hours does.

    ## Bad
    ```yaml
    template:
      taskCount: 1
      template:
        timeout: 7200s # <- LIM150
        containers:
          - image: europe-docker.pkg.dev/example/images/import
        vpcAccess:
          networkInterfaces:
            - network: orders
              subnetwork: orders
    ```

    ## Good
    ```yaml
    template:
      taskCount: 4
      template:
        timeout: 3600s
        containers:
          - image: europe-docker.pkg.dev/example/images/import
        vpcAccess:
          networkInterfaces:
            - network: orders
              subnetwork: orders
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/vpc-direct-vpc
    """
    limit = limits.cloud_run.direct_vpc_unbroken_time
    if job.network_interfaces and job.timeout.is_set and job.timeout > limit:
        text = f"{seen(job.timeout, duration(job.timeout.known()))}, and connections through Direct VPC"
        text += f" may break in a task of over {limit.describe()}; let the program connect anew, or split the work"
        yield job.timeout.finding(text)


@rule(
    "LIM152",
    "egress-to-private-ranges-only",
    severity="info",
    on=CloudRunJob,
    tags=("cloud-run", "network"),
    opt_in=True,
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
          egress: PRIVATE_RANGES_ONLY # <- LIM152
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
    "LIM153",
    "tasks-over-smallest-subnet",
    severity="info",
    on=CloudRunJob,
    tags=("cloud-run", "network", "tasks"),
    profile="pedantic",
)
def tasks_over_smallest_subnet(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """More tasks may run at once than the smallest subnet of Direct VPC has addresses for.

    ## Why
    Each task takes an address of the subnet, and keeps it for some minutes after its end. A /26, the smallest subnet
    that is taken, has 60 for tasks. Where they run out, tasks don't start until others have ended.

    ## Bad
    ```yaml
    template:
      taskCount: 500
      parallelism: 100 # <- LIM153
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
        vpcAccess:
          networkInterfaces:
            - network: orders
              subnetwork: orders
    ```

    ## Good
    ```yaml
    template:
      taskCount: 500
      parallelism: 50
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
        vpcAccess:
          networkInterfaces:
            - network: orders
              subnetwork: orders
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/vpc-direct-vpc
    """
    usable = limits.cloud_run.smallest_subnet_usable_addresses
    if not job.network_interfaces or job.parallelism.is_unknown:
        return
    bound = job.parallelism if job.parallelism > 0 else job.task_count
    if bound.is_set and bound > usable and job.task_count > usable:
        text = (
            f"{bound.key} lets {human_count(bound.known())} tasks run at once, and each takes an address of the subnet"
        )
        yield bound.finding(
            f"{text}, of which a /26 has {usable.describe()} for them; use a larger subnet, or a lower parallelism"
        )
