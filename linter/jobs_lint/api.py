"""The public module: all that a rule needs, for the built-in rules and for plugins alike.

A rule is a generator with a page for a docstring:

    @rule("ACME001", "render-without-label", severity="warning", on=CloudRunJob)
    def render_without_label(job, limits):
        '''One line that says what is wrong. ## Why, ## Bad, ## Good and ## See follow.'''
        if job.task_count > limits.cloud_run.task_count:
            yield job.task_count.finding("...", limit=limits.cloud_run.task_count)

It keeps no state, has no side effect, and imports from here alone. Behind `job` and `limits` its function may have a
parameter `machines`, for the machine types, GPU types and regions that are known, or `quota`, for what may be used at
once by the configuration; or both, in any order. `Machines` and what belongs to it are loaded when they are first used,
so import them under `TYPE_CHECKING` alone. `place` says which of the two services a job fits, and why; import it, and
what belongs to it, in the function that calls it.
"""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol, cast

from jobs_lint.finding import Finding, Related, Severity
from jobs_lint.limits import Limit, Limits, human_bytes, human_count, human_cpu, human_duration
from jobs_lint.model.batch import (
    Accelerator,
    AttachedDisk,
    BatchJob,
    Disk,
    InstancePolicy,
    LifecyclePolicy,
    Notification,
    Runnable,
    TaskEnvironment,
    TaskGroup,
)
from jobs_lint.model.cloud_run import CloudRunJob, Dependency, Port, Probe, RunContainer
from jobs_lint.model.job import Job
from jobs_lint.model.part import Parts, Quirk
from jobs_lint.model.parts import (
    Container,
    EnvVar,
    Label,
    NetworkInterface,
    Number,
    SecretItem,
    Text,
    Volume,
    VolumeMount,
)
from jobs_lint.model.setting import UNKNOWN, Setting, Truth, all_, any_, max_, min_, not_
from jobs_lint.packing import Packing
from jobs_lint.quota import Allowance, Quota
from jobs_lint.record import NamedTuple

if TYPE_CHECKING:  # at run time by `__getattr__` below: a run whose rules don't ask for them doesn't load them
    from jobs_lint.machines import (
        Attachment,
        CloudRunGpu,
        CustomRule,
        Gpu,
        Machines,
        MachineType,
        Series,
        region_of,
        series_of,
    )
    from jobs_lint.placement import Excess, Fit, Placement, Reason, beyond, fits, near_limits, place

__all__ = [
    "API_VERSION",
    "UNKNOWN",
    "Accelerator",
    "Allowance",
    "AttachedDisk",
    "Attachment",
    "BatchJob",
    "CloudRunGpu",
    "CloudRunJob",
    "Container",
    "CustomRule",
    "Dependency",
    "Disk",
    "EnvVar",
    "Excess",
    "Finding",
    "Fit",
    "Gpu",
    "InstancePolicy",
    "Job",
    "Label",
    "LifecyclePolicy",
    "Limit",
    "Limits",
    "MachineType",
    "Machines",
    "NamedTuple",
    "NetworkInterface",
    "Notification",
    "Number",
    "Packing",
    "Parts",
    "Placement",
    "Port",
    "Probe",
    "Quirk",
    "Quota",
    "Reason",
    "Related",
    "Rule",
    "RuleError",
    "RunContainer",
    "Runnable",
    "SecretItem",
    "Series",
    "Setting",
    "Severity",
    "TaskEnvironment",
    "TaskGroup",
    "Text",
    "Truth",
    "Volume",
    "VolumeMount",
    "all_",
    "any_",
    "beyond",
    "fits",
    "human_bytes",
    "human_count",
    "human_cpu",
    "human_duration",
    "max_",
    "min_",
    "near_limits",
    "not_",
    "place",
    "region_of",
    "rule",
    "series_of",
]

API_VERSION = 1
"""Rises when something here changes in a way that breaks plugins."""

_STATUSES = ("stable", "preview", "deprecated")
_PROFILES = ("default", "pedantic")
_MORE = ("machines", "quota")
"""What a rule may ask for behind `job` and `limits`, by the names of its parameters."""
_OF_MACHINES = frozenset(
    ("Attachment", "CloudRunGpu", "CustomRule", "Gpu", "MachineType", "Machines", "Series", "region_of", "series_of")
)
_OF_PLACEMENT = frozenset(("Excess", "Fit", "Placement", "Reason", "beyond", "fits", "near_limits", "place"))


