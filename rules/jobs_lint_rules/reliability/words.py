"""The figures and words that the rules on reliability share."""

from __future__ import annotations

from jobs_lint.api import human_duration
from jobs_lint_rules.words import SECOND

PREEMPTED = 50_001
"""The exit code that Batch gives a task whose Spot VM was taken away."""
TIMED_OUT = 50_005
"""The exit code that Batch gives a task that ran into a time limit."""

IN_OTHER_UNITS = {
    **dict.fromkeys((24, 48, 72, 168, 336), ("hours", 3_600)),
    **dict.fromkeys((1_440, 10_080, 20_160), ("minutes", 60)),
}
"""Numbers of seconds that nobody means, but that are days in hours or in minutes: that unit, and its seconds."""


def whole_seconds(nanoseconds: int) -> int | None:
    """A duration of the model in seconds; None where it isn't a whole number of them."""
    seconds, rest = divmod(nanoseconds, SECOND)
    return None if rest else seconds


def meant(seconds: int) -> tuple[str, str, int] | None:
    """What a number of seconds is in a unit that was meant more likely: in words, that unit, and the right number."""
    found = IN_OTHER_UNITS.get(seconds)
    if found is None:
        return None
    unit, length = found
    return human_duration(seconds * length), unit, seconds * length
