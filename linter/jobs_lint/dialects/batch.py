"""The Batch Job of `gcloud batch jobs submit --config` and of the REST API, in camelCase or snake_case.

Source: https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.dialects._carriers import BATCH_ASSET, carried
from jobs_lint.dialects.base import Dialect
from jobs_lint.model.grammar import boolean, duration, entry, integer, mebibytes, quoted, string
from jobs_lint.model.job import BatchJob
from jobs_lint.model.table import At, Each, RefusedKey, Table, both_spellings
from jobs_lint.read.tree import Mapping, Node, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.read.tree import Node

LABEL = Table(name=At("@key", string), value=At("@value", entry))
VOLUME = Table(
    snake=True,
    mount_path=At("mountPath", quoted),
    bucket=At("gcs remotePath", quoted),
    nfs_server=At("nfs server", quoted),
    nfs_path=At("nfs remotePath", quoted),
    device_name=At("deviceName", quoted),
)
RUNNABLE = Table(
    snake=True,
    name=At("displayName", quoted),
    image=At("container imageUri", quoted),
    entrypoint=At("container entrypoint", quoted),
    script=At("script text", quoted),
    timeout=At("timeout", duration),
    env=Each("environment variables", LABEL, keyed=True),
)
_ACCELERATOR = Table(snake=True, type=At("type", quoted), count=At("count", integer))
_TASK_GROUPS = RefusedKey(
    "taskGroups",
    alone='gcloud does not read "task_groups" here and adds an empty "taskGroups" beside it; write "taskGroups"',
    both='"task_groups" stands beside "taskGroups": both are sent, and which one counts is not defined; delete '
    '"task_groups"',
)


_JOB_KEYS = both_spellings("allocationPolicy logsPolicy notifications")
_GROUP_KEYS = both_spellings(
    "taskSpec taskCount parallelism schedulingPolicy taskEnvironments taskCountPerNode requireHostsFile permissiveSsh "
    "runAsNonRoot runnables computeResource maxRunDuration maxRetryCount lifecyclePolicies"
)
"""The keys of a task group, and those of its task that are often written one level too high."""


def table(prefix: str = "", refused_keys: dict[str, RefusedKey] | None = None) -> Table:
    """The fields of the message below a path."""
    job = f"{prefix} "
    group = f"{job}taskGroups 0"
    policy = f"{job}allocationPolicy instances 0"
    interface = f"{job}allocationPolicy network networkInterfaces 0"
    return Table(
        snake=True,
        refused_keys=refused_keys,
        maps=frozenset({"labels", "variables", "secretVariables", "secret_variables"}),
        name=At(f"{job}name", quoted),
        labels=Each(f"{job}labels", LABEL, keyed=True),
        task_groups=Each(f"{job}taskGroups", Table()),
        task_environments=Each(f"{group} taskEnvironments", Table()),
        task_count=At(f"{group} taskCount", integer),
        parallelism=At(f"{group} parallelism", integer),
        max_retries=At(f"{group} taskSpec maxRetryCount", integer),
        timeout=At(f"{group} taskSpec maxRunDuration", duration),
        cpu=At(f"{group} taskSpec computeResource cpuMilli", integer),
        memory=At(f"{group} taskSpec computeResource memoryMib", mebibytes),
        containers=Each(f"{group} taskSpec runnables", RUNNABLE),
        volumes=Each(f"{group} taskSpec volumes", VOLUME),
        env=Each(f"{group} taskSpec environment variables", LABEL, keyed=True),
        service_account=At(f"{job}allocationPolicy serviceAccount email", quoted),
        location=At(f"{job}allocationPolicy location allowedLocations 0", quoted),
        network=At(f"{interface} network", quoted),
        subnetwork=At(f"{interface} subnetwork", quoted),
        machine_type=At(f"{policy} policy machineType", quoted),
        provisioning_model=At(f"{policy} policy provisioningModel", string),  # an enum, which may be a number
        reservation=At(f"{policy} policy reservation", quoted),
        instance_template=At(f"{policy} instanceTemplate", quoted),
        install_gpu_drivers=At(f"{policy} installGpuDrivers", boolean),
        accelerators=Each(f"{policy} policy accelerators", _ACCELERATOR),
        # The same text as the first accelerator's, which has its flaws.
        gpu_type=At(f"{policy} policy accelerators 0 type", string),
    )


def is_job(node: Mapping) -> bool:
    """Whether a mapping is a job: it has task groups, whatever is in them, and they aren't plainly somebody else's."""
    groups = node.get("taskGroups") or node.get("task_groups")
    if not isinstance(groups, Mapping | Sequence):
        return False
    items = groups.items if isinstance(groups, Sequence) else [groups]
    return not items or _has_one(node, _JOB_KEYS) or any(_may_be_group(item) for item in items)


def _may_be_group(item: Node) -> bool:
    """Whether an item may be meant as a task group: other tools have a list of that name, with keys of their own."""
    return not isinstance(item, Mapping) or not item.pairs or _has_one(item, _GROUP_KEYS)


def _has_one(node: Mapping, keys: frozenset[str]) -> bool:
    return not keys.isdisjoint(node.entries)


def _find(root: Node) -> Iterator[Mapping]:
    """A document that is a Job, or an array, a list response or an export of them."""
    for node, asset_type in carried(root):
        if asset_type in ("", BATCH_ASSET) and is_job(node):
            yield node


DIALECT = Dialect(
    name="batch",
    model=BatchJob,
    kinds=frozenset({"yaml", "json"}),
    tells=((b"taskGroups",), (b"task_groups",)),
    find=_find,
    table=table(refused_keys={"task_groups": _TASK_GROUPS}).changed(by_gcloud=True, schema="batch"),
)
