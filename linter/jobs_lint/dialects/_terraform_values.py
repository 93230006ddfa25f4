"""The resources in the JSON of a Terraform plan or state, with all that isn't known of them marked as such.

Source: https://developer.hashicorp.com/terraform/internals/json-format
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.dialects._carriers import text_of
from jobs_lint.read.tree import Mapping, Node, Opaque, Pair, Scalar, Sequence
from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Resource(NamedTuple):
    """A resource of a plan or a state: its node, what tells it from all others, and its attributes."""

    node: Mapping
    address: Scalar
    values: Mapping


def resources(root: Node, *types: str) -> Iterator[Resource]:
    """The resources of some types that there will be, or are, in all modules. What is only read, or is left over from
    a replacement, isn't the configuration's."""
    if not isinstance(root, Mapping) or root.get("terraform_version") is None:
        return
    planned = root.get("planned_values")
    values = root.get("values") if planned is None else planned
    changes = _changes(root, types)
    modules = [values.get("root_module")] if isinstance(values, Mapping) else []
    while modules:
        module = modules.pop()
        if not isinstance(module, Mapping):
            continue
        for node in _items(module.get("resources")):
            address = node.get("address")
            attributes = node.get("values")
            if (
                text_of(node, "type") in types
                and text_of(node, "mode") != "data"
                and node.get("deposed_key") is None
                and isinstance(address, Scalar)
                and isinstance(attributes, Mapping)
            ):
                change = changes.get(address.text)
                unknown = [change.get("after_unknown"), change.get("after_sensitive")] if change else []
                yield Resource(node, address, without(attributes, [*unknown, node.get("sensitive_values")]))
        modules += reversed(_items(module.get("child_modules")))


def _items(node: Node | None) -> list[Mapping]:
    """The mappings in a list."""
    return [each for each in node.items if isinstance(each, Mapping)] if isinstance(node, Sequence) else []


def _changes(root: Mapping, types: tuple[str, ...]) -> dict[str, Mapping]:
    """What a plan says of the changes to resources of some types, by their addresses."""
    changes: dict[str, Mapping] = {}
    for node in _items(root.get("resource_changes")):
        change = node.get("change")
        if text_of(node, "type") in types and node.get("deposed") is None and isinstance(change, Mapping):
            changes.setdefault(text_of(node, "address"), change)
    return changes


def without(values: Mapping, marks: list[Node | None]) -> Mapping:
    """A copy of a tree in which all that one of some trees of the same shape marks with `true` is opaque.

    Terraform leaves out what it can't know before it has applied a plan, and somebody may have left out what is secret;
    a value that is secret must not be told either.
    """
    copy = Mapping(values.start, values.end, [])
    stack: list[tuple[Node, Node, list[Node]]] = [(values, copy, [mark for mark in marks if mark is not None])]

    def masked(value: Node | None, marks: list[Node]) -> Node:
        marking = [mark for mark in marks if _says_something(mark)]
        if value is None or any(isinstance(mark, Scalar) for mark in marking):
            at = marking[0] if value is None else value
            return Opaque(at.start, at.end, "")
        if not marking or not isinstance(value, Mapping | Sequence):
            return value
        made = Mapping(value.start, value.end, []) if isinstance(value, Mapping) else _list_like(value)
        stack.append((value, made, marking))
        return made

    while stack:
        node, made, marks_here = stack.pop()
        if isinstance(node, Mapping) and isinstance(made, Mapping):
            mappings = [mark for mark in marks_here if isinstance(mark, Mapping)]
            for key, pair in node.entries.items():
                below = [mark.entries[key].value for mark in mappings if key in mark.entries]
                made.pairs.append(Pair(pair.key, masked(pair.value, below)))
            extra = {key: pair for mark in mappings for key, pair in mark.entries.items() if key not in node.entries}
            made.pairs += [
                Pair(pair.key, masked(None, [pair.value])) for pair in extra.values() if _says_something(pair.value)
            ]
        elif isinstance(node, Sequence) and isinstance(made, Sequence):
            lists = [mark.items for mark in marks_here if isinstance(mark, Sequence)]
            for index, item in enumerate(node.items):
                made.items.append(masked(item, [items[index] for items in lists if index < len(items)]))
    return copy


def _list_like(node: Sequence) -> Sequence:
    return Sequence(node.start, node.end, [])


def _says_something(mark: Node) -> bool:
    """Whether a mark may mark anything: it is `true`, or holds something."""
    if isinstance(mark, Scalar):
        return mark.text == "true"
    return bool(mark.pairs if isinstance(mark, Mapping) else mark.items if isinstance(mark, Sequence) else True)