def __getattr__(name: str) -> Any:
    if name in _OF_MACHINES:
        from jobs_lint import machines

        return getattr(machines, name)
    if name in _OF_PLACEMENT:
        from jobs_lint import placement

        return getattr(placement, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class RuleError(ValueError):
    """A rule is declared wrongly: a code, name, severity, profile, status or parameter that isn't one, or no page."""


class Check(Protocol):
    """What a rule does: it is given a job, the limits in force and what else it `needs`, and yields findings."""

    def __call__(self, job: Job, limits: Limits, /, **more: Any) -> Iterable[Finding]:
        """Look at one job."""


class Rule(NamedTuple):
    """A rule, frozen. `on` is the kind of job it looks at; `docstring` its documentation in Markdown, as it is written.

    `profile` is `default` or `pedantic`. `opt_in` rules run under the profile `all`, or where they are selected by
    their own code or name, those whose `status` is `preview` only where previews are asked for. `needs` is what `check`
    takes by name, `machines` or `quota`. `when` names fields, as for `Job.has`: a job that has none of them isn't shown
    to the rule; where it is empty, all are. `check` is None for the rules that the engine itself reports.
    """

    code: str
    name: str
    severity: Severity
    on: type[Job]
    docstring: str
    check: Check | None = None
    tags: tuple[str, ...] = ()
    since: str = "0.1"
    status: str = "stable"
    opt_in: bool = False
    profile: str = "default"
    needs: tuple[str, ...] = ()
    when: tuple[str, ...] = ()

    def is_about(self, job: Job) -> bool:
        """Whether the rule looks at a job: by its kind, and by what it has."""
        return isinstance(job, self.on) and (not self.when or any(map(job.has, self.when)))

    @property
    def least_profile(self) -> str:
        """The narrowest profile that has the rule: `default`, `pedantic` or `all`."""
        return "all" if self.opt_in else self.profile

    @property
    def page(self) -> str:
        """The documentation, without the indent that it has in the code."""
        lines = self.docstring.strip("\n").split("\n")
        indent = min([len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()], default=0)
        text = "\n".join([lines[0].strip(), *[line[indent:].rstrip() for line in lines[1:]]]).strip()
        return text + "\n"

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return self.docstring.strip().partition("\n")[0].rstrip()

    @property
    def url(self) -> str | None:
        """The first source that the page names."""
        found = re.search(r"^- <?(https://[^\s>]+)", self.page.partition("## See")[2], re.MULTILINE)
        return found[1] if found else None


def declare(
    code: str,
    name: str,
    *,
    severity: str,
    on: type[Job],
    page: str,
    check: Check | None,
    tags: tuple[str, ...] = (),
    since: str = "0.1",
    status: str = "stable",
    opt_in: bool = False,
    profile: str = "default",
    when: tuple[str, ...] = (),
) -> Rule:
    """A `Rule` from its parts. Raises RuleError where one of them isn't right."""
    if not (code[-3:].isdigit() and code[:-3].isalpha() and code.isupper() and code.isascii()):
        raise RuleError(f'"{code}" is no rule code; it takes capitals and three digits, such as ACME001')
    if not (name.isascii() and all(word.isalnum() and word == word.lower() for word in name.split("-"))):
        raise RuleError(f'{code}: "{name}" is no rule name; it takes lower-case words joined by hyphens')
    if severity not in tuple(Severity):
        raise RuleError(f'{code}: "{severity}" is no severity; it is one of {", ".join(Severity)}')
    if status not in _STATUSES:
        raise RuleError(f'{code}: "{status}" is no status; it is one of {", ".join(_STATUSES)}')
    if profile not in _PROFILES:
        hint = "; for a rule of `all` alone write opt_in=True" if profile == "all" else ""
        raise RuleError(f'{code}: "{profile}" is no profile of a rule; it is one of {", ".join(_PROFILES)}{hint}')
    if profile != "default" and severity == Severity.ERROR:
        raise RuleError(f"{code}: what the service refuses is of the profile default; make it a warning")
    if not page.strip():
        raise RuleError(f"{code}: the rule has no docstring, which is its page")
    needs = _needs(code, check)
    return Rule(code, name, Severity(severity), on, page, check, tags, since, status, opt_in, profile, needs, when)


def _needs(code: str, check: object) -> tuple[str, ...]:
    """What a rule's function takes behind `job` and `limits`: by its signature, looked at once, without `inspect`."""
    function = getattr(check, "__code__", None)
    if function is None:
        return ()
    places = function.co_argcount
    names = function.co_varnames[: places + function.co_kwonlyargcount]
    defaults = getattr(check, "__defaults__", None) or ()
    optional = {*names[places - len(defaults) : places], *(getattr(check, "__kwdefaults__", None) or ())}
    wrong = [name for name in names[2:] if name not in _MORE and name not in optional]
    if wrong or any(name in _MORE for name in names[:2]):
        what = f'no parameter can be called "{wrong[0]}"' if wrong else "`job` and `limits` come first"
        raise RuleError(
            f"{code}: {what}; the function is (job, limits), and may take {' and '.join(_MORE)} behind them"
        )
    return tuple(name for name in names[2:] if name in _MORE)


def rule(
    code: str,
    name: str,
    *,
    severity: str,
    on: type[Job],
    tags: tuple[str, ...] = (),
    since: str = "0.1",
    status: str = "stable",
    opt_in: bool = False,
    profile: str = "default",
    when: tuple[str, ...] = (),
    page: str | None = None,
) -> Callable[[Callable[..., Iterable[Finding]]], Rule]:
    """Make a rule of a generator function `(job, limits)`. Its docstring is its page, unless `page` is given.

    `code` is capitals and three digits with a prefix of your own, `name` names the problem in kebab-case, `severity` is
    `error`, `warning` or `info`, `on` is `Job`, `CloudRunJob` or `BatchJob`. Where the function has a parameter
    `machines` or `quota` behind these two, it is given the `Machines` or the `Quota` of the run. `profile="pedantic"`
    and `opt_in=True` take the rule out of the default set, `status="preview"` out of every set until previews are asked
    for. `when` names fields of the job, of which one has to be there for the rule to find anything: without them the
    rule isn't even loaded. Raises RuleError.
    """

    def make(check: Callable[..., Iterable[Finding]]) -> Rule:
        text = page if page is not None else check.__doc__ or ""
        fixed = cast("Check", check)
        return declare(
            code,
            name,
            severity=severity,
            on=on,
            page=text,
            check=fixed,
            tags=tags,
            since=since,
            status=status,
            opt_in=opt_in,
            profile=profile,
            when=when,
        )

    return make
