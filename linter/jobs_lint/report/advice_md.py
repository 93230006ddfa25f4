"""Advice in Markdown, for a page, a ticket or a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.report import advice_words as words
from jobs_lint.report.style import escape_control

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from jobs_lint.advice import Advice, Advices
    from jobs_lint.report.style import Style

_MARKS = frozenset("\\`*_[]#|<>~$@&")
"""What may mean something to a reader of Markdown, in one flavour or another: also mentions, links and tables."""


_ENDS = frozenset("()<> |\\")
"""What would end an address before its end."""


def report(advices: Advices, stream: TextIO, style: Style) -> None:  # noqa: ARG001 - Markdown has no looks of its own
    """Write a table of all jobs, then a section for each."""
    stream.write("# Where jobs belong\n\n")
    if not advices.jobs:
        stream.write("No job was found.\n")
        return
    header = ("job", "on", "belongs on", "Cloud Run", "Batch", "Spot", "tightest limit")
    _table(stream, header, [_line(advice) for advice in advices.jobs])
    for advice in advices.jobs:
        _section(advice, stream)
    lines = [*(words.without_cost(advices) if len(advices.jobs) > 1 else ()), *words.about_prices(advices)]
    stream.write("".join(f"\n{_safe(line[:1].upper() + line[1:])}.\n" for line in lines))


def _line(advice: Advice) -> tuple[str, ...]:
    tightest = advice.tightest
    return (
        f"{words.title(advice)}, {words.place(advice)}",
        words.SERVICES[advice.service],
        words.VERDICTS[advice.placement.verdict],
        *(bill.sum for bill in words.bills(advice.costs)),
        f"{tightest.describe()} ({words.used(tightest)})" if tightest else "-",
    )


def _section(advice: Advice, stream: TextIO) -> None:
    stream.write(f"\n## {_safe(words.title(advice))} {words.IN_WORDS[advice.placement.verdict]}\n\n")
    service = words.SERVICES[advice.service]
    stream.write(f"In {_safe(words.place(advice))}, a job of {service} ({_safe(advice.dialect)})\n")
    lines = [f"- **{label}**: {_safe(reason.text)}{_link(reason.source)}" for label, reason in words.reasons(advice)]
    if words.unknown(advice):
        lines.append(f"- {_safe(words.unknown(advice))}")
    if lines:
        stream.write("\n" + "\n".join(lines) + "\n")
    limits = [(row.name, row.value, words.standing(row.run), words.standing(row.batch)) for row in words.rows(advice)]
    if limits:
        stream.write("\n")
        _table(stream, ("limit", "job", "Cloud Run", "Batch"), limits)
    costs = advice.costs
    if costs.reason:
        stream.write(f"\nNo cost: {_safe(costs.reason)}.\n")
        return
    stream.write(f"\nWhat it costs, {_safe(words.basis(costs))}:\n\n")
    bills = [
        (f"{bill.side} (now)" if bill.is_own else bill.side, bill.sum, bill.made_of or bill.reason)
        for bill in words.bills(costs)
    ]
    _table(stream, ("side", "sum", "made of"), bills)
    notes = [f"- {_safe(each)}" for each in (*words.even(costs), *words.assumptions(costs))]
    if notes:
        stream.write("\n" + "\n".join(notes) + "\n")


def _table(stream: TextIO, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    lines = [header, ["---"] * len(header), *([_safe(cell) for cell in row] for row in rows)]
    stream.writelines(f"| {' | '.join(line)} |\n" for line in lines)


def _safe(text: str) -> str:
    """The text as it is to be read, with nothing in it that means something to Markdown."""
    shown = escape_control(text)
    return "".join([f"\\{each}" if each in _MARKS else each for each in shown]).replace("://", "\\://")


def _link(url: str) -> str:
    """A link to a source, behind what rests on it; nothing where the source is no page."""
    if not url.startswith("https://"):
        return ""
    address = "".join(each for each in url if each not in _ENDS and each.isprintable())
    return f" ([source]({address}))"
