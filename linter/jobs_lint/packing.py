"""How a Batch job's tasks are put on VMs: how many run at once, how many of them share a VM, how many VMs that takes.

Batch puts as many tasks on a VM as `taskCountPerNode` says; where it isn't set, as many as the VM's vCPUs are enough
for by `cpuMilli`, be their memory enough or not. What isn't known here is UNKNOWN, never a guess: which machine type
Batch picks where none is given, for one.

Source: https://docs.cloud.google.com/batch/docs/create-run-job
"""

# Without `from __future__ import annotations`, as in finding.py: start-up.

from typing import TYPE_CHECKING

from jobs_lint.model.batch import IN_ORDER
from jobs_lint.model.setting import UNKNOWN, Unknown

if TYPE_CHECKING:
    from jobs_lint.limits import Limits
    from jobs_lint.machines import Machines, MachineType
    from jobs_lint.model.batch import BatchJob
    from jobs_lint.model.setting import Setting


class Packing:
    """How the tasks of one job are put on VMs. Each property is worked out when it is asked for.

    A number of 0 counts as unset, which is how the API reads it, and one below 0 as unknown.
    """

    __slots__ = ("_job", "_limits", "_machines")

    def __init__(self, job: "BatchJob", limits: "Limits", machines: "Machines") -> None:
        self._job = job
        self._limits = limits
        self._machines = machines

    @property
    def machine(self) -> "MachineType | Unknown":
        """The machine type of the VMs; unknown where the list hasn't got it, and where a template or Batch picks it."""
        name: Setting[str] = self._job.machine_type
        if not name.is_set:
            return UNKNOWN
        return self._machines.get(name.known()) or UNKNOWN

    @property
    def tasks(self) -> "int | Unknown":
        """How many tasks the job has: the task count, or as many as there are task environments where it isn't set.

        Unknown where these two disagree, as the documentation does about which of them counts then.
        """
        environments = self._job.task_environments
        count = _number(self._job.task_count)
        if environments.is_unknown or isinstance(count, Unknown):
            return UNKNOWN
        listed = len(environments)
        if not listed or count == listed:
            return count or self._limits.batch.task_count_default.amount
        return UNKNOWN if self._job.task_count.is_set else listed

    @property
    def tasks_at_once(self) -> "int | Unknown":
        """How many tasks run at the same time, at most: by the parallelism, the task count and the limit on both."""
        if self._job.scheduling_policy.is_unknown:
            return UNKNOWN
        if self._job.scheduling_policy.value in IN_ORDER:
            return self._limits.batch.in_order_parallelism.amount
        tasks, parallelism = self.tasks, _number(self._job.parallelism)
        if tasks == 1 or parallelism == 1:
            return 1
        if isinstance(tasks, Unknown) or isinstance(parallelism, Unknown):
            return UNKNOWN
        batch = self._limits.batch
        return min(tasks, parallelism or batch.parallelism_default.amount, batch.parallelism.amount)

    @property
    def room(self) -> "int | Unknown":
        """How many tasks there is room for on one VM: what `taskCountPerNode` says, else what the vCPUs are enough for.

        Unknown for more than a VM may have by `taskCountPerNode`, of which isn't documented what comes of it, and for a
        shared core where it matters which of its two figures counts.
        """
        most = self._limits.batch.tasks_per_vm.amount
        given = _number(self._job.task_count_per_node)
        if isinstance(given, Unknown) or given > most:
            return UNKNOWN
        if given:
            return given
        machine, cpu = self.machine, _number(self._job.cpu)
        if isinstance(machine, Unknown) or isinstance(cpu, Unknown):
            return UNKNOWN
        cpu = cpu or self._limits.batch.cpu_milli_default.amount
        least = self._limits.batch.tasks_per_vm_min.amount
        found = {min(max(each // cpu, least), most) for each in (machine.milli_cpu, machine.sustained_milli_cpu)}
        return found.pop() if len(found) == 1 else UNKNOWN

    @property
    def tasks_per_vm(self) -> "int | Unknown":
        """How many tasks run on one VM at the same time, at most: never more than there are at once in all."""
        at_once, room = self.tasks_at_once, self.room if self.tasks_at_once != 1 else 1
        if room == 1:
            return 1
        return UNKNOWN if isinstance(at_once, Unknown) or isinstance(room, Unknown) else min(at_once, room)

    @property
    def vms(self) -> "int | Unknown":
        """How many VMs the job holds at the same time, at most."""
        at_once, per_vm = self.tasks_at_once, self.tasks_per_vm
        if isinstance(at_once, Unknown) or isinstance(per_vm, Unknown):
            return UNKNOWN
        return -(-at_once // per_vm)

    @property
    def gpus_per_vm(self) -> "int | Unknown":
        """How many GPUs a VM has, be they attached or built in; 0 where it has none."""
        accelerators = self._job.accelerators
        if accelerators.is_unknown:
            return UNKNOWN
        if accelerators:
            counts = [_number(each.count) if each.count.is_set else UNKNOWN for each in accelerators]
            known = [count for count in counts if not isinstance(count, Unknown)]
            return sum(known) if len(known) == len(counts) else UNKNOWN
        machine = self.machine
        if not isinstance(machine, Unknown):
            return machine.gpu.count if machine.gpu else 0
        open_to_batch = self._job.machine_type.value is None and not self._job.instance_template.is_written
        return 0 if open_to_batch else UNKNOWN  # Batch picks none that has a GPU

    @property
    def gpu_type(self) -> "str | Unknown | None":
        """The type of the GPUs of a VM, as Compute Engine names it; None where it has none or none is named."""
        accelerators = self._job.accelerators
        if accelerators.is_unknown:
            return UNKNOWN
        if accelerators:
            names = {each.type.value if each.type.is_written else None for each in accelerators}
            return names.pop() if len(names) == 1 else UNKNOWN
        machine = self.machine
        if not isinstance(machine, Unknown):
            return machine.gpu.type if machine.gpu else None
        return None if self.gpus_per_vm == 0 else UNKNOWN


def _number(setting: "Setting[int]") -> "int | Unknown":
    """The number of a setting, 0 where it is unset and has no default."""
    value = setting.value
    if value is None:
        return 0
    return UNKNOWN if isinstance(value, Unknown) or value < 0 else value
