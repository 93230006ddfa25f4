"""GPUs of Batch VMs: which go with which machine type, and where there are any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, human_bytes, human_count, rule
from jobs_lint_rules.limits.batch_machine_size import machine_of, place_of
from jobs_lint_rules.limits.batch_machine_types import region_name
from jobs_lint_rules.words import few, many, seen, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Accelerator, Attachment, Finding, Machines, MachineType

_WORKSTATION = "-vws"
_BUILT_IN = "built-in"


def _gpus(job: BatchJob) -> list[Accelerator]:
    """The accelerators that are there for certain: a count of 0 asks for none."""
    return [each for each in job.accelerators if each.count.value != 0]


def _takes(job: BatchJob, machines: Machines) -> str | None:
    """Whether GPUs are `built-in` or `attached` to the machines of a job, or neither (empty); None if not known.

    Without a machine type Batch picks one of N1, the one series that GPUs are attached to.
    """
    if job.machine_type.is_set:
        series = machines.series(job.machine_type.known())
        return series.gpus if series else None
    return None if job.machine_type.is_unknown or job.instance_template.is_written else "attached"


def _plain(gpu: str) -> str:
    return gpu.removesuffix(_WORKSTATION)


def _machines_for(gpu: str, machines: Machines) -> str:
    """Which machine types have a GPU, or take it, as advice."""
    found = machines.with_gpu(gpu)
    if found:
        return f"take a machine type that has it built in, such as {found[0].name}"
    attached = machines.attachments(gpu)
    return "take a machine type of N1, such as n1-standard-4" if attached else "take a machine type that has GPUs"


@rule("LIM221", "gpu-on-series-without", severity="error", on=BatchJob, tags=("batch", "gpu", "machines"))
def gpu_on_series_without(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:  # noqa: ARG001
    """A GPU is attached to machines of a series that takes none.

    ## Why
    GPUs can be attached to machine types of N1 alone, and not to those that share a core. A2, A3, A4, G2 and G4 have
    theirs built in. With any other series no VM can be made.

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
            machineType: e2-standard-8
            accelerators:
              - type: nvidia-tesla-t4 # <- LIM221
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
    - https://docs.cloud.google.com/batch/docs/create-run-job-gpus
    - https://docs.cloud.google.com/compute/docs/gpus
    """
    found = _gpus(job)
    if not found or not job.machine_type.is_set or _takes(job, machines) != "":
        return
    gpu, machine = found[0], job.machine_type
    related = (machine.also("the machine type"),)
    if gpu.type.is_set:
        advice = _machines_for(gpu.type.known(), machines)
        text = f"{gpu.type.key} is {short(gpu.type.known())}, but machines of type {short(machine.known())} take no GPU"
        yield gpu.type.finding(f"{text}; {advice}", related=related)
    else:
        yield gpu.finding(
            f"GPUs are asked for, but machines of type {short(machine.known())} take none; take N1", related=related
        )


@rule("LIM222", "gpu-other-than-built-in", severity="error", on=BatchJob, tags=("batch", "gpu", "machines"))
def gpu_other_than_built_in(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:  # noqa: ARG001
    """The accelerators of a Batch job are not those that its machine type has built in.

    ## Why
    A machine type of A2, A3, A4, G2 or G4 comes with GPUs of one type and in one number. `accelerators` may be left
    out for these; where they are given, they have to say the same.

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
            machineType: g2-standard-24
            accelerators:
              - type: nvidia-l4
                count: 1 # <- LIM222
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
            machineType: g2-standard-24
            accelerators:
              - type: nvidia-l4
                count: 2
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-job-gpus
    - https://docs.cloud.google.com/compute/docs/accelerator-optimized-machines
    """
    found = _gpus(job)
    machine = machine_of(job, machines) if found else None
    if machine is None or machine.gpu is None:
        return
    has = f"{machine.name} has {many(machine.gpu.count, 'GPU')} of type {machine.gpu.type} built in"
    related = (job.machine_type.also("the machine type"),)
    for each in found:
        if each.type.is_set and _plain(each.type.known()) != machine.gpu.type:
            advice = f"leave accelerators out, or {_machines_for(each.type.known(), machines)}"
            yield each.type.finding(
                f"{each.type.key} is {short(each.type.known())}, but {has}; {advice}", related=related
            )
            return
        if each.count.is_set and each.count.known() != machine.gpu.count:
            others = [other.name for other in machines.with_gpu(machine.gpu.type) if other.gpu]
            fit = [name for name in others if _count_of(name, machines) == each.count.known()]
            other = f", or take {fit[0]}, which has {each.count.known()}" if fit else ""
            text = f"{seen(each.count, human_count(each.count.known()))}, but {has}"
            yield each.count.finding(f"{text}; leave accelerators out{other}", related=related)
            return


def _count_of(name: str, machines: Machines) -> int:
    machine = machines.get(name)
    return machine.gpu.count if machine and machine.gpu else 0


@rule("LIM223", "gpu-not-attachable", severity="error", on=BatchJob, tags=("batch", "gpu", "machines"))
def gpu_not_attachable(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:  # noqa: ARG001
    """GPUs can't be attached in this number, or not to a machine type of this size.

    ## Why
    To machines of N1, T4, P4 and P100 GPUs are attached by 1, 2 or 4, and V100 by 1, 2, 4 or 8; each number goes with
    machines of up to a certain size. GPUs of other types, such as L4 and A100, are never attached: they are built into
    machine types of their own.

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
            machineType: n1-standard-32
            accelerators:
              - type: nvidia-tesla-v100
                count: 1 # <- LIM223
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
              - type: nvidia-tesla-v100
                count: 1
    ```

    ## See
    - https://docs.cloud.google.com/compute/docs/gpus
    - https://docs.cloud.google.com/batch/docs/create-run-job-gpus
    """
    found = _gpus(job)
    if len(found) != 1 or not found[0].type.is_set or _takes(job, machines) != "attached":
        return
    gpu, count = found[0].type.known(), found[0].count
    ways = machines.attachments(gpu, place_of(job))
    related = (job.machine_type.also("the machine type"),) if job.machine_type.is_set else ()
    if not ways:
        if job.machine_type.is_set and machines.with_gpu(gpu):
            text = f"{found[0].type.key} is {gpu}, which cannot be attached to {short(job.machine_type.known())}"
            yield found[0].type.finding(f"{text}; {_machines_for(gpu, machines)}", related=related)
        return
    if not count.is_set:
        return
    way = next((each for each in ways if each.count == count.known()), None)
    if way is None:
        counts = ", ".join(str(each.count) for each in ways)
        text = f"{seen(count, human_count(count.known()))}, but {gpu} is attached by {counts}"
        yield count.finding(f"{text}; write one of these numbers{_more(gpu, count.known(), machines)}", related=related)
        return
    machine = machine_of(job, machines)
    if machine is not None and not way.fits(machine):
        bound = f"{many(way.max_vcpus, 'vCPU')} and {human_bytes(way.max_memory)}"
        has = f"{machine.name} has {many(machine.vcpus, 'vCPU')} and {human_bytes(machine.memory)}"
        text = f"{seen(count, human_count(count.known()))}, and so many of {gpu} go with {bound} at most, but {has}"
        advice = f"take a smaller machine type{_enough(ways, machine)}"
        yield count.finding(f"{text}; {advice}", related=related)


def _more(gpu: str, count: int, machines: Machines) -> str:
    """A machine type with as many GPUs as there can be no more of on one VM, as advice."""
    most = max(each.count for each in machines.attachments(gpu))
    return f", and run more tasks instead of more than {most} GPUs for one" if count > most else ""


def _enough(ways: tuple[Attachment, ...], machine: MachineType) -> str:
    """The least number of GPUs that goes with a machine type, as advice."""
    fit = [each.count for each in ways if each.fits(machine)]
    return f", or {many(fit[0], 'GPU')}" if fit else ""


@rule("LIM224", "unlisted-batch-gpu", severity="warning", on=BatchJob, tags=("batch", "gpu"))
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
    found = _gpus(job)
    if not found or (job.machine_type.is_set and _takes(job, machines) in ("", _BUILT_IN)):
        return  # then another rule says what is wrong with it
    for each in found:
        name = each.type.known() if each.type.is_set and not each.type.flaw else ""
        if name and not machines.knows_gpu(name):
            nearest = _nearest(name, machines)
            new = "add it to machines.gpus of the configuration if it is newer"
            meant = f"write {' or '.join(nearest)} if that is meant, or {new}" if nearest else new
            day = machines.sources["gpus"].day
            yield each.type.finding(f"{each.type.key} is {short(name)}, which is not in the list of {day}; {meant}")


def _nearest(name: str, machines: Machines) -> list[str]:
    """The GPU types whose names end as this one does, or whose last word goes on where this one's ends."""
    ends = {each.rpartition("-")[-1]: each for each in machines.gpus() if not each.endswith(_WORKSTATION)}
    end = name.lower().replace("_", "-").rpartition("-")[-1]
    if end in ends:
        return [each for each in machines.gpus() if each.endswith(f"-{end}")]
    return [ends[each] for each in ends if end and (each.startswith(end) or end.startswith(each))]


@rule("LIM225", "batch-gpu-not-in-region", severity="warning", on=BatchJob, tags=("batch", "gpu", "location"))
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
    found, place = _gpus(job), place_of(job)
    if not found or place is None or (job.machine_type.is_set and _takes(job, machines) in ("", _BUILT_IN)):
        return
    for each in found:
        if each.type.is_set and machines.gpu_offered(each.type.known(), place) is False:
            name = each.type.known()
            where = sorted(machines.gpu_regions(name) or ())
            day = machines.sources["gpus"].day
            text = f"{each.type.key} is {short(name)}, which {region_name(place)} does not have by the list of {day}"
            related = (job.location.also("the location"),) if job.location.is_set else ()
            advice = f"take a GPU that is there, or a region that has it: {few(where)}"
            yield each.type.finding(f"{text}; {advice}", related=related)
