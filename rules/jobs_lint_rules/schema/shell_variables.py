"""Variables that nobody fills in: of the other service, or in a text that no shell reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, CloudRunJob, Job, rule
from jobs_lint_rules.quoting import is_short
from jobs_lint_rules.schema.shell_words import may_be_shell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limits, RunContainer, Setting

# What each service sets by itself, and what stands for it on the other.
_OF_CLOUD_RUN = {
    "CLOUD_RUN_TASK_INDEX": "BATCH_TASK_INDEX",
    "CLOUD_RUN_TASK_COUNT": "BATCH_TASK_COUNT",
    "CLOUD_RUN_TASK_ATTEMPT": "BATCH_TASK_RETRY_ATTEMPT",
}
_OF_BATCH = {other: own for own, other in _OF_CLOUD_RUN.items()}
_SET_BY_CLOUD_RUN = (*_OF_CLOUD_RUN, "CLOUD_RUN_JOB", "CLOUD_RUN_EXECUTION")


def _reads(text: str, name: str) -> bool:
    """Whether a variable's name stands in a text as a whole word."""
    if name not in text:
        return False
    pieces = text.split(name)
    return any(_is_edge(pieces[at - 1][-1:]) and _is_edge(pieces[at][:1]) for at in range(1, len(pieces)))


def _is_edge(char: str) -> bool:
    return char != "_" and char.isalnum() is False


def _texts(job: Job) -> Iterator[Setting[str]]:
    """All that is run, and the values of all variables."""
    for container in job.containers:
        yield from container.words
    for variable in job.all_env():
        yield variable.value


def _of_another(job: Job, names: dict[str, str], own: str, service: str) -> Iterator[Finding]:
    """The findings at variables of another service. A job that knows its own as well, or sets them, is left alone."""
    found = [setting for setting in _texts(job) if any(name in setting.text for name in names)]
    if not found or job.mentions(*names.values()) is True:
        return
    ours = {variable.name.value for variable in job.all_env()}
    for setting in found:
        for name, stand_in in names.items():
            if name not in ours and _reads(setting.text, name):
                yield setting.finding(
                    f"{setting.key} reads {name}, which only {service} sets; {own} has {stand_in} instead"
                )
                break


