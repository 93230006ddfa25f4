"""Texts of a Cloud Run job that are too long: variables, and names of containers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, human_bytes, human_count, rule
from jobs_lint_rules.quoting import in_quotes
from jobs_lint_rules.words import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_BYTES = len("\U0001f300".encode())
"""What a character has at most in UTF-8."""


@rule(
    "LIM129",
    "env-var-too-large",
    severity="error",
    on=CloudRunJob,
    tags=("cloud-run", "env"),
    when=("containers.env", "containers.secret_env"),
)
def env_var_too_large(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """An environment variable of a Cloud Run job has a name or a value of more than 32 KiB.

    ## Why
    The API refuses it. Values count in bytes of UTF-8, so that a character outside ASCII is more than one. A text of
    that size belongs into a file: a secret that is mounted, or an object of a bucket.

    ## Bad
    ```yaml cloud-run.env-var-value-size=16
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
                  env:
                    - name: SETTINGS
                      value: '{"source": "a", "target": "b"}' # <- LIM129
    ```

    ## Good
    ```yaml cloud-run.env-var-value-size=16
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
                  env:
                    - name: SETTINGS
                      value: /etc/settings
    ```

    ## See
    - https://docs.cloud.google.com/run/quotas
    - https://docs.cloud.google.com/run/docs/configuring/jobs/environment-variables
    """
    most, longest = limits.cloud_run.env_var_value_size, limits.cloud_run.env_var_name_length
    for variable in job.all_env():
        name, value = variable.name.value, variable.value.value
        if isinstance(value, str) and len(value) * _BYTES > most.amount:
            size = len(value.encode("utf-8", "surrogatepass"))
            if size > most.amount:
                text = f"the value has {human_bytes(size)}, over the limit of {most.describe()} for a variable"
                yield variable.value.finding(f"{text}; put it into a file, such as a mounted secret", limit=most)
        if isinstance(name, str) and len(name) > longest.amount:
            text = f"the name {in_quotes(variable.name)} has {human_count(len(name))} characters"
            text += f", over the limit of {longest.describe()}"
            yield variable.name.finding(f"{text}; write a shorter one", limit=longest)


@rule(
    "LIM133",
    "container-name-too-long",
    severity="error",
    on=CloudRunJob,
    tags=("cloud-run", "containers", "names"),
    when=("containers.name",),
)
def container_name_too_long(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """The name of a container of a Cloud Run job has more than 63 characters.

    ## Why
    Names of containers are labels as the DNS has them, which are no longer. The API refuses the job.

    ## Bad
    ```yaml cloud-run.container-name-length=12
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
                - name: import-of-invoices # <- LIM133
                  image: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml cloud-run.container-name-length=12
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
                - name: import
                  image: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://run.googleapis.com/$discovery/rest?version=v2
    """
    limit = limits.cloud_run.container_name_length
    for container in job.containers:
        name = container.name
        if isinstance(name.value, str) and len(name.value) > limit.amount:
            text = f"{in_quotes(name)} has {many(len(name.value), 'character')}, over the limit of {limit.describe()}"
            yield name.finding(f"{text} for a container's name; shorten it", limit=limit)
