"""Provisioning models of Batch, and reservations, by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobs_lint.api import BatchJob

NO_RESERVATION = "NO_RESERVATION"
BOUND, FLEX, SPOT, OLD_SPOT = "RESERVATION_BOUND", "FLEX_START", "SPOT", "PREEMPTIBLE"
_NAMES = {"2": SPOT, "3": OLD_SPOT, "4": BOUND, "5": FLEX}
"""Provisioning models by their numbers, which the API takes too."""


def model_of(job: BatchJob) -> str:
    """The name of the provisioning model, empty where it isn't set or not known."""
    value = job.provisioning_model.value
    return _NAMES.get(value, value) if isinstance(value, str) else ""
