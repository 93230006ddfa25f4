"""A document of plain data as text, in YAML or JSON. What was written is read again before it is given out."""

from __future__ import annotations

import json
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

from jobs_lint.migrate.comments import with_comments
from jobs_lint.pattern import compiled
from jobs_lint.read.caps import Caps
from jobs_lint.read.resolve import literal, surprise
from jobs_lint.read.tree import Mapping, Node, Scalar, Sequence
from jobs_lint.read.yaml import read_yaml

if TYPE_CHECKING:
    from jobs_lint.migrate.comments import Note, Path

YAML: Final = "yaml"
JSON: Final = "json"
FORMATS: Final = (YAML, JSON)

_WORDS: Final = frozenset({"", "~", "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nil", "=", "<<"})
_LIKE_A_NUMBER: Final = r"[-+.]?[0-9][0-9a-fA-FxXoO_.:+\-TtZ ]*+|[-+]?\.(?:inf|nan)"
_IGNORING_CASE: Final = 2  # re.IGNORECASE
_NO_LIMIT: Final = Caps(size=2**62)
_INDENT: Final = 2


class WriteError(Exception):
    """A document that can't be written so that it is read as what it is."""


def to_json(document: dict[str, Any]) -> str:
    """The document as JSON, two blanks a level."""
    text = json.dumps(_without_surrogates(document), ensure_ascii=False, indent=_INDENT)
    return "".join(map(_escaped, text)) + "\n" if _has_hidden(text) else text + "\n"


def to_yaml(document: dict[str, Any], notes: dict[Path, Note] | None = None) -> str:
    """The document as YAML with comments at some of its places. Raises WriteError.

    What a reader of any version of YAML could take for a number, a date or a boolean is in quotes, a text of several
    lines is a block, and nothing is written as an alias.
    """
    plain = _without_surrogates(document)
    text = _dumped(plain)
    if _read(text) != plain:
        raise WriteError("it can't be written in YAML; try --format json")
    if notes:
        commented = with_comments(text, notes)
        if _read(commented) == plain:
            return commented
    return text


def _dumped(document: dict[str, Any]) -> str:
    import ruamel.yaml  # takes longer to load than all the rest

    writer = ruamel.yaml.YAML()
    writer.width = 2**31
    writer.indent(mapping=_INDENT, sequence=2 * _INDENT, offset=_INDENT)
    writer.allow_unicode = not _has_hidden(json.dumps(document, ensure_ascii=False))
    writer.representer.ignore_aliases = lambda _: True
    stream = StringIO()
    writer.dump(_styled(document), stream)
    return stream.getvalue()


def _styled(value: Any) -> Any:
    """The value with the texts in it marked for how they are written."""
    if isinstance(value, dict):
        return {_text(key, is_key=True): _styled(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_styled(inner) for inner in value]
    return _text(value) if isinstance(value, str) else value


def _text(text: str, *, is_key: bool = False) -> Any:
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

    if "\n" in text:
        fits = not is_key and all(map(_fits_a_block, text.split("\n"))) and text[0] not in " \t\n"
        return (LiteralScalarString if fits and not text.endswith("\n\n") else DoubleQuotedScalarString)(text)
    if _is_plain(text):
        return text
    return DoubleQuotedScalarString(text)


def _is_plain(text: str) -> bool:
    """Whether no reader of YAML takes a text without quotes for anything but text, if it can be written without."""
    if text.lower() in _WORDS or compiled(_LIKE_A_NUMBER, _IGNORING_CASE).fullmatch(text) or not text.isprintable():
        return False
    scalar = Scalar(0, len(text), text)
    return literal(scalar).kind == "str" and surprise(scalar) is None and _read(f"a: {text}") == {"a": text}


def _fits_a_block(line: str) -> bool:
    return line.replace("\t", "").isprintable() and line == line.rstrip()


def _read(text: str) -> Any:
    """What a text means, as plain data; None where it is no YAML of one document."""
    result = read_yaml(text, _NO_LIMIT)
    if result.problem is not None or len(result.documents) != 1:
        return None
    return _plain(result.documents[0].root)


def _plain(node: Node) -> Any:
    if isinstance(node, Mapping):
        if not all(isinstance(key, Scalar) for key, _ in node.pairs):
            return None
        return {_plain(key): _plain(value) for key, value in node.pairs}
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return literal(node).value if isinstance(node, Scalar) else None


def _without_surrogates(value: Any) -> Any:
    """A copy of the value as lists and dicts, each lone surrogate replaced: no text file can hold one."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _has_surrogate(value) else value
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_without_surrogates(inner) for inner in value]
    return value


def _has_surrogate(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= each <= "\udfff" for each in text)


def _has_hidden(text: str) -> bool:
    """Whether a text holds what a terminal doesn't show as it is: controls, marks of direction, odd blanks."""
    return not text.replace("\n", "").isprintable()


def _escaped(character: str) -> str:
    if character == "\n" or character.isprintable():
        return character
    return json.dumps(character)[1:-1] if ord(character) != 0x7F else "\\u007f"
