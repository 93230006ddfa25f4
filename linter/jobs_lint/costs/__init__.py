"""What one execution of a job costs, on Cloud Run and on Batch, by list prices: functions of plain numbers.

A job's file doesn't say how long a task takes, so that is given: `Work.duration`, with `at_most` where it is a timeout.
What isn't known makes the cost unknown, with the reason; nothing is borrowed from another region. Logs, traffic, images
and buckets cost about the same on both sides and are left out, as are discounts for commitments and for sustained use.

Units are those of the models (nanoseconds, thousandths of a CPU, bytes), and USD.
"""

from jobs_lint.costs.batch import batch_cost, tasks_per_vm
from jobs_lint.costs.choose import DEFAULT_SERIES, Choice, choose
from jobs_lint.costs.cloud_run import billed_on_cloud_run, offered_on_cloud_run, run_cost
from jobs_lint.costs.types import BatchCost, Disk, Item, RunCost, Work, break_even

__all__ = [
    "DEFAULT_SERIES",
    "BatchCost",
    "Choice",
    "Disk",
    "Item",
    "RunCost",
    "Work",
    "batch_cost",
    "billed_on_cloud_run",
    "break_even",
    "choose",
    "offered_on_cloud_run",
    "run_cost",
    "tasks_per_vm",
]
