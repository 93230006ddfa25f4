"""Environment variables, literal ones and secrets, and those that each service sets by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jobs_lint.migrate.names import carried
from jobs_lint.migrate.to_batch.going import is_said, name_of, seen
from jobs_lint.model.setting import Setting, Unknown
from jobs_lint.model.table import below
from jobs_lint.read.tree import Mapping

if TYPE_CHECKING:
    from jobs_lint.migrate.draft import Path
    from jobs_lint.migrate.to_batch.going import Going
    from jobs_lint.model.cloud_run import RunContainer
    from jobs_lint.model.parts import EnvVar

JOB_NAME: Final = "CLOUD_RUN_JOB"
STAND_INS: Final = {
    "CLOUD_RUN_TASK_INDEX": "BATCH_TASK_INDEX",
    "CLOUD_RUN_TASK_COUNT": "BATCH_TASK_COUNT",
    "CLOUD_RUN_TASK_ATTEMPT": "BATCH_TASK_RETRY_ATTEMPT",
}
"""What Cloud Run tells a task, and what Batch tells it instead. Batch sets none of Cloud Run's own names."""

_SOURCES: Final = ("valueFrom", "valueSource", "value_source")


def put_env(going: Going, container: RunContainer, path: Path, *, is_wrapped: bool) -> None:
    """Write the variables of a container below the path of an environment; a wrapped one has all of Cloud Run's."""
    draft = going.draft
    last = {carried(each.name): each for each in (*seen(container.env), *seen(container.secret_env))}
    for variable in (*seen(container.env), *seen(container.secret_env)):
        name = carried(variable.name)
        if not name:
            draft.lose(variable, "the variable has no name")
        elif last[name] is not variable:
            draft.lose(variable, f"{name} is given twice, and the last counts")
        elif not _is_secret(variable):
            if _is_of_another_kind(variable):
                draft.lose(variable, f"{name} has neither a literal value nor a secret, and Batch takes nothing else")
                continue
            draft.keep(variable, (*path, "variables", name), carried(variable.value))
    if (is_wrapped or _wants_job_name(going)) and JOB_NAME not in {carried(each.name) for each in seen(container.env)}:
        note = "Batch doesn't set it, and Cloud Run does: the name of the job"
        draft.assume((*path, "variables", JOB_NAME), name_of(going.job, going.context), note)
    for variable in (*seen(container.env), *seen(container.secret_env)):
        if _is_secret(variable) and carried(variable.name) and last[carried(variable.name)] is variable:
            _put_secret(going, variable, path)
    if (container.env.is_unknown or container.secret_env.is_unknown) and not going.is_partial:
        at: Setting[str] = Setting(None, "", container.place, below(container.field, "env"), is_set=False)
        draft.need("add the variables that aren't seen here", at, (*path, "variables"))


def _is_secret(variable: EnvVar) -> bool:
    if variable.secret.is_set or variable.secret.text:
        return True
    return is_said(variable, "secret") and not is_said(variable, "value")


def _is_of_another_kind(variable: EnvVar) -> bool:
    """Whether the value is taken from elsewhere than a secret, which no service of the two knows."""
    if is_said(variable, "value") or not isinstance(variable._node, Mapping):
        return False
    pairs = (variable._node.entries.get(key) for key in _SOURCES)
    return any(isinstance(pair[1], Mapping) and pair[1].pairs for pair in pairs if pair is not None)


def _wants_job_name(going: Going) -> bool:
    return any(going.job.mentions(name) is True for name in (JOB_NAME, *STAND_INS))


def _put_secret(going: Going, variable: EnvVar, path: Path) -> None:
    """A secret variable: Batch has the version of a secret as one resource name."""
    has_version = is_said(variable, "secret_version")
    version = carried(variable.secret_version) if has_version else "latest"
    secret = secret_path(going, carried(variable.secret))
    target = (*path, "secretVariables", carried(variable.name))
    value = secret if "/versions/" in secret else f"{secret}/versions/{version}"
    note = "the full name of the secret's version"
    if not has_version:
        note = f"{note}; the file doesn't say which"
    if isinstance(variable.value.value, str):
        note = f"{note}; the literal value beside it is left out"
    going.draft.change(variable, target, value, note)
    going.roles.setdefault("roles/secretmanager.secretAccessor", "on the secrets")


def secret_path(going: Going, name: str) -> str:
    """The resource name of a secret, by its name or its alias."""
    for alias in seen(going.job.secret_aliases):
        if alias.name.value == name and not isinstance(alias.value.value, Unknown):
            name = carried(alias.value)
    if "/" in name or (name.startswith("${") and name.endswith(".id}")):
        return name  # a whole resource name, or Terraform's expression for one
    return f"projects/{going.the_project()}/secrets/{name}"


def tell_of_task_variables(going: Going, is_wrapped: bool) -> None:
    """Say what code has to read on Batch."""
    job, draft = going.job, going.draft
    pairs = ", ".join(f"{there} for {here}" for here, there in STAND_INS.items())
    if is_wrapped:
        draft.need(
            "the wrapper that gives the program Cloud Run's names needs /bin/sh in the image: try one task first"
        )
    elif any(job.mentions(name) is True for name in STAND_INS):
        draft.need(
            f"change what reads Cloud Run's variables to read Batch's ({pairs}); without a command in the file nothing "
            "can be put before it"
        )
    elif job.task_count.value != 1:
        draft.need(
            f"if the program reads which task it is, have it read Batch's variables as well: {pairs}; nothing in the "
            "file shows whether it does"
        )
    if job.mentions("CLOUD_RUN_EXECUTION") is True:
        draft.need("CLOUD_RUN_EXECUTION isn't there on Batch: have the program make its own name for a run")
