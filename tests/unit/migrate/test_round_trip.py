"""There and back again: what both reports call the same is the same, and the job still does what it did."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobs_lint.limits import Limits
from jobs_lint.migrate.migration import SAME, Migration
from jobs_lint.migrate.to_batch import to_batch
from jobs_lint.migrate.to_cloud_run import to_cloud_run
from jobs_lint.model.batch import BatchJob, Runnable
from jobs_lint.model.field import Field, Several, Single
from unit.dialects.seen import batch, cloud_run, result
from unit.migrate.test_to_batch import CONTEXT
from unit.migrate.test_to_batch import jobs as run_jobs
from unit.migrate.test_to_cloud_run import JOBS as BATCH_JOBS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.finding import Diagnostic
    from jobs_lint.model.cloud_run import CloudRunJob, RunContainer
    from jobs_lint.model.job import Job
    from jobs_lint.model.part import Part
    from jobs_lint.model.parts import EnvVar, Volume

BACK: Final = CONTEXT._replace(name="orders")
AT_ONCE: Final = Limits.default().batch.parallelism.amount
SET_BY_CLOUD_RUN: Final = ("CLOUD_RUN_", "BATCH_")
ACCOUNT: Final = "@shop.iam.gserviceaccount.com"


class Trip(NamedTuple):
    """A job of Cloud Run, on Batch, and on Cloud Run again."""

    first: CloudRunJob
    there: Migration
    back: Migration
    last: CloudRunJob


def round_trip(body: dict[str, Any]) -> Trip:
    first = cloud_run(json.dumps(body), "job.json")
    there = to_batch(first, CONTEXT)
    back = to_cloud_run(batch(json.dumps(there.document), "job.json"), BACK)
    return Trip(first, there, back, cloud_run(json.dumps(back.document), "job.json"))


def written(part: Part) -> Iterator[tuple[str, Any]]:
    """The path and the value of each field that is in a file, at and below a part; a variable has its value's."""
    for name in dir(type(part)):
        kind = getattr(type(part), name, None)
        if isinstance(kind, Field):
            setting = getattr(part, name)
            if setting.is_set or setting.text:
                yield setting.field, setting.text if setting.is_unknown else setting.value
        elif isinstance(kind, Single):
            yield from written(getattr(part, name))
        elif isinstance(kind, Several):
            for each in getattr(part, name):
                yield from written(each)


def same_in_both(there: Migration, back: Migration) -> Iterator[tuple[str, str]]:
    """Where a field was and where it is then, of each that both reports call the same."""
    again = {step.source: step.target for step in back.steps if step.outcome == SAME and step.source}
    for step in there.steps:
        if step.outcome != SAME or not step.target:
            continue
        target = again.get(step.target) or again.get(step.target.removesuffix(".value"))
        if step.source and target:
            yield step.source, target


def value_at(values: dict[str, Any], path: str) -> Any:
    """The value of a field, or that of the variable that is there."""
    return values.get(path, values.get(f"{path}.value"))


def tell_the_truth(there: Migration, back: Migration, last: Job) -> None:
    """Hold what both reports call the same against the values."""
    before, after = dict(written(there.job)), dict(written(last))
    for source, target in same_in_both(there, back):
        value = value_at(before, source)
        if value is not None:
            assert value_at(after, target) == value, (source, target)


def errors_in(migration: Migration) -> list[Diagnostic]:
    """What is wrong with a result."""
    found = result(json.dumps(migration.document), "job.json").findings
    return [each for each in found if each.severity == "error"]


def main_of(job: CloudRunJob) -> RunContainer:
    return job.main_container or job.containers[0]


def paths(container: RunContainer, volume: Volume) -> set[str]:
    return {each.mount_path.known() for each in container.mounts if each.name.value == volume.name.value}


def options(volume: Volume) -> list[str]:
    return [part for each in volume.mount_options for part in each.value.text.split(",")]


def mounted(job: CloudRunJob, container: RunContainer) -> dict[str, tuple[Any, ...]]:
    """What a container sees of buckets and file shares, by path."""
    found: dict[str, tuple[Any, ...]] = {}
    for volume in job.volumes:
        said: tuple[Any, ...] = ()
        if volume.kind == "bucket":
            said = volume.bucket.value, bool(volume.read_only.value), *sorted(set(options(volume)) - {"implicit-dirs"})
        elif volume.kind == "nfs":
            said = volume.nfs_server.value, volume.nfs_path.value, bool(volume.read_only.value)
        if said:
            found |= dict.fromkeys(paths(container, volume), said)
    return found


