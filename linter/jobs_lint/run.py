"""One run of the linter: from paths and options to a `Run`, the same for every command that looks at files."""

# Without `from __future__ import annotations`, as in finding.py: start-up.

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jobs_lint.config.settings import CliOptions, ConfigResolver, Settings, validate_limits, validate_rules
from jobs_lint.config.suggest import nearest
from jobs_lint.dialects import KINDS, tells_of
from jobs_lint.discover import Found, NotReadable, Problem, Skipped, TooLarge, discover, read_bytes
from jobs_lint.engine import own
from jobs_lint.engine.lint import lint, refusal
from jobs_lint.engine.options import Options
from jobs_lint.engine.registry import PluginChoice, load_registry
from jobs_lint.finding import Diagnostic, FileResult, Run, SeenJob, Severity
from jobs_lint.limits import Limits, Override, UnknownLimitError

STDIN = "-"
COLLECT_FROM = 16
"""How many files it takes for the garbage collector, off since the start, to be wanted."""
PARALLEL_FROM = 300
"""How many files it takes for a second worker to pay."""


class Request(NamedTuple):
    """What the command line asks for."""

    paths: tuple[str, ...] = ()
    stdin_filename: str = "<stdin>"
    cli: CliOptions = CliOptions()
    config_file: str | None = None
    isolated: bool = False
    plugins: PluginChoice = PluginChoice()
    suppressions: bool = True
    debug: bool = False
    verbose: bool = False
    workers: int | None = None


class Outcome(NamedTuple):
    """What came of a run: the findings, and what the exit code and the messages on stderr need."""

    run: Run
    failing: bool
    crashed: bool
    jobs_required: bool
    skipped: tuple[tuple[str, str], ...]
    traces: tuple[str, ...]
    failures: tuple[str, ...]


