"""Parts of a job: the job itself, its containers, volumes and so on; each reads its fields where its table says.

A field is read when it is first asked for and kept from then on.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Self, TypeVar, cast, overload

from jobs_lint.finding import Finding, Related
from jobs_lint.limits import Limits
from jobs_lint.model.placeholder import is_placeholder
from jobs_lint.model.setting import UNKNOWN, Setting
from jobs_lint.model.table import ENTRY, At, Each, Step, Table, below
from jobs_lint.read.resolve import literal, surprise
from jobs_lint.read.tree import Mapping, Node, Scalar, Sequence
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
        made = super().__new__(cls, parts)
        made.is_unknown = is_unknown
        return made


class Found(NamedTuple):
    """Where a path leads: the node, if it is there, the place and path of it or of the nearest parent; `lost` where a
    parent is written but no mapping, so that what would be below isn't known."""

    node: Node | None
    place: Span
    field: str
    lost: bool = False


class Part:
    """Anything with fields. `node` is its place in the tree, `place` the span to point at for the part as a whole."""

    __slots__ = ("_kept", "field", "node", "place", "table")

    def __init__(self, node: Node, place: Span, field: str, table: Table) -> None:
        self.node = node
        self.place = place
        self.field = field
        self.table = table
        self._kept: dict[str, Any] = {}

    def finding(self, message: str, **extra: Any) -> Finding:
        """A finding at the part as a whole; arguments as those of `Setting.finding`."""
        return Setting(None, "", self.place, self.field, is_set=False).finding(message, **extra)

    def settings(self) -> Iterator[Setting[Any]]:
        """Every field of this part and of the parts below, in the order of the tables."""
        for name, at in self.table.fields.items():
            value = getattr(self, name)
            if isinstance(at, Each):
                for part in value:
                    yield from part.settings()
            else:
                yield value

    def find(self, steps: tuple[Step, ...]) -> Found:
        """Follow a path from this part's node."""
        node, place, path = self.node, self.place, self.field
        for position, step in enumerate(steps):
            if step.place >= 0:
                if isinstance(node, Sequence):
                    if step.place >= len(node.items):
                        return Found(None, place, _rest(path, steps[position:]))
                    node = node.items[step.place]
                    place = _first_key(node)
                path = below(path, step.place)
                continue
            if not isinstance(node, Mapping):
                null = isinstance(node, Scalar) and literal(node).kind == "null"
                return Found(None, place, _rest(path, steps[position:]), lost=not null)
            if step.keys[0] in ENTRY:  # the part is one entry of a mapping, with the path of its value
                node = node.pairs[0][ENTRY.index(step.keys[0])]
                continue
            for key in step.keys:
                pair = node.entries.get(key)
                if pair is not None:
                    break
            else:
                return Found(None, place, _rest(path, steps[position:]))
            node, place, path = pair.value, pair.key.span, below(path, key)
        return Found(node, place, path)

    def read(self, name: str, default: Any) -> Setting[Any]:
        """The setting of a field, by the table."""
        at = self.table.fields.get(name)
        if not isinstance(at, At):
            return Setting(default, "", self.place, below(self.field, name), is_set=False)
        found = self.find(self.table.steps[name])
        node = found.node
        if found.lost:
            return Setting(UNKNOWN, "", found.place, found.field, is_set=False)
        if node is None:
            return Setting(default, "", found.place, found.field, is_set=False)
        parsed = at.grammar(node)
        if parsed.value is None:
            return Setting(default, "", found.place, found.field, is_set=False)
        text = node.text if isinstance(node, Scalar) else ""
        span = node.span if node.end > node.start else found.place
        setting = Setting(parsed.value, text, span, found.field, is_set=parsed.value is not UNKNOWN)
        setting.flaw = parsed.flaw
        if isinstance(node, Scalar):
            setting.surprise = surprise(node) or ""
        return setting

    def parts(self, name: str, kind: type[PartT]) -> Parts[PartT]:
        """The parts of a field, by the table."""
        at = self.table.fields.get(name)
        if not isinstance(at, Each):
            return Parts()
        found = self.find(self.table.steps[name])
        node = found.node
        if node is None:
            return Parts(is_unknown=found.lost)
        if at.keyed:
            if not isinstance(node, Mapping) or is_placeholder(node):
                return Parts(is_unknown=not isinstance(node, Scalar) or literal(node).kind != "null")
            return Parts(
                tuple(
                    kind(Mapping(pair.key.start, pair.value.end, [pair]), pair.key.span, below(found.field, key), at.table)
                    for key, pair in node.entries.items()
                )
            )
        if isinstance(node, Mapping) and not is_placeholder(node):
            return Parts((kind(node, _first_key(node), below(found.field, 0), at.table),))
        if not isinstance(node, Sequence):
            return Parts(is_unknown=not isinstance(node, Scalar) or literal(node).kind != "null")
        return Parts(
            tuple(
                kind(item, _first_key(item), below(found.field, index), at.table)
                for index, item in enumerate(node.items)
            ),
            is_unknown=any(not isinstance(item, Mapping) or is_placeholder(item) for item in node.items),
        )


PartT = TypeVar("PartT", bound=Part)


def _rest(path: str, steps: tuple[Step, ...]) -> str:
    for step in steps:
        path = below(path, step.place if step.place >= 0 else step.keys[0])
    return path


def _first_key(node: Node) -> Span:
    """A short place that stands for a node: its first key, else the node itself."""
    if isinstance(node, Mapping) and node.pairs:
        return node.pairs[0].key.span
    return node.span


@cache
def _default(limit_id: str) -> int:
    """A service's default: what is documented, whatever the user's own limits are."""
    return Limits.default()[limit_id].amount


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
            kept = part._kept[self.name] = part.read(self.name, default)
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
            kept = part._kept[self.name] = part.parts(self.name, self.kind)
        return cast("Parts[PartT]", kept)
