"""Keep findings back where a comment or the configuration says so, and find the comments that do nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.engine import own
from jobs_lint.engine.directives import Directive, directives
from jobs_lint.finding import Diagnostic, Finding, Suppression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Rule
    from jobs_lint.engine.options import Options
    from jobs_lint.engine.registry import Registry
    from jobs_lint.read.tree import Document
    from jobs_lint.source import Source
    from jobs_lint.span import Span


class Suppressor:
    """The suppressions that hold for one file."""

    def __init__(
        self, source: Source, documents: tuple[Document, ...], options: Options, registry: Registry
    ) -> None:
        self._path = source.path
        self._ignores = options.ignores if options.suppressions else ()
        self._registry = registry
        self._directives = directives(source, documents) if options.suppressions else ()
        self._used: set[tuple[Directive, str]] = set()

    def sort(self, placed: list[tuple[Span, Diagnostic]]) -> tuple[list[Diagnostic], list[Diagnostic]]:
        """Part findings into those to report and those kept back, which then carry the suppression."""
        findings, suppressed = [], []
        for span, diagnostic in placed:
            found = self._suppression(span, diagnostic)
            if found is None:
                findings.append(diagnostic)
            else:
                suppressed.append(diagnostic._replace(suppression=found))
        return findings, suppressed

    def _suppression(self, span: Span, diagnostic: Diagnostic) -> Suppression | None:
        for directive in self._directives:
            if any(covered.covers(span) for covered in directive.covers):
                for label in directive.labels:
                    if self._means(label, diagnostic.code):
                        self._used.add((directive, label))
                        return Suppression(directive.kind, directive.reason)
        job = diagnostic.job.name if diagnostic.job is not None else None
        for ignore in self._ignores:
            meant = any(diagnostic.code in self._registry.matching(label) for label in ignore.rules)
            if meant and ignore.covers(self._path, job):
                return Suppression("config", ignore.reason)
        return None

    def _means(self, label: str, code: str) -> bool:
        rule = self._registry.get(label)
        return rule is not None and rule.code == code

    def own_findings(self, chosen: frozenset[str]) -> Iterator[tuple[Rule, Finding]]:
        """Comments that do nothing, name no rule, or give no reason. One for a rule that wasn't run isn't unused."""
        for directive in self._directives:
            if not directive.reason:
                yield own.NO_REASON, Finding("the suppression gives no reason; write it behind the bracket", directive.span)
            for label in directive.labels:
                rule = self._registry.get(label)
                if rule is None:
                    message = f'the suppression names "{label}", which is no rule; `jobs-lint rules` lists them'
                    yield own.UNKNOWN_RULE, Finding(message, directive.span)
                elif rule.code in chosen and (directive, label) not in self._used:
                    message = f"the suppression of {label} keeps nothing back; delete it, or move it to the finding"
                    yield own.UNUSED, Finding(message, directive.span)