def in_memory(job: CloudRunJob, container: RunContainer) -> set[str]:
    """Where a container has folders that are in memory."""
    volumes = [each for each in job.volumes if each.kind == "empty-dir" and each.medium.text.upper() != "DISK"]
    return {path for volume in volumes for path in paths(container, volume)}


def at_once(job: Job) -> int:
    """How many tasks run at once: all where nothing is said of it."""
    tasks = job.task_count.known()
    return min(job.parallelism.known() or tasks, tasks) if job.parallelism.is_set else tasks


def secret(variable: EnvVar) -> tuple[Any, ...]:
    return variable.secret.value, variable.secret_version.value


def does(job: CloudRunJob) -> dict[str, Any]:
    """What a job does, however it is said."""
    main = main_of(job)
    variables = [each for each in main.env if not each.name.known().startswith(SET_BY_CLOUD_RUN)]
    tasks = job.task_count.known()
    account: Any = job.service_account.value
    return {
        "tasks": tasks,
        "at once": min(at_once(job), AT_ONCE),
        "retries": job.max_retries.known(),
        "timeout": job.timeout.known(),
        "image": main.image.value,
        "env": {each.name.value: each.value.text for each in variables if not each.secret.is_set},
        "secrets": {
            each.name.value: (each.secret.value, each.secret_version.value) for each in variables if each.secret
        },
        "account": account if account is None or "@" in account else account + ACCOUNT,
        "labels": {
            each.name.value: each.value.value
            for each in (*job.execution_labels, *job.labels)
            if not each.name.known().startswith(("goog-", "cloud.googleapis.com/")) and "." not in each.name.known()
        },
        "gpu": job.gpu_type.value,
    }


def network(job: CloudRunJob) -> tuple[Any, ...]:
    tags = [each.value.value for interface in job.network_interfaces for each in interface.tags]
    return job.network.value, job.subnetwork.value, tags


def program(container: RunContainer) -> list[str]:
    return [each.value.text for each in (*container.command, *container.args)]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(run_jobs())
def test_from_cloud_run_to_batch_and_back(body: dict[str, Any]) -> None:
    trip = round_trip(body)
    assert trip.back.is_blocked or errors_in(trip.back) == []
    tell_the_truth(trip.there, trip.back, trip.last)
    assert does(trip.last) == does(trip.first)
    if trip.first.network_interfaces:  # a file share has a job join the default one
        assert network(trip.last) == network(trip.first)
    # On Batch, a container that lists no volumes has all of the task.
    assert mounted(trip.first, main_of(trip.first)).items() <= mounted(trip.last, main_of(trip.last)).items()
    assert in_memory(trip.first, main_of(trip.first)) <= in_memory(trip.last, main_of(trip.last))
    entrypoint = trip.there.document["taskGroups"][0]["taskSpec"]["runnables"][-1]["container"].get("entrypoint")
    if entrypoint != "/bin/sh":
        assert program(main_of(trip.last)) == program(main_of(trip.first))


def maybe(**strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=strategies)


TEXTS = st.sampled_from(["x", "a b", "--all", "$HOME", "7"])
ENVIRONMENTS = maybe(
    variables=st.dictionaries(st.sampled_from(["A", "B"]), TEXTS),
    secretVariables=st.dictionaries(
        st.sampled_from(["S", "T"]),
        st.sampled_from(["projects/shop/secrets/key/versions/3", "projects/shop/secrets/other/versions/latest"]),
    ),
)
VOLUMES: list[dict[str, Any]] = [
    {"gcs": {"remotePath": "b-ucket"}, "mountPath": "/mnt/disks/a", "mountOptions": ["-o ro", "--implicit-dirs"]},
    {"gcs": {"remotePath": "other/some/folder"}, "mountPath": "/mnt/disks/b", "mountOptions": ["--uid=7"]},
    {"nfs": {"server": "10.0.0.2", "remotePath": "/x"}, "mountPath": "/mnt/disks/c"},
]


