"""Words about names that were not found."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LONGEST = 60


def nearest(text: str, candidates: Iterable[str]) -> list[str]:
    """The candidates that are nearly this text, best first, three at most."""
    if len(text) > _LONGEST:
        return []
    from difflib import get_close_matches

    # Case is forgiven: a name in capitals is a frequent slip, and a difference in every letter to difflib.
    folded = {candidate.lower(): candidate for candidate in candidates}
    return [folded[match] for match in get_close_matches(text.lower(), folded, n=3, cutoff=0.6)]


def did_you_mean(suggestions: Sequence[str]) -> str:
    """The end of a message that offers names; empty where there are none."""
    if not suggestions:
        return ""
    return f"; did you mean {' or '.join(repr(suggestion) for suggestion in suggestions)}?"


def shown(text: str) -> str:
    """A text of the user's in quotes, its control characters escaped and its length bounded."""
    return repr(text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "...")
