"""The jobs of one file for commands that do something else with them than to lint them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from jobs_lint.engine.lint import found_in, sought_in
from jobs_lint.read import Beside, nothing_beside
from jobs_lint.read.caps import Caps
from jobs_lint.recognise import NOTHING, Recognised, recognise_template
from jobs_lint.source import Source, UndecodableError

if TYPE_CHECKING:
    from jobs_lint.engine.options import Options


class Seen(NamedTuple):
    """What a file holds. `kind` is how it was read; `is_template`: without its marks, since it can't be read with them.
    `problem` says what stopped the reader: the jobs before that place are there."""

    source: Source
    kind: str
    recognised: Recognised
    is_template: bool = False
    problem: str = ""


def see(path: str, data: bytes, options: Options, beside: Beside = nothing_beside, *, forced: bool = False) -> Seen:
    """The jobs in the bytes of one file, with the same arguments and of the same file as those that are linted."""
    kind, wanted = sought_in(path, data, options.dialect, forced=forced)
    nothing = partial(Seen, Source(path, ""), kind, NOTHING)
    if wanted.is_empty:
        return nothing()
    try:
        source = Source.decode(path, data)
    except UndecodableError as error:
        return nothing(problem=str(error))
    recognised = found_in(source.text, kind, wanted, options, beside)
    problem = recognised.problem
    if problem is None:
        return Seen(source, kind, recognised)
    if problem.kind == "syntax" and kind in ("yaml", "json"):
        template = recognise_template(source.text, kind, wanted, Caps(size=options.max_size), options.location)
        if template is not None:
            return Seen(source, kind, template, is_template=True)
    place = source.position(problem.span.start)
    return Seen(source, kind, recognised, problem=f"line {place.line}, column {place.column}: {problem.message}")
