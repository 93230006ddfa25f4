"""A text inside a file: a script in a YAML value, a JSON body in a heredoc. It is read by itself, and what comes out is
moved to where it stands in the file."""

from bisect import bisect_right

from jobs_lint.read.tree import Assumption, Document, Mapping, Node, Problem, Scalar, Sequence
from jobs_lint.record import NamedTuple
from jobs_lint.span import Span


class Piece(NamedTuple):
    """A stretch of an embedded text, from the offset `at` on, and the place of the file that it comes from.

    Where both are of one length, each character stands at its own place; else, or where it is said to be a `whole`, the
    stretch stands at that place as a whole: an escape, or what an expression stands for.
    """

    at: int
    start: int
    end: int
    whole: bool = False


class Embedded(NamedTuple):
    """A text and where it comes from. The pieces are in order and leave nothing of it out."""

    text: str
    pieces: tuple[Piece, ...]

    def start_of(self, offset: int) -> int:
        """The offset in the file of what starts at an offset of the text."""
        number = self._piece(offset)
        piece = self.pieces[number]
        return piece.start + offset - piece.at if self._is_exact(number) else piece.start

    def end_of(self, offset: int) -> int:
        """The offset in the file of what ends at an offset of the text."""
        number = self._piece(offset - 1)
        piece = self.pieces[number]
        return piece.start + offset - piece.at if self._is_exact(number) else piece.end

    def span(self, start: int, end: int) -> Span:
        """The place in the file of a stretch of the text."""
        if self._is_one_stretch():
            first = self.pieces[0].start + start
            return Span(first, max(first, self.pieces[0].start + end))
        first = self.start_of(start)
        return Span(first, max(first, self.end_of(end)) if end > start else first)

    def within(self, start: int, end: int) -> "Embedded":
        """A part of the text, with where it comes from."""
        if self._is_one_stretch():
            file_start = self.pieces[0].start
            return Embedded(self.text[start:end], (Piece(0, file_start + start, file_start + max(start, end)),))
        first, last = self._piece(start), self._piece(max(start, end - 1))
        pieces = []
        for number in range(first, last + 1):
            at, file_start, file_end, _ = self.pieces[number]
            if self._is_exact(number):
                left, right = max(start - at, 0), min(end - at, self._length(number))
                pieces.append(Piece(at + left - start, file_start + left, file_start + max(left, right)))
            else:
                pieces.append(Piece(max(at - start, 0), file_start, file_end, whole=True))
        return Embedded(self.text[start:end], tuple(pieces))

    def _is_one_stretch(self) -> bool:
        """Whether the text stands in the file as it is, as nearly every word of a script does."""
        pieces = self.pieces
        if len(pieces) != 1:
            return False
        at, start, end, whole = pieces[0]
        return at == 0 and not whole and end - start == len(self.text)

    def _piece(self, offset: int) -> int:
        return max(0, bisect_right(self.pieces, offset, key=_at) - 1)

    def _is_exact(self, number: int) -> bool:
        """Whether each character of a piece stands at its own place."""
        _, start, end, whole = self.pieces[number]
        return not whole and self._length(number) == end - start

    def _length(self, number: int) -> int:
        following = self.pieces[number + 1].at if number + 1 < len(self.pieces) else len(self.text)
        return following - self.pieces[number].at


def _at(piece: Piece) -> int:
    return piece.at


class EmbeddedScalar(Scalar):
    """A scalar that knows where each of its characters stands. `inside` is its text as another reader shall see it;
    where none is given, that is the text as it stands in the file, and made when it is asked for."""

    __slots__ = ("_inside",)

    def __init__(
        self, start: int, end: int, text: str, inside: Embedded | None, style: str = '"', anchor: Span | None = None
    ) -> None:
        super().__init__(start, end, text, style, None, anchor)
        self._inside = inside

    @property
    def inside(self) -> Embedded:
        """The text as another reader shall see it."""
        return self._inside or Embedded(self.text, (Piece(0, self.start, self.end),))

    @inside.setter
    def inside(self, inside: Embedded) -> None:
        self._inside = inside


def moved(document: Document, embedded: Embedded) -> Document:
    """A document that was read from an embedded text, with all its places those of the file. Changes its nodes."""
    stack: list[Node] = [document.root]
    seen: set[int] = set()
    while stack:
        node = stack.pop()
        if id(node) in seen:  # what an alias repeats is there once
            continue
        seen.add(id(node))
        inside = _composed(node.inside, embedded) if isinstance(node, EmbeddedScalar) else None
        node.start, node.end = embedded.span(node.start, node.end)
        if node.anchor is not None:
            node.anchor = embedded.span(*node.anchor)
        if isinstance(node, EmbeddedScalar) and inside is not None:
            node.inside = inside
        elif isinstance(node, Mapping):
            for pair in node.pairs:
                stack += pair
        elif isinstance(node, Sequence):
            stack += node.items
    assumptions = tuple(Assumption(embedded.span(*each.span), each.what) for each in document.assumptions)
    return document._replace(assumptions=assumptions)


def moved_problem(problem: Problem, embedded: Embedded) -> Problem:
    """A problem of an embedded text, at its place in the file."""
    other = embedded.span(*problem.other) if problem.other is not None else None
    return problem._replace(span=embedded.span(*problem.span), other=other)


def _composed(inner: Embedded, outer: Embedded) -> Embedded:
    """A text inside an embedded text, as one inside the file."""
    pieces: list[Piece] = []
    for number, piece in enumerate(inner.pieces):
        if inner._is_exact(number) and piece.end > piece.start:
            cut = outer.within(piece.start, piece.end)
            pieces += [each._replace(at=piece.at + each.at) for each in cut.pieces]
        else:
            pieces.append(Piece(piece.at, *outer.span(piece.start, piece.end), whole=True))
    return Embedded(inner.text, tuple(pieces))