@st.composite
def batch_jobs(draw: st.DrawFn) -> dict[str, Any]:
    """A Batch job of one container, of the sort that Cloud Run runs as well."""
    volumes = draw(st.lists(st.sampled_from(VOLUMES), unique_by=lambda each: str(each["mountPath"])))
    container = {"imageUri": "us-docker.pkg.dev/shop/apps/orders:1"}
    container |= draw(
        maybe(
            entrypoint=st.sampled_from(["python3", "/bin/run"]),
            commands=st.lists(TEXTS, min_size=1, max_size=3),
            volumes=st.just([f"{each['mountPath']}:/in{number}" for number, each in enumerate(volumes)]),
        )
    )
    task = draw(
        maybe(
            maxRunDuration=st.sampled_from(["60s", "7200s", "604800s"]),
            maxRetryCount=st.integers(0, 10),
            environment=ENVIRONMENTS,
            computeResource=maybe(
                cpuMilli=st.sampled_from([500, 1000, 4000, 8000]), memoryMib=st.sampled_from([512, 2000, 8192, 32768])
            ),
        )
    )
    group = draw(maybe(taskCount=st.integers(1, 10_000), parallelism=st.integers(1, 5_000)))
    allocation = draw(
        maybe(
            labels=st.just({"team": "archive"}),
            serviceAccount=st.just({"email": f"orders{ACCOUNT}"}),
            location=st.just({"allowedLocations": ["regions/europe-west4"]}),
            network=st.fixed_dictionaries(
                {"network": st.just("projects/shop/global/networks/n")},
                optional={
                    "subnetwork": st.just("projects/shop/regions/europe-west4/subnetworks/s"),
                    "noExternalIpAddress": st.just(True),
                },
            ).map(lambda interface: {"networkInterfaces": [interface]}),
            tags=st.just(["t"]),
        )
    )
    environment = draw(maybe(environment=ENVIRONMENTS))
    task |= {"volumes": volumes, "runnables": [{"container": container, **environment}]}
    job = draw(maybe(labels=st.just({"part": "one"})))
    return {**job, "taskGroups": [{**group, "taskSpec": task}], "allocationPolicy": allocation}


def does_on_batch(job: BatchJob) -> dict[str, Any]:
    """What a Batch job does, however it is said."""
    (main,) = job.runnables
    tasks = job.task_count.known()
    return {
        "tasks": tasks,
        "at once": at_once(job),
        "retries": job.max_retries.known(),
        "image": main.image.value,
        "env": {
            each.name.value: each.value.text
            for each in (*job.env, *main.env)
            if not each.name.known().startswith(SET_BY_CLOUD_RUN)
        },
        "secrets": {each.name.value: each.secret.value for each in (*job.secret_env, *main.secret_env)},
        "volumes": mounted_on_batch(job, main),
        "account": job.service_account.value,
        "labels": {each.name.value: each.value.value for each in (*job.labels, *job.allocation_labels)},
    }


def mounted_on_batch(job: BatchJob, main: Runnable) -> dict[str, tuple[Any, ...]]:
    """What a container sees of buckets and file shares, by path."""
    bound = dict(each.value.text.removesuffix(":ro").split(":") for each in main.volumes)
    found: dict[str, tuple[Any, ...]] = {}
    for volume in job.volumes:
        given = {flag for each in volume.mount_options for flag in each.value.text.replace("-o ", "--").split()}
        path = bound[volume.mount_path.text] if bound else volume.mount_path.text
        what = volume.bucket.value, volume.nfs_server.value, volume.nfs_path.value
        found[path] = (*what, *sorted(given - {"--implicit-dirs"}))
    return found


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(batch_jobs())
def test_from_batch_to_cloud_run_and_back(body: dict[str, Any]) -> None:
    there = to_cloud_run(batch(json.dumps(body), "job.json"), BACK)
    back = to_batch(cloud_run(json.dumps(there.document), "job.json"), CONTEXT._replace(location="europe-west4"))
    last = batch(json.dumps(back.document), "job.json")
    assert not there.is_blocked
    assert not back.is_blocked
    assert errors_in(there) == errors_in(back) == []
    tell_the_truth(there, back, last)
    first = there.job
    assert isinstance(first, BatchJob)
    assert does_on_batch(last) == does_on_batch(first)
    for field in ("cpu", "memory", "timeout"):
        value = getattr(first, field).value
        assert value is None or getattr(last, field).value >= value
    if first.network_interfaces:
        tags = [[each.value.value for each in job.network_tags] for job in (first, last)]
        assert tags[0] == tags[1]
        for field in ("network", "subnetwork"):
            assert getattr(last, field).value == getattr(first, field).value
    if last.runnables[0].entrypoint.value != "/bin/sh":
        assert [each.text for each in last.runnables[0].words] == [each.text for each in first.runnables[0].words]


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(BATCH_JOBS)
def test_whatever_a_batch_job_has_the_reports_tell_the_truth(body: dict[str, Any]) -> None:
    there = to_cloud_run(batch(json.dumps(body), "job.json"), BACK)
    back = to_batch(cloud_run(json.dumps(there.document), "job.json"), CONTEXT)
    tell_the_truth(there, back, batch(json.dumps(back.document), "job.json"))
