"""Documents as text: read again, they are what they were, whoever reads them."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.migrate.comments import Note, Path
from jobs_lint.migrate.write import to_json, to_yaml

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text("yesnoYNOFftrul~=<#:-?!&*%@`|>{}[]'\"\\ .,0123456789eE+x_\n\t", max_size=12),
)
DOCUMENTS = st.dictionaries(
    TEXTS,
    st.recursive(
        st.one_of(TEXTS, st.integers(), st.booleans(), st.none()),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
        max_leaves=12,
    ),
    max_size=5,
)


@given(DOCUMENTS)
def test_what_is_written_is_what_is_read(document: dict[str, Any]) -> None:
    text = to_yaml(document)
    assert yaml.safe_load(text) == document
    assert text.endswith("\n")
    assert json.loads(to_json(document)) == document


@given(DOCUMENTS)
def test_nothing_hidden_reaches_a_terminal(document: dict[str, Any]) -> None:
    for text in (to_yaml(document), to_json(document)):
        assert text.replace("\n", "").replace("\t", "").isprintable()


@given(DOCUMENTS, st.data())
def test_comments_never_change_what_a_document_is(document: dict[str, Any], data: st.DataObject) -> None:
    keys: list[Path] = [(key,) for key in document]
    notes = {
        key: Note(tuple(f"# {text}" for text in data.draw(st.lists(st.sampled_from(["a", "b: c", "'"])))), "# behind")
        for key in (data.draw(st.lists(st.sampled_from(keys), unique=True)) if keys else ())
    }
    text = to_yaml(document, notes)
    assert yaml.safe_load(text) == document
    assert text.count("# behind") >= len(notes)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yes",
        "No",
        "on",
        "y",
        "~",
        "null",
        "7",
        "-1",
        "0x1F",
        "0o17",
        "012",
        "1_000",
        "1e5",
        "1.5",
        ".5",
        "1:00:00",
        "2026-01-02",
        ".inf",
        ".NaN",
        "=",
        "<<",
        "10.0.0.2",
    ],
)
def test_what_could_be_read_as_something_else_is_in_quotes(text: str) -> None:
    assert to_yaml({"a": text}) == f'a: "{text}"\n'
    assert to_yaml({text: 1}) == f'"{text}": 1\n'


@pytest.mark.parametrize(
    "text", ["3600s", "gs://bucket/x", "${IMAGE}", "projects/p/secrets/s", "a#b", "2.4.1-rc", "<PROJECT_ID>", "-c"]
)
def test_what_is_text_to_everybody_is_not(text: str) -> None:
    assert to_yaml({"a": text}) == f"a: {text}\n"


def test_a_script_is_a_block() -> None:
    script = "#!/bin/bash\nset -e\n\nfor i in 1 2; do\n\techo $i\ndone\n"
    assert to_yaml({"text": script}) == (
        "text: |\n  #!/bin/bash\n  set -e\n\n  for i in 1 2; do\n  \techo $i\n  done\n"
    )
    assert to_yaml({"text": "a\nb"}) == "text: |-\n  a\n  b\n"


def test_what_is_there_twice_is_written_twice() -> None:
    labels = {"team": "media"}
    assert to_yaml({"a": labels, "b": [labels]}) == "a:\n  team: media\nb:\n  - team: media\n"


def test_a_lone_surrogate_is_replaced() -> None:
    assert to_yaml({"a": "x\ud800"}) == 'a: "x\\uFFFD"\n' or yaml.safe_load(to_yaml({"a": "x\ud800"})) == {
        "a": "x\ufffd"
    }
    assert json.loads(to_json({"a": "x\ud800"})) == {"a": "x\ufffd"}


def test_a_pair_of_surrogates_is_one_character() -> None:
    assert json.loads(to_json({"a": "\ud83d\ude00"})) == {"a": "😀"}


def test_a_long_text_is_on_one_line() -> None:
    words = "word " * 500 + "end"
    assert to_yaml({"a": words}) == f"a: {words}\n"


def test_a_large_document() -> None:
    document = {"variables": {f"NAME_{number}": f"value {number}" for number in range(3000)}}
    assert yaml.safe_load(to_yaml(document)) == document
