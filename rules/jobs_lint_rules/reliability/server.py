"""Cloud Run jobs that are written as if requests came to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule
from jobs_lint_rules.containers import has_more
from jobs_lint_rules.quoting import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Probe, RunContainer

_SERVERS = frozenset(
    {
        *("uvicorn", "gunicorn", "hypercorn", "daphne", "waitress-serve", "functions-framework"),
        *("nginx", "httpd", "caddy"),
    }
)
_WITH_A_WORD = {"flask": "run", "fastapi": "run", "streamlit": "run", "rails": "server", "next": "start"}
_MODULES = frozenset(["uvicorn", "gunicorn", "hypercorn", "daphne", "waitress", "http.server"])
_ENDS = frozenset({"--help", "-h", "--version", "-v", "-V", "--check-config", "-t"})
_SHELL_SIGNS = frozenset("&;|\n$`")
_PYTHONS = frozenset({"python", "python3"})


@rule(
    "REL108",
    "job-runs-a-server",
    severity="warning",
    on=CloudRunJob,
    tags=("cloud-run", "containers"),
    when=("containers.command",),
)
def job_runs_a_server(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The container that does a job's work runs a server, which never ends by itself.

    ## Why
    A task is done when its container ends. A server waits for requests, and none ever come to a job: the task runs
    until its timeout, fails, and is tried again. A service is what requests come to.

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
                  command: ["uvicorn"] # <- REL108
                  args: ["main:app", "--port", "8080"]
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
                  command: ["python"]
                  args: ["-m", "import_all"]
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/create-jobs
    - https://docs.cloud.google.com/run/docs/container-contract
    """
    container = job.main_container
    if (
        container is None
        or has_more(job)
        or not container.command
        or container.command.is_unknown
        or container.args.is_unknown
    ):
        return
    settings = [word.value for word in (*container.command, *container.args)]
    if not all(setting.is_set for setting in settings[:1]):
        return
    first = settings[0]
    words = [setting.value if isinstance(setting.value, str) else "" for setting in settings]
    if _ENDS.isdisjoint(words) and (name := _server(words)):
        yield first.finding(
            f'{first.key} is {brief(first.text)} and runs "{name}", which serves requests and never ends, while none '
            "come to a job; run a program that ends, or deploy a service"
        )


def _server(words: list[str]) -> str:
    """The server that a command runs, by its words; nothing where it is none that is known."""
    if len(words) == 1 and _SHELL_SIGNS.isdisjoint(words[0]):
        words = words[0].split()
    program, following, module = ([*words, "", "", ""])[: len(("program", "following", "module"))]
    program = program.rpartition("/")[-1]
    if program in _SERVERS:
        return program
    if following and _WITH_A_WORD.get(program) == following:
        return f"{program} {following}"
    return module if program in _PYTHONS and following == "-m" and module in _MODULES else ""


@rule(
    "REL109",
    "port-without-use",
    severity="info",
    on=CloudRunJob,
    tags=("cloud-run", "containers"),
    profile="pedantic",
    when=("containers.ports",),
)
def port_without_use(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A container of a Cloud Run job has a port, and no startup probe that would use it.

    ## Why
    No request ever comes to a job, and containers of one task reach each other without declared ports. Only a startup
    probe takes the port for its own. It is harmless, and tells of a job that was copied from a service.

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
                  ports:
                    - containerPort: 8080 # <- REL109
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
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/create-jobs
    """
    for container in job.containers:
        if len(container.ports) == 1 and not container.ports.is_unknown and not _is_probed(container):
            port = container.ports[0].container_port
            if port.is_set:
                yield port.finding(
                    f"{port.key} is {port.text}, but no request comes to a job and no startup probe uses it; delete it"
                )


def _is_probed(container: RunContainer) -> bool:
    probes: tuple[Probe, ...] = (container.startup_probe, container.liveness_probe, container.readiness_probe)
    return any(probe.is_written for probe in probes)
