"""The table of results, for the terminal and for docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

HEAD = """\
# Benchmarks

Written by `python benchmarks/run.py`, which makes its own inputs. All figures of one run come from the same machine in
interleaved rounds, and are medians; only the ratios mean something elsewhere. Times of jobs-lint are those of the whole
process, from start to exit. `yaml.compose` is the composer of PyYAML with libyaml, on bytes that are in memory already,
without its start-up; under "whole processes" it is a process that imports `click` and `yaml`, reads the same files and
composes them. tree-sitter's parse is that of its HCL grammar, on bytes in memory too, its tree not looked at.
"Counting" shows what a second core gave while this was measured: less than two where others used the machine. Memory is
flat where no more is kept of a file than its path and, for each job, its place and name.

"""


class Row(NamedTuple):
    """One line: what was done, our figure and the other's, their ratio, and the ratio allowed, if there is a budget."""

    work: str
    ours: str
    against: str
    ratio: float
    budget: str = ""
    met: bool | None = None


def at_most(work: str, ours: tuple[str, float], other: tuple[str, float], allowed: float | None = None) -> Row:
    """A row for a ratio that is to be small. Figures are (what it is of, seconds)."""
    ratio = ours[1] / other[1]
    budget = "" if allowed is None else f"at most {allowed:g}"
    met = None if allowed is None else ratio <= allowed
    return Row(work, _time(*ours), _time(*other), ratio, budget, met)


def at_least(work: str, ours: tuple[str, float], other: tuple[str, float], wanted: float | None = None) -> Row:
    """A row for a speed-up: how much longer the other takes."""
    ratio = other[1] / ours[1]
    budget = "" if wanted is None else f"at least {wanted:g}"
    met = None if wanted is None else ratio >= wanted
    return Row(work, _time(*ours), _time(*other), ratio, budget, met)


def memory(work: str, small: tuple[int, float], large: tuple[int, float], allowed: float) -> Row:
    """A row for memory that is not to grow. Figures are (number of files, MiB); `allowed` is KiB for each file more."""
    growth = (large[1] - small[1]) * 1024 / (large[0] - small[0])
    ours, other = f"{large[0]:,} files {large[1]:.1f} MiB", f"{small[0]:,} files {small[1]:.1f} MiB"
    return Row(
        f"{work}: {growth:.2f} KiB a file",
        ours,
        other,
        large[1] / small[1],
        f"{allowed:g} KiB a file",
        growth <= allowed,
    )


def _time(name: str, seconds: float) -> str:
    return f"{name} {seconds * 1000:.0f} ms" if seconds < 1 else f"{name} {seconds:.2f} s"


def render(rows: list[Row]) -> str:
    """The table as Markdown, in columns."""
    header = ("work", "jobs-lint", "against", "ratio", "budget", "met")
    cells = [header, *(_cells(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    padded = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in cells]
    lines = [f"| {' | '.join(row)} |" for row in padded]
    lines.insert(1, f"|{'|'.join('-' * (width + 2) for width in widths)}|")
    return "\n".join(lines) + "\n"


def _cells(row: Row) -> tuple[str, str, str, str, str, str]:
    met = "" if row.met is None else "yes" if row.met else "**no**"
    return row.work, row.ours, row.against, f"{row.ratio:.2f}", row.budget, met


def machine(rounds: int) -> str:
    """What the figures were taken with."""
    tools = []
    for name in ("jobs-lint", "PyYAML", "tree-sitter", "tree-sitter-hcl", "click", "yamllint", "check-jsonschema"):
        try:
            tools.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            tools.append(f"{name} not installed")
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {platform.python_implementation()}"
    return f"{system} {platform.python_version()}; {', '.join(tools)}; {rounds} rounds.\n"
