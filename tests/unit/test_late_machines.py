"""Machines that are loaded when a rule asks them something, with what the configuration adds."""

from __future__ import annotations

import copy

from jobs_lint.late_machines import AddedMachine, AddedMachines, LateMachines
from jobs_lint.machines import Machines


def test_it_answers_as_the_lists_do() -> None:
    machines = LateMachines()
    assert machines.get("n2-standard-4") == Machines.default().get("n2-standard-4")
    assert len(machines) == len(Machines.default())
    assert next(iter(machines)) == next(iter(Machines.default()))
    assert copy.copy(machines).knows("e2-micro")


def test_what_is_added_is_known() -> None:
    types = (AddedMachine("x9-giga-4", 4, 2**36, "nvidia-x9", 1), AddedMachine("x9-giga-2", 2, 2**35))
    machines = LateMachines(AddedMachines(types, ("nvidia-y1",), ("europe-west99",)))
    added = machines.get("x9-giga-4")
    assert (added.vcpus, added.memory, tuple(added.gpu)) == (4, 2**36, ("nvidia-x9", 1, 1))
    assert machines.get("x9-giga-2").gpu is None
    assert machines.knows_gpu("nvidia-x9")
    assert machines.knows_gpu("nvidia-y1")
    assert machines.knows_region("europe-west99-b")
    assert machines.offered("x9-giga-4", "us-central1") is None
