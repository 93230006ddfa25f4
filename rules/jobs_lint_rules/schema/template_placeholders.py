"""Placeholders of a page or a sample that a person should have filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobs_lint.api import BatchJob, Job, rule
from jobs_lint_rules.words import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limits, Setting

_WORDS = ("REPLACE_ME", "REPLACE-ME", "CHANGE_ME", "CHANGE-ME", "CHANGEME", "PLACEHOLDER")
_CLOSERS = {"<": ">", "[": "]"}
_SCALARS = ("name", "project", "location", "service_account", "network", "subnetwork")
_OF_BATCH = ("instance_template", "reservation", "encryption_key", "machine_type", "logs_path")
_OF_VOLUMES = ("name", "bucket", "nfs_server", "nfs_path", "secret", "mount_path")


def _placeholder(text: str) -> str:
    """What of a text is to be filled in by hand; nothing where there is nothing of that kind."""
    if "\n" in text or "{{" in text:
        return ""
    for opener, closer in _CLOSERS.items():
        inside, closed, _ = text.partition(opener)[-1].partition(closer)
        if closed and _is_name(inside, opener):
            return f"{opener}{inside}{closer}"
    upper = text.upper()
    if len(upper) != len(text):
        return ""  # letters whose capitals are longer
    for mark in ("YOUR_", "YOUR-"):
        before, found, after = upper.partition(mark)
        if found and after[:1].isalpha() and before[-1:].isalnum() is False:
            length = next((at for at, char in enumerate(after) if char not in _IN_NAMES), len(after))
            return text[len(before) : len(before) + len(mark) + length]
    found = next((word for word in _WORDS if word in upper), "")
    if not found:
        return ""
    start, end = upper.index(found), upper.index(found) + len(found)
    while start > 0 and upper[start - 1] in _IN_NAMES:
        start -= 1
    while end < len(text) and upper[end] in _IN_NAMES:
        end += 1
    return text[start:end]


_IN_NAMES = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def _is_name(inside: str, opener: str) -> bool:
    """Whether a text between brackets is the name of what is missing: `<your project>`, `[BUCKET_NAME]`."""
    if not inside[:1].isalpha() or not inside.isascii() or len(inside) > LONGEST:
        return False
    words = inside.replace("_", " ").replace("-", " ").split()
    if not words or any(word.isalnum() is False for word in words):
        return False
    if opener == "[":
        return inside.isupper() and len(inside) > len("[A-Z]")
    return len(words) > 1 or inside.isupper() or words[0] in ("project", "region", "bucket", "image")


def _settings(job: Job) -> Iterator[Setting[Any]]:
    """The settings that samples leave open; not a script's text, which has brackets of its own."""
    for name in _SCALARS:
        yield getattr(job, name)
    if isinstance(job, BatchJob):
        for name in _OF_BATCH:
            yield getattr(job, name)
        for location in job.allowed_locations:
            yield location.value
    for volume in job.volumes:
        for name in _OF_VOLUMES:
            yield getattr(volume, name)
    for variable in job.all_env():
        yield variable.value
        yield variable.secret
    for container in job.containers:
        yield container.image
        script = container.script
        yield from (word for word in container.words if word is not script)


@rule("SCH106", "placeholder-left-in", severity="warning", on=Job, tags=("schema",), opt_in=True)
def placeholder_left_in(job: Job, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A placeholder such as `<your project>`, `[BUCKET_NAME]` or `YOUR_PROJECT` is left in the job.

    ## Why
    Samples and documentation mark in this way what a reader is to write there. No tool fills it in, so that the
    service gets it as it is. Marks that tools do fill in, such as `${X}` and `{{ x }}`, are never reported. The rule
    has to be asked for: some people fill such marks in with a script.

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
                - image: europe-docker.pkg.dev/YOUR_PROJECT/images/import # <- SCH106
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
          volumes:
            - gcs: {remotePath: "[BUCKET_NAME]"} # <- SCH106
              mountPath: /mnt/disks/data
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
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
          volumes:
            - gcs: {remotePath: example-bucket}
              mountPath: /mnt/disks/data
    ```

    ## See
    - https://developers.google.com/style/placeholders
    """
    told = set()
    for setting in _settings(job):
        text = setting.text
        if setting.is_written and text and setting.span not in told:
            found = _placeholder(text)
            if found:
                told.add(setting.span)
                part = "" if len(text) > LONGEST or text == found else f" ({text})"
                message = f"{setting.key} has the placeholder {found}{part}; write what belongs there"
                yield setting.finding(message)
