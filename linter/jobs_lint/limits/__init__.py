"""Every limit of both services, as data with sources."""

from jobs_lint.limits.limits import Limit, Limits, Override, ServiceLimits, UnknownLimitError, Variant
from jobs_lint.limits.units import (
    human_bytes,
    human_count,
    human_cpu,
    human_decimal,
    human_duration,
    human_nanoseconds,
)

__all__ = [
    "Limit",
    "Limits",
    "Override",
    "ServiceLimits",
    "UnknownLimitError",
    "Variant",
    "human_bytes",
    "human_count",
    "human_cpu",
    "human_decimal",
    "human_duration",
    "human_nanoseconds",
]
