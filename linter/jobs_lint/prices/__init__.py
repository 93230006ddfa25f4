"""List prices of Cloud Run jobs and of the VMs, disks and addresses of Batch, as data with sources and days."""

from jobs_lint.prices.prices import Prices
from jobs_lint.prices.types import Price, Rates, Term

__all__ = ["Price", "Prices", "Rates", "Term"]
