"""Batch jobs with more VMs than a hosts file lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, Packing, rule
from jobs_lint_rules.words import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Machines


@rule(
    "LIM251",
    "too-many-vms-for-hosts-file",
    severity="warning",
    on=BatchJob,
    tags=("batch", "mpi"),
    when=("require_hosts_file",),
)
def too_many_vms_for_hosts_file(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """A Batch job asks for a hosts file and has more than 1,000 VMs at once.

    ## Why
    The file that `requireHostsFile` asks for lists 1,000 VMs at most, and with more some can't be found by the others,
    if the job is taken at all. Let more tasks share a VM, or lower the parallelism.

    ## Bad
    ```yaml batch.hosts-file-vms=2
    taskGroups:
      - taskCount: 3
        taskCountPerNode: 1
        requireHostsFile: true # <- LIM251
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/simulate
    ```

    ## Good
    ```yaml batch.hosts-file-vms=2
    taskGroups:
      - taskCount: 3
        taskCountPerNode: 2
        requireHostsFile: true
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/simulate
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    asked, limit = job.require_hosts_file, limits.batch.hosts_file_vms
    if not asked.is_set or not asked.known():
        return
    vms = Packing(job, limits, machines).vms
    if isinstance(vms, int) and vms > limit.amount:
        text = f"{asked.key} is true in a job with {many(vms, 'VM')} at once, over the limit of {limit.describe()}"
        yield asked.finding(f"{text} for a hosts file; lower the parallelism, or raise taskCountPerNode", limit=limit)
