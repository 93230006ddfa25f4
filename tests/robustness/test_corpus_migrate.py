"""Every job of real files as the other service's, where JOBS_LINT_CORPUS names a folder of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml
from google.cloud import batch_v1

from jobs_lint.cli.migrate import written
from jobs_lint.engine.lint import lint
from jobs_lint.engine.options import Options
from jobs_lint.engine.seen import see
from jobs_lint.finding import Severity
from jobs_lint.limits import Limits
from jobs_lint.machines import Machines
from jobs_lint.migrate import BATCH, CLOUD_RUN, Context, Migration, migrate, with_assumptions
from jobs_lint.migrate.migration import SAME
from jobs_lint.model.placeholder import has_mark
from jobs_lint.prices import Prices

if TYPE_CHECKING:
    from pathlib import Path

CONTEXT = Context(Limits.default(), Machines.default(), Prices.default(), "acme", "us-central1", "job")


class Case(NamedTuple):
    """One job of the corpus as the other service's."""

    where: str
    migration: Migration
    yaml: str
    json: str
    is_clean: bool
    """Whether our rules have no error to tell of the source."""


@pytest.fixture(scope="module")
def cases(corpus: Path) -> list[Case]:
    found = []
    for path in sorted(path for path in corpus.rglob("*") if path.is_file() and path.suffix != ".md"):
        data = path.read_bytes()
        seen = see(str(path), data, Options())
        errors = [each for each in lint(str(path), data, Options()).findings if each.severity is Severity.ERROR]
        for job in seen.recognised.jobs:
            if job.dialect == "run-overrides":
                continue
            target = CLOUD_RUN if job.service == BATCH else BATCH
            context = CONTEXT._replace(is_template=seen.is_template)
            made = with_assumptions(migrate(job, target, context), seen.recognised.assumptions)
            texts = (written(seen, made, "yaml"), written(seen, made, "json"))
            found.append(Case(f"{path.relative_to(corpus)}:{job.start}", made, *texts, not errors))
    return found


def test_both_forms_say_the_same(cases: list[Case]) -> None:
    assert cases
    for case in cases:
        assert yaml.safe_load(case.yaml) == json.loads(case.json) == case.migration.document, case.where


def _has_unknown(case: Case) -> bool:
    """Whether a text stands where a number belongs, or anything is to be filled in."""
    group = case.migration.document["taskGroups"][0]
    counts = (group.get("taskCount"), group.get("parallelism"), group["taskSpec"].get("maxRetryCount"))
    return has_mark(case.json) or any(isinstance(count, str) for count in counts)


def test_batch_takes_each(cases: list[Case]) -> None:
    wrong = {}
    for case in cases:
        if case.migration.target == BATCH and not _has_unknown(case):
            try:
                batch_v1.Job.from_json(case.json, ignore_unknown_fields=False)
            except Exception as error:  # noqa: BLE001 - protobuf's own is in no typed module
                wrong[case.where] = str(error)
    assert wrong == {}


def test_each_is_one_job_that_lints_clean(cases: list[Case]) -> None:
    wrong = {}
    for case in cases:
        result = lint("result.yaml", case.yaml.encode(), Options(debug=True))
        if len(result.jobs) != 1:
            wrong[case.where] = [f"{len(result.jobs)} jobs"]
        errors = [f"{each.code} {each.message}" for each in result.findings if each.severity is Severity.ERROR]
        if errors and case.is_clean and not case.migration.is_blocked:
            wrong[case.where] = errors
    assert wrong == {}


def test_each_step_says_something(cases: list[Case]) -> None:
    for case in cases:
        for step in case.migration.steps:
            assert bool(step.note) is (step.outcome != SAME), (case.where, step)
