"""Run the `.scenario` files beside this one: files, commands, and what the commands must print.

A scenario reads like a terminal session, so that one can be pasted into a report:

    What it shows, in words.

    === file job.yaml
    apiVersion: ...
    === run
    $ jobs-lint job.yaml < other.yaml
    what it prints on standard output
    ! what it prints on standard error
    = the exit code

A folder is made of the files; the commands run in it, one after the other. A line `...` stands for any lines and
`[...]` for any text within a line. `=== cat FILE` compares a file that a command wrote. Where the output changed for
good, run the test with JOBS_LINT_WRITE_GOLDEN=1 and read the difference.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import NamedTuple

import pytest

from kit import run_here

HERE = Path(__file__).parent
SCENARIOS = sorted(HERE.glob("*.scenario"))
_HEADER = re.compile(r"^=== (file|run|cat)(?: (.+))?$", re.MULTILINE)


class Section(NamedTuple):
    """One part of a scenario: `file` with its name and text, `run` with a session, `cat` with a name and a text."""

    kind: str
    name: str
    text: str


def sections(text: str) -> tuple[str, list[Section]]:
    """The description of a scenario, and its parts."""
    description, *parts = _HEADER.split(text)
    rows = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return description, [Section(kind, name or "", body.removeprefix("\n")) for kind, name, body in rows]


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(path: Path, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    text = path.read_text(encoding="utf-8")
    description, parts = sections(text)
    assert description.strip(), "a scenario says what it shows"
    seen = [description]
    for part in parts:
        if part.kind == "file":
            file = tmp_path / part.name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(part.text, encoding="utf-8")
            body = part.text
        elif part.kind == "run":
            body = "".join(_session(tmp_path, command, wanted) for command, wanted in _commands(part.text))
        else:
            body = (tmp_path / part.name).read_text(encoding="utf-8")
            body = part.text if _matches(part.text.rstrip("\n"), body.rstrip("\n")) else body
        seen.append(f"=== {part.kind}{' ' + part.name if part.name else ''}\n{body}")
    result = "".join(seen)
    if result != text and os.environ.get("JOBS_LINT_WRITE_GOLDEN"):
        path.write_text(result, encoding="utf-8")
    assert result == text


def _commands(session: str) -> list[tuple[str, str]]:
    _, *parts = re.split(r"^\$ jobs-lint(.*)\n", session, flags=re.MULTILINE)
    return list(zip(parts[::2], parts[1::2], strict=True))


def _session(folder: Path, command: str, wanted: str) -> str:
    """What is to be in the scenario for a command: the text that is there, where that fits what the command did."""
    line, _, source = command.partition(" < ")
    data = (folder / source.strip()).read_bytes() if source else b""
    result = run_here(*shlex.split(line), cwd=folder, input=data)
    errors = "".join(f"! {each}".rstrip() + "\n" for each in result.err.splitlines())
    out = result.out if not result.out or result.out.endswith("\n") else result.out + "\n"
    got = f"{out}{errors}= {result.code}\n".replace(str(folder), "[FOLDER]")
    assert "Traceback" not in result.err or "--debug" in command
    text = wanted if _matches(wanted.rstrip("\n"), got.rstrip("\n")) else got + "\n"
    return f"$ jobs-lint{command}\n{text}"


def _matches(pattern: str, text: str) -> bool:
    """Whether a text fits, `...` standing for any lines and `[...]` for any text within a line. Linear per mark."""
    steps = {"...": r"(?:.*\n)*?.*"}
    lines = [
        steps.get(line, r"[^\n]*".join(re.escape(piece) for piece in line.split("[...]")))
        for line in pattern.split("\n")
    ]
    return re.fullmatch("\n".join(lines), text) is not None
