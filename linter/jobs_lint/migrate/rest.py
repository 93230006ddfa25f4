"""What no topic has spoken of: each field that is written is told once, be it known to the model or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jobs_lint.migrate.migration import BLOCKER, CHANGED
from jobs_lint.model.placeholder import is_placeholder
from jobs_lint.model.setting import Setting
from jobs_lint.model.table import below, camel_case
from jobs_lint.read.resolve import is_null
from jobs_lint.read.tree import Mapping, Opaque, Scalar, Sequence
from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Notes

    from jobs_lint.migrate.draft import Draft
    from jobs_lint.model.job import Job
    from jobs_lint.read.tree import Node
    from jobs_lint.span import Span

_UNTOLD: Final = "no such field is known, or none like it there: see that what it was for is said in another way"
_UNSEEN: Final = "it isn't known here what stands in its place: add it where it belongs"
_EMPTY: Final = "there is nothing in it"


class _Field(NamedTuple):
    """A field that is written: its last key, in camelCase, and its path."""

    key: str
    node: Node
    place: Span
    path: str


def tell_the_rest(draft: Draft, job: Job, notes: Notes[str, tuple[str, str]]) -> None:
    """Tell of each written field that no step has told of yet.

    `notes` has, by key (in camelCase), what becomes of a field: an outcome and its note; a key with a value behind `=`
    is for that value alone. A field without a note is lost, and nothing is said of one whose note is empty.
    """
    told = {step.source for step in draft.steps if step.source}
    for field in _Search(told, notes).untold(_Field("", job._node, job.place, job.field))[0]:
        is_empty = (isinstance(field.node, Mapping) and not field.node.pairs) or (
            isinstance(field.node, Sequence) and not field.node.items
        )
        text = field.node.text if isinstance(field.node, Scalar | Opaque) else ""
        setting: Setting[str] = Setting(None, text, field.place, field.path, is_set=False)
        outcome, note = (
            notes.get(f"{field.key}={text}")
            or notes.get(field.key)
            or ((CHANGED, _EMPTY) if is_empty else ("", _UNSEEN if is_placeholder(field.node) else _UNTOLD))
        )
        if is_empty and note and outcome != BLOCKER:
            outcome, note = CHANGED, _EMPTY
        if not note:
            continue
        if outcome == CHANGED:
            draft.leave_out(setting, note)
        elif outcome == BLOCKER:
            draft.block(setting, note)
        else:
            draft.lose(setting, note)


class _Search:
    """The search for what no step has told. `reached` are the paths that were told, and those above them."""

    def __init__(self, told: set[str], notes: Notes[str, tuple[str, str]]) -> None:
        self.told = told
        self.notes = notes
        self.above = {start for path in told for start in _starts(path)}
        self.reached = told | self.above

    def untold(self, field: _Field) -> tuple[list[_Field], bool]:
        """The untold fields at and below one, and whether nothing else is there: then, of several, it stands for all.

        No tree is so deep that calling itself could go wrong: its reader sees to that.
        """
        node, path, key = field.node, field.path, field.key
        if not isinstance(node, Sequence) and f"{path}[0]" in self.reached:
            path += "[0]"  # it stands in the stead of a list, as whose only item it counts
        if path in self.told:
            return [], False
        if isinstance(node, Scalar) and is_null(node):
            return [], True
        if isinstance(node, Sequence) and not node.items:
            return [], True  # empty lists say nothing
        if key in self.notes and path not in self.above:
            return [field], False
        if isinstance(node, Mapping) and node.pairs and not is_placeholder(node):
            below_it = [_entry(path, name, *pair) for name, pair in node.entries.items()]
        elif isinstance(node, Sequence) and node.items:
            is_made = key.startswith("@")
            numbered = enumerate(node.items)
            below_it = [_Field(key, item, item.span, path if is_made else below(path, i)) for i, item in numbered]
        else:
            is_one = bool(path) and path not in self.above
            return ([field] if is_one else []), True
        found: list[_Field] = []
        is_bare = True
        for each in below_it:
            fields, bare = self.untold(each)
            found += fields
            is_bare = is_bare and bare
        if is_bare and len(found) > 1 and path and not key.startswith("@") and path not in self.above:
            found = [field]
        return found, is_bare


def _entry(path: str, key: str, at: Node, value: Node) -> _Field:
    """A field of a mapping. A key that the user didn't write, such as those of a command line, isn't in the path."""
    if key.startswith("@"):
        return _Field(key, value, at.span, path)
    return _Field(key if "-" in key else camel_case(key), value, at.span, below(path, key))


def _starts(path: str) -> Iterator[str]:
    """The paths of all that is above a path."""
    for index, char in enumerate(path):
        if char in ".[":
            yield path[:index]
