"""The Batch Job of `gcloud batch jobs submit --config` and of the REST API, in camelCase or snake_case.

Source: https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.dialects._carriers import BATCH_ASSET, carried
from jobs_lint.dialects.base import Dialect
from jobs_lint.model.batch import BatchJob
from jobs_lint.model.grammar import (
    boolean,
    duration,
    entry,
    integer,
    location_in_name,
    lone_text,
    mebibytes,
    presence,
    quoted,
    string,
)
from jobs_lint.model.table import At, Each, One, RefusedKey, Table, both_spellings, later, scalars
from jobs_lint.read.tree import Mapping, Node, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.read.tree import Node

_SELECTION = Table(name=At("@key", string), machine_types=scalars("@value machineTypes", quoted))
LABEL = Table(name=At("@key", string), value=At("@value", entry))
SECRET = Table(name=At("@key", string), secret=At("@value", entry))
VOLUME = Table(
    snake=True,
    mount_path=At("mountPath", quoted),
    has_bucket=At("gcs", presence),
    bucket=At("gcs remotePath", quoted),
    has_nfs=At("nfs", presence),
    nfs_server=At("nfs server", quoted),
    nfs_path=At("nfs remotePath", quoted),
    device_name=At("deviceName", quoted),
    mount_options=scalars("mountOptions", quoted),
)
RUNNABLE = Table(
    snake=True,
    name=At("displayName", quoted),
    has_container=At("container", presence),
    image=At("container imageUri", quoted),
    entrypoint=At("container entrypoint", quoted),
    args_text=At("container commands", lone_text, quiet=True),
    args=scalars("container commands", quoted),
    volumes=scalars("container volumes", quoted),
    options=At("container options", quoted),
    block_external_network=At("container blockExternalNetwork", boolean),
    username=At("container username", quoted),
    password=At("container password", quoted),
    enable_image_streaming=At("container enableImageStreaming", boolean),
    has_script=At("script", presence),
    script=At("script text", quoted),
    script_path=At("script path", quoted),
    has_barrier=At("barrier", presence),
    barrier_name=At("barrier name", quoted),
    ignore_exit_status=At("ignoreExitStatus", boolean),
    background=At("background", boolean),
    always_run=At("alwaysRun", boolean),
    timeout=At("timeout", duration),
    labels=Each("labels", LABEL, keyed=True),
    env=Each("environment variables", LABEL, keyed=True),
    secret_env=Each("environment secretVariables", SECRET, keyed=True),
    encryption_key=At("environment encryptedVariables keyName", quoted),
)
DISK = Table(
    snake=True,
    type=At("type", quoted),
    size_gb=At("sizeGb", integer),
    image=At("image", quoted),
    snapshot=At("snapshot", quoted),
    interface=At("diskInterface", quoted),
)
ATTACHED = Table(
    snake=True,
    device_name=At("deviceName", quoted),
    existing_disk=At("existingDisk", quoted),
    new_disk=One("newDisk", DISK),
)
INTERFACE = Table(
    snake=True,
    network=At("network", quoted),
    subnetwork=At("subnetwork", quoted),
    no_external_ip=At("noExternalIpAddress", boolean),
    nic_type=At("nicType", string),
)
NOTIFICATION = Table(
    snake=True,
    topic=At("pubsubTopic", quoted),
    has_message=At("message", presence),
    type=At("message type", string),
    new_job_state=At("message newJobState", string),
    new_task_state=At("message newTaskState", string),
)
_LIFECYCLE = Table(snake=True, action=At("action", string), exit_codes=scalars("actionCondition exitCodes", integer))
_INSTANCE = Table(
    snake=True, has_policy=At("policy", presence), instance_template=At("instanceTemplate", string, quiet=True)
)
_ENVIRONMENT = Table(
    snake=True,
    env=Each("variables", LABEL, keyed=True),
    secret_env=Each("secretVariables", SECRET, keyed=True),
)
_ACCELERATOR = Table(
    snake=True,
    type=At("type", quoted),
    count=At("count", integer),
    driver_version=At("driverVersion", quoted),
    install_gpu_drivers=At("installGpuDrivers", boolean),
)
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
    task = f"{group} taskSpec"
    allocation = f"{job}allocationPolicy"
    instance = f"{allocation} instances 0"
    policy = f"{instance} policy"
    interface = f"{allocation} network networkInterfaces 0"
    return Table(
        snake=True,
        refused_keys=refused_keys,
        maps=frozenset({"labels", "variables", "secretVariables", "secret_variables"}),
        name=At(f"{job}name", quoted),
        region=At(f"{job}name", location_in_name, quiet=True),
        priority=At(f"{job}priority", integer),
        labels=Each(f"{job}labels", LABEL, keyed=True),
        task_groups=Each(f"{job}taskGroups", Table()),
        task_environments=Each(f"{group} taskEnvironments", _ENVIRONMENT),
        task_count=At(f"{group} taskCount", integer),
        parallelism=At(f"{group} parallelism", integer),
        scheduling_policy=At(f"{group} schedulingPolicy", string),
        task_count_per_node=At(f"{group} taskCountPerNode", integer),
        require_hosts_file=At(f"{group} requireHostsFile", boolean),
        permissive_ssh=At(f"{group} permissiveSsh", boolean),
        run_as_non_root=At(f"{group} runAsNonRoot", boolean),
        max_retries=At(f"{task} maxRetryCount", integer),
        timeout=At(f"{task} maxRunDuration", duration),
        cpu=At(f"{task} computeResource cpuMilli", integer),
        memory=At(f"{task} computeResource memoryMib", mebibytes),
        boot_disk_size=At(f"{task} computeResource bootDiskMib", mebibytes),
        lifecycle_policies=Each(f"{task} lifecyclePolicies", _LIFECYCLE),
        containers=Each(f"{task} runnables", RUNNABLE),
        volumes=Each(f"{task} volumes", VOLUME),
        env=Each(f"{task} environment variables", LABEL, keyed=True),
        secret_env=Each(f"{task} environment secretVariables", SECRET, keyed=True),
        encryption_key=At(f"{task} environment encryptedVariables keyName", quoted),
        service_account=At(f"{allocation} serviceAccount email", quoted),
        scopes=scalars(f"{allocation} serviceAccount scopes", quoted),
        location=At(f"{allocation} location allowedLocations 0", quoted, quiet=True),
        allowed_locations=scalars(f"{allocation} location allowedLocations", quoted),
        allocation_labels=Each(f"{allocation} labels", LABEL, keyed=True),
        network_tags=scalars(f"{allocation} tags", quoted),
        collocation=At(f"{allocation} placement collocation", quoted),
        max_distance=At(f"{allocation} placement maxDistance", integer),
        network=At(f"{interface} network", quoted, quiet=True),
        subnetwork=At(f"{interface} subnetwork", quoted, quiet=True),
        network_interfaces=Each(f"{allocation} network networkInterfaces", INTERFACE),
        instances=Each(f"{allocation} instances", _INSTANCE),
        instance_selections=Each(f"{allocation} instanceFlexibilityPolicy instanceSelections", _SELECTION, keyed=True),
        machine_type=At(f"{policy} machineType", quoted),
        min_cpu_platform=At(f"{policy} minCpuPlatform", quoted),
        provisioning_model=At(f"{policy} provisioningModel", string),  # an enum, which may be a number
        reservation=At(f"{policy} reservation", quoted),
        instance_template=At(f"{instance} instanceTemplate", quoted),
        install_gpu_drivers=At(f"{instance} installGpuDrivers", boolean),
        install_ops_agent=At(f"{instance} installOpsAgent", boolean),
        block_project_ssh_keys=At(f"{instance} blockProjectSshKeys", boolean),
        boot_disk=One(f"{policy} bootDisk", DISK),
        disks=Each(f"{policy} disks", ATTACHED),
        accelerators=Each(f"{policy} accelerators", _ACCELERATOR),
        # The same text as the first accelerator's, which has its flaws.
        gpu_type=At(f"{policy} accelerators 0 type", string, quiet=True),
        logs_destination=At(f"{job}logsPolicy destination", string),
        logs_path=At(f"{job}logsPolicy logsPath", quoted),
        notifications=Each(f"{job}notifications", NOTIFICATION),
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
    table=later(lambda: table(refused_keys={"task_groups": _TASK_GROUPS}).changed(by_gcloud=True, schema="batch")),
)
