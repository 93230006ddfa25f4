"""Pulumi YAML: resources of the type `gcp:cloudrunv2:Job`, which are Terraform's in camelCase with lists in the plural,
and those of the native provider, which are the messages of the APIs. Pulumi makes a text of a number where one belongs.

Source: https://www.pulumi.com/registry/packages/gcp/api-docs/cloudrunv2/job/
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from jobs_lint.dialects import batch, cloud_run_v2
from jobs_lint.dialects._carriers import text_of
from jobs_lint.dialects._terraform import ADDRESS
from jobs_lint.dialects.base import Dialect
from jobs_lint.model.batch import BatchJob
from jobs_lint.model.cloud_run import CloudRunJob
from jobs_lint.model.grammar import (
    boolean,
    converted,
    converted_boolean,
    count_quantity,
    cpu,
    entry,
    lone_text,
    memory,
    quoted,
    string,
    typed,
)
from jobs_lint.model.table import At, Each, Table, later, scalars
from jobs_lint.read.tree import Mapping, Pair, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.model.grammar import Grammar
    from jobs_lint.model.job import Job
    from jobs_lint.read.tree import Node

_JOB = "properties"
_CONVERTED: dict[Grammar, Grammar] = dict.fromkeys((typed, quoted, entry), string)
_CONVERTED[boolean] = converted_boolean
_CONVERTED |= {each: converted(each) for each in (cpu, memory, count_quantity)}


def _run_table(env: str) -> Table:
    """The table of a Cloud Run job whose containers have their variables under a key."""
    several = env.endswith("s")  # which the lists of this provider's are
    container = cloud_run_v2.CONTAINER.changed(
        snake=False,
        env=Each(env, cloud_run_v2.ENV.changed(snake=False)),
        command_text=At("commands" if several else "command", lone_text, quiet=True),
        command=scalars("commands" if several else "command", string),
        depends_on=scalars("dependsOns" if several else "dependsOn", string),
    )
    table = cloud_run_v2.table(_JOB).changed(
        snake=False,
        address=ADDRESS,
        location=At(f"{_JOB} location", string),
        project=At(f"{_JOB} project", string),
        deletion_protection=At(f"{_JOB} deletionProtection", boolean),
        containers=Each(f"{_JOB} template template containers", container),
    )
    return table.respelled(_CONVERTED)


def _batch_table() -> Table:
    table = batch.table(_JOB).changed(
        snake=False,
        address=ADDRESS,
        location=At(f"{_JOB} location", string),
        region=At(f"{_JOB} location", string, quiet=True),
        project=At(f"{_JOB} project", string),
        containers=Each(f"{_JOB} taskGroups 0 taskSpec runnables", batch.RUNNABLE.changed(snake=False)),
    )
    return table.respelled(_CONVERTED)


def _find(root: Node, types: tuple[str, ...]) -> Iterator[Mapping]:
    resources = root.get("resources") if isinstance(root, Mapping) else None
    for pair in resources.entries.values() if isinstance(resources, Mapping) else ():
        if isinstance(pair.value, Mapping) and text_of(pair.value, "type") in types:
            yield _named(pair.value, pair.key)


def _named(node: Mapping, name: Node) -> Mapping:
    """A resource with its logical name in front: what it goes by where its own is made up by Pulumi, or not known."""
    place = node.pairs[0].key
    key = Scalar(place.start, place.end, ADDRESS.path, '"')
    address = Scalar(name.start, name.end, getattr(name, "text", ""), '"')
    return Mapping(node.start, node.end, [Pair(key, address), *node.pairs], node.flow, node.anchor)


def _dialect(model: type[Job], table: Table, *types: str) -> Dialect:
    return Dialect(
        name="pulumi",
        model=model,
        kinds=frozenset({"yaml", "json"}),
        tells=tuple((kind.partition("/")[0].removesuffix(":Job").encode(), kind.encode()) for kind in types),
        find=partial(_find, types=types),
        table=table,
    )


DIALECTS = (
    _dialect(CloudRunJob, later(partial(_run_table, "envs")), "gcp:cloudrunv2:Job", "gcp:cloudrunv2/job:Job"),
    _dialect(CloudRunJob, later(partial(_run_table, "env")), "google-native:run/v2:Job"),
    _dialect(BatchJob, later(_batch_table), "google-native:batch/v1:Job"),
)
