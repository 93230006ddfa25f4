"""Hostile and broken files, each beside a good one whose finding must still come: in bounded time, no traceback."""

from __future__ import annotations

import errno
import os
import resource
import socket
import subprocess
import sys
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest import mock

import pytest

from kit import SCRIPT, Result, clean_environment, cloud_run_job, run, run_here

if TYPE_CHECKING:
    from pathlib import Path

HEAD = b"apiVersion: run.googleapis.com/v1\nkind: Job\n"
LAUGHS = b"a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + b"".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n".encode() for level in range(1, 10)
)
DEEP = 100_000


class Case(NamedTuple):
    """A bad file: its name, its bytes, and the codes that it may earn. None: it must be passed over."""

    name: str
    data: bytes
    codes: tuple[str, ...] = ()


CASES = {
    "empty": Case("x.yaml", b""),
    "blank": Case("x.yaml", b" \n\t\n"),
    "comment": Case("x.yaml", b"# run.googleapis.com/v1 Job\n"),
    "null": Case("x.yaml", b"null\n"),
    "null json": Case("x.json", b"null"),
    "list of lists": Case("x.yaml", b"[[[]], [[1], [2]]] # taskGroups\n"),
    "scalar": Case("x.yaml", b"taskGroups\n"),
    "only markers": Case("x.yaml", b"---\n---\n...\n---\n# taskGroups\n"),
    "deep block list": Case("x.yaml", HEAD + b"spec:\n  " + b"- " * DEEP + b"a\n", ("ERR003",)),
    "deep block mapping": Case(
        "x.yaml", HEAD + b"".join(b" " * d + b"a:\n" for d in range(2000)), ("ERR003", "ERR001")
    ),
    "deep flow list": Case("x.yaml", HEAD + b"spec: " + b"[" * DEEP + b"]" * DEEP + b"\n", ("ERR003",)),
    "deep flow mapping": Case("x.yaml", HEAD + b"spec: " + b"{a: " * DEEP + b"}" * DEEP + b"\n", ("ERR003",)),
    "deep json list": Case("x.json", b'{"taskGroups": ' + b"[" * DEEP + b"]" * DEEP + b"}", ("ERR003",)),
    "deep json mapping": Case("x.json", b'{"taskGroups": ' + b'{"a":' * DEEP + b"1" + b"}" * DEEP + b"}", ("ERR003",)),
    "deep and never closed": Case("x.json", b'{"taskGroups": ' + b"[" * DEEP, ("ERR003",)),
    "deep, and only json": Case("x.json", b'{"taskGroups"\n: ' + b"[" * DEEP + b"]" * DEEP + b"}", ("ERR003",)),
    "deep, and no candidate": Case("x.yaml", b"- " * DEEP + b"a\n"),
    "deep keys": Case("x.yaml", HEAD + b"? " * DEEP + b"a\n", ("ERR003", "ERR001")),
    "billion laughs": Case("x.yaml", HEAD + LAUGHS, ("ERR003",)),
    "billion laughs in a job": Case("x.yaml", cloud_run_job(task_count=1).encode() + LAUGHS, ("ERR003",)),
    "billion laughs, and no candidate": Case("x.yaml", LAUGHS),
    "alias to itself": Case("x.yaml", HEAD + b"spec: &x\n  template: *x\n", ("ERR001", "ERR003")),
    "alias to itself in a list": Case("x.yaml", HEAD + b"spec: &x [*x]\n", ("ERR001", "ERR003")),
    "merge of itself": Case("x.yaml", HEAD + b"spec: &x\n  <<: *x\n", ("ERR001", "ERR003")),
    "merge bomb": Case(
        "x.yaml",
        HEAD
        + b"m0: &m0 {a: 1}\n"
        + b"".join(f"m{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 9)}]}}\n".encode() for n in range(1, 10)),
        ("ERR003",),
    ),
    "unknown alias": Case("x.yaml", HEAD + b"spec: *nothing\n", ("ERR001",)),
    "many anchors": Case("x.yaml", HEAD + b"spec:\n" + b"".join(b"- &a%d x\n" % n for n in range(20_000))),
    "binary": Case("x.yaml", bytes(range(256)) * 100),
    "binary candidate": Case("x.yaml", HEAD + bytes(range(256)), ("ERR001", "ERR002")),
    "gzip": Case("x.json", b"\x1f\x8b\x08\x00taskGroups\x00\x00", ("ERR001", "ERR002")),
    "invalid utf-8": Case("x.yaml", HEAD + b"x: \xff\xfe\n", ("ERR002",)),
    "latin-1": Case("x.yaml", HEAD + "x: é\n".encode("latin-1"), ("ERR002",)),
    "invalid utf-8, and no candidate": Case("x.yaml", b"x: \xff\n"),
    "overlong utf-8": Case("x.yaml", HEAD + b"x: \xc0\xaf\n", ("ERR002",)),
    "surrogates in utf-8": Case("x.yaml", HEAD + b"x: \xed\xa0\x80\n", ("ERR002",)),
    "cut utf-8": Case("x.yaml", HEAD + b"x: \xe2\x82", ("ERR002",)),
    "nul": Case("x.yaml", HEAD + b"x: a\0b\n", ("ERR002",)),
    "nul, and no candidate": Case("x.yaml", b"x: a\0b\n"),
    "utf-16": Case("x.yaml", cloud_run_job().encode("utf-16"), ("LIM101",)),
    "utf-16 big endian": Case("x.yaml", b"\xfe\xff" + cloud_run_job().encode("utf-16-be"), ("LIM101",)),
    "cut utf-16": Case("x.yaml", cloud_run_job().encode("utf-16")[:-1], ("ERR002",)),
    "utf-16 mark alone": Case("x.yaml", b"\xff\xfe"),
    "utf-32": Case("x.yaml", cloud_run_job().encode("utf-32")),
    "bom": Case("x.yaml", b"\xef\xbb\xbf" + cloud_run_job().encode(), ("LIM101",)),
    "two boms": Case("x.yaml", b"\xef\xbb\xbf" * 2 + cloud_run_job().encode(), ("LIM101", "ERR001")),
    "escape": Case("x.yaml", HEAD + b'x: "\x1b[31m"\n', ("ERR001", "ERR002")),
    "escape in json": Case("x.json", b'{"taskGroups": [], "x": "\x1b[31m"}', ("ERR001", "LIM205")),
    "bell in a plain scalar": Case("x.yaml", HEAD + b"x: a\x07b\n", ("ERR001", "ERR002")),
    "c1 control": Case("x.yaml", cloud_run_job(name='"a\x9bb"').encode(), ("LIM101", "ERR001")),
    "long digits": Case("x.yaml", cloud_run_job(task_count="9" * 100_000).encode(), ("LIM101", "SCH003")),
    "long negative digits": Case(
        "x.yaml", cloud_run_job(task_count="-" + "9" * 100_000).encode(), ("LIM106", "SCH003")
    ),
    "long octal": Case(
        "x.yaml", cloud_run_job(task_count="0" + "7" * 100_000).encode(), ("LIM101", "SCH002", "SCH003")
    ),
    "long hex": Case("x.yaml", cloud_run_job(task_count="0x" + "f" * 100_000).encode(), ("LIM101", "SCH002", "SCH003")),
    "long binary": Case(
        "x.yaml", cloud_run_job(task_count="0b" + "1" * 100_000).encode(), ("LIM101", "SCH002", "SCH003")
    ),
    "long sexagesimal": Case(
        "x.yaml", cloud_run_job(task_count="1" + ":59" * 50_000).encode(), ("LIM101", "SCH002", "SCH003")
    ),
    "long fraction": Case(
        "x.yaml", cloud_run_job(task_count="1." + "3" * 100_000).encode(), ("LIM101", "SCH002", "SCH003")
    ),
    "huge exponent": Case("x.yaml", cloud_run_job(task_count="1e999999999").encode(), ("LIM101", "SCH002", "SCH003")),
    "tiny exponent": Case("x.yaml", cloud_run_job(task_count="1e-999999999").encode(), ("LIM106", "SCH002", "SCH003")),
    "infinity": Case("x.yaml", cloud_run_job(task_count=".inf").encode(), ("SCH002", "SCH003")),
    "long json number": Case(
        "x.json", b'{"taskGroups": [{"taskCount": ' + b"9" * 100_000 + b"}]}", ("LIM201", "SCH003")
    ),
    "long duration": Case(
        "x.json",
        b'{"taskGroups": [{"taskSpec": {"maxRunDuration": "' + b"9" * 100_000 + b's"}}]}',
        ("LIM204", "SCH003"),
    ),
    "long line": Case("x.yaml", HEAD + b"x: " + b"a" * 5_000_000 + b"\n"),
    "many lines": Case("x.yaml", HEAD + b"x:\n" + b"- a\n" * 300_000),
    "many documents": Case("x.yaml", b"---\n" * 100_000 + HEAD),
    "python tag": Case("x.yaml", HEAD + b"spec: !!python/object/apply:os.system ['touch owned']\n"),
    "own tags": Case("x.yaml", cloud_run_job().replace("10001", "!!int 10001").encode(), ("LIM101", "SCH003")),
    "wrong tag": Case("x.yaml", cloud_run_job(task_count="!!int abc").encode(), ("SCH003",)),
    "tag directive": Case(
        "x.yaml", b"%TAG ! tag:example.com,2000:\n%YAML 1.2\n---\n" + cloud_run_job().encode(), ("LIM101",)
    ),
    "yaml 9": Case("x.yaml", b"%YAML 9.9\n---\n" + HEAD, ("ERR001",)),
    "complex keys": Case("x.yaml", HEAD + b"? [a, b]\n: c\n? {d: e}\n: f\n"),
    "duplicate keys": Case("x.yaml", cloud_run_job().encode() + b"kind: Service\n", ("LIM101", "SCH001")),
    "tabs": Case("x.yaml", HEAD + b"spec:\n\ttemplate: 1\n", ("ERR001",)),
    "only brackets": Case("x.json", b'{"taskGroups": [}', ("ERR001",)),
    "template": Case("x.yaml", HEAD + b"{{ if .x }}\nspec: {}\n{{ end }}\n", ("ERR008",)),
    "template without an end": Case("x.yaml", HEAD + b"{{ if .x }}\nspec: {}\n", ("ERR004",)),
    "many marks": Case("x.yaml", HEAD + b"{{ if .x }}\n" * 20_000 + b"{{ end }}\n" * 20_000, ("ERR004", "ERR008")),
    "many placeholders": Case("x.yaml", cloud_run_job(task_count='"' + "${" * 50_000 + '"').encode()),
    "many braces": Case("x.yaml", cloud_run_job(task_count='"' + "{{" * 50_000 + '"').encode()),
    "many angles": Case("x.yaml", cloud_run_job(task_count='"' + "<" * 100_000 + '"').encode(), ("SCH003",)),
    "many percents": Case("x.yaml", cloud_run_job(task_count='"' + "%A" * 50_000 + '"').encode()),
    "many hashes": Case("x.yaml", HEAD + b"x: 1 " + b"# jobs-lint: ignore[" * 50_000 + b"\n", ("SUP002",)),
    "many suppressions": Case(
        "x.yaml", cloud_run_job().encode() + b"# jobs-lint: ignore[LIM101] x\n" * 30_000, ("LIM101", "SUP001")
    ),
    "suppressions by scalars": Case(
        "x.yaml", HEAD + b"x:\n" + b"- '#' # jobs-lint: ignore[LIM101]\n" * 20_000, ("SUP001",)
    ),
    "suppressions by jobs": Case(
        "x.yaml",
        b"[\n" + b"{taskGroups: [{taskCount: 0}]}, # jobs-lint: ignore[LIM101, LIM207] x\n" * 3_000 + b"]\n",
        ("SUP001",),
    ),
    "many jobs on a line": Case(
        "x.yaml", b"# jobs-lint: ignore[LIM207] x\n[" + b"{taskGroups: [{taskCount: 0}]}, " * 3_000 + b"]\n"
    ),
}


