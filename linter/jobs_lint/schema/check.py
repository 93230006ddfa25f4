"""A job held against its service's field tree: fields that aren't there, stand elsewhere, lack, exclude each other.

`mistakes_of` walks the tree of a job once. What stands there as it mostly does is passed over on sight; only what is
left is looked at by the modules beside this one, which say what is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.finding import Related
from jobs_lint.model.part import Quirk
from jobs_lint.model.placeholder import has_mark, is_placeholder
from jobs_lint.model.table import below
from jobs_lint.read import tree
from jobs_lint.read.resolve import is_text
from jobs_lint.read.tree import Mapping, Node, Scalar, Sequence
from jobs_lint.schema.shapes import BOOLEAN, ENUM, MAP, MESSAGE, MESSAGES, TEXT, TEXTS, WHOLE, shape
from jobs_lint.schema.tree import load
from jobs_lint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobs_lint.model.table import Table
    from jobs_lint.schema.shapes import Shape
    from jobs_lint.schema.tree import FieldType

    _Above = tuple["_Above", str | int] | None
    _Todo = tuple[Mapping, Shape, _Above, Span]

_LONGEST_NUMBER = 18
_ANSWERS = frozenset(
    {
        *("uid", "generation", "creationTimestamp", "createTime", "updateTime", "etag", "status", "selfLink"),
        *("resourceVersion", "observedGeneration", "create_time", "update_time", "observed_generation"),
    }
)
"""What a server adds to a job. A job that has two of them is what it answered, and nobody wrote it by hand."""


def mistakes_of(root: Node, table: Table, told: Iterable[Span] = ()) -> tuple[Quirk, ...]:
    """What is wrong with a job by its field tree. `told` are the places of values that are known to be refused."""
    for key in table.message.split():
        root = (root.get(key) or root) if isinstance(root, Mapping) else root
    if not isinstance(root, Mapping):
        return ()
    return _Walk(table, root).run(root, told)


class _Walk:
    """One walk over one job."""

    __slots__ = ("day", "explained", "found", "is_answer", "lacking", "oddities", "prefix", "schema", "table", "todo")

    def __init__(self, table: Table, root: Mapping) -> None:
        self.table = table
        self.schema = table.schema
        self.prefix = tuple(table.message.split())
        self.found: list[Quirk] = []
        self.lacking: list[tuple[tuple[str, ...], tuple[str, ...], Quirk]] = []
        self.explained: set[tuple[str, ...]] = set()
        self.todo: list[_Todo] = []

    def run(self, root: Mapping, told: Iterable[Span]) -> tuple[Quirk, ...]:
        """All mistakes, in the order of their places."""
        above: _Above = None
        for word in self.prefix:
            above = (above, word)
        schema = load(self.schema)
        first = root.pairs[0].key.span if root.pairs else root.span
        self.todo.append((root, shape(self.schema, schema.root, self.table.snake), above, first))
        aliases: set[tuple[Span, str]] = set()
        while self.todo:
            node, message, above, place = self.todo.pop()
            if node.anchor is not None:
                seen = (node.anchor, message.message)
                if seen in aliases:
                    continue
                aliases.add(seen)
            self._mapping(node, message, above, place)
        if not (self.found or self.lacking):
            return ()
        return self._sorted(root, set(told))

    def _mapping(self, node: Mapping, message: Shape, above: _Above, place: Span) -> None:
        """One message: each of its fields, what lacks and what is too much."""
        keys = message.keys
        entries = node.entries
        if len(entries) == 1 and is_placeholder(node):
            return
        snake = self.table.snake
        for key, pair in entries.items():
            known = keys.get(key)
            value = pair[1]
            if known is None:
                self._unknown(key, pair, message, above)
                continue
            usual, field = known
            kind = type(value)
            if kind is Scalar:
                if usual == TEXT:
                    if is_text(value):
                        continue
                elif usual == WHOLE:
                    text = value.text
                    if text.isdecimal() and text[0] != "0" and len(text) < _LONGEST_NUMBER:
                        continue
                elif usual == ENUM:
                    if value.text in field.enum:
                        continue
                elif usual == BOOLEAN and not value.style and value.text in ("true", "false"):
                    continue
            elif kind is Mapping:
                if usual == MESSAGE:
                    self.todo.append((value, shape(self.schema, field.message, snake), (above, key), pair[0].span))
                    continue
                if usual == MAP and all(
                    [type(each[1]) is Scalar and is_text(each[1]) for each in value.pairs]  # noqa: C419 - quicker
                ):
                    if field.name == "annotations":
                        self._annotations(value, (above, key))
                    continue
            elif kind is Sequence:
                if usual == TEXTS:
                    if all([type(item) is Scalar and is_text(item) for item in value.items]):  # noqa: C419 - quicker
                        continue
                elif usual == MESSAGES:
                    inner = shape(self.schema, field.message, snake)
                    list_above = (above, key)
                    odd = False
                    for index, item in enumerate(value.items):
                        if type(item) is Mapping:
                            first = item.pairs[0][0].span if item.pairs else item.span
                            self.todo.append((item, inner, (list_above, index), first))
                        else:
                            odd = True
                    if not odd:
                        continue
            self._closer(pair, field, (above, key), node)
        ...
