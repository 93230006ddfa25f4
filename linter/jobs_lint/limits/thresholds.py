"""From where on advice is given: figures that no service has fixed, but that a rule needs. Data only.

A row is (id, value, unit, what it is compared with, the page that the advice rests on, day chosen, note). Ids start
with `advice.`; as with the limits, a configuration can put another value in a row's place.
"""

from __future__ import annotations

Row = tuple[str, int, str, str, str, str, str]

_DAY = "2026-11-24"

_RUN = "https://docs.cloud.google.com/run/docs/"
_BATCH = "https://docs.cloud.google.com/batch/docs/"

# fmt: off
THRESHOLDS: tuple[Row, ...] = (
    ("advice.many-tasks", 100, "task", "the task count of a job that is called large", _RUN + "create-jobs", _DAY,
     "One failed task in a hundred is common enough to be planned for."),
    ("advice.long-task", 3_600, "s", "the timeout of a task that is called long", _RUN + "jobs-retries", _DAY,
     "An hour of work is more than most people want to lose to one failure."),
    ("advice.memory-without-unit", 1, "MiB", "a number of bytes that was meant in MiB or GiB",
     _RUN + "configuring/jobs/memory-limits", _DAY, "No container runs in less, so no such number was meant in bytes."),
    ("advice.cpu-without-unit", 100_000, "milli-cpu", "a number of CPUs that was meant in thousandths",
     _RUN + "configuring/jobs/cpu", _DAY, "No instance has as many, while 100 to 8000 are common in thousandths."),
    ("advice.secret-length", 16, "character", "the shortest text that is taken for a key or token",
     _RUN + "configuring/jobs/secrets", _DAY, "Names and settings are mostly shorter, keys and tokens never."),
    ("advice.long-attempt", 21_600, "s", "the timeout of an attempt that is long to repeat in full",
     _RUN + "jobs-retries", _DAY, "Six hours lost are most of a working day."),
    ("advice.short-timeout", 60, "s", "the least timeout that is taken for meant",
     _RUN + "configuring/task-timeout", _DAY,
     "Under a minute there is little time for more than the start, and both services bill a minute at least."),
    ("advice.large-task-cpu", 8_000, "milli-cpu", "the CPU of a task that is called large",
     _RUN + "configuring/task-timeout", _DAY, "The most that a task without a GPU can have: asked for on purpose."),
    ("advice.gpu-long-task", 43_200, "s", "the timeout of a GPU task that needs to save its progress",
     _BATCH + "create-run-job-gpus", _DAY, "Half a day of a GPU is dear, and maintenance of the host ends it."),
    ("advice.task-time", 3_600_000, "s", "the time that all attempts of all tasks may take together",
     _RUN + "create-jobs", _DAY, "1,000 hours of tasks are worth a look at the bill."),
    ("advice.long-run", 604_800, "s", "the time that a run may take from its start to its end",
     _RUN + "configuring/task-timeout", _DAY, "As long as the longest single task of Cloud Run."),
    ("advice.least-cpu-milli", 100, "milli-cpu", "a task's cpuMilli that was meant in whole CPUs",
     _BATCH + "create-run-job", _DAY, "A tenth of a CPU, in which no task gets far; 2, 4 or 96 are numbers of CPUs."),
    ("advice.least-memory-mib", 64, "MiB", "a number of MiB that was meant in GiB", _BATCH + "create-run-job", _DAY,
     "No container gets far with less, while 2 to 32 are common numbers of GiB."),
    ("advice.most-memory-mib", 1_000_000, "MiB", "a task's memoryMib that was meant in KiB or bytes",
     _BATCH + "create-run-job", _DAY, "Nearly 1 TiB for one task; few machine types have it."),
    ("advice.least-boot-disk-mib", 500, "MiB", "a task's bootDiskMib that was meant in GB",
     _BATCH + "create-run-job-storage", _DAY, "No image of a system fits in it; 30, 50 or 100 are numbers of GB."),
    ("advice.times-what-a-gpu-needs", 2, "time", "CPU and memory beside a GPU, as a multiple of what it needs",
     _RUN + "configuring/jobs/gpu", _DAY, "Twice the least is the most that an L4 can have at all."),
    ("advice.idle-share", 50, "%", "the share of a machine that no task uses", _BATCH + "create-run-job", _DAY,
     "From half of it on, a machine type of half the size does the same work for half the price."),
    ("advice.short-task", 7_200, "s", "the run time of a task that loses little to a preemption",
     _BATCH + "create-run-job", _DAY, "Most Spot VMs live longer, and two hours are done again soon."),
    ("advice.memory-of-the-system", 1, "GiB", "the memory of a VM that its system takes, beside the tasks",
     _BATCH + "create-run-job", _DAY, "So that a smaller machine type is only named where it has room to spare."),
    ("advice.headroom", 10, "%", "the share of a limit that is left to a task count or a timeout",
     "https://docs.cloud.google.com/run/quotas", _DAY,
     "Work grows, and a tenth more of it comes sooner than a move to the other service."),
    ("advice.short-work", 120, "s", "the timeout of a task that isn't worth the start of a VM",
     _BATCH + "create-run-job", _DAY, "A VM takes about as long to start as the whole task."),
)
# fmt: on
