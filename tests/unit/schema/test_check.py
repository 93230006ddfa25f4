"""A job held against its field tree: what the documents of the rules don't show."""

from __future__ import annotations

import pytest

from jobs_lint.dialects import kind_of, read_by
from jobs_lint.model.table import Table
from jobs_lint.read import read
from jobs_lint.schema.annotations import LEVELS, OF_A_SERVICE, PREFIX
from jobs_lint.schema.check import mistakes_of
from jobs_lint.schema.foreign import ALPHA, rows
from jobs_lint.schema.nearest import bare, edits, nearest
from jobs_lint.schema.tree import load, names

HEAD = "apiVersion: run.googleapis.com/v1\nkind: Job\nmetadata: {name: a}\n"
TASK = "spec: {template: {spec: {template: {spec: {%s}}}}}\n"


def mistakes(text: str, schema: str, snake: bool = False, partial: bool = False) -> list[tuple[str, str]]:
    """The kinds and fields of what is wrong with a text as a job of a schema."""
    root = read(text, "yaml").documents[0].root
    return [
        (quirk.kind, quirk.field) for quirk in mistakes_of(root, Table(schema=schema, snake=snake, partial=partial))
    ]


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("maxRetires", "maxRetries", 1), ("labls", "labels", 1), ("abc", "cba", 2), ("", "ab", 2), ("abcd", "xyz", 3)],
)
def test_edits(one: str, other: str, count: int) -> None:
    assert edits(one, other, 2) == edits(other, one, 2) == count


def test_the_shorter_a_name_the_nearer_it_has_to_be() -> None:
    assert nearest("nfx", ["nfs", "gcs"]) == "nfs"
    assert nearest("gfx", ["nfs", "gcs"]) is None
    assert nearest("ab", ["abc"]) is None
    assert nearest("paralelysm", ["parallelism"]) == "parallelism"
    assert nearest("server", ["secret"]) is None
    assert nearest("a" * 10_000, ["a" * 9_999]) is None


def test_case_and_joints_make_no_other_name() -> None:
    assert bare("max_retries") == bare("maxRetries") == bare("Max-Retries")


@pytest.mark.parametrize("schema", names())
def test_counterparts_are_fields_of_the_tree(schema: str) -> None:
    tree = load(schema)
    for name, known in rows(schema).items():
        for row in known:
            assert bool(row.field) + bool(row.annotation) + (not row.field and bool(row.how)) == 1, name
            assert not row.field or tree.at(row.field.replace("[]", "").split(".")) is not None, (name, row.field)
            assert not row.annotation or PREFIX + row.annotation in LEVELS, name
            for message in row.messages:
                assert name not in tree.fields(message) if message in tree.messages else message, (name, message)


@pytest.mark.parametrize("schema", names())
def test_a_row_never_names_a_field_that_all_of_its_messages_have(schema: str) -> None:
    tree = load(schema)
    for name, known in rows(schema).items():
        places = tree.paths_of(name)
        assert all(row.field not in places for row in known if not row.messages), name


def test_alpha_fields_are_not_in_the_tree() -> None:
    tree = load("batch")
    assert [(message, name) for message, name in ALPHA if name in tree.fields(message)] == []


def test_an_annotation_is_a_job_s_or_a_service_s() -> None:
    assert not OF_A_SERVICE & set(LEVELS)


@pytest.mark.parametrize("schema", names())
def test_every_field_is_known_at_its_place(schema: str) -> None:
    """A job with every field there is has none that is unknown, at the wrong level or of another form."""
    tree = load(schema)

    def message(name: str, around: tuple[str, ...]) -> str:
        fields = [
            f"{field.name}: {value(field.message, around) if field.message else 'a'}"
            for field in tree.fields(name).values()
            if field.message not in around
        ]
        return "{" + ", ".join(fields) + "}"

    def value(name: str, around: tuple[str, ...]) -> str:
        return message(name, (*around, name))

    found = {kind for kind, _ in mistakes(message(tree.root, (tree.root,)), schema)}
    assert found <= {"wrong-type", "wrong-enum-value", "unlisted-enum-value", "unsupported-field", "several-of-oneof"}


def test_what_is_told_already_is_not_told_again() -> None:
    root = read("taskGroups: {taskCountPerNode: two, taskSpec: {runnables: {script: {text: a}}}}", "yaml")
    table = Table(schema="batch")
    (mistake,) = mistakes_of(root.documents[0].root, table)
    assert mistake.kind == "wrong-type"
    assert mistakes_of(root.documents[0].root, table, [mistake.span]) == ()


def test_a_message_below_the_job_s_node_has_its_path() -> None:
    root = read("body: {taskGroups: [{taskSpec: {runnables: [{}]}}]}", "yaml").documents[0].root
    table = Table(schema="batch", message="body")
    assert [quirk.field for quirk in mistakes_of(root, table)] == ["body.taskGroups[0].taskSpec.runnables[0]"]


def test_a_partial_table_misses_nothing() -> None:
    assert mistakes("template: {}", "cloud-run-v2") == [("missing-required-field", "template.template")]
    assert mistakes("template: {}", "cloud-run-v2", partial=True) == []


@pytest.mark.parametrize("text", ["", "a", "[]", "~", "{{ x }}", "${X}", "{x}", "[x]"])
def test_a_job_that_is_no_mapping(text: str) -> None:
    for document in read(text, "yaml").documents:
        for schema in names():
            found = mistakes_of(document.root, Table(schema=schema, by_gcloud=True))
            wanted = {"a": {"wrong-type"}, "[]": {"wrong-type"}}.get(text, set())
            assert {quirk.kind for quirk in found} == wanted, found


