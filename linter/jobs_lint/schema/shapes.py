"""The field trees in the form in which a job is held against them: by the keys that a file may have.

Made of a message when the first job has one, and kept: the walk over a job must not cost more than reading it did.
"""

from functools import cache

from jobs_lint.model.table import snake_case
from jobs_lint.schema.oneofs import Oneof, oneofs
from jobs_lint.schema.tree import FieldType, load

TEXT, WHOLE, BOOLEAN, ENUM, MESSAGE, MESSAGES, TEXTS, MAP, OTHER = range(9)
"""What the usual value of a field is, that needs no closer look: a text, a whole number, `true` or `false`, a listed
value, a mapping, a list of mappings, a list of texts, a mapping of texts. What there is more to say of is OTHER.
"""


_SYSTEMATIC = {
    "cloud-run-v1": frozenset({"annotations", "nodeSelector"}),
    "cloud-run-v2": frozenset({"annotations", "labels"}),
    "batch": frozenset[str](),
}


# An empty medium is the disk to Kubernetes, and memory to Cloud Run.
_VALUES = {
    ("cloud-run-v1", "EmptyDirVolumeSource", "medium"): ("Memory", "Disk", ""),
    ("cloud-run-v1", "Container", "imagePullPolicy"): ("Always", "IfNotPresent", "Never"),
}
"""The values of fields that are texts to the schema, and of which the service knows these."""

Known = tuple[int, FieldType]
"""A field under one of its keys, behind what its value usually is."""


class Shape:
    """A message: its fields by all keys that are read, the fields it has to have in both spellings, those that exclude
    each other, with all of their keys, and the maps in which some keys are the service's own."""

    __slots__ = ("keys", "message", "oneofs", "required", "systematic")

    def __init__(self, schema: str, message: str, snake: bool) -> None:
        fields = load(schema).fields(message).values()
        self.message = message
        self.systematic = _SYSTEMATIC[schema]
        self.keys: dict[str, Known] = {}
        for each in fields:
            values = _VALUES.get((schema, message, each.name))
            field = each._replace(enum=values) if values else each
            known = (_usual(field), field)
            self.keys[field.name] = known
            if snake:
                self.keys[snake_case(field.name)] = known
        self.required: list[tuple[str, str]] = [
            (field.name, snake_case(field.name) if snake else field.name) for field in fields if field.required
        ]
        self.oneofs: list[tuple[Oneof, list[str]]] = [
            (oneof, [key for key, known in self.keys.items() if known[1].name in oneof.members])
            for oneof in oneofs(schema, message)
        ]


class Shapes(dict[str, Shape]):
    """The shapes of a schema's messages, each made when first asked for."""

    def __init__(self, schema: str, snake: bool) -> None:
        super().__init__()
        self.schema = schema
        self.snake = snake

    def __missing__(self, message: str) -> Shape:
        made = self[message] = Shape(self.schema, message, self.snake)
        return made


def _usual(field: FieldType) -> int:
    if field.output_only or field.unsupported or field.deprecated:
        return OTHER
    if field.kind == "message":
        return MESSAGES if field.repeated else MESSAGE
    plain = field.kind == "string" and not field.format and not field.enum
    if field.repeated:
        return TEXTS if plain else OTHER
    if field.kind == "map":
        return OTHER if field.message or field.format else MAP
    if field.enum:
        return ENUM
    return TEXT if plain else {"integer": WHOLE, "boolean": BOOLEAN}.get(field.kind, OTHER)


@cache
def shapes(schema: str, snake: bool) -> Shapes:
    """The shapes of a schema, with keys in snake_case too or not."""
    return Shapes(schema, snake)
