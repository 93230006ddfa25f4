"""GPUs of Batch VMs: which go with which machine type, and how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, human_bytes, human_count, rule
from jobs_lint_rules.batch_machines import machine_of
from jobs_lint_rules.limits._gpus import WORKSTATION, gpus_asked_for, gpus_of_machines
from jobs_lint_rules.places import location_of
from jobs_lint_rules.quoting import shown
from jobs_lint_rules.words import many, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Attachment, Finding, Machines, MachineType


def _plain(gpu: str) -> str:
    return gpu.removesuffix(WORKSTATION)


def _machines_for(gpu: str, machines: Machines) -> str:
    """Which machine types have a GPU, or take it, as advice."""
    found = machines.with_gpu(gpu)
    if found:
        return f"take a machine type that has it built in, such as {found[0].name}"
    attached = machines.attachments(gpu)
    return "take a machine type of N1, such as n1-standard-4" if attached else "take a machine type that has GPUs"


@rule(
    "LIM221",
    "gpu-on-series-without",
    severity="error",
    on=BatchJob,
    tags=("batch", "gpu", "machines"),
    when=("accelerators",),
)
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
    found = gpus_asked_for(job)
    if not found or not job.machine_type.is_set or gpus_of_machines(job, machines) != "":
        return
    gpu, machine = found[0], job.machine_type
    related = (machine.also("the machine type"),)
    if gpu.type.is_set:
        advice = _machines_for(gpu.type.known(), machines)
        text = f"{gpu.type.key} is {shown(gpu.type.known())}, but machines of type {shown(machine.known())} take no GPU"
        yield gpu.type.finding(f"{text}; {advice}", related=related)
    else:
        yield gpu.finding(
            f"GPUs are asked for, but machines of type {shown(machine.known())} take none; take N1", related=related
        )


@rule(
    "LIM222",
    "gpu-other-than-built-in",
    severity="error",
    on=BatchJob,
    tags=("batch", "gpu", "machines"),
    when=("accelerators",),
)
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
    found = gpus_asked_for(job)
    machine = machine_of(job, machines) if found else None
    if machine is None or machine.gpu is None:
        return
    has = f"{machine.name} has {many(machine.gpu.count, 'GPU')} of type {machine.gpu.type} built in"
    related = (job.machine_type.also("the machine type"),)
    for each in found:
        if each.type.is_set and _plain(each.type.known()) != machine.gpu.type:
            advice = f"leave accelerators out, or {_machines_for(each.type.known(), machines)}"
            yield each.type.finding(
                f"{each.type.key} is {shown(each.type.known())}, but {has}; {advice}", related=related
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


@rule(
    "LIM223",
    "gpu-not-attachable",
    severity="error",
    on=BatchJob,
    tags=("batch", "gpu", "machines"),
    when=("accelerators",),
)
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
    found = gpus_asked_for(job)
    if len(found) != 1 or not found[0].type.is_set or gpus_of_machines(job, machines) != "attached":
        return
    gpu, count = found[0].type.known(), found[0].count
    ways = machines.attachments(gpu, location_of(job))
    related = (job.machine_type.also("the machine type"),) if job.machine_type.is_set else ()
    if not ways:
        if job.machine_type.is_set and machines.with_gpu(gpu):
            text = f"{found[0].type.key} is {gpu}, which cannot be attached to {shown(job.machine_type.known())}"
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
