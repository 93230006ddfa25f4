"""JSON that libyaml refuses, or would read as something else, still gives the same tree."""

from __future__ import annotations

import pytest

from jobs_lint.read import read
from jobs_lint.read.json import read_json
from jobs_lint.read.tree import Mapping, Node, Scalar, Sequence


def plain(node: Node) -> object:
    """The tree without places."""
    if isinstance(node, Mapping):
        return [(plain(pair.key), plain(pair.value)) for pair in node.pairs]
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, Scalar)
    return (node.text, node.style)


def value_of(text: str) -> Scalar:
    result = read(text, "json")
    assert result.problem is None, result.problem
    root = result.documents[0].root
    assert isinstance(root, Mapping)
    value = root.pairs[0].value
    assert isinstance(value, Scalar)
    return value


@pytest.mark.parametrize(
    ("written", "content"),
    [
        (r'"\ud83d\ude00"', "😀"),
        (r'"a\ud83d"', "a\ufffd"),
        (r'"\ude00\ud83d"', "\ufffd\ufffd"),
        (r'"\\ud83d"', r"\ud83d"),
        (r'"\"\\\/\b\f\n\r\t\u00e9"', '"\\/\b\f\n\r\té'),
        ('"\x7f"', "\x7f"),
        ('"a\x85b\u2028c\u2029d"', "a\x85b\u2028c\u2029d"),
        ('"\ufffe"', "\ufffe"),
        ('""', ""),
    ],
)
def test_text(written: str, content: str) -> None:
    text = f'{{"a": {written}}}'
    value = value_of(text)
    assert value.text == content
    assert value.style == '"'
    assert text[value.start : value.end] == written


def test_what_else_libyaml_refuses() -> None:
    key = "k" * 2000
    assert value_of(f'{{"{key}": 1}}').text == "1"
    assert value_of('{"a"\n: 1}').text == "1"
    assert value_of('{\n\t"a"\n\t:\t1\n}').text == "1"


@pytest.mark.parametrize("number", ["0", "-0", "1", "-12", "1.5", "1e3", "1E+3", "1.25e-3", "true", "false", "null"])
def test_other_literals_are_plain(number: str) -> None:
    value = value_of(f'{{"a\\ud83d\\ude00": {number} }}')
    assert (value.text, value.style, value.tag) == (number, "", None)


@pytest.mark.parametrize(
    "text",
    ['{"a": [1, {"b": "c"}, [], {}], "a": null}', '[\n\t{"a": "\\u00e9\\n"},\r\n\t-1.5]', '{"a":{"b":[true,false]}}'],
)
def test_both_readers_give_the_same_tree(text: str) -> None:
    by_json, by_yaml = read_json(text), read(text, "json")
    assert by_json.problem is None
    assert by_yaml.problem is None
    assert plain(by_json.documents[0].root) == plain(by_yaml.documents[0].root)
    assert by_json.documents[0].expanded == by_yaml.documents[0].expanded


def test_duplicate_keys_are_kept() -> None:
    result = read('{"a\\ud83d\\ude00": 1, "b": 2, "b": 3}', "json")
    root = result.documents[0].root
    assert isinstance(root, Mapping)
    assert [first.value.start for first, _ in root.duplicates()] == [26]


def test_a_json_file_that_is_really_yaml() -> None:
    assert value_of("a: 1\n").text == "1"
    assert value_of("{a: 1, }").text == "1"
    assert value_of("# c\n{'a': 1}").text == "1"
