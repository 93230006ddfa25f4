"""Programs and options that are written as one text with blanks, where each word is an item of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, CloudRunJob, rule
from jobs_lint_rules.quoting import is_short
from jobs_lint_rules.words import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jobs_lint.api import Finding, Limits, Parts, Setting, Text

SHELLS = frozenset({"sh", "bash", "dash", "ash", "zsh", "ksh", "fish", "pwsh", "busybox"})
_OF_SHELLS = frozenset(";|&=$(\"'")
_OPERATORS = frozenset({"&&", "||", "|", ";", ">", ">>", "<", "2>&1", "&"})
_QUOTES = frozenset("\"'\\")
_PROGRAMS = frozenset(
    ("python", "python3", "node", "npm", "npx", "java", "ruby", "perl", "Rscript", "php", "go", "make", "env", "echo")
) | frozenset(("ls", "cat", "cp", "mv", "rm", "mkdir", "sleep", "curl", "wget", "gcloud", "gsutil", "bq", "aws", "uv"))
_SCRIPTS = (".py", ".js", ".mjs", ".sh", ".rb", ".pl", ".php", ".jar", ".R")


def program_of(word: str) -> str:
    """The name of a program without its folder."""
    return word.rpartition("/")[-1]


def may_be_shell(program: Setting[str] | None, words: Iterable[Setting[str]]) -> bool:
    """Whether a shell, which takes texts apart itself, is the program or one of the words, or may be."""
    if program is not None and program.is_unknown:
        return True
    texts = [word.text for word in words] if program is None else [program.text, *(word.text for word in words)]
    return any(program_of(word) in SHELLS for text in texts for word in text.split())


def _written(word: Setting[str]) -> str:
    """What a text is if it is a literal of several words; else nothing."""
    text = word.value
    return text.strip() if isinstance(text, str) and len(text.split()) > 1 else ""


def _option(text: str) -> bool:
    """Whether a text is an option and what belongs behind it: `--mode fast`."""
    first, _, rest = text.partition(" ")
    name = first.removeprefix("--")
    return first != name and name.replace("-", "").replace("_", "").isalnum() and bool(rest.strip())


def _call(text: str) -> bool:
    """Whether a text is a script's file and what belongs behind it: `main.py --fast`."""
    first, _, rest = text.partition(" ")
    return first.endswith(_SCRIPTS) and _OF_SHELLS.isdisjoint(first) and bool(rest.strip())


def _is_line(text: str) -> bool:
    """Whether a text is the line of a command, and not a sentence or a query that the image's program takes."""
    first, *rest = text.split()
    if not first[0].isalnum() and first[0] not in "./~":
        return False
    named = first in SHELLS or first in _PROGRAMS or first.endswith(_SCRIPTS) or "/" in first
    return named or "&&" in rest or any(word.startswith("--") for word in rest)


def _listed(text: str) -> str:
    words = text.split()
    shown = ", ".join(f'"{word}"' for word in words)
    if any(word in _OPERATORS for word in words):
        return "run the line by a shell, which is /bin/sh with -c before it"
    plain = _QUOTES.isdisjoint(text)
    return f"write each word as an item: {shown}" if plain and len(shown) <= LONGEST + LONGEST else "split it there"


def _finding(word: Setting[str], text: str, what: str) -> Finding:
    short = text if is_short(text) else " ".join(text.split())[:LONGEST] + "..."
    return word.finding(f'{word.key} has "{short}" as one text with blanks, which is {what}; {_listed(text)}')


def _in_arguments(args: Parts[Text], *, program_is_known: bool = True) -> Iterator[Finding]:
    for arg in args:
        text = _written(arg.value)
        if text and _option(text):
            yield _finding(arg.value, text, "one option of that whole name to most programs")
        elif text and program_is_known and arg is args[0] and _call(text):
            yield _finding(arg.value, text, "the name of one file")


@rule(
    "SCH101",
    "words-in-one-text",
    severity="warning",
    on=CloudRunJob,
    tags=("cloud-run", "containers"),
    when=("containers.command", "containers.args"),
)
def words_in_one_text(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A command or an option is one text with blanks, which no shell takes apart.

    ## Why
    Each item of `command` and `args` reaches the program as it is. `["python main.py"]` looks for a program whose
    name has a blank in it, and the task ends before it starts. `["--mode fast"]` is one option with a strange name.

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
                  command:
                    - python main.py # <- SCH101
                  args:
                    - --mode fast # <- SCH101
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
                  command: [python, main.py]
                  args: [--mode, fast]
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/reference/rest/v2/Container
    - https://docs.docker.com/reference/dockerfile/#exec-form
    """
    for container in job.containers:
        command, args = container.command, container.args
        if command and not container.command_text.is_set:
            text = _written(command[0].value)
            if text:
                yield _finding(command[0].value, text, "the name of one program")
        if args and not container.args_text.is_set:
            program = command[0].value if command else None
            if not may_be_shell(program, (word.value for word in command)):
                yield from _in_arguments(args, program_is_known=not command.is_unknown)


@rule(
    "SCH102",
    "batch-words-in-one-text",
    severity="warning",
    on=BatchJob,
    tags=("batch", "containers"),
    when=("containers.entrypoint", "containers.args"),
)
def batch_words_in_one_text(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """The words of a Batch container's command are one text with blanks, which no shell takes apart.

    ## Why
    `entrypoint` is the name of one program, and each item of `commands` reaches it as it is. A whole command line in
    one text looks for a program or file whose name has blanks in it. Only behind a shell's `-c` is it right.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
                commands:
                  - python main.py --fast # <- SCH102
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
                entrypoint: /bin/sh -c # <- SCH102
                commands: [./import.sh]
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
                commands: [python, main.py, --fast]
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
                entrypoint: /bin/sh
                commands: [-c, ./import.sh]
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.docker.com/reference/dockerfile/#exec-form
    """
    for runnable in job.runnables:
        entrypoint, args = runnable.entrypoint, runnable.args
        if entrypoint.is_set and (text := _written(entrypoint)):
            what = "the name of one program"
            yield entrypoint.finding(
                f'entrypoint is "{text[:LONGEST]}", which is {what}; keep the first word and put the rest into commands'
            )
        elif args and not may_be_shell(entrypoint, ()):
            text = _written(args[0].value) if len(args) == 1 and not args.is_unknown else ""
            if text and not entrypoint.is_written and (runnable.args_text.is_set or _is_line(text)):
                yield _finding(args[0].value, text, "one word of the command")
            else:
                yield from _in_arguments(args)
