"""Containers as runnables: what runs, with what words, beside what."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any, Final

from jobs_lint.migrate.names import carried, whole
from jobs_lint.migrate.to_batch.env import STAND_INS, put_env, tell_of_task_variables
from jobs_lint.migrate.to_batch.going import TASK, seconds, words
from jobs_lint.migrate.to_batch.volumes import SOCKETS, SOCKETS_OF_VM

if TYPE_CHECKING:
    from jobs_lint.migrate.draft import Path
    from jobs_lint.migrate.to_batch.going import Going
    from jobs_lint.migrate.to_batch.volumes import Inside
    from jobs_lint.model.cloud_run import RunContainer
    from jobs_lint.model.setting import Setting

_RUNNABLES: Final = (*TASK, "runnables")
_SHELL: Final = "/bin/sh"
_EXPORT: Final = " ".join(f'{here}="${there}"' for here, there in STAND_INS.items())
_WRAPPER: Final = f'export {_EXPORT}; exec "$@"'
_PROXY: Final = "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2"
_HOST: Final = "--network host"


def put_containers(going: Going, inside: list[Inside]) -> None:
    """Write the helpers, which run in the background, and behind them the container that does the work."""
    job, draft = going.job, going.draft
    main = going.main
    if main is None:
        _block_without(going)
        return
    if job.containers.is_unknown and not going.is_partial:
        draft.need("add the containers that aren't seen here", None, _RUNNABLES)
    if len(going.containers) > 1 and job.main_container is None:
        draft.need(
            "which container does the work can't be told, and it is taken to be the first: check it", _spot(main)
        )
    _put_proxy(going)
    helpers = [(number, each) for number, each in enumerate(going.containers) if each is not main]
    for number, container in helpers:
        _put_container(going, container, inside[number], is_main=False)
    _put_container(going, main, inside[[each is main for each in going.containers].index(True)], is_main=True)
    tell_of_task_variables(going, _is_wrapped(going, main))


def _block_without(going: Going) -> None:
    if going.context.is_template:
        going.draft.block(going.job, "which image runs isn't seen in the template; render it first, and migrate that")
    elif going.is_partial or going.job.containers.is_unknown:
        going.draft.block(going.job, "which image runs isn't in this file; migrate the file of the job")
    else:
        going.draft.block(going.job, "the job has no container, and Batch runs nothing without one")


def _next(going: Going) -> Path:
    task = going.draft.document["taskGroups"][0]["taskSpec"]
    return (*_RUNNABLES, len(task.get("runnables", ())))


def _put_proxy(going: Going) -> None:
    """The Cloud SQL Auth Proxy, in the stead of what Cloud Run does by itself."""
    if not going.sql_instances:
        return
    draft, path = going.draft, _next(going)
    draft.put((*path, "displayName"), "cloud-sql-proxy")
    draft.put((*path, "background"), True)
    draft.put(
        (*path, "container"),
        {
            "imageUri": _PROXY,
            "commands": ["--unix-socket", SOCKETS, *going.sql_instances],
            "options": "--user root",
            "volumes": [f"{SOCKETS_OF_VM}:{SOCKETS}"],
        },
    )
    if going.job.cloud_sql_instances:
        source = whole(going.job.cloud_sql_instances)
        draft.change_only(source, path, "a Cloud SQL Auth Proxy in the background, with its sockets at /cloudsql")
    draft.need("have the program wait until the socket of Cloud SQL is there: the proxy starts beside it", None, path)
    going.roles["roles/cloudsql.client"] = "for the Cloud SQL Auth Proxy"


def _put_container(going: Going, container: RunContainer, inside: Inside, is_main: bool) -> None:
    draft, path = going.draft, _next(going)
    name = container.name
    if name.is_written and name.text:
        draft.keep(name, (*path, "displayName"), carried(name))
    if not is_main:
        draft.put((*path, "background"), True)
        draft.change_only(
            _spot(container), path, "runs in the background, and is stopped when the main container is done"
        )
    elif going.helpers:
        timeout = going.job.timeout
        if isinstance(timeout.value, int):
            draft.put((*path, "timeout"), seconds(timeout.value))
    image = container.image
    if image.text:
        draft.keep(image, (*path, "container", "imageUri"), carried(image))
    else:
        draft.block(image if image.is_written else container, "which image runs isn't in this file")
    is_wrapped = is_main and _is_wrapped(going, container)
    _put_words(going, container, path, is_wrapped=is_wrapped)
    _put_options(going, container, inside, path)
    if inside.volumes:
        draft.put((*path, "container", "volumes"), inside.volumes)
    alone = len(going.containers) + bool(going.sql_instances) == 1
    put_env(going, container, (*(TASK if alone else path), "environment"), is_wrapped=is_wrapped)
    _lose_order(going, container, is_main=is_main)


def _spot(container: RunContainer) -> Setting[str]:
    """The field that stands for a container where something is said of it as a whole: said of the container, it would
    be said of all that is in it."""
    return container.name if container.name.is_written else container.image


def _is_wrapped(going: Going, container: RunContainer) -> bool:
    """Whether a shell sets Cloud Run's variables first: there is a command to put it before, and a task that has to
    know which one it is. Without them each of many tasks would quietly do the work of another."""
    if not container.command or container.command.is_unknown or container.args.is_unknown:
        return False
    reads = any(going.job.mentions(name) is True for name in STAND_INS)
    return reads or going.job.task_count.value != 1


def _put_words(going: Going, container: RunContainer, path: Path, *, is_wrapped: bool) -> None:
    draft, command, args = going.draft, container.command, container.args
    run = (*path, "container")
    for name, parts, at in (("command", command, container.command_text), ("args", args, container.args_text)):
        if parts.is_unknown and not going.is_partial:
            draft.need(f"write the {name} of the container, which isn't seen here", at, (*run, "commands"))
    first, rest = words(command), words(args)
    if is_wrapped:
        draft.change(whole(command), (*run, "entrypoint"), _SHELL, "a shell, which sets Cloud Run's variables first")
        said = ["-c", _WRAPPER, "sh", *first, *rest]
        draft.put((*run, "commands"), said)
        if args:
            draft.change_only(whole(args), (*run, "commands"), "behind the command, which a shell runs")
        return
    if first:
        draft.keep(whole(command), (*run, "entrypoint"), first[0])
    if len(first) > 1 or rest:
        draft.put((*run, "commands"), [*first[1:], *rest])
    if args:
        draft.keep(whole(args), (*run, "commands"), [*first[1:], *rest])
        start = max(len(first) - 1, 0)
        for number, part in enumerate(args):
            draft.origins[*run, "commands", start + number] = part.place.start


def _put_options(going: Going, container: RunContainer, inside: Inside, path: Path) -> None:
    options = list(inside.options)
    if len(going.containers) > 1:
        options.insert(0, _HOST)
    folder = container.working_dir
    target = (*path, "container", "options")
    if folder.is_set or folder.text:
        options.insert(0, f"--workdir {_quoted(carried(folder))}")
        going.draft.change(folder, target, "", "docker's --workdir")
    if options:
        going.draft.put(target, " ".join(options))
    if _HOST in options and going.main is container:
        note = "containers find each other at localhost by --network host, on whose ports nothing else may listen"
        going.draft.need(note, _spot(container), target)


def _quoted(text: str) -> str:
    return text if text.startswith(("$", "<")) else shlex.quote(text)


_ORDER: Final = "let the main container try until the other answers"
_LOST: Final = (
    ("startup_probe", f"Batch has no probes: {_ORDER}"),
    ("liveness_probe", "Batch has no probes: let the program end by itself when it hangs"),
    ("readiness_probe", "Batch has no probes, and on Cloud Run jobs it has no effect either"),
)
_LEFT_OUT: Final = (
    ("cpu_idle", "CPU is there all the time on Batch"),
    ("startup_cpu_boost", "CPU is all there from the start on Batch"),
)


def _lose_order(going: Going, container: RunContainer, *, is_main: bool) -> None:
    """What a container says of the others and of its own health."""
    draft = going.draft
    waits: Any = container.depends_on
    if waits:
        draft.lose(whole(waits), f"Batch starts all at once: {_ORDER}")
    for name, note in _LOST:
        probe = getattr(container, name)
        if probe.is_set:
            alone = name == "startup_probe" and is_main and len(going.containers) == 1
            draft.lose(probe, "Batch has no probes, and nothing waits for this one" if alone else note)
    for name, note in _LEFT_OUT:
        setting = getattr(container, name)
        if setting.is_set or setting.text:
            draft.leave_out(setting, note)
    if container.ports:
        draft.leave_out(whole(container.ports), "no port has to be named on Batch")
