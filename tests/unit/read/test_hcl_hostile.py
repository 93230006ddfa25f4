"""What nobody writes by hand: it is read in bounded depth, time and memory, and never raises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.read.encoded import Encoded
from jobs_lint.read.tree import Mapping, Node, ReadResult, Sequence
from unit.read.hcl_seen import UNKNOWN, at, body_of, document_of, plain, result_of

MODULE = """\
variable "v" {
  default = { a = [1, "b"] }
}
locals {
  n = 60 * 60
  t = <<-EOT
    a: ${local.n}
      b: $${c}
  EOT
}
resource "google_cloud_run_v2_job" "é" {
  name = "x-${var.v.a[1]}"
  dynamic "env" {
    for_each = local.n
    content {}
  }
  template {
    f = jsonencode({ "k" = max(1, var.v.a[0]) }) # c
    g = local.n > 5 && true ? [local.t] : null
  }
}
"""

scraps = st.sampled_from(
    [*'{}[]()"=,.:?!&|<>+-*/%$~#\\\n\r\t ', "${", "%{", "$${", "<<E\n", "<<-E\n", "\nE\n", "é", "😀", "\0", "\ufeff"]
) | st.sampled_from(
    ["a", "1", '"x"', "x {\n", "}\n", "a = ", "local.n", "var.v", "/*", "*/", "if ", "for ", "jsonencode("]
)
texts = st.lists(scraps, max_size=40).map("".join)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    text = MODULE
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 8)))
        text = text[:start] + draw(st.one_of(scraps, st.just(""))) + text[end:]
    return text


def nodes(root: Node) -> list[Node]:
    found, stack = [], [root]
    while stack:
        node = stack.pop()
        found.append(node)
        if isinstance(node, Mapping):
            for pair in node.pairs:
                stack += pair
        elif isinstance(node, Sequence):
            stack += node.items
        elif isinstance(node, Encoded):
            stack.append(node.value)
    return found


def check(text: str, result: ReadResult) -> None:
    for document in result.documents:
        for node in nodes(document.root):
            assert 0 <= node.start <= node.end <= len(text)
        if document.strict is not None:
            document.strict()
    if result.problem is not None:
        assert 0 <= result.problem.span.start <= result.problem.span.end <= max(len(text), 1)


@given(st.one_of(texts, mutated(), st.text(max_size=60)))
def test_any_text_is_read(text: str) -> None:
    check(text, result_of(text))


@given(st.one_of(texts, st.text(max_size=30)))
def test_any_template_in_json_is_read(text: str) -> None:
    from json import dumps

    whole = f'{{"locals": {{"n": {dumps(text)}}}, "resource": {{"a": {{"b": {{"v": {dumps(text)}}}}}}}}}'
    result = result_of(whole, name="a.tf.json")
    assert result.documents
    check(whole, result)


def test_the_module_itself_is_sound() -> None:
    assert result_of(MODULE).problem is None


@pytest.mark.parametrize(
    "expression",
    [
        "[" * 10_000,
        "[" * 10_000 + "]" * 10_000,
        "(" * 10_000 + "1" + ")" * 10_000,
        "max(" * 10_000 + "1" + ")" * 10_000,
        "-" * 10_000 + "1",
        "1 + " * 10_000 + "1",
        "true ? 1 : " * 5_000 + "2",
        '"${' * 2_000 + "1" + '}"' * 2_000,
        "{ a = " * 5_000 + "1" + "}" * 5_000,
        "x" + ".y" * 10_000,
        "<<" + "A" * 5_000 + "\n",
        "9" * 100_000 + " * 2",
        "*".join(["9" * 50] * 200),
        '"' + "a" * 500_000 + '"',
        "1e99 * 1e99",
    ],
)
def test_depth_and_length(expression: str) -> None:
    text = f"x {{\n  v = {expression}\n}}\n"
    check(text, result_of(text))


def test_blocks_in_blocks() -> None:
    result = result_of("x {\n" * 5_000 + "}\n" * 5_000)
    assert result.problem is not None
    assert result.problem.kind == "depth"


def bomb(first: str, step: str) -> str:
    steps = "".join(f"  a{number + 1} = {step.format(f'local.a{number}')}\n" for number in range(60))
    return f"locals {{\n  a0 = {first}\n{steps}}}\n"


@pytest.mark.parametrize(
    ("first", "step"), [("[1]", "[{0}, {0}]"), ('"xxxxxxxx"', '"${{{0}}}${{{0}}}"'), ("1", "{0} + {0}")]
)
def test_locals_that_double_at_each_step(first: str, step: str) -> None:
    document = document_of(bomb(first, step))
    assert document.expanded < 100_000


def test_a_long_chain_of_locals_is_unknown() -> None:
    chain = "".join(f"  a{number + 1} = local.a{number}\n" for number in range(1_000))
    document = document_of(f"x {{\n  v = local.a1000\n}}\nlocals {{\n  a0 = 1\n{chain}}}\n")
    assert plain(at(body_of(document), "v")) == UNKNOWN
    assert plain(at(body_of(document, 1), "a5")) == ("plain", "1")


def test_a_local_of_itself_is_unknown() -> None:
    assert plain(at(body_of(document_of("locals {\n  a = local.a\n}\n")), "a")) == UNKNOWN


def test_what_takes_too_long_is_given_up() -> None:
    result = result_of("a = \n" * 60_000)
    assert result.problem is not None
    assert result.problem.kind == "size"
