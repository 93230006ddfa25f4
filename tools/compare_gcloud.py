"""Hold our verdict on Knative-style jobs against that of gcloud's own parser, on files and on mutations of them.

    python tools/compare_gcloud.py [--mutations N] [PATH]...

`gcloud run jobs replace` refuses a field that it doesn't know, or a value of the wrong type, before it asks for
credentials. It is run with an empty configuration of its own, no account, a project that doesn't exist and a proxy that
nobody answers at, so that no file can ever reach a server. Where gcloud isn't installed, this says so and ends.

A mutation is one of our own jobs with a field renamed, moved or given a value of another type; the same ones each time.
Ours is the verdict of the rules of the families SCH and ERR, warnings included; gcloud checks no limits.
"""

from __future__ import annotations

import argparse
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from jobs_lint.engine.lint import lint
from jobs_lint.engine.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
_ASKED_FOR_AN_ACCOUNT = "active account"
_NOT_OF_THE_PARSER = ("Namespace must be", "must be project ID")
_GCLOUD = ("run", "jobs", "replace", "--region=us-central1", "--project=nobodys-project", "--quiet")
_SEED = 20261124
_WIDTH = 60

FULL = """\
apiVersion: run.googleapis.com/v1
kind: Job
metadata:
  name: thumbnails
  labels: {team: media}
  annotations: {run.googleapis.com/launch-stage: BETA}
spec:
  template:
    metadata:
      annotations: {run.googleapis.com/execution-environment: gen2}
    spec:
      taskCount: 100
      parallelism: 10
      template:
        spec:
          maxRetries: 2
          timeoutSeconds: 3600
          serviceAccountName: thumbnails@example.iam.gserviceaccount.com
          nodeSelector: {run.googleapis.com/accelerator: nvidia-l4}
          containers:
          - name: main
            image: europe-docker.pkg.dev/example/images/thumbnails
            command: [python]
            args: [-m, thumbnails]
            workingDir: /app
            env:
            - {name: MODE, value: fast}
            - {name: KEY, valueFrom: {secretKeyRef: {name: api-key, key: "3"}}}
            resources: {limits: {cpu: "4", memory: 16Gi}}
            startupProbe: {tcpSocket: {port: 8080}, periodSeconds: 10, failureThreshold: 12}
            volumeMounts: [{name: scratch, mountPath: /scratch}]
          volumes:
          - {name: scratch, emptyDir: {medium: Memory, sizeLimit: 2Gi}}
          - {name: models, csi: {driver: gcsfuse.run.googleapis.com, volumeAttributes: {bucketName: models}}}
          - {name: creds, secret: {secretName: password, items: [{key: latest, path: password}]}}
"""
"""A job with one of nearly everything, which mutations are made of besides the examples."""


class Case(NamedTuple):
    """A text for both parsers: of which kind it is, and what was done to it."""

    kind: str
    what: str
    text: str


class Verdicts(NamedTuple):
    """What both say: gcloud's complaint, ours by code, both empty where there is none."""

    case: Case
    gcloud: str
    ours: tuple[str, ...]


def main() -> int:
    """Compare, and print a table by kind with what the two don't agree on below."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files or folders with Knative-style jobs")
    parser.add_argument("--mutations", type=int, default=60, help="how many mutations to make (60)")
    parser.add_argument("--jobs", type=int, default=2, help="how many gcloud processes at a time (2)")
    chosen = parser.parse_args()
    gcloud = shutil.which("gcloud")
    if gcloud is None:
        print("gcloud isn't installed: nothing to compare with", file=sys.stderr)
        return 2
    cases = [*_files(chosen.paths), *mutations(chosen.mutations)]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(chosen.jobs) as pool:
        answers = list(pool.map(lambda case: Verdicts(case, _asked(gcloud, case, Path(folder)), _ours(case)), cases))
    _print(answers)
    return 0


def _files(paths: list[Path]) -> Iterator[Case]:
    for path in paths:
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            if file.suffix in (".yaml", ".yml", ".json"):
                yield Case("files", file.name, file.read_text(encoding="utf-8", errors="replace"))


def _asked(gcloud: str, case: Case, folder: Path) -> str:
    """gcloud's complaint about a text, empty where it goes on to ask for an account."""
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", dir=folder, encoding="utf-8", delete=False) as file:
        file.write(case.text)
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(folder),
        "CLOUDSDK_CONFIG": str(folder / "config"),
        "CLOUDSDK_CORE_DISABLE_USAGE_REPORTING": "1",
        "CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK": "1",
        "NO_GCE_CHECK": "true",
        "https_proxy": "http://127.0.0.1:9",
        "http_proxy": "http://127.0.0.1:9",
    }
    command = [gcloud, *_GCLOUD[:3], file.name, *_GCLOUD[3:]]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    said = done.stderr
    if _ASKED_FOR_AN_ACCOUNT in said or any(words in said for words in _NOT_OF_THE_PARSER):
        return ""
    assert done.returncode, "gcloud must not succeed"
    return " ".join(said.split())


