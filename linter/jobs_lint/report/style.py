"""How a report looks, and how text that came from a file or its name is made safe to show."""

from __future__ import annotations

from jobs_lint.pattern import compiled
from jobs_lint.record import NamedTuple

_RESET = "\x1b[0m"
_ANSI = {
    "bold": "\x1b[1m",
    "dim": "\x1b[2m",
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "info": "\x1b[1;36m",
}
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}


class Style(NamedTuple):
    """What the user and the terminal ask of a report; each format takes from it what means something to it.

    `quiet` leaves the summary out, `verbose` adds the findings that were suppressed, and why.
    """

    color: bool = False
    width: int = 80
    quiet: bool = False
    verbose: bool = False

    def paint(self, text: str, ink: str) -> str:
        """The text in a colour (`bold`, `dim` or the name of a severity), or as it is where colour is off."""
        return f"{_ANSI[ink]}{text}{_RESET}" if self.color and text else text


def escape_control(text: str) -> str:
    """The text with everything shown as an escape that could move, hide or reorder what a terminal shows.

    These are control characters, line separators, marks and overrides of writing direction, and lone surrogates (a
    byte of a path that is not UTF-8 is shown as that byte). The bracket of `##[` and `##vso[` goes too: the log readers
    of CI services take what follows for a command, wherever in a line it stands.
    """
    if text.isprintable() and "##" not in text:
        return text
    return "".join([escape_at(text, index) for index in range(len(text))])


def escape_line(text: str) -> str:
    """As `escape_control`, for text that opens a line, where a CI service would also take `::` for a command."""
    shown = escape_control(text)
    if shown.lstrip().startswith("::"):
        return shown.replace(":", "\\x3a", 1)
    return shown


def escape_at(text: str, index: int) -> str:
    """What is shown for one character of a text."""
    character = text[index]
    if character == "[" and text.endswith(("##", "##vso"), 0, index):
        return "\\x5b"
    if character.isprintable() or not _is_hidden(ord(character)):
        return character
    return _SHORT.get(character) or _escape(ord(character))


def escape_surrogates(text: str) -> str:
    """The text with lone surrogates alone shown as escapes, for formats that bring escapes of their own."""
    if text.isprintable():
        return text
    return "".join([_escape(ord(each)) if "\ud800" <= each <= "\udfff" else each for each in text])


def quoted(word: str) -> str:
    """A word as a shell takes it for one, and no program for an option."""
    safe = f"./{word}" if word.startswith("-") else word
    if compiled(r"[A-Za-z0-9_./@%+=:,-]++").fullmatch(safe):
        return safe
    return "'" + safe.replace("'", "'\"'\"'") + "'"


def counted(number: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {noun}" if number == 1 or noun == "info" else f"{number} {noun}s"


def _escape(code: int) -> str:
    if 0xDC80 <= code <= 0xDCFF:
        # A byte that a path holds and that is no UTF-8 reaches us in this disguise (PEP 383).
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _is_hidden(code: int) -> bool:
    return (
        code < 0x20
        or 0x7F <= code <= 0x9F
        or code in {0x061C, 0x200E, 0x200F}
        or 0x2028 <= code <= 0x202E
        or 0x2066 <= code <= 0x2069
        or 0xD800 <= code <= 0xDFFF
    )
