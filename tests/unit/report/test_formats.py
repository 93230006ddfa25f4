"""What every format owes: it is found by its file, shows nothing raw, and survives any text."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import jobs_lint
from jobs_lint.finding import Diagnostic, RelatedPlace, Run, Severity, Suppression
from jobs_lint.report import formats, load
from jobs_lint.report.style import Style
from jobs_lint.span import Position
from unit.report.example import RUN

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ANY_TEXT = st.text(
    st.one_of(st.characters(), st.characters(categories=["Cc", "Cs", "Cf", "Zl", "Mn"]), st.sampled_from("\n\t#[:%, ")),
    max_size=60,
)
PLACE = st.builds(Position, st.integers(1, 10**6), st.integers(1, 80))
DIAGNOSTIC = st.builds(
    Diagnostic,
    path=ANY_TEXT,
    start=PLACE,
    end=PLACE,
    code=ANY_TEXT,
    name=ANY_TEXT,
    severity=st.sampled_from(Severity),
    message=ANY_TEXT,
    excerpt=ANY_TEXT,
    related=st.lists(st.builds(RelatedPlace, PLACE, PLACE, ANY_TEXT), max_size=2).map(tuple),
)


def rendered(name: str, run: Run, style: Style | None = None) -> str:
    stream = io.StringIO()
    load(name)(run, stream, style or Style())
    return stream.getvalue()


def is_raw(character: str) -> bool:
    hidden = unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} or character in BIDI
    return hidden and character != "\n"


def test_formats_are_the_files() -> None:
    assert formats() == ("concise", "github", "json", "text")


@pytest.mark.parametrize("name", ["style", "excerpt", "sarif", "", "..finding", "json.decoder"])
def test_no_other_module_is_a_format(name: str) -> None:
    with pytest.raises(ValueError, match=r"there are concise, github, json, text"):
        load(name)


def test_formats_are_found_in_a_zip(tmp_path: Path) -> None:
    archive = tmp_path / "jobs_lint.zip"
    package = Path(jobs_lint.__file__).parent
    with zipfile.ZipFile(archive, "w") as target:
        for file in [package / "__init__.py", *package.glob("*.py"), *(package / "report").glob("*.py")]:
            if (name := str(file.relative_to(package.parent))) not in target.namelist():
                target.write(file, name)
    code = f"import sys; sys.path.insert(0, {str(archive)!r}); from jobs_lint.report import formats, load; "
    code += "load('text'); print(*formats())"
    run = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == list(formats())


@pytest.mark.parametrize("name", formats())
@given(finding=DIAGNOSTIC, reason=ANY_TEXT)
def test_nothing_is_shown_raw(name: str, finding: Diagnostic, reason: str) -> None:
    run = Run(1, (), (finding,), (finding._replace(suppression=Suppression("comment", reason)),))
    output = rendered(name, run, Style(verbose=True))
    assert not [character for character in output if is_raw(character)]
    assert "##[" not in output
    if name != "github":
        assert not [line for line in output.splitlines() if line.lstrip().startswith("::")]


@given(finding=DIAGNOSTIC)
def test_one_line_is_one_line(finding: Diagnostic) -> None:
    run = Run(0, (), (finding, finding), ())
    assert rendered("concise", run).count("\n") == 2
    commands = rendered("github", run).split("\n")
    assert len(commands) == 3
    assert all(command.startswith(("::error ", "::warning ", "::notice ")) for command in commands[:2])


@given(finding=DIAGNOSTIC)
def test_a_github_command_has_the_properties_it_should_have(finding: Diagnostic) -> None:
    command = rendered("github", Run(0, (), (finding,), ()))
    properties, _, _ = command.partition(" ")[2].partition("::")
    keys = [each.partition("=")[0] for each in properties.split(",")]
    one_line = finding.start.line == finding.end.line
    assert keys == ["file", "line", "endLine", *(["col", "endColumn"] if one_line else []), "title"]


@pytest.mark.parametrize("name", ["text", "concise"])
def test_colour_adds_codes_and_changes_nothing_else(name: str) -> None:
    colored = rendered(name, RUN, Style(color=True))
    assert "\x1b[1;31m" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == rendered(name, RUN)


@pytest.mark.parametrize("name", ["json", "github"])
def test_formats_for_machines_have_no_colour(name: str) -> None:
    assert rendered(name, RUN, Style(color=True)) == rendered(name, RUN)


def test_github_says_how_many_it_will_not_show() -> None:
    error, warning = RUN.findings[0], RUN.findings[1]
    output = rendered("github", Run(0, (), (warning,) * 12 + (error,) * 11, ())).splitlines()
    assert [line.partition(" ")[0] for line in output[:-1]] == ["::error"] * 11 + ["::warning"] * 12
    assert "1 error, 2 warnings more" in output[-1]
    assert not output[-1].startswith("::")
    assert len(rendered("github", Run(0, (), (warning,) * 10 + (error,) * 10, ())).splitlines()) == 20


def test_github_paths_start_at_the_root() -> None:
    finding = RUN.findings[0]._replace(path="./jobs/a.yaml")
    assert rendered("github", Run(0, (), (finding,), ())).startswith("::error file=jobs/a.yaml,line=19,")


KEYS = [
    *("code", "name", "severity", "message", "path", "line", "column", "end_line", "end_column"),
    *("field", "job", "value", "limit", "related", "migrate_to", "fix", "url"),
]


def test_json_has_the_keys_of_the_contract_in_order() -> None:
    document = json.loads(rendered("json", RUN))
    assert list(document) == ["schema", "summary", "findings", "suppressed"]
    assert document["schema"] == 1
    assert document["summary"] == {"files": 3, "jobs": 2, "error": 4, "warning": 2, "info": 2, "suppressed": 2}
    assert list(document["summary"]) == ["files", "jobs", "error", "warning", "info", "suppressed"]
    assert all(list(finding) == KEYS for finding in document["findings"])
    assert all(list(finding) == [*KEYS, "suppression"] for finding in document["suppressed"])
    first, last = document["findings"][0], document["findings"][-1]
    assert first["job"] == {"service": "cloud-run", "name": "render", "dialect": "cloud-run-v1"}
    assert first["limit"] == {"id": "cloud-run.gpu-task-timeout", "value": 3600, "unit": "s"}
    assert list(first["related"][0]) == ["line", "column", "end_line", "end_column", "message"]
    assert document["findings"][2]["job"]["name"] is None
    assert (last["job"], last["field"], last["limit"], last["related"], last["fix"]) == (None, None, None, [], None)
    assert [last[key] for key in ("line", "column", "end_line", "end_column")] == [1, 1, 1, 1]
    assert document["suppressed"][0]["suppression"] == {"kind": "comment", "reason": "agreed in May"}


def test_json_of_nothing() -> None:
    output = rendered("json", Run(0, (), (), ()))
    assert output.endswith("}\n")
    assert json.loads(output)["findings"] == json.loads(output)["suppressed"] == []


@given(finding=DIAGNOSTIC)
def test_json_is_read_back_and_is_strict(finding: Diagnostic) -> None:
    output = rendered("json", Run(0, (), (finding,), ()))
    [read] = json.loads(output)["findings"]
    read["message"].encode()
    if not any("\ud800" <= character <= "\udfff" for character in finding.message + finding.path):
        assert (read["message"], read["path"]) == (finding.message, finding.path)
