"""`Limit` and `Limits`: amounts, access, previews, overrides."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys

import pytest

from jobs_lint.limits import Limits, Override, UnknownLimitError
from jobs_lint.limits.table import ROWS
from jobs_lint.limits.thresholds import THRESHOLDS
from jobs_lint.model.setting import UNKNOWN, Setting
from jobs_lint.span import Span

LIMITS = Limits.default()
GPU_TIMEOUT = "cloud-run.gpu-task-timeout"
SECOND = 10**9


def test_amount_is_in_the_unit_of_the_model() -> None:
    assert LIMITS.cloud_run.gpu_task_timeout.amount == 3_600 * SECOND
    assert LIMITS.cloud_run.memory.amount == 32 * 2**30
    assert LIMITS.cloud_run.ephemeral_disk_size.amount == 100 * 2**30
    assert LIMITS.cloud_run.cpu.amount == 8_000
    assert LIMITS.batch.job_size.amount == 2**20
    assert LIMITS.batch.task_count.amount == 100_000


def test_settings_compare_with_limits() -> None:
    def timeout(seconds: int) -> Setting[int]:
        return Setting(seconds * SECOND, str(seconds), Span(0, 1), "timeoutSeconds", is_set=True)

    limit = LIMITS.cloud_run.gpu_task_timeout
    assert (timeout(3_600) > limit) is False
    assert (timeout(3_601) > limit) is True
    assert (limit < timeout(3_601)) is True
    assert (timeout(3_600) == limit) is True
    unknown: Setting[int] = Setting(UNKNOWN, "${T}", Span(0, 1), "timeoutSeconds", is_set=False)
    assert (unknown > limit) is UNKNOWN
    assert timeout(1).finding("m", limit=limit).limit == (GPU_TIMEOUT, 3_600, "s")


def test_access_by_id_and_by_attribute_is_the_same() -> None:
    for limit in LIMITS:
        group = getattr(LIMITS, limit.service.replace("-", "_"))
        assert getattr(group, limit.name.replace("-", "_")) is LIMITS[limit.id] is limit
        assert limit.id in LIMITS


def test_iteration_keeps_the_order_of_the_table() -> None:
    rows = [*ROWS, *THRESHOLDS]
    assert [limit.id for limit in LIMITS] == [row[0] for row in rows]
    assert [*LIMITS.cloud_run, *LIMITS.batch, *LIMITS.advice] == list(LIMITS)
    assert len(LIMITS) == len(rows)


def test_unknown_id_names_the_nearest() -> None:
    with pytest.raises(UnknownLimitError, match=r"'batch\.task-cuont'; did you mean batch\.task-count") as caught:
        LIMITS["batch.task-cuont"]
    assert caught.value.suggestions[0] == "batch.task-count"
    assert isinstance(caught.value, LookupError)
    assert str(UnknownLimitError("zzz", ["a"])) == "no limit is called 'zzz'"
    assert "batch.task-cuont" not in LIMITS


def test_unknown_attribute_names_the_nearest() -> None:
    with pytest.raises(AttributeError, match=r"run\.gpu-task-timeuot'; did you mean cloud-run\.gpu-task-timeout"):
        _ = LIMITS.cloud_run.gpu_task_timeuot
    assert not hasattr(LIMITS.cloud_run, "parallelism_max")


def test_limits_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        LIMITS.batch = LIMITS.cloud_run
    with pytest.raises(AttributeError):
        LIMITS.cloud_run.task_count = LIMITS.batch.task_count
    with pytest.raises(AttributeError):
        del LIMITS.batch
    with pytest.raises(AttributeError):
        del LIMITS.cloud_run.task_count
    with pytest.raises(AttributeError):
        LIMITS.batch.task_count.value = 1  # type: ignore[misc]


def test_copies_and_pickles_are_whole() -> None:
    for twin in (copy.copy(LIMITS), copy.deepcopy(LIMITS), pickle.loads(pickle.dumps(LIMITS))):
        assert list(twin) == list(LIMITS)
        assert twin.batch.task_count == LIMITS.batch.task_count
    assert list(copy.deepcopy(LIMITS.batch)) == list(LIMITS.batch)


def test_generally_available_value_names_the_preview() -> None:
    limit = LIMITS.cloud_run.gpu_task_timeout
    assert limit.describe() == "1 hour (12 hours in preview)"
    assert limit.preview is not None
    assert limit.preview.value == 43_200
    assert LIMITS.cloud_run.task_count.describe() == "10,000"


def test_preview_in_force_names_the_generally_available_value() -> None:
    limits = LIMITS.with_overrides(preview=True)
    limit = limits.cloud_run.gpu_task_timeout
    assert limit.describe() == "12 hours (preview; 1 hour is generally available)"
    assert (limit.value, limit.amount, limit.stage, limit.preview) == (43_200, 43_200 * SECOND, "preview", None)
    assert limit.source.endswith("no_redirect=true")
    assert limit.overridden is None
    changed = [limit.id for limit in limits if limit != LIMITS[limit.id]]
    assert changed == [GPU_TIMEOUT]
    assert list(limits.with_overrides(preview=True)) == list(limits)


def test_override_takes_the_limits_unit_and_keeps_the_reason() -> None:
    limits = LIMITS.with_overrides({GPU_TIMEOUT: Override(7_200, "agreed with support")})
    limit = limits[GPU_TIMEOUT]
    assert limit is limits.cloud_run.gpu_task_timeout
    assert (limit.value, limit.amount, limit.overridden) == (7_200, 7_200 * SECOND, "agreed with support")
    assert limit.describe() == "2 hours (your configuration; 1 hour is documented)"
    assert LIMITS[GPU_TIMEOUT].value == 3_600
    assert [limit.id for limit in limits] == [limit.id for limit in LIMITS]


def test_override_replaces_the_written_text() -> None:
    limits = LIMITS.with_overrides({"batch.job-size": Override(2**21, "larger since the raise")})
    assert limits.batch.job_size.text == "2 MiB"


def test_override_wins_over_preview_and_an_earlier_override() -> None:
    once = LIMITS.with_overrides({GPU_TIMEOUT: Override(7_200, "a")}, preview=True)
    assert once[GPU_TIMEOUT].describe() == "2 hours (your configuration; 1 hour is documented)"
    twice = once.with_overrides({GPU_TIMEOUT: Override(10_800, "b")})
    assert twice[GPU_TIMEOUT].describe() == "3 hours (your configuration; 1 hour is documented)"
    assert twice[GPU_TIMEOUT].overridden == "b"


def test_override_of_an_unknown_id_is_refused() -> None:
    with pytest.raises(UnknownLimitError) as caught:
        LIMITS.with_overrides({"cloud-run.gpu-timeout": Override(1, "r")})
    assert GPU_TIMEOUT in caught.value.suggestions


@pytest.mark.parametrize("limit", list(LIMITS), ids=[limit.id for limit in LIMITS])
def test_any_override_can_be_shown(limit: object) -> None:
    for value in (0, 1, -1, 10**30, 10**5_000):
        limits = LIMITS.with_overrides({limit.id: Override(value, "r")})  # type: ignore[attr-defined]
        assert limits[limit.id].describe()  # type: ignore[attr-defined]


def test_import_is_light() -> None:
    """A run on one clean file loads this package: it may bring nothing but what jobs_lint brings anyway."""
    code = (
        "import sys, typing, enum; before = set(sys.modules)\n"
        "import jobs_lint.limits; jobs_lint.limits.Limits.default()\n"
        "print(*sorted(name for name in set(sys.modules) - before if not name.startswith('jobs_lint')))\n"
        "print(*sorted(name for name in sys.modules if name.startswith('jobs_lint.')))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    foreign, own = run.stdout.splitlines()
    assert set(foreign.split()) <= {"__future__"}
    assert all(name.startswith(("jobs_lint.limits", "jobs_lint.record")) for name in own.split())
