"""What the jobs of both services have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from jobs_lint.model.field import Field, Several
from jobs_lint.model.part import Nested, Part, Parts
from jobs_lint.model.parts import Container, EnvVar, Label, Name, NetworkInterface, Text, Volume
from jobs_lint.model.quirks import quirks_of
from jobs_lint.model.setting import UNKNOWN, Setting, Truth
from jobs_lint.model.size import json_size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jobs_lint.model.part import Quirk
    from jobs_lint.model.table import Table
    from jobs_lint.read.tree import Node
    from jobs_lint.span import Span

    Check = Callable[[Node, Table, list[Span]], tuple[Quirk, ...]]

UNBOUNDED = 2**63
_ASSUMED = ("location", "address", "title")  # what may have been given from outside, and so can't be read again


class Job(Part):
    """What both services' jobs have. Timeouts in nanoseconds; a field that a service lacks is unset, with no default.

    `service` is `cloud-run` or `batch`; `dialect` is the form in which the job is written. `address` is what its tool
    calls the job; `title` is the same where that tells it from others better than its name does. `network` and
    `subnetwork` are those of the first of the `network_interfaces`. `by_connector` is set where a connector of
    Workflows is called with the job; it waits for `connector_timeout`, and not at all where it
    `connector_skips_polling`.
    """

    __slots__ = ("_checked_by", "dialect", "has_aliases")

    service: ClassVar[str]

    name = Field[str](in_small_letters=True)
    address = Field[str]()
    title = Field[str]()
    location = Field[str](in_small_letters=True)
    service_account = Field[str](in_small_letters=True)
    task_count = Field[int]()
    parallelism = Field[int]()
    max_retries = Field[int]()
    timeout = Field[int]()
    network = Field[str]()
    subnetwork = Field[str]()
    gpu_type = Field[str](in_small_letters=True)
    project = Field[str]()
    labels = Several(Label)
    containers = Several(Container)
    volumes = Several(Volume)
    env = Several(EnvVar)
    secret_env = Several(EnvVar)
    network_interfaces = Several(NetworkInterface)
    network_tags = Several(Name)
    scopes = Several(Text)
    by_connector = Field[bool]()
    connector_timeout = Field[int]()
    connector_skips_polling = Field[bool]()

    dialect: str
    has_aliases: bool
    _checked_by: Check | None

    @property
    def is_partial(self) -> bool:
        """Whether there is more to the job than what is written here: it changes a job, or is what is left of a
        template."""
        return self._table.partial

    @property
    def uses_gpu(self) -> Truth:
        """Whether the job's tasks have a GPU."""
        if "uses_gpu" not in self._kept:
            self._kept["uses_gpu"] = self._has_gpu()
        truth: Truth = self._kept["uses_gpu"]
        return truth

    def _has_gpu(self) -> Truth:
        raise NotImplementedError

    def has(self, path: str) -> bool:
        """Whether the job has something at a field, or may have: `volumes`, `uses_gpu`, or in one of several parts
        `containers.startup_probe`, at any depth; or a quirk of a kind, as in `quirks.duplicate-key`. What isn't known
        may be there; what its service hasn't got isn't."""
        kept: dict[str, bool] = self._kept.setdefault("has", {})
        if path not in kept:
            start, _, kind = path.partition(".")
            kept[path] = bool(self.quirks(kind)) if start == "quirks" else _has(self, path)
        return kept[path]

    def all_env(self) -> Iterator[EnvVar]:
        """All environment variables: those of the job, then those of each container, literal ones first."""
        yield from self.env
        yield from self.secret_env
        for container in self.containers:
            yield from container.env
            yield from container.secret_env

    def mentions(self, *names: str) -> Truth:
        """Whether a command, an argument, a script or a variable's value has one of some words in it. Unknown where
        one isn't seen. What an image does by itself nobody knows here: false says that the config doesn't name it."""
        variables = tuple(self.all_env())
        texts = [word.text for container in self.containers for word in container.words]
        texts += [variable.value.text for variable in variables]
        if any(name in text for text in texts for name in names):
            return True
        seen = not self.containers.is_unknown and all(container.words_are_seen for container in self.containers)
        return False if seen and all(variable._is_seen("value") for variable in variables) else UNKNOWN

    @property
    def display_name(self) -> str | None:
        """The job's name for reports: the last part of a resource name, or what its tool calls it; None where the file
        doesn't say."""
        name = self.name
        if self.title.is_set or (self.address.is_set and not isinstance(name.value, str)):
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

    def quirks(self, kind: str) -> Sequence[Quirk]:
        """What is odd about how the job is written: `duplicate-key`, `yaml-1-1`, `both-cases`, ..., and, where the form
        has a schema, what is wrong by that: `misspelled-field`, `wrong-type`, ..."""
        kept: dict[str, list[Quirk]] | None = self._kept.get("quirks")
        if kept is None:
            kept = {}  # by kind: many rules ask, and mostly there is nothing
            found = list(quirks_of(self._node, self._told_once(), self._table))
            if self._checked_by is not None:
                told = [quirk.span for quirk in found if quirk.kind == "refused-spelling"]
                found += self._checked_by(self._node, self._table, told)
            for quirk in found:
                kept.setdefault(quirk.kind, []).append(quirk)
            self._kept["quirks"] = kept
        return kept.get(kind, ())

    def _told_once(self) -> Iterator[Setting[Any]]:
        """The odd settings, each value once: a field may be one of its own and one of a list too."""
        told: set[Span] = set()
        for setting in self._odd_settings(is_checked=self._checked_by is not None):
            if setting.span not in told:
                told.add(setting.span)
                yield setting


def _has(part: Part, path: str) -> bool:
    name, _, rest = path.partition(".")
    value = getattr(part, name, False)
    if isinstance(value, Parts):
        return value.is_unknown or (any(_has(each, rest) for each in value) if rest else len(value) > 0)
    if isinstance(value, (Setting, Nested)):
        return value.is_written
    return value is not False


def new(kind: type[Job], dialect: str, has_aliases: bool, *place: Any, checked_by: Check | None = None) -> Job:
    """A job of a kind in a dialect, whose document has aliases or not; `place` as for `Part`. `checked_by` holds it
    against the schema of its form, where that has one."""
    job = kind(*place)
    job._checked_by = checked_by
    job.dialect = dialect
    job.has_aliases = has_aliases
    return job


def forget(job: Job) -> None:
    """Drop what was read of a job's fields, but for what may have been assumed: who asks for another has it read again.
    Of a file of many jobs that is most of the memory."""
    job._kept = {name: job._kept[name] for name in _ASSUMED if name in job._kept}
    job._found = {}
