"""Put together what is told of one job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.advice.types import Advice, Costs, Question
from jobs_lint.costs import (
    BatchCost,
    Disk,
    RunCost,
    Work,
    batch_cost,
    break_even,
    choose,
    offered_on_cloud_run,
    run_cost,
)
from jobs_lint.limits.units import GIB, human_nanoseconds
from jobs_lint.machines import region_of
from jobs_lint.model.setting import Unknown
from jobs_lint.placement import BATCH, CLOUD_RUN, place
from jobs_lint.placement.asked import Asked
from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    from jobs_lint.costs import Choice
    from jobs_lint.limits import Limits
    from jobs_lint.machines import Machines, MachineType
    from jobs_lint.model.batch import BatchJob
    from jobs_lint.model.cloud_run import CloudRunJob
    from jobs_lint.model.job import Job
    from jobs_lint.model.setting import Setting
    from jobs_lint.packing import Packing
    from jobs_lint.placement import Placement
    from jobs_lint.placement.asked import Amount
    from jobs_lint.prices import Prices

BATCH_SPOT = "batch-spot"

_TITLES = {CLOUD_RUN: "Cloud Run", BATCH: "Batch"}
_NO_REGION = "the file doesn't say the region: give one with --location, or in the configuration"
_UNKNOWN_REGION = "the region isn't known"
_NO_TIME = "neither the file nor --task-duration says how long a task takes"
_WHY = {
    "cheapest": "the cheapest for a task",
    "cheapest-in-us-central1": "the cheapest for a task in us-central1",
    "smallest": "the smallest that fits",
}


class _Vm(NamedTuple):
    """The VMs of a job: what is known of them, or in `problem` why nothing can be said of what they cost."""

    problem: str = ""
    machine: MachineType | None = None
    per_vm: int = 0
    attached: tuple[str, int] | None = None
    disks: tuple[Disk, ...] | None = None
    external_ip: bool = True
    note: str = ""


def advise(
    job: Job, path: str, line: int, limits: Limits, machines: Machines, prices: Prices, question: Question
) -> Advice:
    """Where a job belongs, and what one execution of it costs on both services."""
    placement = place(job, limits, machines)
    costs = _costs(Asked(job, limits, machines), placement, prices, question)
    return Advice(path, line, job.service, job.display_name, job.dialect, placement, costs)


def _costs(asked: Asked, placement: Placement, prices: Prices, question: Question) -> Costs:
    timeout = asked.timeout
    at_most = question.duration is None
    duration = timeout if at_most else question.duration
    duration = duration if isinstance(duration, int) else None
    region = _region(asked)
    work = _work(asked, duration, question.retried, at_most=at_most)
    own = asked.job.service
    if asked.batch is not None and asked.batch.uses_spot is True:
        own = BATCH_SPOT
    notes = tuple(_notes(asked, duration, at_most=at_most))
    problem = _NO_TIME if duration is None else region.problem
    if problem:
        nothing = RunCost(None, problem, region.name), BatchCost(None, problem, region.name, "")
        spot = nothing[1]._replace(spot=True)
        return Costs(region.name or None, duration, at_most, *nothing, spot, None, None, own, problem, notes)
    run = _on_cloud_run(asked, placement, work, region.name, prices)
    batch, spot = _on_batch(asked, placement, work, region.name, prices, question.overhead)
    even, even_spot = break_even(run, batch), break_even(run, spot)
    return Costs(region.name, duration, at_most, run, batch, spot, even, even_spot, own, "", notes)


class _Region(NamedTuple):
    name: str
    problem: str = ""


def _region(asked: Asked) -> _Region:
    """The region whose prices hold: for a Batch job the one of its VMs, else the one of the job."""
    settings: list[Setting[str]] = [asked.job.location]
    if asked.batch is not None:
        settings.append(asked.batch.region)
    for setting in sorted(settings, key=lambda each: not each.is_set):  # what the file says counts before an assumption
        if isinstance(setting.value, Unknown):
            return _Region("", _UNKNOWN_REGION)
        if setting.value:
            return _Region(region_of(setting.value))
    return _Region("", _NO_REGION)


def _work(asked: Asked, duration: int | None, retried: float, *, at_most: bool) -> Work:
    """What there is to do. The parallelism is left open: it means something on Batch alone."""
    gpu = asked.gpu_type
    gpus = asked.gpus
    if asked.has_gpu is False:
        gpus, gpu = 0, None
    cpu, memory = asked.cpu, asked.memory
    if gpus and asked.cloud_run is not None and isinstance(gpu, str):
        cpu, memory = _with_gpu(asked, asked.cloud_run, gpu, duration)
    return Work(
        _known(asked.task_count),
        duration,
        _known(cpu),
        _known(memory),
        None,
        gpu if isinstance(gpu, str) else "",
        _known(gpus),
        retried,
        at_most,
    )


def _with_gpu(asked: Asked, job: CloudRunJob, gpu: str, duration: int | None) -> tuple[Amount, Amount]:
    """CPU and memory beside a GPU: what isn't set is the least that goes with it."""
    least = offered_on_cloud_run(Work(1, duration, 0, 0, None, gpu, 1), asked.limits)
    cpu, memory = asked.cpu, asked.memory
    if least is None or job.containers.is_unknown:
        return cpu, memory
    if not any(each.cpu.is_unknown for each in job.containers) and isinstance(cpu, Unknown):
        cpu = least.cpu
    if not any(each.memory.is_unknown for each in job.containers) and isinstance(memory, Unknown):
        memory = least.memory
    return cpu, memory


