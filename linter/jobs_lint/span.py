"""Places in a text.

The one unit of position inside jobs-lint is the code point offset into the decoded text of a file, its byte order
mark left out. `Span` is a half-open range of them. Lines, columns and bytes exist at the edges only, and
`jobs_lint.source.Source` is the only code that converts.
"""

from jobs_lint.record import NamedTuple


class Span(NamedTuple):
    """A half-open range of code point offsets."""

    start: int
    end: int

    def covers(self, other: "Span") -> bool:
        """Whether `other` starts inside this span (an empty span covers its own start)."""
        return self.start <= other.start < max(self.end, self.start + 1)


class Position(NamedTuple):
    """A place as people and reports count it: line and column from 1, the column in code points."""

    line: int
    column: int


NOWHERE = Span(0, 0)
