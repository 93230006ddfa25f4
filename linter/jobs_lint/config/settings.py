"""What is in force for a file: the command line over the nearest config file over the defaults, each with its origin.

Lists of what to ignore add up; everything else is replaced. The globs of `exclude` hold from every config file
between the file and the root of its repository, so that a folder that is left out stays left out whatever is in it,
whether it is met on a walk or its files are named.
"""

import os
from collections.abc import Callable, Mapping, Sequence

from jobs_lint.config import globs
from jobs_lint.config.load import config_in, is_root, read_explicit
from jobs_lint.config.schema import (
    DEFAULT_MAX_FILE_SIZE,
    ConfigError,
    Exclude,
    FileConfig,
    IgnoreIn,
    LimitMention,
    LimitOverride,
    RuleMention,
)
from jobs_lint.config.suggest import did_you_mean, shown
from jobs_lint.finding import Severity
from jobs_lint.late_machines import AddedMachines
from jobs_lint.quota import Quota
from jobs_lint.record import NamedTuple

# Asked about a name: None where it is known, else the names it may have meant, which may be none.
Suggest = Callable[[str], Sequence[str] | None]

DEFAULT = "default"
COMMAND_LINE = "command line"


class CliOptions(NamedTuple):
    """What the command line sets; None or nothing where it doesn't."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    profile: str | None = None
    preview: bool | None = None
    fail_on: str | None = None
    location: str | None = None
    require_jobs: bool | None = None
    dialect: str | None = None


class Settings(NamedTuple):
    """All settings in force for a file. `origins` tells for each key of the config where its value comes from."""

    select: tuple[str, ...] | None = None
    """None: the rules of the profile."""
    ignore: tuple[str, ...] = ()
    profile: str = "default"
    preview: bool = False
    """Whether rules in preview count; `preview_limits` is about limits."""
    exclude: tuple[Exclude, ...] = ()
    fail_on: str = "error"
    location: str | None = None
    require_jobs: bool = False
    max_file_size: int = DEFAULT_MAX_FILE_SIZE
    severity: Mapping[str, Severity] = {}
    preview_limits: bool = False
    limits: Mapping[str, LimitOverride] = {}
    quota: Quota = Quota()
    machines: AddedMachines = AddedMachines()
    prices: Mapping[str, Mapping[str, float]] = {}
    ignore_in: tuple[IgnoreIn, ...] = ()
    config_path: str | None = None
    origins: Mapping[str, str] = {}
    mentions: tuple[RuleMention, ...] = ()
    limit_mentions: tuple[LimitMention, ...] = ()


class ConfigResolver:
    """Settings per file. A config file is read once, and every file below it gets the same Settings object."""

    def __init__(
        self, cli: CliOptions | None = None, config_file: str | None = None, *, isolated: bool = False
    ) -> None:
        self._cli = cli or CliOptions()
        self._explicit = read_explicit(config_file) if config_file is not None and not isolated else None
        self._isolated = isolated or config_file is not None
        self._chains: dict[str, tuple[FileConfig, ...]] = {}
        self._merged: dict[tuple[str, ...], Settings] = {}
        self._by_folder: dict[str, Settings] = {}

    def for_path(self, path: str) -> Settings:
        """The settings for a file, or for the files of a folder (a slash at its end). Raises ConfigError."""
        # Asked several times a file, and three times as fast as os.path.dirname; a key is all that it is.
        folder = path[: path.rfind("/") + 1] if os.sep == "/" else os.path.dirname(path)
        settings = self._by_folder.get(folder)
        if settings is None:
            settings = self._by_folder[folder] = self._settings_of(folder)
        return settings

    def excluded(self, path: str, is_folder: bool = False) -> str | None:
        """Why config leaves a file or folder out, in words; None where it doesn't."""
        for exclude in self.for_path(path).exclude:
            relative = globs.below(path, exclude.folder) + ("/" if is_folder else "")
            if globs.path_matches(exclude.patterns, relative):
                return f"excluded by {exclude.origin}"
        return None

    def _settings_of(self, folder: str) -> Settings:
        if self._explicit is not None:
            chain: tuple[FileConfig, ...] = (self._explicit,)
        elif self._isolated:
            chain = ()
        else:
            chain = self._chain(globs.absolute(folder))
        key = tuple(config.path for config in chain)
        settings = self._merged.get(key)
        if settings is None:
            settings = self._merged[key] = merge(self._cli, chain)
        return settings

    def _chain(self, folder: str) -> tuple[FileConfig, ...]:
        """The config files that hold in a folder, nearest first."""
        climbed: list[str] = []
        chain: tuple[FileConfig, ...] = ()
        while folder not in self._chains:
            climbed.append(folder)
            parent = os.path.dirname(folder)
            if parent == folder or is_root(folder):
                break
            folder = parent
        else:
            chain = self._chains[folder]
        for below in reversed(climbed):
            config = config_in(below)
            if config is not None:
                chain = (config, *chain)
            self._chains[below] = chain
        return chain


_REPLACED = (
    "select",
    "profile",
    "preview",
    "fail_on",
    "location",
    "require_jobs",
    "max_file_size",
    "severity",
    "limits",
    "quota",
    "machines",
    "prices",
    "ignore_in",
)


def merge(cli: CliOptions, chain: Sequence[FileConfig]) -> Settings:
    """Lay the command line over the nearest config over the defaults.

    `select` and `profile` answer one question, which rules to run: a profile on the command line takes the place of the
    config's `select`.
    """
    config = chain[0] if chain else FileConfig("", "")
    if cli.profile is not None and cli.select is None:
        config = config._replace(select=None)
    origins: dict[str, str] = {}
    values: dict[str, object] = {}
    for name in _REPLACED:
        chosen = getattr(cli, name, None)
        origin = COMMAND_LINE
        if chosen is None:
            chosen, origin = getattr(config, name), config.path
        if chosen is not None:
            values[name] = chosen
        origins[name.replace("_", "-")] = DEFAULT if chosen is None else origin
    return Settings(
        ignore=(*(config.ignore or ()), *cli.ignore),
        exclude=tuple(Exclude(each.exclude, each.folder, each.path) for each in chain if each.exclude),
        preview_limits=bool(config.preview_limits),
        config_path=config.path or None,
        origins={
            **origins,
            "ignore": _joined([config.path] * bool(config.ignore) + [COMMAND_LINE] * bool(cli.ignore)),
            "exclude": _joined([each.path for each in chain if each.exclude]),
            "limits.preview": DEFAULT if config.preview_limits is None else config.path,
        },
        mentions=config.mentions,
        limit_mentions=config.limit_mentions,
        **values,  # type: ignore[arg-type]
    )


def _joined(origins: Sequence[str]) -> str:
    return ", ".join(origins) or DEFAULT


def validate_rules(settings: Settings, suggest: Suggest) -> None:
    """Refuse the first rule that the config names and nobody knows. Raises ConfigError."""
    _validate(settings.mentions, "rule", suggest)


def validate_limits(settings: Settings, suggest: Suggest) -> None:
    """Refuse the first limit that the config overrides and nobody knows. Raises ConfigError."""
    _validate(settings.limit_mentions, "limit", suggest)


def _validate(mentions: Sequence[RuleMention | LimitMention], what: str, suggest: Suggest) -> None:
    for mention in mentions:
        suggestions = suggest(mention.text)
        if suggestions is not None:
            raise ConfigError(f"unknown {what} {shown(mention.text)}{did_you_mean(suggestions)}", *mention.place)