@rule(
    "SCH103",
    "batch-variable-in-cloud-run",
    severity="warning",
    on=CloudRunJob,
    tags=("cloud-run", "tasks"),
    when=("containers.command", "containers.args", "containers.env", "containers.secret_env"),
)
def batch_variable_in_cloud_run(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Cloud Run job reads a variable that only Batch sets.

    ## Why
    Cloud Run numbers its tasks in `CLOUD_RUN_TASK_INDEX`. `BATCH_TASK_INDEX` is empty there, so that every task does
    the same work, or none. This is left over when a job has moved from one service to the other.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          taskCount: 10
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
                  command: [/bin/sh, -c]
                  args:
                    - ./import.sh "part-$BATCH_TASK_INDEX" # <- SCH103
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
          taskCount: 10
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
                  command: [/bin/sh, -c]
                  args:
                    - ./import.sh "part-$CLOUD_RUN_TASK_INDEX"
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/container-contract
    - https://docs.cloud.google.com/batch/docs/create-run-basic-job
    """
    return _of_another(job, _OF_BATCH, "Cloud Run", "Batch")


@rule("SCH104", "cloud-run-variable-in-batch", severity="warning", on=BatchJob, tags=("batch", "tasks"))
def cloud_run_variable_in_batch(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """A Batch job reads a variable that only Cloud Run sets.

    ## Why
    Batch numbers its tasks in `BATCH_TASK_INDEX`. `CLOUD_RUN_TASK_INDEX` is empty there, so that every task does the
    same work, or none. This is left over when a job has moved from one service to the other.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 10
        taskSpec:
          runnables:
            - script:
                text: ./import.sh "part-$CLOUD_RUN_TASK_INDEX" # <- SCH104
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 10
        taskSpec:
          runnables:
            - script:
                text: ./import.sh "part-$BATCH_TASK_INDEX"
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-basic-job
    - https://docs.cloud.google.com/run/docs/container-contract
    """
    return _of_another(job, _OF_CLOUD_RUN, "Batch", "Cloud Run")


def _references(text: str) -> Iterator[tuple[str, str]]:
    """Each `$(NAME)`, `${NAME}` and `$NAME` of a text, as written and as a name. `$$` escapes."""
    start = text.find("$")
    while start >= 0:
        rest = text[start + 1 :]
        if rest[:1] in ("(", "{"):
            name, closed, _ = rest[1:].partition(")" if rest[0] == "(" else "}")
            if closed and name.isidentifier():
                yield f"${rest[0]}{name}{closed}", name
        else:
            name = _name_at(rest)
            if name:
                yield f"${name}", name
        start = text.find("$", start + (1 if rest[:1] != "$" else len("$$")))


def _name_at(text: str) -> str:
    end = 0
    while end < len(text) and text[end].isascii() and (text[end] == "_" or text[end].isalnum()):
        end += 1
    return text[:end] if text[:end].isidentifier() else ""


@rule(
    "SCH105",
    "variable-not-expanded",
    severity="warning",
    on=CloudRunJob,
    tags=("cloud-run", "containers"),
    when=("containers.command", "containers.args", "containers.env", "containers.secret_env"),
)
def variable_not_expanded(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """A command, an argument or a variable names a variable of the container, and nothing fills it in.

    ## Why
    Kubernetes puts the value of a variable in the place of `$(NAME)`. Cloud Run doesn't, and without a shell nobody
    knows `$NAME` either: the program gets the text as it is written. Read the variable in the program, or run the
    line by a shell. Reported are names that the container declares or that Cloud Run sets.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          taskCount: 10
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
                  command: [python, main.py]
                  args:
                    - --part=$CLOUD_RUN_TASK_INDEX # <- SCH105
                    - --from=$(SOURCE) # <- SCH105
                  env:
                    - name: SOURCE
                      value: gs://example-source
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
          taskCount: 10
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
                  command: [/bin/sh, -c]
                  args:
                    - exec python main.py --part="$CLOUD_RUN_TASK_INDEX" --from="$SOURCE"
                  env:
                    - name: SOURCE
                      value: gs://example-source
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/reference/rest/v2/Container
    - https://docs.cloud.google.com/run/docs/container-contract
    """
    if job.dialect == "gcloud":
        return  # a shell reads the line before gcloud does
    for container in job.containers:
        words = container.words
        values = [variable.value for variable in container.env]
        if any("$" in setting.text for setting in (*words, *values)):
            yield from _not_expanded(container, words)


def _not_expanded(container: RunContainer, words: tuple[Setting[str], ...]) -> Iterator[Finding]:
    declared = {variable.name.value: variable for variable in (*container.env, *container.secret_env)}
    # What a tool will fill in before the service sees it has its own name in its value as well.
    names = {name for name, variable in declared.items() if isinstance(name, str) and "$" not in variable.value.text}
    has_program = bool(container.command)
    program = container.command[0].value if has_program else None
    if not (container.command.is_unknown or may_be_shell(program, words)):
        for word in words:
            # A line may be for a shell that the image starts, and an option isn't.
            in_line = has_program or len(word.text.split()) == 1 or word.text.startswith("--")
            refs = list(_references(word.text))
            # `${NAME}` is as likely a mark of a template, unless Cloud Run alone can know the name.
            found = next((ref for ref, name in refs if _is_own(name) or (name in names and ref[1] != "{")), "")
            if found and (in_line or found[1] == "("):
                yield _unfilled(word, found, "the program gets it as it is written")
    for variable in container.env:
        text = variable.value.text
        if "$" in text and len(text.split()) == 1:
            refs = list(_references(text))
            found = next((ref for ref, name in refs if (ref[1] == "(" and name in names) or _is_own(name)), "")
            if found:
                yield _unfilled(variable.value, found, "the program reads it as it is written")


def _is_own(name: str) -> bool:
    return name in _SET_BY_CLOUD_RUN


def _unfilled(setting: Setting[str], found: str, so: str) -> Finding:
    why = f"Cloud Run fills in no {found}" if found[1] == "(" else f"no shell is there to fill in {found}"
    advice = "run the line by a shell, or let the program read the variable"
    text = setting.text
    what = f"is {text}" if is_short(text) else f"has {found}"
    return setting.finding(f"{setting.key} {what}, and {why}, so {so}; {advice}")
