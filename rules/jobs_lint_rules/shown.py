"""A text of the user's as messages show it."""

from __future__ import annotations

from jobs_lint_rules.words import short


def shown(text: str) -> str:
    """A text on one line, cut where it is long, with escapes for what can't be printed."""
    line = short(text)
    return line if line.isprintable() else short(ascii(line)[1:-1])
