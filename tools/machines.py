"""Write linter/jobs_lint/machines/data.py from four CSV files that somebody made of lists of the Compute Engine API.

Run as `python tools/machines.py FOLDER`. With `--check` nothing is written: the exit code is 1 where the module
differs. Files of the folder, with their columns; each has a header, and more columns are passed over:

    machine-types.csv             machine_type, vcpus, memory_mib, gpu_type, gpu_count, local_ssd
    machine-series-regions.csv    series, region
    gpu-machine-type-regions.csv  machine_type, region
    gpu-regions.csv               gpu_type, region

`gpu_type` and `gpu_count` are what is built in (empty and 0: nothing); `local_ssd` is the GB of local SSD that come
with the type. A machine type without a line in gpu-machine-type-regions.csv is taken to be wherever its series is.

The days of the lists are those of the module as it stands, unless `--types-day`, `--regions-day` or `--gpus-day` says
otherwise: a file's own date isn't the day on which Google's list was read.
"""

from __future__ import annotations

import argparse
import csv
import re
import runpy
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parent.parent
MODULE = ROOT / "linter" / "jobs_lint" / "machines" / "data.py"

_REGION = re.compile(r"[a-z]+-[a-z]+\d{1,2}")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class Days(NamedTuple):
    """On which day each of the lists was read, as YYYY-MM-DD."""

    types: str
    regions: str
    gpus: str


class Lists(NamedTuple):
    """What the four files say. `types` holds a line of the module for each machine type, `carried` its GPU type."""

    types: dict[str, str]
    carried: dict[str, str]
    series: dict[str, set[str]]
    type_regions: dict[str, set[str]]
    gpus: dict[str, set[str]]


def read(folder: Path) -> Lists:
    """The four files. Raises ValueError, naming the file and the row, for one that can't be right."""
    types, carried = {}, {}
    for row in _rows(folder / "machine-types.csv", "machine_type vcpus memory_mib gpu_type gpu_count local_ssd"):
        name, gpu = row["machine_type"], row["gpu_type"]
        texts = [row[column] or "0" for column in ("vcpus", "memory_mib", "local_ssd", "gpu_count")]
        numbers = [int(text) if text.isascii() and text.isdecimal() else -1 for text in texts]
        if (
            not _NAME.fullmatch(name)
            or name in types
            or min(numbers) < 0
            or 0 in numbers[:2]
            or (not gpu) != (not numbers[3])
        ):
            raise ValueError(f"machine-types.csv: {row}")
        types[name] = " ".join([name, *map(str, numbers[:2]), *([str(numbers[2])] if numbers[2] or gpu else [])])
        if gpu:
            types[name] += f" {numbers[3]} {gpu}"
            carried[name] = gpu
    lists = Lists(
        types,
        carried,
        _regions(folder / "machine-series-regions.csv", "series"),
        _regions(folder / "gpu-machine-type-regions.csv", "machine_type"),
        _regions(folder / "gpu-regions.csv", "gpu_type"),
    )
    if strange := {_series(name) for name in types} ^ set(lists.series):
        raise ValueError(f"series in one of machine-types.csv and machine-series-regions.csv alone: {sorted(strange)}")
    if strange := set(lists.type_regions) - set(types):
        raise ValueError(f"machine types in gpu-machine-type-regions.csv alone: {sorted(strange)}")
    for name, regions in lists.type_regions.items():
        if strange := regions - lists.series[_series(name)]:
            raise ValueError(f"{name} is where its series isn't: {sorted(strange)}")
    return lists


def module(lists: Lists, days: Days) -> str:
    """The text of the module."""
    regions = sorted(set().union(*lists.series.values()))
    order = list(dict.fromkeys(_series(name) for name in lists.types))
    lacking = {region: _lacking(lists, region) for region in regions}
    offered: dict[str, set[str]] = defaultdict(set)
    for name, gpu in lists.carried.items():
        offered[gpu] |= lists.type_regions.get(name, lists.series[_series(name)])
    loose = {
        region: [gpu for gpu in sorted(lists.gpus) if region in lists.gpus[gpu] - offered[gpu]] for region in regions
    }
    lines = [
        '"""Machine types of Compute Engine and where they are, as data. Written by tools/machines.py; don\'t edit."""',
        "",
        *(f'{name.upper()}_DAY = "{getattr(days, name)}"' for name in Days._fields),
        "",
        "# A machine type, its vCPUs, its memory in MiB; GB of local SSD that come with it; its GPUs and their type.",
        *_text("TYPES", lists.types.values()),
        "",
        "# A region, and the machine series that are there.",
        *_text("SERIES", (" ".join([at, *(each for each in order if at in lists.series[each])]) for at in regions)),
        "",
        "# A region, and the machine types, or all that start alike, that aren't there though their series is.",
        *_text("LACKING", (" ".join([at, *names]) for at, names in lacking.items() if names)),
        "",
        "# A region, and the GPU types that are there beside those that its machine types have built in.",
        *_text("GPUS", (" ".join([at, *names]) for at, names in loose.items() if names)),
    ]
    return "\n".join(lines) + "\n"


def _lacking(lists: Lists, region: str) -> list[str]:
    """What a region lacks of the series it has: starts of names (`a3-highgpu`) where it lacks all of them, or types."""
    families: dict[str, list[str]] = defaultdict(list)
    for name in lists.types:
        families["-".join(name.split("-")[:2])].append(name)
    found = []
    for family, names in families.items():
        if region in lists.series[_series(family)]:
            missing = [name for name in names if region not in lists.type_regions.get(name, {region})]
            found += [family] if missing == names else missing
    return found


def _series(name: str) -> str:
    return name.partition("-")[0]


def _rows(path: Path, columns: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if lacking := set(columns.split()) - set(reader.fieldnames or ()):
            raise ValueError(f"{path.name}: no column {', '.join(sorted(lacking))}")
        return list(reader)


def _regions(path: Path, column: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in _rows(path, f"{column} region"):
        if not _NAME.fullmatch(row[column]) or not _REGION.fullmatch(row["region"]):
            raise ValueError(f"{path.name}: {row}")
        found[row[column]].add(row["region"])
    return dict(found)


def _text(name: str, lines: Iterable[str]) -> list[str]:
    return [f'{name} = """\\', *lines, '"""']


def _days(options: argparse.Namespace) -> Days:
    old = runpy.run_path(str(MODULE)) if MODULE.exists() else {}
    days = [str(getattr(options, f"{name}_day") or old.get(f"{name.upper()}_DAY", "")) for name in Days._fields]
    if "" in days:
        raise ValueError("there is no module to take the days from: give all three")
    return Days(*(date.fromisoformat(day).isoformat() for day in days))


def main() -> int:
    """Write the module, or say that it is stale."""
    parser = argparse.ArgumentParser(description="Write the list of machine types from CSV files.")
    parser.add_argument("folder", type=Path, help="where the four CSV files are")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where the module is stale")
    for name in Days._fields:
        parser.add_argument(f"--{name}-day", metavar="YYYY-MM-DD", help="the day of this list, where it is a new one")
    options = parser.parse_args()
    try:
        text = module(read(options.folder), _days(options))
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
