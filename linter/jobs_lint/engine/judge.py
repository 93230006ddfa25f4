"""Run rules on jobs. A rule that fails, fails alone, and is named."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from jobs_lint.api import Finding, Job, Rule
from jobs_lint.engine.veil import hidden_in, veiled
from jobs_lint.model.job import forget
from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    from jobs_lint.engine.options import Options


class Judged(NamedTuple):
    """A finding, the rule that made it and the job that it is about. `is_assumed`: it isn't sure to hold in the end;
    `hidden`: secrets that no report repeats."""

    rule: Rule
    finding: Finding
    job: Job
    is_assumed: bool = False
    hidden: frozenset[str] = frozenset()


class Failure(NamedTuple):
    """A rule that raised something on a job: what, in words, and from where."""

    rule: Rule
    job: Job
    what: str
    trace: str


def judge(jobs: Iterable[Job], rules: Iterable[Rule], options: "Options") -> tuple[list[Judged], list[Failure]]:
    """What the rules find on the jobs, and which of them failed. What was read of a job for the rules is dropped."""
    given = {"machines": options.machines, "quota": options.quota}
    limits = options.limits
    judged: list[Judged] = []
    failures: list[Failure] = []
    for job in jobs:
        texts: frozenset[str] | None = None
        for rule in rules:
            check = rule.check
            if check is None or not rule.is_about(job):
                continue
            try:
                needs = rule.needs
                found = check(job, limits, **{name: given[name] for name in needs}) if needs else check(job, limits)
                for finding in found:  # one by one: what a rule found before it failed counts
                    if texts is None:
                        texts = hidden_in(job)
                    told, hidden = veiled(finding, texts)
                    judged.append(Judged(rule, told, job, hidden=hidden))
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # noqa: BLE001 - a rule fails alone, named with its plugin
                from traceback import format_exc

                failures.append(Failure(rule, job, f"{type(error).__name__}: {error}", format_exc()))
        forget(job)
    return judged, failures
