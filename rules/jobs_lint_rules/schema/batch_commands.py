"""Commands and scripts of Batch that need another shell than they get, or one at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, rule
from jobs_lint_rules.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limits, Runnable

_OPERATORS = frozenset({"&&", "||", ">>", "2>&1", "2>"})
_MAYBE = frozenset({"|", ";", ">", "<", "&"})
"""Operators that a program may well take for an argument: a separator, a comparison, the end of find's -exec."""
_WITH_END = frozenset({"-exec", "-execdir", "-ok", "-okdir"})
_OF_BASH = ("[[ ", "declare ", "mapfile ", "readarray ", "shopt ", "local -a ", "local -A ")
"""What stands at the start of a line, or behind `if` and `while`, in bash and in no plain shell."""
_BEFORE = ("if ", "elif ", "while ", "until ", "! ")
_SUBSTITUTION = ("<(", "<<< ")
_PIPEFAIL = "pipefail"
_PLAIN = ("debian", "ubuntu", "cos")
"""What is in the names of images whose sh isn't bash."""


@rule(
    "SCH093",
    "shell-words-without-shell",
    severity="warning",
    on=BatchJob,
    tags=("batch", "containers"),
    when=("containers.entrypoint",),
)
def shell_words_without_shell(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A container's commands hold the operators of a shell, and no shell takes them.

    ## Why
    Each item of `commands` reaches the program as it is: it gets `&&`, `|` or `>` as an argument, and does nothing of
    what is meant. Take a shell for the entrypoint, and write the line as one item behind `-c`.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
                entrypoint: /app/import
                commands: [--all, "&&", /app/report] # <- SCH093
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
                entrypoint: /bin/sh
                commands: ["-c", "/app/import --all && /app/report"]
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.docker.com/reference/dockerfile/#exec-form
    """
    for runnable in job.runnables:
        if not runnable.entrypoint.is_set:
            continue  # the image's own may be a shell
        words = [argument.value for argument in runnable.args]
        for number, value in enumerate(words):
            if not value.is_set or not _is_operator([word.text for word in words], number):
                continue
            if not _has_shell(runnable):
                program = shown(runnable.entrypoint.text)
                text = f'"{value.known()}" is an operator of a shell, and {program} gets it as an argument'
                advice = 'take /bin/sh for the entrypoint, and write the whole line as one item behind "-c"'
                yield value.finding(f"{text}; {advice}")
                break


def _is_operator(words: list[str], number: int) -> bool:
    """Whether a word is an operator of a shell for certain, and not an argument that looks like one."""
    word, before, after = words[number], words[:number], words[number + 1 :]
    if word not in _MAYBE:
        return word in _OPERATORS
    if not before or (before[-1].startswith("-") and "=" not in before[-1]):
        return False  # it may be the value of an option
    if word in (">", "<"):
        return bool(after) and "/" in after[0]
    return (word == "&" or bool(after)) and _WITH_END.isdisjoint(before)


def _has_shell(runnable: Runnable) -> bool:
    """Whether one of a container's words is a shell, or may be one."""
    words = [runnable.entrypoint, *(argument.value for argument in runnable.args)]
    return any(word.is_unknown or word.text.rpartition("/")[-1].split(" ")[0].endswith("sh") for word in words)


@rule(
    "SCH094",
    "bash-in-plain-script",
    severity="warning",
    on=BatchJob,
    tags=("schema", "batch", "scripts"),
    when=("containers.script",),
)
def bash_in_plain_script(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A script of a Batch task is written for bash, and run by sh.

    ## Why
    A script without a first line such as `#!/bin/bash` is run by `/bin/sh`, which on Debian's images isn't bash:
    `[[`, arrays, `<(...)` and `pipefail` are errors there, at which the script ends or, worse, goes on.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - script:
                text: | # <- SCH094
                  if [[ $BATCH_TASK_INDEX == 0 ]]; then
                    echo first
                  fi
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - script:
                text: |
                  #!/bin/bash
                  if [[ $BATCH_TASK_INDEX == 0 ]]; then
                    echo first
                  fi
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    if _has_other_shell(job):
        return
    for runnable in job.runnables:
        script = runnable.script
        text = script.text if script.is_written else ""
        if not text or text.lstrip().startswith(("#!", "{{", "${", "<%")):
            continue
        found = _of_bash(text)
        if found:
            words = f"{script.key} has {found}, which is bash, but without a first line of its own it is run by sh"
            yield script.finding(f"{words}; write #!/bin/bash as its first line")


def _has_other_shell(job: BatchJob) -> bool:
    """Whether the VM's system may be one whose sh is bash, as that of Rocky is: an image of one's own, a template."""
    if job.instance_template.is_written:
        return True
    image = job.boot_disk.image
    return image.is_written and all(name not in image.text for name in _PLAIN)


def _of_bash(text: str) -> str:
    """What of a script is bash and isn't in a plain shell; empty where nothing is, or where a line starts bash."""
    if "bash" in text or "<<" in text.replace("<<<", ""):
        return ""  # it may be a text for another program
    for line in text.splitlines():
        stripped = line.strip()
        if not stripped or stripped.startswith(("#", "echo ", "printf ")):
            continue
        words = stripped.split()
        if words[0] == "set" and _PIPEFAIL in words:
            return _PIPEFAIL
        start = stripped
        for word in _BEFORE:
            start = start.removeprefix(word)
        for word in _OF_BASH:
            if start.startswith(word):
                return word.strip()
        if "'" not in line and '"' not in line:
            for word in _SUBSTITUTION:
                if word in line:
                    return word.strip()
    return ""


@rule(
    "SCH095",
    "relative-script-path",
    severity="warning",
    on=BatchJob,
    tags=("schema", "batch", "scripts"),
    when=("containers.script_path",),
)
def relative_script_path(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The path of a Batch task's script is relative, or that of a bucket.

    ## Why
    `path` is a file on the VM: on its image or below the mount path of a volume, and never one on the computer from
    which the job is submitted. In which folder a relative one would be looked for isn't documented; a bucket has to be
    mounted as a volume first.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - script:
                path: scripts/import.sh # <- SCH095
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          volumes:
            - gcs: {remotePath: example-scripts}
              mountPath: /mnt/disks/scripts
          runnables:
            - script:
                path: /mnt/disks/scripts/import.sh
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    for runnable in job.runnables:
        path = runnable.script_path
        if path.is_set and path.known().strip() and not path.known().strip().startswith("/"):
            what = "an address" if "://" in path.known() else "relative"
            text = f"{path.key} is {shown(path.known())}, which is {what}, and has to be a file on the VM"
            yield path.finding(f"{text}; write it absolute, on the image or below the mount path of a volume")
