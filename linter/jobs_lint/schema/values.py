"""Whether a value is of the type that its field has, and of an enumeration one of the values that the API names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.model.grammar import boolean, duration, entry, integer, quoted, typed, typed_entry
from jobs_lint.model.placeholder import has_mark, is_name_in_capitals, is_placeholder
from jobs_lint.read.resolve import is_null, literal
from jobs_lint.read.tree import Mapping, Opaque, Scalar, Sequence

if TYPE_CHECKING:
    from jobs_lint.model.grammar import Grammar
    from jobs_lint.read.tree import Node
    from jobs_lint.schema.tree import FieldType

_WORDS = ("true", "false")


def is_unset(node: Node) -> bool:
    """Whether a value is a null, which is as if the field weren't there."""
    return isinstance(node, Scalar) and is_null(node)


def is_open(node: Node) -> bool:
    """Whether a value that is no collection may become one: it is unset, or somebody fills it in later."""
    if isinstance(node, Scalar):
        return is_null(node) or has_mark(node.text) or is_name_in_capitals(node.text)
    return isinstance(node, Opaque) or is_placeholder(node)


def wrong_scalar(node: Node, field: FieldType, by_gcloud: bool) -> str | None:
    """What the service refuses in the value of a field that is no message, no list and no map."""
    if field.kind in ("any", "number") or field.format in ("google-datetime", "byte"):
        return None
    if field.kind == "boolean" and not by_gcloud and isinstance(node, Scalar) and node.text in _WORDS:
        return None  # a text to YAML, but servers read it
    flaw = _grammar(field, by_gcloud)(node).flaw
    if flaw and field.kind == "boolean" and isinstance(node, Scalar) and node.text in _WORDS:
        return f"it is quoted, and so a text; write {node.text} without quotes"
    return _with_advice(flaw)


def wrong_entry(node: Node, field: FieldType, by_gcloud: bool, null: bool) -> str | None:
    """What the service refuses in the value of an entry of a map of texts; `null` tells that it takes a null."""
    if field.format:
        return None
    if null:
        return _with_advice((quoted if by_gcloud else typed)(node).flaw)
    return _with_advice((entry if by_gcloud else typed_entry)(node).flaw)


_STANDS = " stands where "
_IS_NOT = "it is not "


def _with_advice(flaw: str) -> str | None:
    """A flaw with what to do about it, None where there is none."""
    if not flaw or ";" in flaw:
        return flaw or None
    if _STANDS in flaw:
        wanted = flaw.partition(_STANDS)[2].removesuffix(" belongs").rstrip(",")
    else:
        wanted = flaw.removeprefix(_IS_NOT) if flaw.startswith(_IS_NOT) else "another"
    return f"{flaw}; write {'true or false' if wanted == 'a boolean' else wanted}"


_NOUNS = {"int": "a number", "float": "a number", "bool": "a boolean", "timestamp": "a date"}


def _noun(node: Node) -> str:
    if isinstance(node, Scalar):
        return _NOUNS.get(literal(node).kind, "a text")
    return "a list" if isinstance(node, Sequence) else "a mapping"


def stands(node: Node, wanted: str) -> str:
    """What is said of a value where one of another make belongs."""
    return f"{_noun(node)} stands where {wanted} belongs; write {wanted}"


def needs_quotes(node: Scalar) -> bool:
    """Whether a text is one by its quotes alone, so that it has to be shown with them."""
    if not node.style or node.style not in "\"'":
        return False
    return literal(Scalar(node.start, node.end, node.text, "", None, None)).kind != "str"


_MAIN = {
    ("batch", "ServiceAccount"): "email",
    ("batch", "GCS"): "remotePath",
    ("batch", "LocationPolicy"): "allowedLocations",
    ("batch", "Script"): "text",
    ("batch", "Container"): "imageUri",
    ("batch", "LogsPolicy"): "destination",
    ("batch", "Accelerator"): "type",
    ("cloud-run-v1", "ObjectMeta"): "name",
    ("cloud-run-v1", "Container"): "image",
    ("cloud-run-v1", "SecretKeySelector"): "name",
    ("cloud-run-v1", "SecretVolumeSource"): "secretName",
    ("cloud-run-v1", "ContainerPort"): "containerPort",
    ("cloud-run-v2", "Container"): "image",
    ("cloud-run-v2", "SecretKeySelector"): "secret",
    ("cloud-run-v2", "SecretVolumeSource"): "secret",
    ("cloud-run-v2", "ContainerPort"): "containerPort",
    ("cloud-run-v2", "GCSVolumeSource"): "bucket",
    ("cloud-run-v2", "NodeSelector"): "accelerator",
    ("cloud-run-v2", "CloudSqlInstance"): "instances",
    ("cloud-run-v2", "VpcAccess"): "connector",
}
"""The field of a message that a scalar in its stead is most likely meant for."""
_LONGEST = 60


