"""Modes of secrets' files: numbers that people write in octal and most forms read in decimal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule
from jobs_lint_rules.quoting import is_short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Setting

_OCTAL = frozenset("01234567")
_MEANT_IN_OCTAL = frozenset({"400", "440", "444", "500"})
"""Modes that are common in octal, and as decimal numbers within the range that makes no sense for a file."""


def _modes(job: CloudRunJob) -> Iterator[Setting[int]]:
    for volume in job.volumes:
        if volume.default_mode.is_set:
            yield volume.default_mode
        for item in volume.items:
            if item.mode.is_set:
                yield item.mode


def _octal(mode: int) -> str:
    return f"0{mode:o}"


def _meant(mode: int) -> int:
    """The mode whose octal digits are the decimal ones of a number; 0 where there is none."""
    digits = str(mode)
    return int(f"0o{digits}", 0) if _OCTAL.issuperset(digits) else 0


@rule(
    "LIM146",
    "secret-file-mode-out-of-range",
    severity="error",
    on=CloudRunJob,
    tags=("cloud-run", "secrets"),
    when=("volumes.default_mode", "volumes.items"),
)
def secret_file_mode_out_of_range(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """The mode of a secret's file is not between 01 and 0777.

    ## Why
    The API takes the mode as a plain number up to 511, which is 0777 in octal, and refuses more. Most often octal
    digits were written where JSON, Terraform and most readers of YAML take them for decimal ones.

    ## Bad
    ```yaml
    template:
      taskCount: 1
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
            volumeMounts:
              - name: key
                mountPath: /secrets
        volumes:
          - name: key
            secret:
              secret: api-key
              defaultMode: 644 # <- LIM146
    ```

    ## Good
    ```yaml
    template:
      taskCount: 1
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
            volumeMounts:
              - name: key
                mountPath: /secrets
        volumes:
          - name: key
            secret:
              secret: api-key
              defaultMode: 420
    ```

    ## See
    - https://run.googleapis.com/$discovery/rest?version=v2
    """
    most, least = limits.cloud_run.secret_file_mode, limits.cloud_run.secret_file_mode_min
    for setting in _modes(job):
        mode = setting.known()
        if mode > most.amount:
            short = is_short(setting.text)
            meant = _meant(mode) if short and is_short(f"{mode:o}") else 0
            advice = "write a smaller number"
            if 0 < meant <= most.amount:
                advice = f"write {meant}, which is {_octal(meant)} in octal"
            shown = f" is {mode} ({_octal(mode)} in octal)" if short and is_short(f"{mode:o}") else ""
            text = f"{setting.key}{shown}, over the limit of {most.describe()}"
            yield setting.finding(f"{text} for a file's mode; {advice}", limit=most)
        elif mode < least.amount and mode != 0:
            shown = f" is {setting.text}" if is_short(setting.text) else ""
            text = f"{setting.key}{shown}, below the minimum of {least.describe()} for a file's mode"
            yield setting.finding(f"{text}; leave it out for the usual one", limit=least)


@rule(
    "LIM151",
    "secret-file-mode-in-decimal",
    severity="warning",
    on=CloudRunJob,
    tags=("cloud-run", "secrets"),
    when=("volumes.default_mode", "volumes.items"),
)
def secret_file_mode_in_decimal(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """The mode of a secret's file looks like octal digits, and is a decimal number.

    ## Why
    400 as a decimal number is the mode 0620: the group may read the file. JSON has no octal numbers, Terraform and
    YAML 1.2 read digits as decimal ones even with a zero before them. In the Knative-style YAML, read by gcloud, 0400
    with its zero and without quotes is octal.

    ## Bad
    ```yaml
    template:
      taskCount: 1
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
            volumeMounts:
              - name: key
                mountPath: /secrets
        volumes:
          - name: key
            secret:
              secret: api-key
              defaultMode: 400 # <- LIM151
    ```

    ## Good
    ```yaml
    template:
      taskCount: 1
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
            volumeMounts:
              - name: key
                mountPath: /secrets
        volumes:
          - name: key
            secret:
              secret: api-key
              defaultMode: 256
    ```

    ## See
    - https://run.googleapis.com/$discovery/rest?version=v2
    """
    for setting in _modes(job):
        mode = setting.known()
        if 0 < mode <= limits.cloud_run.secret_file_mode.amount and str(mode) in _MEANT_IN_OCTAL:
            meant = _meant(mode)
            text = f"{setting.key} is the decimal number {mode}, which is {_octal(mode)} in octal"
            yield setting.finding(f"{text}; write {meant} if {_octal(meant)} is meant")
