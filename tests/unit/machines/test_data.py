"""The lists: whole, in keeping with each other, and a few figures that people know."""

from __future__ import annotations

import re
from datetime import date

import pytest

from jobs_lint.machines import Machines, MachineType, data, table
from jobs_lint.machines.types import GIB, MIB

MACHINES = Machines.default()
TYPES = list(MACHINES)
REGION = re.compile(r"(africa|asia|australia|europe|me|northamerica|southamerica|us)-[a-z]+\d{1,2}")
GPU = re.compile(r"nvidia-[a-z0-9]+(-[a-z0-9]+)*")

_COMPUTE = "https://docs.cloud.google.com/compute/docs/"


@pytest.mark.parametrize(
    ("name", "vcpus", "gib", "gpu", "local_ssd", "source"),
    [
        ("n1-standard-8", 8, 30, None, 0, _COMPUTE + "general-purpose-machines"),
        ("e2-standard-4", 4, 16, None, 0, _COMPUTE + "general-purpose-machines"),
        ("e2-highcpu-32", 32, 32, None, 0, _COMPUTE + "general-purpose-machines"),
        (
            "n2-standard-2",
            2,
            8,
            None,
            0,
            "https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs",
        ),
        ("n2-highmem-128", 128, 864, None, 0, _COMPUTE + "general-purpose-machines"),
        ("c2-standard-60", 60, 240, None, 0, _COMPUTE + "compute-optimized-machines"),
        ("c3-standard-8-lssd", 8, 32, None, 750, _COMPUTE + "general-purpose-machines"),
        ("a2-highgpu-1g", 12, 85, ("nvidia-tesla-a100", 1), 0, _COMPUTE + "accelerator-optimized-machines"),
        ("a2-megagpu-16g", 96, 1360, ("nvidia-tesla-a100", 16), 0, _COMPUTE + "accelerator-optimized-machines"),
        ("a2-ultragpu-8g", 96, 1360, ("nvidia-a100-80gb", 8), 3000, _COMPUTE + "accelerator-optimized-machines"),
        ("a3-highgpu-8g", 208, 1872, ("nvidia-h100-80gb", 8), 6000, _COMPUTE + "accelerator-optimized-machines"),
        ("a3-ultragpu-8g", 224, 2952, ("nvidia-h200-141gb", 8), 12000, _COMPUTE + "accelerator-optimized-machines"),
        ("a4-highgpu-8g", 224, 3968, ("nvidia-b200", 8), 12000, _COMPUTE + "accelerator-optimized-machines"),
        ("g2-standard-24", 24, 96, ("nvidia-l4", 2), 0, _COMPUTE + "accelerator-optimized-machines"),
        ("g2-standard-32", 32, 128, ("nvidia-l4", 1), 0, _COMPUTE + "accelerator-optimized-machines"),
        ("g4-standard-48", 48, 180, ("nvidia-rtx-pro-6000", 1), 0, _COMPUTE + "accelerator-optimized-machines"),
    ],
)
def test_known_types(name: str, vcpus: int, gib: int, gpu: tuple[str, int] | None, local_ssd: int, source: str) -> None:
    machine = MACHINES.get(name)
    assert machine is not None, source
    assert (machine.vcpus, machine.memory, machine.local_ssd) == (vcpus, gib * GIB, local_ssd), source
    assert (machine.gpu[:2] if machine.gpu else None) == gpu, source


@pytest.mark.parametrize("machine", TYPES, ids=[each.name for each in TYPES])
def test_each_type_is_whole(machine: MachineType) -> None:
    assert re.fullmatch(r"[a-z]+\d[a-z]{0,2}-[a-z0-9]+(-[a-z0-9]+)*", machine.name)
    assert machine.series in MACHINES.all_series
    assert machine.vcpus > 0
    assert machine.memory == machine.memory_mib * MIB > 0
    assert machine.local_ssd % table.LOCAL_SSD_GB == 0
    assert machine.gpu is None or (machine.gpu.count > 0 and GPU.fullmatch(machine.gpu.type))
    assert not machine.custom
    assert MACHINES.get(machine.name) == machine
    assert MACHINES.regions_of(machine.name), "a type that is nowhere"
    assert 0 <= machine.sustained_milli_cpu <= machine.milli_cpu
    ending = machine.name.removesuffix("-metal").split("-")[2:3]
    if not ending:
        assert machine.shared_milli_cpu
    elif ending[0].isdigit():
        assert machine.vcpus == int(ending[0])
    elif machine.shared_milli_cpu == 0:
        assert machine.gpu is not None
        assert ending[0] == f"{machine.gpu.count}g"


@pytest.mark.parametrize("name", MACHINES.all_series)
def test_each_series_is_whole(name: str) -> None:
    series = MACHINES.series(name)
    regions = MACHINES.regions_of(name)
    assert series is not None
    assert series.name == name
    assert regions
    assert regions <= MACHINES.regions
    members = [machine for machine in TYPES if machine.series == name]
    assert regions == frozenset().union(*(MACHINES.regions_of(each.name) or frozenset() for each in members))
    assert len({machine.architecture for machine in members}) == 1
    assert (series.gpus == "built-in") == all(machine.gpu for machine in members)


