"""A Batch job as one of Cloud Run: each topic by small cases, and what holds for every job."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobs_lint.dialects import kind_of, read_by
from jobs_lint.engine.lint import lint
from jobs_lint.engine.options import Options
from jobs_lint.finding import Severity
from jobs_lint.limits import Limits
from jobs_lint.machines import Machines
from jobs_lint.migrate.migration import (
    ASSUMED,
    BLOCKER,
    CHANGED,
    LOST,
    NEEDS_YOU,
    SAME,
    Context,
    Migration,
)
from jobs_lint.migrate.to_cloud_run import to_cloud_run
from jobs_lint.model.batch import BatchJob
from jobs_lint.placement import CLOUD_RUN, beyond
from jobs_lint.prices import Prices
from jobs_lint.read.caps import Caps
from jobs_lint.recognise import recognise, recognise_template

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMITS = Limits.default()
MACHINES = Machines.default()
CONTEXT = Context(LIMITS, MACHINES, Prices.default(), location="europe-west1", name="work")
IMAGE = "europe-docker.pkg.dev/example/images/work"
SCHEMA = {f"SCH{number:03d}" for number in range(7, 23)}

EXAMPLE: dict[str, Any] = {
    "priority": 30,
    "labels": {"team": "maps"},
    "logsPolicy": {"destination": "CLOUD_LOGGING"},
    "allocationPolicy": {
        "serviceAccount": {"email": "tiles@shop-maps.iam.gserviceaccount.com"},
        "location": {"allowedLocations": ["regions/us-central1"]},
        "instances": [{"policy": {"machineType": "e2-standard-4", "provisioningModel": "SPOT"}}],
    },
    "taskGroups": [
        {
            "taskCount": 120,
            "parallelism": 30,
            "taskSpec": {
                "maxRunDuration": "2400s",
                "maxRetryCount": 2,
                "lifecyclePolicies": [{"action": "RETRY_TASK", "actionCondition": {"exitCodes": [50001]}}],
                "computeResource": {"cpuMilli": 2000, "memoryMib": 4096},
                "environment": {
                    "variables": {"ZOOM": "14"},
                    "secretVariables": {"API_KEY": "projects/shop-maps/secrets/tile-key/versions/7"},
                },
                "volumes": [{"gcs": {"remotePath": "shop-tiles/rendered"}, "mountPath": "/mnt/disks/tiles"}],
                "runnables": [
                    {
                        "container": {
                            "imageUri": "us-central1-docker.pkg.dev/shop-maps/apps/render:2.0",
                            "commands": ["--to", "/mnt/disks/tiles", "--index-from", "BATCH_TASK_INDEX"],
                        }
                    }
                ],
            },
        }
    ],
}
"""Many small container tasks: what Cloud Run does as well."""


def migrated(document: dict[str, Any] | str, context: Context = CONTEXT, path: str = "job.json") -> Migration:
    text = document if isinstance(document, str) else json.dumps(document)
    data = text.encode()
    kind = kind_of(path, data)
    (job,) = recognise(text, kind, read_by(kind, data)).jobs
    assert isinstance(job, BatchJob)
    return to_cloud_run(job, context)


def batch(
    *runnables: dict[str, Any], group: dict[str, Any] | None = None, job: dict[str, Any] | None = None, **task: Any
) -> dict[str, Any]:
    """A Batch job with some runnables (one small container where there are none) and fields of three levels."""
    spec = {"maxRunDuration": "600s", "runnables": list(runnables) or [{"container": {"imageUri": IMAGE}}], **task}
    return {"taskGroups": [{"taskSpec": spec, **(group or {})}], **(job or {})}


def on(policy: dict[str, Any] | None = None, **instance: Any) -> dict[str, Any]:
    """The fields of a job whose VMs are so."""
    return {"allocationPolicy": {"instances": [{"policy": policy or {}, **instance}]}}


def container(**fields: Any) -> dict[str, Any]:
    return {"container": {"imageUri": IMAGE, **fields}}


def script(text: str, **fields: Any) -> dict[str, Any]:
    return {"script": {"text": text}, **fields}


def execution(migration: Migration) -> dict[str, Any]:
    found: dict[str, Any] = migration.document["spec"]["template"]
    return found


def task(migration: Migration) -> dict[str, Any]:
    found: dict[str, Any] = execution(migration)["spec"]["template"]["spec"]
    return found


def main(migration: Migration) -> dict[str, Any]:
    found: dict[str, Any] = task(migration)["containers"][0]
    return found


def notes(migration: Migration, outcome: str, end: str = "") -> list[str]:
    """What is said with an outcome, of fields that end so."""
    return [step.note for step in migration.steps if step.outcome == outcome and (step.source or "").endswith(end)]


def errors(migration: Migration) -> list[str]:
    """What our own rules say is wrong with the result, and what isn't of the form."""
    data = json.dumps(migration.document).encode()
    findings = lint("job.json", data, Options(profile="all")).findings
    return [
        f"{each.code} {each.message}" for each in findings if each.severity == Severity.ERROR or each.code in SCHEMA
    ]


