"""A file of records gives what its records give, at their places in the file, and one that is broken costs no other."""

from __future__ import annotations

import gc
import json
from typing import TYPE_CHECKING, Any

import pytest

from jobs_lint.engine.lint import lint
from jobs_lint.engine.options import Options
from jobs_lint.engine.stream import AROUND, lint_records, splitter
from jobs_lint.span import Position

if TYPE_CHECKING:
    from jobs_lint.finding import FileResult

CAP = 2000
OPTIONS = Options(select=("LIM101", "ERR", "SUP"), max_size=CAP)


def job(name: str = "a", tasks: int = 10001) -> dict[str, Any]:
    """An exported Cloud Run job, with one task too many unless told otherwise."""
    data = {
        "name": f"projects/p/locations/us-central1/jobs/{name}",
        "template": {"taskCount": tasks, "template": {"containers": [{"image": "a"}]}},
    }
    return {"assetType": "run.googleapis.com/Job", "resource": {"data": data}}


OTHER = {"assetType": "compute.googleapis.com/Disk", "resource": {"data": {"sizeGb": 10}}}


def by_line(*records: object, end: str = "\n") -> bytes:
    return "".join(
        (each if isinstance(each, str) else json.dumps(each, ensure_ascii=False)) + end for each in records
    ).encode()


def result(data: bytes, options: Options = OPTIONS, path: str = "<stdin>") -> FileResult:
    split = splitter(path, data[: options.max_size + 1], whole=False)
    assert split is not None
    return lint_records(path, split([data[start : start + 100] for start in range(0, len(data), 100)], CAP), options)


def found(data: bytes, options: Options = OPTIONS) -> list[tuple[str, int, int]]:
    return [(each.code, each.start.line, each.start.column) for each in result(data, options).findings]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
def test_lines_give_what_they_give_alone(end: str) -> None:
    data = by_line(OTHER, job("ü"), job("b", 1), OTHER, job("c"), end=end)
    seen = result(data)
    step = end.count("\n")
    assert [(each.line, each.ref.name) for each in seen.jobs] == [
        (1 + step, "ü"),
        (1 + 2 * step, "b"),
        (1 + 4 * step, "c"),
    ]
    alone = lint("<stdin>", by_line(job("ü")), OPTIONS).findings[0]
    first, second = seen.findings
    assert first._replace(start=alone.start, end=alone.end, excerpt=alone.excerpt) == alone
    assert first.start == Position(1 + step, alone.start.column)
    assert first.end == Position(1 + step, alone.end.column)
    assert second.start.line == 1 + 4 * step
    assert seen.read
    assert not seen.why


@pytest.mark.parametrize("indent", [None, 1, 2])
def test_the_elements_of_an_array_give_what_the_array_gives(indent: int | None) -> None:
    array = [OTHER, job("é"), job("b", 1), OTHER, job("c")]
    data = json.dumps(array, indent=indent, ensure_ascii=False).encode()
    streamed, held = result(data), lint("<stdin>", data, OPTIONS._replace(max_size=10**6))
    assert streamed.jobs == held.jobs
    strip = [[each._replace(excerpt="", excerpt_from=0) for each in some.findings] for some in (streamed, held)]
    assert strip[0] == strip[1]
    assert len(strip[0]) == 2
    for finding in streamed.findings:
        start, end = (place.column - 1 - finding.excerpt_from for place in (finding.start, finding.end))
        assert finding.excerpt[start:end] == "10001"


def test_a_broken_line_is_told_and_the_lines_behind_it_are_read() -> None:
    broken = json.dumps(job())[:-3]
    data = by_line(OTHER, job(), broken, "{ what?", '{"a": 1} {"b": 2}', job("c"), broken + "}}}}", job("d"))
    assert [(code, line) for code, line, _ in found(data)] == [
        ("LIM101", 2),
        ("ERR001", 3),
        ("LIM101", 6),
        ("LIM101", 7),  # it was whole before too much stood behind it
        ("ERR001", 7),
        ("LIM101", 8),
    ]


def test_a_complaint_that_names_a_line_names_that_of_the_file() -> None:
    array = json.dumps([OTHER, OTHER, job()], indent=1).replace('"image": "a"', '"image": "a"]').encode()
    (finding,) = (each for each in result(array).findings if each.code == "ERR001")
    alone = by_line(OTHER, OTHER, json.dumps(job())[:-3])
    (other,) = result(alone).findings
    assert other.message == "the text ends, but the `{` of line 3 isn't closed with `}`"
    opened = array[: array.index(b'"image"')].count(b"\n")
    assert f"line {opened}" in finding.message or "line" not in finding.message