def test_regions() -> None:
    assert all(REGION.fullmatch(region) for region in MACHINES.regions)
    assert MACHINES.batch_regions < MACHINES.regions
    assert MACHINES.regions - MACHINES.batch_regions == {
        "africa-south1",
        "asia-southeast3",
        "europe-north2",
        "northamerica-south1",
    }, "https://docs.cloud.google.com/batch/docs/locations"
    for block in (data.SERIES, data.LACKING, data.GPUS):
        regions = [line.partition(" ")[0] for line in block.splitlines()]
        assert regions == sorted(set(regions))
        assert set(regions) <= MACHINES.regions


def test_what_a_region_lacks_is_what_its_series_have() -> None:
    for line in data.LACKING.splitlines():
        region, *names = line.split()
        for name in names:
            found = [each.name for each in TYPES if each.name == name or each.name.startswith(f"{name}-")]
            assert found, name
            for each in found:
                assert MACHINES.offered(each, region) is False
                assert MACHINES.offered(each.partition("-")[0], region) is True


def test_gpus() -> None:
    attached = {row[0] for row in table.ATTACHED}
    built_in = {machine.gpu.type for machine in TYPES if machine.gpu}
    assert attached | built_in == set(MACHINES.gpus())
    assert not attached & built_in
    assert MACHINES.gpus() == tuple(sorted(MACHINES.gpus()))
    for gpu in MACHINES.gpus():
        regions = MACHINES.gpu_regions(gpu)
        assert GPU.fullmatch(gpu)
        assert regions
        assert regions <= MACHINES.regions
        for machine in MACHINES.with_gpu(gpu):
            assert (MACHINES.regions_of(machine.name) or frozenset()) <= regions
        if gpu in attached:
            assert regions <= (MACHINES.regions_of("n1") or frozenset())
    assert set(MACHINES.gpus()) > table.WORKSTATION_GPUS


@pytest.mark.parametrize(
    ("gpu", "region", "there"),
    [
        ("nvidia-l4", "europe-west4", True),
        ("nvidia-l4", "europe-north1", False),
        ("nvidia-tesla-t4", "us-west3", True),
        ("nvidia-tesla-v100", "europe-west1", False),
        ("nvidia-tesla-p4", "us-west2", True),
        ("nvidia-b200", "us-central1", True),
        ("nvidia-gb300", "us-east5", True),
    ],
)
def test_where_a_gpu_is(gpu: str, region: str, there: bool) -> None:
    assert MACHINES.gpu_offered(gpu, region) is there, (
        "https://docs.cloud.google.com/compute/docs/gpus/gpu-regions-zones"
    )


def test_attachments_grow_with_their_count() -> None:
    counts = {gpu: [each.count for each in MACHINES.attachments(gpu)] for gpu in MACHINES.gpus()}
    assert {gpu: found for gpu, found in counts.items() if found} == {
        "nvidia-tesla-p100": [1, 2, 4],
        "nvidia-tesla-p4": [1, 2, 4],
        "nvidia-tesla-t4": [1, 2, 4],
        "nvidia-tesla-v100": [1, 2, 4, 8],
    }, "https://docs.cloud.google.com/compute/docs/gpus"
    for gpu in MACHINES.gpus():
        found = MACHINES.attachments(gpu)
        assert [each.max_vcpus for each in found] == sorted(each.max_vcpus for each in found)
        assert [each.max_memory for each in found] == sorted(each.max_memory for each in found)


def test_cloud_run_gpus() -> None:
    assert MACHINES.gpus("cloud-run") == ("nvidia-l4", "nvidia-rtx-pro-6000")
    for gpu in MACHINES.gpus("cloud-run"):
        found = MACHINES.cloud_run_gpu(gpu)
        assert found is not None
        assert found.by_invitation < found.regions < MACHINES.regions


def test_tables_name_what_the_lists_have() -> None:
    series = set(MACHINES.all_series)
    for names in (table.ARM64, table.BATCH_SERIES, table.CUSTOM_SERIES, table.HYPERDISK_ONLY, table.NO_LOCAL_SSD):
        assert names <= series
    assert set(table.SHARED_CORE) | set(table.PARTS_OF_GPU) <= {machine.name for machine in TYPES}
    for start, vcpus, counts in table.LOCAL_SSDS:
        assert any(machine.name.startswith(start) and machine.vcpus <= vcpus for machine in TYPES)
        assert list(map(int, counts.split())) == sorted(map(int, counts.split()))
        assert start.partition("-")[0] not in table.NO_LOCAL_SSD
    for rows in (table.CUSTOM, table.CUSTOM_G2):
        assert {row[0] for row in rows if isinstance(row[0], str)} <= table.CUSTOM_SERIES
    for start in table.NOT_ON_BATCH:
        assert any(machine.name.startswith(start) for machine in TYPES)
        assert start.partition("-")[0] in table.BATCH_SERIES


@pytest.mark.parametrize("name", list(MACHINES.sources))
def test_each_list_has_its_source(name: str) -> None:
    source = MACHINES.sources[name]
    assert re.fullmatch(r"https://[a-z0-9.-]+/\S+", source.url)
    assert date.fromisoformat(source.day).isoformat() == source.day
    assert re.fullmatch(r"\S.*\.", source.note)
