"""What is run by MPI in a Batch job."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import BatchJob, Setting

_LAUNCHERS = frozenset({"mpirun", "mpiexec", "mpiexec.hydra", "orterun", "prun"})


def calls(job: BatchJob) -> Iterator[Setting[str]]:
    """The words of all runnables that hold a text."""
    for runnable in job.runnables:
        yield from (word for word in runnable.words if word.text)


def launcher(job: BatchJob) -> tuple[Setting[str], str] | None:
    """The first word in which a program of MPI is started, and that program."""
    for word in calls(job):
        lines = word.text.splitlines() if any(name in word.text for name in _LAUNCHERS) else []
        for line in lines:
            if line.lstrip().startswith(("#", "echo ")):
                continue
            for part in line.split():
                program = part.strip("\"'();&|").rpartition("/")[-1]
                if program in _LAUNCHERS:
                    return word, program
    return None