def test_a_line_that_is_no_text_is_told() -> None:
    line = by_line(job("é"))
    data = by_line(OTHER, OTHER) + line.replace("é".encode(), b"\xe9") + line
    assert [(code, line) for code, line, _ in found(data)] == [("ERR002", 3), ("LIM101", 4)]


@pytest.mark.parametrize("front", [b"", b"\xef\xbb\xbf"])
def test_a_record_over_the_cap_is_told_where_it_is_a_candidate(front: bytes) -> None:
    huge = {"x": "x" * CAP, **job()}
    data = by_line(OTHER, huge, {**OTHER, "x": "x" * CAP}, job())
    assert [(code, line) for code, line, _ in found(front + data)] == [("ERR003", 2), ("LIM101", 4)]
    array = json.dumps([OTHER, huge, {**OTHER, "x": "x" * CAP}, job()]).encode()
    (code, line, column), (other, _, _) = found(front + array)
    assert (code, line, column) == ("ERR003", 1, array.index(b'{"x"') + 1)
    assert other == "LIM101"


def test_an_array_that_is_cut_off_is_told() -> None:
    array = json.dumps([job(), OTHER, OTHER], indent=2).encode()
    cut = array[: array.rindex(b"Disk")]
    first, second = result(cut).findings
    assert (first.code, second.code) == ("LIM101", "ERR001")
    assert second.message == "the text ends, but the `[` of line 1 isn't closed with `]`"
    assert second.start == Position(cut.count(b"\n") + 1, len(cut) - cut.rindex(b"\n"))
    others = json.dumps([OTHER, OTHER]).encode()[:-4]
    assert (found(others), result(others).why) == (
        [],
        "it can't be read, and nothing in it tells of a job for certain",
    )
    assert [code for code, _, _ in found(json.dumps([OTHER, job()]).encode()[:-2])] == ["ERR001"]


def test_a_file_without_a_job_says_why() -> None:
    assert result(by_line(OTHER, OTHER)).why == "nothing in it tells of a job"


def test_what_is_selected_and_ignored_holds_for_records_too() -> None:
    data = by_line(job(), json.dumps(job())[:-3])
    assert found(data, OPTIONS._replace(select=("LIM102",))) == []
    assert [code for code, _, _ in found(data, OPTIONS._replace(ignore=("ERR",)))] == ["LIM101"]


def test_of_a_long_line_no_more_is_kept_than_can_be_shown() -> None:
    long = "😀" * (2 * AROUND)
    data = by_line(OTHER, {"a": long, **job(), "b": long})
    options = OPTIONS._replace(max_size=10**6)
    split = splitter("x.json", data, whole=True)
    assert split is not None
    (finding,) = lint_records("x.json", split([data], 10**6), options).findings
    line = data.decode().splitlines()[1]
    assert finding.excerpt == line[finding.excerpt_from :][: 2 * AROUND]
    assert len(finding.excerpt) == 2 * AROUND
    assert line[finding.start.column - 1 : finding.end.column - 1] == "10001"


def test_the_kind_of_the_file_and_its_beginning_decide() -> None:
    lines, array = by_line(OTHER, OTHER), json.dumps([OTHER]).encode()
    for path in ("<stdin>", "a.json", "a.yaml", "a.jsonl", "a"):
        assert splitter(path, lines, whole=True) is not None
        assert splitter(path, array, whole=False) is not None
    assert splitter("a.sh", lines, whole=True) is None
    assert splitter("a.json", array, whole=True) is None, "one that can be held is one document"
    assert splitter("a.json", json.dumps(OTHER, indent=2).encode(), whole=False) is None
    assert splitter("a.json", lines.decode().encode("utf-16"), whole=False) is None


def test_the_garbage_collector_is_on_meanwhile_alone() -> None:
    was = gc.isenabled()
    gc.disable()
    try:
        seen = []
        split = splitter("x", by_line(OTHER, OTHER), whole=True)
        assert split is not None

        def watched() -> Any:
            for record in split([by_line(job(), OTHER)], CAP):
                seen.append(gc.isenabled())
                yield record

        lint_records("x", watched(), OPTIONS)
        assert seen == [True, True]
        assert not gc.isenabled()
    finally:
        gc.unfreeze()
        if was:
            gc.enable()
