"""What Terraform's configurations and plans share: the fields of a job's resource, and how a resource becomes a job.

Terraform makes a text of a number or a boolean, and a number of a text, where the field is of that type.
Source: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/cloud_run_v2_job
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.model.grammar import (
    Parsed,
    converted,
    count_quantity,
    cpu,
    duration,
    integer,
    memory,
    string,
)
from jobs_lint.model.setting import UNKNOWN
from jobs_lint.model.table import At, Each, Table
from jobs_lint.read.tree import Mapping, Pair, Scalar

if TYPE_CHECKING:
    from jobs_lint.read.tree import Node
    from jobs_lint.span import Span

RESOURCE = "google_cloud_run_v2_job"
SCHEDULER = "google_cloud_scheduler_job"
WORKFLOW = "google_workflows_workflow"

_ADDRESS = "@address"
_CPU = converted(cpu)
_MEMORY = converted(memory)
_COUNT = converted(count_quantity)
_LABEL = Table(name=At("@key", string), value=At("@value", string))
_MOUNT = Table(name=At("name", string), mount_path=At("mount_path", string))


def whole_number(node: Node) -> Parsed:
    """A whole number, which Terraform takes in any spelling: `3`, `3.0`, `"3"`, `1e3`."""
    read = integer(node)
    return Parsed(read.value) if isinstance(read.value, int) else read


def _as_written(node: Node) -> Parsed:
    """A text that is one, whatever marks are in it."""
    return Parsed(node.text if isinstance(node, Scalar) else UNKNOWN)


ADDRESS = At(_ADDRESS, _as_written)


def table(listed: bool = False) -> Table:
    """The fields of a job. With `listed`, each block is a list, as plans and JSON have it; else one block is itself."""
    one = " 0" if listed else ""
    execution = f"template{one}"
    task = f"{execution} template{one}"
    interface = f"{task} vpc_access{one} network_interfaces 0"
    secret = f"value_source{one} secret_key_ref{one}"
    env = Table(
        name=At("name", string),
        value=At("value", string),
        secret=At(f"{secret} secret", string),
        secret_version=At(f"{secret} version", string),
    )
    limits = f"resources{one} limits"
    container = Table(
        name=At("name", string),
        image=At("image", string),
        cpu=At(f"{limits} cpu", _CPU),
        memory=At(f"{limits} memory", _MEMORY),
        gpu_count=At(f"{limits} nvidia.com/gpu", _COUNT),
        env=Each("env", env),
        mounts=Each("volume_mounts", _MOUNT),
    )
    volume = Table(
        name=At("name", string),
        bucket=At(f"gcs{one} bucket", string),
        nfs_server=At(f"nfs{one} server", string),
        nfs_path=At(f"nfs{one} path", string),
        secret=At(f"secret{one} secret", string),
        medium=At(f"empty_dir{one} medium", string),
        size_limit=At(f"empty_dir{one} size_limit", _MEMORY),
    )
    return Table(
        maps=frozenset({"labels", "annotations", "limits"}),
        address=ADDRESS,
        name=At("name", string),
        location=At("location", string),
        labels=Each("labels", _LABEL, keyed=True),
        annotations=Each("annotations", _LABEL, keyed=True),
        execution_labels=Each(f"{execution} labels", _LABEL, keyed=True),
        execution_annotations=Each(f"{execution} annotations", _LABEL, keyed=True),
        launch_stage=At("launch_stage", string),
        task_count=At(f"{execution} task_count", whole_number),
        parallelism=At(f"{execution} parallelism", whole_number),
        max_retries=At(f"{task} max_retries", whole_number),
        timeout=At(f"{task} timeout", duration),
        service_account=At(f"{task} service_account", string),
        gpu_type=At(f"{task} node_selector{one} accelerator", string),
        network=At(f"{interface} network", string),
        subnetwork=At(f"{interface} subnetwork", string),
        containers=Each(f"{task} containers", container),
        volumes=Each(f"{task} volumes", volume),
    )


def addressed(bounds: Node, place: Span, address: Scalar, pairs: list[Pair]) -> Mapping:
    """The attributes of a resource as a tree of their own, with its address in front, and `place` to point at."""
    key = Scalar(place.start, place.end, _ADDRESS, '"')
    return Mapping(bounds.start, bounds.end, [Pair(key, address), *pairs])
