"""Measure the budget, line by line, and write the table to docs/benchmarks.md: `python benchmarks/run.py`.

`--rounds N` for a quicker or steadier run, `--no-write` to print only. Exits with 1 where a line is missed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from typing import TYPE_CHECKING

import inputs
from measure import COMPOSE, COUNT, PARSE, interleave, run, told_seconds, tool
from table import HEAD, Row, at_least, at_most, machine, memory, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

DOCUMENT = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "docs", "benchmarks.md")
YARDSTICK = (sys.executable, "-c", "import click, yaml")
FLAT = 1.0
"""How many KiB may be kept of a file: its path, and for each job its place and its name. No text, and no tree."""


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description="Measure jobs-lint against its budget and against its peers.")
    parser.add_argument("--rounds", type=int, default=7, help="of the large inputs; small ones get three times as many")
    parser.add_argument("--no-write", action="store_true", help="print the table only")
    asked = parser.parse_args()
    jobs_lint = tool("jobs-lint")
    if jobs_lint is None:
        print("jobs-lint is not installed beside this Python", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, ".git"))  # no config above the inputs is looked for
        bench = Bench(folder, jobs_lint, asked.rounds)
        rows = [row for measure in bench.lines() for row in measure()]
    text = render(rows)
    print(text)
    if not asked.no_write:
        with open(DOCUMENT, "w", encoding="utf-8") as file:
            file.write(f"{HEAD}{text}\n{machine(asked.rounds)}")
    return int(any(row.met is False for row in rows))


class Bench:
    """The lines of the budget, each a method that yields rows."""

    def __init__(self, folder: str, jobs_lint: str, rounds: int) -> None:
        self._folder = folder
        self._jobs_lint = jobs_lint
        self._rounds = rounds
        self._two_thousand = inputs.jobs(os.path.join(folder, "jobs"), 2000)

    def lines(self) -> tuple[Callable[[], Iterator[Row]], ...]:
        """All measurements, in the order of the budget."""
        return (
            self.one_file,
            self.many_jobs,
            self.many_others,
            self.terraform,
            self.two_workers,
            self.peak_memory,
            self.peers,
        )

    def _seconds(self, *command: str) -> Callable[[], float]:
        return lambda: run(command, self._folder).seconds

    def _lint(self, path: str, workers: int = 1) -> Callable[[], float]:
        return self._seconds(self._jobs_lint, "--workers", str(workers), path)

    def _peers(self, path: str, files: Sequence[str]) -> dict[str, Callable[[], float]]:
        """yamllint and check-jsonschema on the same files, where they are installed."""
        schema = inputs.write(self._folder, "any.schema", '{"type": "object"}')
        cases = {}
        yamllint, check_jsonschema = tool("yamllint"), tool("check-jsonschema")
        if yamllint:
            cases["yamllint"] = self._seconds(yamllint, "-d", "relaxed", path)
        if check_jsonschema:
            cases["check-jsonschema"] = self._seconds(check_jsonschema, "--schemafile", schema, *files)
        return cases

    def one_file(self) -> Iterator[Row]:
        """One job file, the whole process, with and without a finding."""
        for what, text in (("no finding", inputs.clean_job(1)), ("a finding", inputs.job_with_finding(1))):
            path = inputs.write(os.path.join(self._folder, "one"), "job.yaml", text)
            own = {"jobs-lint": self._lint(path), "click, yaml": self._seconds(*YARDSTICK)}
            taken = interleave({**own, **self._peers(path, [path])}, 3 * self._rounds)
            work, ours = f"one job file, {what}", ("", taken["jobs-lint"])
            yield at_most(work, ours, ("`import click, yaml`", taken["click, yaml"]), 1.5)
            if "yamllint" in taken:
                yield at_most(work, ours, ("yamllint", taken["yamllint"]), 1.0)
            if "check-jsonschema" in taken:
                yield at_most(work, ours, ("check-jsonschema", taken["check-jsonschema"]))

    def many_jobs(self) -> Iterator[Row]:
        """2,000 job files in one process."""
        yield from self._against_compose("2,000 job files, one worker", self._two_thousand, 3.0)

    def many_others(self) -> Iterator[Row]:
        """10,000 YAML files that hold no job."""
        folder = inputs.others(os.path.join(self._folder, "others"), 10_000)
        yield from self._against_compose("10,000 YAML files without a job, one worker", folder, 0.25)

    def terraform(self) -> Iterator[Row]:
        """2,000 Terraform files with a job each, against a bare parse and against composing the same jobs as YAML."""
        try:
            import tree_sitter_hcl  # noqa: F401
        except ImportError:
            return
        folder = inputs.terraform(os.path.join(self._folder, "terraform"), 2000)
        same = inputs.same_as_terraform(os.path.join(self._folder, "same"), 2000)
        cases = {
            "jobs-lint": self._lint(folder),
            "parse": lambda: told_seconds(PARSE, folder),
            "compose": lambda: told_seconds(COMPOSE, same),
        }
        taken = interleave(cases, self._rounds)
        work, ours = "2,000 Terraform files, one worker", ("", taken["jobs-lint"])
        yield at_most(work, ours, ("tree-sitter's parse", taken["parse"]))
        yield at_most(work, ours, ("`yaml.compose` of the same as YAML", taken["compose"]))

    def _against_compose(self, work: str, folder: str, allowed: float) -> Iterator[Row]:
        whole = self._seconds(sys.executable, "-c", COMPOSE, folder)
        cases = {"jobs-lint": self._lint(folder), "compose": lambda: told_seconds(COMPOSE, folder), "whole": whole}
        taken = interleave(cases, self._rounds)
        ours = ("", taken["jobs-lint"])
        yield at_most(work, ours, ("`yaml.compose`", taken["compose"]), allowed)
        yield at_most(f"{work}, whole processes", ours, ("`yaml.compose`", taken["whole"]))

    def two_workers(self) -> Iterator[Row]:
        """Two processes against one."""
        one, two = self._lint(self._two_thousand), self._lint(self._two_thousand, workers=2)
        counting = {f"count {number}": self._seconds(sys.executable, "-c", COUNT, str(number)) for number in (1, 2)}
        taken = interleave({"one": one, "two": two, **counting}, 2 * self._rounds)
        yield at_least("2,000 job files, two workers", ("two", taken["two"]), ("one worker", taken["one"]), 1.7)
        yield at_least("counting, two processes", ("two", taken["count 2"]), ("one process", taken["count 1"]))

    def peak_memory(self) -> Iterator[Row]:
        """Peak memory at twenty times the files."""
        for what, make in (("job files", inputs.clean_jobs), ("files without a job", inputs.others)):
            folders = [make(os.path.join(self._folder, f"memory-{what[:3]}-{count}"), count) for count in (500, 10_000)]
            taken = interleave({folder: self._memory(folder) for folder in folders}, 3)
            small, large = taken[folders[0]], taken[folders[1]]
            yield memory(f"peak memory, {what}", (500, small), (10_000, large), FLAT)

    def _memory(self, folder: str) -> Callable[[], float]:
        return lambda: run((self._jobs_lint, "--workers", "1", folder), self._folder).mebibytes

    def peers(self) -> Iterator[Row]:
        """500 job files, against the linters that people run on such files today."""
        folder = inputs.clean_jobs(os.path.join(self._folder, "peers"), 500)
        files = [os.path.join(parent, name) for parent, _, names in os.walk(folder) for name in names]
        cases = {"jobs-lint": self._seconds(self._jobs_lint, folder), **self._peers(folder, files)}
        taken = interleave(cases, 3)
        for name in cases:
            if name != "jobs-lint":
                yield at_most("500 job files", ("", taken["jobs-lint"]), (name, taken[name]))


if __name__ == "__main__":
    sys.exit(main())
