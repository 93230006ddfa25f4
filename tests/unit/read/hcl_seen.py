"""What the tests of HCL look at: a value in a small file, and a tree as plain Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobs_lint.read.caps import Caps
from jobs_lint.read.encoded import Encoded
from jobs_lint.read.hcl import read_hcl, read_hcl_json
from jobs_lint.read.tree import Document, Mapping, Node, Opaque, Scalar, Sequence

if TYPE_CHECKING:
    from jobs_lint.read.tree import ReadResult

UNKNOWN = "?"


def result_of(text: str, *beside: tuple[str, str], caps: Caps = Caps(), name: str = "main.tf") -> ReadResult:  # noqa: B008
    files = ((name, text), *beside)
    return (read_hcl_json if name.endswith(".json") else read_hcl)(text, caps, lambda: files)


def document_of(text: str, *beside: tuple[str, str], name: str = "main.tf") -> Document:
    result = result_of(text, *beside, name=name)
    assert result.problem is None
    (document,) = result.documents
    return document


def body_of(document: Document, number: int = 0) -> Node:
    assert isinstance(document.root, Sequence)
    block = document.root.items[number]
    assert isinstance(block, Mapping)
    body = block.get("@body")
    assert body is not None
    return body


def at(node: Node | None, *path: str | int) -> Node:
    for step in path:
        if isinstance(node, Encoded):
            node = node.value
        if isinstance(step, str):
            assert isinstance(node, Mapping)
            node = node.get(step)
        else:
            assert isinstance(node, Sequence)
            node = node.items[step]
    assert node is not None
    return node


def value_of(expression: str, *beside: tuple[str, str], above: str = "") -> Node:
    """The node of an expression, in a block of its own."""
    document = document_of(f"{above}\nx {{\n  v = {expression}\n}}\n", *beside)
    assert isinstance(document.root, Sequence)
    return at(body_of(document, len(document.root.items) - 1), "v")


def plain(node: Node) -> Any:
    """A tree as Python has it: a plain scalar as ("plain", text), what isn't known as `?`."""
    if isinstance(node, Encoded):
        return (node.kind, plain(node.value))
    if isinstance(node, Opaque):
        return UNKNOWN
    if isinstance(node, Mapping):
        return {plain_key(key): plain(value) for key, value in node.pairs}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.text if node.style else ("plain", node.text)


def plain_key(key: Node) -> str:
    assert isinstance(key, Scalar)
    return key.text


def written(text: str, node: Node) -> str:
    return text[node.start : node.end]
