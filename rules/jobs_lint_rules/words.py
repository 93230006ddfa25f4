"""The words that rules share: what a setting says, and what a limit allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobs_lint.api import human_count, human_duration

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobs_lint.api import Limit, Setting

LONGEST = 40
"""A text of the user's that is longer is left out of messages where something else can be said."""
MOST_SHOWN = 80
"""What is shown of a text of the user's where it has to be, long as it may be."""
MOST_PARTS = 100
SECOND = 10**9
"""Nanoseconds in a second: the unit of the model."""
MILLI = 1_000
"""Thousandths in a CPU: the unit of the model."""
GIB = 2**30
"""Bytes in a GiB, which is what Compute Engine means by a GB of a disk."""


def duration(nanoseconds: int) -> str:
    """A duration of the model in words. Fractions of a second are left to the text that stands beside it."""
    whole, rest = divmod(nanoseconds, SECOND)
    return human_duration(whole if rest == 0 or abs(whole) >= SECOND else nanoseconds / SECOND)


def to_be_filled_in(text: str) -> bool:
    """Whether a text is a bare name in capitals, which somebody or a script replaces: `REGION`, `MACHINE_TYPE`."""
    return text[:1].isalpha() and text.isascii() and text.isupper() and text.replace("_", "").isalpha()


def few(names: Iterable[str], most: int = 4) -> str:
    """The first of some names, with how many more there are: `a, b, c, d and 5 more`."""
    listed = list(names)
    rest = len(listed) - most
    return ", ".join(listed[:most]) + (f" and {rest} more" if rest > 0 else "")


def many(number: int, noun: str) -> str:
    """A count with its noun: `1 task`, `20,000 tasks`, `11 retries`."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{human_count(number)} {noun if number == 1 else plural}"


def seen(setting: Setting[Any], meaning: str) -> str:
    """What a setting says, with what it means where that isn't the same text: `timeoutSeconds is 7200 (2 hours)`."""
    if not setting.is_written:
        return f"{setting.key} is not set and so {meaning}"
    text = setting.text.strip()
    if not text or len(text) > LONGEST or text == meaning.replace(",", ""):
        return f"{setting.key} is {meaning}"
    return f"{setting.key} is {text} ({meaning})"


def over(setting: Setting[Any], meaning: str, limit: Limit, what: str) -> str:
    """The first half of a message: what was seen and which limit it is over. `what` is what the limit is for."""
    return f"{seen(setting, meaning)}, over the limit of {limit.describe()} for {what}"


def parts_of(number: int, most: int, noun: str) -> str:
    """Advice to split a number into parts of at most `most`; nothing where they would be more than anybody keeps."""
    parts = -(-number // max(most, 1))
    return f"split the work into {many(parts, noun)}" if parts <= MOST_PARTS else ""
