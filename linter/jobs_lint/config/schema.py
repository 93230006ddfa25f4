"""The shape of a config file: the types that its values become, and what is said of one that is wrong."""

from collections.abc import Mapping

from jobs_lint.finding import Severity
from jobs_lint.late_machines import AddedMachines
from jobs_lint.quota import Quota
from jobs_lint.record import NamedTuple

FAIL_ON = ("error", "warning", "info", "never")
DEFAULT_MAX_FILE_SIZE = 10 * 1024**2
# A config of a linted repository may raise the cap, but not so far that reading one file fills the memory.
LARGEST_MAX_FILE_SIZE = 1024**3


class Place(NamedTuple):
    """Where a key or a value stands in a config file; line and column count from 1."""

    path: str
    line: int
    column: int


class ConfigError(Exception):
    """A config that can't be used, with its place. The run ends: a setting that is half understood is worse."""

    def __init__(self, message: str, path: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message, path, line, column)
        self.message = message
        self.path = path
        self.line = line
        self.column = column

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class RuleMention(NamedTuple):
    """A rule, prefix or tag that a config names: `text`, under `key`. Config knows no rules, so others check it."""

    text: str
    key: str
    place: Place


class LimitMention(NamedTuple):
    """The id of a limit that a config overrides. Config knows no limits, so others check it."""

    text: str
    key: str
    place: Place


class LimitOverride(NamedTuple):
    """A limit's own value, in the unit of the limit, and why it is right here."""

    value: int
    reason: str


class Exclude(NamedTuple):
    """The `exclude` globs of one config file. They are relative to its folder."""

    patterns: tuple[str, ...]
    folder: str
    origin: str


class IgnoreIn(NamedTuple):
    """One `[[ignore-in]]`: findings of these rules, in this path and job, are suppressed for this reason."""

    rules: tuple[str, ...]
    reason: str
    path: str | None
    job: str | None
    folder: str

    def covers(self, path: str, job: str | None) -> bool:
        """Whether a finding in this file, about the job of this name, is meant, if its rule is one of `rules`."""
        from jobs_lint.config import globs

        if self.job is not None and (job is None or not globs.name_matches(self.job, job)):
            return False
        return self.path is None or globs.path_matches((self.path,), globs.below(path, self.folder))


class FileConfig(NamedTuple):
    """One config file, checked. A value that isn't set is None."""

    path: str
    folder: str
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    profile: str | None = None
    preview: bool | None = None
    exclude: tuple[str, ...] | None = None
    fail_on: str | None = None
    location: str | None = None
    require_jobs: bool | None = None
    max_file_size: int | None = None
    severity: Mapping[str, Severity] | None = None
    preview_limits: bool | None = None
    limits: Mapping[str, LimitOverride] | None = None
    quota: Quota | None = None
    machines: AddedMachines | None = None
    prices: Mapping[str, Mapping[str, float]] | None = None
    ignore_in: tuple[IgnoreIn, ...] | None = None
    mentions: tuple[RuleMention, ...] = ()
    limit_mentions: tuple[LimitMention, ...] = ()
