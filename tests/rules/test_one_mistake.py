"""Two rules for one mistake would be a defect: no example of a page may earn two findings in one place, but for those
named here, which are of two things that are wrong there."""

from __future__ import annotations

import re

import pytest

from jobs_lint.engine.lint import lint
from jobs_lint.engine.options import Options
from jobs_lint.engine.registry import PluginChoice, load_registry

FENCE = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ENDINGS = {"hcl": "tf", "shell": "sh", "bash": "sh"}
RULES = [rule for rule in load_registry(PluginChoice(installed=False)).rules if rule.check is not None]

# What the examples lack that aren't about it.
ABSENCES = ("SCH016",)
# Each of the two is still true when the other is mended.
TWO_THINGS = {
    frozenset(pair)
    for pair in (
        ("FIT002", "REL103"),
        ("LIM101", "REL001"),
        ("LIM103", "REL103"),
        ("LIM104", "REL006"),
        ("LIM201", "REL001"),
        ("LIM203", "REL203"),
        ("REL006", "REL007"),
        ("REL203", "REL244"),
        ("REL001", "SCH002"),
        ("REL111", "SEC007"),
    )
}


def examples() -> list[tuple[str, str, str]]:
    """The examples under `## Bad` of all pages: the rule's code, the path, the text."""
    return [
        (rule.code, f"job.{ENDINGS.get(language, language)}", text)
        for rule in RULES
        for language, text in FENCE.findall(rule.page.partition("## Bad")[2].partition("## Good")[0])
    ]


@pytest.mark.parametrize(("code", "path", "text"), examples())
def test_one_mistake_has_one_finding(code: str, path: str, text: str) -> None:
    result = lint(path, text.encode(), Options(select=("all",), preview=True, ignore=ABSENCES))
    own = [found for found in result.findings if found.code == code]
    for found in result.findings:
        for mine in own:
            if found.code != code and found.start == mine.start and found.field == mine.field:
                pair = frozenset({code, found.code})
                assert pair in TWO_THINGS, f"{mine.message}\n{found.code}: {found.message}"
