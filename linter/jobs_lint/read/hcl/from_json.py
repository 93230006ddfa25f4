"""Terraform's JSON syntax to the same tree as HCL: each string in it is a template of HCL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.pattern import compiled
from jobs_lint.read.embedded import Embedded, EmbeddedScalar, Piece
from jobs_lint.read.hcl.syntax import parse
from jobs_lint.read.hcl.templates import is_no_code
from jobs_lint.read.hcl.values import Evaluator, Scope
from jobs_lint.read.tree import Mapping, Node, Opaque, Pair, Scalar, Sequence
from jobs_lint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_LABELS = {
    "resource": 2,
    "data": 2,
    "ephemeral": 2,
    "action": 2,
    "variable": 1,
    "module": 1,
    "output": 1,
    "provider": 1,
    "check": 1,
}
_COMMENT = "//"
_ESCAPE = r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)"
_MARK = "JSON"


def json_blocks(evaluator: Evaluator, root: Node, text: str) -> Sequence:
    """All blocks of a file."""
    scope = Scope(text)
    blocks: list[Node] = []
    for key, value in _pairs(root):
        for labels, body in _labelled(value, _LABELS.get(key.text, 0), ()):
            blocks.append(_block(evaluator, scope, key, labels, body))
    return Sequence(0, 0, blocks)


def _pairs(node: Node) -> Iterator[tuple[Scalar, Node]]:
    """The pairs of an object, or of all objects of an array, without comments."""
    for each in node.items if isinstance(node, Sequence) else (node,):
        for key, value in each.pairs if isinstance(each, Mapping) else ():
            if isinstance(key, Scalar) and key.text != _COMMENT:
                yield key, value


def _labelled(node: Node, count: int, labels: tuple[Scalar, ...]) -> Iterator[tuple[tuple[Scalar, ...], Mapping]]:
    """The bodies below so many levels of labels."""
    if count:
        for key, value in _pairs(node):
            yield from _labelled(value, count - 1, (*labels, key))
        return
    for each in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(each, Mapping):
            yield labels, each


def _block(evaluator: Evaluator, scope: Scope, kind: Scalar, labels: tuple[Scalar, ...], body: Mapping) -> Mapping:
    key = labels[-1] if labels else kind
    value = json_value(evaluator, scope, body, 1)
    if isinstance(value, Mapping):
        value.start = key.start
        value.pairs = _static(value)
    names = Sequence(labels[0].start, key.end, list(labels)) if labels else Sequence(kind.end, kind.end, [])
    evaluator.nodes += 4 + len(labels)
    return Mapping(
        key.start,
        body.end,
        [
            Pair(Scalar(kind.start, kind.end, "@block", '"'), Scalar(kind.start, kind.end, kind.text, '"')),
            Pair(Scalar(key.start, key.end, "@labels", '"'), names),
            Pair(Scalar(key.start, key.end, "@body", '"'), value),
        ],
    )


def _static(body: Mapping) -> list[Pair]:
    """The pairs of a body and, in place of its `dynamic`, what that makes up: behind the blocks that are there."""
    pairs: list[Pair] = []
    dynamic: dict[str, Pair] = {}
    for key, value in body.pairs:
        if isinstance(key, Scalar) and key.text == "dynamic" and isinstance(value, Mapping | Sequence):
            dynamic |= {name.text: Pair(name, Opaque(made.start, made.end, "")) for name, made in _pairs(value)}
            continue
        for each in value.items if isinstance(value, Sequence) else (value,):
            if isinstance(each, Mapping):
                each.pairs = _static(each)
        pairs.append(Pair(key, value))
    if not dynamic:
        return pairs
    found: list[Pair] = []
    for key, value in pairs:
        made = dynamic.pop(key.text, None) if isinstance(key, Scalar) else None
        if made is None:
            found.append(Pair(key, value))
        else:
            there = value.items if isinstance(value, Sequence) else [value]
            found.append(Pair(key, Sequence(value.start, value.end, [*there, made.value])))
    return found + list(dynamic.values())


def json_value(evaluator: Evaluator, scope: Scope, node: Node, depth: int) -> Node:
    """The node of a JSON value."""
    start, end = node.start, node.end
    evaluator.nodes += 1
    if scope.at is not None and evaluator.is_spent():
        return evaluator.opaque(scope, start, end)
    if isinstance(node, Mapping):
        pairs: list[Pair] = []
        for key, value in node.pairs:
            if isinstance(key, Scalar) and key.text != _COMMENT:
                made = evaluator.scalar(scope, key.start, key.end, key.text, '"')
                pairs.append(Pair(made, json_value(evaluator, scope, value, depth + 1)))
        return Mapping(*scope.span(start, end), pairs, False, scope.anchor(start, end))
    if isinstance(node, Sequence):
        items = [json_value(evaluator, scope, item, depth + 1) for item in node.items]
        return Sequence(*scope.span(start, end), items, False, scope.anchor(start, end))
    if not isinstance(node, Scalar):
        return evaluator.opaque(scope, start, end)
    if node.style and ("${" in node.text or "%{" in node.text):
        return _template(evaluator, scope, node, depth)
    if node.style and not is_no_code(node.text):
        inside = _embedded(scope, node)
        return EmbeddedScalar(*scope.span(start, end), node.text, inside, '"', scope.anchor(start, end))
    return evaluator.scalar(scope, start, end, node.text, node.style)


def _template(evaluator: Evaluator, scope: Scope, node: Scalar, depth: int) -> Node:
    """The value of a string with interpolations, read as a heredoc: JSON has resolved its escapes already."""
    text, mark = node.text, _MARK
    while mark in text:
        mark += "X"
    head = f"x = <<{mark}\n"
    source = f"{head}{text}\n{mark}\n"
    root = parse(source)
    heredoc = root
    while heredoc is not None and heredoc.type != "heredoc_template":
        heredoc = heredoc.children[-1] if heredoc.child_count else None
    if root is None or root.has_error or heredoc is None:
        return evaluator.opaque(scope, node.start, node.end)
    place: Span = scope.span(node.start, node.end)
    whole = _embedded(scope, node)
    first = len(head)

    def locate(start: int, end: int) -> tuple[Piece, ...]:
        return whole.within(start - first, end - first).pieces

    inner = Scope(source, place, scope.here, locate)
    content = Span(first, first + len(text))
    return evaluator.template(inner, heredoc, content, content, "bare", depth + 1)


def _embedded(scope: Scope, node: Scalar) -> Embedded:
    """The text of a JSON string and where its characters stand."""
    if not scope.here:
        return Embedded(node.text, (Piece(0, *scope.span(node.start, node.end), True),))
    at, length = node.start + 1, 0
    pieces: list[Piece] = []
    for found in compiled(_ESCAPE).finditer(scope.text, node.start + 1, node.end - 1):
        if at < found.start():
            pieces.append(Piece(length, at, found.start()))
            length += found.start() - at
        pieces.append(Piece(length, found.start(), found.end()))
        length += 1
        at = found.end()
    if at < node.end - 1 or not pieces:
        pieces.append(Piece(length, at, node.end - 1))
    return Embedded(node.text, tuple(pieces))
