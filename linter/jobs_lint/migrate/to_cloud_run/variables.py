"""Environment variables and secrets, and the names by which a task knows its index."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any, Final

from jobs_lint.limits import human_count
from jobs_lint.migrate.names import another, carried, whole
from jobs_lint.migrate.to_cloud_run.coming import ANNOTATIONS, GOOGLE, likely_project
from jobs_lint.migrate.to_cloud_run.there import is_there
from jobs_lint.pattern import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.migrate.draft import Path
    from jobs_lint.migrate.to_cloud_run.coming import Box, Coming
    from jobs_lint.model.parts import EnvVar
    from jobs_lint.model.setting import Setting

NAMES: Final = {
    "BATCH_TASK_INDEX": "CLOUD_RUN_TASK_INDEX",
    "BATCH_TASK_COUNT": "CLOUD_RUN_TASK_COUNT",
    "BATCH_TASK_RETRY_ATTEMPT": "CLOUD_RUN_TASK_ATTEMPT",
    "BATCH_JOB_ID": "CLOUD_RUN_EXECUTION",
    "BATCH_JOB_UID": "CLOUD_RUN_EXECUTION",
}
"""What Batch sets in a task, and what Cloud Run calls the same."""

TOGETHER: Final = frozenset({"BATCH_HOSTS_FILE", "BATCH_NODE_INDEX", "BATCH_NODE_COUNT", "BATCH_MAIN_NODE_HOSTNAME"})
"""What Batch sets for tasks that work together, which those of Cloud Run can't."""

EXPORTS: Final = "".join(f'export {name}="${NAMES[name]}"\n' for name in NAMES if name.startswith("BATCH_TASK_"))
"""Lines of a shell that give the programs that it starts the names of Batch."""

_JOB_NAME: Final = "CLOUD_RUN_JOB"
SET_BY_CLOUD_RUN: Final = frozenset(NAMES.values())
_OF_GOOGLE: Final = "X_GOOGLE_"
_MENTION: Final = r"\bBATCH_[A-Z_]++\b"
_LATEST: Final = "latest"


def named(text: str) -> set[str]:
    """The variables of Batch that a text names."""
    if "BATCH_" not in text:
        return set()
    return {name for name in compiled(_MENTION).findall(text) if name in NAMES or name in TOGETHER}


def renamed(text: str) -> str:
    """A text with Cloud Run's names for those of Batch."""
    return compiled(_MENTION).sub(lambda found: NAMES.get(found[0], found[0]), text)


def renaming(names: set[str]) -> str:
    """A note on the names that have become others."""
    return ", ".join(f"{name} is {NAMES[name]} on Cloud Run" for name in NAMES if name in names)


def put_env(coming: Coming, box: Box) -> None:
    """The variables of a container: those of the task, then those of its runnable, which count where both have one."""
    job, draft = coming.job, coming.draft
    given: dict[str, EnvVar | str] = {}
    lists = [job.env, job.secret_env]
    if len(job.task_environments) == 1:
        lists += [job.task_environments[0].env, job.task_environments[0].secret_env]
    if len(box.runnables) == 1:
        lists += [box.first.env, box.first.secret_env]
    else:
        lists += [each.secret_env for each in box.runnables]
    for variable in (each for variables in lists for each in variables):
        name = carried(variable.name)
        source = _source(variable)
        if name == _JOB_NAME:
            draft.leave_out(source, f"Cloud Run sets {name} itself, to the name of the job")
            continue
        if name in SET_BY_CLOUD_RUN or name.startswith(_OF_GOOGLE):
            draft.lose(source, f"{name} is a name that Cloud Run has for itself: give the variable another")
            continue
        before = given.get(name)
        if before is not None and not isinstance(before, str):
            draft.leave_out(_source(before), "a runnable has one of the same name, and that is what counts")
        given[name] = variable
    given |= box.options.env
    for number, (name, each) in enumerate(given.items()):
        path: Path = (*box.path, "env", number)
        draft.put((*path, "name"), name)
        if isinstance(each, str):
            draft.change(box.first.options, (*path, "value"), renamed(each), f"the option --env {name}")
        elif is_there(each.secret):
            _put_secret(coming, each.secret, path)
        else:
            _put_value(coming, each, path)
    for variables in lists:
        if variables.is_unknown and not variables and not coming.is_partial:
            draft.need("the file doesn't show all variables: add the others to env", path=box.path)


def _source(variable: EnvVar) -> Setting[str]:
    return variable.secret if is_there(variable.secret) else variable.value


def _put_value(coming: Coming, variable: EnvVar, path: Path) -> None:
    text = carried(variable.value)
    names = named(text) & NAMES.keys()
    if names:
        coming.draft.change(variable.value, (*path, "value"), renamed(text), renaming(names))
    else:
        coming.draft.keep(variable.value, (*path, "value"), text)


