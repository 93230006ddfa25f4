"""Each character of a scalar's text has its place in the source, whatever the style."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.read import read
from jobs_lint.read.embedded import Embedded, EmbeddedScalar, Piece
from jobs_lint.read.scalar_text import embedded
from jobs_lint.read.tree import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from jobs_lint.read.tree import Node


def value_of(source: str, kind: str = "yaml") -> Scalar:
    """The scalar below the keys `a` of a document."""
    node: Node | None = read(source, kind).documents[0].root
    while not isinstance(node, Scalar):
        assert isinstance(node, Mapping | Sequence)
        node = node.get("a") if isinstance(node, Mapping) else node.items[0]
    return node


def places(source: str, found: Embedded) -> list[tuple[str, str]]:
    """What each piece of the text is, and what is written there."""
    ends = [piece.at for piece in found.pieces[1:]] + [len(found.text)]
    return [
        (found.text[piece.at : end], source[piece.start : piece.end])
        for piece, end in zip(found.pieces, ends, strict=True)
    ]


SPELLINGS = [
    ("a: one two # three", [("one two", "one two")]),
    ("a: one\n  two\n\n  three", [("one", "one"), (" ", "\n  "), ("two", "two"), ("\n", "\n\n  "), ("three", "three")]),
    ("a: 'it''s'", [("it", "it"), ("'", "''"), ("s", "s")]),
    ("a: 'one\n  two'", [("one", "one"), (" ", "\n  "), ("two", "two")]),
    (r'a: "a\tb\"c\u00e9"', [("a", "a"), ("\t", r"\t"), ("b", "b"), ('"', r"\""), ("c", "c"), ("é", r"\u00e9")]),
    ('a: "one\\\n   two"', [("one", "one"), ("two", "two")]),
    ('a: "one\\ \n   two"', [("one", "one"), (" ", "\\ "), (" ", "\n   "), ("two", "two")]),
    ("a: |\n  one\n   two\n\n  three\nb: 1", [("one\n", "one\n"), (" two\n\n", " two\n\n"), ("three\n", "three\n")]),
    ("a: |-\n  one\n  two\n", [("one\n", "one\n"), ("two", "two")]),
    ("a: |+\n  one\n\nb: 1", [("one\n\n", "one\n\n")]),
    ("a: |2\n    one\n   two\n", [("  one\n", "  one\n"), (" two\n", " two\n")]),
    ("a: |\r\n  one\r\n  two\r\n", [("one", "one"), ("\n", "\r\n"), ("two", "two"), ("\n", "\r\n")]),
    ("a: |  # note\n  one\n", [("one\n", "one\n")]),
    ("a: >-\n  one\n  two\n", [("one", "one"), (" ", "\n  "), ("two", "two")]),
    ("a: >\n  one\n\n\n  two\n", [("one", "one"), ("\n\n", "\n\n\n  "), ("two\n", "two\n")]),
    ("a: >\n  one\n    two\n  three\nb: 1", [("one\n", "one\n"), ("  two\n", "  two\n"), ("three\n", "three\n")]),
    ("a: >-\n\n  one\n", [("\n", "\n"), ("one", "one")]),
    ("- a: |\n    one\n- b", [("one\n", "one\n")]),
]


@pytest.mark.parametrize(("source", "expected"), SPELLINGS)
def test_each_stretch_stands_where_it_is_written(source: str, expected: list[tuple[str, str]]) -> None:
    node = value_of(source)
    found = embedded(node, source)
    assert found.text == node.text
    assert places(source, found) == expected


def test_half_characters_of_json_are_one_character() -> None:
    source = r'{"a": "x\ud83d\ude00\/y"}'
    found = embedded(value_of(source, "json"), source)
    assert places(source, found) == [("x", "x"), ("😀", r"\ud83d\ude00"), ("/", r"\/"), ("y", "y")]


def test_an_alias_has_the_places_of_its_anchor() -> None:
    source = "b: &x 'it''s'\na: *x"
    assert places(source, embedded(value_of(source), source)) == [("it", "it"), ("'", "''"), ("s", "s")]


def test_what_does_not_fit_stands_as_a_whole() -> None:
    assert embedded(Scalar(2, 7, "other", ""), "a text to read") == Embedded("other", (Piece(0, 2, 7),))


def test_what_knows_its_places_is_asked() -> None:
    inside = Embedded("x", (Piece(0, 5, 6),))
    assert embedded(EmbeddedScalar(0, 9, "x", inside), "unused") is inside


STYLES = ["", "'", '"', "|", ">"]
SNIPPETS = [*"ab '\\:#-", "\n", "\n\n", "\n  "]
lines = st.lists(st.sampled_from([*SNIPPETS, *'"\té😀', " \\\n"]), max_size=30).map("".join)


@given(st.one_of(lines, st.text(max_size=30)), st.sampled_from(STYLES), st.integers(10, 80), st.booleans())
def test_all_that_is_written_out_is_found_again(text: str, style: str, width: int, deep: bool) -> None:
    value = {"a": [{"a": text}], "b": 1} if deep else {"a": text, "b": 1}
    source = yaml.safe_dump(value, default_style=style or None, width=width, allow_unicode=True)
    node = value_of(source)
    found = embedded(node, source)
    assert found.text == node.text
    for mine, written in places(source, found):
        assert len(mine) != len(written) or mine == written or not (mine.strip() or written.strip())
    assert [piece.start for piece in found.pieces] == sorted(piece.start for piece in found.pieces)


@given(st.lists(st.sampled_from(SNIPPETS), min_size=1, max_size=30).map("".join), st.sampled_from("'|>"))
def test_hardly_anything_stands_as_a_whole(text: str, style: str) -> None:
    source = yaml.safe_dump({"b": {"a": text}}, default_style=style, allow_unicode=True)
    node = value_of(source.replace("b", "a", 1))
    if node.style == style:
        found = embedded(node, source)
        written = sum(len(mine) for mine, there in places(source, found) if mine == there)
        assert written >= len(text.replace("\n", "").replace(" ", "").replace("'", ""))
