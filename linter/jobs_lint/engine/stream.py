"""Lint a stream of records, each as a small file of its own, and give what all of them hold as one file's result.

Of a record no more is kept than its jobs and findings, so that memory doesn't grow with the file.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING

from jobs_lint.dialects import kind_of, tells_of
from jobs_lint.engine import own
from jobs_lint.engine.lint import lint, refusal
from jobs_lint.finding import FileResult
from jobs_lint.pattern import compiled
from jobs_lint.read import records
from jobs_lint.span import Position

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jobs_lint.engine.options import Options
    from jobs_lint.finding import Diagnostic, RelatedPlace, SeenJob
    from jobs_lint.read.records import Record

    Splitter = Callable[[Iterable[bytes], int], Iterator[Record]]

AROUND = 500
"""How many characters of a line are kept on each side of a finding's start: no terminal shows more."""
_LINE = r"(?<= o[fn] line )[0-9]{1,9}(?![0-9])"
_KINDS = ("yaml", "json")


def splitter(path: str, head: bytes, *, whole: bool) -> Splitter | None:
    """What parts a file into records, by all of it (`whole`) or by its beginning; None where it isn't made of any.

    An array that can be held is read as the one document that it is.
    """
    if kind_of(path, head) not in _KINDS:
        return None
    if records.is_line_delimited(head):
        return records.lines
    return records.elements if not whole and records.is_array(head) else None


def lint_records(path: str, found: Iterable[Record], options: Options, *, forced: bool = False) -> FileResult:
    """Lint the records of one file. Never raises for what is in them."""
    jobs: list[SeenJob] = []
    findings: list[Diagnostic] = []
    suppressed: list[Diagnostic] = []
    why, trace = "nothing in it tells of a job", ""
    crashed = False
    with _collecting():
        for record in found:
            result = _lint_one(path, record, options, forced=forced, told=bool(jobs))
            crashed |= result.crashed
            trace = trace or result.trace  # one is enough: the next record may fail in the same way, and the next
            why = result.why or why
            jobs += [job._replace(line=job.line + record.line - 1) for job in result.jobs]
            findings += [_moved(finding, record) for finding in result.findings]
            suppressed += [_moved(finding, record) for finding in result.suppressed]
    if jobs or findings or suppressed:
        why = ""
    return FileResult(path, True, tuple(jobs), tuple(findings), tuple(suppressed), why, crashed, trace)


def _lint_one(path: str, record: Record, options: Options, *, forced: bool, told: bool) -> FileResult:
    """The result for a record, its places counted from its own start. `told`: there were jobs in the file."""
    if record.problem:
        if told or tells_of(path, [record.data]):
            return refusal(path, own.SYNTAX, record.problem, options)
        return FileResult(path, read=True, why="it can't be read, and nothing in it tells of a job for certain")
    if record.rest is not None:
        if tells_of(path, chain([record.data], record.rest)):
            message = (
                f"what starts here is larger than {options.max_size:,} bytes, the most that is read as one; raise "
                "max-file-size in the configuration, or leave the file out"
            )
            return refusal(path, own.CAP, message, options)
        return FileResult(path, read=True, why="a part of it is larger than what is read as one")
    return lint(path, record.data, options, forced=forced)


@contextmanager
def _collecting() -> Iterator[None]:
    """The garbage collector on, which start-up turned off: the trees and jobs of a record have circles."""
    was = gc.isenabled()
    if not was:
        gc.freeze()
        gc.enable()
    try:
        yield
    finally:
        if not was:
            gc.disable()


def _moved(finding: Diagnostic, record: Record) -> Diagnostic:
    """A finding in a record as one in the file, with no more of its line than a report can show."""
    start = _position(finding.start, record)
    first = max(0, finding.start.column - 1 - AROUND)
    message = finding.message
    if finding.code == own.SYNTAX.code and not record.problem:  # the readers' complaints name lines in words, too
        message = compiled(_LINE).sub(lambda named: str(int(named[0]) + record.line - 1), message)
    return finding._replace(
        message=message,
        start=start,
        end=_position(finding.end, record),
        related=tuple(_related(place, record) for place in finding.related),
        excerpt=finding.excerpt[first : first + 2 * AROUND],
        excerpt_from=start.column - finding.start.column + first,
    )


def _related(place: RelatedPlace, record: Record) -> RelatedPlace:
    return place._replace(start=_position(place.start, record), end=_position(place.end, record))


def _position(place: Position, record: Record) -> Position:
    column = place.column + record.column - 1 if place.line == 1 else place.column
    return Position(place.line + record.line - 1, column)
