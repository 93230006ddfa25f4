"""Crossplane: Terraform's resource, whose blocks are lists or mappings by the version."""

from __future__ import annotations

import pytest

from unit.dialects.seen import cloud_run, findings, result

LISTS = """
apiVersion: cloudrun.gcp.upbound.io/v1beta1
kind: V2Job
metadata: {name: thumbnails}
spec:
  forProvider:
    location: us-central1
    template:
      - taskCount: 10
        template:
          - timeout: 60s
            nodeSelector: [{accelerator: nvidia-l4}]
            gpuZonalRedundancyDisabled: true
            containers:
              - image: example
                resources: [{limits: {cpu: "4", memory: 16Gi}}]
                env:
                  - name: TOKEN
                    valueSource: [{secretKeyRef: [{secret: token, version: latest}]}]
                volumeMounts: [{name: scratch, mountPath: /scratch}]
            volumes:
              - {name: scratch, emptyDir: [{medium: MEMORY, sizeLimit: 1Gi}]}
"""
MAPPINGS = """
apiVersion: cloudrun.gcp.m.upbound.io/v1beta2
kind: V2Job
metadata: {name: thumbnails}
spec:
  forProvider:
    location: us-central1
    template:
      taskCount: 10
      template:
        timeout: 60s
        nodeSelector: {accelerator: nvidia-l4}
        gpuZonalRedundancyDisabled: true
        containers:
          - image: example
            resources: {limits: {cpu: "4", memory: 16Gi}}
            env:
              - name: TOKEN
                valueSource: {secretKeyRef: {secret: token, version: latest}}
            volumeMounts: [{name: scratch, mountPath: /scratch}]
        volumes:
          - {name: scratch, emptyDir: {medium: MEMORY, sizeLimit: 1Gi}}
"""


@pytest.mark.parametrize("text", [LISTS, MAPPINGS], ids=["lists", "mappings"])
def test_blocks_are_lists_or_mappings(text: str) -> None:
    job = cloud_run(text)
    assert (job.name.value, job.location.value, job.gpu_type.value) == ("thumbnails", "us-central1", "nvidia-l4")
    assert (job.task_count.value, job.timeout.value) == (10, 60 * 10**9)
    (container,) = job.containers
    assert (container.cpu.value, container.memory.value) == (4000, 16 * 2**30)
    assert container.env[0].secret.value == "token"
    assert job.volumes[0].size_limit.value == 2**30
    assert findings(text) == []


def test_a_service_is_left_alone() -> None:
    seen = result(LISTS.replace("kind: V2Job", "kind: V2Service  # not V2Job"))
    assert (seen.jobs, seen.findings) == ((), ())
