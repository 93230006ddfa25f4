"""What a scalar means in YAML 1.1, which is what Google's tools read.

A quoted or block scalar is text, a plain one is what its spelling says, an explicit `!!` tag of YAML's own decides
before both, and any other tag leaves text: no tag constructs an object.
"""

from typing import TYPE_CHECKING

from jobs_lint.pattern import compiled
from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    from jobs_lint.read.tree import Scalar

HUGE = 10**600
"""What every integer beyond it, either side of zero, is read as: over any limit, and still printable, which Python
refuses for a number of more than 640 digits where it is told to be strict."""

_CORE = "tag:yaml.org,2002:"
_LONGEST = 600
_SHOWN = 40
# How a text starts that YAML 1.1 may read otherwise: a number, a date, or one of the boolean words.
_SURPRISING = frozenset("0123456789+-.yYnNoO")

_TRUE = frozenset({"yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"})
_FALSE = frozenset({"no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"})
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_NUMERIC = frozenset("0123456789+-.")
_WORDS = _TRUE | _FALSE | _NULL
_INT = r"""(?x)[-+]?(?:
        (?P<binary>0b[01_]++)
      | (?P<hexadecimal>0x[0-9a-fA-F_]++)
      | (?P<sexagesimal>[1-9][0-9_]*+(?::[0-5]?[0-9])++)
      | (?P<octal>0[0-7_]++)
      | (?P<decimal>0|[1-9][0-9_]*+)
    )"""
_FLOAT = r"""(?x)(?P<plain>[-+]?[0-9][0-9_]*+\.[0-9_]*+(?:[eE][-+][0-9]++)?+ | \.[0-9][0-9_]*+(?:[eE][-+][0-9]++)?+)
      | (?P<sexagesimal>[-+]?[0-9][0-9_]*+(?::[0-5]?[0-9])++\.[0-9_]*+)
      | (?P<infinity>[-+]?\.(?:inf|Inf|INF))
      | (?P<nan>\.(?:nan|NaN|NAN))"""
_TIMESTAMP = r"""(?x)[0-9]{4}-[0-9]{2}-[0-9]{2}
      | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]++)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*+)?+
        (?:[ \t]*+(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?+))?+"""
_NEWER_OCTAL = r"0o[0-7]++"
_ZERO_DECIMAL = r"[-+]?0[0-9]++"


class Literal(NamedTuple):
    """A scalar's type, and its value as Python has it. `kind` is `null`, `bool`, `int`, `float`, `timestamp` or `str`;
    the value of a timestamp is its text."""

    kind: str
    value: bool | int | float | str | None


def literal(scalar: "Scalar") -> Literal:
    """What a scalar means. An integer beyond HUGE is HUGE, a tag that its text doesn't fit leaves text."""
    text = scalar.text
    tag = scalar.tag
    if tag is None:
        return Literal("str", text) if scalar.style else _plain(text)
    if not tag.startswith(_CORE):
        return Literal("str", text)
    wanted = tag[len(_CORE) :]
    meant = _plain(text)
    if wanted == "float" and meant.kind == "int" and isinstance(meant.value, int):
        return Literal("float", float(str(meant.value)))
    return meant if meant.kind == wanted else Literal("str", text)


def is_null(scalar: "Scalar") -> bool:
    """Whether a scalar is a null; the same as `literal(scalar).kind == "null"`, at a fraction of the cost."""
    if scalar.tag is not None:
        return literal(scalar).kind == "null"
    return not scalar.style and scalar.text in _NULL


def is_text(scalar: "Scalar") -> bool:
    """Whether no reader of YAML takes a scalar for anything but text. May be false for a text that looks like more."""
    if scalar.tag is not None:
        return False
    text = scalar.text
    return bool(scalar.style) or (text[:1] not in _NUMERIC and text not in _WORDS)


