"""Cloud Run's Job of the REST API v2, in camelCase or snake_case: alone, in an array, a list response or an export.

Source: https://docs.cloud.google.com/run/docs/reference/rest/v2/projects.locations.jobs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.dialects._carriers import CLOUD_RUN_ASSET, asset_tells, carried, text_of
from jobs_lint.dialects.base import Dialect
from jobs_lint.model.cloud_run import CloudRunJob
from jobs_lint.model.grammar import (
    boolean,
    count_quantity,
    cpu,
    duration,
    integer,
    location_in_name,
    lone_text,
    memory,
    presence,
    project_in_name,
    seconds,
    string,
    typed,
)
from jobs_lint.model.table import At, Each, One, Table, both_spellings, later, scalars
from jobs_lint.pattern import compiled
from jobs_lint.read.tree import Mapping, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.read.tree import Node

LABEL = Table(name=At("@key", string), value=At("@value", typed))
QUIET = Table(name=At("@key", string, quiet=True), value=At("@value", string, quiet=True))
"""A map whose entries have fields of their own, which tell of what is wrong with them."""

MOUNT = Table(snake=True, name=At("name", typed), mount_path=At("mountPath", typed), sub_path=At("subPath", typed))
PORT = Table(snake=True, name=At("name", typed), container_port=At("containerPort", integer))
SECRET_ITEM = Table(
    snake=True, path=At("path", typed), version=At("version", typed), mode=At("mode", integer, quiet=True)
)
INTERFACE = Table(
    snake=True, network=At("network", typed), subnetwork=At("subnetwork", typed), tags=scalars("tags", typed)
)


def env(one: str = "", snake: bool = True) -> Table:
    """The fields of a variable. `one` is what stands behind a message's key: a place, where messages are in lists."""
    secret = f"valueSource{one} secretKeyRef{one}"
    return Table(
        snake=snake,
        name=At("name", typed),
        value=At("value", typed),
        secret=At(f"{secret} secret", typed),
        secret_version=At(f"{secret} version", typed),
    )


def probe(one: str = "", snake: bool = True) -> Table:
    """The fields of a probe; arguments as for `env`."""
    http, tcp, grpc = f"httpGet{one}", f"tcpSocket{one}", f"grpc{one}"
    return Table(
        snake=snake,
        has_http=At(http, presence),
        http_path=At(f"{http} path", typed),
        http_port=At(f"{http} port", integer),
        has_tcp=At(tcp, presence),
        tcp_port=At(f"{tcp} port", integer),
        has_grpc=At(grpc, presence),
        grpc_port=At(f"{grpc} port", integer),
        grpc_service=At(f"{grpc} service", typed),
        initial_delay=At("initialDelaySeconds", seconds),
        timeout=At("timeoutSeconds", seconds),
        period=At("periodSeconds", seconds),
        failure_threshold=At("failureThreshold", integer),
    )


def container(one: str = "", snake: bool = True) -> Table:
    """The fields of a container; arguments as for `env`."""
    resources = f"resources{one}"
    probing = probe(one, snake)
    return Table(
        snake=snake,
        name=At("name", typed),
        image=At("image", typed),
        working_dir=At("workingDir", typed),
        command_text=At("command", lone_text, quiet=True),
        args_text=At("args", lone_text, quiet=True),
        command=scalars("command", typed),
        args=scalars("args", typed),
        depends_on=scalars("dependsOn", typed),
        cpu=At(f"{resources} limits cpu", cpu),
        memory=At(f"{resources} limits memory", memory),
        gpu_count=At(f"{resources} limits nvidia.com/gpu", count_quantity),
        limits=Each(f"{resources} limits", QUIET, keyed=True),
        cpu_idle=At(f"{resources} cpuIdle", boolean),
        startup_cpu_boost=At(f"{resources} startupCpuBoost", boolean),
        ports=Each("ports", PORT),
        startup_probe=One(f"startupProbe{one}", probing),
        liveness_probe=One(f"livenessProbe{one}", probing),
        readiness_probe=One(f"readinessProbe{one}", probing),
        env=Each("env", env(one, snake)),
        mounts=Each("volumeMounts", MOUNT),
    )


def volume(one: str = "", snake: bool = True) -> Table:
    """The fields of a volume; arguments as for `env`."""
    gcs, nfs, secret, empty = f"gcs{one}", f"nfs{one}", f"secret{one}", f"emptyDir{one}"
    return Table(
        snake=snake,
        name=At("name", typed),
        has_bucket=At(gcs, presence),
        bucket=At(f"{gcs} bucket", typed),
        bucket_read_only=At(f"{gcs} readOnly", boolean),
        mount_options=scalars(f"{gcs} mountOptions", typed),
        has_nfs=At(nfs, presence),
        nfs_server=At(f"{nfs} server", typed),
        nfs_path=At(f"{nfs} path", typed),
        nfs_read_only=At(f"{nfs} readOnly", boolean),
        has_secret=At(secret, presence),
        secret=At(f"{secret} secret", typed),
        default_mode=At(f"{secret} defaultMode", integer, quiet=True),
        items=Each(f"{secret} items", SECRET_ITEM),
        has_empty_dir=At(empty, presence),
        medium=At(f"{empty} medium", string),
        size_limit=At(f"{empty} sizeLimit", memory),
        has_cloud_sql=At(f"cloudSqlInstance{one}", presence),
        cloud_sql_instances=scalars(f"cloudSqlInstance{one} instances", typed),
        has_filestore=At(f"filestore{one}", presence),
    )


