"""Where a job belongs: what blocks a service, what speaks for one, and that nothing is guessed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kit
from jobs_lint.dialects import read_by
from jobs_lint.limits import Limits, Override
from jobs_lint.machines import Machines
from jobs_lint.placement import BATCH, CLOUD_RUN, Placement, beyond, fits, holds, near_limits, place
from jobs_lint.placement.answer import MUST, WEIGHTS
from jobs_lint.placement.bounds import BOUNDS, NAMES
from jobs_lint.placement.criteria import CRITERIA, LABELS
from jobs_lint.placement.place import NEAR
from jobs_lint.recognise import recognise

if TYPE_CHECKING:
    from jobs_lint.model.job import Job

LIMITS = Limits.default()
MACHINES = Machines.default()
ANY = "${X}"
IMAGE = "europe-docker.pkg.dev/example/images/work"
L4 = {"run.googleapis.com/accelerator": "nvidia-l4"}


def read(text: str, kind: str) -> Job:
    jobs = recognise(text, kind, read_by(kind, text.encode())).jobs
    assert len(jobs) == 1
    return jobs[0]


def cloud_run(execution: dict[str, Any] | None = None, limits: dict[str, Any] | None = None, **task: Any) -> Job:
    """A Cloud Run job with some fields of the execution, of the container's limits, and of the task."""
    containers = task.pop("containers", [{"image": IMAGE, "resources": {"limits": limits or {}}}])
    annotations = task.pop("annotations", {})
    labels = {"cloud.googleapis.com/location": task.pop("location")} if "location" in task else {}
    document = {
        "apiVersion": "run.googleapis.com/v1",
        "kind": "Job",
        "metadata": {"name": "work", "labels": labels},
        "spec": {
            "template": {
                "metadata": {"annotations": annotations},
                "spec": {**(execution or {}), "template": {"spec": {"containers": containers, **task}}},
            }
        },
    }
    return read(json.dumps(document), "json")


def batch(group: dict[str, Any] | None = None, policy: dict[str, Any] | None = None, **task: Any) -> Job:
    """A Batch job of one container, with some fields of its group, its instance policy and its task."""
    instance: dict[str, Any] = {"policy": policy or {}}
    allocation: dict[str, Any] = {"instances": [instance]}
    for name in ("network", "placement"):
        if name in task:
            allocation[name] = task.pop(name)
    if "instanceTemplate" in task:
        allocation["instances"] = [{"instanceTemplate": task.pop("instanceTemplate")}]
    task = {"runnables": [{"container": {"imageUri": IMAGE}}], **task}
    document = {"taskGroups": [{**(group or {}), "taskSpec": task}], "allocationPolicy": allocation}
    return read(json.dumps(document), "json")


def placed(job: Job, limits: Limits = LIMITS) -> Placement:
    return place(job, limits, MACHINES)


