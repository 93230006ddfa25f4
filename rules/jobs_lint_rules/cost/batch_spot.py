"""Standard VMs for work that Spot VMs can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Packing, rule
from jobs_lint_rules.words import duration, many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limits, Machines

_STANDARD = (None, "STANDARD", "1", "PROVISIONING_MODEL_UNSPECIFIED", "0")


@rule(
    "COST102",
    "standard-vms-for-short-tasks",
    severity="info",
    on=BatchJob,
    tags=("batch", "spot", "retries", "cost"),
    profile="pedantic",
    when=("max_retries",),
)
def standard_vms_for_short_tasks(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """Short tasks that are retried anyway run on standard VMs, where Spot VMs would do.

    ## Why
    Spot VMs cost much less and may be taken back at any time. A task that runs for an hour or two loses little then,
    and with retries it is done again by itself. Tasks that wait for each other, or that have to be ready by a certain
    time, are better left on standard VMs.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 100
        taskSpec:
          maxRetryCount: 3
          maxRunDuration: 1800s
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instances:
        - policy:
            machineType: n2-standard-4
            provisioningModel: STANDARD # <- COST102
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 100
        taskSpec:
          maxRetryCount: 3
          maxRunDuration: 1800s
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instances:
        - policy:
            machineType: n2-standard-4
            provisioningModel: SPOT
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-job
    - https://docs.cloud.google.com/compute/docs/instances/spot
    """
    model = job.provisioning_model
    if model.value not in _STANDARD or not job.max_retries.is_set:
        return
    if job.timeout > limits.advice.short_task or job.timeout.value is None or job.timeout.is_unknown:
        return
    if job.max_retries < 1 or _is_tied(job):
        return
    if not isinstance(job.max_retries.value, int) or Packing(job, limits, machines).tasks_at_once == 1:
        return  # one task after the other takes long in all, and a preemption delays the whole
    kind = f"{model.key} is {model.text}" if model.is_set else "no provisioning model is set"
    yield model.finding(
        f"{kind}, and a task takes {duration(job.timeout.known())} at most and has"
        f" {many(job.max_retries.known(), 'retry')}; Spot VMs do the same work for less: write provisioningModel: SPOT"
    )


def _is_tied(job: BatchJob) -> bool:
    """Whether the tasks need each other, or their VMs are chosen by something else. What isn't known counts as so."""
    chosen = (job.reservation, job.instance_template, job.require_hosts_file, job.permissive_ssh, job.collocation)
    return job.uses_barriers is not False or any(each.is_written for each in chosen)
