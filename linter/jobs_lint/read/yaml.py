"""YAML to a tree: a composer of our own over libyaml's events.

`yaml.compose` and `yaml.load` recurse on the C stack, which a small hostile file overflows, and lose the place of an
alias. Here an explicit stack grows to the depth cap and no further. libyaml's marks are used by their `index` only:
their lines count NEL, LS and PS as breaks, which no editor does.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

from jobs_lint.pattern import compiled
from jobs_lint.read import NoLibyamlError
from jobs_lint.read.caps import Caps, too_deep, too_large
from jobs_lint.read.tree import Document, Mapping, Node, Pair, Problem, ReadResult, Scalar, Sequence
from jobs_lint.span import Span

try:
    from yaml._yaml import CParser
except ImportError as error:  # the pure parser reads other texts as YAML and is many times slower: no fallback
    raise NoLibyamlError(
        "PyYAML is installed without libyaml, which jobs-lint needs; install a wheel: pip install --force-reinstall"
        " --only-binary=pyyaml pyyaml"
    ) from error

if TYPE_CHECKING:
    from collections.abc import Callable

_BLANK = " \t\r\n\x85\u2028\u2029"
_BREAKS = "\r\n\x85\u2028\u2029"
_GAP = rf"(?:[{_BLANK}]++|#[^{_BREAKS}]*+)*+"
_TAG = rf"!(?:<[^>{_BLANK}]*+>|[^{_BLANK},\[\]{{}}]*+){_GAP}"
_ANCHOR = rf"&[0-9A-Za-z_-]++{_GAP}"
_COLON = f"{_GAP}:"
_BREAK = f"[{_BREAKS}]"
_MARKER = r"(?:^|\n)(?:---|\.\.\.)(?=\s|$)"
_SIGNIFICANT = rf"(?:---|\.\.\.)?(?:{_GAP}|%[^{_BREAKS}]*+)*+"

# The one fast way from a (key, value) tuple to a Pair: what Pair._make does, without a Python frame for each.
_pair = cast("Callable[[tuple[Node, Node]], Pair]", partial(tuple.__new__, Pair))


class _Anchored:
    """What an anchor names. `node` is None while its collection is still open."""

    __slots__ = ("before", "height", "level", "node", "nodes", "outer")

    def __init__(self, level: int, before: int, outer: int) -> None:
        self.node: Node | None = None
        self.nodes = 1
        self.height = 0
        self.level = level
        self.before = before
        self.outer = outer


def read_yaml(text: str, caps: Caps = Caps()) -> ReadResult:  # noqa: B008 (immutable)
    """The documents of a YAML text, and what stopped the reader, if anything did."""
    if text.startswith("\ufeff"):
        # libyaml skips a byte order mark without counting it, a line break it counts.
        text = "\n" + text[1:]
    if len(text) > caps.size:
        found = _oversized(text, caps)
        if found is not None:
            cut, place = found
            above = _compose(text[:cut], caps)
            return above if above.problem else above._replace(problem=too_large(place, caps))
    return _compose(text, caps)


def _compose(text: str, caps: Caps) -> ReadResult:
    documents: list[Document] = []
    try:
        problem = _events_to_trees(text, caps, documents)
    except MarkedYAMLError as error:
        from jobs_lint.read.complaints import explain  # most files can be read

        problem = explain(error, text, caps)
    except ReaderError as error:
        from jobs_lint.read.complaints import explain_character

        problem = explain_character(error, text)
        # libyaml reads ahead, and so refuses a character before it has given all documents that end above it.
        cut = text.rfind("\n---", 0, problem.span.start)
        if cut >= 0:
            above = _compose(text[: cut + 1], caps)
            return above if above.problem else above._replace(problem=problem)
    except UnicodeEncodeError as error:
        at = error.start
        problem = Problem("encoding", f"U+{ord(text[at]):04X} is half a character, and no text", Span(at, at + 1))
    return ReadResult(tuple(documents), problem)


def _events_to_trees(text: str, caps: Caps, documents: list[Document]) -> Problem | None:
    """Append each document of the text to `documents`; the problem that ends them early, if there is one."""
    get_event: Callable[[], Any] = CParser(text).get_event
    depth_cap = caps.depth
    properties = "&" in text or "!" in text
    large = len(text) > caps.size
    # The offset at which the size has to be looked at again.
    limit = len(text)

    top: list[Node] = []
    children = top
    append = children.append
    stack: list[tuple[Any, list[Node]]] = []
    push = stack.append
    pop = stack.pop
    depth = 0
    # The deepest level reached since the innermost open anchor, aliases written out.
    deepest = 0
    # All nodes below the collections that have ended, aliases written out.
    count = 0
    added = 0
    anchors: dict[str, _Anchored] = {}
    document_start = document_open = 0
    # Those of collections that haven't ended, by depth.
    open_anchors: dict[int, _Anchored] = {}
    node: Any

    while True:
        event = get_event()
        kind = event.__class__
        if kind is ScalarEvent:
            start = event.start_mark.index
            end = event.end_mark.index
            style = event.style
            tag = event.tag
            if properties and (tag is not None or event.anchor is not None):
                start = min(_skip_properties(text, start, tag, event.anchor), end)
            if style:
                if style in "|>":
                    end = _end_of_block(text, start, end)
            elif start == end and tag is None and event.anchor is None:
                start = end = _place_of_nothing(text, start, stack, children, document_open)
            node = Scalar(start, end, event.value, style, tag)
            append(node)
            if properties and event.anchor is not None:
                anchors[event.anchor] = named = _Anchored(depth, count, deepest)
                named.node = node
            if end > limit:
                start = _unit_start(stack, top, document_start)
                if end - start > caps.size:
                    return too_large(start, caps)
                limit = start + caps.size
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            start = event.start_mark.index
            depth += 1
            if depth > depth_cap:
                return too_deep(start, caps)
            if properties and (event.tag is not None or event.anchor is not None):
                start = _skip_properties(text, start, event.tag, event.anchor)
                if event.anchor is not None:
                    anchors[event.anchor] = open_anchors[depth] = _Anchored(depth, count, deepest)
                    deepest = depth
            if depth > deepest:
                deepest = depth
            inner: list[Node] = []
            if kind is MappingStartEvent:
                node = Mapping(start, start, [], event.flow_style)
            else:
                node = Sequence(start, start, inner, event.flow_style)
            append(node)
            push((node, children))
            children = inner
            append = children.append
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            node, outer = pop()
            count += len(children)
            if kind is MappingEndEvent:
                pairs = iter(children)
                node.pairs = list(map(_pair, zip(pairs, pairs)))  # noqa: B905 (libyaml gives pairs)
            # A block ends with its last child, and so does the pair of `[a: b]`, whose end has no bracket.
            if node.flow and (not children or event.end_mark.index > event.start_mark.index):
                end = event.end_mark.index
            else:
                end = children[-1].end
            node.end = end
            if open_anchors and depth in open_anchors:
                named = open_anchors.pop(depth)
                named.node = node
                named.nodes = count - named.before + 1
                named.height = deepest - named.level + 1
                deepest = max(deepest, named.outer)
            depth -= 1
            children = outer
            append = children.append
            if end > limit:
                start = _unit_start(stack, top, document_start)
                if end - start > caps.size:
                    return too_large(start, caps)
                limit = start + caps.size
        elif kind is AliasEvent:
            start = event.start_mark.index
            end = event.end_mark.index
            found = anchors.get(event.anchor)
            if found is None:
                return Problem(
                    "syntax",
                    f"`*{event.anchor}` is an alias, but no `&{event.anchor}` stands above it in this document;"
                    " if it is text, put it in quotes",
                    Span(start, end),
                )
            if found.node is None:
                return Problem(
                    "aliases",
                    f"`*{event.anchor}` stands inside the very node that it names, without end",
                    Span(start, end),
                )
            if depth + found.height > depth_cap:
                return too_deep(start, caps)
            deepest = max(deepest, depth + found.height)
            count += found.nodes - 1
            added += found.nodes
            if added > caps.expanded:
                return Problem(
                    "aliases",
                    f"the aliases up to here stand for more than {caps.expanded:,} nodes, the most that is read",
                    Span(start, end),
                )
            append(_alias(found.node, start, end))
        elif kind is DocumentStartEvent:
            document_start = event.start_mark.index
            document_open = event.end_mark.index
            limit = document_start + caps.size if large else limit
            top = children = []
            append = children.append
            anchors.clear()
            count = deepest = 0
        elif kind is DocumentEndEvent:
            documents.append(Document(top[0], count + 1, bool(anchors)))
        elif kind is StreamEndEvent:
            return None


def _skip_properties(text: str, start: int, tag: str | None, anchor: str | None) -> int:
    """The offset behind a node's own anchor and tag, in either order (a key's may follow its mapping's)."""
    while True:
        if tag is not None and (found := compiled(_TAG).match(text, start)):
            tag = None
        elif anchor is not None and (found := compiled(_ANCHOR).match(text, start)):
            anchor = None
        else:
            return start
        start = found.end()