def test_both_spellings_of_one_field_are_not_two_of_a_oneof() -> None:
    text = "taskGroups: [{taskSpec: {runnables: [{script: {text: a}}]}}]\nallocationPolicy: {instances: [%s]}"
    both = text % "{instanceTemplate: a, instance_template: b}"
    assert mistakes(both, "batch", snake=True) == []


def test_aliases_cost_no_more_than_what_they_name() -> None:
    lines = ["taskGroups:", " - taskSpec:", "    runnables:", "     - &a {script: {text: a, path: b}}"]
    text = "\n".join([*lines, *["     - *a"] * 2_000])
    assert mistakes(text, "batch") == [("several-of-oneof", "taskGroups[0].taskSpec.runnables[0].script.path")]


def test_what_has_no_end_of_unknown_fields_takes_no_time() -> None:
    text = "taskGroups: [{taskSpec: {runnables: [{script: {text: a}}]}}]\n"
    text += "".join(f"wakeUpCall{number}: a\n" for number in range(20_000))
    assert len(mistakes(text, "batch")) == 200


def test_a_long_key_is_shown_short() -> None:
    root = read(f"{'a' * 500}: 1\ntaskGroups: {{taskSpec: {{runnables: {{script: {{text: a}}}}}}}}", "yaml")
    (mistake,) = mistakes_of(root.documents[0].root, Table(schema="batch"))
    assert len(mistake.message) < 200


def test_quirks_of_a_job_have_those_of_the_schema() -> None:
    text = HEAD + TASK % "containers: [{image: a}], max_retries: 3, maxRetries: 2.0"
    data = text.encode()
    (dialect,) = [one for one in read_by(kind_of("a.yaml", data), data)[0] if one.name == "cloud-run-v1"]
    (job,) = dialect.jobs(read(text, "yaml").documents[0])
    assert [quirk.value for quirk in job.quirks("misspelled-field")] == ["max_retries"]
    assert [quirk.value for quirk in job.quirks("refused-spelling")] == ["2.0"]
    assert list(job.quirks("wrong-type")) == []
    assert list(job.quirks("no-such-kind")) == []


_JOB_V1 = """
apiVersion: run.googleapis.com/v1
kind: Job
metadata: {name: x, namespace: 12}
spec:
  template:
    spec:
      template:
        spec:
          maxRetries: 1
          %s
          containers: [{image: x, %s}]
"""


@pytest.mark.parametrize(
    ("task", "container", "kind", "words"),
    [
        ("", "env: [{name: A, value: '', valueFrom: {secretKeyRef: {name: a, key: '1'}}}]", "", ""),
        ("", "resources: {cpu: '1'}", "field-at-wrong-level", 'containers[0].resources.limits.cpu"'),
        ("", "env: {FOO: bar, BAZ: qux}", "wrong-type", "write `- name: FOO`"),
        ("", "livenessProbe: {tcpSocket: {port: 1}}", "unsupported-field", "startup probes only"),
        ("", "envVars: []", "field-of-another-form", "containers[0].env"),
        ("", "command: python main.py", "wrong-type", "`command: python main.py` is one word to gcloud"),
        ("", "args: 80", "wrong-type", "number"),
        ("retries: 3", "", "field-of-another-form", "maxRetries"),
        ("gpuType: x", "", "field-of-another-form", "nodeSelector"),
        ("securityContext: {}", "", "field-of-another-form", "Kubernetes"),
        ("containerConcurrency: 3", "", "field-of-another-form", "not of a job"),
    ],
)
def test_what_is_said_of_common_mistakes(task: str, container: str, kind: str, words: str) -> None:
    root = read(_JOB_V1 % (task, container), "yaml").documents[0].root
    found = [(quirk.kind, quirk.message) for quirk in mistakes_of(root, Table(schema="cloud-run-v1", by_gcloud=True))]
    assert [each for each, _ in found] == ([kind] if kind else []), found
    assert all(words in message for _, message in found), found


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("location: us-central1", "field-of-another-form", "allocationPolicy.location.allowedLocations"),
        (
            "allocationPolicy: {instances: [{policy: {installGpuDrivers: true}}]}",
            "field-at-wrong-level",
            'instances[0].installGpuDrivers"',
        ),
    ],
)
def test_what_is_said_of_common_mistakes_in_batch(text: str, kind: str, words: str) -> None:
    job = "taskGroups: [{taskSpec: {runnables: [{script: {text: x}}]}}]"
    found = mistakes_of(read(f"{job}\n{text}\n", "yaml").documents[0].root, Table(schema="batch", by_gcloud=True))
    assert [quirk.kind for quirk in found] == [kind], found
    assert words in found[0].message
    assert " or " not in found[0].message or "gcloud" in found[0].message


def test_an_old_version_of_the_api_is_told() -> None:
    text = (_JOB_V1 % ("", "")).replace("/v1", "/v1alpha1")
    found = mistakes_of(read(text, "yaml").documents[0].root, Table(schema="cloud-run-v1", by_gcloud=True))
    assert [quirk.kind for quirk in found] == ["wrong-enum-value"]


def test_what_an_alias_repeats_is_told_at_its_first_place() -> None:
    text = (_JOB_V1 % ("", "env: &e [{name: A, valu: b}]")).replace("}]\n", "}, {image: y, env: *e}]\n", 2)
    found = mistakes_of(read(text, "yaml").documents[0].root, Table(schema="cloud-run-v1", by_gcloud=True))
    assert [quirk.field.rpartition("containers")[2] for quirk in found] == ["[0].env[0].valu"]
