"""Numbers as people read them. Exact where that is short, 'about' where it isn't, and safe for numbers of any size."""

from __future__ import annotations

from typing import Final

NANOSECONDS: Final = 10**9
MIB: Final = 2**20
GIB: Final = 2**30

# Beyond this a number is a slip of the pen, and Python refuses to print those of more than 4,300 digits at all.
_READABLE: Final = 10**18

# From here on a duration is no longer worth its hours, minutes and seconds.
_LONG_DAYS: Final = 1_000

_INFINITY: Final = float("inf")

_SPANS: Final = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))
_SIZES: Final = ((2**40, "TiB"), (GIB, "GiB"), (MIB, "MiB"), (2**10, "KiB"))


def human_count(number: int) -> str:
    """`number` with its thousands set apart: 10,000."""
    if number < 0:
        return "-" + human_count(-number)
    return f"{number:,}" if number < _READABLE else "over 10^18"


def human_decimal(number: int, scale: int) -> str:
    """`number / scale` without needless zeros, `scale` being a power of ten: 0.08 for 80 of 1,000."""
    if number < 0:
        return "-" + human_decimal(-number, scale)
    whole, rest = divmod(number, scale)
    decimals = f"{rest:0{len(str(scale)) - 1}d}".rstrip("0") if rest else ""
    return f"{human_count(whole)}.{decimals}" if decimals and whole < _READABLE else human_count(whole)


def human_nanoseconds(nanoseconds: int) -> str:
    """A duration of the model, in words: '1 hour 30 minutes', '90 seconds', '7 days', 'about 3,000 days'."""
    if nanoseconds < 0:
        return "-" + human_nanoseconds(-nanoseconds)
    seconds, rest = divmod(nanoseconds, NANOSECONDS)
    day = _SPANS[0][0]
    if seconds >= _LONG_DAYS * day:
        days = (seconds + day // 2) // day
        exact = days * day == seconds and not rest
        return _plural(days, "day") if exact or days >= _READABLE else f"about {_plural(days, 'day')}"
    if rest or (seconds < 120 and seconds % 60):
        number = human_decimal(nanoseconds, NANOSECONDS)
        return f"{number} second" if number == "1" else f"{number} seconds"
    parts = []
    for length, name in _SPANS:
        count, seconds = divmod(seconds, length)
        if count:
            parts.append(_plural(count, name))
    return " ".join(parts) or "0 seconds"


def human_duration(seconds: float) -> str:
    """`seconds` in words: '1 hour 30 minutes', '90 seconds', '7 days'."""
    if isinstance(seconds, int):
        return human_nanoseconds(seconds * NANOSECONDS)
    nanoseconds = seconds * NANOSECONDS
    return human_nanoseconds(round(nanoseconds)) if -_INFINITY < nanoseconds < _INFINITY else f"{seconds} seconds"


def human_bytes(number: int) -> str:
    """`number` bytes in powers of 1,024: '16 GiB', '1.5 GiB', 'about 3.73 GiB', '32,769 bytes'."""
    if number < 0:
        return "-" + human_bytes(-number)
    fitting = [(size, name) for size, name in _SIZES if number >= size]
    if not fitting:
        return _plural(number, "byte")
    size, name = fitting[0]
    if number * 100 % size == 0:
        return f"{human_decimal(number * 100 // size, 100)} {name}"
    # Exact in smaller units, but not with many digits: 512 MB aren't '500,000 KiB'.
    if len(fitting) > 1 and number % fitting[1][0] == 0 and number < 10 * size:
        return f"{human_count(number // fitting[1][0])} {fitting[1][1]}"
    if number < 10 * MIB:
        return _plural(number, "byte")
    return f"about {human_decimal((number * 100 + size // 2) // size, 100)} {name}"


def human_cpu(thousandths: int) -> str:
    """CPU of the model in whole ones: '2 CPUs', '1 CPU', '0.5 CPU'."""
    number = human_decimal(thousandths, 1_000)
    return f"{number} CPUs" if abs(thousandths) > 1_000 else f"{number} CPU"


def _plural(count: int, noun: str) -> str:
    return f"{human_count(count)} {noun}" if count == 1 else f"{human_count(count)} {noun}s"
