"""Scripts as trees: which commands there are, where each word stands, and what is no command."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.read import Caps
from jobs_lint.read.embedded import EmbeddedScalar
from jobs_lint.read.shell import Command, Script, Word, read_shell


def items(text: str) -> list[Command | EmbeddedScalar]:
    result = read_shell(text)
    assert result.problem is None
    (document,) = result.documents
    assert isinstance(document.root, Script)
    found = []
    for item in document.root.items:
        assert isinstance(item, Command | EmbeddedScalar)
        found.append(item)
    return found


def word_nodes(text: str) -> list[list[Word]]:
    found = []
    for item in items(text):
        if isinstance(item, Command):
            words = [word for word in item.items if isinstance(word, Word)]
            assert len(words) == len(item.items)
            found.append(words)
    return found


def commands(text: str) -> list[list[str]]:
    return [[word.text for word in words] for words in word_nodes(text)]


def bodies(text: str) -> list[str]:
    return [item.text for item in items(text) if isinstance(item, EmbeddedScalar)]


ONE_COMMAND = [
    "gcloud a b",
    "  gcloud\ta  b  # c\n",
    "# gcloud x\ngcloud a b",
    "gcloud a \\\n  b",
    "gcloud a \\\r\n  b\r\n",
    "'gcloud' \"a\" b",
    "gcloud a\"\" ''b",
    "gcloud $'a' $\"b\"",
    "if gcloud a b; then x; fi",
    "x || gcloud a b",
    "x && gcloud a b &",
    "x | gcloud a b | y",
    "(cd x; gcloud a b)",
    "{ gcloud a b; }",
    "! gcloud a b",
    "A=1 B+='x y' C[0]=$D gcloud a b",
    "for x in $(ls); do gcloud a b; done",
    "case $1 in\n  up) gcloud a b;;\nesac",
    "deploy() { gcloud a b; }",
    "function deploy {\n  gcloud a b\n}",
    "gcloud a b > out 2>&1 < in",
    "gcloud a >>out b &>/dev/null",
    "gcloud a b 2>'an error'",
    "X=$(gcloud a b)",
    'echo "found $(gcloud a b)"',
    'X="`gcloud a b`"',
    'X=${Y:-"}"}; gcloud a b',
    "X=${Y:-'}'}; gcloud a b",
    "X=$(( (1 + 2) << 3 )); gcloud a b",
    "((X = 1 << 3))\ngcloud a b",
    "X=(gcloud 'no command'\n # nor this one\n)\ngcloud a b",
    "cat <<EOF\ngcloud x\nEOF\ngcloud a b",
    "cat <<-'E F' ; gcloud a b\n\tgcloud x\n\tE F\n",
    "cat <<A <<B\nA gcloud\nA\nB gcloud\nB\ngcloud a b",
    "cat <<EOF | gcloud a b\nit's $(here\nEOF",
    "X=$(cat <<EOF\nit's ) here\nEOF\n)\ngcloud a b",
    "cat <<< 'gcloud x'; gcloud a b",
    "echo a#b 'c' # don't\ngcloud a b",
    "x=$#; gcloud a b",
]


@pytest.mark.parametrize("text", ONE_COMMAND)
def test_the_one_command_of_gcloud_is_found(text: str) -> None:
    found = [words for words in commands(text) if words[0] == "gcloud"]
    assert found == [["gcloud", "a", "b"]]


def test_commands_are_in_order_wherever_they_stand() -> None:
    text = 'gcloud a "$(gcloud b $(gcloud c))" `gcloud d`\ngcloud e'
    assert [words[:2] for words in commands(text)] == [["gcloud", each] for each in "abcde"]


def test_only_commands_with_the_word_are_there() -> None:
    assert commands("echo a; cd gcloud; ls b\nrm c") == [["cd", "gcloud"]]
    assert items("echo a; ls b") == []


PLACES = [
    ("gcloud  --tasks=5", ["gcloud", "--tasks=5"]),
    ("gcloud '--tasks'=\"5\"", ["gcloud", "'--tasks'=\"5\""]),
    ("gcloud a\\\nb \\\n c", ["gcloud", "a\\\nb", "c"]),
    ("gcloud $'x' \"y\" ''", ["gcloud", "$'x'", '"y"', "''"]),
    ("gcloud $(a b)c `d e`", ["gcloud", "$(a b)c", "`d e`"]),
    ("gcloud ${{ a.b }}-c {{ d }}/e <NAME>", ["gcloud", "${{ a.b }}-c", "{{ d }}/e", "<NAME>"]),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_each_word_has_its_place(text: str, expected: list[str]) -> None:
    (words,) = word_nodes(text)
    assert [text[word.start : word.end] for word in words] == expected


def test_each_character_has_its_place() -> None:
    text = "gcloud --a=\"x\\\"y\"'z'$'\\n'\\$\\\n1"
    (_, word) = word_nodes(text)[0]
    assert word.text == '--a=x"yz\n$1'
    written = [text[slice(*word.inside.span(word.text.index(char), word.text.index(char) + 1))] for char in '=x"yz\n$1']
    assert written == ["=", "x", '\\"', "y", "z", "\\n", "\\$", "1"]


MARKS = [
    ("$A", "$A", True),
    ('"$A"', "$A", False),
    ("${A}", "${A}", True),
    ("a-${A:-b c}", "a-${A:-b c}", True),
    ('"$@"', "$@", True),
    ('"${A[@]}"', "${A[@]}", True),
    ('"${#A[*]}"', "${#A[*]}", False),
    ("$?", "$?", False),
    ("'$A'", "$A", False),
    ("$(a)", "$(a)", True),
    ('"$(a)"', "$(a)", False),
    ("`a`", "$(...)", True),
    ('"`a`"', "$(...)", False),
    ("$((1+1))", "$((1+1))", True),
    ("${{ a }}", "${{ a }}", True),
    ("{{ a }}", "{{ a }}", True),
    ("{a,b}", "{a,b}", True),
    ("'{a,b}'", "{a,b}", False),
    ("a", "a", False),
    ("a$", "a$", False),
]


@pytest.mark.parametrize(("written", "text", "splits"), MARKS)
def test_what_is_filled_in_stays_and_may_be_several_words(written: str, text: str, splits: bool) -> None:
    ((_, word),) = word_nodes(f"gcloud {written}")
    assert (word.text, word.splits) == (text, splits)


BODIES = [
    ("cat <<EOF\na $X \\$Y \\`\nEOF\n", ["a $X $Y `\n"]),
    ("cat <<EOF\na\\\nb\nEOF", ["ab\n"]),
    ('cat <<EOF\n{a: ${X}, b: ${Y:-"}"}}\nEOF', ["{a: $X, b: $Y}\n"]),
    ('cat <<EOF\n$(a "b" $(c)) `d` $((1+(2))) ${{ e }} \\${f}\nEOF', ["$(...) $(...) $(...) $(...) ${f}\n"]),
    ("cat <<EOF\n${a $(b `c\nEOF", ["${a $(b `c\n"]),
    ("cat <<-EOF\n\t\t${a}\n\n\t$(b)c\n\tEOF", ["$a\n\n$(...)c\n"]),
    ("cat <<'EOF'\n${a} $(b)\nEOF", ["${a} $(b)\n"]),
    ("cat <<'EOF'\na \\$Y\nEOF", ["a \\$Y\n"]),
    ('cat <<"EOF"\na \\$Y\nEOF', ["a \\$Y\n"]),
    ("cat <<\\EOF\na \\$Y\nEOF", ["a \\$Y\n"]),
    ("cat <<-EOF\n\ta\n\t\tb\n\tEOF", ["a\nb\n"]),
    ("cat << EOF > x.json\r\na\r\nEOF\r\n", ["a\r\n"]),
    ("cat <<EOF\nEOF \nEOF", ["EOF \n"]),
    ("cat <<EOF\nnever ends", ["never ends"]),
    ("cat <<A - <<B\na\nA\nb\nB", ["a\n", "b\n"]),
    ("x <<< '{\"a\": 1}'", ['{"a": 1}']),
    ("cat <<EOF\nEOF", []),
    ("x=$((1<<2))\necho $x", []),
]


@pytest.mark.parametrize(("text", "expected"), BODIES)
def test_here_documents_are_texts(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected


def test_a_here_document_has_its_places() -> None:
    text = "cat <<-EOF\n\ta: \\$X\n\tb: 1\n\tEOF\n"
    (body,) = items(text)
    assert isinstance(body, EmbeddedScalar)
    for part, written in (("a", "a"), ("$", "\\$"), ("X\n", "X\n"), ("b: 1", "b: 1")):
        at = body.inside.text.index(part)
        assert text[slice(*body.inside.span(at, at + len(part)))] == written


@pytest.mark.parametrize("open_", ["'", '"', "$(", "`", "${", "$((", "$'", "X=("])
def test_what_does_not_close_hides_no_more_than_what_is_behind(open_: str) -> None:
    found = commands(f"gcloud a\n{open_} gcloud b\n")
    assert found[:1] == [["gcloud", "a"]]


def test_caps_are_kept() -> None:
    deep = read_shell("gcloud " + "$(" * 300, Caps(depth=50)).problem
    assert deep is not None
    assert deep.kind == "depth"
    large = read_shell("gcloud a" * 10, Caps(size=20))
    assert large.documents == ()
    assert large.problem is not None
    assert large.problem.kind == "size"


SNIPPETS = [*"ab '\"\\$`;&|()<>#{}\n\t=*@", "gcloud ", "<<EOF\n", "EOF\n", "$(", "${", "${{", "}}", "$((", "$'", "\\\n"]


@given(st.lists(st.sampled_from(SNIPPETS), max_size=40).map("".join))
def test_no_text_is_too_much(text: str) -> None:
    for item in items(text):
        assert 0 <= item.start <= item.end <= len(text)
        for word in item.items if isinstance(item, Command) else [item]:
            assert isinstance(word, EmbeddedScalar)
            assert item.start <= word.start <= word.end <= item.end
            assert word.inside.text == word.text
            places = [(piece.start, piece.end) for piece in word.inside.pieces]
            assert places == sorted(places)
            assert all(word.start <= start <= end <= word.end for start, end in places)


@pytest.mark.parametrize(
    "unit", ["$(gcloud ", "`gcloud ", "'gcloud' ", "<<EOF\n", "((", "${", "{{ ", "<a", "x=(", "<<E\n${ ", "<<E\n$( "]
)
def test_long_texts_take_time_in_proportion(unit: str) -> None:
    read_shell("gcloud " + unit * (200_000 // len(unit)), Caps(depth=10**6))
