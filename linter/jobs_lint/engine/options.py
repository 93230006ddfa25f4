"""What the engine needs to know for one file, whatever it was written in."""

from typing import Protocol

from jobs_lint.engine.registry import PluginChoice
from jobs_lint.finding import Severity
from jobs_lint.late_machines import LateMachines
from jobs_lint.limits import Limits
from jobs_lint.quota import Quota
from jobs_lint.record import NamedTuple


class Ignore(Protocol):
    """What keeps findings back from outside the file: those of some rules, in some paths, on some jobs."""

    @property
    def rules(self) -> tuple[str, ...]:
        """The codes, names, prefixes or tags of the rules."""

    @property
    def reason(self) -> str:
        """Why."""

    def covers(self, path: str, job: str | None) -> bool:
        """Whether it holds for a job of a file."""


class Options(NamedTuple):
    """How one file is linted. `dialect` is the only one that is looked for; `preview` is about rules, not limits."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str = "default"
    preview: bool = False
    severity: tuple[tuple[str, Severity], ...] = ()
    ignores: tuple[Ignore, ...] = ()
    limits: Limits = Limits.default()
    quota: Quota = Quota()
    machines: LateMachines = LateMachines()
    location: str | None = None
    dialect: str | None = None
    stdin: str = "<stdin>"
    suppressions: bool = True
    max_size: int = 10 * 2**20
    plugins: PluginChoice = PluginChoice()
    debug: bool = False
