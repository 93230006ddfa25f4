"""HCL to tree-sitter's tree, and what it says of a text that is no HCL."""

from __future__ import annotations

from functools import cache, lru_cache
from time import process_time
from typing import TYPE_CHECKING

from jobs_lint.pattern import compiled
from jobs_lint.read.tree import Problem
from jobs_lint.span import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from tree_sitter import Node as Syntax
    from tree_sitter import Parser

_OTHER_THAN_ASCII = r"[^\x00-\x7f]"
_EXPONENT = r"(?<![\w.])[0-9]{1,60}[eE][+-]?[0-9]{1,3}(?!\w)"
# A text up to this length is done before anybody asks.
_SHORT = 1 << 14
# Seconds for any text, and characters for each further one: a text of errors takes time by the square of its length.
_PATIENCE = 1.5
_PACE = 2_000_000
_OPENERS = {"block_start": "{", "object_start": "{", "tuple_start": "[", "(": "(", "quoted_template_start": '"'}
_CLOSERS = {"block_end": "}", "object_end": "}", "tuple_end": "]", ")": ")", "quoted_template_end": '"'}
_MISSING = {"block_end": "`}`", "object_end": "`}`", "tuple_end": "`]`", "quoted_template_end": '`"`'} | {
    "}": "`}`",
    "]": "`]`",
    ")": "`)`",
    "template_interpolation_end": "`}`",
    "heredoc_identifier": "the line that closes it",
}
_ENDS = frozenset(_MISSING.values())
_SHOWN = 20


@cache
def _parser() -> Parser:
    from tree_sitter import Language, Parser
    from tree_sitter_hcl import language

    return Parser(Language(language()))


def unmarked(text: str) -> str:
    """A text with a blank in place of its byte order mark."""
    return " " + text[1:] if text.startswith("\ufeff") else text


def parse(text: str) -> Syntax | None:
    """The tree of a text, whose bytes are its code points; None where it would take too long."""
    return _parsed_before(text) if len(text) < _SHORT else _parsed(text)


@lru_cache(maxsize=16)
def _parsed_before(text: str) -> Syntax | None:
    """The tree of a short text: a file is parsed for itself and for its module."""
    return _parsed(text)


def _parsed(text: str) -> Syntax | None:
    # With one byte for each code point, the parser counts what we count; it asks of none of them which one it is.
    data = text if text.isascii() else compiled(_OTHER_THAN_ASCII).sub(_stand_in, text)
    root = _tree(data.encode())
    if root is not None and root.has_error:
        # A number such as 1e3 is none to this parser: it is shown another of the same length.
        changed = compiled(_EXPONENT).sub(_digits, data)
        if changed != data:
            return _tree(changed.encode())
    return root


def _tree(data: bytes) -> Syntax | None:
    parser = _parser()
    if len(data) < _SHORT:
        return parser.parse(data).root_node
    deadline = process_time() + _PATIENCE + len(data) / _PACE
    try:
        tree = parser.parse(
            lambda at, _: data[at:] if at else data, progress_callback=lambda *_: process_time() > deadline
        )
    except ValueError:
        parser.reset()
        return None
    return tree.root_node if tree is not None else None


def _digits(found: re.Match[str]) -> str:
    return "0" * len(found[0])


def _stand_in(found: re.Match[str]) -> str:
    return "x" if found[0].isalnum() else "?"


def took_too_long() -> Problem:
    """The problem of a text whose parsing was given up."""
    return Problem("size", "this file takes too long to be read as HCL; it is hardly any, or split it", Span(0, 1))


def parts(node: Syntax) -> list[Syntax]:
    """The children of a node without comments, which may stand anywhere."""
    children = node.children
    return children if len(children) == 1 else [child for child in children if child.type != "comment"]


