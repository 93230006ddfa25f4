"""The locals and variables of a module, which is all files of one folder."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from jobs_lint.pattern import compiled
from jobs_lint.read.hcl.syntax import attribute, body, keyword, label, labels, parse, top_level, unmarked
from jobs_lint.read.tree import Mapping, Node, Scalar, Sequence
from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tree_sitter import Node as Syntax

    Beside = Callable[[], tuple[tuple[str, str], ...]]

_ASSIGNED = r"""(?m)^[ \t]*+"?([A-Za-z_][\w-]{0,200})"?[ \t]*+="""
_ASSIGNED_IN_JSON = r'"([A-Za-z_][\w-]{0,200})"[ \t\r\n]*+:'
# Files of a folder beyond these are left out, and what they define is unknown.
_MOST_FILES = 1000


class Definition(NamedTuple):
    """What a name stands for: an expression of a .tf file or a node of a .tf.json file, and that file's text."""

    text: str
    node: Syntax | Node


class _Names(NamedTuple):
    locals: dict[str, Definition | None]
    defaults: dict[str, Definition | None]
    assigned: frozenset[str]


class Module:
    """The module that a file belongs to, looked at when first asked."""

    __slots__ = ("_beside", "_names", "text")

    def __init__(self, text: str, beside: Beside) -> None:
        self.text = text
        self._beside = beside
        self._names: _Names | None = None

    def local(self, name: str) -> Definition | None:
        """The definition of a local value, if it is known."""
        return self._all().locals.get(name)

    def default(self, name: str) -> Definition | None:
        """The default of a variable, if it has one and no file of values beside gives it another."""
        names = self._all()
        return None if name in names.assigned else names.defaults.get(name)

    def _all(self) -> _Names:
        if self._names is None:
            files = self._beside()
            # What is in no folder is a module by itself.
            if not any(unmarked(text) == self.text for _, text in files):
                files = (("main.tf.json" if self.text.lstrip().startswith("{") else "main.tf", self.text), *files)
            self._names = _names(files)
        return self._names


@lru_cache(maxsize=4)
def _names(files: tuple[tuple[str, str], ...]) -> _Names:
    names = _Names({}, {}, frozenset())
    assigned: set[str] = set()
    for name, text in files[:_MOST_FILES]:
        if name.endswith(".tfvars"):
            assigned.update(found[1] for found in compiled(_ASSIGNED).finditer(text))
        elif name.endswith(".tfvars.json"):
            assigned.update(found[1] for found in compiled(_ASSIGNED_IN_JSON).finditer(text))
        elif "locals" in text or "variable" in text:
            if name.endswith(".json"):
                _from_json(names, text)
            else:
                _from_hcl(names, unmarked(text))
    return names._replace(assigned=frozenset(assigned))


def _from_hcl(names: _Names, text: str) -> None:
    root = parse(text)
    for block in top_level(root) if root is not None else ():
        kind = keyword(block, text) if block is not None else ""
        if block is None or kind not in ("locals", "variable"):
            continue
        inside = body(block)
        values = {}
        for node in inside.children if inside is not None else ():
            if node.type == "attribute":
                key, expression = attribute(node)
                sound = expression is not None and not node.has_error
                name = text[key.start_byte : key.end_byte]
                values[name] = Definition(text, expression) if expression is not None and sound else None
        if kind == "locals":
            for name, definition in values.items():
                _define(names.locals, name, definition)
        else:
            for each in labels(block)[:1]:
                _define(names.defaults, label(each, text), values.get("default"))


def _from_json(names: _Names, text: str) -> None:
    from jobs_lint.read.caps import Caps
    from jobs_lint.read.json import read_json

    documents = read_json(text, Caps()).documents
    root = documents[0].root if documents else None
    for values in _objects(root, "locals"):
        for key, value in values.pairs:
            if isinstance(key, Scalar):
                _define(names.locals, key.text, Definition(text, value))
    for variables in _objects(root, "variable"):
        for key, value in variables.pairs:
            if isinstance(key, Scalar):
                default = value.get("default") if isinstance(value, Mapping) else None
                _define(names.defaults, key.text, Definition(text, default) if default is not None else None)


def _objects(root: Node | None, key: str) -> Iterator[Mapping]:
    found = root.get(key) if isinstance(root, Mapping) else None
    for each in found.items if isinstance(found, Sequence) else (found,):
        if isinstance(each, Mapping):
            yield each


def _define(names: dict[str, Definition | None], name: str, definition: Definition | None) -> None:
    """Of what is defined twice (which Terraform refuses, and an override file may do) nothing is known."""
    names[name] = None if name in names else definition
