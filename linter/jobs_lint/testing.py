"""The public test kit: run one rule on a text, and run the examples of a rule's page.

Three lines test a rule:

    from jobs_lint.testing import check_page, run

    def test_the_page() -> None:
        check_page(MY_RULE)

    def test_a_case() -> None:
        assert [found.line for found in run(MY_RULE, TEXT)] == [3]
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jobs_lint.dialects import kind_of, read_by
from jobs_lint.late_machines import LateMachines
from jobs_lint.limits import Limits, Override
from jobs_lint.quota import QUOTAS, Quota, QuotaRow
from jobs_lint.recognise import recognise
from jobs_lint.record import NamedTuple
from jobs_lint.source import Source

if TYPE_CHECKING:
    from jobs_lint.api import Finding, Job, Machines, Rule

__all__ = ["Found", "NoJobError", "check_page", "quota_of", "run"]

_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
_FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"# <- ([A-Z]{2,10}[0-9]{3}(?:, [A-Z]{2,10}[0-9]{3})*)")
_ENDINGS = {"hcl": "tf", "shell": "sh", "bash": "sh"}


class NoJobError(ValueError):
    """The text under test can't be read or holds no job, so that no rule would ever be run on it."""


class Found(NamedTuple):
    """One finding of a rule, placed: lines and columns count from 1, the end is exclusive."""

    code: str
    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    field: str | None
    value: str | None
    migrate_to: str | None


def run(
    rule: Rule,
    text: str,
    *,
    path: str = "job.yaml",
    limits: Limits | None = None,
    machines: Machines | None = None,
    quota: Quota | None = None,
    location: str | None = None,
) -> list[Found]:
    """What a rule finds in a text, in order of place, whatever its profile and status.

    `path` gives the kind of file by its ending. `limits`, `machines`, `quota` (see `quota_of`) and `location`, the
    region of jobs that don't say theirs, are those of the run. Raises NoJobError where the text can't be read or holds
    no job; lets what the rule raises through.
    """
    source = Source(path, text)
    jobs = _jobs(source, location)
    if not jobs:
        raise NoJobError(f"{path} holds no job in any dialect")
    if rule.check is None:
        return []
    in_force = limits if limits is not None else Limits.default()
    given = {
        "machines": LateMachines() if machines is None else machines,
        "quota": Quota() if quota is None else quota,
    }
    more = {name: given[name] for name in rule.needs}
    found = [
        _place(rule, source, finding)
        for job in jobs
        if rule.is_about(job)
        for finding in rule.check(job, in_force, **more)
    ]
    return sorted(found, key=lambda one: (one.line, one.column, one.end_line, one.end_column, one.message))


def quota_of(**values: int) -> Quota:
    """A quota by keys with dots, as in `quota_of(**{"batch.us-central1.vms": 50, "cloud-run.*.gpus.nvidia-l4": 3})`."""
    return Quota(tuple(_row(name, value) for name, value in values.items()))


def _row(name: str, value: int) -> QuotaRow:
    service, location, key, *gpu = name.split(".")
    if key not in QUOTAS.get(service, ()) or len(gpu) > (key == "gpus"):
        raise ValueError(f"there is no quota {name}")
    return QuotaRow(service, location, key, value, *gpu)


def check_page(rule: Rule) -> None:
    """Run the examples of a rule's page; raises AssertionError, in words, where one doesn't do what it is there for.

    `## Bad` holds fenced examples in which the rule finds something, in exactly the lines that end in `# <- CODE` where
    any does; `## Good` holds some in which it finds nothing. A word `ID=VALUE` behind the language of a fence overrides
    that limit for the example. The page has a `## Why` and, under `## See`, the sources as `- https://...`.
    """
    sections = _sections(rule.page)
    where = f"the page of {rule.code}"
    for title in ("Why", "Bad", "Good", "See"):
        _claim(sections.get(title, "").strip(), f'{where} has no "## {title}", or nothing under it')
    _claim(
        re.search(r"^- <?https://\S", sections["See"], re.MULTILINE),
        f'{where} names no source, "- https://...", under "## See"',
    )
    for title in ("Bad", "Good"):
        examples = list(_FENCE.finditer(sections[title]))
        _claim(examples, f'{where} has no fenced example under "## {title}"')
        for number, example in enumerate(examples, 1):
            _check_example(rule, example, title, f'{where}, example {number} under "## {title}"')


def _check_example(rule: Rule, example: re.Match[str], title: str, where: str) -> None:
    language, words, text = example.groups()
    try:
        found = run(rule, text, path=f"job.{_ENDINGS.get(language, language)}", **_settings(words))
    except NoJobError as error:
        raise AssertionError(f"{where}: {error}") from error
    lines = {one.line for one in found}
    if title == "Good":
        said = "; ".join(f"line {one.line}: {one.message}" for one in found)
        _claim(not found, f"{where}: the rule finds something there: {said}")
        return
    marked = {
        number
        for number, line in enumerate(text.split("\n"), 1)
        if (mark := _MARK.search(line)) and rule.code in mark[1].split(", ")
    }
    _claim(found, f"{where}: the rule finds nothing there")
    _claim(not marked or lines == marked, f"{where}: lines {sorted(marked)} are marked, but it finds {sorted(lines)}")
    _claim(
        marked or language == "json",
        f"{where}: no line is marked with `# <- {rule.code}`; it finds lines {sorted(lines)}",
    )


def _claim(truth: object, message: str) -> None:
    if not truth:
        raise AssertionError(message)


def _settings(words: str) -> dict[str, Any]:
    """What an example is run with, by the words behind the language of its fence."""
    settings = dict(word.split("=", 1) for word in words.split())
    location = settings.pop("location", None)
    named = [name for name in settings if name.startswith("quota.")]
    quotas = {name.removeprefix("quota."): int(settings.pop(name)) for name in named}
    overrides = {name: Override(int(value), "an example") for name, value in settings.items()}
    limits = Limits.default().with_overrides(overrides)
    return {"limits": limits, "quota": quota_of(**quotas), "location": location}


def _sections(page: str) -> dict[str, str]:
    """The text under each heading of a page."""
    parts = _SECTION.split(page)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _jobs(source: Source, location: str | None) -> tuple[Job, ...]:
    data = source.text.encode("utf-8", "replace")
    kind = kind_of(source.path, data)
    recognised = recognise(source.text, kind, read_by(kind, data), location=location)
    if recognised.problem is not None:
        place = source.position(recognised.problem.span.start)
        raise NoJobError(f"{source.path}:{place.line}:{place.column}: {recognised.problem.message}")
    return recognised.jobs


def _place(rule: Rule, source: Source, finding: Finding) -> Found:
    start, end = source.position(finding.span.start), source.position(finding.span.end)
    return Found(
        rule.code,
        start.line,
        start.column,
        end.line,
        end.column,
        finding.message,
        finding.field,
        finding.value,
        finding.migrate_to,
    )
