"""Time processes: whole ones from the outside, and what a child says of itself; medians of interleaved rounds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

COMPOSE = """
import os, sys, time
import click, yaml
texts = []
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            texts.append(file.read())
start = time.perf_counter()
for text in texts:
    yaml.compose(text, Loader=yaml.CSafeLoader)
print(time.perf_counter() - start)
"""
"""The yardstick: libyaml's composer on bytes in memory. Neither start-up nor reading is in the time that it prints."""


PARSE = """
import os, sys, time
import tree_sitter, tree_sitter_hcl
parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_hcl.language()))
texts = []
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            texts.append(file.read())
start = time.perf_counter()
for text in texts:
    parser.parse(text)
print(time.perf_counter() - start)
"""
"""The same with tree-sitter's parser for HCL, whose tree nobody looks at."""


COUNT = """
import os, sys
workers = int(sys.argv[1])
children = []
for _ in range(workers):
    child = os.fork()
    if not child:
        total = 0
        for number in range(12_000_000 // workers):
            total += number
        os._exit(0)
    children.append(child)
for child in children:
    os.waitpid(child, 0)
"""
"""Work without memory or files, shared out among processes: what two cores of this machine give at this moment."""

ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
"""What children see. PYTHONDONTWRITEBYTECODE above all would make each of them compile all it imports."""


class Process(NamedTuple):
    """What one process took: seconds from start to end, and the most memory it held, in MiB."""

    seconds: float
    mebibytes: float


def run(command: Sequence[str], folder: str) -> Process:
    """Run a command in a folder to its end, its output thrown away. Findings (exit code 1) are fine, a crash isn't."""
    start = time.perf_counter()
    child = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    with child:
        assert child.stderr is not None
        said = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        raise RuntimeError(f"{command[0]} ended with {child.returncode}: {said.decode(errors='replace')[-500:]}")
    # The kernel counts in KiB on Linux, in bytes on macOS.
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return Process(seconds, usage.ru_maxrss / unit)


def told_seconds(code: str, folder: str) -> float:
    """What `COMPOSE` or `PARSE` says it took for all files of a folder, in a process of its own."""
    command = [sys.executable, "-c", code, folder]
    return float(subprocess.run(command, env=ENVIRONMENT, check=True, capture_output=True, text=True).stdout)


def interleave(cases: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The median of each case. Rounds are interleaved, so that a slow minute of the machine meets all cases alike."""
    for case in cases.values():
        case()  # the disk's cache and the compiled modules
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, case in cases.items():
            taken[name].append(case())
    return {name: median(seconds) for name, seconds in taken.items()}


def tool(name: str) -> str | None:
    """The program of this name beside this interpreter, else on the PATH; None where it isn't installed."""
    beside = os.path.join(os.path.dirname(sys.executable), name)
    return beside if os.path.exists(beside) else shutil.which(name)
