"""A Batch job and the parts that no other has."""

from __future__ import annotations

from jobs_lint.model.field import Field, Several, Single
from jobs_lint.model.job import Job
from jobs_lint.model.part import Nested, Part, Parts
from jobs_lint.model.parts import Container, EnvVar, Label, Name, Number, Text
from jobs_lint.model.setting import UNKNOWN, Setting, Truth, any_

# Values of enumerations, by name and by number.
SPOT = frozenset({"SPOT", "PREEMPTIBLE", "2", "3"})
"""The provisioning models that can be preempted."""
RESERVATION_BOUND = frozenset({"RESERVATION_BOUND", "4"})
FLEX_START = frozenset({"FLEX_START", "5"})
IN_ORDER = frozenset({"IN_ORDER", "2"})
"""The scheduling policy of one task at a time."""


class Accelerator(Part):
    """GPUs attached to a Batch VM."""

    type = Field[str](in_small_letters=True)
    count = Field[int]()
    driver_version = Field[str]()
    install_gpu_drivers = Field[bool]()


class TaskGroup(Part):
    """A task group of a Batch job."""


class TaskEnvironment(Part):
    """The environment of one task of a Batch job, of those given task by task."""

    env = Several(EnvVar)
    secret_env = Several(EnvVar)


class Runnable(Container):
    """A runnable of a Batch task: a container, a script or a barrier. Timeout in nanoseconds.

    `has_container`, `has_script` and `has_barrier` are set where the runnable has a message of that kind, be it an
    empty one. `env` are its literal variables, `secret_env` those from secrets. `name` is its display name, `volumes`
    the container's own list of what it mounts.
    """

    has_container = Field[bool]()
    has_script = Field[bool]()
    script_path = Field[str]()
    has_barrier = Field[bool]()
    barrier_name = Field[str]()
    ignore_exit_status = Field[bool]()
    background = Field[bool]()
    always_run = Field[bool]()
    options = Field[str]()
    block_external_network = Field[bool]()
    username = Field[str]()
    password = Field[str]()
    enable_image_streaming = Field[bool]()
    encryption_key = Field[str]()
    volumes = Several(Text)
    labels = Several(Label)

    @property
    def kinds(self) -> tuple[str, ...]:
        """All kinds that the runnable claims to be of: it takes exactly one."""
        settings = (("container", self.has_container), ("script", self.has_script), ("barrier", self.has_barrier))
        return tuple(kind for kind, setting in settings if setting.is_written)

    @property
    def kind(self) -> str | None:
        """`container`, `script` or `barrier`; None where it isn't one."""
        kinds = self.kinds
        return kinds[0] if len(kinds) == 1 else None


class LifecyclePolicy(Part):
    """What is done with a task that ends with one of some exit codes."""

    action = Field[str]()
    exit_codes = Several(Number)


class Disk(Nested):
    """A disk: a VM's boot disk or a new one. `size_gb` in GB, as the API counts."""

    type = Field[str]()
    size_gb = Field[int]()
    image = Field[str]()
    snapshot = Field[str]()
    interface = Field[str]()


class AttachedDisk(Part):
    """A disk of a Batch VM beside its boot disk: a new one, or one that exists."""

    device_name = Field[str](in_small_letters=True)
    existing_disk = Field[str]()
    new_disk = Single(Disk)


class InstancePolicy(Part):
    """One item of `allocationPolicy.instances`: a policy or a template. Only the first counts, and has its fields on
    the job."""

    has_policy = Field[bool]()
    instance_template = Field[str]()


class InstanceSelection(Part):
    """One choice of `allocationPolicy.instanceFlexibilityPolicy`: its name, and the machine types that will do."""

    name = Field[str]()
    machine_types = Several(Text)


class Notification(Part):
    """A message that the job sends to a topic of Pub/Sub."""

    topic = Field[str](in_small_letters=True)
    has_message = Field[bool]()
    type = Field[str]()
    new_job_state = Field[str]()
    new_task_state = Field[str]()


class BatchJob(Job):
    """A Batch job, in whichever dialect. `timeout` is the max run duration, `containers` are the runnables.

    `env` are the variables of the task, `secret_env` those from secrets. `boot_disk_size` (of `computeResource`) and
    `memory` in bytes, `cpu` in thousandths. `allocation_labels` are those of the VMs. `location` is where the VMs are
    to be, `region` where the job itself is; `name_prefix` what gcloud makes its id of.
    """

    __slots__ = ()

    service = "batch"

    region = Field[str](in_small_letters=True)
    name_prefix = Field[str](in_small_letters=True)
    task_count = Field[int]("batch.task-count-default")
    max_retries = Field[int]("batch.max-retry-count-default")
    priority = Field[int]("batch.priority-default")
    scheduling_policy = Field[str]()
    task_count_per_node = Field[int]()
    require_hosts_file = Field[bool]()
    permissive_ssh = Field[bool]()
    run_as_non_root = Field[bool]()
    machine_type = Field[str](in_small_letters=True)
    min_cpu_platform = Field[str]()
    provisioning_model = Field[str]()
    reservation = Field[str]()
    instance_template = Field[str]()
    install_gpu_drivers = Field[bool]()
    install_ops_agent = Field[bool]()
    block_project_ssh_keys = Field[bool]()
    cpu = Field[int]("batch.cpu-milli-default")
    memory = Field[int]("batch.memory-mib-default")
    boot_disk_size = Field[int]()
    encryption_key = Field[str]()
    collocation = Field[str]()
    max_distance = Field[int]()
    logs_destination = Field[str]()
    logs_path = Field[str](in_small_letters=True)
    boot_disk = Single(Disk)
    containers = Several(Runnable)
    task_groups = Several(TaskGroup)
    task_environments = Several(TaskEnvironment)
    lifecycle_policies = Several(LifecyclePolicy)
    accelerators = Several(Accelerator)
    disks = Several(AttachedDisk)
    instances = Several(InstancePolicy)
    instance_selections = Several(InstanceSelection)
    allowed_locations = Several(Name)
    allocation_labels = Several(Label)
    notifications = Several(Notification)

    def _has_gpu(self) -> Truth:
        """Whether accelerators are attached."""
        counts = [accelerator.count != 0 for accelerator in self.accelerators]
        return any_(*counts, UNKNOWN if self.accelerators.is_unknown else False)

    @property
    def runnables(self) -> Parts[Runnable]:
        """The runnables of a task, which are its `containers`."""
        return self.containers

    @property
    def uses_spot(self) -> Truth:
        """Whether the VMs can be preempted. A template may say so, and then isn't known to."""
        model: Setting[str] = self.provisioning_model
        if model.value is None:
            return UNKNOWN if self.instance_template.is_written else False
        return UNKNOWN if model.is_unknown else model.value in SPOT

    @property
    def runs_containers(self) -> Truth:
        """Whether one of the runnables is a container."""
        return self._has_kind("container")

    @property
    def runs_scripts(self) -> Truth:
        """Whether one of the runnables is a script."""
        return self._has_kind("script")

    @property
    def uses_barriers(self) -> Truth:
        """Whether one of the runnables is a barrier, at which all tasks wait for each other."""
        return self._has_kind("barrier")

    def _has_kind(self, kind: str) -> Truth:
        found = any(kind in runnable.kinds for runnable in self.runnables)
        return found or (UNKNOWN if self.runnables.is_unknown else False)
