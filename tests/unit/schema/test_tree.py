"""The field trees: up to date with the pinned package, and read as they are written."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import pytest

from jobs_lint.dialects import batch, cloud_run_v1, cloud_run_v2
from jobs_lint.model.table import At, Each, Table
from jobs_lint.schema import FieldType, Schema, load, names
from jobs_lint.schema.oneofs import ONEOFS, oneofs
from kit import ROOT, clean_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

ALL = [load(name) for name in names()]
V1, V2, BATCH = ALL
TASK = "spec.template.spec.template.spec"
TABLES = [(V1, cloud_run_v1.DIALECT.table), (V2, cloud_run_v2.DIALECT.table), (BATCH, batch.DIALECT.table)]


def _generator() -> Any:
    spec = importlib.util.spec_from_file_location("schemas", ROOT / "tools" / "schemas.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["schemas"] = module
    spec.loader.exec_module(module)
    return module


def test_the_committed_trees_are_those_of_the_pinned_package() -> None:
    assert _generator().stale() == [], "run python tools/schemas.py, and read the difference"


def test_every_correction_has_a_reason() -> None:
    module = _generator()
    for rows in (*module.CORRECTIONS.values(), *module.SPLITS.values()):
        for row in rows:
            assert row.reason
    for row in (row for rows in module.CORRECTIONS.values() for row in rows):
        assert row.flags.removeprefix("-") in module.FLAGS
        assert "https://" in row.reason


@pytest.mark.parametrize("schema", ALL, ids=names())
def test_every_tree_is_whole(schema: Schema) -> None:
    assert schema.root == schema.messages[0]
    assert schema.source.startswith("https://")
    assert schema.day.startswith("20")
    entered = {schema.root}
    for message in schema.messages:
        for name, field in schema.fields(message).items():
            assert field.name == name
            assert field.kind in {"string", "integer", "number", "boolean", "message", "map", "any"}
            assert (field.kind == "message") <= bool(field.message)
            assert set(field.deprecated_values) <= set(field.enum)
            entered.add(field.message or schema.root)
    assert entered == set(schema.messages)


@pytest.mark.parametrize("schema", ALL, ids=names())
def test_a_tree_holds_facts_and_no_sentences(schema: Schema) -> None:
    text = (ROOT / "linter/jobs_lint/schema/data" / f"{schema.name.replace('-', '_')}.py").read_text(encoding="utf-8")
    assert max(len(line.split()) for line in text.splitlines()[1:]) <= 5


def test_the_types_of_some_fields() -> None:
    assert V1.fields("TaskSpec")["timeoutSeconds"] == FieldType("timeoutSeconds", "integer", "int64")
    assert V1.fields("TaskSpec")["containers"] == FieldType(
        "containers", "message", repeated=True, message="Container", required=True
    )
    assert V2.fields("TaskTemplate")["timeout"] == FieldType("timeout", "string", "google-duration")
    assert V2.fields("Job")["uid"].output_only
    assert V1.fields("Container")["envFrom"].unsupported
    assert not V1.fields("Container")["args"].unsupported
    assert BATCH.fields("Environment")["variables"] == FieldType("variables", "map")
    assert BATCH.fields("InstanceFlexibilityPolicy")["instanceSelections"].message == "InstanceSelection"
    assert BATCH.fields("TaskGroupStatus")["counts"] == FieldType("counts", "map", "int64")
    model = BATCH.fields("InstancePolicy")["provisioningModel"]
    assert (model.kind, model.deprecated_values) == ("string", ("PREEMPTIBLE",))
    assert "SPOT" in model.enum
    assert BATCH.fields("TaskSpec")["environments"].deprecated


def test_only_a_job_needs_its_metadata_to_have_a_name() -> None:
    assert V1.at(["metadata", "name"]) == FieldType("name", "string", required=True)
    assert V1.at(["spec", "template", "metadata", "name"]) == FieldType("name", "string")
    assert not V1.fields("ObjectMeta")["namespace"].required


def test_where_the_fields_of_a_name_stand() -> None:
    assert V1.paths_of("timeoutSeconds")[0] == f"{TASK}.timeoutSeconds"
    assert f"{TASK}.containers[].startupProbe.timeoutSeconds" in V1.paths_of("timeoutSeconds")
    assert V1.paths_of("parallelism") == ("spec.template.spec.parallelism",)
    assert V2.paths_of("maxRetries") == ("template.template.maxRetries",)
    assert BATCH.paths_of("maxRetryCount") == ("taskGroups[].taskSpec.maxRetryCount",)
    selections = "allocationPolicy.instanceFlexibilityPolicy.instanceSelections"
    assert BATCH.paths_of("machineTypes") == (f"{selections}.*.machineTypes",)
    assert V1.paths_of("max_retries") == ()
    assert "maxRetries" in V1.field_names()


def test_a_place_says_whether_users_can_set_it() -> None:
    usable = {place.path: place.usable for place in V1.places_of("name")}
    assert usable["metadata.name"]
    assert not usable["metadata.ownerReferences[].name"]
    assert not usable["status.latestCreatedExecution.name"]


def test_paths_end_where_a_message_holds_itself() -> None:
    tree = Schema("x", "", "", "A", {"A": "\nb B\nmore []A\n", "B": "\na A\nc string\n"}, {})
    assert tree.paths_of("c") == ("b.c",)
    assert tree.paths_of("b") == ("b",)
    assert tree.at(["more", "0", "more", "1", "b", "c"]) == FieldType("c", "string")


def test_a_field_by_its_path() -> None:
    assert V1.at(["metadata", "annotations", "run.googleapis.com/launch-stage"]) == FieldType("annotations", "map")
    assert V1.at(["metadata", "annotations", "a", "b"]) is None
    assert V1.at(["spec", "maxRetries"]) is None
    rank = BATCH.at(["allocationPolicy", "instanceFlexibilityPolicy", "instanceSelections", "mine", "rank"])
    assert rank == FieldType("rank", "integer", "int32")


def _paths(table: Table, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every path of a table of fields, from the root of the document, up to where it goes into a text or a map."""
    for value in table.fields.values():
        words = value.path.split()
        known = list(takewhile(lambda word: not word.startswith("@"), words))
        path = (*above, *known)
        if known:
            yield path
        if not isinstance(value, At) and known == words:
            if isinstance(value, Each) and (value.keyed or value.scalars):
                continue
            yield from _paths(value.table, path)


@pytest.mark.parametrize(("schema", "table"), TABLES, ids=names())
def test_every_path_of_a_dialect_is_in_its_tree(schema: Schema, table: Table) -> None:
    paths = list(_paths(table))
    assert len(paths) > 25
    assert [path for path in paths if schema.at(path) is None] == []


@pytest.mark.parametrize("schema", ALL, ids=names())
def test_every_member_of_a_oneof_is_a_field(schema: Schema) -> None:
    for message, groups in ONEOFS[schema.name].items():
        for group in groups:
            assert set(group.members) <= set(schema.fields(message)), message
            assert group.source.startswith("https://")
    assert oneofs(schema.name, "NoSuchMessage") == ()


def test_loading_reads_one_tree_and_little_else() -> None:
    code = "import sys; from jobs_lint.schema import load; load('batch'); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=clean_environment(), capture_output=True, check=True, text=True
    )
    modules = set(done.stdout.split())
    assert "jobs_lint.schema.data.batch" in modules
    assert modules.isdisjoint({"json", "jobs_lint.schema.data.cloud_run_v1", "jobs_lint.schema.json_schema"})
