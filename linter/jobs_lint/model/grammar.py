"""How a value is spelled: one small parser for each kind of value, from a scalar to an exact number or a text.

Durations become nanoseconds, CPU thousandths of a CPU, memory bytes, all whole numbers. A spelling that the service
refuses but whose meaning is plain keeps its value beside the flaw, so that limits are checked too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobs_lint.model.placeholder import is_name_in_capitals, is_placeholder
from jobs_lint.model.setting import UNKNOWN
from jobs_lint.pattern import compiled
from jobs_lint.read.resolve import is_null, literal
from jobs_lint.read.tree import Mapping, Node, Scalar, Sequence
from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    Grammar = Callable[[Node], "Parsed"]

SECOND = 1_000_000_000


class Parsed(NamedTuple):
    """A value read: `UNKNOWN` where it isn't known, None for a null; `flaw` says what the service will refuse."""

    value: Any
    flaw: str = ""


_UNKNOWN = Parsed(UNKNOWN)
_LONG = 20
_INTEGER = r"[+-]?[0-9]{1,40}"
_DECIMAL = r"([+-]?)([0-9]{1,40})(?:\.([0-9]{0,40}))?(?:[eE]([+-]?[0-9]{1,5}))?"
_EXPONENT = r"[+-]?[0-9][0-9_]*+(?:\.[0-9_]*+)?[eE][+-]?[0-9]++"
_PLAIN_NUMBER = r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?"
_HUGE_POWER = 40  # beyond it a number is over any limit, and its digits are not worth having
_PROTO_DURATION = r"(-?)([0-9]{1,20})(?:\.([0-9]{1,9}))?s"
_GO_DURATION = r"(?:[0-9]{1,18}(?:\.[0-9]{1,9})?(?:ms|h|m|s)){1,4}"
_LOOSE_DURATION = (
    r"([0-9]{1,18})(?:\.([0-9]{1,9}))?[ ]?"
    r"(milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w)[ ]?"
)
_QUANTITY = r"([+-]?)([0-9]{0,30})(?:\.([0-9]{0,30}))?(?:[eE]([+-]?[0-9]{1,2}))?[ ]?([A-Za-z]{0,5})"
_UNITS = {"milliseconds": 10**6, "ms": 10**6, "s": SECOND, "m": 60 * SECOND, "h": 3600 * SECOND}
_UNITS |= {"d": 86_400 * SECOND, "w": 604_800 * SECOND}
_BYTES = {"": 1, "k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12, "P": 10**15, "E": 10**18}
_BYTES |= {"Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "Ti": 2**40, "Pi": 2**50, "Ei": 2**60}
_LOOSE_BYTES = {"K": "k", "B": "", "KB": "k", "MB": "M", "GB": "G", "TB": "T"}
_BOOLEAN_WORDS = ("TRUE", "FALSE", "YES", "NO", "ON", "OFF")
_LOOSE_BYTES |= {"KIB": "Ki", "MIB": "Mi", "GIB": "Gi", "TIB": "Ti"}


def _shape(node: Node) -> str:
    return "a list" if isinstance(node, Sequence) else "a mapping" if isinstance(node, Mapping) else "text"


def _scalar(node: Node, wanted: str) -> tuple[Scalar | None, Parsed]:
    """The scalar to parse, or None and what the node gives instead."""
    if is_placeholder(node):
        return None, _UNKNOWN
    if not isinstance(node, Scalar):
        comma = "," if ", " in wanted else ""
        return None, Parsed(UNKNOWN, f"{_shape(node)} stands where {wanted}{comma} belongs")
    if is_null(node):
        return None, Parsed(None)
    return node, _UNKNOWN


def _number_text(node: Scalar) -> str:
    return node.text.strip()


def _kind(scalar: Scalar) -> str:
    """The kind of a scalar to gcloud, which reads a plain `1e3` as a number though YAML 1.1 itself wants `1.0e+3`."""
    kind = literal(scalar).kind
    bare = kind == "str" and not scalar.style and scalar.tag is None and scalar.text[:1] in "0123456789+-"
    return "float" if bare and compiled(_EXPONENT).fullmatch(scalar.text) else kind


def _scaled(text: str, scale: int) -> int | None:
    """A decimal number, with an exponent or without, times `scale`, where that is a whole number; else None."""
    match = compiled(_DECIMAL).fullmatch(text)
    if match is None:
        return None
    sign, whole, fraction, exponent = match.groups()
    number = int(whole + (fraction or "")) * scale
    power = min(int(exponent or 0) - len(fraction or ""), _HUGE_POWER)
    if power < -3 * _HUGE_POWER:
        return None if number else 0
    value, rest = (number * 10**power, 0) if power >= 0 else divmod(number, 10**-power)
    return None if rest else -value if sign == "-" else value


def is_usual_number(scalar: Scalar) -> bool:
    """Whether a scalar is written as nearly all whole numbers are: in decimal digits, which nobody reads otherwise."""
    text = scalar.text
    return text.isdecimal() and text.isascii() and text[0] != "0" and len(text) < _LONG and scalar.tag is None


def integer(node: Node) -> Parsed:
    """A whole number, bare or as a string of digits, as proto JSON reads int32 and int64."""
    if isinstance(node, Scalar) and is_usual_number(node):
        return Parsed(int(node.text))
    scalar, other = _scalar(node, "a whole number")
    if scalar is None:
        return other
    read = literal(scalar)
    text = _number_text(scalar)
    if read.kind == "int":
        return Parsed(read.value) if isinstance(read.value, int) else Parsed(10**40 * (-1 if text[:1] == "-" else 1))
    if read.kind == "str" and compiled(_INTEGER).fullmatch(text):
        return Parsed(int(text))
    if is_name_in_capitals(text):
        return _UNKNOWN
    whole = _scaled(text, 1)
    if whole is not None:
        return Parsed(whole, f"it has {'a decimal point' if '.' in text else 'an exponent'}; write {whole}")
    if read.kind == "bool":
        return Parsed(UNKNOWN, "a boolean stands where a whole number belongs")
    return Parsed(UNKNOWN, "it is not a whole number")


def mebibytes(node: Node) -> Parsed:
    """A whole number of MiB; bytes."""
    read = integer(node)
    return Parsed(read.value * 2**20, read.flaw) if isinstance(read.value, int) else read


def _fraction(text: str | None) -> int:
    """Nine decimals of a second as nanoseconds."""
    return int((text or "").ljust(9, "0")[:9])


def loose_duration(text: str) -> int | None:
    """The plain meaning of a duration such as `10m`, `1h 30m` or `90 sec` in nanoseconds, or None."""
    total, at = 0, 0
    while at < len(text):
        match = compiled(_LOOSE_DURATION).match(text, at)
        if match is None:
            return None
        word = match[3]
        unit = _UNITS["ms" if word.startswith(("ms", "milli")) else word[0]]
        total += int(match[1]) * unit + _fraction(match[2]) * unit // SECOND
        at = match.end()
    return total if text else None


def _seconds(nanoseconds: int) -> str:
    whole, rest = divmod(abs(nanoseconds), SECOND)
    sign = "-" if nanoseconds < 0 else ""
    return f"{sign}{whole}" + (f".{rest:09d}".rstrip("0") if rest else "")


def seconds(node: Node) -> Parsed:
    """A whole number of seconds, as Knative-style YAML has it; nanoseconds."""
    read = integer(node)
    if isinstance(read.value, int):
        return Parsed(read.value * SECOND, read.flaw)
    if not read.flaw or not isinstance(node, Scalar):
        return read
    plain = loose_duration(_number_text(node))
    if plain is None:
        return Parsed(UNKNOWN, f"{read.flaw} of seconds" if read.flaw.endswith("number") else read.flaw)
    meant = f"write {_seconds(plain)}" if plain % SECOND == 0 else "fractions of a second are not possible"
    return Parsed(plain, f"it has a unit where a bare number of seconds belongs; {meant}")


def duration(node: Node) -> Parsed:
    """A protobuf duration in JSON: a string of seconds with an `s`, up to nine decimals; nanoseconds."""
    scalar, other = _scalar(node, "a duration")
    if scalar is None:
        return other
    text = scalar.text
    if match := compiled(_PROTO_DURATION).fullmatch(text):
        value = int(match[2]) * SECOND + _fraction(match[3])
        return Parsed(-value if match[1] else value)
    if is_name_in_capitals(text):
        return _UNKNOWN
    read = literal(scalar)
    if read.kind == "int" and isinstance(read.value, int):
        return Parsed(read.value * SECOND, f'a number stands where a duration belongs; write "{read.value}s"')
    number = _scaled(text.strip(), SECOND)
    if number is not None:
        why = "the unit is missing" if _kind(scalar) == "str" else "a number stands where a duration belongs"
        return Parsed(number, f'{why}; write "{_seconds(number)}s"')
    plain = loose_duration(text.strip())
    if plain is None:
        return Parsed(UNKNOWN, 'it is not a duration in seconds, such as "3600s"')
    return Parsed(plain, f'only seconds are accepted; write "{_seconds(plain)}s"')


def go_duration(node: Node) -> Parsed:
    """A duration as Go spells it, `10m0s`, which the duration of a protobuf message is a case of; nanoseconds."""
    read = duration(node)
    if read.flaw and isinstance(node, Scalar) and compiled(_GO_DURATION).fullmatch(node.text):
        return Parsed(read.value)
    return read


def _exact(match: re.Match[str], scale: int) -> int | None:
    """A matched quantity times `scale`, rounded up as Kubernetes does; None where there are no digits."""
    sign, whole, fraction, exponent, _ = match.groups()
    digits = (whole or "") + (fraction or "")
    if not digits:
        return None
    power = int(exponent or 0) - len(fraction or "")
    number = int(digits) * scale
    value: int = number * 10**power if power >= 0 else -(-number // 10**-power)
    return -value if sign == "-" else value


def _quantity(node: Node, wanted: str, scales: dict[str, int], loose: dict[str, str]) -> Parsed:
    """A quantity with a unit. The map that holds it takes strings only, so a bare number is a flaw."""
    scalar, other = _scalar(node, wanted)
    if scalar is None:
        return other
    text = scalar.text.strip()
    match = compiled(_QUANTITY).fullmatch(text)
    unit = match[5] if match else ""
    known = scales.get(unit)
    fixed = loose.get(unit.upper())
    if match is None or (known is None and fixed is None) or not any(char.isdigit() for char in text):
        return _UNKNOWN if is_name_in_capitals(text) else Parsed(UNKNOWN, f"it is not {wanted}")
    value = _exact(match, known if known is not None else scales[fixed or ""])
    if known is None or " " in text:
        number = text[: len(text) - len(unit)].strip()
        return Parsed(
            value, f'"{text}" is no quantity of the API; write "{number}{unit if known is not None else fixed}"'
        )
    if not unit and _kind(scalar) in ("int", "float"):
        return Parsed(value, f'a bare number stands where a text belongs; quote it: "{text}"')
    return Parsed(value)


def cpu(node: Node) -> Parsed:
    """A CPU quantity as a string, `"2"` or `2000m`; thousandths of a CPU."""
    return _quantity(node, 'a CPU quantity, such as "2" or "1000m"', {"": 1000, "m": 1}, {})


def memory(node: Node) -> Parsed:
    """A memory quantity as a string, such as `512Mi`; bytes."""
    return _quantity(node, 'a memory quantity, such as "512Mi"', _BYTES, _LOOSE_BYTES)


def count_quantity(node: Node) -> Parsed:
    """A count in a map of strings, such as the `nvidia.com/gpu` limit."""
    return _quantity(node, 'a count, such as "1"', {"": 1}, {})


def string(node: Node) -> Parsed:
    """A text. A bare number or boolean is read as what is written; where that is refused, `quoted` is the grammar."""
    scalar, other = _scalar(node, "a text")
    return other if scalar is None else Parsed(scalar.text)


def quoted(node: Node) -> Parsed:
    """A text in a place that takes strings only: what gcloud reads as a number, a boolean or a date is refused."""
    scalar, other = _scalar(node, "a text")
    if scalar is None:
        return other
    kind = _kind(scalar)
    if kind == "str":
        return Parsed(scalar.text)
    noun = {"bool": "a boolean", "timestamp": "a date"}.get(kind, "a number")
    # What is one in JSON too is simply that; where only YAML makes it one, the reader has to be told.
    verb = "it is" if _is_plainly(scalar) else "YAML reads it as"
    return Parsed(scalar.text, f'{verb} {noun}, and only a text is accepted; quote it: "{scalar.text}"')


def typed(node: Node) -> Parsed:
    """A text in a place that takes strings only, whatever reads the file: refused is what is a number or a boolean to
    all readers of YAML and in JSON. What gcloud alone is known to take for one, `quoted` refuses."""
    scalar, other = _scalar(node, "a text")
    if scalar is None:
        return other
    return quoted(scalar) if _is_plainly(scalar) else Parsed(scalar.text)


def entry(node: Node) -> Parsed:
    """A value in a map of strings that takes no null."""
    return _entry(node, quoted)


def typed_entry(node: Node) -> Parsed:
    """A value in a map of strings that takes no null, whatever reads the file."""
    return _entry(node, typed)


def _entry(node: Node, grammar: Grammar) -> Parsed:
    if isinstance(node, Scalar) and is_null(node):
        return Parsed("", 'it is null, and only a text is accepted; write "" for an empty one, or delete the key')
    return grammar(node)


def _is_plainly(scalar: Scalar) -> bool:
    """Whether a bare scalar of this text is a number or a boolean in JSON too."""
    return scalar.text in ("true", "false") or compiled(_PLAIN_NUMBER).fullmatch(scalar.text) is not None


def location_in_name(node: Node) -> Parsed:
    """The location in a resource name, `projects/P/locations/L/...`; none in a bare name."""
    read = string(node)
    words = read.value.split("/") if isinstance(read.value, str) else []
    if len(words) > 3 and words[0] == "projects" and words[2] == "locations":
        return Parsed(words[3])
    return Parsed(None) if words else read


def reference(node: Node) -> Parsed:
    """A reference to a resource, as Config Connector has it: `external` is the resource's own name, which is a text;
    `name` is that of an object of Kubernetes, which says nothing about the resource's."""
    if not isinstance(node, Mapping):
        return (
            _UNKNOWN
            if is_placeholder(node) or (isinstance(node, Scalar) and is_name_in_capitals(node.text))
            else Parsed(UNKNOWN, "a mapping with `name` or `external` belongs here")
        )
    external = node.get("external")
    return _UNKNOWN if external is None else typed(external)


def converted(grammar: Grammar) -> Grammar:
    """A grammar in a place where the tool makes a text of a bare number or boolean before it sends it."""

    def read(node: Node) -> Parsed:
        if isinstance(node, Scalar) and not node.style and literal(node).kind in ("int", "float", "bool"):
            node = Scalar(node.start, node.end, node.text, '"', None, node.anchor)
        return grammar(node)

    return read


def presence(node: Node) -> Parsed:
    """Whether something stands here at all, be it an empty mapping."""
    if is_placeholder(node):
        return _UNKNOWN
    return Parsed(None) if isinstance(node, Scalar) and is_null(node) else Parsed(True)


def lone_text(node: Node) -> Parsed:
    """The one text that stands where a list belongs; nothing where a list does."""
    if isinstance(node, Scalar):
        return string(node)
    return _UNKNOWN if is_placeholder(node) and not isinstance(node, Sequence) else Parsed(None)


def truth_text(node: Node) -> Parsed:
    """A boolean in a place that takes strings only, in any case of its letters."""
    scalar, other = _scalar(node, '"true" or "false"')
    if scalar is None:
        return other
    word = scalar.text.strip().lower()
    return Parsed(word == "true") if word in ("true", "false") else _UNKNOWN


def is_default(node: Node) -> Parsed:
    """Whether a text is the word `default`."""
    read = string(node)
    return Parsed(read.value == "default") if isinstance(read.value, str) else read


def project_in_name(node: Node) -> Parsed:
    """The project in a resource name, `projects/P/...`; none in a bare name."""
    read = string(node)
    words = read.value.split("/") if isinstance(read.value, str) else []
    if len(words) > 1 and words[0] == "projects":
        return Parsed(words[1])
    return Parsed(None) if words else read


TEXTS = frozenset({string, quoted, entry, typed, typed_entry})
"""The grammars to which a scalar that is plainly text is right."""

ANY_READER: dict[Grammar, Grammar] = {quoted: typed, entry: typed_entry}
"""For a form that something else than gcloud reads: what to put in the stead of gcloud's grammars."""


def boolean(node: Node) -> Parsed:
    """A boolean."""
    scalar, other = _scalar(node, "a boolean")
    if scalar is None:
        return other
    read = literal(scalar)
    if read.kind == "bool":
        return Parsed(read.value)
    text = scalar.text.strip()
    if is_name_in_capitals(text) and text not in _BOOLEAN_WORDS:
        return _UNKNOWN
    return Parsed(UNKNOWN, "it is not a boolean; write true or false")


NUMBERS = frozenset({integer, mebibytes, seconds})
"""The grammars to which a whole number in decimal digits is right."""


def converted_boolean(node: Node) -> Parsed:
    """A boolean in a place where the tool takes a text for one too."""
    read = truth_text(node)
    return read if isinstance(read.value, bool) else boolean(node)


_GCLOUD_DURATION = (
    r"(?i)P?+(?:([0-9.]++)Y)?+(?:([0-9.]++)W)?+(?:([0-9.]++)D)?+T?+"
    r"(?:([0-9.]++)H)?+(?:([0-9.]++)M)?+(?:([0-9.]++)S)?+"
)
_MONTHS = r"(?i)P[0-9.YWD]*+[0-9.]*+M.*+"  # what stands behind a P and isn't behind a T is months
_GCLOUD_UNITS = (0, 604_800, 86_400, 3600, 60, 1)
_DECIMAL_POINT = r"[0-9]{1,18}(?:\.[0-9]{0,9})?|\.[0-9]{1,9}"


def gcloud_duration(node: Node) -> Parsed:
    """A duration as gcloud takes it behind a flag, `600`, `1h30m`, `1.5h` or `PT10M`; nanoseconds.

    Years and months have no exact length, and so no known value.
    """
    scalar, other = _scalar(node, "a duration")
    if scalar is None:
        return other
    text = scalar.text
    if compiled(r"[0-9]{1,18}").fullmatch(text):
        return Parsed(int(text) * SECOND)
    found = compiled(_GCLOUD_DURATION).fullmatch(text)
    numbers = found.groups() if found else ()
    if any(numbers) and all(number is None or compiled(_DECIMAL_POINT).fullmatch(number) for number in numbers):
        if numbers[0] is not None or compiled(_MONTHS).fullmatch(text.upper().partition("T")[0]):
            return _UNKNOWN
        parts = ((number, unit) for number, unit in zip(numbers, _GCLOUD_UNITS, strict=True) if number is not None)
        return Parsed(sum(_nanoseconds(number, unit) for number, unit in parts))
    if is_name_in_capitals(text):
        return _UNKNOWN
    bare = _scaled(text.strip(), SECOND)
    if bare is not None:
        why = f"a number of seconds has no decimals and no blanks; write {_seconds(bare)}s"
        return Parsed(bare, "it is negative" if bare < 0 else why)
    plain = loose_duration(text.strip())
    if plain is None:
        return Parsed(UNKNOWN, "it is not a duration to gcloud, such as 90m or 3600s")
    return Parsed(plain, f"it is not a duration to gcloud; write {_seconds(plain)}s")


def _nanoseconds(number: str, unit: int) -> int:
    whole, _, fraction = number.partition(".")
    return int(whole or 0) * unit * SECOND + _fraction(fraction) * unit
