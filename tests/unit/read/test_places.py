"""Where every node starts and ends, through `read`: the places on which findings rest."""

from __future__ import annotations

import pytest

from jobs_lint.read import read
from jobs_lint.read.tree import Mapping, Node, Scalar, Sequence
from jobs_lint.source import Source


def root_of(text: str, kind: str = "yaml") -> Node:
    result = read(text, kind)
    assert result.problem is None, result.problem
    return result.documents[0].root


def at(text: str, *path: str | int) -> Node:
    node = root_of(text)
    for step in path:
        if isinstance(step, str):
            assert isinstance(node, Mapping)
            found = node.get(step)
            assert found is not None
            node = found
        else:
            assert isinstance(node, Sequence)
            node = node.items[step]
    return node


def slice_at(text: str, *path: str | int) -> str:
    node = at(text, *path)
    return text[node.start : node.end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n  b: 1\n\n# c\nd: 3", "b: 1"),
        ("a:\n  - 1\n  - 2\n\n\nd: 3", "- 1\n  - 2"),
        ("a:\n- 1\n# c\nd: 3", "- 1"),
        ("a:\n  b:\n    c: 1\n\nd: 3", "b:\n    c: 1"),
        ("a:\n  b: {c: 1}   # c\n\nd: 3", "b: {c: 1}"),
        ("a: [1, 2 ]  # c\n", "[1, 2 ]"),
        ("a: {b: 1,\n  c: 2\n}\n", "{b: 1,\n  c: 2\n}"),
        ("a: {}\n", "{}"),
        ("a: []\n", "[]"),
        ("a:\n  b:\nd: 3", "b:"),
    ],
)
def test_a_collection_ends_at_the_end_of_its_last_child_or_behind_its_bracket(text: str, expected: str) -> None:
    assert slice_at(text, "a") == expected


def test_a_pair_inside_a_flow_list_ends_with_its_value() -> None:
    assert slice_at("[a: b , ? c : d ]", 0) == "a: b"
    assert slice_at("[a: b , ? c : d ]", 1) == "? c : d"
    assert slice_at("[{a: b}: c ]", 0) == "{a: b}: c"


@pytest.mark.parametrize(
    ("text", "anchored"),
    [
        ("a: &x 1\nb: *x\n", "1"),
        ("a: &x\n  k: 1\n\nb: *x # c\n", "k: 1"),
        ("a: &x\n  - 1\nb: *x", "- 1"),
        ("a: &x !!str 'q'\nb: *x", "'q'"),
    ],
)
def test_an_alias_has_its_own_place_and_knows_its_anchors(text: str, anchored: str) -> None:
    alias = at(text, "b")
    assert text[alias.start : alias.end] == "*x"
    assert alias.anchor is not None
    assert text[alias.anchor.start : alias.anchor.end] == anchored
    assert at(text, "a").anchor is None


def test_an_alias_shares_the_content_of_its_anchor() -> None:
    root = root_of("a: &x {k: 1}\nb: *x\nc: &y [1]\nd: *y")
    assert isinstance(root, Mapping)
    a, b, c, d = (pair.value for pair in root.pairs)
    assert isinstance(a, Mapping)
    assert isinstance(b, Mapping)
    assert a.pairs is b.pairs
    assert isinstance(c, Sequence)
    assert isinstance(d, Sequence)
    assert c.items is d.items


def test_an_alias_can_be_a_key() -> None:
    assert slice_at("- &x a\n- *x : 1", 1, "a") == "1"


def test_the_last_of_anchors_with_one_name_counts() -> None:
    node = at("- &x a\n- &x b\n- *x", 2)
    assert isinstance(node, Scalar)
    assert node.text == "b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1", "1"),
        ("a: !!str 1", "1"),
        ("a: &x !!str 1", "1"),
        ("a: !!str &x 1", "1"),
        ("a: !<tag:yaml.org,2002:str> 1", "1"),
        ("a: ! 1", "1"),
        ("a: &x # c\n  1", "1"),
        ("a: &x 'q'", "'q'"),
        ("a: !t |\n  b\n", "|\n  b"),
        ("a: &x {b: 1}", "{b: 1}"),
        ("a: &x\n  b: 1", "b: 1"),
        ("a: &x\n  &y b: 1", "&y b: 1"),
        ("a: &x\n  - 1", "- 1"),
        ("a: &x", ""),
        ("a: !!null\nb: 1", ""),
    ],
)
def test_anchor_and_tag_are_no_part_of_a_node(text: str, expected: str) -> None:
    assert slice_at(text, "a") == expected


