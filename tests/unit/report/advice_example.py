"""Advice by hand on two jobs, that holds everything a report of advice has to cope with."""

from __future__ import annotations

from jobs_lint.advice import Advice, Advices, Costs, Question
from jobs_lint.costs import BatchCost, RunCost, Work, batch_cost, break_even, run_cost
from jobs_lint.limits import Limits
from jobs_lint.machines import Machines
from jobs_lint.placement import Fit, Placement, Reason
from jobs_lint.prices import Price, Prices

HOSTILE = "</script><script>alert(1)</script>\"'&<b onload=x>`|*[a](javascript:b)\x1b[2J\u202e::error::\ud800"
MINUTE = 60 * 10**9
GIB = 2**30

_LIMITS = Limits.default()
_PRICES = Prices.default()
_MACHINE = Machines.default().get("e2-standard-2")
_WORK = Work(tasks=1_000, duration=10 * MINUTE, cpu=1_000, memory=2 * GIB, retried=0.02)
_REGION = "us-central1"
_SOURCE = "https://example.test/source?a=1&b=2"


def _fit(limit: str, field: str, name: str, value: int | None, text: str, *, fits: bool | None = True) -> Fit:
    found = _LIMITS[limit]
    return Fit(found, found.service, field, name, value, text, fits)


def _priced() -> Costs:
    assert _MACHINE is not None
    run = run_cost(_WORK, _REGION, _PRICES)
    batch, spot = (batch_cost(_WORK, _MACHINE, 2, _REGION, _PRICES, spot=spot) for spot in (False, True))
    even = break_even(run, batch), break_even(run, spot)
    return Costs(_REGION, _WORK.duration, False, run, batch, spot, *even, "cloud-run", "", ("a note",))


def _unpriced() -> Costs:
    why = "the region isn't known"
    batch = BatchCost(None, why, "", "")
    return Costs(None, None, True, RunCost(None, why, ""), batch, batch._replace(spot=True), None, None, "batch", why)


NEAR = Advice(
    "jobs/render.yaml",
    3,
    "cloud-run",
    "render",
    "cloud-run-v1",
    Placement(
        "either",
        (
            Reason("cloud-run", "a task is one container", _SOURCE, "should", "one_container"),
            Reason("batch", "9,800 tasks, with a limit of 10,000", _SOURCE, "should", "cloud-run.task-count"),
            Reason("batch", "its tasks may run for 1,633 hours together", _SOURCE, "hint", "bulk_work"),
        ),
        (
            _fit("cloud-run.task-count", "task_count", "tasks", 9_800, "9,800 tasks"),
            _fit("cloud-run.max-retries", "max_retries", "retries", 3, "3 retries"),
            _fit("cloud-run.gpus-per-instance", "gpus", "GPUs", 0, "0 GPUs"),
            _fit(
                *("cloud-run.running-tasks-quota-default", "tasks_at_once", "tasks at once", 9_800, "9,800 tasks"),
                fits=None,
            ),
            _fit("batch.task-count", "task_count", "tasks", 9_800, "9,800 tasks"),
            _fit("batch.max-retry-count", "max_retries", "retries", 3, "3 retries"),
        ),
    ),
    _priced(),
)
HARD = Advice(
    f"jobs/{HOSTILE.replace('/', '')}.json",
    1,
    "batch",
    HOSTILE,
    "batch",
    Placement(
        "neither",
        (
            Reason("cloud-run", f"250,000 tasks {HOSTILE}", _SOURCE, "must", "cloud-run.task-count"),
            Reason("batch", "250,000 tasks, over Batch's limit", "javascript:alert(1)", "must", "batch.task-count"),
        ),
        (
            _fit("cloud-run.task-count", "task_count", "tasks", 250_000, "250,000 tasks", fits=False),
            _fit("cloud-run.task-timeout", "timeout", "timeout", None, "not known", fits=None),
            _fit("batch.task-count", "task_count", "tasks", 250_000, "250,000 tasks", fits=False),
            _fit("batch.max-run-duration", "timeout", "timeout", None, "not known", fits=None),
        ),
        ("timeout", "type of GPU"),
    ),
    _unpriced(),
)
OLD = (Price("external-ipv4-vm-spot", _REGION, 0.0025, "hour", "a list", "2025-04-11", "low"),)
BOTH = Advices((NEAR, HARD), Question(_WORK.duration, 0.02, 2 * MINUTE), "2026-07-30", OLD, 180)
ONE = BOTH._replace(jobs=(NEAR,))
NONE = BOTH._replace(jobs=())
