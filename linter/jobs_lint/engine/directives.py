"""Suppression comments: where they stand and what they cover.

`# jobs-lint: ignore[CODE or name, ...] reason` covers the node that starts on its line, or, where it stands alone, on
the next line that holds something. A node is a key with its value, an item of a list, or a whole document or job.
`# jobs-lint: ignore-file[...] reason` covers the file.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from jobs_lint.engine.own import MARKER
from jobs_lint.pattern import compiled
from jobs_lint.read.tree import Mapping, Node, Scalar, Sequence
from jobs_lint.record import NamedTuple
from jobs_lint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jobs_lint.read.tree import Document
    from jobs_lint.source import Source

THE_FILE = 0
"""The `target` of what covers the whole file."""
_DIRECTIVE = r"jobs-lint:[ \t]*(ignore|ignore-file)\[([^\]\n]{0,1000})\][ \t]*([^\n\r]*)"
_OPENERS = ("#", "//")
# What was meant as one, but has no rules in brackets: told only where it opens the comment, since it may be prose.
_WITHOUT_RULES = r"(?:#|//)[ \t]*jobs-lint:[ \t]*(ignore|ignore-file)(?![\w-])()[ \t]*([^\n\r]*)"


class Directive(NamedTuple):
    """One suppression comment: the rules it names, its reason, its own place and what it covers.

    `covers` are the nodes that start on the line `target`; comments with one target share one tuple of them.
    """

    kind: str
    labels: tuple[str, ...]
    reason: str
    span: Span
    covers: tuple[Span, ...]
    target: int


def directives(source: Source, documents: Iterable[Document], opened: Iterable[Span] = ()) -> tuple[Directive, ...]:
    """The suppression comments of a file, in order. `opened` are the places of texts inside it that were read too: they
    have comments of their own."""
    if MARKER not in source.text:
        return ()
    return tuple(_read(source, *_places(source, documents, tuple(opened))))


def _read(source: Source, scalars: list[Span], starts: dict[int, list[Span]]) -> Iterator[Directive]:
    following = _following_lines(source)
    covers = {line: tuple(spans) for line, spans in starts.items()}
    everything = (Span(0, len(source.text) + 1),)
    marked = source.text.find(MARKER)
    while marked >= 0:
        line = source.position(marked).line
        start, text = source.line_starts[line - 1], source.line(line)
        marked = source.text.find(MARKER, start + len(text))
        at = _comment_start(text, start, scalars)
        if at is None:
            continue
        match = compiled(_DIRECTIVE).search(text, at) or compiled(_WITHOUT_RULES).match(text, at)
        if match is None:
            continue
        labels = tuple(label.strip() for label in match[2].split(",") if label.strip())
        span = Span(start + match.start(), start + match.start() + len(match[0].rstrip()))
        if match[1] == "ignore-file":
            yield Directive("file", labels, match[3].strip(), span, everything, THE_FILE)
            continue
        # What stands behind the dash of an item, or behind `---`, is about what follows.
        target = line if text[:at].strip(" \t-") else following[line]
        yield Directive("comment", labels, match[3].strip(), span, covers.get(target, ()), target)


def _comment_start(text: str, start: int, scalars: list[Span]) -> int | None:
    """Where the comment of a line starts: at the first `#`, or `//` in HCL, at its start or behind a blank that no
    scalar holds."""
    found = [at for opener in _OPENERS if (at := _opened(opener, text, start, scalars)) is not None]
    return min(found, default=None)


def _opened(opener: str, text: str, start: int, scalars: list[Span]) -> int | None:
    at = text.find(opener)
    while at >= 0:
        around = bisect_right(scalars, (start + at, len(text) + start)) - 1
        if around >= 0 and scalars[around].start <= start + at < scalars[around].end:
            at = text.find(opener, scalars[around].end - start)
        elif at == 0 or text[at - 1] in " \t":
            return at
        else:
            at = text.find(opener, at + 1)
    return None


def _following_lines(source: Source) -> list[int]:
    """For each line the next one that is neither blank nor a comment nor a document's start; -1 where there is none."""
    count = len(source.line_starts)
    following = [-1] * (count + 1)
    found = -1
    for number in range(count, 0, -1):
        following[number] = found
        text = source.line(number).strip()
        if text and not text.startswith(_OPENERS) and text != "---":
            found = number
    return following


def _places(
    source: Source, documents: Iterable[Document], opened: tuple[Span, ...]
) -> tuple[list[Span], dict[int, list[Span]]]:
    """The scalars that hold what opens a comment, in order, and by line the nodes that start there."""
    scalars: list[Span] = []
    starts: dict[int, list[Span]] = {}

    def begins(start: int, end: int) -> None:
        line = source.position(start).line
        starts.setdefault(line, []).append(Span(start, max(end, start + 1)))

    for document in documents:
        begins(document.root.start, document.root.end)
        stack: list[Node] = [document.root]
        while stack:
            node = stack.pop()
            if node.anchor is not None:
                continue
            if isinstance(node, Scalar):
                has_opener = any(opener in source.text[node.start : node.end] for opener in _OPENERS)
                if has_opener and not any(_holds(node, place) for place in opened):
                    scalars.append(_content(source, node))
            elif isinstance(node, Mapping):
                for key, value in node.pairs:
                    begins(key.start, max(key.end, value.end))
                    stack += (key, value)
            elif isinstance(node, Sequence):
                for item in node.items:
                    begins(item.start, item.end)
                    stack.append(item)
    return sorted(scalars), starts


def _holds(scalar: Scalar, place: Span) -> bool:
    """Whether a scalar is that in which a text stands. A block's text has a line break that the scalar ends before."""
    return scalar.start <= place.start and place.end <= scalar.end + 1


def _content(source: Source, scalar: Scalar) -> Span:
    """Where the text of a scalar stands; that of a block scalar starts below its mark, which may have a comment."""
    if scalar.style not in ("|", ">"):
        return scalar.span
    line = source.position(scalar.start).line
    below = source.line_starts[line] if line < len(source.line_starts) else scalar.end
    return Span(min(below, scalar.end), scalar.end)
