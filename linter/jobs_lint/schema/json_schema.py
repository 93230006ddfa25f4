"""A field tree as JSON Schema 2020-12, for editors: completion, hover, and the mistakes that need no second file.

It is laxer than the rules where an editor can't know better: a number may be a string of digits, as the JSON form of
both APIs has it, an enum its number, and whatever stands anywhere a text with a mark of some template. It is stricter
in that fields go by camelCase alone, so that completion offers one spelling, and `docs/editors.md` says in what else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobs_lint.schema.bounds import ROWS, SERVICES
from jobs_lint.schema.known_entries import entries_of, examples_of
from jobs_lint.schema.number_patterns import seconds, whole
from jobs_lint.schema.oneofs import oneofs
from jobs_lint.schema.shapes import shapes
from jobs_lint.schema.tree import load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobs_lint.limits import Limit, Limits
    from jobs_lint.schema.tree import FieldType, Schema

    Bounds = dict[tuple[str, str], list[Limit]]

Json = dict[str, Any]

_MARK = r"[$%<{#(@]|\[[A-Z]|__[A-Za-z]|YOUR[_-]|PLACEHOLDER|REPLACE_ME|CHANGE_?ME"
"""What placeholders of the usual templates have: ${X}, $(X), {{ x }}, %X%, <X>, #{X}, ((x)), @X@, [X]s, __X__."""
_NAME = "^[A-Z][A-Z0-9_]+s?$"
"""A bare name where no text belongs, which a script will replace: TASK_COUNT, TIMEOUTs."""
_OPEN = f"{_NAME}|{_MARK}"
_IN_BRACKETS: Json = {"items": {"type": "string", "pattern": f"^[A-Z][A-Z0-9_ -]+$|{_MARK}"}, "maxItems": 1}
"""[LABELS], which YAML reads as a list of one."""
_SET: Json = {"not": {"type": "null"}}
_SET_IN_V1: Json = {"not": {"enum": [None, ""]}}
"""A value beside which another one clashes: the v1 API takes an empty text for none."""

_TITLES = {
    "cloud-run-v1": "Cloud Run Job, as gcloud run jobs replace reads it (run.googleapis.com/v1)",
    "cloud-run-v2": "Cloud Run Job of the REST API v2",
    "batch": "Cloud Batch Job of the REST API v1 and of gcloud batch jobs submit --config",
}
_CONSTANTS = {
    ("cloud-run-v1", "Job", "apiVersion"): "run.googleapis.com/v1",
    ("cloud-run-v1", "Job", "kind"): "Job",
}
_INTEGERS = ("int32", "int64")
_WRAPPED = ("batch", "cloud-run-v1")
"""The forms that gcloud reads, to which one item is a list of one."""
_NO_NULLS = "batch"
"""The form whose maps have no null in an entry."""
_CONVERTED = "namespace"
"""Of what is a number, gcloud makes a text."""
_INSTEAD = {("cloud-run-v2", "Container", "image"): ("sourceCode", "buildConfig")}
"""What a required field may be missing beside."""


def json_schema(name: str, limits: Limits) -> Json:
    """The JSON Schema of a field tree. The same limits give the same schema, key for key."""
    schema = load(name)
    bounds: Bounds = {}
    for message, field, ids in ROWS[name]:
        bounds[message, field] = [limits[f"{SERVICES[name]}.{each}"] for each in ids.split()]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:jobs-lint:schema:{name}",
        "title": _TITLES[name],
        "$comment": f"Fields of {schema.day} from {schema.source}; limits: jobs-lint limits.",
        "$ref": f"#/$defs/{schema.root}",
        "$defs": {message: _message(schema, message, bounds) for message in schema.messages},
    }


def _fields(schema: str, message: str) -> dict[str, FieldType]:
    """The fields of a message, with the values of those that are texts to the API but one of a few words."""
    return {name: field for name, (_, field) in shapes(schema, snake=False)[message].keys.items()}


