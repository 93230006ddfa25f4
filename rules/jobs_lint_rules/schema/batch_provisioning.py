"""How the VMs of a Batch job are to be had: models, reservations, templates, placement and images that go together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, rule
from jobs_lint_rules.words import short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_NO_RESERVATION = "NO_RESERVATION"
_BOUND, _FLEX, _SPOT, _OLD_SPOT = "RESERVATION_BOUND", "FLEX_START", "SPOT", "PREEMPTIBLE"
_NAMES = {"2": _SPOT, "3": _OLD_SPOT, "4": _BOUND, "5": _FLEX}
"""Provisioning models by their numbers, which the API takes too."""
_GCLOUD = "gcloud"
_GCLOUD_MODELS = ("STANDARD", _SPOT)
_FLEX_LABEL = "goog-batch-dynamic-workload-scheduler"
_COLLOCATED = "COLLOCATED"
_E2 = "e2-"
_UNSUPPORTED = ("batch-centos", "batch-hpc-centos")


def _model(job: BatchJob) -> str:
    """The name of the provisioning model, empty where it isn't set or not known."""
    value = job.provisioning_model.value
    return _NAMES.get(value, value) if isinstance(value, str) else ""


@rule("SCH060", "old-name-of-spot", severity="info", on=BatchJob, tags=("batch", "provisioning"))
def old_name_of_spot(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """The provisioning model is PREEMPTIBLE, the old name of Spot.

    ## Why
    PREEMPTIBLE still works, and means the older kind of such VMs, each of which is stopped after 24 hours at the
    latest. SPOT costs the same and has no such end.

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
    if _model(job) == _OLD_SPOT:
        yield model.finding(
            f"{model.key} is {short(model.text)}, the old name of Spot VMs, which end after a day; write SPOT"
        )


@rule("SCH061", "flexible-start-by-label", severity="warning", on=BatchJob, tags=("batch", "provisioning", "labels"))
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


@rule("SCH062", "reservation-against-model", severity="warning", on=BatchJob, tags=("batch", "provisioning"))
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
    model, reservation, name = job.provisioning_model, job.reservation, _model(job)
    none = reservation.value == _NO_RESERVATION
    if name == _BOUND and not reservation.is_unknown and (none or not reservation.value):
        has = f"{reservation.key} is {_NO_RESERVATION}" if none else f"{reservation.key} is not set"
        text = f"{model.key} is {short(model.text)}, but {has}"
        yield model.finding(f"{text}; name the reservation that the VMs are to be taken from")
    elif name in (_FLEX, _SPOT, _OLD_SPOT) and reservation.is_set and reservation.value and not none:
        named = f"{reservation.key} is {short(reservation.text)}"
        text = f"{named}, but VMs of the model {name} are not taken from a reservation"
        related = (model.also("the provisioning model"),)
        yield reservation.finding(f"{text}; keep one of the two", related=related)


@rule("SCH063", "network-beside-template", severity="warning", on=BatchJob, tags=("batch", "provisioning", "network"))
def network_beside_template(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """A Batch job takes its VMs from an instance template, and has a network of its own as well.

    ## Why
    With an instance template the VMs have the template's network, and `network` of the job is ignored: VMs that were
    meant to have no external address may have one.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - instanceTemplate: render
      network:
        networkInterfaces:
          - network: global/networks/batch # <- SCH063
            subnetwork: regions/europe-west4/subnetworks/batch
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - instanceTemplate: render
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/troubleshooting
    - https://docs.cloud.google.com/batch/docs/reference/rpc/google.cloud.batch.v1
    """
    template = job.instance_template
    if template.is_set and template.value and job.network_interfaces:
        text = "networkInterfaces are ignored where the VMs are made from an instance template"
        related = (template.also("the instance template"),)
        advice = f"delete them, and see that {short(template.text)} has the network that is wanted"
        yield job.network_interfaces[0].finding(f"{text}; {advice}", related=related)


@rule("SCH064", "several-instance-policies", severity="warning", on=BatchJob, tags=("batch", "provisioning"))
def several_instance_policies(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """A Batch job has several entries of `instances`, of which only the first counts.

    ## Why
    `instances` is a list, but Batch takes one entry. A second one is no fallback for when there are no VMs of the
    first. Often it is a field of the first that has slipped into an entry of its own by a hyphen too many.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - policy:
            machineType: n2-standard-8
        - policy: # <- SCH064
            machineType: n2d-standard-8
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - policy:
            machineType: n2-standard-8
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/reference/rpc/google.cloud.batch.v1
    """
    limit = limits.batch.instance_policies
    if not job.instances.is_unknown and len(job.instances) > limit.amount:
        text = f"instances has {len(job.instances)} entries, over the limit of {limit.describe()}"
        advice = "keep the first, which is the only one that counts, and put into it what belongs there"
        yield job.instances[limit.amount].finding(f"{text}; {advice}", limit=limit)


@rule("SCH065", "unsupported-system-image", severity="warning", on=BatchJob, tags=("batch", "provisioning", "images"))
def unsupported_system_image(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """The boot disk has an image of CentOS, which Batch no longer supports.

    ## Why
    CentOS 7 has come to its end, and Batch's images that rest on it have been without support since August 2024. They
    get no security updates, and jobs with them may stop to work any day.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - script:
                text: mpirun ./simulate
    allocationPolicy:
      instances:
        - policy:
            bootDisk:
              image: batch-hpc-centos # <- SCH065
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - script:
                text: mpirun ./simulate
    allocationPolicy:
      instances:
        - policy:
            bootDisk:
              image: batch-hpc-rocky
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/release-notes
    """
    image = job.boot_disk.image
    if image.is_set and image.known().rpartition("/")[-1].startswith(_UNSUPPORTED):
        named = f"{image.key} is {short(image.known())}"
        text = f"{named}, an image of CentOS, which Batch has not supported since August 2024"
        yield image.finding(f"{text}; write batch-hpc-rocky or batch-debian")


@rule("SCH066", "snapshot-for-boot-disk", severity="error", on=BatchJob, tags=("batch", "provisioning", "storage"))
def snapshot_for_boot_disk(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """The boot disk of a Batch VM is to be made from a snapshot.

    ## Why
    A boot disk is made from an image and never from a snapshot; other disks may be. Make an image of the snapshot
    first.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - script:
                text: ./render
    allocationPolicy:
      instances:
        - policy:
            bootDisk:
              snapshot: render-tools # <- SCH066
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - script:
                text: ./render
    allocationPolicy:
      instances:
        - policy:
            bootDisk:
              image: projects/example/global/images/render-tools
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/reference/rpc/google.cloud.batch.v1
    """
    snapshot = job.boot_disk.snapshot
    if snapshot.is_set and snapshot.known() and not job.boot_disk.image.is_written:
        text = f"{snapshot.key} is {short(snapshot.known())}, but a boot disk is made from an image alone"
        yield snapshot.finding(f"{text}; make an image of the snapshot and name that")


@rule("SCH067", "model-unknown-to-gcloud", severity="warning", on=BatchJob, tags=("batch", "provisioning", "gcloud"))
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
            text = f"{model.key} is {short(model.text)}, but gcloud's flag knew {known} alone in June 2025"
            yield model.finding(f"{text}; write provisioningModel into the file of --config")


@rule("SCH068", "close-placement-against-vms", severity="warning", on=BatchJob, tags=("batch", "provisioning"))
def close_placement_against_vms(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """A Batch job wants its VMs close together, and of a kind for which that isn't done.

    ## Why
    `collocation: COLLOCATED` puts the VMs of a job near each other, for tasks that talk much. It can't be had with a
    reservation nor with machines of E2; and with Spot, one VM that is taken away stops all the tasks that wait for it.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 4
        taskCountPerNode: 1
        taskSpec:
          runnables:
            - script:
                text: ./simulate
    allocationPolicy:
      placement:
        collocation: COLLOCATED # <- SCH068
      instances:
        - policy:
            machineType: e2-standard-8
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 4
        taskCountPerNode: 1
        taskSpec:
          runnables:
            - script:
                text: ./simulate
    allocationPolicy:
      placement:
        collocation: COLLOCATED
      instances:
        - policy:
            machineType: c2-standard-8
    ```

    ## See
    - https://docs.cloud.google.com/compute/docs/instances/placement-policies-overview
    - https://docs.cloud.google.com/batch/docs/get-started
    """
    placement = job.collocation
    if not placement.is_set or placement.known() != _COLLOCATED:
        return
    machine, reservation = job.machine_type, job.reservation
    if reservation.is_set and reservation.value not in ("", _NO_RESERVATION):
        other, what = reservation, "does not go together with a reservation"
    elif machine.is_set and machine.known().startswith(_E2):
        other, what = machine, f"is not to be had with machines of E2, such as {short(machine.known())}"
    elif _model(job) in (_SPOT, _OLD_SPOT):
        other, what = job.provisioning_model, "brings together VMs that Spot may take away one by one"
    else:
        return
    text = f"{placement.key} is {_COLLOCATED}, which {what}"
    yield placement.finding(f"{text}; leave one of the two out", related=(other.also("what is against it"),))
