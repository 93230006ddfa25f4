"""Types of GPUs on Cloud Run: which there are, where, and how they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule
from jobs_lint_rules.quoting import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Machines

_SERVICE = "cloud-run"


@rule(
    "LIM119",
    "gpu-without-type",
    severity="warning",
    on=CloudRunJob,
    tags=("cloud-run", "gpu"),
    when=("containers.gpu_count",),
)
def gpu_without_type(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A container of a Cloud Run job has a GPU, and nothing says of which type.

    ## Why
    What a GPU costs, what it needs beside it and which regions have it all depend on its type. A job without a node
    selector is refused, or gets the GPU that the service picks.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: render
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/render
                  resources:
                    limits:
                      cpu: "4"
                      memory: 16Gi
                      nvidia.com/gpu: "1" # <- LIM119
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: render
    spec:
      template:
        spec:
          template:
            spec:
              nodeSelector:
                run.googleapis.com/accelerator: nvidia-l4
              containers:
                - image: europe-docker.pkg.dev/example/images/render
                  resources:
                    limits:
                      cpu: "4"
                      memory: 16Gi
                      nvidia.com/gpu: "1"
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/gpu
    """
    for container in job.containers:
        gpus = container.gpu_count
        if gpus.is_set and 0 < gpus.known() <= limits.cloud_run.gpus_per_instance.amount and _has_no_type(job):
            where = job.gpu_type.key if job.dialect != "config-connector" else "the type, by other means than RunJob"
            text = f"{gpus.key} is {brief(gpus.text)}, and nothing says which type of GPU that is"
            yield gpus.finding(f"{text}; write {where}, such as nvidia-l4")
            return


def _has_no_type(job: CloudRunJob) -> bool:
    kind = job.gpu_type
    return not kind.is_written if kind.value is None else kind.value == ""


