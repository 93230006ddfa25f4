"""A file's own words in a message: as they are where they are short and can be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobs_lint_rules.words import LONGEST, MOST_SHOWN

if TYPE_CHECKING:
    from jobs_lint.api import EnvVar, Setting


def is_short(text: str) -> bool:
    """Whether a text can stand in a message."""
    return 0 < len(text) <= LONGEST and text.isprintable()


def quoted(text: str, otherwise: str) -> str:
    """A text between quotes, or what is said in its place."""
    return f'"{text}"' if is_short(text) else otherwise


def in_quotes(setting: Setting[str]) -> str:
    """A setting's text between quotes, or `this`."""
    return quoted(setting.text.strip(), "this")


def says(setting: Setting[str]) -> str:
    """What a setting says: `mountPath is /data`, or its key alone."""
    text = setting.known()
    return f"{setting.key} is {text}" if is_short(text) else setting.key


def brief(text: str, otherwise: str = "a long text") -> str:
    """A text as it is, or what is said in its place where it is too long for a message."""
    text = text.strip()
    return text if not text or is_short(text) else otherwise


def shown(text: str) -> str:
    """A text on one line, cut where it is long, with escapes for what can't be printed."""
    line = _cut(" ".join(text.split()))
    return line if line.isprintable() else _cut(ascii(line)[1:-1])


def _cut(line: str) -> str:
    return line if len(line) <= MOST_SHOWN else line[: MOST_SHOWN - 1] + "…"


def with_text(setting: Setting[Any]) -> str:
    """A field by its key and, where it is short, its text: `image busybox`."""
    text = setting.text.strip()
    return f"{setting.key} {text}" if is_short(text) else setting.key


def named(variable: EnvVar) -> str:
    """A variable by its name, where that can be shown."""
    return brief(variable.name.text, "") or "a variable"
