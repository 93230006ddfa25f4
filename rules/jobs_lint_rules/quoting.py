"""A file's own words in a message: as they are where they are short and can be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint_rules.words import LONGEST

if TYPE_CHECKING:
    from jobs_lint.api import Setting


def is_short(text: str) -> bool:
    """Whether a text can stand in a message."""
    return 0 < len(text) <= LONGEST and text.isprintable()


def quoted(text: str, otherwise: str) -> str:
    """A text between quotes, or what is said in its place."""
    return f'"{text}"' if is_short(text) else otherwise


def says(setting: Setting[str]) -> str:
    """What a setting says: `mountPath is /data`, or its key alone."""
    text = setting.known()
    return f"{setting.key} is {text}" if is_short(text) else setting.key
