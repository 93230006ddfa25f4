"""How far a large file is read is shown on a terminal alone, on stderr, and nothing of it stays there."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING
from unittest import mock

import pytest

from jobs_lint.cli import options, progress
from jobs_lint.report.excerpt import columns_of
from kit import SCRIPT, clean_environment

if TYPE_CHECKING:
    from pathlib import Path

DISK = b'{"assetType": "compute.googleapis.com/Disk", "resource": {"data": {"sizeGb": 10}}}\n'


class Terminal(io.StringIO):
    """Where someone is watching."""

    def isatty(self) -> bool:
        return True


def after(text: str) -> str:
    """What a terminal shows in a line after some text."""
    shown: list[str] = []
    at = 0
    for character in text:
        if character == "\r":
            at = 0
        else:
            shown[at : at + 1] = [character]
            at += 1
    return "".join(shown).rstrip()


@pytest.mark.parametrize("size", [None, 3_000_000])
def test_the_line_is_wiped(size: int | None) -> None:
    terminal = Terminal()
    with mock.patch.object(sys, "stderr", terminal), mock.patch.multiple(progress, DELAY=0, PAUSE=0):
        chunks = progress.shown("a\x1b.json", size, [b"x" * 1_000_000] * 3)
        next(chunks)
        next(chunks)
        first = after(terminal.getvalue())
        assert first.endswith("a\\x1b.json")
        assert ("33%" in first) == bool(size)
        assert list(chunks) == [b"x" * 1_000_000]
    assert after(terminal.getvalue()) == ""
    assert "\n" not in terminal.getvalue()
    assert "100%" in terminal.getvalue() or "3 MB read" in terminal.getvalue()


def test_it_is_wiped_where_the_reader_stops() -> None:
    terminal = Terminal()
    with mock.patch.object(sys, "stderr", terminal), mock.patch.multiple(progress, DELAY=0, PAUSE=0):
        chunks = progress.shown("a", None, [b"x"] * 3)
        next(chunks)
        next(chunks)
        chunks.close()
    assert terminal.getvalue()
    assert after(terminal.getvalue()) == ""


def test_what_is_quick_is_not_shown() -> None:
    terminal = Terminal()
    with mock.patch.object(sys, "stderr", terminal):
        assert list(progress.shown("a", 3, [b"x"] * 3)) == [b"x"] * 3
    assert terminal.getvalue() == ""


@pytest.mark.parametrize("columns", [1, 10, 40, 60, 200])
def test_the_line_never_fills_the_terminal(columns: int) -> None:
    for size in (None, 200_000_000):
        text = progress.line("exports/ünï/語語語語.json", 84_000_000, size, columns)
        assert columns_of(text) < columns
    assert "語" in progress.line("語.json", 84_000_000, 200_000_000, 200)


def test_who_is_watching() -> None:
    with mock.patch.dict(os.environ, clean_environment({"TERM": "xterm"}), clear=True):
        with mock.patch.object(sys, "stderr", Terminal()):
            assert options.progress() is not None
            assert options.progress(quiet=True) is None
            with mock.patch.dict(os.environ, {"CI": "true"}):
                assert options.progress() is None
            with mock.patch.dict(os.environ, {"TERM": "dumb"}):
                assert options.progress() is None
        with mock.patch.object(sys, "stderr", io.StringIO()):
            assert options.progress() is None


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no pseudo-terminal")
@pytest.mark.parametrize("interrupt", [False, True])
def test_on_a_terminal(tmp_path: Path, interrupt: bool) -> None:
    """Standard input is a pipe and standard output a file; the line is on the terminal alone, even after Ctrl-C."""
    import pty
    import signal
    import subprocess
    import termios

    (tmp_path / ".git").mkdir()
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    with (tmp_path / "out.txt").open("wb") as out:
        process = subprocess.Popen(
            [str(SCRIPT), "-"],
            cwd=tmp_path,
            env=clean_environment({"TERM": "xterm"}),
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=theirs,
            # In the background of a shell Ctrl-C is ignored, and that is inherited.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        os.close(theirs)
        assert process.stdin is not None
        said = b""
        chunk = DISK * 10_000
        while b"read" not in said:
            process.stdin.write(chunk)
            os.set_blocking(ours, False)
            try:
                said += os.read(ours, 1000)
            except BlockingIOError:
                continue
        os.set_blocking(ours, True)
        if interrupt:
            process.send_signal(signal.SIGINT)
        else:
            process.stdin.close()
        while True:
            try:
                more = os.read(ours, 1000)
            except OSError:
                break
            said += more
            if not more:
                break
        code = process.wait(30)
        if interrupt:
            process.stdin.close()
    os.close(ours)
    text = said.decode()
    assert code == (130 if interrupt else 0)
    assert "Traceback" not in text
    assert after(text.replace("\r\n", "").replace("\n", "")) == ""
    assert (tmp_path / "out.txt").read_text() == ("" if interrupt else "No jobs found (1 file read).\n")
