"""Comments that go with their fields: found in a YAML source, and put at the same fields' places in the result.

A comment belongs to a field where it stands behind it on the line that the field starts on, or alone on the lines right
above it, as far to the right as it. It is carried where all that comes of the field has one place in the result; any
other is left out, since a comment in a wrong place is worse than none. So is one on a section of which less than half
is left, and what stands at the head of a document, which is about the file.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from jobs_lint.read.caps import Caps
from jobs_lint.read.tree import Mapping, Node, Scalar, Sequence
from jobs_lint.read.yaml import read_yaml
from jobs_lint.source import Source
from jobs_lint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jobs_lint.read.tree import Document

Path: TypeAlias = tuple[str | int, ...]

_OF_TOOLS: Final = (
    "jobs-lint:",
    "yaml-language-server:",
    "yamllint ",
    "prettier-ignore",
    "checkov:",
    "trivy:",
    "gitleaks:",
    "nosec",
    "vim:",
)
"""How comments begin that a tool reads: what they say is about the source alone."""


class Note(NamedTuple):
    """The comments of one place: whole lines above it, and one behind it. With their `#`."""

    above: tuple[str, ...] = ()
    behind: str = ""


class _Owner(NamedTuple):
    """A field or an item of a list: where it starts and ends, and whether it is an item."""

    start: int
    end: int
    is_item: bool


def carried(
    source: Source, documents: Iterable[Document], origins: dict[Path, int], document: dict[str, Any]
) -> dict[Path, Note]:
    """The comments of a YAML text that belong to fields of it, by their places in the result `document`.

    `origins` has for places of the result the offset in the text of what each comes from.
    """
    if "#" not in source.text or not origins:
        return {}
    known = list(documents)
    heads = {each.root.start for each in known}
    tree = _nodes(source, known)
    scalars, owners = tree.scalars, tree.owners
    places = _Places(origins, document, tree)
    notes: dict[Path, Note] = {}
    above: list[str] = []
    margin = -1
    for number in range(1, len(source.line_starts) + 1):
        line = source.line(number)
        blank = len(line) - len(line.lstrip(" \t"))
        at = _comment(line, source.line_starts[number - 1], scalars)
        if at is not None and at == blank:
            if blank != margin:
                above = []
            above.append(line[at:].rstrip())
            margin = blank
            continue
        if line and number in owners:
            opens = line[: owners[number][0].start - source.line_starts[number - 1]].strip(" \t-") == ""
            if above and margin == blank and opens and owners[number][0].start not in heads:
                _add(notes, places.of_first(owners[number]), Note(above=tuple(filter(_is_for_people, above))))
            if at is not None and _is_for_people(line[at:]):
                end = source.line_starts[number - 1] + at
                _add(notes, places.of_line(owners[number], end), Note(behind=line[at:].rstrip()))
        above, margin = [], -1
    return notes


def with_comments(text: str, notes: dict[Path, Note]) -> str:
    """The text of a YAML document in block style, with comments at some places of it."""
    result = read_yaml(text, Caps(size=2**62))
    if len(result.documents) != 1:
        return text
    source = Source("", text)
    above: dict[int, list[str]] = {}
    behind: dict[int, str] = {}
    for path, start, value in _starts(result.documents[0].root, notes):
        note = notes[path]
        line = source.position(start).line
        above.setdefault(line, []).extend(note.above)
        if note.behind and _has_room(source, line, start, value) and line not in behind:
            behind[line] = note.behind
        elif note.behind:
            above[line].append(note.behind)
    written: list[str] = []
    for number, row in enumerate(text.split("\n"), 1):
        indent = row[: len(row) - len(row.lstrip(" "))]
        written += [indent + comment for comment in above.get(number, ())]
        written.append(f"{row}  {behind[number]}" if number in behind else row)
    return "\n".join(written)


class _Tree(NamedTuple):
    """What is to be known of the source: the scalars that hold a `#`, in order; by line the fields and items that start
    there, outer ones first; the ends of mappings by their starts; and where scalars start that are no keys."""

    scalars: list[Span]
    owners: dict[int, list[_Owner]]
    bodies: dict[int, int]
    leaves: list[int]


class _Places:
    """Where in the result the fields of the source went, by where they stand in the source."""

    def __init__(self, origins: dict[Path, int], document: dict[str, Any], tree: _Tree) -> None:
        order = {path: number for number, path in enumerate(_paths(document))}
        first: dict[int, Path] = {}
        for path in sorted((path for path in origins if path in order), key=order.__getitem__):
            first.setdefault(origins[path], path)  # what is written twice keeps its comment once
        self._offsets = sorted(first)
        self._first = first
        self._origins = origins
        self._bodies = tree.bodies
        self._leaves = tree.leaves

    def of_first(self, owners: list[_Owner]) -> Path | None:
        """The place of the outermost of what starts on a line."""
        return self._of(owners[0]) or self._around(owners[0])

    def of_line(self, owners: list[_Owner], end: int) -> Path | None:
        """The place of all that stands on a line up to a comment's start."""
        start = owners[0].start
        here = self._offsets[bisect_left(self._offsets, start) : bisect_left(self._offsets, end)]
        opening = [owner for owner in owners if owner.start == start]
        for owner in reversed(opening):
            inside = self._inside(owner)
            if not inside:
                continue
            if owner.is_item and owner is not opening[-1] and len(inside) > 1:
                return None  # a comment behind the first field of an item isn't about the whole item
            return self._of(owner) if all(offset in inside for offset in here) else None
        return self._around(owners[0])

    def _around(self, owner: _Owner) -> Path | None:
        """The place of the mapping that a field is in, where that went to one place as a whole."""
        before = bisect_right(self._offsets, owner.start) - 1
        if before < 0 or self._inside(owner):
            return None
        start = self._offsets[before]
        body = _Owner(start, self._bodies.get(start, start), is_item=True)
        return self._first[start] if owner.end <= body.end and len(self._inside(body)) == 1 else None

    def _inside(self, owner: _Owner) -> list[int]:
        return self._offsets[bisect_left(self._offsets, owner.start) : bisect_left(self._offsets, owner.end)]

    def _of(self, owner: _Owner) -> Path | None:
        """The one place that all that comes of a field has, and nothing else; None where there is none."""
        inside = self._inside(owner)
        leaves = bisect_left(self._leaves, owner.end) - bisect_left(self._leaves, owner.start)
        if not inside or (not owner.is_item and 2 * len(inside) < leaves):
            return None
        paths = [self._first[offset] for offset in inside]
        if len(paths) == 1:
            return paths[0]
        common = paths[0]
        for path in paths:
            length = next((at for at, (one, other) in enumerate(zip(common, path, strict=False)) if one != other), None)
            common = common[: length if length is not None else min(len(common), len(path))]
        if not common:
            return None
        strangers = (
            path[: len(common)] == common and not owner.start <= offset < owner.end
            for path, offset in self._origins.items()
        )
        return None if any(strangers) else common


