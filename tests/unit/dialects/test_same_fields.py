"""Two rich jobs, said in every dialect: each field of the model has the value that the dialect can say."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING, Any

import pytest

from jobs_lint.dialects import dialects
from jobs_lint.model.field import Field
from unit.dialects import said
from unit.dialects.seen import batch, cloud_run, findings, jobs

if TYPE_CHECKING:
    from jobs_lint.model.job import Job
    from jobs_lint.model.part import Part

SECOND = 10**9
GIB = 2**30
CLOUD_RUN: dict[str, Any] = {
    "name": "render",
    "location": "us-central1",
    "project": "example",
    "service_account": "render@example.iam.gserviceaccount.com",
    "task_count": 20,
    "parallelism": 5,
    "max_retries": 2,
    "timeout": 1800 * SECOND,
    "launch_stage": "BETA",
    "execution_environment": "EXECUTION_ENVIRONMENT_GEN2",
    "delay_execution": True,
    "gpu_type": "nvidia-l4",
    "gpu_zonal_redundancy_disabled": True,
    "encryption_key": "projects/p/locations/l/keyRings/r/cryptoKeys/k",
    "binary_authorization_default": True,
    "binary_authorization_breakglass": "an emergency",
    "vpc_egress": "ALL_TRAFFIC",
    "start_execution_token": "first",
    "client": "ci",
    "client_version": "1.2",
    "deletion_protection": False,
    "network": "main",
    "subnetwork": "jobs",
    "network_tags": ["batch", "gpu"],
    "network_interfaces.network": ["main"],
    "network_interfaces.subnetwork": ["jobs"],
    "network_interfaces.tags": [["batch", "gpu"]],
    "labels": {"team": "video"},
    "annotations": {"note": "job"},
    "execution_labels": {"part": "one"},
    "execution_annotations": {"note": "execution"},
    "containers.name": ["main", "proxy"],
    "containers.image": ["example/render:1", "example/proxy:2"],
    "containers.command": [["python", "-m"], []],
    "containers.args": [["render", "--all"], []],
    "containers.working_dir": ["/app", None],
    "containers.depends_on": [["proxy"], []],
    "containers.cpu": [4000, 1000],
    "containers.memory": [16 * GIB, GIB],
    "containers.gpu_count": [1, None],
    "containers.limits": [{"cpu": "4", "memory": "16Gi", "nvidia.com/gpu": "1"}, {"cpu": "1", "memory": "1Gi"}],
    "containers.env": [{"MODE": "fast", "KEY": None}, {}],
    "containers.env.secret": [[None, "api-key"], []],
    "containers.env.secret_version": [[None, "3"], []],
    "containers.mounts": [{"bucket": "/data", "keys": "/keys"}, {}],
    "containers.mounts.sub_path": [["in", None], []],
    "containers.ports.container_port": [[], [8080]],
    "containers.startup_probe.tcp_port": [None, 8080],
    "containers.startup_probe.period": [10 * SECOND, 5 * SECOND],
    "containers.startup_probe.timeout": [SECOND, 2 * SECOND],
    "containers.startup_probe.failure_threshold": [3, 12],
    "containers.startup_probe.initial_delay": [0, SECOND],
    "volumes.name": ["bucket", "share", "keys", "scratch", "sql"],
    "volumes.kind": ["bucket", "nfs", "secret", "empty-dir", "cloud-sql"],
    "volumes.bucket": ["frames", None, None, None, None],
    "volumes.read_only": [True, True, None, None, None],
    "volumes.mount_options": [["implicit-dirs", "uid=7"], [], [], [], []],
    "volumes.nfs_server": [None, "10.0.0.5", None, None, None],
    "volumes.nfs_path": [None, "/share", None, None, None],
    "volumes.secret": [None, None, "keys", None, None],
    "volumes.default_mode": [None, None, 256, None, None],
    "volumes.items.path": [[], [], ["key.json"], [], []],
    "volumes.items.version": [[], [], ["latest"], [], []],
    "volumes.items.mode": [[], [], [288], [], []],
    "volumes.medium": [None, None, None, "MEMORY", None],
    "volumes.size_limit": [None, None, None, 2 * GIB, None],
    "volumes.cloud_sql_instances": [[], [], [], [], ["p:us-central1:db"]],
    "cpu_total": 5000,
    "memory_total": 17 * GIB,
}
"""What is said, by the field of the job, or of the parts that a field of the job has: then one value for each part."""

BATCH: dict[str, Any] = {
    "name": "render",
    "location": "regions/us-central1",
    "priority": 50,
    "labels": {"team": "video"},
    "task_count": 20,
    "parallelism": 5,
    "scheduling_policy": "AS_SOON_AS_POSSIBLE",
    "task_count_per_node": 2,
    "require_hosts_file": True,
    "permissive_ssh": True,
    "run_as_non_root": True,
    "max_retries": 3,
    "timeout": 3600 * SECOND,
    "cpu": 4000,
    "memory": 8 * GIB,
    "boot_disk_size": 10 * GIB,
    "env": {"MODE": "fast"},
    "secret_env.name": ["KEY"],
    "secret_env.secret": ["projects/p/secrets/key/versions/3"],
    "task_environments.env": [{"SHARD": "a"}, {"SHARD": "b"}],
    "lifecycle_policies.action": ["RETRY_TASK"],
    "lifecycle_policies.exit_codes": [[50001, 50002]],
    "containers.kind": ["script", "container", "barrier"],
    "containers.name": ["get", None, None],
    "containers.script": ["echo get", None, None],
    "containers.always_run": [True, None, None],
    "containers.background": [None, True, None],
    "containers.ignore_exit_status": [None, True, None],
    "containers.timeout": [60 * SECOND, None, None],
    "containers.image": [None, "example/render:1", None],
    "containers.entrypoint": [None, "/bin/sh", None],
    "containers.args": [[], ["-c", "render --shard 1"], []],
    "containers.volumes": [[], ["/mnt/disks/data:/data:ro"], []],
    "containers.options": [None, "--privileged", None],
    "containers.block_external_network": [None, True, None],
    "containers.username": [None, "robot", None],
    "containers.enable_image_streaming": [None, False, None],
    "containers.env": [{}, {"A": "b"}, {}],
    "containers.labels": [{"step": "get"}, {}, {}],
    "containers.barrier_name": [None, None, "all"],
    "volumes.kind": ["bucket", "nfs", "device"],
    "volumes.mount_path": ["/mnt/disks/data", "/mnt/disks/share", "/mnt/disks/ssd"],
    "volumes.bucket": ["frames/in", None, None],
    "volumes.nfs_server": [None, "10.0.0.5", None],
    "volumes.nfs_path": [None, "/share", None],
    "volumes.device_name": [None, None, "ssd"],
    "volumes.mount_options": [["implicit-dirs"], [], ["rw", "async"]],
    "service_account": "render@example.iam.gserviceaccount.com",
    "scopes": ["https://www.googleapis.com/auth/drive"],
    "allowed_locations": ["regions/us-central1"],
    "allocation_labels": {"cost": "video"},
    "network_tags": ["batch"],
    "network": "global/networks/main",
    "subnetwork": "regions/us-central1/subnetworks/jobs",
    "network_interfaces.network": ["global/networks/main"],
    "network_interfaces.no_external_ip": [True],
    "collocation": "COLLOCATED",
    "max_distance": 1,
    "instances.has_policy": [True],
    "machine_type": "n1-standard-8",
    "min_cpu_platform": "Intel Skylake",
    "provisioning_model": "SPOT",
    "uses_spot": True,
    "reservation": "NO_RESERVATION",
    "install_gpu_drivers": True,
    "install_ops_agent": False,
    "block_project_ssh_keys": True,
    "accelerators.type": ["nvidia-tesla-t4"],
    "accelerators.count": [2],
    "accelerators.driver_version": ["535"],
    "gpu_type": "nvidia-tesla-t4",
    "boot_disk.type": "pd-ssd",
    "boot_disk.size_gb": 100,
    "boot_disk.image": "batch-debian",
    "disks.device_name": ["ssd", "old"],
    "disks.new_disk.type": ["local-ssd", None],
    "disks.new_disk.size_gb": [375, None],
    "disks.new_disk.interface": ["NVMe", None],
    "disks.existing_disk": [None, "projects/p/zones/z/disks/old"],
    "logs_destination": "PATH",
    "logs_path": "/mnt/disks/data/logs",
    "notifications.topic": ["projects/p/topics/t"],
    "notifications.type": ["TASK_STATE_CHANGED"],
    "notifications.new_task_state": ["FAILED"],
    "runs_containers": True,
    "runs_scripts": True,
    "uses_barriers": True,
}


def value_at(part: Job | Part, path: str) -> Any:
    """What a path of the model gives: values, for a list of parts a list, for entries with a name a mapping."""
    name, _, rest = path.partition(".")
    found: Any = getattr(part, name)
    if isinstance(found, tuple):
        if rest:
            return [value_at(each, rest) for each in found]
        return _plain(found)
    return value_at(found, rest) if rest else getattr(found, "value", found)


def _plain(parts: Any) -> Any:
    if parts and hasattr(type(parts[0]), "name"):
        second = "mount_path" if hasattr(type(parts[0]), "mount_path") else "value"
        return {part.name.value: getattr(part, second).value for part in parts}
    return [part.value.value for part in parts]


def _expected(expected: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    return {path: changed.get(path, value) for path, value in expected.items()}


def _empty(seen: Any) -> Any:
    """A list and a mapping without entries look the same from outside."""
    if isinstance(seen, dict | list) and not seen:
        return []
    return [_empty(each) for each in seen] if isinstance(seen, list) else seen


def _compare(one: said.Said, expected: dict[str, Any]) -> None:
    text = textwrap.dedent(one.text)
    (job,) = jobs(text, one.path)
    assert job.dialect == one.dialect
    wanted = _expected(expected, one.changed)
    assert {path: _empty(value_at(job, path)) for path in wanted} == {path: _empty(wanted[path]) for path in wanted}


@pytest.mark.parametrize("one", said.CLOUD_RUN, ids=lambda one: f"{one.dialect}-{one.path}")
def test_the_fields_of_a_cloud_run_job(one: said.Said) -> None:
    _compare(one, CLOUD_RUN)


@pytest.mark.parametrize("one", said.BATCH, ids=lambda one: f"{one.dialect}-{one.path}")
def test_the_fields_of_a_batch_job(one: said.Said) -> None:
    _compare(one, BATCH)


@pytest.mark.parametrize("one", [*said.CLOUD_RUN, *said.BATCH], ids=lambda one: f"{one.dialect}-{one.path}")
def test_nothing_about_how_it_is_spelled_is_odd(one: said.Said) -> None:
    codes = {code for code, _ in findings(textwrap.dedent(one.text), one.path)}
    assert codes.isdisjoint({"SCH003", "SCH004"})


def test_every_dialect_says_both_as_far_as_it_can() -> None:
    told = {(one.dialect, "cloud-run") for one in said.CLOUD_RUN} | {(one.dialect, "batch") for one in said.BATCH}
    made = {(dialect.name, dialect.model.service) for dialect in dialects() if dialect.table.fields.keys() > {"name"}}
    assert made - told == {("gcloud", "batch")}  # whose flags say little of a job: see below


def test_a_batch_job_of_flags() -> None:
    job = batch(said.BATCH_GCLOUD, "submit.sh")
    same = (
        *("name", "priority", "machine_type", "provisioning_model", "uses_spot", "network", "subnetwork"),
        *("network_interfaces.network", "network_interfaces.no_external_ip"),
    )
    assert {path: value_at(job, path) for path in same} == {path: BATCH[path] for path in same}
    assert (job.location.value, job.project.value) == ("us-central1", "example")
    (runnable,) = job.runnables
    assert (runnable.kind, runnable.image.value, runnable.entrypoint.value) == (
        "container",
        "example/render:1",
        "/bin/sh",
    )
    assert runnable.args.is_unknown


def test_a_script_in_a_file_is_not_known() -> None:
    job = batch("gcloud batch jobs submit --location=us-central1 --script-file-path=run.sh\n", "submit.sh")
    (runnable,) = job.runnables
    assert runnable.kind == "script"
    assert runnable.script.is_unknown
    assert repr(job.mentions("BATCH_TASK_INDEX")) == "UNKNOWN"


def test_what_the_annotations_hold() -> None:
    one = said.CLOUD_RUN[0]
    job = cloud_run(one.text)
    assert [each.value.value for each in job.cloud_sql_instances] == ["p:us-central1:db", "p:us-central1:more"]
    second = job.cloud_sql_instances[1].value
    assert one.text[second.span.start : second.span.end] == "p:us-central1:more"
    (alias,) = job.secret_aliases
    assert (alias.name.value, alias.value.value) == ("shared", "projects/7/secrets/shared")
    main, proxy = job.containers
    assert [each.value.value for each in job.depends_on(main)] == ["proxy"]
    assert not job.depends_on(proxy)
    assert job.main_container is main
    note = 'spec.template.metadata.annotations["run.googleapis.com/network-interfaces"]'
    assert job.network.field == f"{note}[0].network"


@pytest.mark.parametrize("written", ["${INTERFACES}", "[{", "main", "{{ x }}"])
def test_an_annotation_that_is_no_json_says_nothing(written: str) -> None:
    text = said.CLOUD_RUN[0].text
    here = json.dumps(json.dumps([{"network": "main", "subnetwork": "jobs", "tags": ["batch", "gpu"]}]))
    job = cloud_run(text.replace(here, json.dumps(written)))
    assert job.network.is_unknown
    assert job.network_interfaces.is_unknown


@pytest.mark.parametrize(
    ("model", "expected"), [(said.CLOUD_RUN_MODEL, CLOUD_RUN), (said.BATCH_MODEL, BATCH)], ids=["cloud-run", "batch"]
)
def test_every_field_of_a_job_is_looked_at(model: type[Job], expected: dict[str, Any]) -> None:
    fields = {name for kind in model.__mro__ for name, member in vars(kind).items() if type(member) is Field}
    assert fields - {path.partition(".")[0] for path in expected} <= said.ELSEWHERE | {"project"}
