"""CPU, memory and GPU: what Cloud Run sells that is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jobs_lint.costs import Work, offered_on_cloud_run
from jobs_lint.limits import human_bytes, human_count, human_cpu
from jobs_lint.limits.units import GIB, MIB
from jobs_lint.migrate.names import carried, whole
from jobs_lint.migrate.to_cloud_run.coming import ANNOTATIONS, GOOGLE, TASK
from jobs_lint.migrate.to_cloud_run.there import is_there
from jobs_lint.model.placeholder import has_mark
from jobs_lint.model.setting import Unknown

if TYPE_CHECKING:
    from jobs_lint.migrate.draft import Path
    from jobs_lint.migrate.to_cloud_run.coming import Coming
    from jobs_lint.model.part import Part
    from jobs_lint.model.setting import Setting

_MILLI: Final = 1_000
_GPU: Final = "nvidia.com/gpu"
_SELECTOR: Final = (*TASK, "nodeSelector", f"{GOOGLE}accelerator")
_NO_REDUNDANCY: Final = (*ANNOTATIONS, f"{GOOGLE}gpu-zonal-redundancy-disabled")
_LEAST: Final = "nvidia-l4"
"""The GPU that takes least beside it, for one whose type isn't known."""

_WORKSTATION: Final = "-vws"


def put_size(coming: Coming) -> None:
    """The resources of the container that does the work, and of its helpers what Cloud Run gives at least."""
    gpu = _put_gpu(coming)
    limits: Path = (*(coming.main.path if coming.main else (*TASK, "containers", 0)), "resources", "limits")
    asked, job = coming.asked, coming.job
    cpu, memory = asked.cpu, asked.memory
    batch = coming.limits.batch
    known_cpu = cpu if isinstance(cpu, int) else None if is_there(job.cpu) else batch.cpu_milli_default.amount
    known_memory = (
        memory if isinstance(memory, int) else None if is_there(job.memory) else batch.memory_mib_default.amount
    )
    kind = _LEAST if gpu and has_mark(gpu) else gpu or ""
    work = Work(1, None, known_cpu or 1, known_memory or 1, gpu_type=kind, gpus=int(bool(gpu)))
    size = offered_on_cloud_run(work, coming.limits)
    if size is None:
        _block_size(coming, known_cpu or 0, known_memory or 0)
        size = work
    if known_cpu is None:
        size = size._replace(cpu=None)
    if known_memory is None:
        size = size._replace(memory=None)
    _put(coming, job.cpu, (*limits, "cpu"), _cpu_text(size.cpu), _cpu_note(known_cpu, size.cpu, size.memory, gpu))
    _put(coming, job.memory, (*limits, "memory"), _memory_text(size.memory), _memory_note(known_memory, size, gpu))
    if gpu:
        coming.draft.put((*limits, _GPU), "1")
    if not is_there(job.cpu) and not is_there(job.memory):
        _warn_of_machine(coming)
    _put_helpers(coming, size)


def _put(coming: Coming, setting: Setting[int], path: Path, text: str | None, note: str) -> None:
    """Write an amount: the same, another one, Batch's default, or as it is written."""
    draft, job = coming.draft, coming.job
    if text is None:
        unit = "m" if setting is job.cpu else "Mi"
        draft.keep(setting, path, carried(setting) + unit)
    elif not is_there(setting) or not setting.value:
        draft.assume(path, text, f"Batch's default where {setting.key} isn't set" + (f"; {note}" if note else ""))
        if is_there(setting):
            draft.leave_out(setting, f"{setting.text} counts as not set")
    elif note:
        draft.change(setting, path, text, note)
    else:
        draft.keep(setting, path, text)