def _add(notes: dict[Path, Note], path: Path | None, note: Note) -> None:
    if path is not None and (note.above or note.behind):
        before = notes.get(path, Note())
        notes[path] = Note(before.above + note.above, before.behind or note.behind)


def _is_for_people(comment: str) -> bool:
    said = comment.strip("# \t-=*~_\u2500\u2501\u2550")
    return comment.replace("\t", "").rstrip().isprintable() and bool(said) and not said.startswith(_OF_TOOLS)


def _comment(line: str, start: int, scalars: list[Span]) -> int | None:
    """Where the comment of a line starts: at the first `#` that opens the line or follows a blank, in no scalar."""
    at = line.find("#")
    while at >= 0:
        around = bisect_right(scalars, (start + at, len(line) + start + 1)) - 1
        if around >= 0 and scalars[around].start <= start + at < scalars[around].end:
            at = line.find("#", scalars[around].end - start)
        elif at == 0 or line[at - 1] in " \t":
            return at
        else:
            at = line.find("#", at + 1)
    return None


def _nodes(source: Source, documents: Iterable[Document]) -> _Tree:
    scalars: list[Span] = []
    bodies: dict[int, int] = {}
    leaves: list[int] = []
    owners: dict[int, list[_Owner]] = {}
    stack: list[Node] = [document.root for document in documents]
    while stack:
        node = stack.pop()
        if node.anchor is not None:
            continue
        if isinstance(node, Scalar):
            if "#" in source.text[node.start : node.end]:
                scalars.append(_content(source, node))
            continue
        for start, end, is_item in _children(node):
            owners.setdefault(source.position(start).line, []).append(_Owner(start, max(end, start + 1), is_item))
        if isinstance(node, Mapping):
            bodies[node.start] = node.end
            leaves += [value.start for _, value in node.pairs if isinstance(value, Scalar)]
            stack += [each for pair in node.pairs for each in pair]
        elif isinstance(node, Sequence):
            leaves += [item.start for item in node.items if isinstance(item, Scalar)]
            stack += node.items
    for found in owners.values():
        found.sort(key=lambda owner: (owner.start, not owner.is_item, -owner.end))
    return _Tree(sorted(scalars), owners, bodies, sorted(leaves))


def _children(node: Node) -> Iterator[tuple[int, int, bool]]:
    if isinstance(node, Mapping):
        yield from ((key.start, max(key.end, value.end), False) for key, value in node.pairs)
    elif isinstance(node, Sequence):
        yield from ((item.start, item.end, True) for item in node.items)


def _content(source: Source, scalar: Scalar) -> Span:
    """Where the text of a scalar stands: that of a block starts below its mark, which may have a comment."""
    if scalar.style not in ("|", ">"):
        return scalar.span
    line = source.position(scalar.start).line
    below = source.line_starts[line] if line < len(source.line_starts) else scalar.end
    return Span(min(below, scalar.end), scalar.end)


def _paths(value: Any, above: Path = ()) -> Iterator[Path]:
    """All places of a document, in order."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list | tuple) else ()
    for key, inner in items:
        yield (*above, key)
        yield from _paths(inner, (*above, key))


def _starts(root: Node, wanted: dict[Path, Note]) -> Iterator[tuple[Path, int, Node]]:
    """The wanted places of a document that was written: where the key or the item starts, and its value; in order."""
    stack: list[tuple[Path, Node]] = [((), root)]
    while stack:
        path, node = stack.pop()
        below: list[tuple[Path, int, Node]] = []
        if isinstance(node, Mapping):
            below = [((*path, key.text), key.start, value) for key, value in node.pairs if isinstance(key, Scalar)]
        elif isinstance(node, Sequence):
            below = [((*path, number), item.start, item) for number, item in enumerate(node.items)]
        yield from (each for each in below if each[0] in wanted)
        stack += [(each[0], each[2]) for each in reversed(below)]


def _has_room(source: Source, line: int, start: int, value: Node) -> bool:
    """Whether a comment may stand at the end of a line that a place starts on, and is about that place alone."""
    if isinstance(value, Scalar):
        return value.style not in ("|", ">") and source.position(value.end).line == line
    return source.position(value.start).line > line or (value.start > start and source.position(value.end).line == line)
