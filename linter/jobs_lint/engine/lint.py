"""Lint one file: from its bytes to placed findings. One rule that fails never stops the others."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

from jobs_lint.dialects import Candidates, kind_by_name, kind_of, named, of_kind, read_by
from jobs_lint.engine import own
from jobs_lint.engine.judge import judge
from jobs_lint.engine.place import place
from jobs_lint.finding import Diagnostic, FileResult, Finding, JobRef, SeenJob, Severity
from jobs_lint.model.placeholder import is_template_text
from jobs_lint.read import Beside, NoLibyamlError, nothing_beside
from jobs_lint.read.caps import Caps
from jobs_lint.recognise import NOTHING, Recognised, recognise, recognise_template
from jobs_lint.source import Source, UndecodableError, encoding_of
from jobs_lint.span import NOWHERE, Span

if TYPE_CHECKING:
    from jobs_lint.api import Rule
    from jobs_lint.engine.options import Options
    from jobs_lint.engine.registry import Plan, Registry
    from jobs_lint.read.tree import Problem


_RENDER = "render it (helm template, envsubst, ...) and pipe the result in: ... | jobs-lint --stdin-filename job.yaml -"
_NO_JOB = "--dialect says that this is {}, but there is no job of it here"
_READ_AS_TEMPLATE = (
    "this can't be read until it is rendered, so it was read as a template: what marks stand for is unknown, of some "
    f"branches one alone was read, and what is absent wasn't judged; to check all of it, {_RENDER}"
)
_NOT_CHECKED = f"this is a template that can't be read until it is rendered, so it wasn't checked; {_RENDER}"


def lint(
    path: str, data: bytes, options: Options, beside: Beside = nothing_beside, *, forced: bool = False
) -> FileResult:
    """Lint the bytes of one file. `beside` gives the files of its folder; with `forced`, it is taken for the dialect of
    the options whatever it looks like. Never raises for what is in the file: what goes wrong inside becomes a finding
    and `crashed`.

    The garbage collector is off meanwhile: a tree of many young objects costs it several times the reading.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _lint(path, data, options, beside, forced=forced)
    except NoLibyamlError:  # which is so for every file
        raise
    except Exception as error:  # noqa: BLE001 - one file never stops the others; the finding names the failure
        trace = _trace() if options.debug else ""
        message = f"jobs-lint failed on this file: {type(error).__name__}: {error}; this is a mistake in jobs-lint"
        return refusal(path, own.FILE_CRASHED, message, options, trace=trace, crashed=True)
    finally:
        if collecting:
            gc.enable()


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

    return plan(options.plugins, options.select, options.ignore, options.profile, options.preview)


def _severity(rule: Rule, options: Options) -> Severity:
    """A rule's severity: as the configuration has it for its code or name, else for a prefix or tag, else its own."""
    if not options.severity:
        return rule.severity
    registry = _registry(options)
    meant = [(label, severity) for label, severity in options.severity if rule.code in registry.matching(label)]
    own_label = [severity for label, severity in meant if registry.get(label) is not None]
    return (own_label or [severity for _, severity in meant] or [rule.severity])[0]


def _lint(path: str, data: bytes, options: Options, beside: Beside, *, forced: bool) -> FileResult:
    kind, wanted = sought_in(path, data, options.dialect, forced=forced)
    if wanted.is_empty:
        return FileResult(path, read=True, why="nothing in it tells of a job")
    is_told = forced or path == options.stdin or bool(kind_by_name(path))
    if not is_told:  # a program or a text that mentions a job is no broken job file
        wanted = wanted._replace(certain=False)
    try:
        source = Source.decode(path, data)
    except UndecodableError as error:
        if kind == "shell":  # which takes its bytes as they are
            return FileResult(path, read=True, why=str(error))
        if not wanted.certain:
            return FileResult(path, read=True, why=f"it isn't told from other files by its bytes, and {error}")
        return _report(error.source, [(own.ENCODING, Finding(f"{error}; save the file as UTF-8", error.span))], options)
    recognised = found_in(source.text, kind, wanted, options, beside)
    problem = recognised.problem
    own_findings: list[tuple[Rule, Finding]] = []
    if problem is not None and problem.kind == "syntax" and kind in ("yaml", "json") and is_told:
        template = recognise_template(source.text, kind, wanted, Caps(size=options.max_size), options.location)
        if template is not None:
            own_findings.append((own.READ_AS_TEMPLATE, Finding(_READ_AS_TEMPLATE, problem.span)))
            recognised, problem = template, None
    if problem is not None and not (wanted.certain or recognised.jobs):
        return FileResult(path, read=True, why="it can't be read, and nothing in it tells of a job for certain")
    if problem is not None:
        own_findings.append(_problem(problem, source))
    if forced and not recognised.jobs and not own_findings:
        own_findings.append((own.NO_JOB, Finding(_NO_JOB.format(options.dialect), Span(0, 0))))
    if not recognised.jobs and not own_findings:
        return FileResult(path, read=True, why="it holds no job")
    return _report(source, own_findings, options, recognised)


