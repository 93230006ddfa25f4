"""A broken .tf file: its sound blocks are read, and the fault is told."""

from __future__ import annotations

from time import process_time

import pytest

from jobs_lint.read.caps import Caps
from jobs_lint.read.hcl import read_hcl
from unit.dialects.seen import result

JOB = 'resource "google_cloud_run_v2_job" "%s" {\n  template {\n    task_count = 20000\n  }\n}\n'
UNCLOSED = JOB[:-2].replace("%s", "open")
BROKEN = 'resource "google_cloud_run_v2_job" "y" {\n  name = "x\n}\n'


@pytest.mark.parametrize(
    ("text", "jobs"),
    [
        (JOB % "a" + BROKEN, ["a"]),
        (BROKEN + JOB % "a", ["a"]),
        (JOB % "a" + BROKEN + JOB % "b", ["a", "b"]),
        (UNCLOSED + "\n" + JOB % "b", ["open", "b"]),
        (UNCLOSED + "\n# the second\n" + BROKEN, ["open"]),
        (UNCLOSED, ["open"]),
        (UNCLOSED.replace("\n", "\r\n") + BROKEN + JOB % "b", ["open", "b"]),
        (UNCLOSED.replace("  }\n", "}\n") + BROKEN + JOB % "b", ["b"]),  # which of the two brackets is missing?
        (UNCLOSED.replace("    task", "    t {\n    task") + BROKEN + JOB % "b", ["b"]),
        (f"/*\n{JOB % 'a'}{JOB % 'b'}*/\n" + BROKEN, []),
        (f"locals {{\n  t = <<-EOT\n{JOB % 'a'}{JOB % 'b'}  EOT\n}}\n" + BROKEN, []),
        ('locals {\n  t = "/*" # "/*\n}\n' + BROKEN + JOB % "a", ["a"]),
        ("locals {\n  t = <<EOT\n}\n" + JOB % "a", ["a"]),
        ("```hcl\n" + JOB % "a" + "```\n", []),
        ("}\n" + JOB % "a", ["a"]),
    ],
)
def test_sound_blocks_are_read(text: str, jobs: list[str]) -> None:
    found = result(text, "main.tf")
    codes = [finding.code for finding in found.findings]
    assert codes.count("ERR001") == 1
    names = [(job.ref.name or "").rpartition(".")[2] for job in found.jobs]
    assert [name for name in names if name in ("a", "b", "open")] == jobs
    lines = text.split("\n")
    for finding in found.findings:
        if finding.code == "LIM101":
            assert lines[finding.start.line - 1][finding.start.column - 1 : finding.end.column - 1] == "20000"
    assert codes.count("LIM101") == len(jobs)


def test_an_attribute_beside_a_bracket_that_is_missing_is_unknown() -> None:
    text = UNCLOSED.replace("  template {", "  labels = {\n    a = 1\n  location = 2\n  template {") + BROKEN
    assert [finding.code for finding in result(text, "main.tf").findings] == ["ERR001"]


@pytest.mark.parametrize("text", ["x = <<A{n}\n", "/*\n", '"', 'resource "a" "b" {{\n{{\n', "locals {{\n  a = [[[\n"])
def test_what_is_opened_again_and_again_takes_no_time(text: str) -> None:
    whole = JOB % "a" + "".join(text.format(n=number) for number in range(20_000))
    start = process_time()
    read_hcl(whole, Caps(), lambda: ())
    assert process_time() - start < 10


def test_a_file_of_broken_blocks_takes_no_time() -> None:
    assert read_hcl(BROKEN * 3000, Caps(), lambda: ()).problem is not None