def _message(schema: Schema, message: str, bounds: Bounds) -> Json:
    fields = _fields(schema.name, message)
    # A section may be empty, and a mark may stand for all of it.
    made: Json = {
        "type": ["object", "string", "array", "null"],
        **_text(_OPEN, "a mapping belongs here"),
        **_IN_BRACKETS,
    }
    made["properties"] = {name: _field(schema, message, field, bounds) for name, field in fields.items()}
    made |= {"patternProperties": {_MARK: {}}, "additionalProperties": False}
    instead = {name: _INSTEAD.get((schema.name, message, name), ()) for name, field in fields.items() if field.required}
    required = [name for name, others in instead.items() if not others]
    if required:
        made["required"] = required
    rules = [_one_of((name, *others)) for name, others in instead.items() if others]
    for group in oneofs(schema.name, message):
        rules += [_one_of(group.members)] if group.needed else []
        rules += _clashes(group.members, _SET_IN_V1 if schema.name == "cloud-run-v1" else _SET)
    if rules:
        made["allOf"] = rules
    return made


def _one_of(members: Iterable[str]) -> Json:
    return {"anyOf": [{"required": [name]} for name in members]}


def _clashes(members: Iterable[str], there: Json) -> list[Json]:
    """At most one of some fields, told at the second of two.

    Without `oneOf`: editors complete all of them then. Without `not`: editors have no words of ours for it.
    """
    names = list(members)
    return [
        {
            "if": {"type": "object", "required": [one, other], "properties": {one: there, other: there}},
            "then": {"properties": {other: {"type": "null", "errorMessage": f"{one} and {other} exclude each other"}}},
        }
        for place, one in enumerate(names)
        for other in names[place + 1 :]
    ]


def _field(schema: Schema, message: str, field: FieldType, bounds: Bounds) -> Json:
    own = bounds.get((message, field.name), [])
    constant = _CONSTANTS.get((schema.name, message, field.name))
    if constant is not None:
        made: Json = {"const": constant}
    elif field.repeated:
        made = _list(field, own, schema.name in _WRAPPED)
    elif field.kind == "map":
        made = _map(schema.name, message, field, own)
    else:
        made = _value(field, own)
    if schema.name == "cloud-run-v1" and field.name == _CONVERTED:
        made["type"] = ["string", "integer", "null"]
    if field.kind == "boolean" and schema.name not in _WRAPPED:
        made |= _text(f"^(true|false)$|{_MARK}", "true or false")  # servers read it in quotes, too
    nested = {
        name.partition(".")[2]: limits
        for (owner, name), limits in bounds.items()
        if owner == message and name.startswith(f"{field.name}.")
    }
    if nested:
        below = _fields(schema.name, field.message)
        # Not beside the reference: some editors let one of the two win there.
        made = {"allOf": [made, {"properties": {name: _value(below[name], limits) for name, limits in nested.items()}}]}
    examples = examples_of(schema.name, message, field.name)
    made |= {"examples": examples} if examples else {}
    made |= {"readOnly": True} if field.output_only else {}
    made |= {"deprecated": True} if field.deprecated or field.unsupported else {}
    description = _description(field, own)
    return {**made, "description": description} if description else made


def _list(field: FieldType, limits: list[Limit], wrapped: bool) -> Json:
    """A list; where one item counts as a list of one, the item itself, too."""
    item = _value(field, [])
    sizes = _sizes(limits, "minItems", "maxItems")
    if not wrapped:
        return {"type": ["array", "string", "null"], "items": item, **sizes, **_text(_OPEN, "a list belongs here")}
    kinds = item.get("type", ["object", "string", "null"])
    kinds = ["array", *(kind for kind in kinds if kind != "array")]
    # Not `anyOf`, of which editors underline the whole where a part is wrong.
    return {"type": kinds, "items": item, **sizes, "if": {"type": "array"}, "else": item}


def _map(schema: str, message: str, field: FieldType, limits: list[Limit]) -> Json:
    values, entries = _split(limits)
    entry = {**_value(field, []), **_length(values)}
    if schema == _NO_NULLS and entry.get("type") == ["string", "null"]:
        entry["type"] = "string"
    made: Json = {
        "type": ["object", "string", "array", "null"],
        **_text(_OPEN, "a mapping belongs here"),
        **_IN_BRACKETS,
    }
    known = entries_of(schema, message, field.name, entry)
    made |= {"properties": known} if known else {}
    return {**made, "additionalProperties": entry, **_sizes(entries, "minProperties", "maxProperties")}