def test_worked_example() -> None:
    found = migrated(EXAMPLE, CONTEXT._replace(name="map-tiles"))
    assert found.document == {
        "apiVersion": "run.googleapis.com/v1",
        "kind": "Job",
        "metadata": {"name": "map-tiles", "labels": {"team": "maps"}},
        "spec": {
            "template": {
                "spec": {
                    "taskCount": 120,
                    "parallelism": 30,
                    "template": {
                        "spec": {
                            "serviceAccountName": "tiles@shop-maps.iam.gserviceaccount.com",
                            "timeoutSeconds": "2400",
                            "maxRetries": 2,
                            "containers": [
                                {
                                    "image": "us-central1-docker.pkg.dev/shop-maps/apps/render:2.0",
                                    "args": ["--to", "/mnt/disks/tiles", "--index-from", "CLOUD_RUN_TASK_INDEX"],
                                    "env": [
                                        {"name": "ZOOM", "value": "14"},
                                        {
                                            "name": "API_KEY",
                                            "valueFrom": {"secretKeyRef": {"name": "tile-key", "key": "7"}},
                                        },
                                    ],
                                    "resources": {"limits": {"cpu": "2", "memory": "4Gi"}},
                                    "volumeMounts": [{"name": "tiles", "mountPath": "/mnt/disks/tiles"}],
                                }
                            ],
                            "volumes": [
                                {
                                    "name": "tiles",
                                    "csi": {
                                        "driver": "gcsfuse.run.googleapis.com",
                                        "volumeAttributes": {
                                            "bucketName": "shop-tiles",
                                            "mountOptions": "only-dir=rendered",
                                        },
                                    },
                                }
                            ],
                        }
                    },
                }
            }
        },
    }
    assert found.commands == (
        "gcloud run jobs replace {file} --region us-central1",
        "gcloud run jobs execute map-tiles --region us-central1 --wait",
    )
    assert not found.is_blocked
    assert errors(found) == []
    assert "after any failure" in notes(found, LOST, "lifecyclePolicies[0]")[0]
    assert "USD" in notes(found, LOST, "provisioningModel")[0]
    assert notes(found, LOST, "priority")
    assert notes(found, CHANGED, "commands[3]") == ["BATCH_TASK_INDEX is CLOUD_RUN_TASK_INDEX on Cloud Run"]


def test_origins_are_those_of_the_fields() -> None:
    text = json.dumps(EXAMPLE)
    found = migrated(text)
    offset = found.origins["spec", "template", "spec", "taskCount"]
    assert text[offset:].startswith("120")


# Names and labels


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("projects/shop/locations/us-east1/jobs/tiles-20261101-101500", "tiles"),
        ("Nightly_Tiles", "nightly-tiles"),
        ("tiles-${SUFFIX}", "tiles-${SUFFIX}"),
        ("20261101", "work"),
    ],
)
def test_name(name: str, expected: str) -> None:
    assert migrated(batch(job={"name": name})).name == expected


def test_without_any_name_there_is_a_mark() -> None:
    found = migrated(batch(), CONTEXT._replace(name=None))
    assert found.name == "<JOB_NAME>"
    assert "'<JOB_NAME>'" in found.commands[1]
    assert any(step.outcome == NEEDS_YOU and step.target == "metadata.name" for step in found.steps)


def test_labels_of_the_job_and_of_its_vms_are_one() -> None:
    job = {"labels": {"team": "maps", "goog-batch": "x"}, "allocationPolicy": {"labels": {"team": "maps", "tier": "a"}}}
    found = migrated(batch(job=job))
    assert found.document["metadata"]["labels"] == {"team": "maps", "tier": "a"}
    assert notes(found, CHANGED, "goog-batch")


def test_region_and_project_of_the_job_itself() -> None:
    found = migrated(batch(job={"name": "projects/shop/locations/us-east1/jobs/tiles"}))
    assert found.commands[0] == "gcloud run jobs replace {file} --region us-east1 --project shop"


def test_zones_are_left_to_cloud_run() -> None:
    location = {"location": {"allowedLocations": ["zones/us-west1-a", "zones/us-west1-b", "regions/us-east4"]}}
    found = migrated(batch(job={"allocationPolicy": location}))
    assert "--region us-west1 " in found.commands[1]
    assert notes(found, LOST, "allowedLocations[2]")


# Tasks


@pytest.mark.parametrize(
    ("group", "expected", "outcome"),
    [
        ({"taskCount": 5, "parallelism": 2}, (5, 2), SAME),
        ({"taskCount": 5, "parallelism": 9}, (5, 5), CHANGED),
        ({"taskCount": 5, "parallelism": 0}, (5, None), CHANGED),
        ({"taskCount": "${N}", "parallelism": "${P}"}, ("${N}", "${P}"), SAME),
        ({}, (1, None), None),
    ],
)
def test_counts(group: dict[str, Any], expected: tuple[object, object], outcome: str | None) -> None:
    found = migrated(batch(group=group))
    spec = execution(found)["spec"]
    assert (spec["taskCount"], spec.get("parallelism")) == expected
    assert [step.outcome for step in found.steps if (step.source or "").endswith("parallelism")] == (
        [outcome] if outcome else []
    )


def test_in_order_is_one_at_a_time() -> None:
    found = migrated(batch(group={"taskCount": 5, "schedulingPolicy": "IN_ORDER"}))
    assert execution(found)["spec"]["parallelism"] == 1
    assert "order" in notes(found, CHANGED, "schedulingPolicy")[0]


def test_too_many_tasks_are_blocked_with_both_numbers() -> None:
    (note,) = notes(migrated(batch(group={"taskCount": 20_000})), BLOCKER)
    assert "20,000" in note
    assert "10,000" in note


def test_retries_are_written_out() -> None:
    assert task(migrated(batch()))["maxRetries"] == 0
    assert task(migrated(batch(maxRetryCount=4)))["maxRetries"] == 4


