"""Batch tasks that are given more time than a job has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, Truth, all_, any_, min_, not_, rule
from jobs_lint_rules.words import duration, over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limit, Related

_A3 = "a3-"


@rule("LIM204", "run-duration-too-long", severity="error", on=BatchJob, tags=("batch", "time"), when=("timeout",))
def run_duration_too_long(job: BatchJob, limits: Limits) -> Iterator[Finding]:
    """A Batch job may run for 14 days at most, and for 7 with some kinds of VM.

    ## Why
    Batch ends a job that has run for 14 days, so a task never gets a longer `maxRunDuration`. It is 7 days with the
    provisioning model FLEX_START, and on machines of the A3 series with the reservation NO_RESERVATION and a
    provisioning model that is STANDARD or left out. Cloud Run allows no more than 7 days either.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          maxRunDuration: 1814400s # <- LIM204
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/simulate
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 3
        taskSpec:
          maxRunDuration: 604800s
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/simulate
    ```

    ## See
    - https://docs.cloud.google.com/batch/quotas
    """
    batch = limits.batch
    if job.timeout <= min_(batch.flex_start_run_duration, batch.a3_no_reservation_run_duration, batch.max_run_duration):
        return
    for limit, holds, what, where in _limits(job, limits):
        if holds and job.timeout > limit:
            text = over(job.timeout, duration(job.timeout.known()), limit, what)
            usual = limits.batch.max_run_duration
            other = ""
            if job.timeout <= usual and limit.amount < usual.amount:
                other = f"other VMs may run for {usual.describe()}; "
            advice = "split the work into shorter tasks, or save its progress and go on in a new job"
            yield job.timeout.finding(f"{text}; {other}{advice}", limit=limit, related=where)
            return


def _limits(job: BatchJob, limits: Limits) -> Iterator[tuple[Limit, Truth, str, tuple[Related, ...]]]:
    """Each limit, whether it holds for the job, what it is for and why it holds; the shortest first."""
    model, machine = job.provisioning_model, job.machine_type
    flex = model == "FLEX_START"
    yield (
        limits.batch.flex_start_run_duration,
        flex,
        "a job with FLEX_START",
        (model.also("the provisioning model"),),
    )
    on_demand = any_(not_(model.is_written), model == "STANDARD", model == "PROVISIONING_MODEL_UNSPECIFIED")
    a3 = machine.is_set and machine.known().startswith(_A3)
    yield (
        limits.batch.a3_no_reservation_run_duration,
        all_(a3, job.reservation == "NO_RESERVATION", on_demand),
        "a job on A3 machines without a reservation",
        (machine.also("the machine type"), job.reservation.also("the reservation")),
    )
    yield limits.batch.max_run_duration, True, "a job", ()