def _cpu_text(cpu: int | None) -> str | None:
    if cpu is None:
        return None
    return str(cpu // _MILLI) if cpu % _MILLI == 0 else f"{cpu}m"


def _memory_text(memory: int | None) -> str | None:
    if memory is None:
        return None
    return f"{memory // GIB}Gi" if memory % GIB == 0 else f"{-(-memory // MIB)}Mi"


def _cpu_note(asked: int | None, cpu: int | None, memory: int | None, gpu: str | None) -> str:
    if asked is None or cpu is None or cpu == asked:
        return ""
    text = f"{human_cpu(asked)} rounded up to {human_cpu(cpu)}"
    if gpu:
        return f"{text}, the least beside an {gpu}, or the next size that Cloud Run has"
    return f"{text}, the least that Cloud Run has with {human_bytes(memory)}" if memory else text


def _memory_note(asked: int | None, size: Work, gpu: str | None) -> str:
    if asked is None or size.memory is None or size.memory == asked:
        return ""
    beside = f"an {gpu}" if gpu else human_cpu(size.cpu) if size.cpu else "it"
    return f"{human_bytes(asked)} raised to {human_bytes(size.memory)}, the least that Cloud Run has beside {beside}"


def _block_size(coming: Coming, cpu: int, memory: int) -> None:
    job, draft, run = coming.job, coming.draft, coming.limits.cloud_run
    if cpu > run.cpu.amount:
        draft.block(
            job.cpu,
            f"{human_cpu(cpu)} of a task are over the limit of {run.cpu.describe()} on Cloud Run; let each task do "
            "less, in more tasks",
        )
    if memory > run.memory.amount:
        draft.block(
            job.memory,
            f"{human_bytes(memory)} of a task are over the limit of {run.memory.describe()} on Cloud Run; let each "
            "task do less, in more tasks",
        )


def _warn_of_machine(coming: Coming) -> None:
    """A job that only names a machine type asks for Batch's default, and may use the whole VM all the same."""
    packing, job = coming.asked.packing, coming.job
    if packing is None or isinstance(packing.machine, Unknown):
        if is_there(job.machine_type) or is_there(job.instance_template):
            coming.draft.need(
                "the job says nothing of CPU and memory, so a task has Batch's default here; its programs may have "
                "used the whole VM: raise the limits to what they need",
                path=(*TASK, "containers"),
            )
        return
    machine, cpu, memory = packing.machine, coming.asked.cpu, coming.asked.memory
    more_cpu = isinstance(cpu, int) and machine.milli_cpu > cpu
    more_memory = isinstance(memory, int) and machine.memory > memory
    if more_cpu or more_memory:
        coming.draft.need(
            f"its VM, {machine.name}, has {human_cpu(machine.milli_cpu)} and {human_bytes(machine.memory)}, of which "
            "the job asks for no share, so a task has Batch's default here: raise cpu and memory to what it uses",
            job.machine_type,
        )


def _put_helpers(coming: Coming, size: Work) -> None:
    """A share for each helper beside the main container: all of an instance together is limited."""
    helpers = [box for box in coming.boxes if box.is_helper]
    run = coming.limits.cloud_run
    cpu, memory = run.cpu_default.amount, run.memory_default.amount
    for box in helpers:
        limits: Path = (*box.path, "resources", "limits")
        draft = coming.draft
        draft.assume(
            (*limits, "cpu"), _cpu_text(cpu), "Cloud Run's default for a container, beside that of the main one"
        )
        draft.assume((*limits, "memory"), _memory_text(memory), "Cloud Run's default for a container")
    if not helpers:
        return
    count = human_count(len(helpers))
    own = coming.job.cpu if is_there(coming.job.cpu) else whole(coming.job.runnables)
    if size.gpus and (size.cpu or 0) > run.cpu.amount:
        return
    if size.cpu and size.cpu <= run.cpu.amount < size.cpu + cpu * len(helpers):
        coming.draft.block(
            own,
            f"{human_cpu(size.cpu)} and those of {count} background runnables are over the limit of "
            f"{run.cpu.describe()} of a task on Cloud Run",
        )
    if size.memory and size.memory <= run.memory.amount < size.memory + memory * len(helpers):
        coming.draft.block(
            coming.job.memory if is_there(coming.job.memory) else own,
            f"{human_bytes(size.memory)} and that of {count} background runnables is over the limit of "
            f"{run.memory.describe()} of a task on Cloud Run",
        )


def _put_gpu(coming: Coming) -> str | None:
    """The GPU, where Cloud Run has it; blocked where it hasn't."""
    job, draft, asked = coming.job, coming.draft, coming.asked
    gpus, name, packing = asked.gpus, asked.gpu_type, asked.packing
    source: Part | Setting[str] = whole(job.accelerators) if job.accelerators else job.machine_type
    if asked.has_gpu is False:
        for each in job.accelerators:
            draft.leave_out(each, "no GPU")
        return None
    most = coming.limits.cloud_run.gpus_per_instance
    if isinstance(gpus, int) and gpus > most.amount:
        draft.block(source, f"{human_count(gpus)} GPUs of a task are over the limit of {most.describe()} on Cloud Run")
    if isinstance(name, Unknown) or name is None or not isinstance(gpus, int):
        return _unseen_gpu(coming, source)
    plain = name.removesuffix(_WORKSTATION)
    offered = coming.context.machines.gpus("cloud-run")
    machine = packing.machine if packing is not None else None
    parts = machine.gpu.parts if machine and not isinstance(machine, Unknown) and machine.gpu else 1
    if plain not in offered:
        has = " and ".join(offered)
        draft.block(source, f"{human_count(gpus)} x {name} for a task, and Cloud Run has {has} alone, {most.text} each")
        return None
    note = ""
    if parts > 1:
        note = f"a whole {plain} in the stead of a part of one (1/{parts})"
    elif source is job.machine_type:
        note = f"the GPU that is built into {job.machine_type.text}"
    tasks = packing.tasks_per_vm if packing is not None else 1
    if isinstance(tasks, int) and tasks > 1:
        note = f"{note}; " if note else ""
        note += (
            f"up to {human_count(tasks)} tasks shared a VM and its GPUs, and each has one of its own here, at its price"
        )
    if note or plain != name:
        draft.change(source, _SELECTOR, plain, note or f"{name} without the licence of a virtual workstation")
    else:
        draft.keep(source, _SELECTOR, plain)
    draft.assume(_NO_REDUNDANCY, "true", "jobs have no GPU with zonal redundancy")
    _check_region(coming, plain)
    return plain


def _unseen_gpu(coming: Coming, source: Part | Setting[str]) -> str | None:
    """A GPU whose type isn't known is written as it is; where it isn't known whether there is one, a person says."""
    job, draft = coming.job, coming.draft
    if job.gpu_type.is_unknown and job.gpu_type.text:
        text = carried(job.gpu_type)
        draft.keep(source, _SELECTOR, text)
        draft.assume(_NO_REDUNDANCY, "true", "jobs have no GPU with zonal redundancy")
        names = " or ".join(coming.context.machines.gpus("cloud-run"))
        draft.need(f"Cloud Run takes {text} where it is {names}, and one for a task", source, _SELECTOR)
        return text if has_mark(text) else None
    may_have = is_there(job.machine_type) or is_there(job.instance_template)
    if job.accelerators:
        draft.block(source, "the accelerators have no type, and Cloud Run has to know which GPU it is")
    elif may_have or (job.accelerators.is_unknown and not coming.is_partial):
        of = carried(job.machine_type) if is_there(job.machine_type) else "the instance template"
        names = " or ".join(coming.context.machines.gpus("cloud-run"))
        draft.need(f"where {of} has a GPU: Cloud Run has one {names} for a task, which is to be added here")
    return None


def _check_region(coming: Coming, gpu: str) -> None:
    machines, region = coming.context.machines, coming.region
    if machines.gpu_offered(gpu, region, "cloud-run") is False:
        regions = ", ".join(sorted(machines.gpu_regions(gpu, "cloud-run") or ()))
        coming.draft.need(f"Cloud Run has no {gpu} in {region} by our list: deploy to one of {regions}")
    quota = coming.limits.cloud_run.gpu_quota_default
    coming.draft.need(
        f"ask for a quota of as many {gpu} without zonal redundancy as tasks run at once: it starts at {quota.text} "
        "or less in a region",
        path=_SELECTOR,
    )
