"""Long work on GPUs that saves nothing on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, CloudRunJob, Job, Limits, Packing, rule
from jobs_lint_rules.reliability._storage import saves_nothing
from jobs_lint_rules.words import duration, many, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Machines

_SAVE = "keep checkpoints in a bucket or on a share, and start from the last one"


def has_gpu(job: Job, limits: Limits, machines: Machines) -> bool | None:
    """Whether a task has a GPU, be it that of its machine type. None where that isn't known."""
    if job.uses_gpu is True:
        return True
    if not isinstance(job, BatchJob):
        return False if job.uses_gpu is False else None
    count = Packing(job, limits, machines).gpus_per_vm
    return count > 0 if isinstance(count, int) else None


@rule(
    "REL103",
    "gpu-task-saves-nothing",
    severity="info",
    on=CloudRunJob,
    tags=("cloud-run", "gpu"),
    profile="pedantic",
    when=("uses_gpu",),
)
def gpu_task_saves_nothing(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A long task with a GPU is retried from its beginning, and saves nothing in between.

    ## Why
    A task with a GPU isn't moved when its host is maintained: it is ended, and the retry starts from nothing. A
    volume with a bucket or an NFS share keeps what it has reached. The rule is silent where the job has one, or names
    a bucket or a checkpoint.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: train
    spec:
      template:
        spec:
          template:
            spec:
              maxRetries: 2
              timeoutSeconds: 3600 # <- REL103
              nodeSelector:
                run.googleapis.com/accelerator: nvidia-l4
              containers:
                - image: europe-docker.pkg.dev/example/images/train
                  resources:
                    limits:
                      nvidia.com/gpu: "1"
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: train
    spec:
      template:
        spec:
          template:
            spec:
              maxRetries: 2
              timeoutSeconds: 3600
              nodeSelector:
                run.googleapis.com/accelerator: nvidia-l4
              containers:
                - image: europe-docker.pkg.dev/example/images/train
                  resources:
                    limits:
                      nvidia.com/gpu: "1"
                  volumeMounts:
                    - name: state
                      mountPath: /state
              volumes:
                - name: state
                  csi:
                    driver: gcsfuse.run.googleapis.com
                    volumeAttributes:
                      bucketName: example-state
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/task-timeout
    - https://docs.cloud.google.com/run/docs/configuring/jobs/cloud-storage-volume-mounts
    """
    timeout, retries = job.timeout, job.max_retries
    if job.uses_gpu and timeout.is_set and timeout >= limits.advice.long_task and retries > 0 and saves_nothing(job):
        yield timeout.finding(
            f"{seen(timeout, duration(timeout.known()))} for a task on a GPU, which maintenance of its host can end, "
            f"and each of {many(retries.known(), 'retry')} starts from nothing; {_SAVE}"
        )


@rule(
    "REL212",
    "batch-gpu-job-saves-nothing",
    severity="info",
    on=BatchJob,
    tags=("batch", "gpu"),
    profile="pedantic",
    when=("accelerators", "machine_type"),
)
def batch_gpu_job_saves_nothing(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """A Batch task with a GPU may run for over 12 hours, and saves nothing in between.

    ## Why
    A VM with a GPU isn't moved when its host is maintained: the task ends, and so does one on a Spot VM that is taken
    away. Half a day of a GPU is much to pay twice. A bucket, a share or a disk keeps what the task has reached. The
    rule is silent where the job has one, or names a bucket or a checkpoint.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          maxRunDuration: 172800s # <- REL212
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/train
    allocationPolicy:
      instances:
        - installGpuDrivers: true
          policy:
            machineType: g2-standard-8
            accelerators:
              - type: nvidia-l4
                count: 1
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          maxRunDuration: 172800s
          volumes:
            - gcs:
                remotePath: example-state
              mountPath: /mnt/disks/state
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/train
    allocationPolicy:
      instances:
        - installGpuDrivers: true
          policy:
            machineType: g2-standard-8
            accelerators:
              - type: nvidia-l4
                count: 1
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-job-gpus
    - https://docs.cloud.google.com/compute/docs/instances/host-maintenance-overview
    """
    timeout = job.timeout
    is_long = timeout.is_set and timeout > limits.advice.gpu_long_task
    if is_long and has_gpu(job, limits, machines) and saves_nothing(job):
        yield timeout.finding(
            f"{seen(timeout, duration(timeout.known()))} for a task on a GPU, whose VM isn't moved but ended when "
            f"its host is maintained, and nothing here saves the progress; {_SAVE}"
        )
