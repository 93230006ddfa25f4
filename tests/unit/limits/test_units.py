"""Numbers as people read them."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.limits import (
    human_bytes,
    human_count,
    human_cpu,
    human_decimal,
    human_duration,
    human_nanoseconds,
)

SECONDS = {"day": 86_400, "hour": 3_600, "minute": 60, "second": 1}
SIZES = {"byte": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "TiB": 2**40}
READABLE = 10**18


def number(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))


def seconds(text: str) -> Fraction:
    sign = -1 if text.startswith("-") else 1
    words = text.lstrip("-").removeprefix("about ").split()
    return sign * sum(
        (number(count) * SECONDS[unit.removesuffix("s")] for count, unit in zip(words[::2], words[1::2], strict=True)),
        Fraction(0),
    )


def size(text: str) -> Fraction:
    count, unit = text.removeprefix("about ").split()
    return number(count) * SIZES[unit.removesuffix("s")]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (90, "90 seconds"),
        (119, "119 seconds"),
        (120, "2 minutes"),
        (150, "2 minutes 30 seconds"),
        (3_600, "1 hour"),
        (3_601, "1 hour 1 second"),
        (5_400, "1 hour 30 minutes"),
        (86_400, "1 day"),
        (604_800, "7 days"),
        (1_209_601, "14 days 1 second"),
        (86_400_000, "1,000 days"),
        (86_400_001, "about 1,000 days"),
        (10**17 - 1, "about 1,157,407,407,407 days"),
        (86_399_999, "999 days 23 hours 59 minutes 59 seconds"),
        (10**26, "over 10^18 days"),
        (-5, "-5 seconds"),
        (0.5, "0.5 seconds"),
        (1.0, "1 second"),
        (600.25, "600.25 seconds"),
        (float("inf"), "inf seconds"),
        (float("nan"), "nan seconds"),
    ],
)
def test_duration(value: float, text: str) -> None:
    assert human_duration(value) == text


def test_nanoseconds() -> None:
    assert human_nanoseconds(5_400 * 10**9) == "1 hour 30 minutes"
    assert human_nanoseconds(1) == "0.000000001 seconds"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (1_023, "1,023 bytes"),
        (1_024, "1 KiB"),
        (32_769, "32,769 bytes"),
        (2**20 + 1, "1,048,577 bytes"),
        (2**20, "1 MiB"),
        (16 * 2**30, "16 GiB"),
        (3 * 2**29, "1.5 GiB"),
        (2**30 + 2**20, "1,025 MiB"),
        (4 * 10**9, "about 3.73 GiB"),
        (512 * 10**6, "about 488.28 MiB"),
        (512 * 10**6 * 2**10, "about 488.28 GiB"),
        (2_000 * 2**20, "2,000 MiB"),
        (65_536 * 2**30, "64 TiB"),
        (-(2**30), "-1 GiB"),
    ],
)
def test_bytes(value: int, text: str) -> None:
    assert human_bytes(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (999, "999"), (10_000, "10,000"), (-10_000, "-10,000"), (READABLE, "over 10^18")]
)
def test_count(value: int, text: str) -> None:
    assert human_count(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(1_000, "1 CPU"), (2_000, "2 CPUs"), (1_500, "1.5 CPUs"), (80, "0.08 CPU"), (-500, "-0.5 CPU")]
)
def test_cpu(value: int, text: str) -> None:
    assert human_cpu(value) == text


@given(st.integers(-READABLE, READABLE))
def test_whole_seconds_are_exact_or_say_that_they_are_not(value: int) -> None:
    text = human_duration(value)
    if "about " in text:
        assert abs(seconds(text) - value) <= Fraction(abs(value), 1_000)
    else:
        assert seconds(text) == value


@given(st.integers(0, 10**16))
def test_nanoseconds_are_exact(value: int) -> None:
    assert seconds(human_nanoseconds(value)) == Fraction(value, 10**9)


def test_nanoseconds_of_a_long_time_are_rounded_to_days() -> None:
    assert human_nanoseconds(86_400_000 * 10**9 + 1) == "about 1,000 days"


@given(st.integers(0, 10**16))
def test_bytes_are_exact_or_say_that_they_are_not(value: int) -> None:
    text = human_bytes(value)
    if text.startswith("about "):
        assert abs(size(text) - value) <= Fraction(value, 100)
    else:
        assert size(text) == value


@given(st.integers(0, 10 * 1_024 - 1), st.sampled_from(sorted(SIZES.values())))
def test_whole_units_are_exact(count: int, unit: int) -> None:
    assert size(human_bytes(count * unit)) == count * unit


@given(st.integers(0, 10**17), st.integers(0, 10**17))
def test_counts_and_decimals_keep_their_order(first: int, second: int) -> None:
    low, high = sorted((first, second))
    assert number(human_count(low)) <= number(human_count(high))
    assert number(human_decimal(low, 1_000)) <= number(human_decimal(high, 1_000))
    assert number(human_decimal(low, 1_000)) == Fraction(low, 1_000)


@given(st.integers() | st.integers(10**4_299, 10**4_400) | st.just(-(10**100_000)))
def test_no_number_is_too_much(value: int) -> None:
    for human in (human_count, human_bytes, human_duration, human_nanoseconds, human_cpu):
        text = human(value)
        assert re.fullmatch(r"-?[\w.,^ ]{1,100}", text)


@given(st.floats())
def test_no_float_is_too_much(value: float) -> None:
    assert human_duration(value).rstrip("s").split()[-1] in SECONDS
