"""Cloud Run's Knative-style Job, `apiVersion: run.googleapis.com/v1`, `kind: Job`: for `gcloud run jobs replace`.

Source: https://docs.cloud.google.com/run/docs/reference/yaml/v1
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.dialects.base import Dialect
from jobs_lint.model.grammar import count_quantity, cpu, integer, memory, quoted, seconds, string
from jobs_lint.model.job import CloudRunJob
from jobs_lint.model.table import At, Each, Table
from jobs_lint.read.tree import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_EXECUTION = "spec template"
_TASK = "spec template spec template spec"
_TABLE = Table(
    name=At("metadata name", quoted),
    # A label, and as such among `labels`, which have its flaws.
    location=At("metadata labels cloud.googleapis.com/location", string),
    labels=Each("metadata labels", _LABEL, keyed=True),
    annotations=Each("metadata annotations", _LABEL, keyed=True),
    execution_labels=Each(f"{_EXECUTION} metadata labels", _LABEL, keyed=True),
    execution_annotations=Each(f"{_EXECUTION} metadata annotations", _LABEL, keyed=True),
    task_count=At(f"{_EXECUTION} spec taskCount", integer),
    parallelism=At(f"{_EXECUTION} spec parallelism", integer),
    max_retries=At(f"{_TASK} maxRetries", integer),
    timeout=At(f"{_TASK} timeoutSeconds", seconds),
    service_account=At(f"{_TASK} serviceAccountName", quoted),
    gpu_type=At(f"{_TASK} nodeSelector run.googleapis.com/accelerator", quoted),
    containers=Each(f"{_TASK} containers", _CONTAINER),
    volumes=Each(f"{_TASK} volumes", _VOLUME),
)


def _find(root: Node) -> Iterator[Mapping]:
    """A document that is a Job, or a List or an array of them."""
    if isinstance(root, Sequence):
        for item in root.items:
            if isinstance(item, Mapping) and _is_job(item):
                yield item
    elif isinstance(root, Mapping):
        if _is_job(root):
            yield root
        elif _text(root, "kind") == "List":
            items = root.get("items")
            if isinstance(items, Sequence):
                yield from _find(items)


def _text(node: Mapping, key: str) -> str:
    value = node.get(key)
    return value.text if isinstance(value, Scalar) else ""


def _is_job(node: Mapping) -> bool:
    return _text(node, "apiVersion") == "run.googleapis.com/v1" and _text(node, "kind") == "Job"


DIALECT = Dialect(
    name="cloud-run-v1",
    model=CloudRunJob,
    kinds=frozenset({"yaml", "json"}),
    tells=((b"run.googleapis.com/v1", b"Job"),),
    find=_find,
    table=_TABLE,
)
