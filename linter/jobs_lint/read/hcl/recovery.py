"""What can be read of a broken file: its blocks that are sound by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.pattern import compiled
from jobs_lint.read.hcl.syntax import parse

if TYPE_CHECKING:
    import re

_MULTILINE = 8  # re.MULTILINE
_TOP_LEVEL = (
    r"^(?:resource|data|module|variable|output|provider|locals|terraform|import|moved|removed|check|ephemeral)"
    r"(?=[ \t\"{])[^\n=]{0,400}\{"
)
_NOT_A_BREAK = r"[^\r\n]"
_LONGEST = 1 << 20
_MOST = 500
"""How many blocks a file may have for each to be tried."""


def sound_part(text: str, seen: int) -> str | None:
    """A broken text with blanks in place of each top-level block that can't be read, everything else at its place.

    None where the parser has seen all blocks already (`seen` of them), since it knows more of those that are broken;
    where no block is sound by itself; and where there are more than people write.
    """
    starts = [match.start() for match in _starts(text)] if len(text) <= _LONGEST else []
    if not seen < len(starts) <= _MOST:
        return None
    kept = [_blank(text[: starts[0]])]
    found = False
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        block = text[start:end]
        sound = _is_sound(block)
        found = found or sound
        kept.append(block if sound else _blank(block))
    return "".join(kept) if found else None


def _starts(text: str) -> list[re.Match[str]]:
    return list(compiled(_TOP_LEVEL, _MULTILINE).finditer(text))


def _is_sound(block: str) -> bool:
    root = parse(block)
    return root is not None and not root.has_error


def _blank(text: str) -> str:
    return compiled(_NOT_A_BREAK).sub(" ", text)
