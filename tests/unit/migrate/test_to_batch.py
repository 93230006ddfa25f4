"""A Cloud Run job as a Batch job: topic by topic, one whole job, and what holds for every job."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs_lint.limits import Limits
from jobs_lint.machines import Machines
from jobs_lint.migrate import rest
from jobs_lint.migrate.migration import ASSUMED, BLOCKER, CHANGED, LOST, NEEDS_YOU, SAME, Context, Migration
from jobs_lint.migrate.to_batch import to_batch
from jobs_lint.migrate.to_batch.lost import is_told, written
from jobs_lint.model.cloud_run import CloudRunJob
from jobs_lint.prices import Prices
from unit.dialects.said import V1, V2
from unit.dialects.seen import cloud_run, result
from unit.dialects.seen import jobs as jobs_in

if TYPE_CHECKING:
    from collections.abc import Callable

CONTEXT = Context(Limits.default(), Machines.default(), Prices.default(), "shop", "us-central1")
NOWHERE = CONTEXT._replace(project=None, location=None)
WHOLE = """
apiVersion: run.googleapis.com/v1
kind: Job
metadata:
  name: weekly-restoration
  labels: {team: archive, budget: b-12}
spec:
  template:
    metadata:
      annotations:
        run.googleapis.com/gpu-zonal-redundancy-disabled: 'true'
        run.googleapis.com/network-interfaces: '[{"network":"films","subnetwork":"films-ew4"}]'
        run.googleapis.com/vpc-access-egress: private-ranges-only
    spec:
      taskCount: 20
      parallelism: 4
      template:
        spec:
          serviceAccountName: restorer@films.iam.gserviceaccount.com
          timeoutSeconds: '28800'
          maxRetries: 2
          nodeSelector: {run.googleapis.com/accelerator: nvidia-l4}
          containers:
          - image: europe-west4-docker.pkg.dev/films/apps/restore:3
            command: [python3]
            args: [/app/restore.py, --my-part]
            env:
            - {name: QUALITY, value: best}
            - {name: TOKEN, valueFrom: {secretKeyRef: {name: token, key: latest}}}
            resources: {limits: {cpu: '8', memory: 32Gi, nvidia.com/gpu: '1'}}
            volumeMounts: [{name: reels, mountPath: /reels}]
          volumes:
          - name: reels
            csi:
              driver: gcsfuse.run.googleapis.com
              readOnly: true
              volumeAttributes: {bucketName: films-reels}