@pytest.mark.parametrize(
    ("fields", "runnable", "expected"),
    [
        ({"maxRunDuration": "90s"}, {}, "90"),
        ({"maxRunDuration": "1.5s"}, {}, "2"),
        ({"maxRunDuration": "3600s"}, {"timeout": "60s"}, "60"),
        ({"maxRunDuration": None}, {"timeout": "60s"}, "60"),
        ({"maxRunDuration": None}, {}, "604800"),
        ({"maxRunDuration": "${T}s"}, {}, "${T}"),
    ],
)
def test_timeout(fields: dict[str, Any], runnable: dict[str, Any], expected: str) -> None:
    found = migrated(batch({**container(), **runnable}, **fields))
    assert task(found)["timeoutSeconds"] == expected


def test_timeout_over_the_limit() -> None:
    (note,) = notes(migrated(batch(maxRunDuration="864000s")), BLOCKER)
    assert "10 days" in note
    assert "168 hours" in note


# Sizes


@pytest.mark.parametrize(
    ("cpu", "memory", "expected"),
    [
        (500, 256, ("1", "512Mi")),
        (3000, 2048, ("4", "2Gi")),
        (1000, 6144, ("2", "6Gi")),
        (8000, 32_768, ("8", "32Gi")),
        (5000, 1024, ("6", "4Gi")),
        (1000, 1000, ("1", "1000Mi")),
        ("${C}", "${M}", ("${C}m", "${M}Mi")),
    ],
)
def test_size(cpu: object, memory: object, expected: tuple[str, str]) -> None:
    found = migrated(batch(computeResource={"cpuMilli": cpu, "memoryMib": memory}))
    limits = main(found)["resources"]["limits"]
    assert (limits["cpu"], limits["memory"]) == expected
    assert not found.is_blocked
    assert errors(found) == []


def test_sizes_over_the_limit_are_blocked_with_both_numbers() -> None:
    found = migrated(batch(computeResource={"cpuMilli": 16_000, "memoryMib": 65_536}))
    cpu, memory = notes(found, BLOCKER)
    assert "16 CPUs" in cpu
    assert "8 CPUs" in cpu
    assert "64 GiB" in memory
    assert "32 GiB" in memory


def test_a_vm_without_a_request_is_told_of() -> None:
    found = migrated(batch(job=on({"machineType": "n2-standard-8"})))
    assert main(found)["resources"]["limits"] == {"cpu": "2", "memory": "2000Mi"}
    assert "8 CPUs" in notes(found, NEEDS_YOU, "machineType")[0]


# GPUs


@pytest.mark.parametrize(
    "policy", [{"machineType": "g2-standard-4"}, {"accelerators": [{"type": "nvidia-l4", "count": "1"}]}]
)
def test_gpu(policy: dict[str, Any]) -> None:
    found = migrated(
        batch(job=on(policy, installGpuDrivers=True), computeResource={"cpuMilli": 1000, "memoryMib": 1024})
    )
    assert main(found)["resources"]["limits"] == {"cpu": "4", "memory": "16Gi", "nvidia.com/gpu": "1"}
    assert task(found)["nodeSelector"] == {"run.googleapis.com/accelerator": "nvidia-l4"}
    assert execution(found)["metadata"]["annotations"] == {"run.googleapis.com/gpu-zonal-redundancy-disabled": "true"}
    assert notes(found, CHANGED, "installGpuDrivers")
    assert errors(found) == []


def test_the_larger_gpu() -> None:
    found = migrated(batch(job=on({"machineType": "g4-standard-48"})))
    assert main(found)["resources"]["limits"] == {"cpu": "20", "memory": "80Gi", "nvidia.com/gpu": "1"}
    assert errors(found) == []


@pytest.mark.parametrize(
    ("machine", "words"), [("a2-highgpu-1g", "nvidia-tesla-a100"), ("g2-standard-24", "2 GPUs of a task")]
)
def test_gpus_that_cloud_run_has_not(machine: str, words: str) -> None:
    found = migrated(batch(group={"taskCountPerNode": 1}, job=on({"machineType": machine})))
    assert words in notes(found, BLOCKER)[0]


def test_gpu_for_hours() -> None:
    job = batch(job=on({"machineType": "g2-standard-4"}), maxRunDuration="28800s")
    (note,) = notes(migrated(job), BLOCKER)
    assert "8 hours" in note
    assert "1 hour (12 hours in preview)" in note
    preview = migrated(job, CONTEXT._replace(limits=LIMITS.with_overrides(preview=True)))
    assert not preview.is_blocked
    assert preview.commands[0].startswith("gcloud beta run jobs replace")
    assert preview.document["metadata"]["annotations"] == {"run.googleapis.com/launch-stage": "BETA"}


# Programs


def test_container() -> None:
    found = migrated(
        batch(
            container(entrypoint="/bin/run", commands=["-v", "1"], options="-w /work --env A=b --tmpfs=/fast:size=64m")
        )
    )
    assert main(found) == {
        "image": IMAGE,
        "command": ["/bin/run"],
        "args": ["-v", "1"],
        "workingDir": "/work",
        "env": [{"name": "A", "value": "b"}],
        "resources": {"limits": {"cpu": "2", "memory": "2000Mi"}},
        "volumeMounts": [{"name": "fast", "mountPath": "/fast"}],
    }
    assert task(found)["volumes"] == [{"name": "fast", "emptyDir": {"medium": "Memory", "sizeLimit": "64Mi"}}]
    assert errors(found) == []


@pytest.mark.parametrize("option", ["--privileged", "--shm-size=1g", "--ipc host", "--cap-add SYS_ADMIN"])
def test_options_that_block(option: str) -> None:
    assert migrated(batch(container(options=option))).is_blocked


