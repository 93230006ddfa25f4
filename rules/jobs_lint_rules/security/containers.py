"""What the containers of a Batch job may do to the machine that they run on.

The options of a container may hold secrets, so that findings name the option that they are about, and no more of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Finding, Limits, rule
from jobs_lint_rules.quoting import with_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Runnable

_PRIVILEGES = frozenset(
    {"--privileged", "--privileged=true", "--cap-add=all", "--cap-add=sys_admin", "--cap-add=cap_sys_admin"}
)
_NETWORKS = frozenset({"--network=host", "--net=host"})
_HOST = frozenset({"--pid=host", "--ipc=host", "--uts=host", "--userns=host"})
_OF_THE_SYSTEM = frozenset(
    {
        "",
        "/boot",
        "/dev",
        "/etc",
        "/proc",
        "/root",
        "/run",
        "/run/docker.sock",
        "/sys",
        "/usr",
        "/var",
        "/var/lib/docker",
        "/var/run",
        "/var/run/docker.sock",
    }
)
"""Folders of a VM, and the socket of its container engine: who writes to one has the VM. The empty text is `/`."""

_OPENS = "opens the system of the VM to the container; mount a folder below /mnt/disks or /tmp"


def _at_options(runnable: Runnable, message: str) -> Finding:
    return Finding(message, runnable.options.span, runnable.options.field)


def _options(runnable: Runnable) -> Iterator[str]:
    """The options of a container as `--name=value` or `--name`, in small letters. What is filled in stays as it is."""
    before = ""
    for word in runnable.options.text.lower().split():
        yield word
        if before and not word.startswith("-"):
            yield f"{before}={word}"
        before = word if word.startswith("--") and "=" not in word else ""


@rule(
    "SEC204",
    "privileged-container",
    severity="warning",
    on=BatchJob,
    tags=("batch",),
    profile="pedantic",
    when=("containers.options",),
)
def privileged_container(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A container has all rights on the VM that it runs on.

    ## Why
    With `--privileged`, or with the capability SYS_ADMIN, the container can leave itself: it reaches the disks, the
    other containers and the system of the VM. Give it the one device (`--device`) or the one capability that it needs.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/import:v3
                options: --privileged # <- SEC204
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/import:v3
                options: --device=/dev/fuse
    ```

    ## Related
    For Kubernetes: checkov `CKV_K8S_16`.

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.docker.com/engine/containers/run/
    """
    for runnable in job.containers:
        if not runnable.options.is_written:
            continue
        found = next((option for option in _options(runnable) if option in _PRIVILEGES), None)
        if found is not None:
            what = f"{found} lets the container do anything to the VM"
            yield _at_options(runnable, f"{what}; name the one device or capability that it needs")


@rule(
    "SEC205",
    "host-namespace",
    severity="info",
    on=BatchJob,
    tags=("batch", "network"),
    profile="pedantic",
    when=("containers.options",),
)
def host_namespace(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """A container shares the network, the processes or other parts of the VM that it runs on.

    ## Why
    In the VM's network the container reaches what listens on the VM alone, and two tasks on one VM take each other's
    ports; among its processes it sees and ends those of others. It is right where the tasks of a job talk to each
    other: a job with a hosts file, with ssh between its VMs or with barriers may have the VM's network.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/import:v3
                options: --network host # <- SEC205
    ```

    ## Good
    ```yaml
    taskGroups:
      - requireHostsFile: true
        permissiveSsh: true
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/import:v3
                options: --network host
    ```

    ## Related
    For Kubernetes: checkov `CKV_K8S_17`, `CKV_K8S_19`.

    ## See
    - https://docs.docker.com/engine/network/drivers/host/
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    for runnable in job.containers:
        if not runnable.options.is_written:
            continue
        talks = job.require_hosts_file.is_written or job.permissive_ssh.is_written or job.uses_barriers is not False
        shared = _HOST if talks else _HOST | _NETWORKS
        found = next((option for option in _options(runnable) if option in shared), None)
        if found is not None:
            what = f"{found} doesn't keep the container apart from the VM and its other tasks"
            yield _at_options(runnable, f"{what}; leave it out where the job can do without")


@rule(
    "SEC206",
    "system-folder-in-container",
    severity="warning",
    on=BatchJob,
    tags=("batch",),
    profile="pedantic",
    when=("containers.volumes", "containers.options"),
)
def system_folder_in_container(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """A folder of the VM's system, or the socket of its container engine, is mounted into a container.

    ## Why
    Who writes to `/etc`, or talks to the socket of the container engine, owns the VM and all that runs on it.
    Containers get the volumes of the task by themselves; mount a folder below `/mnt/disks` or `/tmp` for what tasks
    share on a VM.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/import:v3
                volumes:
                  - /var/run/docker.sock:/var/run/docker.sock # <- SEC206
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/import:v3
                volumes:
                  - /tmp/import:/work
    ```

    ## Related
    For Kubernetes: checkov `CKV_K8S_27`.

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.docker.com/engine/security/
    """
    for runnable in job.containers:
        for volume in runnable.volumes:
            folder, is_mount, _ = volume.value.text.strip("\"' ").partition(":")
            if is_mount and folder.startswith("/") and folder.rstrip("/") in _OF_THE_SYSTEM:
                what = with_text(volume.value)
                what = f"{what}, with {folder}," if folder not in what else what
                yield volume.value.finding(f"{what} {_OPENS}")
        if "--mount" in runnable.options.text and _binds_system(runnable):
            yield _at_options(runnable, f"--mount {_OPENS}")


def _binds_system(runnable: Runnable) -> bool:
    """Whether an option `--mount` binds a folder of the system."""
    for option in _options(runnable):
        if option.startswith("--mount="):
            parts: dict[str, str] = {}
            for part in option.removeprefix("--mount=").split(","):
                name, _, value = part.partition("=")
                parts[name] = value
            folder = parts.get("source", parts.get("src", ""))
            if parts.get("type") == "bind" and folder.startswith("/") and folder.rstrip("/") in _OF_THE_SYSTEM:
                return True
    return False
