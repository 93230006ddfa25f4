"""What can't be read: which kind of problem, where, and in words that help."""

from __future__ import annotations

import pytest

from jobs_lint.read import Caps, read


@pytest.mark.parametrize(
    ("text", "offset", "words"),
    [
        ("a: [1, 2\nb: 3\n", 10, "the list opened with `[` on line 1 isn't closed"),
        ("x: 1\na: {b: 1\n", 14, "the mapping opened with `{` on line 2 isn't closed"),
        ("a: b\n c: d\n", 7, "a `key: value` can't stand here"),
        (" a: 1\nb: 2\n", 6, "the document ends above, but `b` follows"),
        ("a:\n\t- b", 3, "a tab can't"),
        ("a: @x", 3, "can't start with `@`; put it in quotes"),
        ("a: *x", 3, "no `&x` stands above it"),
        ("- a\nb: c", 4, "expected the next `- ` item of the list that starts on line 1"),
        ("a: 1\n- b", 5, "expected the next key of the mapping that starts on line 1"),
        ('a: "\\q"', 4, "`\\q` is no escape"),
        ("a: 'x\nb: 1\n", 3, "the quote opened here is never closed"),
        ("a: 1\nfoo\nb: 2", 5, "expected a `:` behind this key"),
        ("a: *.foo", 4, "is an alias or an anchor; if it is text, put it in quotes"),
        ("a: \x1b", 3, "U+001B can't stand in YAML"),
        ("é: ä\nb: \x07", 8, "U+0007 can't stand in YAML"),
        ("a: !e!x y", 3, "no `%TAG` line defines"),
    ],
)
def test_a_syntax_error_has_a_place_and_says_what_to_do(text: str, offset: int, words: str) -> None:
    problem = read(text, "yaml").problem
    assert problem is not None
    assert (problem.kind, problem.span.start) == ("syntax", offset)
    assert words in problem.message
    assert problem.span.start <= problem.span.end <= len(text)


@pytest.mark.parametrize("bad", ["b: [", "b: \x07", "b: *x", "b: &x [*x]"])
def test_documents_above_an_error_are_kept(bad: str) -> None:
    text = f"a: 1\n---\nc: 2\n---\n{bad}"
    result = read(text, "yaml")
    assert len(result.documents) == 2
    assert result.problem is not None
    assert result.problem.span.start > text.rindex("---")


@pytest.mark.parametrize("text", ["&x [*x]", "a: &x\n  b: *x", "&x {*x : 1}", "- &x [[{a: *x}]]"])
def test_an_alias_inside_its_own_anchor(text: str) -> None:
    problem = read(text, "yaml").problem
    assert problem is not None
    assert problem.kind == "aliases"
    assert text[problem.span.start : problem.span.end] == "*x"


def test_an_anchor_ends_with_its_document() -> None:
    problem = read("a: &x 1\n---\nb: *x", "yaml").problem
    assert problem is not None
    assert "no `&x` stands above it in this document" in problem.message


def test_half_a_surrogate_pair() -> None:
    problem = read("a: \ud800", "yaml").problem
    assert problem is not None
    assert (problem.kind, problem.span.start) == ("encoding", 3)


@pytest.mark.parametrize(
    ("opening", "closing"), [("[", "]"), ("{a: ", "}"), ('{"a":', "}"), ("- ", ""), ("? ", ""), ('["\x7f",', "]")]
)
def test_the_depth_cap_is_exact(opening: str, closing: str) -> None:
    def deep(levels: int) -> str:
        return opening * levels + "0" + closing * levels

    assert read(deep(200), "json").problem is None
    problem = read(deep(201), "json").problem
    assert problem is not None
    assert (problem.kind, problem.span.start) == ("depth", 200 * len(opening))


def test_depth_counts_through_aliases() -> None:
    def chain(links: int) -> str:
        return "- &a0 [x]\n" + "".join(f"- &a{link} [*a{link - 1}]\n" for link in range(1, links))

    assert read(chain(199), "yaml").problem is None
    problem = read(chain(200), "yaml").problem
    assert problem is not None
    assert problem.kind == "depth"


