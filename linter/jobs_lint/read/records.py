"""From bytes in pieces to records: the lines of line-delimited JSON, or the elements of a top-level JSON array.

Neither is ever held whole, so that an export of any size can be read. All is linear in the bytes: what was looked at
isn't looked at again, however the pieces fall.
"""

from collections.abc import Callable, Iterable, Iterator

from jobs_lint.pattern import compiled_bytes
from jobs_lint.record import NamedTuple

OVERLAP = 64
"""How many bytes a piece of a record over the cap repeats of the one before it: no tell-tale is longer."""

_MARK = b"\xef\xbb\xbf"
_SPACE = rb"[ \t\r\n]*+"
_OBJECT = rb'\{[ \t\r]*+["}\n]'
_LINE_OBJECT = rb'\{[ \t]*+["}]'
_TEXT = rb'(?:[^"\\\n]++|\\(?s:.))*+'
# A text that isn't closed in what is there stops at its quote.
_BETWEEN_BRACKETS = rb'(?:[^"{}\[\]]++|"' + _TEXT + rb'")*+'
_OTHER = rb'[^"{}\[\],]++'
_CONTINUATION = bytes(range(0x80, 0xC0))
_OPENING, _CLOSING, _QUOTE, _BACKSLASH = b"{[", b"}]", ord('"'), ord("\\")


class Record(NamedTuple):
    """One record, and where it starts in its file: the offset in bytes, line and column as people count.

    `rest`: the record is over the cap, `data` is no more than its beginning, and these are the pieces behind it, each
    with the end of the one before. `problem`: the array itself is broken here, and in which way; `data` is what is
    left of an element that the file's end cut off.
    """

    offset: int
    line: int
    column: int
    data: bytes
    rest: Iterator[bytes] | None = None
    problem: str = ""


def is_line_delimited(head: bytes) -> bool:
    """Whether a file, by all of it or by its beginning, holds a JSON object a line.

    One of its first two lines is an object, and the next opens another: no JSON and no YAML has that, whose first
    line may be broken here too. The marks of templates open like objects, but with other characters behind.
    """
    start = _behind_space(head, len(_MARK) if head.startswith(_MARK) else 0)
    opens = compiled_bytes(_LINE_OBJECT).match
    if not opens(head, start):
        return False
    closed = False
    for _ in range(3):
        is_open = opens(head, start) is not None
        if closed and is_open:
            return True
        end = head.find(b"\n", start)
        if end < 0:
            return False
        closed = is_open and head[start:end].rstrip().endswith(b"}")
        start = _behind_space(head, end)
        if head[start - 1 : start] != b"\n":
            return False
    return False


def is_array(head: bytes) -> bool:
    """Whether a file opens like a JSON array of objects, by its beginning."""
    start = _behind_space(head, len(_MARK) if head.startswith(_MARK) else 0)
    if head[start : start + 1] != b"[":
        return False
    return compiled_bytes(_OBJECT).match(head, _behind_space(head, start + 1)) is not None


def lines(chunks: Iterable[bytes], cap: int) -> Iterator[Record]:
    """The records of line-delimited JSON.

    A line is one, whatever it holds. But an object that its first line leaves open goes on to the line that starts
    with `}`, unless a line opens another one before.
    """
    text = _Text(chunks)
    text.drop_mark()
    while True:
        end = text.end(text.line_end, cap)
        if end == 0:
            return
        if end is None:
            yield from text.too_large(text.next_object, cap)
            continue
        line = text.data[:end].strip()
        if line.startswith(b"{") and not line.endswith(b"}") and text.data.startswith(b"{"):
            end = _below(text, end, cap)
            if end is None:
                yield from text.too_large(text.next_object, cap)
                continue
        if line:
            yield text.record(text.data[:end].rstrip(b"\r\n"))
        text.drop(end)
        text.scanned = 0  # the line below may have been looked at


