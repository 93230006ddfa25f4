"""What all topics share: the job, the draft, and what they find out for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jobs_lint.machines import region_of
from jobs_lint.migrate.names import NO_REGION, carried
from jobs_lint.migrate.to_cloud_run.options import Options
from jobs_lint.migrate.to_cloud_run.there import is_unseen
from jobs_lint.placement.asked import Asked

if TYPE_CHECKING:
    from jobs_lint.migrate.draft import Draft, Path
    from jobs_lint.migrate.migration import Context
    from jobs_lint.model.batch import BatchJob, Runnable
    from jobs_lint.model.setting import Setting

METADATA: Final[Path] = ("metadata",)
EXECUTION: Final[Path] = ("spec", "template")
ANNOTATIONS: Final[Path] = (*EXECUTION, "metadata", "annotations")
COUNTS: Final[Path] = (*EXECUTION, "spec")
TASK: Final[Path] = (*COUNTS, "template", "spec")
GOOGLE: Final = "run.googleapis.com/"

_ACCOUNTS: Final = ".iam.gserviceaccount.com"


class Box:
    """A container in the making: which runnables run in it, in order, and where it stands in the config.

    `options` are those of docker, `mounts` its mount paths, `sets_batch_names` whether its script is given what Batch
    calls the index of a task.
    """

    def __init__(self, number: int, runnables: list[Runnable], is_helper: bool) -> None:
        self.number = number
        self.runnables = runnables
        self.is_helper = is_helper
        self.path: Path = (*TASK, "containers", number)
        self.options = Options()
        self.mounts: set[str] = set()
        self.sets_batch_names = False

    @property
    def first(self) -> Runnable:
        """The runnable that the container is made of, where it is only one."""
        return self.runnables[0]


class Coming:
    """A job on its way to Cloud Run.

    `region` is known or a mark. `boxes` are its containers, `aliases` stand for secrets of other projects, `roles` are
    what the service account needs, each with what for. `is_preview` is set by what is in preview, and so has to be
    deployed as that, `mounts_nfs` by a file share, which is reached by a network alone.
    """

    def __init__(self, job: BatchJob, context: Context, draft: Draft) -> None:
        self.job = job
        self.context = context
        self.draft = draft
        self.limits = context.limits
        self.asked = Asked(job, context.limits, context.machines)
        self.project = _project(job, context)
        self.region = _region(job, context)
        self.name = ""
        self.boxes: list[Box] = []
        self.aliases: dict[str, str] = {}
        self.roles: dict[str, str] = {}
        self.is_preview = False
        self.mounts_nfs = False

    @property
    def is_partial(self) -> bool:
        """Whether the file has only a part of the job, so that each list may have more in it."""
        return self.job._table.partial

    @property
    def shows_all(self) -> bool:
        """Whether what isn't in the file isn't in the job: not so in a part of a job, or a template without marks."""
        return not self.is_partial and not self.context.is_template

    @property
    def has_gpu(self) -> bool:
        """Whether the config has a GPU: a type that isn't known is one all the same."""
        return self.asked.has_gpu is True or (self.asked.has_gpu is not False and is_unseen(self.job.gpu_type))

    @property
    def main(self) -> Box | None:
        """The container that does the work."""
        return next((box for box in self.boxes if not box.is_helper), None)


def _project(job: BatchJob, context: Context) -> str | None:
    """The project, as far as it is known: the user's, or that in the job's name."""
    if context.project:
        return context.project
    for setting in (job.name, job.project):
        found = _in_path(setting.text, "projects")
        if found:
            return found
    return job.project.text if job.project.is_set and "/" not in job.project.text else None


def _in_path(path: str, kind: str) -> str:
    """What stands behind a word in the path of a resource; empty where it isn't there, or is an expression."""
    words = path.split("/")
    found = words[words.index(kind) + 1] if kind in words[:-1] else ""
    return "" if any(char in found for char in "\"'+ ") else found


def likely_project(coming: Coming) -> str | None:
    """The project that the job is likely of: where it isn't known, that of its service account."""
    if coming.project:
        return coming.project
    account: Setting[str] = coming.job.service_account
    _, at, host = carried(account).rpartition("@")
    return host.removesuffix(_ACCOUNTS) if at and host.endswith(_ACCOUNTS) else None


def _region(job: BatchJob, context: Context) -> str:
    """Where the job is to run: where its VMs may be, where it is itself, or what the user says."""
    settings = (job.location, job.region)
    for setting in settings:
        if setting.is_set:  # and not assumed to be where the user says
            return region_of(setting.known())
    if context.location:
        return region_of(context.location)
    for setting in settings:
        if setting.is_unknown and setting.text:
            if "/" not in setting.text.removeprefix("regions/").removeprefix("zones/"):
                return carried(setting).removeprefix("regions/").removeprefix("zones/")
            if found := _in_path(setting.text, "locations"):
                return found
    return NO_REGION
