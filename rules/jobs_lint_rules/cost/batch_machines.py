"""Machines of a Batch job of which a part stands idle, whatever the tasks do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Packing, human_bytes, human_cpu, rule
from jobs_lint_rules.cost.words import is_idle, share
from jobs_lint_rules.places import location_of
from jobs_lint_rules.words import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limits, Machines, MachineType, Setting, Unknown

_VISIBLE = frozenset({"CUDA_VISIBLE_DEVICES", "NVIDIA_VISIBLE_DEVICES"})


def _known(machine: MachineType | Unknown) -> MachineType | None:
    return machine if machine and getattr(machine, "vcpus", 0) else None


def _plain_machine(job: BatchJob, packing: Packing, limits: Limits) -> MachineType | None:
    """The machine type, where CPU and memory alone choose it, and the job says how much of both a task takes."""
    if not (job.machine_type.is_set and job.cpu.is_set and job.memory.is_set):
        return None
    if job.cpu.known() < 1 or packing.gpus_per_vm != 0:
        return None
    if job.memory < limits.advice.least_memory_mib:
        return None  # no task gets along with so little: nobody has thought about the number
    machine = _known(packing.machine)
    if machine is None or machine.partial or machine.gpu or machine.local_ssd or machine.bare_metal:
        return None
    return machine


def _smaller(job: BatchJob, machine: MachineType, tasks: int, limits: Limits, machines: Machines) -> str:
    """What some tasks leave of a machine, and a type that is enough; nothing where none is much smaller."""
    cpu, memory = job.cpu.known() * tasks, job.memory.known() * tasks
    idle = limits.advice.idle_share.amount
    if not (is_idle(cpu, machine.milli_cpu, idle) or is_idle(memory, machine.memory, idle)):
        return ""
    wanted = memory + limits.advice.memory_of_the_system.amount
    fitting = machines.fitting(cpu=cpu, memory=wanted, location=location_of(job), series=machine.series)
    best = next((each for each in fitting if not (each.local_ssd or each.bare_metal)), None)
    if best is None or best.milli_cpu > machine.milli_cpu or best.memory > machine.memory:
        return ""
    if not (is_idle(best.milli_cpu, machine.milli_cpu, idle) or is_idle(best.memory, machine.memory, idle)):
        return ""
    return (
        f"{share(cpu, machine.milli_cpu)} of its {human_cpu(machine.milli_cpu)} and {share(memory, machine.memory)} of"
        f" its {human_bytes(machine.memory)}; {best.name} has enough with {human_cpu(best.milli_cpu)} and"
        f" {human_bytes(best.memory)}: write that"
    )


@rule(
    "COST103",
    "machine-mostly-idle",
    severity="info",
    on=BatchJob,
    tags=("batch", "machines", "cost"),
    profile="pedantic",
    when=("machine_type",),
)
def machine_mostly_idle(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """One task at a time runs on a machine that is far larger than the task asks for.

    ## Why
    A job with one task, or with a parallelism of 1, has a VM for one task at a time, and a VM is paid for as a whole.
    The rule compares what a task asks for with the machine type, and names a smaller one of the same series.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 1
        taskSpec:
          computeResource: {cpuMilli: 2000, memoryMib: 4096}
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instances:
        - policy:
            machineType: n2-standard-16 # <- COST103
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 1
        taskSpec:
          computeResource: {cpuMilli: 2000, memoryMib: 4096}
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instances:
        - policy:
            machineType: n2-standard-2
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-job
    - https://docs.cloud.google.com/compute/docs/machine-resource
    """
    if not job.machine_type.is_set:
        return
    packing = Packing(job, limits, machines)
    machine = _plain_machine(job, packing, limits) if packing.tasks_at_once == 1 else None
    if machine is not None:
        text = _smaller(job, machine, 1, limits, machines)
        if text:
            name = job.machine_type
            yield name.finding(f"{name.key} is {name.text}, and the one task at a time takes {text}")


@rule(
    "COST104",
    "machine-not-filled",
    severity="info",
    on=BatchJob,
    tags=("batch", "machines", "cost"),
    profile="pedantic",
    when=("machine_type",),
)
def machine_not_filled(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """The tasks that share a machine leave half of its CPUs or of its memory to nobody.

    ## Why
    A VM takes as many tasks as `taskCountPerNode` says, or as its CPUs are enough for, and 20 at most. What these
    don't ask for stands idle on every VM of the job. The rule names a smaller machine type of the same series; more
    tasks on a VM are the other way.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 100
        taskCountPerNode: 1
        taskSpec:
          computeResource: {cpuMilli: 2000, memoryMib: 4096}
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instances:
        - policy:
            machineType: n2-standard-16 # <- COST104
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 100
        taskCountPerNode: 1
        taskSpec:
          computeResource: {cpuMilli: 2000, memoryMib: 4096}
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instances:
        - policy:
            machineType: n2-standard-2
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-job
    - https://docs.cloud.google.com/compute/docs/machine-resource
    """
    if not job.machine_type.is_set:
        return
    packing = Packing(job, limits, machines)
    at_once, per_vm = packing.tasks_at_once, packing.tasks_per_vm
    if not (isinstance(at_once, int) and isinstance(per_vm, int)) or at_once == 1:
        return
    machine = _plain_machine(job, packing, limits)
    text = _smaller(job, machine, per_vm, limits, machines) if machine is not None else ""
    if text:
        name = job.machine_type
        verb = "takes" if per_vm == 1 else "take"
        yield name.finding(f"{name.key} is {name.text}, and the {many(per_vm, 'task')} on a VM {verb} {text}")


@rule(
    "COST105",
    "more-gpus-than-visible",
    severity="warning",
    on=BatchJob,
    tags=("batch", "gpu", "cost"),
    when=("accelerators", "machine_type"),
)
def more_gpus_than_visible(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """A VM has more GPUs than its only task can see.

    ## Why
    With one task at a time on a VM, GPUs that `CUDA_VISIBLE_DEVICES` hides from it work for nobody and are paid for
    in full, as the dearest part of the VM.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 1
        taskSpec:
          environment:
            variables: {CUDA_VISIBLE_DEVICES: "0"} # <- COST105
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/train
    allocationPolicy:
      location: {allowedLocations: [zones/us-central1-a]}
      instances:
        - installGpuDrivers: true
          policy:
            machineType: g2-standard-48
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 1
        taskSpec:
          environment:
            variables: {CUDA_VISIBLE_DEVICES: "0"}
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/train
    allocationPolicy:
      location: {allowedLocations: [zones/us-central1-a]}
      instances:
        - installGpuDrivers: true
          policy:
            machineType: g2-standard-12
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-job-gpus
    - https://docs.nvidia.com/cuda/cuda-c-programming-guide/
    """
    found = [each for each in job.all_env() if each.name.value in _VISIBLE]
    if not found:
        return
    devices = {device for each in found for device in _devices(each.value)}
    packing = Packing(job, limits, machines)
    gpus = packing.gpus_per_vm
    if "" in devices or packing.tasks_per_vm != 1 or not isinstance(gpus, int) or len(devices) >= gpus:
        return
    if len(found) > 1 and len(found) != len(job.containers):
        return  # some of what runs sees others
    if len(found) == 1 and all(each is not found[0] for each in job.env) and len(job.containers) > 1:
        return
    variable = found[0]
    yield variable.value.finding(
        f"{variable.name.text} is {variable.value.text}, so the one task on a VM sees {many(len(devices), 'GPU')}, and"
        f" the VM has {gpus}; take a VM with fewer GPUs, or let several tasks share it"
    )


def _devices(setting: Setting[str]) -> list[str]:
    """The devices of a list; an empty name among them where they can't be told."""
    text = setting.value
    names = text.split(",") if isinstance(text, str) else [""]
    return [name.strip() if name.strip().isdecimal() else "" for name in names]