@pytest.mark.parametrize(
    ("job", "verdict"),
    [
        (cloud_run(), CLOUD_RUN),
        (cloud_run({"taskCount": 10_000}, timeoutSeconds=60), CLOUD_RUN),
        (cloud_run({"taskCount": 10_001}), BATCH),
        (cloud_run({"taskCount": 100_001}), "neither"),
        (cloud_run(timeoutSeconds=604_801), BATCH),
        (cloud_run(timeoutSeconds=1_209_601), "neither"),
        (cloud_run(timeoutSeconds=86_400), "either"),
        (cloud_run(timeoutSeconds=604_800), BATCH),
        (cloud_run(timeoutSeconds=3_600, nodeSelector=L4), "either"),
        (cloud_run(timeoutSeconds=3_601, nodeSelector=L4), BATCH),
        (cloud_run(maxRetries=11), "neither"),
        (cloud_run(limits={"cpu": "16"}), BATCH),
        (cloud_run(limits={"cpu": "5000"}), "neither"),
        (cloud_run(limits={"memory": "64Gi"}), BATCH),
        (cloud_run(limits={"nvidia.com/gpu": "2"}, nodeSelector=L4), BATCH),
        (cloud_run(limits={"nvidia.com/gpu": "17"}, nodeSelector=L4), "neither"),
        (cloud_run(nodeSelector={"run.googleapis.com/accelerator": "nvidia-h100-80gb"}), BATCH),
        (cloud_run({"taskCount": ANY}, timeoutSeconds=ANY), "either"),
        (batch(), "either"),
        (batch(maxRunDuration="600s"), CLOUD_RUN),
        (batch(maxRunDuration="86400s"), "either"),
        (batch({"taskCount": 10_001}, maxRunDuration="600s"), BATCH),
        (batch({"taskCount": 100_001}, maxRunDuration="600s"), "neither"),
        (batch(maxRunDuration="604801s"), BATCH),
        (batch(maxRunDuration="604801s", policy={"provisioningModel": "FLEX_START"}), "neither"),
        (batch(policy={"provisioningModel": "SPOT"}), BATCH),
        (batch(policy={"provisioningModel": "SPOT"}, maxRunDuration="600s"), "either"),
        (batch(policy={"machineType": "n2-standard-64"}), BATCH),
        (batch({"taskCount": 64}, {"machineType": "n2-standard-64"}, maxRunDuration="600s"), CLOUD_RUN),
        (batch(policy={"machineType": "g2-standard-4"}, maxRunDuration="600s"), CLOUD_RUN),
        (batch(policy={"machineType": "g2-standard-4"}, maxRunDuration="7200s"), BATCH),
        (batch(policy={"machineType": "g2-standard-24"}, maxRunDuration="600s"), BATCH),
        (batch(policy={"machineType": "a2-highgpu-1g"}, maxRunDuration="600s"), BATCH),
        (batch(computeResource={"cpuMilli": 8_000, "memoryMib": 32_768}, maxRunDuration="600s"), CLOUD_RUN),
        (batch(computeResource={"cpuMilli": 8_001}, maxRunDuration="600s"), BATCH),
        (batch(computeResource={"cpuMilli": 0}, maxRunDuration="600s"), CLOUD_RUN),
        (batch(runnables=[{"script": {"text": "true"}}]), BATCH),
        (batch(runnables=[{"container": {"imageUri": IMAGE}, "timeout": "60s"}]), CLOUD_RUN),
        (batch(instanceTemplate="some"), "either"),
        (batch({"taskCount": ANY}), "either"),
    ],
)
def test_the_verdict(job: Job, verdict: str) -> None:
    found = placed(job)
    assert found.verdict == verdict, found.reasons


CONTAINER = {"container": {"imageUri": IMAGE}}


