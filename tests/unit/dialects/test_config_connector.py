"""Config Connector: the APIs' messages with references, Go's durations and a spelling of its own."""

from __future__ import annotations

import pytest

from jobs_lint.model.setting import UNKNOWN
from unit.dialects.seen import batch, cloud_run, dialects_of, findings, result

RUN_JOB = """
apiVersion: run.cnrm.cloud.google.com/v1beta1
kind: RunJob
metadata: {name: thumbnails, labels: {team: media}}
spec:
  location: europe-west1
  launchStage: GA
  template:
    template:
      timeout: 1h30m
      serviceAccountRef: {external: thumbnails@example.iam.gserviceaccount.com}
      containers:
        - image: example
          env:
            - name: TOKEN
              valueSource: {secretKeyRef: {secretRef: {external: projects/1/secrets/token}, versionRef: {name: v}}}
          volumeMounts: [{name: data, mountPath: /data}]
      volumes:
        - name: data
          gcs: {bucketRef: {name: data}}
      vpcAccess:
        networkInterfaces: [{networkRef: {external: default}}]
"""
BATCH_JOB = """
apiVersion: batch.cnrm.cloud.google.com/v1alpha1
kind: BatchJob
metadata: {name: thumbnails, labels: {team: media}}
spec:
  location: us-central1
  taskGroups:
    - taskCount: 2
      taskSpec:
        computeResource: {cpuMilli: 1000, memoryMiB: 512}
        runnables: [{container: {imageURI: example}}]
        maxRunDuration: 10m
  allocationPolicy:
    serviceAccount: {external: thumbnails@example.iam.gserviceaccount.com}
    network: {networkInterfaces: [{networkRef: {name: default}}]}
  logsPolicy: {destination: CLOUD_LOGGING}
"""


def test_a_run_job_is_read() -> None:
    job = cloud_run(RUN_JOB)
    assert (job.name.value, job.location.value, job.launch_stage.value) == ("thumbnails", "europe-west1", "GA")
    assert job.timeout.value == 5400 * 10**9
    assert job.labels[0].value.value == "media"
    assert findings(RUN_JOB) == []


def test_an_external_reference_is_a_name_and_a_kubernetes_one_is_unknown() -> None:
    job = cloud_run(RUN_JOB)
    assert job.service_account.value == "thumbnails@example.iam.gserviceaccount.com"
    assert job.network.value == "default"
    (variable,) = job.containers[0].env
    assert variable.secret.value == "projects/1/secrets/token"
    assert (variable.secret_version.value, job.volumes[0].bucket.value) == (UNKNOWN, UNKNOWN)
    assert batch(BATCH_JOB).network.is_unknown


def test_a_text_where_a_reference_belongs_is_refused() -> None:
    text = RUN_JOB.replace("{external: default}", "default")
    assert findings(text) == [("SCH003", "spec.template.template.vpcAccess.networkInterfaces[0].networkRef")]


def test_a_batch_job_is_read() -> None:
    job = batch(BATCH_JOB)
    assert (job.name.value, job.location.value, job.timeout.value) == ("thumbnails", "us-central1", 600 * 10**9)
    assert (job.memory.value, job.containers[0].image.value) == (512 * 2**20, "example")
    assert job.service_account.value == "thumbnails@example.iam.gserviceaccount.com"
    assert job.labels[0].value.value == "media"
    assert findings(BATCH_JOB) == []


@pytest.mark.parametrize("timeout", ["600s", "10m0s", "1h", "1.5h", "1h0m0.5s"])
def test_durations_are_those_of_go(timeout: str) -> None:
    assert findings(RUN_JOB.replace("1h30m", timeout)) == []


@pytest.mark.parametrize("timeout", ['"600"', "600", "10 minutes", "1d", "soon"])
def test_other_durations_are_refused(timeout: str) -> None:
    assert findings(RUN_JOB.replace("1h30m", timeout)) == [("SCH003", "spec.template.template.timeout")]


def test_several_documents_and_lists_are_read() -> None:
    assert dialects_of(f"{RUN_JOB}---{BATCH_JOB}") == ["config-connector"] * 2
    items = "".join(f"  - {text.strip().replace(chr(10), chr(10) + '    ')}\n" for text in (RUN_JOB, BATCH_JOB))
    assert dialects_of(f"apiVersion: v1\nkind: List\nitems:\n{items}") == ["config-connector"] * 2


@pytest.mark.parametrize("old", ["kind: RunJob", "run.cnrm.cloud.google.com/"])
def test_another_kind_is_left_alone(old: str) -> None:
    seen = result(RUN_JOB.replace(old, "x" + old) + "# run.cnrm.cloud.google.com RunJob\n")
    assert (seen.jobs, seen.findings) == ((), ())
