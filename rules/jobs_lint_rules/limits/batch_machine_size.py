"""What a Batch task asks for, against what a VM of its machine type has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, Packing, human_bytes, human_count, human_cpu, rule
from jobs_lint_rules.batch_machines import is_too_little_cpu, machine_of
from jobs_lint_rules.places import location_of
from jobs_lint_rules.words import many, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Machines, MachineType


def _is_too_much_memory(job: BatchJob, limits: Limits) -> bool:
    """Whether the memory of a task was most likely meant in a smaller unit."""
    return job.memory.is_set and job.memory.known() >= limits.advice.most_memory_mib.amount


@rule(
    "LIM210",
    "task-larger-than-machine",
    severity="warning",
    on=BatchJob,
    tags=("batch", "machines"),
    when=("machine_type",),
)
def task_larger_than_machine(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """A Batch task asks for more CPU or memory than a VM of its machine type has.

    ## Why
    `computeResource` says what one task needs, and the task doesn't fit: it gets less than it asks for, which ends in
    an out-of-memory kill where it was the memory, or the job is refused. A task may ask for as much as the machine type
    has, but no more.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          computeResource:
            cpuMilli: 8000 # <- LIM210
            memoryMib: 16384
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - policy:
            machineType: e2-standard-4
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          computeResource:
            cpuMilli: 8000
            memoryMib: 16384
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - policy:
            machineType: e2-standard-8
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-job
    - https://docs.cloud.google.com/batch/docs/reference/rpc/google.cloud.batch.v1
    """
    if not (job.machine_type.is_set and (job.cpu.is_set or job.memory.is_set)):
        return
    machine = machine_of(job, machines)
    if machine is None:
        return
    cpu = job.cpu.is_set and job.cpu.known() > machine.milli_cpu
    memory = job.memory.is_set and job.memory.known() > machine.memory and not _is_too_much_memory(job, limits)
    if not cpu and not memory:
        return
    found, what, has = [], [], []
    if cpu:
        found, what, has = [job.cpu], [seen(job.cpu, human_cpu(job.cpu.known()))], [human_cpu(machine.milli_cpu)]
    if memory:
        found.append(job.memory)
        what.append(seen(job.memory, human_bytes(job.memory.known())))
        has.append(human_bytes(machine.memory))
    advice = f"take a larger machine type{_larger(job, machine, machines)}, or ask for less"
    message = f"{' and '.join(what)}, but a VM of type {machine.name} has {' and '.join(has)}; {advice}"
    yield found[0].finding(message, related=(job.machine_type.also("the machine type"),))


def _larger(job: BatchJob, machine: MachineType, machines: Machines) -> str:
    """The smallest machine type of the series that has what a task asks for, as an example."""
    gpu = (machine.gpu.type, machine.gpu.count) if machine.gpu else None
    cpu, memory = (setting.known() if setting.is_set else 0 for setting in (job.cpu, job.memory))
    cpu, memory = max(cpu, machine.sustained_milli_cpu), max(memory, machine.memory)
    found = machines.fitting(cpu, memory, gpu=gpu, location=location_of(job), series=machine.series)
    return f", such as {found[0].name}" if found else ""


@rule(
    "LIM211",
    "vm-too-small-for-its-tasks",
    severity="warning",
    on=BatchJob,
    tags=("batch", "machines"),
    when=("machine_type",),
)
def vm_too_small_for_its_tasks(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """The Batch tasks that share a VM need more memory or CPU, all together, than it has.

    ## Why
    Batch puts as many tasks on a VM as `taskCountPerNode` says, and where it isn't set, as many as the CPUs are enough
    for by `cpuMilli`. Memory isn't looked at in either case, and CPUs only in the second: the tasks that don't fit are
    killed for want of memory, or run slower than they were meant to.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 100
        taskSpec:
          computeResource:
            cpuMilli: 1000
            memoryMib: 8192 # <- LIM211
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - policy:
            machineType: e2-standard-4
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 100
        taskCountPerNode: 2
        taskSpec:
          computeResource:
            cpuMilli: 1000
            memoryMib: 8192
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - policy:
            machineType: e2-standard-4
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-job
    """
    if not (job.machine_type.is_set and (job.cpu.is_set or job.memory.is_set)):
        return
    packing = Packing(job, limits, machines)
    machine, tasks = machine_of(job, machines), packing.tasks_per_vm
    if machine is None or not isinstance(tasks, int) or tasks <= 1 or is_too_little_cpu(job, limits):
        return
    per_node = job.task_count_per_node
    if job.memory.is_set and job.memory.known() <= machine.memory < tasks * job.memory.known():
        setting, all_of_it, has = job.memory, human_bytes(tasks * job.memory.known()), human_bytes(machine.memory)
        meaning, fit = human_bytes(job.memory.known()), machine.memory // job.memory.known()
    elif job.cpu.is_set and job.cpu.known() <= machine.milli_cpu < tasks * job.cpu.known():
        setting, all_of_it, has = job.cpu, human_cpu(tasks * job.cpu.known()), human_cpu(machine.milli_cpu)
        meaning, fit = human_cpu(job.cpu.known()), machine.milli_cpu // job.cpu.known()
    else:
        return
    by = (
        f"by {per_node.key}" if per_node.is_set and per_node.known() else f"by their CPU ({human_cpu(job.cpu.known())})"
    )
    advice = f"set {per_node.key} to {fit}, or take a larger machine type"
    text = f"{seen(setting, meaning)}, and {many(tasks, 'task')} share a VM {by}: that is {all_of_it}"
    settings = ((per_node, "the tasks on one VM"), (job.machine_type, "the machine type"))
    related = tuple(each.also(what) for each, what in settings if each.is_set and each.known())
    yield setting.finding(f"{text}, but {machine.name} has {has}; {advice}", related=related)


@rule("LIM212", "cpu-in-whole-cpus", severity="warning", on=BatchJob, tags=("batch", "machines"), when=("cpu",))
def cpu_in_whole_cpus(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """The CPU of a Batch task is so small that it was most likely meant in whole CPUs.

    ## Why
    `cpuMilli` counts in thousandths of a CPU: 4 is next to nothing, 4000 is four CPUs. Nothing is refused. Batch puts
    up to 20 such tasks on one VM, where they are slow and want for memory.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          computeResource:
            cpuMilli: 4 # <- LIM212
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          computeResource:
            cpuMilli: 4000
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/reference/rpc/google.cloud.batch.v1
    """
    if is_too_little_cpu(job, limits):
        number = job.cpu.known()
        whole = f"{number}000"
        text = f"{seen(job.cpu, human_cpu(number))}, in thousandths of a CPU"
        yield job.cpu.finding(f"{text}; write {whole} if {many(number, 'CPU')} {'is' if number == 1 else 'are'} meant")


@rule("LIM213", "memory-in-smaller-unit", severity="warning", on=BatchJob, tags=("batch", "machines"), when=("memory",))
def memory_in_smaller_unit(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """The memory of a Batch task is so large that it was most likely meant in bytes or KiB.

    ## Why
    `memoryMib` counts in MiB. A number of a million or more is about a terabyte, which few machine types have and
    fewer tasks need; 2 GiB are 2048 here, not 2097152.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          computeResource:
            cpuMilli: 1000
            memoryMib: 2147483648 # <- LIM213
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          computeResource:
            cpuMilli: 1000
            memoryMib: 2048
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/reference/rpc/google.cloud.batch.v1
    """
    if not _is_too_much_memory(job, limits):
        return
    machine = machine_of(job, machines)
    if machine is not None and job.memory.known() <= machine.memory:
        return
    has = f"; {machine.name} has {human_count(machine.memory_mib)} MiB" if machine else ""
    text = f"{seen(job.memory, human_bytes(job.memory.known()))}, as it counts in MiB, not in bytes or KiB{has}"
    yield job.memory.finding(f"{text}; write how many MiB one task needs, 1024 for each GiB")


@rule(
    "LIM214",
    "memory-in-gib",
    severity="info",
    on=BatchJob,
    tags=("batch", "machines"),
    profile="pedantic",
    when=("memory",),
)
def memory_in_gib(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """The memory of a Batch task is so small that it was most likely meant in GiB.

    ## Why
    `memoryMib` counts in MiB: 16 is less than any container needs, 16384 is 16 GiB. Batch doesn't hold a task to it,
    and doesn't look at it when it puts several on a VM, so such a job may well run; but where Batch picks the machine
    type by what the tasks ask for, it picks too small a one.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          computeResource:
            cpuMilli: 4000
            memoryMib: 16 # <- LIM214
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          computeResource:
            cpuMilli: 4000
            memoryMib: 16384
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/reference/rpc/google.cloud.batch.v1
    """
    if job.memory.is_set and 0 < job.memory.known() < limits.advice.least_memory_mib.amount:
        text = f"{seen(job.memory, human_bytes(job.memory.known()))}, less than any container needs"
        yield job.memory.finding(f"{text}; write how many MiB one task needs, 1024 for each GiB")