@pytest.mark.parametrize(
    ("text", "path", "offset"),
    [
        ("a:", ("a",), 2),
        ("a:   # c\nb: 1", ("a",), 2),
        ("{a: , b: 1}", ("a",), 3),
        ("{a  , b: 1}", ("a",), 2),
        ("? a\n\n\n? b", ("a",), 3),
        ("? a # b:\n# c:\n:\n", ("a",), 15),
        ("{a: # c:\n , b: 1}", ("a",), 3),
        ("-  \n-\n", (0,), 1),
        ("-  \n-\n", (1,), 5),
        ("a: &x\nb: 1", ("a",), 5),
        ("--- # c\n\n...\n", (), 3),
    ],
)
def test_a_value_that_is_not_there_is_empty_and_stands_behind_its_colon(
    text: str, path: tuple[str | int, ...], offset: int
) -> None:
    node = at(text, *path)
    assert (node.start, node.end) == (offset, offset)
    assert isinstance(node, Scalar)
    assert node.text == ""


@pytest.mark.parametrize(
    ("text", "expected", "content"),
    [
        ("a: |\n  x\n  y\nb: 1", "|\n  x\n  y", "x\ny\n"),
        ("a: |+\n  x\n\n\n# c\nb: 1", "|+\n  x", "x\n\n\n"),
        ("a: >-\n  x\n  y", ">-\n  x\n  y", "x y"),
        ("a: |\n  x  \n \nb: 1", "|\n  x  ", "x  \n"),
        ("a: |2\n   x\r\nb: 1", "|2\n   x", " x\n"),
        ("a: |\nb: 1", "|", ""),
        ("a: |\r\n  x\r\n", "|\r\n  x", "x\n"),
    ],
)
def test_a_block_scalar_runs_from_its_sign_to_its_last_line(text: str, expected: str, content: str) -> None:
    assert slice_at(text, "a") == expected
    node = at(text, "a")
    assert isinstance(node, Scalar)
    assert node.text == content
    assert node.style in ("|", ">")


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_line_breaks_that_no_editor_knows_move_nothing(separator: str) -> None:
    text = f"# {separator}{separator}\na: '{separator}'\nb: here\n"
    node = at(text, "b")
    assert text[node.start : node.end] == "here"
    assert Source("", text).position(node.start) == (3, 4)


def test_offsets_are_code_points() -> None:
    text = "😀: 😀é\nb: c"
    assert slice_at(text, "😀") == "😀é"
    assert slice_at(text, "b") == "c"


def test_a_byte_order_mark_that_is_still_there_moves_nothing() -> None:
    assert slice_at("\ufeffa: 1", "a") == "1"


def test_a_tab_behind_a_colon_is_read() -> None:
    assert slice_at("a:\t1", "a") == "1"


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_every_line_break_that_editors_know(line_break: str) -> None:
    text = line_break.join(["a: 1", "b:", "  - x", "c: |", "  y", "d: z"])
    assert slice_at(text, "b") == "- x"
    assert slice_at(text, "c") == f"|{line_break}  y"
    assert slice_at(text, "d") == "z"


@pytest.mark.parametrize(
    ("value", "style", "content"),
    [
        ("plain text", "", "plain text"),
        ("'it''s'", "'", "it's"),
        ('"a\\tb"', '"', "a\tb"),
        ("two\n  lines", "", "two lines"),
        ("'two\n  lines'", "'", "two lines"),
    ],
)
def test_quoting(value: str, style: str, content: str) -> None:
    text = f"a: {value}\nb: 1"
    assert slice_at(text, "a") == value
    node = at(text, "a")
    assert isinstance(node, Scalar)
    assert (node.style, node.text) == (style, content)


def test_merge_keys_come_last_and_the_first_of_duplicates_counts() -> None:
    root = root_of("base: &b {x: 1, y: 2}\njob: {<<: *b, y: 3, z: 4, z: 5}")
    assert isinstance(root, Mapping)
    job = root.get("job")
    assert isinstance(job, Mapping)
    texts = {key: pair.value.text for key, pair in job.entries.items() if isinstance(pair.value, Scalar)}
    assert texts == {"y": "3", "z": "4", "x": "1"}
    assert [(first.value.start, second.value.start) for first, second in job.duplicates()] == [(45, 51)]


def test_several_documents() -> None:
    result = read("a: 1\n---\n- 2\n---\n...\n", "yaml")
    assert [type(document.root) for document in result.documents] == [Mapping, Sequence, Scalar]


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n"])
def test_a_text_without_a_document(text: str) -> None:
    assert read(text, "yaml") == ((), None)


def test_aliases_count_as_written_out() -> None:
    (document,) = read("a: &x [1, 2]\nb: *x\nc: *x", "yaml").documents
    assert document.expanded == 1 + 3 + 3 * 3
