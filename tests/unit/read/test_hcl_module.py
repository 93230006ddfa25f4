"""Locals and variables: what a module says of a value, and what it leaves open."""

from __future__ import annotations

import pytest

from jobs_lint.read.caps import Caps
from jobs_lint.read.embedded import EmbeddedScalar
from jobs_lint.read.hcl import read_hcl
from jobs_lint.read.tree import Mapping
from unit.read.hcl_seen import UNKNOWN, at, body_of, document_of, plain, value_of, written

LOCALS = """\
locals {
  n      = 3600
  limits = { cpu = "2", deep = { list = [1, 2] } }
  same   = local.n
  key    = "cpu"
  loop   = local.pool
  pool   = [local.loop]
  open   = x.y
  part   = "gcr.io/${x.y}/z"
  script = "run it"
}
"""


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("local.n", ("plain", "3600")),
        ("local.same", ("plain", "3600")),
        ('"${local.n}s"', "3600s"),
        ("local.n / 60", ("plain", "60")),
        ("local.limits", {"cpu": "2", "deep": {"list": [("plain", "1"), ("plain", "2")]}}),
        ("local.limits.cpu", "2"),
        ('local.limits["cpu"]', "2"),
        ("local.limits[local.key]", "2"),
        ("local.limits.deep.list[1]", ("plain", "2")),
        ("local.limits.deep.list.0", ("plain", "1")),
        ("local.limits.absent", UNKNOWN),
        ("local.limits.deep.list[9]", UNKNOWN),
        ("local.limits[*].cpu", UNKNOWN),
        ("local.absent", UNKNOWN),
        ("local", UNKNOWN),
        ("local.loop", [UNKNOWN]),
        ("local.open", UNKNOWN),
        ("local.part", "gcr.io/${x.y}/z"),
        ('local.part == "gcr.io/a/z"', UNKNOWN),
        ("jsonencode(local.limits)", ("json", {"cpu": "2", "deep": {"list": [("plain", "1"), ("plain", "2")]}})),
    ],
)
def test_a_local(expression: str, value: object) -> None:
    assert plain(value_of(expression, above=LOCALS)) == value
    elsewhere = plain(value_of(expression, ("locals.tf", LOCALS)))
    assert elsewhere == value


def test_what_a_local_stands_for_is_at_its_use_and_knows_its_definition() -> None:
    text = f"{LOCALS}x {{\n  v = local.limits\n}}\n"
    node = at(body_of(document_of(text), 1), "v")
    assert written(text, node) == "local.limits"
    assert node.anchor is not None
    assert text[slice(*node.anchor)].startswith("{ cpu")
    inner = at(node, "deep", "list", 1)
    assert written(text, inner) == "local.limits"
    assert inner.anchor is not None
    assert text[slice(*inner.anchor)] == "2"
    assert isinstance(node, Mapping)
    assert written(text, node.pairs[0].key) == "local.limits"


def test_a_local_of_another_file_has_no_anchor() -> None:
    node = value_of("local.limits", ("locals.tf", LOCALS))
    assert node.anchor is None
    assert at(node, "cpu").span == node.span


def test_a_text_of_a_local_stands_at_its_definition_in_the_same_file_only() -> None:
    text = f"{LOCALS}x {{\n  v = local.script\n}}\n"
    here = at(body_of(document_of(text), 1), "v")
    assert isinstance(here, EmbeddedScalar)
    assert text[slice(*here.inside.span(4, 6))] == "it"
    away = value_of("local.script", ("locals.tf", LOCALS))
    assert isinstance(away, EmbeddedScalar)
    assert away.inside.span(4, 6) == away.span


def test_locals_in_json() -> None:
    beside = ("locals.tf.json", '{"locals": {"n": 5, "t": "${local.n * 2}s", "o": {"a": ["b"]}, "//": "no"}}')
    assert plain(value_of("local.n", beside)) == ("plain", "5")
    assert plain(value_of("local.t", beside)) == "10s"
    assert plain(value_of("local.o.a[0]", beside)) == "b"


