"""What all topics share: the job, the draft, and the words that stand for what isn't known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from jobs_lint.limits.units import NANOSECONDS
from jobs_lint.migrate.names import NO_PROJECT, NO_REGION, carried
from jobs_lint.model.part import Part
from jobs_lint.model.placeholder import has_mark, is_placeholder
from jobs_lint.read.tree import Mapping

if TYPE_CHECKING:
    from jobs_lint.migrate.draft import Draft, Path
    from jobs_lint.migrate.migration import Context
    from jobs_lint.model.cloud_run import CloudRunJob, RunContainer
    from jobs_lint.model.part import Parts
    from jobs_lint.model.parts import Text
    from jobs_lint.model.setting import Setting

GROUP: Final[Path] = ("taskGroups", 0)
TASK: Final[Path] = (*GROUP, "taskSpec")
ALLOCATION: Final[Path] = ("allocationPolicy",)
INSTANCE: Final[Path] = (*ALLOCATION, "instances", 0)
POLICY: Final[Path] = (*INSTANCE, "policy")


PartT = TypeVar("PartT", bound=Part)


class Going:
    """A job on its way to Batch, and what the topics find out for each other.

    `project` and `region` are known or marks. `alone` says that no two tasks can share a VM, `disks` are those to
    attach, by the name of their device, `roles` what the service account needs, each with why.
    """

    def __init__(self, job: CloudRunJob, context: Context, draft: Draft) -> None:
        self.job = job
        self.context = context
        self.draft = draft
        self.limits = context.limits
        self.project = _project(job, context)
        self.region = NO_REGION
        self.disks: dict[str, int] = {}
        self.roles: dict[str, str] = {}
        self.needs_project = False
        self.sql_instances = tuple(_instances(job))
        self.alone = self._is_alone()

    @property
    def is_partial(self) -> bool:
        """Whether the file only changes a job that exists, and what it doesn't name isn't known."""
        return self.job._table.partial

    @property
    def containers(self) -> tuple[RunContainer, ...]:
        """The containers that are seen."""
        return seen(self.job.containers)

    @property
    def knows_region(self) -> bool:
        """Whether the region is a literal."""
        return not has_mark(self.region)

    @property
    def helpers(self) -> int:
        """How many runnables run beside the main one."""
        return max(len(self.containers) - 1, 0) + bool(self.sql_instances)

    @property
    def main(self) -> RunContainer | None:
        """The container that does the work; the first where that can't be told."""
        containers = self.containers
        return self.job.main_container or (containers[0] if containers else None)

    def the_project(self) -> str:
        """The project, for a path that has to have one."""
        self.needs_project |= self.project == NO_PROJECT
        return self.project

    def _is_alone(self) -> bool:
        job = self.job
        on_disk = any(volume.kind == "empty-dir" and is_on_disk(volume.medium) for volume in seen(job.volumes))
        disk_type = any(volume.type.value == "ephemeral-disk" for volume in seen(job.volumes))
        return self.helpers > 0 or on_disk or disk_type or job.uses_gpu is not False


def seen(parts: Parts[PartT]) -> tuple[PartT, ...]:
    """The parts of a list that are there to be read: others stand for any number of them."""
    return tuple(part for part in parts if isinstance(part._node, Mapping) and not is_placeholder(part._node))


def is_said(part: Part, name: str) -> bool:
    """Whether a field of a part is in the file, be its value known or not. One that is absent isn't known either where
    the file only changes a job, or where what it would be in isn't seen."""
    setting: Setting[Any] = getattr(part, name)
    end = part._table.ends.get(name)
    return setting.is_written and end is not None and part._find(end)[0] is not None


def _project(job: CloudRunJob, context: Context) -> str:
    if job.project.is_set and job.project.value:
        return str(job.project.known())
    return context.project or written(job, job.project) or NO_PROJECT


def written(job: CloudRunJob, setting: Setting[str]) -> str:
    """A field of the job that isn't known, as it is written; empty where it isn't, or is a part of a resource name."""
    in_name = setting.field == job.name.field
    return carried(setting) if setting.is_unknown and setting.text and not in_name else ""


def _instances(job: CloudRunJob) -> list[str]:
    found = [carried(each.value) for each in job.cloud_sql_instances]
    for volume in seen(job.volumes):
        found += [carried(each.value) for each in volume.cloud_sql_instances]
    return list(dict.fromkeys(found))


def name_of(job: CloudRunJob, context: Context) -> str:
    """The job's name, or a word for one that has none: an id is made of it, and Batch keeps none for long."""
    name = job.name
    if isinstance(name.value, str) and name.value:
        return name.value.rpartition("/")[2] or "job"
    if name.is_unknown and name.text:
        return carried(name)
    return context.name or job.display_name or "job"


def is_on_disk(medium: Setting[str]) -> bool:
    """Whether a volume's medium is a disk: Cloud Run's own spelling is `DISK`."""
    return isinstance(medium.value, str) and medium.value.upper() == "DISK"


def seconds(nanoseconds: int) -> str:
    """A duration as Batch has it: `600s`, `1.5s`."""
    whole, rest = divmod(nanoseconds, NANOSECONDS)
    return f"{whole}.{rest:09d}".rstrip("0") + "s" if rest else f"{whole}s"


def words(parts: Parts[Text]) -> list[str]:
    """The texts of a list."""
    return [carried(part.value) for part in parts]
