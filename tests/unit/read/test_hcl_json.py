"""Terraform's JSON syntax, in the shape of HCL."""

from __future__ import annotations

import pytest

from jobs_lint.read.embedded import EmbeddedScalar
from jobs_lint.read.encoded import Encoded
from jobs_lint.read.tree import Node, Sequence
from unit.read.hcl_seen import UNKNOWN, at, body_of, document_of, plain, result_of, written

NAME = "main.tf.json"


def value(expression: str) -> Node:
    text = f'{{"locals": {{"n": 60, "s": "x"}}, "resource": {{"a": {{"b": {{"v": {expression}}}}}}}}}'
    return at(body_of(document_of(text, name=NAME), 1), "v")


def test_the_shape_is_that_of_hcl() -> None:
    text = """{
      "//": "a comment",
      "terraform": {"required_version": "1"},
      "variable": {"x": {"default": 1}},
      "resource": {"google_cloud_run_v2_job": {
        "one": {"name": "é", "template": [{"task_count": 2, "//": "no"}]},
        "two": [{"name": "b"}]
      }}
    }"""
    document = document_of(text, name=NAME)
    job = ["google_cloud_run_v2_job"]
    assert plain(document.root) == [
        {"@block": "terraform", "@labels": [], "@body": {"required_version": "1"}},
        {"@block": "variable", "@labels": ["x"], "@body": {"default": ("plain", "1")}},
        {
            "@block": "resource",
            "@labels": [*job, "one"],
            "@body": {"name": "é", "template": [{"task_count": ("plain", "2")}]},
        },
        {"@block": "resource", "@labels": [*job, "two"], "@body": {"name": "b"}},
    ]
    assert written(text, at(body_of(document, 2), "template", 0, "task_count")) == "2"
    assert written(text, body_of(document, 3)).startswith('"two": [{')


def test_arrays_stand_for_several_at_each_level() -> None:
    text = '{"resource": [{"a": [{"b": {"v": 1}}]}, {"c": {"d": {"v": 2}}}]}'
    root = document_of(text, name=NAME).root
    assert isinstance(root, Sequence)
    assert [plain(body_of(document_of(text, name=NAME), number)) for number in range(2)] == [
        {"v": ("plain", "1")},
        {"v": ("plain", "2")},
    ]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('"a"', "a"),
        ("5", ("plain", "5")),
        ('"${local.n}"', ("plain", "60")),
        ('"${local.n * 60}s"', "3600s"),
        ('"${x.y}"', UNKNOWN),
        ('"a-${x.y}"', "a-${x.y}"),
        ('"$${x}"', "${x}"),
        (r'"${max(1, 2)}\n\"q\""', '2\n"q"'),
        (r'"${local.s == \"x\" ? 1 : 2}"', ("plain", "1")),
        (r'"${jsonencode({ a = 1 })}"', ("json", {"a": ("plain", "1")})),
        ('"%{ if true }a%{ endif }"', UNKNOWN),
        ('"${broken"', UNKNOWN),
        ('"JSON\\n${local.n}"', "JSON\n60"),
        ('["${local.n}", {"k": "${x.y}"}]', [("plain", "60"), {"k": UNKNOWN}]),
    ],
)
def test_a_string_is_a_template(expression: str, expected: object) -> None:
    assert plain(value(expression)) == expected


def test_a_value_stands_at_its_string() -> None:
    text = '{"resource": {"a": {"é": {"v": "${jsonencode({ a = 1 })}", "w": "${60 * 60}s"}}}}'
    body = body_of(document_of(text, name=NAME))
    encoded = at(body, "v")
    assert isinstance(encoded, Encoded)
    assert written(text, at(encoded, "a")) == '"${jsonencode({ a = 1 })}"'
    assert written(text, at(body, "w")) == '"${60 * 60}s"'


def test_characters_of_a_text_stand_where_they_are_written() -> None:
    text = r'{"resource": {"a": {"b": {"v": "#!/bin/sh\necho \ud83d\ude00 é ${x.y} end"}}}}'
    node = at(body_of(document_of(text, name=NAME)), "v")
    assert isinstance(node, EmbeddedScalar)
    inside = node.inside
    assert inside.text == "#!/bin/sh\necho 😀 é __HCL__ end"
    for part, place in (("end", "end"), ("é", "é"), ("😀", r"\ud83d\ude00"), ("__HCL__", "${x.y}")):
        start = inside.text.index(part)
        assert text[slice(*inside.span(start, start + len(part)))] == place


def test_dynamic_blocks_stand_beside_the_others_and_are_unknown() -> None:
    assert plain(
        body_of(
            document_of(
                '{"resource": {"a": {"b": {"t": {"env": [{"c": 1}], "dynamic": {"env": {"for_each": []}}, "z": 1}}}}}',
                name=NAME,
            )
        )
    ) == {"t": {"env": [{"c": ("plain", "1")}, UNKNOWN], "z": ("plain", "1")}}


def test_a_default_is_an_assumption() -> None:
    text = '{"variable": {"n": {"default": 7}}, "resource": {"a": {"b": {"v": "${var.n}s"}}}}'
    document = document_of(text, name=NAME)
    assert plain(at(body_of(document, 1), "v")) == "7s"
    assert [text[slice(*each.span)] for each in document.assumptions] == ['"${var.n}s"']
    assert document.strict is not None
    assert plain(at(body_of(document.strict(), 1), "v")) == "${var.n}s"


@pytest.mark.parametrize(
    "text", ["", "[]", "5", '{"resource": 5}', '{"resource": {"a": []}}', '{"locals": [1]}', "{,}"]
)
def test_what_has_no_blocks(text: str) -> None:
    for document in result_of(text, name=NAME).documents:
        assert plain(document.root) == []


def test_json_that_is_broken_is_told() -> None:
    problem = result_of('{"resource": {', name=NAME).problem
    assert problem is not None
    assert problem.kind == "syntax"
