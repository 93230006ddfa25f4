"""The Batch Job of `gcloud batch jobs submit --config` and of the REST API, in camelCase or snake_case.

Source: https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.dialects.base import Dialect
from jobs_lint.model.grammar import boolean, duration, entry, integer, mebibytes, quoted, string
from jobs_lint.model.job import BatchJob
from jobs_lint.model.table import At, Each, RefusedKey, Table
from jobs_lint.read.tree import Mapping, Node, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

_LABEL = Table(name=At("@key", string), value=At("@value", entry))
_VOLUME = Table(
    snake=True,
    mount_path=At("mountPath", quoted),
    bucket=At("gcs remotePath", quoted),
    nfs_server=At("nfs server", quoted),
    nfs_path=At("nfs remotePath", quoted),
    device_name=At("deviceName", quoted),
)
_RUNNABLE = Table(
    snake=True,
    name=At("displayName", quoted),
    image=At("container imageUri", quoted),
    entrypoint=At("container entrypoint", quoted),
    script=At("script text", quoted),
    timeout=At("timeout", duration),
    env=Each("environment variables", _LABEL, keyed=True),
)
_ACCELERATOR = Table(snake=True, type=At("type", quoted), count=At("count", integer))
_GROUP = "taskGroups 0"
_POLICY = "allocationPolicy instances 0"
_NETWORK = "allocationPolicy network networkInterfaces 0"
_TASK_GROUPS = RefusedKey(
    "taskGroups",
    alone='gcloud does not read "task_groups" here and adds an empty "taskGroups" beside it; write "taskGroups"',
    both='"task_groups" stands beside "taskGroups": both are sent, and which one counts is not defined; delete '
    '"task_groups"',
)
_TABLE = Table(
    snake=True,
    refused_keys={"task_groups": _TASK_GROUPS},
    maps=frozenset({"labels", "variables", "secretVariables", "secret_variables"}),
    name=At("name", quoted),
    labels=Each("labels", _LABEL, keyed=True),
    task_groups=Each("taskGroups", Table()),
    task_environments=Each(f"{_GROUP} taskEnvironments", Table()),
    task_count=At(f"{_GROUP} taskCount", integer),
    parallelism=At(f"{_GROUP} parallelism", integer),
    max_retries=At(f"{_GROUP} taskSpec maxRetryCount", integer),
    timeout=At(f"{_GROUP} taskSpec maxRunDuration", duration),
    cpu=At(f"{_GROUP} taskSpec computeResource cpuMilli", integer),
    memory=At(f"{_GROUP} taskSpec computeResource memoryMib", mebibytes),
    containers=Each(f"{_GROUP} taskSpec runnables", _RUNNABLE),
    volumes=Each(f"{_GROUP} taskSpec volumes", _VOLUME),
    env=Each(f"{_GROUP} taskSpec environment variables", _LABEL, keyed=True),
    service_account=At("allocationPolicy serviceAccount email", quoted),
    location=At("allocationPolicy location allowedLocations 0", quoted),
    network=At(f"{_NETWORK} network", quoted),
    subnetwork=At(f"{_NETWORK} subnetwork", quoted),
    machine_type=At(f"{_POLICY} policy machineType", quoted),
    provisioning_model=At(f"{_POLICY} policy provisioningModel", string),  # an enum, which may be a number
    reservation=At(f"{_POLICY} policy reservation", quoted),
    instance_template=At(f"{_POLICY} instanceTemplate", quoted),
    install_gpu_drivers=At(f"{_POLICY} installGpuDrivers", boolean),
    accelerators=Each(f"{_POLICY} policy accelerators", _ACCELERATOR),
    # The same text as the first accelerator's, which has its flaws.
    gpu_type=At(f"{_POLICY} policy accelerators 0 type", string),
)


def _find(root: Node) -> Iterator[Mapping]:
    """A document that is a Job, or an array of them. A mapping in a list's stead counts as its only item."""
    for node in root.items if isinstance(root, Sequence) else [root]:
        if isinstance(node, Mapping) and isinstance(
            node.get("taskGroups") or node.get("task_groups"), Mapping | Sequence
        ):
            yield node


DIALECT = Dialect(
    name="batch",
    model=BatchJob,
    kinds=frozenset({"yaml", "json"}),
    tells=((b"taskGroups",), (b"task_groups",)),
    find=_find,
    table=_TABLE,
)
