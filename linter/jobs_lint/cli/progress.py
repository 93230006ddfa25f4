"""How far a large file is read: one line on a terminal's stderr, which is wiped when the file is done."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from jobs_lint.cli.options import columns
from jobs_lint.report.excerpt import columns_of
from jobs_lint.report.style import escape_control

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

DELAY, PAUSE = 0.5, 0.1
"""The seconds before the line is first shown, and between two of its states."""
_MEGABYTE = 1_000_000
_BAR = 24


def shown(path: str, size: int | None, chunks: Iterable[bytes]) -> Generator[bytes, None, None]:
    """The pieces of a file, while their count is shown. `size` is None where it isn't known. Close it when done."""
    stream = sys.stderr
    done = width = 0
    next_time = time.monotonic() + DELAY
    try:
        for chunk in chunks:
            yield chunk
            done += len(chunk)
            now = time.monotonic()
            if now >= next_time:
                next_time = now + PAUSE
                text = line(path, done, size, columns(stream))
                stream.write("\r" + text + " " * (width - columns_of(text)))
                stream.flush()
                width = columns_of(text)
    finally:
        if width:
            stream.write("\r" + " " * width + "\r")
            stream.flush()


def line(path: str, done: int, size: int | None, width: int) -> str:
    """What is shown: how much of the file is read, a bar where its size is known, and its name where there is room."""
    if size:
        share = min(done / size, 1)
        bar = "#" * int(share * _BAR)
        text = f"[{bar:.<{_BAR}}] {share:4.0%} of {size / _MEGABYTE:,.0f} MB"
    else:
        text = f"{done / _MEGABYTE:,.0f} MB read"
    named = f"{text}  {escape_control(path)}"
    # The last column stays free: a terminal that is full wraps, and then no return goes back to the start.
    if columns_of(named) < width:
        return named
    return text if len(text) < width else text[: max(0, width - 1)]