"""
WRAPPER = (
    'export CLOUD_RUN_TASK_INDEX="$BATCH_TASK_INDEX" CLOUD_RUN_TASK_COUNT="$BATCH_TASK_COUNT" '
    'CLOUD_RUN_TASK_ATTEMPT="$BATCH_TASK_RETRY_ATTEMPT"; exec "$@"'
)


def migrated(text: str, context: Context = CONTEXT, path: str = "job.yaml") -> Migration:
    return to_batch(cloud_run(text, path), context)


def small(
    context: Context = CONTEXT, *, job: Any = (), execution: Any = (), task: Any = (), **fields: Any
) -> Migration:
    """A job of one container with some fields of it, of its task, its execution and the job itself."""
    body = {
        "name": "projects/shop/locations/us-central1/jobs/orders",
        "template": {
            "taskCount": 1,
            "template": {"containers": [{"image": "example/orders:1", **fields}], **dict(task)},
            **dict(execution),
        },
        **dict(job),
    }
    return migrated(json.dumps(body), context, "job.json")


def task(migration: Migration) -> Any:
    return migration.document["taskGroups"][0]["taskSpec"]


def main(migration: Migration) -> Any:
    return task(migration)["runnables"][-1]


def notes(migration: Migration, outcome: str, source: str = "") -> list[str]:
    """The notes of an outcome on the fields whose path ends in a word."""
    return [step.note for step in migration.steps if step.outcome == outcome and (step.source or "").endswith(source)]


def policy(migration: Migration) -> Any:
    return migration.document["allocationPolicy"]["instances"][0]["policy"]


def test_a_whole_job() -> None:
    migration = migrated(WHOLE, CONTEXT._replace(project="films", location="europe-west4"))
    labels = {"team": "archive", "budget": "b-12"}
    assert migration.document == {
        "taskGroups": [
            {
                "taskCount": 20,
                "parallelism": 4,
                "taskCountPerNode": 1,
                "taskSpec": {
                    "computeResource": {"cpuMilli": 8000, "memoryMib": 32768},
                    "maxRunDuration": "28800s",
                    "maxRetryCount": 2,
                    "environment": {
                        "variables": {"QUALITY": "best", "CLOUD_RUN_JOB": "weekly-restoration"},
                        "secretVariables": {"TOKEN": "projects/films/secrets/token/versions/latest"},
                    },
                    "volumes": [
                        {
                            "gcs": {"remotePath": "films-reels"},
                            "mountPath": "/mnt/disks/reels",
                            "mountOptions": ["-o ro", "--implicit-dirs"],
                        }
                    ],
                    "runnables": [
                        {
                            "container": {
                                "imageUri": "europe-west4-docker.pkg.dev/films/apps/restore:3",
                                "entrypoint": "/bin/sh",
                                "commands": ["-c", WRAPPER, "sh", "python3", "/app/restore.py", "--my-part"],
                                "volumes": ["/mnt/disks/reels:/reels:ro"],
                            }
                        }
                    ],
                },
            }
        ],
        "allocationPolicy": {
            "location": {"allowedLocations": ["regions/europe-west4"]},
            "instances": [
                {
                    "installGpuDrivers": True,
                    "policy": {
                        "machineType": "g2-standard-8",
                        "provisioningModel": "STANDARD",
                        "accelerators": [{"type": "nvidia-l4", "count": 1}],
                        "bootDisk": {"type": "pd-balanced", "sizeGb": 60},
                    },
                }
            ],
            "serviceAccount": {"email": "restorer@films.iam.gserviceaccount.com"},
            "network": {
                "networkInterfaces": [
                    {
                        "network": "projects/films/global/networks/films",
                        "subnetwork": "projects/films/regions/europe-west4/subnetworks/films-ew4",
                    }
                ]
            },
            "labels": labels,
        },
        "labels": labels,
        "logsPolicy": {"destination": "CLOUD_LOGGING"},
    }
    command = "gcloud batch jobs submit --job-prefix weekly-restoration --location europe-west4 --project films"
    assert migration.commands == (f"{command} --config {{file}}",)
    assert not notes(migration, LOST)
    assert not migration.is_blocked


def test_the_order_is_that_of_the_documentation() -> None:
    document = migrated(WHOLE).document
    assert list(document) == ["taskGroups", "allocationPolicy", "labels", "logsPolicy"]
    assert list(document["taskGroups"][0]["taskSpec"]) == [
        *("computeResource", "maxRunDuration", "maxRetryCount", "environment", "volumes", "runnables")
    ]


def test_kept_fields_know_where_they_come_from() -> None:
    migration = migrated(WHOLE)
    start = migration.origins["taskGroups", 0, "taskCount"]
    assert WHOLE[start : start + 2] == "20"
    variable = migration.origins["taskGroups", 0, "taskSpec", "environment", "variables", "QUALITY"]
    assert WHOLE[variable:].startswith("{name: QUALITY")


def test_defaults_are_written_out_and_named() -> None:
    migration = migrated(
        '{"template": {"template": {"containers": [{"image": "example/orders:1"}]}}}', CONTEXT, "job.json"
    )
    assert (task(migration)["maxRetryCount"], task(migration)["maxRunDuration"]) == (3, "600s")
    assert task(migration)["computeResource"] == {"cpuMilli": 1000, "memoryMib": 512}
    said = [step.note for step in migration.steps if step.target and step.target.endswith("maxRetryCount")]
    assert said == ["Cloud Run's default, as maxRetries isn't set; Batch's own is 0"]


@pytest.mark.parametrize(
    ("fields", "count", "parallelism"),
    [
        ({"taskCount": 8}, 8, None),
        ({"taskCount": 8, "parallelism": 0}, 8, None),
        ({"taskCount": 8, "parallelism": 2}, 8, 2),
        ({"taskCount": 8, "parallelism": 20}, 8, 8),
        ({"taskCount": 9000, "parallelism": 6000}, 9000, 5000),
    ],
)
def test_tasks_and_parallelism(fields: dict[str, int], count: int, parallelism: int | None) -> None:
    group = small(execution=fields).document["taskGroups"][0]
    assert (group["taskCount"], group.get("parallelism")) == (count, parallelism)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"execution": {"taskCount": 100_001}}, ("100,001", "100,000")),
        ({"task": {"maxRetries": 11}}, ("11", "10")),
        ({"task": {"timeout": "1209601s"}}, ("14 days",)),
        ({"task": {"timeout": "0s"}}, ("0 seconds",)),
        ({"resources": {"limits": {"cpu": "2000"}}}, ("2,000 CPUs", "vCPUs")),
        ({"resources": {"limits": {"nvidia.com/gpu": "17"}}}, ("17 GPUs", "16")),
        ({"args": ["x" * 2**20]}, ("bytes", "1 MB")),
        ({"job": {"name": "projects/shop/locations/africa-south1/jobs/orders"}}, ("africa-south1",)),
    ],
)
def test_blockers_have_both_numbers(fields: dict[str, Any], words: tuple[str, ...]) -> None:
    migration = small(NOWHERE, **fields)
    (note, *_) = notes(migration, BLOCKER)
    assert all(word in note for word in words), note


def test_a_job_without_an_image_is_blocked() -> None:
    assert notes(migrated("gcloud run jobs execute orders --args=--all\n", path="run.sh"), BLOCKER)
    assert notes(small(image=""), BLOCKER)


def test_another_region_is_taken_where_batch_isn_t() -> None:
    away = {"name": "projects/shop/locations/africa-south1/jobs/orders"}
    migration = small(CONTEXT._replace(location="europe-west1"), job=away)
    assert migration.document["allocationPolicy"]["location"] == {"allowedLocations": ["regions/europe-west1"]}
    assert "--location europe-west1" in migration.commands[0]
    assert not migration.is_blocked


def test_the_file_s_region_goes_before_the_given_one() -> None:
    migration = small(CONTEXT._replace(location="europe-west1"))
    assert migration.document["allocationPolicy"]["location"] == {"allowedLocations": ["regions/us-central1"]}


def test_a_gpu_that_is_not_in_the_region_blocks() -> None:
    asia = {"name": "projects/shop/locations/australia-southeast2/jobs/orders"}
    migration = small(job=asia, task={"nodeSelector": {"accelerator": "nvidia-l4"}})
    assert "nvidia-l4 isn't in australia-southeast2" in notes(migration, BLOCKER)[0]


@pytest.mark.parametrize(
    ("limits", "machine"),
    [
        ({"cpu": "1", "memory": "4Gi"}, 2),
        ({"cpu": "2", "memory": "8Gi"}, 2),
        ({"cpu": "4", "memory": "16Gi"}, 4),
        ({"cpu": "6", "memory": "24Gi"}, 8),
        ({"cpu": "8", "memory": "32Gi"}, 8),
    ],
)
def test_the_machine_has_what_the_task_asks_for(limits: dict[str, str], machine: int) -> None:
    migration = small(resources={"limits": limits})
    chosen = Machines.default().get(policy(migration)["machineType"])
    assert chosen is not None
    assert (chosen.series, chosen.vcpus) == ("e2", machine)
    assert chosen.memory_mib >= task(migration)["computeResource"]["memoryMib"]


def test_the_next_larger_machine_is_named_where_tasks_take_all_memory() -> None:
    migration = small(execution={"taskCount": 100}, resources={"limits": {"cpu": "4", "memory": "16Gi"}})
    (note,) = [step.note for step in migration.steps if (step.target or "").endswith("machineType")]
    larger = Machines.default().get(note.rpartition(": ")[2].split()[0])
    assert larger is not None
    assert (larger.vcpus, larger.memory_mib) == (4, 32 * 1024)


def test_memory_is_rounded_up_to_mebibytes() -> None:
    assert task(small(resources={"limits": {"memory": "1G"}}))["computeResource"]["memoryMib"] == 954


def test_tasks_share_a_vm_where_they_can() -> None:
    group = small(execution={"taskCount": 10}).document["taskGroups"][0]
    assert group["taskCountPerNode"] == 2
    alone = small(execution={"taskCount": 10, "parallelism": 1}).document["taskGroups"][0]
    assert alone["taskCountPerNode"] == 1


def test_an_rtx_pro_6000() -> None:
    migration = small(task={"nodeSelector": {"accelerator": "nvidia-rtx-pro-6000"}})
    assert policy(migration)["machineType"] == "g4-standard-48"
    assert task(migration)["computeResource"] == {"cpuMilli": 20000, "memoryMib": 81920}
    assert "type" not in policy(migration)["bootDisk"]


def test_a_gpu_without_a_type() -> None:
    migration = small(resources={"limits": {"nvidia.com/gpu": "1"}})
    assert policy(migration)["accelerators"] == [{"type": "nvidia-l4", "count": 1}]
    assert "the file names no type; it is Cloud Run's usual one" in notes(migration, ASSUMED)


def test_command_and_arguments() -> None:
    assert main(small(command=["python", "-m"], args=["orders"]))["container"] == {
        "imageUri": "example/orders:1",
        "entrypoint": "python",
        "commands": ["-m", "orders"],
    }
    assert main(small(args=["--all"]))["container"] == {"imageUri": "example/orders:1", "commands": ["--all"]}
    assert main(small(workingDir="/a b"))["container"]["options"] == "--workdir '/a b'"


def test_task_variables() -> None:
    several = {"taskCount": 3}
    wrapped = small(execution=several, command=["run"])
    assert main(wrapped)["container"]["commands"] == ["-c", WRAPPER, "sh", "run"]
    assert task(wrapped)["environment"]["variables"] == {"CLOUD_RUN_JOB": "orders"}
    assert any("/bin/sh" in note for note in notes(wrapped, NEEDS_YOU))
    one = small(command=["sh", "-c", "run $CLOUD_RUN_TASK_INDEX"])
    assert main(one)["container"]["commands"][1] == WRAPPER
    unseen = small(execution=several, args=["$CLOUD_RUN_TASK_INDEX"])
    assert main(unseen)["container"]["commands"] == ["$CLOUD_RUN_TASK_INDEX"]
    assert any(note.startswith("change what reads Cloud Run's variables") for note in notes(unseen, NEEDS_YOU))
    assert any(note.startswith("if the program reads") for note in notes(small(execution=several), NEEDS_YOU))
    assert not any("BATCH_TASK_INDEX" in step.note for step in small().steps)


def secret(name: str, **more: str) -> dict[str, Any]:
    return {"name": "KEY", "valueSource": {"secretKeyRef": {"secret": name, **more}}}


@pytest.mark.parametrize(
    ("variable", "path"),
    [
        (secret("key", version="3"), "projects/shop/secrets/key/versions/3"),
        (secret("key"), "projects/shop/secrets/key/versions/latest"),
        (secret("projects/7/secrets/key", version="latest"), "projects/7/secrets/key/versions/latest"),
    ],
)
def test_secrets(variable: dict[str, Any], path: str) -> None:
    assert task(small(env=[variable]))["environment"] == {"secretVariables": {"KEY": path}}


ALIASED = """
apiVersion: run.googleapis.com/v1
kind: Job
metadata: {name: orders}
spec:
  template:
    metadata: {annotations: {run.googleapis.com/secrets: 'shared:projects/7/secrets/theirs'}}
    spec:
      template:
        spec:
          containers:
          - image: example/orders:1
            env: [{name: KEY, valueFrom: {secretKeyRef: {name: shared, key: '2'}}}, {name: OWN, valueFrom: {secretKeyRef: {name: own, key: '1'}}}]
