"""Texts that are lists or messages, read as what is written in them."""

from __future__ import annotations

import pytest

from jobs_lint.model.views import view
from jobs_lint.read.tree import Mapping, Node, Opaque, Scalar, Sequence
from unit.model.nodes import node


def _said(found: Node) -> object:
    if isinstance(found, Sequence):
        return [_said(item) for item in found.items]
    if isinstance(found, Mapping):
        return {pair.key.text: _said(pair.value) for pair in found.pairs if isinstance(pair.key, Scalar)}
    return found.text if isinstance(found, Scalar) else None


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("@commas", "a, b,,c", ["a", "b", "c"]),
        ("@commas", "'a,${X}'", ["a", "${X}"]),
        ("@commas", "${X}", None),
        ("@semicolons", "a;b,c", ["a", "b,c"]),
        ("@flag", "a,b", ["a", "b"]),
        ("@flag", "^:^a,b:c", ["a,b", "c"]),
        ("@flag", "'^^a,b'", ["a", "b"]),
        ("@aliases", "a:projects/1/secrets/x, b:y", {"a": "projects/1/secrets/x", "b": "y"}),
        ("@aliases", "a", None),
        ("@aliases", "${X}:b", None),
        ("@json", """'[{"a": [1]}]'""", [{"a": ["1"]}]),
        ("@json", "'[{'", None),
        ("@json", "text", None),
        ("@json", "''", ""),
        ("@json", "[a, b]", ["a", "b"]),
    ],
)
def test_what_a_text_holds(name: str, text: str, said: object) -> None:
    found = view(name, node(text))
    assert _said(found) == said
    assert isinstance(found, Opaque) == (said is None)


@pytest.mark.parametrize(
    ("name", "text", "at"),
    [
        ("@commas", "a, bb", (3, 5)),
        ("@commas", "'a, bb'", (4, 6)),
        ("@json", """'["a","bb"]'""", (6, 10)),
        ("@commas", '"\\x61, bb"', (1, 9)),
    ],
)
def test_each_item_has_its_place(name: str, text: str, at: tuple[int, int]) -> None:
    """Its own, or where an escape makes the text another than what is written, that of the whole."""
    found = view(name, node(text))
    assert isinstance(found, Sequence)
    start = node(text).start
    second = found.items[1]
    if at == (1, 9):
        assert (second.start, second.end) == (start, start + len(text))
    else:
        assert (second.start - start, second.end - start) == at


@pytest.mark.parametrize("name", ["@commas", "@json", "@aliases"])
def test_what_is_no_text_stays_as_it_is(name: str) -> None:
    root = node("{a: b}")
    assert view(name, root) is root
