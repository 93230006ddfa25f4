"""Quotas by service and location: what isn't configured is None, and never found to be exceeded."""

from __future__ import annotations

import pytest

from jobs_lint.model.setting import UNKNOWN
from jobs_lint.quota import Quota
from jobs_lint.testing import quota_of

QUOTA = quota_of(
    **{
        "cloud-run.*.parallel-tasks": 100,
        "cloud-run.us-central1.gpus": 3,
        "cloud-run.europe-west4.parallel-tasks": 7,
        "batch.us-central1.vms": 50,
        "batch.us-central1.gpus": 8,
        "batch.us-central1.gpus.nvidia-l4": 2,
        "batch.*.vcpus": 64,
    }
)


def test_a_region_goes_before_all_others() -> None:
    there = QUOTA.of("cloud-run", "europe-west4").parallel_tasks
    assert there is not None
    assert (there.value, there.amount, there.describe()) == (7, 7, "7")
    assert there.id == "quota.cloud-run.europe-west4.parallel-tasks"
    elsewhere = QUOTA.of("cloud-run", "us-central1")
    assert elsewhere.parallel_tasks is not None
    assert elsewhere.parallel_tasks.value == 100


@pytest.mark.parametrize("location", ["us-central1", "us-central1-a", "regions/us-central1", "zones/us-central1-f"])
def test_a_zone_has_the_quota_of_its_region(location: str) -> None:
    vms = QUOTA.of("batch", location).vms
    assert vms is not None
    assert vms.value == 50


@pytest.mark.parametrize("location", [None, UNKNOWN, 3, "europe-west1", ""])
def test_what_is_not_known_has_what_holds_for_all(location: object) -> None:
    allowance = QUOTA.of("batch", location)
    assert allowance.vms is None
    assert allowance.gpus("nvidia-l4") is None
    assert allowance.vcpus is not None


def test_gpus_go_by_type_where_the_type_has_a_number() -> None:
    allowance = QUOTA.of("batch", "us-central1")
    values = [limit.value for kind in ("nvidia-l4", "nvidia-tesla-t4", None) if (limit := allowance.gpus(kind))]
    assert values == [2, 8, 8]


def test_nothing_is_set_unless_it_is_configured() -> None:
    allowance = Quota().of("cloud-run", "us-central1")
    assert (allowance.parallel_tasks, allowance.vms, allowance.vcpus, allowance.gpus()) == (None, None, None, None)
    assert not allowance
    assert not Quota()
    assert QUOTA


@pytest.mark.parametrize("name", ["cloud-run.*.vms", "run.*.gpus", "batch.*.vms.nvidia-l4"])
def test_a_quota_that_there_is_not_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="there is no quota"):
        quota_of(**{name: 1})
