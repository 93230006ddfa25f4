"""The limits that decide where a job fits, as data: what of a job each service has a limit for, and which.

A row is (field, service, the limit, words for a value, what to do about too much). The limit is an id, or a function
that picks it for a job and gives None where there is none. Where `blocks` is false the service takes the job anyway.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from jobs_lint.limits import Limit, human_bytes
from jobs_lint.placement import words
from jobs_lint.placement.answer import BATCH, CLOUD_RUN
from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobs_lint.machines import Machines, MachineType
    from jobs_lint.placement.asked import Asked

    Pick: TypeAlias = "str | Callable[[Asked], Limit | None]"
    Words: TypeAlias = "Callable[[int], str]"
    Mend: TypeAlias = "str | Callable[[int, Limit, str], str]"

NAMES = {
    "task_count": "tasks",
    "tasks_at_once": "tasks at once",
    "max_retries": "retries",
    "timeout": "timeout",
    "cpu": "CPU",
    "memory": "memory",
    "gpus": "GPUs",
    "containers": "containers",
    "env": "variables",
    "network_interfaces": "network interfaces",
    "task_environments": "task environments",
    "tasks_per_vm": "tasks on a VM",
    "vms": "VMs at once",
    "hosts": "VMs in the hosts file",
    "size": "size of the job",
}
"""What each field is called in a table."""


class Bound(NamedTuple):
    """One row."""

    field: str
    service: str
    limit: Pick
    words: Words
    mend: Mend
    blocks: bool = True


def _cloud_run_timeout(asked: Asked) -> Limit | None:
    run = asked.limits.cloud_run
    limit = run.gpu_task_timeout if asked.has_gpu is True else run.task_timeout
    delayed = run.delayed_task_timeout
    return delayed if asked.is_delayed is True and delayed.amount < limit.amount else limit


def _batch_timeout(asked: Asked) -> Limit | None:
    batch = asked.limits.batch
    return batch.flex_start_run_duration if asked.is_flex_start is True else batch.max_run_duration


def _cloud_run_size(part: str) -> Callable[[Asked], Limit | None]:
    """The most CPU or memory of an instance. That of one with an L4 has a row of its own; no other GPU's is known."""

    def pick(asked: Asked) -> Limit | None:
        if asked.has_gpu is False:
            return asked.limits[f"cloud-run.{part}"]
        return asked.limits[f"cloud-run.l4-{part}"] if asked.gpu_type == "nvidia-l4" else None

    return pick


def _vms(asked: Asked) -> Limit | None:
    batch = asked.limits.batch
    return batch.vms_one_zone if asked.zones == 1 else batch.vms_several_zones


def _largest(part: str, unit: str) -> Callable[[Asked], Limit | None]:
    """The CPU or memory of the largest machine type that Batch names."""

    def pick(asked: Asked) -> Limit | None:
        return _largest_of(asked.machines, part, unit)

    return pick


@lru_cache(maxsize=4)  # of both parts, for the machines of one run
def _largest_of(machines: Machines, part: str, unit: str) -> Limit | None:
    is_memory = part == "memory"

    def size(machine: MachineType) -> int:
        return machine.memory_mib if is_memory else machine.milli_cpu

    machine = max((each for each in machines if machines.on_batch(each.name) is not False), key=size, default=None)
    if machine is None:
        return None
    source = machines.sources["types"]
    what = f"{part if is_memory else 'CPU'} of the largest machine type, {machine.name}"
    text = human_bytes(machine.memory) if is_memory else words.cpu(machine.milli_cpu)
    kept = (source.url, source.day, source.note, text)
    return Limit(f"batch.machine-{part}", BATCH, size(machine), unit, "max", what, "ga", *kept)


def _fewer_tasks(count: int, limit: Limit, _: str) -> str:
    return words.parts_of(count, limit.amount) or "give each task many more items"


def _to(text: str) -> Callable[[int, Limit, str], str]:
    """What to do, in words with the limit in them, and the field as the file calls it."""

    def mend(_: int, limit: Limit, key: str) -> str:
        return text.format(limit.describe(), key=key)

    return mend


_task = words.counted("task")

BOUNDS: tuple[Bound, ...] = (
    Bound("task_count", CLOUD_RUN, "cloud-run.task-count", _task, "give each task several items"),
    Bound("tasks_at_once", CLOUD_RUN, "cloud-run.running-tasks-quota-default", _task, "ask for more quota", False),
    Bound("max_retries", CLOUD_RUN, "cloud-run.max-retries", words.counted("retry"), _to("lower {key} to {}")),
    Bound("timeout", CLOUD_RUN, _cloud_run_timeout, words.timeout, _to("split it into tasks of up to {}")),
    Bound("cpu", CLOUD_RUN, _cloud_run_size("cpu"), words.cpu, _to("split it into tasks of up to {}")),
    Bound("memory", CLOUD_RUN, _cloud_run_size("memory"), words.memory, _to("split it into tasks of up to {}")),
    Bound("gpus", CLOUD_RUN, "cloud-run.gpus-per-instance", words.counted("GPU"), "split it into tasks with one GPU"),
    Bound(
        *("containers", CLOUD_RUN, "cloud-run.containers-per-task", words.counted("container")),
        _to("run {} beside each other at most"),
    ),
    Bound("env", CLOUD_RUN, "cloud-run.env-vars-per-container", words.counted("variable"), "keep them in a file"),
    Bound(
        *("network_interfaces", CLOUD_RUN, "cloud-run.network-interfaces", words.counted("network interface")),
        _to("keep {}"),
    ),
    Bound("task_count", BATCH, "batch.task-count", _task, _fewer_tasks),
    Bound("tasks_at_once", BATCH, "batch.parallelism", _task, _to("run {} at once at most"), False),
    Bound("max_retries", BATCH, "batch.max-retry-count", words.counted("retry"), _to("lower {key} to {}")),
    Bound("timeout", BATCH, _batch_timeout, words.timeout, _to("split it into tasks of up to {}")),
    Bound("cpu", BATCH, _largest("cpu", "milli-cpu"), words.cpu, _to("split it into tasks of up to {}")),
    Bound("memory", BATCH, _largest("memory", "MiB"), words.memory, _to("split it into tasks of up to {}")),
    Bound(
        "gpus", BATCH, "batch.gpus-per-vm-largest", words.counted("GPU"), _to("split it into tasks of up to {} GPUs")
    ),
    Bound(
        *("task_environments", BATCH, "batch.task-environments", words.counted("task environment")),
        "look the values up by the index of the task",
    ),
    Bound("tasks_per_vm", BATCH, "batch.tasks-per-vm", _task, _to("put {} on a VM at most"), False),
    Bound("vms", BATCH, _vms, words.counted("VM"), "let more tasks share a VM, or run fewer at once"),
    Bound("hosts", BATCH, "batch.hosts-file-vms", words.counted("VM"), _to("use up to {} VMs")),
    Bound("size", BATCH, "batch.job-size", words.counted("byte"), "keep scripts and data in a bucket or in the image"),
)
