"""What can be read of a broken file: its blocks that are sound by themselves, or but for the bracket at their end."""

from __future__ import annotations

from bisect import bisect_left
from time import process_time
from typing import TYPE_CHECKING

from jobs_lint.pattern import compiled
from jobs_lint.read.hcl.syntax import body, parse

if TYPE_CHECKING:
    from tree_sitter import Node as Syntax

_MULTILINE = 8  # re.MULTILINE
_TOP_LEVEL = (
    r"^(?:resource|data|module|variable|output|provider|locals|terraform|import|moved|removed|check|ephemeral)"
    r"(?=[ \t\"{])[^\n=]{0,400}\{"
)
# What a keyword may stand in without being one: a comment, a heredoc. A text ends on its line, closed or not.
_TOKEN = (
    rf'(?P<block>{_TOP_LEVEL})|"(?:[^"\\\r\n]|\\[^\r\n])*+"?|(?:#|//)[^\n]*+|(?P<comment>/\*)'
    r"|<<-?(?P<heredoc>[^\W\d][\w-]{0,200})(?=\r?\n)"
)
_LONE_WORD = r"^[ \t]*+(?P<word>[^\W\d][\w-]{0,200})[ \t\r]*$"
_INDENT = r"[ \t]*+"
_NOT_A_BREAK = r"[^\r\n]"
_BRACKETED = frozenset({"block", "object", "tuple"})
_LONGEST = 1 << 20
_MOST = 500
"""How many blocks a file may have for each to be tried."""
_PATIENCE = 2.0
"""Seconds after which no further block is tried."""


def sound_part(text: str, seen: int) -> str | None:
    """A broken text in which each top-level block that only lacks its end has one, in place of the blank behind it,
    and blanks are in place of each other one that can't be read. Everything else is at its place.

    Where the parser has seen all blocks already (`seen` of them), it knows more of the broken ones: they stay. None
    where nothing is won, and where there are more blocks than people write.
    """
    starts = _starts(text) if len(text) <= _LONGEST else []
    if not 0 < len(starts) <= _MOST:
        return None
    all_seen = seen >= len(starts)
    deadline = process_time() + _PATIENCE
    before = text[: starts[0]]
    kept = [before if all_seen else _blank(before)]
    won = False
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        block = text[start:end]
        sound = None
        if process_time() < deadline:
            sound = block if _sound(block) is not None else _ended(block)
        won = won or (sound is not None and not (all_seen and sound == block))
        kept.append(sound or (block if all_seen else _blank(block)))
    return "".join(kept) if won else None


def _starts(text: str) -> list[int]:
    """Where top-level blocks start: at a keyword in the first column that is in no comment and no heredoc."""
    starts: list[int] = []
    lone: dict[str, list[int]] | None = None
    at = 0
    while (found := compiled(_TOKEN, _MULTILINE).search(text, at)) is not None:
        at = found.end()
        if found["block"]:
            starts.append(found.start())
        elif found["comment"]:
            closed = text.find("*/", at)
            at = closed + 2 if closed >= 0 else len(text)
        elif word := found["heredoc"]:
            if lone is None:
                lone = _lone_words(text)
            ends = lone.get(word, [])
            number = bisect_left(ends, at)
            if number < len(ends):  # else nothing closes it, and it is what is broken
                at = ends[number]
    return starts


def _lone_words(text: str) -> dict[str, list[int]]:
    """Where words end that stand alone on a line, each of which may close a heredoc."""
    ends: dict[str, list[int]] = {}
    for found in compiled(_LONE_WORD, _MULTILINE).finditer(text):
        ends.setdefault(found["word"], []).append(found.end())
    return ends


def _sound(block: str) -> Syntax | None:
    root = parse(block)
    return root if root is not None and not root.has_error else None


def _ended(block: str) -> str | None:
    """A block with the bracket that it lacks at its end, as long as before; None where it lacks more, or where another
    bracket doesn't stand below its line's beginning: the one that is missing may then be that one's."""
    whole = _sound(f"{block}\n}}")
    outer = next((each for each in _below(whole) if each.type == "block"), None) if whole is not None else None
    inside = body(outer) if outer is not None else None
    if inside is None or not _is_aligned(block, inside):
        return None
    end = max(child.end_byte for child in inside.children if child.type != "comment")
    if not block[end : end + 1].isspace():
        return None
    ended = f"{block[:end]}}}{block[end + 1 :]}"
    return ended if _sound(ended) is not None else None


def _below(root: Syntax) -> list[Syntax]:
    """What stands at the top of a file."""
    return [child for each in root.children for child in (each.children if each.type == "body" else [each])]


def _is_aligned(text: str, root: Syntax) -> bool:
    """Whether each bracket that is closed on another line is closed at the indent of the line that opens it."""
    stack = list(root.children)
    while stack:
        node = stack.pop()
        first, last = node.start_point[0], node.end_point[0]
        if first == last:
            continue
        if node.type in _BRACKETED and _indent(text, node.start_byte) != _indent(text, node.end_byte):
            return False
        stack += node.children
    return True


def _indent(text: str, at: int) -> str:
    """The blanks that the line of a place begins with."""
    found = compiled(_INDENT).match(text, text.rfind("\n", 0, at) + 1)
    return found[0] if found else ""


def _blank(text: str) -> str:
    return compiled(_NOT_A_BREAK).sub(" ", text)
