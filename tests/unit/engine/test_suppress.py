"""Which comments cover which findings: the one pass over both gives what looking at every pair would."""

from __future__ import annotations

from typing import Any, cast

import yaml
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.engine.options import Options
from jobs_lint.engine.registry import PluginChoice, load_registry
from jobs_lint.engine.suppress import Suppressor
from jobs_lint.finding import Diagnostic, Severity
from jobs_lint.read import read
from jobs_lint.recognise import Recognised
from jobs_lint.source import Source
from jobs_lint.span import Position, Span

LABELS = ("LIM101", "too-many-tasks", "LIM102", "NO001")
TREES = st.recursive(
    st.integers(0, 9) | st.sampled_from(["x", "a # b", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=3),
    max_leaves=12,
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Some documents with comments on their lines and between them."""
    trees = draw(st.lists(TREES.filter(lambda tree: isinstance(tree, dict | list)), min_size=1, max_size=3))
    lines = yaml.safe_dump_all(trees, default_flow_style=draw(st.sampled_from([False, None])), width=1000).splitlines()
    result = []
    for line in lines:
        label = draw(st.sampled_from(LABELS))
        where = draw(st.sampled_from(["", "", "above", "on the line"]))
        mark = f"# jobs-lint: ignore{draw(st.sampled_from(['', '', '', '-file']))}[{label}] why"
        result += [mark, line] if where == "above" else [f"{line} {mark}" if where else line]
    return "\n".join(result) + "\n"


@given(texts(), st.sampled_from(["LIM101", "LIM102"]))
def test_each_finding_meets_the_first_comment_that_covers_it(text: str, code: str) -> None:
    registry = load_registry(PluginChoice())
    source = Source("x.yaml", text)
    suppressor = Suppressor(source, Recognised((), read(text, "yaml").documents), Options(), registry)
    here = Position(1, 1)
    placed = [
        (Span(at, at), Diagnostic("x.yaml", here, here, code, "", Severity.ERROR, str(at)))
        for at in range(len(text) + 1)
    ]
    findings, suppressed = suppressor.sort(list(reversed(placed)))
    assert sorted(int(each.message) for each in (*findings, *suppressed)) == list(range(len(text) + 1))
    kept = {int(each.message): each.suppression for each in suppressed}
    directives = cast("Any", suppressor)._directives
    for span, _ in placed:
        first = next(
            (
                directive.kind
                for directive in directives
                if any(covered.covers(span) for covered in directive.covers)
                and any((rule := registry.get(label)) and rule.code == code for label in directive.labels)
            ),
            None,
        )
        suppression = kept.get(span.start)
        assert (suppression.kind if suppression else None) == first
