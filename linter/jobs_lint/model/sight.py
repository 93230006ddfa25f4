"""What is right on sight: whether all that is written of a job is spelled as it should be, told without a setting read.

Nearly all jobs are right. Of the others the fields are read one by one, to say which is odd and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.model.grammar import NUMBERS, TEXTS, boolean, is_usual_number
from jobs_lint.model.table import ENTRY, At, Each, Reach, Table
from jobs_lint.read.resolve import is_text, surprise
from jobs_lint.read.tree import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from jobs_lint.model.grammar import Grammar

    _Todo = list[tuple[Table, Reach, Node]]


def all_right(root: Node, table: Table, is_checked: bool) -> bool:
    """Whether no field of a part, or of the parts below it, has a flaw or a surprise. False where that isn't sure.

    `is_checked` is as for the settings themselves.
    """
    todo: _Todo = [(table, table.reach, root)]
    while todo:
        table, reach, node = todo.pop()
        for name in reach.names:
            at = table.fields[name]
            if isinstance(at, At):
                if not (is_right(node, at.grammar) or _is_plain(node, at.grammar)):
                    return False
            elif isinstance(at, Each):
                if not _are_parts_known(at, node, is_checked, todo):
                    return False
            elif isinstance(node, Mapping):
                todo.append((at.table, at.table.reach, node))
        keys = reach.keys
        if keys and isinstance(node, Mapping):
            for key, pair in node.entries.items():
                behind = keys.get(key)
                if behind is not None and not (behind.grammar and is_right(pair[1], behind.grammar)):
                    todo.append((table, behind, pair[1]))
        for word, place, other in reach.others:
            if word:
                return False
            if not isinstance(node, Sequence):
                todo.append((table, other, node))
            elif place < len(node.items):
                todo.append((table, other, node.items[place]))
    return True


def _are_parts_known(at: Each, node: Node, is_checked: bool, todo: _Todo) -> bool:
    """Put the parts of a field on the stack; whether that could be done, or needn't be."""
    inner = at.table
    if at.scalars:
        return is_checked or (isinstance(node, Sequence) and are_texts(node.items))
    if at.keyed:
        if not isinstance(node, Mapping) or are_texts([pair[1] for pair in node.pairs]):
            return True
        for word, _, other in inner.reach.others:
            if word not in ENTRY:
                return False
            half = ENTRY.index(word)
            todo += [(inner, other, pair[half]) for pair in node.entries.values()]
        return not (inner.reach.keys or inner.reach.names)
    items = node.items if isinstance(node, Sequence) else [node]
    todo += [(inner, inner.reach, item) for item in items]
    return True


def is_right(node: Node, grammar: Grammar) -> bool:
    """Whether a value is right on sight, so that the grammar doesn't have to be asked."""
    if not isinstance(node, Scalar):
        return False
    if grammar in TEXTS:
        return is_text(node)
    if grammar in NUMBERS:
        return is_usual_number(node)
    return grammar is boolean and not node.style and node.text in ("true", "false")


def _is_plain(node: Node, grammar: Grammar) -> bool:
    """Whether neither the grammar nor YAML 1.1 has anything to say of a value."""
    return not grammar(node).flaw and not (isinstance(node, Scalar) and surprise(node))


def are_texts(nodes: list[Node]) -> bool:
    """Whether all nodes are scalars that no reader takes for anything but text."""
    return all([isinstance(node, Scalar) and is_text(node) for node in nodes])  # noqa: C419 (a list is quicker)