@rule(
    "COST106",
    "more-gpus-than-tasks",
    severity="info",
    on=BatchJob,
    tags=("batch", "gpu", "cost"),
    profile="pedantic",
    when=("machine_type",),
)
def more_gpus_than_tasks(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """A VM has more GPUs than tasks, though each task asks for no more than a GPU's share of its CPUs.

    ## Why
    A task that takes an eighth of the CPUs of a VM with 8 GPUs is mostly one that works on one GPU. If fewer tasks
    than GPUs are on the VM at once, the rest of the GPUs stand idle and are paid for. If one task does use them all,
    let it ask for the CPUs of the VM as well.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 1
        taskSpec:
          computeResource: {cpuMilli: 12000, memoryMib: 48000}
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/train
    allocationPolicy:
      location: {allowedLocations: [zones/us-central1-a]}
      instances:
        - installGpuDrivers: true
          policy:
            machineType: g2-standard-48 # <- COST106
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 1
        taskSpec:
          computeResource: {cpuMilli: 12000, memoryMib: 48000}
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/train
    allocationPolicy:
      location: {allowedLocations: [zones/us-central1-a]}
      instances:
        - installGpuDrivers: true
          policy:
            machineType: g2-standard-12
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-job-gpus
    - https://docs.cloud.google.com/compute/docs/gpus
    """
    if not (job.machine_type.is_set and job.cpu.is_set) or job.cpu.known() < 1:
        return
    packing = Packing(job, limits, machines)
    gpus, per_vm, machine = packing.gpus_per_vm, packing.tasks_per_vm, _known(packing.machine)
    if machine is None or not isinstance(gpus, int) or not isinstance(per_vm, int) or gpus <= per_vm:
        return
    if job.cpu.known() * gpus > machine.milli_cpu or any(each.name.value in _VISIBLE for each in job.all_env()):
        return
    name = job.machine_type
    yield name.finding(
        f"a VM ({name.text}) has {many(gpus, 'GPU')} and {many(per_vm, 'task')} at once, with"
        f" {human_cpu(job.cpu.known())} a task; take a VM with fewer GPUs, let more tasks share it, or raise"
        f" {job.cpu.key} where a task uses them all"
    )
