"""How many tasks share a VM of a Batch job, and how many VMs that makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, Packing, human_count, rule
from jobs_lint_rules.words import many, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Machines


@rule(
    "LIM215",
    "too-many-tasks-on-a-vm",
    severity="warning",
    on=BatchJob,
    tags=("batch", "tasks", "machines"),
    when=("task_count_per_node",),
)
def too_many_tasks_on_a_vm(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """A VM of a Batch job is to run more tasks at the same time than one may.

    ## Why
    Batch runs up to 20 tasks on one VM at the same time. What becomes of a higher `taskCountPerNode` isn't documented:
    either the job is refused, or its tasks are spread over more VMs than was counted on. A negative number means
    nothing.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 640
        taskCountPerNode: 64 # <- LIM215
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 640
        taskCountPerNode: 20
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-job
    """
    tasks = job.task_count_per_node
    most, least = limits.batch.tasks_per_vm, limits.batch.tasks_per_vm_min
    if tasks > most:
        text = f"{seen(tasks, human_count(tasks.known()))}, over the limit of {most.describe()} tasks on one VM"
        advice = "lower it, and give each task several items to work through where that is too few"
        yield tasks.finding(f"{text}; {advice}", limit=most)
    elif tasks < 0:
        text = f"{seen(tasks, human_count(tasks.known()))}, below the minimum of {least.describe()}"
        yield tasks.finding(f"{text}; leave it out for as many as the CPUs are enough for", limit=least)


@rule("LIM216", "too-many-vms", severity="warning", on=BatchJob, tags=("batch", "tasks", "machines"))
def too_many_vms(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """A Batch job needs more VMs at the same time than one may have.

    ## Why
    All VMs of a job that run at the same time are 2,000 at most where its location is one zone, and 4,000 where it is
    several. How many there would be is the number of tasks that run at once, divided by the tasks that share a VM:
    `taskCountPerNode`, or as many as its CPUs are enough for by `cpuMilli`. Larger VMs that several tasks share need
    fewer; so does a lower `parallelism`.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 20000
        parallelism: 5000 # <- LIM216
        taskSpec:
          computeResource:
            cpuMilli: 2000
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - policy:
            machineType: e2-standard-2
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 20000
        parallelism: 5000
        taskSpec:
          computeResource:
            cpuMilli: 2000
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - policy:
            machineType: e2-standard-8
    ```

    ## See
    - https://docs.cloud.google.com/batch/quotas
    - https://docs.cloud.google.com/batch/docs/create-run-job
    """
    packing = Packing(job, limits, machines)
    at_once = packing.tasks_at_once
    one, several = limits.batch.vms_one_zone, limits.batch.vms_several_zones
    if not isinstance(at_once, int) or at_once <= min(one.amount, several.amount):
        return
    zones = _zones(job)
    limit, where = (one, "one zone") if zones == 1 else (several, "several zones")
    vms, per_vm = packing.vms, packing.tasks_per_vm
    if not isinstance(vms, int) or not isinstance(per_vm, int) or vms <= limit.amount:
        return
    field = job.parallelism if job.parallelism.is_set else job.task_count
    so = f"so {many(at_once, 'task')} run at once, with {per_vm} on each VM"
    text = f"{seen(field, human_count(field.known()))}, {so}: {many(vms, 'VM')} at the same time"
    advice = f"lower parallelism to {human_count(limit.amount * per_vm)}, or let more tasks share a larger VM"
    if zones == 1 and vms <= several.amount:
        advice += f", or allow several zones, where {several.describe()} may run"
    related = (job.machine_type.also("the machine type"),) if job.machine_type.is_set else ()
    message = f"{text}, over the limit of {limit.describe()} for a job in {where}; {advice}"
    yield field.finding(message, limit=limit, related=related)


def _zones(job: BatchJob) -> int:
    """How many zones the job is kept to, 0 where it isn't kept to any, or where that isn't known."""
    places = job.allowed_locations
    if places.is_unknown or not places:
        return 0
    names = [place.value.value for place in places]
    if all(isinstance(name, str) and name.startswith("zones/") for name in names):
        return len(set(names))
    return 0
