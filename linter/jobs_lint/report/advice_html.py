"""Advice as one page that needs nothing else: no network, no other file, and no script to be read."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from jobs_lint.report import advice_words as words
from jobs_lint.report.advice_page import SCRIPT, STYLE
from jobs_lint.report.style import escape_control

if TYPE_CHECKING:
    from typing import TextIO

    from jobs_lint.advice import Advice, Advices, Costs
    from jobs_lint.placement import Fit
    from jobs_lint.report.style import Style

_HEADS = ("belongs on", "job", "now on", "tightest limit", "Cloud Run", "Batch", "Spot")
_OF_LIMITS = ("Limit", "Cloud Run", "Batch")
_OF_COSTS = ("Side", "Sum", "Made of")
_FULL = 100
_STATES = {"over": "over", "near": "nearly full", "raise": "over a quota that can be raised"}


def report(advices: Advices, stream: TextIO, style: Style) -> None:  # noqa: ARG001 - the page has looks of its own
    """Write the page: counts and filters, then each job, opened where it is the only one."""
    many = len(advices.jobs) > 1
    stream.write(_head())
    stream.write(_intro(advices))
    stream.write("<main>\n")
    if advices.jobs:
        heads = "".join(f"<span>{each}</span>" for each in _HEADS)
        stream.write(f'<div class="heads" aria-hidden="true">{heads}<span></span></div>\n')
    stream.write('<div id="jobs">\n')
    stream.writelines(_job(advice, number, is_open=not many) for number, advice in enumerate(advices.jobs, 1))
    stream.write("</div>\n")
    hidden = " hidden" if advices.jobs else ""
    stream.write(f'<p class="none"{hidden}>{"No job is like that." if advices.jobs else "No job was found."}</p>\n')
    stream.write("</main>\n<footer>\n")
    stream.writelines(f"<p>{_text(_capital(line))}.</p>\n" for line in words.about_prices(advices))
    stream.write("<p>Made by <code>jobs-lint advise</code>.</p>\n</footer>\n")
    stream.write(f"<script>{SCRIPT}</script>\n</body>\n</html>\n")


def _head() -> str:
    policy = f"default-src 'none'; style-src '{_hash(STYLE)}'; script-src '{_hash(SCRIPT)}'; base-uri 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}; form-action \'none\'">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>Where jobs belong: Cloud Run or Batch</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#jobs">To the jobs</a>\n'
    )


def _hash(text: str) -> str:
    """What a browser compares a style sheet or a script with before it takes it."""
    from base64 import b64encode
    from hashlib import sha256

    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _intro(advices: Advices) -> str:
    jobs = advices.jobs
    files = len({job.path for job in jobs})
    many = f"{len(jobs):,} {'job' if len(jobs) == 1 else 'jobs'} in {files:,} {'file' if files == 1 else 'files'}"
    lines = ["<header>\n<h1>Where jobs belong: Cloud Run or Batch</h1>\n", f'<p class="soft">{many}']
    lines.append(
        f"; costs are for {_text(words.asked(advices))}; the least of each job is in bold.</p>\n" if jobs else ".</p>\n"
    )
    if len(jobs) > 1:
        lines += [f'<p class="note">{_text(_capital(line))}</p>\n' for line in words.without_cost(advices)]
    if len(jobs) > 1:
        lines.append('<ul class="counts" aria-label="Verdicts">\n')
        for verdict, count in words.counted(advices).items():
            label = {"cloud-run": "Cloud Run", "batch": "Batch", "either": "Either", "neither": "Neither"}[verdict]
            lines.append(
                f'<li><span class="count {verdict}" data-verdict="{verdict}"><b>{count:,} </b>{label}</span></li>\n'
            )
        lines.append("</ul>\n")
        lines.append(_TOOLS)
    lines.append("</header>\n")
    return "".join(lines)


_TOOLS = """\
<div class="tools" role="search" hidden>
<label class="wide" for="search">Search\
<input id="search" type="search" placeholder="name, file, reason" autocomplete="off"></label>
<label for="service">Now on<select id="service"><option value="">either service</option>\
<option value="cloud-run">Cloud Run</option><option value="batch">Batch</option></select></label>
<label for="order">Order<select id="order"><option value="">as in the files</option>\
<option value="used">tightest limit first</option><option value="usd">dearest first</option></select></label>
<button class="plain" id="toggle" type="button" aria-pressed="false">Open all</button>
<output id="shown" class="soft small" aria-live="polite"></output>
</div>
"""


def _job(advice: Advice, number: int, *, is_open: bool) -> str:
    verdict, costs = advice.placement.verdict, advice.costs
    tightest = advice.tightest
    used = "" if tightest is None or tightest.used is None else f"{min(tightest.used, 1e9):.4f}"
    bills = words.bills(costs)
    own = next((bill.usd for bill in bills if bill.is_own), None)
    known = [bill.usd for bill in bills if bill.usd is not None]
    usd = own if own is not None else max(known, default=None)
    sums = "".join(
        f'<span class="sum{" best" if bill.is_cheapest else ""}">'
        f'<span class="tag">{bill.side.replace("Batch on ", "")} </span>'
        f"{_text(bill.sum.replace('at most ', '≤ '))}</span>"
        for bill in bills
    )
    label = words.VERDICTS[verdict]
    start = (
        f'<article class="job" id="job-{number}" data-verdict="{verdict}" data-service="{advice.service}" '
        f'data-used="{used}" data-usd="{"" if usd is None else f"{usd:.6f}"}">'
        f"<details{' open' if is_open else ''}><summary>"
        f'<span class="badge {verdict}"><span class="seen">belongs on </span>'
        f"{_capital(label)}</span>"
        f'<span class="who"><h2>{_text(words.title(advice))}</h2>'
        f'<span class="place">{_text(words.place(advice))}</span></span>'
        f'<span class="now small soft">{words.SERVICES[advice.service]}</span>'
        f'<span class="tight small">{_tight(tightest)}</span><span class="sums">{sums}</span></summary>\n'
        '<div class="body">\n'
    )
    return f"{start}{_reasons(advice)}{_limits(advice)}{_costs(costs)}</div></details></article>\n"


def _tight(fit: Fit | None) -> str:
    if fit is None:
        return '<span class="soft">no limit is known to be used</span>'
    return f'{_bar(fit)}<span class="t-{words.state(fit)}">{_text(fit.describe())}</span>'


def _bar(fit: Fit) -> str:
    state = words.state(fit)
    width = min(_FULL, max(1, round(fit.used * _FULL))) if fit.used else 0
    return f'<span class="bar {state}" aria-hidden="true"><span class="w{width}"></span></span>'


def _reasons(advice: Advice) -> str:
    lines = []
    for label, reason in words.reasons(advice):
        kind = "must" if reason.weight == "must" else reason.service
        source = f' <a href="{_text(reason.source)}" rel="noreferrer">source</a>' if _is_link(reason.source) else ""
        lines.append(f'<li class="{kind}"><b>{_capital(label)}</b>: {_text(reason.text)}{source}</li>\n')
    if words.unknown(advice):
        text = words.unknown(advice)
        lines.append(f'<li class="unsure">{_text(_capital(text))}</li>\n')
    if not lines:
        lines.append('<li class="unsure">Nothing speaks against either service, and nothing for one</li>\n')
    said = words.IN_WORDS[advice.placement.verdict]
    return f'<h3>Why it {said}</h3>\n<ul class="reasons">\n{"".join(lines)}</ul>\n'


def _is_link(url: str) -> bool:
    return url.startswith("https://")


def _limits(advice: Advice) -> str:
    rows = words.rows(advice)
    if not rows:
        return ""
    lines = ['<table class="limits"><caption>Limits, and how much of each is used</caption>\n', _columns(*_OF_LIMITS)]
    for row in rows:
        name = _capital(row.name)
        value = "" if row.value.lower() == row.name.lower() else f"<small>{_text(row.value)}</small>"
        lines.append(f'<tr><th scope="row">{_text(name)}{value}</th>{_cell(row.run)}{_cell(row.batch)}</tr>\n')
    return "".join(lines) + "</tbody></table>\n"


def _columns(*names: str) -> str:
    cells = "".join(f'<th scope="col">{name}</th>' for name in names)
    return f"<thead><tr>{cells}</tr></thead>\n<tbody>\n"


def _cell(fit: Fit | None) -> str:
    if fit is None:
        return '<td class="soft small">no limit</td>'
    state = words.state(fit)
    said = "full" if state == "near" and fit.used == 1 else _STATES.get(state, "")
    share = words.used(fit)
    text = f"{share} of {fit.limit.text}" if share else fit.limit.text
    more = f' <span class="t-{state}">{said}</span>' if said else ""
    return f'<td class="small">{_bar(fit)}{_text(text)}{more}</td>'


def _costs(costs: Costs) -> str:
    if costs.reason:
        return f'<h3>Costs</h3>\n<p class="soft">Not known: {_text(costs.reason)}.</p>\n'
    lines = [f'<table class="costs"><caption>Costs of {_text(words.basis(costs))}</caption>\n', _columns(*_OF_COSTS)]
    for bill in words.bills(costs):
        now = "<small>where it is now</small>" if bill.is_own else ""
        best = " best" if bill.is_cheapest else ""
        lines.append(
            f'<tr><th scope="row">{bill.side}{now}</th><td class="money{best}">{_text(bill.sum)}</td>'
            f'<td class="small">{_text(bill.made_of or bill.reason)}</td></tr>\n'
        )
    lines.append("</tbody></table>\n")
    said = [*words.even(costs), *words.assumptions(costs)]
    if said:
        items = "".join(f"<li>{_text(_capital(each))}</li>\n" for each in said)
        lines.append(f'<ul class="said">\n{items}</ul>\n')
    return "".join(lines)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _text(text: str) -> str:
    """Text of any origin, safe in an element and in an attribute."""
    return escape(escape_control(text), quote=True)
