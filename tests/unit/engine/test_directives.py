"""Suppression comments: where they are seen, and what they cover."""

from __future__ import annotations

import pytest

from jobs_lint.engine.directives import Directive, directives
from jobs_lint.read import read
from jobs_lint.source import Source


def found(text: str) -> tuple[Source, list[Directive]]:
    source = Source("job.yaml", text)
    return source, list(directives(source, read(text, "yaml").documents))


def covered(text: str) -> list[str]:
    """The texts that the one directive of a text covers."""
    source, (directive,) = found(text)
    return [source.slice(span) for span in directive.covers]


MARK = "# jobs-lint: ignore[X001] why"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"a: 1 {MARK}\nb: 2\n", "a: 1"),
        (f"a: 1\n{MARK}\nb: 2\n", "b: 2"),
        (f"a:\n  {MARK}\n  b: 2\n  c: 3\n", "b: 2"),
        (f"{MARK}\na:\n  b: 2\n", "a:\n  b: 2"),
        (f"a:\n  - 1\n  - 2 {MARK}\n", "2"),
        (f"a:\n  - 1\n  {MARK}\n  - b: 2\n    c: 3\n", "b: 2\n    c: 3"),
        (f"a: {{b: 1, c: 2}} {MARK}\n", "a: {b: 1, c: 2}"),
        (f"a: [1, 2] {MARK}\n", "a: [1, 2]"),
        (f"a: | {MARK}\n  text\n  more\nb: 1\n", "a: |"),
        (f"a: &x {MARK}\n  b: 1\nc: *x\n", "a: &x"),
        (f"a: 1\n{MARK}\n\n# something else\n\nb: 2\n", "b: 2"),
        (f"a: 'it''s # not' {MARK}\n", "a: 'it''s # not'"),
        (f"a:\r\n  b: 2 {MARK}\r\n  c: 3\r\n", "b: 2"),
        (f"a: 1\r\n{MARK}\r\nb: 2\r\n", "b: 2"),
        (f"a: 1\n---\n{MARK}\nb: 2\n", "b: 2"),
        (f"a: 1\n{MARK}\n---\nb: 2\n", "b: 2"),
        (f"a: *x {MARK}\n" if False else f"x: &x 1\na: *x {MARK}\n", "a: *x"),
        (f'"a": 1 {MARK}\n', '"a": 1'),
        (f"? a\n: 1 {MARK}\n", None),
    ],
)
def test_it_covers_the_node_that_starts_there(text: str, wanted: str | None) -> None:
    spans = covered(text)
    if wanted is None:
        assert not any(span.startswith("? a") for span in spans)
    else:
        assert any(span.startswith(wanted) for span in spans)
        source, _ = found(text)
        starts = {source.position(source.text.index(span)).line for span in spans}
        assert len(starts) == 1, "what it covers starts on one line"


def test_above_a_job_it_covers_the_job_alone() -> None:
    text = f"a: 1\n---\n{MARK}\nb: 2\nc: 3\n---\nd: 4\n"
    spans = covered(text)
    assert "b: 2\nc: 3" in spans
    assert not any("d: 4" in span or "a: 1" in span for span in spans)


def test_at_the_start_of_a_flow_document_it_covers_the_document() -> None:
    assert '{"a": 1,\n "b": 2}' in covered(f'{MARK}\n{{"a": 1,\n "b": 2}}\n')


def test_above_a_key_it_covers_the_whole_value() -> None:
    text = f"top:\n  {MARK}\n  a:\n    b:\n      - 1\n      - 2\n  z: 3\n"
    assert "a:\n    b:\n      - 1\n      - 2" in covered(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: '# jobs-lint: ignore[X001] quoted'\n",
        'a: "x # jobs-lint: ignore[X001] quoted"\n',
        "a: |\n  text\n  # jobs-lint: ignore[X001] in a block scalar\nb: 1\n",
        "a: >-\n  # jobs-lint: ignore[X001] folded\nb: 1\n",
        'a: "over\n  # jobs-lint: ignore[X001] two lines"\n',
        "a: x#jobs-lint: ignore[X001]\n",
        "a: jobs-lint ignore[X001]\n",
        "# jobs-lint: ignores[X001]\n",
        "# see the docs on jobs-lint: ignore is explained there\n",
    ],
)
def test_what_is_no_directive(text: str) -> None:
    assert found(text)[1] == []


def test_a_hash_in_a_scalar_doesn_t_hide_the_comment_behind_it() -> None:
    assert covered("a: 'x # y' # jobs-lint: ignore[X001] why\n")[0].startswith("a:")
    assert covered('a: "# jobs-lint: ignore[NO001]" # jobs-lint: ignore[X001] why\n')[0].startswith("a:")


def test_it_keeps_labels_reason_and_its_own_place() -> None:
    source, (directive,) = found("a: 1  # jobs-lint: ignore[ X001 , some-rule,] because: it's so  \n")
    assert directive.labels == ("X001", "some-rule")
    assert directive.reason == "because: it's so"
    assert directive.kind == "comment"
    assert source.slice(directive.span) == "jobs-lint: ignore[ X001 , some-rule,] because: it's so"


def test_the_reason_ends_with_the_line() -> None:
    assert found("a: 1 # jobs-lint: ignore[X001] why\r\nb: 2\r\n")[1][0].reason == "why"
    assert found("a: 1 # jobs-lint: ignore[X001]\nb: 2\n")[1][0].reason == ""


def test_ignore_file_covers_the_file() -> None:
    source, (directive,) = found("a: 1\nb: 2\n# jobs-lint: ignore-file[X001] generated\n")
    assert directive.kind == "file"
    assert [(span.start, span.end > len(source.text)) for span in directive.covers] == [(0, True)]


def test_other_words_may_stand_in_the_comment_before_it() -> None:
    assert covered("a: 1 # noqa # jobs-lint: ignore[X001] why\n") == covered("a: 1 # jobs-lint: ignore[X001] why\n")


def test_at_the_end_of_a_file_it_covers_nothing() -> None:
    assert covered(f"a: 1\n{MARK}\n") == []


def test_a_huge_line_is_read_in_linear_time() -> None:
    text = "a: 1 " + "# jobs-lint: ignore[" * 5000 + "\nb: '" + "#" * 100_000 + "'\n"
    assert [directive.labels for directive in found(text)[1]] == [()]


@pytest.mark.parametrize("comment", ["ignore", "ignore X001", "ignore[]", "ignore[X001", "ignore-file"])
def test_one_without_rules_is_kept_to_be_told(comment: str) -> None:
    (directive,) = found(f"a: 1 # jobs-lint: {comment}\n")[1]
    assert directive.labels == ()


def test_behind_a_dash_or_a_document_start_it_is_about_what_follows() -> None:
    assert "b: 1\n    c: 2" in covered(f"a:\n  - {MARK}\n    b: 1\n    c: 2\n")
    assert "b: 1\nc: 2" in covered(f"--- {MARK}\nb: 1\nc: 2\n")
