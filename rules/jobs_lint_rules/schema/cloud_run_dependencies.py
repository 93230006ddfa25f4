"""Names of containers of Cloud Run, and what they wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule
from jobs_lint_rules.containers import has_more
from jobs_lint_rules.quoting import in_quotes, is_short
from jobs_lint_rules.words import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Setting

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-.")


def _names(job: CloudRunJob) -> set[str] | None:
    """The names of all containers; None where they aren't all known."""
    if has_more(job):
        return None
    names = set()
    for container in job.containers:
        if container.name.is_unknown:
            return None
        if isinstance(container.name.value, str):
            names.add(container.name.value)
    return names


def _waits(job: CloudRunJob) -> Iterator[tuple[str | None, Setting[str]]]:
    """Who waits for whom: the name of a container, and each name that it waits for, where it is known."""
    for container in job.containers:
        own = container.name.value
        for word in container.depends_on:
            if word.value.is_set:
                yield (own if isinstance(own, str) else None), word.value
    for dependency in job.container_dependencies:
        own = dependency.name.value
        for word in dependency.depends_on:
            if word.value.is_set:
                yield (own if isinstance(own, str) else None), word.value


def _is_any(job: CloudRunJob) -> bool:
    return bool(job.container_dependencies) or any(container.depends_on for container in job.containers)


