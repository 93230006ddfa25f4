"""`jobs-lint advise`: which of the two services each job belongs on, why, and what it costs there."""

from __future__ import annotations

import os
import sys
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import click

from jobs_lint.cli import options
from jobs_lint.cli.errors import UsageError, known_errors
from jobs_lint.dialects import read_by
from jobs_lint.discover import Found, NotReadable, Skipped
from jobs_lint.report.style import escape_control
from jobs_lint.run import STDIN, Session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from jobs_lint.advice import Advice, Advices, Question
    from jobs_lint.machines import Machines
    from jobs_lint.prices import Price, Prices

FORMATS = ("table", "json", "md", "html")
_SECOND = 10**9
_UNITS = {"s": _SECOND, "m": 60 * _SECOND, "h": 3_600 * _SECOND, "d": 86_400 * _SECOND}
_LONGEST = 10 * 366 * _UNITS["d"]


class _Duration(click.ParamType[int]):
    """A time such as 90s, 10m or 1h30m, in nanoseconds."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        found = _nanoseconds(str(value))
        if found is None:
            self.fail(f'"{escape_control(str(value))}" is no time; write it as 90s, 10m, 1h30m or 2d', param, ctx)
        return found


class _Share(click.ParamType[float]):
    """A share such as 2%."""

    name = "share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        if isinstance(value, float):
            return value
        text = str(value).strip()
        number = _number(text.removesuffix("%").strip())
        if number is None or not text.endswith("%") or number > 100_000:
            self.fail(f'"{escape_control(text)}" is no share; write it as 2%', param, ctx)
        return number / 100


def _number(text: str) -> float | None:
    """A plain decimal number; nothing that only a programming language takes for one."""
    digits = text.replace(".", "", 1)
    return float(text) if digits.isascii() and digits.isdigit() and len(digits) <= 15 else None


def _nanoseconds(text: str) -> int | None:
    total, number = 0, ""
    for character in text.strip():
        if character in _UNITS and (amount := _number(number)) is not None:
            total += round(amount * _UNITS[character])
            number = ""
        else:
            number += character
    return total if not number and text.strip() and total <= _LONGEST else None


@click.command("advise")
@options.PATHS
@options.with_options(
    click.option(
        "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How to report."
    ),
    click.option("--output", "-o", metavar="FILE", help="Write to a file instead of standard output."),
    click.option(
        "--task-duration",
        type=_Duration(),
        metavar="TIME",
        help="How long a task takes: 90s, 10m, 1h30m.  [default: its timeout]",
    ),
    click.option(
        "--retried", type=_Share(), default="0%", metavar="SHARE", help="The share of the tasks that run once more: 2%."
    ),
    click.option(
        "--overhead",
        type=_Duration(),
        metavar="TIME",
        help="What each VM is paid for beside its tasks, to start and to end.  [default: 120s]",
    ),
    click.option("--details", is_flag=True, help="Every limit and the whole bill in the table, be it of many jobs."),
    click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="When to colour.",
    ),
    options.STDIN,
    options.LOCATION,
    options.DIALECT,
    *options.CONFIG,
    options.VERBOSE,
)
def command(paths: tuple[str, ...], form: str, output: str | None, **given: Any) -> int:
    """Say which of the two services each job belongs on, why, and what one execution costs there.

    It is advice: the exit code is 0 whatever it says, 2 for wrong usage or configuration, 3 for an internal error.
    """
    from jobs_lint.advice import Advices, Question

    question = Question(given["task_duration"], given["retried"], given["overhead"])
    with known_errors():
        session = Session(options.request(paths, **given))
        reader = _Reader(session, question, verbose=given["verbose"])
        jobs = sorted(reader.all(), key=lambda advice: (advice.path, advice.line, advice.name or ""))
    advices = _with_prices(Advices(tuple(jobs), question), reader)
    if output is None:
        stream = options.stdout()
        _write(form, advices, stream, given)
        stream.flush()
    else:
        if any(
            os.path.exists(path) and os.path.samefile(path, output) for path in reader.read if os.path.exists(output)
        ):
            raise UsageError(f'"{output}" is a file that jobs are in: name another')
        try:
            with open(output, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
                _write(form, advices, file, given)
        except OSError as error:
            raise UsageError(f'the report "{output}" can\'t be written: {error.strerror}') from error
    return 3 if reader.failed else 0


def _write(form: str, advices: Advices, stream: TextIO, given: dict[str, Any]) -> None:
    from importlib import import_module

    color = given["color"] if stream is sys.stdout else "never"
    style = options.style(color, stream, verbose=given["details"])
    import_module(f"jobs_lint.report.advice_{form}").report(advices, stream, style)


class _Reader:
    """Reads the files of a run and asks for advice on each job in them; what goes wrong is told on stderr."""

    def __init__(self, session: Session, question: Question, *, verbose: bool) -> None:
        self.session = session
        self.question = question
        self.verbose = verbose
        self.failed = False
        self.read: list[str] = []
        self.old: dict[Price, None] = {}

    def all(self) -> Iterator[Advice]:
        """Advice on all jobs. Raises ConfigError before any file is read."""
        found = list(self.session.files())
        for each in found:
            if isinstance(each, Found):
                self.session.options(self._name(each.path))
        for each in found:
            if isinstance(each, Found):
                yield from self._file(each.path)
            elif not isinstance(each, Skipped):
                self._tell(each.path, f"it can't be read: {each.message}")
            elif self.verbose:
                self._tell(each.path, f"passed over: {each.why}")

    def _name(self, path: str) -> str:
        return self.session.request.stdin_filename if path == STDIN else path

    def _file(self, path: str) -> Iterator[Advice]:
        from jobs_lint.advice import advise
        from jobs_lint.model.job import forget

        name = self._name(path)
        try:
            seen = self.session.see(path)
        except NotReadable as error:
            self._tell(name, f"the file can't be read: {error}")
            return
        is_candidate = bool(seen.recognised.jobs) or read_by(seen.kind, seen.source.text.encode()).certain
        if seen.problem and (is_candidate or self.verbose):
            self._tell(name, f"it can't be read to its end: {seen.problem}")
        if seen.is_template and seen.recognised.jobs:
            self._tell(name, "it was read as a template: what marks stand for is unknown")
        settings = self.session.options(name)
        machines = cast("Machines", settings.machines)
        prices = self.session.prices(name)
        if seen.recognised.jobs and path != STDIN:
            self.read.append(path)
        for job in seen.recognised.jobs:
            line = seen.source.position(job.start).line
            try:
                advice = advise(job, seen.source.path, line, settings.limits, machines, prices, self.question)
            except Exception as error:  # noqa: BLE001 - one job never stops the others
                self.failed = True
                what = f"jobs-lint failed on this job: {type(error).__name__}: {error}; this is a mistake in jobs-lint"
                self._tell(f"{name}:{line}", what)
                continue
            finally:
                forget(job)
            self._remember(advice, prices)
            yield advice

    def _remember(self, advice: Advice, prices: Prices) -> None:
        costs = advice.costs
        used: list[Price] = [*costs.run.prices, *costs.batch.prices, *costs.spot.prices]
        self.old.update(dict.fromkeys(prices.old(used, date.today())))

    def _tell(self, place: str, what: str) -> None:
        click.echo(f"{escape_control(place)}: {escape_control(what)}", err=True)


def _with_prices(advices: Advices, reader: _Reader) -> Advices:
    from jobs_lint.prices import Prices

    default = Prices.default()
    return advices._replace(
        prices_of=default.day, old=tuple(sorted(reader.old)), old_days=default.term("old-price").value
    )
