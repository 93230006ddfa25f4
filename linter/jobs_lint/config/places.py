"""Where each key and array element of a TOML text stands.

tomllib gives values without places. This scanner gives places without values. It needn't know what is valid, since it
is only asked about what tomllib has read, but it must be quick on any text: it runs first, because tomllib takes time
and memory by the square of the number of parts in a key. So no token can fail to match after a long way, nesting is
kept on a stack of its own, and paths beyond a depth aren't told apart.
"""

from __future__ import annotations

import re
from bisect import bisect_right

Keys = tuple[str | int, ...]

MOST_PARTS = 64

_TOKEN = re.compile(
    r"""
      (?P<newline>\n)
    | (?P<blank>[ \t\r]+|\#[^\n]*)
    | (?P<string>\"{3}(?:[^\\"]|\\.|\"(?!\"\"))*(?:\"{3,5})?|'{3}(?:[^']|'(?!''))*(?:'{3,5})?
                |"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?)
    | (?P<mark>[\[\]{},=.])
    | (?P<bare>[^\s\#"'\[\]{},=.]+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class _Frame:
    """An array or inline table that is open."""

    __slots__ = ("index", "is_array", "path")

    def __init__(self, path: Keys, *, is_array: bool) -> None:
        self.path = path
        self.is_array = is_array
        self.index = 0


class _Scanner:
    """One pass over the tokens of a text."""

    def __init__(self, text: str) -> None:
        self.found: dict[Keys, int] = {}
        self.header: Keys = ()
        self.sizes: dict[Keys, int] = {}
        self.frames: list[_Frame] = []
        self.parts: list[tuple[str, int]] = []
        self.path: Keys = ()
        self.too_deep: int | None = None
        self.scan(text)

    def scan(self, text: str) -> None:
        """Tell headers from `key = value` lines, and follow a value until the line ends outside every bracket."""
        state = "line"
        for match in _TOKEN.finditer(text):
            kind, piece, at = match.lastgroup, match[0], match.start()
            if kind == "blank":
                continue
            if kind == "newline":
                if not self.frames:
                    state, self.parts = "line", []
            elif state == "line" and piece == "[":
                state = "array header" if text[at + 1 : at + 2] == "[" else "header"
            elif state.endswith("header"):
                if piece == "]":
                    self.open_header(is_array=state == "array header")
                    state = "done"
                else:
                    self.add_part(kind, piece, at)
            elif state in ("line", "key"):
                state = self.in_key(kind, piece, at)
            elif state == "value":
                state = self.in_value(piece, at)
            elif state == "after":
                state = self.after_value(piece)

    def add_part(self, kind: str | None, piece: str, at: int) -> None:
        """Take one part of a dotted key."""
        if kind in ("bare", "string"):
            self.parts.append((_unquoted(piece) if kind == "string" else piece, at))

    def take_key(self, base: Keys) -> Keys:
        """The full path of the key just read; its parents are noted where they come up for the first time."""
        path = base
        if len(self.parts) > MOST_PARTS and self.too_deep is None:
            self.too_deep = self.parts[0][1]
        for part, at in self.parts[:MOST_PARTS]:
            path = _deeper(path, part)
            self.found.setdefault(path, at)
            if path in self.sizes:
                path = (*path, self.sizes[path] - 1)
        self.parts = []
        return path

    def open_header(self, *, is_array: bool) -> None:
        """Enter `[table]` or the next element of `[[table]]`."""
        if is_array and self.parts:
            name, at = self.parts.pop()
            path = _deeper(self.take_key(()), name)
            self.found.setdefault(path, at)
            self.sizes[path] = self.sizes.get(path, 0) + 1
            self.header = (*path, self.sizes[path] - 1)
            self.found[self.header] = at
        else:
            self.header = self.take_key(())

    def in_key(self, kind: str | None, piece: str, at: int) -> str:
        """Read on in a key, at the start of a line or in an inline table."""
        if piece == "=":
            self.path = self.take_key(self.frames[-1].path if self.frames else self.header)
            return "value"
        if piece == "}" and self.frames:
            self.frames.pop()
            return "after"
        self.add_part(kind, piece, at)
        return "key"

    def in_value(self, piece: str, at: int) -> str:
        """Read the start of a value."""
        frame = self.frames[-1] if self.frames else None
        if frame and frame.is_array:
            if piece == "]":
                self.frames.pop()
                return "after"
            self.path = _deeper(frame.path, frame.index)
            self.found.setdefault(self.path, at)
        if piece in ("[", "{"):
            self.frames.append(_Frame(self.path, is_array=piece == "["))
            return "value" if piece == "[" else "key"
        return "after"

    def after_value(self, piece: str) -> str:
        """Read what follows a value: the next element, the end of a bracket, or the rest of a number."""
        if not self.frames:
            return "after"
        if piece in ("]", "}"):
            self.frames.pop()
        elif piece == ",":
            frame = self.frames[-1]
            frame.index += 1
            return "value" if frame.is_array else "key"
        return "after"


def _deeper(path: Keys, key: str | int) -> Keys:
    return (*path, key) if len(path) < 2 * MOST_PARTS else path


def _unquoted(piece: str) -> str:
    """The key that a quoted piece spells."""
    if piece[0] == "'" or "\\" not in piece:
        return piece[1:-1]
    import tomllib

    try:
        return str(tomllib.loads(f"key = {piece}")["key"])
    except tomllib.TOMLDecodeError:
        return piece


class Places:
    """Where each key of a TOML text stands, found out when first asked."""

    __slots__ = ("_scanned", "_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._scanned: _Scanner | None = None
        self._starts: list[int] = []

    def find(self, keys: Keys) -> tuple[int, int]:
        """The line and column of a key or element, or of the nearest parent that has a place of its own."""
        found = self._scan().found
        while keys:
            if keys in found:
                return self.position(found[keys])
            keys = keys[:-1]
        return (1, 1)

    def too_deep(self) -> tuple[int, int] | None:
        """The place of the first key with more than MOST_PARTS parts."""
        offset = self._scan().too_deep
        return None if offset is None else self.position(offset)

    def _scan(self) -> _Scanner:
        if self._scanned is None:
            self._scanned = _Scanner(self.text)
        return self._scanned

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset. TOML's lines end at LF only."""
        if not self._starts:
            self._starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        line = bisect_right(self._starts, offset)
        return (line, offset - self._starts[line - 1] + 1)
