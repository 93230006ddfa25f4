"""What many tests share: jobs-lint run as users run it or in this process, and jobs to run it on."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest import mock

from jobs_lint import beside
from jobs_lint.cli import cli
from jobs_lint.engine.registry import load_registry, plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parent.parent
SCRIPT = Path(sys.executable).parent / "jobs-lint"

GOOD_CLOUD_RUN = """\
apiVersion: run.googleapis.com/v1
kind: Job
metadata:
  name: thumbnails
  labels:
    cloud.googleapis.com/location: europe-west1
spec:
  template:
    metadata:
      annotations:
        run.googleapis.com/execution-environment: gen2
        run.googleapis.com/gpu-zonal-redundancy-disabled: "true"
    spec:
      parallelism: 10
      taskCount: 100
      template:
        spec:
          containers:
          - name: main
            image: europe-docker.pkg.dev/example/images/thumbnails
            args: ["--items-per-task=2"]
            env:
            - name: BUCKET
              value: example-thumbnails
            resources:
              limits:
                cpu: "4"
                memory: 16Gi
                nvidia.com/gpu: "1"
            volumeMounts:
            - name: scratch
              mountPath: /scratch
          maxRetries: 3
          nodeSelector:
            run.googleapis.com/accelerator: nvidia-l4
          serviceAccountName: thumbnails@example.iam.gserviceaccount.com
          timeoutSeconds: "600"
          volumes:
          - name: scratch
            emptyDir:
              medium: Memory
              sizeLimit: 1Gi
"""
"""A job with nothing wrong, in which every field that the model knows of is set."""

GOOD_BATCH: dict[str, Any] = {
    "taskGroups": [
        {
            "taskCount": 100,
            "parallelism": 10,
            "taskSpec": {
                "computeResource": {"cpuMilli": 4000, "memoryMib": 8192},
                "maxRetryCount": 3,
                "maxRunDuration": "3600s",
                "environment": {"variables": {"BUCKET": "example-thumbnails"}},
                "runnables": [
                    {
                        "displayName": "main",
                        "timeout": "60s",
                        "container": {
                            "imageUri": "europe-docker.pkg.dev/example/images/thumbnails",
                            "entrypoint": "/run",
                        },
                        "environment": {"variables": {"MODE": "fast"}},
                    },
                    {"script": {"text": "echo done"}},
                ],
                "volumes": [
                    {"gcs": {"remotePath": "example-bucket"}, "mountPath": "/mnt/bucket"},
                    {"nfs": {"server": "10.0.0.2", "remotePath": "/share"}, "mountPath": "/mnt/share"},
                ],
            },
        }
    ],
    "allocationPolicy": {
        "instances": [
            {
                "installGpuDrivers": True,
                "policy": {
                    "machineType": "g2-standard-4",
                    "provisioningModel": "STANDARD",
                    "accelerators": [{"type": "nvidia-l4", "count": 1}],
                },
            }
        ],
        "location": {"allowedLocations": ["regions/us-central1"]},
        "network": {
            "networkInterfaces": [
                {"network": "global/networks/default", "subnetwork": "regions/us-central1/subnetworks/default"}
            ]
        },
        "serviceAccount": {"email": "thumbnails@example.iam.gserviceaccount.com"},
    },
    "labels": {"team": "media"},
    "logsPolicy": {"destination": "CLOUD_LOGGING"},
}
"""As above, for Batch."""


def cloud_run_job(name: str = "thumbnails", task_count: object = 10001) -> str:
    """A small Cloud Run job; unless told otherwise it has one task too many."""
    return (
        f"apiVersion: run.googleapis.com/v1\nkind: Job\nmetadata:\n  name: {name}\nspec:\n  template:\n    spec:\n"
        f"      taskCount: {task_count}\n      template:\n        spec:\n          containers:\n"
        "            - image: europe-docker.pkg.dev/example/images/thumbnails\n"
    )


class Result(NamedTuple):
    """What a run of jobs-lint left: its exit code, and what it wrote."""

    code: int
    out: str
    err: str

    def json(self) -> dict[str, Any]:
        """The JSON report on standard output."""
        report: dict[str, Any] = json.loads(self.out)
        return report

    def found(self) -> list[tuple[str, str, int, int]]:
        """Path, code, line and column of each finding of a JSON report."""
        return [(each["path"], each["code"], each["line"], each["column"]) for each in self.json()["findings"]]


_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")


def clean_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment without what could change jobs-lint or Python: NO_COLOR, CI, PYTHONPATH and the like."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "PYTHONUTF8": "1", "PYTHONWARNINGS": "error", **(extra or {})}


def run(
    *args: str | bytes,
    cwd: Path | str,
    input: bytes = b"",  # noqa: A002 - the name that subprocess.run has
    env: Mapping[str, str] | None = None,
    module: bool = False,
    timeout: float = 60,
) -> Result:
    """Run the console script, or `python -m jobs_lint`, in a process of its own."""
    start = [sys.executable, "-m", "jobs_lint"] if module else [str(SCRIPT)]
    done = subprocess.run(
        [*start, *args],
        cwd=cwd,
        input=input,
        env=clean_environment(env),
        timeout=timeout,
        capture_output=True,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def run_here(*args: str, cwd: Path | str, input: bytes = b"") -> Result:  # noqa: A002
    """Run the command line in this process, which takes a hundredth of the time."""
    for kept in (load_registry, plan, beside._texts_in):
        kept.cache_clear()
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    stdin = io.TextIOWrapper(io.BytesIO(input), encoding="utf-8")
    code: object = 0
    with (
        working_folder(cwd),
        mock.patch.dict(os.environ, clean_environment(), clear=True),
        mock.patch.multiple(sys, argv=["jobs-lint", *args], stdin=stdin, stdout=out, stderr=err),
    ):
        try:
            cli()
        except SystemExit as end:
            code = end.code
    texts = []
    for stream in (out, err):
        stream.flush()
        buffer = stream.buffer
        assert isinstance(buffer, io.BytesIO)
        texts.append(buffer.getvalue().decode("utf-8"))
    assert isinstance(code, int)
    return Result(code, *texts)


@contextmanager
def working_folder(path: Path | str) -> Iterator[None]:
    """Change the working folder for a while."""
    before = os.getcwd()
    os.chdir(path)
    try:
        yield
    finally:
        os.chdir(before)
