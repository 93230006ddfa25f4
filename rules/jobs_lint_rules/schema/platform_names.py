"""Variables of Cloud Run that people read and Cloud Run doesn't set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule
from jobs_lint_rules.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_STEM = "CLOUD_RUN_"
_STEMS = ("CLOUD_RUN_JOB_", "CLOUD_RUN_TASK_", "CLOUD_RUN_EXECUTION_")
_SET = frozenset({"CLOUD_RUN_TASK_INDEX", "CLOUD_RUN_TASK_ATTEMPT", "CLOUD_RUN_TASK_COUNT"})
_MEANT = {
    "CLOUD_RUN_JOB_EXECUTION": "CLOUD_RUN_EXECUTION",
    "CLOUD_RUN_JOB_NAME": "CLOUD_RUN_JOB",
    "CLOUD_RUN_EXECUTION_NAME": "CLOUD_RUN_EXECUTION",
}


def _reads(text: str) -> Iterator[str]:
    """The names behind dollar signs that look like variables of the service and aren't."""
    for piece in text.split("$")[1:]:
        word = piece.lstrip("{(")
        end = next((at for at, char in enumerate(word) if char != "_" and not char.isalnum()), len(word))
        if word[:end].startswith(_STEMS) and word[:end] not in _SET:
            yield word[:end]


@rule(
    "SCH114",
    "no-such-platform-variable",
    severity="warning",
    on=CloudRunJob,
    tags=(
        "schema",
        "cloud-run",
    ),
    when=("containers.command", "containers.args"),
)
def no_such_platform_variable(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A job reads a variable that looks like one of Cloud Run's, and that Cloud Run doesn't set.

    ## Why
    Cloud Run sets `CLOUD_RUN_JOB`, `CLOUD_RUN_EXECUTION`, `CLOUD_RUN_TASK_INDEX`, `CLOUD_RUN_TASK_ATTEMPT` and
    `CLOUD_RUN_TASK_COUNT`. Another name is empty in a shell, and files or tables that are named by it fall together.

    ## Bad
    ```yaml
    template:
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
            command: [/bin/sh, -c]
            args:
              - ./import --run="$CLOUD_RUN_JOB_EXECUTION" # <- SCH114
    ```

    ## Good
    ```yaml
    template:
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
            command: [/bin/sh, -c]
            args:
              - ./import --run="$CLOUD_RUN_EXECUTION"
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/container-contract
    """
    own = [variable.name for variable in job.all_env()]
    for container in job.containers:
        for word in container.words:
            name = next(_reads(word.text), "") if _STEM in word.text else ""
            if not name or f"{name}=" in word.text or any(each.text == name or each.is_unknown for each in own):
                continue
            meant = _MEANT.get(name, "")
            advice = f"write {meant}" if meant else "set it, or read one that Cloud Run sets"
            yield word.finding(f"{word.key} reads {shown(name)}, which Cloud Run doesn't set; {advice}")
