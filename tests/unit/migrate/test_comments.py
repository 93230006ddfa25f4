"""Comments that go with their fields."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.migrate.comments import Note, carried, with_comments
from jobs_lint.read.yaml import read_yaml
from jobs_lint.source import Source

Path = tuple[str | int, ...]


def notes_of(text: str, fields: dict[Path, str]) -> dict[Path, Note]:
    """The comments of a text for a result in which each path comes from the first place of a word in the text."""
    origins = {path: text.index(word) for path, word in fields.items()}
    document: dict[str, Any] = {}
    for path in fields:
        _put(document, path)
    return carried(Source("x.yaml", text), read_yaml(text).documents, origins, document)


def _put(document: Any, path: Path) -> None:
    for here, following in pairwise(path):
        empty: Any = [] if isinstance(following, int) else {}
        if isinstance(here, int):
            if here == len(document):
                document.append(empty)
            document = document[here]
        else:
            document = document.setdefault(here, empty)
    if isinstance(path[-1], int):
        document.append(1)
    else:
        document[path[-1]] = 1


ONE: dict[Path, str] = {("x", "tasks"): "5000"}


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("a: 5000 # why", Note(behind="# why")),
        ("a: 5000 # why # more", Note(behind="# why # more")),
        ("z: 1\n# why\n# more\na: 5000", Note(("# why", "# more"))),
        ("k:\n  # why\n  a: 5000 # then", Note(("# why",), "# then")),
        ("k:\n# why\n- a: 5000", Note(("# why",))),
        ("k:\n  # why\n  - 5000 # then", Note(("# why",), "# then")),
        ("z: 1\nk: # why\n  a: 5000", Note(behind="# why")),
        ("a: >- # why\n  5000", Note(behind="# why")),
        ("env:\n  # where to\n  - name: X\n    value: '5000'", Note(("# where to",))),
        ("env:\n  - name: X # where to\n    value: '5000'", Note(behind="# where to")),
        ("z: 1\n#why\na: 5000", Note(("#why",))),
        ("a: 5000\t# tab", Note(behind="# tab")),
        ("a: 5000 # why\r\nb: 1\r\n", Note(behind="# why")),
    ],
)
def test_one_that_belongs_to_the_field(text: str, note: Note) -> None:
    assert notes_of(text, {("x", "tasks"): text[text.index("5000") - ("'5" in text) :][:4]}) == {("x", "tasks"): note}


@pytest.mark.parametrize(
    "text",
    [
        "# why\n\na: 5000",  # a blank line between
        "  # why\na: 5000",  # further to the right: the end of what is above
        "a: 5000\n# below",
        "a: '5000 # text'",
        "b: 1 # of another\na: 5000",
        "a: 5000#text",
        "a: 5000 # jobs-lint: ignore[LIM101] meant",
        "# yaml-language-server: $schema=x\na: 5000",
        "a: 5000 #",
        "a: 5000 # \x1b[2J hidden",
        "a: 5000 # \u202e hidden",
        "b: |\n  # no comment\na: 5000",
        "# of the file\na: 5000",
        "z: 1\n# of the section\nk:\n  a: 5000\n  b: 1\n  c: 2",
    ],
)
def test_one_that_does_not(text: str) -> None:
    fields: dict[Path, str] = {("x", "tasks"): "'5000" if "'5000" in text else "5000"}
    assert notes_of(text, fields) == {}


def test_a_comment_inside_what_has_one_place_as_a_whole_goes_there() -> None:
    text = "env:\n  - name: A\n    value: x # one\n  - name: B # two\n    # three\n    value: y\n"
    fields: dict[Path, str] = {("v", "A"): "name: A", ("v", "B"): "name: B"}
    assert notes_of(text, fields) == {("v", "A"): Note(behind="# one"), ("v", "B"): Note(("# three",), "# two")}
    fields[("v", "C")] = "y\n"
    assert notes_of(text, fields)[("v", "A")] == Note(behind="# one")


def test_a_comment_on_a_group_goes_to_the_group_alone() -> None:
    text = "z: 1\n# size\nresources: # both\n  cpu: 2000\n  memory: 4Gi\n"
    together: dict[Path, str] = {("task", "size", "cpu"): "2000", ("task", "size", "memory"): "4Gi"}
    assert notes_of(text, together) == {("task", "size"): Note(("# size",), "# both")}
    apart: dict[Path, str] = {("task", "cpu"): "2000", ("vm", "memory"): "4Gi"}
    assert notes_of(text, apart) == {}


def test_a_group_with_a_stranger_in_it_has_none() -> None:
    text = "z: 1\n# size\nresources:\n  cpu: 2000\n  memory: 4Gi\nname: x\n"
    fields: dict[Path, str] = {("t", "cpu"): "2000", ("t", "memory"): "4Gi", ("t", "name"): "x"}
    assert notes_of(text, fields) == {}


def test_a_comment_on_a_line_with_two_fields_is_of_neither() -> None:
    fields: dict[Path, str] = {("x", "a"): "1000", ("x", "b"): "2000"}
    assert notes_of("k: {a: 1000,\n  b: 2000} # both", fields) == {("x", "b"): Note(behind="# both")}
    text = "z:\n- {a: 1000, b: 2000} # both\n- 3000"
    assert notes_of(text, {**fields, ("x", "c"): "3000"}) == {}


def test_what_is_written_twice_has_its_comment_once() -> None:
    fields: dict[Path, str] = {("labels", "team"): "media", ("policy", "labels", "team"): "media"}
    assert notes_of("team: media # us\n", fields) == {("labels", "team"): Note(behind="# us")}


def test_an_alias_has_the_comment_of_its_own_line() -> None:
    text = "a: &x 5000 # first\nb: *x # second\n"
    assert notes_of(text, {("x", "tasks"): "5000"}) == {("x", "tasks"): Note(behind="# first")}


def test_where_they_are_written() -> None:
    text = "a:\n  - b: 1\n    c: |\n      # x\n      y\n  - d\n  - []\ne:\n  f: {}\n"
    notes: dict[Path, Note] = {
        ("a",): Note(("# A",), "# a"),
        ("a", 0): Note(("# 0",), "# item"),
        ("a", 0, "b"): Note(("# B",), "# b"),
        ("a", 0, "c"): Note((), "# c"),
        ("a", 1): Note(("# 1",), "# d"),
        ("e", "f"): Note((), "# f"),
        ("not", "there"): Note(("# lost",)),
    }
    assert with_comments(text, notes) == (
        "# A\na:  # a\n  # 0\n  # item\n  # B\n  - b: 1  # b\n    # c\n    c: |\n      # x\n      y\n"
        "  # 1\n  - d  # d\n  - []\ne:\n  f: {}  # f\n"
    )


@given(st.text("ab: #-\n\t'\"|>[]{},&*", max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    result = read_yaml(text)
    origins: dict[Path, int] = {("x", f"k{offset}"): offset for offset in range(0, len(text), 3)}
    document = {"x": {f"k{offset}": 1 for offset in range(0, len(text), 3)}}
    notes = carried(Source("x", text), result.documents, origins, document)
    assert set(notes) <= {*origins, ("x",)}
