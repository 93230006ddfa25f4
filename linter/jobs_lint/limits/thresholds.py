"""From where on advice is given: figures that no service has fixed, but that a rule needs. Data only.

A row is (id, value, unit, what it is compared with, the page that the advice rests on, day chosen, note). Ids start
with `advice.`; as with the limits, a configuration can put another value in a row's place.
"""

from __future__ import annotations

Row = tuple[str, int, str, str, str, str, str]

_DAY = "2026-11-24"

_RUN = "https://docs.cloud.google.com/run/docs/"
_BATCH = "https://docs.cloud.google.com/batch/docs/"

# fmt: off
THRESHOLDS: tuple[Row, ...] = (
    ("advice.many-tasks", 100, "task", "the task count of a job that is called large", _RUN + "create-jobs", _DAY,
     "One failed task in a hundred is common enough to be planned for."),
    ("advice.long-task", 3_600, "s", "the timeout of a task that is called long", _RUN + "jobs-retries", _DAY,
     "An hour of work is more than most people want to lose to one failure."),
)
# fmt: on
