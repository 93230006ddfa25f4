"""A rich job of each service, as each dialect writes it. What one can't say, or says in other words, is `changed`."""

from __future__ import annotations

import copy
import json
from typing import Any, NamedTuple

from jobs_lint.model.batch import BatchJob
from jobs_lint.model.cloud_run import CloudRunJob
from jobs_lint.model.table import snake_case

CLOUD_RUN_MODEL, BATCH_MODEL = CloudRunJob, BatchJob
ELSEWHERE = frozenset(
    {
        *("address", "title", "instance_template"),
        # One of two that exclude each other, or what one form alone has.
        *("vpc_connector", "run_execution_token", "binary_authorization", "encryption_key"),
        *("by_connector", "connector_timeout", "connector_skips_polling", "name_prefix", "region"),
    }
)
"""The fields that a job which has the others can't have, and those that other tests look at."""


class Said(NamedTuple):
    """A job in a dialect, and the fields that aren't as they are in the others."""

    dialect: str
    text: str
    path: str
    changed: dict[str, Any]


V2: dict[str, Any] = {
    "labels": {"team": "video"},
    "annotations": {"note": "job"},
    "launchStage": "BETA",
    "client": "ci",
    "clientVersion": "1.2",
    "binaryAuthorization": {"useDefault": True, "breakglassJustification": "an emergency"},
    "startExecutionToken": "first",
    "template": {
        "labels": {"part": "one"},
        "annotations": {"note": "execution"},
        "taskCount": 20,
        "parallelism": 5,
        "delayExecution": True,
        "template": {
            "maxRetries": 2,
            "timeout": "1800s",
            "serviceAccount": "render@example.iam.gserviceaccount.com",
            "executionEnvironment": "EXECUTION_ENVIRONMENT_GEN2",
            "encryptionKey": "projects/p/locations/l/keyRings/r/cryptoKeys/k",
            "nodeSelector": {"accelerator": "nvidia-l4"},
            "gpuZonalRedundancyDisabled": True,
            "vpcAccess": {
                "egress": "ALL_TRAFFIC",
                "networkInterfaces": [{"network": "main", "subnetwork": "jobs", "tags": ["batch", "gpu"]}],
            },
            "containers": [
                {
                    "name": "main",
                    "image": "example/render:1",
                    "command": ["python", "-m"],
                    "args": ["render", "--all"],
                    "workingDir": "/app",
                    "dependsOn": ["proxy"],
                    "resources": {"limits": {"cpu": "4", "memory": "16Gi", "nvidia.com/gpu": "1"}},
                    "env": [
                        {"name": "MODE", "value": "fast"},
                        {"name": "KEY", "valueSource": {"secretKeyRef": {"secret": "api-key", "version": "3"}}},
                    ],
                    "volumeMounts": [
                        {"name": "bucket", "mountPath": "/data", "subPath": "in"},
                        {"name": "keys", "mountPath": "/keys"},
                    ],
                },
                {
                    "name": "proxy",
                    "image": "example/proxy:2",
                    "resources": {"limits": {"cpu": "1", "memory": "1Gi"}},
                    "ports": [{"containerPort": 8080}],
                    "startupProbe": {
                        "tcpSocket": {"port": 8080},
                        "periodSeconds": 5,
                        "timeoutSeconds": 2,
                        "failureThreshold": 12,
                        "initialDelaySeconds": 1,
                    },
                },
            ],
            "volumes": [
                {
                    "name": "bucket",
                    "gcs": {"bucket": "frames", "readOnly": True, "mountOptions": ["implicit-dirs", "uid=7"]},
                },
                {"name": "share", "nfs": {"server": "10.0.0.5", "path": "/share", "readOnly": True}},
                {
                    "name": "keys",
                    "secret": {
                        "secret": "keys",
                        "defaultMode": 256,
                        "items": [{"path": "key.json", "version": "latest", "mode": 288}],
                    },
                },
                {"name": "scratch", "emptyDir": {"medium": "MEMORY", "sizeLimit": "2Gi"}},
                {"name": "sql", "cloudSqlInstance": {"instances": ["p:us-central1:db"]}},
            ],
        },
    },
}
_NAME = "projects/example/locations/us-central1/jobs/render"
_NO_DELAY: dict[str, Any] = {"delay_execution": None}
_NO_PROTECTION: dict[str, Any] = {"deletion_protection": None}


