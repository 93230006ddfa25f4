"""Strings and heredocs: their text, and where each character of it stands."""

from __future__ import annotations

import pytest

from jobs_lint.read import read
from jobs_lint.read.embedded import EmbeddedScalar, moved
from jobs_lint.read.tree import Mapping, Node, Scalar
from unit.read.hcl_seen import UNKNOWN, at, body_of, document_of, plain, value_of


def heredoc(expression: str, above: str = "") -> EmbeddedScalar:
    node = value_of(expression, above=above)
    assert isinstance(node, EmbeddedScalar)
    return node


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("<<EOT\na\n  b\nEOT", "a\n  b\n"),
        ("<<EOT\n  a\n EOT", "  a\n"),
        ("<<-EOT\n    a\n      b\n\n    c\n  EOT", "a\n  b\n\nc\n"),
        ("<<-EOT\n\ta\n\t\tb\nEOT", "a\n\tb\n"),
        ("<<-EOT\n  ${1} a\n    b\nEOT", "1 a\n  b\n"),
        ("<<-EOT\n${1}\n  b\nEOT", "1\n  b\n"),
        ("<<EOT\nEOT", ""),
        ("<<EOT\n\nEOT", "\n"),
        ('<<EOT\n\\n \\" $${a} %%{b} $c\nEOT', '\\n \\" ${a} %{b} $c\n'),
        ('<<EOT\na ${60 * 60}s ${"x"}\nEOT', "a 3600s x\n"),
        ("<<EOT\na ${x.y} b\nEOT", "a ${x.y} b\n"),
        ("<<EOT\r\na\r\nb\r\nEOT\r\n", "a\r\nb\r\n"),
        ("<<EOT\nNOT EOT\nEOT", "NOT EOT\n"),
    ],
)
def test_heredoc(expression: str, text: str) -> None:
    node = heredoc(expression)
    assert node.text == text
    assert node.style == "|"


@pytest.mark.parametrize("inside", ["%{ if true }a%{ endif }", "%{ for a in b ~}\n${a}\n%{ endfor ~}", "a ${~ 1 }"])
def test_a_heredoc_with_directives_is_unknown(inside: str) -> None:
    assert plain(value_of(f"<<EOT\n{inside}\nEOT")) == UNKNOWN


def test_another_reader_sees_a_token_for_what_is_unknown() -> None:
    node = heredoc("<<EOT\na: ${x.y}\nb: ${1}\nc: $${c}\nEOT")
    assert node.text == "a: ${x.y}\nb: 1\nc: ${c}\n"
    assert node.inside.text == "a: __HCL__\nb: 1\nc: ${c}\n"


@pytest.mark.parametrize("arrow", ["<<", "<<-"])
def test_yaml_in_a_heredoc_stands_at_its_characters(arrow: str) -> None:
    text = (
        f"# é\nlocals {{ n = 3 }}\nx {{\n  v = {arrow}EOT\n    ä: [1, ${{x.y}}, end]\n    b: $${{q}} last\n"
        "    c: ${local.n} more\n  EOT\n}\n"
    )
    node = at(body_of(document_of(text), 1), "v")
    assert isinstance(node, EmbeddedScalar)
    (document,) = read(node.inside.text, "yaml").documents
    root = moved(document, node.inside).root
    assert isinstance(root, Mapping)

    def written(found: Node) -> str:
        return text[found.start : found.end]

    assert [written(pair.key) for pair in root.pairs] == ["ä", "b", "c"]
    assert [written(at(root, "ä", number)) for number in range(3)] == ["1", "${x.y}", "end"]
    assert written(at(root, "b")) == "{q} last" or written(at(root, "b")) == "${q} last"
    assert written(at(root, "c")) == "${local.n} more"


def test_escapes_of_a_quoted_text_stand_where_they_are_written() -> None:
    text = 'x {\n  v = "{\\"a\\": \\"b\\",\\n \\"c\\": 1}"\n}\n'
    node = at(body_of(document_of(text)), "v")
    assert isinstance(node, EmbeddedScalar)
    (document,) = read(node.inside.text, "json").documents
    root = moved(document, node.inside).root
    assert text[slice(*at(root, "c").span)] == "1"
    assert text[slice(*at(root, "a").span)] == '\\"b\\"'


def test_what_is_no_code_is_a_plain_scalar() -> None:
    assert type(value_of('"600s"')) is Scalar
    assert isinstance(value_of('"gcloud run jobs list"'), EmbeddedScalar)


def test_what_base64_encodes_is_its_text() -> None:
    text = "x {\n  v = base64encode(<<EOT\na: b\nEOT\n  )\n}\n"
    node = at(body_of(document_of(text)), "v")
    assert isinstance(node, EmbeddedScalar)
    assert node.text == "a: b\n"
    assert text[node.start :].startswith("base64encode(")
    assert text[slice(*node.inside.span(3, 4))] == "b"
