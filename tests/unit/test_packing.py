"""How tasks are put on VMs, and that nothing is guessed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jobs_lint.api import UNKNOWN, BatchJob, Limits, Machines, Packing
from jobs_lint.dialects import read_by
from jobs_lint.limits import Override
from jobs_lint.recognise import recognise

_ANY = "${X}"


def packing(limits: Limits | None = None, **fields: Any) -> Packing:
    """The packing of a job with some fields, each at its place."""
    group: dict[str, Any] = {"taskSpec": {"runnables": [{"script": {"text": "true"}}]}}
    policy: dict[str, Any] = {}
    instance: dict[str, Any] = {"policy": policy}
    for name, value in fields.items():
        if name in ("cpuMilli", "memoryMib"):
            group["taskSpec"].setdefault("computeResource", {})[name] = value
        elif name in ("machineType", "accelerators"):
            policy[name] = value
        elif name == "instanceTemplate":
            instance = {name: value}
        else:
            group[name] = value
    text = json.dumps({"taskGroups": [group], "allocationPolicy": {"instances": [instance]}})
    found = recognise(text, "json", read_by("json", text.encode())).jobs
    assert len(found) == 1
    job = found[0]
    assert isinstance(job, BatchJob)
    return Packing(job, limits or Limits.default(), Machines.default())


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, 1),
        ({"taskCount": 7}, 7),
        ({"taskCount": 0}, 1),
        ({"taskCount": 7, "parallelism": 3}, 3),
        ({"taskCount": 7, "parallelism": 0}, 7),
        ({"taskCount": 7, "parallelism": 10}, 7),
        ({"taskCount": 20000}, 5000),
        ({"taskCount": 20000, "parallelism": 9000}, 5000),
        ({"taskCount": _ANY, "parallelism": 3}, UNKNOWN),
        ({"taskCount": _ANY, "parallelism": 1}, 1),
        ({"taskCount": _ANY}, UNKNOWN),
        ({"taskCount": -7}, UNKNOWN),
        ({"parallelism": _ANY}, 1),
        ({"taskCount": 7, "parallelism": _ANY}, UNKNOWN),
        ({"taskCount": 7, "schedulingPolicy": "IN_ORDER"}, 1),
        ({"taskCount": 7, "schedulingPolicy": 2}, 1),
        ({"taskCount": 7, "schedulingPolicy": _ANY}, UNKNOWN),
        ({"taskEnvironments": [{}, {}, {}]}, 3),
        ({"taskEnvironments": [{}, {}, {}], "taskCount": 3}, 3),
        ({"taskEnvironments": [{}, {}, {}], "taskCount": 2}, UNKNOWN),
        ({"taskEnvironments": [], "taskCount": 2}, 2),
        ({"taskEnvironments": _ANY}, UNKNOWN),
    ],
)
def test_tasks_at_once(fields: dict[str, Any], expected: object) -> None:
    assert packing(**fields).tasks_at_once == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"taskCountPerNode": 4}, (4, 25)),
        ({"taskCountPerNode": 3}, (3, 34)),
        ({"taskCountPerNode": 20}, (20, 5)),
        ({"taskCountPerNode": 21}, (UNKNOWN, UNKNOWN)),
        ({"taskCountPerNode": _ANY}, (UNKNOWN, UNKNOWN)),
        ({"taskCountPerNode": 0, "machineType": "e2-standard-8"}, (4, 25)),
        ({"machineType": "e2-standard-8"}, (4, 25)),
        ({"machineType": "n2-custom-8-8192"}, (4, 25)),
        ({"machineType": "n2-standard-4", "cpuMilli": 1500}, (2, 50)),
        ({"machineType": "n2-standard-4", "cpuMilli": 5000}, (1, 100)),
        ({"machineType": "n2-standard-4", "cpuMilli": 1}, (20, 5)),
        ({"machineType": "n2-standard-4", "cpuMilli": 0}, (2, 50)),
        ({"machineType": "n2-standard-4", "cpuMilli": _ANY}, (UNKNOWN, UNKNOWN)),
        ({"machineType": "n2-standard-4", "cpuMilli": -1}, (UNKNOWN, UNKNOWN)),
        ({"machineType": "e2-micro"}, (1, 100)),
        ({"machineType": "e2-micro", "cpuMilli": 1000}, (UNKNOWN, UNKNOWN)),
        ({"machineType": "e9-standard-4"}, (UNKNOWN, UNKNOWN)),
        ({"machineType": _ANY}, (UNKNOWN, UNKNOWN)),
        ({}, (UNKNOWN, UNKNOWN)),
        ({"taskCount": 1}, (1, 1)),
        ({"taskCount": _ANY, "machineType": "e2-standard-2"}, (1, UNKNOWN)),
        ({"taskCount": _ANY, "machineType": "e2-standard-4"}, (UNKNOWN, UNKNOWN)),
        ({"taskCount": 3, "machineType": "e2-standard-16"}, (3, 1)),
        ({"taskCount": 3, "parallelism": 2, "taskCountPerNode": 8}, (2, 1)),
        ({"instanceTemplate": "batch"}, (UNKNOWN, UNKNOWN)),
    ],
)
def test_tasks_per_vm_and_vms(fields: dict[str, Any], expected: object) -> None:
    found = packing(**{"taskCount": 100, **fields})
    assert (found.tasks_per_vm, found.vms) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, (0, None)),
        ({"machineType": "e2-standard-8"}, (0, None)),
        ({"machineType": "g2-standard-24"}, (2, "nvidia-l4")),
        ({"machineType": "e9-standard-8"}, (UNKNOWN, UNKNOWN)),
        ({"machineType": _ANY}, (UNKNOWN, UNKNOWN)),
        ({"instanceTemplate": "batch"}, (UNKNOWN, UNKNOWN)),
        ({"accelerators": [{"type": "nvidia-tesla-t4", "count": 2}]}, (2, "nvidia-tesla-t4")),
        ({"accelerators": [{"type": "nvidia-tesla-t4"}]}, (UNKNOWN, "nvidia-tesla-t4")),
        ({"accelerators": [{"type": _ANY, "count": 0}]}, (0, UNKNOWN)),
        ({"accelerators": [{"count": 1}]}, (1, None)),
        ({"accelerators": [{"type": "a", "count": 1}, {"type": "b", "count": 2}]}, (3, UNKNOWN)),
        ({"accelerators": _ANY}, (UNKNOWN, UNKNOWN)),
        ({"accelerators": []}, (0, None)),
    ],
)
def test_gpus(fields: dict[str, Any], expected: object) -> None:
    found = packing(**fields)
    assert (found.gpus_per_vm, found.gpu_type) == expected


def test_limits_of_the_configuration_count() -> None:
    limits = Limits.default().with_overrides({"batch.tasks-per-vm": Override(30, "a test")})
    found = packing(limits, taskCount=100, taskCountPerNode=30)
    assert (found.room, found.tasks_per_vm, found.vms) == (30, 30, 4)


def test_the_machine_type() -> None:
    machine = packing(machineType="n2-standard-8").machine
    assert getattr(machine, "vcpus", 0) == 8
    assert packing().machine is UNKNOWN
