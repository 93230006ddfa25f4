"""Tasks of Batch that work together: the hosts file, ssh between VMs, barriers, and the VMs they are on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Packing, human_count, rule
from jobs_lint_rules.words import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limits, Machines, Setting

_HOSTS_FILE = "BATCH_HOSTS_FILE"
_LAUNCHERS = frozenset({"mpirun", "mpiexec", "mpiexec.hydra", "orterun", "prun"})
_COLLOCATED = "COLLOCATED"


def _calls(job: BatchJob) -> Iterator[Setting[str]]:
    """The words of all runnables that hold a text."""
    for runnable in job.runnables:
        yield from (word for word in runnable.words if word.text)


def _hosts_file(job: BatchJob) -> Setting[str] | None:
    """The first word that names the hosts file and doesn't only ask whether there is one."""
    for word in _calls(job):
        if _HOSTS_FILE in word.text:
            lines = [line for line in word.text.splitlines() if _HOSTS_FILE in line]
            if any(not _is_test(line) for line in lines):
                return word
    return None


def _is_test(line: str) -> bool:
    """Whether a line tests for the file, sets the variable by itself, gives it a default, or is a comment."""
    text = line.strip()
    return (
        text.startswith(("#", "echo ", "if ", "elif ", "[", "test "))
        or f"{_HOSTS_FILE}=" in text
        or f"{_HOSTS_FILE}:" in text
    )


def _launcher(job: BatchJob) -> tuple[Setting[str], str] | None:
    """The first word in which a program of MPI is started, and that program."""
    for word in _calls(job):
        lines = word.text.splitlines() if any(name in word.text for name in _LAUNCHERS) else []
        for line in lines:
            if line.lstrip().startswith(("#", "echo ")):
                continue
            for part in line.split():
                program = part.strip("\"'();&|").rpartition("/")[-1]
                if program in _LAUNCHERS:
                    return word, program
    return None


def _is_mpi(job: BatchJob) -> bool:
    """Whether the tasks are plainly one program on several VMs: a hosts file that is asked for, or barriers beside
    ssh between VMs."""
    hosts, ssh = job.require_hosts_file, job.permissive_ssh
    return bool(hosts.is_set and hosts.known()) or bool(ssh.is_set and ssh.known() and job.uses_barriers is True)


@rule("REL230", "hosts-file-not-asked-for", severity="warning", on=BatchJob, tags=("batch", "mpi"))
def hosts_file_not_asked_for(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Batch job uses the hosts file and doesn't ask for one.

    ## Why
    Batch writes the file with the VMs of the job, and sets `BATCH_HOSTS_FILE` to its path, only where the task group
    has `requireHostsFile`. Without it the variable is empty, and what reads it fails or runs on one VM alone.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 4
        permissiveSsh: true
        taskSpec:
          runnables:
            - script:
                text: mpirun -hostfile $BATCH_HOSTS_FILE /opt/simulate # <- REL230
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 4
        taskCountPerNode: 1
        permissiveSsh: true
        requireHostsFile: true
        taskSpec:
          runnables:
            - script:
                text: mpirun -hostfile $BATCH_HOSTS_FILE /opt/simulate
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/batch/docs/create-run-basic-job
    """
    asked = job.require_hosts_file
    if asked.is_unknown or asked.value:
        return
    word = _hosts_file(job)
    if word is not None and _HOSTS_FILE not in [variable.name.text for variable in job.all_env()]:
        text = f"{word.key} uses {_HOSTS_FILE}, which is set only where the task group has requireHostsFile"
        yield word.finding(f"{text}; set it to true")


@rule("REL231", "ssh-between-vms-not-allowed", severity="warning", on=BatchJob, tags=("batch", "mpi"))
def ssh_between_vms_not_allowed(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Batch job starts MPI on several VMs, which it doesn't let reach each other.

    ## Why
    `mpirun` starts its processes on the other VMs by ssh, without a password. Batch sets that up where the task group
    has `permissiveSsh`. Without it the first VM can't reach the others and the task fails.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 4
        taskCountPerNode: 1
        requireHostsFile: true
        taskSpec:
          runnables:
            - script:
                text: mpirun -hostfile $BATCH_HOSTS_FILE /opt/simulate # <- REL231
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
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://github.com/GoogleCloudPlatform/batch-samples
    """
    ssh, hosts = job.permissive_ssh, job.require_hosts_file
    if ssh.is_unknown or ssh.value or not hosts.is_set or not hosts.known():
        return
    found = _launcher(job)
    if found is not None:
        word, program = found
        text = f"{word.key} runs {program} over the VMs of the hosts file, and they can't reach each other by ssh"
        yield word.finding(f"{text}; set permissiveSsh to true", related=(hosts.also("the hosts file"),))


@rule("REL232", "barrier-out-of-reach", severity="error", on=BatchJob, tags=("batch", "mpi", "tasks"))
def barrier_out_of_reach(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """Tasks wait for each other at a barrier, and they can't all run at the same time.

    ## Why
    At a barrier each task waits until all tasks of the group have come to it. With a parallelism below the task count
    the first tasks wait for those that start only when a task has ended: the job stands still, and is paid for, until
    a time limit ends it.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 8
        parallelism: 4
        taskSpec:
          runnables:
            - script: {text: /opt/prepare}
            - barrier: {name: prepared} # <- REL232
            - script: {text: /opt/simulate}
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 8
        parallelism: 8
        taskSpec:
          runnables:
            - script: {text: /opt/prepare}
            - barrier: {name: prepared}
            - script: {text: /opt/simulate}
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://github.com/GoogleCloudPlatform/batch-samples
    """
    if job.uses_barriers is not True:
        return
    packing = Packing(job, limits, machines)
    tasks, at_once = packing.tasks, packing.tasks_at_once
    if not isinstance(tasks, int) or not isinstance(at_once, int) or at_once >= tasks:
        return
    for runnable in job.runnables:
        if runnable.kind == "barrier":
            text = f"{many(tasks, 'task')} wait for each other at the barrier, but the most at once is"
            text += f" {human_count(at_once)}"
            setting = job.parallelism if job.parallelism.is_set else job.scheduling_policy
            related = (setting.also("how many run at once"),) if setting.is_set else ()
            yield runnable.finding(f"{text}: none goes on; let all run at once, or drop the barrier", related=related)
            return


@rule("REL233", "mpi-tasks-share-vm", severity="info", on=BatchJob, tags=("batch", "mpi"), profile="pedantic")
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


@rule("REL234", "mpi-on-spot", severity="warning", on=BatchJob, tags=("batch", "mpi", "spot"))
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


@rule("REL235", "mpi-vms-far-apart", severity="info", on=BatchJob, tags=("batch", "mpi"), profile="pedantic")
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
    if job.task_count > 1 and not job.reservation.is_written and _launcher(job) is not None:
        text = f"{hosts.key} is true without a placement, so that the VMs may stand far apart"
        yield hosts.finding(
            f"{text}; write placement with collocation {_COLLOCATED}, where the machine series allows it"
        )
