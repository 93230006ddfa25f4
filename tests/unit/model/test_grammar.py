"""Values in every spelling: exact numbers, flaws that keep their value, unknowns."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.model import grammar
from jobs_lint.model.grammar import SECOND, Parsed
from jobs_lint.model.setting import UNKNOWN
from unit.model.nodes import node, scalar

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobs_lint.read.tree import Node

GRAMMARS: tuple[Callable[[Node], Parsed], ...] = (
    grammar.integer,
    grammar.mebibytes,
    grammar.seconds,
    grammar.duration,
    grammar.cpu,
    grammar.memory,
    grammar.count_quantity,
    grammar.string,
    grammar.typed,
    grammar.typed_entry,
    grammar.go_duration,
    grammar.reference,
    grammar.converted(grammar.cpu),
    grammar.quoted,
    grammar.entry,
    grammar.boolean,
    grammar.gcloud_duration,
    grammar.presence,
    grammar.truth_text,
    grammar.is_default,
    grammar.project_in_name,
    grammar.converted_boolean,
)
TAKE_NULL = tuple(parse for parse in GRAMMARS if parse not in (grammar.entry, grammar.typed_entry, grammar.reference))

ACCEPTED = [
    *[(grammar.typed, text, text) for text in ("a", "1:30", "2024-01-01", "yes", "010", "1_000", ".inf", "0x1F")],
    (grammar.typed, '"5"', "5"),
    (grammar.converted(grammar.cpu), "2", 2000),
    (grammar.integer, "10", 10),
    (grammar.integer, '"10"', 10),
    (grammar.integer, "-1", -1),
    (grammar.integer, "010", 8),
    (grammar.integer, "1_000", 1000),
    (grammar.integer, "0x1F", 31),
    (grammar.integer, "!!int 5", 5),
    (grammar.mebibytes, "16", 16 * 2**20),
    (grammar.seconds, "600", 600 * SECOND),
    (grammar.seconds, "'600'", 600 * SECOND),
    (grammar.seconds, "1:00:00", 3600 * SECOND),
    (grammar.duration, "3600s", 3600 * SECOND),
    (grammar.duration, '"0.5s"', SECOND // 2),
    (grammar.duration, "1.000000001s", SECOND + 1),
    (grammar.duration, "-5s", -5 * SECOND),
    (grammar.cpu, '"2"', 2000),
    (grammar.cpu, "500m", 500),
    (grammar.cpu, '"0.5"', 500),
    (grammar.memory, "512Mi", 512 * 2**20),
    (grammar.memory, "1G", 10**9),
    (grammar.memory, "1.5Gi", 3 * 2**29),
    (grammar.memory, '"1e3"', 1000),
    (grammar.count_quantity, '"1"', 1),
    (grammar.quoted, '"010"', "010"),
    (grammar.quoted, "1e3f", "1e3f"),
    (grammar.quoted, "e3", "e3"),
    (grammar.quoted, "'1e3'", "1e3"),
    (grammar.entry, '""', ""),
    (grammar.string, "plain words", "plain words"),
    (grammar.boolean, "yes", True),
    (grammar.boolean, "false", False),
]

PLAIN_BUT_REFUSED = [
    *[(grammar.typed, text, text, f'quote it: "{text}"') for text in ("5", "-1.5", "1e3", "true")],
    (grammar.integer, "3.0", 3, "write 3"),
    (grammar.integer, "2e4", 20000, "write 20000"),
    (grammar.integer, '"2.5e1"', 25, "write 25"),
    (grammar.integer, "2.0e+4", 20000, "write 20000"),
    (grammar.duration, "1209600.0", 1209600 * SECOND, 'write "1209600s"'),
    (grammar.duration, "0.5", SECOND // 2, 'write "0.5s"'),
    (grammar.memory, "1e3", 1000, 'quote it: "1e3"'),
    (grammar.quoted, "1e3", "1e3", "it is a number"),
    (grammar.quoted, "0x1F", "0x1F", "YAML reads it as a number"),
    (grammar.entry, "true", "true", "it is a boolean"),
    (grammar.seconds, "10m", 600 * SECOND, "write 600"),
    (grammar.seconds, '"3600s"', 3600 * SECOND, "write 3600"),
    (grammar.seconds, "1h 30m", 5400 * SECOND, "write 5400"),
    (grammar.duration, "3600", 3600 * SECOND, 'write "3600s"'),
    (grammar.duration, '"3600"', 3600 * SECOND, 'write "3600s"'),
    (grammar.duration, "1h", 3600 * SECOND, 'write "3600s"'),
    (grammar.duration, "90 sec", 90 * SECOND, 'write "90s"'),
    (grammar.cpu, "2", 2000, 'quote it: "2"'),
    (grammar.cpu, "0.5", 500, 'quote it: "0.5"'),
    (grammar.memory, "1024", 1024, "quote it"),
    (grammar.memory, "2GB", 2 * 10**9, 'write "2G"'),
    (grammar.memory, "512 Mi", 512 * 2**20, 'write "512Mi"'),
    (grammar.memory, "1GiB", 2**30, 'write "1Gi"'),
    (grammar.count_quantity, "2", 2, 'quote it: "2"'),
    (grammar.quoted, "1.10", "1.10", 'quote it: "1.10"'),
    (grammar.quoted, "on", "on", "a boolean"),
]

REFUSED = [
    (grammar.integer, "three", "not a whole number"),
    (grammar.integer, "2.5", "not a whole number"),
    (grammar.integer, "25e-1", "not a whole number"),
    (grammar.integer, "1e-99999", "not a whole number"),
    (grammar.integer, "true", "a boolean"),
    (grammar.integer, "[1, 2]", "a list"),
    (grammar.integer, "{a: b}", "a mapping"),
    (grammar.seconds, "soon", "not a whole number of seconds"),
    (grammar.duration, "soon", "not a duration"),
    (grammar.cpu, '"two"', "not a CPU quantity"),
    (grammar.memory, "lots", "not a memory quantity"),
    (grammar.boolean, '"true"', "not a boolean"),
    (grammar.boolean, '"TRUE"', "not a boolean"),
    (grammar.cpu, "[1, 2]", '"1000m", belongs'),
]

LONG = ["9" * 100_000, "1" + "0" * 100_000 + "s", "0x" + "f" * 100_000, "1e99999", "9:" * 50_000 + "9"]
UNKNOWNS = ["${X}", "$(X)", '"{{ x }}"', "{{ x }}", "'%X%'", "<X>", "[X]", "{x}", "X_PLACEHOLDER", "$X", '"__X__"']
UNKNOWNS += ["'%(x)s'", "{0}", "'{0}'", "__X__s", "'[SECONDS]s'", "'[CORES]000'", "'@@X@@'", "'@X@s'"]


@pytest.mark.parametrize(("parse", "text", "value"), ACCEPTED)
def test_accepted(parse: Callable[[Node], Parsed], text: str, value: Any) -> None:
    assert parse(node(text)) == Parsed(value)


@pytest.mark.parametrize(("parse", "text", "value", "advice"), PLAIN_BUT_REFUSED)
def test_refused_but_plain(parse: Callable[[Node], Parsed], text: str, value: Any, advice: str) -> None:
    parsed = parse(node(text))
    assert parsed.value == value
    assert advice in parsed.flaw


@pytest.mark.parametrize(("parse", "text", "flaw"), REFUSED)
def test_refused_and_unknown(parse: Callable[[Node], Parsed], text: str, flaw: str) -> None:
    parsed = parse(node(text))
    assert parsed.value is UNKNOWN
    assert flaw in parsed.flaw


@pytest.mark.parametrize("parse", GRAMMARS)
@pytest.mark.parametrize("text", UNKNOWNS)
def test_a_placeholder_is_unknown_and_no_flaw(parse: Callable[[Node], Parsed], text: str) -> None:
    assert parse(node(text)) == Parsed(UNKNOWN)


@pytest.mark.parametrize("parse", TAKE_NULL)
@pytest.mark.parametrize("text", ["", "~", "null"])
def test_null_is_as_if_unset(parse: Callable[[Node], Parsed], text: str) -> None:
    assert parse(node(text)) == Parsed(None)


@pytest.mark.parametrize("text", ["", "~", "null"])
@pytest.mark.parametrize("parse", [grammar.entry, grammar.typed_entry])
def test_null_is_refused_in_a_map_of_batch(parse: Callable[[Node], Parsed], text: str) -> None:
    parsed = parse(node(text))
    assert parsed.value == ""
    assert "it is null" in parsed.flaw


@pytest.mark.parametrize("text", ["INSTALL_GPU_DRIVERS", '"INSTALL_GPU_DRIVERS"'])
def test_a_name_in_capitals_where_a_boolean_belongs(text: str) -> None:
    assert grammar.boolean(node(text)) == Parsed(UNKNOWN)


@given(st.integers(-(10**12), 10**12), st.integers(0, 5))
def test_whole_numbers_with_an_exponent_are_exact(number: int, zeros: int) -> None:
    for text in (f"{number}e{zeros}", f"{number}.0E+{zeros}", f"{number * 10}.0e{zeros - 1}"):
        assert grammar.integer(scalar(text)).value == number * 10**zeros
        assert grammar.integer(scalar(text)).flaw
        assert grammar.duration(scalar(text)).value == number * 10**zeros * SECOND


@pytest.mark.parametrize("parse", [grammar.integer, grammar.seconds, grammar.duration, grammar.cpu, grammar.memory])
def test_a_name_in_capitals_where_a_number_belongs_is_filled_in_by_a_script(parse: Callable[[Node], Parsed]) -> None:
    assert parse(node("TASK_COUNT")) == Parsed(UNKNOWN)


@given(st.sampled_from(GRAMMARS), st.text(max_size=60), st.sampled_from(["", '"', "'", "|"]))
def test_no_text_is_too_much(parse: Callable[[Node], Parsed], text: str, style: str) -> None:
    parsed = parse(scalar(text, style))
    assert parsed.value is None or parsed.value is UNKNOWN or isinstance(parsed.value, int | str)


@pytest.mark.parametrize("parse", GRAMMARS)
@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_a_number_of_any_length_is_read_at_once(parse: Callable[[Node], Parsed], text: str) -> None:
    parse(scalar(text))
    parse(scalar(text, '"'))


@given(st.integers(0, 10**15), st.integers(0, 999_999_999))
def test_durations_are_exact(seconds: int, nanoseconds: int) -> None:
    text = f"{seconds}.{nanoseconds:09d}s"
    assert grammar.duration(scalar(text)) == Parsed(seconds * SECOND + nanoseconds)
    assert grammar.duration(scalar(f"-{text}")) == Parsed(-(seconds * SECOND + nanoseconds))


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 90), st.sampled_from(["", " "]))
def test_loose_durations_add_up(hours: int, minutes: int, seconds: int, blank: str) -> None:
    total = (hours * 3600 + minutes * 60 + seconds) * SECOND
    assert grammar.loose_duration(f"{hours}h{blank}{minutes}m{blank}{seconds}s") == total
    assert grammar.loose_duration(f"{hours} hours {minutes} min {seconds} sec") == total


@given(
    st.decimals(0, 10**6, allow_nan=False, places=3),
    st.sampled_from([("", 1), ("k", 10**3), ("M", 10**6), ("G", 10**9), ("Ki", 2**10), ("Mi", 2**20), ("Gi", 2**30)]),
)
def test_memory_is_exact_and_rounded_up(number: Any, unit: tuple[str, int]) -> None:
    name, scale = unit
    assert grammar.memory(scalar(f"{number:f}{name}", '"')).value == ceil(Fraction(number) * scale)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("600", 600),
        ("600s", 600),
        ("10m", 600),
        ("10M", 600),
        ("10m5s", 605),
        ("1.5h", 5400),
        ("168h", 604_800),
        ("7d", 604_800),
        ("1w", 604_800),
        ("1d12h", 129_600),
        ("PT10M", 600),
        ("P7D", 604_800),
        ("P1DT2H", 93_600),
        ("pt.5m", 30),
        ("0", 0),
    ],
)
def test_gcloud_takes_durations_in_several_units(text: str, seconds: int) -> None:
    assert grammar.gcloud_duration(scalar(text, '"')) == Parsed(seconds * SECOND)


@pytest.mark.parametrize("text", ["1y", "P1M", "P1Y2M", "$TIMEOUT", "${T}s", "TASK_TIMEOUT"])
def test_a_duration_without_an_exact_length_is_unknown(text: str) -> None:
    assert grammar.gcloud_duration(scalar(text, '"')) == Parsed(UNKNOWN)


@pytest.mark.parametrize(
    ("text", "seconds", "advice"),
    [
        ("10min", 600, "write 600s"),
        ("1hour", 3600, "write 3600s"),
        ("30sec", 30, "write 30s"),
        ("10m 5s", 605, "write 605s"),
        ("1.5", 1.5, "write 1.5s"),
        ("-5", -5, "it is negative"),
        ("500ms", 0.5, "write 0.5s"),
    ],
)
def test_what_gcloud_refuses_keeps_its_plain_meaning(text: str, seconds: float, advice: str) -> None:
    parsed = grammar.gcloud_duration(scalar(text, '"'))
    assert parsed.value == int(seconds * SECOND)
    assert parsed.flaw.endswith(advice)


@pytest.mark.parametrize("text", ["1mo", "1h30", "1:00:00", "1..5h", ".s", "s", "long"])
def test_what_is_no_duration_to_gcloud_has_no_value(text: str) -> None:
    parsed = grammar.gcloud_duration(scalar(text, '"'))
    assert parsed.value is UNKNOWN
    assert "gcloud" in parsed.flaw


@pytest.mark.parametrize(
    ("reads", "text", "value"),
    [
        (grammar.presence, "{}", True),
        (grammar.presence, "", None),
        (grammar.presence, "a", True),
        (grammar.presence, "'${X}'", UNKNOWN),
        (grammar.lone_text, "a b", "a b"),
        (grammar.lone_text, "[a, b]", None),
        (grammar.lone_text, "[a]", None),
        (grammar.lone_text, "'${X}'", UNKNOWN),
        (grammar.truth_text, "'True'", True),
        (grammar.truth_text, "'false'", False),
        (grammar.truth_text, "'perhaps'", UNKNOWN),
        (grammar.truth_text, "", None),
        (grammar.is_default, "default", True),
        (grammar.is_default, "mine", False),
        (grammar.is_default, "'${X}'", UNKNOWN),
        (grammar.project_in_name, "projects/p/locations/l/jobs/j", "p"),
        (grammar.project_in_name, "j", None),
        (grammar.project_in_name, "'${X}'", UNKNOWN),
        (grammar.converted_boolean, "'true'", True),
        (grammar.converted_boolean, "true", True),
    ],
)
def test_small_grammars(reads: Any, text: str, value: object) -> None:
    read = reads(node(text))
    assert (read.value, read.flaw) == (value, "")
