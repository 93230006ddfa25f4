"""The data of the limits: complete, well-formed, and the figures that rules and documentation rely on."""

from __future__ import annotations

import re
from datetime import date

import pytest

from jobs_lint.limits import Limit, Limits
from jobs_lint.limits.table import PREVIEW, ROWS, WRITTEN
from jobs_lint.limits.thresholds import THRESHOLDS

LIMITS = Limits.default()
IDS = [*(row[0] for row in ROWS), *(row[0] for row in THRESHOLDS)]
UNITS = {
    *("s", "byte", "MiB", "GiB", "GB", "Gbit/s", "milli-cpu", "character", "file-mode", "code", "level", "address"),
    *("task", "retry", "gpu", "job", "execution", "container", "variable", "item", "port", "failure", "volume"),
    *("secret", "label", "interface", "group", "vm", "request", "runnable", "environment", "policy", "type", "region"),
    *("%", "time"),
}


def test_ids_are_unique_and_grouped_by_service() -> None:
    assert len(set(IDS)) == len(IDS)
    services = [row_id.partition(".")[0] for row_id in IDS]
    assert services == sorted(services, reverse=True)
    assert set(services) == {"cloud-run", "batch", "advice"}


@pytest.mark.parametrize("limit", list(LIMITS), ids=IDS)
def test_row_is_complete(limit: Limit) -> None:
    assert re.fullmatch(r"(cloud-run|batch|advice)\.[a-z][a-z0-9]*(-[a-z0-9]+)*", limit.id)
    assert re.fullmatch(r"https://[a-z0-9.-]+/\S+", limit.source)
    assert date.fromisoformat(limit.checked).isoformat() == limit.checked
    assert limit.unit in UNITS
    assert limit.kind in {"max", "min", "default", "fixed", "threshold"}
    assert limit.stage in {"ga", "preview"}
    assert limit.value >= 0
    assert limit.text
    for sentence in (limit.note, limit.preview.note if limit.preview else limit.note):
        assert re.fullmatch(r"\S(.*\S)?\.", sentence), "one or more sentences, each closed"
        assert "  " not in sentence
        assert not sentence.endswith("..")
    assert re.fullmatch(r"\S(.*[^\s.])", limit.applies_to)


@pytest.mark.parametrize("limit", list(LIMITS), ids=IDS)
def test_kind_shows_in_the_id(limit: Limit) -> None:
    assert limit.id.endswith("-min") == (limit.kind == "min")
    assert limit.id.endswith("-default") == (limit.kind == "default")
    assert (limit.service == "advice") == (limit.kind == "threshold")


@pytest.mark.parametrize("limit", list(LIMITS), ids=IDS)
def test_range_is_no_contradiction(limit: Limit) -> None:
    low, default = f"{limit.id}-min", f"{limit.id}-default"
    if low in LIMITS:
        assert LIMITS[low].amount <= limit.amount
    if default in LIMITS and limit.kind == "max":
        assert LIMITS[default].amount <= limit.amount
        if low in LIMITS:
            assert LIMITS[low].amount <= LIMITS[default].amount


def test_extras_belong_to_rows() -> None:
    assert set(WRITTEN) <= set(IDS)
    assert set(PREVIEW) <= set(IDS)
    assert all(LIMITS[limit_id].stage == "ga" for limit_id in PREVIEW)


@pytest.mark.parametrize(
    ("limit_id", "value", "unit", "text"),
    [
        ("cloud-run.task-count", 10_000, "task", "10,000"),
        ("cloud-run.max-retries", 10, "retry", "10"),
        ("cloud-run.max-retries-default", 3, "retry", "3"),
        ("cloud-run.task-timeout", 604_800, "s", "168 hours"),
        ("cloud-run.task-timeout-default", 600, "s", "10 minutes"),
        ("cloud-run.gpu-task-timeout", 3_600, "s", "1 hour"),
        ("cloud-run.gpus-per-instance", 1, "gpu", "1"),
        ("cloud-run.memory", 32_768, "MiB", "32 GiB"),
        ("cloud-run.cpu-min", 80, "milli-cpu", "0.08 CPU"),
        ("cloud-run.secret-file-mode-default", 0o444, "file-mode", "0444"),
        ("batch.task-count", 100_000, "task", "100,000"),
        ("batch.parallelism", 5_000, "task", "5,000"),
        ("batch.max-retry-count", 10, "retry", "10"),
        ("batch.max-retry-count-default", 0, "retry", "0"),
        ("batch.max-run-duration", 1_209_600, "s", "14 days"),
        ("batch.flex-start-run-duration", 604_800, "s", "7 days"),
        ("batch.a3-no-reservation-run-duration", 604_800, "s", "7 days"),
        ("batch.task-groups", 1, "group", "1"),
        ("batch.job-size", 1_048_576, "byte", "1 MB"),
        ("batch.cpu-milli-default", 2_000, "milli-cpu", "2 CPUs"),
        ("batch.memory-mib-default", 2_000, "MiB", "2,000 MiB"),
        ("batch.gpus-per-vm", 8, "gpu", "8"),
        ("batch.gpus-per-vm-largest", 16, "gpu", "16"),
        ("batch.reserved-exit-code", 50_006, "code", "50006"),
        ("batch.local-ssd-size", 375, "GB", "375 GB"),
    ],
)
def test_figures(limit_id: str, value: int, unit: str, text: str) -> None:
    limit = LIMITS[limit_id]
    assert (limit.value, limit.unit, limit.text) == (value, unit, text)
