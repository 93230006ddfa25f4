"""Cloud Run's Knative-style Job, `apiVersion: run.googleapis.com/v1`, `kind: Job`: for `gcloud run jobs replace`.

Source: https://docs.cloud.google.com/run/docs/reference/yaml/v1
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
    integer,
    is_default,
    lone_text,
    memory,
    presence,
    quoted,
    seconds,
    string,
    truth_text,
)
from jobs_lint.model.table import At, Each, One, Table, later, scalars

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.model.grammar import Grammar
    from jobs_lint.read.tree import Mapping, Node

_LABEL = Table(name=At("@key", string), value=At("@value", quoted))
_QUIET = Table(name=At("@key", string, quiet=True), value=At("@value", string, quiet=True))
_ENV = Table(
    name=At("name", quoted),
    value=At("value", quoted),
    secret=At("valueFrom secretKeyRef name", quoted),
    secret_version=At("valueFrom secretKeyRef key", quoted),
)
_MOUNT = Table(name=At("name", quoted), mount_path=At("mountPath", quoted), sub_path=At("subPath", quoted))
_PORT = Table(name=At("name", quoted), container_port=At("containerPort", integer))
_PROBE = Table(
    has_http=At("httpGet", presence),
    http_path=At("httpGet path", quoted),
    http_port=At("httpGet port", integer),
    has_tcp=At("tcpSocket", presence),
    tcp_port=At("tcpSocket port", integer),
    has_grpc=At("grpc", presence),
    grpc_port=At("grpc port", integer),
    grpc_service=At("grpc service", quoted),
    initial_delay=At("initialDelaySeconds", seconds),
    timeout=At("timeoutSeconds", seconds),
    period=At("periodSeconds", seconds),
    failure_threshold=At("failureThreshold", integer),
)
_CONTAINER = Table(
    name=At("name", quoted),
    image=At("image", quoted),
    working_dir=At("workingDir", quoted),
    command_text=At("command", lone_text, quiet=True),
    args_text=At("args", lone_text, quiet=True),
    command=scalars("command", quoted),
    args=scalars("args", quoted),
    cpu=At("resources limits cpu", cpu),
    memory=At("resources limits memory", memory),
    gpu_count=At("resources limits nvidia.com/gpu", count_quantity),
    limits=Each("resources limits", _QUIET, keyed=True),
    ports=Each("ports", _PORT),
    startup_probe=One("startupProbe", _PROBE),
    liveness_probe=One("livenessProbe", _PROBE),
    readiness_probe=One("readinessProbe", _PROBE),
    env=Each("env", _ENV),
    mounts=Each("volumeMounts", _MOUNT),
)
_VOLUME = Table(
    name=At("name", quoted),
    has_bucket=At("csi", presence),
    driver=At("csi driver", quoted),
    bucket=At("csi volumeAttributes bucketName", quoted),
    bucket_read_only=At("csi readOnly", boolean),
    mount_options=scalars("csi volumeAttributes mountOptions @commas", string),
    has_nfs=At("nfs", presence),
    nfs_server=At("nfs server", quoted),
    nfs_path=At("nfs path", quoted),
    nfs_read_only=At("nfs readOnly", boolean),
    has_secret=At("secret", presence),
    secret=At("secret secretName", quoted),
    default_mode=At("secret defaultMode", integer, quiet=True),
    items=Each(
        "secret items", Table(path=At("path", quoted), version=At("key", quoted), mode=At("mode", integer, quiet=True))
    ),
    has_empty_dir=At("emptyDir", presence),
    medium=At("emptyDir medium", quoted),
    size_limit=At("emptyDir sizeLimit", memory),
    has_filestore=At("filestore", presence),
)
# What annotations hold: their spelling is told of where they stand among the annotations.
_INTERFACE = Table(
    network=At("network", string, quiet=True),
    subnetwork=At("subnetwork", string, quiet=True),
    tags=scalars("tags", string),
)
_DEPENDENCY = Table(name=At("@key", string), depends_on=scalars("@value", string))


def table(prefix: str = "") -> Table:
    """The fields of the message below a path."""
    job = f"{prefix} "
    execution = f"{job}spec template"
    task = f"{job}spec template spec template spec"
    own = f"{job}metadata annotations run.googleapis.com/"
    noted = f"{execution} metadata annotations run.googleapis.com/"

    def note(name: str, grammar: Grammar = string) -> At:
        return At(f"{noted}{name}", grammar, quiet=True)

    return Table(
        name=At(f"{job}metadata name", quoted),
        project=At(f"{job}metadata namespace", string, quiet=True),
        # A label, and as such among `labels`, which have its flaws; the launch stage is an annotation.
        location=At(f"{job}metadata labels cloud.googleapis.com/location", string, quiet=True),
        labels=Each(f"{job}metadata labels", _LABEL, keyed=True),
        annotations=Each(f"{job}metadata annotations", _LABEL, keyed=True),
        execution_labels=Each(f"{execution} metadata labels", _LABEL, keyed=True),
        execution_annotations=Each(f"{execution} metadata annotations", _LABEL, keyed=True),
        launch_stage=At(f"{own}launch-stage", string, quiet=True),
        binary_authorization=At(f"{own}binary-authorization", string, quiet=True),
        binary_authorization_default=At(f"{own}binary-authorization", is_default, quiet=True),
        binary_authorization_breakglass=At(f"{own}binary-authorization-breakglass", string, quiet=True),
        client=At(f"{own}client-name", string, quiet=True),
        client_version=At(f"{own}client-version", string, quiet=True),
        start_execution_token=At(f"{job}spec startExecutionToken", quoted),
        run_execution_token=At(f"{job}spec runExecutionToken", quoted),
        execution_environment=note("execution-environment"),
        encryption_key=note("encryption-key"),
        gpu_zonal_redundancy_disabled=note("gpu-zonal-redundancy-disabled", truth_text),
        vpc_connector=note("vpc-access-connector"),
        vpc_egress=note("vpc-access-egress"),
        network=note("network-interfaces @json 0 network"),
        subnetwork=note("network-interfaces @json 0 subnetwork"),
        network_tags=scalars(f"{noted}network-interfaces @json 0 tags", string),
        network_interfaces=Each(f"{noted}network-interfaces @json", _INTERFACE),
        cloud_sql_instances=scalars(f"{noted}cloudsql-instances @commas", string),
        secret_aliases=Each(f"{noted}secrets @aliases", _QUIET, keyed=True),
        container_dependencies=Each(f"{noted}container-dependencies @json", _DEPENDENCY, keyed=True),
        task_count=At(f"{execution} spec taskCount", integer),
        parallelism=At(f"{execution} spec parallelism", integer),
        delay_execution=At(f"{execution} spec delayExecution", boolean),
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
    table=later(lambda: table().changed(by_gcloud=True, schema="cloud-run-v1")),
    hints=((b"run.googleapis.com/v2", 1), (b"Job", 1)),
)
