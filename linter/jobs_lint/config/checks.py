"""What each key of a config file may hold. A new key is one row of `KEYS`, and a field of FileConfig and Settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from jobs_lint.config import globs
from jobs_lint.config.schema import (
    FAIL_ON,
    LARGEST_MAX_FILE_SIZE,
    ConfigError,
    FileConfig,
    IgnoreIn,
    LimitMention,
    LimitOverride,
    Place,
    RuleMention,
)
from jobs_lint.config.suggest import did_you_mean, nearest, shown
from jobs_lint.engine.registry import PROFILES
from jobs_lint.finding import Severity
from jobs_lint.late_machines import AddedMachine, AddedMachines
from jobs_lint.quota import ANY, QUOTAS, Quota, QuotaRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jobs_lint.config.places import Keys, Places

Table = dict[str, Any]

_PLUGINS_REFUSED = (
    "{key} is refused: a plugin is code, and a config file of a linted repository can never make jobs-lint run code; "
    "install the plugin, or name it on the command line with --plugin"
)
_UNITS = {"B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "KiB": 1024, "MiB": 1024**2, "GiB": 1024**3}
_MOST = 10**9
"""More than anybody has of anything that is counted here."""
_MOST_USD = 10**6
"""More than an hour of anything costs."""
_GPU = 'a table such as { type = "nvidia-l4", count = 1 }'
_LEAST_MEMORY = 128 * 1024**2
_MOST_MEMORY = 1024**5
_TYPES = {bool: "a boolean", int: "an integer", float: "a number", str: "a string", list: "an array", dict: "a table"}


class Checker:
    """One config file while it is checked: it knows the place of each key, and keeps what rules and limits it names."""

    def __init__(self, path: str, folder: str, places: Places, prefix: Keys) -> None:
        self.path = path
        self.folder = folder
        self.places = places
        self.prefix = prefix
        self.mentions: list[RuleMention] = []
        self.limit_mentions: list[LimitMention] = []

    def check(self, table: Table) -> FileConfig:
        """The table as a FileConfig. Raises ConfigError at the first thing wrong."""
        for key in table:
            if key in ("plugins", "plugin"):
                self.refuse((key,), _PLUGINS_REFUSED.format(key=repr(key)))
        self.known_keys(table, KEYS, ())
        values: dict[str, Any] = {}
        for key, value in table.items():
            values.update(KEYS[key](self, value, (key,)))
        return FileConfig(
            self.path,
            self.folder,
            mentions=tuple(self.mentions),
            limit_mentions=tuple(self.limit_mentions),
            **values,
        )

    def place(self, keys: Keys) -> Place:
        """Where a key or an array element stands."""
        return Place(self.path, *self.places.find((*self.prefix, *keys)))

    def refuse(self, keys: Keys, message: str) -> NoReturn:
        """Raise a ConfigError at the place of a key."""
        raise ConfigError(message, *self.place(keys))

    def wrong(self, keys: Keys, wanted: str, value: object) -> NoReturn:
        """Raise a ConfigError that says what a key wants and what it got."""
        got = _TYPES.get(type(value), "a date or time")
        text = f" {shown(value)}" if isinstance(value, str) else ""
        self.refuse(keys, f"{_label(keys)} must be {wanted}, not {got}{text}")

    def known_keys(self, table: Iterable[str], known: Iterable[str], parent: Keys) -> None:
        """Refuse a key that isn't known."""
        known = list(known)
        for key in table:
            if key not in known:
                where = f" in {_label(parent)}" if parent else ""
                hint = did_you_mean(nearest(key, known)) or f"; the keys are {', '.join(sorted(known))}"
                self.refuse((*parent, key), f"unknown key {shown(key)}{where}{hint}")

    def table(self, value: object, keys: Keys) -> Table:
        """A table."""
        return value if isinstance(value, dict) else self.wrong(keys, "a table", value)

    def text(self, value: object, keys: Keys, wanted: str = "a string") -> str:
        """A string that says something."""
        if not isinstance(value, str):
            self.wrong(keys, wanted, value)
        if not value.strip():
            self.refuse(keys, f"{_label(keys)} must not be empty")
        return value

    def boolean(self, value: object, keys: Keys) -> bool:
        """`true` or `false`."""
        return value if isinstance(value, bool) else self.wrong(keys, "true or false", value)

    def texts(self, value: object, keys: Keys) -> tuple[str, ...]:
        """An array of strings."""
        if not isinstance(value, list):
            self.wrong(keys, "an array of strings", value)
        return tuple(self.text(item, (*keys, index)) for index, item in enumerate(value))

    def choice(self, value: object, keys: Keys, choices: Iterable[str]) -> str:
        """One of some words."""
        choices = list(choices)
        wanted = f"one of {', '.join(choices)}"
        if not isinstance(value, str):
            self.wrong(keys, wanted, value)
        if value not in choices:
            hint = did_you_mean(nearest(value, choices))
            self.refuse(keys, f"{_label(keys)} must be {wanted}, not {shown(value)}{hint}")
        return value

    def rules(self, value: object, keys: Keys, words: Iterable[str] = ()) -> tuple[str, ...]:
        """An array of rules, prefixes or tags, whose names are checked later, or of these words."""
        names = self.texts(value, keys)
        for index, name in enumerate(names):
            if name not in words:
                self.mentions.append(RuleMention(name, _label(keys), self.place((*keys, index))))
        return names

    def count(self, value: object, keys: Keys, least: int = 0) -> int:
        """A whole number that counts something."""
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong(keys, "a whole number", value)
        if not least <= value <= _MOST:
            self.refuse(keys, f"{_label(keys)} must be a number from {least} to {_MOST}")
        return value

    def name(self, value: object, keys: Keys) -> str:
        """A name as Google Cloud gives them: lower-case letters, digits and hyphens."""
        text = self.text(value, keys)
        if not (text.isascii() and text == text.lower() and text.replace("-", "").isalnum() and text[0].isalpha()):
            self.refuse(
                keys, f"{_label(keys)} must be a name of lower-case letters, digits and hyphens, not {shown(text)}"
            )
        return text

    def has(self, table: Table, wanted: Iterable[str], keys: Keys) -> None:
        """Refuse a table that lacks a key."""
        for key in wanted:
            if key not in table:
                self.refuse(keys, f"{_label(keys)} has no {key!r}")

    def glob(self, value: object, keys: Keys) -> str:
        """A glob."""
        text = self.text(value, keys)
        problem = globs.problem_with(text)
        if problem:
            self.refuse(keys, f"the glob {shown(text)} {problem}")
        return text

    def glob_list(self, value: object, keys: Keys) -> tuple[str, ...]:
        """An array of globs."""
        if isinstance(value, list) and len(value) > globs.MOST_GLOBS:
            self.refuse(keys, f"{_label(keys)} has more than {globs.MOST_GLOBS} globs")
        return tuple(self.glob(item, (*keys, index)) for index, item in enumerate(self.texts(value, keys)))


