"""What a price is, and what else a bill follows from."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from jobs_lint.record import NamedTuple

CONFIDENCE: Final = ("high", "medium", "low")
"""How sure a price is, the surest first: two sources that agree, one source or one that moves, an assumption."""


class Price(NamedTuple):
    """What one unit costs: `usd`, before tax and discounts, for one `unit` (`vCPU-second`, `GiB-hour`, ...).

    `name` is what is paid for, `region` where. `day` is that of the source, as YYYY-MM-DD, or a year where no more is
    known, or empty for a price of the user's own. A price that was made of several is as old and as unsure as the
    oldest and the least sure of them, and its `source` names all of theirs.
    """

    name: str
    region: str
    usd: float
    unit: str
    source: str
    day: str
    confidence: str

    def is_old(self, today: date, days: int) -> bool:
        """Whether the source is older than so many days. One of which only the year is known counts from its start."""
        return bool(self.day) and date.fromisoformat(f"{self.day}-01-01"[:10]) < today - timedelta(days)


class Rates(NamedTuple):
    """What a job on Cloud Run pays for CPU, for each vCPU-second, and for memory, for each GiB-second.

    `tier` is 1 or 2 for the prices that most regions pay one of, None where the region has prices of its own.
    """

    vcpu: Price
    memory: Price
    tier: int | None


class Term(NamedTuple):
    """A number of the bill that is no price: `value` in `unit`, and why; `confidence` as of a price, or `assumed`."""

    id: str
    value: int
    unit: str
    note: str
    source: str
    day: str
    confidence: str


def together(name: str, unit: str, parts: list[tuple[float, Price]]) -> Price:
    """The price of a whole: so much of each part."""
    prices = [price for _, price in parts]
    return Price(
        name,
        prices[0].region,
        sum(amount * price.usd for amount, price in parts),
        unit,
        "; ".join(dict.fromkeys(price.source for price in prices)),
        min((price.day for price in prices if price.day), default=""),
        max((price.confidence for price in prices), key=CONFIDENCE.index),
    )
