"""What expressions are, by themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.read.encoded import Encoded
from jobs_lint.read.tree import Node, Scalar
from unit.read.hcl_seen import UNKNOWN, at, body_of, document_of, plain, result_of, value_of, written


def number(text: str) -> tuple[str, str]:
    return ("plain", text)


TRUE, FALSE, NULL = ("plain", "true"), ("plain", "false"), ("plain", "null")


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1", number("1")),
        ("2.50", number("2.50")),
        ("0644", number("644")),
        ("1e3", number("1000")),
        ("[2.5E-1, 1e+2]", [number("0.25"), number("100")]),
        ("true", TRUE),
        ("null", NULL),
        ('"a"', "a"),
        ('""', ""),
        (r'"a\n\t\"\\ \u00e9 \U0001F600"', 'a\n\t"\\ é 😀'),
        ('"$${x} %%{y} $ % $$"', "${x} %{y} $ % $$"),
        ('[1, "a", [], {}]', [number("1"), "a", [], {}]),
        (
            '{ a = 1, "b" : 2, 3 = 4, true = 5 }',
            {"a": number("1"), "b": number("2"), "3": number("4"), "true": number("5")},
        ),
        ('{ ("a") = 1, "b${1}" = 2 }', {"a": number("1"), "b1": number("2")}),
        ("{ (x.y) = 1 }", UNKNOWN),
        ("{\n a = 1 # one\n /* two */ b = x.y\n}", {"a": number("1"), "b": UNKNOWN}),
        # arithmetic
        ("60 * 60", number("3600")),
        ("(1 + 2) * 3 - -4", number("13")),
        ("7 / 2", number("3.5")),
        ("1 / 3", UNKNOWN),
        ("6 / 2", number("3")),
        ("7 % 4", number("3")),
        ("-7 % 4", number("-3")),
        ("1 / 0", UNKNOWN),
        ("1 % 0", UNKNOWN),
        ("-5", number("-5")),
        ('"5" * 2', number("10")),
        ('"a" * 2', UNKNOWN),
        ("0.1 + 0.2", number("0.3")),
        ("1 + x.y", UNKNOWN),
        # logic
        ("1 < 2", TRUE),
        ("2 <= 1", FALSE),
        ("1 == 1.0", TRUE),
        ('"1" == 1', FALSE),
        ("true == 1", FALSE),
        ("1 != 2", TRUE),
        ("!true || false", FALSE),
        ("true && !false", TRUE),
        ("false && x.y", FALSE),
        ("x.y || true", TRUE),
        ("x.y && true", UNKNOWN),
        ("null == null", TRUE),
        # conditions
        ("1 < 2 ? 3 : 4", number("3")),
        ("false ? 3 : [4]", [number("4")]),
        ("x.y ? 3 : 3", number("3")),
        ("x.y ? 3 : 4", UNKNOWN),
        ("x.y ? z.a : z.a", UNKNOWN),
        # texts
        ('"${3600}s"', "3600s"),
        ('"${3.50}s"', "3.5s"),
        ('"${"a"}-${true}"', "a-true"),
        ('"${5}"', number("5")),
        ('"${[1]}"', [number("1")]),
        ('"a${null}"', "a${null}"),
        ('"%{ if true }a%{ endif }"', UNKNOWN),
        ('"a ${~ 1 ~} b"', UNKNOWN),
        ('"${x.y}"', UNKNOWN),
        ('"gcr.io/${x.y}/z:${1}"', "gcr.io/${x.y}/z:1"),
        # functions
        ("tostring(5)", "5"),
        ('tonumber("5.0")', number("5")),
        ('tobool("true")', TRUE),
        ("tostring(null)", NULL),
        ("max(1, 3, 2)", number("3")),
        ("min(1, 0.5)", number("0.5")),
        ('format("%d-%s-%v-%%", 1, "a", true)', "1-a-true-%"),
        ('format("%05d", 1)', UNKNOWN),
        ('format("%d", "x")', UNKNOWN),
        ('format("%d", 1, 2)', UNKNOWN),
        ("max([1, 2]...)", UNKNOWN),
        ("max()", UNKNOWN),
        ('file("x")', UNKNOWN),
        ("provider::a::b(1)", UNKNOWN),
        ("jsonencode({ a = x.y })", ("json", {"a": UNKNOWN})),
        ("jsonencode([1])", ("json", [number("1")])),
        ('jsonencode("a<")', '"a\\u003c"'),
        ("jsonencode(x.y)", UNKNOWN),
        ("yamlencode({ a = 1 })", ("yaml", {"a": number("1")})),
        ("base64encode(jsonencode({ a = 1 }))", ("json", {"a": number("1")})),
        ('base64encode("a b")', "a b"),
        ("base64encode(1)", UNKNOWN),
        # what isn't known
        ("[for a in [1] : a]", UNKNOWN),
        ("{ for a in [1] : a => a }", UNKNOWN),
        ("x[*].y", UNKNOWN),
        ("x.*.y", UNKNOWN),
        ("each.value", UNKNOWN),
        ("path.module", UNKNOWN),
        ("data.a.b.c", UNKNOWN),
        ("x", UNKNOWN),
        ("[1, 2][1]", number("2")),
        ("{ a = 1 }.a", number("1")),
        ('({ a = 1 })["a"]', number("1")),
        ("[1][5]", UNKNOWN),
    ],
)
def test_value(expression: str, value: object) -> None:
    assert plain(value_of(expression)) == value


@pytest.mark.parametrize(
    "expression", ["1", '"a b"', "60 * 60", '"${1}s"', "max(1, 2)", "jsonencode({ a = 1 })", "x.y", '"${5}"', "!true"]
)
def test_the_place_is_that_of_the_expression(expression: str) -> None:
    text = f"x {{\n  é = 1 # ü\n  v = {expression}\n}}\n"
    node = at(body_of(document_of(text)), "v")
    assert written(text, node) == expression
    assert node.anchor is None


def test_values_inside_a_call_stand_at_their_own_place() -> None:
    text = 'x {\n  v = base64encode(jsonencode({ a = [1, "b"], c = d.e }))\n}\n'
    node = at(body_of(document_of(text)), "v")
    assert isinstance(node, Encoded)
    assert written(text, at(node, "a", 1)) == '"b"'
    assert written(text, at(node, "c")) == "d.e"


def test_what_is_unknown_keeps_the_start_of_what_is_written() -> None:
    node = value_of(f'file("{"x" * 500}")')
    assert node.text == 'file("' + "x" * 194  # type: ignore[attr-defined]


literals = st.recursive(
    st.integers(-(10**30), 10**30) | st.booleans() | st.none() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


def hcl(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{hcl(key)} = {hcl(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(hcl, value)) + "]"
    if isinstance(value, str):
        escaped = "".join(
            {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}.get(each)
            or (each if each.isprintable() else f"\\U{ord(each):08x}")
            for each in value
        )
        return '"' + escaped.replace("${", "$${").replace("%{", "%%{") + '"'
    return "null" if value is None else str(value).lower()


def python(node: Node) -> object:
    seen = plain(node)
    return _python(seen)


def _python(seen: object) -> object:
    if isinstance(seen, dict):
        return {key: _python(inner) for key, inner in seen.items()}
    if isinstance(seen, list):
        return [_python(inner) for inner in seen]
    if isinstance(seen, tuple):
        text = seen[1]
        return {"true": True, "false": False, "null": None}[text] if text.isalpha() else int(text)
    return seen


@given(literals)
def test_literals_are_what_they_say(value: object) -> None:
    assert python(value_of(hcl(value))) == value


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9), st.sampled_from(["+", "-", "*"]))
def test_arithmetic_is_exact(one: int, other: int, mark: str) -> None:
    node = value_of(f"({one}) {mark} ({other})")
    assert isinstance(node, Scalar)
    assert int(node.text) == {"+": one + other, "-": one - other, "*": one * other}[mark]


def test_the_rest_of_a_file_is_read_beside_what_is_unknown() -> None:
    assert result_of("x {\n a = f(1)\n b = 1\n}\n").problem is None