@pytest.mark.parametrize(
    ("option", "outcome"),
    [
        ("--rm", CHANGED),
        ("-td", CHANGED),
        ("--network host", CHANGED),
        ("--gpus all", CHANGED),
        ("-u 1000", LOST),
        ("--odd 1", LOST),
    ],
)
def test_options_that_are_told(option: str, outcome: str) -> None:
    found = migrated(batch(container(options=option)))
    assert [step.outcome for step in found.steps if (step.source or "").endswith("options")] == [outcome] * (
        2 if option == "-td" else 1
    )


def test_an_image_of_another_registry_is_fetched_by_artifact_registry() -> None:
    found = migrated(batch(container(imageUri="quay.io/bio/align:1.2")), CONTEXT._replace(project="shop"))
    assert main(found)["image"] == "europe-west1-docker.pkg.dev/shop/quay-io/bio/align:1.2"
    assert notes(found, NEEDS_YOU, "imageUri")
    assert errors(found) == []


def test_a_password_of_a_registry_blocks() -> None:
    assert notes(migrated(batch(container(username="u", password="p"))), BLOCKER, "password")


def test_script_needs_an_image() -> None:
    found = migrated(batch(script("#!/bin/bash -e\necho done\n")))
    assert main(found)["command"] == ["/bin/bash", "-e", "-c"]
    assert main(found)["args"] == ["#!/bin/bash -e\necho done\n"]
    assert main(found)["image"] == "google/cloud-sdk:slim"
    assert any(step.outcome == ASSUMED and (step.target or "").endswith("image") for step in found.steps)
    assert any(step.outcome == NEEDS_YOU and (step.target or "").endswith("image") for step in found.steps)


def test_a_variable_that_no_shell_fills_in_is_told_of() -> None:
    found = migrated(batch(container(commands=["--index", "${BATCH_TASK_INDEX}", "${IMAGE_TAG}"])))
    assert main(found)["args"][1] == "${CLOUD_RUN_TASK_INDEX}"
    assert any(note.startswith("no shell is there to fill in ${CLOUD_RUN_") for note in notes(found, NEEDS_YOU))
    (unknown,) = [note for note in notes(found, NEEDS_YOU) if note.startswith("fill in what isn't known")]
    assert "CLOUD_RUN" not in unknown


@pytest.mark.parametrize("spec", [{"runnables": []}, {"runnables": [{"container": {}}]}, {}])
def test_a_job_without_a_program_is_blocked(spec: dict[str, Any]) -> None:
    document = {"taskGroups": [{"taskSpec": {"maxRunDuration": "600s", **spec}}]}
    assert migrated(document).is_blocked
    template = migrated(document, CONTEXT._replace(is_template=True))
    assert not template.is_blocked
    assert any("name the image of the program" in note for note in notes(template, NEEDS_YOU))


def test_a_program_that_is_not_seen_is_not_blocked() -> None:
    document = {"taskGroups": [{"taskSpec": {"maxRunDuration": "600s", "runnables": "${RUNNABLES}"}}]}
    assert not migrated(document).is_blocked


@pytest.mark.parametrize(
    ("first", "command"),
    [
        ("", ["/bin/sh", "-c"]),
        ("#!/usr/bin/env python3\n", ["python3", "-c"]),
        ("#!/usr/bin/perl\n", ["/usr/bin/perl", "-e"]),
    ],
)
def test_interpreter(first: str, command: list[str]) -> None:
    assert main(migrated(batch(script(first + "print(1)"))))["command"] == command


def test_script_that_runs_docker_is_blocked() -> None:
    assert "docker" in notes(migrated(batch(script("sudo docker run busybox"))), BLOCKER, "text")[0]


def test_script_on_a_volume() -> None:
    volume = {"gcs": {"remotePath": "tools"}, "mountPath": "/mnt/disks/tools"}
    found = migrated(batch({"script": {"path": "/mnt/disks/tools/run.sh"}}, volumes=[volume]))
    assert (main(found)["command"], main(found)["args"]) == (["/bin/sh"], ["/mnt/disks/tools/run.sh"])
    assert not found.is_blocked
    assert migrated(batch({"script": {"path": "/opt/run.sh"}})).is_blocked


def shell(migration: Migration, **env: str) -> tuple[int, list[str]]:
    """Run the script of a result, and give its exit code and what it wrote."""
    command = ["/bin/sh", *main(migration)["command"][1:], *main(migration)["args"]]
    environment = {"PATH": "/bin:/usr/bin", "CLOUD_RUN_TASK_INDEX": "1", **env}
    environment |= {"CLOUD_RUN_TASK_COUNT": "3", "CLOUD_RUN_TASK_ATTEMPT": "0"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=30)
    return done.returncode, done.stdout.split()


@pytest.mark.parametrize(
    ("steps", "code", "out"),
    [
        ([script("echo a"), script("echo b")], 0, ["a", "b"]),
        ([script("echo a; exit 3"), script("echo b")], 3, ["a"]),
        ([script("exit 3"), script("echo b"), script("echo c; exit 4", alwaysRun=True)], 3, ["c"]),
        ([script("exit 3", ignoreExitStatus=True), script("echo b")], 0, ["b"]),
        ([script("echo a"), script("exit 5"), script("echo c", alwaysRun=True), script("echo d")], 5, ["a", "c"]),
        ([script("#!/bin/sh -e\nfalse\necho no"), script("echo b")], 1, []),
        ([script("X=1; cd /"), script('echo "[$X]"', environment={"variables": {"Y": "it's"}})], 0, ["[]"]),
        ([script("true"), script('echo "$Y"', environment={"variables": {"Y": "it's"}})], 0, ["it's"]),
        ([script("exit 7", ignoreExitStatus=True)], 0, []),
    ],
)
def test_scripts_in_turn_run_as_on_batch(steps: list[dict[str, Any]], code: int, out: list[str]) -> None:
    found = migrated(batch(*steps))
    assert not found.is_blocked
    assert shell(found) == (code, out)


