"""What tasks of Batch that work together ask for: the hosts file, ssh between VMs, and barriers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Packing, human_count, rule
from jobs_lint_rules.reliability._mpi import calls, launcher
from jobs_lint_rules.words import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limits, Machines, Setting

_HOSTS_FILE = "BATCH_HOSTS_FILE"
_LOOK_UPS = ("environ.get", "getenv")
"""What gives nothing, and no error, for a variable that isn't set."""


def _hosts_file(job: BatchJob) -> Setting[str] | None:
    """The first word that names the hosts file and doesn't only ask whether there is one."""
    for word in calls(job):
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
        or any(f"{_HOSTS_FILE}{mark}" in text for mark in ("=", ":", "-", "+"))
        or any(f"{call}({quote}{_HOSTS_FILE}" in text for call in _LOOK_UPS for quote in ("'", '"'))
    )


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


@rule(
    "REL231",
    "ssh-between-vms-not-allowed",
    severity="warning",
    on=BatchJob,
    tags=("batch", "mpi"),
    when=("require_hosts_file",),
)
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
    found = launcher(job)
    if found is not None:
        word, program = found
        text = f"{word.key} runs {program} over the VMs of the hosts file, and they can't reach each other by ssh"
        yield word.finding(f"{text}; set permissiveSsh to true", related=(hosts.also("the hosts file"),))


@rule(
    "REL232",
    "barrier-out-of-reach",
    severity="error",
    on=BatchJob,
    tags=("batch", "mpi", "tasks"),
    when=("uses_barriers",),
)
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