def fault(text: str, root: Syntax) -> Problem | None:
    """What is wrong with a text, at the first place where the parser lost its way."""
    if not root.has_error:
        return None
    node = root
    if root.is_error:
        return _given_up(text, root)
    while not (node.is_error or node.is_missing):
        inner = next((child for child in node.children if child.has_error or child.is_missing), None)
        if inner is None:
            break
        node = inner
    if node.is_missing:
        wanted = _MISSING.get(node.type, node.type)
        # What lacks its end is told of where it begins: the parser notices it far below.
        around = node
        while around.parent is not None and around.start_byte == around.end_byte:
            around = around.parent
        lacks = f"what starts here lacks its end, {wanted}" if wanted in _ENDS else "something is missing here in HCL"
        return Problem("syntax", lacks, _first_line(text, around))
    return _misplaced(text, _first_line(text, node))


def _given_up(text: str, root: Syntax) -> Problem:
    """What is wrong with a text of which the parser made nothing: what it met last, or found open at the end."""
    sound = []
    for child in root.children:
        if child.type == "heredoc_identifier":  # what all that follows is to a parser that is lost
            break
        sound.append(child)
    end = sound[-1].end_byte if sound else 0
    while end < len(text) and text[end].isspace():
        end += 1
    opened = _unclosed(sound)
    if end < len(text) or opened is None:
        return _misplaced(text, Span(min(end, max(len(text) - 1, 0)), min(end + 1, len(text))))
    mark = _OPENERS[opened.type]
    return Problem("syntax", f"the `{mark}` opened here is never closed", _first_line(text, opened))


def _misplaced(text: str, span: Span) -> Problem:
    found = text[span.start : min(span.end, span.start + _SHOWN)]
    shown = f"`{found}`" if found.strip() and found.isprintable() and "`" not in found else "this"
    return Problem(
        "syntax", f"{shown} can't stand here in HCL; check that the brackets and quotes above are closed", span
    )


def _unclosed(nodes: list[Syntax]) -> Syntax | None:
    """The innermost bracket or quote that nothing closes, among what the parser couldn't put together."""
    opened: list[Syntax] = []
    for node in nodes:
        if node.type in _OPENERS:
            opened.append(node)
        elif node.type in _CLOSERS and opened:
            opened.pop()
    return opened[-1] if opened else None


def _first_line(text: str, node: Syntax) -> Span:
    """The place of a node, or of its first line that holds something."""
    start, end = node.start_byte, node.end_byte
    while start < end and text[start].isspace():
        start += 1
    line_end = text.find("\n", start, end)
    end = end if line_end < 0 else line_end
    return Span(start, max(end, min(start + 1, len(text))))


def top_level(root: Syntax) -> Iterator[Syntax | None]:
    """The blocks of a file in order, and None for each stretch between them that is none."""
    stack = [root]
    while stack:
        node = stack.pop()
        kind = node.type
        if kind == "block":
            yield node
        elif kind in ("config_file", "body", "ERROR"):
            if kind == "ERROR":
                yield None
            stack.extend(reversed(node.children))
        elif kind != "comment":
            yield None


def keyword(block: Syntax, text: str) -> str:
    """The type of a block."""
    name = block.children[0]
    return text[name.start_byte : name.end_byte]


def labels(block: Syntax) -> list[Syntax]:
    """The labels of a block."""
    return [child for child in block.children[1:] if child.type in ("string_lit", "identifier")]


def label(node: Syntax, text: str) -> str:
    """The text of a label, with or without quotes."""
    return text[node.start_byte : node.end_byte].strip('"')


def body(block: Syntax) -> Syntax | None:
    """The body of a block; None where it is empty."""
    return next((child for child in block.children if child.type == "body"), None)


def attribute(node: Syntax) -> tuple[Syntax, Syntax | None]:
    """The name of an attribute and its expression, None where there is none."""
    children = node.children
    last = children[-1]
    if last.type != "expression":
        return children[0], next((child for child in children if child.type == "expression"), None)
    return children[0], last
