"""The documents beside this file: cases of one rule each, with what is to be found and where.

Each `## heading` is a case, each fenced `yaml` or `json` block an input, to be silent but for what it says itself:
behind the offending line as `# error: LIM101 [18-23] -> batch "words of the message"`, the columns counted from 1
with an exclusive end (`[18-9:3]` where the span ends on line 9); or, for JSON, in a `findings` block below as
`7:18-23 error: LIM101 -> batch "words"`. A `settings` block above holds `preview = true` for the limits of previews,
`select = ...`, `path = ...`, `location = ...`, a quota as `quota.SERVICE.LOCATION.KEY = ...`, machine types, GPU types
or regions of one's own as `machines = ...` (`NAME:VCPUS:GIB`), `gpus = ...`, `regions = ...`, or the override of a
limit by its id. The rules that run, unless `select` says otherwise, are the document's own, whatever its profile and
status, those that it names, and all whose findings are errors, but for the one that asks for required fields: the
inputs have no more in them than they are about, and what else could be advised is left to other documents.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from jobs_lint.engine.options import Options
from jobs_lint.engine.registry import PluginChoice, load_registry
from jobs_lint.finding import Severity
from jobs_lint.late_machines import AddedMachine, AddedMachines, LateMachines
from jobs_lint.limits import Limits, Override
from jobs_lint.testing import quota_of

FOLDER = Path(__file__).parent
REQUIRED = "SCH016"
ERRORS = tuple(
    rule.code for rule in load_registry(PluginChoice(installed=False)).rules if rule.severity == Severity.ERROR
)
_CASE = re.compile(r"^## (.+)$", re.MULTILINE)
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SAYS = r'(error|warning|info): ([A-Z]+[0-9]{3})%s(?: -> ([a-z-]+))?(?: "([^"\n]*)")?'
_PLACE = r"([0-9]+)-(?:([0-9]+):)?([0-9]+)"
_IN_PLACE = re.compile(_SAYS % rf" \[{_PLACE}\]")
_NAMED = re.compile(r"(error|warning|info): ([A-Z]+[0-9]{3})")
_LISTED = re.compile(rf"([0-9]+):{_PLACE} {_SAYS % ''}")


class Expected(NamedTuple):
    """A finding that a document announces."""

    start: tuple[int, int]
    end: tuple[int, int]
    severity: str
    code: str
    migrate_to: str | None
    words: str


class Input(NamedTuple):
    """One fenced block of a case."""

    title: str
    path: str
    text: str
    options: Options
    expected: tuple[Expected, ...]


def documents() -> list[Path]:
    return sorted(FOLDER.glob("*.md"))


def inputs(document: Path) -> list[Input]:
    """All inputs of a document."""
    text = document.read_text(encoding="utf-8")
    named = (document.stem, *(code for _, code in _NAMED.findall(text)))
    parts = _CASE.split(text)
    return [
        found
        for title, body in zip(parts[1::2], parts[2::2], strict=True)
        for found in _case(document.stem, named, title, body)
    ]


def _case(stem: str, named: tuple[str, ...], title: str, body: str) -> list[Input]:
    found: list[Input] = []
    settings: dict[str, str] = {}
    for language, text in _FENCE.findall(body):
        if language == "settings":
            settings |= dict(line.split(" = ", 1) for line in text.splitlines())
        elif language == "findings":
            found[-1] = found[-1]._replace(expected=_listed(text))
        else:
            path = settings.get("path", f"job.{language}")
            number = f" ({len(found) + 1})" if found else ""
            found.append(
                Input(f"{stem}: {title}{number}", path, text, _options(stem, named, settings), _in_place(text))
            )
    assert found, f"{stem}: {title} has no input"
    return found


def _options(stem: str, named: tuple[str, ...], settings: dict[str, str]) -> Options:
    quotas = {key.removeprefix("quota."): int(settings[key]) for key in settings if key.startswith("quota.")}
    ids = [key for key in settings if "." in key and not key.startswith("quota.")]
    overrides = {key: Override(int(settings[key]), "the case") for key in ids}
    types = [each.split(":") for each in _words(settings, "machines")]
    added = AddedMachines(
        tuple(AddedMachine(name, int(vcpus), int(gib) * 1024**3) for name, vcpus, gib in types),
        _words(settings, "gpus"),
        _words(settings, "regions"),
    )
    return Options(
        limits=Limits.default().with_overrides(overrides, preview=settings.get("preview") == "true"),
        quota=quota_of(**quotas),
        machines=LateMachines(added),
        location=settings.get("location"),
        select=_words(settings, "select") or (*ERRORS, *named),
        preview=True,
        ignore=() if stem == REQUIRED else (REQUIRED,),
    )


def _words(settings: dict[str, str], key: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in settings.get(key, "").split(",") if word)


def _in_place(text: str) -> tuple[Expected, ...]:
    return tuple(
        Expected((number, int(start)), (int(end_line or number), int(end)), severity, code, to or None, words)
        for number, line in enumerate(text.split("\n"), 1)
        for severity, code, start, end_line, end, to, words in _IN_PLACE.findall(line)
    )


def _listed(text: str) -> tuple[Expected, ...]:
    lines = [_LISTED.fullmatch(line) for line in text.splitlines()]
    assert all(lines), f"not to be read: {text}"
    return tuple(
        Expected((int(line), int(start)), (int(end_line or line), int(end)), severity, code, to or None, words or "")
        for line, start, end_line, end, severity, code, to, words in (match.groups() for match in lines if match)
    )
