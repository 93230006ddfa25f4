"""Which of some names a misspelled one is meant to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORT = 3
_LONG = 8
_LONGEST = 64
"""No field's name is longer, and the work grows with the square of it."""


def most_edits(word: str) -> int:
    """How many edits a name may be away from the one that is meant: the shorter, the fewer."""
    return 0 if len(word) < _SHORT else 1 if len(word) < _LONG else 2


def edits(one: str, other: str, most: int) -> int:
    """The letters to add, drop, change or swap with their neighbour to make one word the other; `most + 1` if more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        last, row = row, [i]
        for j, right in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and right == one[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = last
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def nearest(word: str, names: Iterable[str], most: int | None = None) -> str | None:
    """The name that is the fewest edits away, if one is near enough; the first in the alphabet of equals."""
    if len(word) > _LONGEST:
        return None
    limit = most_edits(word) if most is None else min(most, most_edits(word))
    lower = word.lower()
    found = [(edits(lower, name.lower(), limit), name) for name in names]
    best = min(found, default=(limit + 1, ""))
    return best[1] if best[0] <= limit else None


def bare(word: str) -> str:
    """A name without its case and what joins its words: `max_retries` and `MaxRetries` are one."""
    return word.replace("_", "").replace("-", "").replace(" ", "").lower()
