"""What operators and functions make of literals, exactly; None where they make nothing that can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.pattern import compiled
from jobs_lint.read.hcl.templates import PartlyKnown
from jobs_lint.read.tree import Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    Number = int | Fraction

    Literal = Number | bool | str | None

_NUMBER = r"-?[0-9]{1,60}(?:\.[0-9]{1,60})?(?:[eE][+-]?[0-9]{1,2})?"
_WHOLE = r"-?[0-9]{1,60}"
_VERB = r"%(.?)"
_LARGEST = 10**100
_DECIMALS = 40


class Unknown(Exception):  # noqa: N818 (no error: the value isn't known)
    """The value can't be told."""


def literal(node: Node) -> Literal:
    """The value of a node that is a literal."""
    if not isinstance(node, Scalar) or isinstance(node, PartlyKnown):
        raise Unknown
    text = node.text
    if node.style:
        return text
    if text in ("true", "false"):
        return text == "true"
    return None if text == "null" else number(text)


def as_text(value: Literal) -> str:
    """A literal as a template writes it."""
    if value is None:
        raise Unknown
    if isinstance(value, str):
        return value
    return ("true" if value else "false") if isinstance(value, bool) else _decimal(value)


def as_scalar(value: Literal) -> tuple[str, str]:
    """The text and the style of the scalar that is a literal."""
    if value is None:
        return "null", ""
    return as_text(value), '"' if isinstance(value, str) else ""


def number(value: Literal) -> Number:
    """The number that a literal is, or whose text it is."""
    if isinstance(value, str):
        if compiled(_WHOLE).fullmatch(value):
            return int(value)
        if compiled(_NUMBER).fullmatch(value):
            from fractions import Fraction

            return _exact(Fraction(value))
    elif value is not None and not isinstance(value, bool):
        return value
    raise Unknown


def _truth(value: Literal) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise Unknown


def _exact(value: Number) -> Number:
    # A third has no text that is exact.
    if not -_LARGEST <= value <= _LARGEST or 10**_DECIMALS % value.denominator:
        raise Unknown
    return value.numerator if value.denominator == 1 else value


def _decimal(value: Number) -> str:
    if value.denominator == 1:
        return str(value.numerator)
    whole, rest = divmod(abs(value.numerator), value.denominator)
    digits = str(rest * 10**_DECIMALS // value.denominator).rjust(_DECIMALS, "0").rstrip("0")
    return f"{'-' if value < 0 else ''}{whole}{'.' if digits else ''}{digits}"


def unary(mark: str, value: Literal) -> Literal:
    """`-` or `!` of a literal."""
    return not _truth(value) if mark == "!" else -number(value)


def decided(mark: str, node: Node) -> bool:
    """Whether one side of `&&` or `||` decides it, whatever the other is."""
    try:
        return mark in ("&&", "||") and _truth(literal(node)) is (mark == "||")
    except Unknown:
        return False


def binary(mark: str, left: Literal, right: Literal) -> Literal:
    """An operator between two literals."""
    if mark in ("==", "!="):
        same = _kind(left) == _kind(right) and left == right
        return same is (mark == "==")
    if mark in ("&&", "||"):
        one, other = _truth(left), _truth(right)
        return (one and other) if mark == "&&" else (one or other)
    return _calculated(mark, number(left), number(right))


def _kind(value: Literal) -> str:
    return "number" if not isinstance(value, bool) and not isinstance(value, str | None) else type(value).__name__


def _calculated(mark: str, one: Number, other: Number) -> Literal:
    if mark in ("<", ">", "<=", ">="):
        return {"<": one < other, ">": one > other, "<=": one <= other, ">=": one >= other}[mark]
    if mark == "+":
        return _exact(one + other)
    if mark == "-":
        return _exact(one - other)
    if mark == "*":
        return _exact(one * other)
    if mark not in ("/", "%") or other == 0:
        raise Unknown
    from fractions import Fraction

    quotient = Fraction(one) / other
    return _exact(quotient if mark == "/" else one - int(quotient) * other)


def call(name: str, values: Sequence[Literal]) -> Literal:
    """A function of literals."""
    if name in ("max", "min") and values:
        numbers = [number(value) for value in values]
        return max(numbers) if name == "max" else min(numbers)
    if name == "format" and values:
        return _formatted(values[0], values[1:])
    if len(values) != 1:
        raise Unknown
    value = values[0]
    if name == "tostring":
        return value if value is None else as_text(value)
    if name == "tonumber":
        return value if value is None else number(value)
    if name == "tobool":
        return value if value is None else _truth(value)
    if name == "jsonencode":
        from json import dumps

        encoded = dumps(value, ensure_ascii=False) if isinstance(value, str | None) else as_text(value)
        return encoded.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    raise Unknown


def _formatted(pattern: Literal, values: Sequence[Literal]) -> str:
    """`format` with %d, %s and %v alone."""
    if not isinstance(pattern, str):
        raise Unknown
    rest = iter(values)
    parts = []
    at = 0
    for found in compiled(_VERB).finditer(pattern):
        parts.append(pattern[at : found.start()])
        at = found.end()
        verb = found[1]
        if verb == "%":
            parts.append("%")
            continue
        value = next(rest, None)
        if verb == "d":
            whole = number(value)
            if whole.denominator != 1:
                raise Unknown
            parts.append(str(whole))
        elif verb in ("s", "v") and verb:
            parts.append(as_text(value))
        else:
            raise Unknown
    if next(rest, None) is not None:
        raise Unknown
    return "".join((*parts, pattern[at:]))
