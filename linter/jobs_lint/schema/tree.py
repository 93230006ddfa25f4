"""A field tree: every message of a job, with its fields, as the API's discovery document has them.

The data stands in `schema/data/`, one module a schema, which `tools/schemas.py` writes. A message there is one text, a
field a line, that is taken apart when somebody asks for the message: so loading a schema costs an import and no more.

    name TYPE [output-only] [required] [deprecated] [unsupported]

TYPE is `string`, `integer:int64`, `string:google-duration`, `enum` (its values stand in `ENUMS`) or the name of a
message; `[]` before it makes it a list and `{}` a map, whose keys are the user's.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Final

from jobs_lint.record import NamedTuple

_MODULES: Final = {"cloud-run-v1": "cloud_run_v1", "cloud-run-v2": "cloud_run_v2", "batch": "batch"}
_MOST_LEVELS: Final = 40
"""How deep paths are followed. No schema comes near it; it bounds what a message that holds itself would give."""


class FieldType(NamedTuple):
    """One field of a message.

    `kind` is `string`, `integer`, `number`, `boolean`, `message`, `map` or `any`; that of one item where the field is
    `repeated`. An int64 is an `integer` here, though JSON has it as a string. `format` is `int32`, `int64`, `double`,
    `google-duration`, `google-datetime` or `byte`, that of the values for a map. `message` names the message, for a map
    that of its values where they are messages. `enum` has all values that the API names, those in `deprecated_values`
    among them.

    `unsupported` is what the service's own texts say it refuses or ignores in a job.
    """

    name: str
    kind: str
    format: str = ""
    enum: tuple[str, ...] = ()
    deprecated_values: tuple[str, ...] = ()
    repeated: bool = False
    message: str = ""
    output_only: bool = False
    required: bool = False
    deprecated: bool = False
    unsupported: bool = False


class Place(NamedTuple):
    """Where a field stands in the tree: `taskGroups[].taskSpec.maxRetryCount`, `.*` for a key of a map.

    `message` is the message that has it. `usable` says that neither the field nor a message around it is output only
    or unsupported.
    """

    path: str
    message: str
    field: FieldType
    usable: bool


class Schema:
    """The tree of one service's job. `day` is that of the document it was made of, `source` where that is served."""

    __slots__ = ("_enums", "_fields", "_places", "_texts", "day", "name", "root", "source")

    def __init__(
        self, name: str, day: str, source: str, root: str, texts: Mapping[str, str], enums: Mapping[str, str]
    ) -> None:
        self.name = name
        self.day = day
        self.source = source
        self.root = root
        self._texts = texts
        self._enums = enums
        self._fields: dict[str, dict[str, FieldType]] = {}
        self._places: dict[str, tuple[Place, ...]] | None = None

    @property
    def messages(self) -> tuple[str, ...]:
        """The names of all messages, in the order in which the tree meets them."""
        return tuple(self._texts)

    def fields(self, message: str) -> dict[str, FieldType]:
        """The fields of a message by their names. A message that isn't there is a KeyError."""
        known = self._fields.get(message)
        if known is None:
            lines = self._texts[message].splitlines()
            known = {field.name: field for line in lines if line for field in (self._field(message, line.split()),)}
            self._fields[message] = known
        return known

    def _field(self, message: str, words: list[str]) -> FieldType:
        name, text, *flags = words
        repeated, mapped = text.startswith("[]"), text.startswith("{}")
        kind, _, form = (text[2:] if repeated or mapped else text).partition(":")
        values: list[list[str]] = []
        inner = ""
        if kind == "enum":
            kind = "string"
            values = [line.split() for line in self._enums[f"{message}.{name}"].splitlines() if line]
        elif kind[0].isupper():
            kind, inner = "message", kind
        return FieldType(
            name,
            "map" if mapped else kind,
            form,
            tuple([value[0] for value in values]),
            tuple([value[0] for value in values if len(value) > 1]),
            repeated,
            inner,
            "output-only" in flags,
            "required" in flags,
            "deprecated" in flags,
            "unsupported" in flags,
        )

    def at(self, path: Iterable[str]) -> FieldType | None:
        """The field at the end of a path of keys, None where the tree has none.

        Places in lists (digits) may stand in the path or not. A key of a map leads to the map's own field.
        """
        found: FieldType | None = None
        message = self.root
        in_map = False
        for key in path:
            if key.isdigit() and found is not None and found.repeated:
                continue
            if found is not None and found.kind == "map" and not in_map:
                in_map, message = True, found.message
                continue
            found = self.fields(message).get(key) if message else None
            if found is None:
                return None
            in_map = False
            message = "" if found.kind == "map" else found.message
        return found

    def places_of(self, field_name: str) -> tuple[Place, ...]:
        """Where fields of a name stand in the tree, the shortest path first."""
        if self._places is None:
            index: dict[str, list[Place]] = {}
            for place in self._walk():
                index.setdefault(place.field.name, []).append(place)
            self._places = {
                name: tuple(sorted(places, key=lambda place: (place.path.count("."), len(place.path), place.path)))
                for name, places in index.items()
            }
        return self._places.get(field_name, ())

    def paths_of(self, field_name: str) -> tuple[str, ...]:
        """The paths of `places_of`."""
        return tuple([place.path for place in self.places_of(field_name)])

    def field_names(self) -> frozenset[str]:
        """The names of all fields anywhere in the tree."""
        return frozenset([name for message in self._texts for name in self.fields(message)])

    def _walk(self) -> Iterator[Place]:
        """Every field once by each path to it. A message inside itself isn't entered again."""
        todo: list[tuple[str, str, bool, tuple[str, ...]]] = [("", self.root, True, ())]
        while todo:
            prefix, message, usable, around = todo.pop()
            for field in self.fields(message).values():
                path = f"{prefix}.{field.name}" if prefix else field.name
                fine = usable and not (field.output_only or field.unsupported)
                yield Place(path, message, field, fine)
                inner = field.message
                if inner and inner != message and inner not in around and len(around) < _MOST_LEVELS:
                    below = path + ("[]" if field.repeated else ".*" if field.kind == "map" else "")
                    todo.append((below, inner, fine, (*around, message)))


@cache
def load(name: str) -> Schema:
    """The schema of a name. One that isn't there is a KeyError."""
    data = import_module(f"jobs_lint.schema.data.{_MODULES[name]}")
    return Schema(name, data.DAY, data.SOURCE, data.ROOT, data.FIELDS, data.ENUMS)


def names() -> tuple[str, ...]:
    """The names of all schemas."""
    return tuple(_MODULES)
