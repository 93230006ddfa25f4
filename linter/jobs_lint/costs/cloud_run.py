"""What an execution costs on Cloud Run, and in which sizes Cloud Run has CPU and memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.costs.types import HOUR, MILLI, RunCost, Work, item, known, said
from jobs_lint.limits.units import GIB, NANOSECONDS

if TYPE_CHECKING:
    from jobs_lint.limits import Limits
    from jobs_lint.prices import Prices


def run_cost(work: Work, region: str, prices: Prices, delayed: bool = False) -> RunCost:
    """What one execution costs on Cloud Run, with CPU and memory as the work has them.

    An attempt is billed for its time rounded up to 100 ms, and for a minute at least; each repeated one as well.
    `delayed` is for executions that may start within 12 hours, which pay less. For work whose CPU and memory Cloud Run
    may not have in this size, see `offered_on_cloud_run`.
    """
    all_of_it = known(work)
    if isinstance(all_of_it, str):
        return RunCost(None, all_of_it, region)
    tasks, duration, cpu, memory, gpus, _ = all_of_it
    rates = prices.cloud_run(region, delayed)
    if rates is None:
        what = "delayed jobs on Cloud Run" if delayed else "Cloud Run"
        return RunCost(None, f"no price of {what} is known for {region}", region)
    parts = [("CPU", cpu / MILLI, rates.vcpu), ("memory", memory / GIB, rates.memory)]
    if gpus:
        gpu = prices.cloud_run_gpu(work.gpu_type, region)
        if gpu is None:
            name = work.gpu_type or "a GPU without a type"
            return RunCost(None, f"no price of {name} on Cloud Run is known for {region}", region)
        parts.append((work.gpu_type, gpus, gpu))
    billed = billed_on_cloud_run(duration, prices)
    seconds = billed / NANOSECONDS
    attempts = tasks * (1 + work.retried)
    items = tuple(item(what, attempts * seconds * amount, price) for what, amount, price in parts)
    task = sum(seconds * amount * price.usd for _, amount, price in parts)
    free = sum(min(each.usd, off) for each, off in zip(items, prices.free_tier(), strict=False))
    return RunCost(
        sum(each.usd for each in items),
        "",
        region,
        task,
        task * HOUR / duration if duration else None,
        free,
        billed,
        items,
        (*said(work, duration), *(("an execution may wait for up to 12 hours",) if delayed else ())),
    )


def billed_on_cloud_run(duration: int, prices: Prices) -> int:
    """The time that Cloud Run bills an attempt for, of so long a one; both in nanoseconds."""
    step = prices.term("run-rounding").value
    return max(prices.term("run-minimum").value * NANOSECONDS, -(-duration // step) * step)


def offered_on_cloud_run(work: Work, limits: Limits) -> Work | None:
    """The work with the least CPU and memory that Cloud Run has and that are enough, in a single container.

    The work as it is where CPU or memory isn't known; None where Cloud Run has nothing as large, or no such GPU.
    """
    if work.cpu is None or work.memory is None or work.gpus is None:
        return work
    run = limits.cloud_run
    cpu, memory = work.cpu, max(work.memory, run.memory_min.amount)
    if work.gpus:
        least = {
            "nvidia-l4": (run.l4_cpu_min.amount, run.l4_memory_documented_min.amount),
            "nvidia-rtx-pro-6000": (run.rtx_pro_6000_cpu_min.amount, run.rtx_pro_6000_memory_min.amount),
        }.get(work.gpu_type)
        if least is None or work.gpus > run.gpus_per_instance.amount:
            return None
        cpu, memory = max(cpu, least[0]), max(memory, least[1])
        if least[0] > run.cpu.amount:  # beside this GPU there is more than elsewhere, of which no steps are known
            return work._replace(cpu=cpu, memory=memory)
    for size, least_memory, most_memory in (
        (1, run.memory_at_1_cpu_min, run.memory_at_1_cpu),
        (2, run.memory_at_2_cpu_min, run.memory_at_2_cpu),
        (4, run.memory_at_4_cpu_min, run.memory_at_4_cpu),
        (6, run.memory_at_6_cpu_min, run.memory_at_6_cpu),
        (8, run.memory_at_8_cpu_min, run.memory_at_8_cpu),
    ):
        if size * MILLI >= cpu and most_memory.amount >= memory:
            return work._replace(cpu=size * MILLI, memory=max(memory, least_memory.amount))
    return None
