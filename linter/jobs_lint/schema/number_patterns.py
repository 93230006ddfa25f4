"""Regular expressions for whole numbers and durations within bounds: JSON Schema can't compare what is in a string."""

from __future__ import annotations

from jobs_lint.record import NamedTuple

FRACTION = r"(\.[0-9]{1,9})?"


class _Run(NamedTuple):
    """Numbers that start with `head`, go on with a digit of `low` to `high`, and with `least` to `most` digits more.

    Without a `most` there may be any number of those.
    """

    head: str
    low: int
    high: int
    least: int
    most: int | None

    def __str__(self) -> str:
        digit = str(self.low) if self.low == self.high else f"[{self.low}-{self.high}]"
        return self.head + digit + _digits(self.least, self.most)


def whole(least: int, most: int | None) -> str:
    """A pattern for the whole numbers from one to another in digits, with zeros before them or not."""
    if most is None and least == 0:
        return "[0-9]+"
    upper = most if most is not None else 10 ** len(str(least)) - 1
    runs = _runs(least, upper)
    if most is None:
        runs = _joined([*runs, _Run("", 1, 9, len(str(least)), None)])
    return f"0*({'|'.join(map(str, runs))})" if len(runs) != 1 else f"0*{runs[0]}"


def seconds(least: int, most: int | None) -> str:
    """A pattern for a duration of the JSON form of protocol buffers: seconds, with up to nine decimals, and an `s`."""
    if most is None:
        return f"^{whole(least, None)}{FRACTION}s$"
    last = rf"^0*{most}(\.0{{1,9}})?s$"
    return f"^{whole(least, most - 1)}{FRACTION}s$|{last}" if most > least else last


def _runs(least: int, most: int) -> list[_Run]:
    """The numbers of a range in as few runs as share a start, from the smallest."""
    found: list[_Run] = []
    while least <= most:
        # The widest block of numbers alike but for their last digits that starts here.
        tail = 0
        while least and least % 10 ** (tail + 1) == 0 and least + 10 ** (tail + 1) - 1 <= most:
            tail += 1
        size = 10**tail
        low = least // size % 10
        blocks = min(9 - low, (most - least + 1) // size - 1)
        head = str(least // size)[:-1]
        found.append(_Run(head, low, low + blocks, tail, tail))
        least += (blocks + 1) * size
    return _joined(found)


def _joined(runs: list[_Run]) -> list[_Run]:
    """Neighbours that differ in their length alone, as one: `[1-9]` and `[1-9][0-9]`."""
    found: list[_Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last and last[:3] == run[:3] and not run.head and last.most is not None and run.least == last.most + 1:
            found[-1] = last._replace(most=run.most)
        else:
            found.append(run)
    return found


def _digits(least: int, most: int | None) -> str:
    if most is None:
        many = {0: "*", 1: "+"}.get(least, f"{{{least},}}")
    elif least == most:
        many = f"{{{least}}}" if least > 1 else ""
    else:
        many = "?" if (least, most) == (0, 1) else f"{{{least},{most}}}"
    return f"[0-9]{many}" if most != 0 else ""