def test_what_is_defined_twice_is_unknown() -> None:
    assert plain(value_of("local.a", ("a.tf", "locals { a = 1 }"), ("b.tf", "locals { a = 2 }"))) == UNKNOWN


# -- variables

VARIABLES = """\
variable "n" {
  type    = number
  default = 7
}
variable "open" {}
variable "nothing" {
  default = null
}
variable "size" {
  default = { cpu = 2 }
}
"""


def test_a_default_is_an_assumption() -> None:
    text = f'{VARIABLES}x {{\n  a = var.n\n  b = "${{var.n}}s"\n  c = 2\n  d = var.size.cpu\n}}\n'
    document = document_of(text)
    body = body_of(document, 4)
    assert plain(body) == {"a": ("plain", "7"), "b": "7s", "c": ("plain", "2"), "d": ("plain", "2")}
    assert [(text[slice(*each.span)], each.what) for each in document.assumptions] == [
        ("var.n", 'the default of the variable "n"'),
        ('"${var.n}s"', 'the default of the variable "n"'),
        ("var.size.cpu", 'the default of the variable "size"'),
    ]
    assert document.strict is not None
    strict = document.strict()
    assert plain(body_of(strict, 4)) == {"a": UNKNOWN, "b": "${var.n}s", "c": ("plain", "2"), "d": UNKNOWN}
    assert strict.assumptions == ()


@pytest.mark.parametrize("expression", ["var.open", "var.nothing", "var.absent", "var.size.absent", "var"])
def test_a_variable_without_a_default_is_unknown(expression: str) -> None:
    assert plain(value_of(expression, ("variables.tf", VARIABLES))) == UNKNOWN


@pytest.mark.parametrize(
    "beside",
    [("prod.tfvars", "n = 9\n"), ("terraform.tfvars.json", '{"n": 9}'), ("x.auto.tfvars", '  "n" = 9')],
)
def test_a_variable_that_a_file_of_values_assigns_is_unknown(beside: tuple[str, str]) -> None:
    assert plain(value_of("var.n", ("variables.tf", VARIABLES), beside)) == UNKNOWN
    assert plain(value_of("var.size", ("variables.tf", VARIABLES), beside)) == {"cpu": ("plain", "2")}


def test_a_local_carries_the_assumption_to_its_use() -> None:
    text = f"{VARIABLES}x {{\n  v = local.m\n}}\n"
    document = document_of(text, ("l.tf", "locals {\n  m = var.n * 2\n}\n"))
    assert plain(at(body_of(document, 4), "v")) == ("plain", "14")
    assert [text[slice(*each.span)] for each in document.assumptions] == ["local.m"]


@pytest.mark.parametrize(
    ("expression", "count"),
    [
        ("x.y + var.n", 0),
        ("false && var.n == 7", 0),
        ("var.n == 7 || true", 0),
        ("var.n == 7 ? 1 : 2", 1),
        ("file(var.n)", 0),
    ],
)
def test_only_what_a_value_rests_on_is_assumed(expression: str, count: int) -> None:
    document = document_of(f"{VARIABLES}x {{\n  v = {expression}\n}}\n")
    assert len(document.assumptions) == count


def test_without_assumptions_there_is_no_stricter_document() -> None:
    assert document_of("x { a = var.open }").strict is None


def test_the_folder_is_looked_at_only_where_a_name_is_used() -> None:
    def never() -> tuple[tuple[str, str], ...]:
        raise AssertionError

    assert read_hcl("x { a = y.z }\nlocals { b = 1 }\n", Caps(), never).problem is None


def test_a_text_in_no_folder_is_a_module_by_itself() -> None:
    result = read_hcl("locals { a = 1 }\nx { v = local.a }\n", Caps(), lambda: ())
    assert plain(at(body_of(result.documents[0], 1), "v")) == ("plain", "1")


def test_a_broken_file_beside_is_passed_over() -> None:
    assert plain(value_of("local.a", ("a.tf", "locals { a = 1 }"), ("b.tf", "locals { b = [[ } }}"))) == ("plain", "1")
