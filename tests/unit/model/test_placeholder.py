"""What is a placeholder, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.model.placeholder import has_mark, is_name_in_capitals, is_placeholder, is_template_text
from unit.model.nodes import node, scalar

FORMS = [
    "${X}",
    "a-${X}-b",
    "$(X)",
    "$X",
    "$$X",
    '"{{ x }}"',
    "{{ x }}",
    "'{% if x %}'",
    "<%= x %>",
    "'#{X}#'",
    "((x))",
    "'%X%'",
    "job-%X%",
    "<X>",
    "<your project>",
    "{x}",
    "'{x}'",
    "[X]",
    "[BUCKET_NAME]",
    "'[X]'",
    "X_PLACEHOLDER",
    "REPLACE_ME",
    "'@X@'",
    "__X__",
    "YOUR_PROJECT",
    "'%(x)s'",
    "{0}",
    "'{0}s'",
    "'@@X@@'",
    "'@x@'",
    "'@X@s'",
    "__X__s",
    "a-[BUCKET NAME]-b",
    "'[CORES]000'",
    "{fn::toNumber: 3}",
    "{Fn::Split: [a, b]}",
]
LITERALS = [
    "10",
    "3600s",
    "a-b",
    '"50%"',
    "'100% of 5%'",
    "[1]",
    "[a, b]",
    "['X']",
    "[]",
    "{}",
    "{a: b}",
    "{a: }",
    "{a: , b: }",
    "{a, b}",
    "{'a'}",
]
LITERALS += ["{a, b}", "{'a'}", "'a < b'", "'{}'", "'{\"a\": 1}'", "'[1]'", "e2-standard-4", "$", "'5$'", "null", "MiB"]
LITERALS += [
    "{fn::a: 1, b: 2}",
    "{a: 1}",
    "{0: a}",
    "[0]",
    "'a[0]'",
    "'[a-z]x'",
    "'100%(5)'",
    "a@b.c",
    "'x@y, z@w'",
    "__init__.py",
]


@pytest.mark.parametrize("text", FORMS)
def test_placeholders(text: str) -> None:
    assert is_placeholder(node(text))


@pytest.mark.parametrize("text", LITERALS)
def test_literals(text: str) -> None:
    assert not is_placeholder(node(text))


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        *[("TASK_COUNT", True), ("N1", True), ("N", False), ("Ten", False), ("", False), ("A_", False)],
        *[("TIMEOUTs", True), ("MEMORYMi", True), ("MAX_RUN_DURATIONs", True)],
        *[("Mi", False), ("Ns", False), ("1s", False)],
    ],
)
def test_names_in_capitals(text: str, yes: bool) -> None:
    assert is_name_in_capitals(text) is yes


@pytest.mark.parametrize(
    ("line", "yes"),
    [
        ("taskCount: %TASKS%", True),
        ("  - %TASKS%", True),
        ("%INCLUDE%", True),
        ("image: @IMAGE@", True),
        ("maxRunDuration: [SECONDS]s", True),
        ('"taskCount": [TASKS]0,', True),
        ('{"taskCount": %TASKS%}', True),
        ("timeout: %(timeout)s", True),
        ("image: @IMAGE", False),
        ("share: 'a [X]s", False),
        ("text: echo %A% %B%: c", False),
        ("items: [a, b", False),
    ],
)
def test_what_makes_an_unreadable_line_a_template(line: str, yes: bool) -> None:
    assert is_template_text(f"a: b\n{line}\n", line) is yes
    assert not is_template_text(f"{line}\nb: [", "b: [")


def test_a_broken_file_with_a_mark_in_an_argument_is_no_template() -> None:
    assert not is_template_text('args: ["--format={{.Name}}"]\nb: [', "b: [")
    assert is_template_text("a: 1\n  {{- if .x }}\nb: [\n", "b: [")


@given(st.integers() | st.floats(), st.sampled_from(["", "s", "m", "Mi", "Gi"]))
def test_no_number_is_a_placeholder(number: float, unit: str) -> None:
    assert not has_mark(f"{number}{unit}")


@given(st.text(max_size=80))
def test_any_text_can_be_asked(text: str) -> None:
    assert is_placeholder(scalar(text)) is has_mark(text)
