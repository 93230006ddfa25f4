"""The reports of advice: whole outputs, and that no text of a file becomes anything but text."""

from __future__ import annotations

import io
import json
import os
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.report.style import Style
from unit.report.advice_example import BOTH, HARD, HOSTILE, NEAR, NONE, ONE
from unit.report.test_formats import ANY_TEXT, is_raw

if TYPE_CHECKING:
    from jobs_lint.advice import Advices

GOLDEN = Path(__file__).parents[2] / "golden"
FORMATS = ("table", "json", "md", "html")
CASES = {
    "advice-table": ("table", BOTH),
    "advice-table-one": ("table", ONE),
    "advice-json": ("json", BOTH),
    "advice-md": ("md", BOTH),
    "advice-html": ("html", BOTH),
}
VOID = {"meta", "input"}


def rendered(form: str, advices: Advices, style: Style | None = None) -> str:
    stream = io.StringIO()
    import_module(f"jobs_lint.report.advice_{form}").report(advices, stream, style or Style())
    return stream.getvalue()


def without_assets(page: str) -> str:
    """The page without its style sheet and script, and their hashes, which are no matter of the golden file."""
    page = re.sub(r"<(style|script)>.*?</\1>", r"<\1></\1>", page, flags=re.DOTALL)
    return re.sub(r"sha256-[^']+", "sha256-", page)


@pytest.mark.parametrize("case", CASES)
def test_whole_output(case: str) -> None:
    form, advices = CASES[case]
    output = rendered(form, advices)
    output = without_assets(output) if form == "html" else output
    path = GOLDEN / f"{case}.txt"
    if os.environ.get("JOBS_LINT_WRITE_GOLDEN"):
        path.write_bytes(output.encode())
    assert output == path.read_bytes().decode()


@pytest.mark.parametrize("form", FORMATS)
def test_no_jobs(form: str) -> None:
    output = rendered(form, NONE)
    assert output.endswith("\n")
    if form == "json":
        assert json.loads(output) == {"schema": 1, "jobs": []}
    else:
        assert "no job was found" in output.lower()