"""  # noqa: E501


def test_aliases_and_a_project_that_nobody_knows() -> None:
    migration = migrated(ALIASED, NOWHERE)
    assert task(migration)["environment"]["secretVariables"] == {
        "KEY": "projects/7/secrets/theirs/versions/2",
        "OWN": "projects/<PROJECT_ID>/secrets/own/versions/1",
    }
    assert sum("PROJECT_ID" in note for note in notes(migration, NEEDS_YOU)) == 1
    assert sum("--location" in note for note in notes(migration, NEEDS_YOU)) == 1
    assert migration.commands == ("gcloud batch jobs submit --job-prefix orders --location '<REGION>' --config {file}",)
    assert not result(json.dumps(migration.document), "job.json").findings


def with_volume(volume: dict[str, Any], *paths: str, **more: Any) -> Migration:
    mounts = [{"name": "v", "mountPath": path, **more} for path in paths]
    return small(task={"volumes": [{"name": "v", **volume}]}, volumeMounts=mounts)


def test_buckets() -> None:
    migration = with_volume({"gcs": {"bucket": "b", "mountOptions": ["only-dir=in/x", "uid=7", "o=noexec"]}}, "/data")
    assert task(migration)["volumes"] == [
        {
            "gcs": {"remotePath": "b/in/x"},
            "mountPath": "/mnt/disks/v",
            "mountOptions": ["--uid=7", "-o noexec", "--implicit-dirs"],
        }
    ]
    assert main(migration)["container"]["volumes"] == ["/mnt/disks/v:/data"]
    assert main(with_volume({"gcs": {"bucket": "b"}}, "/d", subPath="in"))["container"]["volumes"] == [
        "/mnt/disks/v/in:/d"
    ]


def test_nfs() -> None:
    migration = with_volume({"nfs": {"server": "files.example", "path": "/x", "readOnly": True}}, "/data")
    assert task(migration)["volumes"] == [
        {
            "nfs": {"server": "files.example", "remotePath": "/x"},
            "mountPath": "/mnt/disks/v",
            "mountOptions": ["ro"],
        }
    ]
    assert any("write the IP address" in note for note in notes(migration, NEEDS_YOU))
    by_address = with_volume({"nfs": {"server": "10.0.0.2", "path": "/x"}}, "/data")
    assert not any("IP address" in note for note in notes(by_address, NEEDS_YOU))


def test_memory_volumes() -> None:
    migration = with_volume({"emptyDir": {"medium": "MEMORY", "sizeLimit": "64Mi"}}, "/cache")
    assert main(migration)["container"]["options"] == "--tmpfs /cache:size=67108864"
    assert "volumes" not in task(migration)
    mounts = [{"name": "v", "mountPath": "/m"}]
    shared = small(
        task={
            "volumes": [{"name": "v", "emptyDir": {}}],
            "containers": [
                {"name": "a", "image": "example/a", "volumeMounts": mounts, "dependsOn": ["b"]},
                {"name": "b", "image": "example/b", "volumeMounts": mounts},
            ],
        }
    )
    assert [each["container"]["volumes"] for each in task(shared)["runnables"]] == [["/tmp/v:/m"], ["/tmp/v:/m"]]


def test_disk_volumes() -> None:
    migration = with_volume({"emptyDir": {"medium": "DISK", "sizeLimit": "20Gi"}}, "/scratch")
    assert task(migration)["volumes"] == [{"deviceName": "v", "mountPath": "/mnt/disks/v"}]
    assert policy(migration)["disks"] == [{"newDisk": {"type": "pd-balanced", "sizeGb": 20}, "deviceName": "v"}]


def test_secret_files_are_lost() -> None:
    migration = with_volume({"secret": {"secret": "s", "items": [{"path": "k.json", "version": "1"}]}}, "/keys")
    assert any("/keys/k.json" in note for note in notes(migration, LOST))
    assert "volumes" not in main(migration)["container"]


def test_cloud_sql() -> None:
    migration = with_volume({"cloudSqlInstance": {"instances": ["shop:us-central1:db"]}}, "/cloudsql")
    proxy, program = task(migration)["runnables"]
    assert proxy["background"] is True
    assert proxy["container"]["commands"] == ["--unix-socket", "/cloudsql", "shop:us-central1:db"]
    assert proxy["container"]["volumes"] == program["container"]["volumes"] == ["/tmp/cloudsql:/cloudsql"]
    assert (program["timeout"], task(migration)["maxRunDuration"]) == ("600s", "1200s")
    assert any("roles/cloudsql.client" in note for note in notes(migration, NEEDS_YOU))


def test_a_volume_that_nobody_mounts() -> None:
    assert notes(with_volume({"gcs": {"bucket": "b"}}), LOST, "volumes[0]") == ["no container mounts it"]


def test_helpers_come_first_and_in_the_background() -> None:
    containers = [
        {
            "name": "main",
            "image": "example/orders:1",
            "dependsOn": ["proxy"],
            "env": [{"name": "A", "value": "1"}],
            "resources": {"limits": {"cpu": "2", "memory": "1Gi"}},
        },
        {
            "name": "proxy",
            "image": "example/proxy:1",
            "ports": [{"containerPort": 80}],
            "startupProbe": {"tcpSocket": {"port": 80}},
            "resources": {"limits": {"cpu": "1", "memory": "1Gi"}},
        },
    ]
    migration = small(execution={"taskCount": 4}, task={"containers": containers, "timeout": "60s"})
    proxy, program = task(migration)["runnables"]
    assert (proxy["displayName"], proxy["background"], proxy["container"]["options"]) == (
        *("proxy", True),
        "--network host",
    )
    assert (program["displayName"], program["timeout"]) == ("main", "60s")
    assert program["environment"] == {"variables": {"A": "1"}}
    assert "environment" not in task(migration)
    assert task(migration)["computeResource"] == {"cpuMilli": 3000, "memoryMib": 2048}
    assert migration.document["taskGroups"][0]["taskCountPerNode"] == 1
    assert notes(migration, LOST, "dependsOn")
    assert notes(migration, LOST, "startupProbe")


@pytest.mark.parametrize(
    ("access", "interface"),
    [
        ({"networkInterfaces": [{"network": "n"}]}, {"network": "projects/shop/global/networks/n"}),
        (
            {"networkInterfaces": [{"network": "n", "subnetwork": "s"}], "egress": "ALL_TRAFFIC"},
            {
                "network": "projects/shop/global/networks/n",
                "subnetwork": "projects/shop/regions/us-central1/subnetworks/s",
                "noExternalIpAddress": True,
            },
        ),
    ],
)
def test_networks(access: dict[str, Any], interface: dict[str, Any]) -> None:
    network = small(task={"vpcAccess": access}).document["allocationPolicy"]["network"]
    assert network == {"networkInterfaces": [interface]}


def test_tags_and_connectors() -> None:
    tagged = small(task={"vpcAccess": {"networkInterfaces": [{"network": "n", "tags": ["a", "b"]}]}})
    assert tagged.document["allocationPolicy"]["tags"] == ["a", "b"]
    connected = small(task={"vpcAccess": {"connector": "c", "egress": "ALL_TRAFFIC"}})
    assert "network" not in connected.document["allocationPolicy"]
    assert "connectors describe" in notes(connected, LOST, "connector")[0]
    assert "Cloud NAT" in notes(connected, LOST, "egress")[0]


def test_labels() -> None:
    labels = {"team": "x", "goog-x": "y", "app.io/name": "z", "Upper": "x"}
    migration = small(job={"labels": labels})
    assert migration.document["labels"] == migration.document["allocationPolicy"]["labels"] == {"team": "x"}
    assert len(notes(migration, LOST)) == 3


def test_service_accounts() -> None:
    def email(text: str) -> str:
        account: str = small(task={"serviceAccount": text}).document["allocationPolicy"]["serviceAccount"]["email"]
        return account

    assert email("a@shop.iam.gserviceaccount.com") == "a@shop.iam.gserviceaccount.com"
    assert email("projects/-/serviceAccounts/a@b.iam.gserviceaccount.com") == "a@b.iam.gserviceaccount.com"
    assert email("orders") == "orders@shop.iam.gserviceaccount.com"
    assert "serviceAccount" not in small().document["allocationPolicy"]


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"job": {"launchStage": "BETA"}}, CHANGED),
        ({"task": {"executionEnvironment": "EXECUTION_ENVIRONMENT_GEN2"}}, CHANGED),
        ({"job": {"annotations": {"owner": "me"}}}, LOST),
        ({"job": {"binaryAuthorization": {"useDefault": True}}}, LOST),
        ({"task": {"encryptionKey": "projects/p/locations/l/keyRings/r/cryptoKeys/k"}}, LOST),
    ],
)
def test_what_has_no_like_on_batch(fields: dict[str, Any], outcome: str) -> None:
    before, after = small().steps, small(**fields).steps
    (new,) = [step for step in after if step not in before]
    assert new.outcome == outcome


def test_a_long_name_is_cut_to_what_the_time_leaves_room_for() -> None:
    migration = small(job={"name": "projects/shop/locations/us-central1/jobs/" + "a" * 46 + "-bcdef"})
    assert f"--job-prefix {'a' * 46} " in migration.commands[0]


UNKNOWN = """
resource "google_cloud_run_v2_job" "orders" {
  name     = "orders-${var.stage}"
  location = var.region
  template {
    task_count = var.tasks
    template {
      timeout = "${var.seconds}s"
      containers {
        image = var.image
        resources { limits = { cpu = var.cpu, memory = "1Gi" } }
        env {
          name  = "STAGE"
          value = var.stage
        }
      }
    }
  }
}
"""


def test_what_is_not_known_goes_over_as_it_is_written() -> None:
    migration = migrated(UNKNOWN, NOWHERE, "main.tf")
    group = migration.document["taskGroups"][0]
    assert group["taskCount"] == "${var.tasks}"
    assert group["taskSpec"]["maxRunDuration"] == "${var.seconds}s"
    assert group["taskSpec"]["computeResource"] == {"cpuMilli": "<CPU_MILLI>", "memoryMib": 1024}
    assert group["taskSpec"]["environment"] == {"variables": {"STAGE": "${var.stage}"}}
    assert main(migration)["container"]["imageUri"] == "${var.image}"
    assert "machineType" not in policy(migration)
    assert "--job-prefix 'orders-${var.stage}' --location '${var.region}'" in migration.commands[0]
    assert not result(json.dumps(migration.document), "job.json").findings
    assert any("fill in what isn't known" in note for note in notes(migration, NEEDS_YOU))


def test_nothing_is_said_of_fields_that_may_not_be_there() -> None:
    text = 'resource "google_cloud_run_v2_job" "orders" {\n  name = "orders"\n  template = var.template\n}\n'
    migration = migrated(text, CONTEXT, "main.tf")
    assert migration.is_blocked
    assert not notes(migration, LOST)


def test_marks_in_the_place_of_numbers_lose_their_quotes() -> None:
    (note,) = [each for each in notes(small(execution={"taskCount": "${COUNT}"}), NEEDS_YOU) if "fill in" in each]
    assert note.endswith("${COUNT} (taskCount); where that is a number, without quotes")
    (note,) = [each for each in notes(small(image="${IMAGE}"), NEEDS_YOU) if "fill in" in each]
    assert note.endswith("${IMAGE} (imageUri)")


def test_a_command_without_containers_has_the_defaults_of_one() -> None:
    migration = migrated("gcloud run jobs update orders --region us-central1 --tasks 5\n", CONTEXT, "update.sh")
    assert task(migration)["computeResource"] == {"cpuMilli": 1000, "memoryMib": 512}
    assert "1 CPU, Cloud Run's default" in notes(migration, ASSUMED)


def test_variables_of_a_shell_stay_variables() -> None:
    text = "gcloud run jobs create ${STAGE}-orders --image example/orders:1 --region $REGION\n"
    assert '--job-prefix "${STAGE}-orders" --location "$REGION"' in migrated(text, NOWHERE, "create.sh").commands[0]


def test_a_template_is_to_be_rendered_first() -> None:
    text = "gcloud run jobs deploy orders --image example/orders:1\n"
    migration = migrated(text, CONTEXT._replace(is_template=True), "deploy.sh")
    assert any("render it first" in note for note in notes(migration, NEEDS_YOU))
    assert not any("only changes it" in note for note in notes(migration, NEEDS_YOU))


def test_a_command_that_changes_a_job() -> None:
    text = "gcloud run jobs deploy orders --image example/orders:1 --region us-central1 --tasks 5\n"
    migration = migrated(text, CONTEXT, "deploy.sh")
    assert not migration.is_blocked
    assert migration.document["taskGroups"][0]["taskCount"] == 5
    assert task(migration)["maxRetryCount"] == 3
    assert any("where the job exists, this only changes it" in note for note in notes(migration, NEEDS_YOU))


# What holds for every job

NAMES = st.sampled_from(["a", "b-1", "data_x", "HOME_DIR", "CLOUD_RUN_TASK_INDEX"])
TEXTS = st.sampled_from(["x", "a b", "$HOME", "--part=$CLOUD_RUN_TASK_INDEX", "ü", "7", "true"])
SMALL = st.integers(1, 30)
SIZES: st.SearchStrategy[dict[str, str]] = st.sampled_from(
    [{}, {"cpu": "1"}, {"cpu": "2", "memory": "1G"}, {"cpu": "8", "memory": "32Gi"}, {"cpu": "500m", "memory": "512Mi"}]
)
VOLUMES: list[dict[str, Any]] = [
    {"gcs": {"bucket": "b-ucket", "readOnly": True, "mountOptions": ["only-dir=x", "uid=7"]}},
    {"nfs": {"server": "10.0.0.2", "path": "/x"}},
    {"secret": {"secret": "s", "items": [{"path": "p", "version": "latest"}]}},
    {"emptyDir": {"medium": "MEMORY", "sizeLimit": "64Mi"}},
    {"emptyDir": {"medium": "DISK", "sizeLimit": "10Gi"}},
    {"cloudSqlInstance": {"instances": ["p:us-central1:db"]}},
]


def maybe(**strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=strategies)


ENV: st.SearchStrategy[list[dict[str, Any]]] = st.lists(
    st.one_of(
        st.fixed_dictionaries({"name": NAMES, "value": TEXTS}),
        NAMES.map(lambda name: {"name": name, "valueSource": {"secretKeyRef": {"secret": "key", "version": "3"}}}),
    ),
    max_size=3,
    unique_by=lambda each: str(each["name"]),
)
CONTAINER = maybe(
    command=st.lists(TEXTS, min_size=1, max_size=2),
    args=st.lists(TEXTS, min_size=1, max_size=3),
    env=ENV,
    workingDir=st.just("/work"),
    resources=SIZES.map(lambda limits: {"limits": limits}),
    startupProbe=st.just({"tcpSocket": {"port": 80}, "periodSeconds": 5}),
    ports=st.just([{"containerPort": 80}]),
)


@st.composite
def jobs(draw: st.DrawFn) -> dict[str, Any]:
    """A job of the API, with some of all that a job can have."""
    containers = [
        {"name": f"c{number}", "image": f"example/c{number}:1", **draw(CONTAINER)}
        for number in range(draw(st.integers(1, 3)))
    ]
    volumes = [
        {"name": f"v{number}", **each}
        for number, each in enumerate(draw(st.lists(st.sampled_from(VOLUMES), max_size=3, unique_by=json.dumps)))
    ]
    for volume in volumes:
        path = "/cloudsql" if "cloudSqlInstance" in volume else f"/{volume['name']}"
        for container in draw(st.lists(st.sampled_from(containers), max_size=2, unique_by=lambda each: each["name"])):
            container.setdefault("volumeMounts", []).append({"name": volume["name"], "mountPath": path})
    if len(containers) > 1 and draw(st.booleans()):
        containers[0]["dependsOn"] = [containers[1]["name"]]
    task = draw(
        maybe(
            maxRetries=st.integers(0, 10),
            timeout=st.sampled_from(["1s", "600s", "86400s", "604800s"]),
            serviceAccount=st.sampled_from(["a@shop.iam.gserviceaccount.com", "orders"]),
            executionEnvironment=st.just("EXECUTION_ENVIRONMENT_GEN2"),
            encryptionKey=st.just("projects/p/locations/l/keyRings/r/cryptoKeys/k"),
            vpcAccess=st.sampled_from(
                [
                    {"connector": "c", "egress": "ALL_TRAFFIC"},
                    {"networkInterfaces": [{"network": "n", "subnetwork": "s", "tags": ["t"]}]},
                    {"networkInterfaces": [{"network": "n"}], "egress": "ALL_TRAFFIC"},
                ]
            ),
        )
    )
    if draw(st.booleans()):
        task |= {"nodeSelector": {"accelerator": draw(st.sampled_from(["nvidia-l4", "nvidia-rtx-pro-6000"]))}}
        containers[0]["resources"] = {"limits": {"nvidia.com/gpu": "1"}}
    execution = draw(
        maybe(
            taskCount=SMALL | st.just(10_000),
            parallelism=st.integers(0, 40) | st.just(6_000),
            labels=st.just({"part": "one"}),
            annotations=st.just({"note": "x"}),
        )
    )
    job = draw(
        maybe(
            name=st.sampled_from(["projects/shop/locations/us-central1/jobs/orders", "orders"]),
            labels=st.dictionaries(st.sampled_from(["team", "goog-x", "a.b/c"]), st.just("x")),
            annotations=st.just({"owner": "me"}),
            launchStage=st.just("GA"),
            binaryAuthorization=st.just({"useDefault": True}),
        )
    )
    return {**job, "template": {**execution, "template": {**task, "containers": containers, "volumes": volumes}}}


@settings(max_examples=200)
@given(jobs(), st.sampled_from([CONTEXT, NOWHERE]))
def test_every_result_is_a_job_and_tells_of_every_field(body: dict[str, Any], context: Context) -> None:
    batch_v1 = pytest.importorskip("google.cloud.batch_v1")
    job = cloud_run(json.dumps(body), "job.json")
    migration = to_batch(job, context)
    text = json.dumps(migration.document)
    assert not migration.is_blocked, notes(migration, BLOCKER)
    assert [each for each in result(text, "job.json").findings if each.severity == "error"] == []
    batch_v1.Job.from_json(text, ignore_unknown_fields=False)
    told = {step.source for step in migration.steps if step.source}
    assert [setting.field for setting in written(job) if not is_told(setting.field, told)] == []
    assert not [step for step in migration.steps if step.note == rest._UNTOLD]
    assert all(step.note for step in migration.steps if step.outcome != SAME)


ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", "x", "${X}", "{{ x }}", "COUNT", [], {}, [None], [[]], [{}], [""], {"x": [1]}, True, -1, 0, 1.5, 10**30]
)


def places(value: Any, above: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The paths of all that is in a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, each in inside for place in [(*above, key), *places(each, (*above, key))]]


@settings(max_examples=300)
@given(st.data())
def test_nothing_odd_stops_it(data: st.DataObject) -> None:
    body = copy.deepcopy(data.draw(st.sampled_from([V1, V2])))
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(places(body)))
        target: Any = body
        for key in path[:-1]:
            target = target[key]
        target[path[-1]] = copy.deepcopy(data.draw(ODD))
    for job in jobs_in(json.dumps(body), "job.json"):
        assert isinstance(job, CloudRunJob)
        json.dumps(to_batch(job, CONTEXT).document, allow_nan=False)


def test_a_job_with_all_there_is() -> None:
    """Each field of the model, in the form of the API."""
    job = cloud_run(json.dumps(V2), "job.json")
    migration = to_batch(job, CONTEXT)
    told = {step.source for step in migration.steps if step.source}
    assert [setting.field for setting in written(job) if not is_told(setting.field, told)] == []
    assert not [step for step in migration.steps if step.note == rest._UNTOLD]
    assert not [each for each in result(json.dumps(migration.document)).findings if each.severity == "error"]


@pytest.mark.parametrize("change", [lambda job: job.pop("kind"), lambda job: job["metadata"].pop("name")])
def test_what_is_missing_doesn_t_stop_it(change: Callable[[Any], object]) -> None:
    job = copy.deepcopy(yaml.safe_load(WHOLE))
    change(job)
    if "kind" in job:
        assert "--job-prefix job " in migrated(json.dumps(job), CONTEXT, "job.json").commands[0]


CONNECTOR = """
apiVersion: run.cnrm.cloud.google.com/v1beta1
kind: RunJob
metadata: {name: orders}
spec:
  location: us-central1
  projectRef: {external: shop}
  template:
    template:
      serviceAccountRef: {name: orders-account}
      encryptionKeyRef: {name: orders-key}
      vpcAccess: {connectorRef: {name: orders-connector}}
      containers:
      - image: example/orders:1
        env:
        - name: KEY
          valueSource: {secretKeyRef: {secretRef: {name: key}, versionRef: {name: key-version}}}
