"""Versions of secrets, and the files that they become."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule
from jobs_lint_rules.quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Setting

_TOLD = ("field-of-another-form", "misspelled-field", "unknown-field", "field-at-wrong-level")
_OF_YAML = "key"
"""What the Knative-style form calls a version, which has to be there."""
_LATEST = "latest"


def _is_version(text: str) -> bool:
    """Whether a text is a number from 1 on, or may be an alias of a version; `latest` is one of these."""
    if text.isdecimal():
        return text.strip("0") != ""
    return text.isascii() and text[:1].isalpha() and text.replace("-", "").replace("_", "").isalnum()


def _versions(job: CloudRunJob) -> Iterator[Setting[str]]:
    for variable in job.all_env():
        yield variable.secret_version
    for volume in job.volumes:
        for item in volume.items:
            yield item.version


@rule(
    "SCH108",
    "incomplete-secret-file",
    severity="error",
    on=CloudRunJob,
    tags=(
        "schema",
        "cloud-run",
        "secrets",
    ),
    when=("volumes.items",),
)
def incomplete_secret_file(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A file of a secret's volume has no path, or in the YAML no version.

    ## Why
    An item says which version of a secret becomes which file. Without a path there is no file to write, and in the
    Knative-style YAML `key` is the version, for which nothing else stands in.

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
                  volumeMounts: [{name: keys, mountPath: /keys}]
              volumes:
                - name: keys
                  secret:
                    secretName: api-key
                    items:
                      - path: api-key # <- SCH108
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
                  volumeMounts: [{name: keys, mountPath: /keys}]
              volumes:
                - name: keys
                  secret:
                    secretName: api-key
                    items:
                      - path: api-key
                        key: "3"
    ```

    ## See
    - https://run.googleapis.com/$discovery/rest?version=v1
    - https://docs.cloud.google.com/run/docs/configuring/jobs/secrets
    """
    told = [quirk.span for kind in _TOLD for quirk in job.quirks(kind)]
    for volume in job.volumes:
        for item in volume.items:
            if any(item.start <= span.start < item.span.end for span in told):
                continue  # the field is there, in another form's spelling or misspelled
            if not item.path.is_written:
                yield item.finding(f"this file of a secret has no {item.path.key}; write the name of the file")
            elif not item.version.is_written and item.version.key == _OF_YAML:
                text = f"this file of a secret has no {item.version.key}, which is its version"
                yield item.finding(f"{text}; write a number or {_LATEST}")


@rule(
    "SCH109",
    "invalid-secret-version",
    severity="warning",
    on=CloudRunJob,
    tags=(
        "schema",
        "cloud-run",
        "secrets",
    ),
    when=("containers.env.secret_version", "containers.secret_env", "volumes.items"),
)
def invalid_secret_version(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The version of a secret is neither a number, nor an alias, nor `latest`.

    ## Why
    Versions are counted from 1. An alias starts with a letter and has letters, digits, hyphens and underscores. The
    service looks for the version when it makes the job, and refuses the job where there is none.

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
                          name: api-key
                          key: versions/3 # <- SCH109
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
    - https://docs.cloud.google.com/secret-manager/docs/assign-alias-to-secret-version
    """
    for version in _versions(job):
        if version.is_set and version.text and not _is_version(version.known()):
            text = f"{version.key} is {quoted(version.known(), 'a text')}, which can't be a secret's version"
            yield version.finding(f"{text}; write a number, an alias or {_LATEST}")
