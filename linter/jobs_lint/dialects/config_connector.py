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
from jobs_lint.model.batch import BatchJob
from jobs_lint.model.cloud_run import CloudRunJob
from jobs_lint.model.grammar import (
    ANY_READER,
    boolean,
    entry,
    go_duration,
    integer,
    mebibytes,
    reference,
    typed,
)
from jobs_lint.model.table import At, Each, One, Table, later, scalars

if TYPE_CHECKING:
    from jobs_lint.model.grammar import Grammar

_KINDS = frozenset({"yaml", "json"})
_RUN = "run.cnrm.cloud.google.com"
_BATCH = "batch.cnrm.cloud.google.com"

_TEXTS: dict[Grammar, Grammar] = ANY_READER | {entry: typed}  # Kubernetes drops a null
_NETWORK, _SUBNETWORK = At("networkRef", reference), At("subnetworkRef", reference)


def _run_job() -> Table:
    env = cloud_run_v2.ENV.changed(
        snake=False,
        secret=At("valueSource secretKeyRef secretRef", reference),
        secret_version=At("valueSource secretKeyRef versionRef", reference),
    )
    probe = cloud_run_v2.PROBE.changed(snake=False)
    container = cloud_run_v2.CONTAINER.changed(
        snake=False,
        env=Each("env", env),
        ports=Each("ports", cloud_run_v2.PORT.changed(snake=False)),
        mounts=Each("volumeMounts", cloud_run_v2.MOUNT.changed(snake=False)),
        startup_probe=One("startupProbe", probe),
        liveness_probe=One("livenessProbe", probe),
    )
    volume = cloud_run_v2.VOLUME.changed(
        snake=False,
        bucket=At("gcs bucketRef", reference),
        secret=At("secret secretRef", reference),
        items=Each("secret items", cloud_run_v2.SECRET_ITEM.changed(snake=False, version=At("versionRef", reference))),
        cloud_sql_instances=scalars("cloudSqlInstance instanceRefs", reference),
    )
    task = "spec template template"
    vpc = f"{task} vpcAccess networkInterfaces"
    return cloud_run_v2.table("spec").changed(
        snake=False,
        name=At("metadata name", typed),
        location=At("spec location", typed),
        project=At("spec projectRef", reference),
        labels=Each("metadata labels", cloud_run_v2.LABEL, keyed=True),
        timeout=At(f"{task} timeout", go_duration),
        service_account=At(f"{task} serviceAccountRef", reference),
        encryption_key=At(f"{task} encryptionKeyRef", reference),
        vpc_connector=At(f"{task} vpcAccess connectorRef", reference),
        network=At(f"{vpc} 0 networkRef", reference, quiet=True),
        subnetwork=At(f"{vpc} 0 subnetworkRef", reference, quiet=True),
        network_interfaces=Each(
            vpc, cloud_run_v2.INTERFACE.changed(snake=False, network=_NETWORK, subnetwork=_SUBNETWORK)
        ),
        containers=Each(f"{task} containers", container),
        volumes=Each(f"{task} volumes", volume),
    )


def _batch_job() -> Table:
    group = "spec taskGroups 0"
    policy = "spec allocationPolicy"
    vm = f"{policy} instances 0 policy"
    interfaces = f"{policy} network networkInterfaces"
    disk = batch.DISK.changed(snake=False, size_gb=At("sizeGB", integer))
    runnable = batch.RUNNABLE.changed(
        snake=False,
        image=At("container imageURI", typed),
        timeout=At("timeout", go_duration),
        encryption_key=At("environment encryptedVariables kmsKeyRef", reference),
    )
    interface = batch.INTERFACE.changed(
        snake=False, network=_NETWORK, subnetwork=_SUBNETWORK, no_external_ip=At("noExternalIPAddress", boolean)
    )
    return (
        batch.table("spec")
        .changed(
            snake=False,
            name=At("metadata name", typed),
            location=At("spec location", typed),
            region=At("spec location", typed, quiet=True),
            project=At("spec projectRef", reference),
            labels=Each("metadata labels", batch.LABEL, keyed=True),
            timeout=At(f"{group} taskSpec maxRunDuration", go_duration),
            memory=At(f"{group} taskSpec computeResource memoryMiB", mebibytes),
            boot_disk_size=At(f"{group} taskSpec computeResource bootDiskMiB", mebibytes),
            containers=Each(f"{group} taskSpec runnables", runnable),
            encryption_key=At(f"{group} taskSpec environment encryptedVariables kmsKeyRef", reference),
            service_account=At(f"{policy} serviceAccount", reference),
            network=At(f"{interfaces} 0 networkRef", reference, quiet=True),
            subnetwork=At(f"{interfaces} 0 subnetworkRef", reference, quiet=True),
            network_interfaces=Each(interfaces, interface),
            boot_disk=One(f"{vm} bootDisk", disk),
            disks=Each(f"{vm} disks", batch.ATTACHED.changed(snake=False, new_disk=One("newDisk", disk))),
            notifications=Each(
                "spec notifications", batch.NOTIFICATION.changed(snake=False, topic=At("pubsubTopicRef", reference))
            ),
        )
        .respelled(_TEXTS)
    )


DIALECTS = (
    Dialect(
        name="config-connector",
        model=CloudRunJob,
        kinds=_KINDS,
        tells=((_RUN.encode(), b"RunJob"),),
        find=partial(manifests, group=_RUN, kind="RunJob"),
        table=later(_run_job),
    ),
    Dialect(
        name="config-connector",
        model=BatchJob,
        kinds=_KINDS,
        tells=((_BATCH.encode(), b"BatchJob"),),
        find=partial(manifests, group=_BATCH, kind="BatchJob"),
        table=later(_batch_job),
    ),
)