def no_message(node: Node, field: FieldType, schema: str, is_item: bool = False) -> str:
    """What is said of a value where a message belongs, or a list of them: with the key to write it under."""
    wanted = "a list of mappings" if field.repeated and not is_item else "a mapping"
    key = _MAIN.get((schema, field.message))
    if isinstance(node, Scalar) and len(node.text) <= _LONGEST:
        name, equals, value = node.text.partition("=")
        if field.message == "EnvVar" and equals and name:
            return f"{_noun(node)} stands where {wanted} belongs; write `name: {name}` with `value: {value}`"
        if key is not None:
            return f"{_noun(node)} stands where {wanted} belongs; write `{key}: {node.text}` in its stead"
    return stands(node, wanted)


def unlisted_variables(node: Mapping) -> str | None:
    """What is said of a mapping of variables where a list of them belongs; None where it isn't plainly one."""
    pairs = list(node.entries.items())
    if not pairs or any(has_mark(key) or not isinstance(pair.value, Scalar) for key, pair in pairs):
        return None
    name, pair = pairs[0]
    value = pair.value.text if isinstance(pair.value, Scalar) else ""
    item = "`- name: NAME` and `value: VALUE`"
    if len(name) <= _LONGEST and len(value) <= _LONGEST:
        item = f"`- name: {name}` and `value: {value}`"
    return f"a mapping stands where a list belongs; write {item}, and so for each variable"


def _grammar(field: FieldType, by_gcloud: bool) -> Grammar:
    if field.kind == "integer":
        return integer
    if field.kind == "boolean":
        return boolean
    if field.format == "google-duration":
        return duration
    return quoted if by_gcloud else typed


def wrong_enum(node: Node, field: FieldType, day: str) -> tuple[str, str] | None:
    """What is wrong with the value of an enumeration: the kind of mistake and the words for it.

    A number is right: it is how messages have it on the wire.
    """
    if is_placeholder(node):
        return None
    if not isinstance(node, Scalar):
        what = "list" if isinstance(node, Sequence) else "mapping"
        return ("wrong-type", f"a {what} stands where a name belongs; write one of {_listed(field)}")
    kind = literal(node).kind
    if kind in ("null", "int") or node.text in field.enum:
        return None
    if kind != "str":
        return ("wrong-type", f"it is no name to YAML; write one of {_listed(field)}")
    meant = _meant(node.text, field.enum)
    if meant is not None:
        return ("wrong-enum-value", f'there is no such value; write "{meant}"')
    return (
        "unlisted-enum-value",
        f"not among the values as they were on {day}; write one of {_listed(field)}, unless it is newer",
    )


def _meant(text: str, values: tuple[str, ...]) -> str | None:
    from jobs_lint.schema.nearest import bare, nearest  # few jobs have a misspelled one

    word = bare(text)
    if not word:
        return None
    same = [value for value in values if bare(value) == word]
    upper = text.upper().replace("-", "_")
    ends = [
        value for value in values if value and (f"_{value.upper()}" in upper or value.upper().endswith(f"_{upper}"))
    ]
    if same or len(ends) == 1:
        return (same or ends)[0]
    return nearest(text.replace("-", "_"), values)


_MOST_SHOWN = 6


def _listed(field: FieldType) -> str:
    values = [
        value
        for value in field.enum
        if value and not value.endswith("_UNSPECIFIED") and value not in field.deprecated_values
    ]
    more = "" if len(values) <= _MOST_SHOWN else ", ..."
    return ", ".join(values[:_MOST_SHOWN]) + more


def one_text(command: Scalar, key: str, others: Mapping) -> str | None:
    """Why one text in the stead of a list of words can't be meant: gcloud makes one word of it, blanks and all.

    That is right for the one argument of a shell, `sh -c`.
    """
    if " " not in command.text.strip() or has_mark(command.text):
        return None
    if key == "args":
        words = others.get("command")
        last = words.items[-1] if isinstance(words, Sequence) and words.items else words
        if isinstance(last, Scalar) and last.text.startswith("-") and last.text.endswith("c"):
            return None
    return "one word to gcloud, blanks and all; write a list of words"