def _value(field: FieldType, limits: list[Limit]) -> Json:
    """One value of a field: an item of a list, an entry of a map."""
    if field.message:
        return {"$ref": f"#/$defs/{field.message}"}
    if field.enum:
        return _or_mark({"enum": list(field.enum)})
    if field.format == "google-duration":
        return {"type": ["string", "null"], **_duration(limits)}
    if field.format in _INTEGERS:
        return _integer(limits)
    if field.kind in ("boolean", "number"):
        wanted = _text(_MARK, "true or false") if field.kind == "boolean" else _text(rf"^-?[0-9]|{_MARK}", "a number")
        return {"type": [field.kind, "string", "null"], **wanted}
    return {"type": ["string", "null"], **_length(limits)} if field.kind != "any" else {}


def _or_mark(made: Json) -> Json:
    """One of the values of an enum, or what an editor can't judge: its number, a text to be filled in."""
    return {"anyOf": [made, {"type": ["integer", "string", "null"], "pattern": _MARK}]}


def _integer(limits: list[Limit]) -> Json:
    made: Json = {"type": ["integer", "string", "null"]}
    least, most = _of_kind(limits, "min"), _of_kind(limits, "max")
    made |= {"minimum": least.value} if least else {}
    made |= {"maximum": most.value} if most else {}
    digits = whole(least.value if least else 0, most.value if most else None)
    made |= _text(f"^{'' if least else '-?'}{digits}$|{_OPEN}", _within("a whole number", least, most))
    default = _of_kind(limits, "default")
    return {**made, "default": default.value} if default else made


def _duration(limits: list[Limit]) -> Json:
    """Seconds, with up to nine decimals and an `s`."""
    least, most = _of_kind(limits, "min"), _of_kind(limits, "max")
    pattern = f"{seconds(least.value if least else 0, most.value if most else None)}|{_OPEN}"
    made = _text(pattern, _within('seconds with an s, such as "600s"', least, most, "s"))
    default = _of_kind(limits, "default")
    return {**made, "default": f"{default.value}s"} if default else made


def _text(pattern: str, wanted: str) -> Json:
    """A pattern for texts, with what editors say in its stead."""
    return {"pattern": pattern, "patternErrorMessage": wanted}


def _within(wanted: str, least: Limit | None, most: Limit | None, unit: str = "") -> str:
    bounds = [f"{limit.value}{unit} at {word}" for limit, word in ((least, "least"), (most, "most")) if limit]
    return ", ".join([wanted, *bounds])


def _length(limits: list[Limit]) -> Json:
    """How long a text may be, unless it is one to be filled in: so not `maxLength`."""
    most = _of_kind(limits, "max")
    if most is None:
        return {}
    return _text(rf"^[\s\S]{{0,{most.value}}}$|{_MARK}", f"{most.text} characters at most")


def _sizes(limits: list[Limit], least: str, most: str) -> Json:
    made: Json = {}
    for kind, keyword in (("min", least), ("max", most)):
        limit = _of_kind(limits, kind)
        if limit:
            made[keyword] = limit.value
    return made


def _split(limits: list[Limit]) -> tuple[list[Limit], list[Limit]]:
    """The limits of a map's values, which are lengths, and those of how many there are."""
    values = [limit for limit in limits if limit.unit == "character"]
    return values, [limit for limit in limits if limit.unit != "character"]


def _of_kind(limits: list[Limit], kind: str) -> Limit | None:
    return next((limit for limit in limits if limit.kind == kind), None)


def _amount(limit: Limit, field: FieldType) -> str:
    """A limit as it would be written in the field, and in words where those are others."""
    if limit.unit == "character":
        return f"{limit.text} characters" + (" a value" if field.kind == "map" else "")
    if limit.unit not in ("s", "file-mode"):
        return limit.text
    written = f"{limit.value}s" if field.format == "google-duration" else str(limit.value)
    return f"{written} ({limit.text}{' in octal' if limit.unit == 'file-mode' else ''})"


def _description(field: FieldType, limits: list[Limit]) -> str:
    """Our own few words: the limits, and what the flags mean."""
    words = {"max": "at most", "min": "at least", "default": "by default", "fixed": "always"}
    parts = [f"{words[limit.kind]} {_amount(limit, field)}" for limit in limits]
    if field.unsupported:
        parts.append("the service refuses or ignores it in a job")
    if field.output_only:
        parts.append("set by the service")
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]
