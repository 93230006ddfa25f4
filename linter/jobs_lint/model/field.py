"""The fields of a part, as its class declares them. Each is read when it is first asked for, and kept from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Self, TypeVar, cast, overload

from jobs_lint.limits import Limits
from jobs_lint.model.part import Nested, Part, PartT_co
from jobs_lint.model.setting import UNKNOWN

if TYPE_CHECKING:
    from jobs_lint.model.part import Parts
    from jobs_lint.model.setting import Setting

T = TypeVar("T")
NestedT = TypeVar("NestedT", bound=Nested)

_DEFAULTS = Limits.default()


class _Named:
    """What knows the name of the field that it is."""

    name: str

    def __set_name__(self, owner: type[Part], name: str) -> None:
        self.name = name


class Field(_Named, Generic[T]):
    """A scalar field of a part. `default` is the id of the limits row that holds the service's default.

    What is `in_small_letters` has no capitals by the service's word: a bare MACHINE_TYPE there is unknown, since it is
    what somebody is to put a machine type in the place of. One with digits, such as N2_STANDARD_4, is misspelled.
    """

    def __init__(self, default: str | None = None, *, in_small_letters: bool = False) -> None:
        self.default = default
        self.in_small_letters = in_small_letters

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
            if self.in_small_letters and kept.is_set and _stands_in(kept.value):
                kept.value, kept.is_set = UNKNOWN, False
        return cast("Setting[T]", kept)


def _stands_in(value: object) -> bool:
    if not isinstance(value, str) or not value.isupper() or len(value) == 1 or not value.isascii():
        return False
    return value[0] != "_" and value.replace("_", "").isalpha()


class Single(_Named, Generic[NestedT]):
    """A field that is one part."""

    def __init__(self, kind: type[NestedT]) -> None:
        self.kind = kind

    @overload
    def __get__(self, part: None, owner: type[Part]) -> Self: ...
    @overload
    def __get__(self, part: Part, owner: type[Part]) -> NestedT: ...
    def __get__(self, part: Part | None, owner: type[Part]) -> Self | NestedT:
        if part is None:
            return self
        kept = part._kept.get(self.name)
        if kept is None:
            kept = part._kept[self.name] = part._one(self.name, self.kind)
        return cast("NestedT", kept)


class Several(_Named, Generic[PartT_co]):
    """A field of parts of one kind."""

    def __init__(self, kind: type[PartT_co]) -> None:
        self.kind = kind

    @overload
    def __get__(self, part: None, owner: type[Part]) -> Self: ...
    @overload
    def __get__(self, part: Part, owner: type[Part]) -> Parts[PartT_co]: ...
    def __get__(self, part: Part | None, owner: type[Part]) -> Self | Parts[PartT_co]:
        if part is None:
            return self
        kept = part._kept.get(self.name)
        if kept is None:
            kept = part._kept[self.name] = part._parts(self.name, self.kind)
            kept.is_unknown |= part._table.loose
        return cast("Parts[PartT_co]", kept)