def test_commands_of_one_image_run_in_turn() -> None:
    first = container(entrypoint="echo", commands=["it's", "$X"], volumes=["/var/tmp:/scratch"])
    last = container(
        entrypoint="sh", commands=["-c", 'echo "$BATCH_TASK_INDEX"; exit 6'], volumes=["/var/tmp:/scratch"]
    )
    found = migrated(batch(first, {**container(**last["container"]), "displayName": "last"}, {**first}))
    assert not found.is_blocked
    assert main(found)["image"] == IMAGE
    assert main(found)["volumeMounts"] == [{"name": "scratch", "mountPath": "/scratch"}]
    assert shell(found) == (6, ["it's", "$X", "1"])
    assert errors(found) == []


def test_containers_in_turn_are_blocked() -> None:
    found = migrated(batch(container(), container(entrypoint="/bin/more")))
    assert "2 containers one after the other" in notes(found, BLOCKER)[0]
    assert len(task(found)["containers"]) == 1


def test_background_runnable_is_a_helper() -> None:
    found = migrated(batch({**container(), "background": True, "displayName": "Cache"}, container(entrypoint="/run")))
    assert [each["name"] for each in task(found)["containers"]] == ["main", "cache"]
    assert not found.is_blocked
    assert errors(found) == []


def test_helpers_share_the_size_of_a_task() -> None:
    helper = {**container(), "background": True}
    found = migrated(batch(container(), helper, computeResource={"cpuMilli": 8000, "memoryMib": 8192}))
    assert "8 CPUs" in notes(found, BLOCKER)[0]


@pytest.mark.parametrize(
    "job",
    [
        batch(container(), {"barrier": {"name": "all"}}, group={"taskCount": 3}),
        batch(group={"taskCount": 3, "requireHostsFile": True}),
        batch(group={"taskCount": 3, "permissiveSsh": True}),
        batch(script("mpirun -f $BATCH_HOSTS_FILE a.out")),
        batch(container(commands=["--node", "BATCH_NODE_INDEX"])),
        batch(container(volumes=["/etc/cloudbatch-taskgroup-hosts:/etc/hosts"])),
        batch(container(volumes=["/var/run/docker.sock:/var/run/docker.sock"])),
    ],
)
def test_tasks_that_work_together_are_blocked(job: dict[str, Any]) -> None:
    assert migrated(job).is_blocked


# Variables


def test_index_in_shells() -> None:
    found = migrated(batch(script('echo "$BATCH_TASK_INDEX/$BATCH_TASK_COUNT"'), group={"taskCount": 3}))
    assert shell(found) == (0, ["1/3"])
    inline = container(entrypoint="/bin/sh", commands=["-c", 'echo "$BATCH_TASK_INDEX"'])
    assert main(migrated(batch(inline)))["args"][1].startswith("export BATCH_TASK_INDEX=")


def test_index_of_a_program_is_for_a_person() -> None:
    assert any("CLOUD_RUN_TASK_INDEX" in note for note in notes(migrated(batch(group={"taskCount": 3})), NEEDS_YOU))
    assert not any("CLOUD_RUN_TASK_INDEX" in note for note in notes(migrated(batch()), NEEDS_YOU))


def test_variables_of_each_task() -> None:
    group = {"taskEnvironments": [{"variables": {"CITY": "Bern"}}, {"variables": {"CITY": "La Paz"}}]}
    found = migrated(batch(script("echo $CITY"), group=group))
    assert execution(found)["spec"]["taskCount"] == 2
    assert shell(found) == (0, ["La", "Paz"])
    assert not found.is_blocked
    assert migrated(batch(group=group)).is_blocked
    alone = migrated(batch(group={"taskEnvironments": group["taskEnvironments"][:1]}))
    assert main(alone)["env"] == [{"name": "CITY", "value": "Bern"}]


def test_a_runnables_variables_count_more() -> None:
    runnable = {**container(), "environment": {"variables": {"A": "2"}}}
    found = migrated(batch(runnable, environment={"variables": {"A": "1", "CLOUD_RUN_TASK_INDEX": "4"}}))
    assert main(found)["env"] == [{"name": "A", "value": "2"}]
    assert notes(found, LOST, "CLOUD_RUN_TASK_INDEX")
    assert errors(found) == []


def test_encrypted_variables_are_lost() -> None:
    found = migrated(batch(environment={"encryptedVariables": {"keyName": "k", "cipherText": "c"}}))
    assert "Secret Manager" in notes(found, LOST, "encryptedVariables")[0]


@pytest.mark.parametrize(
    ("secret", "reference", "alias"),
    [
        ("projects/shop/secrets/key/versions/3", {"name": "key", "key": "3"}, None),
        ("projects/shop/secrets/key", {"name": "key", "key": "latest"}, None),
        (
            "projects/123456789012/secrets/key/versions/latest",
            {"name": "key", "key": "latest"},
            "key:projects/123456789012/secrets/key",
        ),
        ("projects/vault/secrets/key/versions/1", {"name": "key", "key": "1"}, "key:projects/vault/secrets/key"),
        ("${SECRET}", {"name": "${SECRET}", "key": "latest"}, None),
    ],
)
def test_secret(secret: str, reference: dict[str, str], alias: str | None) -> None:
    found = migrated(batch(environment={"secretVariables": {"KEY": secret}}), CONTEXT._replace(project="shop"))
    assert main(found)["env"] == [{"name": "KEY", "valueFrom": {"secretKeyRef": reference}}]
    annotations = execution(found).get("metadata", {}).get("annotations", {})
    assert annotations.get("run.googleapis.com/secrets") == alias