def _below(text: "_Text", end: int, cap: int) -> int | None:
    """Where an object that its line leaves open ends, at the latest before another one opens; None above the cap."""
    while True:
        below = text.end(text.line_end, cap)
        if below == end or text.data[end] in b"{":
            return end
        if below is None:
            return None
        closes = text.data[end] in b"}"
        end = below
        if closes:
            return end


def elements(chunks: Iterable[bytes], cap: int) -> Iterator[Record]:
    """The objects and arrays that a top-level array holds, and the first thing that is wrong between them."""
    text = _Text(chunks)
    text.drop_mark()
    text.drop_space()
    line = text.line
    text.drop(1)
    needs_comma = complained = False
    while text.drop_space():
        mark = text.data[0]
        problem = ""
        if mark in b",":
            needs_comma = False
            text.drop(1)
        elif mark in b"]":
            text.drop(1)
            if text.drop_space() and not complained:
                yield text.record(b"", "the JSON array ends above, but more text follows")
            return
        elif mark in _OPENING:
            if needs_comma:
                problem = f"expected `,` or `]` between the elements of the array, but found `{chr(mark)}`"
            needs_comma = True
        elif mark in b"}":
            problem = "expected `,` or `]` between the elements of the array, but found `}`"
            text.drop(1)
        elif mark == _QUOTE:
            text.drop_text()
        else:
            text.drop_match(_OTHER)
        if problem and not complained:
            complained = True
            yield text.record(b"", problem)
        if mark not in _OPENING:
            continue
        end = text.end(text.value_end, cap)
        if end is None:
            yield from text.too_large(text.value_end, cap)
        elif text.cut_off:
            break
        else:
            yield text.record(text.data[:end])
            text.drop(end)
    if not complained:
        rest = bytes(text.data)
        text.drop(len(rest))
        yield text.record(rest, f"the text ends, but the `[` of line {line} isn't closed with `]`")


