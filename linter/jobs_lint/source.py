"""The text of one file: decoding, the line table, and the conversion of offsets at the edge."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from jobs_lint.pattern import compiled
from jobs_lint.span import Position, Span

_LINE_BREAK = r"\r\n|\r|\n"
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class UndecodableError(Exception):
    """The bytes of a file are no text. `span` is the place of the first bad byte in `source`."""

    def __init__(self, message: str, source: Source, span: Span) -> None:
        super().__init__(message)
        self.source = source
        self.span = span


def encoding_of(data: bytes) -> tuple[str, int]:
    """The encoding of a file by its byte order mark (UTF-8 without one), and the length of the mark in bytes.

    UTF-16 without a mark is told by its zero bytes, as YAML 1.1 asks, since an ASCII character opens every job.
    """
    start = data[:2]
    if start.isascii() and b"\0" not in start:
        return "utf-8", 0
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding, len(bom)
    if data[1:2] == b"\0" and data[:1] != b"\0":
        return "utf-16-le", 0
    if data[:1] == b"\0" and data[1:2] != b"\0":
        return "utf-16-be", 0
    return "utf-8", 0


class Source:
    """One file's text under the name that reports use for it."""

    __slots__ = ("_is_asked", "_lines", "_starts", "encoding", "path", "text")

    def __init__(self, path: str, text: str, encoding: str = "utf-8") -> None:
        self.path = path
        self.text = text
        self.encoding = encoding
        self._starts: list[int] | None = None
        self._is_asked = False
        self._lines: dict[int, str] = {}

    @classmethod
    def decode(cls, path: str, data: bytes) -> Source:
        """Decode by the byte order mark, else as UTF-8, never by the locale.

        Raises UndecodableError with the place of the first byte that is no text, or of the first NUL.
        """
        encoding, skip = encoding_of(data)
        try:
            text = data[skip:].decode(encoding)
        except UnicodeDecodeError as error:
            readable = data[skip:].decode(encoding, errors="replace")
            at = len(data[skip : skip + error.start].decode(encoding, errors="replace"))
            bad = " ".join(f"0x{byte:02x}" for byte in error.object[error.start : error.start + 1])
            message = f"byte {skip + error.start} ({bad}) is not valid {encoding.upper()}"
            raise UndecodableError(message, cls(path, readable, encoding), Span(at, at + 1)) from None
        nul = text.find("\0")
        if nul >= 0:
            raise UndecodableError("the text holds a NUL character", cls(path, text, encoding), Span(nul, nul + 1))
        return cls(path, text, encoding)

    @property
    def line_starts(self) -> list[int]:
        """The offset at which each line starts. Lines end at LF, CRLF or CR, as editors count, and at nothing else."""
        if self._starts is None:
            if "\r" in self.text:
                self._starts = [0, *(match.end() for match in compiled(_LINE_BREAK).finditer(self.text))]
            else:
                lengths = accumulate([len(line) + 1 for line in self.text.split("\n")])
                self._starts = [0, *lengths]
                del self._starts[-1]  # what the last line would be followed by
        return self._starts

    def position(self, offset: int) -> Position:
        """The line and column of an offset. The first is counted out: most files are asked for no other."""
        if self._starts is None and not self._is_asked and "\r" not in self.text:
            self._is_asked = True
            return Position(self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset))
        starts = self.line_starts
        line = bisect_right(starts, offset)
        return Position(line, offset - starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of a line (from 1) without its line break; empty where there is no such line.

        The same object each time: a file of one huge line may have many findings.
        """
        line = self._lines.get(number)
        if line is None:
            starts = self.line_starts
            if not 1 <= number <= len(starts):
                return ""
            end = starts[number] if number < len(starts) else len(self.text)
            line = self._lines[number] = self.text[starts[number - 1] : end].rstrip("\r\n")
        return line

    def slice(self, span: Span) -> str:
        """The text that a span covers."""
        return self.text[span.start : span.end]
