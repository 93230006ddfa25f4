"""The blocks of a .tf file to mappings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.read.caps import too_deep
from jobs_lint.read.hcl.syntax import attribute, body, keyword, label, labels, top_level
from jobs_lint.read.hcl.values import Evaluator, Scope, Strayed
from jobs_lint.read.tree import Mapping, Node, Opaque, Pair, Scalar, Sequence

if TYPE_CHECKING:
    from tree_sitter import Node as Syntax

# What a file can hold at its top: in a file whose brackets don't match, any other block is a part of one that broke.
_TOP = frozenset(
    {"resource", "data", "ephemeral", "variable", "locals", "output", "module", "provider", "terraform"}
    | {"moved", "import", "removed", "check", "action"}
)
_SHOWN = 200


class Blocks:
    """Reads the blocks of one text."""

    def __init__(self, evaluator: Evaluator, text: str) -> None:
        self._evaluator = evaluator
        self._text = text
        self._scope = Scope(text)

    def top_level(self, root: Syntax) -> Sequence:
        """All blocks of a file. Where it is broken, a block beside what is none may have lost a part of itself."""
        broken = root.has_error
        blocks: list[Node] = []
        after_junk = False
        for node in top_level(root):
            if node is None or (broken and keyword(node, self._text) not in _TOP):
                after_junk = broken
                if after_junk and blocks:
                    self._spoil(blocks[-1])
                continue
            block = self._top_block(node)
            blocks.append(block)
            if after_junk:
                self._spoil(block)
            after_junk = False
        # At no place that holds anything: a comment on the first line is about the first block, not about all.
        return Sequence(0, 0, blocks)

    def _spoil(self, block: Node) -> None:
        if isinstance(block, Mapping):
            key, value = block.pairs[-1]
            if not isinstance(value, Opaque):
                block.pairs[-1] = Pair(key, self._unread(block.start, block.end))

    def _unread(self, start: int, end: int) -> Opaque:
        return Opaque(start, end, self._text[start : min(end, start + _SHOWN)])

    def _top_block(self, node: Syntax) -> Mapping:
        name = node.children[0]
        start, end = name.start_byte, name.end_byte
        kind = Scalar(start, end, keyword(node, self._text))
        names = self._labels(node, end)
        self._evaluator.nodes += 4 + len(names.items)
        pairs = [
            Pair(Scalar(start, end, "@block"), kind),
            Pair(Scalar(start, end, "@labels"), names),
            Pair(Scalar(start, end, "@body"), self._block(node, 1, labelled=False)),
        ]
        return Mapping(node.start_byte, node.end_byte, pairs)

    def _labels(self, node: Syntax, behind: int) -> Sequence:
        items: list[Node] = [
            Scalar(each.start_byte, each.end_byte, label(each, self._text), '"') for each in labels(node)
        ]
        start, end = (items[0].start, items[-1].end) if items else (behind, behind)
        return Sequence(start, end, items)

    def _block(self, node: Syntax, depth: int, labelled: bool = True) -> Node:
        """The body of a block, with its labels where it has some and they are wanted."""
        start, end = node.start_byte, node.end_byte
        if depth > self._evaluator.caps.depth:
            raise Strayed(too_deep(start, self._evaluator.caps))
        if node.has_error and any(child.has_error and child.type != "body" for child in node.children):
            return self._unread(start, end)
        inside = body(node)
        pairs = self._pairs(inside, depth) if inside is not None else []
        if pairs is None:
            return self._unread(start, end)
        if labelled and (names := self._labels(node, start)).items:
            key = Scalar(names.start, names.end, "@labels")
            pairs.insert(0, Pair(key, names))
        return Mapping(start, end, pairs)

    def _pairs(self, inside: Syntax, depth: int) -> list[Pair] | None:
        """The pairs of a body; None where it is so broken that one of its attributes may have swallowed another."""
        pairs: list[Pair] = []
        nested: dict[str, tuple[int, list[Node]]] = {}
        for child in inside.children:
            kind = child.type
            if kind == "attribute":
                value = self._attribute(child, depth)
                if value is None:
                    return None
                name = child.children[0]
                start, end = name.start_byte, name.end_byte
                pairs.append(Pair(Scalar(start, end, self._text[start:end]), value))
            elif kind == "block":
                key = child.children[0]
                text = keyword(child, self._text)
                value = None
                if text == "dynamic" and (names := labels(child)):
                    key, text = names[0], label(names[0], self._text)
                    value = self._unread(child.start_byte, child.end_byte)
                else:
                    value = self._block(child, depth + 1)
                if text in nested:
                    nested[text][1].append(value)
                else:
                    nested[text] = (len(pairs), [value])
                    pairs.append(Pair(Scalar(key.start_byte, key.end_byte, text), value))
            elif kind != "comment":
                return None
        self._evaluator.nodes += 2 * len(pairs)
        for number, values in nested.values():
            key_node, first = pairs[number]
            if len(values) > 1:
                # As long as its first block, so that a comment above that is about no other.
                pairs[number] = Pair(key_node, Sequence(first.start, first.end, values))
        return pairs

    def _attribute(self, node: Syntax, depth: int) -> Node | None:
        _, expression = attribute(node)
        if expression is None:
            return None
        start, end = expression.start_byte, expression.end_byte
        if not node.has_error:
            problems = len(self._evaluator.problems)
            value = self._evaluator.value(self._scope, expression, depth + 1)
            return value if len(self._evaluator.problems) == problems else None
        if any(child.is_error for child in node.children) or "\n" in self._text[node.start_byte : node.end_byte]:
            return None
        return self._unread(start, end)
