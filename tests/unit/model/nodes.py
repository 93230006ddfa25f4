"""Nodes and jobs to test with, as the reader makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.dialects import dialects
from jobs_lint.model.batch import BatchJob
from jobs_lint.model.cloud_run import CloudRunJob
from jobs_lint.read import read
from jobs_lint.read.tree import Mapping, Node, Scalar

if TYPE_CHECKING:
    from jobs_lint.span import Span

RUN = "apiVersion: run.googleapis.com/v1\nkind: Job\n"


def node(text: str) -> Node:
    """The node that a value is read as behind a key."""
    root = read(f"x: {text}\n", "yaml").documents[0].root
    assert isinstance(root, Mapping)
    return root.pairs[0].value


def scalar(text: str, style: str = "") -> Scalar:
    """A scalar that no YAML has to spell."""
    return Scalar(0, len(text), text, style)


def cloud_run(text: str) -> CloudRunJob:
    """The Cloud Run job that a text behind `RUN` is."""
    job = _only(RUN + text, "cloud-run-v1")
    assert isinstance(job, CloudRunJob)
    return job


def batch(text: str) -> BatchJob:
    """The Batch job that a text is."""
    job = _only(text, "batch")
    assert isinstance(job, BatchJob)
    return job


def _only(text: str, name: str) -> object:
    dialect = next(dialect for dialect in dialects() if dialect.name == name)
    (job,) = dialect.jobs(read(text, "yaml").documents[0])
    return job


def line_and_text(text: str, span: Span) -> tuple[int, str]:
    """The line of a span and what it covers."""
    return text.count("\n", 0, span.start) + 1, text[span.start : span.end]
