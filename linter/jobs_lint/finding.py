"""What a rule says, and what a report shows."""

from enum import StrEnum

from jobs_lint.record import NamedTuple
from jobs_lint.span import Position, Span


class Severity(StrEnum):
    """How bad a finding is. `error`: refused or bound to fail; `warning`: likely to hurt; `info`: advice."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for error, rising as it matters less."""
        return _RANKS[self.value]


_RANKS = {"error": 0, "warning": 1, "info": 2}


class LimitRef(NamedTuple):
    """The limit that a finding met, as reports name it."""

    id: str
    value: int | float
    unit: str


class Related(NamedTuple):
    """A second place that explains a finding, in the same file."""

    span: Span
    message: str


class Finding(NamedTuple):
    """What a rule yields: a message at a place. The engine adds the rule, the file and the job."""

    message: str
    span: Span
    field: str | None = None
    value: str | None = None
    limit: LimitRef | None = None
    related: tuple[Related, ...] = ()
    migrate_to: str | None = None


class JobRef(NamedTuple):
    """The job that a finding is about, as reports name it."""

    service: str
    name: str | None
    dialect: str


class RelatedPlace(NamedTuple):
    """A related place with its lines and columns."""

    start: Position
    end: Position
    message: str


class Suppression(NamedTuple):
    """What kept a finding out of the report: a `comment` on a node, a comment for the `file`, or the `config`."""

    kind: str
    reason: str


class Diagnostic(NamedTuple):
    """A finding as every report gets it: placed, named, and free of the model and the text it came from."""

    path: str
    start: Position
    end: Position
    code: str
    name: str
    severity: Severity
    message: str
    field: str | None = None
    job: JobRef | None = None
    value: str | None = None
    limit: LimitRef | None = None
    related: tuple[RelatedPlace, ...] = ()
    migrate_to: str | None = None
    url: str | None = None
    suppression: Suppression | None = None
    excerpt: str = ""
    excerpt_from: int = 0  # how many characters of its line stand before the excerpt

    @property
    def sort_key(self) -> tuple[str, Position, str, Position, str]:
        """The stable order of reports: path, line, column, code."""
        return (self.path, self.start, self.code, self.end, self.message)


class SeenJob(NamedTuple):
    """One job found in a file."""

    path: str
    line: int
    ref: JobRef


class FileResult(NamedTuple):
    """All that linting one file gave. `read` is false where its bytes couldn't be had; `why` says why it was
    passed over, `crashed` that a rule or jobs-lint itself failed, `trace` how (with `--debug`)."""

    path: str
    read: bool
    jobs: tuple[SeenJob, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    suppressed: tuple[Diagnostic, ...] = ()
    why: str = ""
    crashed: bool = False
    trace: str = ""


class Run(NamedTuple):
    """The outcome of one run over many files, in stable order; all that a report is given. `files` is how many were
    read."""

    files: int
    jobs: tuple[SeenJob, ...]
    findings: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...]

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)
