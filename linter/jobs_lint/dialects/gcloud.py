"""gcloud's command lines: jobs of Cloud Run and of Batch that are described by flags.

In `create` and `submit` a flag that isn't there leaves the default; in `deploy`, `update` and `execute`, and where a
variable may hold more flags, it isn't known. Here-documents and message bodies that are jobs are read as what they are.
Sources: https://docs.cloud.google.com/sdk/gcloud/reference/run/jobs/create
https://docs.cloud.google.com/sdk/gcloud/reference/batch/jobs/submit
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from jobs_lint.dialects.base import Carrier, Dialect
from jobs_lint.model.batch import BatchJob
from jobs_lint.model.cloud_run import CloudRunJob
from jobs_lint.model.grammar import (
    boolean,
    count_quantity,
    cpu,
    gcloud_duration,
    integer,
    is_default,
    memory,
    presence,
    seconds,
    string,
    truth_text,
)
from jobs_lint.model.table import At, Each, One, RefusedKey, Table, later, scalars

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.dialects.base import Inside
    from jobs_lint.model.job import Job
    from jobs_lint.read.tree import Mapping, Node

TELLS = ("taskGroups", "task_groups", "run.googleapis.com/v1", "run.cnrm.", "batch.cnrm.")
"""What a text in a script has that is a job, or is read as one of the forms that hold jobs."""

_KINDS = frozenset({"shell", "argv"})
RUN_PARTLY = frozenset({"run jobs deploy", "run jobs update", "run jobs execute"})
RUN = RUN_PARTLY | {"run jobs create"}
BATCH = frozenset({"batch jobs submit"})
_OF_SERVICES = (
    "--concurrency --min-instances --max-instances --allow-unauthenticated --no-allow-unauthenticated --ingress "
    "--cpu-throttling --no-cpu-throttling --session-affinity --no-traffic"
)
"""Flags that the commands about services have, and those about jobs don't."""


def _refused(flag: str, advice: str, new: str = "") -> RefusedKey:
    text = f"no command about jobs has the option {flag}, which is one of services, and gcloud ends with an error"
    return RefusedKey(new, f"{text}; {advice}", f"{text}; delete it", "flag-of-services")


