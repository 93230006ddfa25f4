"""What Terraform's configurations and plans share: the fields of a job's resource, and how a resource becomes a job.

Terraform makes a text of a number or a boolean, and a number of a text, where the field is of that type.
Source: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/cloud_run_v2_job
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.dialects import cloud_run_v2
from jobs_lint.model.grammar import (
    SECOND,
    Parsed,
    boolean,
    converted,
    converted_boolean,
    count_quantity,
    cpu,
    integer,
    memory,
    seconds,
    string,
    typed,
)
from jobs_lint.model.setting import UNKNOWN
from jobs_lint.model.table import At, Each, Table, snake_case
from jobs_lint.read.tree import Mapping, Pair, Scalar

if TYPE_CHECKING:
    from jobs_lint.model.grammar import Grammar
    from jobs_lint.read.tree import Node
    from jobs_lint.span import Span

RESOURCE = "google_cloud_run_v2_job"
SCHEDULER = "google_cloud_scheduler_job"
WORKFLOW = "google_workflows_workflow"

_ADDRESS = "@address"


def resource(prefix: str = "", one: str = "") -> Table:
    """The fields of a job's resource in camelCase, which are those of the API's message but for some.

    `one` is what stands behind the key of a block: a place, where blocks are in lists.
    """
    task = f"{prefix} template{one} template{one}"
    container = cloud_run_v2.container(one, snake=False)
    volume = cloud_run_v2.volume(one, snake=False)
    return (
        cloud_run_v2.table(prefix, one)
        .without("delay_execution")
        .changed(
            snake=False,
            location=At(f"{prefix} location", typed),
            project=At(f"{prefix} project", typed),
            deletion_protection=At(f"{prefix} deletionProtection", boolean),
            containers=Each(
                f"{task} containers",
                container.without("cpu_idle", "startup_cpu_boost", "liveness_probe", "readiness_probe"),
            ),
            volumes=Each(f"{task} volumes", volume.without("has_filestore")),
        )
    )


def whole_number(node: Node) -> Parsed:
    """A whole number, which Terraform takes in any spelling: `3`, `3.0`, `"3"`, `1e3`."""
    read = integer(node)
    return Parsed(read.value) if isinstance(read.value, int) else read


def _seconds(node: Node) -> Parsed:
    """A whole number of seconds; nanoseconds."""
    read = whole_number(node)
    return Parsed(read.value * SECOND) if isinstance(read.value, int) else read


_CONVERTED: dict[Grammar, Grammar] = {
    typed: string,
    integer: whole_number,
    seconds: _seconds,
    boolean: converted_boolean,
    **{each: converted(each) for each in (cpu, memory, count_quantity)},
}


def _as_written(node: Node) -> Parsed:
    """A text that is one, whatever marks are in it."""
    return Parsed(node.text if isinstance(node, Scalar) else UNKNOWN)


ADDRESS = At(_ADDRESS, _as_written)


def table(listed: bool = False) -> Table:
    """The fields of a job. With `listed`, each block is a list, as plans and JSON have it; else one block is itself."""
    return resource(one=" 0" if listed else "").respelled(_CONVERTED).renamed(snake_case).changed(address=ADDRESS)


def addressed(bounds: Node, place: Span, address: Scalar, pairs: list[Pair]) -> Mapping:
    """The attributes of a resource as a tree of their own, with its address in front, and `place` to point at."""
    key = Scalar(place.start, place.end, _ADDRESS, '"')
    return Mapping(bounds.start, bounds.end, [Pair(key, address), *pairs])
