"""The two kinds of job on their shared base."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from jobs_lint.model.part import Field, Part, Several
from jobs_lint.model.quirks import quirks_of
from jobs_lint.model.setting import UNKNOWN, Setting, Truth, any_
from jobs_lint.model.size import json_size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jobs_lint.model.part import Quirk
    from jobs_lint.model.table import Table
    from jobs_lint.read.tree import Node
    from jobs_lint.span import Span

    Check = Callable[[Node, Table, list[Span]], tuple[Quirk, ...]]

UNBOUNDED = 2**63


class EnvVar(Part):
    """An environment variable: its name, and its literal value or the secret it comes from."""

    name = Field[str]()
    value = Field[str]()
    secret = Field[str]()
    secret_version = Field[str]()


class Label(Part):
    """A label or an annotation."""

    name = Field[str]()
    value = Field[str]()


class VolumeMount(Part):
    """A volume mounted into a container."""

    name = Field[str]()
    mount_path = Field[str]()


class Volume(Part):
    """A volume of a job's tasks. The fields that are set tell of which kind it is."""

    name = Field[str]()
    mount_path = Field[str]()
    bucket = Field[str]()
    nfs_server = Field[str]()
    nfs_path = Field[str]()
    secret = Field[str]()
    medium = Field[str]()
    size_limit = Field[int]()
    device_name = Field[str]()


class Container(Part):
    """A container of a Cloud Run task, or a runnable of a Batch task.

    CPU in thousandths, memory in bytes, timeout in nanoseconds. A script runnable has `script` and no `image`.
    """

    name = Field[str]()
    image = Field[str]()
    entrypoint = Field[str]()
    script = Field[str]()
    cpu = Field[int]()
    memory = Field[int]()
    gpu_count = Field[int]()
    timeout = Field[int]()
    env = Several(EnvVar)
    mounts = Several(VolumeMount)


class Accelerator(Part):
    """GPUs attached to a Batch VM."""

    type = Field[str]()
    count = Field[int]()


class TaskGroup(Part):
    """A task group of a Batch job."""


class TaskEnvironment(Part):
    """The environment of one task of a Batch job, of those given task by task."""


class Job(Part):
    """What both services' jobs have. Timeouts in nanoseconds; a field that a service lacks is unset, with no default.

    `service` is `cloud-run` or `batch`; `dialect` is the form in which the job is written. `address` is what its tool
    calls the job; `title` is the same where that tells it from others better than its name does.
    """

    __slots__ = ("_checked_by", "dialect", "has_aliases")

    service: ClassVar[str]

    name = Field[str]()
    address = Field[str]()
    title = Field[str]()
    location = Field[str]()
    service_account = Field[str]()
    task_count = Field[int]()
    parallelism = Field[int]()
    max_retries = Field[int]()
    timeout = Field[int]()
    network = Field[str]()
    subnetwork = Field[str]()
    gpu_type = Field[str]()
    labels = Several(Label)
    containers = Several(Container)
    volumes = Several(Volume)
    env = Several(EnvVar)

    dialect: str
    has_aliases: bool
    _checked_by: Check | None

    @property
    def uses_gpu(self) -> Truth:
        """Whether the job's tasks have a GPU."""
        if "uses_gpu" not in self._kept:
            self._kept["uses_gpu"] = self._has_gpu()
        truth: Truth = self._kept["uses_gpu"]
        return truth

    def _has_gpu(self) -> Truth:
        raise NotImplementedError

    @property
    def display_name(self) -> str | None:
        """The job's name for reports: the last part of a resource name, or what its tool calls it; None where the file
        doesn't say."""
        name = self.name
        if self.title.is_set or (self.address.is_set and not name.is_set):
            return self.address.text
        if name.value is None:
            return None
        return name.text.rsplit("/", 1)[-1] or None

    def assume_location(self, region: str) -> None:
        """Take a region from outside for a job whose file doesn't say one."""
        if self.location.value is None:
            self.location.value = region

    def assume_address(self, address: str) -> None:
        """Take what holds the job for its address, where it has none of its own."""
        own = self.address
        if not own.is_set:
            own.value, own.text, own.is_set = address, address, True

    @property
    def size_at_most(self) -> int:
        """What `size` can't be above, at no cost: a job without aliases is no more than four bytes a character."""
        return UNBOUNDED if self.has_aliases else 4 * (self._node.end - self._node.start)

    @property
    def size(self) -> Setting[int]:
        """The bytes of the job as compact JSON, the form in which it is sent at its shortest."""
        return Setting(json_size(self._node), "", self.place, "", is_set=False)

    def quirks(self, kind: str) -> Iterator[Quirk]:
        """What is odd about how the job is written: `duplicate-key`, `yaml-1-1`, `both-cases`, ..., and, where the form
        has a schema, what is wrong by that: `misspelled-field`, `wrong-type`, ..."""
        kept: tuple[Quirk, ...] | None = self._kept.get("quirks")
        if kept is None:
            kept = self._kept["quirks"] = tuple(quirks_of(self._node, self._odd_settings(), self._table))
            if self._checked_by is not None:
                told = [quirk.span for quirk in kept if quirk.kind == "refused-spelling"]
                kept = self._kept["quirks"] = kept + self._checked_by(self._node, self._table, told)
        return iter([quirk for quirk in kept if quirk.kind == kind]) if kept else iter(())


class CloudRunJob(Job):
    """A Cloud Run job, in whichever dialect."""

    __slots__ = ()

    service = "cloud-run"

    task_count = Field[int]("cloud-run.task-count-default")
    max_retries = Field[int]("cloud-run.max-retries-default")
    timeout = Field[int]("cloud-run.task-timeout-default")
    launch_stage = Field[str]()
    annotations = Several(Label)
    execution_annotations = Several(Label)
    execution_labels = Several(Label)

    def _has_gpu(self) -> Truth:
        """Whether an accelerator is named, or a container has a GPU limit other than 0: files often have only one."""
        named: Truth = UNKNOWN if self.gpu_type.is_unknown else self.gpu_type.is_set and self.gpu_type.value != ""
        counts = [container.gpu_count != 0 for container in self.containers if container.gpu_count.is_written]
        return any_(named, *counts, UNKNOWN if self.containers.is_unknown else False)


class BatchJob(Job):
    """A Batch job, in whichever dialect. `timeout` is the max run duration, `containers` are the runnables."""

    __slots__ = ()

    service = "batch"

    task_count = Field[int]("batch.task-count-default")
    max_retries = Field[int]("batch.max-retry-count-default")
    task_groups = Several(TaskGroup)
    task_environments = Several(TaskEnvironment)
    accelerators = Several(Accelerator)
    machine_type = Field[str]()
    provisioning_model = Field[str]()
    reservation = Field[str]()
    instance_template = Field[str]()
    install_gpu_drivers = Field[bool]()
    cpu = Field[int]("batch.cpu-milli-default")
    memory = Field[int]("batch.memory-mib-default")

    def _has_gpu(self) -> Truth:
        """Whether accelerators are attached."""
        counts = [accelerator.count != 0 for accelerator in self.accelerators]
        return any_(*counts, UNKNOWN if self.accelerators.is_unknown else False)


def new(kind: type[Job], dialect: str, has_aliases: bool, *place: Any, checked_by: Check | None = None) -> Job:
    """A job of a kind in a dialect, whose document has aliases or not; `place` as for `Part`. `checked_by` holds it
    against the schema of its form, where that has one."""
    job = kind(*place)
    job._checked_by = checked_by
    job.dialect = dialect
    job.has_aliases = has_aliases
    return job
