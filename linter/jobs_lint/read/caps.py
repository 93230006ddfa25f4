"""How much of a file is read before the reader stops and says so.

The depth cap also keeps every later recursive walk of a tree far below Python's own limit.
"""

from jobs_lint.read.tree import Problem
from jobs_lint.record import NamedTuple
from jobs_lint.span import Span


class Caps(NamedTuple):
    """The caps of one file.

    `size`: code points of one document, or of one element of a top-level array (a stream of either has none).
    `depth`: collections inside collections, aliases written out.
    `expanded`: nodes that all aliases of a file add to those that are written.
    """

    size: int = 10 * 1024 * 1024
    depth: int = 200
    expanded: int = 250_000


def too_deep(offset: int, caps: Caps) -> Problem:
    """The problem of a collection, or an alias, that goes below the depth cap."""
    return Problem(
        "depth",
        f"nested more than {caps.depth} levels deep, the most that is read; files written by hand need about 15",
        Span(offset, offset + 1),
    )


def too_large(offset: int, caps: Caps) -> Problem:
    """The problem of a document, or an element of a top-level array, above the size cap."""
    mebibytes, rest = divmod(caps.size, 1024 * 1024)
    size = f"{caps.size:,} characters" if rest else f"{mebibytes} MiB"
    return Problem(
        "size",
        f"what starts here is larger than {size}, the most that is read as one; split it, or leave the file out",
        Span(offset, offset + 1),
    )
