"""The forms in which people write jobs. A dialect is one file here; nothing else names it.

The file has a `DIALECT`, or `DIALECTS` where the form holds jobs in several shapes. A file whose name starts with an
underscore is what dialects share.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobs_lint.dialects.base import Dialect

KINDS = {".yaml": "yaml", ".yml": "yaml", ".json": "json"}
"""The kind of a file by its extension."""

_NEVER_YAML = {".tf": "hcl", ".tfvars": "hcl", ".hcl": "hcl", ".sh": "shell", ".bash": "shell"}
"""Files that the hook is handed, which are not YAML whatever they hold."""

_ROOTS = (b"google", b"task")
"""What most tell-tales have in their first part, and most files don't have at all: looked for once for all of them."""


def module_names(package: str) -> tuple[str, ...]:
    """The names of the modules in a package of ours, sorted; also inside a zip file."""
    folder = os.path.dirname(sys.modules[package].__file__ or "")
    if os.path.isdir(folder):
        found = [name[:-3] for name in os.listdir(folder) if name.endswith(".py")]
    else:
        from pkgutil import iter_modules

        found = [module.name for module in iter_modules(sys.modules[package].__path__)]
    return tuple(sorted(name for name in found if name != "base" and not name.startswith("_")))


@cache
def dialects() -> tuple[Dialect, ...]:
    """All dialects, by name; one that has several shapes stands here once for each."""
    modules = [import_module(f"{__name__}.{name}") for name in module_names(__name__)]
    found = [each for module in modules for each in getattr(module, "DIALECTS", None) or (module.DIALECT,)]
    return tuple(sorted(found, key=lambda dialect: dialect.name))


def read_by(kind: str, data: bytes) -> tuple[list[Dialect], bool]:
    """The dialects that may have a job in a file, by its kind and its bytes; and whether one of them is certain to be
    meant, so that a file that can't be read is worth a complaint."""
    marks, hinting = _marks(kind)
    told: list[Dialect] = []
    for root, firsts in marks:  # nearly all files lack every root, so that this is their whole cost
        if root in data:
            for first, rest in firsts:
                if first in data:
                    told += [dialect for others, dialect in rest if all(other in data for other in others)]
    hinted = [dialect for dialect in hinting if dialect.hinted_by(data)]
    found = [*told, *hinted]
    return [dialect for dialect in dialects() if dialect in found] if len(found) > 1 else found, bool(told)


_Marks = list[tuple[bytes, list[tuple[bytes, list[tuple[list[bytes], "Dialect"]]]]]]
"""By root and by first part, which many tell-tales share: what else each has, and whose it is."""


@cache
def _marks(kind: str) -> tuple[_Marks, list[Dialect]]:
    """The tell-tales of all dialects for a kind of file, and the dialects that go by hints."""
    able = [dialect for dialect in dialects() if kind in dialect.kinds]
    marks: dict[bytes, dict[bytes, list[tuple[list[bytes], Dialect]]]] = {}
    for dialect in able:
        for first, *others in dialect.tells:
            root = next((root for root in _ROOTS if root in first), first)
            marks.setdefault(root, {}).setdefault(first, []).append((others, dialect))
    return [(root, list(firsts.items())) for root, firsts in marks.items()], [each for each in able if each.hints]


def kind_of(path: str, data: bytes) -> str:
    """The kind of a file: by its extension, else a script by its first line, JSON by its bracket, else YAML."""
    extension = os.path.splitext(path)[1].lower()
    known = KINDS.get(extension) or _NEVER_YAML.get(extension)
    if known is not None:
        return known
    if data[:2] == b"#!":
        return "shell"
    return "json" if data[:64].lstrip()[:1] in (b"{", b"[") else "yaml"


def tells_of(path: str, chunks: Iterable[bytes]) -> bool:
    """Whether a file too large to hold has a dialect's certain tell-tale, by its bytes in overlapping pieces."""
    wanted = {tell for dialect in dialects() for tells in dialect.tells for tell in tells}
    seen: set[bytes] = set()
    kind = ""
    for chunk in chunks:
        kind = kind or kind_of(path, chunk)
        seen |= {tell for tell in wanted - seen if tell in chunk}
    return any(
        kind in dialect.kinds and any(seen.issuperset(tells) for tells in dialect.tells) for dialect in dialects()
    )
