"""What `place` answers: the verdict, the reasons for it, and how a job stands with each limit of both services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    from jobs_lint.limits import Limit

CLOUD_RUN: Final = "cloud-run"
BATCH: Final = "batch"
EITHER: Final = "either"
NEITHER: Final = "neither"

MUST: Final = "must"
SHOULD: Final = "should"
HINT: Final = "hint"
WEIGHTS: Final = (MUST, SHOULD, HINT)

TITLES: Final = {CLOUD_RUN: "Cloud Run", BATCH: "Batch"}


def other(service: str) -> str:
    """The other of the two services."""
    return BATCH if service == CLOUD_RUN else CLOUD_RUN


class Fit(NamedTuple):
    """What a job asks of one limit of a service.

    `field` is the model's word for it, `name` what a table calls it. `value` is in the unit of `limit.amount`, and None
    where it isn't set or isn't known; `text` says it in words. `fits` is None where there is no value, and where the
    limit is a mere default quota that the job is above, for that can be raised. `blocks` tells whether a value above
    the limit keeps the job from the service.
    """

    limit: Limit
    service: str
    field: str
    name: str
    value: int | None
    text: str
    fits: bool | None
    blocks: bool = True

    @property
    def used(self) -> float | None:
        """The share of the limit that the job uses: 0.98 for 9,800 of 10,000, above 1 where it is over."""
        if self.value is None or self.limit.amount <= 0:
            return None
        return self.value / self.limit.amount

    @property
    def headroom(self) -> float | None:
        """The share of the limit that is left; below 0 where the job is over it."""
        used = self.used
        return None if used is None else 1 - used

    def describe(self) -> str:
        """The value and the limit: `9,800 tasks of 10,000`."""
        return f"{self.text} of {self.limit.text}" if self.value is not None else self.text


class Reason(NamedTuple):
    """One thing that speaks for or against a service.

    A `must` is what blocks its `service`; a `should` says that the job is better off on its `service`, and a `hint` is
    worth knowing but doesn't count. `id` is that of the limit, or the name of the criterion.
    """

    service: str
    text: str
    source: str
    weight: str
    id: str

    @property
    def speaks_for(self) -> str:
        """The service that the reason speaks for: what blocks one speaks for the other."""
        return other(self.service) if self.weight == MUST else self.service


class Excess(NamedTuple):
    """What of a job a service has no room for: which field, what the job has too much of, and what to do about it."""

    field: str
    what: str
    mend: str


class Placement(NamedTuple):
    """Where a job belongs.

    `verdict` is `cloud-run`, `batch`, `either` or `neither`. Reasons that must be heeded come first, hints last; of the
    `fits` those of Cloud Run come first. `unknown` names what the file doesn't say and the verdict may hang on.
    """

    verdict: str
    reasons: tuple[Reason, ...]
    fits: tuple[Fit, ...]
    unknown: tuple[str, ...] = ()

    def blockers(self, service: str) -> tuple[Reason, ...]:
        """What keeps the job from a service."""
        return tuple(reason for reason in self.reasons if reason.weight == MUST and reason.service == service)

    def speaking_for(self, service: str) -> tuple[Reason, ...]:
        """What makes a service the better one, without blocking the other."""
        return tuple(reason for reason in self.reasons if reason.weight != MUST and reason.service == service)
