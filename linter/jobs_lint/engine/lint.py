"""Lint one file: from its bytes to placed findings. One rule that fails never stops the others."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from jobs_lint.dialects import kind_of, read_by
from jobs_lint.engine import own
from jobs_lint.engine.place import place
from jobs_lint.finding import Diagnostic, FileResult, Finding, JobRef, SeenJob
from jobs_lint.model.placeholder import is_template_text
from jobs_lint.read import read
from jobs_lint.read.caps import Caps
from jobs_lint.source import Source, UndecodableError, encoding_of
from jobs_lint.span import NOWHERE, Span

if TYPE_CHECKING:
    from jobs_lint.api import Job, Rule
    from jobs_lint.dialects.base import Dialect
    from jobs_lint.engine.options import Options
    from jobs_lint.engine.registry import Plan, Registry
    from jobs_lint.finding import Severity
    from jobs_lint.read.tree import Document, Problem, ReadResult


def lint(path: str, data: bytes, options: Options) -> FileResult:
    """Lint the bytes of one file. Never raises: what goes wrong inside becomes a finding and `crashed`."""
    try:
        return _lint(path, data, options)
    except Exception as error:  # noqa: BLE001 - one file never stops the others; the finding names the failure
        trace = _trace() if options.debug else ""
        message = f"jobs-lint failed on this file: {type(error).__name__}: {error}; this is a mistake in jobs-lint"
        return refusal(path, own.FILE_CRASHED, message, options, trace=trace, crashed=True)


def _trace() -> str:
    from traceback import format_exc

    return format_exc()


def refusal(
    path: str, rule: Rule, message: str, options: Options, *, trace: str = "", crashed: bool = False
) -> FileResult:
    """The result for a file that as a whole gave no more than one finding of the engine's own.

    A file that can't be had is told whatever is selected, unless it is ignored: it must not pass for a clean one.
    """
    wanted = () if rule is own.UNREADABLE else options.select
    if rule.code not in _plan(options._replace(select=wanted)).chosen and not crashed:
        return FileResult(path, read=False, why=message)
    source = Source(path, "")
    severity = _severity(rule, options)
    diagnostic = place(source, rule, Finding(message, NOWHERE), severity, None)
    return FileResult(path, read=False, findings=(diagnostic,), why=message, crashed=crashed, trace=trace)


def _registry(options: Options) -> Registry:
    from jobs_lint.engine.registry import load_registry  # a run that meets no job imports no rule

    return load_registry(options.plugins)


def _plan(options: Options) -> Plan:
    from jobs_lint.engine.registry import plan

    return plan(options.plugins, options.select, options.ignore)


def _severity(rule: Rule, options: Options) -> Severity:
    """A rule's severity: as the configuration has it for its code or name, else for a prefix or tag, else its own."""
    if not options.severity:
        return rule.severity
    registry = _registry(options)
    meant = [(label, severity) for label, severity in options.severity if rule.code in registry.matching(label)]
    own_label = [severity for label, severity in meant if registry.get(label) is not None]
    return (own_label or [severity for _, severity in meant] or [rule.severity])[0]


def _lint(path: str, data: bytes, options: Options) -> FileResult:
    kind = kind_of(path, data)
    encoding, _ = encoding_of(data)
    told = data if encoding == "utf-8" else data.decode(encoding, "replace").encode("utf-8", "replace")
    candidates, certain = read_by(kind, told)
    if not candidates:
        return FileResult(path, read=True, why="nothing in it tells of a job")
    try:
        source = Source.decode(path, data)
    except UndecodableError as error:
        if not certain:
            return FileResult(path, read=True, why=f"it isn't told from other files by its bytes, and {error}")
        return _report(
            error.source, [], [(own.ENCODING, Finding(f"{error}; save the file as UTF-8", error.span))], options
        )
    result = _parse(source.text, kind, options)
    jobs = [job for document in result.documents for job in _jobs(candidates, document)]
    if options.location is not None:
        for job in jobs:
            job.assume_location(options.location)
    if result.problem is not None and not (certain or jobs):
        return FileResult(path, read=True, why="it can't be read, and nothing in it tells of a job for certain")
    own_findings = [_problem(result.problem, source)] if result.problem is not None else []
    if not jobs and not own_findings:
        return FileResult(path, read=True, why="it holds no job")
    return _report(source, jobs, own_findings, options, result.documents)


