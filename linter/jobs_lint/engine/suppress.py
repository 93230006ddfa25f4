"""Keep findings back where a comment or the configuration says so, and find the comments that do nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.engine import own
from jobs_lint.engine.directives import directives
from jobs_lint.finding import Diagnostic, Finding, Suppression
from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jobs_lint.api import Rule
    from jobs_lint.engine.options import Ignore, Options
    from jobs_lint.engine.registry import Registry
    from jobs_lint.recognise import Recognised
    from jobs_lint.source import Source
    from jobs_lint.span import Span


class _Target(NamedTuple):
    """What the comments with one target keep back: by rule, the first comment that names it, and by which label."""

    covers: tuple[Span, ...]
    by_code: dict[str, tuple[int, str]]


class Suppressor:
    """The suppressions that hold for one file."""

    def __init__(self, source: Source, recognised: Recognised, options: Options, registry: Registry) -> None:
        self._path = source.path
        self._ignores = options.ignores if options.suppressions else ()
        self._registry = registry
        self._directives = directives(source, recognised.documents, recognised.opened) if options.suppressions else ()
        self._used: set[tuple[int, str]] = set()

    def sort(self, placed: list[tuple[Span, Diagnostic]]) -> tuple[list[Diagnostic], list[Diagnostic]]:
        """Part findings into those to report and those kept back, which then carry the suppression."""
        findings, suppressed = [], []
        ignores = [
            (ignore, frozenset(code for label in ignore.rules for code in self._registry.matching(label)))
            for ignore in (self._ignores if placed else ())
        ]
        for diagnostic, targets in self._with_targets(placed):
            found = self._by_comment(diagnostic, targets) or self._by_config(diagnostic, ignores)
            if found is None:
                findings.append(diagnostic)
            else:
                suppressed.append(diagnostic._replace(suppression=found))
        return findings, suppressed

    def _with_targets(self, placed: list[tuple[Span, Diagnostic]]) -> Iterator[tuple[Diagnostic, list[_Target]]]:
        """Each finding with the targets that cover it.

        One pass over both in order of place: the nodes that cover a finding are inside one another, and a hostile file
        can have a hundred thousand comments and as many findings.
        """
        spans = sorted(
            ((span, target) for target in self._targets() for span in target.covers),
            key=lambda pair: (pair[0].start, -pair[0].end),
            reverse=True,
        )
        around: list[tuple[Span, _Target]] = []
        for place, diagnostic in sorted(placed, key=lambda pair: pair[0].start):
            while spans and spans[-1][0].start <= place.start:
                span, target = spans.pop()
                while around and not around[-1][0].covers(span):
                    around.pop()
                around.append((span, target))
            while around and not around[-1][0].covers(place):
                around.pop()
            yield diagnostic, [target for _, target in around]

    def _targets(self) -> Iterable[_Target]:
        targets: dict[int, _Target] = {}
        for number, directive in enumerate(self._directives):
            by_code = targets.setdefault(directive.target, _Target(directive.covers, {})).by_code
            for label in directive.labels:
                rule = self._registry.get(label)
                if rule is not None:
                    by_code.setdefault(rule.code, (number, label))
        return targets.values()

    def _by_comment(self, diagnostic: Diagnostic, targets: list[_Target]) -> Suppression | None:
        """The first comment in the file that means the finding."""
        used = min(
            (target.by_code[diagnostic.code] for target in targets if diagnostic.code in target.by_code), default=None
        )
        if used is None:
            return None
        self._used.add(used)
        directive = self._directives[used[0]]
        return Suppression(directive.kind, directive.reason)

    def _by_config(self, diagnostic: Diagnostic, ignores: list[tuple[Ignore, frozenset[str]]]) -> Suppression | None:
        job = diagnostic.job.name if diagnostic.job is not None else None
        for ignore, codes in ignores:
            if diagnostic.code in codes and ignore.covers(self._path, job):
                return Suppression("config", ignore.reason)
        return None

    def own_findings(self, ran: frozenset[str]) -> Iterator[tuple[Rule, Finding]]:
        """Comments that do nothing, name no rule, or give no reason. `ran` are the rules that looked at all there is:
        a comment for another one isn't unused."""
        for number, directive in enumerate(self._directives):
            if not directive.reason and directive.labels:
                yield (
                    own.NO_REASON,
                    Finding("the suppression gives no reason; write it behind the bracket", directive.span),
                )
            if not directive.labels:
                message = "the suppression names no rule, so it does nothing; write: jobs-lint: ignore[CODE] reason"
                yield own.UNKNOWN_RULE, Finding(message, directive.span)
            for label in directive.labels:
                rule = self._registry.get(label)
                if rule is None:
                    message = f'the suppression names "{label}", which is no rule; `jobs-lint rules` lists them'
                    yield own.UNKNOWN_RULE, Finding(message, directive.span)
                elif rule.code in ran and (number, label) not in self._used:
                    message = f"the suppression of {label} keeps nothing back; delete it, or move it to the finding"
                    yield own.UNUSED, Finding(message, directive.span)
