"""Advice for a terminal: a line for each job, and for a single job every limit and the whole bill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.report import advice_words as words
from jobs_lint.report.style import escape_control, escape_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from jobs_lint.advice import Advice, Advices
    from jobs_lint.report.style import Style

_INK = {"cloud-run": "info", "batch": "info", "either": "dim", "neither": "error"}
_HEADER = ("PLACE", "NAME", "ON", "BELONGS ON", "CLOUD RUN", "BATCH", "SPOT", "TIGHTEST LIMIT")
_OF_LIMITS = ("LIMIT", "JOB", "CLOUD RUN", "BATCH")
_OF_COSTS = ("COST", "SUM", "", "MADE OF")


def report(advices: Advices, stream: TextIO, style: Style) -> None:
    """Write the table, the reasons below each job, and what the prices are."""
    if not advices.jobs:
        stream.write("no job was found\n")
        return
    cells = [_line(advice) for advice in advices.jobs]
    for advice, line in zip((None, *advices.jobs), _table(_HEADER, cells, style, indent=""), strict=True):
        stream.write(line + "\n")
        if advice is not None:
            _below(advice, stream, style, whole=style.verbose or len(advices.jobs) == 1)
    stream.write("\n")
    if len(advices.jobs) > 1:
        counts = words.counted(advices)
        parts = [f"{count:,} {words.VERDICTS[name]}" for name, count in counts.items() if count]
        stream.write(style.paint(f"{len(advices.jobs):,} jobs: {', '.join(parts)}", "bold") + "\n")
    for line in (*(words.without_cost(advices) if len(advices.jobs) > 1 else ()), *words.about_prices(advices)):
        stream.write(style.paint(line, "dim") + "\n")


def _line(advice: Advice) -> tuple[str, ...]:
    tightest = advice.tightest
    return (
        words.place(advice),
        words.title(advice) if advice.name else "-",
        words.SERVICES[advice.service],
        words.VERDICTS[advice.placement.verdict],
        *(bill.sum.replace("at most ", "<= ") for bill in words.bills(advice.costs)),
        f"{tightest.describe()} ({words.used(tightest)})" if tightest else "-",
    )


def _below(advice: Advice, stream: TextIO, style: Style, *, whole: bool) -> None:
    for label, reason in words.reasons(advice):
        ink = "error" if reason.weight == "must" else "info" if reason.weight == "should" else "dim"
        stream.write(f"  {style.paint(label, ink)}: {escape_control(reason.text)}\n")
    if words.unknown(advice):
        stream.write(style.paint(f"  {escape_control(words.unknown(advice))}", "dim") + "\n")
    costs = advice.costs
    if not whole:
        return
    stream.write("\n")
    limits = [(row.name, row.value, words.standing(row.run), words.standing(row.batch)) for row in words.rows(advice)]
    stream.writelines(line + "\n" for line in _table(_OF_LIMITS, limits, style, indent="  "))
    stream.write("\n")
    if costs.reason:
        stream.write(f"  no cost: {escape_control(costs.reason)}\n")
        return
    stream.write(f"  {words.basis(costs)}:\n")
    bills = [
        (bill.side, bill.sum, "(now)" if bill.is_own else "", bill.made_of or bill.reason)
        for bill in words.bills(costs)
    ]
    stream.writelines(line + "\n" for line in _table(_OF_COSTS, bills, style, indent="  "))
    said = (*words.even(costs), *words.assumptions(costs))
    stream.writelines(style.paint(f"  - {escape_control(each)}", "dim") + "\n" for each in said)


def _table(header: Sequence[str], cells: Sequence[Sequence[str]], style: Style, *, indent: str) -> list[str]:
    """Lines of columns as wide as their widest cell; the last one runs free."""
    safe = [[escape_control(cell) for cell in row] for row in (header, *cells)]
    widths = [max(len(row[column]) for row in safe) for column in range(len(header))]
    lines = []
    for number, row in enumerate(safe):
        padded = [cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=False)]
        line = indent + "  ".join([*padded, row[-1]]).rstrip()
        lines.append(style.paint(line, "bold") if number == 0 else escape_line(line))
    return lines
