"""`Limit`, one number with its source, and `Limits`, all of them as a run has them in force."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from jobs_lint.limits.table import PREVIEW, ROWS, WRITTEN, Row
from jobs_lint.limits.thresholds import THRESHOLDS
from jobs_lint.limits.thresholds import Row as ThresholdRow
from jobs_lint.limits.units import (
    GIB,
    MIB,
    NANOSECONDS,
    human_bytes,
    human_count,
    human_cpu,
    human_duration,
)
from jobs_lint.record import NamedTuple

# What one of a unit is in the model, whose durations are nanoseconds and whose sizes are bytes. Compute Engine's GB are
# powers of two as well. All other units are counts, and CPU is in thousandths on both sides.
_SCALES: Final = {"s": NANOSECONDS, "MiB": MIB, "GiB": GIB, "GB": GIB}


class Variant(NamedTuple):
    """Another value of a limit than the one in force, in the limit's unit."""

    value: int
    source: str
    note: str
    text: str


class Override(NamedTuple):
    """A value that a user puts in a limit's place, in the limit's unit, and why."""

    value: int
    reason: str


class Limit(NamedTuple):
    """One limit, range or default.

    `value` is in `unit`; `amount` is the same in the unit of the model's settings, so that a setting can be compared
    with the limit itself; `text` is the same in words (`written`, where people know it by other words than those its
    unit suggests). `kind` is `max`, `min`, `default`, `fixed`, or `threshold` for a figure of our own from which on
    advice is given (`service` is `advice` then, `source` the page that the advice rests on); `stage` is `ga` or
    `preview`. `preview` is what users of the preview have, where that differs and isn't in force. `documented` is the
    value that the preview's or the user's own took the place of, and `overridden` the reason the user gave, or None.
    """

    id: str
    service: str
    value: int
    unit: str
    kind: str
    applies_to: str
    stage: str
    source: str
    checked: str
    note: str
    written: str = ""
    preview: Variant | None = None
    documented: Variant | None = None
    overridden: str | None = None

    @property
    def amount(self) -> int:
        """The number to compare settings with: nanoseconds, bytes, thousandths of a CPU, or a plain count."""
        return self.value * _SCALES.get(self.unit, 1)

    @property
    def text(self) -> str:
        """The value in words: '1 hour', '16 GiB', '10,000'. Counts go without their unit: the sentence has it."""
        return self.written or _text(self.value, self.unit)

    @property
    def name(self) -> str:
        """The id without its service."""
        return self.id.partition(".")[2]

    def describe(self) -> str:
        """The value for a message, with the other one named where there are two: '1 hour (12 hours in preview)'."""
        if self.overridden is not None and self.documented is not None:
            return f"{self.text} (your configuration; {self.documented.text} is documented)"
        if self.documented is not None:
            return f"{self.text} (preview; {self.documented.text} is generally available)"
        return f"{self.text} ({self.preview.text} in preview)" if self.preview is not None else self.text

    def in_preview(self) -> "Limit":
        """This limit with its preview value in force; itself where there is none."""
        if self.preview is None:
            return self
        return self._replace(
            value=self.preview.value,
            written="",
            source=self.preview.source,
            note=self.preview.note,
            stage="preview",
            preview=None,
            documented=self._variant(),
        )

    def override(self, override: Override) -> "Limit":
        """This limit with the user's value in force. The documented one stays known."""
        return self._replace(
            value=override.value,
            written="",
            overridden=override.reason,
            documented=self.documented or self._variant(),
        )

    def _variant(self) -> Variant:
        return Variant(self.value, self.source, self.note, self.text)


class UnknownLimitError(LookupError):
    """No limit has this id."""

    def __init__(self, limit_id: str, known: Iterable[str]) -> None:
        super().__init__(limit_id, tuple(known))
        self.limit_id = limit_id

    @property
    def suggestions(self) -> list[str]:
        """The ids that are nearest to it, best first."""
        import difflib  # only ever needed for a mistake

        return difflib.get_close_matches(self.limit_id, self.args[1], 3)

    def __str__(self) -> str:
        hint = ", ".join(self.suggestions)
        return f"no limit is called {self.limit_id!r}" + (f"; did you mean {hint}?" if hint else "")


