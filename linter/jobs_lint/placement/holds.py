"""Whether the criteria hold for a job: one function each, of the criterion's name.

A function answers as a comparison does: true, false, or UNKNOWN. A text is true, and names what was found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from jobs_lint.limits import human_count, human_nanoseconds
from jobs_lint.model.batch import FLEX_START, IN_ORDER, RESERVATION_BOUND
from jobs_lint.model.setting import UNKNOWN, Truth, Unknown, all_, any_
from jobs_lint.placement import words
from jobs_lint.read.tree import Mapping

if TYPE_CHECKING:
    from jobs_lint.model.batch import BatchJob
    from jobs_lint.model.part import Part
    from jobs_lint.model.setting import Setting
    from jobs_lint.placement.asked import Asked

    Answer: TypeAlias = "Truth | str"

_RDMA = frozenset({"IRDMA", "MRDMA"})
_OPTIONS = ("--shm-size", "--privileged", "--ipc", "--cap-add", "--device", "--pid")
_NO_RESERVATION = "NO_RESERVATION"
_COLLOCATED = "COLLOCATED"
_HOUR = 3_600 * 10**9


def _is(setting: Setting[bool]) -> Truth:
    """Whether a setting is true; unset is false."""
    return UNKNOWN if setting.is_unknown else bool(setting.value)


def _text(setting: Setting[str]) -> Answer:
    """The text of a setting; false where there is none."""
    value = setting.value
    return UNKNOWN if isinstance(value, Unknown) else (value or False)


def _said(part: Part, name: str) -> Truth:
    """Whether a field is in the file, be its value known or not. Where only a part of a job is seen, one that isn't
    there isn't known."""
    setting: Setting[object] = getattr(part, name)
    if not setting.is_unknown:
        return setting.is_set
    end = part._table.ends.get(name)
    return True if end is not None and part._find(end)[0] is not None else UNKNOWN


# Of Batch jobs


def barriers(asked: Asked) -> Answer:
    """A barrier of one task alone is none."""
    return all_(_has_kind(asked.batch, "has_barrier"), asked.is_array) if asked.batch else False


def _has_kind(job: BatchJob, presence: str) -> Truth:
    """Whether one of the runnables is of a kind."""
    return any_(*(_said(each, presence) for each in job.runnables), UNKNOWN if job.runnables.is_unknown else False)


def hosts_file(asked: Asked) -> Answer:
    """Whether each VM is to have a file with the names of all."""
    return _is(asked.batch.require_hosts_file) if asked.batch else False


def ssh(asked: Asked) -> Answer:
    """Whether VMs may reach each other, where there are several tasks."""
    return all_(_is(asked.batch.permissive_ssh), asked.is_array) if asked.batch else False


def fast_network(asked: Asked) -> Answer:
    """Which interface for RDMA there is."""
    for interface in asked.job.network_interfaces:
        if interface.nic_type.value in _RDMA:
            return str(interface.nic_type.value)
    return UNKNOWN if asked.job.network_interfaces.is_unknown else False


def disks(asked: Asked) -> Answer:
    """Whether there is a disk beside the boot disk, or a volume on one."""
    job = asked.batch
    if job is None:
        return False
    devices = any(_said(volume, "device_name") is True for volume in job.volumes)
    unseen = job.disks.is_unknown or job.volumes.is_unknown
    return True if job.disks or devices else (UNKNOWN if unseen else False)


def docker_options(asked: Asked) -> Answer:
    """The first option of a container that Cloud Run has nothing like."""
    job = asked.batch
    if job is None:
        return False
    unseen = job.runnables.is_unknown
    for runnable in job.runnables:
        options = runnable.options
        for option in options.text.split():
            if option.partition("=")[0] in _OPTIONS:
                return option.partition("=")[0]
        unseen = unseen or options.is_unknown
    return UNKNOWN if unseen else False


def gpu_not_on_cloud_run(asked: Asked) -> Answer:
    """The type of GPU, where Cloud Run has none such; one that no list has may be newer than the lists."""
    name, uses = asked.gpu_type, asked.has_gpu
    if uses is False:
        return False
    if not isinstance(name, str) or uses is not True:
        return UNKNOWN
    here, there = asked.machines.gpus("cloud-run"), asked.machines.gpus("batch")
    name = name.removesuffix("-vws")
    if name in here:
        return False
    return name if name in there else UNKNOWN