@rule(
    "SCH030",
    "no-such-container",
    severity="error",
    on=CloudRunJob,
    tags=("schema", "cloud-run", "containers"),
    when=("containers.depends_on", "container_dependencies"),
)
def no_such_container(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A container of a Cloud Run job waits for one that the job doesn't have.

    ## Why
    Containers are told apart by their names, and a name that none has is refused. Most often it is misspelled, or the
    container that is meant has no name yet.

    ## Bad
    ```json
    {
      "template": {
        "template": {
          "containers": [
            {"name": "import", "image": "europe-docker.pkg.dev/example/images/import", "dependsOn": ["proxi"]},
            {"name": "proxy", "image": "europe-docker.pkg.dev/example/images/proxy"}
          ]
        }
      }
    }
    ```

    ## Good
    ```json
    {
      "template": {
        "template": {
          "containers": [
            {"name": "import", "image": "europe-docker.pkg.dev/example/images/import", "dependsOn": ["proxy"]},
            {"name": "proxy", "image": "europe-docker.pkg.dev/example/images/proxy"}
          ]
        }
      }
    }
    ```

    ## See
    - https://docs.cloud.google.com/sdk/gcloud/reference/run/jobs/create
    - https://run.googleapis.com/$discovery/rest?version=v2
    """
    if not _is_any(job):
        return
    names = _names(job)
    if names is None:
        return
    there = f"there {'is' if len(names) == 1 else 'are'} {', '.join(sorted(names))}" if names else ""
    missing = "write the name of a container of this job"
    for dependency in job.container_dependencies:
        own = dependency.name
        if own.is_set and own.value not in names:
            yield own.finding(f"no container has the name {in_quotes(own)}{_and(there)}; {missing}")
    for _, name in _waits(job):
        if name.value not in names:
            yield name.finding(f"a container waits for {in_quotes(name)}, which none is called{_and(there)}; {missing}")


def _and(text: str) -> str:
    return f": {text}" if text and len(text) <= LONGEST else ""


@rule(
    "SCH031",
    "circle-of-containers",
    severity="error",
    on=CloudRunJob,
    tags=("schema", "cloud-run", "containers"),
    when=("containers.depends_on", "container_dependencies"),
)
def circle_of_containers(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A container of a Cloud Run job waits for itself, by itself or by way of others.

    ## Why
    None of the containers in the circle could ever start. The API refuses the job.

    ## Bad
    ```json
    {
      "template": {
        "template": {
          "containers": [
            {"name": "import", "image": "europe-docker.pkg.dev/example/images/import", "dependsOn": ["proxy"]},
            {"name": "proxy", "image": "europe-docker.pkg.dev/example/images/proxy", "dependsOn": ["import"]}
          ]
        }
      }
    }
    ```

    ## Good
    ```json
    {
      "template": {
        "template": {
          "containers": [
            {"name": "import", "image": "europe-docker.pkg.dev/example/images/import", "dependsOn": ["proxy"]},
            {"name": "proxy", "image": "europe-docker.pkg.dev/example/images/proxy"}
          ]
        }
      }
    }
    ```

    ## See
    - https://docs.cloud.google.com/sdk/gcloud/reference/run/jobs/create
    """
    if not _is_any(job):
        return
    graph: dict[str, list[Setting[str]]] = {}
    for own, name in _waits(job):
        if own is not None:
            graph.setdefault(own, []).append(name)
    told: set[str] = set()
    for start in graph:
        if start in told:
            continue
        for name in graph[start]:
            way = _way(graph, name.known(), start)
            if way:
                told.update(way)
                circle = " > ".join([start, *way])
                shown = circle if is_short(circle) else f"{len(way)} containers"
                text = f"{in_quotes(name)} closes a circle: {shown}, where each waits for the next and none starts"
                yield name.finding(f"{text}; delete one of the dependencies")
                break


def _way(graph: dict[str, list[Setting[str]]], first: str, goal: str) -> list[str]:
    """The names on a way from one container to another, both ends among them; empty where there is none."""
    before: dict[str, str] = {first: ""}
    todo = [first]
    while todo:
        name = todo.pop()
        if name == goal:
            way = []
            while name:
                way.append(name)
                name = before[name]
            return way[::-1]
        for following in graph.get(name, ()):
            if following.known() not in before:
                before[following.known()] = name
                todo.append(following.known())
    return []


@rule(
    "SCH032",
    "container-name-refused",
    severity="error",
    on=CloudRunJob,
    tags=("schema", "cloud-run", "names"),
    when=("containers.name",),
)
def container_name_refused(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The name of a container of a Cloud Run job has characters that it can't have.

    ## Why
    Names of containers are labels as the DNS has them: small letters, digits and hyphens, with a letter or digit at
    both ends. The API refuses others.

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
                - name: Import_Invoices # <- SCH032
                  image: europe-docker.pkg.dev/example/images/import
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
                - name: import-invoices
                  image: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://run.googleapis.com/$discovery/rest?version=v2
    """
    for container in job.containers:
        name = container.name
        text = name.value
        if not isinstance(text, str) or not text or not name.is_set or name.flaw:
            continue
        if _LETTERS.issuperset(text) and text[0] not in "-." and text[-1] not in "-.":
            continue
        better = "".join(char if char in _LETTERS else "-" for char in text.lower()).strip("-.")
        advice = f"write {better}" if better and len(better) <= LONGEST else "write others"
        what = "a container's name has small letters, digits and hyphens, with no hyphen at its ends"
        yield name.finding(f"{in_quotes(name)} is no such name: {what}; {advice}")


@rule(
    "SCH033",
    "two-containers-of-one-name",
    severity="error",
    on=CloudRunJob,
    tags=("schema", "cloud-run", "names"),
    when=("containers.name",),
)
def two_containers_of_one_name(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """Two containers of a Cloud Run job have the same name.

    ## Why
    The name is what tells the containers of a task apart, in dependencies, in overrides and in logs. The API refuses
    the job.

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
                - name: main
                  image: europe-docker.pkg.dev/example/images/import
                - name: main # <- SCH033
                  image: europe-docker.pkg.dev/example/images/proxy
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
                - name: main
                  image: europe-docker.pkg.dev/example/images/import
                - name: proxy
                  image: europe-docker.pkg.dev/example/images/proxy
    ```

    ## See
    - https://run.googleapis.com/$discovery/rest?version=v2
    """
    if len(job.containers) <= 1:
        return
    names: dict[str, Setting[str]] = {}
    for container in job.containers:
        name = container.name
        if not name.is_set or not name.value:
            continue
        first = names.setdefault(name.known(), name)
        if first is not name:
            text = f"two containers have the name {in_quotes(name)}"
            yield name.finding(f"{text}; give each its own", related=(first.also("the first of that name"),))
