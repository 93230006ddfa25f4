"""Write the field trees in linter/jobs_lint/schema/data/ from the discovery documents of google-api-python-client.

Run as `python tools/schemas.py`. With `--check` nothing is written: the exit code is 1 where a tree differs.

Names, types and flags are kept, no sentence of the documents is. What the documents get wrong for a job in a file
stands in `CORRECTIONS`, each with its reason.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "linter" / "jobs_lint" / "schema" / "data"


class Document(NamedTuple):
    """Where a schema comes from, and what is cut from the names of its messages."""

    file: str
    root: str
    prefix: re.Pattern[str]


class Split(NamedTuple):
    """A field whose message differs from what other fields have under the same name: it gets a copy of its own."""

    message: str
    field: str
    copy: str
    reason: str


class Correction(NamedTuple):
    """Flags of a field that the document lacks, or, with `-` before them, has wrongly; and why."""

    message: str
    fields: str
    flags: str
    reason: str


DOCUMENTS = {
    "cloud-run-v1": Document("run.v1", "Job", re.compile("^GoogleCloudRunV1")),
    "cloud-run-v2": Document("run.v2", "GoogleCloudRunV2Job", re.compile("^GoogleCloudRunV2")),
    "batch": Document("batch.v1", "Job", re.compile("^$")),
}

SPLITS: dict[str, tuple[Split, ...]] = {
    "cloud-run-v1": (
        Split("ExecutionTemplateSpec", "metadata", "ExecutionObjectMeta", "Only a job itself needs a name."),
    ),
}

_REPLACE = "https://docs.cloud.google.com/sdk/gcloud/reference/run/jobs/replace"
_YAML_V1 = "https://docs.cloud.google.com/run/docs/reference/yaml/v1"
_REST_V1 = "https://docs.cloud.google.com/run/docs/reference/rest/v1/"
_REST_V2 = "https://docs.cloud.google.com/run/docs/reference/rest/v2/projects.locations.jobs"
_REST_BATCH = "https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs"
_SERVER_SET = f"The server's own: its texts call it system-provided or read-only. {_REST_V1}ObjectMeta"
_STARTUP_ONLY = "A job has startup probes alone. https://docs.cloud.google.com/run/docs/configuring/jobs/healthchecks"
_NOTHING_TO_RUN = f"Optional in form alone: without it there is no container to run. {_YAML_V1}"

CORRECTIONS: dict[str, tuple[Correction, ...]] = {
    "cloud-run-v1": (
        Correction("Job", "apiVersion kind", "required", f"What says that the file is a job. {_YAML_V1}"),
        Correction("Job", "metadata", "required", f"Holds the name. {_YAML_V1}"),
        Correction("ObjectMeta", "name", "required", f"gcloud replaces the job of this name. {_REPLACE}"),
        *[
            Correction(message, "namespace", "-required", f"gcloud fills in the project. {_REPLACE}")
            for message in ("ObjectMeta", "ExecutionObjectMeta")
        ],
        *[
            Correction(
                message, "creationTimestamp deletionTimestamp generation selfLink uid", "output-only", _SERVER_SET
            )
            for message in ("ObjectMeta", "ExecutionObjectMeta")
        ],
        Correction("Job", "spec", "required", _NOTHING_TO_RUN),
        Correction("JobSpec", "template", "required", _NOTHING_TO_RUN),
        Correction("ExecutionSpec", "template", "required", _NOTHING_TO_RUN),
        Correction("TaskTemplateSpec", "spec", "required", _NOTHING_TO_RUN),
        Correction("TaskSpec", "containers", "required", _NOTHING_TO_RUN),
        Correction("SecretKeySelector", "name", "required", f"Names the secret of which a version is read. {_YAML_V1}"),
        Correction("SecretVolumeSource", "secretName", "required", f"Names the secret that is mounted. {_YAML_V1}"),
        Correction("Volume", "name", "required", f"What a mount refers to. {_YAML_V1}"),
        Correction("VolumeMount", "readOnly", "unsupported", f"Not used by Cloud Run. {_REST_V1}Container#volumemount"),
        Correction("Container", "livenessProbe readinessProbe", "unsupported", _STARTUP_ONLY),
    ),
    "cloud-run-v2": (
        Correction(
            "TaskTemplate", "containers", "required", f"A task without a container has nothing to run. {_REST_V2}"
        ),
        Correction("VolumeMount", "mountPath", "-required", f"A Cloud SQL volume goes without. {_REST_V2}"),
        Correction("Container", "baseImageUri sourceCode", "unsupported", f"For services only. {_REST_V2}"),
        Correction("ResourceRequirements", "cpuIdle startupCpuBoost", "unsupported", f"For services only. {_REST_V2}"),
        Correction("Container", "livenessProbe readinessProbe", "unsupported", _STARTUP_ONLY),
    ),
    "batch": (
        Correction("PlacementPolicy", "maxDistance", "unsupported", f"Not implemented, by its own text. {_REST_BATCH}"),
    ),
}

FLAGS = ("output-only", "required", "deprecated", "unsupported")
_UNSUPPORTED = re.compile(r"^(?:Required\. )?(?:This is n|N)ot supported (?:or used )?(?:by|in) Cloud Run\b")


def modules() -> dict[str, str]:
    """Every generated module: its name in `data/`, and its text."""
    return {f"{name.replace('-', '_')}.py": _module(name) for name in DOCUMENTS}


def stale() -> list[str]:
    """The modules that don't say what `modules` says."""
    wanted = modules()
    there = {path.name for path in DATA.glob("*.py")} - {"__init__.py"}
    return sorted(there - set(wanted)) + [name for name, text in wanted.items() if _read(DATA / name) != text]


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _module(schema: str) -> str:
    document = DOCUMENTS[schema]
    raw = _document(document.file)
    messages = _messages(schema, document, raw["schemas"])
    day = f"{raw['revision'][:4]}-{raw['revision'][4:6]}-{raw['revision'][6:]}"
    fields, enums = [], []
    for message, properties in messages.items():
        fields += _entry(message, [_line(name, about) for name, about in properties.items()])
        for name, about in properties.items():
            inner = about.get("items", about)
            if "enum" in inner:
                enums += _entry(f"{message}.{name}", _values(inner))
    lines = [
        f'"""{schema}: the field tree of {raw["id"]}, revision of {day}. Written by tools/schemas.py; don\'t edit."""',
        "",
        f'DAY = "{day}"',
        f'SOURCE = "{raw["rootUrl"]}$discovery/rest?version={raw["version"]}"',
        f'ROOT = "{document.prefix.sub("", document.root)}"',
        "",
        *("FIELDS = {", *fields, "}", ""),
        *(("ENUMS = {", *enums, "}") if enums else ("ENUMS: dict[str, str] = {}",)),
    ]
    return "\n".join(lines) + "\n"


