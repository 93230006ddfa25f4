"""The VMs of tasks of Batch that work together: how many tasks are on one, and of what kind and how near they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, rule
from jobs_lint_rules.reliability._mpi import launcher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limits

_COLLOCATED = "COLLOCATED"
_E2 = "e2-"


def _is_mpi(job: BatchJob) -> bool:
    """Whether the tasks are plainly one program on several VMs: a hosts file that is asked for, or barriers beside
    ssh between VMs."""
    hosts, ssh = job.require_hosts_file, job.permissive_ssh
    return bool(hosts.is_set and hosts.known()) or bool(ssh.is_set and ssh.known() and job.uses_barriers is True)


@rule(
    "REL233",
    "mpi-tasks-share-vm",
    severity="info",
    on=BatchJob,
    tags=("batch", "mpi"),
    profile="pedantic",
    when=("require_hosts_file",),
)
def mpi_tasks_share_vm(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """Several tasks of a job that uses a hosts file may be put on one VM.

    ## Why
    Without `taskCountPerNode` Batch puts as many tasks on a VM as its CPUs are enough for. Tasks of an MPI job are
    mostly meant to be one a VM: what each does once, such as installing, is done several times on one VM, and the
    hosts file has fewer VMs than there are tasks.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 4
        requireHostsFile: true # <- REL233
        permissiveSsh: true
        taskSpec:
          runnables:
            - script:
                text: /opt/simulate --hosts=$BATCH_HOSTS_FILE
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 4
        taskCountPerNode: 1
        requireHostsFile: true
        permissiveSsh: true
        taskSpec:
          runnables:
            - script:
                text: /opt/simulate --hosts=$BATCH_HOSTS_FILE
    ```

    ## See
    - https://github.com/GoogleCloudPlatform/batch-samples
    - https://docs.cloud.google.com/batch/docs/create-run-job
    """
    hosts = job.require_hosts_file
    if hosts.is_set and hosts.known() and job.task_count > 1 and not job.task_count_per_node.is_written:
        text = f"{hosts.key} is true without taskCountPerNode, so that several tasks may share a VM"
        yield hosts.finding(f"{text}; write 1 where each task is to have a VM of its own")


@rule(
    "REL234",
    "mpi-on-spot",
    severity="warning",
    on=BatchJob,
    tags=("batch", "mpi", "spot"),
    when=("require_hosts_file", "permissive_ssh"),
)
def mpi_on_spot(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """Tasks that work together run on Spot VMs, of which each can be taken away at any time.

    ## Why
    When one VM of an MPI job is preempted, the others have nobody to go on with: all the work of all VMs is lost, and
    the more VMs there are, the sooner it happens. Take standard VMs, or `FLEX_START` where it fits.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 8
        taskCountPerNode: 1
        requireHostsFile: true
        permissiveSsh: true
        taskSpec:
          maxRetryCount: 2
          runnables:
            - script:
                text: mpirun -hostfile $BATCH_HOSTS_FILE /opt/simulate
    allocationPolicy:
      instances:
        - policy:
            machineType: c2-standard-60
            provisioningModel: SPOT # <- REL234
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 8
        taskCountPerNode: 1
        requireHostsFile: true
        permissiveSsh: true
        taskSpec:
          maxRetryCount: 2
          runnables:
            - script:
                text: mpirun -hostfile $BATCH_HOSTS_FILE /opt/simulate
    allocationPolicy:
      instances:
        - policy:
            machineType: c2-standard-60
            provisioningModel: STANDARD
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/automate-task-retries
    - https://docs.cloud.google.com/compute/docs/instances/spot
    """
    model = job.provisioning_model
    if job.uses_spot is True and model.is_set and job.task_count > 1 and _is_mpi(job):
        text = (
            f"{model.key} is {model.text}, but the tasks work together: one VM that is preempted ends the work of all"
        )
        yield model.finding(f"{text}; take STANDARD")


@rule(
    "REL235",
    "mpi-vms-far-apart",
    severity="info",
    on=BatchJob,
    tags=("batch", "mpi"),
    profile="pedantic",
    when=("require_hosts_file",),
)
def mpi_vms_far_apart(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The VMs of a job that uses a hosts file may be anywhere in their region.

    ## Why
    Processes of MPI spend much of their time in waiting for each other's messages. With the placement `COLLOCATED` the
    VMs stand close together, in one zone, where messages take the least time. Machine series that allow it are needed.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 4
        taskCountPerNode: 1
        requireHostsFile: true # <- REL235
        permissiveSsh: true
        taskSpec:
          runnables:
            - script:
                text: mpirun -hostfile $BATCH_HOSTS_FILE /opt/simulate
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 4
        taskCountPerNode: 1
        requireHostsFile: true
        permissiveSsh: true
        taskSpec:
          runnables:
            - script:
                text: mpirun -hostfile $BATCH_HOSTS_FILE /opt/simulate
    allocationPolicy:
      placement:
        collocation: COLLOCATED
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/compute/docs/instances/use-compact-placement-policies
    """
    hosts, place = job.require_hosts_file, job.collocation
    if not hosts.is_set or not hosts.known() or place.is_written or job.instance_template.is_written:
        return
    if job.uses_spot is True or (job.machine_type.is_set and job.machine_type.known().startswith(_E2)):
        return  # for which it can't be had, or isn't worth it
    if job.task_count > 1 and not job.reservation.is_written and launcher(job) is not None:
        text = f"{hosts.key} is true without a placement, so that the VMs may stand far apart"
        yield hosts.finding(
            f"{text}; write placement with collocation {_COLLOCATED}, where the machine series allows it"
        )
