"""One job, said in every dialect: the same rules fire, each at the field that the dialect has for it."""

from __future__ import annotations

import json
import textwrap
from typing import NamedTuple

import pytest

from jobs_lint.dialects import dialects
from jobs_lint.model.table import last_key
from unit.dialects.seen import dialects_of, findings, jobs, result

HOUR = 3600 * 10**9


class Same(NamedTuple):
    """A Cloud Run job in a dialect, with too many tasks, too many retries, a GPU task that may run for too long, too
    many GPUs, and a memory limit that is misspelt; and the field of each."""

    dialect: str
    tasks: str
    retries: str
    timeout: str
    container: str
    text: str
    path: str = "job.yaml"
    gpus: str = 'limits["nvidia.com/gpu"]'
    memory: str = "limits.memory"
    name: str = "render"

    @property
    def expected(self) -> list[tuple[str, str]]:
        container = f"{self.container}." if self.container else ""
        return [
            ("LIM101", self.tasks),
            ("LIM102", self.retries),
            ("LIM103", self.timeout),
            ("LIM105", f"{container}{self.gpus}"),
            ("SCH003", f"{container}{self.memory}"),
        ]


_LIMITS = 'limits: {cpu: "8", memory: 32GB, nvidia.com/gpu: "2"}'
CLOUD_RUN: tuple[Same, ...] = (
    Same(
        "cloud-run-v1",
        "spec.template.spec.taskCount",
        "spec.template.spec.template.spec.maxRetries",
        "spec.template.spec.template.spec.timeoutSeconds",
        "spec.template.spec.template.spec.containers[0].resources",
        f"""
        apiVersion: run.googleapis.com/v1
        kind: Job
        metadata: {{name: render}}
        spec:
          template:
            spec:
              taskCount: 10001
              template:
                spec:
                  maxRetries: 11
                  timeoutSeconds: 90000
                  nodeSelector: {{run.googleapis.com/accelerator: nvidia-l4}}
                  containers:
                    - image: example
                      resources:
                        {_LIMITS}
        """,
    ),
    Same(
        "cloud-run-v2",
        "template.taskCount",
        "template.template.maxRetries",
        "template.template.timeout",
        "template.template.containers[0].resources",
        f"""
        name: projects/example/locations/us-central1/jobs/render
        template:
          taskCount: 10001
          template:
            maxRetries: 11
            timeout: 90000s
            nodeSelector: {{accelerator: nvidia-l4}}
            containers:
              - image: example
                resources:
                  {_LIMITS}
        """,
    ),
    Same(
        "config-connector",
        "spec.template.taskCount",
        "spec.template.template.maxRetries",
        "spec.template.template.timeout",
        "spec.template.template.containers[0].resources",
        f"""
        apiVersion: run.cnrm.cloud.google.com/v1beta1
        kind: RunJob
        metadata: {{name: render}}
        spec:
          location: us-central1
          template:
            taskCount: 10001
            template:
              maxRetries: 11
              timeout: 25h
              serviceAccountRef: {{name: render}}
              containers:
                - image: example
                  resources:
                    {_LIMITS}
        """,
    ),
    Same(
        "crossplane",
        "spec.forProvider.template[0].taskCount",
        "spec.forProvider.template[0].template[0].maxRetries",
        "spec.forProvider.template[0].template[0].timeout",
        "spec.forProvider.template[0].template[0].containers[0].resources[0]",
        f"""
        apiVersion: cloudrun.gcp.upbound.io/v1beta1
        kind: V2Job
        metadata: {{name: render}}
        spec:
          forProvider:
            location: us-central1
            template:
              - taskCount: 10001
                template:
                  - maxRetries: 11
                    timeout: 90000s
                    nodeSelector: [{{accelerator: nvidia-l4}}]
                    containers:
                      - image: example
                        resources:
                          - {_LIMITS}
        """,
    ),
    Same(
        "pulumi",
        "properties.template.taskCount",
        "properties.template.template.maxRetries",
        "properties.template.template.timeout",
        "properties.template.template.containers[0].resources",
        f"""
        name: example
        runtime: yaml
        resources:
          bucket: {{type: "gcp:storage:Bucket"}}
          job:
            type: gcp:cloudrunv2:Job
            properties:
              name: render
              location: us-central1
              template:
                taskCount: 10001
                template:
                  maxRetries: 11
                  timeout: 90000s
                  nodeSelector: {{accelerator: nvidia-l4}}
                  containers:
                    - image: example
                      resources:
                        {_LIMITS}
        """,
    ),
    Same(
        "workflows",
        "body.template.taskCount",
        "body.template.template.maxRetries",
        "body.template.template.timeout",
        "body.template.template.containers[0].resources",
        f"""
        main:
          steps:
            - create:
                call: googleapis.run.v2.projects.locations.jobs.create
                args:
                  parent: projects/example/locations/us-central1
                  jobId: render
                  body:
                    template:
                      taskCount: 10001
                      template:
                        maxRetries: 11
                        timeout: 90000s
                        nodeSelector: {{accelerator: nvidia-l4}}
                        containers:
                          - image: example
                            resources:
                              {_LIMITS}
        """,
    ),
    Same(
        "workflows",
        "body.spec.template.spec.taskCount",
        "body.spec.template.spec.template.spec.maxRetries",
        "body.spec.template.spec.template.spec.timeoutSeconds",
        "body.spec.template.spec.template.spec.containers[0].resources",
        f"""
        create:
          steps:
            - create:
                call: googleapis.run.v1.namespaces.jobs.create
                args:
                  location: us-central1
                  parent: namespaces/example
                  body:
                    apiVersion: run.googleapis.com/v1
                    kind: Job
                    metadata: {{name: render}}
                    spec:
                      template:
                        spec:
                          taskCount: 10001
                          template:
                            spec:
                              maxRetries: 11
                              timeoutSeconds: 90000
                              nodeSelector: {{run.googleapis.com/accelerator: nvidia-l4}}
                              containers:
                                - image: example
                                  resources:
                                    {_LIMITS}
        """,
    ),
)
_FLAGS = (
    "jobs create render --region us-central1 --image example --tasks 10001 --max-retries 11 --task-timeout 25h "
    "--cpu 8 --memory 32GB --gpu 2 --gpu-type nvidia-l4"
)