def _parse(text: str, kind: str, options: Options) -> ReadResult:
    """Read a text with the garbage collector off: a tree of many young objects costs it several times the reading."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return read(text, kind, Caps(size=options.max_size))
    finally:
        if collecting:
            gc.enable()


def _jobs(candidates: list[Dialect], document: Document) -> list[Job]:
    """The jobs of a document, in its order: dialects may each find some."""
    jobs = [job for dialect in candidates for job in dialect.jobs(document)]
    return sorted(jobs, key=lambda job: job.start) if len(candidates) > 1 else jobs


def _problem(problem: Problem, source: Source) -> tuple[Rule, Finding]:
    places = [problem.span, *([problem.other] if problem.other is not None else [])]
    lines = [source.line(source.position(place.start).line) for place in places]
    if problem.kind == "syntax" and any(is_template_text(source.text, line) for line in lines):
        message = (
            "this is a template that isn't YAML until it is rendered, so it wasn't checked; render it (helm template, "
            "envsubst, ...) and pipe the result in: ... | jobs-lint --stdin-filename job.yaml -"
        )
        return own.TEMPLATE, Finding(message, problem.span)
    return own.SYNTAX if problem.kind == "syntax" else own.CAP, Finding(problem.message, problem.span)


def _report(
    source: Source,
    jobs: list[Job],
    own_findings: list[tuple[Rule, Finding]],
    options: Options,
    documents: tuple[Document, ...] = (),
) -> FileResult:
    registry = _registry(options)
    chosen, rules = _plan(options)
    seen = []
    traces = []
    crashes: list[Diagnostic] = []  # which nothing keeps back
    failed: set[str] = set()
    placed: list[tuple[Span, Diagnostic]] = []

    def add(rule: Rule, finding: Finding, ref: JobRef | None) -> None:
        if rule.code in chosen:
            diagnostic = place(source, rule, finding, _severity(rule, options), ref)
            placed.append((finding.span, diagnostic))

    for rule, finding in own_findings:
        add(rule, finding, None)
    for job in jobs:
        ref = JobRef(job.service, job.display_name, job.dialect)
        seen.append(SeenJob(source.path, source.position(job.start).line, ref))
        for rule in rules:
            if not isinstance(job, rule.on) or rule.check is None:
                continue
            try:
                for finding in rule.check(job, options.limits):
                    add(rule, finding, ref)
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # noqa: BLE001 - a rule fails alone, named with its plugin
                plugin = registry.plugin_of(rule)
                what = f"{type(error).__name__}: {error}"
                message = f'the rule {rule.code} ({rule.name}) of the plugin "{plugin}" failed: {what}'
                crash = place(
                    source, own.RULE_CRASHED, Finding(message, job.place), _severity(own.RULE_CRASHED, options), ref
                )
                crashes.append(crash)
                failed.add(rule.code)
                traces.append(_trace())
    findings = [diagnostic for _, diagnostic in placed]
    suppressed: list[Diagnostic] = []
    if options.ignores or (options.suppressions and own.MARKER in source.text):
        from jobs_lint.engine.suppress import Suppressor  # most files have no use for it

        suppressor = Suppressor(source, documents, options, registry)
        findings, suppressed = suppressor.sort(placed)
        ran = frozenset() if own_findings else chosen - failed
        for rule, finding in suppressor.own_findings(ran):
            if rule.code in chosen:
                findings.append(place(source, rule, finding, _severity(rule, options), None))
    findings += crashes
    return FileResult(
        source.path,
        read=True,
        jobs=tuple(seen),
        findings=tuple(sorted(findings, key=lambda finding: finding.sort_key)),
        suppressed=tuple(sorted(suppressed, key=lambda finding: finding.sort_key)),
        crashed=bool(traces),
        trace="".join(traces) if options.debug else "",
    )
