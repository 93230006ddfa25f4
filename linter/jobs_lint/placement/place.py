"""Where a job belongs: each limit and each criterion is asked, and the answers are weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from jobs_lint.late_machines import LateMachines
from jobs_lint.model.setting import Setting, Unknown
from jobs_lint.placement import holds
from jobs_lint.placement.answer import (
    BATCH,
    CLOUD_RUN,
    EITHER,
    MUST,
    NEITHER,
    SHOULD,
    TITLES,
    WEIGHTS,
    Excess,
    Fit,
    Placement,
    Reason,
    other,
)
from jobs_lint.placement.asked import Asked
from jobs_lint.placement.bounds import BOUNDS, NAMES, Bound
from jobs_lint.placement.criteria import ANY, CRITERIA, LABELS, Criterion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.limits import Limit, Limits
    from jobs_lint.machines import Machines
    from jobs_lint.model.job import Job
    from jobs_lint.placement.asked import Amount

NEAR = ("task_count", "timeout")
"""The fields of which it is said that little room is left: those that grow with the work."""

_NEAR = {CLOUD_RUN: "near_cloud_run_limit", BATCH: "near_batch_limit"}
_OF_MACHINES = ("cpu", "memory")


def place(job: Job, limits: Limits, machines: Machines) -> Placement:
    """Which service a job fits, and why. What isn't known counts as fitting, and is named."""
    asked = Asked(job, limits, machines)
    pairs = [(bound, fit) for bound in BOUNDS for fit in _fit(asked, bound)]
    reasons = [_refusal(fit) for _, fit in pairs if fit.fits is False and fit.blocks]
    unknown = [fit.name for _, fit in pairs if fit.fits is None and fit.value is None]
    for criterion, answer in _answers(asked):
        if isinstance(answer, Unknown):
            if criterion.weight == MUST:
                unknown.append(LABELS[criterion.name])
        elif answer:
            reasons.append(_reason(criterion, answer))
    blocked = {reason.service for reason in reasons if reason.weight == MUST}
    share = limits.advice.headroom.amount
    reasons += [_tight(fit) for _, fit in pairs if fit.field in NEAR and _is_near(fit, share)]
    reasons = [reason for reason in reasons if reason.weight == MUST or reason.service not in blocked]
    reasons.sort(key=lambda reason: WEIGHTS.index(reason.weight))
    fits = tuple(fit for _, fit in pairs)
    return Placement(_verdict(reasons), tuple(reasons), fits, tuple(dict.fromkeys(unknown)))


def _verdict(reasons: list[Reason]) -> str:
    """What the reasons amount to: a blocked service is out; else what more reasons speak for."""
    blocked = {reason.service for reason in reasons if reason.weight == MUST}
    if blocked:
        return NEITHER if len(blocked) > 1 else other(blocked.pop())
    run, batch = (
        sum(1 for reason in reasons if reason.weight == SHOULD and reason.service == service)
        for service in (CLOUD_RUN, BATCH)
    )
    return EITHER if run == batch else CLOUD_RUN if run > batch else BATCH


def beyond(job: Job, service: str, limits: Limits, machines: Machines | None = None) -> list[Excess]:
    """What keeps a job from a service: what is over its limits, then what it hasn't got. Unknown counts as fitting."""
    asked = Asked(job, limits, machines if machines is not None else cast("Machines", LateMachines()))
    found: list[Excess] = []
    for bound in BOUNDS:
        if bound.service == service and not _is_small(asked, bound):
            found += [_excess(job, bound, fit) for fit in _fit(asked, bound) if fit.fits is False and fit.blocks]
    for criterion, answer in _answers(asked, service):
        if answer:
            found.append(Excess(criterion.name, _filled(criterion, answer), criterion.mend))
    return found


def fits(job: Job, service: str, limits: Limits, machines: Machines | None = None) -> bool:
    """Whether nothing that is known keeps a job from a service."""
    return not beyond(job, service, limits, machines)


