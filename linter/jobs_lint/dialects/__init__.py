"""The forms in which people write jobs. A dialect is one file here; nothing else names it.

The file has a `DIALECT`, or `DIALECTS` where the form holds jobs in several shapes, and a `CARRIER`, or `CARRIERS`,
where it holds texts of other kinds. A file whose name starts with an
underscore is what dialects share.
"""

import os
import sys
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, TypeVar

from jobs_lint.dialects.base import Carrier, Dialect
from jobs_lint.pattern import compiled_bytes
from jobs_lint.record import NamedTuple

KINDS = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".tf": "hcl", ".sh": "shell", ".bash": "shell"}
"""The kind of a file by its extension: what is looked for in folders."""

_NEVER_YAML = {".tfvars": "hcl", ".hcl": "hcl", ".zsh": "shell", ".ksh": "shell"}
"""Files that the hook is handed, which are not YAML whatever they hold."""

_TEMPLATES = frozenset({".tftpl", ".tmpl", ".tpl", ".gotmpl", ".j2", ".jinja", ".jinja2", ".erb", ".template"})
"""What is behind the extension of a file that a template becomes."""

_MARKS = (b"{{", b"{%", b"{#")
"""What a template begins with, and no JSON."""

_SNIFFED = 64 * 1024
_HCL_BLOCK = rb'(?m)^(?:resource|data|module|variable|provider)[ \t]+"[^"\n]{1,200}"[^\n=:]{0,300}\{|^locals[ \t]*\{'
_GCLOUD_LINE = rb"(?m)^gcloud[ \t]"

_ROOTS = (b"google", b"task", b"cloud")
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
def _modules() -> tuple[ModuleType, ...]:
    return tuple(import_module(f"{__name__}.{name}") for name in module_names(__name__))


@cache
def dialects() -> tuple[Dialect, ...]:
    """All dialects, by name; one that has several shapes stands here once for each."""
    found = [each for module in _modules() for each in _members(module, "DIALECT")]
    return tuple(sorted(found, key=lambda dialect: dialect.name))


@cache
def _all_carriers() -> tuple[Carrier, ...]:
    return tuple(each for module in _modules() for each in _members(module, "CARRIER"))


def _members(module: ModuleType, name: str) -> tuple[Any, ...]:
    """What a module has under a name, or several under its plural."""
    one = getattr(module, name, None)
    several: tuple[Any, ...] = getattr(module, f"{name}S", ())
    return several if one is None else (one, *several)


class Candidates(NamedTuple):
    """What may have a job in a file. With `certain`, the file is meant for one of them, so that it is worth a complaint
    where it can't be read; with `forced`, what is in it is a job of the first whatever it looks like."""

    dialects: tuple[Dialect, ...] = ()
    carriers: tuple[Carrier, ...] = ()
    certain: bool = False
    forced: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing tells of a job."""
        return not self.dialects and not self.carriers


NONE = Candidates()
_Each = TypeVar("_Each")


def read_by(kind: str, data: bytes) -> Candidates:
    """What may have a job in a file, by its kind and its bytes."""
    told: dict[int, Dialect] = {}
    hinted: dict[int, Dialect] = {}
    carriers: dict[int, Carrier] = {}
    for root, firsts in _marks(kind):  # nearly all files lack every root, so that this is their whole cost
        if root not in data:
            continue
        for first, signs in firsts:
            if first not in data:
                continue
            for number, others, each in signs:
                if others is None:
                    if isinstance(each, Dialect) and each.hinted_by(data):
                        hinted[number] = each
                elif all([other in data for other in others]):  # noqa: C419 (a list is quicker)
                    if isinstance(each, Dialect):
                        told[number] = each
                    else:
                        carriers[number] = each
    if not (told or hinted or carriers):
        return NONE
    return Candidates(_in_order(told | hinted), _in_order(carriers), certain=bool(told))


def _in_order(numbered: dict[int, _Each]) -> tuple[_Each, ...]:
    return tuple([numbered[number] for number in sorted(numbered)])


def of_kind(kind: str) -> Candidates:
    """All that reads a kind of file."""
    known = tuple(dialect for dialect in dialects() if kind in dialect.kinds)
    return Candidates(known, tuple(carrier for carrier in _all_carriers() if kind in carrier.kinds))


def named(name: str) -> tuple[Dialect, ...]:
    """The shapes of the dialect of a name; none where no dialect has it."""
    return tuple(dialect for dialect in dialects() if dialect.name == name)


_Signs = list[tuple[int, list[bytes] | None, Dialect | Carrier]]
_Marks = list[tuple[bytes, list[tuple[bytes, _Signs]]]]
"""By root and by first part, which many signs share: the number of whose sign it is, what else is looked for (None: its
hints), and whose it is."""


@cache
def _marks(kind: str) -> _Marks:
    """The tell-tales of all dialects and carriers for a kind of file, and the hints of dialects."""
    marks: dict[bytes, dict[bytes, _Signs]] = {}

    def add(first: bytes, number: int, others: list[bytes] | None, each: Dialect | Carrier) -> None:
        root = next((root for root in _ROOTS if root in first), first)
        marks.setdefault(root, {}).setdefault(first, []).append((number, others, each))

    everything: tuple[Dialect | Carrier, ...] = (*dialects(), *_all_carriers())
    for number, each in enumerate(everything):
        if kind not in each.kinds:
            continue
        for first, *others in each.tells:
            add(first, number, others, each)
        if isinstance(each, Dialect) and each.hints:
            add(each.hints[0][0], number, None, each)
    return [(root, list(firsts.items())) for root, firsts in marks.items()]


def kind_of(path: str, data: bytes) -> str:
    """The kind of a file: by its extension, of a template by the one before (`job.yaml.tftpl`), else by its content: a
    script by its first line or a line that calls gcloud, HCL by a block, JSON by its bracket, else YAML."""
    known = kind_by_name(path)
    if known:
        return known
    if data[:2] == b"#!":
        return "shell"
    begins = data[:64].lstrip()[:2]
    if begins[:1] in (b"{", b"[") and begins not in _MARKS:
        return "json"
    if compiled_bytes(_HCL_BLOCK).search(data, 0, _SNIFFED):
        return "hcl"
    return "shell" if compiled_bytes(_GCLOUD_LINE).search(data, 0, _SNIFFED) else "yaml"


def kind_by_name(path: str) -> str:
    """The kind that a file's name tells; empty where it tells none."""
    plain = KINDS.get(path[path.rfind(".") :])
    if plain is not None and plain != "json":  # as nearly all files, without taking the name apart
        return plain
    root, extension = os.path.splitext(path)
    if extension.lower() in _TEMPLATES:
        root, extension = os.path.splitext(root)
    extension = extension.lower()
    if extension == ".json" and root.lower().endswith(".tf"):
        return "tf-json"
    return KINDS.get(extension) or _NEVER_YAML.get(extension) or ""


def tells_of(path: str, chunks: Iterable[bytes]) -> bool:
    """Whether a file too large to hold has a dialect's certain tell-tale, by its bytes in overlapping pieces."""
    wanted = {tell for dialect in dialects() for tells in dialect.tells for tell in tells}
    seen: set[bytes] = set()
    kind = ""
    for chunk in chunks:
        kind = kind or kind_of(path, chunk)
        seen |= {tell for tell in wanted - seen if tell in chunk}
    return read_by(kind, b"\n".join(seen)).certain
