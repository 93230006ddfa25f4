"""The text report: the underline is under the right cells, and the summary says the right thing."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.finding import Run
from jobs_lint.report.excerpt import columns_of, mark
from jobs_lint.report.style import Style, escape_at
from jobs_lint.report.text import report
from unit.report.example import FINDINGS, RUN, SUPPRESSED

SHOWN = ["a", "b", " ", "\t", "仕", "e\u0301", "ｆ", "\x1b", "\u202e", "\udcff"]
CELLS = st.lists(st.sampled_from(SHOWN), max_size=120)


def rendered(run: Run, style: Style | None = None) -> str:
    stream = io.StringIO()
    report(run, stream, style or Style())
    return stream.getvalue()


def cut_columns(text: str, indent: int, length: int) -> str:
    """What stands in some columns of a text, as a terminal would show it."""
    at, found = 0, ""
    for character in text:
        width = columns_of(character)
        # A combining character belongs to the cell before it.
        if indent <= (at if width else at - 1) < indent + length:
            found += character
        at += width
    return found


@pytest.mark.parametrize(
    ("line", "start", "end", "text", "indent", "length"),
    [
        ("timeout: 90", 9, 11, "timeout: 90", 9, 2),
        ("\tkey:\tvalue", 6, 11, "    key:    value", 12, 5),
        ("a\tb", 1, 2, "a    b", 1, 4),
        ("名前: 夜", 4, 5, "名前: 夜", 6, 2),
        ("e\u0301x: 1", 2, 3, "e\u0301x: 1", 1, 1),
        ("e\u0301", 1, 2, "e\u0301", 1, 1),
        ("key: ", 5, 5, "key:", 5, 1),
        ("key: v", 5, 5, "key: v", 5, 1),
        ("a\x1bb", 2, 3, "a\\x1bb", 5, 1),
        ("a\x1bb", 1, 2, "a\\x1bb", 1, 4),
        ("", 0, 0, "", 0, 1),
        ("short", 50, 60, "short", 5, 1),
        ("\u00adx", 1, 2, "\u00adx", 1, 1),
    ],
)
def test_mark(line: str, start: int, end: int, text: str, indent: int, length: int) -> None:
    assert mark(line, start, end, 80) == (text, indent, length)


def test_a_long_line_is_cut_around_the_mark() -> None:
    line = "x" * 100 + "HERE" + "y" * 100
    assert mark(line, 100, 104, 20) == ("…" + "x" * 7 + "HERE" + "y" * 7 + "…", 8, 4)
    assert mark(line, 0, 3, 20) == ("x" * 19 + "…", 0, 3)
    assert mark(line, 200, 204, 20) == ("…" + "y" * 19, 16, 4)
    assert mark(line, 100, 180, 20) == ("…HERE" + "y" * 14 + "…", 1, 18)
    assert mark("e\u0301" * 30 + "HERE", 60, 64, 10).text == "…" + "e\u0301" * 5 + "HERE"


def test_a_line_of_megabytes_is_not_walked() -> None:
    marked = mark("z" * 30_000_000, 15_000_000, 15_000_001, 40)
    assert columns_of(marked.text) == 40


@given(cells=CELLS, ends=st.tuples(st.integers(0, 120), st.integers(0, 120)), room=st.integers(20, 90))
def test_the_underline_is_under_the_mark(cells: list[str], ends: tuple[int, int], room: int) -> None:
    line = "".join(cells)
    start, end = (len("".join(cells[:at])) for at in sorted(ends))
    marked = mark(line, start, end, room)
    assert columns_of(marked.text) <= room
    assert marked.indent + marked.length <= room + 1
    shown = "".join("    " if line[at] == "\t" else escape_at(line, at) for at in range(start, end))
    if shown.strip():
        # Spaces at the end of a line are not printed, though the underline goes below them.
        assert marked.length == columns_of(shown) or room - 2 < columns_of(shown)
        assert shown.startswith(cut_columns(marked.text, marked.indent, marked.length).rstrip())
    else:
        assert marked.length == max(1, columns_of(shown)) or columns_of(shown) > room - 2


def test_a_mark_over_several_lines_ends_with_the_first() -> None:
    block = rendered(Run(0, (), (FINDINGS[1]._replace(excerpt="  key: text  ", end=FINDINGS[1].end),), ()))
    assert "  30 |   key: text\n     |         ^^^\n" in block


def test_a_narrow_terminal_still_gets_a_line() -> None:
    assert "250000" in rendered(RUN, Style(width=0))


def test_lines_of_source_keep_to_the_width() -> None:
    lines = [line for line in rendered(RUN, Style(width=72)).splitlines() if " | " in line]
    assert max(columns_of(line) for line in lines) == 72


def summary(run: Run) -> str:
    return rendered(run).splitlines()[-1]


def test_summary() -> None:
    jobs = RUN.jobs
    assert summary(RUN) == "4 errors, 2 warnings, 2 info in 3 files (2 jobs), 2 suppressed"
    assert summary(Run(1, jobs[:1], FINDINGS[:2], ())) == "1 error, 1 warning in 1 file (1 job)"
    assert summary(Run(2, jobs[:1], (), ())) == "No problems in 1 job (2 files read)."
    assert summary(Run(1, jobs, (), SUPPRESSED[:1])) == "No problems in 2 jobs (1 file read), 1 suppressed."
    assert rendered(Run(12, (), (), ())) == "No jobs found (12 files read).\n"


def test_quiet_leaves_the_summary_out() -> None:
    assert rendered(Run(0, (), (), ()), Style(quiet=True)) == ""
    assert "suppressed" not in rendered(RUN, Style(quiet=True))


def test_verbose_shows_what_was_suppressed_and_why() -> None:
    output = rendered(RUN, Style(verbose=True))
    assert "jobs/render.yaml:9:1: suppressed LIM103 gpu-task-timeout-too-long (comment: agreed in May)\n" in output
    assert "suppressed LIM107 parallelism-over-task-count (config, without a reason)\n" in output
    assert "agreed in May" not in rendered(RUN)