def check(result: Result, good: str = "good.yaml") -> list[str]:
    """What holds of every run: the good file has its finding, and nothing broke. The codes of the other files."""
    assert "Traceback" not in result.err
    assert "internal error" not in result.err
    assert result.code in (0, 1)
    found = result.found()
    assert (good, "LIM101", 8, 18) in found
    codes = [code for path, code, _, _ in found if path != good]
    assert not {"ERR006", "ERR007"} & set(codes)
    return codes


def limit_memory() -> None:
    """A gigabyte must do for any of these."""
    resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))


BESIDE = {f"SCH{number:03}" for number in range(7, 23)} | {"COST101"}
"""What the schema says of these files is right, and that their logs go nowhere, and not what they are for."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "good.yaml").write_text(cloud_run_job())
    return tmp_path


@pytest.mark.parametrize("name", CASES)
def test_a_bad_file_beside_a_good_one(folder: Path, name: str) -> None:
    case = CASES[name]
    (folder / case.name).write_bytes(case.data)
    result = run("--format", "json", cwd=folder, timeout=20)
    codes = set(check(result)) - BESIDE
    assert codes <= set(case.codes), result.json()["findings"]
    assert bool(codes) == bool(case.codes), "it is told, or passed over"
    assert not (folder / "owned").exists()


@pytest.mark.parametrize("name", ["text", "concise", "github"])
def test_no_report_shows_a_raw_control_character(folder: Path, name: str) -> None:
    for number, text in enumerate(
        ("\x1b[31m", "\x9b31m", "\u202e", "::error::x", "##[error]x", "\\e[1m", "\\n::error::x")
    ):
        job = cloud_run_job(name=f'"a{text}"', task_count=f'"1{text}"').replace("image: ", f'image: "{text}" #')
        (folder / f"job{number}.yaml").write_text(job, encoding="utf-8")
    result = run("--format", name, "--verbose", cwd=folder)
    assert result.code == 1
    raw = {char for char in result.out + result.err if not (char.isprintable() or char == "\n")}
    assert raw == set()
    if name != "github":
        assert not [line for line in result.out.splitlines() if line.startswith("::")]


def sparse(path: Path, head: bytes) -> None:
    with path.open("wb") as file:
        file.write(head)
        file.truncate(50 * 2**20)


def test_a_file_of_50_mb(folder: Path) -> None:
    sparse(folder / "candidate.yaml", HEAD)
    sparse(folder / "other.yaml", b"a: 1\n")
    (folder / "text.yaml").write_bytes(HEAD + b"# comment\n" * 5_000_000)
    result = run("--format", "json", cwd=folder, timeout=20)
    check(result)
    told = {path: code for path, code, _, _ in result.found() if path != "good.yaml"}
    assert told == {"candidate.yaml": "ERR003", "text.yaml": "ERR003"}


def test_standard_input_of_50_mb(folder: Path) -> None:
    result = run("--format", "json", "-", "good.yaml", cwd=folder, input=HEAD + b"#\n" * (25 * 2**20), timeout=20)
    assert check(result) == ["ERR003"]


def test_special_files_are_never_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "fifo.yaml")
    with socket.socket(socket.AF_UNIX) as server:
        here = os.getcwd()
        os.chdir(folder)  # the path of a socket is short
        server.bind("socket.yaml")
        os.chdir(here)
        walked = run("--format", "json", cwd=folder, timeout=20)
        named = run("--format", "json", "fifo.yaml", "socket.yaml", "good.yaml", "/dev/zero", cwd=folder, timeout=20)
    assert check(walked) == []
    assert check(named) == ["ERR005"] * 3


def test_a_fifo_as_configuration(folder: Path) -> None:
    os.mkfifo(folder / "jobs-lint.toml")
    result = run("good.yaml", cwd=folder, timeout=20)
    assert result.code == 2
    assert "Traceback" not in result.err


def test_links(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.yaml").write_text(cloud_run_job())
    (folder / "loop.yaml").symlink_to("loop.yaml")
    (folder / "dangling.yaml").symlink_to("nowhere.yaml")
    (folder / "up").symlink_to("..")
    (folder / "self").symlink_to(".")
    (folder / "outside").symlink_to(outside)
    (folder / "outside.yaml").symlink_to(outside / "secret.yaml")
    (folder / "zero.yaml").symlink_to("/dev/zero")
    walked = run("--format", "json", cwd=folder, timeout=20)
    assert check(walked) == []
    named = run("--format", "json", "loop.yaml", "dangling.yaml", "good.yaml", cwd=folder, timeout=20)
    assert check(named) == ["ERR005", "ERR005"]


def test_names_that_are_no_text(folder: Path) -> None:
    for name in (
        b"new\nline.yaml",
        b"caf\xe9.yaml",
        b"esc\x1b[31m.yaml",
        b"-dash.yaml",
        b"::error::.yaml",
        "ü😀.yaml".encode(),
    ):
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:
            file.write(cloud_run_job().encode())
    result = run("--format", "json", cwd=folder)
    assert check(result) == ["LIM101"] * 6
    for form in ("text", "concise", "github"):
        shown = run("--format", form, "--verbose", cwd=folder)
        assert shown.code == 1
        assert "\x1b" not in shown.out
        assert "\\xe9" in shown.out or "%5Cxe9" in shown.out
        assert "Traceback" not in shown.err
    named = run("--format", "concise", "--", b"caf\xe9.yaml", b"-dash.yaml", b"new\nline.yaml", cwd=folder)
    assert len(named.out.splitlines()) >= 3
    assert run("--show-files", cwd=folder).code == 0
    assert run("jobs", "--format", "json", ".", cwd=folder).code == 0


def test_a_file_that_may_not_be_read(folder: Path) -> None:
    secret = folder / "secret.yaml"
    secret.write_text(cloud_run_job())
    locked = folder / "locked"
    locked.mkdir()
    secret.chmod(0)
    locked.chmod(0)
    if os.access(secret, os.R_OK):  # the superuser may read anything, so opening is made to fail as for others
        opened = os.open

        def refused(path: str, *args: Any, **given: Any) -> int:
            if os.fspath(path).endswith("secret.yaml"):
                raise PermissionError(errno.EACCES, "Permission denied")
            return opened(path, *args, **given)

        with mock.patch.object(os, "open", refused):
            result = run_here("--format", "json", "secret.yaml", "good.yaml", cwd=folder)
        assert check(result) == ["ERR005"]
        assert "Permission denied" in result.out
        return
    try:
        assert set(check(run("--format", "json", "secret.yaml", "locked", "good.yaml", cwd=folder))) == {"ERR005"}
    finally:
        locked.chmod(0o700)


def test_a_file_that_goes_away(folder: Path) -> None:
    result = run("--format", "json", "gone.yaml", "gone/", "good.yaml", "", cwd=folder)
    assert check(result) == ["ERR005"] * 3


def test_a_working_folder_that_is_gone(folder: Path) -> None:
    gone = folder / "gone"
    gone.mkdir()
    code = f"import os; os.chdir({str(gone)!r}); os.rmdir({str(gone)!r}); import jobs_lint.__main__ as m; m.main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, cwd=folder, timeout=20)
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1, 2)


def test_a_reader_that_stops_reading(folder: Path) -> None:
    for number in range(300):
        (folder / f"job{number}.yaml").write_text(cloud_run_job())
    process = subprocess.Popen(
        [str(SCRIPT)], cwd=folder, env=clean_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.wait(20) == 1
    assert process.stderr.read() == b""
    process.stderr.close()


def test_all_bad_files_together_with_little_memory(folder: Path) -> None:
    for name, case in CASES.items():
        (folder / f"{name.replace(' ', '-')}-{case.name}").write_bytes(case.data)
    done = subprocess.run(
        [str(SCRIPT), "--format", "json", "--workers", "2"],
        cwd=folder,
        env=clean_environment(),
        capture_output=True,
        check=False,
        timeout=60,
        preexec_fn=limit_memory,
    )
    check(Result(done.returncode, done.stdout.decode(), done.stderr.decode()))
