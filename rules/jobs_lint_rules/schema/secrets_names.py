"""How secrets are named, and where their files go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule
from jobs_lint_rules.quoting import is_short, quoted, says

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Setting

_PUNCTUATION = frozenset("-_")
_RESOURCES = frozenset({"config-connector", "crossplane"})
"""Forms whose secret may be the name of a resource of Kubernetes."""
_V1 = "cloud-run-v1"


def _secrets(job: CloudRunJob) -> Iterator[Setting[str]]:
    """All secrets that the job names: those of variables, then those of volumes."""
    for variable in job.all_env():
        if variable.secret.is_set:
            yield variable.secret
    for volume in job.volumes:
        if volume.secret.is_set:
            yield volume.secret


def _id(secret: str) -> str:
    """The name of a secret behind `projects/P/secrets/`, or all of it where it isn't such a path."""
    head, slash, name = secret.rpartition("/")
    if slash and head.startswith("projects/") and head.endswith("/secrets"):
        return name
    return secret


def _is_name(text: str) -> bool:
    return text.isascii() and all(letter.isalnum() or letter in _PUNCTUATION for letter in text)


@rule(
    "SCH044",
    "invalid-secret-name",
    severity="error",
    on=CloudRunJob,
    tags=("schema", "cloud-run", "secrets"),
    when=("containers.env.secret", "containers.secret_env", "volumes.secret"),
)
def invalid_secret_name(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """The name of a secret can't be one.

    ## Why
    A secret's name has letters, digits, hyphens and underscores, 255 at most. The service looks for the secret when
    the job is made, and refuses the job if there is none. Most often the version was written into the name: it has a
    field of its own.

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
                  env:
                    - name: API_KEY
                      valueFrom:
                        secretKeyRef:
                          name: api-key:3 # <- SCH044
                          key: "3"
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
                  env:
                    - name: API_KEY
                      valueFrom:
                        secretKeyRef:
                          name: api-key
                          key: "3"
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/secrets
    - https://docs.cloud.google.com/secret-manager/docs/creating-and-accessing-secrets
    """
    if job.dialect in _RESOURCES:
        return
    limit = limits.cloud_run.secret_name_length
    for secret in _secrets(job):
        text = secret.known()
        name = _id(text)
        if not name:
            continue
        if not _is_name(name):
            shown = quoted(text, secret.key)
            advice = "write the name alone" if "/" in name or ":" in name else "correct the name"
            if "/versions/" in text or ":" in text:
                advice += ", and the version in its own field"
            what = "is no name of a secret, which has letters, digits, hyphens and underscores"
            yield secret.finding(f"{shown} {what}; {advice}")
        elif len(name) > limit.amount:
            said = f"{secret.key} has {len(name)} characters, over the limit of {limit.describe()}"
            yield secret.finding(f"{said} for the name of a secret; correct the name", limit=limit)


@rule(
    "SCH045",
    "secret-of-another-project-without-alias",
    severity="error",
    on=CloudRunJob,
    tags=("schema", "cloud-run", "secrets"),
    when=("containers.env.secret", "containers.secret_env", "volumes.secret"),
)
def secret_of_another_project_without_alias(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The YAML names a secret by its path, where it takes a name or an alias only.

    ## Why
    In the Knative-style YAML a secret is one of the job's own project. One of another project needs an alias: the
    annotation `run.googleapis.com/secrets` of the execution says which path it stands for, and the field has the
    alias. The REST API v2 and Terraform take the path in the field itself.

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
                  env:
                    - name: API_KEY
                      valueFrom:
                        secretKeyRef:
                          name: projects/123456789012/secrets/api-key # <- SCH045
                          key: "3"
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        metadata:
          annotations:
            run.googleapis.com/secrets: shared-key:projects/123456789012/secrets/api-key
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
                  env:
                    - name: API_KEY
                      valueFrom:
                        secretKeyRef:
                          name: shared-key
                          key: "3"
    ```

    ## See
    - https://run.googleapis.com/$discovery/rest?version=v1
    - https://docs.cloud.google.com/run/docs/configuring/jobs/secrets
    """
    if job.dialect != _V1:
        return
    for secret in _secrets(job):
        text = secret.known()
        name = _id(text)
        if name != text and _is_name(name):
            shown = f"{says(secret)}, a path" if is_short(text) else f"{secret.key} is a path"
            alias = name if is_short(name) else "an-alias"
            advice = f"declare {alias}:projects/.../secrets/... in the annotation run.googleapis.com/secrets"
            yield secret.finding(f"{shown}, which this form of a job doesn't take; {advice}, and write {alias} here")


@rule(
    "SCH055",
    "invalid-secret-path",
    severity="error",
    on=CloudRunJob,
    tags=("schema", "cloud-run", "secrets"),
    when=("volumes",),
)
def invalid_secret_path(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A path within a secret's volume is absolute, climbs out of it, or is that of a mount.

    ## Why
    The path of an item is the file's place within the volume, and the mount says where the volume is. The API refuses
    a path that starts with a slash or has `..` in it, and the mount of a secret with a path of its own into the volume.

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
                  volumeMounts:
                    - name: key
                      mountPath: /secrets
              volumes:
                - name: key
                  secret:
                    secretName: api-key
                    items:
                      - key: "3"
                        path: /secrets/api-key # <- SCH055
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
                  volumeMounts:
                    - name: key
                      mountPath: /secrets
              volumes:
                - name: key
                  secret:
                    secretName: api-key
                    items:
                      - key: "3"
                        path: api-key
    ```

    ## See
    - https://cloud.google.com/run/docs/reference/rest/Shared.Types/KeyToPath
    """
    secrets = {volume.name.known() for volume in job.volumes if volume.kind == "secret" and volume.name.is_set}
    mounts = [mount for container in job.containers for mount in container.mounts] if secrets else []
    for mount in mounts:
        inner = mount.sub_path
        if inner.is_set and inner.known() and mount.name.is_set and mount.name.known() in secrets:
            yield inner.finding(
                f"{says(inner)}, and a secret is mounted as a whole; delete it, or name the file in items"
            )
    for volume in job.volumes:
        for item in volume.items:
            path = item.path
            if not path.is_set:
                continue
            text = path.known()
            if text.startswith("/"):
                what = "is an absolute path, and the file's path is within the volume"
            elif ".." in text.split("/"):
                what = "climbs out of the volume"
            else:
                continue
            shown = f"{says(path)}, which" if is_short(text) else path.key
            name = text.rpartition("/")[-1]
            short = name != ".." and is_short(name)
            advice = f"write {name}, and the folder as mount path" if short else "write the file's name alone"
            yield path.finding(f"{shown} {what}; {advice}")