def _task(job: dict[str, Any]) -> Any:
    return job["template"]["template"]


def _changed(change: Any) -> dict[str, Any]:
    job = copy.deepcopy(V2)
    change(job)
    return job


def _snaked(value: Any, maps: tuple[str, ...] = ("labels", "annotations", "limits")) -> Any:
    """Keys in snake_case, but for those of maps."""
    if isinstance(value, list):
        return [_snaked(each, maps) for each in value]
    if not isinstance(value, dict):
        return value
    return {snake_case(key): each if key in maps else _snaked(each, maps) for key, each in value.items()}


_LISTED = frozenset(
    {
        *("template", "binaryAuthorization", "nodeSelector", "vpcAccess", "resources", "valueSource", "secretKeyRef"),
        *("startupProbe", "tcpSocket", "gcs", "nfs", "secret", "emptyDir", "cloudSqlInstance"),
    }
)


def _listed(value: Any) -> Any:
    """Each block as a list, as Terraform's plans and Crossplane have it."""
    if isinstance(value, list):
        return [_listed(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: [_listed(each)] if key in _LISTED and isinstance(each, dict) else _listed(each)
        for key, each in value.items()
    }


V1 = {
    "apiVersion": "run.googleapis.com/v1",
    "kind": "Job",
    "metadata": {
        "name": "render",
        "namespace": "example",
        "labels": {"team": "video", "cloud.googleapis.com/location": "us-central1"},
        "annotations": {
            "note": "job",
            "run.googleapis.com/launch-stage": "BETA",
            "run.googleapis.com/client-name": "ci",
            "run.googleapis.com/client-version": "1.2",
            "run.googleapis.com/binary-authorization": "default",
            "run.googleapis.com/binary-authorization-breakglass": "an emergency",
        },
    },
    "spec": {
        "startExecutionToken": "first",
        "template": {
            "metadata": {
                "labels": {"part": "one"},
                "annotations": {
                    "note": "execution",
                    "run.googleapis.com/execution-environment": "gen2",
                    "run.googleapis.com/encryption-key": "projects/p/locations/l/keyRings/r/cryptoKeys/k",
                    "run.googleapis.com/gpu-zonal-redundancy-disabled": "true",
                    "run.googleapis.com/vpc-access-egress": "all-traffic",
                    "run.googleapis.com/cloudsql-instances": "p:us-central1:db,p:us-central1:more",
                    "run.googleapis.com/secrets": "shared:projects/7/secrets/shared",
                    "run.googleapis.com/network-interfaces": json.dumps(
                        [{"network": "main", "subnetwork": "jobs", "tags": ["batch", "gpu"]}]
                    ),
                    "run.googleapis.com/container-dependencies": json.dumps({"main": ["proxy"]}),
                },
            },
            "spec": {
                "taskCount": 20,
                "parallelism": 5,
                "delayExecution": True,
                "template": {
                    "spec": {
                        "maxRetries": 2,
                        "timeoutSeconds": 1800,
                        "serviceAccountName": "render@example.iam.gserviceaccount.com",
                        "nodeSelector": {"run.googleapis.com/accelerator": "nvidia-l4"},
                        "containers": [
                            {key: each for key, each in container.items() if key != "dependsOn"}
                            for container in copy.deepcopy(_task(V2)["containers"])
                        ],
                        "volumes": [
                            {
                                "name": "bucket",
                                "csi": {
                                    "driver": "gcsfuse.run.googleapis.com",
                                    "readOnly": True,
                                    "volumeAttributes": {"bucketName": "frames", "mountOptions": "implicit-dirs,uid=7"},
                                },
                            },
                            _task(V2)["volumes"][1],
                            {
                                "name": "keys",
                                "secret": {
                                    "secretName": "keys",
                                    "defaultMode": 256,
                                    "items": [{"path": "key.json", "key": "latest", "mode": 288}],
                                },
                            },
                            {"name": "scratch", "emptyDir": {"medium": "Memory", "sizeLimit": "2Gi"}},
                        ],
                    }
                },
            },
        },
    },
}
_V1_ENV: Any = V1["spec"]["template"]["spec"]["template"]["spec"]["containers"][0]["env"]  # type: ignore[index]
_V1_ENV[1] = {"name": "KEY", "valueFrom": {"secretKeyRef": {"name": "api-key", "key": "3"}}}
_IN_NOTES = "run.googleapis.com/"
V1_CHANGED: dict[str, Any] = {
    "labels": {"team": "video", "cloud.googleapis.com/location": "us-central1"},
    "annotations": V1["metadata"]["annotations"],  # type: ignore[index]
    "execution_annotations": V1["spec"]["template"]["metadata"]["annotations"],  # type: ignore[index]
    "execution_environment": "gen2",
    "vpc_egress": "all-traffic",
    "containers.depends_on": [[], []],
    "volumes.name": ["bucket", "share", "keys", "scratch"],
    "volumes.kind": ["bucket", "nfs", "secret", "empty-dir"],
    "volumes.bucket": ["frames", None, None, None],
    "volumes.read_only": [True, True, None, None],
    "volumes.mount_options": [["implicit-dirs", "uid=7"], [], [], []],
    "volumes.nfs_server": [None, "10.0.0.5", None, None],
    "volumes.nfs_path": [None, "/share", None, None],
    "volumes.secret": [None, None, "keys", None],
    "volumes.default_mode": [None, None, 256, None],
    "volumes.items.path": [[], [], ["key.json"], []],
    "volumes.items.version": [[], [], ["latest"], []],
    "volumes.items.mode": [[], [], [288], []],
    "volumes.medium": [None, None, None, "Memory"],
    "volumes.size_limit": [None, None, None, 2 * 2**30],
    "volumes.cloud_sql_instances": [[], [], [], []],
    **_NO_PROTECTION,
}


def _connected(job: dict[str, Any]) -> None:
    """References in the stead of names, and without what Config Connector hasn't."""
    del job["labels"], job["startExecutionToken"], job["template"]["labels"], job["template"]["delayExecution"]
    task = _task(job)
    del task["nodeSelector"], task["gpuZonalRedundancyDisabled"]
    for holder, key in (
        (task, "serviceAccount"),
        (task, "encryptionKey"),
        (task["vpcAccess"]["networkInterfaces"][0], "network"),
        (task["vpcAccess"]["networkInterfaces"][0], "subnetwork"),
        (task["containers"][0]["env"][1]["valueSource"]["secretKeyRef"], "secret"),
        (task["containers"][0]["env"][1]["valueSource"]["secretKeyRef"], "version"),
        (task["volumes"][0]["gcs"], "bucket"),
        (task["volumes"][2]["secret"], "secret"),
        (task["volumes"][2]["secret"]["items"][0], "version"),
    ):
        holder[f"{key}Ref"] = {"external": holder.pop(key)}
    sql = task["volumes"][4]["cloudSqlInstance"]
    sql["instanceRefs"] = [{"external": each} for each in sql.pop("instances")]


CONNECTOR = {
    "apiVersion": "run.cnrm.cloud.google.com/v1beta1",
    "kind": "RunJob",
    "metadata": {"name": "render", "labels": {"team": "video"}},
    "spec": {"location": "us-central1", "projectRef": {"external": "example"}, **_changed(_connected)},
}
_CONNECTOR_CHANGED: dict[str, Any] = {
    "gpu_type": None,
    "gpu_zonal_redundancy_disabled": None,
    "start_execution_token": None,
    "execution_labels": {},
    **_NO_DELAY,
    **_NO_PROTECTION,
}


def _provided(job: dict[str, Any]) -> None:
    """What Terraform's resource has and hasn't."""
    del job["template"]["delayExecution"]
    job |= {"name": "render", "location": "us-central1", "project": "example", "deletionProtection": False}


_PROVIDED = _changed(_provided)


def _for_pulumi(job: dict[str, Any]) -> None:
    _provided(job)
    for container in _task(job)["containers"]:
        for one, several in (("env", "envs"), ("command", "commands"), ("dependsOn", "dependsOns")):
            if one in container:
                container[several] = container.pop(one)


def _plain_name(job: dict[str, Any]) -> None:
    job["name"] = _NAME


_ADDRESS = "google_cloud_run_v2_job.render"
_VALUES = _snaked(_listed(_PROVIDED))
PLAN = json.dumps(
    {
        "format_version": "1.2",
        "terraform_version": "1.9.0",
        "planned_values": {
            "root_module": {
                "resources": [
                    {
                        "address": _ADDRESS,
                        "mode": "managed",
                        "type": "google_cloud_run_v2_job",
                        "name": "render",
                        "values": _VALUES,
                    }
                ]
            }
        },
    }
)
HCL = """
resource "google_cloud_run_v2_job" "render" {
  name                  = "render"
  location              = "us-central1"
  project               = "example"
  deletion_protection   = "false"
  launch_stage          = "BETA"
  client                = "ci"
  client_version        = "1.2"
  start_execution_token = "first"
  labels                = { team = "video" }
  annotations           = { note = "job" }
  binary_authorization {
    use_default              = true
    breakglass_justification = "an emergency"
  }
  template {
    labels      = { part = "one" }
    annotations = { note = "execution" }
    task_count  = 20
    parallelism = 5
    template {
      max_retries                   = 2
      timeout                       = "1800s"
      service_account               = "render@example.iam.gserviceaccount.com"
      execution_environment         = "EXECUTION_ENVIRONMENT_GEN2"
      encryption_key                = "projects/p/locations/l/keyRings/r/cryptoKeys/k"
      gpu_zonal_redundancy_disabled = true
      node_selector {
        accelerator = "nvidia-l4"
      }
      vpc_access {
        egress = "ALL_TRAFFIC"
        network_interfaces {
          network    = "main"
          subnetwork = "jobs"
          tags       = ["batch", "gpu"]
        }
      }
      containers {
        name        = "main"
        image       = "example/render:1"
        command     = ["python", "-m"]
        args        = ["render", "--all"]
        working_dir = "/app"
        depends_on  = ["proxy"]
        resources {
          limits = { cpu = 4, memory = "16Gi", "nvidia.com/gpu" = "1" }
        }
        env {
          name  = "MODE"
          value = "fast"
        }
        env {
          name = "KEY"
          value_source {
            secret_key_ref {
              secret  = "api-key"
              version = 3
            }
          }
        }
        volume_mounts {
          name       = "bucket"
          mount_path = "/data"
          sub_path   = "in"
        }
        volume_mounts {
          name       = "keys"
          mount_path = "/keys"
        }
      }
      containers {
        name  = "proxy"
        image = "example/proxy:2"
        resources {
          limits = { cpu = "1", memory = "1Gi" }
        }
        ports {
          container_port = 8080
        }
        startup_probe {
          period_seconds        = "5"
          timeout_seconds       = 2
          failure_threshold     = 12
          initial_delay_seconds = 1
          tcp_socket {
            port = 8080
          }
        }
      }
      volumes {
        name = "bucket"
        gcs {
          bucket        = "frames"
          read_only     = true
          mount_options = ["implicit-dirs", "uid=7"]
        }
      }
      volumes {
        name = "share"
        nfs {
          server    = "10.0.0.5"
          path      = "/share"
          read_only = true
        }
      }
      volumes {
        name = "keys"
        secret {
          secret       = "keys"
          default_mode = 256
          items {
            path    = "key.json"
            version = "latest"
            mode    = 288
          }
        }
      }
      volumes {
        name = "scratch"
        empty_dir {
          medium     = "MEMORY"
          size_limit = "2Gi"
        }
      }
      volumes {
        name = "sql"
        cloud_sql_instance {
          instances = ["p:us-central1:db"]
        }
      }
    }
  }
}
"""
GCLOUD = r"""#!/bin/sh
gcloud beta run jobs create render --region us-central1 --project=example \
  --service-account=render@example.iam.gserviceaccount.com --tasks=20 --parallelism 5 --max-retries=2 \
  --task-timeout=30m --execution-environment=gen2 --delay-execution --gpu-type=nvidia-l4 \
  --no-gpu-zonal-redundancy --key=projects/p/locations/l/keyRings/r/cryptoKeys/k --binary-authorization=default \
  --breakglass="an emergency" --vpc-egress=all-traffic --network=main --subnet=jobs --network-tags=batch,gpu \
  --labels=team=video --set-cloudsql-instances=p:us-central1:db \
  --add-volume="name=bucket,type=cloud-storage,bucket=frames,readonly=true,mount-options=implicit-dirs;uid=7" \
  --add-volume=name=share,type=nfs,location=10.0.0.5:/share,readonly=true \
  --add-volume=name=keys,type=secret,secret=keys,version=latest,path=key.json \
  --add-volume=name=scratch,type=in-memory,size-limit=2Gi \
  --add-volume="name=sql,type=cloudsql,instances=p:us-central1:db" \
  --container=main --image=example/render:1 --command=python,-m --args=^:^render:--all --workdir=/app \
  --depends-on=proxy --cpu=4 --memory=16Gi --gpu=1 --set-env-vars=MODE=fast \
  --set-secrets=KEY=api-key:3,/keys/other=other:1 \
  --add-volume-mount=volume=bucket,mount-path=/data --add-volume-mount=volume=keys,mount-path=/keys \
  --container=proxy --image=example/proxy:2 --cpu=1 --memory=1Gi \
  --startup-probe=tcpSocket.port=8080,periodSeconds=5,timeoutSeconds=2,failureThreshold=12,initialDelaySeconds=1
"""
_GCLOUD_CHANGED: dict[str, Any] = {
    "execution_environment": "gen2",
    "vpc_egress": "all-traffic",
    "start_execution_token": None,
    "client": None,
    "client_version": None,
    "annotations": {},
    "execution_labels": {},
    "execution_annotations": {},
    "containers.limits": [{}, {}],
    "containers.env": [{"MODE": "fast"}, {}],
    "containers.env.secret": [[None], []],
    "containers.env.secret_version": [[None], []],
    "containers.mounts.sub_path": [[None, None], []],
    "containers.ports.container_port": [[], []],
    "volumes.default_mode": [None] * 5,
    "volumes.items.mode": [[], [], [None], [], []],
    "volumes.medium": [None] * 5,
    **_NO_PROTECTION,
}


def _framed(body: dict[str, Any], call: str, **arguments: Any) -> str:
    step = {"create": {"call": f"googleapis.{call}.create", "args": {**arguments, "body": body}}}
    return json.dumps({"main": {"steps": [step]}}, indent=1)


def _of_pulumi(kind: str, properties: dict[str, Any]) -> str:
    return json.dumps({"name": "x", "runtime": "yaml", "resources": {"job": {"type": kind, "properties": properties}}})


_UPBOUND = {"apiVersion": "cloudrun.gcp.upbound.io/v1beta1", "kind": "V2Job", "metadata": {"name": "render"}}
_IN_A_PARENT = {"parent": "projects/example/locations/us-central1", "jobId": "render"}
CLOUD_RUN = (
    Said("cloud-run-v1", json.dumps(V1, indent=1), "job.yaml", V1_CHANGED),
    Said("cloud-run-v2", json.dumps(_changed(_plain_name)), "job.json", {"name": _NAME, **_NO_PROTECTION}),
    Said("cloud-run-v2", json.dumps(_snaked(_changed(_plain_name))), "snake.json", {"name": _NAME, **_NO_PROTECTION}),
    Said("config-connector", json.dumps(CONNECTOR), "job.yaml", _CONNECTOR_CHANGED),
    Said("crossplane", json.dumps({**_UPBOUND, "spec": {"forProvider": _listed(_PROVIDED)}}), "listed.yaml", _NO_DELAY),
    Said("crossplane", json.dumps({**_UPBOUND, "spec": {"forProvider": _PROVIDED}}), "job.yaml", _NO_DELAY),
    Said("pulumi", _of_pulumi("gcp:cloudrunv2:Job", _changed(_for_pulumi)), "Pulumi.yaml", _NO_DELAY),
    Said("workflows", _framed(V2, "run.v2.projects.locations.jobs", **_IN_A_PARENT), "v2.yaml", _NO_PROTECTION),
    Said("workflows", _framed(V1, "run.v1.namespaces.jobs", location="us-central1"), "v1.yaml", V1_CHANGED),
    Said("terraform", HCL, "main.tf", _NO_DELAY),
    Said(
        "terraform",
        json.dumps({"resource": {"google_cloud_run_v2_job": {"render": _VALUES}}}),
        "main.tf.json",
        _NO_DELAY,
    ),
    Said("terraform-plan", PLAN, "plan.json", _NO_DELAY),
    Said("gcloud", GCLOUD, "deploy.sh", _GCLOUD_CHANGED),
)

BATCH_JOB: dict[str, Any] = {
    "priority": 50,
    "labels": {"team": "video"},
    "taskGroups": [
        {
            "taskCount": 20,
            "parallelism": 5,
            "schedulingPolicy": "AS_SOON_AS_POSSIBLE",
            "taskCountPerNode": 2,
            "requireHostsFile": True,
            "permissiveSsh": True,
            "runAsNonRoot": True,
            "taskEnvironments": [{"variables": {"SHARD": "a"}}, {"variables": {"SHARD": "b"}}],
            "taskSpec": {
                "maxRetryCount": 3,
                "maxRunDuration": "3600s",
                "computeResource": {"cpuMilli": 4000, "memoryMib": 8192, "bootDiskMib": 10240},
                "environment": {
                    "variables": {"MODE": "fast"},
                    "secretVariables": {"KEY": "projects/p/secrets/key/versions/3"},
                },
                "lifecyclePolicies": [{"action": "RETRY_TASK", "actionCondition": {"exitCodes": [50001, 50002]}}],
                "runnables": [
                    {
                        "displayName": "get",
                        "script": {"text": "echo get"},
                        "alwaysRun": True,
                        "timeout": "60s",
                        "labels": {"step": "get"},
                    },
                    {
                        "container": {
                            "imageUri": "example/render:1",
                            "entrypoint": "/bin/sh",
                            "commands": ["-c", "render --shard 1"],
                            "volumes": ["/mnt/disks/data:/data:ro"],
                            "options": "--privileged",
                            "blockExternalNetwork": True,
                            "username": "robot",
                            "enableImageStreaming": False,
                        },
                        "background": True,
                        "ignoreExitStatus": True,
                        "environment": {"variables": {"A": "b"}},
                    },
                    {"barrier": {"name": "all"}},
                ],
                "volumes": [
                    {
                        "mountPath": "/mnt/disks/data",
                        "gcs": {"remotePath": "frames/in"},
                        "mountOptions": ["implicit-dirs"],
                    },
                    {"mountPath": "/mnt/disks/share", "nfs": {"server": "10.0.0.5", "remotePath": "/share"}},
                    {"mountPath": "/mnt/disks/ssd", "deviceName": "ssd", "mountOptions": ["rw", "async"]},
                ],
            },
        }
    ],
    "allocationPolicy": {
        "location": {"allowedLocations": ["regions/us-central1"]},
        "labels": {"cost": "video"},
        "tags": ["batch"],
        "placement": {"collocation": "COLLOCATED", "maxDistance": 1},
        "serviceAccount": {
            "email": "render@example.iam.gserviceaccount.com",
            "scopes": ["https://www.googleapis.com/auth/drive"],
        },
        "network": {
            "networkInterfaces": [
                {
                    "network": "global/networks/main",
                    "subnetwork": "regions/us-central1/subnetworks/jobs",
                    "noExternalIpAddress": True,
                }
            ]
        },
        "instances": [
            {
                "installGpuDrivers": True,
                "installOpsAgent": False,
                "blockProjectSshKeys": True,
                "policy": {
                    "machineType": "n1-standard-8",
                    "minCpuPlatform": "Intel Skylake",
                    "provisioningModel": "SPOT",
                    "reservation": "NO_RESERVATION",
                    "accelerators": [{"type": "nvidia-tesla-t4", "count": 2, "driverVersion": "535"}],
                    "bootDisk": {"type": "pd-ssd", "sizeGb": 100, "image": "batch-debian"},
                    "disks": [
                        {
                            "deviceName": "ssd",
                            "newDisk": {"type": "local-ssd", "sizeGb": 375, "diskInterface": "NVMe"},
                        },
                        {"deviceName": "old", "existingDisk": "projects/p/zones/z/disks/old"},
                    ],
                },
            }
        ],
    },
    "logsPolicy": {"destination": "PATH", "logsPath": "/mnt/disks/data/logs"},
    "notifications": [
        {
            "pubsubTopic": "projects/p/topics/t",
            "message": {"type": "TASK_STATE_CHANGED", "newTaskState": "FAILED"},
        }
    ],
}
_KCC_KEYS = {
    "imageUri": "imageURI",
    "sizeGb": "sizeGB",
    "memoryMib": "memoryMiB",
    "bootDiskMib": "bootDiskMiB",
    "noExternalIpAddress": "noExternalIPAddress",
}
_KCC_REFERENCES = {"network", "subnetwork", "pubsubTopic"}


def _batch_connected(value: Any) -> Any:
    """Keys and references as Config Connector has them."""
    if isinstance(value, list):
        return [_batch_connected(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        f"{key}Ref" if key in _KCC_REFERENCES and isinstance(each, str) else _KCC_KEYS.get(key, key): {"external": each}
        if key in _KCC_REFERENCES and isinstance(each, str)
        else {"external": each["email"]}
        if key == "serviceAccount"
        else _batch_connected(each)
        for key, each in value.items()
    }


_BATCH_CONNECTOR = {
    "apiVersion": "batch.cnrm.cloud.google.com/v1beta1",
    "kind": "BatchJob",
    "metadata": {"name": "render", "labels": {"team": "video"}},
    "spec": {
        "location": "us-central1",
        **{key: _batch_connected(each) for key, each in BATCH_JOB.items() if key != "labels"},
    },
}
_SNAKE_BATCH = _snaked(BATCH_JOB, ("labels", "variables", "secretVariables"))
_SNAKE_BATCH["taskGroups"] = _SNAKE_BATCH.pop("task_groups")
BATCH_GCLOUD = r"""#!/bin/sh
gcloud batch jobs submit render --location=us-central1 --project example --priority=50 --machine-type=n1-standard-8 \
  --provisioning-model=SPOT --network=global/networks/main --subnetwork=regions/us-central1/subnetworks/jobs \
  --no-external-ip-address --container-image-uri=example/render:1 --container-entrypoint=/bin/sh \
  --container-commands-file=commands.txt
"""
BATCH = (
    Said("batch", json.dumps({"name": "render", **BATCH_JOB}), "job.json", {}),
    Said("batch", json.dumps({"name": "render", **_SNAKE_BATCH}), "snake.yaml", {}),
    Said("config-connector", json.dumps(_BATCH_CONNECTOR), "job.yaml", {"location": "us-central1", "scopes": []}),
    Said(
        "pulumi",
        _of_pulumi("google-native:batch/v1:Job", {"name": "render", "location": "us-central1", **BATCH_JOB}),
        "Pulumi.yaml",
        {"location": "us-central1"},
    ),
    Said("workflows", _framed(BATCH_JOB, "batch.v1.projects.locations.jobs", **_IN_A_PARENT), "job.yaml", {}),
)
"""What gcloud's flags say of a Batch job is little; a test of its own has it."""