def gpu_not_on_batch(asked: Asked) -> Answer:
    """A type of GPU of Cloud Run's that Compute Engine has not."""
    name = asked.gpu_type
    if asked.has_gpu is not True or not isinstance(name, str):
        return False
    return name if not asked.machines.knows_gpu(name) and asked.machines.cloud_run_gpu(name) else False


def spot(asked: Asked) -> Answer:
    """Whether the VMs can be preempted."""
    return asked.batch.uses_spot if asked.batch else False


def reserved(asked: Asked) -> Answer:
    """Whether the VMs come out of a reservation, or start when there is room."""
    job = asked.batch
    if job is None:
        return False
    model, name = _text(job.provisioning_model), _text(job.reservation)
    if isinstance(model, str) and model in FLEX_START | RESERVATION_BOUND:
        return job.provisioning_model.text
    if isinstance(name, str) and name != _NO_RESERVATION:
        return "a reservation"
    return UNKNOWN if isinstance(model, Unknown) or isinstance(name, Unknown) else False


def large_vm(asked: Asked) -> Answer:
    """With a GPU the size of the machine comes with it."""
    if asked.batch is None or asked.packing is None:
        return False
    if not asked.batch.machine_type.is_written:
        return False
    machine, alone = asked.packing.machine, asked.packing.tasks_per_vm
    if isinstance(machine, Unknown) or isinstance(alone, Unknown):
        return UNKNOWN
    run = asked.limits.cloud_run
    is_large = machine.milli_cpu > run.cpu.amount or machine.memory > run.memory.amount
    if alone > 1 or not is_large or asked.has_gpu is not False:
        return False
    cpu, memory = asked.cpu, asked.memory
    if (isinstance(cpu, int) and cpu > run.cpu.amount) or (isinstance(memory, int) and memory > run.memory.amount):
        return False  # said of what a task asks for
    return f"{words.cpu(machine.milli_cpu)} and {words.memory(machine.memory)}"


def close_together(asked: Asked) -> Answer:
    """Whether the VMs are to be near to each other."""
    return asked.batch.collocation == _COLLOCATED if asked.batch and asked.batch.collocation.is_written else False


def scripts(asked: Asked) -> Answer:
    """Whether a runnable is a script."""
    return _has_kind(asked.batch, "has_script") if asked.batch else False


def several_steps(asked: Asked) -> Answer:
    """How many runnables follow on each other."""
    job = asked.batch
    if job is None:
        return False
    steps = [each for each in job.runnables if each.kind != "barrier" and each.background.value is not True]
    if len(steps) > 1:
        return f"{human_count(len(steps))} runnables"
    return UNKNOWN if job.runnables.is_unknown else False


def values_by_task(asked: Asked) -> Answer:
    """Whether there are task environments."""
    if asked.batch is None:
        return False
    environments = asked.batch.task_environments
    return UNKNOWN if environments.is_unknown else len(environments) > 0


def exit_codes(asked: Asked) -> Answer:
    """A policy for the preemption of Spot VMs alone means nothing elsewhere: `spot` says all there is to say."""
    if asked.batch is None:
        return False
    policies = asked.batch.lifecycle_policies
    own = asked.limits.batch.reserved_exit_code_min.amount
    codes = [each.value.value for policy in policies for each in policy.exit_codes]
    if any(isinstance(code, int) and code < own for code in codes):
        return True
    return UNKNOWN if policies.is_unknown or any(isinstance(code, Unknown) for code in codes) else False


def registry_login(asked: Asked) -> Answer:
    """Whether the image is pulled with a name and a password."""
    job = asked.batch
    if job is None:
        return False
    said = (_said(each, name) for each in job.runnables for name in ("username", "password"))
    return any_(*said, UNKNOWN if job.runnables.is_unknown else False)


def arm(asked: Asked) -> Answer:
    """The machine type, where its CPU is an Arm."""
    if asked.batch is None or asked.packing is None or not asked.batch.machine_type.is_set:
        return False
    machine = asked.packing.machine
    if isinstance(machine, Unknown):
        return UNKNOWN
    return machine.name if machine.architecture == "ARM64" else False


