"""Parts of a job: the job itself, its containers, volumes and so on; each reads its fields where its table says.

A field is read when it is first asked for and kept from then on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar

from jobs_lint.finding import Finding, Related
from jobs_lint.model.grammar import boolean
from jobs_lint.model.placeholder import is_placeholder
from jobs_lint.model.setting import UNKNOWN, Setting
from jobs_lint.model.sight import all_right, are_texts, is_right
from jobs_lint.model.table import ENTRY, ITEM, VIEWS, At, Each, One, Table, below
from jobs_lint.read.resolve import is_null, surprise
from jobs_lint.read.tree import Mapping, Node, Opaque, Scalar, Sequence
from jobs_lint.record import NamedTuple
from jobs_lint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.model.table import Step


class Quirk(NamedTuple):
    """Something odd about how a job is written, apart from what it says. `kind` tells which rule it belongs to."""

    kind: str
    message: str
    span: Span
    field: str
    value: str | None = None
    related: tuple[Related, ...] = ()

    def finding(self) -> Finding:
        """The quirk as a finding."""
        return Finding(self.message, self.span, self.field, self.value, None, self.related)


class Parts(tuple["PartT_co", ...]):
    """Parts of one kind. `is_unknown` where the list is written but not a literal: then there may be any number."""

    is_unknown: bool

    def __new__(cls, parts: tuple[PartT_co, ...] = (), is_unknown: bool = False) -> Self:
        """A tuple of parts."""
        made = super().__new__(cls, parts)
        made.is_unknown = is_unknown
        return made


Found = tuple[Node | None, Span, str, bool]
"""Where a path leads: the node, if it is there; the place and path of it, the place being the nearest parent's where it
isn't; and whether it is lost: a parent is written but no mapping, so that what would be below isn't known."""


class Part:
    """Anything with fields. `place` is the span to point at for the part as a whole, `field` its path in the file."""

    __slots__ = ("_found", "_kept", "_node", "_table", "field", "place")

    def __init__(self, node: Node, place: Span, field: str, table: Table) -> None:
        self._node = node
        self.place = place
        self.field = field
        self._table = table
        self._kept: dict[str, Any] = {}
        self._found: dict[int, Found] = {}

    @property
    def start(self) -> int:
        """Where the part starts in the file."""
        return self._node.start

    @property
    def span(self) -> Span:
        """The place of all that the part holds."""
        return self._node.span

    def finding(self, message: str, **extra: Any) -> Finding:
        """A finding at the part as a whole; arguments as those of `Setting.finding`."""
        return Setting(None, "", self.place, self.field, is_set=False).finding(message, **extra)

    def _odd_settings(self, is_checked: bool) -> Iterator[Setting[Any]]:
        """The settings of this part and of the parts below that have a flaw or a surprise.

        This goes by the keys that are there, not by the rows of the table: most fields aren't written. Of those that
        are, most hold what is right on sight. Where the job `is_checked` by the schema of its form, the flaws of
        booleans and of lists are left to that, which knows who reads them.
        """
        if all_right(self._node, self._table, is_checked):
            return
        stack = [(self._table.reach, self._node)]
        while stack:
            reach, node = stack.pop()
            for name in reach.names:
                yield from self._odd(name, node, is_checked)
            if reach.keys and isinstance(node, Mapping):
                for key, pair in node.entries.items():
                    if key in reach.keys:
                        stack.append((reach.keys[key], pair[1]))
            for _, _, other in reach.others:
                found = self._find(other.number)[0]
                if found is not None:
                    stack.append((other, found))

    def _odd(self, name: str, node: Node, is_checked: bool) -> Iterator[Setting[Any]]:
        """The odd settings of a field that is written as a node."""
        at = self._table.fields[name]
        if isinstance(at, At):
            if not is_right(node, at.grammar):
                setting = getattr(self, name)
                is_flawed = setting.flaw and not (is_checked and at.grammar is boolean)
                if is_flawed or (setting.surprise and not setting.flaw):
                    yield setting
        elif isinstance(at, One):
            yield from getattr(self, name)._odd_settings(is_checked)
        elif not (
            (at.keyed and isinstance(node, Mapping) and are_texts([pair[1] for pair in node.pairs]))
            or (at.scalars and (is_checked or (isinstance(node, Sequence) and are_texts(node.items))))
        ):
            for part in getattr(self, name):
                yield from part._odd_settings(is_checked)

    def _find(self, step: int) -> Found:
        """Where a path of the table leads, by its last step. Each step is taken when it is first asked for."""
        found = self._found.get(step)
        if found is None:
            found = self._found[step] = self._take(self._table.steps[step])
        return found

    def _take(self, step: Step) -> Found:
        """Take a step from where the one before it led."""
        parent, keys, number, suffixes = step
        suffix = suffixes[0]
        if parent >= 0:
            node, place, path, lost = self._find(parent)
        else:
            node, place, path, lost = self._node, self.place, self.field, False
            if path and suffix[:1] not in ("[", ""):
                path += "."
        if node is None:
            return None, place, path + suffix, lost
        if number >= 0:
            if isinstance(node, Sequence):
                inside = number < len(node.items)
                node = node.items[number] if inside else None
                place = _first_key(node) if node is not None else place
            return node, place, path + suffix, False
        key = keys[0]
        if key[0] == "@":
            if key == ITEM:
                return node, place, path, False
            if key in VIEWS:
                return _viewed(key, node), place, path, False
        if not isinstance(node, Mapping):
            null = isinstance(node, Scalar) and is_null(node)
            return None, place, path + suffix, not null
        if key in ENTRY:
            return node.pairs[0][ENTRY.index(key)], place, path, False
        if len(node.pairs) == 1 and is_placeholder(node):
            return None, place, path + suffix, True
        entries = node.entries
        pair = entries.get(key)
        if pair is None and len(keys) > 1:
            pair = entries.get(keys[1])
            suffix = suffixes[1] if pair is not None else suffix
        if pair is None:
            return None, place, path + suffix, False
        return pair[1], pair[0].span, path + suffix, False

    def _read(self, name: str, default: Any) -> Setting[Any]:
        """The setting of a field, by the table."""
        at = self._table.fields.get(name)
        if self._table.partial:
            default = UNKNOWN
        if not isinstance(at, At):
            return Setting(default, "", self.place, below(self.field, name), is_set=False)
        node, place, field, lost = self._find(self._table.ends[name])
        if lost:
            return Setting(UNKNOWN, "", place, field, is_set=False)
        if node is None:
            return Setting(default, "", place, field, is_set=False)
        parsed = at.grammar(node)
        if parsed.value is None:
            return Setting(default, "", place, field, is_set=False)
        text = node.text if isinstance(node, Scalar | Opaque) else ""
        span = node.span if node.end > node.start else place
        setting = Setting(parsed.value, text, span, field, is_set=parsed.value is not UNKNOWN)
        setting.flaw = parsed.flaw
        if isinstance(node, Scalar):
            setting.surprise = surprise(node) or ""
        return setting

    def _is_seen(self, name: str) -> bool:
        """Whether a field's text is there to be read, though a mark in it may stand for a word or two more."""
        if not getattr(self, name).is_unknown:
            return True
        end = self._table.ends.get(name)
        node = self._find(end)[0] if end is not None else None
        if not isinstance(node, Scalar) or node.text.lstrip().startswith(("{{", "{%", "<%")):
            return False
        return len(node.text.split(None, 1)) > 1

    def _parts(self, name: str, kind: type[PartT]) -> Parts[PartT]:
        """The parts of a field, by the table."""
        at = self._table.fields.get(name)
        if not isinstance(at, Each):
            return Parts(is_unknown=self._table.partial)
        node, _, path, lost = self._find(self._table.ends[name])
        if node is None:
            return Parts(is_unknown=lost or self._table.partial)
        if at.keyed:
            if not isinstance(node, Mapping) or is_placeholder(node):
                return Parts(is_unknown=not isinstance(node, Scalar) or not is_null(node))
            return Parts(
                tuple(
                    kind(
                        Mapping(pair.key.start, pair.value.end, [pair]),
                        pair.key.span,
                        below(path, key),
                        at.table,
                    )
                    for key, pair in node.entries.items()
                )
            )
        if at.scalars:
            return _scalars(node, path, kind, at.table)
        if isinstance(node, Mapping) and not is_placeholder(node):
            return Parts((kind(node, _first_key(node), path if at.flat else below(path, 0), at.table),))
        if not isinstance(node, Sequence):
            return Parts(is_unknown=not isinstance(node, Scalar) or not is_null(node))
        return Parts(
            tuple(
                kind(item, _first_key(item), path if at.flat else below(path, index), at.table)
                for index, item in enumerate(node.items)
            ),
            is_unknown=any(not isinstance(item, Mapping) or is_placeholder(item) for item in node.items),
        )

    def _one(self, name: str, kind: type[NestedT]) -> NestedT:
        """The one part of a field, by the table; where it isn't written, one without a node of its own."""
        at = self._table.fields.get(name)
        if not isinstance(at, One):
            return _absent(kind, self.place, below(self.field, name), self._table.partial)
        node, place, path, lost = self._find(self._table.ends[name])
        if node is None or (isinstance(node, Scalar) and is_null(node)):
            return _absent(kind, place, path, lost or self._table.partial)
        if not isinstance(node, Mapping) or is_placeholder(node):
            return _absent(kind, place, path, is_unknown=True)
        made = kind(node, place, path, at.table)
        made.is_set, made.is_unknown = True, False
        return made


