"""The shape of the tree of a .tf file, its places, and what is told of a broken one."""

from __future__ import annotations

import pytest

from jobs_lint.engine.directives import directives
from jobs_lint.read.caps import Caps
from jobs_lint.read.tree import Mapping, Opaque, Scalar, Sequence
from jobs_lint.source import Source
from unit.read.hcl_seen import UNKNOWN, at, body_of, document_of, plain, result_of, written

JOB = """\
# the nightly export
resource "google_cloud_run_v2_job" "export" {
  name = "export"
  template {
    task_count = 4
    template {
      containers {
        image = "a"
      }
      containers {
        image = "b"
      }
    }
  }
}
locals { n = 1 }
"""


def test_a_file_is_a_sequence_of_blocks() -> None:
    root = document_of(JOB).root
    assert plain(root) == [
        {
            "@block": ("plain", "resource"),
            "@labels": ["google_cloud_run_v2_job", "export"],
            "@body": {
                "name": "export",
                "template": {
                    "task_count": ("plain", "4"),
                    "template": {"containers": [{"image": "a"}, {"image": "b"}]},
                },
            },
        },
        {"@block": ("plain", "locals"), "@labels": [], "@body": {"n": ("plain", "1")}},
    ]


def test_blocks_and_keys_stand_where_they_are_written() -> None:
    document = document_of(JOB)
    body = body_of(document)
    assert written(JOB, body) == JOB[JOB.index("resource") : JOB.index("locals") - 1]
    template = at(body, "template")
    assert written(JOB, template).startswith("template {\n    task_count")
    assert isinstance(body, Mapping)
    assert [written(JOB, pair.key) for pair in body.pairs] == ["name", "template"]
    containers = at(template, "template", "containers")
    assert isinstance(containers, Sequence)
    assert [written(JOB, each)[:13] for each in containers.items] == ["containers {\n"] * 2
    assert containers.span == containers.items[0].span
    labels = at(document.root, 0, "@labels")
    assert written(JOB, at(labels, 1)) == '"export"'


@pytest.mark.parametrize("before", ["# é 😀 ü\n", "/* \u2028 */ ", "\ufeff", "# c\r\n\r\n", 'y { naïve = "ß" }\n'])
def test_places_count_characters(before: str) -> None:
    text = before + 'x { a = "é", }\n'.replace(",", "") + 'x { b = "c" }\n'
    document = document_of(text)
    assert isinstance(document.root, Sequence)
    last = at(body_of(document, len(document.root.items) - 1), "b")
    assert written(text, last) == '"c"'


def test_a_dynamic_block_stands_beside_the_others_of_its_name_and_is_unknown() -> None:
    text = 'x {\n env {\n  a = 1\n }\n dynamic "env" {\n  for_each = []\n  content {}\n }\n b = 2\n}\n'
    assert plain(body_of(document_of(text))) == {"env": [{"a": ("plain", "1")}, UNKNOWN], "b": ("plain", "2")}


def test_labels_of_nested_blocks_are_kept() -> None:
    text = 'x {\n provisioner "local-exec" {\n  command = "true"\n }\n}\n'
    assert plain(body_of(document_of(text))) == {"provisioner": {"@labels": ["local-exec"], "command": "true"}}


def test_an_attribute_written_twice_is_a_duplicate() -> None:
    body = body_of(document_of("x {\n a = 1\n a = 2\n}\n"))
    assert isinstance(body, Mapping)
    assert len(list(body.duplicates())) == 1
    assert plain(at(body, "a")) == ("plain", "1")


@pytest.mark.parametrize("text", ["", "\n", "# only this", "\ufeff", "x {}", "x {\n}\r\n"])
def test_what_is_empty_is_no_problem(text: str) -> None:
    assert result_of(text).problem is None


# -- what is broken


def test_a_broken_value_is_unknown_and_the_rest_is_read() -> None:
    result = result_of('resource "a" "b" {\n  x = 1 +\n}\nresource "c" "d" {\n  y = 2\n}\n')
    assert result.problem is not None
    assert result.problem.kind == "syntax"
    assert plain(body_of(result.documents[0], 1)) == {"y": ("plain", "2")}
    assert isinstance(body_of(result.documents[0], 0), Opaque)


