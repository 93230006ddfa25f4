"""Secrets in plain text in environment variables. What is found is said nowhere: in no message, and not as a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import Finding, Job, Limits, rule
from jobs_lint_rules.quoting import named
from jobs_lint_rules.security._secrets import (
    PRIVATE,
    has_password,
    is_public,
    is_secret,
    secret_by_name,
    secret_by_shape,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import EnvVar

_CURE = "store it in Secret Manager, take the variable from there, and replace what has been readable"


def _literals(job: Job) -> Iterator[tuple[EnvVar, str]]:
    """The variables whose value is a literal, with the value."""
    for variable in job.all_env():
        value = variable.value.value
        if isinstance(value, str) and value:
            yield variable, value
    for task in getattr(job, "task_environments", ()):
        for variable in task.env:
            value = variable.value.value
            if isinstance(value, str) and value:
                yield variable, value


def _name(variable: EnvVar) -> str:
    name = variable.name.value
    return name if isinstance(name, str) else ""


def _told(variable: EnvVar, what: str) -> Finding:
    """The finding at the variable's name, with nothing of its value."""
    message = f"{named(variable)} holds {what} in plain text, for all to read who can see the job; {_CURE}"
    place = variable.name if variable.name.is_set else variable.value
    return Finding(message, place.span, variable.value.field)


def _shape_of(value: str, least: int) -> str | None:
    """What kind of secret the value is by its shape."""
    return secret_by_shape(value) if len(value) >= least else None


@rule(
    "SEC001",
    "secret-in-variable",
    severity="warning",
    on=Job,
    tags=("cloud-run", "batch", "secrets"),
    when=("env", "secret_env", "containers.env", "containers.secret_env", "task_environments"),
)
def secret_in_variable(job: Job, limits: Limits) -> Iterator[Finding]:
    """An environment variable holds a key or a token, as its shape shows.

    ## Why
    A variable's value is stored with the job in plain text. It is seen by all who can look at the job or its
    executions, stands in the state of Terraform, and stays in the history of the repository. Secret Manager keeps the
    value, and the job only has its name. Known by their shape are private keys and the keys and tokens of AWS, Google,
    GitHub, GitLab, Slack, Stripe, OpenAI, Anthropic, Hugging Face, SendGrid, npm, PyPI and Docker Hub.

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
                    - name: SIGNING # <- SEC001
                      value: |
                        -----BEGIN PRIVATE KEY-----
                        c3Vubnk=
                        -----END PRIVATE KEY-----
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          environment:
            variables:
              SIGNING: "-----BEGIN RSA PRIVATE KEY-----\\nc3Vubnk=\\n-----END RSA PRIVATE KEY-----" # <- SEC001
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
                    - name: SIGNING
                      valueFrom:
                        secretKeyRef:
                          name: signing
                          key: "1"
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          environment:
            secretVariables:
              SIGNING: projects/shop/secrets/signing/versions/1
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/import:v3
    ```

    ## Related
    The secrets scanner of checkov has the same for each kind of key (`CKV_SECRET_*`).

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/secrets
    - https://docs.cloud.google.com/batch/docs/create-run-job-secret-manager
    - https://cloud.google.com/run/docs/configuring/services/overview-environment-variables
    """
    least = int(limits.advice.secret_length.amount)
    for variable, value in _literals(job):
        kind = _shape_of(value, least)
        if kind is not None and (kind == PRIVATE or not is_public(_name(variable), kind)):
            yield _told(variable, kind)


@rule(
    "SEC002",
    "secret-by-name-in-variable",
    severity="warning",
    on=Job,
    tags=("cloud-run", "batch", "secrets"),
    when=("env", "secret_env", "containers.env", "containers.secret_env", "task_environments"),
)
def secret_by_name_in_variable(job: Job, limits: Limits) -> Iterator[Finding]:
    """An environment variable that is named for a password, key, secret or token has it in plain text.

    ## Why
    A variable's value is stored with the job in plain text, for all to read who can look at the job or at the file.
    Secret Manager keeps the value, and the job only has its name. Values that can be something else are passed over:
    empty ones, paths, truth values, numbers, names of secrets, and what a template fills in. A key or token must be
    long enough and have letters and digits.

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
                    - name: DB_PASSWORD # <- SEC002
                      value: sunflower7
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
                          key: "1"
    ```

    ## Related
    Google's sample constraint `custom.cloudrunDisableEnvironmentVariablePattern` goes by names alone.

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/secrets
    - https://docs.cloud.google.com/batch/docs/create-run-job-secret-manager
    - https://cloud.google.com/run/docs/configuring/services/overview-environment-variables
    """
    least = int(limits.advice.secret_length.amount)
    for variable, value in _literals(job):
        kind = secret_by_name(_name(variable))
        if kind is None or not is_secret(kind, value, least):
            continue
        if _shape_of(value, least) is None and not has_password(value):
            yield _told(variable, kind)


@rule(
    "SEC003",
    "password-in-connection-string",
    severity="warning",
    on=Job,
    tags=("cloud-run", "batch", "secrets"),
    when=("env", "secret_env", "containers.env", "containers.secret_env", "task_environments"),
)
def password_in_connection_string(job: Job, limits: Limits) -> Iterator[Finding]:
    """An environment variable holds an address or a connection string with a password in it.

    ## Why
    The password is seen by all who can look at the job, and is printed by every library that logs what it connects to.
    Keep the whole address in Secret Manager, or the password alone and put the address together in the program.

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
                    - name: DATABASE_URL # <- SEC003
                      value: postgres://importer:sunflower7@10.0.0.5/shop
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
                    - name: DATABASE_URL
                      valueFrom:
                        secretKeyRef:
                          name: database-url
                          key: "1"
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/secrets
    - https://docs.cloud.google.com/batch/docs/create-run-job-secret-manager
    """
    least = int(limits.advice.secret_length.amount)
    for variable, value in _literals(job):
        if has_password(value) and _shape_of(value, least) is None:
            yield _told(variable, "a connection string with a password")
