"""The text of a quoted string or a heredoc, and where each of its characters stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.pattern import compiled
from jobs_lint.read.embedded import Embedded, EmbeddedScalar, Piece
from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
UNKNOWN = "__HCL__"
"""What stands, in a text that another reader reads, for an interpolation whose value isn't known."""

_QUOTED = r'\\(?:[nrt"\\]|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|\$\$\{|%%\{'
_UNQUOTED = r"\$\$\{|%%\{"
_SHORT = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_LAST_CHARACTER = 0x10FFFF
# More than these in a text that other values are part of is taken for an attempt to fill the memory.
LONGEST = 1_000_000


class PartlyKnown(EmbeddedScalar):
    """A text with interpolations whose values aren't known: as written in `text`, `__HCL__` each in `inside`."""

    __slots__ = ()


def is_no_code(text: str) -> bool:
    """Whether a text is so plain that no other reader has anything to find in it."""
    return not any(mark in text for mark in " {\n")


class Hole(NamedTuple):
    """An interpolation: its place, and its value as text, None where it isn't known."""

    start: int
    end: int
    value: str | None


class _Builder:
    """Puts a text together from stretches of a file."""

    def __init__(self, locate: Callable[[int, int], tuple[Piece, ...]] | None) -> None:
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.length = 0
        self._locate = locate
        self._end = -1

    def add(self, text: str, start: int, end: int, whole: bool = False) -> None:
        """Append a text that stands at a place: character by character where it has its length and isn't told to be a
        whole."""
        if not text:
            return
        self.parts.append(text)
        exact = len(text) == end - start
        if self._locate is not None:
            found = self._locate(start, end)
            if exact and not whole:
                self.pieces += [piece._replace(at=self.length + piece.at) for piece in found]
            else:
                self.pieces.append(Piece(self.length, found[0].start, found[-1].end, True))
        elif exact and not whole and start == self._end:
            self.pieces[-1] = self.pieces[-1]._replace(end=end)
        else:
            self.pieces.append(Piece(self.length, start, end, whole))
        self._end = end if exact and not whole else -1
        self.length += len(text)

    def embedded(self, start: int) -> Embedded:
        return Embedded("".join(self.parts), tuple(self.pieces) or (Piece(0, start, start),))


def assemble(
    text: str,
    stretches: list[tuple[int, int] | Hole],
    quoted: bool,
    locate: Callable[[int, int], tuple[Piece, ...]] | None,
) -> tuple[str, Embedded]:
    """The text of a template from its stretches and holes: as a value, and as another reader shall see it."""
    inside = _Builder(locate)
    parts: list[str] = []
    for each in stretches:
        if isinstance(each, Hole):
            start, end, value = each
            parts.append(text[start:end] if value is None else value)
            inside.add(UNKNOWN if value is None else value, start, end, True)
        else:
            left, right = each
            for part, start, end in _unescaped(text, left, right, quoted):
                parts.append(part)
                inside.add(part, start, end)
    first = stretches[0] if stretches else (0, 0)
    place = locate(first[0], first[0])[0].start if locate is not None else first[0]
    return "".join(parts), inside.embedded(place)


def unescape(text: str, start: int, end: int) -> str:
    """The text of a part of a quoted string."""
    return "".join(part for part, _, _ in _unescaped(text, start, end, True))


def _unescaped(text: str, start: int, end: int, quoted: bool) -> Iterator[tuple[str, int, int]]:
    """The stretches of a text between its escapes, and what these stand for, each with its place."""
    at = start
    for found in compiled(_QUOTED if quoted else _UNQUOTED).finditer(text, start, end):
        here = found.start()
        if at < here:
            yield text[at:here], at, here
        mark = text[here]
        if mark != "\\":
            at = here + 1  # of `$${` all but the first is the text
            continue
        at = found.end()
        letter = text[here + 1]
        if letter in "uU":
            code = int(text[here + 2 : at], 16)
            fits = code <= _LAST_CHARACTER and not 0xD800 <= code < 0xE000
            yield chr(code) if fits else "\ufffd", here, at
        else:
            yield _SHORT[letter], here, at
    if at < end:
        yield text[at:end], at, end


def unindented(text: str, stretches: list[tuple[int, int] | Hole]) -> list[tuple[int, int] | Hole]:
    """The stretches of a `<<-` heredoc by line, without the indentation that all its lines share.

    A line that is blank has none, and one that starts with an interpolation shares none.
    """
    lines: list[tuple[int, int] | Hole] = []
    openings: list[int] = []
    fresh = True
    shared = -1
    for each in stretches:
        if isinstance(each, Hole):
            if fresh:
                shared, fresh = 0, False
            lines.append(each)
            continue
        at, end = each
        while at < end:
            found = text.find("\n", at, end)
            stop = end if found < 0 else found + 1
            if fresh:
                line = text[at:stop]
                indentation = len(line) - len(line.lstrip())
                if not (found >= 0 and indentation == len(line)):
                    shared = indentation if shared < 0 else min(shared, indentation)
                    openings.append(len(lines))
            lines.append((at, stop))
            fresh = found >= 0
            at = stop
    if shared > 0:
        for number in openings:
            start, stop = lines[number][:2]
            lines[number] = (start + shared, stop)
    return lines