def _put_secret(coming: Coming, setting: Setting[str], path: Path) -> None:
    """A version of a secret: by the secret's name where it is one of the job's project, else by an alias."""
    draft = coming.draft
    words = carried(setting).split("/")
    reference: dict[str, Any]
    target = (*path, "valueFrom", "secretKeyRef")
    has_version = words[-2:-1] == ["versions"]
    version = words[-1] if has_version else _LATEST
    secret = "/".join(words[:-2] if has_version else words)
    coming.roles.setdefault("roles/secretmanager.secretAccessor", "for the secrets in env, or the deploy is refused")
    name = secret.rpartition("/secrets/")[2]
    project = secret.split("/")[1] if secret.startswith("projects/") and "/secrets/" in secret else ""
    own = likely_project(coming)
    note = "" if has_version else f"no version is given, so it is {_LATEST}"
    if project and own and project != own and not (project.isdecimal() and own == coming.project):
        reference = {"name": _alias(coming, name, secret, project), "key": version}
        note = f"a secret of the project {project}, which is not the job's: an alias stands for it"
    elif project.isdecimal() and own:
        reference = {"name": _alias(coming, name, secret, project), "key": version}
        note = f"the project {project} may be another than the job's: an alias stands for it"
    else:
        reference = {"name": name, "key": version}
    if note:
        draft.change(setting, target, reference, note)
    else:
        draft.keep(setting, target, reference)
    if project and own is None:
        _need_once(coming, f"deploy the job to the project {project}: a secret's name is one of the job's own project")


def _need_once(coming: Coming, note: str) -> None:
    if all(step.note != note for step in coming.draft.steps):
        coming.draft.need(note)


def _alias(coming: Coming, name: str, secret: str, project: str) -> str:
    """The alias of a secret of another project, which an annotation explains."""
    aliases = coming.aliases
    for alias, path in aliases.items():
        if path == secret:
            return alias
    alias = another(name, aliases)
    aliases[alias] = secret
    if not project.isdecimal():
        _need_once(
            coming, f"write the number of the project {project} into the annotation {GOOGLE}secrets: it takes no name"
        )
    return alias


def put_aliases(coming: Coming) -> None:
    """What the aliases stand for."""
    if coming.aliases:
        text = ",".join(f"{alias}:{path}" for alias, path in coming.aliases.items())
        coming.draft.put((*ANNOTATIONS, f"{GOOGLE}secrets"), text)


def block_names(coming: Coming) -> None:
    """Say which words name what only tasks have that work together, and whether the program has to be changed."""
    found: set[str] = set()
    for setting in _texts(coming):
        names = named(setting.text)
        found |= names
        for name in sorted(names & TOGETHER):
            coming.draft.block(
                setting, f"{name} is for tasks that work together, and tasks of Cloud Run don't know of each other"
            )
    main = coming.main
    if coming.asked.is_alone is True or main is None or main.sets_batch_names or found & NAMES.keys():
        return
    coming.draft.need(
        "where the program reads BATCH_TASK_INDEX or BATCH_TASK_COUNT, let it read CLOUD_RUN_TASK_INDEX and "
        "CLOUD_RUN_TASK_COUNT, or all tasks do the same",
        path=main.path,
    )


def by_task(coming: Coming) -> str:
    """Lines of a shell that give each task the variables of its own; empty where there are none, or secrets."""
    environments = coming.job.task_environments
    if len(environments) < 2 or environments.is_unknown or any(each.secret_env for each in environments):
        return ""
    lines = ['case "$CLOUD_RUN_TASK_INDEX" in']
    for index, each in enumerate(environments):
        pairs = " ".join(f"{carried(one.name)}={shlex.quote(renamed(carried(one.value)))}" for one in each.env)
        lines.append(f"{index}) export {pairs} ;;" if pairs else f"{index}) ;;")
    return "\n".join([*lines, "esac", ""])


def say_environments(coming: Coming) -> None:
    """What became of variables that each task has of its own."""
    environments, main = coming.job.task_environments, coming.main
    if len(environments) < 2:
        return
    if main is not None and main.sets_batch_names and by_task(coming):
        for each in environments:
            coming.draft.leave_out(each, "set in the script, by the index of the task")
        return
    coming.draft.block(
        whole(environments),
        f"{human_count(len(environments))} tasks have variables of their own, and on Cloud Run all tasks have the "
        "same: let the program look its values up by CLOUD_RUN_TASK_INDEX, or run an execution for each with "
        "`gcloud run jobs execute NAME --update-env-vars`",
    )


def _texts(coming: Coming) -> Iterator[Setting[str]]:
    for runnable in coming.job.runnables:
        yield from runnable.words
    yield from (variable.value for variable in coming.job.all_env())
