"""Volumes of memory and of disk that are larger, or more, than there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, human_bytes, rule
from jobs_lint_rules.words import over, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Volume

_DISK = "DISK"
_DISK_TYPE = "ephemeral-disk"


def _is_disk(volume: Volume) -> bool:
    return volume.type.text == _DISK_TYPE or volume.medium.text.upper() == _DISK


@rule(
    "LIM143",
    "memory-volume-over-memory",
    severity="warning",
    on=CloudRunJob,
    tags=("cloud-run", "volumes", "memory"),
    when=("volumes.size_limit",),
)
def memory_volume_over_memory(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A volume in memory may grow larger than the memory of the task.

    ## Why
    What is written to such a volume is part of the memory of the containers; it is never more than they have
    together, whatever the size says. A size that is above that protects from nothing: the task is ended for want of
    memory before the volume is full. With a size well below, a write fails instead, which a program can deal with.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
                  resources:
                    limits:
                      cpu: "1"
                      memory: 2Gi
                  volumeMounts:
                    - name: scratch
                      mountPath: /scratch
              volumes:
                - name: scratch
                  emptyDir:
                    medium: Memory
                    sizeLimit: 4Gi # <- LIM143
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
                  resources:
                    limits:
                      cpu: "1"
                      memory: 4Gi
                  volumeMounts:
                    - name: scratch
                      mountPath: /scratch
              volumes:
                - name: scratch
                  emptyDir:
                    medium: Memory
                    sizeLimit: 2Gi
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/in-memory-volume-mounts
    - https://run.googleapis.com/$discovery/rest?version=v2
    """
    for volume in job.volumes:
        size = volume.size_limit
        if not size.is_set or volume.kind != "empty-dir" or volume.medium.is_unknown or _is_disk(volume):
            continue
        memory = job.memory_total
        if isinstance(memory, int) and size > memory:
            set_ones = [container.memory for container in job.containers if container.memory.is_set]
            text = f"{seen(size, human_bytes(size.known()))}, and the task has {human_bytes(memory)} of memory"
            yield size.finding(
                f"{text}, which the volume is part of; lower it to what the containers can spare, or raise the memory",
                related=tuple(each.also("memory of a container") for each in set_ones[:1]),
            )


@rule(
    "LIM144",
    "disk-volume-size",
    severity="warning",
    on=CloudRunJob,
    tags=("cloud-run", "volumes"),
    when=("volumes.size_limit",),
)
def disk_volume_size(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A volume on disk is larger or smaller than such volumes are.

    ## Why
    An ephemeral disk is between 1 GiB and 100 GiB. The feature is in preview and its bounds may move; above the 10 GB
    that a project has without asking, it needs quota as well.

    ## Bad
    ```yaml
    template:
      taskCount: 1
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
            volumeMounts:
              - name: scratch
                mountPath: /scratch
        volumes:
          - name: scratch
            emptyDir:
              medium: DISK
              sizeLimit: 500Gi # <- LIM144
    launchStage: BETA
    ```

    ## Good
    ```yaml
    template:
      taskCount: 1
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
            volumeMounts:
              - name: scratch
                mountPath: /scratch
        volumes:
          - name: scratch
            emptyDir:
              medium: DISK
              sizeLimit: 100Gi
    launchStage: BETA
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/ephemeral-disk
    """
    most, least = limits.cloud_run.ephemeral_disk_size, limits.cloud_run.ephemeral_disk_size_min
    for volume in job.volumes:
        size = volume.size_limit
        if not size.is_set or not _is_disk(volume):
            continue
        shown = human_bytes(size.known())
        if size > most:
            text = over(size, shown, most, "a volume on disk")
            yield size.finding(f"{text}; lower it, or mount a bucket for what is larger", limit=most)
        elif size < least:
            text = f"{seen(size, shown)}, below the minimum of {least.describe()} for a volume on disk"
            yield size.finding(f"{text}; raise it", limit=least)


@rule(
    "LIM145",
    "too-many-disk-volumes",
    severity="warning",
    on=CloudRunJob,
    tags=("cloud-run", "volumes"),
    when=("volumes",),
)
def too_many_disk_volumes(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A task has more than 10 volumes on disk.

    ## Why
    An instance, and so a task, has 10 ephemeral disks at most, for all its containers together. One disk serves
    several containers, and several folders.

    ## Bad
    ```yaml
    template:
      taskCount: 1
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
            volumeMounts:
              - {name: d1, mountPath: /d1}
              - {name: d2, mountPath: /d2}
              - {name: d3, mountPath: /d3}
              - {name: d4, mountPath: /d4}
              - {name: d5, mountPath: /d5}
              - {name: d6, mountPath: /d6}
              - {name: d7, mountPath: /d7}
              - {name: d8, mountPath: /d8}
              - {name: d9, mountPath: /d9}
              - {name: d10, mountPath: /d10}
              - {name: d11, mountPath: /d11}
        volumes:
          - {name: d1, emptyDir: {medium: DISK, sizeLimit: 1Gi}}
          - {name: d2, emptyDir: {medium: DISK, sizeLimit: 1Gi}}
          - {name: d3, emptyDir: {medium: DISK, sizeLimit: 1Gi}}
          - {name: d4, emptyDir: {medium: DISK, sizeLimit: 1Gi}}
          - {name: d5, emptyDir: {medium: DISK, sizeLimit: 1Gi}}
          - {name: d6, emptyDir: {medium: DISK, sizeLimit: 1Gi}}
          - {name: d7, emptyDir: {medium: DISK, sizeLimit: 1Gi}}
          - {name: d8, emptyDir: {medium: DISK, sizeLimit: 1Gi}}
          - {name: d9, emptyDir: {medium: DISK, sizeLimit: 1Gi}}
          - {name: d10, emptyDir: {medium: DISK, sizeLimit: 1Gi}}
          - {name: d11, emptyDir: {medium: DISK, sizeLimit: 1Gi}} # <- LIM145
    launchStage: BETA
    ```

    ## Good
    ```yaml
    template:
      taskCount: 1
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
            volumeMounts:
              - {name: scratch, mountPath: /scratch}
        volumes:
          - {name: scratch, emptyDir: {medium: DISK, sizeLimit: 10Gi}}
    launchStage: BETA
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/ephemeral-disk
    """
    limit = limits.cloud_run.ephemeral_disks_per_instance
    if len(job.volumes) <= limit.amount:
        return
    disks = [volume for volume in job.volumes if _is_disk(volume)]
    if len(disks) > limit.amount:
        text = f"the task has {len(disks)} volumes on disk, over the limit of {limit.describe()}"
        yield disks[limit.value].finding(f"{text}; put several folders on one disk", limit=limit)
