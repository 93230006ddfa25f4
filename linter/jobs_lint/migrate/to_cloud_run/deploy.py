"""The commands that deploy the job and run it, and what else a person does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jobs_lint.migrate.names import NO_NAME, NO_REGION, shell_word, to_fill_in
from jobs_lint.migrate.to_cloud_run.variables import SET_BY_CLOUD_RUN
from jobs_lint.model.placeholder import has_mark
from jobs_lint.model.table import last_key, path_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.migrate.draft import Path
    from jobs_lint.migrate.to_cloud_run.coming import Coming

_OWN_MARKS: Final = frozenset({NO_NAME, NO_REGION})
_WORDS: Final = frozenset({"args", "command"})


def commands(coming: Coming) -> tuple[str, ...]:
    """How to deploy the job and to run it."""
    where = f"--region {shell_word(coming.region)}"
    if coming.project:
        where += f" --project {shell_word(coming.project)}"
    track = "beta " if coming.is_preview else ""
    return (
        f"gcloud {track}run jobs replace {{file}} {where}",
        f"gcloud run jobs execute {shell_word(coming.name)} {where} --wait",
    )


def need_a_person(coming: Coming) -> None:
    """What is to be done beside the config."""
    draft, job = coming.draft, coming.job
    if coming.context.is_template:
        draft.need("the job was read from a template without its marks: render it first, and migrate what comes out")
    elif coming.is_partial:
        draft.need("the file has only a part of the job: what isn't said here is taken from defaults")
    if job.dialect == "workflows":
        draft.need(
            "let the workflow call googleapis.run.v2.projects.locations.jobs.run with the name of the deployed job, in "
            "the stead of the call that submits the Batch job, and give what it works out for each run as overrides of "
            "that (args, env, taskCount, timeout)"
        )
    else:
        draft.need(
            "a Batch job is submitted for each run, and this one is deployed once: let what submits it (Cloud "
            "Scheduler, Workflows, a script) execute this job in its stead, or the work is done twice"
        )


def need_values(coming: Coming) -> None:
    """Say which values aren't known here and stand as they are written, and where."""
    found: dict[str, str] = {}
    for path, text in _texts(coming.draft.document, ()):
        if text[:1] == "$" and text[1:].removeprefix("{").removesuffix("}") in SET_BY_CLOUD_RUN:
            where = f"{text} ({last_key(path_of(path))})"
            coming.draft.need(
                f"no shell is there to fill in {where}: run the line by a shell, or let the program read the variable"
            )
            continue
        is_whole = text[:1] in ("<", "$") and not any(char.isspace() for char in text)
        if has_mark(text) and text not in _OWN_MARKS and (is_whole or not _WORDS.intersection(path)):
            found.setdefault(text, path_of(path))
    if not found:
        return
    coming.draft.need(to_fill_in(found))


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
