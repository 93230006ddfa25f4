"""Crossplane's `V2Job` of Upbound's provider for Cloud Run: Terraform's resource under `spec.forProvider`.

Keys are in camelCase. A block of Terraform's is a list in `v1beta1` and a mapping in `v1beta2`; a mapping in a list's
stead counts as its only item.
Source: https://marketplace.upbound.io/providers/upbound/provider-gcp-cloudrun
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.dialects._carriers import manifests
from jobs_lint.dialects.base import Dialect
from jobs_lint.dialects.cloud_run_v2 import INTERFACE, LABEL, MOUNT, PORT, QUIET, SECRET_ITEM
from jobs_lint.model.cloud_run import CloudRunJob
from jobs_lint.model.grammar import (
    boolean,
    count_quantity,
    cpu,
    duration,
    integer,
    lone_text,
    memory,
    presence,
    seconds,
    string,
    typed,
)
from jobs_lint.model.table import At, Each, One, Table, later, scalars

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.read.tree import Mapping, Node

_GROUPS = ("cloudrun.gcp.upbound.io", "cloudrun.gcp.m.upbound.io")
_JOB = "spec forProvider"
_EXECUTION = f"{_JOB} template 0"
_TASK = f"{_EXECUTION} template 0"
_INTERFACES = f"{_TASK} vpcAccess 0 networkInterfaces"


def _table() -> Table:
    env = Table(
        name=At("name", typed),
        value=At("value", typed),
        secret=At("valueSource 0 secretKeyRef 0 secret", typed),
        secret_version=At("valueSource 0 secretKeyRef 0 version", typed),
    )
    probe = Table(
        has_http=At("httpGet 0", presence),
        http_path=At("httpGet 0 path", typed),
        http_port=At("httpGet 0 port", integer),
        has_tcp=At("tcpSocket 0", presence),
        tcp_port=At("tcpSocket 0 port", integer),
        has_grpc=At("grpc 0", presence),
        grpc_port=At("grpc 0 port", integer),
        grpc_service=At("grpc 0 service", typed),
        initial_delay=At("initialDelaySeconds", seconds),
        timeout=At("timeoutSeconds", seconds),
        period=At("periodSeconds", seconds),
        failure_threshold=At("failureThreshold", integer),
    )
    container = Table(
        name=At("name", typed),
        image=At("image", typed),
        working_dir=At("workingDir", typed),
        command_text=At("command", lone_text, quiet=True),
        args_text=At("args", lone_text, quiet=True),
        command=scalars("command", typed),
        args=scalars("args", typed),
        depends_on=scalars("dependsOn", typed),
        cpu=At("resources 0 limits cpu", cpu),
        memory=At("resources 0 limits memory", memory),
        gpu_count=At("resources 0 limits nvidia.com/gpu", count_quantity),
        limits=Each("resources 0 limits", QUIET, keyed=True),
        ports=Each("ports", PORT),
        startup_probe=One("startupProbe 0", probe),
        env=Each("env", env),
        mounts=Each("volumeMounts", MOUNT),
    )
    volume = Table(
        name=At("name", typed),
        has_bucket=At("gcs 0", presence),
        bucket=At("gcs 0 bucket", typed),
        bucket_read_only=At("gcs 0 readOnly", boolean),
        mount_options=scalars("gcs 0 mountOptions", typed),
        has_nfs=At("nfs 0", presence),
        nfs_server=At("nfs 0 server", typed),
        nfs_path=At("nfs 0 path", typed),
        nfs_read_only=At("nfs 0 readOnly", boolean),
        has_secret=At("secret 0", presence),
        secret=At("secret 0 secret", typed),
        default_mode=At("secret 0 defaultMode", integer, quiet=True),
        items=Each("secret 0 items", SECRET_ITEM),
        has_empty_dir=At("emptyDir 0", presence),
        medium=At("emptyDir 0 medium", string),
        size_limit=At("emptyDir 0 sizeLimit", memory),
        has_cloud_sql=At("cloudSqlInstance 0", presence),
        cloud_sql_instances=scalars("cloudSqlInstance 0 instances", typed),
    )
    return Table(
        name=At("metadata name", typed),
        location=At(f"{_JOB} location", typed),
        project=At(f"{_JOB} project", typed),
        labels=Each(f"{_JOB} labels", LABEL, keyed=True),
        annotations=Each(f"{_JOB} annotations", LABEL, keyed=True),
        execution_labels=Each(f"{_EXECUTION} labels", LABEL, keyed=True),
        execution_annotations=Each(f"{_EXECUTION} annotations", LABEL, keyed=True),
        launch_stage=At(f"{_JOB} launchStage", string),
        binary_authorization=At(f"{_JOB} binaryAuthorization 0 policy", typed),
        binary_authorization_default=At(f"{_JOB} binaryAuthorization 0 useDefault", boolean),
        binary_authorization_breakglass=At(f"{_JOB} binaryAuthorization 0 breakglassJustification", typed),
        start_execution_token=At(f"{_JOB} startExecutionToken", typed),
        run_execution_token=At(f"{_JOB} runExecutionToken", typed),
        client=At(f"{_JOB} client", typed),
        client_version=At(f"{_JOB} clientVersion", typed),
        deletion_protection=At(f"{_JOB} deletionProtection", boolean),
        task_count=At(f"{_EXECUTION} taskCount", integer),
        parallelism=At(f"{_EXECUTION} parallelism", integer),
        max_retries=At(f"{_TASK} maxRetries", integer),
        timeout=At(f"{_TASK} timeout", duration),
        service_account=At(f"{_TASK} serviceAccount", typed),
        execution_environment=At(f"{_TASK} executionEnvironment", string),
        encryption_key=At(f"{_TASK} encryptionKey", typed),
        gpu_type=At(f"{_TASK} nodeSelector 0 accelerator", typed),
        gpu_zonal_redundancy_disabled=At(f"{_TASK} gpuZonalRedundancyDisabled", boolean),
        vpc_connector=At(f"{_TASK} vpcAccess 0 connector", typed),
        vpc_egress=At(f"{_TASK} vpcAccess 0 egress", string),
        network=At(f"{_INTERFACES} 0 network", typed, quiet=True),
        subnetwork=At(f"{_INTERFACES} 0 subnetwork", typed, quiet=True),
        network_tags=scalars(f"{_INTERFACES} 0 tags", string),
        network_interfaces=Each(_INTERFACES, INTERFACE),
        containers=Each(f"{_TASK} containers", container),
        volumes=Each(f"{_TASK} volumes", volume),
    )


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
