"""What is put together of one job: its costs on both sides, and why where they aren't known."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.advice import Advice, Question, advise
from jobs_lint.dialects import read_by
from jobs_lint.limits import Limits
from jobs_lint.machines import Machines
from jobs_lint.prices import Prices
from jobs_lint.recognise import recognise

LIMITS = Limits.default()
MACHINES = Machines.default()
PRICES = Prices.default()
MINUTE = 60 * 10**9
TEN = Question(10 * MINUTE)
HOME = "us-central1"
ANY = "${X}"


def ask(document: dict[str, Any], question: Question = TEN, location: str | None = None) -> Advice:
    text = json.dumps(document)
    jobs = recognise(text, "json", read_by("json", text.encode()), location=location).jobs
    assert len(jobs) == 1
    return advise(jobs[0], "job.json", 1, LIMITS, MACHINES, PRICES, question)


def cloud_run(
    limits: dict[str, Any] | None = None,
    region: str | None = HOME,
    execution: dict[str, Any] | None = None,
    **task: Any,
) -> dict[str, Any]:
    resources = {"limits": {"cpu": "1", "memory": "2Gi"} if limits is None else limits}
    containers = [{"image": "example", "resources": resources}]
    return {
        "apiVersion": "run.googleapis.com/v1",
        "kind": "Job",
        "metadata": {"name": "work", "labels": {"cloud.googleapis.com/location": region} if region else {}},
        "spec": {"template": {"spec": {**(execution or {}), "template": {"spec": {"containers": containers, **task}}}}},
    }


def batch(policy: dict[str, Any] | None = None, region: str | None = HOME, **more: Any) -> dict[str, Any]:
    place = {"location": {"allowedLocations": [f"regions/{region}"]}} if region else {}
    network = more.pop("network", {})
    return {
        "taskGroups": [
            {
                "taskCount": more.pop("tasks", 1_000),
                "parallelism": more.pop("parallelism", 1_000),
                **more.pop("group", {}),
                "taskSpec": {
                    "computeResource": {"cpuMilli": 1_000, "memoryMib": 2_048},
                    "maxRunDuration": "3600s",
                    "runnables": [{"container": {"imageUri": "example"}}],
                    **more,
                },
            }
        ],
        "allocationPolicy": {**place, **network, "instances": [{"policy": policy or {}}]},
    }


class TestWorkedExample:
    """1,000 tasks of 10 minutes with 1 vCPU and 2 GiB each, as they are worked out by hand."""

    def test_from_cloud_run(self) -> None:
        costs = ask(cloud_run(execution={"taskCount": 1_000})).costs
        assert (costs.region, costs.own, costs.at_most, costs.reason) == (HOME, "cloud-run", False, "")
        assert costs.run.usd is not None
        assert costs.run.usd == pytest.approx(13.20)
        assert costs.run.usd - costs.run.free == pytest.approx(7.98)
        assert costs.batch.machine == "e2-standard-2"
        assert costs.batch.usd == pytest.approx(7.61, abs=0.005)
        assert costs.spot.usd == pytest.approx(4.68, abs=0.005)
        assert costs.even == pytest.approx(0.48, abs=0.005)

    def test_from_batch(self) -> None:
        costs = ask(batch({"machineType": "e2-standard-2"})).costs
        assert costs.run.usd == pytest.approx(13.20)
        assert costs.batch.usd == pytest.approx(7.61, abs=0.005)
        assert costs.spot.usd == pytest.approx(4.68, abs=0.005)

    def test_with_fewer_vms(self) -> None:
        costs = ask(cloud_run(execution={"taskCount": 1_000, "parallelism": 100})).costs
        assert costs.batch.vms == 50
        assert costs.batch.usd == pytest.approx(6.47, abs=0.005)

    def test_elsewhere(self) -> None:
        assert ask(cloud_run(region="europe-west3", execution={"taskCount": 1_000})).costs.run.usd == pytest.approx(
            15.84
        )


def test_without_a_duration_the_timeout_is_an_at_most() -> None:
    costs = ask(cloud_run(timeoutSeconds=1_200), Question()).costs
    assert (costs.at_most, costs.duration) == (True, 20 * MINUTE)
    assert "--task-duration isn't given" in costs.notes[0]
    assert ask(cloud_run(), Question()).costs.duration == 10 * MINUTE  # the default of Cloud Run
    assert costs.run.usd == pytest.approx(1_200 * (0.000018 + 2 * 0.000002))


def test_a_duration_over_the_timeout_is_said() -> None:
    assert ask(cloud_run(timeoutSeconds=60)).costs.notes == (
        "a task of 10 minutes would be ended by its timeout of 1 minute",
    )


@pytest.mark.parametrize("document", [cloud_run(region=None), batch(region=None)])
def test_a_region_that_is_not_given_is_never_borrowed(document: dict[str, Any]) -> None:
    costs = ask(document).costs
    assert (costs.run.usd, costs.batch.usd, costs.spot.usd, costs.region) == (None, None, None, None)
    assert costs.reason == "the file doesn't say the region: give one with --location, or in the configuration"
    assert ask(document, location=HOME).costs.run.usd is not None


def test_what_is_not_known_has_its_reason() -> None:
    assert ask(cloud_run(region=ANY)).costs.reason == "the region isn't known"
    assert ask(batch({}, maxRunDuration=ANY), Question()).costs.reason.startswith("neither the file nor")
    tasks = ask(cloud_run(execution={"taskCount": ANY})).costs
    assert {tasks.run.reason, tasks.batch.reason, tasks.spot.reason} == {"the number of tasks isn't known"}
    at_once = ask(cloud_run(execution={"taskCount": 9, "parallelism": ANY})).costs
    assert at_once.run.usd is not None
    assert at_once.batch.reason == "the parallelism isn't known"
    assert "CPU" in ask(cloud_run({"cpu": ANY})).costs.run.reason
    assert ask(cloud_run({"cpu": ANY})).costs.batch.reason == "what a task asks for isn't known"
    assert ask(batch({"machineType": ANY})).costs.batch.reason == "the machine type isn't known"
    assert ask(batch({"machineType": "e2-standard-2", "bootDisk": {"sizeGb": ANY}})).costs.batch.reason == (
        "the disks of a VM aren't known"
    )
    nowhere = ask(cloud_run(region="mars-north1")).costs
    assert "is known for mars-north1" in nowhere.run.reason
    assert "is known for mars-north1" in nowhere.batch.reason


def test_a_service_that_cannot_run_the_job_has_no_cost() -> None:
    costs = ask(cloud_run(execution={"taskCount": 20_000})).costs
    assert (costs.run.usd, costs.run.reason) == (None, "Cloud Run can't run the job as it is")
    assert costs.batch.usd is not None
    assert costs.even is None


def test_a_batch_job_is_priced_as_its_file_says() -> None:
    plain = ask(batch({"machineType": "e2-standard-4"})).costs.batch
    assert (plain.machine, plain.per_vm) == ("e2-standard-4", 4)
    alone = ask(batch({"machineType": "e2-standard-4"}, group={"taskCountPerNode": 1})).costs.batch
    assert (alone.per_vm, alone.vms) == (1, 1_000)
    network = {"network": {"networkInterfaces": [{"noExternalIpAddress": True}]}}
    inside = ask(batch({"machineType": "e2-standard-4"}, network=network)).costs.batch
    assert [item.what for item in inside.items] == ["e2-standard-4", "pd-balanced"]
    disks = {
        "bootDisk": {"sizeGb": 100, "type": "pd-ssd"},
        "disks": [{"newDisk": {"sizeGb": 375, "type": "local-ssd"}}, {"existingDisk": "projects/p/zones/z/disks/d"}],
    }
    large = ask(batch({"machineType": "n2-standard-4", **disks})).costs.batch
    assert [item.what for item in large.items] == ["n2-standard-4", "pd-ssd", "local-ssd", "external address"]


def test_where_batch_picks_the_machine_type_the_likely_one_is_said() -> None:
    costs = ask(batch()).costs
    assert costs.batch.machine == "e2-standard-2"
    assert costs.batch.assumptions[-1].startswith("the file leaves the machine type to Batch: VMs are e2-standard-2")


def test_a_job_on_spot_is_told_so() -> None:
    assert ask(batch({"provisioningModel": "SPOT"})).costs.own == "batch-spot"
    assert ask(batch({"provisioningModel": "STANDARD"})).costs.own == "batch"


def test_a_gpu_goes_with_what_it_needs() -> None:
    job = cloud_run({"nvidia.com/gpu": "1"}, nodeSelector={"run.googleapis.com/accelerator": "nvidia-l4"})
    costs = ask(job, Question(60 * MINUTE)).costs
    assert costs.run.usd == pytest.approx(1.0465, abs=0.0005)  # an hour of an L4 with 4 vCPU and 16 GiB
    assert costs.batch.machine == "g2-standard-4"
    assert costs.batch.vm_hour > 0.7068


def test_overhead_and_retries_are_those_that_are_given() -> None:
    job = cloud_run(execution={"taskCount": 100})
    plain, without = ask(job).costs, ask(job, Question(10 * MINUTE, 0.0, 0)).costs
    again = ask(job, Question(10 * MINUTE, 0.5)).costs
    assert plain.batch.usd is not None
    assert without.batch.usd == pytest.approx(plain.batch.usd * 10 / 12)
    assert plain.run.usd is not None
    assert again.run.usd == pytest.approx(plain.run.usd * 1.5)


def test_the_tightest_limit_is_the_one_that_is_used_most() -> None:
    def tightest(document: dict[str, Any]) -> str | None:
        found = ask(document).tightest
        return found and found.limit.id

    assert tightest(cloud_run(execution={"taskCount": 9_800, "parallelism": 9_800})) == "cloud-run.task-count"
    assert tightest(cloud_run(maxRetries=12)) == "cloud-run.max-retries"
    assert tightest(cloud_run(maxRetries=10)) == "cloud-run.cpu"  # retries don't grow with the work


VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [None, 0, 1, 3, 10**6, 10**30, -1, ANY, "", [], {}, "2Gi", "1e9", True]
)


@given(st.lists(VALUES, min_size=8, max_size=8))
def test_nothing_in_a_job_makes_it_fail(values: list[Any]) -> None:
    a, b, c, d, e, f, g, h = values
    ask(
        cloud_run(
            {"cpu": a, "memory": b, "nvidia.com/gpu": c}, execution={"taskCount": d, "parallelism": e}, maxRetries=f
        )
    )
    policy = {"machineType": g, "bootDisk": {"sizeGb": h, "type": a}, "disks": [{"newDisk": {"sizeGb": b, "type": c}}]}
    ask(
        batch(
            {**policy, "accelerators": [{"type": d, "count": e}]},
            tasks=f,
            parallelism=g,
            computeResource={"cpuMilli": h},
        )
    )


def test_the_region_in_the_name_counts_before_an_assumed_one() -> None:
    document = {**batch(region=None), "name": "projects/p/locations/us-west1/jobs/orders"}
    assert ask(document, location="europe-west4").costs.region == "us-west1"
