"""`jobs-lint migrate`: the other service's config of each job, and what became of each field."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

import click

from jobs_lint.cli import options
from jobs_lint.cli.errors import UsageError, describe, known_errors
from jobs_lint.cli.save import SaveError, save_all
from jobs_lint.config.suggest import did_you_mean, nearest
from jobs_lint.discover import NotReadable
from jobs_lint.migrate import BATCH, TARGETS, Context, migrate, with_assumptions
from jobs_lint.migrate.comments import carried
from jobs_lint.migrate.write import FORMATS, JSON, YAML, to_json, to_yaml
from jobs_lint.pattern import compiled
from jobs_lint.report import migration as reports
from jobs_lint.report.migration import Told
from jobs_lint.report.style import escape_control
from jobs_lint.run import STDIN, Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs_lint.engine.seen import Seen
    from jobs_lint.machines import Machines
    from jobs_lint.migrate import Migration
    from jobs_lint.model.job import Job

_SERVICES: Final = {"batch": "Batch", "cloud-run": "Cloud Run"}
_SUFFIXES: Final = {"batch": "batch", "cloud-run": "run"}
_NAMED_AT_MOST: Final = 10
_LONGEST_NAME: Final = 100
_NAME_OF_PLACE: Final = r"[a-z0-9](?:[a-z0-9.:-]{0,98}[a-z0-9])?"


class _Made(NamedTuple):
    """One job's config, as text, the file that it goes to or may be saved in, and whether it is given out."""

    migration: Migration
    line: int
    text: str
    file: str
    is_wanted: bool


@click.command("migrate")
@click.argument("file", type=click.Path(path_type=str, allow_dash=True), metavar="FILE|-")
@options.with_options(
    click.option("--to", "target", type=click.Choice(TARGETS), required=True, help="The service to write a job for."),
    click.option("--job", metavar="NAME|LINE", help="Take this job alone: by its name, or by the line it starts on."),
    click.option(
        "--format", "form", type=click.Choice(FORMATS), help="How to write it.  [default: json to Batch, else yaml]"
    ),
    click.option("--output", "-o", metavar="FILE", help="Write one job to a file.  [default: standard output]"),
    click.option("--write", is_flag=True, help="Write each job beside FILE: as NAME.batch.json, or as NAME.run.yaml."),
    click.option("--overwrite", is_flag=True, help="Write over files that exist."),
    click.option("--project", metavar="ID", help="The project, where the file doesn't say it."),
    options.LOCATION,
    click.option("--despite-blockers", is_flag=True, help="Write a job too that the service can't run."),
    click.option(
        "--report",
        "report_form",
        type=click.Choice(reports.FORMATS),
        default="text",
        show_default=True,
        help="How to report, on standard error, what became of each field.",
    ),
    options.STDIN,
    options.DIALECT,
    *options.CONFIG,
    click.option("--debug", is_flag=True, help="Print the traceback of a job that failed."),
)
def command(file: str, target: str, **given: Any) -> int:
    """Write the jobs of a file as the other service's, and report what is kept, changed, lost, assumed or yours to do.

    The config goes to standard output, the report to standard error. Standard output and -o take one job.

    Exit codes: 0 written, 1 a job that the service can't run, 2 wrong usage, 3 an internal error.
    """
    if given["write"] and given["output"]:
        raise UsageError("--write and -o are two places for the same config: give one")
    if given["write"] and file == STDIN:
        raise UsageError("--write writes beside a file, and standard input has no place: use -o FILE")
    for option in ("project", "location"):
        if given[option] is not None and not compiled(_NAME_OF_PLACE).fullmatch(given[option]):
            raise UsageError(f'--{option} "{given[option]}" is no name of a {option}')
    with known_errors():
        session = Session(options.request((file,), **given))
        seen = _seen(session, file)
        name = given["stdin_filename"] if file == STDIN else file
        settings, prices = session.options(name), session.prices(name)
    jobs = _jobs(seen, target, given["job"], is_json=given["report_form"] == "json")
    if len(jobs) > 1 and not given["write"]:
        place = "-o takes" if given["output"] else "standard output takes"
        raise UsageError(f"{place} one job: choose one by --job, or use --write; there are {_listed(seen, jobs)}")
    context = Context(
        limits=settings.limits,
        machines=cast("Machines", settings.machines),  # which it stands for
        prices=prices,
        project=given["project"],
        location=settings.location,
        name=_stem(seen.source.path) or None if file != STDIN else None,
        is_template=seen.is_template,
    )
    return _migrate(seen, jobs, target, context, None if file == STDIN else file, given)


def _seen(session: Session, file: str) -> Seen:
    if file != STDIN and os.path.isdir(file):
        raise UsageError(f'"{file}" is a folder: name one file')
    try:
        seen = session.see(file)
    except NotReadable as error:
        raise UsageError(f'"{file}" can\'t be read: {error}') from error
    path = seen.source.path
    if seen.problem and not seen.recognised.jobs:
        raise UsageError(f"{path} can't be read: {seen.problem}")
    if not seen.recognised.jobs:
        raise UsageError(f"{path} holds no job")
    if seen.problem:
        _say(f"{path} can't be read to its end: {seen.problem}; the jobs above that place are taken")
    return seen


def _jobs(seen: Seen, target: str, wanted: str | None, *, is_json: bool) -> list[Job]:
    """The jobs to migrate. Those of the target already are passed over with a word, or refused where all are."""
    asked = seen.recognised.jobs if wanted is None else _named(seen, wanted)
    jobs: list[Job] = []
    refused: list[str] = []
    for job in asked:
        if job.service == target:
            refused.append(f"{_place(seen, job)}: {_name(job)} is a job of {_SERVICES[target]} already")
        else:
            jobs.append(job)
    if not jobs:
        raise UsageError("; ".join(refused[:_NAMED_AT_MOST]))
    for each in () if is_json else refused:
        _say(f"{each}: passed over")
    return jobs


