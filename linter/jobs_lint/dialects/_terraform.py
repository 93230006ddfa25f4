"""What Terraform's configurations and plans share: the fields of a job's resource, and how a resource becomes a job.

Terraform makes a text of a number or a boolean, and a number of a text, where the field is of that type.
Source: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/cloud_run_v2_job
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.model.grammar import (
    SECOND,
    Parsed,
    converted,
    converted_boolean,
    count_quantity,
    cpu,
    duration,
    integer,
    lone_text,
    memory,
    presence,
    string,
)
from jobs_lint.model.setting import UNKNOWN
from jobs_lint.model.table import At, Each, One, Table, scalars
from jobs_lint.read.tree import Mapping, Pair, Scalar

if TYPE_CHECKING:
    from jobs_lint.read.tree import Node
    from jobs_lint.span import Span

RESOURCE = "google_cloud_run_v2_job"
SCHEDULER = "google_cloud_scheduler_job"
WORKFLOW = "google_workflows_workflow"

_ADDRESS = "@address"
_CPU = converted(cpu)
_MEMORY = converted(memory)
_COUNT = converted(count_quantity)
_LABEL = Table(name=At("@key", string), value=At("@value", string))
_QUIET = Table(name=At("@key", string, quiet=True), value=At("@value", string, quiet=True))
_MOUNT = Table(name=At("name", string), mount_path=At("mount_path", string), sub_path=At("sub_path", string))
_INTERFACE = Table(network=At("network", string), subnetwork=At("subnetwork", string), tags=scalars("tags", string))


def whole_number(node: Node) -> Parsed:
    """A whole number, which Terraform takes in any spelling: `3`, `3.0`, `"3"`, `1e3`."""
    read = integer(node)
    return Parsed(read.value) if isinstance(read.value, int) else read


def _seconds(node: Node) -> Parsed:
    """A whole number of seconds; nanoseconds."""
    read = whole_number(node)
    return Parsed(read.value * SECOND) if isinstance(read.value, int) else read


_SECRET_ITEM = Table(path=At("path", string), version=At("version", string), mode=At("mode", whole_number, quiet=True))


def _as_written(node: Node) -> Parsed:
    """A text that is one, whatever marks are in it."""
    return Parsed(node.text if isinstance(node, Scalar) else UNKNOWN)


ADDRESS = At(_ADDRESS, _as_written)


def table(listed: bool = False) -> Table:
    """The fields of a job. With `listed`, each block is a list, as plans and JSON have it; else one block is itself."""
    one = " 0" if listed else ""
    execution = f"template{one}"
    task = f"{execution} template{one}"
    access = f"{task} vpc_access{one}"
    interface = f"{access} network_interfaces 0"
    secret = f"value_source{one} secret_key_ref{one}"
    authorization = f"binary_authorization{one}"
    http, tcp, grpc = f"http_get{one}", f"tcp_socket{one}", f"grpc{one}"
    gcs, nfs, secrets, empty = f"gcs{one}", f"nfs{one}", f"secret{one}", f"empty_dir{one}"
    sql = f"cloud_sql_instance{one}"
    limits = f"resources{one} limits"
    env = Table(
        name=At("name", string),
        value=At("value", string),
        secret=At(f"{secret} secret", string),
        secret_version=At(f"{secret} version", string),
    )
    probe = Table(
        has_http=At(http, presence),
        http_path=At(f"{http} path", string),
        http_port=At(f"{http} port", whole_number),
        has_tcp=At(tcp, presence),
        tcp_port=At(f"{tcp} port", whole_number),
        has_grpc=At(grpc, presence),
        grpc_port=At(f"{grpc} port", whole_number),
        grpc_service=At(f"{grpc} service", string),
        initial_delay=At("initial_delay_seconds", _seconds),
        timeout=At("timeout_seconds", _seconds),
        period=At("period_seconds", _seconds),
        failure_threshold=At("failure_threshold", whole_number),
    )
    container = Table(
        name=At("name", string),
        image=At("image", string),
        working_dir=At("working_dir", string),
        command_text=At("command", lone_text, quiet=True),
        args_text=At("args", lone_text, quiet=True),
        command=scalars("command", string),
        args=scalars("args", string),
        depends_on=scalars("depends_on", string),
        cpu=At(f"{limits} cpu", _CPU),
        memory=At(f"{limits} memory", _MEMORY),
        gpu_count=At(f"{limits} nvidia.com/gpu", _COUNT),
        limits=Each(limits, _QUIET, keyed=True),
        ports=Each("ports", Table(name=At("name", string), container_port=At("container_port", whole_number))),
        startup_probe=One(f"startup_probe{one}", probe),
        env=Each("env", env),
        mounts=Each("volume_mounts", _MOUNT),
    )
    volume = Table(
        name=At("name", string),
        has_bucket=At(gcs, presence),
        bucket=At(f"{gcs} bucket", string),
        bucket_read_only=At(f"{gcs} read_only", converted_boolean),
        mount_options=scalars(f"{gcs} mount_options", string),
        has_nfs=At(nfs, presence),
        nfs_server=At(f"{nfs} server", string),
        nfs_path=At(f"{nfs} path", string),
        nfs_read_only=At(f"{nfs} read_only", converted_boolean),
        has_secret=At(secrets, presence),
        secret=At(f"{secrets} secret", string),
        default_mode=At(f"{secrets} default_mode", whole_number, quiet=True),
        items=Each(f"{secrets} items", _SECRET_ITEM),
        has_empty_dir=At(empty, presence),
        medium=At(f"{empty} medium", string),
        size_limit=At(f"{empty} size_limit", _MEMORY),
        has_cloud_sql=At(sql, presence),
        cloud_sql_instances=scalars(f"{sql} instances", string),
    )
    return Table(
        maps=frozenset({"labels", "annotations", "limits"}),
        address=ADDRESS,
        name=At("name", string),
        location=At("location", string),
        project=At("project", string),
        labels=Each("labels", _LABEL, keyed=True),
        annotations=Each("annotations", _LABEL, keyed=True),
        execution_labels=Each(f"{execution} labels", _LABEL, keyed=True),
        execution_annotations=Each(f"{execution} annotations", _LABEL, keyed=True),
        launch_stage=At("launch_stage", string),
        binary_authorization=At(f"{authorization} policy", string),
        binary_authorization_default=At(f"{authorization} use_default", converted_boolean),
        binary_authorization_breakglass=At(f"{authorization} breakglass_justification", string),
        start_execution_token=At("start_execution_token", string),
        run_execution_token=At("run_execution_token", string),
        client=At("client", string),
        client_version=At("client_version", string),
        deletion_protection=At("deletion_protection", converted_boolean),
        task_count=At(f"{execution} task_count", whole_number),
        parallelism=At(f"{execution} parallelism", whole_number),
        max_retries=At(f"{task} max_retries", whole_number),
        timeout=At(f"{task} timeout", duration),
        service_account=At(f"{task} service_account", string),
        execution_environment=At(f"{task} execution_environment", string),
        encryption_key=At(f"{task} encryption_key", string),
        gpu_type=At(f"{task} node_selector{one} accelerator", string),
        gpu_zonal_redundancy_disabled=At(f"{task} gpu_zonal_redundancy_disabled", converted_boolean),
        vpc_connector=At(f"{access} connector", string),
        vpc_egress=At(f"{access} egress", string),
        network=At(f"{interface} network", string, quiet=True),
        subnetwork=At(f"{interface} subnetwork", string, quiet=True),
        network_tags=scalars(f"{interface} tags", string),
        network_interfaces=Each(f"{access} network_interfaces", _INTERFACE),
        containers=Each(f"{task} containers", container),
        volumes=Each(f"{task} volumes", volume),
    )


def addressed(bounds: Node, place: Span, address: Scalar, pairs: list[Pair]) -> Mapping:
    """The attributes of a resource as a tree of their own, with its address in front, and `place` to point at."""
    key = Scalar(place.start, place.end, _ADDRESS, '"')
    return Mapping(bounds.start, bounds.end, [Pair(key, address), *pairs])
