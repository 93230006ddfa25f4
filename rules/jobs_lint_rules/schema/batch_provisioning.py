"""How the VMs of a Batch job are to be had: provisioning models, and reservations that go with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, rule
from jobs_lint_rules.quoting import shown
from jobs_lint_rules.schema._provisioning import BOUND, FLEX, NO_RESERVATION, OLD_SPOT, SPOT, model_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_GCLOUD = "gcloud"
_GCLOUD_MODELS = ("STANDARD", SPOT)
_FLEX_LABEL = "goog-batch-dynamic-workload-scheduler"


@rule(
    "SCH060",
    "old-name-of-spot",
    severity="info",
    on=BatchJob,
    tags=("batch", "provisioning"),
    profile="pedantic",
    when=("provisioning_model",),
)
def old_name_of_spot(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """The provisioning model is PREEMPTIBLE, the old name of Spot.

    ## Why
    PREEMPTIBLE is the name from before there were Spot VMs. It still works, and the reference prefers SPOT, of which
    all of the documentation speaks.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          maxRetryCount: 3
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - policy:
            provisioningModel: PREEMPTIBLE # <- SCH060
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          maxRetryCount: 3
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - policy:
            provisioningModel: SPOT
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/reference/rpc/google.cloud.batch.v1
    - https://docs.cloud.google.com/compute/docs/instances/preemptible
    """
    model = job.provisioning_model
    if model_of(job) == OLD_SPOT:
        yield model.finding(
            f"{model.key} is {shown(model.text)}, the old name of Spot VMs, which still works; write SPOT"
        )


@rule(
    "SCH061",
    "flexible-start-by-label",
    severity="warning",
    on=BatchJob,
    tags=("batch", "provisioning", "labels"),
    when=("labels", "allocation_labels"),
)
def flexible_start_by_label(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """A label asks for a flexible start, which is now a provisioning model.

    ## Why
    Until October 2025 the label `goog-batch-dynamic-workload-scheduler` had Batch wait for scarce machines by the
    Dynamic Workload Scheduler. The provisioning model FLEX_START has taken its place, and labels that start with
    `goog-` are reserved: the job gets standard VMs, if it is taken at all.

    ## Bad
    ```yaml
    labels:
      goog-batch-dynamic-workload-scheduler: "true" # <- SCH061
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/train
    allocationPolicy:
      instances:
        - installGpuDrivers: true
          policy:
            machineType: a3-highgpu-8g
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/train
    allocationPolicy:
      instances:
        - installGpuDrivers: true
          policy:
            machineType: a3-highgpu-8g
            provisioningModel: FLEX_START
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/release-notes
    - https://docs.cloud.google.com/batch/quotas
    """
    for label in (*job.labels, *job.allocation_labels):
        if label.name.value == _FLEX_LABEL:
            text = f"{_FLEX_LABEL} is the label that once asked for a flexible start, and is reserved"
            yield label.name.finding(f"{text}; delete it and set provisioningModel to FLEX_START")


@rule(
    "SCH062",
    "reservation-against-model",
    severity="warning",
    on=BatchJob,
    tags=("batch", "provisioning"),
    when=("provisioning_model",),
)
def reservation_against_model(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """The reservation and the provisioning model of a Batch job don't go together.

    ## Why
    RESERVATION_BOUND takes its VMs from one reservation, which has to be named. FLEX_START and Spot VMs are never taken
    from a reservation, so that one that is named is not used, or the job is refused.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/train
    allocationPolicy:
      instances:
        - installGpuDrivers: true
          policy:
            machineType: a3-highgpu-8g
            provisioningModel: RESERVATION_BOUND # <- SCH062
    ---
    taskGroups:
      - taskSpec:
          maxRetryCount: 3
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/train
    allocationPolicy:
      instances:
        - policy:
            machineType: n2-standard-8
            provisioningModel: SPOT
            reservation: nightly # <- SCH062
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/train
    allocationPolicy:
      instances:
        - installGpuDrivers: true
          policy:
            machineType: a3-highgpu-8g
            provisioningModel: RESERVATION_BOUND
            reservation: training
    ---
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/train
    allocationPolicy:
      instances:
        - policy:
            machineType: n2-standard-8
            reservation: nightly
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/release-notes
    - https://docs.cloud.google.com/compute/docs/instances/reservations-overview
    """
    model, reservation, name = job.provisioning_model, job.reservation, model_of(job)
    none = reservation.value == NO_RESERVATION
    if name == BOUND and not reservation.is_unknown and (none or not reservation.value):
        has = f"{reservation.key} is {NO_RESERVATION}" if none else f"{reservation.key} is not set"
        text = f"{model.key} is {shown(model.text)}, but {has}"
        yield model.finding(f"{text}; name the reservation that the VMs are to be taken from")
    elif name in (FLEX, SPOT, OLD_SPOT) and reservation.is_set and reservation.value and not none:
        named = f"{reservation.key} is {shown(reservation.text)}"
        text = f"{named}, but VMs of the model {name} are not taken from a reservation"
        related = (model.also("the provisioning model"),)
        yield reservation.finding(f"{text}; keep one of the two", related=related)


@rule(
    "SCH067",
    "model-unknown-to-gcloud",
    severity="warning",
    on=BatchJob,
    tags=("batch", "provisioning", "gcloud"),
    when=("provisioning_model",),
)
def model_unknown_to_gcloud(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """A flag of gcloud is given a provisioning model that it doesn't know.

    ## Why
    `--provisioning-model` of `gcloud batch jobs submit` knows STANDARD and SPOT, and refuses all others before anything
    is sent (seen with the version of June 2025; a later one may know more). In the file of `--config` every model can
    be written, as gcloud passes that on.

    ## Bad
    ```sh
    gcloud batch jobs submit train --location europe-west4 --machine-type a3-highgpu-8g \\
      --provisioning-model FLEX_START --script-text ./train # <- SCH067
    ```

    ## Good
    ```sh
    gcloud batch jobs submit train --location europe-west4 --config - <<'EOF'
    taskGroups:
      - taskSpec:
          runnables:
            - script:
                text: ./train
    allocationPolicy:
      instances:
        - installGpuDrivers: true
          policy:
            machineType: a3-highgpu-8g
            provisioningModel: FLEX_START
    EOF
    ```

    ## See
    - https://docs.cloud.google.com/sdk/gcloud/reference/batch/jobs/submit
    """
    model = job.provisioning_model
    if job.dialect == _GCLOUD and model.is_set and model.key.startswith("--"):
        name = model.known().upper()
        if name and name not in _GCLOUD_MODELS:
            known = " and ".join(_GCLOUD_MODELS)
            text = f"{model.key} is {shown(model.text)}, but gcloud's flag knew {known} alone in June 2025"
            yield model.finding(f"{text}; write provisioningModel into the file of --config")
