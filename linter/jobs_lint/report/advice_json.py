"""Advice for programs: one JSON object, under a schema number that rises when a key changes its meaning."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jobs_lint.limits.units import NANOSECONDS
from jobs_lint.report.style import escape_surrogates

if TYPE_CHECKING:
    from typing import TextIO

    from jobs_lint.advice import Advice, Advices, Costs
    from jobs_lint.costs import BatchCost, Item, RunCost
    from jobs_lint.placement import Fit
    from jobs_lint.prices import Price
    from jobs_lint.report.style import Style

SCHEMA = 1
_DIGITS = 6


def report(advices: Advices, stream: TextIO, style: Style) -> None:  # noqa: ARG001 - data has no looks
    """Write each job on a line of its own, so that two reports can be compared."""
    stream.write(f'{{"schema": {SCHEMA},\n "jobs": [')
    old = frozenset(advices.old)
    before = "\n  "
    for advice in advices.jobs:
        stream.write(before + json.dumps(_job(advice, old), ensure_ascii=True))
        before = ",\n  "
    stream.write("]}\n")


def _job(advice: Advice, old: frozenset[Price]) -> dict[str, Any]:
    placement = advice.placement
    return {
        "path": _text(advice.path),
        "line": advice.line,
        "service": advice.service,
        "name": _text(advice.name),
        "dialect": advice.dialect,
        "verdict": placement.verdict,
        "reasons": [
            {
                "id": each.id,
                "service": each.service,
                "weight": each.weight,
                "text": _text(each.text),
                "source": each.source,
            }
            for each in placement.reasons
        ],
        "limits": [
            {
                "id": fit.limit.id,
                "service": fit.service,
                "value": _in_unit(fit),
                "limit": fit.limit.value,
                "unit": fit.limit.unit,
                "fits": fit.fits,
            }
            for fit in placement.fits
        ],
        "cost": _cost(advice.costs, old),
    }


def _in_unit(fit: Fit) -> int | float | None:
    """The job's value in the unit of the limit."""
    if fit.value is None:
        return None
    scale = fit.limit.amount // fit.limit.value if fit.limit.value else 1
    whole, rest = divmod(fit.value, scale)
    return fit.value / scale if rest else whole


def _cost(costs: Costs, old: frozenset[Price]) -> dict[str, Any]:
    return {
        "region": _text(costs.region) or None,
        "task_seconds": None if costs.duration is None else costs.duration / NANOSECONDS,
        "at_most": costs.at_most,
        "reason": costs.reason or None,
        "cloud_run": _run(costs.run, old),
        "batch": _batch(costs.batch, costs.even, old),
        "batch_spot": _batch(costs.spot, costs.even_spot, old),
        "notes": [_text(each) for each in costs.notes],
    }


def _run(cost: RunCost, old: frozenset[Price]) -> dict[str, Any]:
    is_known = cost.usd is not None
    return {
        "usd": _usd(cost.usd),
        "usd_with_free_tier": _usd(max(cost.usd - cost.free, 0.0)) if cost.usd is not None else None,
        "reason": _text(cost.reason) or None,
        "billed_seconds": cost.billed / NANOSECONDS if is_known else None,
        "items": [_item(each, old) for each in cost.items],
        "assumptions": [_text(each) for each in cost.assumptions],
    }


def _batch(cost: BatchCost, even: float | None, old: frozenset[Price]) -> dict[str, Any]:
    is_known = cost.usd is not None
    return {
        "usd": _usd(cost.usd),
        "reason": _text(cost.reason) or None,
        "machine_type": cost.machine or None,
        "tasks_per_vm": cost.per_vm if is_known else None,
        "vms": cost.vms if is_known else None,
        "vm_hours": _usd(cost.vm_hours) if is_known else None,
        "busy": _usd(cost.busy) if is_known else None,
        "break_even_busy": _usd(even),
        "items": [_item(each, old) for each in cost.items],
        "assumptions": [_text(each) for each in cost.assumptions],
    }


def _item(item: Item, old: frozenset[Price]) -> dict[str, Any]:
    price = item.price
    return {
        "what": _text(item.what),
        "quantity": _usd(item.quantity),
        "unit": price.unit,
        "usd": _usd(item.usd),
        "price": float(f"{price.usd:.9g}"),
        "source": price.source,
        "day": price.day or None,
        "confidence": price.confidence,
        "old": price in old,
    }


def _usd(amount: float | None) -> float | None:
    return None if amount is None else round(amount, _DIGITS)


def _text(text: str | None) -> str | None:
    return None if text is None else escape_surrogates(text)
