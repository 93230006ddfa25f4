"""How large a tree is as compact JSON."""

from __future__ import annotations

from jobs_lint.read.resolve import is_text
from jobs_lint.read.tree import Mapping, Node, Scalar


def json_size(root: Node) -> int:
    """The bytes of a tree as compact JSON in UTF-8, aliases written out: never more than what a client sends."""
    total, stack = 0, [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Scalar):
            text = node.text
            total += 2 if is_text(node) else 0
            total += len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
        elif isinstance(node, Mapping):
            total += 2 + max(0, 2 * len(node.pairs) - 1)
            for pair in node.pairs:
                stack += pair
        else:
            items = getattr(node, "items", [])
            total += 2 + max(0, len(items) - 1)
            stack += items
    return total
