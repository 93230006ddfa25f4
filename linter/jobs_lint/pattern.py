"""Regular expressions compiled when first used: most runs need few of them, and start-up is what users feel."""

from __future__ import annotations

import re
from functools import cache


@cache
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The compiled pattern, the same one at each call.

    Meant for `compiled(_NAME).fullmatch(text)`, where `_NAME` is the pattern's text. re's own cache forgets when full.
    """
    return re.compile(pattern, flags)


@cache
def compiled_bytes(pattern: bytes) -> re.Pattern[bytes]:
    """The same for bytes."""
    return re.compile(pattern)
