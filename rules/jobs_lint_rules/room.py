"""Whether the whole of a Cloud Run job fits Batch: a move helps only where no other field is beyond Batch too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobs_lint.api import NamedTuple
from jobs_lint_rules.words import duration, many, parts_of

if TYPE_CHECKING:
    from jobs_lint.api import CloudRunJob, Finding, Limit, Limits, Setting


class Excess(NamedTuple):
    """A field that is beyond Batch as well: what the job has too much of, and what to do about it."""

    field: str
    words: str
    mend: str


def beyond_batch(job: CloudRunJob, limits: Limits) -> list[Excess]:
    """What of a Cloud Run job is beyond Batch. What isn't known counts as fitting."""
    batch = limits.batch
    found = []
    if job.task_count > batch.task_count:
        count = job.task_count.known()
        mend = parts_of(count, batch.task_count.amount, "job") or "give each task many more items"
        found.append(Excess("task_count", many(count, "task"), mend))
    if job.timeout > batch.max_run_duration:
        mend = f"split it into tasks of up to {batch.max_run_duration.describe()}"
        found.append(Excess("timeout", f"timeout of {duration(job.timeout.known())}", mend))
    if job.max_retries > batch.max_retry_count:
        mend = f"lower {job.max_retries.key} to {batch.max_retry_count.describe()}"
        found.append(Excess("max_retries", many(job.max_retries.known(), "retry"), mend))
    gpus = gpus_of(job)
    if gpus > batch.gpus_per_vm_largest.amount:
        mend = f"split it into tasks of up to {many(batch.gpus_per_vm_largest.amount, 'GPU')}"
        found.append(Excess("gpu_count", many(gpus, "GPU"), mend))
    return found


def gpus_of(job: CloudRunJob) -> int:
    """The GPUs of all containers together, as far as they are known."""
    counts = [container.gpu_count.value for container in job.containers]
    return sum(count for count in counts if isinstance(count, int) and count > 0)


class Advice(NamedTuple):
    """What to say of a field that is over a limit of Cloud Run.

    `room` is what Batch has, `fits` what to do where it is enough, `beyond` where it isn't; `stay` is what helps on
    Cloud Run as well.
    """

    room: str
    fits: str
    beyond: str
    stay: str


def advised(
    setting: Setting[Any],
    text: str,
    limit: Limit,
    *,
    excess: list[Excess],
    field: str,
    advice: Advice,
    hint: str = "",
    related: tuple[Any, ...] = (),
) -> Finding:
    """The finding at a setting over a limit; it sends the job to Batch only where all of it has room there."""
    names = {one.field for one in excess}
    if field in names:
        return setting.finding(f"{text}; {advice.beyond}{hint}", limit=limit, related=related)
    if not names:
        message = f"{text}; {advice.room}: {advice.fits}, or {advice.stay}{hint}"
        return setting.finding(message, limit=limit, related=related, migrate_to="batch")
    others = " and ".join(one.words for one in excess)
    mends = " and ".join(one.mend for one in excess)
    message = f"{text}; Batch would take this, but not its {others}: {mends} and move it there, or {advice.stay}{hint}"
    return setting.finding(message, limit=limit, related=related)
