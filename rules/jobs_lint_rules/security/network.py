"""External addresses of VMs that seem to need none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, rule
from jobs_lint_rules.images import image_of, is_of_google

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_FROM_OUTSIDE = (
    *(
        "http",
        "ftp",
        "curl",
        "wget",
        "apt",
        "yum",
        "dnf",
        "pip",
        "conda",
        "npm",
        "git",
        "ssh",
        "docker",
        "rsync",
        "gem ",
    ),
    *("install", "podman", "cargo", "go get", "brew", "aws", "az ", "telnet", "nc ", "psql", "mysql", "://"),
)


@rule("SEC203", "external-address", severity="info", on=BatchJob, tags=("batch", "network"), profile="pedantic")
def external_address(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The VMs of a Batch job have external addresses, and nothing in the job seems to need them.

    ## Why
    An external address can be reached from the internet as far as the firewall lets it, costs money, and counts against
    a quota; some organizations forbid it. Google's APIs and Artifact Registry are reached without one, by Private
    Google Access. Jobs that fetch images or packages from elsewhere, as far as that can be seen, are left alone; and
    what can't be seen may need Cloud NAT.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/import:v3
    allocationPolicy:
      network:
        networkInterfaces:
          - network: projects/shop/global/networks/jobs # <- SEC203
            subnetwork: projects/shop/regions/europe-west1/subnetworks/jobs
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/import:v3
    allocationPolicy:
      network:
        networkInterfaces:
          - network: projects/shop/global/networks/jobs
            subnetwork: projects/shop/regions/europe-west1/subnetworks/jobs
            noExternalIpAddress: true
    ```

    ## Related
    For virtual machines: checkov `CKV_GCP_40`, trivy `AVD-GCP-0031`.

    ## See
    - https://docs.cloud.google.com/batch/docs/job-without-external-access
    - https://docs.cloud.google.com/vpc/docs/private-google-access
    """
    interfaces = job.network_interfaces
    if interfaces.is_unknown or job.instance_template.is_written or job.instances.is_unknown:
        return
    has_one = [interface for interface in interfaces if interface.no_external_ip.value in (None, False)]
    if (interfaces and not has_one) or not _stays_inside(job):
        return
    where = has_one[0].no_external_ip if has_one else job.network
    state = "noExternalIpAddress is false" if where.is_set else "noExternalIpAddress is not set"
    what = f"{state}, so the VMs have external addresses, which nothing in the job seems to need"
    yield where.finding(f"{what}; write true, with a subnetwork that has Private Google Access")


def _stays_inside(job: BatchJob) -> bool:
    """Whether all that is run is seen, and none of it is known to fetch from outside of Google."""
    if not job.containers or job.mentions(*_FROM_OUTSIDE) is not False:
        return False
    for runnable in job.containers:
        if runnable.kind == "container":
            image = image_of(runnable)
            if image is None or not is_of_google(image.host):
                return False
        elif runnable.script_path.is_written:
            return False
    return True
