"""What a scalar means in YAML 1.1, and what of it surprises."""

from __future__ import annotations

import math

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.read import read
from jobs_lint.read.resolve import HUGE, Literal, literal, surprise
from jobs_lint.read.tree import Scalar


def scalar_of(text: str) -> Scalar:
    root = read(text, "yaml").documents[0].root
    assert isinstance(root, Scalar)
    return root


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("yes", "bool", True),
        ("Off", "bool", False),
        ("true", "bool", True),
        ("y", "str", "y"),
        ("~", "null", None),
        ("NULL", "null", None),
        ("--- ", "null", None),
        ("12", "int", 12),
        ("-1_000", "int", -1000),
        ("010", "int", 8),
        ("0o10", "str", "0o10"),
        ("08", "str", "08"),
        ("0x1F", "int", 31),
        ("-0b101", "int", -5),
        ("0x_", "str", "0x_"),
        ("1:00:00", "int", 3600),
        ("-1:30", "int", -90),
        ("0:30", "str", "0:30"),
        (".5", "float", 0.5),
        ("1.", "float", 1.0),
        ("1.5e+3", "float", 1500.0),
        ("1e3", "str", "1e3"),
        ("1:30.5", "float", 90.5),
        ("-.inf", "float", -math.inf),
        ("2024-01-01", "timestamp", "2024-01-01"),
        ("2024-01-01T01:02:03Z", "timestamp", "2024-01-01T01:02:03Z"),
        ("3600s", "str", "3600s"),
        ("=", "str", "="),
        ("'12'", "str", "12"),
        ('"yes"', "str", "yes"),
        ("|\n 12", "str", "12"),
        ("!!str 12", "str", "12"),
        ("! 12", "str", "12"),
        ("!!int '12'", "int", 12),
        ("!!int x", "str", "x"),
        ("!!float 1", "float", 1.0),
        ("!!bool 'no'", "bool", False),
        ("!!python/object:os.system x", "str", "x"),
        ("!Ref 12", "str", "12"),
    ],
)
def test_literal(text: str, kind: str, value: object) -> None:
    assert literal(scalar_of(text)) == Literal(kind, value)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["9" * 100_000, "0x" + "f" * 100_000, "1" + ":59" * 30_000, "0" + "7" * 100_000])
def test_a_number_of_100_000_digits_is_huge(text: str) -> None:
    assert literal(Scalar(0, len(text), text)) == Literal("int", HUGE)
    assert literal(Scalar(0, len(text), "-" + text)) == Literal("int", -HUGE)
    assert len(surprise(Scalar(0, len(text), text)) or "") < 100


def test_long_texts_that_are_nearly_numbers_take_no_time() -> None:
    for text in (
        "1_" * 50_000 + "x",
        "0" * 100_000 + "x",
        "1:5" * 50_000 + ":",
        "1." + "1" * 100_000,
        "2024-01-01 " * 9999,
    ):
        literal(Scalar(0, len(text), text))
        surprise(Scalar(0, len(text), text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1:00:00", "1:00:00 is 3600 in YAML 1.1"),
        ("010", "010 is 8 in YAML 1.1"),
        ("1_000", "1_000 is 1000 in YAML 1.1"),
        ("yes", "yes is the boolean true in YAML 1.1"),
        ("OFF", "OFF is the boolean false in YAML 1.1"),
        ("0b11", "0b11 is 3 in YAML 1.1"),
        ("08", "08 is text, not a number, in YAML 1.1"),
        ("0o17", "0o17 is text, not a number, in YAML 1.1"),
        ("2024-01-01", "2024-01-01 is a date, not text, in YAML 1.1"),
        ("007", None),
        ("0", None),
        ("0x1F", None),
        ("true", None),
        ("y", None),
        ("12", None),
        ("1.5", None),
        ("'1:00:00'", None),
        ("!!str yes", None),
    ],
)
def test_surprise(text: str, said: str | None) -> None:
    assert surprise(scalar_of(text)) == said


_KINDS = {"null": "null", "bool": "bool", "int": "int", "float": "float", "timestamp": "timestamp"}


@given(st.text(alphabet="0123456789+-._:xbeEoOynTZ ~", max_size=12))
def test_types_are_those_of_pyyaml(text: str) -> None:
    tag = yaml.SafeLoader("").resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    expected = _KINDS.get(tag.rsplit(":", 1)[1], "str")
    kind, value = literal(Scalar(0, len(text), text))
    if kind != expected:
        # PyYAML takes these for numbers, and fails when it makes them.
        with pytest.raises(ValueError):
            yaml.safe_load(f"!!{expected} '{text}'")
    elif kind in ("int", "float"):
        assert value == yaml.safe_load(f"!!{kind} '{text}'") or value != value
