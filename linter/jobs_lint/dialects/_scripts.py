"""Scripts and command lines inside YAML and JSON: build steps, workflows, task runners, containers.

They are known by the keys that such files have for them, never by what a text looks like: prose may quote a command.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from jobs_lint.dialects._carriers import text_of
from jobs_lint.dialects._gcloud_line import base_name, inside_of, names, program_at
from jobs_lint.dialects.base import Inside
from jobs_lint.dialects.gcloud import TELLS
from jobs_lint.pattern import compiled
from jobs_lint.read.embedded import Embedded, EmbeddedScalar, Piece
from jobs_lint.read.scalar_text import embedded
from jobs_lint.read.shell import Command
from jobs_lint.read.tree import Mapping, Opaque, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.read.tree import Node

_LINES = names(
    "run script scripts command commands cmd cmds shell exec bash sh before_script after_script inline_script "
    "inlineScript"
)
"""Keys of a script; of a list, each item is one, and so is each value of a mapping below `scripts`."""

_WORDS = ("entrypoint", "command", "args")
"""Keys of the parts of one command line, in the order in which they make it up, where one of them is a list."""

_SHELLS = frozenset({"sh", "bash", "dash", "zsh", "ash", "ksh"})
_RUNS_TEXT = r"-[a-z]{0,9}c[a-z]{0,9}"
_OTHER_LANGUAGES = ("python", "node", "perl", "ruby")
_GCLOUD_IMAGE = r"(?:.*/)?gcloud(?:[:@].*)?"
_TWO_DOLLARS = r"\$\$"


def scripts(root: Node, source: str) -> Iterator[Inside]:
    """The scripts and command lines in a tree that may hold a job."""
    stack: list[Node] = [root]
    seen: set[int] = set()
    while stack:
        node = stack.pop()
        if id(node) in seen:  # what aliases share
            continue
        seen.add(id(node))
        if isinstance(node, Sequence):
            stack.extend(reversed(node.items))
        elif isinstance(node, Mapping):
            for found in _of_mapping(node, source):
                place = found.found.start if not isinstance(found.found, Embedded) else found.found.pieces[0].start
                if -1 - place not in seen:  # no id is negative: the same script by two ways
                    seen.add(-1 - place)
                    yield found
            stack.extend(pair.value for pair in reversed(node.pairs))


def of_words(words: list[Node], doubled: bool = False) -> Iterator[Inside]:
    """What one command line runs: gcloud, or a text by a shell. Where `doubled`, two dollars are one."""
    if not words:
        return
    if base_name(words[0]) in _SHELLS:
        for word, text in pairwise(words[1:]):
            if isinstance(word, Scalar) and compiled(_RUNS_TEXT).fullmatch(word.text):
                yield from _script(_undoubled(inside_of(text)) if doubled else inside_of(text))
                return
    elif program_at(words) >= 0 and any(isinstance(word, Scalar) and word.text == "jobs" for word in words):
        yield Inside("argv", Command(words[0].start, words[-1].end, words))


def _script(text: Embedded) -> Iterator[Inside]:
    written = text.text
    calls = "gcloud" in written and "jobs" in written
    if not calls and not ("<<" in written and any(tell in written for tell in TELLS)):
        return
    first = written.partition("\n")[0]
    if first.startswith("#!") and "sh" not in first:
        return
    yield Inside("shell", text)


def _of_mapping(node: Mapping, source: str) -> Iterator[Inside]:
    parts = [part for part in (node.get(key) for key in _WORDS) if part is not None]
    is_line = any(isinstance(part, Sequence) for part in parts) and _is_one_line(node)
    if is_line:
        yield from _command_line(node, parts, source)
    if node.get("run") is not None and text_of(node, "shell").startswith(_OTHER_LANGUAGES):
        return
    for key, pair in node.entries.items():
        value = pair.value
        last = key.rpartition(".")[2]  # `ansible.builtin.shell`
        if last == "argv" and isinstance(value, Sequence):
            yield from of_words(_words(value.items, source))
        elif last in _LINES and not (is_line and last in _WORDS):
            for scalar in _scalars(value, last):
                yield from _script(embedded(scalar, source))


def _is_one_line(node: Mapping) -> bool:
    """Whether the lists of a mapping are words of one command, not a command each: `command` may be either."""
    listed = node.get("command")
    if node.get("args") is not None or node.get("entrypoint") is not None or not isinstance(listed, Sequence):
        return True
    return all(isinstance(item, Scalar) for item in listed.items) and (
        bool(listed.items) and base_name(listed.items[0]) in _SHELLS | {"gcloud"}
    )


def _command_line(node: Mapping, parts: list[Node], source: str) -> Iterator[Inside]:
    """A command whose words stand in lists: a step of Cloud Build, a container, a task of an editor."""
    found: list[Node] = []
    for part in parts:
        found += part.items if isinstance(part, Sequence) else [part]
    is_build = node.get("name") is not None and node.get("image") is None
    calls_gcloud = is_build and compiled(_GCLOUD_IMAGE).fullmatch(text_of(node, "name")) is not None
    if found and calls_gcloud and node.get("entrypoint") is None:
        found = [Scalar(found[0].start, found[0].start, "gcloud"), *found]
    yield from of_words(_words(found, source), is_build)


def _words(nodes: list[Node], source: str) -> list[Node]:
    """The words of a command, each with its places. What isn't a text is a word that isn't known."""
    return [_word(node, source) for node in nodes]


def _word(node: Node, source: str) -> Node:
    if isinstance(node, Scalar):
        text = embedded(node, source)
        return EmbeddedScalar(*text.span(0, len(text.text)), text.text, text)
    return Opaque(node.start, node.end, "")


def _scalars(value: Node, key: str) -> Iterator[Scalar]:
    """The texts of a key: one, a list of some (GitLab's may hold lists), or a mapping's that names each."""
    if isinstance(value, Scalar):
        yield value
    elif isinstance(value, Sequence):
        for item in value.items:
            if isinstance(item, Scalar):
                yield item
            elif isinstance(item, Sequence):
                yield from (inner for inner in item.items if isinstance(inner, Scalar))
    elif isinstance(value, Mapping) and key == "scripts":
        yield from (pair.value for pair in value.pairs if isinstance(pair.value, Scalar))


def _undoubled(text: Embedded) -> Embedded:
    """A text in which each `$$`, as Cloud Build has it, is a dollar."""
    if "$$" not in text.text:
        return text
    texts: list[str] = []
    pieces: list[Piece] = []
    at = length = 0

    def take(end: int) -> None:
        nonlocal length
        if end > at:
            pieces.extend(piece._replace(at=piece.at + length) for piece in text.within(at, end).pieces)
            texts.append(text.text[at:end])
            length += end - at

    for found in compiled(_TWO_DOLLARS).finditer(text.text):
        take(found.start())
        at = found.end()
        pieces.append(Piece(length, *text.span(found.start(), at)))
        texts.append("$")
        length += 1
    take(len(text.text))
    return Embedded("".join(texts), tuple(pieces))