"""


def test_references_to_objects_are_marked_to_be_filled_in() -> None:
    migration = migrated(CONNECTOR)
    assert migration.document["allocationPolicy"]["serviceAccount"] == {"email": "<serviceAccountRef>"}
    assert task(migration)["environment"]["secretVariables"] == {
        "KEY": "projects/shop/secrets/<secretRef>/versions/<versionRef>"
    }
    assert notes(migration, LOST, "encryptionKeyRef")
    assert notes(migration, LOST, "connectorRef")
    assert any("<serviceAccountRef> (email)" in note for note in notes(migration, NEEDS_YOU))


def test_what_a_command_doesn_t_say_is_not_made_up() -> None:
    text = "gcloud run jobs update orders --image x/y --network n --update-env-vars A=1 --add-volume-mount volume=v,mount-path=/v"  # noqa: E501
    migration = migrated(f"{text} --add-volume name=v,type=cloud-storage,bucket=b\n", CONTEXT, "update.sh")
    (interface,) = migration.document["allocationPolicy"]["network"]["networkInterfaces"]
    assert interface == {"network": "projects/shop/global/networks/n"}
    assert task(migration)["environment"] == {"variables": {"A": "1"}}
    assert main(migration)["container"]["volumes"] == ["/mnt/disks/v:/v"]
    assert "taskCountPerNode" not in migration.document["taskGroups"][0]


def test_the_given_region_stands_for_one_that_is_not_known() -> None:
    text = WHOLE.replace("  labels: {", "  labels: {cloud.googleapis.com/location: '${REGION}', ")
    migration = migrated(text)
    assert migration.document["allocationPolicy"]["location"] == {"allowedLocations": ["regions/us-central1"]}
    assert notes(migration, CHANGED, 'location"]') == ["${REGION} isn't known here, so it is the region given"]
    assert "--location us-central1" in migration.commands[0]
    kept = migrated(text, NOWHERE)
    assert kept.document["allocationPolicy"]["location"] == {"allowedLocations": ["regions/${REGION}"]}
    assert '--location "${REGION}"' in kept.commands[0]


@pytest.mark.parametrize("source", [{"fieldRef": {"fieldPath": "a"}}, {"configMapKeyRef": {"name": "a", "key": "b"}}])
def test_a_variable_from_elsewhere_is_lost_and_not_empty(source: dict[str, Any]) -> None:
    text = WHOLE.replace("{name: QUALITY, value: best}", json.dumps({"name": "QUALITY", "valueFrom": source}))
    migration = migrated(text)
    assert "QUALITY" not in task(migration)["environment"]["variables"]
    assert notes(migration, LOST, "env[0]") == [
        "QUALITY has neither a literal value nor a secret, and Batch takes nothing else"
    ]
    assert task(small(env=[{"name": "EMPTY"}]))["environment"] == {"variables": {"EMPTY": ""}}


def test_of_two_variables_of_a_name_the_last_is_kept() -> None:
    migration = small(env=[{"name": "A", "value": "1"}, {"name": "A", "value": "2"}])
    assert task(migration)["environment"] == {"variables": {"A": "2"}}
    assert notes(migration, LOST, "env[0]") == ["A is given twice, and the last counts"]


def test_variables_beside_a_dynamic_block_are_kept() -> None:
    text = """