def test_an_error_on_one_line_makes_that_value_unknown() -> None:
    result = result_of("check {\n  a = [1,, 2]\n  b = 2\n}\n")
    assert result.problem is not None
    assert result.problem.span == (16, 17)
    assert plain(body_of(result.documents[0])) == {"a": UNKNOWN, "b": ("plain", "2")}


def test_a_brace_too_many_makes_its_block_unknown() -> None:
    text = 'resource "a" "b" {\n  t {}\n  }\n  x = 1\n}\n'
    result = result_of(text)
    assert result.problem is not None
    assert isinstance(body_of(result.documents[0], 0), Opaque)


def test_a_brace_too_few_makes_its_block_unknown() -> None:
    text = 'resource "a" "b" {\n  y = 2\n}\nresource "c" "d" {\n  t {\n  x = 1\n}\n'
    result = result_of(text)
    assert result.problem is not None
    assert "`{`" in result.problem.message or "`}`" in result.problem.message
    assert plain(body_of(result.documents[0], 0)) == {"y": ("plain", "2")} or isinstance(
        body_of(result.documents[0], 0), Opaque
    )
    for number in range(1, len(result.documents[0].root.items)):  # type: ignore[attr-defined]
        assert isinstance(body_of(result.documents[0], number), Opaque)


def test_a_quote_that_is_not_closed_on_its_line_is_told_there() -> None:
    text = 'x {\n  a = "b\n  c = d"\n}\n'
    result = result_of(text)
    assert result.problem is not None
    assert text[result.problem.span.start] == '"'
    assert isinstance(body_of(result.documents[0]), Opaque)


def test_what_is_nested_too_deep_is_refused() -> None:
    caps = Caps(depth=5)
    for text in ("a {\n" * 6 + "}\n" * 6, f"a {{\n x = {'[' * 6}{']' * 6}\n}}\n"):
        problem = result_of(text, caps=caps).problem
        assert problem is not None
        assert problem.kind == "depth"


def test_what_is_too_large_is_refused() -> None:
    problem = result_of("x { a = 1 }\n", caps=Caps(size=5)).problem
    assert problem is not None
    assert problem.kind == "size"


# -- comments


@pytest.mark.parametrize(
    ("line", "covered"),
    [
        ('  a = "x" # jobs-lint: ignore[Q]', 'a = "x"'),
        ("  # jobs-lint: ignore[Q]\n  env {\n    b = 1\n  }", "env {\n    b = 1\n  }"),
        ("  a = [\n    1, # jobs-lint: ignore[Q]\n  ]", "1"),
        ('  a = jsonencode({\n    "b" = "#" # jobs-lint: ignore[Q]\n  })', '"b" = "#"'),
    ],
)
def test_a_comment_covers_what_is_on_its_line(line: str, covered: str) -> None:
    text = f"x {{\n{line}\n}}\n"
    (found,) = directives(Source("main.tf", text), [document_of(text)])
    if "jsonencode" not in line:  # what is inside a call is walked once its value is taken out
        assert covered in [text[span.start : span.end] for span in found.covers]


def test_a_comment_above_a_block_covers_it_and_no_other() -> None:
    text = "# jobs-lint: ignore[Q]\nx {\n  a = 1\n}\ny {\n}\n"
    (found,) = directives(Source("main.tf", text), [document_of(text)])
    block = "x {\n  a = 1\n}"
    covered = [text[span.start : span.end] for span in found.covers]
    assert block in covered
    assert all(block.startswith(each) for each in covered)


def test_a_comment_above_one_of_several_blocks_covers_that_one() -> None:
    text = "x {\n  # jobs-lint: ignore[Q]\n  e {\n  }\n  e {\n  }\n}\n"
    (found,) = directives(Source("main.tf", text), [document_of(text)])
    assert {text[span.start : span.end] for span in found.covers} == {"e {\n  }"}


def test_scalars_are_scalars() -> None:
    assert isinstance(at(body_of(document_of(JOB)), "name"), Scalar)
