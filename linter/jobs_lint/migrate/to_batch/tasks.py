"""How many tasks there are, how many run at once, for how long, and how often each is tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.limits import human_count
from jobs_lint.limits.units import human_nanoseconds
from jobs_lint.migrate.names import carried, number
from jobs_lint.migrate.to_batch.going import GROUP, TASK, seconds
from jobs_lint.model.table import shortened

if TYPE_CHECKING:
    from jobs_lint.limits import Limit
    from jobs_lint.migrate.draft import Path
    from jobs_lint.migrate.to_batch.going import Going
    from jobs_lint.model.setting import Setting


def put_tasks(going: Going) -> None:
    """The task count and the parallelism."""
    job, draft, batch = going.job, going.draft, going.limits.batch
    _put_count(going, job.task_count, (*GROUP, "taskCount"), batch.task_count, batch.task_count_min)
    parallelism, value = job.parallelism, job.parallelism.value
    path = (*GROUP, "parallelism")
    count = job.task_count.value if isinstance(job.task_count.value, int) else None
    if not isinstance(value, int):
        if parallelism.is_unknown and parallelism.text:
            draft.keep(parallelism, path, number(parallelism))
            _block_nonsense(going, parallelism)
    elif value <= 0:
        draft.leave_out(parallelism, "as many tasks at once as possible, which is what Batch does where it isn't set")
    elif value > batch.parallelism.amount and (count is None or count > batch.parallelism.amount):
        note = f"{human_count(value)} is over the limit of {batch.parallelism.describe()} at once"
        draft.change(parallelism, path, batch.parallelism.amount, note)
    elif count is not None and value > count > 0:
        draft.change(parallelism, path, count, f"there are no more than {human_count(count)} tasks")
    else:
        draft.keep(parallelism, path)


def put_attempts(going: Going) -> None:
    """The timeout of an attempt and the retries, always written out: the defaults of the services differ."""
    job, batch = going.job, going.limits.batch
    _put_timeout(going)
    _put_count(going, job.max_retries, (*TASK, "maxRetryCount"), batch.max_retry_count, batch.max_retry_count_min)


def _put_count(going: Going, setting: Setting[int], path: Path, most: Limit, least: Limit) -> None:
    draft, value = going.draft, setting.value
    if isinstance(value, int):
        if setting.is_set:
            draft.keep(setting, path)
        else:
            draft.assume(path, value, f"Cloud Run's default, as {setting.key} isn't set{_of_batch(going, path)}")
        if value > most.amount:
            draft.block(setting, f"{human_count(value)} is over Batch's limit of {most.describe()}")
        elif value < least.amount:
            draft.block(setting, f"{human_count(value)} is below the minimum of {least.describe()}")
    elif setting.text:
        draft.keep(setting, path, number(setting))
        _block_nonsense(going, setting)
    else:
        default = {"taskCount": "task_count_default", "maxRetryCount": "max_retries_default"}[str(path[-1])]
        value = getattr(going.limits.cloud_run, default).amount
        draft.assume(path, value, "Cloud Run's default; the file doesn't show what the job really has")


def _block_nonsense(going: Going, setting: Setting[int]) -> None:
    """Say that a value is none that either service takes."""
    if setting.flaw:
        going.draft.block(setting, f"{shortened(setting.text)} is taken by neither service: {setting.flaw}")


def _of_batch(going: Going, path: Path) -> str:
    if path[-1] != "maxRetryCount":
        return ""
    return f"; Batch's own is {going.limits.batch.max_retry_count_default.describe()}"


def _put_timeout(going: Going) -> None:
    job, draft, limit = going.job, going.draft, going.limits.batch.max_run_duration
    setting, path = job.timeout, (*TASK, "maxRunDuration")
    value = setting.value
    if isinstance(value, int):
        if value > limit.amount:
            note = f"{human_nanoseconds(value)} is over Batch's limit of {limit.describe()}"
            draft.block(setting, f"{note}; split it into shorter tasks that go on where the last one stopped")
        elif value <= 0:
            draft.block(setting, f"{human_nanoseconds(value)} is no timeout; Batch takes one second or more")
        _put_known_timeout(going, value)
    elif setting.text:
        text = carried(setting)
        text = text if text.endswith("s") or not setting.key.endswith("Seconds") else f"{text}s"
        draft.keep(setting, path, text)
        _block_nonsense(going, setting)
        draft.need(f"write {setting.key} as whole seconds with an s, such as 600s", setting, path)
    else:
        value = going.limits.cloud_run.task_timeout_default.amount
        draft.assume(path, seconds(value), "Cloud Run's default; the file doesn't show what the job really has")


def _put_known_timeout(going: Going, value: int) -> None:
    """With helpers the time of all runnables counts together: the main one has a timeout of its own then."""
    job, draft, limit = going.job, going.draft, going.limits.batch.max_run_duration
    path, setting = (*TASK, "maxRunDuration"), job.timeout
    if going.helpers:
        together = min(value * (going.helpers + 1), limit.amount)
        note = "room for the helpers, whose time counts too; the main container has a timeout of its own"
        if setting.is_set:
            draft.change(setting, path, seconds(together), note)
        else:
            draft.assume(path, seconds(together), f"Cloud Run's default of {human_nanoseconds(value)}, and {note}")
    elif setting.is_set:
        draft.keep(setting, path, seconds(value))
    else:
        draft.assume(path, seconds(value), f"Cloud Run's default, as {setting.key} isn't set; Batch has none")
