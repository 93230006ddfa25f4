"""What the reports of advice share: words for verdicts, sums and limits, and the rows of a job's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jobs_lint.advice.types import GROWING
from jobs_lint.limits.units import human_nanoseconds
from jobs_lint.record import NamedTuple
from jobs_lint.report.style import escape_control

if TYPE_CHECKING:
    from jobs_lint.advice import Advice, Advices, Costs
    from jobs_lint.costs import BatchCost, RunCost
    from jobs_lint.placement import Fit, Reason

SERVICES: Final = {"cloud-run": "Cloud Run", "batch": "Batch"}
VERDICTS: Final = {"cloud-run": "Cloud Run", "batch": "Batch", "either": "either", "neither": "neither"}
IN_WORDS: Final = {
    "cloud-run": "belongs on Cloud Run",
    "batch": "belongs on Batch",
    "either": "fits either of the two",
    "neither": "fits neither of the two",
}
SIDES: Final = ("Cloud Run", "Batch", "Batch on Spot")
NEAR: Final = 0.9
"""The share of a limit from which on little of it is left."""

_CENT: Final = 0.01
_LEAST_USD: Final = 0.0001


class Row(NamedTuple):
    """One field of a job, and how it stands with the limits of both services; None where a service has no limit."""

    name: str
    value: str
    run: Fit | None
    batch: Fit | None


class Bill(NamedTuple):
    """What one side costs: `sum` in words, or `reason` why that isn't known; `made_of` says what of."""

    side: str
    usd: float | None
    sum: str
    made_of: str
    reason: str
    is_own: bool
    is_cheapest: bool


def rows(advice: Advice) -> list[Row]:
    """A job's limits by field, in the order of the placement."""
    found: dict[str, Row] = {}
    for fit in advice.placement.fits:
        row = found.get(fit.field) or Row(fit.name, fit.text, None, None)
        found[fit.field] = row._replace(run=fit) if fit.service == "cloud-run" else row._replace(batch=fit)
    return list(found.values())


def state(fit: Fit) -> str:
    """How a job stands with a limit: `over`, `near`, `ok`, `raise` for a quota that can be raised, or `unknown`."""
    if fit.value is None:
        return "ok" if fit.fits else "unknown"
    if fit.fits is False:
        return "over"
    if fit.fits is None:
        return "raise"
    return "near" if fit.field in GROWING and (fit.used or 0) >= NEAR else "ok"


def used(fit: Fit) -> str:
    """The share of a limit that is used, in words."""
    share = fit.used
    if share is None:
        return ""
    if 0 < share < _CENT:
        return "under 1 %"
    if share > 10:
        return f"{share:,.0f} times" if share < 10**6 else "far over"
    text = f"{share * 100:.3g}" if share < 1 else f"{share * 100:.0f}"
    return f"{text} %"


def standing(fit: Fit | None) -> str:
    """A limit with how the job stands with it: `10,000 (98 %)`."""
    if fit is None:
        return "no limit"
    words = {"over": "over", "raise": "over a quota that can be raised", "unknown": "not known"}.get(state(fit), "")
    share = used(fit)
    return f"{fit.limit.text} ({', '.join(filter(None, (share, words)))})" if share or words else fit.limit.text


def usd(amount: float | None) -> str:
    """A sum: to the cent, a small one to two figures more; `-` where it isn't known."""
    if amount is None:
        return "-"
    if 0 < amount < _LEAST_USD:
        return f"under ${_LEAST_USD}"
    digits = 4 if 0 < amount < _CENT else 3 if 0 < amount < 10 * _CENT else 2
    return f"${amount:,.{digits}f}"


def bills(costs: Costs) -> list[Bill]:
    """The three sides."""
    sides: tuple[RunCost | BatchCost, ...] = (costs.run, costs.batch, costs.spot)
    known = [each.usd for each in sides if each.usd is not None]
    least = min(known, default=None)
    found = []
    for name, side, cost in zip(SIDES, ("cloud-run", "batch", "batch-spot"), sides, strict=True):
        shown = usd(cost.usd)
        if costs.at_most and cost.usd is not None:
            shown = f"at most {shown}"
        is_cheapest = cost.usd is not None and cost.usd == least and len(known) > 1
        found.append(Bill(name, cost.usd, shown, _made_of(costs, side), cost.reason, costs.own == side, is_cheapest))
    return found


