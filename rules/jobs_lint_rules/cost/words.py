"""Units and words of what a job takes and costs."""

from __future__ import annotations

from jobs_lint.api import human_count

MILLI = 1000
"""Thousandths in a CPU."""

_HOUR = 3600 * 10**9
_LONG = 10


def cpus(milli: int) -> str:
    """CPU of the model in words: `1 CPU`, `1.5 CPUs`, `1,024 CPUs`."""
    whole, rest = divmod(milli, MILLI)
    number = human_count(whole) + (f".{rest:03d}".rstrip("0") if rest else "")
    return f"{number} CPU" if number == "1" else f"{number} CPUs"


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
