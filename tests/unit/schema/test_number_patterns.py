"""Patterns for numbers and durations within bounds, held against the numbers themselves."""

from __future__ import annotations

import re

import pytest

from jobs_lint.schema.number_patterns import seconds, whole

RANGES = [(0, 0), (0, 1), (0, 9), (0, 10), (1, 1), (1, 20), (5, 5), (7, 123), (0, 511), (20, 25), (99, 1000), (1, 4096)]


@pytest.mark.parametrize(("least", "most"), RANGES)
def test_a_range(least: int, most: int) -> None:
    pattern = re.compile(f"^{whole(least, most)}$")
    for number in {*range(1200), most - 1, most, most + 1, most * 10, most + 10} - {-1}:
        assert bool(pattern.search(str(number))) == (least <= number <= most), number
    assert pattern.search(f"00{most}")
    assert not pattern.search("")


@pytest.mark.parametrize("least", [0, 1, 9, 10, 17, 240])
def test_no_maximum(least: int) -> None:
    pattern = re.compile(f"^{whole(least, None)}$")
    for number in {*range(1200), 10**12}:
        assert bool(pattern.search(str(number))) == (least <= number), number


@pytest.mark.parametrize(
    ("bounds", "pattern"),
    [
        ((0, None), "[0-9]+"),
        ((1, None), "0*[1-9][0-9]*"),
        ((0, 10), "0*([0-9]|10)"),
        ((1, 10_000), "0*([1-9][0-9]{0,3}|10000)"),
        ((1, 20), "0*([1-9]|1[0-9]|20)"),
    ],
)
def test_it_is_as_a_person_would_write_it(bounds: tuple[int, int | None], pattern: str) -> None:
    assert whole(*bounds) == pattern


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("1s", True),
        ("0s", False),
        ("0.9s", False),
        ("1.000000001s", True),
        ("59.999s", True),
        ("60s", True),
        ("60.00s", True),
        ("60.01s", False),
        ("61s", False),
        ("-1s", False),
        ("30", False),
        ("30.s", False),
    ],
)
def test_seconds(text: str, fits: bool) -> None:
    assert bool(re.search(seconds(1, 60), text)) == fits


def test_seconds_without_a_maximum_or_of_one_value() -> None:
    assert re.search(seconds(0, None), "0.5s")
    assert not re.search(seconds(1, None), "0.5s")
    assert re.search(seconds(5, 5), "5.0s")
    assert not re.search(seconds(5, 5), "4s")
