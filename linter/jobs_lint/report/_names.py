"""Which job a finding is about, where its place doesn't show it: in a file that holds several, and in a plan."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from jobs_lint.report.style import escape_control

if TYPE_CHECKING:
    from jobs_lint.finding import Diagnostic, Run

_GENERATED = ("terraform-plan",)
"""Dialects that nobody writes: a place in them says little, the address of a resource says where to look."""


class Names:
    """The names of jobs as a report shows them."""

    def __init__(self, run: Run) -> None:
        self._jobs = Counter(job.path for job in run.jobs) if run.findings else Counter()

    def of(self, finding: Diagnostic) -> str:
        """The name of a finding's job, safe to show; empty where there is none, or no need."""
        job = finding.job
        if job is None or not job.name or not (self._jobs[finding.path] > 1 or job.dialect in _GENERATED):
            return ""
        return escape_control(job.name)


def in_brackets(name: str) -> str:
    """A name behind a message; nothing where there is none."""
    return f" [{name}]" if name else ""
