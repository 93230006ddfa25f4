"""What a job asks for, in the words that both services share: how many tasks, how long, how much of everything.

An answer is a number in the unit of the model, None where the file leaves it open, or UNKNOWN.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from jobs_lint.model.batch import FLEX_START, BatchJob
from jobs_lint.model.cloud_run import CloudRunJob
from jobs_lint.model.setting import UNKNOWN, Setting, Truth, Unknown, not_
from jobs_lint.packing import Packing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobs_lint.limits import Limits
    from jobs_lint.machines import Machines
    from jobs_lint.model.job import Job

Amount: TypeAlias = "int | Unknown | None"


class Asked:
    """One job, with the limits and machines that it is held against. Each amount is worked out when it is asked for."""

    __slots__ = ("batch", "cloud_run", "job", "limits", "machines", "packing")

    def __init__(self, job: Job, limits: Limits, machines: Machines) -> None:
        self.job = job
        self.limits = limits
        self.machines = machines
        self.batch = job if isinstance(job, BatchJob) else None
        self.cloud_run = job if isinstance(job, CloudRunJob) else None
        self.packing = None if self.batch is None else Packing(self.batch, limits, machines)

    @property
    def task_count(self) -> Amount:
        """How many tasks there are."""
        return self.packing.tasks if self.packing is not None else _plain(self.job.task_count)

    @property
    def tasks_at_once(self) -> Amount:
        """How many tasks the file wants to run at once; None where that is left to the service and they are many."""
        tasks, parallelism = self.task_count, _plain(self.job.parallelism)
        if self.batch is not None and self.packing is not None and self.packing.tasks_at_once == 1:
            return 1
        if isinstance(parallelism, int) and parallelism > 0:
            return min(tasks, parallelism) if isinstance(tasks, int) else parallelism
        if isinstance(tasks, int) and not isinstance(parallelism, Unknown):
            return tasks if tasks <= self.limits.cloud_run.running_tasks_quota_default.amount else None
        return UNKNOWN

    @property
    def max_retries(self) -> Amount:
        """How often a task is tried again."""
        return _plain(self.job.max_retries)

    @property
    def timeout(self) -> Amount:
        """How long one attempt may take; on Batch the runnables' own timeouts together, where all have one."""
        if self.batch is None or self.batch.timeout.value is not None:
            return _plain(self.job.timeout)
        runnables = self.batch.runnables
        given = [_plain(each.timeout) for each in runnables]
        if any(amount is None for amount in given) or (not given and not runnables.is_unknown):
            return None
        return UNKNOWN if runnables.is_unknown else _sum(given)

    @property
    def cpu(self) -> Amount:
        """The CPU of a task, in thousandths."""
        if self.cloud_run is not None:
            return self.cloud_run.cpu_total
        return self._request("cpu", self.limits.batch.cpu_milli_default.amount)

    @property
    def memory(self) -> Amount:
        """The memory of a task, in bytes."""
        if self.cloud_run is not None:
            return self.cloud_run.memory_total
        return self._request("memory", self.limits.batch.memory_mib_default.amount)

    def _request(self, field: str, default: int) -> Amount:
        """What a Batch task asks for; 0 is unset to the API, and then it has a default."""
        amount = _plain(getattr(self.job, field))
        return default if amount == 0 else amount

    @property
    def gpus(self) -> Amount:
        """The GPUs of a task. Tasks that share a VM share its GPUs too."""
        if self.packing is None:
            return self._gpus_of_containers()
        gpus = self.packing.gpus_per_vm
        if isinstance(gpus, Unknown) or gpus <= 1:
            return gpus
        tasks = self.packing.tasks_per_vm
        return UNKNOWN if isinstance(tasks, Unknown) else -(-gpus // tasks)

    def _gpus_of_containers(self) -> Amount:
        containers = self.job.containers
        counts = [container.gpu_count.value for container in containers]
        known = sum(count for count in counts if isinstance(count, int) and count > 0)
        if known:
            return known
        if containers.is_unknown or any(isinstance(count, Unknown) for count in counts):
            return UNKNOWN
        uses = self.job.uses_gpu
        return UNKNOWN if isinstance(uses, Unknown) else int(uses)

    @property
    def has_gpu(self) -> Truth:
        """Whether a task has a GPU."""
        if self.packing is None:
            return self.job.uses_gpu
        gpus = self.packing.gpus_per_vm
        return UNKNOWN if isinstance(gpus, Unknown) else gpus > 0

    @property
    def gpu_type(self) -> str | Unknown | None:
        """The type of GPU, as the job's own service calls it."""
        if self.packing is not None:
            return self.packing.gpu_type
        name = self.job.gpu_type.value
        return (name or None) if not isinstance(name, Unknown) else UNKNOWN

    @property
    def containers(self) -> Amount:
        """The containers of a Cloud Run task; on Batch, those that run beside each other: the main one and helpers."""
        containers = self.job.containers
        if containers.is_unknown:
            return UNKNOWN
        if self.batch is None:
            return len(containers)
        return 1 + sum(1 for each in self.batch.runnables if each.background.value is True)

    @property
    def env(self) -> Amount:
        """The environment variables of the container that has most, those of the whole task among them."""
        job = self.job
        counts: list[Amount] = [_count(job.env, job.secret_env)]
        own = [_count(container.env, container.secret_env) for container in job.containers]
        if job.containers.is_unknown:
            own.append(UNKNOWN)
        known = [count for count in own if isinstance(count, int)]
        counts += [max(known, default=0) if len(known) == len(own) else UNKNOWN]
        return _sum(counts)

    @property
    def network_interfaces(self) -> Amount:
        """The network interfaces of a task or VM."""
        return _count(self.job.network_interfaces)

    @property
    def task_environments(self) -> Amount:
        """The environments that are given task by task."""
        return None if self.batch is None else _count(self.batch.task_environments)

    @property
    def tasks_per_vm(self) -> Amount:
        """The tasks that are to share a VM."""
        if self.batch is None:
            return None
        return _plain(self.batch.task_count_per_node) or None

    @property
    def vms(self) -> Amount:
        """The VMs that run at once."""
        return None if self.packing is None else self.packing.vms

    @property
    def hosts(self) -> Amount:
        """The VMs that are to be in the hosts file."""
        if self.batch is None or not self.batch.require_hosts_file.value:
            return None
        return self.vms

    @property
    def size(self) -> Amount:
        """The bytes of the job as it is sent."""
        if self.batch is None:
            return None
        return self.job.size.value

    @property
    def is_delayed(self) -> Truth:
        """Whether a Cloud Run job waits for cheaper hours."""
        return self.cloud_run is not None and self.cloud_run.delay_execution == True  # noqa: E712 (a setting)

    @property
    def is_flex_start(self) -> Truth:
        """Whether the VMs start when there is room for them."""
        if self.batch is None:
            return False
        model = self.batch.provisioning_model
        return UNKNOWN if model.is_unknown else model.value in FLEX_START

    @property
    def zones(self) -> int:
        """How many zones a Batch job is kept to; 0 where it isn't kept to any, or where that isn't known."""
        places = self.batch.allowed_locations if self.batch is not None else ()
        names = [place.value.value for place in places]
        listed = all(isinstance(name, str) and name.startswith("zones/") for name in names)
        return len({str(name) for name in names}) if listed else 0

    @property
    def is_plain(self) -> Truth:
        """Whether a task is one container and nothing else."""
        containers = self.job.containers
        if containers.is_unknown:
            return UNKNOWN
        if len(containers) != 1:
            return False
        return True if self.batch is None else self.batch.runnables[0].kind == "container"

    @property
    def is_alone(self) -> Truth:
        """Whether there is one task only."""
        tasks = self.task_count
        return UNKNOWN if not isinstance(tasks, int) else tasks <= 1

    @property
    def is_array(self) -> Truth:
        """Whether there are several tasks."""
        return not_(self.is_alone)


def _plain(setting: Setting[int]) -> Amount:
    """The value of a setting; a number below 0 means nothing, and counts as unknown."""
    value = setting.value
    return UNKNOWN if isinstance(value, int) and value < 0 else value


def _count(*lists: object) -> Amount:
    """The items of lists of parts together."""
    total = 0
    for each in lists:
        if getattr(each, "is_unknown", False):
            return UNKNOWN
        total += len(each)  # type: ignore[arg-type]  # Parts, a tuple of any kind of part
    return total


def _sum(amounts: Iterable[Amount]) -> Amount:
    """Amounts together; unknown where one is."""
    total = 0
    for amount in amounts:
        if not isinstance(amount, int):
            return UNKNOWN
        total += amount
    return total
