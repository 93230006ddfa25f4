"""Where keys and elements of a TOML text stand."""

from __future__ import annotations

import tomllib

import pytest

from jobs_lint.config.places import Keys, Places

TEXT = """\
# a comment with [brackets] = and "quotes"
select = ["LIM", # the [limits]
  "cost",
]
"quoted key" = 1.5
'literal "key"' = 2020-01-01 10:00:00
a.b = { c = 1, "d" = [ { e = 2 }, { e = 3 } ] }
text = \"\"\"
fake = 1
[fake]
quote \\\"\"\" and "" ends\"\"\"\"
literal = '''
fake = 2
''''

  [ severity ]
  LIM103 = "info"

[limits."cloud-run.task-count"]
value = 1

[[ignore-in]]
rules = []
[[ignore-in]]
rules = ["x"]
[ignore-in.sub]
deep = 1
"""


@pytest.mark.parametrize(
    ("keys", "line", "column"),
    [
        (("select",), 2, 1),
        (("select", 0), 2, 11),
        (("select", 1), 3, 3),
        (("quoted key",), 5, 1),
        (('literal "key"',), 6, 1),
        (("a",), 7, 1),
        (("a", "b"), 7, 3),
        (("a", "b", "c"), 7, 9),
        (("a", "b", "d"), 7, 16),
        (("a", "b", "d", 1, "e"), 7, 37),
        (("text",), 8, 1),
        (("literal",), 12, 1),
        (("severity",), 16, 5),
        (("severity", "LIM103"), 17, 3),
        (("limits", "cloud-run.task-count"), 19, 9),
        (("limits", "cloud-run.task-count", "value"), 20, 1),
        (("ignore-in",), 22, 3),
        (("ignore-in", 0), 22, 3),
        (("ignore-in", 1), 24, 3),
        (("ignore-in", 1, "rules", 0), 25, 10),
        (("ignore-in", 1, "sub", "deep"), 27, 1),
    ],
)
def test_the_place_of_a_key(keys: Keys, line: int, column: int) -> None:
    tomllib.loads(TEXT)
    assert Places(TEXT).find(keys) == (line, column)


def test_text_that_looks_like_a_key_in_a_string_is_none() -> None:
    assert Places(TEXT).find(("fake",)) == (1, 1)


def test_an_element_without_a_place_has_its_parents() -> None:
    assert Places("[severity]\nx = 1\n").find(("severity", "missing")) == (1, 2)


@pytest.mark.parametrize(
    ("text", "keys", "place"),
    [
        ('"a\\u0062" = 1', ("ab",), (1, 1)),
        ("x = 1\r\ny = 2\r\n", ("y",), (2, 1)),
        ("x = []\ny = 1", ("y",), (2, 1)),
        ("x = {}\ny = 1", ("y",), (2, 1)),
        ("x = [[1], [2, 3]]", ("x", 1, 1), (1, 15)),
        ('"é" = 1\n"ü" = { v = 2 }', ("ü", "v"), (2, 9)),
        ("x = -1e5 # y = 2\nz = +inf", ("z",), (2, 1)),
        ("", ("x",), (1, 1)),
    ],
)
def test_small_texts(text: str, keys: Keys, place: tuple[int, int]) -> None:
    tomllib.loads(text)
    assert Places(text).find(keys) == place


def test_deep_nesting_does_not_recurse() -> None:
    depth = 100_000
    assert Places("x = " + "[" * depth + "]" * depth + "\ny = 1").find(("y",)) == (2, 1)
