"""Several JSON values in one file, each on a line of its own, are as many documents, whatever the file is called."""

from __future__ import annotations

import pytest

from jobs_lint.read import Caps, read
from jobs_lint.read.tree import Mapping, Scalar


def keys(text: str, kind: str = "yaml") -> list[str]:
    """The first key of each document."""
    result = read(text, kind)
    assert result.problem is None, result.problem
    found = []
    for document in result.documents:
        assert isinstance(document.root, Mapping)
        key = document.root.pairs[0].key
        assert isinstance(key, Scalar)
        found.append(key.text)
    return found


@pytest.mark.parametrize("kind", ["yaml", "json"])
@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1}\n{"b": 2}\n',
        '{"a": 1}\r\n{"b": 2}\r\n',
        '\ufeff{"a": 1}\n\n{"b": 2}',
        '{"a": "\u2028"}\n{"b": 2}',
        '{\n  "a": 1\n}\n{\n  "b": 2\n}\n',
    ],
)
def test_a_value_a_line_is_a_document_each(text: str, kind: str) -> None:
    assert keys(text, kind) == ["a", "b"]


def test_places_count_from_the_start_of_the_file() -> None:
    text = '{"a": 1}\n{"b": 22}\n'
    root = read(text, "json").documents[1].root
    assert isinstance(root, Mapping)
    value = root.pairs[0].value
    assert text[value.start : value.end] == "22"


def test_what_stands_above_a_broken_line_is_read() -> None:
    result = read('{"a": 1}\n{"b": 2}\n{"c": \n', "yaml")
    assert len(result.documents) == 2
    assert result.problem is not None
    assert result.problem.message == "the text ends, but the `{` of line 3 isn't closed with `}`"


def test_values_on_one_line_are_refused() -> None:
    problem = read('{"a": 1}\n{"b": 2} {"c": 3}\n', "json").problem
    assert problem is not None
    assert "each on a line of its own" in problem.message


def test_marks_of_a_template_are_no_json() -> None:
    problem = read("{{ a }}\n{{ b }}: 1\n", "yaml").problem
    assert problem is not None
    assert "JSON" not in problem.message


def test_the_size_cap_is_that_of_one_value() -> None:
    line = '{"a": "' + "x" * 60 + '"}\n'
    assert len(read(line * 10, "yaml", Caps(size=100)).documents) == 10
    long = read(line + '{"a": "' + "x" * 100 + '"}\n' + line, "yaml", Caps(size=100))
    assert len(long.documents) == 1
    assert long.problem is not None
    assert (long.problem.kind, long.problem.span.start) == ("size", len(line))
