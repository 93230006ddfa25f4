"""Too few retries, too many, and those that do harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, CloudRunJob, Job, Limits, human_count, rule
from jobs_lint_rules.paths import is_below
from jobs_lint_rules.reliability._storage import redirected, saves_nothing, shared_paths
from jobs_lint_rules.reliability.gpu import has_gpu
from jobs_lint_rules.words import duration, many, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Machines

_NAMES = frozenset(
    ("payment", "payments", "payout", "payouts", "charge", "charges", "refund", "refunds", "newsletter", "newsletters")
)
"""Parts of a job's name that tell of work which nobody wants done twice."""
_SENDS = "send"
_COMMANDS = (
    *("db:migrate", "manage.py migrate", "alembic upgrade", "flyway migrate", "prisma migrate deploy"),
    *("liquibase update", "sendmail ", "send-email", "send_email", "send-mail", "send_mail"),
)


def _once_only(job: Job) -> str | None:
    """What in the job's name or commands tells of work that can hardly be repeated, in words."""
    if job.name.is_set and isinstance(job.name.value, str):
        name = job.name.value.rsplit("/", 1)[-1].lower()
        parts = name.replace("_", "-").split("-")
        for part in parts:
            if part in _NAMES or part == _SENDS:
                return f'"{part}" in its name'
    for container in job.containers:
        text = " ".join([word.text for word in container.words])
        for command in _COMMANDS:
            if command in text:
                return f'"{command.strip()}" in its command'
    return _appends(job)


def _appends(job: Job) -> str | None:
    """That a shell appends to a file which outlives the task: a second attempt finds what the first one has written."""
    for container in job.containers:
        folders = [folder for folder, _ in shared_paths(job, container)] if job.volumes else []
        if folders:
            for word in container.words:
                for path, is_appended in redirected(word.text):
                    if is_appended and any(is_below(path, folder) for folder in folders):
                        return '">>" to a file on a volume'
    return None


def _attempts(job: Job) -> str:
    retries = job.max_retries
    return seen(retries, human_count(retries.known()))


@rule("REL004", "retry-of-unrepeatable-work", severity="info", on=Job, tags=("retries",), profile="pedantic")
def retry_of_unrepeatable_work(job: Job, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given them)
    """A job is retried whose name or command tells of work that can hardly be done twice.

    ## Why
    A retry starts the task from its beginning, whatever it has done before it failed. A payment is then made, or a
    message sent, once more; a migration of a database that broke off in the middle meets its own half, and what is
    appended to a file on a volume stands there twice. Cloud Run retries three times where nothing else is set. This
    goes by a few names and commands, and so is advice: work that knows what it has done already can be retried.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: send-reminders
    spec:
      template:
        spec:
          template:
            spec:
              maxRetries: 3 # <- REL004
              containers:
                - image: europe-docker.pkg.dev/example/images/reminders
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: send-reminders
    spec:
      template:
        spec:
          template:
            spec:
              maxRetries: 0
              containers:
                - image: europe-docker.pkg.dev/example/images/reminders
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/jobs-retries
    - https://docs.cloud.google.com/batch/docs/automate-task-retries
    """
    if job.max_retries > 0:
        sign = _once_only(job)
        if sign is not None:
            yield job.max_retries.finding(
                f"{_attempts(job)}, and {sign} tells of work that can hardly be done twice; set {job.max_retries.key} "
                "to 0, or make sure that a second attempt does no harm"
            )