def _named(seen: Seen, wanted: str) -> Sequence[Job]:
    """The one job of a name, or of a line."""
    jobs = seen.recognised.jobs
    found = [job for job in jobs if wanted in _names(job)]
    if not found and wanted.isdecimal() and wanted.isascii() and len(wanted) < _NAMED_AT_MOST:
        found = [job for job in jobs if _line(seen, job) == int(wanted)]
    if len(found) > 1:
        raise UsageError(f'there are several jobs "{wanted}": choose one by its line; there are {_listed(seen, found)}')
    if not found:
        names = sorted({name for job in jobs for name in _names(job)})
        similar = did_you_mean(nearest(wanted, names))
        raise UsageError(f'no job here is called "{wanted}"{similar or "; there are " + _listed(seen, jobs)}')
    return found


def _names(job: Job) -> set[str]:
    return {name for name in (job.display_name, job.name.text, job.address.text) if name}


def _listed(seen: Seen, jobs: Sequence[Job]) -> str:
    shown = [f"{_name(job)} (line {_line(seen, job)})" for job in jobs[:_NAMED_AT_MOST]]
    return ", ".join(shown) + f" and {len(jobs) - len(shown)} more" * (len(jobs) > len(shown))


def _migrate(
    seen: Seen, jobs: Sequence[Job], target: str, context: Context, source: str | None, given: dict[str, Any]
) -> int:
    form = given["form"] or (JSON if target == BATCH else YAML)
    names = _FileNames(seen.source.path, f".{_SUFFIXES[target]}.{form}", beside=given["write"])
    output = given["output"] if given["output"] != STDIN else None
    made: list[_Made] = []
    failed = False
    for job in jobs:
        try:
            migration = with_assumptions(migrate(job, target, context), seen.recognised.assumptions)
            text = written(seen, migration, form)
        except Exception as error:  # noqa: BLE001 - one job never stops the others; what failed is named
            failed = True
            _say_failure(seen, job, error, debug=given["debug"])
            continue
        is_wanted = given["despite_blockers"] or not migration.is_blocked
        made.append(_Made(migration, _line(seen, job), text, output or names.of(migration), is_wanted))
    wanted = [each for each in made if each.is_wanted]
    to_file = given["write"] or output is not None
    if to_file:
        try:
            files = [(each.file, each.text) for each in wanted]
            save_all(files, source, overwrite=given["overwrite"])
        except SaveError as error:
            raise UsageError(str(error)) from error
    else:
        out = options.stdout()
        out.writelines(each.text for each in wanted)
        out.flush()
    stream = sys.stderr
    told = [
        Told(each.migration, seen.source.path, each.line, each.file, _fate(each.is_wanted, to_file=to_file))
        for each in made
    ]
    terminal = stream.isatty()
    if terminal and not to_file and wanted and options.stdout().isatty():
        stream.write("\n")  # between the config and the report
    style = options.style("auto", stream)._replace(width=options.columns(stream) if terminal else 80)
    reports.report(told, given["report_form"], stream, style)
    stream.flush()
    if failed:
        return 3
    return int(any(each.migration.is_blocked for each in made))


def written(seen: Seen, migration: Migration, form: str) -> str:
    """The text of a config, with the comments of its source where both are YAML."""
    if form == JSON:
        return to_json(migration.document)
    notes = None
    if seen.kind == "yaml" and not seen.is_template:
        notes = carried(seen.source, seen.recognised.documents, migration.origins, migration.document)
    return to_yaml(migration.document, notes)


def _fate(is_wanted: bool, *, to_file: bool) -> str:
    if not is_wanted:
        return "withheld"
    return "written" if to_file else "printed"


def _say_failure(seen: Seen, job: Job, error: Exception, *, debug: bool) -> None:
    _say(f"{_place(seen, job)}: {_name(job)}: {describe(error).removeprefix('jobs-lint: ')}")
    if debug:
        from traceback import format_exception

        sys.stderr.writelines(f"{escape_control(line)}\n" for line in "".join(format_exception(error)).splitlines())


class _FileNames:
    """Names of files for configs, each once."""

    def __init__(self, source: str, suffix: str, *, beside: bool) -> None:
        folder, name = os.path.split(source)
        self._folder = folder if beside else ""
        self._stem = _stem(name) or "job"
        self._suffix = suffix
        self._taken: set[str] = set()

    def of(self, migration: Migration) -> str:
        """The file for a job: by its name, or by that of its source where it has none."""
        name = _as_file_name(migration.job.display_name or migration.name or "") or self._stem
        chosen, number = name, 1
        while chosen.casefold() in self._taken:
            number += 1
            chosen = f"{name}-{number}"
        self._taken.add(chosen.casefold())
        return os.path.join(self._folder, chosen + self._suffix)


def _stem(path: str) -> str:
    """The name of a file without its endings, in plain letters."""
    return _as_file_name(os.path.basename(path).partition(".")[0])


def _as_file_name(text: str) -> str:
    """What is left of a text in letters that need no care in any file system or shell."""
    kept = compiled(r"[^A-Za-z0-9._-]++").sub("-", text)
    return kept.strip(".-_")[:_LONGEST_NAME].rstrip(".-_")


def _line(seen: Seen, job: Job) -> int:
    return seen.source.position(job.start).line


def _place(seen: Seen, job: Job) -> str:
    return f"{seen.source.path}:{_line(seen, job)}"


def _name(job: Job) -> str:
    return job.display_name or "a job without a name"


def _say(*lines: str) -> None:
    for line in lines:
        click.echo(f"jobs-lint: {escape_control(line)}", err=True)
