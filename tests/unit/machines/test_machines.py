"""What `Machines` answers: types, custom types, places, GPUs, what fits, and what a user adds."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.machines import Gpu, Machines, MachineType, region_of, series_of
from jobs_lint.machines.types import GIB, MIB

if TYPE_CHECKING:
    from collections.abc import Callable

MACHINES = Machines.default()
NAMES = [machine.name for machine in MACHINES]


def _get(name: str, machines: Machines = MACHINES) -> MachineType:
    machine = machines.get(name)
    assert machine is not None
    return machine


class TestTypes:
    def test_known(self) -> None:
        machine = _get("n1-standard-8")
        assert machine.series == "n1"
        assert (machine.vcpus, machine.milli_cpu, machine.sustained_milli_cpu) == (8, 8_000, 8_000)
        assert (machine.memory, machine.memory_mib) == (30 * GIB, 30_720)
        assert machine.architecture == "X86_64"

    @pytest.mark.parametrize("name", ["", "n1", "n1-standard-7", "N1-STANDARD-8", "e2-standard-4 ", "n9-standard-8"])
    def test_unknown(self, name: str) -> None:
        assert MACHINES.get(name) is None
        assert not MACHINES.knows(name)

    def test_arm(self) -> None:
        assert {machine.series for machine in MACHINES if machine.architecture == "ARM64"} == {
            "a4x",
            "c4a",
            "n4a",
            "t2a",
        }

    def test_shared_core(self) -> None:
        machine = _get("e2-small")
        assert (machine.milli_cpu, machine.sustained_milli_cpu, machine.partial) == (2_000, 500, True)

    def test_part_of_a_gpu(self) -> None:
        assert _get("g4-standard-12").gpu == Gpu("nvidia-rtx-pro-6000", 1, 4)
        assert _get("g4-standard-12").partial
        assert not _get("g4-standard-48").partial

    def test_nearest(self) -> None:
        assert MACHINES.nearest("n1-standart-8")[0] == "n1-standard-8"
        assert MACHINES.nearest("zzz") == []

    def test_nearest_of_a_long_name_is_quick(self) -> None:
        assert MACHINES.nearest("n1-" * 100_000) == []

    @pytest.mark.parametrize(
        ("name", "series"),
        [("n2-standard-8", "n2"), ("custom-4-8192", "n1"), ("n2d-custom-4-8192", "n2d"), ("x9-giga-1", "x9"), ("", "")],
    )
    def test_series_of_a_name(self, name: str, series: str) -> None:
        assert series_of(name) == series

    @pytest.mark.parametrize(
        ("name", "named"),
        [
            ("e2-standard-4", True),
            ("g4-standard-48", True),
            ("a3-megagpu-8g", True),
            ("a3-ultragpu-8g-nolssd", True),
            ("n2-custom-4-8192", True),
            ("a3-edgegpu-8g", False),
            ("n4d-standard-2", False),
            ("f1-micro", False),
            ("c3-standard-192-metal", None),
            ("x9-giga-1", None),
        ],
    )
    def test_whether_batch_names_it(self, name: str, named: bool | None) -> None:
        assert MACHINES.on_batch(name) is named

    @pytest.mark.parametrize(
        ("name", "counts"),
        [
            ("n1-standard-1", (1, 2, 3, 4, 5, 6, 7, 8, 16, 24)),
            ("custom-4-8192", (1, 2, 3, 4, 5, 6, 7, 8, 16, 24)),
            ("n2-standard-8", (1, 2, 4, 8, 16, 24)),
            ("n2-custom-12-24576", (2, 4, 8, 16, 24)),
            ("n2d-standard-32", (2, 4, 8, 16, 24)),
            ("c2-standard-60", (8,)),
            ("a2-highgpu-4g", (4, 8)),
            ("g2-standard-32", (1,)),
            ("g2-standard-48", (4,)),
            ("e2-standard-4", ()),
            ("a3-highgpu-8g", None),
            ("c3-standard-8-lssd", None),
            ("m1-ultramem-40", None),
        ],
    )
    def test_local_ssds(self, name: str, counts: tuple[int, ...] | None) -> None:
        assert MACHINES.local_ssd_counts(_get(name)) == counts


class TestSeries:
    @pytest.mark.parametrize(
        ("name", "gpus", "on_batch", "hyperdisk_only", "local_ssd"),
        [
            ("n1", "attached", True, False, True),
            ("e2", "", True, False, False),
            ("g2", "built-in", True, False, True),
            ("c4a", "", True, True, None),
            ("n4d", "", False, True, False),
        ],
    )
    def test_known(self, name: str, gpus: str, on_batch: bool, hyperdisk_only: bool, local_ssd: bool | None) -> None:
        series = MACHINES.series(name)
        assert series is not None
        assert (series.gpus, series.on_batch, series.hyperdisk_only) == (gpus, on_batch, hyperdisk_only)
        assert series.local_ssd is local_ssd

    def test_of_a_type_that_is_not_in_the_list(self) -> None:
        series = MACHINES.series("n2-standard-7")
        assert series is not None
        assert series.name == "n2"

    def test_unknown(self) -> None:
        assert MACHINES.series("x9") is None


class TestCustom:
    @pytest.mark.parametrize(
        ("name", "series", "vcpus", "mib", "extended"),
        [
            ("custom-4-8192", "n1", 4, 8192, False),
            ("n1-custom-4-8192", "n1", 4, 8192, False),
            ("n2-custom-4-8192", "n2", 4, 8192, False),
            ("n2d-custom-96-786432", "n2d", 96, 786_432, False),
            ("n4-custom-2-81920-ext", "n4", 2, 81_920, True),
            ("e2-custom-2-4096", "e2", 2, 4096, False),
        ],
    )
    def test_known(self, name: str, series: str, vcpus: int, mib: int, extended: bool) -> None:
        machine = _get(name)
        assert (machine.series, machine.vcpus, machine.memory_mib) == (series, vcpus, mib)
        assert (machine.custom, machine.extended, machine.gpu) == (True, extended, None)
        assert MACHINES.knows(name)
        assert MACHINES.offered(name, "us-central1-a") is True

    def test_shared_core(self) -> None:
        machine = _get("e2-custom-micro-1024")
        assert (machine.vcpus, machine.shared_milli_cpu, machine.memory_mib) == (2, 250, 1024)

    def test_with_gpus(self) -> None:
        assert _get("g2-custom-24-98304").gpu == Gpu("nvidia-l4", 2)
        assert MACHINES.get("g2-custom-20-65536") is None

    @pytest.mark.parametrize(
        "name",
        [
            *("custom", "custom-", "custom-4", "custom-4-", "custom--8192", "custom-4-8192-", "custom-4-8192-foo"),
            *("c3-custom-4-8192", "n2custom-4-8192", "n2--custom-4-8192", "x-n2-custom-4-8192", "-custom-4-8192"),
            *("n2-custom-micro-1024", "custom-0-8192", "custom-4-0", "custom-٤-8192", "custom-4.5-8192"),
            *("custom-4-" + "9" * 5_000, "custom-" + "9" * 5_000 + "-8192", "custom-4-8192-ext-ext", "custom-+4-8192"),
        ],
    )
    def test_no_custom_type(self, name: str) -> None:
        assert MACHINES.get(name) is None

    @pytest.mark.parametrize(
        ("name", "least", "most", "extended"),
        [
            ("custom-4-8192", 4 * 922 * MIB, 26 * GIB, True),
            ("custom-4-8192-ext", 4 * 922 * MIB, 624 * GIB, True),
            ("n2-custom-128-524288", 64 * GIB, 864 * GIB, True),
            ("e2-custom-32-32768", 16 * GIB, 128 * GIB, False),
            ("e2-custom-4-8192-ext", 2 * GIB, 32 * GIB, False),
            ("e2-custom-small-2048", 2 * GIB, 4 * GIB, False),
            ("g2-custom-8-32768", 32 * GIB, 54 * GIB, False),
            ("n4-custom-4-8192", None, None, None),
        ],
    )
    def test_rule(self, name: str, least: int | None, most: int | None, extended: bool | None) -> None:
        rule = MACHINES.custom_rule(_get(name))
        assert rule is not None
        assert rule.step == 256 * MIB
        assert (rule.least, rule.most) == (least, most)
        assert rule.extended is extended

    @pytest.mark.parametrize(
        ("name", "allowed"),
        [
            ("custom-1-2048", True),
            ("custom-3-4096", False),
            ("n2-custom-34-65536", False),
            ("n2d-custom-48-65536", True),
        ],
    )
    def test_rule_of_vcpus(self, name: str, allowed: bool) -> None:
        machine = _get(name)
        rule = MACHINES.custom_rule(machine)
        assert rule is not None
        assert (machine.vcpus in rule.vcpus) is allowed

    def test_no_rule_for_a_listed_type(self) -> None:
        assert MACHINES.custom_rule(_get("n2-standard-4")) is None


class TestPlaces:
    @pytest.mark.parametrize(
        "location", ["us-central1", "us-central1-a", "us-central1-ai1a", "regions/us-central1", "zones/us-central1-a"]
    )
    def test_region_of(self, location: str) -> None:
        assert region_of(location) == "us-central1"
        assert MACHINES.knows_region(location)

    @pytest.mark.parametrize("location", ["", "us", "-", "/", "us-central", "projects/x", "us-central1a"])
    def test_no_region(self, location: str) -> None:
        assert not MACHINES.knows_region(location)
        assert MACHINES.offered("e2-standard-2", location) is None
        assert MACHINES.gpu_offered("nvidia-l4", location) is None

    @pytest.mark.parametrize(
        ("name", "location", "there"),
        [
            ("e2-standard-4", "europe-north2", True),
            ("n1-standard-4", "europe-north2-a", False),
            ("n1", "us-south1", False),
            ("a2-megagpu-16g", "us-central1", True),
            ("a2-megagpu-16g", "asia-northeast1", False),
            ("a2-highgpu-1g", "asia-northeast1", True),
            ("g4-standard-384", "southamerica-east1", True),
            ("g4-standard-48", "southamerica-east1", False),
            ("x9-giga-1", "us-central1", None),
            ("x9", "us-central1", None),
        ],
    )
    def test_offered(self, name: str, location: str, there: bool | None) -> None:
        assert MACHINES.offered(name, location) is there

    def test_gpu_on_cloud_run(self) -> None:
        assert MACHINES.gpu_offered("nvidia-l4", "us-east4", "cloud-run") is True
        assert MACHINES.gpu_offered("nvidia-l4", "us-west1", "cloud-run") is False
        assert MACHINES.gpu_offered("nvidia-l4", "us-west1") is True
        assert MACHINES.gpu_offered("nvidia-tesla-t4", "us-west1", "cloud-run") is None
        assert MACHINES.cloud_run_gpu("nvidia-tesla-t4") is None


class TestGpus:
    def test_known(self) -> None:
        assert MACHINES.knows_gpu("nvidia-tesla-t4")
        assert MACHINES.knows_gpu("nvidia-tesla-t4-vws")
        assert not MACHINES.knows_gpu("nvidia-tesla-t4", "cloud-run")
        assert not MACHINES.knows_gpu("nvidia-l4-vws", "cloud-run")
        assert not MACHINES.knows_gpu("nvidia-tesla-v100-vws")
        assert not MACHINES.knows_gpu("nvidia-t4")

    def test_with_gpu(self) -> None:
        assert [machine.name for machine in MACHINES.with_gpu("nvidia-a100-80gb")] == [
            "a2-ultragpu-1g",
            "a2-ultragpu-2g",
            "a2-ultragpu-4g",
            "a2-ultragpu-8g",
        ]
        assert MACHINES.with_gpu("nvidia-tesla-t4") == []

    def test_attached(self) -> None:
        one = MACHINES.attachments("nvidia-tesla-v100")[0]
        assert (one.series, one.count, one.max_vcpus, one.max_memory) == ("n1", 1, 12, 78 * GIB)
        assert one.fits(_get("n1-standard-8"))
        assert one.fits(_get("custom-12-79872"))
        assert not one.fits(_get("custom-12-80128"))
        assert not one.fits(_get("n1-standard-16"))
        assert not one.fits(_get("n2-standard-8"))
        assert MACHINES.attachments("nvidia-l4") == ()
        assert MACHINES.attachments("nvidia-tesla-t4-vws") == MACHINES.attachments("nvidia-tesla-t4")

    @pytest.mark.parametrize(
        ("location", "vcpus"),
        [(None, 96), ("us-east1", 96), ("us-east1-b", 96), ("us-east1-c", 64), ("zones/europe-west1-d", 64)],
    )
    def test_a_zone_with_bounds_of_its_own(self, location: str | None, vcpus: int) -> None:
        assert [each.max_vcpus for each in MACHINES.attachments("nvidia-tesla-p100", location)] == [16, 32, vcpus]


class TestFitting:
    @pytest.mark.parametrize(
        ("cpu", "gib", "gpu", "series", "name"),
        [
            (1_000, 4, None, "e2", "e2-standard-2"),
            (6_000, 24, None, "e2", "e2-standard-8"),
            (8_000, 32, None, "e2", "e2-standard-8"),
            (1_000, 2, None, None, "n4a-highcpu-1"),
            (4_000, 16, ("nvidia-l4", 1), None, "g2-standard-4"),
            (8_000, 32, ("nvidia-l4", 1), None, "g2-standard-8"),
            (20_000, 80, ("nvidia-rtx-pro-6000", 1), None, "g4-standard-48"),
            (1_000, 1, ("nvidia-l4", 3), None, "g2-standard-48"),
            (1_000, 1, ("nvidia-tesla-a100", 9), None, "a2-megagpu-16g"),
            (4_000, 15, ("nvidia-tesla-t4", 1), None, "n1-standard-4"),
        ],
    )
    def test_smallest(self, cpu: int, gib: int, gpu: tuple[str, int] | None, series: str | None, name: str) -> None:
        assert MACHINES.fitting(cpu, gib * GIB, gpu, series=series)[0].name == name

    def test_equal_is_enough(self) -> None:
        assert MACHINES.fitting(2_000, 8 * GIB, series="n2")[0].name == "n2-standard-2"
        assert MACHINES.fitting(2_000, 8 * GIB + 1, series="n2")[0].name == "n2-highmem-2"

    def test_too_much(self) -> None:
        assert MACHINES.fitting(1_000_000, GIB) == []
        assert MACHINES.fitting(1_000, GIB, ("nvidia-tesla-t4", 8)) == []
        assert MACHINES.fitting(1_000, GIB, ("nvidia-x", 1)) == []

    def test_no_gpu_unasked(self) -> None:
        assert not any(machine.gpu for machine in MACHINES.fitting(1, 1))
        assert MACHINES.fitting(1, 1, ("nvidia-l4", 0)) == MACHINES.fitting(1, 1)

    def test_parts_only_when_asked(self) -> None:
        assert not any(machine.partial for machine in MACHINES.fitting(1, 1))
        assert MACHINES.fitting(500, GIB, series="e2", partial=True)[0].name == "e2-small"
        rtx = ("nvidia-rtx-pro-6000", 1)
        assert MACHINES.fitting(1_000, GIB, rtx, partial=True)[0].name == "g4-standard-6"

    def test_location(self) -> None:
        n1 = {machine.series for machine in MACHINES.fitting(2_000, GIB, location="us-south1-a")}
        assert "n1" not in n1
        assert MACHINES.fitting(2_000, GIB, location="us-nowhere9") == MACHINES.fitting(2_000, GIB)
        assert MACHINES.fitting(2_000, GIB, ("nvidia-tesla-v100", 1), "us-west2") == []
        assert MACHINES.fitting(2_000, GIB, ("nvidia-tesla-v100", 1), "us-west1")
        assert MACHINES.fitting(1_000, GIB, ("nvidia-l4", 1), "europe-north1") == []

    def test_zone_with_bounds_of_its_own(self) -> None:
        p100 = ("nvidia-tesla-p100", 4)
        assert MACHINES.fitting(96_000, GIB, p100, "us-east1-b")
        assert MACHINES.fitting(96_000, GIB, p100, "us-east1-c") == []

    def test_architecture(self) -> None:
        assert MACHINES.fitting(1_000, GIB, architecture="X86_64")[0].architecture == "X86_64"
        assert {each.series for each in MACHINES.fitting(1_000, GIB, architecture="ARM64")} == {"c4a", "n4a", "t2a"}

    def test_series(self) -> None:
        assert {each.series for each in MACHINES.fitting(1_000, GIB, series=["e2", "n2"])} == {"e2", "n2"}
        assert MACHINES.fitting(1_000, GIB, series=[]) == []

    def test_key_comes_first_and_size_breaks_ties(self) -> None:
        key: Callable[[MachineType], int] = lambda machine: 0 if machine.series == "n2" else 1  # noqa: E731
        found = MACHINES.fitting(2_000, 8 * GIB, key=key)
        assert found[0].name == "n2-standard-2"
        others = [machine for machine in found if machine.series != "n2"]
        assert others == sorted(others, key=lambda machine: machine.size)

    @given(
        cpu=st.integers(0, 400_000),
        memory=st.integers(0, 4_000 * GIB),
        gpu=st.none() | st.tuples(st.sampled_from(MACHINES.gpus()), st.integers(1, 16)),
        location=st.none() | st.sampled_from(sorted(MACHINES.regions)),
        partial=st.booleans(),
    )
    def test_what_is_given_fits_and_is_in_order(
        self, cpu: int, memory: int, gpu: tuple[str, int] | None, location: str | None, partial: bool
    ) -> None:
        found = MACHINES.fitting(cpu, memory, gpu, location, partial=partial)
        assert [machine.size for machine in found] == sorted(machine.size for machine in found)
        assert len(set(found)) == len(found)
        for machine in found:
            assert machine.sustained_milli_cpu >= cpu
            assert machine.memory >= memory
            assert location is None or MACHINES.offered(machine.name, location)
            assert partial or not machine.partial
            if gpu is None:
                assert machine.gpu is None
            elif machine.gpu is None:
                ways = [each for each in MACHINES.attachments(gpu[0], location) if each.count >= gpu[1]]
                assert ways[0].fits(machine)
                assert location is None or MACHINES.gpu_offered(gpu[0], location)
            else:
                assert (machine.gpu.type, machine.gpu.count >= gpu[1]) == (gpu[0], True)

    @pytest.mark.parametrize("name", NAMES)
    def test_every_type_fits_itself(self, name: str) -> None:
        machine = _get(name)
        region = min(MACHINES.regions_of(name) or ())
        gpu = (machine.gpu.type, machine.gpu.count) if machine.gpu else None
        found = MACHINES.fitting(machine.sustained_milli_cpu, machine.memory, gpu, region, partial=True)
        assert machine in found
        assert found[0].size <= machine.size

    @given(st.text(max_size=40) | st.from_regex(r"[a-z0-9]{0,4}-?custom-[0-9a-z-]{0,20}", fullmatch=True))
    def test_any_name_has_an_answer(self, name: str) -> None:
        known = MACHINES.knows(name)
        assert (MACHINES.get(name) is not None) is known
        assert (MACHINES.on_batch(name) is None) >= (not known)
        assert MACHINES.regions_of(name) is not None or not known
        if known:
            assert MACHINES.custom_rule(_get(name)) or name in NAMES


class TestExtended:
    NEW = MachineType("x9-giga-4", 4, 64 * GIB, Gpu("nvidia-x900", 2))
    MORE = MACHINES.extended(types=[NEW], gpus=["nvidia-y1"], regions=["us-north1"])

    def test_is_known(self) -> None:
        assert self.MORE.get("x9-giga-4") == self.NEW
        assert self.MORE.knows_gpu("nvidia-x900")
        assert self.MORE.knows_gpu("nvidia-y1")
        assert self.MORE.knows_gpu("nvidia-y1", "cloud-run")
        assert self.MORE.knows_region("us-north1-a")
        assert "us-north1" in self.MORE.batch_regions
        series = self.MORE.series("x9")
        assert series is not None
        assert series.gpus == "built-in"
        assert len(self.MORE) == len(MACHINES) + 1

    def test_is_taken_on_trust(self) -> None:
        assert self.MORE.offered("x9-giga-4", "us-central1") is None
        assert self.MORE.offered("e2-standard-2", "us-north1") is None
        assert self.MORE.gpu_offered("nvidia-y1", "us-central1") is None
        assert self.MORE.gpu_offered("nvidia-l4", "us-north1") is None
        assert self.MORE.on_batch("x9-giga-4") is None

    def test_fits(self) -> None:
        assert self.MORE.fitting(1_000, GIB, ("nvidia-x900", 1), "us-central1") == [self.NEW]
        assert self.MORE.with_gpu("nvidia-x900") == [self.NEW]
        assert self.MORE.fitting(2_000, GIB, location="us-north1") == MACHINES.fitting(2_000, GIB)

    def test_what_was_known_can_be_named_too(self) -> None:
        more = MACHINES.extended(
            types=[_get("n1-standard-4")._replace(vcpus=5)], gpus=["nvidia-l4"], regions=["us-south1"]
        )
        assert _get("n1-standard-4", more).vcpus == 5
        assert len(more) == len(MACHINES)
        assert more.offered("n1-standard-4", "europe-north2") is None
        assert more.gpu_offered("nvidia-l4", "us-west1", "cloud-run") is None
        assert more.offered("n1-standard-8", "us-south1") is None
        assert more.offered("n1-standard-8", "europe-north2") is False

    def test_a_listed_gpu_of_an_added_type_stays_listed(self) -> None:
        more = MACHINES.extended(types=[MachineType("x9-giga-1", 8, 64 * GIB, Gpu("nvidia-l4", 1))])
        assert more.gpu_offered("nvidia-l4", "europe-north1") is False

    def test_twice(self) -> None:
        more = self.MORE.extended(regions=["us-north2"])
        assert {"us-north1", "us-north2"} <= more.regions
        assert more.knows("x9-giga-4")

    def test_leaves_the_rest_alone(self) -> None:
        assert not MACHINES.knows("x9-giga-4")
        assert Machines.default() is MACHINES
        assert MACHINES.extended().fitting(1_000, GIB) == MACHINES.fitting(1_000, GIB)

    def test_never_changes(self) -> None:
        with pytest.raises(AttributeError, match="extended"):
            MACHINES.day = "x"  # type: ignore[misc]
        with pytest.raises(AttributeError, match="can't be changed"):
            del MACHINES._added_gpus

    def test_can_be_sent_to_a_worker(self) -> None:
        copy = pickle.loads(pickle.dumps(self.MORE))
        assert copy.get("x9-giga-4") == self.NEW
        assert copy.regions == self.MORE.regions