# Volumes and networks


@pytest.mark.parametrize(
    ("options", "expected", "read_only"),
    [
        (["-o ro", "--implicit-dirs"], "implicit-dirs", True),
        (["-o rw,allow_other"], None, False),
        (["--file-mode 777", "-dir-mode=755"], "file-mode=777,dir-mode=755", False),
    ],
)
def test_mount_options(options: list[str], expected: str | None, read_only: bool) -> None:
    volume = {"gcs": {"remotePath": "b"}, "mountPath": "/mnt/disks/b", "mountOptions": options}
    found = migrated(batch(volumes=[volume]))
    (made,) = task(found)["volumes"]
    assert made["csi"]["volumeAttributes"].get("mountOptions") == expected
    assert made["csi"].get("readOnly", False) is read_only
    assert errors(found) == []


def test_a_folder_may_be_in_an_expression() -> None:
    volume = {"gcs": {"remotePath": '${path + "/"}'}, "mountPath": "/mnt/disks/b"}
    (made,) = task(migrated(batch(volumes=[volume])))["volumes"]
    assert made["csi"]["volumeAttributes"] == {"bucketName": '${path + "/"}'}


def test_a_mount_that_is_an_expression_is_at_the_path_of_its_volume() -> None:
    volume = {"gcs": {"remotePath": "b"}, "mountPath": "${folder}"}
    found = migrated(batch(container(volumes=['${folder + ":" + folder}']), volumes=[volume]))
    assert main(found)["volumeMounts"] == [{"name": "folder", "mountPath": "${folder}"}]
    assert notes(found, NEEDS_YOU, "volumes[0]")


def test_mounts_are_where_the_program_saw_them() -> None:
    volume = {"gcs": {"remotePath": "data/2026"}, "mountPath": "/mnt/disks/data"}
    found = migrated(
        batch(
            container(volumes=["/mnt/disks/data:/data:ro", "/mnt/disks/data/in:/in", "/var/tmp:/scratch"]),
            volumes=[volume],
        )
    )
    assert main(found)["volumeMounts"] == [
        {"name": "data", "mountPath": "/data"},
        {"name": "in", "mountPath": "/in"},
        {"name": "scratch", "mountPath": "/scratch"},
    ]
    data, inside, scratch = task(found)["volumes"]
    assert data["csi"]["readOnly"] is True
    assert data["csi"]["volumeAttributes"] == {"bucketName": "data", "mountOptions": "only-dir=2026"}
    assert inside["csi"]["volumeAttributes"] == {"bucketName": "data", "mountOptions": "only-dir=2026/in"}
    assert scratch["emptyDir"] == {"medium": "Memory"}
    assert errors(found) == []


def test_file_share_is_reached_by_the_network() -> None:
    volume = {"nfs": {"server": "10.0.0.2", "remotePath": "/share"}, "mountPath": "/mnt/disks/share"}
    found = migrated(batch(volumes=[volume]))
    assert task(found)["volumes"] == [{"name": "share", "nfs": {"server": "10.0.0.2", "path": "/share"}}]
    assert execution(found)["metadata"]["annotations"] == {
        "run.googleapis.com/network-interfaces": '[{"network":"default","subnetwork":"default"}]',
        "run.googleapis.com/vpc-access-egress": "private-ranges-only",
    }
    assert errors(found) == []


def test_disks_block() -> None:
    disk = {"deviceName": "d", "newDisk": {"sizeGb": 100}}
    job = batch(volumes=[{"deviceName": "d", "mountPath": "/mnt/disks/d"}], job=on({"disks": [disk]}))
    assert len(notes(migrated(job), BLOCKER)) == 2


@pytest.mark.parametrize(("no_external", "egress"), [(True, "all-traffic"), (False, "private-ranges-only")])
def test_network(no_external: bool, egress: str) -> None:
    interface = {
        "network": "projects/shop/global/networks/inner",
        "subnetwork": "projects/shop/regions/us-east1/subnetworks/tasks",
        "noExternalIpAddress": no_external,
    }
    policy = {"network": {"networkInterfaces": [interface]}, "tags": ["batch"]}
    found = migrated(batch(job={"allocationPolicy": policy}), CONTEXT._replace(project="shop"))
    annotations = execution(found)["metadata"]["annotations"]
    assert json.loads(annotations["run.googleapis.com/network-interfaces"]) == [
        {"network": "inner", "subnetwork": "tasks", "tags": ["batch"]}
    ]
    assert annotations["run.googleapis.com/vpc-access-egress"] == egress
    assert errors(found) == []


def test_a_network_of_another_project_keeps_its_path() -> None:
    interface = {"network": "https://www.googleapis.com/compute/v1/projects/host/global/networks/shared"}
    job = batch(job={"allocationPolicy": {"network": {"networkInterfaces": [interface]}}})
    annotations = execution(migrated(job))["metadata"]["annotations"]
    assert "projects/host/global/networks/shared" in annotations["run.googleapis.com/network-interfaces"]


