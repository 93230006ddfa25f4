"""Calls of Workflows' connectors that lack what they need, or override what can't be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, rule
from jobs_lint_rules.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Label, Limits, Parts

_OF_JOBS = frozenset({"taskcount", "timeout", "timeoutseconds", "containeroverrides", "delayexecution"})
_OF_CONTAINERS = frozenset({"name", "args", "clearargs", "env"})
"""What can be overridden, in small letters: a wrong case is another mistake."""


@rule(
    "SCH097",
    "connector-without-location",
    severity="error",
    on=CloudRunJob,
    tags=("cloud-run", "workflows"),
    when=("by_connector",),
)
def connector_without_location(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A call of the v1 connector for Cloud Run has no location.

    ## Why
    Version 1 of the API has an address for each region, and the connector doesn't know which one without `location`:
    the step fails and says that the method requires the location. The connector of version 2 has it in the job's name.

    ## Bad
    ```yaml
    main:
      steps:
        - create:
            call: googleapis.run.v1.namespaces.jobs.create
            args:
              parent: namespaces/example # <- SCH097
              body:
                apiVersion: run.googleapis.com/v1
                kind: Job
                metadata: {name: import}
                spec:
                  template:
                    spec:
                      template:
                        spec:
                          containers:
                            - image: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    main:
      steps:
        - create:
            call: googleapis.run.v1.namespaces.jobs.create
            args:
              parent: namespaces/example
              location: europe-west1
              body:
                apiVersion: run.googleapis.com/v1
                kind: Job
                metadata: {name: import}
                spec:
                  template:
                    spec:
                      template:
                        spec:
                          containers:
                            - image: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/workflows/docs/samples/workflows-connector-run
    """
    if job.by_connector.is_written and job.location.field == "location" and job.location.value is None:
        text = "the call has no location, which this method of the v1 connector requires"
        yield job.location.finding(f"{text}; write location with the job's region")


@rule(
    "SCH098",
    "override-that-cannot-be",
    severity="error",
    on=CloudRunJob,
    tags=("cloud-run", "schema"),
    when=("overridden",),
)
def override_that_cannot_be(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """An execution of a Cloud Run job overrides a field that can't be overridden.

    ## Why
    For one execution, the task count, the timeout, and the arguments and variables of containers can be replaced.
    Everything else, such as the parallelism, the retries, the image or the resources, is the job's: change the job.

    ## Bad
    ```yaml
    main:
      steps:
        - run:
            call: googleapis.run.v2.projects.locations.jobs.run
            args:
              name: projects/example/locations/europe-west1/jobs/import
              body:
                overrides:
                  taskCount: 20
                  parallelism: 5 # <- SCH098
    ```

    ## Good
    ```yaml
    main:
      steps:
        - run:
            call: googleapis.run.v2.projects.locations.jobs.run
            args:
              name: projects/example/locations/europe-west1/jobs/import
              body:
                overrides:
                  taskCount: 20
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/execute/jobs
    - https://docs.cloud.google.com/run/docs/reference/rest/v2/projects.locations.jobs/run
    """
    yield from _fixed(job.overridden, _OF_JOBS)
    if job.overridden:
        for container in job.containers:
            yield from _fixed(container.overridden, _OF_CONTAINERS)


def _fixed(keys: Parts[Label], allowed: frozenset[str]) -> Iterator[Finding]:
    for key in keys:
        name = key.name
        if name.is_set and isinstance(name.value, str) and name.value.replace("_", "").lower() not in allowed:
            text = f"{shown(name.value)} can't be overridden for one execution: that is for the task count, the timeout"
            yield key.finding(f"{text}, and containers' arguments and variables; change the job instead")
