"""What an execution costs on both services: a worked example, the terms of both bills, and what isn't known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.costs import (
    Disk,
    Work,
    batch_cost,
    billed_on_cloud_run,
    break_even,
    choose,
    offered_on_cloud_run,
    run_cost,
    tasks_per_vm,
)
from jobs_lint.limits import Limits
from jobs_lint.machines import Machines, MachineType
from jobs_lint.machines.types import GIB
from jobs_lint.prices import Prices

PRICES = Prices.default()
MACHINES = Machines.default()
LIMITS = Limits.default()
HOME = "us-central1"

SECOND = 10**9
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE

EXAMPLE = Work(tasks=1_000, duration=10 * MINUTE, cpu=1_000, memory=2 * GIB)
"""1,000 tasks of 10 minutes with 1 vCPU and 2 GiB each."""
GPU = Work(1, HOUR, 4_000, 16 * GIB, gpu_type="nvidia-l4", gpus=1)

works = st.builds(
    Work,
    tasks=st.integers(1, 10_000),
    duration=st.integers(0, 7 * 24 * HOUR),
    cpu=st.integers(1, 8_000),
    memory=st.integers(1, 32 * GIB),
    parallelism=st.none() | st.integers(1, 5_000),
    gpus=st.just(0),
    retried=st.floats(0, 2),
)


def _machine(name: str) -> MachineType:
    machine = MACHINES.get(name)
    assert machine is not None
    return machine


E2 = _machine("e2-standard-2")


class TestWorkedExample:
    def test_cloud_run(self) -> None:
        cost = run_cost(EXAMPLE, HOME, PRICES)
        assert cost.usd == pytest.approx(13.20)
        assert [item.usd for item in cost.items] == pytest.approx([10.80, 2.40])
        assert [item.quantity for item in cost.items] == pytest.approx([600_000, 1_200_000])
        assert cost.usd is not None
        assert cost.usd - cost.free == pytest.approx(7.98)
        assert cost.task_hour == pytest.approx(0.0792)
        assert run_cost(EXAMPLE, "europe-west3", PRICES).usd == pytest.approx(15.84)
        assert run_cost(EXAMPLE, HOME, PRICES, delayed=True).usd == pytest.approx(9.24)

    @pytest.mark.parametrize(
        ("parallelism", "spot", "vms", "hours", "machine", "disk", "address", "usd"),
        [
            (None, False, 500, 100, 6.70, 0.41, 0.50, 7.61),
            (None, True, 500, 100, 4.02, 0.41, 0.25, 4.68),
            (100, False, 50, 85, 5.70, 0.35, 0.43, 6.47),
            (100, True, 50, 85, 3.42, 0.35, 0.21, 3.98),
        ],
    )
    def test_batch(
        self,
        parallelism: int | None,
        spot: bool,
        vms: int,
        hours: float,
        machine: float,
        disk: float,
        address: float,
        usd: float,
    ) -> None:
        work = EXAMPLE._replace(parallelism=parallelism)
        per_vm = tasks_per_vm(work, E2, 20)
        assert per_vm == 2
        cost = batch_cost(work, E2, per_vm, HOME, PRICES, spot=spot)
        assert cost.vms == vms
        assert cost.vm_hours == pytest.approx(hours)
        assert [item.usd for item in cost.items] == pytest.approx([machine, disk, address], abs=0.0051)
        assert cost.usd == pytest.approx(usd, abs=0.005)

    def test_work_alone(self) -> None:
        cost = batch_cost(EXAMPLE, E2, 2, HOME, PRICES, overhead=0, external_ip=False, disks=())
        assert cost.usd == pytest.approx(5.58, abs=0.005)
        assert cost.vm_hours == pytest.approx(83.33, abs=0.005)
        assert cost.busy == pytest.approx(1)

    def test_break_even(self) -> None:
        run = run_cost(EXAMPLE, HOME, PRICES)
        assert break_even(run, batch_cost(EXAMPLE, E2, 2, HOME, PRICES)) == pytest.approx(0.48, abs=0.005)
        one = batch_cost(EXAMPLE, E2, 1, HOME, PRICES)
        assert one.vm_hour == pytest.approx(0.0761, abs=0.00005)
        assert break_even(run, one) == pytest.approx(0.96, abs=0.005)

    def test_gpus(self) -> None:
        assert run_cost(GPU, HOME, PRICES).usd == pytest.approx(1.0465, abs=0.00005)
        larger = Work(1, HOUR, 20_000, 80 * GIB, gpu_type="nvidia-rtx-pro-6000", gpus=1)
        assert run_cost(larger, HOME, PRICES).usd == pytest.approx(3.1868, abs=0.00005)
        choices = [choose(each, MACHINES, HOME, PRICES, 1) for each in (GPU, larger)]
        assert [choice.machine.name for choice in choices if choice] == ["g2-standard-4", "g4-standard-48"]

    def test_what_it_rests_on_is_told(self) -> None:
        cost = batch_cost(EXAMPLE._replace(retried=0.02, at_most=True), E2, 2, HOME, PRICES, spot=True)
        assert cost.assumptions == (
            "a task takes up to 10 minutes, its timeout",
            "2 % of the tasks run once more, in full length",
            "a VM is paid for 2 minutes beside its tasks",
            "each VM has a boot disk of 30 GiB, pd-balanced",
            "Spot costs what it did on 2026-07-30",
            "no work is lost as VMs on Spot are taken away",
        )
        assert all(price.source and price.day for price in cost.prices)


class TestCloudRun:
    @pytest.mark.parametrize(
        ("duration", "billed"),
        [
            (0, MINUTE),
            (5 * SECOND, MINUTE),
            (MINUTE, MINUTE),
            (MINUTE + 1, MINUTE + SECOND // 10),
            (90 * SECOND, 90 * SECOND),
            (90 * SECOND + SECOND // 20, 90 * SECOND + SECOND // 10),
        ],
    )
    def test_rounding(self, duration: int, billed: int) -> None:
        assert billed_on_cloud_run(duration, PRICES) == billed

    @given(st.integers(0, 7 * 24 * HOUR))
    def test_billed_is_the_next_step(self, duration: int) -> None:
        billed, step = billed_on_cloud_run(duration, PRICES), SECOND // 10
        assert billed % step == 0
        assert billed >= max(duration, MINUTE)
        assert billed == MINUTE or billed - duration < step

    @given(works)
    def test_never_less_than_the_minimum_nor_than_the_time_itself(self, work: Work) -> None:
        assert work.tasks is not None
        assert work.duration is not None
        cost = run_cost(work, HOME, PRICES)
        assert cost.usd is not None
        for duration in (MINUTE, work.duration):
            least = run_cost(work._replace(duration=duration), HOME, PRICES).usd
            assert least is not None
            assert cost.usd >= least * (1 - 1e-12)
        assert cost.usd == pytest.approx(cost.task * work.tasks * (1 + work.retried))
        assert 0 <= cost.free <= min(cost.usd, 5.22 + 1e-9)

    def test_each_attempt_has_the_minimum(self) -> None:
        short = EXAMPLE._replace(duration=5 * SECOND)
        full, again = run_cost(short, HOME, PRICES), run_cost(short._replace(retried=1), HOME, PRICES)
        assert full.usd == run_cost(short._replace(duration=MINUTE), HOME, PRICES).usd
        assert full.usd is not None
        assert again.usd == pytest.approx(2 * full.usd)

    @pytest.mark.parametrize(
        ("work", "region", "reason"),
        [
            (EXAMPLE, "mars-north1", "no price of Cloud Run is known for mars-north1"),
            (EXAMPLE._replace(tasks=None), HOME, "the number of tasks isn't known"),
            (EXAMPLE._replace(duration=None), HOME, "how long a task takes isn't known"),
            (EXAMPLE._replace(cpu=None), HOME, "the CPU of a task isn't known"),
            (EXAMPLE._replace(memory=None), HOME, "the memory of a task isn't known"),
            (EXAMPLE._replace(gpus=None), HOME, "the number of GPUs isn't known"),
            (EXAMPLE._replace(tasks=0), HOME, "the number of tasks can't be right"),
            (EXAMPLE._replace(tasks=10**500), HOME, "the number of tasks can't be right"),
            (EXAMPLE._replace(parallelism=-1), HOME, "the parallelism can't be right"),
            (EXAMPLE._replace(retried=float("nan")), HOME, "the share of retried tasks can't be right"),
            (GPU, "asia-southeast1", "no price of nvidia-l4 on Cloud Run is known for asia-southeast1"),
            (GPU._replace(gpu_type=""), HOME, "no price of a GPU without a type on Cloud Run is known for us-central1"),
        ],
    )
    def test_unknown(self, work: Work, region: str, reason: str) -> None:
        cost = run_cost(work, region, PRICES)
        assert (cost.usd, cost.reason) == (None, reason)

    def test_no_delayed_price(self) -> None:
        cost = run_cost(EXAMPLE, "us-east1", PRICES, delayed=True)
        assert (cost.usd, cost.reason) == (None, "no price of delayed jobs on Cloud Run is known for us-east1")

    @pytest.mark.parametrize(
        ("cpu", "gib", "gpu", "wanted"),
        [
            (250, 0.25, "", (1_000, 0.5)),
            (1_000, 4, "", (1_000, 4)),
            (1_000, 4.5, "", (2_000, 4.5)),
            (3_000, 1, "", (4_000, 2)),
            (5_000, 1, "", (6_000, 4)),
            (2_000, 20, "", (6_000, 20)),
            (8_000, 32, "", (8_000, 32)),
            (8_001, 1, "", None),
            (1_000, 33, "", None),
            (1_000, 1, "nvidia-l4", (4_000, 16)),
            (6_000, 24, "nvidia-l4", (6_000, 24)),
            (1_000, 1, "nvidia-rtx-pro-6000", (20_000, 80)),
            (1_000, 1, "nvidia-tesla-t4", None),
        ],
    )
    def test_offered(self, cpu: int, gib: float, gpu: str, wanted: tuple[int, float] | None) -> None:
        work = Work(1, HOUR, cpu, int(gib * GIB), gpu_type=gpu, gpus=1 if gpu else 0)
        found = offered_on_cloud_run(work, LIMITS)
        assert (found and (found.cpu, found.memory)) == (wanted and (wanted[0], wanted[1] * GIB))

    def test_offered_of_unknown(self) -> None:
        work = EXAMPLE._replace(cpu=None)
        assert offered_on_cloud_run(work, LIMITS) is work
        assert offered_on_cloud_run(GPU._replace(gpus=2), LIMITS) is None

    @given(works)
    def test_offered_is_enough_and_offered_again(self, work: Work) -> None:
        found = offered_on_cloud_run(work, LIMITS)
        assert found is not None
        assert found.cpu is not None
        assert found.memory is not None
        assert found.cpu >= (work.cpu or 0)
        assert found.memory >= (work.memory or 0)
        assert offered_on_cloud_run(found, LIMITS) == found


class TestBatch:
    @given(works, st.integers(1, 20), st.booleans())
    def test_vms_are_enough_and_paid_for(self, work: Work, per_vm: int, spot: bool) -> None:
        cost = batch_cost(work, E2, per_vm, HOME, PRICES, spot=spot)
        assert cost.usd is not None
        assert work.tasks is not None
        assert work.duration is not None
        at_once = min(work.tasks, work.parallelism or work.tasks)
        assert cost.per_vm <= per_vm
        assert cost.vms * cost.per_vm >= at_once
        assert (cost.vms - 1) * cost.per_vm < at_once
        assert 0 <= cost.busy <= 1
        assert cost.vm_hours * cost.per_vm * HOUR >= work.tasks * work.duration * (1 + work.retried) * (1 - 1e-9)
        assert cost.usd == pytest.approx(cost.vm_hours * cost.vm_hour)

    @given(works)
    def test_what_costs_more(self, work: Work) -> None:
        usual = batch_cost(work, E2, 2, HOME, PRICES).usd
        assert usual is not None
        for other in (
            batch_cost(work, E2, 2, HOME, PRICES, spot=True),
            batch_cost(work, E2, 2, HOME, PRICES, overhead=0),
            batch_cost(work, E2, 2, HOME, PRICES, external_ip=False),
            batch_cost(work, E2, 2, HOME, PRICES, disks=[Disk(10)]),
        ):
            assert other.usd is not None
            assert other.usd <= usual

    def test_a_vm_has_a_minimum(self) -> None:
        work = Work(3, SECOND, 1_000, GIB)
        cost = batch_cost(work, E2, 1, HOME, PRICES, overhead=0)
        assert cost.vm_hours == pytest.approx(3 / 60)

    def test_loss_is_of_spot_alone(self) -> None:
        assert batch_cost(EXAMPLE, E2, 2, HOME, PRICES, lost=0.5).usd == batch_cost(EXAMPLE, E2, 2, HOME, PRICES).usd
        cost = batch_cost(EXAMPLE, E2, 2, HOME, PRICES, spot=True, overhead=0, lost=0.5)
        assert cost.vm_hours == pytest.approx(125)
        assert "50 % of the work is lost, and done again, as VMs on Spot are taken away" in cost.assumptions

    def test_an_address_on_spot(self) -> None:
        cost = batch_cost(EXAMPLE, E2, 2, "us-east1", PRICES, spot=True)
        assert cost.items[-1].price.usd == 0.005
        assert "an external address is counted as without Spot, whose price for one isn't known" in cost.assumptions

    def test_own_disks(self) -> None:
        cost = batch_cost(EXAMPLE, E2, 2, HOME, PRICES, disks=[Disk(50), Disk(100, "pd-ssd"), Disk(375, "local-ssd")])
        assert [item.what for item in cost.items[1:4]] == ["pd-balanced", "pd-ssd", "local-ssd"]
        assert [item.quantity / cost.vm_hours for item in cost.items[1:4]] == pytest.approx([50, 100, 375])

    def test_hyperdisk(self) -> None:
        cost = batch_cost(EXAMPLE, _machine("c4-standard-2"), 2, HOME, PRICES)
        assert cost.items[1].what == "hyperdisk-balanced"
        assert "each VM has a boot disk of 30 GiB, hyperdisk-balanced" in cost.assumptions

    def test_attached_gpus(self) -> None:
        work = GPU._replace(gpu_type="nvidia-tesla-t4")
        choice = choose(work, MACHINES, HOME, PRICES, 1)
        assert choice is not None
        assert choice.attached == ("nvidia-tesla-t4", 1)
        cost = batch_cost(work, choice.machine, choice.per_vm, HOME, PRICES, attached=choice.attached)
        assert [item.price.usd for item in cost.items if item.what == "nvidia-tesla-t4"] == [0.35]

    @pytest.mark.parametrize(
        ("work", "machine", "per_vm", "region", "reason"),
        [
            (
                EXAMPLE,
                "e2-standard-2",
                2,
                "europe-west3",
                "no price of e2-standard-2 and pd-balanced and external address",
            ),
            (EXAMPLE, "n2-custom-4-8192", 2, HOME, "no price of n2-custom-4-8192 is known for us-central1"),
            (EXAMPLE, "e2-standard-2", 0, HOME, "a task has no room on e2-standard-2"),
            (GPU, "e2-standard-4", 1, HOME, "e2-standard-4 has no GPU"),
            (EXAMPLE._replace(duration=None), "e2-standard-2", 2, HOME, "how long a task takes isn't known"),
        ],
    )
    def test_unknown(self, work: Work, machine: str, per_vm: int, region: str, reason: str) -> None:
        cost = batch_cost(work, _machine(machine), per_vm, region, PRICES)
        assert cost.usd is None
        assert cost.reason.startswith(reason)
        assert break_even(run_cost(EXAMPLE, HOME, PRICES), cost) is None

    @pytest.mark.parametrize(
        "given_",
        [
            {"overhead": -1},
            {"overhead": 10**500},
            {"disks": [Disk(-1)]},
            {"disks": [Disk(10**500)]},
            {"attached": ("nvidia-tesla-t4", 10**500)},
            {"spot": True, "lost": float("nan")},
            {"spot": True, "lost": -0.1},
        ],
    )
    def test_nonsense(self, given_: dict[str, object]) -> None:
        cost = batch_cost(EXAMPLE, E2, 2, HOME, PRICES, **given_)  # type: ignore[arg-type]
        assert cost.usd is None
        assert cost.reason.endswith("can't be right")


class TestRoom:
    @pytest.mark.parametrize(
        ("cpu", "gib", "machine", "most", "room"),
        [
            (1_000, 2, "e2-standard-2", 20, 2),
            (1_000, 2, "e2-highcpu-2", 20, 1),
            (1_000, 4, "e2-standard-32", 20, 20),
            (1_000, 4, "e2-standard-32", 1, 1),
            (4_000, 4, "e2-standard-2", 20, 0),
            (0, 0, "e2-standard-2", 20, 20),
            (1_000, 1, "e2-small", 20, 0),
        ],
    )
    def test_room(self, cpu: int, gib: int, machine: str, most: int, room: int) -> None:
        assert tasks_per_vm(Work(1, HOUR, cpu, gib * GIB), _machine(machine), most) == room

    def test_gpus(self) -> None:
        assert tasks_per_vm(GPU, _machine("g2-standard-48"), 20) == 4
        assert tasks_per_vm(GPU, _machine("n1-standard-32"), 20, attached=2) == 2
        assert tasks_per_vm(GPU, _machine("n1-standard-32"), 20) == 0

    def test_unknown(self) -> None:
        assert tasks_per_vm(EXAMPLE._replace(memory=None), E2, 20) is None


class TestChoose:
    @pytest.mark.parametrize(
        ("parallelism", "most", "region", "machine", "why"),
        [
            (None, 20, HOME, "e2-standard-2", "cheapest"),
            (None, 1, HOME, "e2-highcpu-2", "cheapest"),
            (1, 20, HOME, "e2-highcpu-2", "cheapest"),
            (None, 20, "europe-west3", "e2-standard-2", "cheapest-in-us-central1"),
            (None, 20, None, "e2-standard-2", "cheapest-in-us-central1"),
        ],
    )
    def test_cheapest(self, parallelism: int | None, most: int, region: str | None, machine: str, why: str) -> None:
        choice = choose(EXAMPLE._replace(parallelism=parallelism), MACHINES, region, PRICES, most)
        assert choice is not None
        assert (choice.machine.name, choice.why, choice.attached) == (machine, why, None)

    def test_the_smallest_where_no_price_is_known(self) -> None:
        choice = choose(EXAMPLE, MACHINES, HOME, PRICES, 1, series="h3")
        assert choice is not None
        assert (choice.machine.name, choice.why) == ("h3-standard-88", "smallest")

    def test_nothing_fits(self) -> None:
        assert choose(EXAMPLE._replace(cpu=10**9), MACHINES, HOME, PRICES, 1) is None
        assert choose(EXAMPLE._replace(cpu=None), MACHINES, HOME, PRICES, 1) is None
        assert choose(GPU._replace(gpu_type="nvidia-none"), MACHINES, HOME, PRICES, 1) is None

    @given(works, st.sampled_from([HOME, "us-east1", "europe-west3"]), st.integers(1, 20), st.booleans())
    def test_what_is_chosen_has_room(self, work: Work, region: str, most: int, spot: bool) -> None:
        choice = choose(work, MACHINES, region, PRICES, most, spot=spot)
        assert choice is not None
        assert 1 <= choice.per_vm <= most
        assert choice.per_vm == tasks_per_vm(work, choice.machine, most)
        assert MACHINES.offered(choice.machine.name, region)
