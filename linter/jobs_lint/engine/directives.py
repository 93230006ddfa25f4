"""Suppression comments: where they stand and what they cover.

`# jobs-lint: ignore[CODE or name, ...] reason` covers the node that starts on its line, or, where it stands alone, on
the next line that holds something. A node is a key with its value, an item of a list, or a whole document or job.
`# jobs-lint: ignore-file[...] reason` covers the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jobs_lint.read.tree import Mapping, Node, Scalar, Sequence
from jobs_lint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jobs_lint.read.tree import Document
    from jobs_lint.source import Source

MARKER = "jobs-lint:"
_DIRECTIVE = re.compile(r"jobs-lint:[ \t]*(ignore|ignore-file)\[([^\]\n]{0,1000})\][ \t]*([^\n\r]*)")


class Directive(NamedTuple):
    """One suppression comment: the rules it names, its reason, its own place and what it covers."""

    kind: str
    labels: tuple[str, ...]
    reason: str
    span: Span
    covers: tuple[Span, ...]


def directives(source: Source, documents: Iterable[Document]) -> tuple[Directive, ...]:
    """The suppression comments of a file."""
    if MARKER not in source.text:
        return ()
    scalars, starts = _places(source, documents)
    return tuple(_read(source, scalars, starts))


def _read(source: Source, scalars: list[Span], starts: dict[int, list[Span]]) -> Iterator[Directive]:
    for match in _DIRECTIVE.finditer(source.text):
        line = source.position(match.start()).line
        before = source.line(line)[: match.start() - source.line_starts[line - 1]]
        hash_at = _comment_start(before)
        if hash_at is None:
            continue
        at = source.line_starts[line - 1] + hash_at
        if any(span.start < at < span.end for span in scalars):
            continue
        labels = tuple(label.strip() for label in match[2].split(",") if label.strip())
        span = Span(match.start(), match.start() + len(match[0].rstrip()))
        if match[1] == "ignore-file":
            yield Directive("file", labels, match[3].strip(), span, (Span(0, len(source.text) + 1),))
            continue
        target = line if before[:hash_at].strip() else _next_line(source, line)
        yield Directive("comment", labels, match[3].strip(), span, tuple(starts.get(target, ())))


def _comment_start(before: str) -> int | None:
    """Where the comment starts that a directive stands in: the first `#` at the line's start or behind a blank."""
    for at, char in enumerate(before):
        if char == "#" and (at == 0 or before[at - 1] in " \t"):
            return at
    return None


def _next_line(source: Source, line: int) -> int:
    """The next line that is neither blank nor a comment nor a document's start."""
    for number in range(line + 1, len(source.line_starts) + 1):
        text = source.line(number).strip()
        if text and not text.startswith("#") and text != "---":
            return number
    return 0


def _places(source: Source, documents: Iterable[Document]) -> tuple[list[Span], dict[int, list[Span]]]:
    """The scalars that a `#` may stand in, and by line the widest nodes that start there."""
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
                if "#" in source.text[node.start : node.end]:
                    scalars.append(node.span)
            elif isinstance(node, Mapping):
                for key, value in node.pairs:
                    begins(key.start, max(key.end, value.end))
                    stack += (key, value)
            elif isinstance(node, Sequence):
                for item in node.items:
                    begins(item.start, item.end)
                    stack.append(item)
    return scalars, starts
