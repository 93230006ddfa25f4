"""Numbers over a plain maximum: one row a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jobs_lint.api import BatchJob, CloudRunJob, Job, Limits, Rule, human_count, rule
from jobs_lint_rules.words import over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Setting

_RUN_JOB = """apiVersion: run.googleapis.com/v1
kind: Job
metadata:
  name: import
spec:
  template:
    spec:
      template:
        spec:
          {line}
          containers:
            - image: europe-docker.pkg.dev/example/images/import"""

_BATCH_JOB = """taskGroups:
  - {line}
    taskSpec:
      runnables:
        - container:
            imageUri: europe-docker.pkg.dev/example/images/import"""

_BATCH_SPEC = """taskGroups:
  - taskSpec:
      {line}
      runnables:
        - container:
            imageUri: europe-docker.pkg.dev/example/images/import"""


class Maximum(NamedTuple):
    """A field with a maximum: the limit's id, what it is for, and what to do. `bad` and `good` are lines of `config`.

    `other` is the id of the other service's limit, where it is worth a word that a move doesn't help.
    """

    code: str
    name: str
    on: type[Job]
    field: str
    limit: str
    what: str
    advice: str
    tags: tuple[str, ...]
    summary: str
    why: str
    config: str
    bad: str
    good: str
    see: tuple[str, ...]
    other: str = ""


_RETRY_ADVICE = (
    "retry the failing call inside the task, with a growing pause, and let the task go on from saved progress"
)

_ROWS = (
    Maximum(
        "LIM102",
        "too-many-retries",
        CloudRunJob,
        "max_retries",
        "cloud-run.max-retries",
        "the retries of a task",
        _RETRY_ADVICE,
        ("cloud-run", "retries"),
        "A task of a Cloud Run job is retried 10 times at most.",
        "The API refuses more, though gcloud and Terraform let it through. Batch has the same limit, so a move doesn't "
        "help. A task\nthat needs more than ten attempts waits for something: let it wait and retry by itself, and save "
        "its progress, so\nthat an attempt goes on where the last one ended.",
        _RUN_JOB,
        "maxRetries: 20",
        "maxRetries: 10",
        (
            "https://docs.cloud.google.com/run/docs/configuring/max-retries",
            "https://docs.cloud.google.com/batch/docs/automate-task-retries",
        ),
        "batch.max-retry-count",
    ),
    Maximum(
        "LIM201",
        "too-many-batch-tasks",
        BatchJob,
        "task_count",
        "batch.task-count",
        "the tasks of a task group, of which a job has one",
        "give each task several items to work through by BATCH_TASK_INDEX, or split the work into several jobs",
        ("batch", "tasks"),
        "A Batch job has at most 100,000 tasks.",
        "The limit is on the task group, and a job has one group. The API refuses the job. Tasks of a few seconds cost more "
        "in\nstart-up than in work, so several items a task are cheaper as well. Cloud Run takes fewer tasks, not more.",
        _BATCH_JOB,
        "taskCount: 150000",
        "taskCount: 50000",
        ("https://docs.cloud.google.com/batch/quotas",),
    ),
    Maximum(
        "LIM202",
        "parallelism-too-high",
        BatchJob,
        "parallelism",
        "batch.parallelism",
        "the tasks of a job that run at the same time",
        "lower it, or split the work into several jobs, which run side by side",
        ("batch", "tasks"),
        "At most 5,000 tasks of a Batch job run at the same time.",
        "The API refuses the job. A job that leaves `parallelism` out gets as much as there is. VMs and quotas may allow "
        "fewer.",
        _BATCH_JOB,
        "taskCount: 20000\n    parallelism: 10000",
        "taskCount: 20000\n    parallelism: 5000",
        ("https://docs.cloud.google.com/batch/quotas",),
    ),
    Maximum(
        "LIM203",
        "too-many-batch-retries",
        BatchJob,
        "max_retries",
        "batch.max-retry-count",
        "the retries of a task",
        _RETRY_ADVICE,
        ("batch", "retries"),
        "A task of a Batch job is retried 10 times at most.",
        "The API refuses more, and lifecycle policies don't raise it. Cloud Run has the same limit, so a move doesn't help. "
        "On\nSpot VMs each preemption takes one of the retries: let the task save its progress, and set apart real failures "
        "from\npreemptions with a lifecycle policy for exit code 50001.",
        _BATCH_SPEC,
        "maxRetryCount: 20",
        "maxRetryCount: 10",
        ("https://docs.cloud.google.com/batch/docs/automate-task-retries",),
        "cloud-run.max-retries",
    ),
)
_SERVICES = {"cloud-run": "Cloud Run", "batch": "Batch"}


def _page(row: Maximum) -> str:
    def fenced(line: str) -> str:
        return f"```yaml\n{row.config.format(line=line)}\n```\n"

    sources = "".join(f"- {source}\n" for source in row.see)
    bad, good = fenced(f"{row.bad} # <- {row.code}"), fenced(row.good)
    return f"{row.summary}\n\n## Why\n{row.why}\n\n## Bad\n{bad}\n## Good\n{good}\n## See\n{sources}"


def _rule(row: Maximum) -> Rule:
    @rule(row.code, row.name, severity="error", on=row.on, tags=row.tags, page=_page(row))
    def check(job: Job, limits: Limits) -> Iterator[Finding]:
        setting: Setting[int] = getattr(job, row.field)
        limit = limits[row.limit]
        if setting > limit:
            text = over(setting, human_count(setting.known()), limit, row.what)
            if row.other:
                other = limits[row.other]
                same = " as well, so a move doesn't help" if setting > other else ""
                text += f"; {_SERVICES[other.service]} allows {other.describe()}{same}"
            yield setting.finding(f"{text}; {row.advice}", limit=limit)

    return check


RULES = tuple(_rule(row) for row in _ROWS)
