"""Words and figures of what a job takes and costs."""

from __future__ import annotations

from jobs_lint.api import human_count
from jobs_lint_rules.words import SECOND

_HOUR = 3600 * SECOND
_LONG = 10


def hours(nanoseconds: int) -> str:
    """A sum of run times in hours, in round figures: `1.5 hours`, `6,720 hours`."""
    tenths = nanoseconds * 10 // _HOUR
    if tenths >= _LONG * 10 or tenths % 10 == 0:
        return f"{human_count(tenths // 10)} {'hour' if tenths // 10 == 1 else 'hours'}"
    return f"{tenths // 10}.{tenths % 10} hours"


def share(part: int, whole: int) -> str:
    """A part of a whole in percent, rounded down: `12 %`."""
    return f"{part * 100 // max(whole, 1)} %"


def is_idle(used: int, there: int, percent: int) -> bool:
    """Whether of what is there at least so many percent aren't used."""
    return used * 100 <= there * (100 - percent)
