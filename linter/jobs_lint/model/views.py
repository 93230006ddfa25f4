"""Texts that are lists or messages: what is written in them, as a tree with the places of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.model.placeholder import has_mark
from jobs_lint.read import read
from jobs_lint.read.embedded import Embedded, EmbeddedScalar, Piece, moved
from jobs_lint.read.tree import Mapping, Node, Opaque, Pair, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jobs_lint.span import Span


def view(name: str, node: Node) -> Node:
    """A node as the view of a name has it. What isn't a text stays as it is, what can't be read is opaque."""
    return _VIEWS[name](node) if isinstance(node, Scalar) and node.text else node


def _inside(node: Scalar) -> Embedded:
    """The text of a scalar, and where each character of it stands as far as that is plain."""
    if isinstance(node, EmbeddedScalar):
        return node.inside
    length = len(node.text)
    quotes = 1 if node.style in ("'", '"') and node.end - node.start == length + 2 else 0
    return Embedded(node.text, (Piece(0, node.start + quotes, node.end - quotes),))


def _json(node: Scalar) -> Node:
    """A message in JSON."""
    text = node.text.strip()
    if text[:1] not in ("{", "["):
        return Opaque(node.start, node.end, node.text)
    inside = _inside(node)
    result = read(inside.text, "json")
    if result.problem is not None or len(result.documents) != 1:
        return Opaque(node.start, node.end, node.text)
    return moved(result.documents[0], inside).root


def _commas(node: Scalar) -> Node:
    """A list with commas between its items."""
    return _split(node, ",")


def _semicolons(node: Scalar) -> Node:
    """A list with semicolons between its items, as gcloud has it inside another list."""
    return _split(node, ";")


def _flag(node: Scalar) -> Node:
    """The value of a flag of gcloud's that is a list."""
    return _split(node, *delimiter_of(node.text))


def _aliases(node: Scalar) -> Node:
    """Names and what they stand for, `NAME:VALUE,...`."""
    pairs = []
    for item in _items(node, ","):
        name, colon, value = item.text.partition(":")
        if not colon or has_mark(name):
            return Opaque(node.start, node.end, node.text)
        pairs.append(Pair(Scalar(item.start, item.end, name.strip(), '"'), Scalar(*item.span, value.strip(), '"')))
    return Mapping(node.start, node.end, pairs)


def _split(node: Scalar, delimiter: str, at: int = 0) -> Node:
    items: list[Node] = [*_items(node, delimiter, at)]
    if len(items) == 1 and has_mark(node.text):  # which may stand for more than one
        return Opaque(node.start, node.end, node.text)
    return Sequence(node.start, node.end, items)


def _items(node: Scalar, delimiter: str, at: int = 0) -> Iterator[Scalar]:
    inside = _inside(node)
    text = inside.text
    for start, end in stretches(text, delimiter, at):
        item = text[start:end]
        place: Span = inside.span(start + len(item) - len(item.lstrip()), start + len(item.rstrip()))
        if item.strip():
            yield Scalar(*place, item.strip(), '"')


def delimiter_of(text: str) -> tuple[str, int]:
    """What stands between the items in the value of a flag of gcloud's, and where the first starts: another delimiter
    than the comma may be named in front, `^:^A:B`."""
    if text.startswith("^") and "^" in text[1:]:
        at = text.index("^", 1) + 1
        return text[1 : at - 1] or ",", at
    return ",", 0


def stretches(text: str, delimiter: str, at: int) -> Iterator[tuple[int, int]]:
    """Where each item of a list in a text starts and ends, the first from `at` on."""
    while at <= len(text):
        end = text.find(delimiter, at)
        end = len(text) if end < 0 else end
        yield at, end
        at = end + len(delimiter)


_VIEWS: dict[str, Callable[[Scalar], Node]] = {
    "@json": _json,
    "@commas": _commas,
    "@semicolons": _semicolons,
    "@flag": _flag,
    "@aliases": _aliases,
}
