"""The report of migrations: as text, as Markdown, and as JSON for programs."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Final, NamedTuple

from jobs_lint.migrate.migration import ASSUMED, BLOCKER, CHANGED, LOST, NEEDS_YOU, SAME
from jobs_lint.model.table import shortened
from jobs_lint.pattern import compiled
from jobs_lint.report.json import dump, plain
from jobs_lint.report.style import counted, escape_control, escape_line, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

    from jobs_lint.migrate.migration import Migration, Step
    from jobs_lint.report.style import Style

SCHEMA: Final = 1
FORMATS: Final = ("text", "json", "md")

_SERVICES: Final = {"cloud-run": "Cloud Run", "batch": "Batch"}
_TITLES: Final = {
    BLOCKER: ("Impossible there", "error"),
    NEEDS_YOU: ("Needs you", "warning"),
    CHANGED: ("Changed", "bold"),
    LOST: ("Lost", "bold"),
    ASSUMED: ("Assumed", "bold"),
}
"""The parts of a report in their order, with their ink. What is the same is told in one line."""
_LONGEST_PATH: Final = 36
_NAMED_AT_MOST: Final = 8
_NARROWEST: Final = 40
_WIDEST: Final = 100
_TO_ESCAPE: Final = r"[\\`*<\[|~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])"


class Told(NamedTuple):
    """One migration to report: where its job is, and the file that its config is in or is meant to be saved in.

    `fate` says what became of the config: `written`, `printed` or `withheld`.
    """

    migration: Migration
    path: str
    line: int
    file: str
    fate: str


def report(told: Sequence[Told], form: str, stream: TextIO, style: Style) -> None:
    """Write the report of some migrations in one of `FORMATS`."""
    if form == "json":
        _report_json(told, stream)
        return
    write = _text if form == "text" else _markdown
    for number, each in enumerate(told):
        lines = write(each, style)
        stream.writelines(f"{escape_line(line) if form == 'md' else line}\n" for line in ([""] * bool(number) + lines))


def command_with(command: str, file: str) -> str:
    """A command with the name of the config's file put in, as a shell takes it."""
    return command.replace("{file}", quoted(file))


def _text(told: Told, style: Style) -> list[str]:
    migration = told.migration
    width = max(min(style.width, _WIDEST), _NARROWEST)
    where = escape_control(f"{told.path}:{told.line}")
    lines = [f"{style.paint(_safe(_title(migration)), 'bold')} ({where})"]
    for outcome, (title, ink) in _TITLES.items():
        steps = [step for step in migration.steps if step.outcome == outcome]
        if steps:
            heading = _impossible(migration) if outcome == BLOCKER else title
            lines += ["", f"  {style.paint(heading, ink)}"]
            lines += _checklist(steps, width) if outcome == NEEDS_YOU else _grouped(steps, width)
    same = _same(migration)
    if same:
        lines += ["", *_wrapped(same, width, "  ", "    ")]
    lines += ["", *_wrapped(_fate(told), width, "  ", "  ")]
    if told.fate != "withheld":
        lines += [f"    {_safe(command_with(each, told.file))}" for each in migration.commands]
    return lines


def _title(migration: Migration) -> str:
    job = migration.job
    name = shortened(job.display_name or "a job without a name", 100)
    return f"{name}: from {_SERVICES[job.service]} to {_SERVICES[migration.target]}"


def _impossible(migration: Migration) -> str:
    return f"Impossible on {_SERVICES[migration.target]}"


def _fate(told: Told) -> str:
    if told.fate == "withheld":
        return "Nothing is written, since it can't run there; --despite-blockers writes it all the same."
    verb = "submit" if told.migration.target == "batch" else "deploy"
    if told.fate == "written":
        return f"Written to {told.file}. To {verb} it:"
    return f"To {verb} it, saved as {told.file}:"


def _same(migration: Migration) -> str:
    steps = [step for step in migration.steps if step.outcome == SAME]
    names = list({_name(step): None for step in steps})
    more = " and more" if len(names) > _NAMED_AT_MOST else ""
    return f"Same: {counted(len(steps), 'field')} ({', '.join(names[:_NAMED_AT_MOST])}{more})" if steps else ""


def _name(step: Step) -> str:
    """A short name of a field: of an item of a list, that of its place in the result."""
    name = _tail(step.source or step.target or "", 1)
    return _tail(step.target, 1) if step.target and (name == "value" or name.endswith("]")) else name


def _checklist(steps: Iterable[Step], width: int) -> Iterator[str]:
    for note, fields in _by_note(steps).items():
        named = list(dict.fromkeys(field for field in (_arrow(*pair) for pair in fields) if field))
        more = f" and {len(named) - _NAMED_AT_MOST} more" if len(named) > _NAMED_AT_MOST else ""
        about = f" ({', '.join(named[:_NAMED_AT_MOST])}{more})" if named else ""
        yield from _wrapped(note + about, width, "    [ ] ", "        ")


