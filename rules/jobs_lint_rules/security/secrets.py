"""Secrets that are taken from Secret Manager: their versions and projects; and a registry's password that isn't."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Finding, Job, Limits, rule
from jobs_lint_rules.quoting import named
from jobs_lint_rules.security._secrets import WORD, is_secret, secret_by_shape
from jobs_lint_rules.words import LONGEST, many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import EnvVar, Setting

_LATEST = "latest"
_PROJECTS = "projects/"


def _secrets(job: Job) -> Iterator[tuple[EnvVar, Setting[str]]]:
    """The variables from secrets, with what names the secret."""
    for variable in job.all_env():
        if variable.secret.is_written or variable.secret_version.is_written:
            yield variable, variable.secret
    for task in getattr(job, "task_environments", ()):
        for variable in task.secret_env:
            yield variable, variable.secret


@rule(
    "SEC011",
    "secret-version-latest",
    severity="info",
    on=Job,
    tags=("cloud-run", "batch"),
    profile="pedantic",
    when=("env", "secret_env", "containers.env", "containers.secret_env", "task_environments"),
)
def secret_version_latest(job: Job, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """An environment variable takes the version `latest` of a secret.

    ## Why
    The variable is read once, when the task starts. Tasks of one execution that start before and after a new version is
    added run with different values, a broken version breaks the job at its next start with no change to the job, and
    there is no going back to what worked. Write the version's number. A secret mounted as a file is read anew each
    time, so that `latest` is right there.

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
                - image: europe-docker.pkg.dev/shop/images/import:v3
                  env:
                    - name: DB_PASSWORD
                      valueFrom:
                        secretKeyRef:
                          name: db-password
                          key: latest # <- SEC011
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          environment:
            secretVariables:
              DB_PASSWORD: projects/shop/secrets/db-password/versions/latest # <- SEC011
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/import:v3
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
                - image: europe-docker.pkg.dev/shop/images/import:v3
                  env:
                    - name: DB_PASSWORD
                      valueFrom:
                        secretKeyRef:
                          name: db-password
                          key: "4"
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          environment:
            secretVariables:
              DB_PASSWORD: projects/shop/secrets/db-password/versions/4
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/import:v3
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/secrets
    - https://docs.cloud.google.com/batch/docs/create-run-job-secret-manager
    """
    found = [(variable, version) for variable, secret in _secrets(job) if (version := _latest(variable, secret))]
    if not found:
        return
    variable, version = found[0]
    others = tuple(other.also("another variable of this kind") for _, other in found[1:])
    more = f" (and {many(len(others), 'other')})" if others else ""
    what = f"{named(variable)}{more} takes the version latest of a secret, whichever that is when a task starts"
    yield version.finding(f"{what}; write the version's number", related=others)


def _latest(variable: EnvVar, secret: Setting[str]) -> Setting[str] | None:
    """The setting that asks for the version `latest`."""
    if variable.secret_version.text.strip("\"' ") == _LATEST:
        return variable.secret_version
    return secret if secret.text.endswith("/versions/" + _LATEST) else None


@rule(
    "SEC201",
    "registry-password-in-plain-text",
    severity="warning",
    on=BatchJob,
    tags=("batch", "secrets", "image"),
    when=("containers.password",),
)
def registry_password_in_plain_text(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """The password of a registry stands in a Batch job in plain text.

    ## Why
    All who can look at the job read it, and whoever has it can fetch every private image of the account, or push others
    in their stead. The field takes the version of a secret, and Batch fetches the password itself. With images in
    Artifact Registry no password is needed.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: registry.shop.test/import:v3
                username: batch
                password: sunflower7 # <- SEC201
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: registry.shop.test/import:v3
                username: batch
                password: projects/shop/secrets/registry/versions/2
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    for runnable in job.containers:
        password = runnable.password
        value = password.value
        if isinstance(value, str) and (is_secret(WORD, value) or secret_by_shape(value) is not None):
            what = f"{password.key} of the registry is in plain text, for all to read who can see the job"
            cure = "write projects/PROJECT/secrets/SECRET/versions/VERSION, and replace what has been readable"
            yield Finding(f"{what}; {cure}", password.span, password.field)


@rule(
    "SEC202",
    "secret-of-another-project",
    severity="info",
    on=BatchJob,
    tags=("batch", "secrets"),
    profile="pedantic",
    when=("project",),
)
def secret_of_another_project(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """A Batch job takes a secret of another project.

    ## Why
    The job's account needs the role Secret Manager Secret Accessor there, which is easily forgotten and can be taken
    away by people who don't know the job; then no task starts. Projects are compared where both are known, and both are
    names or both are numbers.

    ## Bad
    ```yaml
    main:
      steps:
        - run:
            call: googleapis.batch.v1.projects.locations.jobs.create
            args:
              parent: projects/shop/locations/europe-west1
              jobId: import
              body:
                taskGroups:
                  - taskSpec:
                      environment:
                        secretVariables:
                          KEY: projects/bank/secrets/key/versions/2 # <- SEC202
                      runnables:
                        - container:
                            imageUri: europe-docker.pkg.dev/shop/images/import:v3
    ```

    ## Good
    ```yaml
    main:
      steps:
        - run:
            call: googleapis.batch.v1.projects.locations.jobs.create
            args:
              parent: projects/shop/locations/europe-west1
              jobId: import
              body:
                taskGroups:
                  - taskSpec:
                      environment:
                        secretVariables:
                          KEY: projects/shop/secrets/key/versions/2
                      runnables:
                        - container:
                            imageUri: europe-docker.pkg.dev/shop/images/import:v3
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-job-secret-manager
    - https://docs.cloud.google.com/secret-manager/docs/access-control
    """
    own = job.project.value
    if not isinstance(own, str) or not own:
        return
    for variable, secret in _secrets(job):
        name = secret.value
        if not isinstance(name, str) or not name.startswith(_PROJECTS):
            continue
        project = name.removeprefix(_PROJECTS).partition("/")[0]
        if project and project != own and project.isdigit() == own.isdigit():
            where = f"a secret of the project {project[:LONGEST]}, and the job runs in {own[:LONGEST]}"
            what = f"{named(variable)} is from {where}"
            yield secret.finding(f"{what}; give the job's account the role Secret Manager Secret Accessor there")
