"""Cloud Workflows: the body of a step that calls a connector to create, replace, change or run a job.

What is wholly `${...}` is an expression, and a body that is one holds no job. A call that changes a job, or that
overrides fields of it for one run, leaves all it doesn't name as it was, which nobody here knows.
Source: https://docs.cloud.google.com/workflows/docs/reference/googleapis
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from jobs_lint.dialects import batch, cloud_run_v1, cloud_run_v2, run_overrides
from jobs_lint.dialects._carriers import text_of
from jobs_lint.dialects.base import Dialect
from jobs_lint.model.batch import BatchJob
from jobs_lint.model.cloud_run import CloudRunJob
from jobs_lint.model.grammar import ANY_READER, boolean, location_in_name, presence, project_in_name, seconds, string
from jobs_lint.model.table import At, Table, later
from jobs_lint.read.tree import Mapping, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jobs_lint.model.job import Job
    from jobs_lint.read.tree import Node

_BATCH = "googleapis.batch.v1.projects.locations.jobs"
_RUN_V1 = "googleapis.run.v1.namespaces.jobs"
_RUN_V2 = "googleapis.run.v2.projects.locations.jobs"
_KINDS = frozenset({"yaml", "json"})
_POST, _REQUEST = "http.post", "http.request"


def _find(root: Node, calls: tuple[str, ...]) -> Iterator[Mapping]:
    """The arguments of each call, in order, wherever in the workflow it stands."""
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Sequence):
            stack.extend(reversed(node.items))
        elif isinstance(node, Mapping):
            arguments = node.get("args")
            if isinstance(arguments, Mapping) and text_of(node, "call") in calls:
                if isinstance(arguments.get("body"), Mapping):
                    yield arguments
            else:
                stack.extend(pair.value for pair in reversed(node.pairs))


def _sent(root: Node, is_job: Callable[[Mapping], bool], by: str = "POST") -> Iterator[Mapping]:
    """The arguments of each plain HTTP call whose body is a job by its shape; the URL is mostly an expression."""
    for arguments in _find(root, (_POST, _REQUEST)):
        body = arguments.get("body")
        method = text_of(arguments, "method") or "POST"
        if method == by and isinstance(body, Mapping) and is_job(body):
            yield arguments


def _dialect(model: type[Job], table: Table, *calls: str) -> Dialect:
    return Dialect(
        name="workflows",
        model=model,
        kinds=_KINDS,
        tells=tuple((call.rpartition(".")[0].encode(), call.encode()) for call in calls),
        find=partial(_find, calls=calls),
        table=table,
    )


def _batch_job(name: str) -> Table:
    return (
        batch.table("body")
        .respelled(ANY_READER)
        .changed(
            schema="batch",
            message="body",
            name=At(name, string),
            project=At("parent", project_in_name),
            region=At("parent", location_in_name, quiet=True),
        )
    )


def _called(table: Table) -> Table:
    """The same table for the arguments of a connector's call."""
    return table.changed(
        schema=table.schema,
        message=table.message,
        by_connector=At("body", presence, quiet=True),
        connector_timeout=At("connector_params timeout", seconds),
        connector_skips_polling=At("connector_params skip_polling", boolean),
    )


def _v1_job() -> Table:
    table = cloud_run_v1.table("body").respelled(ANY_READER)
    return table.changed(schema="cloud-run-v1", message="body", location=At("location", string))


def _v2_job(name: str, is_partial: bool = False) -> Table:
    return cloud_run_v2.table("body").changed(
        schema="cloud-run-v2",
        message="body",
        partial=is_partial,
        name=At(name, string),
        location=At("parent", location_in_name),
        project=At("parent", project_in_name),
    )


_V1_RUN = _called(run_overrides.table("body", is_v1=True)).changed(
    name=At("name", string), location=At("location", string)
)
_V2_RUN = _called(run_overrides.table("body")).changed(name=At("name", string), location=At("name", location_in_name))

DIALECTS = (
    _dialect(BatchJob, later(lambda: _called(_batch_job("jobId"))), f"{_BATCH}.create"),
    Dialect(
        "workflows",
        BatchJob,
        _KINDS,
        tells=tuple((b"taskGroups", call.encode()) for call in (_POST, _REQUEST)),
        find=partial(_sent, is_job=batch.is_job),
        table=later(partial(_batch_job, "query job_id")),
    ),
    *(
        Dialect(
            "workflows",
            CloudRunJob,
            _KINDS,
            tells=(),
            find=partial(_sent, is_job=partial(run_overrides.is_body, is_v1=is_v1)),
            table=run_overrides.table("body", is_v1=is_v1),
            hints=((b"overrides", 1), (b"http.", 1)),
        )
        for is_v1 in (False, True)
    ),
    *(
        Dialect(
            "workflows",
            CloudRunJob,
            _KINDS,
            tells=(),
            find=partial(_sent, is_job=cloud_run_v2.has_the_shape, by=method),
            table=later(partial(_v2_job, "query jobId", is_partial=method == "PATCH")),
            hints=((b"containers", 1), (b"template", 2), (b"http.", 1)),
        )
        for method in ("POST", "PATCH")
    ),
    _dialect(CloudRunJob, later(lambda: _called(_v1_job())), f"{_RUN_V1}.create", f"{_RUN_V1}.replaceJob"),
    _dialect(CloudRunJob, later(lambda: _called(_v2_job("jobId"))), f"{_RUN_V2}.create"),
    _dialect(CloudRunJob, later(lambda: _called(_v2_job("jobId", is_partial=True))), f"{_RUN_V2}.patch"),
    _dialect(CloudRunJob, _V1_RUN, f"{_RUN_V1}.run"),
    _dialect(CloudRunJob, _V2_RUN, f"{_RUN_V2}.run"),
)
