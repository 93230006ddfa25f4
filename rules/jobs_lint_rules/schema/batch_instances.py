"""What goes with the instances of a Batch job: one policy or template, and a placement that it is done for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, rule
from jobs_lint_rules.quoting import shown
from jobs_lint_rules.schema._provisioning import NO_RESERVATION, OLD_SPOT, SPOT, model_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_COLLOCATED = "COLLOCATED"
_E2 = "e2-"


@rule(
    "SCH063",
    "network-beside-template",
    severity="warning",
    on=BatchJob,
    tags=("batch", "provisioning", "network"),
    when=("instance_template",),
)
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
        advice = f"delete them, and see that {shown(template.text)} has the network that is wanted"
        yield job.network_interfaces[0].finding(f"{text}; {advice}", related=related)


@rule(
    "SCH064",
    "several-instance-policies",
    severity="warning",
    on=BatchJob,
    tags=("batch", "provisioning"),
    when=("instances",),
)
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


@rule(
    "SCH068",
    "close-placement-against-vms",
    severity="warning",
    on=BatchJob,
    tags=("batch", "provisioning"),
    when=("collocation",),
)
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
    if reservation.is_set and reservation.value not in ("", NO_RESERVATION):
        other, what = reservation, "does not go together with a reservation"
    elif machine.is_set and machine.known().startswith(_E2):
        other, what = machine, f"is not to be had with machines of E2, such as {shown(machine.known())}"
    elif model_of(job) in (SPOT, OLD_SPOT) and not job.require_hosts_file.is_written:  # of which MPI's rule tells
        other, what = job.provisioning_model, "brings together VMs that Spot may take away one by one"
    else:
        return
    text = f"{placement.key} is {_COLLOCATED}, which {what}"
    yield placement.finding(f"{text}; leave one of the two out", related=(other.also("what is against it"),))