def _by_gcloud(text: str, path: str) -> Same:
    return Same("gcloud", "--tasks", "--max-retries", "--task-timeout", "", text, path, "--gpu", "--memory")


_HCL = """
        resource "google_cloud_run_v2_job" "render" {
          name     = "render"
          location = local.region
          template {
            task_count = 10001
            template {
              max_retries = 11
              timeout     = "${25 * 60 * 60}s"
              node_selector {
                accelerator = "nvidia-l4"
              }
              containers {
                image = "example"
                resources {
                  limits = { cpu = "8", memory = "32GB", "nvidia.com/gpu" = "2" }
                }
              }
            }
          }
        }
        locals {
          region = "us-central1"
        }
        """
_LISTED = {
    "name": "render",
    "location": "us-central1",
    "template": [
        {
            "task_count": 10001,
            "template": [
                {
                    "max_retries": 11,
                    "timeout": "90000s",
                    "node_selector": [{"accelerator": "nvidia-l4"}],
                    "containers": [
                        {
                            "image": "example",
                            "resources": [{"limits": {"cpu": "8", "memory": "32GB", "nvidia.com/gpu": "2"}}],
                        }
                    ],
                }
            ],
        }
    ],
}
_ADDRESS = "google_cloud_run_v2_job.render"


def _by_terraform(dialect: str, path: str, value: object, name: str = "render") -> Same:
    task = "template[0].template[0]"
    return Same(
        dialect,
        "template[0].task_count",
        f"{task}.max_retries",
        f"{task}.timeout",
        f"{task}.containers[0].resources[0]",
        json.dumps(value, indent=1),
        path,
        name=name,
    )


CLOUD_RUN += (
    _by_gcloud(f"#!/bin/sh\ngcloud run {_FLAGS}\n", "deploy.sh"),
    _by_gcloud(f"jobs:\n  build:\n    steps:\n      - run: |\n          gcloud run {_FLAGS}\n", "deploy.yaml"),
    _by_gcloud(f"steps:\n  - script: >-\n      gcloud run {_FLAGS}\n", "cloudbuild.yaml"),
    _by_gcloud(
        json.dumps({"steps": [{"name": "gcr.io/cloud-builders/gcloud", "args": ["run", *_FLAGS.split()]}]}),
        "cloudbuild.json",
    ),
    Same(
        "terraform",
        "template.task_count",
        "template.template.max_retries",
        "template.template.timeout",
        "template.template.containers[0].resources",
        _HCL,
        "main.tf",
    ),
    _by_terraform("terraform", "main.tf.json", {"resource": {"google_cloud_run_v2_job": {"render": _LISTED}}}),
    _by_terraform(
        "terraform-plan",
        "plan.json",
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
                            "values": _LISTED,
                        }
                    ]
                }
            },
        },
        _ADDRESS,
    ),
)
BATCH = {
    "batch": ("", "memoryMib", "%s"),
    "config-connector": (
        "spec.",
        "memoryMiB",
        "apiVersion: batch.cnrm.cloud.google.com/v1beta1\nkind: BatchJob\nmetadata: {name: render}\nspec:\n%s",
    ),
    "pulumi": (
        "properties.",
        "memoryMib",
        "resources:\n  job:\n    type: google-native:batch/v1:Job\n    properties:\n%s",
    ),
    "workflows": (
        "body.",
        "memoryMib",
        "- run:\n    call: googleapis.batch.v1.projects.locations.jobs.create\n    args:\n      body:\n%s",
    ),
}
_BATCH_JOB = """taskGroups:
  - taskCount: 100001
    taskSpec:
      maxRetryCount: 11
      maxRunDuration: 1300000s
      computeResource: {cpuMilli: 1000, MEMORY: many}
      runnables: [{container: {IMAGE: example}}]
"""


