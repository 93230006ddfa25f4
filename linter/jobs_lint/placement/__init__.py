"""Which of the two services a job fits: every limit of both with what the job asks of it, and what else speaks."""

from jobs_lint.placement.answer import BATCH, CLOUD_RUN, Excess, Fit, Placement, Reason
from jobs_lint.placement.place import beyond, fits, near_limits, place

__all__ = [
    "BATCH",
    "CLOUD_RUN",
    "Excess",
    "Fit",
    "Placement",
    "Reason",
    "beyond",
    "fits",
    "near_limits",
    "place",
]
