"""CPU, memory and GPUs of a task, and the VMs that have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from jobs_lint.costs import Work, choose
from jobs_lint.limits import human_bytes, human_count, human_cpu
from jobs_lint.limits.units import MIB
from jobs_lint.machines import BATCH
from jobs_lint.migrate.names import NO_REGION, carried, number
from jobs_lint.migrate.to_batch.going import GROUP, INSTANCE, POLICY, TASK
from jobs_lint.model.setting import Unknown

if TYPE_CHECKING:
    from jobs_lint.costs import Choice
    from jobs_lint.migrate.to_batch.going import Going
    from jobs_lint.model.setting import Setting

_COMPUTE: Final = (*TASK, "computeResource")
_GPU_DISK_GB: Final = 60
"""Images with CUDA are large: see `bootDisk` in the reference of the migration."""
_USUAL_GPU: Final = "nvidia-l4"
_NO_PD: Final = frozenset({"g4"})
"""Series whose VMs take no `pd-balanced`: which disk they have is left to Batch."""


class Size(NamedTuple):
    """What a task asks for, in the units of the model; None where it isn't known. No GPU: an empty type."""

    cpu: int | None
    memory: int | None
    gpu_type: str
    gpus: int | None


def size_of(going: Going) -> Size:
    """What a task asks for, all containers together. With a GPU, what isn't set is the least that goes with it."""
    job = going.job
    gpu_type, gpus = _gpus(going)
    cpu, memory = job.cpu_total, job.memory_total
    if gpus and going.containers and not job.containers.is_unknown:
        least = _least(going, gpu_type)
        for container in going.containers:
            unknown = container.cpu.is_unknown, container.memory.is_unknown
            if isinstance(cpu, Unknown) and not unknown[0]:
                cpu = least[0]
            if isinstance(memory, Unknown) and not unknown[1]:
                memory = least[1]
    elif job.containers.is_unknown or not going.containers:  # what is seen of them is all there is to go by
        cpu = _seen(going, "cpu", going.limits.cloud_run.cpu_default.amount)
        memory = _seen(going, "memory", going.limits.cloud_run.memory_default.amount)
    return Size(_known(cpu), _known(memory), gpu_type, gpus)


def _known(value: int | Unknown) -> int | None:
    return None if isinstance(value, Unknown) else value


def _seen(going: Going, field: str, default: int) -> int | Unknown:
    settings: list[Setting[int]] = [getattr(container, field) for container in going.containers]
    if any(setting.is_unknown and setting.text for setting in settings):
        return Unknown()
    return sum(setting.known() if setting.is_set else default for setting in settings) or default


def _least(going: Going, gpu_type: str) -> tuple[int | Unknown, int | Unknown]:
    run = going.limits.cloud_run
    if gpu_type == "nvidia-rtx-pro-6000":
        return run.rtx_pro_6000_cpu_min.amount, run.rtx_pro_6000_memory_min.amount
    return run.l4_cpu_min.amount, run.l4_memory_documented_min.amount


def _gpus(going: Going) -> tuple[str, int | None]:
    """Type and count of the GPUs of a task; a count of None where it isn't known."""
    job = going.job
    counts = [container.gpu_count for container in going.containers if container.gpu_count.is_written]
    named = job.gpu_type.value != "" and (job.gpu_type.is_set or bool(job.gpu_type.text))
    if not named and not any(count.value != 0 and (count.is_set or count.text) for count in counts):
        return "", 0
    kind = carried(job.gpu_type) if named else _USUAL_GPU
    known = [count.value for count in counts if isinstance(count.value, int)]
    if len(known) < len([count for count in counts if count.text]):
        return kind, None
    return kind, sum(known) or (1 if named else 0)


def choice_of(going: Going, size: Size, spare: int = 0, together: int | None = None) -> Choice | None:
    """The machine type to take: the cheapest of the usual series that has enough; the smallest without prices.

    `spare` is memory to have beside that of each task, `together` how many tasks a VM may have at most.
    """
    job, context = going.job, going.context
    if size.cpu is None or size.memory is None or size.gpus is None:
        return None
    tasks, parallelism = job.task_count.value, job.parallelism.value
    work = Work(
        tasks if isinstance(tasks, int) and tasks > 0 else None,
        None,
        size.cpu,
        size.memory + spare,
        parallelism if isinstance(parallelism, int) and parallelism > 0 else None,
        size.gpu_type,
        size.gpus,
    )
    region = None if going.region == NO_REGION else going.region
    most = together or (1 if going.alone or work.tasks == 1 else going.limits.batch.tasks_per_vm.amount)
    machines = context.machines
    found = choose(work, machines, region, context.prices, most)
    if found is None and not size.gpus:
        found = choose(work, machines, region, context.prices, most, machines.all_series)
    return found