def test_of_a_template_only_what_is_there_is_told() -> None:
    text = "taskGroups:\n  {{- if .x }}\n  - taskSpec:\n      runnables:\n        - container:\n"
    text += "            imageUri: a/b\n  {{- end }}\n"
    found = recognise_template(text, "yaml", read_by("yaml", text.encode()), Caps())
    assert found is not None
    (job,) = found.jobs
    assert isinstance(job, BatchJob)
    migration = to_cloud_run(job, CONTEXT._replace(is_template=True))
    assert not migration.is_blocked
    assert {step.source for step in migration.steps if step.source} == {
        "taskGroups[0].taskSpec.runnables[0].container.imageUri"
    }


# What every job has in common

_TEXTS = st.sampled_from(["a", "${X}", "--to", "BATCH_TASK_INDEX", "/mnt/disks/a", "x y"])
_BOOLS = st.booleans()


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A mapping with some of the fields."""
    return st.fixed_dictionaries({}, optional=fields)


_VARIABLES = st.dictionaries(st.sampled_from(["A", "B", "PORT", "CLOUD_RUN_JOB"]), _TEXTS, max_size=3)
_SECRETS = st.dictionaries(
    st.sampled_from(["A", "S"]),
    st.sampled_from(["projects/p/secrets/s/versions/1", "projects/1234/secrets/s/versions/latest", "${S}"]),
    max_size=2,
)
_ENVIRONMENTS = some(
    variables=_VARIABLES,
    secretVariables=_SECRETS,
    encryptedVariables=st.just({"keyName": "k", "cipherText": "c"}),
)
_CONTAINERS = some(
    imageUri=st.sampled_from([IMAGE, "busybox", "quay.io/a/b:1", "${IMAGE}"]),
    entrypoint=st.sampled_from(["/bin/sh", "python3", "${E}"]),
    commands=st.lists(_TEXTS | st.just("-c"), max_size=3),
    options=st.sampled_from(["--rm", "--privileged", "-w /w -e A=1", "--tmpfs /t", "${O}", "'"]),
    volumes=st.lists(
        st.sampled_from(["/mnt/disks/a:/a", "/mnt/disks/b/c:/c:ro", "/tmp:/tmp", "${V}", "/dev/nvidia0"]), max_size=3
    ),
    username=st.just("u"),
    password=st.just("p"),
    blockExternalNetwork=_BOOLS,
    enableImageStreaming=_BOOLS,
)
_RUNNABLES = some(
    displayName=st.sampled_from(["First", "a b", "${N}"]),
    background=_BOOLS,
    alwaysRun=_BOOLS,
    ignoreExitStatus=_BOOLS,
    timeout=st.sampled_from(["60s", "${T}s", "0s"]),
    environment=_ENVIRONMENTS,
    labels=st.just({"a": "b"}),
).flatmap(
    lambda common: st.one_of(
        _CONTAINERS.map(lambda each: {**common, "container": each}),
        st.sampled_from(["echo a", "#!/bin/bash\n$BATCH_TASK_INDEX", "#!/usr/bin/ruby\n1", "${S}"]).map(
            lambda text: {**common, "script": {"text": text}}
        ),
        st.sampled_from(["/mnt/disks/a/x.sh", "/x.sh"]).map(lambda path: {**common, "script": {"path": path}}),
        st.just({**common, "barrier": {"name": "b"}}),
    )
)
_VOLUMES = st.one_of(
    some(
        gcs=st.just({"remotePath": "a"}) | st.just({"remotePath": "b/c/d"}) | st.just({"remotePath": "${B}"}),
        mountPath=st.sampled_from(["/mnt/disks/a", "/mnt/disks/b", "rel", "/dev/x", "${M}"]),
        mountOptions=st.lists(st.sampled_from(["-o ro", "--implicit-dirs", "rw,async", "--uid 1"]), max_size=2),
    ),
    some(
        nfs=st.just({"server": "10.0.0.1", "remotePath": "/s"}),
        mountPath=st.sampled_from(["/mnt/disks/a", "/mnt/nfs"]),
        mountOptions=st.just(["ro"]),
    ),
    st.just({"deviceName": "d", "mountPath": "/mnt/disks/d"}),
)
_POLICIES = some(
    machineType=st.sampled_from(["e2-standard-2", "g2-standard-4", "g2-standard-24", "a2-highgpu-1g", "${MT}", "x9-9"]),
    provisioningModel=st.sampled_from(["STANDARD", "SPOT", "FLEX_START", "RESERVATION_BOUND", "${PM}"]),
    minCpuPlatform=st.just("Intel Cascade Lake"),
    reservation=st.just("NO_RESERVATION"),
    bootDisk=st.just({"type": "pd-ssd", "sizeGb": 50}),
    disks=st.just([{"deviceName": "d", "newDisk": {"sizeGb": 10}}]),
    accelerators=st.lists(
        some(type=st.sampled_from(["nvidia-l4", "nvidia-tesla-t4", "${G}"]), count=st.sampled_from([0, 1, 2])),
        max_size=2,
    ),
)
JOBS = some(
    name=st.sampled_from(["projects/p/locations/us-east1/jobs/j-20260101-101010", "${J}"]),
    priority=st.sampled_from([0, 5]),
    labels=st.dictionaries(st.sampled_from(["a", "goog-x", "B"]), st.sampled_from(["b", "B", "${L}"]), max_size=2),
    notifications=st.just([{"pubsubTopic": "projects/p/topics/t", "message": {"type": "JOB_STATE_CHANGED"}}]),
    logsPolicy=st.sampled_from([{"destination": "CLOUD_LOGGING"}, {"destination": "PATH", "logsPath": "/mnt/a"}]),
    allocationPolicy=some(
        instances=st.lists(
            some(
                policy=_POLICIES,
                installGpuDrivers=_BOOLS,
                instanceTemplate=st.just("t"),
                installOpsAgent=_BOOLS,
                blockProjectSshKeys=_BOOLS,
            ),
            max_size=1,
        ),
        labels=st.just({"a": "c"}),
        tags=st.just(["t"]),
        serviceAccount=some(email=st.sampled_from(["a@p.iam.gserviceaccount.com", "${SA}"]), scopes=st.just(["s"])),
        location=st.sampled_from([{"allowedLocations": ["regions/us-east1"]}, {"allowedLocations": ["${R}"]}]),
        placement=st.just({"collocation": "COLLOCATED"}),
        network=some(
            networkInterfaces=st.lists(
                some(
                    network=st.sampled_from(["global/networks/n", "projects/p/global/networks/n"]),
                    subnetwork=st.just("regions/r/subnetworks/s"),
                    noExternalIpAddress=_BOOLS,
                    nicType=st.sampled_from(["GVNIC", "IRDMA"]),
                ),
                max_size=2,
            )
        ),
    ),
    oddField=st.sampled_from([1, {}, {"deep": [1]}]),
).flatmap(
    lambda job: some(
        taskCount=st.sampled_from([0, 1, 4, 20_000, "${N}"]),
        parallelism=st.sampled_from([0, 2, 9, "${P}"]),
        schedulingPolicy=st.sampled_from(["IN_ORDER", "AS_SOON_AS_POSSIBLE", "${SP}"]),
        taskCountPerNode=st.just(2),
        requireHostsFile=_BOOLS,
        permissiveSsh=_BOOLS,
        runAsNonRoot=_BOOLS,
        taskEnvironments=st.lists(_ENVIRONMENTS, max_size=2),
        taskSpec=some(
            runnables=st.lists(_RUNNABLES, min_size=1, max_size=3) | st.just("${R}"),
            volumes=st.lists(_VOLUMES, max_size=3),
            environment=_ENVIRONMENTS,
            maxRunDuration=st.sampled_from(["60s", "7200s", "864000s", "1.5s", "0s", "${T}s"]),
            maxRetryCount=st.sampled_from([0, 3, 12, "${RC}"]),
            computeResource=some(
                cpuMilli=st.sampled_from([0, 250, 3000, 9000, "${C}"]),
                memoryMib=st.sampled_from([0, 100, 9000, 70_000, "${M}"]),
                bootDiskMib=st.just(1000),
            ),
            lifecyclePolicies=st.lists(
                some(
                    action=st.sampled_from(["RETRY_TASK", "FAIL_TASK"]),
                    actionCondition=some(exitCodes=st.lists(st.sampled_from([1, 50001]), max_size=2)),
                ),
                max_size=2,
            ),
        ),
    ).map(lambda group: {**job, "taskGroups": [group]})
)


def leaves(value: Any, path: str = "") -> Iterator[str]:
    """The paths of all that is written, as findings show them."""
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            yield from leaves(item, f"{path}[{index}]")
    elif path and value is not None and value != []:
        yield path


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(JOBS, st.sampled_from([CONTEXT, CONTEXT._replace(project="p", location=None, name=None)]))
def test_every_job(document: dict[str, Any], context: Context) -> None:
    found = migrated(document, context)
    told = {step.source for step in found.steps if step.source}
    for path in leaves(document):
        above = {path[:end] for end in range(1, len(path) + 1) if path[end : end + 1] in ("", ".", "[")}
        assert above & told, f"nothing is said of {path}"
    assert all(step.note for step in found.steps if step.outcome != SAME)
    assert json.loads(json.dumps(found.document)) == found.document
    # A runnable's timeout, which may be shorter than that of its task, is looked at here alone.
    if any(excess.field != "timeout" for excess in beyond(found.job, CLOUD_RUN, LIMITS, MACHINES)):
        assert found.is_blocked
    if not found.is_blocked:
        assert errors(found) == []


@pytest.mark.parametrize("region", ["$(id)", "${X}$(id)", "$X`id`", "${X:-$(id)}", "$X\\", "'; id; '"])
def test_a_hostile_region_means_nothing_to_a_shell(region: str) -> None:
    policy = {"location": {"allowedLocations": [f"regions/{region}"]}}
    for command in migrated(batch(job={"allocationPolicy": policy}), CONTEXT._replace(location=None)).commands:
        words = f"set -- {command.partition(' --region ')[2]}; printf '%s' \"$1\""
        said = subprocess.run(["/bin/sh", "-c", words], capture_output=True, text=True, check=True)
        assert said.stdout == region


def test_the_region_in_the_name_counts_before_the_given_one() -> None:
    document = {**batch(), "name": "projects/p/locations/us-west1/jobs/orders"}
    context = CONTEXT._replace(location="europe-west4")
    text = json.dumps(document)
    (job,) = recognise(text, "json", read_by("json", text.encode()), location="europe-west4").jobs
    assert isinstance(job, BatchJob)
    assert "--region us-west1 " in to_cloud_run(job, context).commands[0]


def test_empty_collections_are_not_lost_and_other_groups_are() -> None:
    document = {**batch(), "notifications": [], "labels": {}}
    document["taskGroups"] = [*document["taskGroups"], {"taskCount": 2}]
    migration = migrated(document)
    assert not notes(migration, LOST, "notifications")
    assert not notes(migration, LOST, "labels")
    assert notes(migration, LOST, "taskGroups[1]") == [
        "a job has one task group on Batch too: make a job of each other one"
    ]
