"""Secrets in commands, options and scripts, and downloads that are run as they come.

A command may hold secrets that no rule knows, so that no finding tells more of it than where it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jobs_lint.api import Finding, Job, Limits, rule
from jobs_lint_rules.security._secrets import has_password_in_url, is_typed, secret_by_name, secret_by_shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HINTS = ("PASSW", "TOKEN", "SECRET", "KEY", "passw", "token", "secret", "key", "Passw", "Bearer")
_OF_NAMES = ("-secrets", "secret-env-vars", "secret-variables")
_BEARER = {"Bearer": "a token", "bearer": "a token"}
_QUOTES = "\"'"
_SHELL = r"(?:sudo\s++(?:-[A-Za-z]++\s++)?+)?+(?:/usr)?+(?:/bin/)?+(?:ba|z|da|k)?+sh\b"
_OTHER = r"(?:sudo\s++)?+(?:python[0-9.]*+|perl|node|ruby)\s++-(?=\s|$|[;&|)])"
_PIPED = rf"(?:^|[|;&\n])([^|;&\n]*+)\|\s*+(?:{_SHELL}|{_OTHER})"
_FETCHES = r"\b(?:curl|wget)\s"
_SUBSTITUTED = rf"(?:{_SHELL}\s++(?:-[a-z]++\s++)?+|\beval\s++)\"?+(?:<\(|\$\(|`)\s*+(?:curl|wget)\s"


def _typed(texts: Iterable[str], least: int) -> str | None:
    """What kind of secret is typed among the words of a command: `NAME=x`, `--name=x` or `--name x`."""
    option: str | None = None
    names = False
    for text in texts:
        if names:  # what follows an option of gcloud that takes secrets by their names
            names = False
            continue
        if option is not None and is_typed(option, text.strip(_QUOTES), least):
            return option
        name, is_given, value = text.strip(_QUOTES).lstrip("-").partition("=")
        is_option = text.startswith("--")
        names = is_option and not is_given and name.endswith(_OF_NAMES)
        is_name = (is_given or is_option) and name.replace("_", "").replace("-", "").isalnum()
        kind = secret_by_name(name) if is_name else None
        if kind is not None and is_given and is_typed(kind, value.strip(_QUOTES), least):
            return kind
        option = kind if is_option and not is_given else _BEARER.get(text.strip(_QUOTES).rsplit(":", 1)[-1])
    return None


@rule(
    "SEC004",
    "secret-in-command",
    severity="warning",
    on=Job,
    tags=("cloud-run", "batch", "secrets"),
    when=("containers.command", "containers.entrypoint", "containers.args", "containers.script", "containers.options"),
)
def secret_in_command(job: Job, limits: Limits) -> Iterator[Finding]:
    """A command, an argument or a script has a secret in it.

    ## Why
    It is stored with the job, is seen by all who can look at the job, and shows in the list of processes and often in
    the logs. Give the program a variable from Secret Manager and let it read the variable. What is found are the shapes
    of keys and tokens, addresses with a password, and what is given to an option or a variable whose name says that it
    is a password, key or token.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - script:
                text: PGPASSWORD=sunflower7 psql -h 10.0.0.5 -f /mnt/disks/share/import.sql # <- SEC004
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          environment:
            secretVariables:
              PGPASSWORD: projects/shop/secrets/import/versions/1
          runnables:
            - script:
                text: psql -h 10.0.0.5 -f /mnt/disks/share/import.sql
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-job-secret-manager
    - https://docs.cloud.google.com/run/docs/configuring/jobs/secrets
    """
    least = int(limits.advice.secret_length.amount)
    for container in job.containers:
        before = ""
        options = getattr(container, "options", None)
        for word in (*container.words, options) if options is not None and options.is_written else container.words:
            text = word.text
            kind = secret_by_shape(text)
            if kind is None and has_password_in_url(text):
                kind = "an address with a password"
            if kind is None and any(hint in text or hint in before for hint in _HINTS):
                kind = _typed((before, *text.split()) if before else text.split(), least)
            before = text if text.startswith("--") and "=" not in text else ""
            if kind is not None:
                message = f"{word.key} has {kind} in plain text, for all to read who can see the job"
                cure = "store it in Secret Manager, give it as a variable, and replace what has been readable"
                yield Finding(f"{message}; {cure}", word.span, word.field)


@rule(
    "SEC012",
    "download-into-shell",
    severity="warning",
    on=Job,
    tags=("cloud-run", "batch"),
    profile="pedantic",
    when=("containers.command", "containers.entrypoint", "containers.args", "containers.script", "containers.options"),
)
def download_into_shell(job: Job, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A script is fetched from the network and run as it comes.

    ## Why
    Whoever controls the server, or the way there, runs commands with the rights of the job's account. What is run may
    differ from one task to the next, nobody has checked it, and a download that breaks off is run up to there. Put what
    it installs into the image, or fetch a fixed version and compare its checksum first.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - script:
                text: curl -fsSL https://tools.shop.test/install.sh | bash # <- SEC012
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - script:
                text: |
                  set -e
                  curl -fsSLo install.sh https://tools.shop.test/3.1/install.sh
                  sha256sum --check /mnt/disks/share/install.sha256
                  bash install.sh
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-basic-job
    - https://docs.docker.com/build/building/best-practices/
    """
    for container in job.containers:
        for word in container.words:
            text = word.text
            if "curl" not in text and "wget" not in text:
                continue
            is_piped = any(re.search(_FETCHES, piped) for piped in re.findall(_PIPED, text))
            if is_piped or re.search(_SUBSTITUTED, text):
                what = f"{word.key} runs a download as it comes, unchecked"
                yield Finding(f"{what}; put it into the image, or check its sum", word.span, word.field)
