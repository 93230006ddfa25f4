"""Crossplane's `V2Job` of Upbound's provider for Cloud Run: Terraform's resource under `spec.forProvider`.

Keys are in camelCase. A block of Terraform's is a list in `v1beta1` and a mapping in `v1beta2`; a mapping in a list's
stead counts as its only item.
Source: https://marketplace.upbound.io/providers/upbound/provider-gcp-cloudrun
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.dialects._carriers import manifests
from jobs_lint.dialects._terraform import resource
from jobs_lint.dialects.base import Dialect
from jobs_lint.model.cloud_run import CloudRunJob
from jobs_lint.model.grammar import typed
from jobs_lint.model.table import At, later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.model.table import Table
    from jobs_lint.read.tree import Mapping, Node

_GROUPS = ("cloudrun.gcp.upbound.io", "cloudrun.gcp.m.upbound.io")
_JOB = "spec forProvider"


def _table() -> Table:
    return resource(_JOB, " 0").changed(name=At("metadata name", typed))


def _find(root: Node) -> Iterator[Mapping]:
    for group in _GROUPS:
        yield from manifests(root, group, "V2Job")


DIALECT = Dialect(
    name="crossplane",
    model=CloudRunJob,
    kinds=frozenset({"yaml", "json"}),
    tells=tuple((b"upbound.io", group.encode(), b"V2Job") for group in _GROUPS),
    find=_find,
    table=later(_table),
)
