"""What job definitions are carried in: arrays, list responses and exports. Shared by the dialects; none of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.read.tree import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

CLOUD_RUN_ASSET = "run.googleapis.com/Job"
BATCH_ASSET = "batch.googleapis.com/Job"

_LISTS = ("jobs", "assets")
"""The keys of list responses: those of both services, and that of the asset inventory."""


def text_of(node: Mapping, *keys: str) -> str:
    """The text of the first of some keys that a mapping has; empty where it is no scalar."""
    for key in keys:
        value = node.get(key)
        if value is not None:
            return value.text if isinstance(value, Scalar) else ""
    return ""


def is_kind(node: Mapping, group: str, kind: str) -> bool:
    """Whether a mapping is an object of a kind in an API group of Kubernetes, in any version."""
    return text_of(node, "kind") == kind and text_of(node, "apiVersion").startswith(f"{group}/")


def asset_tells(asset_type: str) -> tuple[tuple[bytes, ...], ...]:
    """The tell-tales of an asset inventory's export: REST and gcloud write `assetType`, a bucket's has `asset_type`."""
    return tuple((asset_type.encode(), key) for key in (b"assetType", b"asset_type"))


def carried(root: Node) -> Iterator[tuple[Mapping, str]]:
    """All that may be a job in a document, and, for what an asset inventory exported, the type that it says it has.

    That is the document itself, the items of an array, of a list response or of a `kind: List`, each of which may be
    an asset. These are never nested, so neither is the search.
    """
    for node in _items(root):
        if not isinstance(node, Mapping):
            continue
        asset_type = text_of(node, "assetType", "asset_type")
        if asset_type:
            resource = node.get("resource")
            data = resource.get("data") if isinstance(resource, Mapping) else None
            if isinstance(data, Mapping):
                yield data, asset_type
        else:
            yield node, ""


def manifests(root: Node, group: str, kind: str) -> Iterator[Mapping]:
    """The objects of a kind in an API group of Kubernetes that a document holds."""
    return (node for node, _ in carried(root) if is_kind(node, group, kind))


def _items(root: Node) -> list[Node]:
    if isinstance(root, Sequence):
        return root.items
    if isinstance(root, Mapping):
        keys = ("items", *_LISTS) if text_of(root, "kind").endswith("List") else _LISTS
        for key in keys:
            found = root.get(key)
            if isinstance(found, Sequence):
                return found.items
    return [root]