@rule("REL005", "large-job-without-retries", severity="info", on=Job, tags=("retries", "tasks"), profile="pedantic")
def large_job_without_retries(job: Job, limits: Limits) -> Iterator[Finding]:
    """A job of many tasks, or with long ones, retries none of them.

    ## Why
    Machines fail, networks break and services are busy for a moment. Of a hundred tasks one will meet that sooner or
    later, and an hour of work is much to lose to it: the job fails, and all of it is to be run again by hand. Batch
    retries nothing unless it is told to. Spot VMs have a rule of their own, `spot-without-retries`.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 500
        taskSpec:
          maxRetryCount: 0 # <- REL005
          runnables:
            - script:
                text: ./resize --part $BATCH_TASK_INDEX
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 500
        taskSpec:
          maxRetryCount: 2
          runnables:
            - script:
                text: ./resize --part $BATCH_TASK_INDEX
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/jobs-retries
    - https://docs.cloud.google.com/batch/docs/automate-task-retries
    """
    retries = job.max_retries
    if not retries.is_known or retries.known() != 0:
        return
    if isinstance(job, BatchJob) and job.uses_spot is True:
        return
    many_tasks, is_long = job.task_count >= limits.advice.many_tasks, job.timeout > limits.advice.long_task
    if not (many_tasks or (is_long and job.timeout.is_set)):
        return
    advice = "allow a retry or two, if the work can be repeated"
    if many_tasks:
        what, where = f"one failure among {many(job.task_count.known(), 'task')} fails the job", job.task_count
    else:
        what = f"a failure after up to {duration(job.timeout.known())} of work is final"
        where = job.timeout
        if job.timeout > limits.advice.long_attempt and saves_nothing(job):
            advice = "let the work save its progress on a volume, and allow a retry that goes on from there"
    yield retries.finding(
        f"{_attempts(job)}: {what}; {advice}",
        related=(where.also("what makes the job large"),),
    )


@rule(
    "REL006",
    "long-attempt-retried-in-full",
    severity="info",
    on=Job,
    tags=("retries", "time"),
    profile="pedantic",
    when=("timeout",),
)
def long_attempt_retried_in_full(job: Job, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """A task of many hours is retried from its beginning, and saves nothing in between.

    ## Why
    The time limit counts for each attempt afresh. A task that fails near its end does all of its work again, for the
    same money, and may fail in the same way. With a bucket, a share or a disk where it notes how far it is, the next
    attempt goes on from there; so do many short tasks in the place of a long one. The rule is silent where the job
    has such a volume, or names a bucket, a database or a checkpoint.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: simulate
    spec:
      template:
        spec:
          template:
            spec:
              maxRetries: 2
              timeoutSeconds: 86400 # <- REL006
              containers:
                - image: europe-docker.pkg.dev/example/images/simulate
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: simulate
    spec:
      template:
        spec:
          template:
            spec:
              maxRetries: 2
              timeoutSeconds: 86400
              containers:
                - image: europe-docker.pkg.dev/example/images/simulate
                  args: ["--resume-from", "/state/last"]
                  volumeMounts:
                    - name: state
                      mountPath: /state
              volumes:
                - name: state
                  csi:
                    driver: gcsfuse.run.googleapis.com
                    volumeAttributes:
                      bucketName: example-state
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/jobs-retries
    - https://docs.cloud.google.com/batch/docs/automate-task-retries
    """
    timeout, retries = job.timeout, job.max_retries
    if not timeout.is_set:
        return
    if timeout > limits.advice.long_attempt and retries > 0 and saves_nothing(job):
        if has_gpu(job, limits, machines) is not False:
            return  # with a GPU it is the finding of another rule
        text = (
            f"{seen(timeout, duration(timeout.known()))}, and {many(retries.known(), 'retry')} would each do all of it"
        )
        worst = duration(timeout.known() * (retries.known() + 1))
        related = (retries.also("the number of retries"),) if retries.is_set else ()
        yield timeout.finding(
            f"{text} again, {worst} in all; save the progress on a volume, split the work into shorter tasks, or set "
            f"{retries.key} to 0",
            related=related,
        )


@rule("REL102", "default-retries", severity="info", on=CloudRunJob, tags=("cloud-run", "retries"), profile="pedantic")
def default_retries(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A Cloud Run job doesn't say how often a task is retried, which makes it three times.

    ## Why
    Unlike with Batch, whose default is 0, a task that fails is started again up to three times. That costs up to four
    times as much, and work that isn't safe to repeat is repeated. Write the number that is meant, be it 3.

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
            spec: # <- REL102
              containers:
                - image: europe-docker.pkg.dev/example/images/import
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
              maxRetries: 1
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/max-retries
    """
    retries = job.max_retries
    if not retries.is_written and retries.is_known and _once_only(job) is None:
        attempts = limits.cloud_run.max_retries_default.value + 1
        yield retries.finding(
            f"{_attempts(job)}: a task that fails is run up to {attempts} times; write the number that is meant"
        )
