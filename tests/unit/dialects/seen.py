"""What jobs-lint sees in a text: the jobs of all dialects, and the findings of the rules that ask how one is written.

Those about fields, values and plain numbers are enough to see what was read. What else could be advised is left to the
documents of the rules: the jobs here have no more in them than a test is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.dialects import kind_of, read_by
from jobs_lint.engine.lint import lint
from jobs_lint.engine.options import Options
from jobs_lint.model.batch import BatchJob
from jobs_lint.model.cloud_run import CloudRunJob
from jobs_lint.recognise import recognise

if TYPE_CHECKING:
    from jobs_lint.finding import FileResult
    from jobs_lint.model.job import Job

RULES = ("ERR", "LIM10", "LIM20", "SCH00", "SCH01")
OPTIONS = Options(select=RULES, debug=True)


def result(text: str, path: str = "job.yaml") -> FileResult:
    """What linting a text gives; a rule that fails fails the test."""
    found = lint(path, text.encode(), OPTIONS)
    assert not found.crashed, found.trace
    return found


def findings(text: str, path: str = "job.yaml") -> list[tuple[str, str | None]]:
    """Code and field of each finding in a text."""
    return [(finding.code, finding.field) for finding in result(text, path).findings]


def dialects_of(text: str, path: str = "job.yaml") -> list[str]:
    """The dialect of each job in a text."""
    return [job.ref.dialect for job in result(text, path).jobs]


def jobs(text: str, path: str = "job.yaml") -> list[Job]:
    """The jobs in a text."""
    kind = kind_of(path, text.encode())
    return list(recognise(text, kind, read_by(kind, text.encode())).jobs)


def cloud_run(text: str, path: str = "job.yaml") -> CloudRunJob:
    """The one job in a text, of Cloud Run."""
    (job,) = jobs(text, path)
    assert isinstance(job, CloudRunJob)
    return job


def batch(text: str, path: str = "job.yaml") -> BatchJob:
    """The one job in a text, of Batch."""
    (job,) = jobs(text, path)
    assert isinstance(job, BatchJob)
    return job
