"""What Cloud Run tasks on a network by Direct VPC have to live with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, human_count, rule
from jobs_lint_rules.words import duration, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding


@rule(
    "REL104",
    "long-task-on-direct-vpc",
    severity="info",
    on=CloudRunJob,
    tags=("cloud-run", "network", "time"),
    profile="pedantic",
    when=("network_interfaces",),
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
        timeout: 7200s # <- REL104
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
    "REL105",
    "tasks-over-smallest-subnet",
    severity="info",
    on=CloudRunJob,
    tags=("cloud-run", "network", "tasks"),
    profile="pedantic",
    when=("network_interfaces",),
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
      parallelism: 100 # <- REL105
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