@pytest.mark.parametrize(
    ("job", "name"),
    [
        (batch({"taskCount": 2}, runnables=[CONTAINER, {"barrier": {}}, CONTAINER]), "barriers"),
        (batch({"requireHostsFile": True}), "hosts_file"),
        (batch({"taskCount": 2, "permissiveSsh": True}), "ssh"),
        (batch(network={"networkInterfaces": [{"network": "a", "nicType": "MRDMA"}]}), "fast_network"),
        (batch(policy={"disks": [{"deviceName": "a", "newDisk": {"sizeGb": 10}}]}), "disks"),
        (batch(volumes=[{"deviceName": "a", "mountPath": "/a"}]), "disks"),
        (batch(runnables=[{"container": {"imageUri": IMAGE, "options": "--shm-size=1g"}}]), "docker_options"),
        (batch(runnables=[{"container": {"imageUri": IMAGE, "options": "-u 1 --privileged"}}]), "docker_options"),
        (batch(policy={"machineType": "a2-highgpu-1g"}), "gpu_not_on_cloud_run"),
        (batch(policy={"provisioningModel": "SPOT"}), "spot"),
        (batch(policy={"provisioningModel": "FLEX_START"}), "reserved"),
        (batch(policy={"reservation": "mine"}), "reserved"),
        (batch(policy={"machineType": "n2-highmem-16"}), "large_vm"),
        (batch(placement={"collocation": "COLLOCATED"}), "close_together"),
        (batch(runnables=[{"script": {"path": "/a"}}]), "scripts"),
        (batch(runnables=[CONTAINER, CONTAINER]), "several_steps"),
        (batch({"taskEnvironments": [{"variables": {"A": "1"}}]}), "values_by_task"),
        (
            batch(lifecyclePolicies=[{"action": "FAIL_TASK", "actionCondition": {"exitCodes": [3, 50_001]}}]),
            "exit_codes",
        ),
        (batch(runnables=[{"container": {"imageUri": IMAGE, "username": "me"}}]), "registry_login"),
        (batch(policy={"machineType": "t2a-standard-4"}), "arm"),
        (batch(policy={"machineType": "n2-custom-4-8192"}), "custom_vm"),
        (batch(policy={"minCpuPlatform": "Intel Ice Lake"}), "cpu_platform"),
        (batch({"taskCount": 2, "schedulingPolicy": "IN_ORDER"}), "in_order"),
        (batch(maxRunDuration="100s"), "short_work"),
        (batch(maxRunDuration="100s"), "one_container"),
        (cloud_run(timeoutSeconds=60), "short_work"),
        (cloud_run({"taskCount": 9_800}), "cloud-run.task-count"),
        (cloud_run(volumes=[{"name": "a", "secret": {"secretName": "a"}}]), "secret_files"),
        (cloud_run(containers=[{"image": IMAGE}, {"image": IMAGE}]), "helpers"),
        (cloud_run(annotations={"run.googleapis.com/vpc-access-connector": "a"}), "vpc_connector"),
        (cloud_run(annotations={"run.googleapis.com/cloudsql-instances": "a:b:c"}), "cloud_sql"),
        (cloud_run(location="africa-south1"), "region_not_on_batch"),
        (cloud_run({"taskCount": 5_000}, timeoutSeconds=3_600), "bulk_work"),
    ],
)
def test_each_criterion_finds_what_it_is_for(job: Job, name: str) -> None:
    assert name in [reason.id for reason in placed(job).reasons]


@pytest.mark.parametrize(
    ("job", "name"),
    [
        (batch(runnables=[CONTAINER, {"barrier": {}}, CONTAINER]), "barriers"),
        (batch({"permissiveSsh": True}), "ssh"),
        (batch({"requireHostsFile": False}), "hosts_file"),
        (batch(runnables=[{"container": {"imageUri": IMAGE, "options": "--workdir /shm-size"}}]), "docker_options"),
        (batch(policy={"reservation": "NO_RESERVATION"}), "reserved"),
        (
            batch(lifecyclePolicies=[{"action": "RETRY_TASK", "actionCondition": {"exitCodes": [50_001]}}]),
            "exit_codes",
        ),
        (batch({"schedulingPolicy": "IN_ORDER"}), "in_order"),
        (cloud_run(), "short_work"),
        (cloud_run(location="us-central1"), "region_not_on_batch"),
        (cloud_run(location="moon-base1"), "region_not_on_batch"),
    ],
)
def test_each_criterion_leaves_alone_what_it_is_not_for(job: Job, name: str) -> None:
    assert name not in [reason.id for reason in placed(job).reasons]


def test_what_is_not_known_blocks_nothing_and_is_named() -> None:
    job = batch(
        {"taskCount": ANY, "requireHostsFile": ANY, "taskCountPerNode": ANY},
        {"machineType": ANY, "disks": ANY},
        computeResource={"cpuMilli": ANY, "memoryMib": ANY},
        maxRunDuration=ANY,
        maxRetryCount=ANY,
    )
    found = placed(job)
    assert not found.blockers(CLOUD_RUN)
    assert not found.blockers(BATCH)
    assert {"tasks", "timeout", "CPU", "memory", "retries", "GPUs", "hosts file", "disks"} <= set(found.unknown)
    assert fits(job, CLOUD_RUN, LIMITS)
    assert fits(job, BATCH, LIMITS)


