"""The tree that every reader builds: scalars, mappings and sequences, each with its exact place.

An alias becomes a node of its own, with the alias's place and the anchor's content, so that a finding points at the
use; `anchor` then holds the span of the anchored node.
"""

from collections.abc import Callable, Collection
from functools import partial
from typing import cast

from jobs_lint.record import NamedTuple
from jobs_lint.span import Span

# What Span(...) does without a Python frame: a span is made for each field of each job.
_span = cast("Callable[[tuple[int, int]], Span]", partial(tuple.__new__, Span))


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
        return _span((self.start, self.end))


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


class Opaque(Node):
    """A value that its reader knows not to be a literal: an expression, or what another place makes up. `text` is what
    is written."""

    __slots__ = ("text",)

    def __init__(self, start: int, end: int, text: str, anchor: Span | None = None) -> None:
        super().__init__(start, end, anchor)
        self.text = text


class Pair(NamedTuple):
    """One key and its value in a mapping."""

    key: Node
    value: Node


class Mapping(Node):
    """A mapping: its pairs as written. Looking a key up takes the first of duplicates, and merged keys last."""

    __slots__ = ("_duplicates", "_index", "flow", "pairs")

    _duplicates: Collection[tuple[Pair, Pair]]

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
        index = self._index
        if index is None:
            index = self._index = self._simple() or self._merged()
        return index

    def _simple(self) -> dict[str, Pair] | None:
        """The pairs by key, where each key is a text of its own and nothing is merged, as nearly everywhere."""
        try:
            index = {pair[0].text: pair for pair in self.pairs}  # type: ignore[attr-defined]
        except AttributeError:  # a key that is a collection
            return None
        if len(index) != len(self.pairs) or "<<" in index:
            return None
        self._duplicates = ()
        return index

    def _merged(self) -> dict[str, Pair]:
        duplicates: list[tuple[Pair, Pair]] = []
        index: dict[str, Pair] = {}
        merges: list[Node] = []
        for pair in self.pairs:
            key = pair.key
            if isinstance(key, Scalar):
                if key.text == "<<" and not key.style:
                    merges.append(pair.value)
                    continue
                first = index.setdefault(key.text, pair)
                if first is not pair:
                    duplicates.append((first, pair))
        for merged in merges:
            for source in merged.items if isinstance(merged, Sequence) else (merged,):
                if isinstance(source, Mapping):
                    for text, pair in source.entries.items():
                        index.setdefault(text, pair)
        self._duplicates = duplicates
        return index

    def get(self, key: str) -> Node | None:
        """The value of a key, or None."""
        pair = self.entries.get(key)
        return pair.value if pair is not None else None

    def duplicates(self) -> Collection[tuple[Pair, Pair]]:
        """Each pair whose key was used before in this mapping, behind the first pair of that key."""
        return self._duplicates if self.entries else ()


class Sequence(Node):
    """A sequence of nodes."""

    __slots__ = ("flow", "items")

    def __init__(self, start: int, end: int, items: list[Node], flow: bool = False, anchor: Span | None = None) -> None:
        self.start = start
        self.end = end
        self.anchor = anchor
        self.items = items
        self.flow = flow


class Assumption(NamedTuple):
    """A place where a value is used that may be another one in the end: what it is, such as `the default of the
    variable "timeout"`."""

    span: Span
    what: str


class Document(NamedTuple):
    """One document of a file. `expanded` counts its nodes with every alias written out.

    `assumptions` are the places that hold a value which may be another one; `strict` gives the document in which they
    are unknown.
    """

    root: Node
    expanded: int
    has_aliases: bool = False
    assumptions: tuple[Assumption, ...] = ()
    strict: "Callable[[], Document] | None" = None


class Problem(NamedTuple):
    """Why a file, or the rest of it, can't be read: `kind` is `syntax`, `depth`, `aliases` or `size`.

    `other` is the place where the other of two readers stopped.
    """

    kind: str
    message: str
    span: Span
    other: Span | None = None


class ReadResult(NamedTuple):
    """The documents that could be read, and what stopped the reader, if anything did."""

    documents: tuple[Document, ...]
    problem: Problem | None = None
