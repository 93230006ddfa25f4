"""One run of the linter: from paths and options to a `Run`, the same for every command that looks at files."""

import gc
import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from jobs_lint.beside import module_texts, texts_around
from jobs_lint.config.schema import ConfigError
from jobs_lint.config.settings import CliOptions, ConfigResolver, Settings, validate_limits, validate_rules
from jobs_lint.config.suggest import nearest
from jobs_lint.dialects import KINDS, dialects, named, tells_of
from jobs_lint.discover import Found, NotReadable, Problem, Skipped, TooLarge, discover, read_bytes
from jobs_lint.engine import own
from jobs_lint.engine.lint import lint, refusal
from jobs_lint.engine.options import Options
from jobs_lint.engine.registry import PROFILES, PluginChoice, load_registry
from jobs_lint.finding import Diagnostic, FileResult, Run, SeenJob, Severity
from jobs_lint.late_machines import LateMachines
from jobs_lint.limits import Limits, Override, UnknownLimitError
from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    from jobs_lint.engine.seen import Seen
    from jobs_lint.prices import Prices

STDIN = "-"
COLLECT_FROM = 16
"""How many files it takes for the garbage collector, off since the start, to be wanted."""
PARALLEL_FROM = 300
"""How many files it takes for a second worker to pay."""
Progress = Callable[[str, int | None, Iterable[bytes]], Generator[bytes, None, None]]
"""Gives the pieces of a large file on, by its name and its size (None: not known), and shows how far it is read."""
_CHUNK = 256 * 1024


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
        self.progress: Progress | None = None
        self._options: dict[int, tuple[Settings, Options]] = {}
        self._named: frozenset[str] = frozenset()
        if request.plugins.files or request.cli.select or request.cli.ignore:
            self._check_words()
        if request.cli.dialect is not None and not named(request.cli.dialect):
            known = sorted({dialect.name for dialect in dialects()})
            raise UnknownWordError("dialect", request.cli.dialect, nearest(request.cli.dialect, known) or known)

    def _check_words(self) -> None:
        """Refuse words on the command line that no rule knows. Loads the rules. Raises UnknownWordError."""
        registry = load_registry(self.request.plugins)
        select = (word for word in self.request.cli.select or () if word not in PROFILES)
        for word in (*select, *self.request.cli.ignore):
            if not registry.matching(word):
                raise UnknownWordError("rule, prefix or tag", word, nearest(word, registry.labels()))

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
        if settings.select and not settings.preview:
            self._check_previews(settings)
        limits = Limits.default()
        if settings.limit_mentions:
            ids = [limit.id for limit in limits]
            validate_limits(settings, lambda word: None if word in limits else UnknownLimitError(word, ids).suggestions)
        if settings.preview_limits or settings.limits:
            overrides = {name: Override(each.value, each.reason) for name, each in settings.limits.items()}
            limits = limits.with_overrides(overrides, preview=settings.preview_limits)
        return Options(
            select=settings.select or (),
            ignore=settings.ignore,
            profile=settings.profile,
            preview=settings.preview,
            severity=tuple(settings.severity.items()),
            ignores=settings.ignore_in,
            limits=limits,
            quota=settings.quota,
            machines=LateMachines(settings.machines),
            location=settings.location,
            dialect=self.request.cli.dialect,
            stdin=self.request.stdin_filename,
            suppressions=self.request.suppressions,
            max_size=settings.max_file_size,
            plugins=self.request.plugins,
            debug=self.request.debug,
        )

    def _check_previews(self, settings: Settings) -> None:
        """Refuse a rule in preview that is selected by its own name, but won't run since previews aren't asked for.

        Raises ConfigError or PreviewRuleError.
        """
        registry = load_registry(self.request.plugins)
        for word in settings.select or ():
            rule = registry.in_preview(word)
            if rule is None:
                continue
            message = f"{rule.code} ({rule.name}) is in preview, and runs only with --preview or `preview = true`"
            named = next((each.place for each in settings.mentions if each.text == word), None)
            if named is None or self.request.cli.select:
                raise PreviewRuleError(message)
            raise ConfigError(message, *named)

    def files(self) -> Iterator[Found | Skipped | Problem]:
        """The files of the run, standard input (a `Found` named `-`) among them."""
        paths = self.request.paths
        if STDIN in paths:
            yield Found(STDIN, named=True)
            paths = tuple(path for path in paths if path != STDIN)
            if not paths:
                return
        yield from discover(paths, KINDS, self.resolver.excluded, verbose=self.request.verbose)

    def see(self, path: str) -> "Seen":
        """The jobs of one file of the run, without a rule. Raises NotReadable where it can't be had."""
        from jobs_lint.engine.seen import see  # for commands that don't lint

        if path == STDIN:
            name = self.request.stdin_filename
            options = self.options(name)
            data = sys.stdin.buffer.read(options.max_size + 1)
            if len(data) > options.max_size:
                raise TooLarge(len(data), options.max_size)
            beside = partial(texts_around, name, options.max_size)
            return see(name, data, options, beside, forced=options.dialect is not None)
        options = self.options(path)
        data = read_bytes(path, options.max_size)
        beside = partial(module_texts, path, options.max_size)
        return see(path.replace(os.sep, "/"), data, options, beside, forced=options.dialect is not None)

    def prices(self, path: str) -> "Prices":
        """The prices that hold for a file: those of the list, and the configuration's own in their place."""
        from jobs_lint.prices import Prices  # for commands that tell what jobs cost

        own = self.resolver.for_path(path).prices
        return Prices.default().with_overrides(own) if own else Prices.default()

    def lint(self, path: str) -> FileResult:
        """Lint one file of the run."""
        if path == STDIN:
            name = self.request.stdin_filename
            options = self.options(name)
            data = sys.stdin.buffer.read(options.max_size + 1)
            forced = options.dialect is not None
            if len(data) > options.max_size:
                return self._lint_large(name, sys.stdin.buffer, data, None, options, forced=forced)
            beside = partial(texts_around, name, options.max_size)
            return _lint_lines(name, data, options, forced=forced) or lint(name, data, options, beside, forced=forced)
        options = self.options(path)
        forced = options.dialect is not None and path in self._named
        shown = path.replace(os.sep, "/")
        too_large = 0
        try:
            data = read_bytes(path, options.max_size)
        except TooLarge as error:
            too_large = error.size
        except NotReadable as error:
            return refusal(shown, own.UNREADABLE, f"the file can't be read: {error}", options)
        if too_large:
            try:
                with open(path, "rb") as file:
                    head = file.read(options.max_size + 1)
                    return self._lint_large(shown, file, head, too_large, options, forced=forced)
            except OSError as error:
                return refusal(shown, own.UNREADABLE, f"the file can't be read: {error.strerror}", options)
        by_line = _lint_lines(shown, data, options, forced=forced)
        return by_line or lint(shown, data, options, partial(module_texts, path, options.max_size), forced=forced)

    def _lint_large(
        self, path: str, file: BinaryIO, head: bytes, size: int | None, options: Options, *, forced: bool
    ) -> FileResult:
        """Lint a file over the cap, of which the beginning is read: record by record where it is made of records.

        Any other is refused where it is a candidate, by all of its bytes if its size is known: a pipe may never end.
        """
        from contextlib import closing

        from jobs_lint.engine.stream import lint_records, splitter  # few runs meet such a file

        split = splitter(path, head, whole=False)
        chunks = _chunks(head, file)
        if split is None:
            return _too_large(path, options, _overlapping(chunks) if size is not None else [head])
        if self.progress is not None:
            chunks = self.progress(path, size, chunks)
        with closing(chunks):
            return lint_records(path, split(chunks, options.max_size), options, forced=forced)

    def outcome(self) -> Outcome:
        """Lint all files. Raises ConfigError or PluginError before any file is read."""
        paths, results, skipped = [], [], []
        for found in self.files():
            if isinstance(found, Found):
                self.options(self.request.stdin_filename if found.path == STDIN else found.path)
                paths.append(found.path)
                if found.named and self.request.cli.dialect is not None:
                    self._named |= {found.path}
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
        import jobs_lint.read.yaml  # noqa: F401 - once, instead of in each worker
        from jobs_lint.engine.parallel import fork_map

        load_registry(self.request.plugins)  # as well
        self.progress = None  # several would write over one another
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


