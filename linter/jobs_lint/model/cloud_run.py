"""A Cloud Run job and the parts that no other has."""

from __future__ import annotations

from jobs_lint.limits import Limits
from jobs_lint.model.field import Field, Several, Single
from jobs_lint.model.job import Job
from jobs_lint.model.part import Nested, Part, Parts
from jobs_lint.model.parts import Container, Label, Name, Text
from jobs_lint.model.setting import UNKNOWN, Setting, Truth, Unknown, any_

_DEFAULTS = Limits.default()


class Port(Part):
    """A port that a container listens on."""

    name = Field[str]()
    container_port = Field[int]()


class Probe(Nested):
    """A probe of a container. Times in nanoseconds.

    `has_http`, `has_tcp` and `has_grpc` are set where the probe has a message of that kind, be it an empty one.
    """

    has_http = Field[bool]()
    http_path = Field[str]()
    http_port = Field[int]()
    has_tcp = Field[bool]()
    tcp_port = Field[int]()
    has_grpc = Field[bool]()
    grpc_port = Field[int]()
    grpc_service = Field[str]()
    initial_delay = Field[int]("cloud-run.startup-probe-initial-delay-default")
    timeout = Field[int]("cloud-run.startup-probe-timeout-default")
    period = Field[int]("cloud-run.startup-probe-period-default")
    failure_threshold = Field[int]("cloud-run.startup-probe-failures-default")


class RunContainer(Container):
    """A container of a Cloud Run task. `depends_on` are names; `CloudRunJob.depends_on` knows the annotation too.

    `command_text` and `args_text` are set where one text stands in the stead of the list. `limits` are all resource
    limits by name, those that have fields of their own among them; `overridden` are the keys of a container of which
    one execution of a job overrides some fields.
    """

    name = Field[str](in_small_letters=True)
    working_dir = Field[str]()
    command_text = Field[str]()
    cpu_idle = Field[bool]()
    startup_cpu_boost = Field[bool]()
    startup_probe = Single(Probe)
    liveness_probe = Single(Probe)
    readiness_probe = Single(Probe)
    command = Several(Text)
    depends_on = Several(Name)
    ports = Several(Port)
    limits = Several(Label)
    overridden = Several(Label)

    @property
    def _command(self) -> Parts[Text]:
        return self.command


class Dependency(Part):
    """What the annotation `run.googleapis.com/container-dependencies` says of one container: what it waits for."""

    name = Field[str]()
    depends_on = Several(Name)


class CloudRunJob(Job):
    """A Cloud Run job, in whichever dialect.

    What only one form of the API has is unset in the others: `secret_aliases`, `cloud_sql_instances` and
    `container_dependencies` are annotations of the Knative-style form (and flags of gcloud), where the others have
    fields of containers and volumes. `binary_authorization` is a policy's name, or `default` in the annotation, where
    the others have `binary_authorization_default`.
    """

    __slots__ = ()

    service = "cloud-run"

    task_count = Field[int]("cloud-run.task-count-default")
    max_retries = Field[int]("cloud-run.max-retries-default")
    timeout = Field[int]("cloud-run.task-timeout-default")
    launch_stage = Field[str]()
    execution_environment = Field[str]()
    delay_execution = Field[bool]()
    gpu_zonal_redundancy_disabled = Field[bool]()
    encryption_key = Field[str]()
    binary_authorization = Field[str]()
    binary_authorization_default = Field[bool]()
    binary_authorization_breakglass = Field[str]()
    vpc_connector = Field[str]()
    vpc_egress = Field[str]()
    start_execution_token = Field[str]()
    run_execution_token = Field[str]()
    client = Field[str]()
    client_version = Field[str]()
    deletion_protection = Field[bool]()
    containers = Several(RunContainer)
    annotations = Several(Label)
    execution_annotations = Several(Label)
    execution_labels = Several(Label)
    cloud_sql_instances = Several(Text)
    secret_aliases = Several(Label)
    container_dependencies = Several(Dependency)
    overridden = Several(Label)

    def _has_gpu(self) -> Truth:
        """Whether an accelerator is named, or a container has a GPU limit other than 0: files often have only one."""
        named: Truth = UNKNOWN if self.gpu_type.is_unknown else self.gpu_type.is_set and self.gpu_type.value != ""
        counts = [container.gpu_count != 0 for container in self.containers if container.gpu_count.is_written]
        return any_(named, *counts, UNKNOWN if self.containers.is_unknown else False)

    @property
    def cpu_total(self) -> int | Unknown:
        """The CPU of a task, over all containers, in thousandths. What isn't set has the service's default; with a GPU
        the service sets what the GPU needs, and the total is unknown."""
        return self._total([container.cpu for container in self.containers], "cloud-run.cpu-default")

    @property
    def memory_total(self) -> int | Unknown:
        """The memory of a task, over all containers, in bytes. What isn't set is as in `cpu_total`."""
        return self._total([container.memory for container in self.containers], "cloud-run.memory-default")

    def _total(self, settings: list[Setting[int]], default: str) -> int | Unknown:
        if self.containers.is_unknown or not settings:
            return UNKNOWN
        total = 0
        for setting in settings:
            value = setting.value
            if isinstance(value, Unknown) or (value is None and self.uses_gpu is not False):
                return UNKNOWN
            total += int(_DEFAULTS[default].amount) if value is None else value
        return total

    @property
    def main_container(self) -> RunContainer | None:
        """The container that does the work: the only one, or the only one of several that no other waits for. None
        where that can't be told."""
        containers = self.containers
        if containers.is_unknown:
            return None
        waited_for = {name.value.value for container in containers for name in self.depends_on(container)}
        found = [container for container in containers if container.name.value not in waited_for or len(containers) < 2]
        return found[0] if len(found) == 1 else None

    def depends_on(self, container: RunContainer) -> Parts[Text]:
        """The names of the containers that one waits for, by its own field or by the job's annotation."""
        if container.depends_on or container.depends_on.is_unknown:
            return container.depends_on
        for dependency in self.container_dependencies:
            if dependency.name == container.name:
                return dependency.depends_on
        return Parts(is_unknown=self.container_dependencies.is_unknown)
