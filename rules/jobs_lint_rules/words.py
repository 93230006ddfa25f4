"""The words that rules share: what a setting says, and what a limit allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobs_lint.api import human_count, human_duration

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobs_lint.api import Limit, Setting

LONGEST = 40
MOST_PARTS = 100
_SECOND = 10**9
_CPU = 1_000


def duration(nanoseconds: int) -> str:
    """A duration of the model in words. Fractions of a second are left to the text that stands beside it."""
    whole, rest = divmod(nanoseconds, _SECOND)
    return human_duration(whole if rest == 0 or abs(whole) >= _SECOND else nanoseconds / _SECOND)


def cpus(milli_cpu: int) -> str:
    """CPUs of the model, which counts in thousandths, in words: `0.5 CPUs`, `1 CPU`, `4 CPUs`."""
    whole, rest = divmod(milli_cpu, _CPU)
    decimals = f".{rest:03d}".rstrip("0") if rest else ""
    return f"{human_count(whole)}{decimals} CPU{'' if milli_cpu == _CPU else 's'}"


def few(names: Iterable[str], most: int = 4) -> str:
    """The first of some names, with how many more there are: `a, b, c, d and 5 more`."""
    listed = list(names)
    rest = len(listed) - most
    return ", ".join(listed[:most]) + (f" and {rest} more" if rest > 0 else "")


def short(text: str, most: int = 80) -> str:
    """A text of the user's as messages show it: on one line, and cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


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