ENV, PROBE, CONTAINER, VOLUME = env(), probe(), container(), volume()


def table(prefix: str = "", one: str = "") -> Table:
    """The fields of the message below a path. `one` is what stands behind a message's key, as for `env`."""
    job = f"{prefix} "
    execution = f"{job}template{one}"
    task = f"{execution} template{one}"
    authorization = f"{job}binaryAuthorization{one}"
    access = f"{task} vpcAccess{one}"
    interface = f"{access} networkInterfaces 0"
    return Table(
        snake=True,
        maps=frozenset({"labels", "annotations", "limits"}),
        name=At(f"{job}name", typed),
        location=At(f"{job}name", location_in_name),
        project=At(f"{job}name", project_in_name),
        labels=Each(f"{job}labels", LABEL, keyed=True),
        annotations=Each(f"{job}annotations", LABEL, keyed=True),
        execution_labels=Each(f"{execution} labels", LABEL, keyed=True),
        execution_annotations=Each(f"{execution} annotations", LABEL, keyed=True),
        launch_stage=At(f"{job}launchStage", string),  # an enum, which may be a number
        binary_authorization=At(f"{authorization} policy", typed),
        binary_authorization_default=At(f"{authorization} useDefault", boolean),
        binary_authorization_breakglass=At(f"{authorization} breakglassJustification", typed),
        start_execution_token=At(f"{job}startExecutionToken", typed),
        run_execution_token=At(f"{job}runExecutionToken", typed),
        client=At(f"{job}client", typed),
        client_version=At(f"{job}clientVersion", typed),
        task_count=At(f"{execution} taskCount", integer),
        parallelism=At(f"{execution} parallelism", integer),
        delay_execution=At(f"{execution} delayExecution", boolean),
        max_retries=At(f"{task} maxRetries", integer),
        timeout=At(f"{task} timeout", duration),
        service_account=At(f"{task} serviceAccount", typed),
        execution_environment=At(f"{task} executionEnvironment", string),
        encryption_key=At(f"{task} encryptionKey", typed),
        gpu_type=At(f"{task} nodeSelector{one} accelerator", typed),
        gpu_zonal_redundancy_disabled=At(f"{task} gpuZonalRedundancyDisabled", boolean),
        vpc_connector=At(f"{access} connector", typed),
        vpc_egress=At(f"{access} egress", string),
        network=At(f"{interface} network", typed, quiet=True),
        subnetwork=At(f"{interface} subnetwork", typed, quiet=True),
        network_tags=scalars(f"{interface} tags", string),
        network_interfaces=Each(f"{access} networkInterfaces", INTERFACE),
        containers=Each(f"{task} containers", CONTAINER),
        volumes=Each(f"{task} volumes", VOLUME),
    )


_JOB_KEYS = both_spellings(
    "name labels annotations client clientVersion launchStage binaryAuthorization template startExecutionToken "
    "runExecutionToken etag functionalType uid generation createTime updateTime deleteTime expireTime creator "
    "lastModifier observedGeneration terminalCondition conditions executionCount latestCreatedExecution reconciling "
    "satisfiesPzs"
)
"""All keys of a job: another tool's file with two `template`s has keys of its own beside them."""

_EXECUTION_KEYS = both_spellings("taskCount parallelism")
_TASK_KEYS = both_spellings("maxRetries")
"""What nothing else has where a job has it: with these, a key too much beside them doesn't make it something else."""
_SECONDS = r"[0-9]{1,9}s"
"""A timeout as a job has it: a chart writes `5m`."""


def _find(root: Node) -> Iterator[Mapping]:
    """What an asset inventory calls a job, and what has the shape of one and isn't known to be something else."""
    for node, asset_type in carried(root):
        if asset_type:
            if asset_type == CLOUD_RUN_ASSET and node.get("template") is not None and node.get("spec") is None:
                yield node
        elif has_the_shape(node):
            yield node


def has_the_shape(node: Mapping) -> bool:
    """Whether a mapping is a job by what is in it, and isn't known to be something else."""
    if any(node.get(key) is not None for key in ("spec", "apiVersion", "kind", "resource")):
        return False
    execution = node.get("template")
    task = execution.get("template") if isinstance(execution, Mapping) else None
    containers = task.get("containers") if isinstance(task, Mapping) else None
    if not (isinstance(execution, Mapping) and isinstance(task, Mapping) and isinstance(containers, Sequence)):
        return False
    proven = (
        not (_EXECUTION_KEYS.isdisjoint(execution.entries) and _TASK_KEYS.isdisjoint(task.entries))
        or compiled(_SECONDS).fullmatch(text_of(task, "timeout")) is not None
    )
    if proven and any(isinstance(each, Mapping) for each in containers.items):
        return True
    if not (_JOB_KEYS.issuperset(node.entries) or "/jobs/" in text_of(node, "name")):
        return False
    return any(isinstance(each, Mapping) and each.get("image") is not None for each in containers.items)


DIALECT = Dialect(
    name="cloud-run-v2",
    model=CloudRunJob,
    kinds=frozenset({"yaml", "json"}),
    tells=asset_tells(CLOUD_RUN_ASSET),
    find=_find,
    table=later(lambda: table().changed(schema="cloud-run-v2")),
    hints=((b"containers", 1), (b"template", 2)),
)