def surprise(scalar: "Scalar") -> str | None:
    """How a plain scalar that YAML 1.1 reads otherwise than people or YAML 1.2 do is read, or None."""
    text = scalar.text
    if scalar.style or scalar.tag is not None or text[:1] not in _SURPRISING:
        return None
    if text.isdecimal() and text[0] != "0" and text.isascii():
        return None
    shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "..."
    kind, value = _plain(text)
    if kind == "bool" and text.lower() not in ("true", "false"):
        return f"{shown} is the boolean {'true' if value else 'false'} in YAML 1.1"
    if kind in ("int", "float"):
        if not (":" in text or "_" in text or text.lstrip("+-").startswith("0b") or _reads_as_octal(text, value)):
            return None
        number = str(value) if abs(float(str(value))) < 1e15 else "a number"
        return f"{shown} is {number} in YAML 1.1"
    if kind == "timestamp":
        return f"{shown} is a date, not text, in YAML 1.1"
    if kind != "str" or text[0] not in "0+-":
        return None
    if compiled(_ZERO_DECIMAL).fullmatch(text) or compiled(_NEWER_OCTAL).fullmatch(text):
        return f"{shown} is text, not a number, in YAML 1.1"
    return None


def _reads_as_octal(text: str, value: object) -> bool:
    """Whether a leading zero made the number another one (0 and 007 are what they seem)."""
    return bool(compiled(_ZERO_DECIMAL).fullmatch(text)) and (len(text) > _LONGEST or int(text) != value)


def _plain(text: str) -> Literal:
    if text in _NULL:
        return Literal("null", None)
    first = text[0]
    if text.isdecimal() and first != "0" and len(text) < _LONGEST and text.isascii():
        return Literal("int", int(text))  # what nearly all numbers are, without a pattern
    if first in "123456789" and text[-1].isalpha() and text[-1] != "Z":
        return Literal(
            "str", text
        )  # 512Mi, 3600s: of what has a digit in front and a letter behind, only dates are more
    if first in "0123456789+-.":
        found = compiled(_INT).fullmatch(text)
        if found is not None:
            value = _int(text, found.lastgroup)
            return Literal("str", text) if value is None else Literal("int", value)
        found = compiled(_FLOAT).fullmatch(text)
        if found is not None:
            return Literal("float", _float_of(text, found.lastgroup))
        if len(text) < _LONGEST and compiled(_TIMESTAMP).fullmatch(text):
            return Literal("timestamp", text)
    elif text in _TRUE:
        return Literal("bool", True)
    elif text in _FALSE:
        return Literal("bool", False)
    return Literal("str", text)


def _int(text: str, form: str | None) -> int | None:
    negative = text[0] == "-"
    digits = text.lstrip("+-").replace("_", "")
    if form == "sexagesimal":
        value = HUGE if len(digits) > _LONGEST else _sexagesimal(digits)
    else:
        base = {"binary": 2, "octal": 8, "hexadecimal": 16}.get(form or "", 10)
        body = digits[2:] if base in (2, 16) else digits
        if not body:
            return None  # `0x_`: digits by the pattern, but no number to any reader
        body = body.lstrip("0") or "0"
        # Digits beyond these make any number HUGE; Python may refuse to read more than 640 decimal ones.
        most = _LONGEST if base == 10 else 4 * _LONGEST
        value = HUGE if len(body) > most else min(int(body, base), HUGE)
    return -value if negative else value


def _sexagesimal(digits: str) -> int:
    value = 0
    for part in digits.split(":"):
        value = value * 60 + int(part)
    return min(value, HUGE)


def _float_of(text: str, form: str | None) -> float:
    if form == "nan":
        return float("nan")
    negative = text[0] == "-"
    if form == "infinity":
        return float("-inf") if negative else float("inf")
    digits = text.lstrip("+-").replace("_", "")
    if form == "plain":
        value = float(digits)
    elif len(digits) > _LONGEST:
        value = float("inf")
    else:
        value = 0.0
        for part in digits.split(":"):
            value = value * 60 + float(part)
    return -value if negative else value
