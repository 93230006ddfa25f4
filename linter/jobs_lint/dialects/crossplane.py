"""Crossplane's `V2Job` of Upbound's provider for Cloud Run: Terraform's resource under `spec.forProvider`.

Keys are in camelCase. A block of Terraform's is a list in `v1beta1` and a mapping in `v1beta2`; a mapping in a list's
stead counts as its only item.
Source: https://marketplace.upbound.io/providers/upbound/provider-gcp-cloudrun
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.dialects._carriers import manifests
from jobs_lint.dialects.base import Dialect
from jobs_lint.dialects.cloud_run_v2 import LABEL, MOUNT
from jobs_lint.model.grammar import count_quantity, cpu, duration, integer, memory, string, typed
from jobs_lint.model.job import CloudRunJob
from jobs_lint.model.table import At, Each, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.read.tree import Mapping, Node

_GROUPS = ("cloudrun.gcp.upbound.io", "cloudrun.gcp.m.upbound.io")
_JOB = "spec forProvider"
_EXECUTION = f"{_JOB} template 0"
_TASK = f"{_EXECUTION} template 0"
_INTERFACE = f"{_TASK} vpcAccess 0 networkInterfaces 0"

_ENV = Table(
    name=At("name", typed),
    value=At("value", typed),
    secret=At("valueSource 0 secretKeyRef 0 secret", typed),
    secret_version=At("valueSource 0 secretKeyRef 0 version", typed),
)
_CONTAINER = Table(
    name=At("name", typed),
    image=At("image", typed),
    cpu=At("resources 0 limits cpu", cpu),
    memory=At("resources 0 limits memory", memory),
    gpu_count=At("resources 0 limits nvidia.com/gpu", count_quantity),
    env=Each("env", _ENV),
    mounts=Each("volumeMounts", MOUNT),
)
_VOLUME = Table(
    name=At("name", typed),
    bucket=At("gcs 0 bucket", typed),
    nfs_server=At("nfs 0 server", typed),
    nfs_path=At("nfs 0 path", typed),
    secret=At("secret 0 secret", typed),
    medium=At("emptyDir 0 medium", string),
    size_limit=At("emptyDir 0 sizeLimit", memory),
)
_TABLE = Table(
    name=At("metadata name", typed),
    location=At(f"{_JOB} location", typed),
    labels=Each(f"{_JOB} labels", LABEL, keyed=True),
    annotations=Each(f"{_JOB} annotations", LABEL, keyed=True),
    execution_labels=Each(f"{_EXECUTION} labels", LABEL, keyed=True),
    execution_annotations=Each(f"{_EXECUTION} annotations", LABEL, keyed=True),
    launch_stage=At(f"{_JOB} launchStage", string),
    task_count=At(f"{_EXECUTION} taskCount", integer),
    parallelism=At(f"{_EXECUTION} parallelism", integer),
    max_retries=At(f"{_TASK} maxRetries", integer),
    timeout=At(f"{_TASK} timeout", duration),
    service_account=At(f"{_TASK} serviceAccount", typed),
    gpu_type=At(f"{_TASK} nodeSelector 0 accelerator", typed),
    network=At(f"{_INTERFACE} network", typed),
    subnetwork=At(f"{_INTERFACE} subnetwork", typed),
    containers=Each(f"{_TASK} containers", _CONTAINER),
    volumes=Each(f"{_TASK} volumes", _VOLUME),
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
    table=_TABLE,
)