class _Text:
    """What was read and not yet done with; the record that is looked for starts at its beginning.

    `scanned`: up to where it was looked through, and `depth` and `in_text` the state there.
    """

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self.data = bytearray()
        self.offset = 0
        self.line = self.column = 1
        self.scanned = 0
        self.cut_off = False
        self._depth = 0
        self._in_text = False
        self._behind_return = False

    def record(self, data: bytes | bytearray, problem: str = "") -> Record:
        """A record that starts here."""
        return Record(self.offset, self.line, self.column, bytes(data), None, problem)

    def more(self) -> bool:
        """Read another piece; false where there is none."""
        for chunk in self._chunks:
            if chunk:
                self.data += chunk
                return True
        return False

    def drop(self, count: int) -> None:
        """Be done with some bytes, counting lines and code points."""
        data = self.data
        if data.find(b"\r", 0, count) >= 0 or self._behind_return:
            self._count_with_returns(bytes(data[:count]))
        else:
            last = data.rfind(b"\n", 0, count)
            if last >= 0:
                self.line += data.count(b"\n", 0, count)
                self.column = 1
            self.column += _code_points(data[last + 1 : count])
        self.offset += count
        self.scanned = max(0, self.scanned - count)
        del data[:count]

    def _count_with_returns(self, data: bytes) -> None:
        """Lines end at LF, CRLF or CR, which may be cut between its halves."""
        if not data:
            return
        self.line += data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
        self.line -= self._behind_return and data.startswith(b"\n")
        self._behind_return = data.endswith(b"\r")
        last = max(data.rfind(b"\n"), data.rfind(b"\r"))
        if last >= 0:
            self.column = 1
        self.column += _code_points(data[last + 1 :])

    def drop_mark(self) -> None:
        """Leave the byte order mark out, which is no part of the text."""
        while len(self.data) < len(_MARK) and self.more():
            pass
        if self.data.startswith(_MARK):
            del self.data[: len(_MARK)]
            self.offset += len(_MARK)

    def drop_match(self, pattern: bytes) -> None:
        """Leave out what a pattern matches, as far as it is there."""
        found = compiled_bytes(pattern).match(self.data)
        self.drop(found.end() if found else 0)

    def drop_space(self) -> bool:
        """Leave white space out; whether something follows it."""
        while True:
            self.drop_match(_SPACE)
            if self.data or not self.more():
                return bool(self.data)

    def drop_text(self) -> None:
        """Leave a text in quotes out."""
        self.drop(1)
        self._in_text = True
        while True:
            self._scan_text()
            self.drop(self.scanned)
            if not self._in_text:
                return
            if not self.more():
                self._in_text = False
                self.drop(len(self.data))
                return

    def end(self, look: Callable[[], int], cap: int) -> int | None:
        """Where the record ends, by a function that looks for it in what is there; None where it is over the cap.

        `cut_off` then says whether it is the end of the file that ended it.
        """
        self.cut_off = False
        while True:
            end = look()
            if end > cap or (end < 0 and len(self.data) > cap):
                return None
            if end >= 0:
                return end
            if not self.more():
                self.cut_off = True
                return len(self.data)

    def too_large(self, look: Callable[[], int], cap: int) -> Iterator[Record]:
        """The record that starts here and is over the cap; it is passed over to its end."""
        rest = self._pieces(look)
        yield self.record(self.data[:cap])._replace(rest=rest)
        for _ in rest:
            pass

    def _pieces(self, look: Callable[[], int]) -> Iterator[bytes]:
        self._start_again()  # the end may have been found already, just behind the cap
        while True:
            end = look()
            yield bytes(self.data if end < 0 else self.data[:end])
            if end >= 0:
                self.drop(end)
                return
            self.drop(max(0, len(self.data) - OVERLAP))
            if not self.more():
                self.drop(len(self.data))
                self._start_again()
                return

    def _start_again(self) -> None:
        self.scanned, self._depth, self._in_text = 0, 0, False

    def line_end(self) -> int:
        """Where the line at `scanned` ends, its break included; -1 where that isn't there yet."""
        found = self.data.find(b"\n", self.scanned)
        self.scanned = len(self.data) if found < 0 else found + 1
        return found + 1 if found >= 0 else -1

    def next_object(self) -> int:
        """Where the next line starts that opens an object; -1 where none does yet."""
        found = self.data.find(b"\n{", self.scanned)
        self.scanned = max(0, len(self.data) - 1) if found < 0 else found + 1
        return found + 1 if found >= 0 else -1

    def value_end(self) -> int:
        """Where the object or array ends that starts here; -1 where that isn't there yet."""
        data = self.data
        between = compiled_bytes(_BETWEEN_BRACKETS).match
        while True:
            if self._in_text:
                self._scan_text()
                if self._in_text:
                    return -1
            found = between(data, self.scanned)
            at = found.end() if found else self.scanned
            if at >= len(data):
                self.scanned = at
                return -1
            self.scanned = at + 1
            if data[at] == _QUOTE:
                self._in_text = True
            elif data[at] in _OPENING:
                self._depth += 1
            else:
                self._depth -= 1
                if self._depth <= 0:
                    self._depth = 0
                    return self.scanned

    def _scan_text(self) -> None:
        """Go on to the end of a text in quotes, or of its line: no text of JSON goes beyond that."""
        found = compiled_bytes(_TEXT).match(self.data, self.scanned)
        self.scanned = found.end() if found else self.scanned
        if self.scanned < len(self.data) and self.data[self.scanned] != _BACKSLASH:
            self.scanned += 1
            self._in_text = False


def _behind_space(data: bytes, start: int) -> int:
    found = compiled_bytes(_SPACE).match(data, start)
    return found.end() if found else start


def _code_points(data: bytes | bytearray) -> int:
    """How many characters UTF-8 has begun in some bytes, which may start or end inside one."""
    return len(data) if data.isascii() else len(data.translate(None, _CONTINUATION))