def _made_of(costs: Costs, side: str) -> str:
    if side == "cloud-run":
        run = costs.run
        if run.usd is None:
            return ""
        parts = ", ".join(f"{each.what} {usd(each.usd)}" for each in run.items)
        free = f"; {usd(max(run.usd - run.free, 0.0))} where the month's free tier is untouched" if run.free else ""
        return parts + free
    vm = costs.batch if side == "batch" else costs.spot
    if vm.usd is None:
        return ""
    many = "1 VM" if vm.vms == 1 else f"{vm.vms:,} VMs"
    hours = f"{vm.vm_hours:,.2f}".rstrip("0").rstrip(".")
    hour = "VM-hour" if hours == "1" else "VM-hours"
    return f"{many} of {vm.machine}, {hours} {hour} at {usd(vm.vm_hour)}"


def even(costs: Costs) -> list[str]:
    """What the shares say at which both services cost the same."""
    found = []
    for name, share, vm in (("Batch", costs.even, costs.batch), ("Batch on Spot", costs.even_spot, costs.spot)):
        if share is None:
            continue
        if share > 1:
            found.append(f"{name} costs more than Cloud Run however busy its VMs are")
        else:
            found.append(
                f"{name} costs less than Cloud Run where tasks fill more than {share * 100:.0f} % of its VMs' time; "
                f"here they fill {vm.busy * 100:.0f} %"
            )
    return found


def assumptions(costs: Costs) -> list[str]:
    """What is taken to be so, each once."""
    found = [*costs.notes, *costs.run.assumptions, *costs.batch.assumptions, *costs.spot.assumptions]
    return list(dict.fromkeys(found))


def basis(costs: Costs) -> str:
    """What the costs are for."""
    if costs.duration is None:
        return ""
    length = human_nanoseconds(costs.duration)
    time = f"tasks of up to {length}, the timeout" if costs.at_most else f"tasks of {length}"
    return f"one execution in {escape_control(costs.region)}, {time}" if costs.region else time


def reasons(advice: Advice) -> list[tuple[str, Reason]]:
    """The reasons, each with what it speaks for or against."""
    found = []
    for reason in advice.placement.reasons:
        service = SERVICES[reason.service]
        against = reason.weight == "must"
        found.append((f"against {service}" if against else f"for {service}", reason))
    return found


def unknown(advice: Advice) -> str:
    """What isn't known, and the verdict may hang on."""
    names = advice.placement.unknown
    return f"not known: {', '.join(names)}" if names else ""


def title(advice: Advice) -> str:
    """What a job is called: its name, or its file where it has none."""
    return shown(advice.name) if advice.name else shown(advice.path.rstrip("/").rsplit("/", 1)[-1])


def place(advice: Advice) -> str:
    """Where a job stands."""
    return f"{shown(advice.path)}:{advice.line}"


def shown(text: str | None) -> str:
    """Text of a file, safe to show."""
    return escape_control(text or "")


def about_prices(advices: Advices) -> list[str]:
    """What is to be said of the prices."""
    found = [f"list prices in USD, most of {advices.prices_of}, without tax, discounts, traffic and storage"]
    if advices.old:
        names = "; ".join(sorted({f"{price.name} ({price.day})" for price in advices.old}))
        found.append(f"older than {advices.old_days} days, so look them up before you rest on them: {names}")
    return found


def asked(advices: Advices) -> str:
    """What the costs of all jobs are for."""
    question = advices.question
    given = question.duration
    parts = ["tasks that take as long as their timeout" if given is None else f"tasks of {human_nanoseconds(given)}"]
    if question.retried:
        parts.append(f"{question.retried * 100:.6g} % of them run once more")
    if question.overhead is not None:
        parts.append(f"{human_nanoseconds(question.overhead)} of each VM beside its tasks")
    return "one execution, " + ", ".join(parts)


def without_cost(advices: Advices) -> list[str]:
    """Why jobs have no cost, where it is the same for both services: each reason with how many jobs it holds for."""
    found: dict[str, int] = {}
    for job in advices.jobs:
        if job.costs.reason:
            found[job.costs.reason] = found.get(job.costs.reason, 0) + 1
    return [f"no cost for {'1 job' if count == 1 else f'{count:,} jobs'}: {why}" for why, count in found.items()]


def counted(advices: Advices) -> dict[str, int]:
    """How many jobs have which verdict."""
    found = dict.fromkeys(VERDICTS, 0)
    for job in advices.jobs:
        found[job.placement.verdict] += 1
    return found
