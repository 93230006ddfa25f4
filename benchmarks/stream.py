"""Measure how an export of one object a line is read: `python benchmarks/stream.py [MEGABYTES]...` (20 and 200).

For each size, a made-up export in which one line in a hundred is a job, and one in which every line is; then the same
as an array, printed as gcloud does. It is read from a file, in a process of its own: megabytes a second, and the most
memory the process held. What is kept of each job and finding is the memory that grows.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from typing import TYPE_CHECKING, Any

from measure import run, tool

if TYPE_CHECKING:
    from collections.abc import Iterator


def job(number: int) -> dict[str, Any]:
    """An exported job; one in twenty has too many tasks."""
    container = {
        "image": f"europe-docker.pkg.dev/acme-data/jobs/report:{number}",
        "args": ["--month", "last", "--shard", str(number)],
        "env": [{"name": "BUCKET", "value": f"acme-reports-{number}"}],
        "resources": {"limits": {"cpu": "2", "memory": "4Gi"}},
    }
    task = {
        "containers": [container],
        "maxRetries": 2,
        "timeout": "1800s",
        "serviceAccount": f"report-{number}@acme-data.iam.gserviceaccount.com",
    }
    template = {"parallelism": 4, "taskCount": 20 if number % 20 else 20_000, "template": task}
    name = f"projects/acme-data/locations/europe-west1/jobs/report-{number}"
    data = {"name": name, "labels": {"team": "finance"}, "launchStage": "GA", "template": template}
    return _asset("run.googleapis.com/Job", f"//run.googleapis.com/{name}", data)


def other(number: int) -> dict[str, Any]:
    """An exported disk, the like of which most of an organisation's assets are."""
    zone = "https://www.googleapis.com/compute/v1/projects/acme-data/zones/europe-west1-b"
    data = {
        "name": f"disk-{number}",
        "id": str(10**18 + number),
        "sizeGb": "100",
        "type": f"{zone}/diskTypes/pd-balanced",
        "zone": zone,
        "users": [f"{zone}/instances/shop-{number}"],
        "labels": {"team": "shop", "cost-center": str(number)},
        "licenses": ["https://www.googleapis.com/compute/v1/projects/debian-cloud/global/licenses/debian-12"],
        "status": "READY",
        "selfLink": f"{zone}/disks/disk-{number}",
    }
    return _asset("compute.googleapis.com/Disk", f"//compute.googleapis.com/{zone}/disks/disk-{number}", data)


def _asset(kind: str, name: str, data: dict[str, Any]) -> dict[str, Any]:
    resource = {"version": "v2", "location": "europe-west1", "discoveryName": kind, "data": data}
    ancestors = ["projects/1234567890", "folders/234567890", "organizations/34567890"]
    return {"ancestors": ancestors, "assetType": kind, "name": name, "resource": resource}


def write(path: str, megabytes: int, every: int, form: str) -> None:
    """Write an export of a size in which one asset in `every` is a job."""
    first, between, last = ("", "\n", "\n") if form == "lines" else ("[\n", ",\n", "\n]\n")
    with open(path, "w", encoding="utf-8") as file:
        file.write(first)
        for number, text in enumerate(_texts(every, None if form == "lines" else 2)):
            file.write((between if number else "") + text)
            if not number % 100 and file.tell() > megabytes * 1_000_000:
                break
        file.write(last)


def _texts(every: int, indent: int | None) -> Iterator[str]:
    number = 0
    while True:
        yield json.dumps((other if number % every else job)(number), indent=indent)
        number += 1


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure how a large export is read.")
    parser.add_argument("megabytes", type=int, nargs="*", default=[20, 200])
    asked = parser.parse_args()
    jobs_lint = tool("jobs-lint")
    if jobs_lint is None:
        print("jobs-lint is not installed beside this Python", file=sys.stderr)
        return 2
    print("form   jobs     size      speed      memory")
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, ".git"))  # no config above the inputs is looked for
        path = os.path.join(folder, "assets.json")
        for form in ("lines", "array"):
            for every in (100, 1):
                for size in asked.megabytes:
                    write(path, size, every, form)
                    seconds, mebibytes = run([jobs_lint, "--quiet", "--format", "concise", path], folder)
                    speed = os.path.getsize(path) / 1_000_000 / seconds
                    print(f"{form}  {1 / every:4.0%}  {size:4} MB  {speed:5.1f} MB/s  {mebibytes:5.0f} MiB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