_REFUSED = {
    "--timeout": _refused("--timeout", "write --task-timeout", "--task-timeout"),
    **{flag: _refused(flag, "delete it") for flag in _OF_SERVICES.split()},
}
_PAIR = Table(name=At("@key", string), value=At("@value", string))
_SECRET = Table(
    name=At("@key", string), secret=At("@value @secret", string), secret_version=At("@value @version", string)
)
_PROBE = Table(
    has_http=At("httpGet.port|httpGet.path", presence),
    http_path=At("httpGet.path", string),
    http_port=At("httpGet.port", integer),
    has_tcp=At("tcpSocket.port", presence),
    tcp_port=At("tcpSocket.port", integer),
    has_grpc=At("grpc.port|grpc.service", presence),
    grpc_port=At("grpc.port", integer),
    grpc_service=At("grpc.service", string),
    initial_delay=At("initialDelaySeconds", seconds),
    timeout=At("timeoutSeconds", seconds),
    period=At("periodSeconds", seconds),
    failure_threshold=At("failureThreshold", integer),
)
_CONTAINER = Table(
    name=At("--container", string),
    image=At("--image", string),
    working_dir=At("--workdir", string),
    command=scalars("--command @flag", string),
    args=scalars("--args @flag", string),
    depends_on=scalars("--depends-on @flag", string),
    cpu=At("--cpu", cpu),
    memory=At("--memory", memory),
    gpu_count=At("--gpu", count_quantity),
    startup_probe=One("--startup-probe", _PROBE),
    env=Each("--set-env-vars|--update-env-vars", _PAIR, keyed=True),
    secret_env=Each("@secret-env", _SECRET, keyed=True),
    mounts=Each("--add-volume-mount", Table(name=At("volume", string), mount_path=At("mount-path", string))),
)
_VOLUME = Table(
    name=At("name", string),
    type=At("type", string),
    bucket=At("bucket", string),
    bucket_read_only=At("readonly", truth_text),
    mount_options=scalars("mount-options @semicolons", string),
    nfs_server=At("location @host", string),
    nfs_path=At("location @path", string),
    nfs_read_only=At("readonly", truth_text),
    secret=At("secret", string),
    items=Each("@items", Table(path=At("path", string), version=At("version", string)), flat=True),
    cloud_sql_instances=scalars("instances @semicolons", string),
    size_limit=At("size-limit|size", memory),
)
_RUN_TABLE = Table(
    refused_keys=_REFUSED,
    name=At("JOB", string),
    location=At("--region", string),
    project=At("--project", string),
    launch_stage=At("alpha|beta", string),
    service_account=At("--service-account", string),
    task_count=At("--tasks", integer),
    parallelism=At("--parallelism", integer),
    max_retries=At("--max-retries", integer),
    timeout=At("--task-timeout", gcloud_duration),
    delay_execution=At("--delay-execution", boolean),
    execution_environment=At("--execution-environment", string),
    encryption_key=At("--key", string),
    binary_authorization=At("--binary-authorization", string),
    binary_authorization_default=At("--binary-authorization", is_default, quiet=True),
    binary_authorization_breakglass=At("--breakglass", string),
    vpc_connector=At("--vpc-connector", string),
    vpc_egress=At("--vpc-egress", string),
    network=At("--network", string),
    subnetwork=At("--subnet", string),
    network_tags=scalars("--network-tags @flag", string),
    network_interfaces=Each(
        "@interfaces",
        Table(
            network=At("--network", string, quiet=True),
            subnetwork=At("--subnet", string, quiet=True),
            tags=scalars("--network-tags @flag", string),
        ),
        flat=True,
    ),
    gpu_type=At("--gpu-type", string),
    gpu_zonal_redundancy_disabled=At("--no-gpu-zonal-redundancy", boolean),
    cloud_sql_instances=scalars("--set-cloudsql-instances|--add-cloudsql-instances @flag", string),
    labels=Each("--labels|--update-labels", _PAIR, keyed=True),
    volumes=Each("--add-volume", _VOLUME),
    containers=Each("@containers", _CONTAINER, flat=True),
)
_BATCH_TABLE = Table(
    name=At("JOB", string),
    name_prefix=At("--job-prefix", string),
    location=At("--location", string),
    region=At("--location", string, quiet=True),
    project=At("--project", string),
    priority=At("--priority", integer),
    task_groups=Each("@groups", Table(), flat=True),
    machine_type=At("--machine-type", string),
    provisioning_model=At("--provisioning-model", string),
    network=At("--network", string),
    subnetwork=At("--subnetwork", string),
    network_interfaces=Each(
        "@interfaces",
        Table(
            network=At("--network", string, quiet=True),
            subnetwork=At("--subnetwork", string, quiet=True),
            no_external_ip=At("--no-external-ip-address", boolean),
        ),
        flat=True,
    ),
    containers=Each(
        "@containers",
        Table(
            has_container=At("--container-image-uri", presence),
            image=At("--container-image-uri", string),
            entrypoint=At("--container-entrypoint", string),
            args=scalars("@commands", string),
            has_script=At("--script-text|--script-file-path", presence),
            script=At("--script-text", string),
        ),
        flat=True,
    ),
)


def _partly(table: Table) -> Table:
    """A table of what changes a job, its containers included."""
    containers = table.fields["containers"]
    assert isinstance(containers, Each)  # noqa: S101 (both tables have it)
    return table.changed(partial=True, containers=containers._replace(table=containers.table.changed(partial=True)))


def _find(root: Node, groups: frozenset[str], is_partial: bool) -> Iterator[Mapping]:
    from jobs_lint.dialects._gcloud_job import found  # most runs meet no script

    return found(root, groups, is_partial)


def _inside(root: Node, source: str) -> Iterator[Inside]:
    from jobs_lint.dialects._gcloud_job import inside

    return inside(root, source)


def _dialect(model: type[Job], table: Table, groups: frozenset[str], is_partial: bool) -> Dialect:
    return Dialect(
        name="gcloud",
        model=model,
        kinds=_KINDS,
        tells=((b"gcloud", b"jobs"),),
        find=partial(_find, groups=groups, is_partial=is_partial),
        table=table,
    )


DIALECTS = (
    _dialect(CloudRunJob, _RUN_TABLE, RUN, is_partial=False),
    _dialect(CloudRunJob, later(partial(_partly, _RUN_TABLE)), RUN, is_partial=True),
    _dialect(BatchJob, _BATCH_TABLE, BATCH, is_partial=False),
    _dialect(BatchJob, later(partial(_partly, _BATCH_TABLE)), BATCH, is_partial=True),
)


CARRIER = Carrier(
    kinds=frozenset({"yaml", "json", "shell", "argv"}),
    tells=((b"gcloud", b"jobs"), *((b"<<", tell.encode()) for tell in TELLS)),
    find=_inside,
)
