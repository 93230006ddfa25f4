"""`Setting`: one field of a job as the user wrote it, and comparisons that know what they don't know.

A setting is *set* (a literal), *unset* (the service's default counts, if it has one) or *unknown* (written, but not a
literal). A comparison with an unknown on either side is `UNKNOWN`, which counts as false in an `if`. Never put `not` in
front of a comparison: `not UNKNOWN` is true; use `not_()`.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from jobs_lint.finding import Finding, LimitRef, Related
from jobs_lint.model.table import last_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobs_lint.span import Span

T = TypeVar("T")


class Unknown:
    """The third truth value, and the value of whatever is computed from an unknown."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __reduce__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()
Truth = bool | Unknown


def not_(truth: Truth) -> Truth:
    """The opposite of a comparison; unknown stays unknown."""
    return UNKNOWN if isinstance(truth, Unknown) else not truth


def all_(*truths: Truth) -> Truth:
    """True where all are, false where one is false, else unknown."""
    if any(truth is False for truth in truths):
        return False
    return UNKNOWN if any(isinstance(truth, Unknown) for truth in truths) else True


def any_(*truths: Truth) -> Truth:
    """True where one is, false where all are false, else unknown."""
    if any(truth is True for truth in truths):
        return True
    return UNKNOWN if any(isinstance(truth, Unknown) for truth in truths) else False


def plain(value: Any) -> Any:
    """The bare value of a setting, a limit or a literal; None where there is none, UNKNOWN where it isn't known."""
    if isinstance(value, Setting):
        return value.value
    return getattr(value, "amount", value)  # a limit has its number in the unit of the model as `amount`


def _compute(operation: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
    """`operation` on two bare values. A missing one (unset, no default) compares like an unknown: nothing is known."""
    first, second = plain(left), plain(right)
    if first is UNKNOWN or second is UNKNOWN or first is None or second is None:
        return UNKNOWN
    return operation(first, second)


def min_(*values: Any) -> Any:
    """The least of settings, limits and numbers as a bare value; unknown where one is."""
    return _extreme(min, values)


def max_(*values: Any) -> Any:
    """The greatest of settings, limits and numbers as a bare value; unknown where one is."""
    return _extreme(max, values)


def _extreme(pick: Callable[[list[Any]], Any], values: tuple[Any, ...]) -> Any:
    bare = [plain(value) for value in values]
    return UNKNOWN if any(isinstance(value, Unknown) or value is None for value in bare) else pick(bare)


class Setting(Generic[T]):
    """One field of a job.

    `value` is the literal, or the service's default where the field is unset (None if it has none), or `UNKNOWN`.
    `text` is what the user wrote ('' where unset). `span` is the place of the value; of the nearest parent where unset.
    `field` is the path in the user's dialect, such as `spec.template.spec.taskCount`. Durations are in nanoseconds, CPU
    in thousandths of a CPU, memory in bytes. `flaw` says why the service refuses the spelling, `surprise` what YAML 1.1
    makes of it that a reader may not expect; both are mostly empty.
    """

    __slots__ = ("field", "flaw", "is_set", "span", "surprise", "text", "value")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, value: T | Unknown | None, text: str, span: Span, field: str, is_set: bool) -> None:
        self.value = value
        self.text = text
        self.span = span
        self.field = field
        self.is_set = is_set
        self.flaw = ""
        self.surprise = ""

    @property
    def key(self) -> str:
        """The last key of `field`, as messages name it: `taskCount`, `nvidia.com/gpu`."""
        return last_key(self.field)

    @property
    def is_unknown(self) -> bool:
        """Whether the field is written but not a literal."""
        return isinstance(self.value, Unknown)

    @property
    def is_known(self) -> bool:
        """Whether there is a value to reason with: a literal or a default."""
        return self.value is not None and not self.is_unknown

    @property
    def is_written(self) -> bool:
        """Whether the field is in the file at all, as a literal or not."""
        return self.is_set or self.is_unknown

    def known(self) -> T:
        """The value, where `is_known`. Raises ValueError elsewhere."""
        if self.value is None or isinstance(self.value, Unknown):
            raise ValueError(f"{self.field} has no known value")
        return self.value

    def finding(
        self,
        message: str,
        *,
        limit: Any = None,
        migrate_to: str | None = None,
        related: tuple[Related, ...] = (),
    ) -> Finding:
        """A finding at this setting. `limit` is the limit that was met, `migrate_to` the service that has room."""
        ref = LimitRef(limit.id, limit.value, limit.unit) if limit is not None else None
        value = (self.text or None) if self.is_written else None
        return Finding(message, self.span, self.field, value, ref, related, migrate_to)

    def also(self, message: str) -> Related:
        """This setting's place as a related place of a finding elsewhere."""
        return Related(self.span, message)

    def __repr__(self) -> str:
        return f"Setting({self.field}={self.value!r})"

    def __bool__(self) -> bool:
        return bool(self.value)

    def __eq__(self, other: object) -> Truth:  # type: ignore[override]
        return _compute(operator.eq, self, other)  # type: ignore[no-any-return]

    def __ne__(self, other: object) -> Truth:  # type: ignore[override]
        return _compute(operator.ne, self, other)  # type: ignore[no-any-return]

    def __lt__(self, other: Any) -> Truth:
        return _compute(operator.lt, self, other)  # type: ignore[no-any-return]

    def __le__(self, other: Any) -> Truth:
        return _compute(operator.le, self, other)  # type: ignore[no-any-return]

    def __gt__(self, other: Any) -> Truth:
        return _compute(operator.gt, self, other)  # type: ignore[no-any-return]

    def __ge__(self, other: Any) -> Truth:
        return _compute(operator.ge, self, other)  # type: ignore[no-any-return]

    def __add__(self, other: Any) -> Any:
        return _compute(operator.add, self, other)

    def __sub__(self, other: Any) -> Any:
        return _compute(operator.sub, self, other)

    def __mul__(self, other: Any) -> Any:
        return _compute(operator.mul, self, other)

    def __floordiv__(self, other: Any) -> Any:
        return _compute(operator.floordiv, self, other)

    __radd__ = __add__
    __rmul__ = __mul__