def test_a_fit_has_value_share_and_words() -> None:
    found = placed(cloud_run({"taskCount": 9_800}))
    tasks = next(fit for fit in found.fits if fit.limit.id == "cloud-run.task-count")
    assert (tasks.service, tasks.field, tasks.value, tasks.fits) == (CLOUD_RUN, "task_count", 9_800, True)
    assert tasks.used == pytest.approx(0.98)
    assert tasks.headroom == pytest.approx(0.02)
    assert tasks.describe() == "9,800 tasks of 10,000"
    there = next(fit for fit in found.fits if fit.limit.id == "batch.task-count")
    assert there.used == pytest.approx(0.098)


def test_a_quota_that_can_be_raised_blocks_nothing() -> None:
    found = placed(cloud_run({"taskCount": 900, "parallelism": 500}))
    fit = next(fit for fit in found.fits if fit.field == "tasks_at_once" and fit.service == CLOUD_RUN)
    assert fit.value == 500
    assert fit.fits is None
    assert not found.blockers(CLOUD_RUN)


def test_more_at_once_than_batch_runs_is_slower_there_and_not_blocked() -> None:
    job = cloud_run({"taskCount": 9_000, "parallelism": 6_000})
    fit = next(fit for fit in placed(job).fits if fit.limit.id == "batch.parallelism")
    assert fit.fits is False
    assert not fit.blocks
    assert fits(job, BATCH, LIMITS)


def test_the_limits_in_force_count() -> None:
    limits = LIMITS.with_overrides({"cloud-run.task-count": Override(5, "")})
    assert placed(cloud_run({"taskCount": 6}), limits).verdict == BATCH
    preview = LIMITS.with_overrides(preview=True)
    assert placed(cloud_run(timeoutSeconds=7_200, nodeSelector=L4), preview).verdict == CLOUD_RUN


def test_what_is_beyond_a_service_says_what_to_do() -> None:
    job = cloud_run({"taskCount": 250_000}, {"nvidia.com/gpu": "20"}, timeoutSeconds=2_000_000, maxRetries=12)
    found = [(each.field, each.what, each.mend) for each in beyond(job, BATCH, LIMITS, MACHINES)]
    assert found == [
        ("task_count", "250,000 tasks", "split the work into 3 jobs"),
        ("max_retries", "12 retries", "lower maxRetries to 10"),
        ("timeout", "timeout of 23 days 3 hours 33 minutes 20 seconds", "split it into tasks of up to 14 days"),
        ("gpus", "20 GPUs", "split it into tasks of up to 16 GPUs"),
    ]
    assert beyond(batch({"requireHostsFile": True}), CLOUD_RUN, LIMITS)[0].mend == "let each task work by itself"


def test_the_largest_machine_bounds_cpu_and_memory_on_batch() -> None:
    found = placed(cloud_run())
    limits = {fit.limit.id: fit.limit for fit in found.fits}
    largest = max(machine.milli_cpu for machine in MACHINES if MACHINES.on_batch(machine.name))
    assert limits["batch.machine-cpu"].amount >= largest
    assert limits["batch.machine-memory"].source.startswith("https://")


