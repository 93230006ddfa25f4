"""Types of GPUs for Batch VMs: which there are, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, rule
from jobs_lint_rules.limits._gpus import WORKSTATION, gpus_asked_for, gpus_of_machines
from jobs_lint_rules.places import location_of, region_name
from jobs_lint_rules.quoting import shown
from jobs_lint_rules.words import few, to_be_filled_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Machines

_BUILT_IN = "built-in"


@rule("LIM224", "unlisted-batch-gpu", severity="warning", on=BatchJob, tags=("batch", "gpu"), when=("accelerators",))
def unlisted_batch_gpu(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:  # noqa: ARG001
    """A type of GPU is not in the list of those that Compute Engine has.

    ## Why
    gcloud passes any name on, and no VM is found for one that doesn't exist. It is misspelled, Cloud Run's name of the
    GPU, or one that has been withdrawn, such as the K80. The list has a day: a type that is newer can be added to the
    configuration.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - installGpuDrivers: true
          policy:
            machineType: n1-standard-8
            accelerators:
              - type: nvidia-t4 # <- LIM224
                count: 1
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - installGpuDrivers: true
          policy:
            machineType: n1-standard-8
            accelerators:
              - type: nvidia-tesla-t4
                count: 1
    ```

    ## See
    - https://docs.cloud.google.com/compute/docs/gpus
    """
    found = gpus_asked_for(job)
    if not found or (job.machine_type.is_set and gpus_of_machines(job, machines) in ("", _BUILT_IN)):
        return  # then another rule says what is wrong with it
    for each in found:
        name = each.type.known() if each.type.is_set and not each.type.flaw else ""
        if name and not machines.knows_gpu(name) and not to_be_filled_in(name):
            nearest = _nearest(name, machines)
            new = "add it to machines.gpus of the configuration if it is newer"
            meant = f"write {' or '.join(nearest)} if that is meant, or {new}" if nearest else new
            day = machines.sources["gpus"].day
            yield each.type.finding(f"{each.type.key} is {shown(name)}, which is not in the list of {day}; {meant}")


def _nearest(name: str, machines: Machines) -> list[str]:
    """The GPU types whose names end as this one does, or whose last word goes on where this one's ends."""
    ends = {each.rpartition("-")[-1]: each for each in machines.gpus() if not each.endswith(WORKSTATION)}
    end = name.lower().replace("_", "-").rpartition("-")[-1]
    if end in ends:
        return [each for each in machines.gpus() if each.endswith(f"-{end}")]
    return [ends[each] for each in ends if end and (each.startswith(end) or end.startswith(each))]


@rule(
    "LIM225",
    "batch-gpu-not-in-region",
    severity="warning",
    on=BatchJob,
    tags=("batch", "gpu", "location"),
    when=("accelerators",),
)
def batch_gpu_not_in_region(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:  # noqa: ARG001
    """A type of GPU is not to be had in the region of the job.

    ## Why
    Each type of GPU is in some regions only. The job is taken, finds no VM, and fails when it has waited for two days.
    The list that this rests on says where a type exists, not whether there are any left.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      location:
        allowedLocations: [regions/europe-west3]
      instances:
        - installGpuDrivers: true
          policy:
            machineType: n1-standard-8
            accelerators:
              - type: nvidia-tesla-p100 # <- LIM225
                count: 1
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      location:
        allowedLocations: [regions/europe-west3]
      instances:
        - installGpuDrivers: true
          policy:
            machineType: n1-standard-8
            accelerators:
              - type: nvidia-tesla-t4
                count: 1
    ```

    ## See
    - https://docs.cloud.google.com/compute/docs/gpus
    - https://docs.cloud.google.com/batch/docs/create-run-job-gpus
    """
    found, place = gpus_asked_for(job), location_of(job)
    if not found or place is None or (job.machine_type.is_set and gpus_of_machines(job, machines) in ("", _BUILT_IN)):
        return
    for each in found:
        if each.type.is_set and machines.gpu_offered(each.type.known(), place) is False:
            name = each.type.known()
            where = sorted(machines.gpu_regions(name) or ())
            day = machines.sources["gpus"].day
            text = f"{each.type.key} is {shown(name)}, which {region_name(place)} does not have by the list of {day}"
            related = (job.location.also("the location"),) if job.location.is_set else ()
            advice = f"take a GPU that is there, or a region that has it: {few(where)}"
            yield each.type.finding(f"{text}; {advice}", related=related)
