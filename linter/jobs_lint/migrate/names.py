"""How values and names go over: what isn't known as it is written, and marks for what a file doesn't say."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any, Final

from jobs_lint.limits import human_count
from jobs_lint.model.placeholder import has_mark, is_name_in_capitals
from jobs_lint.model.setting import Setting, Unknown
from jobs_lint.model.table import last_key, shortened
from jobs_lint.pattern import compiled

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from jobs_lint.model.part import Parts

NO_PROJECT: Final = "<PROJECT_ID>"
NO_REGION: Final = "<REGION>"
NO_NAME: Final = "<JOB_NAME>"
NO_IMAGE: Final = "<IMAGE>"
"""What stands where the file doesn't say: a mark that everybody sees and that is read as one."""

_VARIABLES: Final = r"(?:[A-Za-z0-9_./-]|\$\{[A-Za-z_]\w*+\}|\$[A-Za-z_]\w*+)++"
"""A word that a shell makes another one of, by its variables."""

_SHOWN: Final = 5
"""How many of the values that aren't known are named."""

_NUMBERS: Final = frozenset(
    ("taskCount", "parallelism", "maxRetryCount", "maxRetries", "timeoutSeconds", "cpuMilli", "memoryMib", "count")
)
"""Fields that hold a number, which a mark in its place makes a text of."""

_LONGEST: Final = 200
_STAMP: Final = 6
"""A number of so many digits at the end of a name is a time, or one that was made up."""


def carried(setting: Setting[Any]) -> str:
    """A text as it is written. What isn't known and has no mark (an expression of Terraform's) is given one."""
    value, text = setting.value, setting.text
    if not isinstance(value, Unknown):
        return text or ("" if value is None else str(value))
    if not text or (not has_mark(text) and (len(text) > _LONGEST or "\n" in text)):
        return f"<{setting.key}>"
    return text if has_mark(text) or setting.flaw else f"${{{text}}}"


def shell_word(text: str) -> str:
    """A word of a command: a variable of a shell stays one, and nothing else in it means anything to the shell."""
    is_variable = "$" in text and compiled(_VARIABLES).fullmatch(text) is not None
    return f'"{text}"' if is_variable else shlex.quote(text)


def number(setting: Setting[int]) -> int | str:
    """A count as it is written."""
    value = setting.value
    if isinstance(value, int):
        return value
    return setting.text if is_name_in_capitals(setting.text) else carried(setting)


def to_fill_in(found: Mapping[str, str]) -> str:
    """A note on the values that aren't known, by what is written, with the path of each."""
    shown = [f"{shortened(text)} ({last_key(path)})" for text, path in list(found.items())[:_SHOWN]]
    more = f" and {human_count(len(found) - _SHOWN)} more" if len(found) > _SHOWN else ""
    are_numbers = any(last_key(path) in _NUMBERS for path in found.values())
    quotes = "; where that is a number, without quotes" if are_numbers else ""
    return f"fill in what isn't known here and stands as it is written: {', '.join(shown)}{more}{quotes}"


def whole(parts: Parts[Any]) -> Setting[Any]:
    """A list as one field, of which something can be said; the list has an item at least."""
    field, _, place = parts[0].field.rpartition("[")
    field = field if place == "0]" else parts[0].field
    return Setting(None, "", parts[0].place, field, is_set=False)


def dns_label(text: str, longest: int) -> str:
    """A text as a name of small letters, digits and hyphens that starts with a letter; empty where nothing is left."""
    made = "".join(char if char.isascii() and char.isalnum() else "-" for char in text.lower())
    made = "-".join(word for word in made.split("-") if word).lstrip("-0123456789")
    return made[:longest].rstrip("-")


def without_stamp(name: str) -> str:
    """A job id without the time or the random number that made it fit for one run only."""
    words = name.split("-")
    while len(words) > 1 and words[-1].isdecimal() and len(words[-1]) >= _STAMP:
        words.pop()
    return "-".join(words)


def another(name: str, taken: Container[str]) -> str:
    """A name that isn't taken: the name itself, or with a number behind it."""
    number = 2
    found = name
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found