@pytest.mark.parametrize(
    ("job", "near"),
    [
        (cloud_run({"taskCount": 8_999}), []),
        (cloud_run({"taskCount": 9_000}), ["task_count"]),
        (cloud_run({"taskCount": 10_000}), ["task_count"]),
        (cloud_run({"taskCount": 10_001}), []),
        (cloud_run({"taskCount": 9_500}, timeoutSeconds=600_000), ["task_count", "timeout"]),
        (cloud_run(timeoutSeconds=3_300), []),
        (cloud_run(timeoutSeconds=3_300, nodeSelector=L4), ["timeout"]),
        (cloud_run({"taskCount": ANY}), []),
        (batch({"taskCount": 95_000}), ["task_count"]),
        (batch(maxRunDuration="1209600s"), ["timeout"]),
        (batch(), []),
    ],
)
def test_near_limits(job: Job, near: list[str]) -> None:
    assert [fit.field for fit in near_limits(job, LIMITS, 10)] == near


def test_both_good_jobs_and_terraform_are_placed() -> None:
    assert placed(read(kit.GOOD_CLOUD_RUN, "yaml")).verdict == CLOUD_RUN
    assert placed(read(json.dumps(kit.GOOD_BATCH), "json")).verdict == BATCH
    text = 'resource "google_cloud_run_v2_job" "work" {\n  template {\n    task_count = 20000\n  }\n}\n'
    assert placed(read(text, "hcl")).verdict == BATCH


_number: st.SearchStrategy[Any] = st.one_of(
    st.integers(-5, 2 * 10**6), st.just(ANY), st.none(), st.just([]), st.text(max_size=3)
)


@given(
    st.sampled_from([cloud_run, batch]),
    st.fixed_dictionaries({}, optional={"taskCount": _number, "parallelism": _number, "taskCountPerNode": _number}),
    st.fixed_dictionaries(
        {},
        optional={
            "maxRetries": _number,
            "timeoutSeconds": _number,
            "maxRetryCount": _number,
            "maxRunDuration": _number.map(lambda each: f"{each}s"),
            "volumes": _number,
            "environment": _number,
            "computeResource": st.fixed_dictionaries({}, optional={"cpuMilli": _number, "memoryMib": _number}),
        },
    ),
)
def test_every_job_has_a_verdict_that_its_reasons_bear_out(kind: Any, group: dict[str, Any], task: Any) -> None:
    job = kind(group, **task)
    found = placed(job)
    assert found.verdict in (CLOUD_RUN, BATCH, "either", "neither")
    blocked = {service for service in (CLOUD_RUN, BATCH) if found.blockers(service)}
    for service in (CLOUD_RUN, BATCH):
        assert bool(beyond(job, service, LIMITS, MACHINES)) == (service in blocked)
    assert (found.verdict == "neither") == (len(blocked) == 2)
    assert found.verdict not in blocked
    assert [WEIGHTS.index(each.weight) for each in found.reasons] == sorted(
        WEIGHTS.index(each.weight) for each in found.reasons
    )
    for fit in found.fits:
        assert fit.fits is None or fit.value is not None or fit.field in ("vms", "hosts")
    assert {fit.field for fit in near_limits(job, LIMITS, 10)} <= set(NEAR)


def test_the_tables_are_whole() -> None:
    names = [criterion.name for criterion in CRITERIA]
    assert len(set(names)) == len(names)
    for criterion in CRITERIA:
        assert criterion.source.startswith("https://")
        assert criterion.weight in WEIGHTS
        assert hasattr(holds, criterion.name) != criterion.name.startswith("near_")
        assert bool(criterion.mend) == (criterion.weight == MUST)
        assert not criterion.text.endswith(".")
        if criterion.weight == MUST and criterion.name != "gpu_not_on_batch":
            assert criterion.name in LABELS
    for bound in BOUNDS:
        assert bound.field in NAMES
        if isinstance(bound.limit, str):
            assert LIMITS[bound.limit].service == bound.service


@pytest.mark.parametrize(
    "job",
    [
        read("gcloud run jobs update work --image x/y\n", "shell"),
        read(json.dumps({"taskGroups": [{"taskSpec": {"runnables": [{"container": "x"}]}}]}), "json"),
    ],
)
def test_what_is_not_seen_is_no_reason(job: Job) -> None:
    assert placed(job).reasons == ()
