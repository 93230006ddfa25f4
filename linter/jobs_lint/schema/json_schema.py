"""A field tree as JSON Schema 2020-12, for editors: completion, hover, and the mistakes that need no second file.

It is laxer than the rules where an editor can't know better: a number may be a string of digits, as the JSON form of
both APIs has it, an enum its number, and a number, boolean, enum or duration a text with a mark of some template. It is
stricter in one thing: fields go by camelCase alone, so that completion offers one spelling.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from jobs_lint.schema.bounds import ROWS, SERVICES
from jobs_lint.schema.oneofs import oneofs
from jobs_lint.schema.tree import load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobs_lint.limits import Limit, Limits
    from jobs_lint.schema.tree import FieldType, Schema

Json = dict[str, Any]

_MARK = r"[$%<{#(@]"
"""What starts a placeholder of the usual templates: ${X}, $(X), {{ x }}, %X%, <X>, #{X}, ((x)), @X@."""
_NAME = "^[A-Z][A-Z0-9_]+s?$"
"""A bare name where a number belongs, which a script will replace: TASK_COUNT, TIMEOUTs."""

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


def json_schema(name: str, limits: Limits) -> Json:
    """The JSON Schema of a field tree. The same limits give the same schema, key for key."""
    schema = load(name)
    bounds: dict[tuple[str, str], list[Limit]] = {}
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


def _message(schema: Schema, message: str, bounds: dict[tuple[str, str], list[Limit]]) -> Json:
    fields = schema.fields(message)
    # A section may be empty, and a mark may stand for all of it.
    made: Json = {"type": ["object", "string", "null"], "pattern": _MARK, "additionalProperties": False}
    made["properties"] = {name: _field(schema, message, field, bounds) for name, field in fields.items()}
    required = [name for name, field in fields.items() if field.required]
    if required:
        made["required"] = required
    rules = [rule for group in oneofs(schema.name, message) for rule in _oneof(group.members, group.needed)]
    if rules:
        made["allOf"] = rules
    return made


def _oneof(members: Iterable[str], needed: bool) -> list[Json]:
    """At most one of some fields; one of them, where it is needed.

    Without `oneOf`: editors can say which two clash then, and complete all of them.
    """
    names = list(members)
    clashes: list[Json] = [
        {"not": {"required": [one, other]}, "errorMessage": f"{one} and {other} exclude each other"}
        for place, one in enumerate(names)
        for other in names[place + 1 :]
    ]
    return [*([{"anyOf": [{"required": [name]} for name in names]}] if needed else []), *clashes]


def _field(schema: Schema, message: str, field: FieldType, bounds: dict[tuple[str, str], list[Limit]]) -> Json:
    own = bounds.get((message, field.name), [])
    constant = _CONSTANTS.get((schema.name, message, field.name))
    inner = partial(_value, field, [] if field.repeated or field.kind == "map" else own)
    if constant is not None:
        made: Json = {"const": constant}
    elif field.repeated:
        made = {"type": ["array", "string", "null"], "items": inner(), **_sizes(own, "minItems", "maxItems")}
        # One text is a list of one to all readers but Cloud Run's server.
        made |= {} if schema.name == "batch" and field.kind == "string" else {"pattern": _MARK}
    elif field.kind == "map":
        values, entries = _split(own)
        made = {"type": ["object", "string", "null"], "pattern": _MARK}
        made["additionalProperties"] = {**inner(), **_length(values)}
        made |= _sizes(entries, "minProperties", "maxProperties")
    else:
        made = inner()
    nested = {
        name.partition(".")[2]: limits
        for (owner, name), limits in bounds.items()
        if owner == message and name.startswith(f"{field.name}.")
    }
    if nested:
        below = schema.fields(field.message)
        # Not beside the reference: some editors let one of the two win there.
        made = {"allOf": [made, {"properties": {name: _value(below[name], limits) for name, limits in nested.items()}}]}
    made |= {"readOnly": True} if field.output_only else {}
    made |= {"deprecated": True} if field.deprecated or field.unsupported else {}
    description = _description(field, own)
    return {**made, "description": description} if description else made


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
        pattern = _MARK if field.kind == "boolean" else rf"^-?[0-9]|{_MARK}"
        return {"type": [field.kind, "string", "null"], "pattern": pattern}
    return {"type": ["string", "null"], **_length(limits)} if field.kind != "any" else {}


def _or_mark(made: Json) -> Json:
    """One of the values of an enum, or what an editor can't judge: its number, a text to be filled in."""
    return {"anyOf": [made, {"type": ["integer", "string", "null"], "pattern": _MARK}]}


def _integer(limits: list[Limit]) -> Json:
    made: Json = {"type": ["integer", "string", "null"]}
    least, most = _of_kind(limits, "min"), _of_kind(limits, "max")
    made |= {"minimum": least.value} if least else {}
    made |= {"maximum": most.value} if most else {}
    sign = "" if least and least.value >= 0 else "-?"
    made["pattern"] = f"^{sign}{_digits(most)}$|{_NAME}|{_MARK}"
    default = _of_kind(limits, "default")
    return {**made, "default": default.value} if default else made


def _duration(limits: list[Limit]) -> Json:
    """Seconds, with up to nine decimals and an `s`."""
    most = _of_kind(limits, "max")
    made: Json = {"pattern": rf"^{_digits(most)}(\.[0-9]{{1,9}})?s$|{_NAME}|{_MARK}"}
    made["patternErrorMessage"] = 'seconds with an s, such as "600s"' + (f", {most.value}s at most" if most else "")
    default = _of_kind(limits, "default")
    return {**made, "default": f"{default.value}s"} if default else made


def _digits(most: Limit | None) -> str:
    return f"({'|'.join(up_to(most.value))})" if most else "[0-9]+"


def up_to(most: int) -> list[str]:
    """Patterns for the whole numbers up to one, in digits: JSON Schema can't compare what is in a string."""
    text = str(most)
    found = [text]
    for place, digit in enumerate(text):
        low = 1 if place == 0 and len(text) > 1 else 0
        if int(digit) > low:
            rest = len(text) - place - 1
            tail = f"[0-9]{{{rest}}}" if rest else ""
            found.append(f"{text[:place]}[{low}-{int(digit) - 1}]{tail}")
    if len(text) > 1:
        found.append(f"[0-9]{{1,{len(text) - 1}}}")
    return found


def _length(limits: list[Limit]) -> Json:
    """How long a text may be, unless it is one to be filled in: so not `maxLength`."""
    most = _of_kind(limits, "max")
    if most is None:
        return {}
    pattern = rf"^[\s\S]{{0,{most.value}}}$|{_MARK}"
    return {"pattern": pattern, "patternErrorMessage": f"{most.text} characters at most"}


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


def _amount(limit: Limit) -> str:
    return f"{limit.text} characters" if limit.unit == "character" else limit.text


def _description(field: FieldType, limits: list[Limit]) -> str:
    """Our own few words: the limits, and what the flags mean."""
    words = {"max": "at most", "min": "at least", "default": "by default", "fixed": "always"}
    parts = [f"{words[limit.kind]} {_amount(limit)}" for limit in limits]
    if field.unsupported:
        parts.append("the service refuses or ignores it in a job")
    if field.output_only:
        parts.append("set by the service")
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]
