"""How many tasks there are, how many run at once, for how long, and how often each is tried."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jobs_lint.limits import human_count, human_nanoseconds
from jobs_lint.limits.units import NANOSECONDS
from jobs_lint.migrate.names import carried, number
from jobs_lint.migrate.to_cloud_run.coming import COUNTS, TASK
from jobs_lint.migrate.to_cloud_run.there import is_there, is_unseen, kind_of
from jobs_lint.model.batch import IN_ORDER

if TYPE_CHECKING:
    from jobs_lint.limits import Limit
    from jobs_lint.migrate.to_cloud_run.coming import Coming
    from jobs_lint.model.batch import LifecyclePolicy
    from jobs_lint.model.setting import Setting

_COUNT: Final = (*COUNTS, "taskCount")
_PARALLELISM: Final = (*COUNTS, "parallelism")
_RETRIES: Final = (*TASK, "maxRetries")
_TIMEOUT: Final = (*TASK, "timeoutSeconds")
_RETRY: Final = frozenset({"RETRY_TASK", "1"})
_NAMES: Final = 5


def put_counts(coming: Coming) -> None:
    """The task count and the parallelism."""
    job, draft, run = coming.job, coming.draft, coming.limits.cloud_run
    count, tasks = job.task_count, coming.asked.task_count
    if is_unseen(count):
        draft.keep(count, _COUNT, number(count))
    elif count.is_set and count.known() > 0:
        draft.keep(count, _COUNT)
    elif isinstance(tasks, int) and tasks > 1:
        draft.assume(_COUNT, tasks, "as many tasks as there are task environments")
    else:
        draft.assume(_COUNT, 1, "Batch's default, and Cloud Run's")
        if count.is_set:
            draft.leave_out(count, f"{count.text} counts as not set")
    if isinstance(count.value, int) and count.is_set and count.value > run.task_count.amount:
        draft.block(
            count,
            f"{human_count(count.value)} tasks are over the limit of {run.task_count.describe()} of one execution; "
            "let each task do several of them, or run several executions",
        )
    _put_parallelism(coming, tasks if isinstance(tasks, int) else None)


def _put_parallelism(coming: Coming, tasks: int | None) -> None:
    job, draft = coming.job, coming.draft
    parallelism, policy = job.parallelism, job.scheduling_policy
    if is_there(policy) and policy.value in IN_ORDER:
        draft.change(
            policy,
            _PARALLELISM,
            1,
            "one task at a time, so that no two run at once; Cloud Run doesn't promise their order, and a task that "
            "fails doesn't stop those behind it",
        )
        if is_there(parallelism):
            draft.leave_out(parallelism, "tasks in order run one at a time")
        return
    if is_unseen(policy):
        draft.lose(policy, "where it is IN_ORDER, write parallelism: 1")
    elif is_there(policy):
        draft.leave_out(policy, "Cloud Run starts tasks as soon as it can")
    value = parallelism.value
    if is_unseen(parallelism):
        draft.keep(parallelism, _PARALLELISM, number(parallelism))
    elif isinstance(value, int) and parallelism.is_set:
        quota = coming.limits.cloud_run.running_tasks_quota_default
        if value <= 0:
            draft.leave_out(parallelism, "not set means as many tasks at once as possible, on both services")
        elif tasks is not None and value > tasks:
            draft.change(parallelism, _PARALLELISM, tasks, f"there are only {human_count(tasks)} tasks")
        else:
            draft.keep(parallelism, _PARALLELISM)
            if value > quota.amount:
                draft.need(
                    f"{human_count(value)} tasks at once may be over the region's quota, which starts at about "
                    f"{quota.text}; ask for more, or expect fewer to run at once",
                    parallelism,
                    _PARALLELISM,
                )


def put_attempts(coming: Coming) -> None:
    """The retries and the timeout, always written out: the defaults of the services differ."""
    job, draft, run = coming.job, coming.draft, coming.limits.cloud_run
    retries = job.max_retries
    if is_there(retries):
        draft.keep(retries, _RETRIES, number(retries))
        if isinstance(retries.value, int) and retries.value > run.max_retries.amount:
            text = f"{human_count(retries.value)} retries are over the limit of {run.max_retries.describe()}"
            draft.block(retries, text + "; let the program itself try again")
        elif isinstance(retries.value, int) and retries.value < 0:
            draft.block(retries, f"{retries.text} is below the minimum of {run.max_retries_min.describe()}")
    else:
        text = f"Batch's default; Cloud Run's is {run.max_retries_default.text}"
        draft.assume(_RETRIES, 0, text + ", which would run failed tasks again")
    for policy in job.lifecycle_policies:
        _lose_policy(coming, policy)
    if job.lifecycle_policies.is_unknown and not job.lifecycle_policies and not coming.is_partial:
        draft.need("the file doesn't show its lifecycle policies; Cloud Run has none, and retries after any failure")
    _put_timeout(coming)


def _lose_policy(coming: Coming, policy: LifecyclePolicy) -> None:
    codes = [each.value.value for each in policy.exit_codes]
    names = ", ".join(carried(each.value) for each in policy.exit_codes[:_NAMES])
    names += ", …" if len(codes) > _NAMES else ""
    own = coming.limits.batch.reserved_exit_code_min.amount
    of_batch = bool(codes) and all(isinstance(code, int) and code >= own for code in codes)
    if policy.action.value in _RETRY:
        if of_batch:
            what = f"only {names}, which Batch gives for faults of its VMs, was tried again"
        else:
            what = f"only exit codes {names} were tried again"
        note = (
            f"{what}, and Cloud Run tries again after any failure: set maxRetries to 0 where a task that failed must "
            "not run twice"
        )
    elif of_batch:
        note = f"{names} is given by Batch for faults of its VMs, of which Cloud Run has none"
    else:
        note = (
            f"exit codes {names} were not tried again, and Cloud Run tries again after any failure: let the program end"
            " with 0 where trying again is no use, and leave a mark of what went wrong"
        )
    coming.draft.lose(policy, note)


def _put_timeout(coming: Coming) -> None:
    job, draft, run = coming.job, coming.draft, coming.limits.cloud_run
    has_gpu = coming.has_gpu
    limit: Limit = run.gpu_task_timeout if has_gpu else run.task_timeout
    total = _runnables_time(coming)
    source: Setting[int] = job.timeout
    value = source.value
    if is_unseen(source):
        text = carried(source)
        bare = text.removesuffix("s") if text[-2:-1] in "}>)]@_%" or text[:-1].isupper() else text
        draft.change(source, _TIMEOUT, bare, "a whole number of seconds, without the s")
        amount = None
    elif isinstance(value, int) and value > 0 and (total is None or value <= total):
        amount = value
        _put_seconds(coming, source, value, "")
    elif total is not None:
        amount = total
        first = job.runnables[0].timeout
        rest = " together" if len(job.runnables) > 1 else ""
        _put_seconds(coming, first, total, f"the time that the runnables have{rest}, as a timeout of the task")
    else:
        amount = limit.amount
        sort = "a task with a GPU" if has_gpu else "a task"
        draft.assume(
            _TIMEOUT,
            str(limit.amount // NANOSECONDS),
            f"the longest that {sort} can have, {limit.describe()}: without a timeout Cloud Run's default is "
            f"{run.task_timeout_default.text}, and Batch's is none",
        )
        draft.need(
            "write how long a task may take at most: one that hangs is paid for until its timeout", path=_TIMEOUT
        )
    if amount is not None:
        _check_timeout(coming, source, amount, limit, has_gpu)
    if is_there(source) and not any(step.source == source.field for step in draft.steps):
        text = "the timeouts of the runnables are shorter" if total is not None else f"{source.text} counts as not set"
        draft.leave_out(source, text)
    for runnable in job.runnables:
        timeout = runnable.timeout
        if not is_there(timeout) or any(step.source == timeout.field for step in draft.steps):
            continue
        if total is not None:
            draft.leave_out(timeout, "it is in the timeout of the task")
        elif len(job.runnables) == 1 and is_unseen(timeout):
            draft.lose(timeout, "the task has a timeout of its own, which is the one kept")
        else:
            draft.lose(timeout, "Cloud Run has one timeout for the whole task")


def _put_seconds(coming: Coming, source: Setting[int], value: int, note: str) -> None:
    seconds = -(-value // NANOSECONDS)
    if value % NANOSECONDS:
        note = f"rounded up to whole seconds{'; ' if note else ''}{note}"
    if note:
        coming.draft.change(source, _TIMEOUT, str(seconds), note)
    else:
        coming.draft.keep(source, _TIMEOUT, str(seconds))


def _runnables_time(coming: Coming) -> int | None:
    """How long the runnables may take together, where each has a timeout of its own."""
    runnables = [
        each for each in coming.job.runnables if each.background.value is not True and kind_of(each) != "barrier"
    ]
    times = [each.timeout.value for each in runnables]
    known = [time for time in times if isinstance(time, int) and time > 0]
    if not known or len(known) != len(times) or coming.job.runnables.is_unknown:
        return None
    return sum(known)


def _check_timeout(coming: Coming, source: Setting[int], amount: int, limit: Limit, has_gpu: bool) -> None:
    """Whether Cloud Run has so long a timeout; with a GPU there is a longer one in preview."""
    draft = coming.draft
    if not source.is_set and coming.job.runnables:
        source = coming.job.runnables[0].timeout if coming.job.runnables[0].timeout.is_set else source
    if amount > limit.amount:
        what = "a task with a GPU has" if has_gpu else "a task has"
        draft.block(
            source,
            f"{human_nanoseconds(amount)} is over the limit of {limit.describe()} that {what} on Cloud Run; let a task "
            "do less, or save its state and go on in another",
        )
    elif limit.documented is not None and limit.overridden is None and amount > _documented(coming):
        coming.is_preview = True
        draft.need(
            f"{human_nanoseconds(amount)} is in preview, and a task with a GPU is ended when its host is maintained: "
            "let it save its state",
            source,
            _TIMEOUT,
        )


def _documented(coming: Coming) -> int:
    """The limit on a task with a GPU that isn't in preview."""
    limit = coming.limits.cloud_run.gpu_task_timeout
    return limit.documented.value * NANOSECONDS if limit.documented is not None else limit.amount
