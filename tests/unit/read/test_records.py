"""Records are the same however the bytes fall into pieces, and each says where it stands."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.read.records import elements, is_array, is_line_delimited, lines
from jobs_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jobs_lint.read.records import Record

    Split = Callable[[Iterable[bytes], int], Iterator[Record]]

CAP = 1000


def pieces(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


def read(split: Split, data: bytes, size: int = 7, cap: int = CAP) -> list[Record]:
    """The records, those over the cap with all of their bytes."""
    return [
        record if record.rest is None else record._replace(rest=iter(list(record.rest)))
        for record in split(pieces(data, size), cap)
    ]


def texts(split: Split, data: bytes, size: int = 7) -> list[str]:
    return [record.problem or record.data.decode() for record in read(split, data, size)]


@pytest.mark.parametrize(
    "head",
    [
        b'{"a": 1}\n{"b": 2}\n',
        b'{"a": 1}\r\n{"b": 2}',
        b'\xef\xbb\xbf\n\n{"a": 1}\n\n \n{"b',
        b'{"a": \n{"b": 2}\n{"c": 3}\n',
    ],
)
def test_an_object_a_line(head: bytes) -> None:
    assert is_line_delimited(head)
    assert not is_array(head)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"{",
        b'{"a": 1}',
        b'{"a": 1}\n',
        b'{\n"a": 1\n}\n{\n"b": 2\n}\n',
        b'{"jobs": [\n{"a": 1},\n{"a": 2}\n]}\n',
        b'{"jobs": [\n{"a": 1}\n]}\n',
        b'{"a": 1}\n  {"b": 2}\n',
        b'{}\n{\n "a": 1\n}\n',
        b"{{ a }}\n{{ b }}: 1\n",
        b"{% if a %}\n{% endif %}\n",
        b"a: 1\n",
        '{"a": 1}\n{"b": 2}\n'.encode("utf-16"),
        '{"a": 1}\n{"b": 2}\n'.encode("utf-16-le"),
    ],
)
def test_what_is_no_object_a_line(head: bytes) -> None:
    assert not is_line_delimited(head)


@pytest.mark.parametrize("head", [b'[{"a', b'\xef\xbb\xbf\n[\r\n  {\r\n    "a"', b"[{}]"])
def test_an_array_of_objects(head: bytes) -> None:
    assert is_array(head)


@pytest.mark.parametrize(
    "head", [b"[", b"[]", b"[1, 2]", b"[a, {}]", b"[section]", b"[[ x ]]", b"[{a: 1}]", '[{"a'.encode("utf-16-le")]
)
def test_what_is_no_array_of_objects(head: bytes) -> None:
    assert not is_array(head)


@pytest.mark.parametrize("size", [1, 2, 3, 64])
def test_a_line_is_a_record_even_if_it_is_broken(size: int) -> None:
    data = b'\xef\xbb\xbf{"a": 1}\r\n\r\n \t\n{"b": \n{"c": "x}\n}\nwhat?\n{"d": {}}   \n  {"e"}\n{"f": 1}'
    assert texts(lines, data, size) == [
        '{"a": 1}',
        '{"b": ',
        '{"c": "x}',
        "}",
        "what?",
        '{"d": {}}   ',
        '  {"e"}',
        '{"f": 1}',
    ]


@pytest.mark.parametrize("size", [1, 5, 64])
def test_an_object_that_its_line_leaves_open_goes_on(size: int) -> None:
    data = b'{}\n{\n  "a": {\n\n    "b": 1\n  }\n}\n{"c": [\n{"d": 1}\n'
    assert texts(lines, data, size) == ["{}", '{\n  "a": {\n\n    "b": 1\n  }\n}', '{"c": [', '{"d": 1}']


@pytest.mark.parametrize("size", [1, 2, 3, 64])
def test_the_elements_of_an_array(size: int) -> None:
    data = rb' [ {"a": "}]\"\\"}, [1, [2]], 3, "x,]{\"", null,{"b": {"c": []}} ] ' + b"\n"
    assert texts(elements, data, size) == [r'{"a": "}]\"\\"}', "[1, [2]]", '{"b": {"c": []}}']


@pytest.mark.parametrize("size", [1, 2, 64])
@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"[]", []),
        (b'[{"a": 1}', ['{"a": 1}', "the text ends, but the `[` of line 1 isn't closed with `]`"]),
        (b'\n[{"a": 1}, {"b": "', ['{"a": 1}', "the text ends, but the `[` of line 2 isn't closed with `]`"]),
        (b'["a', ["the text ends, but the `[` of line 1 isn't closed with `]`"]),
        (b"[{} {} {}", ["{}", "expected `,` or `]` between the elements of the array, but found `{`", "{}", "{}"]),
        (b"[{}}, {}]", ["{}", "expected `,` or `]` between the elements of the array, but found `}`", "{}"]),
        (b"[{}] x", ["{}", "the JSON array ends above, but more text follows"]),
        # A text that isn't closed ends with its line, so that it doesn't take the others with it.
        (b'[{"a": "b\n}, {"c": 1}]', ['{"a": "b\n}', '{"c": 1}']),
    ],
)
def test_an_array_that_is_broken(data: bytes, found: list[str], size: int) -> None:
    assert texts(elements, data, size) == found


def test_what_the_end_cut_off_is_handed_over() -> None:
    *_, last = read(elements, b'[{"a": 1},\n {"b": "c')
    assert (last.data, last.line, last.column) == (b'{"b": "c', 2, 10)


@pytest.mark.parametrize("size", [1, 7, 100, 10_000])
def test_a_record_over_the_cap_is_passed_over(size: int) -> None:
    huge = b'{"a": "' + b"x" * 3000 + b'", "tell-tale": 1}'
    for split, data in (
        (lines, b'{"b": 1}\n' + huge + b'\n{"c": 1}\n'),
        (elements, b'[{"b": 1}\n,' + huge + b',\n{"c": 1}]'),
    ):
        first, over, last = read(split, data, size)
        assert over.rest is not None
        assert (first.rest, last.rest) == (None, None)
        assert over.line == 2
        assert over.offset == data.index(huge)
        assert len(over.data) <= max(CAP, size)
        assert b"tell-tale" in b"".join(over.rest)
        assert (last.data, last.line) == (b'{"c": 1}', 3)


@pytest.mark.parametrize("size", [1, 7, 100, 10_000])
def test_a_line_that_is_left_open_is_not_as_large_as_the_next(size: int) -> None:
    broken, over = read(lines, b'{"a":\n{"b": "' + b"x" * CAP + b'"}', size)
    assert (broken.data, broken.rest) == (b'{"a":', None)
    assert (over.line, over.rest is None) == (2, False)


@pytest.mark.parametrize("size", [1, 7, 100, 10_000])
def test_what_is_over_the_cap_needs_no_one_to_read_it(size: int) -> None:
    huge = b'{"a": "' + b"x" * 3000 + b'"}'
    for split, data in ((lines, b'{}\n{\n "b": ' + huge + b'\n}\n{"c": 1}'), (elements, b"[" + huge + b',{"c": 1}]')):
        *_, last = split(pieces(data, size), CAP)
        assert last.data == b'{"c": 1}'
        assert last.offset == data.index(last.data)


def test_a_break_of_a_line_is_counted_as_in_a_source() -> None:
    data = '{"a":\r1}\r\n{"é😀": "ü"}\n\r\n{"b"\r\n:1}\r{}\r\n{}'.encode()
    for size in (1, 2, 3, 100):
        assert_places(lines, data, size)
        assert_places(elements, b"[" + data.replace(b"}", b"},") + b"]", size)


def assert_places(split: Split, data: bytes, size: int) -> None:
    """Each record stands where it says, by a `Source` of the whole."""
    source = Source.decode("x", data)
    for record in split(pieces(data, size), CAP):
        if not record.problem:
            before = data[: record.offset].decode("utf-8-sig")
            assert source.position(len(before)) == (record.line, record.column)
            assert data[record.offset :].startswith(record.data)


JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
OBJECTS = st.lists(st.dictionaries(st.text(max_size=4), JSON, max_size=3), min_size=1, max_size=5)


@given(OBJECTS, st.integers(1, 40), st.booleans(), st.sampled_from([None, 0, 1, 2]))
def test_all_that_is_written_is_found(objects: list[object], size: int, ascii_only: bool, indent: int | None) -> None:
    array = json.dumps(objects, ensure_ascii=ascii_only, indent=indent).encode("utf-8", "replace")
    wanted = json.loads(array)
    assert [json.loads(record.data) for record in read(elements, array, size)] == wanted
    assert_places(elements, array, size)
    by_line = b"\n".join(json.dumps(each, ensure_ascii=False).encode("utf-8", "replace") for each in wanted)
    assert [json.loads(record.data) for record in read(lines, by_line, size)] == wanted
    assert_places(lines, by_line, size)


@given(st.binary(max_size=60) | st.text('[]{},"\\\n\r :1a', max_size=60).map(str.encode), st.integers(1, 9))
def test_whatever_is_in_it_it_ends_and_is_the_same_in_all_pieces(data: bytes, size: int) -> None:
    for split, whole in ((lines, data), (elements, b"[" + data)):
        for cap in (8, CAP):
            found = [(*record[:3], record.problem) for record in split(pieces(whole, size), cap)]
            # Over the cap, where a record was given up depends on how much was there.
            if cap == CAP:
                assert found == [(*record[:3], record.problem) for record in split([whole], cap)]


@pytest.mark.parametrize(
    ("split", "data"),
    [
        (lines, b'{"a": "' + b"x" * 20_000_000),
        (lines, b"{\n" * 500_000),
        (lines, b'{"a": \n' + b"x\n" * 1_000_000),
        (elements, b'[{"a": "' + b"\\" * 20_000_000),
        (elements, b"[" + b'{"a": ' * 1_000_000),
        (elements, b"[" + b" " * 20_000_000),
        (elements, b"[" + b'"' * 300_000),
    ],
)
def test_it_is_linear(split: Split, data: bytes) -> None:
    start = time.process_time()
    for _ in split(pieces(data, 65536), 5_000_000):
        pass
    assert time.process_time() - start < 20