def _document(name: str) -> dict[str, Any]:
    package = find_spec("googleapiclient")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("google-api-python-client isn't installed: pip install -e '.[dev]'")
    path = Path(package.origin).parent / "discovery_cache" / "documents" / f"{name}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _messages(schema: str, document: Document, schemas: dict[str, Any]) -> dict[str, dict[str, dict[str, Any]]]:
    """The messages that a job is made of, in the order in which they are met, with references by their short names."""
    splits = {(split.message, split.field): split.copy for split in SPLITS.get(schema, ())}
    corrections = {(each.message, name): each.flags for each in CORRECTIONS[schema] for name in each.fields.split()}
    found: dict[str, dict[str, dict[str, Any]]] = {}
    todo = [(document.prefix.sub("", document.root), document.root)]
    used, split = set(), set()
    while todo:
        short, long = todo.pop(0)
        if short in found:
            continue
        found[short] = {}
        for name, about in sorted(schemas[long].get("properties", {}).items()):
            flags = _flags(about)
            key = (short, name)
            if key in corrections:
                used.add(key)
                flag = corrections[key].removeprefix("-")
                if corrections[key].startswith("-") != (flag in flags):
                    raise ValueError(f"{schema}: the correction of {'.'.join(key)} corrects nothing")
                flags ^= {flag}
            reference = _reference(about)
            if reference:
                if key in splits:
                    split.add(key)
                todo.append((splits.get(key) or document.prefix.sub("", reference), reference))
            found[short][name] = {**about, "flags": flags, "message": todo[-1][0] if reference else ""}
    for unused in (set(corrections) - used) | (set(splits) - split):
        raise ValueError(f"{schema}: there is no {'.'.join(unused)} to correct")
    return found


def _reference(about: dict[str, Any]) -> str:
    for place in (about, about.get("items", {}), about.get("additionalProperties", {})):
        if "$ref" in place:
            return str(place["$ref"])
    return ""


def _flags(about: dict[str, Any]) -> set[str]:
    text = about.get("description", "")
    wanted = {
        "output-only": about.get("readOnly") or text.startswith("Output only"),
        "required": text.startswith("Required. "),
        "deprecated": about.get("deprecated") or text.startswith("Deprecated"),
        "unsupported": _UNSUPPORTED.match(text),
    }
    return {flag for flag, held in wanted.items() if held}


def _line(name: str, about: dict[str, Any]) -> str:
    if about.get("type") == "array":
        kind = "[]" + _type(about["items"], about["message"])
    elif "additionalProperties" in about:
        kind = "{}" + _type(about["additionalProperties"], about["message"])
    else:
        kind = _type(about, about["message"])
    return " ".join([name, kind, *[flag for flag in FLAGS if flag in about["flags"]]])


def _type(about: dict[str, Any], message: str) -> str:
    if message:
        return message
    if "enum" in about:
        return "enum"
    kind, form = about["type"], about.get("format")
    if form in ("int64", "uint64"):
        kind = "integer"  # a string in JSON alone
    if kind not in ("string", "integer", "number", "boolean", "any"):
        raise ValueError(f"a type that nothing here knows: {kind}")
    return f"{kind}:{form}" if form else kind


def _values(about: dict[str, Any]) -> list[str]:
    values = about["enum"]
    marks = about.get("enumDeprecated", [False] * len(values))
    return [f"{value} deprecated" if mark else value for value, mark in zip(values, marks, strict=True)]


def _entry(key: str, lines: list[str]) -> list[str]:
    return [f'    "{key}": """', *lines, '""",'] if lines else [f'    "{key}": "",']


def main() -> int:
    """Write the trees, or say which are stale."""
    parser = argparse.ArgumentParser(description="Write the field trees from the discovery documents.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a tree is stale")
    if parser.parse_args().check:
        old = stale()
        for name in old:
            print(f"stale: linter/jobs_lint/schema/data/{name}")
        return 1 if old else 0
    for name, text in modules().items():
        (DATA / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