resource "google_cloud_run_v2_job" "orders" {
  name     = "orders"
  location = "us-central1"
  template {
    template {
      volumes {
        name = "sql"
        cloud_sql_instance { instances = [local.database] }
      }
      containers {
        image = "example/orders:1"
        env {
          name  = "MODE"
          value = "fast"
        }
        dynamic "env" {
          for_each = var.more
          content {
            name  = env.key
            value = env.value
          }
        }
        volume_mounts {
          name       = "sql"
          mount_path = "/cloudsql"
        }
      }
    }
  }
}
"""
    migration = migrated(text, CONTEXT, "main.tf")
    assert main(migration)["environment"] == {"variables": {"MODE": "fast"}}
    assert "add the variables that aren't seen here" in notes(migration, NEEDS_YOU, "env")
    assert any("${local.database} (the Cloud SQL Auth Proxy)" in note for note in notes(migration, NEEDS_YOU))


def test_nothing_is_no_size() -> None:
    migration = small(resources={"limits": {"cpu": "-1", "memory": "0"}})
    assert len(notes(migration, BLOCKER)) == 2


def test_a_command_that_shows_no_container_has_the_sizes_of_the_service() -> None:
    migration = migrated("gcloud run jobs update orders --region us-central1\n", CONTEXT, "update.sh")
    assert task(migration)["computeResource"] == {"cpuMilli": 1000, "memoryMib": 512}