class Session:
    """The settings and files of one run."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.resolver = ConfigResolver(request.cli, request.config_file, isolated=request.isolated)
        self._options: dict[int, tuple[Settings, Options]] = {}
        if request.plugins.files or request.cli.select or request.cli.ignore:
            self._check_words()

    def _check_words(self) -> None:
        """Refuse words on the command line that no rule knows. Loads the rules. Raises UnknownRuleError."""
        registry = load_registry(self.request.plugins)
        for word in (*(self.request.cli.select or ()), *self.request.cli.ignore):
            if not registry.matching(word):
                raise UnknownRuleError(word, nearest(word, registry.labels()))

    def options(self, path: str) -> Options:
        """How a file is linted. Raises ConfigError where its configuration is wrong."""
        settings = self.resolver.for_path(path)
        kept = self._options.get(id(settings))
        if kept is None:
            kept = self._options[id(settings)] = (settings, self._make(settings))
        return kept[1]

    def _make(self, settings: Settings) -> Options:
        if settings.mentions:
            registry = load_registry(self.request.plugins)
            labels = registry.labels()
            validate_rules(settings, lambda word: None if registry.matching(word) else nearest(word, labels))
        limits = Limits.default()
        if settings.limit_mentions:
            ids = [limit.id for limit in limits]
            validate_limits(settings, lambda word: None if word in limits else UnknownLimitError(word, ids).suggestions)
        if settings.preview or settings.limits:
            overrides = {name: Override(each.value, each.reason) for name, each in settings.limits.items()}
            limits = limits.with_overrides(overrides, preview=settings.preview)
        return Options(
            select=settings.select or (),
            ignore=settings.ignore,
            severity=tuple(settings.severity.items()),
            ignores=settings.ignore_in,
            limits=limits,
            location=settings.location,
            suppressions=self.request.suppressions,
            max_size=settings.max_file_size,
            plugins=self.request.plugins,
            debug=self.request.debug,
        )

    def files(self) -> Iterator[Found | Skipped | Problem]:
        """The files of the run, standard input (a `Found` named `-`) among them."""
        paths = self.request.paths
        if STDIN in paths:
            yield Found(STDIN, named=True)
            paths = tuple(path for path in paths if path != STDIN)
            if not paths:
                return
        yield from discover(paths, KINDS, self.resolver.excluded, verbose=self.request.verbose)

    def lint(self, path: str) -> FileResult:
        """Lint one file of the run."""
        if path == STDIN:
            name = self.request.stdin_filename
            options = self.options(name)
            data = sys.stdin.buffer.read(options.max_size + 1)
            if len(data) > options.max_size:
                return _too_large(name, TooLarge(len(data), options.max_size), [data], options)
            return lint(name, data, options)
        options = self.options(path)
        shown = path.replace(os.sep, "/")
        try:
            data = read_bytes(path, options.max_size)
        except TooLarge as error:
            return _too_large(shown, error, _chunks(path), options)
        except NotReadable as error:
            return refusal(shown, own.UNREADABLE, f"the file can't be read: {error}", options)
        return lint(shown, data, options)

    def outcome(self) -> Outcome:
        """Lint all files. Raises ConfigError or PluginError before any file is read."""
        paths, results, skipped = [], [], []
        for found in self.files():
            if isinstance(found, Found):
                self.options(self.request.stdin_filename if found.path == STDIN else found.path)
                paths.append(found.path)
            elif isinstance(found, Skipped):
                skipped.append((found.path, found.why))
            else:
                message = f"it can't be linted: {found.message}"
                results.append(refusal(found.path, own.UNREADABLE, message, self.options(found.path)))
        if len(paths) > COLLECT_FROM:
            gc.freeze()
            gc.enable()
        collector = _Collector(self)
        for result in (*results, *self._map(paths)):
            collector.add(result)
        return collector.outcome(skipped)

    def _map(self, paths: list[str]) -> Iterator[FileResult]:
        """Lint the files, by forked workers where there are many."""
        count = self.request.workers or (min(2, os.cpu_count() or 1) if len(paths) >= PARALLEL_FROM else 1)
        if count < 2 or not hasattr(os, "fork") or len(paths) < 2:
            return map(self.lint, paths)
        from jobs_lint.engine.parallel import fork_map

        load_registry(self.request.plugins)  # once, instead of in each worker
        return fork_map(self.lint, paths, count, self._lost)

    def _lost(self, path: str) -> FileResult:
        message = "the process that read this file died; this is a mistake in jobs-lint, or memory ran out"
        return refusal(path, own.FILE_CRASHED, message, self.options(path), crashed=True)


class _Collector:
    """Adds up results, keeping of a file that holds nothing no more than a count."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._files = 0
        self._jobs: list[SeenJob] = []
        self._findings: list[Diagnostic] = []
        self._suppressed: list[Diagnostic] = []
        self._skipped: list[tuple[str, str]] = []
        self._traces: list[str] = []
        self._failing = self._crashed = self._required = False

    def add(self, result: FileResult) -> None:
        settings = self._session.resolver.for_path(result.path)
        self._files += result.read
        self._jobs += result.jobs
        self._findings += result.findings
        self._suppressed += result.suppressed
        self._crashed |= result.crashed
        self._required |= settings.require_jobs
        if result.trace:
            self._traces.append(result.trace)
        if result.why and self._session.request.verbose:
            self._skipped.append((result.path, result.why))
        if result.findings and settings.fail_on != "never":
            worst = Severity(settings.fail_on).rank
            self._failing |= any(finding.severity.rank <= worst for finding in result.findings)

    def outcome(self, skipped: list[tuple[str, str]]) -> Outcome:
        run = Run(
            self._files,
            tuple(sorted(self._jobs, key=lambda job: (job.path, job.line, job.ref.name or ""))),
            tuple(sorted(self._findings, key=lambda finding: finding.sort_key)),
            tuple(sorted(self._suppressed, key=lambda finding: finding.sort_key)),
        )
        required = self._required or bool(self._session.request.cli.require_jobs)
        passed = tuple(sorted(skipped + self._skipped))
        failures = load_registry(self._session.request.plugins).failures if self._jobs else ()
        crashed = self._crashed or bool(failures)
        return Outcome(run, self._failing, crashed, required, passed, tuple(self._traces), failures)


class UnknownRuleError(Exception):
    """A word on the command line that no rule knows."""

    def __init__(self, word: str, suggestions: Sequence[str]) -> None:
        super().__init__(word)
        self.word = word
        self.suggestions = tuple(suggestions)


def _chunks(path: str) -> Iterator[bytes]:
    """A file's bytes, piece by piece, each with a little of the one before it."""
    tail = b""
    with open(path, "rb") as file:
        while data := file.read(1 << 20):
            yield tail + data
            tail = data[-64:]


def _too_large(path: str, error: TooLarge, chunks: Iterator[bytes] | list[bytes], options: Options) -> FileResult:
    """A file over the cap: a finding where it is a candidate, else it is passed over."""
    message = f"{error}; split it, or raise max-file-size in the configuration"
    if tells_of(path, chunks):
        return refusal(path, own.CAP, message, options)
    return FileResult(path, read=False, why=str(error))
