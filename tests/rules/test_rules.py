"""Run the documents beside this file through the whole engine; `mdtest` says how they are written."""

from __future__ import annotations

import pytest

from jobs_lint.engine.lint import lint
from rules.mdtest import Input, documents, inputs


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case.title) for document in documents() for case in inputs(document)]
)
def test_case(case: Input) -> None:
    result = lint(case.path, case.text.encode(), case.options)
    assert result.jobs, "the input holds no job"
    found = [(tuple(one.start), tuple(one.end), str(one.severity), one.code, one.migrate_to) for one in result.findings]
    said = "\n".join(f"{one.start} {one.code} {one.message}" for one in result.findings)
    assert sorted(found, key=repr) == sorted((one[:5] for one in case.expected), key=repr), said
    for expected in case.expected:
        messages = [
            one.message for one in result.findings if one.code == expected.code and tuple(one.start) == expected.start
        ]
        assert any(expected.words in message for message in messages), (expected.words, messages)
