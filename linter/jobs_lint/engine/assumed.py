"""Which findings rest on a value that may be another one in the end: the default of a variable.

The rules are run again on the jobs in which such values are unknown: what they no longer find rests on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.engine.judge import judge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobs_lint.api import Rule
    from jobs_lint.engine.judge import Judged
    from jobs_lint.engine.options import Options
    from jobs_lint.read.tree import Assumption
    from jobs_lint.recognise import Recognised
    from jobs_lint.span import Span

    _Key = tuple[int, str, int, int]

_NAMED = 3


def mark_assumed(judged: list[Judged], recognised: Recognised, rules: Iterable[Rule], options: Options) -> list[Judged]:
    """The findings, of which those that rest on an assumption are marked and say so."""
    if recognised.strict is None:
        return judged
    sure = {_key(each): each.finding for each in judge(recognised.strict(), rules, options)[0]}
    # What is sure is told as it is told where nothing is assumed: an advice may rest on a default too.
    return [
        each._replace(finding=sure[key]) if (key := _key(each)) in sure else _marked(each, recognised.assumptions)
        for each in judged
    ]


def _key(judged: Judged) -> _Key:
    return judged.job.start, judged.rule.code, *judged.finding.span


def _marked(judged: Judged, assumptions: tuple[Assumption, ...]) -> Judged:
    finding = judged.finding
    places = (finding.span, *(other.span for other in finding.related))
    at_hand = [each for each in assumptions if any(_meet(place, each.span) for place in places)]
    named = at_hand or [each for each in assumptions if judged.job.span.covers(each.span)]
    words = list(dict.fromkeys(each.what for each in named))[:_NAMED]
    rests = " and ".join(words) or "a default"
    message = f"{finding.message} (by {rests}; another value may be given)"
    return judged._replace(finding=finding._replace(message=message), is_assumed=True)


def _meet(one: Span, other: Span) -> bool:
    return one.covers(other) or other.covers(one)