def _size(checker: Checker, value: object, keys: Keys) -> int:
    """The size of a file: up to 1 GiB."""
    size = _bytes(checker, value, keys, "10 MiB")
    if not 1 <= size <= LARGEST_MAX_FILE_SIZE:
        checker.refuse(keys, f"{_label(keys)} must be from 1 byte to 1 GiB")
    return size


def _bytes(checker: Checker, value: object, keys: Keys, example: str) -> int:
    """A number of bytes, as an integer or as a string with a unit."""
    wanted = f'a number of bytes, or a string such as "{example}"'
    if isinstance(value, str):
        digits = value.strip().rstrip("BbKkMmGgi").rstrip()
        factor = _UNITS.get(value.strip()[len(digits) :].strip() or "B")
        if factor is None or not (digits.isascii() and digits.isdigit() and len(digits) <= 15):
            checker.wrong(keys, wanted, value)
        value = int(digits) * factor
    if not isinstance(value, int) or isinstance(value, bool):
        checker.wrong(keys, wanted, value)
    return value


def _severity(checker: Checker, value: object, keys: Keys) -> Mapping[str, Severity]:
    """A severity for each rule named."""
    result: dict[str, Severity] = {}
    for rule, word in checker.table(value, keys).items():
        result[rule] = Severity(checker.choice(word, (*keys, rule), [each.value for each in Severity]))
        checker.mentions.append(RuleMention(rule, _label(keys), checker.place((*keys, rule))))
    return result