def _ids(same: Same) -> str:
    return f"{same.dialect}-{same.path}-{same.tasks.split('.')[0]}"


@pytest.mark.parametrize("same", CLOUD_RUN, ids=_ids)
def test_the_same_rules_fire_for_cloud_run(same: Same) -> None:
    text = textwrap.dedent(same.text)
    assert dialects_of(text, same.path) == [same.dialect]
    assert sorted(findings(text, same.path)) == same.expected
    (job,) = jobs(text, same.path)
    assert (job.display_name, job.timeout.value) == (same.name, 25 * HOUR)


@pytest.mark.parametrize("same", CLOUD_RUN, ids=_ids)
def test_a_finding_stands_at_the_value(same: Same) -> None:
    """And the value behind its key, or what it is computed from."""
    text = textwrap.dedent(same.text)
    lines = text.split("\n")
    for finding in result(text, same.path).findings:
        line, start, end = lines[finding.start.line - 1], finding.start.column - 1, finding.end.column - 1
        value = line[start:end].strip('"')
        assert value in (finding.value, "${25 * 60 * 60}s")
        assert line[:start].rstrip(' =:",').endswith(last_key(finding.field or ""))


@pytest.mark.parametrize("same", CLOUD_RUN, ids=_ids)
def test_only_where_it_is_said_there_is_a_region(same: Same) -> None:
    (job,) = jobs(textwrap.dedent(same.text), same.path)
    assert job.location.value == (None if same.dialect == "cloud-run-v1" else "us-central1")


@pytest.mark.parametrize("dialect", BATCH)
def test_the_same_rules_fire_for_batch(dialect: str) -> None:
    prefix, memory, frame = BATCH[dialect]
    image = "imageURI" if memory == "memoryMiB" else "imageUri"
    job_text = _BATCH_JOB.replace("MEMORY", memory).replace("IMAGE", image)
    text = frame % textwrap.indent(job_text, " " * 12 if prefix else "")
    assert dialects_of(text) == [dialect]
    group = f"{prefix}taskGroups[0]"
    assert sorted(findings(text)) == [
        ("LIM201", f"{group}.taskCount"),
        ("LIM203", f"{group}.taskSpec.maxRetryCount"),
        ("LIM204", f"{group}.taskSpec.maxRunDuration"),
        ("SCH003", f"{group}.taskSpec.computeResource.{memory}"),
    ]
    (job,) = jobs(text)
    assert job.containers[0].image.value == "example"


_SENT = json.dumps(
    {"taskGroups": [{"taskCount": 100001, "taskSpec": {"runnables": [{"container": {"imageUri": "example"}}]}}]}
)
_SCHEDULER = 'resource "google_cloud_scheduler_job" "x" {\n  http_target {\n    body = base64encode(%s)\n  }\n}\n'
_BUILD = "steps:\n  - script: |\n      cat > job.json <<EOF\n      %s\n      EOF\n      gcloud batch jobs submit\n"
_MESSAGE = "gcloud scheduler jobs create http x --uri=https://example.com --message-body='%s'\n"
CARRIED = {
    "a scheduler's body, encoded": ("main.tf", _SCHEDULER % f"jsonencode({_SENT})"),
    "a scheduler's body, as a text": ("main.tf", _SCHEDULER % f"<<-EOT\n      {_SENT}\n      EOT\n    "),
    "a message body": ("deploy.sh", _MESSAGE % _SENT),
    "a here-document": ("deploy.sh", f"gcloud batch jobs submit x --config - <<'EOF'\n{_SENT}\nEOF\n"),
    "a file that a build writes": ("build.yaml", _BUILD % _SENT),
}


@pytest.mark.parametrize("carried", CARRIED)
def test_a_job_inside_another_file_is_at_its_place_there(carried: str) -> None:
    path, text = CARRIED[carried]
    (finding,) = result(text, path).findings
    assert (finding.code, finding.field) == ("LIM201", "taskGroups[0].taskCount")
    line = text.split("\n")[finding.start.line - 1]
    assert line[finding.start.column - 1 : finding.end.column - 1] == "100001"


@pytest.mark.parametrize("path", ["main.tf", "deploy.sh"])
def test_what_is_sent_is_not_read_by_gcloud(path: str) -> None:
    text = (_MESSAGE if path == "deploy.sh" else _SCHEDULER % "jsonencode(%s)") % _SENT.replace("taskG", "task_g")
    assert [code for code, _ in findings(text, path)] == ["LIM201"]


def test_every_dialect_says_it() -> None:
    said = {same.dialect for same in CLOUD_RUN} | set(BATCH)
    assert {dialect.name for dialect in dialects()} - said == set()
