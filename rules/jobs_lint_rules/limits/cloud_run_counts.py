"""More of something than a task or a container of Cloud Run has: one row a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, NamedTuple, Rule, rule
from jobs_lint_rules.quoting import in_quotes
from jobs_lint_rules.words import many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jobs_lint.api import Finding, RunContainer, Setting


class Count(NamedTuple):
    """Something that there is a greatest number of: how the parts are found, and the words about it."""

    code: str
    name: str
    severity: str
    limit: str
    noun: str
    holder: str
    advice: str
    parts: Callable[[CloudRunJob], Iterable[tuple[Setting[str], ...]]]
    tags: tuple[str, ...]
    page: str
    told_by: str = ""
    """The limit on containers that such a job is over as well: that is told then, and this isn't."""
    when: tuple[str, ...] = ()


def _names(containers: Iterable[RunContainer]) -> tuple[Setting[str], ...]:
    """A setting of each container that stands at its place."""
    return tuple(container.image if container.image.is_written else container.name for container in containers)


def _containers(job: CloudRunJob) -> Iterable[tuple[Setting[str], ...]]:
    return (_names(job.containers),)


def _variables(job: CloudRunJob) -> Iterable[tuple[Setting[str], ...]]:
    for container in job.containers:
        yield tuple(variable.name for variable in (*container.env, *container.secret_env))


def _arguments(job: CloudRunJob) -> Iterable[tuple[Setting[str], ...]]:
    for container in job.containers:
        yield tuple(word.value for word in container.command)
        yield tuple(word.value for word in container.args)


def _dependencies(job: CloudRunJob) -> Iterable[tuple[Setting[str], ...]]:
    for container in job.containers:
        yield tuple(word.value for word in job.depends_on(container))


_HEAD = """
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          template:
            spec:
              containers:"""
_IMAGE = "- image: europe-docker.pkg.dev/example/images"

