"""Rules by an index: what is asked of every rule in each run is in one table, the rest is imported when it is needed.

Most of a run's rules look at the other service's jobs, or are of a wider profile, and their modules take longer to
import than a file takes to lint.
"""

from collections.abc import Iterable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

from jobs_lint.api import Rule
from jobs_lint.finding import Finding, Severity
from jobs_lint.model.batch import BatchJob
from jobs_lint.model.cloud_run import CloudRunJob
from jobs_lint.model.job import Job

Row = tuple[str, str, str, str, str, tuple[str, ...], str, str, bool, str, tuple[str, ...], tuple[str, ...]]
"""Code, name, severity, the kind of job, the module, tags, since, status, opt-in, profile, what it needs, and when."""

_KINDS: dict[str, type[Job]] = {kind.__name__: kind for kind in (Job, CloudRunJob, BatchJob)}


class LateCheck:
    """What a rule does, in a module that is imported when it is first asked to."""

    __slots__ = ("_code", "_module", "_rule")

    def __init__(self, module: str, code: str) -> None:
        self._module = module
        self._code = code
        self._rule: Rule | None = None

    @property
    def rule(self) -> Rule:
        """The rule itself. Raises LookupError where its module has none of its code, and what importing that raises."""
        if self._rule is None:
            self._rule = rule_in(self._module, self._code)
        return self._rule

    def __call__(self, job: Job, limits: Any, /, **more: Any) -> Iterable[Finding]:
        """Look at one job."""
        check = self.rule.check
        assert check is not None  # noqa: S101 (rules that are declared in modules have one)
        return check(job, limits, **more)


class LateRule(Rule):
    """A rule of an index. Its page is where its function is."""

    __slots__ = ()

    @property
    def docstring(self) -> str:
        """As that of any rule."""
        check = self.check
        assert isinstance(check, LateCheck)  # noqa: S101 (as `late_rules` makes it)
        return check.rule.docstring


def late_rules(rows: Iterable[Row]) -> list[Rule]:
    """The rules of an index, which says of each what its module says."""
    return [_late(*row) for row in rows]


def _late(
    code: str,
    name: str,
    severity: str,
    on: str,
    module: str,
    tags: tuple[str, ...],
    since: str,
    status: str,
    opt_in: bool,
    profile: str,
    needs: tuple[str, ...],
    when: tuple[str, ...],
) -> Rule:
    check = LateCheck(module, code)
    return LateRule(
        code, name, Severity(severity), _KINDS[on], "", check, tags, since, status, opt_in, profile, needs, when
    )


def row_of(rule: Rule, module: str) -> Row:
    """The row of a rule, which is declared in a module."""
    return (
        *(rule.code, rule.name, str(rule.severity), rule.on.__name__, module),
        *(rule.tags, rule.since, rule.status, rule.opt_in, rule.profile, rule.needs, rule.when),
    )


def rules_in(module: ModuleType) -> Iterator[Rule]:
    """The rules that a module declares, those in tuples too; or those of its index, where it is one."""
    yield from late_rules(getattr(module, "JOBS_LINT_RULES", ()))
    for value in vars(module).values():
        for rule in value if isinstance(value, tuple) and not isinstance(value, Rule) else (value,):
            if isinstance(rule, Rule):
                yield rule


def rule_in(module: str, code: str) -> Rule:
    """The rule with a code that a module declares. Raises LookupError where there is none."""
    for rule in rules_in(import_module(module)):
        if rule.code == code:
            return rule
    raise LookupError(f"{module} has no rule {code}: its index is out of date")
