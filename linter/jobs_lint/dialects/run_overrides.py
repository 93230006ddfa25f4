"""The body of a request that runs a Cloud Run job, `{"overrides": ...}`: what it overrides for one execution.

All that it doesn't name stays as the job has it, which nobody here knows.
Source: https://docs.cloud.google.com/run/docs/reference/rest/v2/projects.locations.jobs/run
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from jobs_lint.dialects.base import Dialect
from jobs_lint.model.cloud_run import CloudRunJob
from jobs_lint.model.grammar import duration, integer, lone_text, seconds, string, typed
from jobs_lint.model.table import At, Each, Table, scalars
from jobs_lint.read.tree import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.read.tree import Node

_ENV = Table(partial=True, name=At("name", typed), value=At("value", typed))
_KEYS = Table(name=At("@key", string))
_CONTAINER = Table(
    partial=True,
    name=At("name", typed),
    args_text=At("args", lone_text, quiet=True),
    args=scalars("args", typed),
    overridden=Each("@item", _KEYS, keyed=True),
    env=Each("env", _ENV),
)
_TIMEOUT, _TIMEOUT_V1 = "timeout", "timeoutSeconds"
_FIELDS = frozenset({"taskCount", "containerOverrides", _TIMEOUT, _TIMEOUT_V1})
_BESIDE = frozenset({"overrides", "name", "etag", "validateOnly"})


def table(prefix: str = "", is_v1: bool = False) -> Table:
    """The fields of the message below a path."""
    overrides = f"{prefix} overrides"
    timeout = At(f"{overrides} {_TIMEOUT_V1}", seconds) if is_v1 else At(f"{overrides} {_TIMEOUT}", duration)
    return Table(
        partial=True,
        task_count=At(f"{overrides} taskCount", integer),
        timeout=timeout,
        overridden=Each(overrides, _KEYS, keyed=True),
        containers=Each(f"{overrides} containerOverrides", _CONTAINER),
    )


def is_overriding(node: Mapping) -> bool:
    """Whether a mapping is such a body: `overrides` is a name that others have too, for other things."""
    overrides = node.get("overrides")
    return (
        isinstance(overrides, Mapping)
        and bool(overrides.pairs)
        and _BESIDE.issuperset(node.entries)
        and _FIELDS.issuperset(overrides.entries)
    )


def is_body(node: Mapping, is_v1: bool) -> bool:
    """Whether a mapping is such a body of the one version or the other, which its timeout tells."""
    overrides = node.get("overrides")
    has_v1 = isinstance(overrides, Mapping) and overrides.get(_TIMEOUT_V1) is not None
    return has_v1 == is_v1 and is_overriding(node)


def _find(root: Node, is_v1: bool) -> Iterator[Mapping]:
    if isinstance(root, Mapping) and is_body(root, is_v1):
        yield root


def _dialect(name: str, is_v1: bool) -> Dialect:
    return Dialect(
        name=name,
        model=CloudRunJob,
        kinds=frozenset({"json", "yaml"}),
        tells=(),
        find=partial(_find, is_v1=is_v1),
        table=table(is_v1=is_v1),
        hints=((b"overrides", 1),),
    )


DIALECTS = (_dialect("cloud-run-v2", is_v1=False), _dialect("cloud-run-v1", is_v1=True))
