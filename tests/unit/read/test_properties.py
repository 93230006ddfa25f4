"""What holds for any text whatever."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import yaml
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.read import read
from jobs_lint.read.json import read_json
from jobs_lint.read.tree import Mapping, Node, ReadResult, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

JOB = """\
apiVersion: run.googleapis.com/v1
kind: Job
metadata: &meta
  name: "render"   # a comment
  labels: {team: a, tier: 'b'}
spec:
  template:
    spec:
      taskCount: 10
      template:
        spec:
          containers:
          - image: &image gcr.io/x/y
            args: [a, "b\\n", !!str 1]
            command: |
              run
              it
          - <<: *meta
            image: *image
          empty:
---
x: >-
  folded
"""

pieces = st.sampled_from(
    [*"{}[],:?-#&*!|>'\"%@`\n\t\r \\", "\x85", "\u2028", "\x07", "é", "😀", "---\n", "...\n", "&x ", "*x"]
)
syntax = st.lists(st.one_of(pieces, st.sampled_from(["a", "1", "a: 1\n", "- ", "\n  ", '"a"'])), max_size=30).map(
    "".join
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    text = JOB
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 8)))
        text = text[:start] + draw(st.one_of(pieces, st.just(""))) + text[end:]
    return text


scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=8)
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)),
    max_leaves=12,
)


def nodes_of(result: ReadResult) -> Iterator[tuple[Node, Node | None]]:
    """Every node with its parent; the content of an alias only once."""
    todo: list[tuple[Node, Node | None]] = [(document.root, None) for document in result.documents]
    while todo:
        node, parent = todo.pop()
        yield node, parent
        if node.anchor is not None:
            continue
        if isinstance(node, Mapping):
            for pair in node.pairs:
                todo += [(pair.key, node), (pair.value, node)]
        elif isinstance(node, Sequence):
            todo += [(item, node) for item in node.items]


def check(text: str, result: ReadResult) -> None:
    if result.problem is not None:
        span = result.problem.span
        assert 0 <= span.start <= span.end <= len(text)
        assert result.problem.message
    for node, parent in nodes_of(result):
        assert 0 <= node.start <= node.end <= len(text)
        if parent is not None:
            assert parent.start <= node.start
            assert node.end <= parent.end
        if node.anchor is not None:
            assert text[node.start] == "*"
            assert node.anchor.end <= node.start
        elif isinstance(node, Scalar):
            check_text(text[node.start : node.end], node)


def check_text(written: str, node: Scalar) -> None:
    if node.style in ("'", '"'):
        assert written[0] == written[-1] == node.style
    elif node.style:
        assert written.startswith(node.style)
        assert written == written.rstrip("\r\n\x85\u2028\u2029")
    elif "\n" not in written and not any(other in written for other in "\r\x85\u2028\u2029"):
        assert written == node.text


@given(st.one_of(st.text(), syntax, mutated()), st.sampled_from(["yaml", "json"]))
def test_any_text_is_read_or_complained_of_and_every_place_is_inside(text: str, kind: str) -> None:
    check(text, read(text, kind))


@given(st.one_of(st.text(), syntax.map(lambda text: "{" + text), st.text(alphabet='{}[]:,"\\u d8a1\n.e-')))
def test_any_text_is_json_to_us_where_it_is_to_the_standard_library(text: str) -> None:
    result = read_json(text)
    check_json(text, result)
    try:
        json.loads(text, parse_constant=reject)
    except ValueError:
        assert result.problem is not None
    else:
        assert result.problem is None


def reject(constant: str) -> object:
    raise ValueError(constant)


def check_json(text: str, result: ReadResult) -> None:
    for node, _ in nodes_of(result):
        assert 0 <= node.start <= node.end <= len(text)
    if result.problem is not None:
        assert 0 <= result.problem.span.start <= result.problem.span.end <= len(text)


@given(values, st.sampled_from([None, 2, "\t"]), st.booleans())
def test_json_is_the_same_tree_to_both_readers(value: object, indent: int | str | None, escaped: bool) -> None:
    text = json.dumps([value], indent=indent, ensure_ascii=escaped)
    by_json, by_either = read_json(text), read(text, "json")
    assert by_json.problem is None
    assert by_either.problem is None
    assert shape(by_json.documents[0].root) == shape(by_either.documents[0].root)


def shape(node: Node) -> object:
    if isinstance(node, Mapping):
        return node.start, node.end, [(shape(pair.key), shape(pair.value)) for pair in node.pairs]
    if isinstance(node, Sequence):
        return node.start, node.end, [shape(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.start, node.end, node.text, node.style


@given(values, st.booleans())
def test_what_pyyaml_writes_has_the_structure_that_pyyaml_reads(value: object, flow: bool) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=True)
    result = read(text, "yaml")
    assert result.problem is None
    check(text, result)
    assert bare(result.documents[0].root) == yaml.load(text, Loader=yaml.BaseLoader)


def bare(node: Node) -> object:
    if isinstance(node, Mapping):
        return {pair.key.text: bare(pair.value) for pair in node.pairs if isinstance(pair.key, Scalar)}
    if isinstance(node, Sequence):
        return [bare(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.text