_ROWS = (
    Count(
        code="LIM125",
        name="too-many-containers",
        severity="warning",
        limit="cloud-run.containers-per-task",
        noun="container",
        holder="a task",
        advice="run several programs in one container, or split the job",
        parts=_containers,
        tags=("cloud-run", "containers"),
        page=f"""A task of a Cloud Run job has more than 10 containers.

    ## Why
    gcloud refuses more, and nothing says that the API has room for them. All containers of a task share 8 CPUs.

    ## Bad
    ```yaml cloud-run.containers-per-task=2{_HEAD}
                {_IMAGE}/import
                {_IMAGE}/proxy
                {_IMAGE}/watch # <- LIM125
    ```

    ## Good
    ```yaml cloud-run.containers-per-task=2{_HEAD}
                {_IMAGE}/import
                {_IMAGE}/proxy
    ```

    ## See
    - https://docs.cloud.google.com/sdk/gcloud/reference/run/jobs/create
    """,
    ),
    Count(
        code="LIM126",
        name="too-many-env-vars",
        severity="error",
        limit="cloud-run.env-vars-per-container",
        noun="variable",
        holder="a container",
        advice="put the settings into a file, such as a secret that is mounted or an object of a bucket",
        parts=_variables,
        tags=("cloud-run", "env"),
        when=("containers.env", "containers.secret_env"),
        page=f"""A container of a Cloud Run job has more than 1,000 environment variables.

    ## Why
    The API refuses more. Variables from secrets count as well. So many settings belong into a file.

    ## Bad
    ```yaml cloud-run.env-vars-per-container=2{_HEAD}
                {_IMAGE}/import
                  env:
                    - {{name: FIRST, value: "1"}}
                    - {{name: SECOND, value: "2"}}
                    - {{name: THIRD, value: "3"}} # <- LIM126
    ```

    ## Good
    ```yaml cloud-run.env-vars-per-container=2{_HEAD}
                {_IMAGE}/import
                  env:
                    - {{name: SETTINGS, value: /etc/import/settings.json}}
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/environment-variables
    - https://docs.cloud.google.com/run/quotas
    """,
    ),
    Count(
        code="LIM130",
        name="too-many-arguments",
        severity="warning",
        limit="cloud-run.arguments-per-container",
        noun="item",
        holder="one such list of a container",
        advice="put the arguments into a file that the program reads",
        parts=_arguments,
        tags=("cloud-run", "containers"),
        when=("containers.command", "containers.args"),
        page=f"""A container of a Cloud Run job has more than 1,000 arguments, or a command of more than 1,000 words.

    ## Why
    The quota page has this limit in some of its copies. A list of so many items, such as the names of files to work
    on, is better read from a file or a bucket, and then shared out among tasks by their index.

    ## Bad
    ```yaml cloud-run.arguments-per-container=2{_HEAD}
                {_IMAGE}/import
                  args:
                    - one.csv
                    - two.csv
                    - three.csv # <- LIM130
    ```

    ## Good
    ```yaml cloud-run.arguments-per-container=2{_HEAD}
                {_IMAGE}/import
                  args: ["--files-from=gs://example/names.txt"]
    ```

    ## See
    - https://cloud.google.com/run/quotas?hl=ko
    """,
    ),
    Count(
        code="LIM132",
        name="too-many-dependencies",
        severity="warning",
        limit="cloud-run.container-dependencies",
        noun="container",
        holder="one container to wait for",
        advice="wait for those alone that wait for the others",
        parts=_dependencies,
        tags=("cloud-run", "containers"),
        when=("containers.depends_on", "container_dependencies"),
        page="""A container of a Cloud Run job waits for more than 9 others.

    ## Why
    gcloud refuses more, which is every other container of the largest task. A chain needs only its last link: what
    that waits for has started before.

    ## Bad
    ```json cloud-run.container-dependencies=1
    {
      "template": {
        "template": {
          "containers": [
            {"name": "a", "image": "europe-docker.pkg.dev/example/images/a"},
            {"name": "b", "image": "europe-docker.pkg.dev/example/images/b", "dependsOn": ["a"]},
            {"name": "c", "image": "europe-docker.pkg.dev/example/images/c", "dependsOn": ["a", "b"]}
          ]
        }
      }
    }
    ```

    ## Good
    ```json cloud-run.container-dependencies=1
    {
      "template": {
        "template": {
          "containers": [
            {"name": "a", "image": "europe-docker.pkg.dev/example/images/a"},
            {"name": "b", "image": "europe-docker.pkg.dev/example/images/b", "dependsOn": ["a"]},
            {"name": "c", "image": "europe-docker.pkg.dev/example/images/c", "dependsOn": ["b"]}
          ]
        }
      }
    }
    ```

    ## See
    - https://docs.cloud.google.com/sdk/gcloud/reference/run/jobs/create
    """,
        told_by="cloud-run.containers-per-task",
    ),
)


def _rule(row: Count) -> Rule:
    @rule(row.code, row.name, severity=row.severity, on=CloudRunJob, tags=row.tags, when=row.when, page=row.page)
    def check(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
        limit = limits[row.limit]
        if row.told_by and len(job.containers) > limits[row.told_by].amount:
            return
        for parts in row.parts(job):
            if len(parts) > limit.amount:
                first = parts[max(limit.amount, 0)]
                text = f"{in_quotes(first)} is the first of {len(parts) - limit.amount:,} too many: there are "
                text += f"{many(len(parts), row.noun)}, over the limit of {limit.describe()} for {row.holder}"
                yield first.finding(f"{text}; {row.advice}", limit=limit)

    return check


RULES = tuple(_rule(row) for row in _ROWS)


@rule(
    "LIM131",
    "several-ports",
    severity="error",
    on=CloudRunJob,
    tags=("cloud-run", "containers"),
    when=("containers.ports",),
)
def several_ports(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A container of a Cloud Run job has more than one port.

    ## Why
    The API refuses the job. No request ever comes to a job, so its port is only where a startup probe knocks.

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
                    - containerPort: 8080
                    - containerPort: 9090 # <- LIM131
                  startupProbe:
                    tcpSocket: {}
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
                  ports:
                    - containerPort: 8080
                  startupProbe:
                    tcpSocket: {}
    ```

    ## See
    - https://run.googleapis.com/$discovery/rest?version=v2
    """
    limit = limits.cloud_run.ports_per_container
    for container in job.containers:
        ports = container.ports
        if len(ports) > limit.amount:
            port = ports[max(limit.amount, 0)].container_port
            text = f"{port.text or 'this'} is one of {many(len(ports), 'port')}, over the limit of {limit.describe()}"
            yield port.finding(f"{text} for a container; delete all but the one of its startup probe", limit=limit)