def _limits(checker: Checker, value: object, keys: Keys) -> dict[str, Any]:
    """Whether preview limits count, and limits of one's own.

    `"cloud-run.task-count"` is a key to TOML and `cloud-run.task-count` is two, which nobody should have to know: a
    table of nothing but tables is taken for the front part of an id.
    """
    result: dict[str, Any] = {}
    overrides: dict[str, LimitOverride] = {}
    pending = [(keys, "", key, item) for key, item in reversed(checker.table(value, keys).items())]
    while pending:
        parent, front, key, item = pending.pop()
        here = (*parent, key)
        if not front and key == "preview":
            result["preview_limits"] = checker.boolean(item, here)
        elif isinstance(item, dict) and item and all(isinstance(part, dict) for part in item.values()):
            pending += [(here, f"{front}{key}.", name, part) for name, part in reversed(item.items())]
        else:
            overrides[front + key] = _override(checker, item, here)
            checker.limit_mentions.append(LimitMention(front + key, _label(keys), checker.place(here)))
    return {**result, "limits": overrides}


def _override(checker: Checker, item: object, keys: Keys) -> LimitOverride:
    """One limit's own value with its reason."""
    wanted = 'a table such as { value = 20000, reason = "why it is so here" }'
    if not isinstance(item, dict):
        # A bare number is what most would write first; it has no reason.
        checker.wrong(keys, wanted, item)
    checker.known_keys(item, ("value", "reason"), keys)
    for key in ("value", "reason"):
        if key not in item:
            checker.refuse(keys, f"{_label(keys)} has no {key}: it must be {wanted}")
    value = item["value"]
    if isinstance(value, bool) or not isinstance(value, int):
        checker.wrong((*keys, "value"), "a whole number in the unit of the limit", value)
    if not 0 <= value <= 2**63:
        checker.refuse((*keys, "value"), f"{_label((*keys, 'value'))} must be a number from 0 to 2^63")
    return LimitOverride(value, checker.text(item["reason"], (*keys, "reason")))


def _quota(checker: Checker, value: object, keys: Keys) -> Quota:
    """What a project may use at once, by service and location: `[quota.cloud-run.us-central1]`, `"*"` for any other."""
    rows: list[QuotaRow] = []
    services = checker.table(value, keys)
    checker.known_keys(services, QUOTAS, keys)
    for service, locations in services.items():
        for location, table in checker.table(locations, (*keys, service)).items():
            here = (*keys, service, location)
            if not isinstance(table, dict):
                # What most would write first is a number for all regions.
                checker.wrong(here, f'a table of a region, or of "{ANY}" for any other', table)
            if location != ANY:
                checker.name(location, here)
            checker.known_keys(table, QUOTAS[service], here)
            for key, item in table.items():
                at = (*here, key)
                if key == "gpus" and isinstance(item, dict):
                    for gpu, count in item.items():
                        number = checker.count(count, (*at, gpu))
                        rows.append(QuotaRow(service, location, key, number, checker.name(gpu, (*at, gpu))))
                else:
                    rows.append(QuotaRow(service, location, key, checker.count(item, at)))
    return Quota(tuple(rows))


def _machines(checker: Checker, value: object, keys: Keys) -> AddedMachines:
    """Machine types, GPU types and regions that the lists don't have yet."""
    table = checker.table(value, keys)
    checker.known_keys(table, AddedMachines._fields, keys)
    types = []
    for name, item in checker.table(table.get("types", {}), (*keys, "types")).items():
        here = (*keys, "types", name)
        wanted = 'a table such as { vcpus = 4, memory = "64 GiB" }'
        row = item if isinstance(item, dict) else checker.wrong(here, wanted, item)
        checker.name(name, here)
        checker.known_keys(row, ("vcpus", "memory", "gpu"), here)
        checker.has(row, ("vcpus", "memory"), here)
        vcpus = checker.count(row["vcpus"], (*here, "vcpus"), 1)
        memory = _bytes(checker, row["memory"], (*here, "memory"), "64 GiB")
        if not _LEAST_MEMORY <= memory <= _MOST_MEMORY:
            checker.refuse((*here, "memory"), f"{_label((*here, 'memory'))} must be from 128 MiB to 1,048,576 GiB")
        gpu, gpus = _gpu(checker, row["gpu"], (*here, "gpu")) if "gpu" in row else ("", 0)
        types.append(AddedMachine(name, vcpus, memory, gpu, gpus))
    names = {key: _names(checker, table.get(key, []), (*keys, key)) for key in ("gpus", "regions")}
    return AddedMachines(tuple(types), **names)


def _gpu(checker: Checker, value: object, keys: Keys) -> tuple[str, int]:
    """The GPUs that a machine type has built in."""
    row = value if isinstance(value, dict) else checker.wrong(keys, _GPU, value)
    checker.known_keys(row, ("type", "count"), keys)
    checker.has(row, ("type", "count"), keys)
    return checker.name(row["type"], (*keys, "type")), checker.count(row["count"], (*keys, "count"), 1)


