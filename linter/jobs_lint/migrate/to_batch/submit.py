"""The command that submits the job, and what else a person does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jobs_lint.limits import human_bytes, human_count
from jobs_lint.migrate.names import NO_PROJECT, NO_REGION, dns_label, shell_word, to_fill_in
from jobs_lint.migrate.to_batch.going import name_of
from jobs_lint.model.placeholder import has_mark
from jobs_lint.model.table import path_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.migrate.draft import Path
    from jobs_lint.migrate.to_batch.going import Going
    from jobs_lint.migrate.to_batch.machine import Size


def command(going: Going) -> str:
    """What submits the job. Batch uses an id once: gcloud makes one of the prefix and the time."""
    job, draft, batch = going.job, going.draft, going.limits.batch
    room = batch.job_id_length.value - batch.job_prefix_suffix_length.value
    name = name_of(job, going.context)
    prefix = name if has_mark(name) else dns_label(name, room) or "job"
    if job.name.is_written:
        note = f"a Batch id is used once: the command makes one of {prefix} and the time for each run"
        if prefix != name:
            most = human_count(batch.job_id_length.value)
            note = f"{note}; an id has small letters, digits and hyphens, and with the time {most} characters at most"
        draft.leave_out(job.name, note)
    words = ["gcloud batch jobs submit", f"--job-prefix {shell_word(prefix)}", f"--location {shell_word(going.region)}"]
    if going.project != NO_PROJECT:
        words.append(f"--project {shell_word(going.project)}")
        if job.project.is_written and job.project.field != job.name.field:
            draft.leave_out(job.project, "said in the command, and in the names of what is in the project")
    return " ".join([*words, "--config {file}"])


def need_a_person(going: Going, size: Size) -> None:
    """What is to be done beside the config."""
    draft, job = going.draft, going.job
    if going.context.is_template:
        draft.need(
            "this was read from a template without its marks, and what they stand for is taken from defaults or left "
            "out: render it first (helm template, envsubst, ...), and migrate that"
        )
    elif going.is_partial:
        draft.need(
            "where the job exists, this only changes it, and what isn't said here is taken from defaults: to have all, "
            "migrate what gcloud run jobs describe NAME --region REGION --format export writes"
        )
    if going.needs_project:
        draft.need(f"write the project in the stead of {NO_PROJECT}, or give --project")
    if size.gpus != 0:
        where = going.region if going.region != NO_REGION else "the region"
        draft.need(f"quota of Compute Engine for {size.gpu_type} in {where}: it isn't Cloud Run's, and is often 0")
    if job.task_count.value != 1:
        where = going.region if going.region != NO_REGION else "the region"
        draft.need(f"quota of Compute Engine in {where} for as many VMs, CPUs and disks as tasks run at once")
    draft.need(
        "a Batch job runs once, when it is submitted: have what starts the Cloud Run job (Cloud Scheduler, Workflows) "
        "post this config to Batch instead, and pause the old one, or the work is done twice"
    )


def need_values(going: Going) -> None:
    """Say which values aren't known here and stand as they are written, and where."""
    found: dict[str, str] = {}
    name = name_of(going.job, going.context)
    if has_mark(name):
        found[name] = "the command"
    for path, text in _texts(going.draft.document, ()):
        asked = text.replace(NO_PROJECT, "").replace(NO_REGION, "")  # of which something is said elsewhere
        if has_mark(asked) and ("commands" not in path or (text[0] == "<" and text[-1] == ">")):
            found.setdefault(text, path_of(path))
    for instance in filter(has_mark, going.sql_instances):
        found.setdefault(instance, "the Cloud SQL Auth Proxy")
    found = {
        text: path for text, path in found.items() if has_mark(text.replace(NO_PROJECT, "").replace(NO_REGION, ""))
    }
    if not found:
        return
    going.draft.need(to_fill_in(found))


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """All texts of a document with their paths; what a program runs may have marks of its own, for its shell."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(each, (*path, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _texts(each, (*path, number))
    elif isinstance(value, str):
        yield path, value


def block_too_large(going: Going) -> None:
    """Say where the config is larger than Batch takes."""
    limit = going.limits.batch.job_size
    size = len(json.dumps(going.draft.document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))
    if size > limit.amount:
        draft = going.draft
        draft.block(going.job, f"the config has {human_bytes(size)}, over Batch's limit of {limit.describe()}")
