"""Values in words, as reasons and tables name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.limits import human_bytes, human_count, human_cpu, human_nanoseconds

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_PARTS = 100
"""More parts than these are nobody's way to split a job."""


def counted(noun: str) -> Callable[[int], str]:
    """The function that puts a count before its noun: `1 task`, `20,000 tasks`, `11 retries`."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"

    def words(number: int) -> str:
        return f"{human_count(number)} {noun if number == 1 else plural}"

    return words


def timeout(nanoseconds: int) -> str:
    """A timeout in words."""
    return f"timeout of {human_nanoseconds(nanoseconds)}"


def memory(size: int) -> str:
    """An amount of memory in words."""
    return f"{human_bytes(size)} of memory"


def cpu(thousandths: int) -> str:
    """CPU in words."""
    return human_cpu(thousandths)


def parts_of(number: int, most: int) -> str:
    """Advice to split tasks into jobs of at most `most`; nothing where they would be more than anybody keeps."""
    parts = -(-number // max(most, 1))
    return f"split the work into {counted('job')(parts)}" if parts <= _MOST_PARTS else ""
