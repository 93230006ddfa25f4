"""What holds for every job, however it is written: found by making many."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jobs_lint.engine.lint import lint
from jobs_lint.engine.options import Options
from kit import GOOD_BATCH, GOOD_CLOUD_RUN

if TYPE_CHECKING:
    import random

    from jobs_lint.finding import Diagnostic

CLOUD_RUN: dict[str, Any] = yaml.safe_load(GOOD_CLOUD_RUN)
COUNTS = st.one_of(
    st.integers(-3, 12), st.sampled_from([10, 11, 100, 5_000, 5_001, 10_000, 10_001, 100_000, 100_001, 10**9, 10**30])
)
SECONDS = st.sampled_from([-1, 0, 1, 600, 3600, 3601, 604_800, 604_801, 1_209_600, 1_209_601, 10**12])
ODD: st.SearchStrategy[object] = st.sampled_from([None, "", "x", "${X}", "{{ x }}", [], {}, True, 1.5, {"x": [1]}])


def put(job: dict[str, Any], path: tuple[str | int, ...], value: object) -> None:
    target: Any = job
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value


CLOUD_RUN_FIELDS = {
    ("spec", "template", "spec", "taskCount"): COUNTS,
    ("spec", "template", "spec", "parallelism"): COUNTS,
    ("spec", "template", "spec", "template", "spec", "maxRetries"): COUNTS,
    ("spec", "template", "spec", "template", "spec", "timeoutSeconds"): SECONDS | SECONDS.map(str),
    ("spec", "template", "spec", "template", "spec", "containers", 0, "resources", "limits", "nvidia.com/gpu"): (
        st.sampled_from(["0", "1", "2", 2, "8", "17"])
    ),
}
GROUP = ("taskGroups", 0)
BATCH_FIELDS = {
    (*GROUP, "taskCount"): COUNTS | COUNTS.map(str),
    (*GROUP, "parallelism"): COUNTS,
    (*GROUP, "taskSpec", "maxRetryCount"): COUNTS,
    (*GROUP, "taskSpec", "maxRunDuration"): SECONDS.map(lambda number: f"{number}s"),
    ("allocationPolicy", "instances", 0, "policy", "provisioningModel"): st.sampled_from(
        ["SPOT", "STANDARD", "FLEX_START"]
    ),
}


@st.composite
def jobs(draw: st.DrawFn) -> dict[str, Any]:
    """A job of either service in which some values are at, over or beside a limit, and some are odd."""
    good, fields = draw(st.sampled_from([(CLOUD_RUN, CLOUD_RUN_FIELDS), (GOOD_BATCH, BATCH_FIELDS)]))
    job: dict[str, Any] = json.loads(json.dumps(good))
    for path in draw(st.lists(st.sampled_from(sorted(fields, key=str)), unique=True)):
        put(job, path, draw(fields[path]) if draw(st.integers(0, 5)) else draw(ODD))
    return job


def found(text: str, path: str = "job.yaml") -> tuple[Diagnostic, ...]:
    result = lint(path, text.encode("utf-8", "surrogatepass"), Options(debug=True))
    assert not result.crashed, result.trace
    for finding in result.findings:
        lines = text.split("\n")
        assert 1 <= finding.start.line <= finding.end.line <= len(lines)
        assert finding.start <= finding.end
        assert 1 <= finding.start.column <= len(lines[finding.start.line - 1]) + 1
    return result.findings


def said(text: str, path: str = "job.yaml") -> list[tuple[str, str | None, str]]:
    """What is found, without where it stands in the text."""
    return sorted((each.code, each.field, each.message) for each in found(text, path))


def meant(text: str, path: str = "job.yaml") -> list[tuple[str, str]]:
    """What is found, by code and field alone: words may quote the spelling."""
    return sorted((each.code, each.field or "") for each in found(text, path))


@given(jobs())
def test_yaml_and_json_of_a_job_give_the_same_findings(job: dict[str, Any]) -> None:
    as_json = said(json.dumps(job), "job.json")
    assert said(yaml.safe_dump(job)) == as_json
    assert said(json.dumps(job, indent=2)) == as_json
    assert said(json.dumps(job, indent="\t"), "job.json") == as_json


@given(jobs(), st.randoms(use_true_random=False))
def test_the_order_of_keys_doesn_t_matter(job: dict[str, Any], chance: random.Random) -> None:
    assert said(json.dumps(_shuffled(job, chance))) == said(json.dumps(job))


def _shuffled(value: object, chance: random.Random) -> object:
    if isinstance(value, dict):
        items = list(value.items())
        chance.shuffle(items)
        return {key: _shuffled(item, chance) for key, item in items}
    return [_shuffled(item, chance) for item in value] if isinstance(value, list) else value


@given(jobs(), st.sampled_from([True, False, None]), st.integers(2, 9), st.sampled_from([20, 80, 10_000]))
def test_flow_or_block_indent_and_width_don_t_matter(
    job: dict[str, Any], flow: bool | None, indent: int, width: int
) -> None:
    text = yaml.safe_dump(job, default_flow_style=flow, indent=indent, width=width)
    assert said(text) == said(yaml.safe_dump(job))


class _Quoting(yaml.SafeDumper):
    """A writer that quotes every text."""


class _DoubleQuoting(yaml.SafeDumper):
    """As above, the other way."""


_Quoting.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'"))
_DoubleQuoting.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)


@given(jobs(), st.sampled_from([_Quoting, _DoubleQuoting]))
def test_quotes_round_a_text_don_t_matter(job: dict[str, Any], dumper: type[yaml.SafeDumper]) -> None:
    assert said(yaml.dump(job, Dumper=dumper)) == said(yaml.safe_dump(job))


@given(jobs())
def test_line_ends_don_t_matter(job: dict[str, Any]) -> None:
    text = yaml.safe_dump(job)
    places = [(each.code, each.start, each.end, each.message) for each in found(text)]
    crlf = lint("job.yaml", text.replace("\n", "\r\n").encode(), Options()).findings
    assert [(each.code, each.start, each.end, each.message) for each in crlf] == places


@given(jobs(), st.data())
def test_a_comment_moves_findings_and_changes_none(job: dict[str, Any], data: st.DataObject) -> None:
    lines = yaml.safe_dump(job, width=10_000).splitlines()
    assume(not any(line.endswith(("|", ">", "|-", "'", '"')) and line.count("'") % 2 for line in lines))
    at = data.draw(st.integers(0, len(lines)))
    comment = data.draw(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=30))
    assume("jobs-lint:" not in comment)
    before = found("\n".join(lines) + "\n")
    after = found("\n".join([*lines[:at], f"# {comment}", *lines[at:]]) + "\n")
    moved = [(each.code, each.start.line + (each.start.line > at), each.start.column, each.message) for each in before]
    assert [(each.code, each.start.line, each.start.column, each.message) for each in after] == moved


@given(jobs(), jobs())
def test_jobs_of_a_file_don_t_see_each_other(first: dict[str, Any], second: dict[str, Any]) -> None:
    apart = sorted(said(json.dumps(first)) + said(json.dumps(second)))
    assert said(f"{json.dumps(first)}\n---\n{json.dumps(second)}\n") == apart
    assert meant(f"[{json.dumps(first)},\n{json.dumps(second)}]", "job.json") == meant(
        f"[{json.dumps(second)},\n{json.dumps(first)}]", "job.json"
    )


@given(jobs(), st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 30), st.text(max_size=6)), max_size=4))
def test_a_file_with_damage_never_fails(job: dict[str, Any], damages: list[tuple[int, int, str]]) -> None:
    for text in (yaml.safe_dump(job), json.dumps(job, indent=1)):
        broken = text
        for at, length, new in damages:
            at %= len(broken) + 1
            broken = broken[:at] + new + broken[at + length :]
        for name in ("job.yaml", "job.json"):
            result = lint(name, broken.encode("utf-8", "surrogatepass"), Options(debug=True))
            assert not result.crashed, result.trace


@settings(max_examples=300)
@given(
    st.binary(max_size=200),
    st.sampled_from([b"taskGroups: ", b'{"taskGroups": ', b"apiVersion: run.googleapis.com/v1\nkind: Job\n"]),
)
def test_any_bytes_never_fail(data: bytes, head: bytes) -> None:
    for text in (head + data, data + b"\n" + head, data):
        result = lint("job.yaml", text, Options(debug=True))
        assert not result.crashed, result.trace


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    [
                        *"abc",
                        "spec",
                        "template",
                        "taskSpec",
                        "taskCount",
                        "containers",
                        "resources",
                        "limits",
                        "instances",
                        "policy",
                    ]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=25,
    )
)
def test_any_tree_below_a_job_never_fails(tree: object) -> None:
    for job in (
        {"apiVersion": "run.googleapis.com/v1", "kind": "Job", "metadata": tree, "spec": tree},
        {"taskGroups": tree, "allocationPolicy": tree, "labels": tree},
        {"taskGroups": [tree]},
        {"task_groups": {"taskSpec": tree}},
    ):
        assert not lint("job.json", json.dumps(job).encode(), Options(debug=True)).crashed
