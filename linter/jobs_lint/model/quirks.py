"""What is odd about how a job is written: keys twice, spellings that are refused, what YAML 1.1 makes of a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobs_lint.finding import Related
from jobs_lint.model.part import Quirk
from jobs_lint.model.table import below
from jobs_lint.read import tree
from jobs_lint.read.tree import Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jobs_lint.model.setting import Setting

    _Above = tuple["_Above", str | int] | None

_LONGEST = 60


def quirks_of(root: Node, odd: Iterable[Setting[Any]], refused_keys: Mapping[str, str]) -> Iterator[Quirk]:
    """All quirks of a job: of its tree, of its settings that have a flaw or a surprise, and of its own keys."""
    yield from _duplicates(root)
    for setting in odd:
        if setting.flaw:
            message = f"{_shown(setting)} is refused: {setting.flaw}"
            yield Quirk("refused-spelling", message, setting.span, setting.field, setting.text)
        else:
            why = f"{setting.surprise}, which Google's tools read"
            message = f"{setting.key}: {why}; write the value that is meant, or quote it"
            yield Quirk("yaml-1-1", message, setting.span, setting.field, setting.text)
    if isinstance(root, tree.Mapping):
        for old, new in refused_keys.items():
            pair = root.entries.get(old)
            if pair is not None:
                message = f'gcloud does not read "{old}" here and adds an empty "{new}" beside it; write "{new}"'
                yield Quirk("refused-key", message, pair.key.span, old, old)


def _shown(setting: Setting[Any]) -> str:
    """A setting by its key and what is written, for a message."""
    text = setting.text if len(setting.text) <= _LONGEST else setting.text[: _LONGEST - 1] + "…"
    return f"`{setting.key}: {text}`" if text else f"`{setting.key}`"


def _duplicates(root: Node) -> Iterator[Quirk]:
    """Keys that stand twice in one mapping. What an alias repeats is told at its anchor."""
    stack: list[tuple[Node, _Above]] = [(root, None)]
    while stack:
        node, above = stack.pop()
        if node.anchor is not None:
            continue
        if isinstance(node, Sequence):
            stack += [(item, (above, index)) for index, item in enumerate(node.items) if not isinstance(item, Scalar)]
        elif isinstance(node, tree.Mapping):
            for first, again in node.duplicates():
                key = again.key.text if isinstance(again.key, Scalar) else ""
                message = f'the key "{key}" stands twice: gcloud takes the first and drops this one; delete one of them'
                related = (Related(first.key.span, "the first one, which counts"),)
                field = below(_path(above), key)
                yield Quirk("duplicate-key", message, again.key.span, field, key, related)
            for key_node, value in node.pairs:
                if isinstance(key_node, Scalar) and not isinstance(value, Scalar):
                    stack.append((value, (above, key_node.text)))


def _path(above: _Above) -> str:
    """The path of a node from what is above it. Made for the few that need it: most jobs have no key twice."""
    path = ""
    words: list[str | int] = []
    while above is not None:
        above, word = above
        words.append(word)
    for word in reversed(words):
        path = below(path, word)
    return path