def _known(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _on_cloud_run(asked: Asked, placement: Placement, work: Work, region: str, prices: Prices) -> RunCost:
    """What it costs on Cloud Run: as it is, or in the least size that Cloud Run has and that is enough."""
    blockers = placement.blockers(CLOUD_RUN)
    if blockers:
        return RunCost(None, _blocked(CLOUD_RUN), region)
    if asked.cloud_run is not None:
        return run_cost(work, region, prices, delayed=asked.is_delayed is True)
    offered = offered_on_cloud_run(work, asked.limits)
    if offered is None:
        return RunCost(None, "Cloud Run has no instance as large", region)
    return run_cost(offered, region, prices)


def _on_batch(
    asked: Asked, placement: Placement, work: Work, region: str, prices: Prices, overhead: int | None
) -> tuple[BatchCost, BatchCost]:
    """What it costs on Batch, without Spot and with it."""
    if placement.blockers(BATCH):
        return _nothing(_blocked(BATCH), region)
    parallelism = _parallelism(asked)
    if parallelism is None:
        what = "the parallelism" if work.tasks is not None else "the number of tasks"
        return _nothing(f"{what} isn't known", region)
    work = work._replace(parallelism=parallelism)
    job, packing = asked.batch, asked.packing
    if job is None or packing is None:
        vm = _chosen(asked, work, region, prices)
    else:
        vm = _vm_of(asked, job, packing, work, region, prices)
    machine = vm.machine
    if machine is None or vm.problem:
        return _nothing(vm.problem, region)

    def cost(*, spot: bool) -> BatchCost:
        found = batch_cost(
            work,
            machine,
            vm.per_vm,
            region,
            prices,
            spot=spot,
            overhead=overhead,
            external_ip=vm.external_ip,
            disks=vm.disks,
            attached=vm.attached,
        )
        return found._replace(assumptions=(*found.assumptions, vm.note)) if vm.note and found.usd is not None else found

    return cost(spot=False), cost(spot=True)


def _nothing(reason: str, region: str) -> tuple[BatchCost, BatchCost]:
    return BatchCost(None, reason, region, ""), BatchCost(None, reason, region, "", spot=True)


def _blocked(service: str) -> str:
    return f"{_TITLES[service]} can't run the job as it is"


def _parallelism(asked: Asked) -> int | None:
    """How many tasks run at once on Batch."""
    if asked.packing is not None:
        return _known(asked.packing.tasks_at_once)
    limits = asked.limits.batch
    given, tasks = asked.job.parallelism.value, asked.task_count
    if isinstance(given, Unknown) or not isinstance(tasks, int):
        return None if tasks != 1 else 1
    return max(1, min(given or limits.parallelism_default.amount, limits.parallelism.amount, tasks))


def _chosen(asked: Asked, work: Work, region: str, prices: Prices) -> _Vm:
    """The VMs that a job of Cloud Run would have on Batch."""
    found = _choice(asked, work, region, prices)
    if found is None:
        known = work.cpu is not None and work.memory is not None and work.gpus is not None
        return _Vm("no machine type of Batch is large enough" if known else "what a task asks for isn't known")
    return _Vm("", found.machine, found.per_vm, found.attached, note=_note(found))


def _choice(asked: Asked, work: Work, region: str, prices: Prices) -> Choice | None:
    most = 1 if work.tasks == 1 else asked.limits.batch.tasks_per_vm.amount
    found = choose(work, asked.machines, region, prices, most)
    if found is None and not work.gpus:
        found = choose(work, asked.machines, region, prices, most, asked.machines.all_series)
    return found


def _note(choice: Choice) -> str:
    many = "1 task" if choice.per_vm == 1 else f"{choice.per_vm} tasks"
    return f"VMs are {choice.machine.name}, {_WHY.get(choice.why, choice.why)}, with room for {many}"


def _vm_of(asked: Asked, job: BatchJob, packing: Packing, work: Work, region: str, prices: Prices) -> _Vm:
    """The VMs of a job of Batch, as its file says or, where it leaves that to Batch, as they are likely to be."""
    disks = _disks(job, prices)
    if isinstance(disks, str):
        return _Vm(disks)
    addresses = [each.no_external_ip.value for each in job.network_interfaces]
    if any(isinstance(each, Unknown) for each in addresses):
        return _Vm("whether VMs have an external address isn't known")
    external = not any(each is True for each in addresses)
    if not job.machine_type.is_written and not job.instance_template.is_written:
        found = _choice(asked, work, region, prices)
        if found is None:
            return _Vm("no machine type is known that is large enough")
        given = _known(packing.tasks_per_vm) if job.task_count_per_node.is_set else None
        found = found._replace(per_vm=min(found.per_vm, given or found.per_vm))
        note = f"the file leaves the machine type to Batch: {_note(found)}"
        return _Vm("", found.machine, found.per_vm, found.attached, disks, external, note)
    machine, per_vm = packing.machine, packing.tasks_per_vm
    if isinstance(machine, Unknown):
        return _Vm("the machine type isn't known")
    if isinstance(per_vm, Unknown):
        return _Vm("how many tasks share a VM isn't known")
    attached = _attached(packing, machine)
    if isinstance(attached, str):
        return _Vm(attached)
    return _Vm("", machine, per_vm, attached, disks, external)


def _attached(packing: Packing, machine: MachineType) -> tuple[str, int] | str | None:
    """The GPUs of a VM beside those that its machine type has built in; a text says what isn't known."""
    if machine.gpu is not None or packing.gpus_per_vm == 0:
        return None
    kind, count = packing.gpu_type, packing.gpus_per_vm
    if not isinstance(kind, str) or isinstance(count, Unknown):
        return "the GPUs of a VM aren't known"
    return kind, count


def _disks(job: BatchJob, prices: Prices) -> tuple[Disk, ...] | str | None:
    """The disks of each VM; None where none is given, and a text where one isn't known. One that exists already costs
    the same on any day, and isn't counted."""
    size, least, kind = job.boot_disk.size_gb.value, job.boot_disk_size.value, job.boot_disk.type.value
    if isinstance(size, Unknown) or isinstance(least, Unknown) or isinstance(kind, Unknown) or job.disks.is_unknown:
        return "the disks of a VM aren't known"
    gib = max(size or 0, -(-(least or 0) // GIB))
    more: list[Disk] = []
    for each in job.disks:
        if each.existing_disk.is_written:
            continue
        new = each.new_disk
        size, kind_of_it = new.size_gb.value, new.type.value
        if not isinstance(size, int) or isinstance(kind_of_it, Unknown):
            return "the size of a disk isn't known"
        more.append(Disk(size, kind_of_it or ""))
    if not gib and not kind and not more:
        return None
    return Disk(gib or prices.term("boot-disk").value, kind or ""), *more


def _notes(asked: Asked, duration: int | None, *, at_most: bool) -> list[str]:
    """What else is to be said of what a job costs."""
    found = []
    timeout = asked.timeout
    if at_most and duration is not None:
        found.append("each task counts with its timeout, as --task-duration isn't given; retries come on top")
    if not at_most and isinstance(duration, int) and isinstance(timeout, int) and duration > timeout:
        found.append(
            f"a task of {human_nanoseconds(duration)} would be ended by its timeout of {human_nanoseconds(timeout)}"
        )
    return found