def _grouped(steps: Iterable[Step], width: int) -> Iterator[str]:
    """Each note once, below all the fields that it is about."""
    for note, fields in _by_note(steps).items():
        for pair in fields:
            arrow = _arrow(*pair)
            if arrow:
                yield escape_line(f"    {arrow}")
        yield from _wrapped(note, width, "      ", "      ")


def _by_note(steps: Iterable[Step]) -> dict[str, list[tuple[str | None, str | None]]]:
    groups: dict[str, list[tuple[str | None, str | None]]] = {}
    for step in steps:
        groups.setdefault(step.note, []).append((step.source, step.target))
    return groups


def _arrow(source: str | None, target: str | None) -> str:
    words = [_short(path) for path in (source, target) if path]
    return " -> ".join(words)


def _short(path: str) -> str:
    """The end of a path, as far as it fits; the report for programs has all of it."""
    if len(path) <= _LONGEST_PATH:
        return path
    return _tail(path, 8)


def _tail(path: str, most: int) -> str:
    """The last keys of a path, as many as fit; a number of a list's item goes with its list."""
    keys = compiled(r'\.?[^.\["]++(?:\[[0-9]++\])*+|\["(?:[^"]|"(?!\]))*+"\]|.').findall(path)
    kept = keys[-1] if keys else path
    for key in reversed(keys[max(len(keys) - most, 0) : -1]):
        if len(kept) + len(key) >= _LONGEST_PATH:
            break
        kept = key + kept
    if kept.startswith('["'):
        name, _, rest = kept[2:].partition('"]')
        kept = name + rest
    return shortened(kept.removeprefix("."), 2 * _LONGEST_PATH)


def _wrapped(text: str, width: int, first: str, later: str) -> list[str]:
    """A text in lines of a width; no word is broken, so that what is copied is whole."""
    safe = escape_control(text)
    lines = wrap(
        safe, width, initial_indent=first, subsequent_indent=later, break_long_words=False, break_on_hyphens=False
    )
    return [escape_line(line) for line in lines]


def _safe(text: str) -> str:
    return escape_line(text)


def _markdown(told: Told, style: Style) -> list[str]:  # noqa: ARG001 - Markdown has the looks of whoever shows it
    migration = told.migration
    lines = [f"## {_prose(_title(migration))}", "", _code(f"{told.path}:{told.line}")]
    for outcome, (title, _) in _TITLES.items():
        steps = [step for step in migration.steps if step.outcome == outcome]
        if not steps:
            continue
        lines += ["", f"### {_impossible(migration) if outcome == BLOCKER else title}", ""]
        if outcome == NEEDS_YOU:
            lines += [f"- [ ] {_prose(step.note)}{_about(step)}" for step in steps]
        else:
            lines += _rows(steps)
    same = [step for step in migration.steps if step.outcome == SAME]
    if same:
        lines += ["", f"### Same: {counted(len(same), 'field')}", "", "| from | to |", "|---|---|"]
        lines += [f"| {_code(step.source)} | {_code(step.target)} |" for step in same]
    lines += ["", _prose(_fate(told))]
    if told.fate != "withheld" and migration.commands:
        commands = [escape_control(command_with(each, told.file)) for each in migration.commands]
        fence = "`" * max(3, 1 + max(_longest_run(each) for each in commands))
        lines += ["", f"{fence}sh", *commands, fence]
    return lines


def _rows(steps: Iterable[Step]) -> Iterator[str]:
    yield "| from | to | |"
    yield "|---|---|---|"
    for step in steps:
        yield f"| {_code(step.source)} | {_code(step.target)} | {_prose(step.note)} |"


def _about(step: Step) -> str:
    path = step.source or step.target
    return f" ({_code(path)})" if path else ""


def _code(text: str | None) -> str:
    """A text as Markdown's code, in a table too."""
    if not text:
        return ""
    safe = escape_control(text).replace("|", "\\|")
    fence = "`" * (1 + _longest_run(safe))
    pad = " " if "`" in safe else ""
    return f"{fence}{pad}{safe}{pad}{fence}"


def _longest_run(text: str) -> int:
    return max(map(len, compiled("`++").findall(text)), default=0)


def _prose(text: str) -> str:
    return compiled(_TO_ESCAPE).sub(lambda match: "\\" + match[0], escape_control(text))


def _report_json(told: Iterable[Told], stream: TextIO) -> None:
    """Write all as JSON, each field on a line of its own."""
    stream.write(f'{{"schema": {SCHEMA},\n "jobs": [')
    before = "\n  "
    for each in told:
        migration = each.migration
        head = {
            "path": each.path,
            "line": each.line,
            "name": migration.job.display_name,
            "from": migration.job.service,
            "to": migration.target,
            "blocked": migration.is_blocked,
        }
        stream.write(f'{before}{dump(plain(head))[:-1]}, "fields": [')
        fields = [
            dump(plain({"from": step.source, "to": step.target, "outcome": step.outcome, "note": step.note}))
            for step in migration.steps
        ]
        stream.write("".join(f"\n    {field}," for field in fields)[:-1] + "]}")
        before = ",\n  "
    stream.write("]}\n")