def near_limits(job: Job, limits: Limits, share: int) -> list[Fit]:
    """The task count and the timeout of a job, where no more than a share, in percent, is left of its own service's
    limit. One that is over the limit isn't near it."""
    asked = Asked(job, limits, cast("Machines", LateMachines()))
    found = [
        fit for bound in BOUNDS if bound.service == job.service and bound.field in NEAR for fit in _fit(asked, bound)
    ]
    return [fit for fit in found if _is_near(fit, share)]


def _is_near(fit: Fit, share: int) -> bool:
    if fit.value is None or fit.fits is not True:
        return False
    return (fit.limit.amount - fit.value) * 100 <= fit.limit.amount * share


def _is_small(asked: Asked, bound: Bound) -> bool:
    """Whether a task is so small that there is a machine for it in any case: the lists needn't be loaded for it."""
    if bound.service != BATCH or bound.field not in _OF_MACHINES:
        return False
    amount: Amount = getattr(asked, bound.field)
    return not isinstance(amount, int) or amount <= asked.limits[f"cloud-run.{bound.field}"].amount


def _fit(asked: Asked, bound: Bound) -> Iterator[Fit]:
    """How a job stands with one limit; nothing where it has no value for it, or the service no limit."""
    amount: Amount = getattr(asked, bound.field)
    if amount is None and bound.field != "timeout":
        return
    limit = asked.limits[bound.limit] if isinstance(bound.limit, str) else bound.limit(asked)
    if limit is None:
        return
    blocks = bound.blocks or (bound.field == "tasks_at_once" and asked.job.service == BATCH and limit.kind == "max")
    name = NAMES[bound.field]
    if not isinstance(amount, int):
        text = "not set" if amount is None else "not known"
        yield Fit(limit, bound.service, bound.field, name, None, text, _at_most(asked, bound, limit), blocks)
        return
    holds_it: bool | None = amount <= limit.amount
    if limit.kind == "default" and not holds_it:
        holds_it = None  # a quota, which can be raised
    yield Fit(limit, bound.service, bound.field, name, amount, bound.words(amount), holds_it, blocks)


def _at_most(asked: Asked, bound: Bound, limit: Limit) -> bool | None:
    """True where a number of VMs isn't known, and as many as there are tasks at once would be few enough."""
    at_once = asked.packing.tasks_at_once if asked.packing is not None else None
    few = bound.field in ("vms", "hosts") and isinstance(at_once, int) and at_once <= limit.amount
    return True if few else None


def _answers(asked: Asked, blocked: str | None = None) -> Iterator[tuple[Criterion, holds.Answer]]:
    """The criteria that are for jobs of this service, and what they answer: all of them, or those that block one."""
    for criterion in CRITERIA:
        is_wanted = blocked is None or (criterion.weight == MUST and criterion.service == blocked)
        if is_wanted and criterion.of in (ANY, asked.job.service):
            test = getattr(holds, criterion.name, None)
            if test is not None:
                yield criterion, test(asked)


def _filled(criterion: Criterion, answer: holds.Answer) -> str:
    return criterion.text.format(answer if isinstance(answer, str) else "")


def _reason(criterion: Criterion, answer: holds.Answer) -> Reason:
    return Reason(criterion.service, _filled(criterion, answer), criterion.source, criterion.weight, criterion.name)


def _refusal(fit: Fit) -> Reason:
    """Why a limit keeps the job from its service."""
    limit = f"{TITLES[fit.service]}'s limit of {fit.limit.describe()}"
    text = f"{fit.text}, over {limit} ({fit.limit.applies_to})"
    return Reason(fit.service, text, fit.limit.source, MUST, fit.limit.id)


def _tight(fit: Fit) -> Reason:
    """That little room is left on a service."""
    criterion = next(each for each in CRITERIA if each.name == _NEAR[fit.service])
    text = criterion.text.format(f"{fit.text}, with a limit of {fit.limit.describe()}")
    return Reason(criterion.service, text, fit.limit.source, criterion.weight, fit.limit.id)


def _excess(job: Job, bound: Bound, fit: Fit) -> Excess:
    setting = getattr(job, fit.field, None)
    key = setting.key if isinstance(setting, Setting) else fit.name
    mend = bound.mend if isinstance(bound.mend, str) else bound.mend(fit.value or 0, fit.limit, key)
    return Excess(fit.field, fit.text, mend)