class Nested(Part):
    """A part that there is one of at most. Where it isn't written, its fields are unset."""

    __slots__ = ("is_set", "is_unknown")

    is_set: bool
    is_unknown: bool

    @property
    def is_written(self) -> bool:
        """Whether the part is in the file at all, as a literal or not."""
        return self.is_set or self.is_unknown


PartT = TypeVar("PartT", bound=Part)
PartT_co = TypeVar("PartT_co", bound=Part, covariant=True)
NestedT = TypeVar("NestedT", bound=Nested)

_NOTHING = Table()
_NOTHING_KNOWN = Table(partial=True)


def _absent(kind: type[NestedT], place: Span, path: str, is_unknown: bool) -> NestedT:
    made = kind(Mapping(place.start, place.end, []), place, path, _NOTHING_KNOWN if is_unknown else _NOTHING)
    made.is_set, made.is_unknown = False, is_unknown
    return made


def _scalars(node: Node, path: str, kind: type[PartT], table: Table) -> Parts[PartT]:
    """The scalars of a list as parts. One in the list's stead is its only one, as Google's tools read it."""
    if isinstance(node, Sequence):
        return Parts(tuple(kind(item, item.span, below(path, index), table) for index, item in enumerate(node.items)))
    if isinstance(node, Scalar) and not is_placeholder(node):
        return Parts() if is_null(node) else Parts((kind(node, node.span, path, table),))
    return Parts(is_unknown=True)


def _viewed(name: str, node: Node) -> Node:
    from jobs_lint.model.views import view  # most jobs have no such field

    return view(name, node)


def _first_key(node: Node) -> Span:
    """A short place that stands for a node: its first key, else the node itself."""
    if isinstance(node, Mapping) and node.pairs:
        return node.pairs[0].key.span
    return node.span