def _end_of_block(text: str, start: int, end: int) -> int:
    """The end of a block scalar's last line that isn't blank, without its line break."""
    end = start + len(text[start:end].rstrip(_BLANK))
    found = compiled(_BREAK).search(text, end)
    return found.start() if found else len(text)


def _place_of_nothing(
    text: str, start: int, stack: list[tuple[Any, list[Node]]], children: list[Node], opened: int
) -> int:
    """The place of a value that isn't there: behind its colon or dash, behind a key that has no colon."""
    if not stack:
        return opened
    if isinstance(stack[-1][0], Mapping) and len(children) % 2:
        behind_key = children[-1].end
        colon = compiled(_COLON).match(text, behind_key)
        return colon.end() if colon and colon.end() <= start else behind_key
    return start


def _alias(node: Node, start: int, end: int) -> Node:
    """A node at an alias's place with the content of the node that it names, shared where it is a list."""
    anchor = Span(node.start, node.end)
    if isinstance(node, Scalar):
        return Scalar(start, end, node.text, node.style, node.tag, anchor)
    if isinstance(node, Mapping):
        return Mapping(start, end, node.pairs, node.flow, anchor)
    assert isinstance(node, Sequence)  # noqa: S101 (there is no fourth kind)
    return Sequence(start, end, node.items, node.flow, anchor)


def _unit_start(stack: list[tuple[Any, list[Node]]], top: list[Node], document_start: int) -> int:
    """Where the part that the size cap is for begins: the element of a top-level array, else the document."""
    root = top[0] if top else None
    if stack and isinstance(root, Sequence) and root.items:
        return root.items[-1].start
    return document_start


def _oversized(text: str, caps: Caps) -> tuple[int, int] | None:
    """The start of the first document that is over the size cap and no array, told without parsing any, and the start
    of what is in it."""
    starts = [0, *(found.start() for found in compiled(_MARKER).finditer(text)), len(text)]
    for start, end in pairwise(starts):
        if end - start > caps.size:
            cut = start + (text[start : start + 1] == "\n")
            found = compiled(_SIGNIFICANT).match(text, cut)
            place = found.end() if found else cut
            if place < end and text[place] not in "[-":
                return cut, place
    return None
