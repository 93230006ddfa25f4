"""Every format on the one run, whole output; a format without a golden file fails.

Set JOBS_LINT_WRITE_GOLDEN=1 to write the files anew, and read the difference before you commit it.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from jobs_lint.report import formats, load
from jobs_lint.report.style import Style
from unit.report.example import RUN

GOLDEN = Path(__file__).parents[2] / "golden"
CASES = {
    **{name: (name, Style()) for name in formats()},
    "text-verbose-narrow": ("text", Style(width=60, verbose=True)),
}


@pytest.mark.parametrize("case", CASES)
def test_whole_output(case: str) -> None:
    name, style = CASES[case]
    stream = io.StringIO()
    load(name)(RUN, stream, style)
    path = GOLDEN / f"{case}.txt"
    if os.environ.get("JOBS_LINT_WRITE_GOLDEN"):
        path.write_bytes(stream.getvalue().encode())
    assert stream.getvalue() == path.read_bytes().decode()
