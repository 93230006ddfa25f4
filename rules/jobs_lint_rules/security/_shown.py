"""How a finding names a field with what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobs_lint_rules.words import LONGEST

if TYPE_CHECKING:
    from jobs_lint.api import Setting


def shown(setting: Setting[Any]) -> str:
    """A field by its key and, where it is short, its text: `image busybox`."""
    text = setting.text.strip()
    return f"{setting.key} {text}" if text and text.isprintable() and len(text) <= LONGEST else setting.key
