"""A text inside a file: what is read from it stands where it is in the file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.read import read
from jobs_lint.read.embedded import Embedded, EmbeddedScalar, Piece, moved, moved_problem
from jobs_lint.read.tree import Document, Mapping, Node, Problem, Scalar
from jobs_lint.span import Span

FILE = 'body = <<-EOT\n  tasks: 5\n  name: "${var.x}"\n  EOT\n'
TEXT = 'tasks: 5\nname: "__HCL__"\n'


def embedded() -> Embedded:
    """The heredoc's text: two lines without their indentation, and a token for the expression."""
    tasks, name, expression = FILE.index("tasks"), FILE.index("name:"), FILE.index("${")
    at = TEXT.index("__HCL__")
    return Embedded(
        TEXT,
        (
            Piece(0, tasks, tasks + len("tasks: 5\n")),
            Piece(TEXT.index("name"), name, expression),
            Piece(at, expression, expression + len("${var.x}")),
            Piece(at + len("__HCL__"), expression + len("${var.x}"), expression + len('${var.x}"\n')),
        ),
    )


def written(node: Node | None) -> str:
    """What the file has at the place of a node."""
    assert node is not None
    return FILE[node.start : node.end]


def test_nodes_move_to_their_place_in_the_file() -> None:
    (document,) = read(TEXT, "yaml").documents
    root = moved(document, embedded()).root
    assert isinstance(root, Mapping)
    assert written(root.get("tasks")) == "5"
    assert written(root.get("name")) == '"${var.x}"'
    assert [written(pair.key) for pair in root.pairs] == ["tasks", "name"]


def test_a_stretch_of_another_length_stands_as_a_whole() -> None:
    text = embedded()
    at = TEXT.index("__HCL__")
    assert FILE[slice(*text.span(at + 2, at + 4))] == "${var.x}"


def test_problems_and_the_other_place_move_too() -> None:
    text = embedded()
    problem = moved_problem(Problem("syntax", "no", Span(7, 8), Span(0, 5)), text)
    assert FILE[slice(*problem.span)] == "5"
    assert problem.other is not None
    assert FILE[slice(*problem.other)] == "tasks"


def test_a_text_inside_a_text_inside_a_file() -> None:
    outer = embedded()
    inner = Embedded("5\nna", (Piece(0, 7, 11),))
    scalar = EmbeddedScalar(7, 11, "5\nna", inner)
    moved(Document(scalar, 0), outer)
    assert FILE[slice(*scalar.inside.span(0, 1))] == "5"
    assert FILE[slice(*scalar.inside.span(2, 4))] == "na"


def test_a_text_that_stands_in_the_file_as_it_is_needs_no_pieces() -> None:
    scalar = EmbeddedScalar(7, 8, "5", None)
    assert scalar.inside == Embedded("5", (Piece(0, 7, 8),))
    moved(Document(scalar, 0), embedded())
    assert FILE[slice(*scalar.span)] == FILE[slice(*scalar.inside.span(0, 1))] == "5"


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=6), st.data())
def test_places_of_a_part_are_those_of_the_whole(lengths: list[tuple[int, int]], data: st.DataObject) -> None:
    pieces, at, place = [], 0, 0
    for long, wide in lengths:
        pieces.append(Piece(at, place, place + wide))
        at, place = at + long, place + wide + 1
    whole = Embedded("x" * at, tuple(pieces))
    start = data.draw(st.integers(0, at))
    end = data.draw(st.integers(start, at))
    part = whole.within(start, end)
    assert part.text == whole.text[start:end]
    for offset in range(end - start):
        assert part.span(offset, offset + 1) == whole.span(start + offset, start + offset + 1)


def test_an_alias_and_its_anchor_move() -> None:
    text = "a: &x 1\nb: *x\n"
    file = "--" + text
    (document,) = read(text, "yaml").documents
    root = moved(document, Embedded(text, (Piece(0, 2, 2 + len(text)),))).root
    assert isinstance(root, Mapping)
    alias = root.get("b")
    assert isinstance(alias, Scalar)
    assert file[alias.start : alias.end] == "*x"
    assert alias.anchor is not None
    assert file[slice(*alias.anchor)] == "1"
