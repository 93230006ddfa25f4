"""Config Connector's `RunJob` and `BatchJob`: the messages of the APIs under `spec`, with references to resources.

Sources: https://cloud.google.com/config-connector/docs/reference/resource-docs/run/runjob
https://github.com/GoogleCloudPlatform/k8s-config-connector/blob/master/apis/batch/v1beta1/job_types.go
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from jobs_lint.dialects import batch, cloud_run_v2
from jobs_lint.dialects._carriers import manifests
from jobs_lint.dialects.base import Dialect
from jobs_lint.model.grammar import ANY_READER, entry, go_duration, mebibytes, reference, typed
from jobs_lint.model.job import BatchJob, CloudRunJob
from jobs_lint.model.table import At, Each

if TYPE_CHECKING:
    from jobs_lint.model.grammar import Grammar

_KINDS = frozenset({"yaml", "json"})
_RUN = "run.cnrm.cloud.google.com"
_BATCH = "batch.cnrm.cloud.google.com"

_ENV = cloud_run_v2.ENV.changed(
    snake=False,
    secret=At("valueSource secretKeyRef secretRef", reference),
    secret_version=At("valueSource secretKeyRef versionRef", reference),
)
_CONTAINER = cloud_run_v2.CONTAINER.changed(snake=False, env=Each("env", _ENV))
_VOLUME = cloud_run_v2.VOLUME.changed(
    snake=False, bucket=At("gcs bucketRef", reference), secret=At("secret secretRef", reference)
)
_RUNNABLE = batch.RUNNABLE.changed(
    snake=False, image=At("container imageURI", typed), timeout=At("timeout", go_duration)
)
_TASK = "spec template template"
_VPC = f"{_TASK} vpcAccess networkInterfaces 0"
_RUN_JOB = cloud_run_v2.table("spec").changed(
    snake=False,
    name=At("metadata name", typed),
    location=At("spec location", typed),
    labels=Each("metadata labels", cloud_run_v2.LABEL, keyed=True),
    timeout=At(f"{_TASK} timeout", go_duration),
    service_account=At(f"{_TASK} serviceAccountRef", reference),
    network=At(f"{_VPC} networkRef", reference),
    subnetwork=At(f"{_VPC} subnetworkRef", reference),
    containers=Each(f"{_TASK} containers", _CONTAINER),
    volumes=Each(f"{_TASK} volumes", _VOLUME),
)
_GROUP = "spec taskGroups 0"
_POLICY = "spec allocationPolicy"
_TEXTS: dict[Grammar, Grammar] = ANY_READER | {entry: typed}  # Kubernetes drops a null
_INTERFACE = f"{_POLICY} network networkInterfaces 0"
_BATCH_JOB = batch.table("spec").changed(
    snake=False,
    name=At("metadata name", typed),
    location=At("spec location", typed),
    labels=Each("metadata labels", batch.LABEL, keyed=True),
    timeout=At(f"{_GROUP} taskSpec maxRunDuration", go_duration),
    memory=At(f"{_GROUP} taskSpec computeResource memoryMiB", mebibytes),
    containers=Each(f"{_GROUP} taskSpec runnables", _RUNNABLE),
    service_account=At(f"{_POLICY} serviceAccount", reference),
    network=At(f"{_INTERFACE} networkRef", reference),
    subnetwork=At(f"{_INTERFACE} subnetworkRef", reference),
)

DIALECTS = (
    Dialect(
        name="config-connector",
        model=CloudRunJob,
        kinds=_KINDS,
        tells=((_RUN.encode(), b"RunJob"),),
        find=partial(manifests, group=_RUN, kind="RunJob"),
        table=_RUN_JOB,
    ),
    Dialect(
        name="config-connector",
        model=BatchJob,
        kinds=_KINDS,
        tells=((_BATCH.encode(), b"BatchJob"),),
        find=partial(manifests, group=_BATCH, kind="BatchJob"),
        table=_BATCH_JOB.respelled(_TEXTS),
    ),
)