def put_tasks_per_vm(going: Going, choice: Choice | None) -> None:
    """How many tasks share a VM, where there are several."""
    count, parallelism = going.job.task_count, going.job.parallelism.value
    if count.value == 1 or (count.is_unknown and not count.text):
        return
    path = (*GROUP, "taskCountPerNode")
    if going.alone or choice is None or parallelism == 1:
        draft = "each task has a VM to itself, as it has an instance on Cloud Run"
        going.draft.assume(path, 1, draft)
        return
    note = "tasks that share a VM cost least; they share its disk, so set it to 1 for a VM for each"
    if choice.per_vm > 1:
        going.draft.assume(path, choice.per_vm, f"{choice.per_vm} {note}")
    else:
        going.draft.assume(path, 1, f"{choice.machine.name} has room for one task")


def put_resources(going: Going, size: Size) -> None:
    """What each task asks for."""
    default = "what goes with the GPU on Cloud Run" if size.gpus else "Cloud Run's default"
    _put_amount(going, "cpu", "cpuMilli", size.cpu, default)
    _put_amount(going, "memory", "memoryMib", size.memory, default)


def _put_amount(going: Going, field: str, key: str, total: int | None, default: str) -> None:
    draft, path = going.draft, (*_COMPUTE, key)
    settings: list[Setting[int]] = [getattr(each, field) for each in going.containers]
    given = [each for each in settings if each.is_set or each.text]
    if total is None:
        mark = f"<{'CPU_MILLI' if key == 'cpuMilli' else 'MEMORY_MIB'}>"
        unit = "thousandths of a CPU" if key == "cpuMilli" else "MiB"
        draft.put(path, mark)
        for each in given:
            draft.need(f"{carried(each)} isn't known here: write {key} in {unit}", each, path)
        if not given:
            draft.need(f"the {field} of a task isn't known here: write {key} in {unit}", None, path)
        return
    value = total if key == "cpuMilli" else -(-total // MIB)
    text = human_cpu(total) if key == "cpuMilli" else human_bytes(total)
    if total <= 0 and given:
        draft.block(given[0], f"{text} for a task is nothing that either service takes")
    if not given:
        draft.assume(path, value, f"{text}, {default}")
    elif len(settings) > 1:
        for each in given:
            draft.change(each, path, value, f"{text} for all containers of a task together")
    elif key == "memoryMib" and total % MIB:
        draft.change(given[0], path, value, f"{text}, rounded up to whole MiB")
    else:
        draft.keep(given[0], path, value)


def put_instances(going: Going, size: Size, choice: Choice | None) -> None:
    """The kind of VM: machine type, GPUs, disks, and that it isn't Spot."""
    draft = going.draft
    if size.gpus != 0:
        draft.assume((*INSTANCE, "installGpuDrivers"), True, "Batch's VMs come without the driver of the GPU")
    if choice is not None:
        draft.assume((*POLICY, "machineType"), choice.machine.name, _why(going, size, choice))
    elif None not in (size.cpu, size.memory, size.gpus):
        _block(going, size)
    else:
        draft.need("choose a machine type when CPU, memory and GPUs are known, or leave it to Batch")
    draft.assume((*POLICY, "provisioningModel"), "STANDARD", "as safe as Cloud Run; SPOT costs less, and VMs are lost")
    _put_gpus(going, size, choice)
    _put_disks(going, size, choice)


def _why(going: Going, size: Size, choice: Choice) -> str:
    machine = choice.machine
    has = f"{human_count(machine.vcpus)} vCPUs and {human_bytes(machine.memory)}"
    cause = {
        "cheapest": f"the cheapest in {going.region} with room for the task",
        "smallest": "the smallest with room for the task",
    }.get(choice.why, "the cheapest, by prices of us-central1, with room for the task")
    gpu = f", {human_count(size.gpus or 0)} {size.gpu_type}" if size.gpus else ""
    return f"{cause}: {has}{gpu}{_if_full(going, size, choice)}"


def _if_full(going: Going, size: Size, choice: Choice) -> str:
    """Which type to take where the tasks need all the memory that there is: the system takes some of it."""
    left = choice.machine.memory - (size.memory or 0) * choice.per_vm
    spare = going.limits.advice.memory_of_the_system.amount
    if left >= spare:
        return ""
    larger = choice_of(going, size, spare, choice.per_vm)
    instead = f": {larger.machine.name} has room if tasks use all of theirs" if larger else ""
    return f"; the system takes some of the memory{instead}"


def _block(going: Going, size: Size) -> None:
    """Say what no machine type has."""
    job, machines, region = going.job, going.context.machines, going.region
    if size.gpus:
        source = job.gpu_type if job.gpu_type.is_written else going.containers[0].gpu_count
        most = going.limits.batch.gpus_per_vm_largest
        if machines.knows_gpu(size.gpu_type, BATCH) and machines.gpu_offered(size.gpu_type, region) is False:
            going.draft.block(source, f"{size.gpu_type} isn't in {region}; give another region with --location")
        elif not machines.knows_gpu(size.gpu_type, BATCH):
            going.draft.need(f"choose a machine type: none is known that has {size.gpu_type}", source)
        elif size.gpus > most.amount:
            going.draft.block(
                source, f"{human_count(size.gpus)} GPUs are over the limit of {most.describe()} of the largest VM"
            )
        else:
            asked = f"{human_count(size.gpus)} {size.gpu_type}, {human_cpu(size.cpu or 0)}"
            largest = machines.with_gpu(size.gpu_type)
            text = f"{asked} and {human_bytes(size.memory or 0)} are more than any machine type with that GPU has"
            if largest:
                top = largest[-1]
                has = f"{human_count(top.vcpus)} vCPUs and {human_bytes(top.memory)}"
                text = f"{text}; the largest, {top.name}, has {has}"
            going.draft.block(source, text)
        return
    top = max(machines, key=lambda machine: machine.milli_cpu)
    has = f"{human_count(top.vcpus)} vCPUs and {human_bytes(top.memory)}"
    asked = f"{human_cpu(size.cpu or 0)} and {human_bytes(size.memory or 0)}"
    going.draft.block(going.containers[0].cpu, f"{asked} are more than a VM has; {top.name} has {has}")


def _put_gpus(going: Going, size: Size, choice: Choice | None) -> None:
    job, draft = going.job, going.draft
    if size.gpus == 0:
        return
    kind, count = size.gpu_type, size.gpus
    attached = choice.attached[1] if choice is not None and choice.attached else None
    built_in = choice.machine.gpu.count if choice is not None and choice.machine.gpu else None
    path = (*POLICY, "accelerators", 0)
    if job.gpu_type.is_set or job.gpu_type.text:
        draft.keep(job.gpu_type, (*path, "type"), kind)
    else:
        draft.assume((*path, "type"), kind, "the file names no type; it is Cloud Run's usual one")
    counts = [each.gpu_count for each in going.containers if each.gpu_count.is_set or each.gpu_count.text]
    there = attached or built_in or count
    for setting in counts:
        if there == setting.value:
            draft.keep(setting, (*path, "count"), there)
        elif setting.value == 0:
            draft.leave_out(setting, "the container has no GPU; on Batch every container of the task sees it")
        else:
            value = number(setting) if there is None else there
            draft.change(setting, (*path, "count"), value, "what the VM has")
    if not any(setting.value != 0 for setting in counts):
        draft.assume((*path, "count"), there, "no container asks for a number of them")
    draft.need(
        "the driver that Batch installs may be of another version than Cloud Run's: try the image on one task first"
    )


def _put_disks(going: Going, size: Size, choice: Choice | None) -> None:
    """The boot disk, which holds the image and what the task writes; and those that volumes are on."""
    draft, prices = going.draft, going.context.prices
    gigabytes = _GPU_DISK_GB if size.gpus != 0 else prices.term("boot-disk").value
    kind = prices.boot_disk(choice.machine.series) if choice else ""
    if kind and choice and choice.machine.series not in _NO_PD:
        draft.put((*POLICY, "bootDisk", "type"), kind)
    why = "room for an image with CUDA" if size.gpus != 0 else "room for the image and what tasks write"
    note = f"{why}: files are on disk here, where on Cloud Run they take memory"
    draft.assume((*POLICY, "bootDisk", "sizeGb"), gigabytes, note)
    for number_, (device, gib) in enumerate(going.disks.items()):
        disk = (*POLICY, "disks", number_)
        draft.put((*disk, "newDisk"), {"type": kind or "pd-balanced", "sizeGb": gib})
        draft.put((*disk, "deviceName"), device)
