"""The example on docs/migrate.md is what `migrate` does today.

Set JOBS_LINT_WRITE_GOLDEN=1 to write the page anew, and read the difference before you commit it.
"""

from __future__ import annotations

import os
import re
import shlex
from typing import TYPE_CHECKING

from kit import ROOT, run_here

if TYPE_CHECKING:
    from pathlib import Path

PAGE = ROOT / "docs" / "migrate.md"


def block(page: str, mark: str) -> str:
    """The text of the fenced block below a mark."""
    found = re.search(rf"^<!-- {mark} -->\n```\w+\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert found is not None, mark
    return found[1]


def test_the_example_is_what_is_written_today(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / "render.yaml").write_text(block(page, "source: render.yaml"), encoding="utf-8")
    command, _, _ = block(page, "report").partition("\n")
    result = run_here(*shlex.split(command)[2:], cwd=tmp_path)
    assert (result.code, result.out) == (0, "")
    written = (tmp_path / "render.batch.yaml").read_text(encoding="utf-8")
    today = page.replace(block(page, "report"), f"{command}\n{result.err}").replace(block(page, "result"), written)
    if os.environ.get("JOBS_LINT_WRITE_GOLDEN"):
        PAGE.write_text(today, encoding="utf-8")
    assert today == page
    assert run_here("render.batch.yaml", cwd=tmp_path).code == 0
