"""Globs of config and .gitignore files. Here alone is pathspec imported, and only once there is a glob to match."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pathspec import GitIgnoreSpec

# A glob becomes a backtracking pattern whose time grows with the length of a path to the power of its wildcards.
# Three of them on the longest names take a tenth of a second; five take minutes, and globs come with the linted tree.
MOST_WILDCARDS = 3
MOST_GLOBS = 1000
# Of the lines of one .gitignore, so many with all the wildcards allowed, and so many in all.
_MOST_WILD = 50
_MOST_LINES = 5000
_LONGEST = 1000
_WILDCARDS = re.compile(r"\*+")


def problem_with(glob: str) -> str | None:
    """Why a glob can't be used, in words that go on after its name; None where it can."""
    if not glob.strip() or "\0" in glob or "\n" in glob:
        return "is empty" if not glob.strip() else "holds a NUL or a line break"
    if len(glob) > _LONGEST:
        return f"is longer than {_LONGEST} characters"
    if _wildcards(glob) > MOST_WILDCARDS:
        return f"has more than {MOST_WILDCARDS} wildcards (`*` or `**`), which can take for ever to match"
    from pathspec import GitIgnoreSpec

    try:
        patterns = list(GitIgnoreSpec.from_lines([glob]).patterns)
    except ValueError:
        return "is not a valid glob"
    if not patterns or patterns[0].include is None:
        return "matches nothing"
    return None


def _wildcards(glob: str) -> int:
    # `**/` in front and `/**` at the end add nothing to what the pattern does without them.
    return len(_WILDCARDS.findall(glob.removeprefix("**/").removesuffix("/**")))


def spec_of_lines(lines: Iterable[str]) -> GitIgnoreSpec:
    """The patterns of a .gitignore file. A line that is no valid pattern, as for git, or a slow one is left out."""
    from pathspec import GitIgnoreSpec

    usable: list[str] = []
    wild = 0
    for line in lines:
        wildcards = _wildcards(line)
        wild += wildcards == MOST_WILDCARDS
        most = MOST_WILDCARDS if wild <= _MOST_WILD else MOST_WILDCARDS - 1
        if len(line) <= _LONGEST and wildcards <= most:
            usable.append(line)
        if len(usable) == _MOST_LINES:
            break
    try:
        return GitIgnoreSpec.from_lines(usable)
    except ValueError:
        return GitIgnoreSpec.from_lines([line for line in usable if _is_valid(line)])


def _is_valid(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


def decision(spec: GitIgnoreSpec, path: str) -> bool | None:
    """Whether the last pattern that matches leaves the path out (True) or takes it in (False); None: none matches."""
    return spec.check_file(path).include


@lru_cache(maxsize=256)
def _compiled(globs: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(globs)


def path_matches(globs: tuple[str, ...], path: str) -> bool:
    """Whether gitignore-like globs match a path (`/`-separated, relative to where the globs are at home)."""
    return decision(_compiled(globs), path) is True


def name_matches(pattern: str, name: str) -> bool:
    """Whether a job's name is the pattern, or matches it as a glob."""
    if pattern == name:
        return True
    if not any(mark in pattern for mark in "*?["):
        return False
    from fnmatch import fnmatchcase

    return fnmatchcase(name, pattern)


def below(path: str, folder: str) -> str:
    """The path as seen from a folder, `/`-separated.

    A file that isn't below the folder (an explicit config kept elsewhere) is seen from the working folder, and one
    that isn't below that either from the filesystem's root.
    """
    full = absolute(path)
    for base in (folder, absolute("")):
        if full == base:
            return ""
        prefix = base if base.endswith(os.sep) else base + os.sep
        if full.startswith(prefix):
            full = full[len(prefix) :]
            break
    return full.replace(os.sep, "/").lstrip("/")


def absolute(path: str) -> str:
    """The absolute path, links kept; the path itself where the working folder is gone."""
    try:
        return os.path.abspath(path)
    except OSError:
        return os.path.normpath(path)
