"""Parts of a job: the job itself, its containers, volumes and so on; each reads its fields where its table says.

A field is read when it is first asked for and kept from then on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Self, TypeVar, cast, overload

from jobs_lint.finding import Finding, Related
from jobs_lint.limits import Limits
from jobs_lint.model.grammar import TEXTS
from jobs_lint.model.placeholder import is_placeholder
from jobs_lint.model.setting import UNKNOWN, Setting
from jobs_lint.model.table import ENTRY, At, Each, Table, below
from jobs_lint.read.resolve import is_null, is_text, surprise
from jobs_lint.read.tree import Mapping, Node, Opaque, Scalar, Sequence
from jobs_lint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


T = TypeVar("T")

_DEFAULTS = Limits.default()


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


class Parts(tuple["PartT", ...]):
    """Parts of one kind. `is_unknown` where the list is written but not a literal: then there may be any number."""

    is_unknown: bool

    def __new__(cls, parts: tuple[PartT, ...] = (), is_unknown: bool = False) -> Self:
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
        self._found: list[Found] | None = None

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

    def _odd_settings(self) -> Iterator[Setting[Any]]:
        """The settings of this part and of the parts below that have a flaw or a surprise, in the order of the tables.

        Most fields hold a text that is nothing but text, and are passed over on sight: this looks at all there are.
        """
        for name, at in self._table.fields.items():
            node = self._find(self._table.ends[name])[0]
            if node is None:
                continue
            if isinstance(at, Each):
                if at.keyed and isinstance(node, Mapping) and all(_is_text(pair.value) for pair in node.pairs):
                    continue
                for part in getattr(self, name):
                    yield from part._odd_settings()
            elif not (at.grammar in TEXTS and _is_text(node)):
                setting = getattr(self, name)
                if setting.flaw or setting.surprise:
                    yield setting

    def _find(self, end: int) -> Found:
        """Where a path of the table leads, by its last step."""
        found = self._found
        if found is None:
            found = self._found = self._walk()
        return found[end]

    def _walk(self) -> list[Found]:
        """Take every step of the table once, each from where the step before it led."""
        found: list[Found] = []
        opaque: dict[int, bool] = {}  # the mappings that stand for a value that isn't known
        start: Found = (self._node, self.place, self.field, False)
        dot = "." if self.field else ""
        for parent, keys, number, suffixes in self._table.steps:
            node, place, path, lost = found[parent] if parent >= 0 else start
            suffix = suffixes[0]
            if parent < 0 and suffix[:1] not in ("[", ""):
                path += dot
            if node is None:
                found.append((None, place, path + suffix, lost))
            elif number >= 0:
                if isinstance(node, Sequence):
                    inside = number < len(node.items)
                    node = node.items[number] if inside else None
                    place = _first_key(node) if node is not None else place
                found.append((node, place, path + suffix, False))
            elif not isinstance(node, Mapping):
                null = isinstance(node, Scalar) and is_null(node)
                found.append((None, place, path + suffix, not null))
            elif keys[0] in ENTRY:
                found.append((node.pairs[0][ENTRY.index(keys[0])], place, path, False))
            else:
                if parent not in opaque:
                    opaque[parent] = len(node.pairs) == 1 and is_placeholder(node)
                entries = node.entries
                pair = entries.get(keys[0])
                if pair is None and len(keys) > 1:
                    pair = entries.get(keys[1])
                    suffix = suffixes[1] if pair is not None else suffix
                if pair is None or opaque[parent]:
                    found.append((None, place, path + suffix, opaque[parent]))
                else:
                    found.append((pair.value, pair.key.span, path + suffix, False))
        return found

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


PartT = TypeVar("PartT", bound=Part)


def _is_text(node: Node) -> bool:
    return isinstance(node, Scalar) and is_text(node)


def _first_key(node: Node) -> Span:
    """A short place that stands for a node: its first key, else the node itself."""
    if isinstance(node, Mapping) and node.pairs:
        return node.pairs[0].key.span
    return node.span


class Field(Generic[T]):
    """A scalar field of a part. `default` is the id of the limits row that holds the service's default."""

    def __init__(self, default: str | None = None) -> None:
        self.default = default

    def __set_name__(self, owner: type[Part], name: str) -> None:
        self.name = name

    @overload
    def __get__(self, part: None, owner: type[Part]) -> Self: ...
    @overload
    def __get__(self, part: Part, owner: type[Part]) -> Setting[T]: ...
    def __get__(self, part: Part | None, owner: type[Part]) -> Self | Setting[T]:
        if part is None:
            return self
        kept = part._kept.get(self.name)
        if kept is None:
            default = _DEFAULTS[self.default].amount if self.default else None
            kept = part._kept[self.name] = part._read(self.name, default)
        return cast("Setting[T]", kept)


class Several(Generic[PartT]):
    """A field of parts of one kind."""

    def __init__(self, kind: type[PartT]) -> None:
        self.kind = kind

    def __set_name__(self, owner: type[Part], name: str) -> None:
        self.name = name

    @overload
    def __get__(self, part: None, owner: type[Part]) -> Self: ...
    @overload
    def __get__(self, part: Part, owner: type[Part]) -> Parts[PartT]: ...
    def __get__(self, part: Part | None, owner: type[Part]) -> Self | Parts[PartT]:
        if part is None:
            return self
        kept = part._kept.get(self.name)
        if kept is None:
            kept = part._kept[self.name] = part._parts(self.name, self.kind)
            kept.is_unknown |= part._table.loose
        return cast("Parts[PartT]", kept)
