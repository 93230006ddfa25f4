"""Where each character of a scalar's text stands in the source: indentation, folding and escapes undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.pattern import compiled
from jobs_lint.read.embedded import Embedded, EmbeddedScalar, Piece

if TYPE_CHECKING:
    from jobs_lint.read.tree import Scalar

_BLANK = " \t"
_LINE_BREAK = r"\r\n|\n|\r"
_ESCAPE = (
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # half a character and the other half
    r"|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^\r\nxuU])"
)
_FIRST_LINE = r"(?:[ ]*+[\r\n])*+([ ]*+)[^ \r\n]"  # that isn't blank; its indentation
_SINGLE_QUOTES = r"''"
_LETTERS = {"0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r"}
_LETTERS |= {"e": "\x1b", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029"}


def embedded(scalar: Scalar, source: str) -> Embedded:
    """The text of a scalar of a YAML or JSON file, with where it stands. An alias has the places of what it repeats.

    Where text and source can't be brought together, the text as a whole stands where the scalar does.
    """
    if isinstance(scalar, EmbeddedScalar):
        return scalar.inside
    start, end = scalar.anchor or (scalar.start, scalar.end)
    if scalar.style in ("|", ">"):
        spelled = _of_block(scalar.text, source, start, folded=scalar.style == ">")
    else:
        spelled = _of_flow(source, start, end, scalar.style)
    found = spelled.embedded()
    if found.text == scalar.text and found.pieces:
        return found
    return Embedded(scalar.text, (Piece(0, start, end),))


class _Spelled:
    """A text put together from stretches of the source."""

    __slots__ = ("_pieces", "_texts", "_verbatim", "length")

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._pieces: list[Piece] = []
        self.length = 0
        self._verbatim = -1

    def add(self, text: str, start: int, end: int) -> None:
        if not text:
            return
        verbatim = len(text) == end - start
        if verbatim and self._verbatim == start:
            self._pieces[-1] = self._pieces[-1]._replace(end=end)
        else:
            self._pieces.append(Piece(self.length, start, end))
        self._verbatim = end if verbatim else -1
        self._texts.append(text)
        self.length += len(text)

    def embedded(self) -> Embedded:
        return Embedded("".join(self._texts), tuple(self._pieces))


def _lines(source: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """The start and the end of each line in a stretch, and where the next one starts."""
    lines = []
    for found in compiled(_LINE_BREAK).finditer(source, start, end):
        lines.append((start, *found.span()))
        start = found.end()
    lines.append((start, end, end))
    return lines


def _of_flow(source: str, start: int, end: int, style: str) -> _Spelled:
    """A plain or quoted scalar: line breaks are folded, with the blanks around them."""
    spelled = _Spelled()
    if style:
        start, end = start + 1, end - 1
    lines = _lines(source, start, end)
    behind = start  # where the last line that has something ends
    breaks = 0
    escaped = False  # whether that line ends in a backslash, which takes the line break away
    for number, (line_start, line_end, _) in enumerate(lines):
        left, right = line_start, line_end
        if number:
            left += len(source[left:right]) - len(source[left:right].lstrip(_BLANK))
        if number < len(lines) - 1:
            right = left + len(source[left:right].rstrip(_BLANK))
            if style == '"' and right < line_end and _odd_backslashes(source, left, right):
                right += 1  # a blank that a backslash keeps
        if left >= right and 0 < number < len(lines) - 1:
            breaks += 1
            continue
        if number:
            folded = "\n" * breaks if breaks else "" if escaped else " "
            spelled.add(folded, behind, left)
        breaks = 0
        ends_bare = style == '"' and number < len(lines) - 1 and right == line_end
        escaped = ends_bare and _odd_backslashes(source, left, right)
        behind = right - escaped
        _add_escaped(spelled, source, left, behind, style)
        if escaped:
            behind = right
    return spelled


def _odd_backslashes(source: str, start: int, end: int) -> bool:
    """Whether a stretch ends in a backslash that isn't escaped itself."""
    line = source[start:end]
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _add_escaped(spelled: _Spelled, source: str, at: int, end: int, style: str) -> None:
    pattern = {"'": _SINGLE_QUOTES, '"': _ESCAPE}.get(style)
    if pattern is not None:
        for found in compiled(pattern).finditer(source, at, end):
            spelled.add(source[at : found.start()], at, found.start())
            at = found.end()
            spelled.add(_meaning(found.group()), found.start(), at)
    spelled.add(source[at:end], at, end)


def _meaning(escape: str) -> str:
    """What an escape inside quotes stands for."""
    if escape == "''":
        return "'"
    kind, digits = escape[1], escape[2:]
    if kind not in "xuU":
        return _LETTERS.get(kind, kind)
    if "\\" in digits:
        high, low = (int(half, 16) for half in digits.split("\\u"))
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    number = int(digits, 16)
    return chr(number) if number <= 0x10FFFF else escape


def _of_block(text: str, source: str, start: int, folded: bool) -> _Spelled:
    """A block scalar: what each line has in front is taken away, and a folded one's line breaks are folded."""
    spelled = _Spelled()
    header = compiled(_LINE_BREAK).search(source, start)
    if header is None:
        return spelled
    at = header.end()
    indent = _indent(text, source, at)
    breaks: list[tuple[int, int]] = []  # the line breaks since the last line that has something
    wide = first = True  # whether that line is indented more, and so not folded; whether there is none yet
    while at < len(source) and spelled.length < len(text) and spelled.length + len(breaks) <= len(text):
        found = compiled(_LINE_BREAK).search(source, at)
        end, following = found.span() if found else (len(source), len(source))
        left = min(at + indent, end)
        content = source[left:end]
        if content:
            is_wide = content[0] in _BLANK
            folds = folded and not first and not (wide or is_wide)
            gap = ("\n" * (len(breaks) - 1) or " ") if folds else "\n" * len(breaks)
            if spelled.length + len(gap) + len(content) > len(text):
                break  # what is behind the scalar
            if folds:
                spelled.add(gap, breaks[0][0], left)
            else:
                _add_breaks(spelled, breaks)
            spelled.add(content, left, end)
            breaks, wide, first = [], is_wide, False
        if following > end:
            breaks.append((end, following))
        at = following
    _add_breaks(spelled, breaks[: len(text) - spelled.length])
    return spelled


def _add_breaks(spelled: _Spelled, breaks: list[tuple[int, int]]) -> None:
    for at, following in breaks:
        spelled.add("\n", at, following)


def _indent(text: str, source: str, at: int) -> int:
    """How many blanks of each line of the source are not the text's."""
    found = compiled(_FIRST_LINE).match(source, at)
    if found is None:
        return 0
    first = compiled(_FIRST_LINE).match(text)
    return len(found[1]) - (len(first[1]) if first else 0)