class Page(HTMLParser):
    """What a browser makes of a page, as far as that matters here: each element closed in its turn."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def text_in(self, tag: str) -> list[str]:
        return [text for name, text in self.texts if name == tag]


@pytest.mark.parametrize("advices", [BOTH, ONE, NONE])
def test_the_page_is_well_formed_and_needs_nothing_else(advices: Advices) -> None:
    page = Page(rendered("html", advices))
    assert not [attributes for _, attributes in page.tags if {"src", "srcset", "style", "action"} & set(attributes)]
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert not page.of("link") + page.of("img") + page.of("iframe")
    links = [attributes["href"] or "" for attributes in page.of("a")]
    assert all(link.startswith(("https://", "#")) for link in links)
    assert "@import" not in rendered("html", advices)
    assert "url(" not in rendered("html", advices)


def test_the_page_lets_in_its_own_style_and_script_alone() -> None:
    text = rendered("html", BOTH)
    page = Page(text)
    policy = page.of("meta")[1]["content"] or ""
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        inside = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert len(inside) == 1
        digest = b64encode(sha256(inside[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_text_of_a_file_is_text_in_the_page() -> None:
    page = Page(rendered("html", BOTH))
    assert len(page.of("script")) == 1
    assert not page.of("b") or all(not attributes for attributes in page.of("b"))
    names = page.text_in("h2")
    assert names[0] == "render"
    assert names[1].startswith("</script><script>alert(1)</script>\"'&<b onload=x>")
    assert "\x1b" not in names[1]


def test_the_page_has_what_readers_of_screens_need() -> None:
    page = Page(rendered("html", BOTH))
    assert page.of("html") == [{"lang": "en"}]
    assert len(page.of("h1")) == len(page.of("title")) == len(page.of("main")) == 1
    assert len(page.of("caption")) == len(page.of("table")) == 3
    assert all(attributes.get("scope") in ("col", "row") for attributes in page.of("th"))
    labels = {attributes["for"] for attributes in page.of("label")}
    assert labels == {attributes["id"] for tag in ("input", "select") for attributes in page.of(tag)}
    bars = [attributes for attributes in page.of("span") if (attributes.get("class") or "").startswith("bar ")]
    assert bars
    assert all(attributes["aria-hidden"] == "true" for attributes in bars)


def test_each_limit_has_a_bar_as_wide_as_what_is_used() -> None:
    page = rendered("html", ONE)
    near = '<span class="bar near" aria-hidden="true"><span class="w98">'
    assert page.count(near) == 2  # in the table, and above it
    assert '<span class="bar ok" aria-hidden="true"><span class="w10">' in page
    assert '<span class="bar ok" aria-hidden="true"><span class="w0">' in page
    assert '<span class="bar raise" aria-hidden="true"><span class="w100">' in page
    assert '<span class="bar unknown" aria-hidden="true"><span class="w0">' in rendered("html", BOTH)
    for share in re.findall(r'class="(w\d+)"', page):
        assert f".{share}{{" in page


def test_one_job_is_open_and_needs_no_search() -> None:
    assert "<details open>" in rendered("html", ONE)
    assert 'id="search"' not in rendered("html", ONE)
    assert "<details open>" not in rendered("html", BOTH)
    assert 'id="search"' in rendered("html", BOTH)


def test_json_has_the_keys_of_the_contract() -> None:
    document = json.loads(rendered("json", BOTH))
    assert list(document) == ["schema", "jobs"]
    keys = ["path", "line", "service", "name", "dialect", "verdict", "reasons", "limits", "cost"]
    assert all(list(job) == keys for job in document["jobs"])
    first, second = document["jobs"]
    assert list(first["limits"][0]) == ["id", "service", "value", "limit", "unit", "fits"]
    assert first["limits"][0] == {
        "id": "cloud-run.task-count",
        "service": "cloud-run",
        "value": 9800,
        "limit": 10000,
        "unit": "task",
        "fits": True,
    }
    assert second["limits"][1]["value"] is second["limits"][1]["fits"] is None
    assert first["cost"]["cloud_run"]["usd"] == pytest.approx(13.464)
    assert second["cost"]["batch"]["usd"] is None
    assert second["cost"]["reason"] == "the region isn't known"


def test_a_value_is_in_the_unit_of_its_limit() -> None:
    fit = NEAR.placement.fits[0]
    limit = HARD.placement.fits[1].limit
    for nanoseconds, seconds in ((3_600 * 10**9, 3600), (1_500_000_000, 1.5)):
        placement = NEAR.placement._replace(fits=(fit._replace(limit=limit, value=nanoseconds),))
        document = json.loads(rendered("json", ONE._replace(jobs=(NEAR._replace(placement=placement),))))
        assert document["jobs"][0]["limits"][0]["value"] == seconds


def test_prices_that_are_old_are_named() -> None:
    for form in ("table", "md", "html"):
        output = rendered(form, BOTH).replace("\\", "").lower()
        assert (
            "older than 180 days, so look them up before you rest on them: external-ipv4-vm-spot (2025-04-11)" in output
        )
        assert "older than" not in rendered(form, BOTH._replace(old=())).lower()
    used = NEAR.costs.batch.items[0].price
    document = json.loads(rendered("json", BOTH._replace(old=(used,))))
    assert [item["old"] for item in document["jobs"][0]["cost"]["batch"]["items"]] == [True, False, False]


def test_a_table_has_colours_where_it_may() -> None:
    output = rendered("table", BOTH, Style(color=True))
    assert "\x1b[1;31magainst Cloud Run" in output
    assert re.sub(r"\x1b\[[0-9;]*m", "", output) == rendered("table", BOTH)


@pytest.mark.parametrize("form", FORMATS)
@given(name=st.none() | ANY_TEXT, text=ANY_TEXT)
def test_no_text_breaks_a_report(form: str, name: str | None, text: str) -> None:
    reasons = (NEAR.placement.reasons[0]._replace(text=text),)
    costs = NEAR.costs._replace(region=text, notes=(text,))
    placement = NEAR.placement._replace(reasons=reasons, unknown=(text,))
    job = NEAR._replace(path=f"{text}x", name=name, placement=placement, costs=costs)
    output = rendered(form, BOTH._replace(jobs=(job, HARD)))
    assert not [character for character in output if is_raw(character)]
    assert not [line for line in output.splitlines() if line.lstrip().startswith("::")]
    if form == "json":
        assert len(json.loads(output)["jobs"]) == 2
    elif form == "html":
        page = Page(output)
        assert len(page.of("article")) == 2
        assert len(page.of("script")) == 1
    elif form == "md":
        rows = [line for line in output.splitlines() if line.startswith("| ")]
        assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows[:4]} == {8}


def test_markdown_takes_nothing_for_a_mark() -> None:
    output = rendered("md", BOTH)
    assert "[a](javascript" not in output
    assert "<script" not in output.replace("\\<", "")
    assert HOSTILE not in output