def sought_in(path: str, data: bytes, dialect: str | None, *, forced: bool) -> tuple[str, Candidates]:
    """How a file is read and what is looked for in it: by its bytes, unless a dialect is named; with `forced`, whatever
    its name and bytes are."""
    encoding, _ = encoding_of(data)
    told = data if encoding == "utf-8" else data.decode(encoding, "replace").encode("utf-8", "replace")
    kind = kind_of(path, data)
    if dialect is None:
        return kind, read_by(kind, told)
    shapes = named(dialect)
    if not forced:
        found = read_by(kind, told)
        return kind, found._replace(dialects=tuple(each for each in found.dialects if each in shapes))
    if not kind_by_name(path) or not (of_kind(kind).carriers or any(kind in each.kinds for each in shapes)):
        kinds = frozenset().union(*(each.kinds for each in shapes))
        kind = kind if kind in kinds else next(each for each in ("yaml", "hcl", "shell") if each in kinds)
    able = tuple(each for each in shapes if kind in each.kinds)
    return kind, Candidates(able, of_kind(kind).carriers, certain=True, forced=bool(able))


def found_in(text: str, kind: str, wanted: Candidates, options: Options, beside: Beside) -> Recognised:
    """The jobs of a text, of the dialect of the options alone where they name one."""
    found = recognise(text, kind, wanted, Caps(size=options.max_size), beside, options.location)
    if options.dialect is None:
        return found
    return found._replace(jobs=tuple(job for job in found.jobs if job.dialect == options.dialect))


def _problem(problem: Problem, source: Source) -> tuple[Rule, Finding]:
    places = [problem.span, *([problem.other] if problem.other is not None else [])]
    lines = [source.line(source.position(place.start).line) for place in places]
    if problem.kind == "syntax" and any(is_template_text(source.text, line) for line in lines):
        return own.TEMPLATE, Finding(_NOT_CHECKED, problem.span)
    return own.SYNTAX if problem.kind == "syntax" else own.CAP, Finding(problem.message, problem.span)


def _report(
    source: Source,
    own_findings: list[tuple[Rule, Finding]],
    options: Options,
    recognised: Recognised = NOTHING,
) -> FileResult:
    registry = _registry(options)
    chosen, rules = _plan(options)
    placed: list[tuple[Span, Diagnostic]] = []

    def add(
        rule: Rule,
        finding: Finding,
        ref: JobRef | None,
        *,
        is_assumed: bool = False,
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        if rule.code in chosen:
            severity = _severity(rule, options)
            if is_assumed and severity is Severity.ERROR:
                severity = Severity.WARNING
            placed.append((finding.span, place(source, rule, finding, severity, ref, hidden)))

    for rule, finding in own_findings:
        add(rule, finding, None)
    refs = {id(job): JobRef(job.service, job.display_name, job.dialect) for job in recognised.jobs}
    seen = [SeenJob(source.path, source.position(job.start).line, refs[id(job)]) for job in recognised.jobs]
    judged, failures = judge(recognised.jobs, rules, options)
    if recognised.strict is not None and judged:
        from jobs_lint.engine.assumed import mark_assumed  # for those forms alone that have defaults of their own

        judged = mark_assumed(judged, recognised, rules, options)
    for each in judged:
        add(each.rule, each.finding, refs[id(each.job)], is_assumed=each.is_assumed, hidden=each.hidden)
    crashes = []  # which nothing keeps back
    for failure in failures:
        message = (
            f"the rule {failure.rule.code} ({failure.rule.name}) of the plugin "
            f'"{registry.plugin_of(failure.rule)}" failed: {failure.what}'
        )
        severity = _severity(own.RULE_CRASHED, options)
        finding = Finding(message, failure.job.place)
        crashes.append(place(source, own.RULE_CRASHED, finding, severity, refs[id(failure.job)]))
    findings = [diagnostic for _, diagnostic in placed]
    suppressed: list[Diagnostic] = []
    if options.ignores or (options.suppressions and own.MARKER in source.text):
        from jobs_lint.engine.suppress import Suppressor  # most files have no use for it

        suppressor = Suppressor(source, recognised, options, registry)
        findings, suppressed = suppressor.sort(placed)
        ran = frozenset() if own_findings else chosen - {failure.rule.code for failure in failures}
        for rule, finding in suppressor.own_findings(ran):
            if rule.code in chosen:
                findings.append(place(source, rule, finding, _severity(rule, options), None))
    findings += crashes
    return FileResult(
        source.path,
        read=True,
        jobs=tuple(seen),
        findings=tuple(sorted(findings, key=_sort_key)),
        suppressed=tuple(sorted(suppressed, key=_sort_key)),
        crashed=bool(failures),
        trace="".join(failure.trace for failure in failures) if options.debug else "",
    )


def _sort_key(diagnostic: Diagnostic) -> Any:
    return diagnostic.sort_key
