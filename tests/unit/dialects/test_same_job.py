"""One job, said in every dialect: the same rules fire, each at the field that the dialect has for it."""

from __future__ import annotations

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

    @property
    def expected(self) -> list[tuple[str, str]]:
        return [
            ("LIM101", self.tasks),
            ("LIM102", self.retries),
            ("LIM103", self.timeout),
            ("LIM105", f'{self.container}.limits["nvidia.com/gpu"]'),
            ("SCH003", f"{self.container}.limits.memory"),
        ]


_LIMITS = 'limits: {cpu: "8", memory: 32GB, nvidia.com/gpu: "2"}'
CLOUD_RUN = (
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
    return f"{same.dialect}-{same.tasks.split('.')[0]}"


@pytest.mark.parametrize("same", CLOUD_RUN, ids=_ids)
def test_the_same_rules_fire_for_cloud_run(same: Same) -> None:
    text = textwrap.dedent(same.text)
    assert dialects_of(text) == [same.dialect]
    assert sorted(findings(text)) == same.expected
    (job,) = jobs(text)
    assert (job.display_name, job.timeout.value) == ("render", 25 * HOUR)


@pytest.mark.parametrize("same", CLOUD_RUN, ids=_ids)
def test_a_finding_stands_at_the_value(same: Same) -> None:
    text = textwrap.dedent(same.text)
    lines = text.split("\n")
    for finding in result(text).findings:
        line, start, end = lines[finding.start.line - 1], finding.start.column - 1, finding.end.column - 1
        assert line[start:end].strip('"') == finding.value
        assert line[:start].endswith(f"{last_key(finding.field or '')}: ")


@pytest.mark.parametrize("same", CLOUD_RUN, ids=_ids)
def test_only_where_it_is_said_there_is_a_region(same: Same) -> None:
    (job,) = jobs(textwrap.dedent(same.text))
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


def test_every_dialect_says_it() -> None:
    said = {same.dialect for same in CLOUD_RUN} | set(BATCH)
    assert {dialect.name for dialect in dialects()} - said == set()