def _names(checker: Checker, value: object, keys: Keys) -> tuple[str, ...]:
    return tuple(checker.name(text, (*keys, index)) for index, text in enumerate(checker.texts(value, keys)))


def _prices(checker: Checker, value: object, keys: Keys) -> dict[str, dict[str, float]]:
    """What is really paid, by region (or `tier-1`, `tier-2` of Cloud Run) and by the name of a price."""
    from jobs_lint.prices.prices import Prices, unit_of  # few configurations have any

    found: dict[str, dict[str, float]] = {}
    for region, table in checker.table(value, keys).items():
        here = (*keys, region)
        if not isinstance(table, dict):
            # What most would write first is a price for all regions.
            checker.wrong(here, "a table of a region, such as { e2-vcpu = 0.0187 }", table)
        checker.name(region, here)
        row = found[region] = {}
        for name, usd in table.items():
            at = (*here, name)
            if unit_of(name) is None:
                hint = did_you_mean(nearest(name, Prices.default().names))
                checker.refuse(at, f"no price is called {shown(name)}{hint}")
            if isinstance(usd, bool) or not isinstance(usd, int | float):
                checker.wrong(at, "a price in USD", usd)
            if not 0 <= usd <= _MOST_USD:
                checker.refuse(at, f"{_label(at)} must be a price in USD, from 0 to {_MOST_USD}")
            row[name] = float(usd)
    return found


def _ignore_in(checker: Checker, value: object, keys: Keys) -> tuple[IgnoreIn, ...]:
    """What is suppressed where, and why."""
    if not isinstance(value, list):
        checker.wrong(keys, "an array of tables, each under its own [[ignore-in]]", value)
    if len(value) > globs.MOST_GLOBS:
        checker.refuse(keys, f"there are more than {globs.MOST_GLOBS} entries of {_label(keys)}")
    result = []
    for index, item in enumerate(value):
        here = (*keys, index)
        table = checker.table(item, here)
        checker.known_keys(table, ("path", "job", "rules", "reason"), here)
        for key in ("rules", "reason"):
            if key not in table:
                checker.refuse(here, f"an entry of {_label(keys)} must have {key!r}")
        rules = checker.rules(table["rules"], (*here, "rules"))
        if not rules:
            checker.refuse((*here, "rules"), f"{_label((*here, 'rules'))} must name a rule")
        path = checker.glob(table["path"], (*here, "path")) if "path" in table else None
        if path is not None and path.startswith("!"):
            checker.refuse((*here, "path"), f"{_label((*here, 'path'))} says what is meant, so it can't start with '!'")
        job = checker.text(table["job"], (*here, "job")) if "job" in table else None
        reason = checker.text(table["reason"], (*here, "reason"))
        result.append(IgnoreIn(rules, reason, path, job, checker.folder))
    return tuple(result)


def _label(keys: Keys) -> str:
    """A key as messages name it."""
    name = ""
    for key in keys:
        name += f"[{key}]" if isinstance(key, int) else f".{key}" if name else key
    return shown(name)


KEYS: Mapping[str, Callable[[Checker, object, Keys], dict[str, Any]]] = {
    "select": lambda checker, value, keys: {"select": checker.rules(value, keys, PROFILES)},
    "ignore": lambda checker, value, keys: {"ignore": checker.rules(value, keys)},
    "profile": lambda checker, value, keys: {"profile": checker.choice(value, keys, PROFILES)},
    "preview": lambda checker, value, keys: {"preview": checker.boolean(value, keys)},
    "exclude": lambda checker, value, keys: {"exclude": checker.glob_list(value, keys)},
    "fail-on": lambda checker, value, keys: {"fail_on": checker.choice(value, keys, FAIL_ON)},
    "location": lambda checker, value, keys: {"location": checker.text(value, keys)},
    "require-jobs": lambda checker, value, keys: {"require_jobs": checker.boolean(value, keys)},
    "max-file-size": lambda checker, value, keys: {"max_file_size": _size(checker, value, keys)},
    "severity": lambda checker, value, keys: {"severity": _severity(checker, value, keys)},
    "limits": _limits,
    "quota": lambda checker, value, keys: {"quota": _quota(checker, value, keys)},
    "machines": lambda checker, value, keys: {"machines": _machines(checker, value, keys)},
    "prices": lambda checker, value, keys: {"prices": _prices(checker, value, keys)},
    "ignore-in": lambda checker, value, keys: {"ignore_in": _ignore_in(checker, value, keys)},
}
