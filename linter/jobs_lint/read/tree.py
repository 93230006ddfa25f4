"""The tree that every reader builds: scalars, mappings and sequences, each with its exact place.

An alias becomes a node of its own, with the alias's place and the anchor's content, so that a finding points at the
use; `anchor` then holds the span of the anchored node.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jobs_lint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


class Node:
    """Any node. `start` and `end` bound it without anchor or tag; a collection ends where its last child ends
    (a flow collection behind its bracket)."""

    __slots__ = ("anchor", "end", "start")

    def __init__(self, start: int, end: int, anchor: Span | None = None) -> None:
        self.start = start
        self.end = end
        self.anchor = anchor

    @property
    def span(self) -> Span:
        """The place of the node."""
        return Span(self.start, self.end)


class Scalar(Node):
    """A scalar: its content as text, its style ('' plain, ' or " quoted, | or > block) and its explicit tag."""

    __slots__ = ("style", "tag", "text")

    def __init__(
        self, start: int, end: int, text: str, style: str = "", tag: str | None = None, anchor: Span | None = None
    ) -> None:
        self.start = start
        self.end = end
        self.anchor = anchor
        self.text = text
        self.style = style
        self.tag = tag


class Pair(NamedTuple):
    """One key and its value in a mapping."""

    key: Node
    value: Node


class Mapping(Node):
    """A mapping: its pairs as written. Looking a key up takes the first of duplicates, and merged keys last."""

    __slots__ = ("_index", "flow", "pairs")

    def __init__(self, start: int, end: int, pairs: list[Pair], flow: bool = False, anchor: Span | None = None) -> None:
        self.start = start
        self.end = end
        self.anchor = anchor
        self.pairs = pairs
        self.flow = flow
        self._index: dict[str, Pair] | None = None

    @property
    def entries(self) -> dict[str, Pair]:
        """The pairs that count, by key text: the first of duplicates, then what `<<` merges in."""
        if self._index is None:
            index: dict[str, Pair] = {}
            merges: list[Node] = []
            for pair in self.pairs:
                key = pair.key
                if isinstance(key, Scalar):
                    if key.text == "<<" and not key.style:
                        merges.append(pair.value)
                    else:
                        index.setdefault(key.text, pair)
            for merged in merges:
                for source in merged.items if isinstance(merged, Sequence) else (merged,):
                    if isinstance(source, Mapping):
                        for text, pair in source.entries.items():
                            index.setdefault(text, pair)
            self._index = index
        return self._index

    def get(self, key: str) -> Node | None:
        """The value of a key, or None."""
        pair = self.entries.get(key)
        return pair.value if pair is not None else None

    def duplicates(self) -> Iterator[tuple[Pair, Pair]]:
        """Each pair whose key was used before in this mapping, with the first pair of that key."""
        seen: dict[str, Pair] = {}
        for pair in self.pairs:
            if isinstance(pair.key, Scalar) and (pair.key.style or pair.key.text != "<<"):
                first = seen.setdefault(pair.key.text, pair)
                if first is not pair:
                    yield first, pair


class Sequence(Node):
    """A sequence of nodes."""

    __slots__ = ("flow", "items")

    def __init__(self, start: int, end: int, items: list[Node], flow: bool = False, anchor: Span | None = None) -> None:
        self.start = start
        self.end = end
        self.anchor = anchor
        self.items = items
        self.flow = flow


class Document(NamedTuple):
    """One document of a file. `expanded` counts its nodes with every alias written out."""

    root: Node
    expanded: int


class Problem(NamedTuple):
    """Why a file, or the rest of it, can't be read: `kind` is `syntax`, `encoding`, `depth`, `aliases` or `size`."""

    kind: str
    message: str
    span: Span


class ReadResult(NamedTuple):
    """The documents that could be read, and what stopped the reader, if anything did."""

    documents: tuple[Document, ...]
    problem: Problem | None = None