def test_a_billion_laughs() -> None:
    text = "- &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"- &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, 10)
    )
    problem = read(text, "yaml").problem
    assert problem is not None
    assert problem.kind == "aliases"
    assert "250,000" in problem.message


def test_the_alias_cap_is_for_what_aliases_add_in_the_whole_file() -> None:
    text = "- &x [1, 2]\n- *x\n---\n- &x [1, 2]\n- *x\n"
    assert read(text, "yaml", Caps(expanded=6)).problem is None
    result = read(text, "yaml", Caps(expanded=5))
    assert len(result.documents) == 1
    assert result.problem is not None
    assert result.problem.kind == "aliases"
    assert read("[1, 2, 3, 4, 5, 6]", "yaml", Caps(expanded=5)).problem is None


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("a: 1\n---\nb: " + "x" * 100, 1),
        ("# c\nb: " + "x" * 100, 0),
        ("- 1\n- " + "x" * 100, 0),
        ("[1, " + "x" * 100 + "]", 0),
        ("- 1\n-\n  - a: " + "x, " * 40 + "\n- 2", 0),
        ('{"a": "' + "x" * 100 + '\x7f"}', 0),
        ('[1, "' + "x" * 100 + '\x7f"]', 0),
        ("a: 1\n---\n- [" + "1, " * 60 + "]", 1),
    ],
)
def test_a_document_or_an_element_over_the_size_cap(text: str, documents: int) -> None:
    result = read(text, "yaml", Caps(size=64))
    assert result.problem is not None
    assert result.problem.kind == "size"
    assert len(result.documents) == documents


@pytest.mark.parametrize(
    "text", ["a: 1\n---\n" * 100, "- a: 1\n" * 100, "[" + "{a: 1}, " * 100 + "]", "[" + '{"a": "\x7f"}, ' * 100 + "1]"]
)
def test_a_stream_of_small_ones_has_no_size(text: str) -> None:
    assert read(text, "yaml", Caps(size=64)).problem is None


@pytest.mark.parametrize(
    ("text", "offset", "words"),
    [
        ('{"a" 1}', 5, "expected `:` between key and value, but found `1`"),
        ("[1,,2]", 3, "expected a value"),
        ('{"a":1', 6, "the `{` of line 1 isn't closed with `}`"),
        ('{\n"a":[1,2}', 10, "expected `,` or `]`, but found `}`"),
        ('{"a":"\\q"}', 6, "`\\q` is no escape of JSON"),
        ('{"a":"\\u12"}', 6, "four hexadecimal digits"),
        ('{"a":1} {"b":2}', 8, "more text follows"),
        ('["a\x01"]', 3, "write `\\u0001`"),
        ('{"a": "b', 6, "isn't closed on its line"),
        ("{\"a\": '\\x\x01'}", 6, "double quotes only"),
        ('{"a": 1, "b\x01": 2, }', 11, "U+0001"),
        ('{"\x7f": 1, }', 9, "a comma can't stand before `}`"),
        ('{"\x7f": True}', 6, "the literal is `true`"),
        ('{"\x7f": None}', 6, "nothing is `null`"),
        ('{"\x7f": 01}', 6, "expected a value, but found `01`"),
        ('{"\x7f": 1} // c', 9, "more text follows"),
        ('{"\x7f": 1, // c\n"b": 2}', 9, "no comments"),
        ('{"\x7f": 1, b: 2}', 9, "expected a key in double quotes, but found `b`"),
        ("[1 \x01]", 3, "expected `,` or `]`, but found `\\x01`"),
    ],
)
def test_a_json_file_gets_the_complaint_of_the_json_reader(text: str, offset: int, words: str) -> None:
    problem = read(text, "json").problem
    assert problem is not None
    assert (problem.kind, problem.span.start) == ("syntax", offset)
    assert words in problem.message


def test_any_other_file_gets_the_complaint_of_the_yaml_reader() -> None:
    as_yaml, as_json = read('{"a" 1}', "yaml").problem, read('{"a" 1}', "json").problem
    assert as_yaml != as_json
    assert read("a: [", "json").problem == read("a: [", "yaml").problem