class PreviewRuleError(Exception):
    """A rule in preview is selected on the command line, without previews."""


class UnknownWordError(Exception):
    """A word on the command line that means nothing: `kind` is what should have that name."""

    def __init__(self, kind: str, word: str, suggestions: Sequence[str]) -> None:
        super().__init__(word)
        self.kind = kind
        self.word = word
        self.suggestions = tuple(suggestions)


def _lint_lines(path: str, data: bytes, options: Options, *, forced: bool) -> FileResult | None:
    """Lint the lines of a file one by one where it holds a JSON object a line; None where it doesn't."""
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"{":
        return None
    from jobs_lint.read.records import is_line_delimited

    if not is_line_delimited(data):
        return None
    from jobs_lint.engine.stream import lint_records, splitter

    split = splitter(path, data, whole=True)
    return lint_records(path, split([data], options.max_size), options, forced=forced) if split else None


def _chunks(head: bytes, file: BinaryIO) -> Generator[bytes, None, None]:
    """A file's bytes, piece by piece, from those that were read already."""
    for start in range(0, len(head), _CHUNK):
        yield head[start : start + _CHUNK]
    while data := file.read(_CHUNK):
        yield data


def _overlapping(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, each with a little of the one before it."""
    tail = b""
    for data in chunks:
        yield tail + data
        tail = data[-64:]


def _too_large(path: str, options: Options, chunks: Iterable[bytes]) -> FileResult:
    """A file over the cap that isn't made of records: a finding where it is a candidate, else it is passed over."""
    error = TooLarge(options.max_size + 1, options.max_size)
    message = f"{error}; split it, or raise max-file-size in the configuration"
    if tells_of(path, chunks):
        return refusal(path, own.CAP, message, options)
    return FileResult(path, read=False, why=str(error))