class ServiceLimits:
    """The limits of one service as attributes: `limits.cloud_run.task_count` is the limit `cloud-run.task-count`."""

    _limits: Mapping[str, Limit]
    _service: str

    def __init__(self, service: str, limits: Mapping[str, Limit]) -> None:
        named = {limit.name.replace("-", "_"): limit for limit in limits.values() if limit.service == service}
        self.__dict__.update(named, _service=service, _limits=limits)

    def __getattr__(self, name: str) -> Limit:
        if name.startswith("_"):  # a protocol's question (copy, pickle), before there may be any limits to look in
            raise AttributeError(name)
        limit_id = f"{self._service}.{name.replace('_', '-')}"
        limit = self._limits.get(limit_id)
        if limit is None:
            raise AttributeError(str(UnknownLimitError(limit_id, self._limits)))
        return limit

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"limits can't be changed ({name}); see Limits.with_overrides")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"limits can't be changed ({name})")

    def __iter__(self) -> Iterator[Limit]:
        return (limit for limit in self._limits.values() if limit.service == self._service)

    def __reduce__(self) -> tuple[Any, ...]:
        return ServiceLimits, (self._service, dict(self._limits))


class Limits:
    """All limits in force, by id, by service and attribute, or one after the other. Never changes."""

    __slots__ = ("_limits", "advice", "batch", "cloud_run")

    _limits: Mapping[str, Limit]
    advice: ServiceLimits
    cloud_run: ServiceLimits
    batch: ServiceLimits

    def __init__(self, limits: Iterable[Limit]) -> None:
        by_id = {limit.id: limit for limit in limits}
        object.__setattr__(self, "_limits", by_id)
        object.__setattr__(self, "cloud_run", ServiceLimits("cloud-run", by_id))
        object.__setattr__(self, "batch", ServiceLimits("batch", by_id))
        object.__setattr__(self, "advice", ServiceLimits("advice", by_id))

    @classmethod
    def default(cls) -> "Limits":
        """The documented, generally available limits, the same object each time."""
        return _documented()

    def with_overrides(self, overrides: Mapping[str, Override] | None = None, preview: bool = False) -> "Limits":
        """These limits with preview values in force where `preview` is set, and the user's own above all.

        Raises UnknownLimitError for an id that no limit has.
        """
        limits = {limit.id: limit.in_preview() if preview else limit for limit in self}
        for limit_id, override in (overrides or {}).items():
            if limit_id not in limits:
                raise UnknownLimitError(limit_id, limits)
            limits[limit_id] = limits[limit_id].override(override)
        return Limits(limits.values())

    def __getitem__(self, limit_id: str) -> Limit:
        limit = self._limits.get(limit_id)
        if limit is None:
            raise UnknownLimitError(limit_id, self._limits)
        return limit

    def __contains__(self, limit_id: object) -> bool:
        return limit_id in self._limits

    def __iter__(self) -> Iterator[Limit]:
        return iter(self._limits.values())

    def __len__(self) -> int:
        return len(self._limits)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"limits can't be changed ({name}); see Limits.with_overrides")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"limits can't be changed ({name})")

    def __reduce__(self) -> tuple[Any, ...]:
        return Limits, (tuple(self),)


@cache
def _documented() -> Limits:
    return Limits([*map(_limit, ROWS), *map(_threshold, THRESHOLDS)])


def _limit(row: Row) -> Limit:
    """The limit that a row of the table is."""
    limit_id, value, unit, kind, applies_to, stage, source, checked, note = row
    preview = None
    if limit_id in PREVIEW:
        other, other_source, other_note = PREVIEW[limit_id]
        preview = Variant(other, other_source, other_note, _text(other, unit))
    service, _, _ = limit_id.partition(".")
    written = WRITTEN.get(limit_id, "")
    return Limit(limit_id, service, value, unit, kind, applies_to, stage, source, checked, note, written, preview)


def _threshold(row: ThresholdRow) -> Limit:
    """The limit that a row of the thresholds is."""
    limit_id, value, unit, applies_to, source, chosen, note = row
    return Limit(limit_id, "advice", value, unit, "threshold", applies_to, "ga", source, chosen, note)


def _text(value: int, unit: str) -> str:
    """`value` as messages name it."""
    if unit == "s":
        return human_duration(value)
    if unit in ("byte", "MiB", "GiB"):
        return human_bytes(value * _SCALES.get(unit, 1))
    if unit == "milli-cpu":
        return human_cpu(value)
    if unit == "file-mode":
        return f"{value:04o}"
    if unit == "code":
        return str(value) if abs(value) < 10**6 else human_count(value)
    if unit in ("GB", "Gbit/s", "%"):
        return f"{human_count(value)} {unit}"
    return human_count(value)