def custom_vm(asked: Asked) -> Answer:
    """The machine type, where its name gives CPU and memory."""
    if asked.batch is None or asked.packing is None or not asked.batch.machine_type.is_set:
        return False
    machine = asked.packing.machine
    return False if isinstance(machine, Unknown) or not machine.custom else machine.name


def cpu_platform(asked: Asked) -> Answer:
    """The least CPU platform that is asked for."""
    return _text(asked.batch.min_cpu_platform) if asked.batch else False


def notifications(asked: Asked) -> Answer:
    """Whether the job tells Pub/Sub of its states."""
    return len(asked.batch.notifications) > 0 if asked.batch else False


def in_order(asked: Asked) -> Answer:
    """Whether several tasks run in the order of their index."""
    if asked.batch is None or not asked.batch.scheduling_policy.is_written:
        return False
    ordered: Truth = asked.batch.scheduling_policy.value in IN_ORDER
    return all_(ordered, asked.is_array)


# Of Cloud Run jobs


def secret_files(asked: Asked) -> Answer:
    """Whether a volume is a secret."""
    return any(volume.kind == "secret" for volume in asked.job.volumes)


def helpers(asked: Asked) -> Answer:
    """Whether there are several containers, not counting those that only may be there."""
    containers = asked.job.containers
    seen = sum(isinstance(each._node, Mapping) for each in containers)
    return True if seen > 1 else UNKNOWN if containers.is_unknown else False


def helpers_in_order(asked: Asked) -> Answer:
    """Whether a container depends on another."""
    job = asked.cloud_run
    return any(len(job.depends_on(each)) > 0 for each in job.containers) if job else False


def vpc_connector(asked: Asked) -> Answer:
    """Whether there is a connector."""
    return _said(asked.cloud_run, "vpc_connector") if asked.cloud_run else False


def cloud_sql(asked: Asked) -> Answer:
    """Whether an instance of Cloud SQL is mounted or named."""
    job = asked.cloud_run
    if job is None:
        return False
    return len(job.cloud_sql_instances) > 0 or any(volume.kind == "cloud-sql" for volume in job.volumes)


def policies(asked: Asked) -> Answer:
    """What of the job is governed by a policy."""
    job = asked.cloud_run
    if job is None:
        return False
    key, binary = _said(job, "encryption_key"), _said(job, "binary_authorization")
    if key is True:
        return "a key of its own for encryption"
    if binary is True or job.binary_authorization_default.value is True:
        return "binary authorization"
    return any_(key, binary)


def region_not_on_batch(asked: Asked) -> Answer:
    """The region, where it is one that Batch lacks."""
    region = asked.job.location.value
    if not isinstance(region, str):
        return False
    machines = asked.machines
    return region if machines.knows_region(region) and region not in machines.batch_regions else False


def bulk_work(asked: Asked) -> Answer:
    """For how many hours all tasks may run, where they are very many."""
    tasks, time = asked.task_count, asked.timeout
    if not (isinstance(tasks, int) and isinstance(time, int)):
        return False
    total = tasks * time
    return f"{human_count(total // _HOUR)} hours" if total > asked.limits.advice.task_time.amount else False


def long_connections(asked: Asked) -> Answer:
    """For how long a connection holds, where a task may run longer."""
    job, unbroken = asked.job, asked.limits.cloud_run.direct_vpc_unbroken_time
    time = asked.timeout
    return unbroken.describe() if job.network_interfaces and isinstance(time, int) and time > unbroken.amount else False


# Of both


def short_work(asked: Asked) -> Answer:
    """Only what is written: the default of ten minutes says nothing of the work."""
    time = asked.timeout
    if not isinstance(time, int) or not (asked.batch or asked.job.timeout.is_set):
        return False
    return human_nanoseconds(time) if 0 < time <= asked.limits.advice.short_work.amount else False


def one_container(asked: Asked) -> Answer:
    """And it runs for so long that a retry doesn't hurt; with a GPU the limit of its timeout sees to that."""
    time = asked.timeout
    if asked.is_plain is not True:
        return asked.is_plain
    if not isinstance(time, int):
        return UNKNOWN
    return human_nanoseconds(time) if 0 < time <= asked.limits.advice.long_attempt.amount else False
