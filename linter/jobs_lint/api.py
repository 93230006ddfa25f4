"""The public module: all that a rule needs, for the built-in rules and for plugins alike.

A rule is a generator with a page for a docstring:

    @rule("ACME001", "render-without-label", severity="warning", on=CloudRunJob)
    def render_without_label(job, limits):
        '''One line that says what is wrong. ## Why, ## Bad, ## Good and ## See follow.'''
        if job.task_count > limits.cloud_run.task_count:
            yield job.task_count.finding("...", limit=limits.cloud_run.task_count)

It keeps no state, has no side effect, and imports from here alone.
"""

# Without `from __future__ import annotations`, as in finding.py: start-up.

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol, cast

from jobs_lint.finding import Finding, Related, Severity
from jobs_lint.limits import Limit, Limits, human_bytes, human_count, human_duration
from jobs_lint.model.job import (
    Accelerator,
    BatchJob,
    CloudRunJob,
    Container,
    EnvVar,
    Job,
    Label,
    TaskGroup,
    Volume,
    VolumeMount,
)
from jobs_lint.model.part import Parts, Quirk
from jobs_lint.model.setting import UNKNOWN, Setting, Truth, all_, any_, max_, min_, not_

__all__ = [
    "API_VERSION",
    "UNKNOWN",
    "Accelerator",
    "BatchJob",
    "CloudRunJob",
    "Container",
    "EnvVar",
    "Finding",
    "Job",
    "Label",
    "Limit",
    "Limits",
    "Parts",
    "Quirk",
    "Related",
    "Rule",
    "RuleError",
    "Setting",
    "Severity",
    "TaskGroup",
    "Truth",
    "Volume",
    "VolumeMount",
    "all_",
    "any_",
    "human_bytes",
    "human_count",
    "human_duration",
    "max_",
    "min_",
    "not_",
    "rule",
]

API_VERSION = 1
"""Rises when something here changes in a way that breaks plugins."""

_STATUSES = ("stable", "preview", "deprecated")


class RuleError(ValueError):
    """A rule is declared wrongly: a code, name, severity or status that isn't one, or no page."""


class Check(Protocol):
    """What a rule does: it is given a job and the limits in force, and yields findings."""

    def __call__(self, job: Job, limits: Limits, /) -> Iterable[Finding]:
        """Look at one job."""


class Rule(NamedTuple):
    """A rule, frozen. `on` is the kind of job it looks at; `page` its documentation in Markdown.

    `opt_in` rules run only where they are selected. `check` is None for the rules that the engine itself reports.
    """

    code: str
    name: str
    severity: Severity
    on: type[Job]
    page: str
    check: Check | None = None
    tags: tuple[str, ...] = ()
    since: str = "0.1"
    status: str = "stable"
    opt_in: bool = False

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return self.page.partition("\n")[0]

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
    if not page.strip():
        raise RuleError(f"{code}: the rule has no docstring, which is its page")
    lines = page.strip("\n").split("\n")
    indent = min((len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()), default=0)
    text = "\n".join([lines[0].strip(), *(line[indent:].rstrip() for line in lines[1:])]).strip()
    return Rule(code, name, Severity(severity), on, text + "\n", check, tags, since, status, opt_in)


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
    page: str | None = None,
) -> Callable[[Callable[..., Iterable[Finding]]], Rule]:
    """Make a rule of a generator function `(job, limits)`. Its docstring is its page, unless `page` is given.

    `code` is capitals and three digits with a prefix of your own, `name` names the problem in kebab-case, `severity` is
    `error`, `warning` or `info`, `on` is `Job`, `CloudRunJob` or `BatchJob`. Raises RuleError.
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
        )

    return make