@rule(
    "LIM120",
    "gpu-type-without-count",
    severity="info",
    on=CloudRunJob,
    tags=("cloud-run", "gpu"),
    profile="pedantic",
    when=("gpu_type",),
)
def gpu_type_without_count(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Cloud Run job names a type of GPU, and no container asks for one.

    ## Why
    The service gives the GPU to the container where there is one, without being asked. Where there are several, only
    the limit `nvidia.com/gpu` says whose it is; and a reader who looks for GPUs there finds none.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: render
    spec:
      template:
        spec:
          template:
            spec:
              nodeSelector:
                run.googleapis.com/accelerator: nvidia-l4 # <- LIM120
              containers:
                - image: europe-docker.pkg.dev/example/images/render
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: render
    spec:
      template:
        spec:
          template:
            spec:
              nodeSelector:
                run.googleapis.com/accelerator: nvidia-l4
              containers:
                - image: europe-docker.pkg.dev/example/images/render
                  resources:
                    limits:
                      nvidia.com/gpu: "1"
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/gpu
    """
    kind = job.gpu_type
    if not kind.is_set or not kind.value or job.containers.is_unknown or not job.containers:
        return
    counts = [container.gpu_count for container in job.containers]
    if all(count.value is None or count.value == 0 for count in counts):
        zero = next((count for count in counts if count.is_set), None)
        asks = f"{zero.key} is {brief(zero.text)}" if zero is not None else f"no container has {counts[0].key}"
        related = (zero.also("the count of GPUs"),) if zero is not None else ()
        yield kind.finding(
            f"{kind.key} is {brief(kind.text)}, but {asks}; write 1 for the container that uses the GPU, or delete the"
            " type",
            related=related,
        )


@rule("LIM121", "unknown-gpu-type", severity="warning", on=CloudRunJob, tags=("cloud-run", "gpu"), when=("gpu_type",))
def unknown_gpu_type(job: CloudRunJob, limits: Limits, machines: Machines) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Cloud Run job asks for a type of GPU that isn't in the list.

    ## Why
    Cloud Run has few of the GPUs of Compute Engine, and takes their exact names: the API refuses others. The list is
    of a day, and a type may be newer: add it to your configuration then.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: render
    spec:
      template:
        spec:
          template:
            spec:
              nodeSelector:
                run.googleapis.com/accelerator: nvidia-tesla-t4 # <- LIM121
              containers:
                - image: europe-docker.pkg.dev/example/images/render
                  resources:
                    limits:
                      nvidia.com/gpu: "1"
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: render
    spec:
      template:
        spec:
          template:
            spec:
              nodeSelector:
                run.googleapis.com/accelerator: nvidia-l4
              containers:
                - image: europe-docker.pkg.dev/example/images/render
                  resources:
                    limits:
                      nvidia.com/gpu: "1"
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/gpu
    """
    kind = job.gpu_type
    if kind.is_set and kind.value and not machines.knows_gpu(kind.known(), _SERVICE):
        text = f"{kind.key} is {brief(kind.text)}, which is not in the list of {machines.sources['cloud-run-gpus'].day}"
        yield kind.finding(f"{text}; write {' or '.join(machines.gpus(_SERVICE))}")


@rule(
    "LIM122",
    "gpu-not-in-region",
    severity="warning",
    on=CloudRunJob,
    tags=("cloud-run", "gpu", "regions"),
    when=("gpu_type",),
)
def gpu_not_in_region(job: CloudRunJob, limits: Limits, machines: Machines) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Cloud Run job asks for a GPU in a region that doesn't have it.

    ## Why
    Few regions have GPUs for Cloud Run, and not all of them every type. The API refuses the job. The list is of a day
    and regions are added now and then: if yours is new, add it to your configuration.

    ## Bad
    ```yaml location=europe-west3
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: render
    spec:
      template:
        spec:
          template:
            spec:
              nodeSelector:
                run.googleapis.com/accelerator: nvidia-l4 # <- LIM122
              containers:
                - image: europe-docker.pkg.dev/example/images/render
                  resources:
                    limits:
                      nvidia.com/gpu: "1"
    ```

    ## Good
    ```yaml location=europe-west1
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: render
    spec:
      template:
        spec:
          template:
            spec:
              nodeSelector:
                run.googleapis.com/accelerator: nvidia-l4
              containers:
                - image: europe-docker.pkg.dev/example/images/render
                  resources:
                    limits:
                      nvidia.com/gpu: "1"
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/gpu
    """
    kind, location = job.gpu_type, job.location
    if not kind.is_set or not kind.value or not isinstance(location.value, str):
        return
    if machines.gpu_offered(kind.known(), location.value, _SERVICE) is False:
        region = location.value
        regions = machines.gpu_regions(kind.known(), _SERVICE) or ()
        day = machines.sources["cloud-run-gpus"].day
        text = f"{kind.key} is {brief(kind.text)}, which {region} doesn't have by the list of {day}"
        related = (location.also("the region"),) if location.is_set else ()
        yield kind.finding(f"{text}; these have it: {', '.join(sorted(regions))}", related=related)


@rule(
    "LIM124", "gpu-zonal-redundancy", severity="warning", on=CloudRunJob, tags=("cloud-run", "gpu"), when=("uses_gpu",)
)
def gpu_zonal_redundancy(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Cloud Run job with a GPU leaves zonal redundancy on, which jobs can't have.

    ## Why
    Redundancy over zones is on unless it is switched off, and for jobs there is none: a job that leaves it on is
    refused for want of capacity, or of a quota that projects seldom have.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: render
    spec:
      template: # <- LIM124
        spec:
          template:
            spec:
              nodeSelector:
                run.googleapis.com/accelerator: nvidia-l4
              containers:
                - image: europe-docker.pkg.dev/example/images/render
                  resources:
                    limits:
                      nvidia.com/gpu: "1"
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: render
    spec:
      template:
        metadata:
          annotations:
            run.googleapis.com/gpu-zonal-redundancy-disabled: "true"
        spec:
          template:
            spec:
              nodeSelector:
                run.googleapis.com/accelerator: nvidia-l4
              containers:
                - image: europe-docker.pkg.dev/example/images/render
                  resources:
                    limits:
                      nvidia.com/gpu: "1"
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/gpu
    - https://github.com/GoogleCloudPlatform/magic-modules/blob/main/mmv1/products/cloudrunv2/Job.yaml
    """
    off = job.gpu_zonal_redundancy_disabled
    if off.is_unknown or off.value is True or job.uses_gpu is not True:
        return
    why = "and jobs with a GPU can't have zonal redundancy, which is on unless this is true"
    if off.is_set:
        yield off.finding(f"{off.key} is {brief(off.text)}, {why}; write true")
        return
    kind = job.gpu_type
    if kind.is_set and kind.value:  # without a type that is what is told
        advice = f"add {off.key}" if off.key.startswith("-") else "write true"
        text = f"{off.key} is not set, though the job has a GPU ({brief(kind.text)}), {why}"
        yield off.finding(f"{text}; {advice}", related=(kind.also("the type of GPU"),))
