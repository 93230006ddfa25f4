"""One line of source, cut to the room there is, and where in it the underline goes.

Everything here is counted in terminal columns: a tab takes four, a wide character two, a combining one none, and an
escaped character as many as its escape.
"""

from __future__ import annotations

from jobs_lint.record import NamedTuple
from jobs_lint.report.style import escape_at

_TAB = " " * 4
_CUT = "…"


class Marked(NamedTuple):
    """A line that is safe to print, and the underline below it in columns."""

    text: str
    indent: int
    length: int


def mark(line: str, start: int, end: int, room: int) -> Marked:
    """The line with the characters from `start` to `end` marked, in at most `room` columns.

    A line that is too long is cut around the mark. An empty mark is one column long, so that it can be seen.
    """
    start = min(max(start, 0), len(line))
    # What is further away than there is room can't be shown; a line may be megabytes long, so it isn't even looked at.
    low = max(0, start - room)
    high = min(len(line), start + 2 * room)
    end = min(max(end, start), high)
    cells = [_cell(line, index) for index in range(low, high)]
    widths = [columns_of(cell) for cell in cells]
    from_, to = start - low, end - low
    if low == 0 and high == len(line) and sum(widths) <= room:
        first, last = 0, len(cells)
    else:
        # The sign of a cut takes room itself; where one is enough, no room is kept for a second.
        for signs in (1, 2):
            first, last = _window(widths, from_, to, room - signs)
            if (first + low > 0) + (last + low < len(line)) <= signs:
                break
        # A combining character whose base is cut off would land on the sign of the cut.
        while first + low > 0 and first < from_ and widths[first] == 0:
            first += 1
    before = _CUT if first + low > 0 else ""
    after = _CUT if last + low < len(line) else ""
    text = f"{before}{''.join(cells[first:last])}{after}"
    indent = len(before) + sum(widths[first:from_])
    return Marked(text.rstrip(), indent, max(1, sum(widths[from_ : min(to, last)])))


def columns_of(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    columns = 0
    for character in text:
        if east_asian_width(character) in {"W", "F"}:
            columns += 2
        elif not (category(character) in {"Mn", "Me", "Cf"} or "\u1160" <= character <= "\u11ff"):
            columns += 1
        elif character == "\u00ad":
            # A soft hyphen is a format character that terminals show all the same.
            columns += 1
    return columns


def _cell(line: str, index: int) -> str:
    return _TAB if line[index] == "\t" else escape_at(line, index)


def _window(widths: list[int], start: int, end: int, room: int) -> tuple[int, int]:
    """The range of cells to show: as much of the mark as fits, and what is left of the room shared by both sides."""
    first = last = start
    while last < end and widths[last] <= room:
        room -= widths[last]
        last += 1
    left = min(sum(widths[:first]), max(room // 2, room - sum(widths[last:])))
    right = room - left
    while first > 0 and widths[first - 1] <= left:
        first -= 1
        left -= widths[first]
    while last < len(widths) and widths[last] <= right:
        right -= widths[last]
        last += 1
    return first, last
