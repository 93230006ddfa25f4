"""Write linter/jobs_lint/prices/data.py from a CSV file of list prices.

Run as `python tools/prices.py FILE`. With `--check` nothing is written: the exit code is 1 where the module differs.
The file has a header and the columns

    service, sku, region, unit, price_usd, source, source_date, confidence

`sku` names what is paid for (`e2-vcpu`, `e2-vcpu-spot`, `machine:e2-micro`, `gpu-nvidia-tesla-t4`, `job-vcpu`, ...);
`region` is a region, or `tier-1` or `tier-2` for the regions of Cloud Run that pay the same; `source_date` is a day, or
a year where no more is known; `confidence` is high, medium or low. Of the rows, those go into the module that a job is
priced with. Left out are commitments, GPUs that are part of the price of a machine type, and what the tier of a region
says anyway (rows whose source starts with `tier list:`).
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
MODULE = ROOT / "linter" / "jobs_lint" / "prices" / "data.py"

COLUMNS = ("service", "sku", "region", "unit", "price_usd", "source", "source_date", "confidence")
CONFIDENCE = {"high": "h", "medium": "m", "low": "l"}

WANTED = re.compile(
    r"cloud-run/(delayed-)?job-(vcpu|memory)"
    r"|cloud-run/gpu-[a-z0-9-]+-no-zonal-redundancy"
    r"|compute-engine/(?!(a2|a3|a4|g2|g4)-)[a-z0-9]+-(vcpu|memory)(-spot)?"
    r"|compute-engine/machine:[a-z0-9-]+"
    r"|compute-engine/gpu-nvidia-tesla-(t4|v100|p100|p4)(-spot)?"
    r"|compute-engine/(pd-(balanced|ssd|standard)|hyperdisk-balanced-capacity|local-ssd(-c4[a-z]?)?(-spot)?)"
    r"|compute-engine/external-ipv4-vm(-spot)?"
)
"""What goes into the module, as `service/sku`."""

_REGION = re.compile(r"[a-z]+-[a-z]+\d{1,2}|tier-[12]")
_DAY = re.compile(r"\d{4}(-\d\d-\d\d)?")
_SEARCHED = re.compile(r";? ?(second reader: )?[(,]? ?index id \d+\)?( \([^)]*\))?")
"""Numbers of a search index, which say nothing to anybody else."""


class Row(NamedTuple):
    """One price."""

    sku: str
    region: str
    unit: str
    price: str
    source: tuple[str, str]
    confidence: str


def read(path: Path) -> list[Row]:
    """The prices that are wanted, in the order of the file. Raises ValueError, with the row, for one that is wrong."""
    found = []
    seen = set()
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if lacking := set(COLUMNS) - set(reader.fieldnames or ()):
            raise ValueError(f"{path.name}: no column {', '.join(sorted(lacking))}")
        for row in reader:
            if not WANTED.fullmatch(f"{row['service']}/{row['sku']}") or row["source"].startswith("tier list:"):
                continue
            place = (row["sku"], row["region"])
            if not _is_right(row) or place in seen:
                raise ValueError(f"{path.name}: {row}")
            seen.add(place)
            source = (_SEARCHED.sub("", row["source"]), row["source_date"])
            found.append(Row(*place, row["unit"], row["price_usd"], source, CONFIDENCE[row["confidence"]]))
    if not found:
        raise ValueError(f"{path.name}: no prices")
    return found


def _is_right(row: dict[str, str]) -> bool:
    try:
        price = Decimal(row["price_usd"])
        if len(row["source_date"]) > len("2026"):
            date.fromisoformat(row["source_date"])
    except (InvalidOperation, ValueError):
        return False
    return bool(
        price.is_finite()
        and price > 0
        and "e" not in row["price_usd"].lower()
        and row["confidence"] in CONFIDENCE
        and _REGION.fullmatch(row["region"])
        and _DAY.fullmatch(row["source_date"])
        and row["source"]
        and "\\" not in row["source"]
        and '"' not in row["source"]
        and re.fullmatch(r"[A-Za-z]+-(second|hour|month)|hour", row["unit"])
    )


def module(rows: list[Row]) -> str:
    """The text of the module."""
    regions = [region for region, _ in Counter(row.region for row in rows).most_common()]
    sources = [source for source, _ in Counter(row.source for row in rows).most_common()]
    lines: dict[str, dict[str, str]] = {}
    for row in rows:
        key = f"{row.sku} {row.unit} {sources.index(row.source) + 1}{row.confidence}"
        lines.setdefault(key, {})[row.region] = row.price
    text = [
        '"""List prices in USD, as data. Written by tools/prices.py; don\'t edit."""',
        "# ruff: noqa: E501",
        "",
        "# The day of most of them.",
        f'DAY = "{sources[0][1]}"',
        "",
        "# Where prices are from, and of what day; the first is 1.",
        *_text("SOURCES", [f"{day} {source}" for source, day in sources]),
        "",
        "# What a column of PRICES is for: a region, or the regions of Cloud Run that pay the same.",
        *_text("REGIONS", regions),
        "",
        "# What is paid for, its unit, the number of the source with the confidence (high, medium, low), and the price",
        "# in each region: - where this source has none, and nothing where none follows.",
        *_text("PRICES", [" ".join([key, *_cells(lines[key], regions)]) for key in sorted(lines)]),
    ]
    return "\n".join(text) + "\n"


def _cells(prices: dict[str, str], regions: list[str]) -> list[str]:
    cells = [prices.get(region, "-") for region in regions]
    while cells[-1] == "-":
        cells.pop()
    return cells


def _text(name: str, lines: list[str]) -> list[str]:
    return [f'{name} = """\\', *lines, '"""']


def main() -> int:
    """Write the module, or say that it is stale."""
    parser = argparse.ArgumentParser(description="Write the list of prices from a CSV file.")
    parser.add_argument("file", type=Path, help="the CSV file")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where the module is stale")
    options = parser.parse_args()
    try:
        text = module(read(options.file))
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    if options.check:
        stale = not MODULE.exists() or MODULE.read_text(encoding="utf-8") != text
        if stale:
            print(f"stale: {MODULE.relative_to(ROOT)}")
        return int(stale)
    MODULE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
