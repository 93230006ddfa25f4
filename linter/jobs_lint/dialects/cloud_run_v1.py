"""Cloud Run's Knative-style Job, `apiVersion: run.googleapis.com/v1`, `kind: Job`: for `gcloud run jobs replace`.

Source: https://docs.cloud.google.com/run/docs/reference/yaml/v1
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.dialects._carriers import CLOUD_RUN_ASSET, asset_tells, carried, text_of
from jobs_lint.dialects.base import Dialect
from jobs_lint.model.grammar import count_quantity, cpu, integer, memory, quoted, seconds, string
from jobs_lint.model.job import CloudRunJob
from jobs_lint.model.table import At, Each, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.read.tree import Mapping, Node

_LABEL = Table(name=At("@key", string), value=At("@value", quoted))
_ENV = Table(
    name=At("name", quoted),
    value=At("value", quoted),
    secret=At("valueFrom secretKeyRef name", quoted),
    secret_version=At("valueFrom secretKeyRef key", quoted),
)
_MOUNT = Table(name=At("name", quoted), mount_path=At("mountPath", quoted))
_CONTAINER = Table(
    name=At("name", quoted),
    image=At("image", quoted),
    cpu=At("resources limits cpu", cpu),
    memory=At("resources limits memory", memory),
    gpu_count=At("resources limits nvidia.com/gpu", count_quantity),
    env=Each("env", _ENV),
    mounts=Each("volumeMounts", _MOUNT),
)
_VOLUME = Table(
    name=At("name", quoted),
    bucket=At("csi volumeAttributes bucketName", quoted),
    nfs_server=At("nfs server", quoted),
    nfs_path=At("nfs path", quoted),
    secret=At("secret secretName", quoted),
    medium=At("emptyDir medium", quoted),
    size_limit=At("emptyDir sizeLimit", memory),
)


def table(prefix: str = "") -> Table:
    """The fields of the message below a path."""
    job = f"{prefix} "
    execution = f"{job}spec template"
    task = f"{job}spec template spec template spec"
    return Table(
        name=At(f"{job}metadata name", quoted),
        # A label, and as such among `labels`, which have its flaws; the launch stage is an annotation.
        location=At(f"{job}metadata labels cloud.googleapis.com/location", string),
        labels=Each(f"{job}metadata labels", _LABEL, keyed=True),
        annotations=Each(f"{job}metadata annotations", _LABEL, keyed=True),
        execution_labels=Each(f"{execution} metadata labels", _LABEL, keyed=True),
        execution_annotations=Each(f"{execution} metadata annotations", _LABEL, keyed=True),
        launch_stage=At(f"{job}metadata annotations run.googleapis.com/launch-stage", string),
        task_count=At(f"{execution} spec taskCount", integer),
        parallelism=At(f"{execution} spec parallelism", integer),
        max_retries=At(f"{task} maxRetries", integer),
        timeout=At(f"{task} timeoutSeconds", seconds),
        service_account=At(f"{task} serviceAccountName", quoted),
        gpu_type=At(f"{task} nodeSelector run.googleapis.com/accelerator", quoted),
        containers=Each(f"{task} containers", _CONTAINER),
        volumes=Each(f"{task} volumes", _VOLUME),
    )


_VERSIONS = ("run.googleapis.com/v1", "run.googleapis.com/v1alpha1", "run.googleapis.com/v2")


def _find(root: Node) -> Iterator[Mapping]:
    """A document that is a Job, or a list, an array or an export of them. An export may leave out what it is."""
    for node, asset_type in carried(root):
        if (asset_type == CLOUD_RUN_ASSET and node.get("spec") is not None) or _is_job(node):
            yield node


def _is_job(node: Mapping) -> bool:
    """Whether a mapping says that it is a job. One of a version that is gone, or of the REST API, is meant as one."""
    return text_of(node, "apiVersion") in _VERSIONS and text_of(node, "kind") == "Job"


DIALECT = Dialect(
    name="cloud-run-v1",
    model=CloudRunJob,
    kinds=frozenset({"yaml", "json"}),
    tells=((b"run.googleapis.com/v1", b"Job"), *asset_tells(CLOUD_RUN_ASSET)),
    find=_find,
    table=table().changed(by_gcloud=True, schema="cloud-run-v1"),
    hints=((b"run.googleapis.com/v2", 1), (b"Job", 1)),
)
