"""What is odd about how a job is written: keys twice, spellings that are refused, what YAML 1.1 makes of a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobs_lint.finding import Related
from jobs_lint.model.part import Quirk
from jobs_lint.model.placeholder import has_mark
from jobs_lint.model.table import below, camel_case, path_of, shortened, snake_case, words_of
from jobs_lint.read import tree
from jobs_lint.read.tree import Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jobs_lint.model.setting import Setting
    from jobs_lint.model.table import Above, Table


def quirks_of(root: Node, odd: Iterable[Setting[Any]], table: Table) -> Iterator[Quirk]:
    """All quirks of a job: of its tree, of its settings that have a flaw or a surprise, and of its own keys."""
    if _has_odd_keys(root, table.snake):
        yield from _of_keys(root, table)
    for setting in odd:
        if setting.flaw:
            message = f"{_shown(setting)} is refused: {setting.flaw}"
            yield Quirk("refused-spelling", message, setting.span, setting.field, setting.text)
        else:
            reader = "Google's tools read" if table.by_gcloud else "many tools read"
            message = f"{setting.key}: {setting.surprise}, which {reader}; write the value that is meant, or quote it"
            yield Quirk("yaml-1-1", message, setting.span, setting.field, setting.text)
    if isinstance(root, tree.Mapping):
        for old, refused in table.refused_keys.items():
            pair = root.entries.get(old)
            if pair is not None:
                other = root.entries.get(refused.new)
                related = () if other is None else (Related(other.key.span, "the other spelling"),)
                message = refused.alone if other is None else refused.both
                yield Quirk(refused.kind, message, pair.key.span, old, old, related)


def _shown(setting: Setting[Any]) -> str:
    """A setting by its key and what is written, for a message."""
    text = shortened(setting.text)
    equals = "=" if setting.key.startswith("--") else ": "
    return f"`{setting.key}{equals}{text}`" if text else f"`{setting.key}`"


def _has_odd_keys(root: Node, snake: bool) -> bool:
    """Whether a key stands twice in one mapping, or in both cases. Nearly no job has one, and this is told quickly."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.anchor is not None:
            continue
        if isinstance(node, tree.Mapping):
            if node.duplicates():
                return True
            entries = node.entries
            if snake and "_" in "".join(entries) and _both(entries):
                return True
            stack += [pair[1] for pair in node.pairs if type(pair[1]) is not Scalar]
        elif isinstance(node, Sequence):
            stack += [item for item in node.items if type(item) is not Scalar]
    return False


def _both(entries: dict[str, tree.Pair]) -> bool:
    return any("_" in key and camel_case(key) in entries for key in entries)


def _of_keys(root: Node, table: Table) -> Iterator[Quirk]:
    """Keys that stand twice in one mapping, or in both cases. What an alias repeats is told at its anchor."""
    stack: list[tuple[Node, Above]] = [(root, None)]
    snake = table.snake
    while stack:
        node, above = stack.pop()
        if node.anchor is not None:
            continue
        if isinstance(node, Sequence):
            stack += [(item, (above, index)) for index, item in enumerate(node.items) if not isinstance(item, Scalar)]
        elif isinstance(node, tree.Mapping):
            for first, again in node.duplicates():
                key = again.key.text if isinstance(again.key, Scalar) else ""
                if has_mark(key):  # two marks that look the same may become two keys
                    continue
                gcloud = table.by_gcloud
                why = "gcloud takes the first and drops this one" if gcloud else "which one counts is up to the reader"
                message = f'the key "{key}" stands twice: {why}; delete one of them'
                related = (Related(first.key.span, "the first one" + ", which counts" * gcloud),)
                field = below(path_of(words_of(above)), key)
                yield Quirk("duplicate-key", message, again.key.span, field, key, related)
            if snake and not (above is not None and above[1] in table.maps):
                yield from _both_cases(node, above, table)
            for key_node, value in node.pairs:
                if isinstance(key_node, Scalar) and not isinstance(value, Scalar):
                    stack.append((value, (above, key_node.text)))


def _both_cases(node: tree.Mapping, above: Above, table: Table) -> Iterator[Quirk]:
    """Fields of a mapping that stand there in snake_case and in camelCase. A refused key is told of as such.

    Below a key of the job that the table doesn't know, nothing is: that may be a place for anchors, and a map of one's
    own keys.
    """
    entries = node.entries
    for key, pair in entries.items():
        if "_" not in key:
            continue
        name = camel_case(key)
        other = entries.get(name)
        if other is None or snake_case(name) != key or (above is None and key in table.refused_keys):
            continue
        own = {known for step in table.steps if step.parent < 0 for known in step.keys}
        if above is not None and words_of(above)[0] not in own:
            continue
        message = (
            f'"{key}" and "{name}" are one field, and both are sent: which one counts is not defined; '
            "delete one of them"
        )
        related = (Related(other.key.span, "the other spelling"),)
        yield Quirk("both-cases", message, pair.key.span, below(path_of(words_of(above)), key), key, related)
