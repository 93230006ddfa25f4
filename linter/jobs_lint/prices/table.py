"""What the prices need beside themselves: the tiers of Cloud Run's regions, and the terms of both bills. Data only."""

from typing import Final

from jobs_lint.prices.types import Term

_TIER_1: Final = """\
asia-east1 asia-northeast1 asia-northeast2 europe-north1 europe-southwest1 europe-west1 europe-west4 europe-west8
europe-west9 me-west1 us-central1 us-east1 us-east4 us-east5 us-south1 us-west1
"""
_TIER_2: Final = """\
africa-south1 asia-east2 asia-northeast3 asia-south2 asia-southeast1 asia-southeast2 australia-southeast1
australia-southeast2 europe-central2 europe-west2 europe-west3 europe-west6 europe-west10 europe-west12 me-central1
me-central2 northamerica-northeast1 northamerica-northeast2 southamerica-east1 southamerica-west1 us-west2 us-west3
us-west4
"""

TIERS: Final = ((1, "medium", _TIER_1), (2, "medium", _TIER_2), (2, "low", "asia-south1"))
"""Which regions of Cloud Run pay the same: (tier, how sure that is, regions). One reader has asia-south1 in tier 1."""

TIERS_SOURCE: Final = (
    "https://cloud.google.com/run/docs/locations and"
    " github:infracost/infracost internal/resources/google/util.go @95ba4f49"
)

_RUN_PAGE: Final = "https://cloud.google.com/run/pricing"
_RUN_READERS: Final = "two public files that quote https://cloud.google.com/run/pricing"
_VM_RULES: Final = "github:janwilmake/state-of-cloud-pricing providers/gcp.md @0260b2a1"
_VM_PRICES: Final = "github:Cyclenerd/google-cloud-pricing-cost-calculator pricing.yml @fd66b26f"
_OWN: Final = "none: an assumption of our own, to be replaced by what is known"
_DAY: Final = "2026-11-24"

TERMS: Final = (
    Term("run-rounding", 100_000_000, "ns", "the time of an attempt is rounded up to this", _RUN_PAGE, _DAY, "high"),
    Term("run-minimum", 60, "s", "the least that an attempt is billed for", _RUN_READERS, "2026-09-28", "medium"),
    Term("run-free-vcpu", 240_000, "vCPU-second", "free each month, at the price of tier 1", _RUN_PAGE, _DAY, "high"),
    Term("run-free-memory", 450_000, "GiB-second", "free each month, at the price of tier 1", _RUN_PAGE, _DAY, "high"),
    Term("vm-minimum", 60, "s", "the least that a VM is billed for", _VM_RULES, "2026-06-25", "high"),
    Term("month", 730, "hour", "the hours of the month that disks are priced by", _VM_PRICES, "2026-07-30", "high"),
    Term("vm-overhead", 120, "s", "what a VM is paid for beside its tasks: start, image, end", _OWN, _DAY, "assumed"),
    Term("boot-disk", 30, "GiB", "the size of a boot disk that isn't given", _OWN, _DAY, "assumed"),
    Term("old-price", 180, "day", "the age from which on a price is called old", _OWN, _DAY, "assumed"),
)

BOOT_DISK: Final = "pd-balanced"
"""The type of a boot disk that isn't given."""

BOOT_HYPERDISK: Final = "hyperdisk-balanced"
"""The same, of machine series that take no persistent disk."""