def _ours(case: Case) -> tuple[str, ...]:
    result = lint("job.yaml", case.text.encode(), Options())
    said = [
        f"{found.code} {found.message}"
        for found in result.findings
        if found.code.startswith(("SCH", "ERR")) and found.severity != "info"
    ]
    return tuple(said if result.jobs or said else ["no job was found"])


def mutations(count: int) -> list[Case]:
    """Our own jobs, each with one thing done to it; always the same ones."""
    chance = random.Random(_SEED)
    texts = [FULL, *(path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.yaml")))]
    jobs = [job for job in map(yaml.safe_load, texts) if job.get("apiVersion") == "run.googleapis.com/v1"]
    ways = (_renamed, _moved, _retyped)
    made: list[Case] = []
    while len(made) < count:
        job = copy.deepcopy(chance.choice(jobs))
        way = ways[len(made) % len(ways)]
        what = way(job, chance)
        if what:
            made.append(Case(way.__name__.strip("_"), what, yaml.safe_dump(job, sort_keys=False)))
    return made


def _mappings(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping of a job that is a message: the keys of labels and the like are one's own."""
    if isinstance(node, dict):
        if not path.endswith(("labels", "annotations", "limits", "nodeSelector", "volumeAttributes")):
            yield path, node
        for key, value in node.items():
            yield from _mappings(value, f"{path}.{key}" if path else key)
    elif isinstance(node, list):
        for index, item in enumerate(node):
            yield from _mappings(item, f"{path}[{index}]")


def _field(job: dict[str, Any], chance: random.Random) -> tuple[str, dict[str, Any], str]:
    path, mapping = chance.choice([(path, mapping) for path, mapping in _mappings(job) if mapping and path])
    return path, mapping, chance.choice(list(mapping))


def _renamed(job: dict[str, Any], chance: random.Random) -> str:
    """A letter dropped, doubled or swapped, or the key in snake_case."""
    path, mapping, key = _field(job, chance)
    at = chance.randrange(len(key) - 1)
    new = chance.choice(
        [
            key[:at] + key[at + 1 :],
            key[:at] + key[at] + key[at:],
            key[:at] + key[at + 1] + key[at] + key[at + 2 :],
            "".join(f"_{char.lower()}" if char.isupper() else char for char in key),
        ]
    )
    if new in mapping or not new:
        return ""
    mapping[new] = mapping.pop(key)
    return f"{path}.{key} -> {new}"


def _moved(job: dict[str, Any], chance: random.Random) -> str:
    """A field of one message in another."""
    path, mapping, key = _field(job, chance)
    other, target = chance.choice(list(_mappings(job)))
    if key in target or other.startswith(f"{path}.{key}"):
        return ""
    target[key] = mapping.pop(key)
    return f"{path}.{key} -> {other or 'the top'}"


def _retyped(job: dict[str, Any], chance: random.Random) -> str:
    """A value of another type."""
    path, mapping, key = _field(job, chance)
    new = chance.choice([True, 3, 2.5, "some text", ["a"], {"a": "b"}, None])
    if type(new) is type(mapping[key]):
        return ""
    mapping[key] = new
    return f"{path}.{key}: {new!r}"


def _print(answers: list[Verdicts]) -> None:
    columns = {
        "both refuse": lambda one: bool(one.gcloud and one.ours),
        "neither": lambda one: not one.gcloud and not one.ours,
        "only gcloud": lambda one: bool(one.gcloud and not one.ours),
        "only we": lambda one: bool(one.ours and not one.gcloud),
    }
    kinds = list(dict.fromkeys(one.case.kind for one in answers))
    print(f"{'':10}{'cases':>8}" + "".join(f"{name:>14}" for name in columns))
    for kind in kinds:
        of_kind = [one for one in answers if one.case.kind == kind]
        counts = [sum(map(fits, of_kind)) for fits in columns.values()]
        print(f"{kind:10}{len(of_kind):>8}" + "".join(f"{count:>14}" for count in counts))
    for name in ("only gcloud", "only we"):
        differing = [one for one in answers if columns[name](one)]
        print(f"\n{name} ({len(differing)})")
        for one in differing:
            said = [one.gcloud.rpartition("Failed to parse")[2]] if one.gcloud else list(one.ours)
            print(f"  {one.case.kind}: {one.case.what}\n      " + "\n      ".join(line[:160] for line in said))
    codes = Counter(code.split()[0] for one in answers if not one.gcloud for code in one.ours)
    print(
        "\nfindings where gcloud has none: " + (", ".join(f"{code} {n}" for code, n in sorted(codes.items())) or "none")
    )


if __name__ == "__main__":
    sys.exit(main())
