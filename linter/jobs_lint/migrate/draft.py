"""A migration in the making: the other service's config, and what is to be said of each field."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from jobs_lint.migrate.migration import ASSUMED, BLOCKER, CHANGED, LOST, NEEDS_YOU, SAME, Step
from jobs_lint.model.setting import Unknown
from jobs_lint.model.table import path_of

if TYPE_CHECKING:
    from jobs_lint.model.part import Part
    from jobs_lint.model.setting import Setting

    Source: TypeAlias = "Setting[Any] | Part"

Path: TypeAlias = tuple[str | int, ...]
AS_IT_IS: Final = object()


class Draft:
    """A document that grows field by field, and the steps that say where each came from.

    A value that isn't known is carried over as it is written. A path is keys and numbers of list items; what lies on
    the way is made. Each field of the job is told once at least.
    """

    def __init__(self) -> None:
        self.document: dict[str, Any] = {}
        self.steps: list[Step] = []
        self.origins: dict[Path, int] = {}

    def put(self, path: Path, value: Any) -> None:
        """Write a value of which nothing is to be said: what the target's form demands."""
        target: Any = self.document
        for here, following in pairwise(path):
            target = _within(target, here, [] if isinstance(following, int) else {})
        last = path[-1]
        if isinstance(last, int):
            assert last == len(target), "items are written in order"  # noqa: S101
            target.append(value)
        else:
            target[last] = value

    def keep(self, setting: Source, path: Path, value: Any = AS_IT_IS) -> None:
        """The same there. `value` is the target's spelling of it, where that isn't the model's."""
        self._put(setting, path, value)
        self._say(SAME, "", setting, path)

    def change(self, setting: Source, path: Path, value: Any, note: str) -> None:
        """Another value or another kind of field there; the note says how it differs."""
        self._put(setting, path, value)
        self._say(CHANGED, note, setting, path)

    def change_only(self, source: Source, path: Path, note: str) -> None:
        """Say that a field became what `put` wrote at a path; the note says how it differs."""
        self.origins.setdefault(path, source.span.start)
        self._say(CHANGED, note, source, path)

    def assume(self, path: Path, value: Any, note: str) -> None:
        """What the job doesn't say and the target has to know; the note says why this value."""
        self.put(path, value)
        self._say(ASSUMED, note, None, path)

    def leave_out(self, source: Source, note: str) -> None:
        """Nothing to write there, and nothing lost: the target does it anyway, or it is said elsewhere than in it."""
        self._say(CHANGED, note, source, ())

    def lose(self, source: Source, note: str) -> None:
        """Nothing like it there; the note says why, and what to do instead."""
        self._say(LOST, note, source, ())

    def need(self, note: str, source: Source | None = None, path: Path = ()) -> None:
        """What a person has to do."""
        self._say(NEEDS_YOU, note, source, path)

    def block(self, source: Source, note: str) -> None:
        """What makes the job impossible there; the note has both numbers, where there are two."""
        self._say(BLOCKER, note, source, ())

    def _put(self, source: Source, path: Path, value: Any) -> None:
        if value is AS_IT_IS or isinstance(value, Unknown):
            found = getattr(source, "value", None)
            value = source.text if found is None or isinstance(found, Unknown) else found  # type: ignore[union-attr]
        self.put(path, value)
        self.origins[path] = source.span.start

    def _say(self, outcome: str, note: str, source: Source | None, path: Path) -> None:
        self.steps.append(
            Step((source.field or None) if source is not None else None, path_of(path) if path else None, outcome, note)
        )


def _within(target: Any, key: str | int, empty: Any) -> Any:
    """The collection at a key or number of a collection, made where it isn't there yet."""
    if isinstance(target, dict):
        return target.setdefault(key, empty)
    if key == len(target):
        target.append(empty)
    return target[key]
