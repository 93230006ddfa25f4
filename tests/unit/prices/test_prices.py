"""The list of prices: whole, with a source for each, and a few figures; and what `Prices` answers."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.machines import Machines, MachineType
from jobs_lint.machines.types import GIB
from jobs_lint.prices import Price, Prices, data, table
from jobs_lint.prices.prices import OWN
from jobs_lint.prices.types import CONFIDENCE

PRICES = Prices.default()
MACHINES = Machines.default()
PLACES = data.REGIONS.splitlines()
ALL = [price for name in PRICES.names for place in PLACES if (price := PRICES.get(name, place))]
HOME = "us-central1"


def _machine(name: str) -> MachineType:
    machine = MACHINES.get(name)
    assert machine is not None
    return machine


class TestData:
    def test_each_price_is_whole(self) -> None:
        assert len(ALL) > 1_000
        for price in ALL:
            assert price.usd > 0, price
            assert re.fullmatch(r"(vCPU|GiB|GPU)-second|(vCPU|GiB|GPU|machine)-hour|hour|GiB-month", price.unit), price
            assert price.source, price
            assert re.fullmatch(r"20\d\d(-\d\d-\d\d)?", price.day), price
            assert price.confidence in CONFIDENCE, price

    def test_each_place_and_source_is_used(self) -> None:
        assert {price.region for price in ALL} == set(PLACES)
        used = {f"{price.day} {price.source}" for price in ALL}
        assert used == set(data.SOURCES.splitlines())

    def test_each_line_has_one_price_for_a_place(self) -> None:
        seen: set[tuple[str, str]] = set()
        for line in data.PRICES.splitlines():
            name, _, _, *cells = line.split()
            assert len(cells) <= len(PLACES)
            places = {(name, place) for place, cell in zip(PLACES, cells, strict=False) if cell != "-"}
            assert places
            assert not places & seen
            seen |= places

    def test_spot_costs_less(self) -> None:
        for price in ALL:
            spot = PRICES.get(f"{price.name}-spot", price.region)
            assert spot is None or spot.usd < price.usd, price

    def test_machine_rows_are_known_types(self) -> None:
        for name in PRICES.names:
            if name.startswith("machine:"):
                machine = _machine(name.removeprefix("machine:").removesuffix("-spot"))
                assert machine.gpu or machine.shared_milli_cpu, "others follow from vCPUs and memory"

    def test_families_are_known_series(self) -> None:
        families = {name.partition("-")[0] for name in PRICES.names if "-vcpu" in name and "job" not in name}
        assert families <= set(MACHINES.all_series)
        assert {"e2", "n1", "n2", "n2d", "c3", "c4"} <= families

    def test_places_are_regions(self) -> None:
        assert set(PLACES) - MACHINES.regions == {"tier-1", "tier-2"}
        for _, _, regions in table.TIERS:
            assert set(regions.split()) <= MACHINES.regions

    def test_no_region_is_in_two_tiers(self) -> None:
        regions = [region for _, _, names in table.TIERS for region in names.split()]
        assert len(regions) == len(set(regions))

    def test_terms_have_sources(self) -> None:
        for term in table.TERMS:
            assert term.value > 0
            assert term.source
            assert term.note
            date.fromisoformat(term.day)
            assert term.confidence in (*CONFIDENCE, "assumed")
            assert PRICES.term(term.id) is term

    def test_day(self) -> None:
        assert PRICES.day == "2026-07-30"
        assert not PRICES.is_old(date(2027, 1, 26))
        assert PRICES.is_old(date(2027, 1, 27))


class TestMachines:
    @pytest.mark.parametrize(
        ("name", "region", "spot", "usd"),
        [
            ("e2-standard-2", HOME, False, 0.067011),
            ("e2-standard-2", HOME, True, 0.040212),
            ("n4-standard-2", HOME, False, 0.0907),
            ("c3-standard-4", HOME, False, 0.201608),
            ("g2-standard-4", HOME, False, 0.706832),
            ("g2-standard-4", HOME, True, 0.3973),
            ("g4-standard-48", HOME, False, 4.49993),
            ("g4-standard-48", HOME, True, 1.79982),
            ("a2-highgpu-1g", HOME, False, 3.673385),
            ("e2-micro", HOME, False, 0.008376),
            ("n2-standard-2", "australia-southeast1", False, 2 * 0.044856 + 8 * 0.006011),
        ],
    )
    def test_known(self, name: str, region: str, spot: bool, usd: float) -> None:
        price = PRICES.machine(_machine(name), region, spot)
        assert price is not None
        assert price.unit == "machine-hour"
        assert price.usd == pytest.approx(usd, rel=0.002)

    def test_a_zone_is_of_its_region(self) -> None:
        machine = _machine("e2-standard-4")
        assert PRICES.machine(machine, "zones/us-central1-b") == PRICES.machine(machine, HOME)

    def test_local_ssd_is_counted(self) -> None:
        plain, more = (
            PRICES.machine(_machine("c3-standard-8"), HOME),
            PRICES.machine(_machine("c3-standard-8-lssd"), HOME),
        )
        disk = PRICES.disk("local-ssd", HOME)
        assert plain
        assert more
        assert disk
        assert more.usd == pytest.approx(plain.usd + 750 * disk.usd / 730)

    def test_local_ssd_of_a_series(self) -> None:
        of_c4, usual = PRICES.disk("local-ssd", HOME, series="c4"), PRICES.disk("local-ssd", HOME, series="n2")
        assert of_c4
        assert usual
        assert (of_c4.usd, usual.usd) == (0.16, 0.08)

    @pytest.mark.parametrize("name", ["n2-custom-4-8192", "c3-standard-192-metal", "h3-standard-88", "a4-highgpu-8g"])
    def test_unknown(self, name: str) -> None:
        assert PRICES.machine(_machine(name), HOME) is None

    @pytest.mark.parametrize("region", ["europe-west3", "mars-north1", "", "tier-1", "us-central1\n"])
    def test_no_region_is_borrowed(self, region: str) -> None:
        assert PRICES.machine(_machine("e2-standard-2"), region) is None
        assert PRICES.disk("pd-balanced", region) is None
        assert PRICES.external_ip(region) is None

    def test_spot_address_is_not_borrowed(self) -> None:
        assert PRICES.external_ip(HOME, spot=True)
        assert PRICES.external_ip("us-east1", spot=True) is None

    def test_boot_disks(self) -> None:
        assert PRICES.boot_disk("e2") == "pd-balanced"
        assert PRICES.boot_disk("c4") == "hyperdisk-balanced"
        for series in ("e2", "c4"):
            assert PRICES.disk(PRICES.boot_disk(series), HOME)

    def test_regions(self) -> None:
        assert HOME in PRICES.regions
        assert "europe-west3" not in PRICES.regions

    def test_what_is_made_of_several_is_as_unsure_as_the_least_sure(self) -> None:
        own = PRICES.with_overrides({"europe-west4": {"e2-vcpu": 0.1}})
        price = own.machine(_machine("e2-standard-2"), "europe-west4")
        listed = PRICES.get("e2-memory", "europe-west4")
        assert price
        assert listed
        assert (price.day, price.confidence) == (listed.day, listed.confidence)
        assert price.source == f"{OWN}; {listed.source}"

    def test_cheapest(self) -> None:
        machines = [_machine(name) for name in ("n2-standard-2", "e2-standard-2", "h3-standard-88", "e2-standard-4")]
        assert PRICES.cheapest(machines, HOME) == machines[1]
        assert PRICES.cheapest(machines, HOME, spot=True) == machines[1]
        assert PRICES.cheapest(machines, "europe-west3") is None
        assert PRICES.cheapest([], HOME) is None

    @given(st.lists(st.sampled_from(list(MACHINES)), max_size=8), st.sampled_from(PLACES), st.booleans())
    def test_nothing_costs_less_than_the_cheapest(self, machines: list[MachineType], region: str, spot: bool) -> None:
        found = PRICES.cheapest(machines, region, spot)
        prices = [price.usd for machine in machines if (price := PRICES.machine(machine, region, spot))]
        price = PRICES.machine(found, region, spot) if found else None
        assert (price.usd if price else None) == min(prices, default=None)


class TestCloudRun:
    @pytest.mark.parametrize(
        ("region", "tier", "vcpu", "memory", "confidence"),
        [
            (HOME, 1, 0.000018, 0.000002, "high"),
            ("europe-west1", 1, 0.000018, 0.000002, "medium"),
            ("europe-west3", 2, 0.0000216, 0.0000024, "high"),
            ("me-central1", 2, 0.0000216, 0.0000024, "medium"),
            ("asia-south1", 2, 0.0000216, 0.0000024, "low"),
        ],
    )
    def test_rates(self, region: str, tier: int, vcpu: float, memory: float, confidence: str) -> None:
        rates = PRICES.cloud_run(region)
        assert rates is not None
        assert (rates.tier, rates.vcpu.usd, rates.memory.usd) == (tier, vcpu, memory)
        assert {rates.vcpu.region, rates.memory.region} == {region}
        assert {rates.vcpu.confidence, rates.memory.confidence} == {confidence}

    @pytest.mark.parametrize("region", ["us-east7", "mars-north1", ""])
    def test_a_region_of_no_tier_has_no_rates(self, region: str) -> None:
        assert PRICES.cloud_run(region) is None

    def test_delayed(self) -> None:
        rates = PRICES.cloud_run(HOME, delayed=True)
        assert rates is not None
        assert (rates.vcpu.usd, rates.memory.usd) == (0.0000126, 0.0000014)
        assert PRICES.cloud_run("us-east1", delayed=True) is None

    def test_gpus(self) -> None:
        price = PRICES.cloud_run_gpu("nvidia-l4", HOME)
        assert price is not None
        assert (price.usd, price.unit) == (0.0001867, "GPU-second")
        assert PRICES.cloud_run_gpu("nvidia-l4", "asia-southeast1") is None
        assert PRICES.cloud_run_gpu("nvidia-tesla-t4", HOME) is None

    def test_free_tier(self) -> None:
        assert PRICES.free_tier() == pytest.approx((4.32, 0.90))


class TestOverrides:
    def test_own_prices(self) -> None:
        own = PRICES.with_overrides({HOME: {"job-vcpu": 0.00001, "machine:e2-standard-2": 0.05, "e2-vcpu": 1}})
        assert own.get("job-vcpu", HOME) == Price("job-vcpu", HOME, 0.00001, "vCPU-second", OWN, "", "high")
        rates = own.cloud_run(HOME)
        assert rates is not None
        assert (rates.vcpu.usd, rates.memory.usd, rates.tier) == (0.00001, 0.000002, None)
        whole, summed = own.machine(_machine("e2-standard-2"), HOME), own.machine(_machine("e2-standard-4"), HOME)
        assert whole is not None
        assert whole.usd == 0.05
        assert summed is not None
        assert summed.usd > 4
        assert PRICES.get("job-vcpu", HOME) != own.get("job-vcpu", HOME)

    def test_a_region_that_the_list_has_not(self) -> None:
        own = PRICES.with_overrides({"mars-north1": {"x9-vcpu": 0.02, "x9-memory": 0.01, "job-vcpu": 1e-5}})
        assert "mars-north1" in own.regions
        price = own.machine(MachineType("x9-standard-2", 2, 8 * GIB), "mars-north1")
        assert price is not None
        assert price.usd == pytest.approx(0.12)
        assert (price.source, price.day, price.confidence) == (OWN, "", "high")
        assert own.cloud_run("mars-north1") is None

    def test_a_tier(self) -> None:
        own = PRICES.with_overrides({"tier-2": {"job-vcpu": 0.00002, "job-memory": 0}})
        rates = own.cloud_run("me-central1")
        assert rates is not None
        assert (rates.vcpu.usd, rates.memory.usd, rates.vcpu.source) == (0.00002, 0, OWN)

    def test_the_later_goes_before(self) -> None:
        own = PRICES.with_overrides({HOME: {"pd-balanced": 0.2}}).with_overrides({HOME: {"pd-balanced": 0.3}})
        price = own.disk("pd-balanced", HOME)
        assert price is not None
        assert price.usd == 0.3

    @pytest.mark.parametrize("name", ["", "e2", "vcpu", "-vcpu", "machine:", "e2-cpu", "cloud-run", "a-b-vcpu", "gpu"])
    def test_no_such_name(self, name: str) -> None:
        with pytest.raises(ValueError, match="no price has the name"):
            PRICES.with_overrides({HOME: {name: 1}})

    @pytest.mark.parametrize("usd", [-1, float("nan"), float("inf"), 10**7, True, "1", None])
    def test_no_price(self, usd: float) -> None:
        with pytest.raises(ValueError, match="not a price"):
            PRICES.with_overrides({HOME: {"e2-vcpu": usd}})

    @pytest.mark.parametrize(
        ("name", "unit"),
        [
            ("e2-vcpu", "vCPU-hour"),
            ("x9-memory-spot", "GiB-hour"),
            ("machine:x9-big-4-spot", "machine-hour"),
            ("gpu-nvidia-new", "GPU-hour"),
            ("gpu-nvidia-new-no-zonal-redundancy", "GPU-second"),
            ("pd-balanced", "GiB-month"),
        ],
    )
    def test_units(self, name: str, unit: str) -> None:
        price = PRICES.with_overrides({HOME: {name: 1}}).get(name, HOME)
        assert price is not None
        assert price.unit == unit


class TestAge:
    @pytest.mark.parametrize(
        ("day", "old"),
        [("2026-06-01", False), ("2026-05-31", True), ("2026", True), ("2027", False), ("", False)],
    )
    def test_old(self, day: str, old: bool) -> None:
        price = Price("x", HOME, 1, "hour", "s", day, "high")
        assert price.is_old(date(2026, 11, 28), 180) is old
        assert PRICES.old([price], date(2026, 11, 28)) == ((price,) if old else ())
