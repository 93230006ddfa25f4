"""What a job costs on Batch: VMs from start to end, with their disks and addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.costs.types import HOUR, MOST, MOST_SHARE, BatchCost, Disk, Work, item, known, percent, said
from jobs_lint.limits.units import NANOSECONDS, human_count, human_nanoseconds
from jobs_lint.prices.types import together
from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs_lint.machines import MachineType
    from jobs_lint.prices import Price, Prices

_ADDRESS = "external address"


class _Vm(NamedTuple):
    """One VM as it was asked for."""

    machine: MachineType
    region: str
    spot: bool
    overhead: int
    external_ip: bool
    disks: Sequence[Disk] | None
    attached: tuple[str, int] | None
    lost: float


class _Part(NamedTuple):
    """What is paid for each hour of a VM: what it is, how much of it, and its price, None where that isn't known."""

    what: str
    amount: int
    price: Price | None


def batch_cost(
    work: Work,
    machine: MachineType,
    per_vm: int,
    region: str,
    prices: Prices,
    *,
    spot: bool = False,
    overhead: int | None = None,
    external_ip: bool = True,
    disks: Sequence[Disk] | None = None,
    attached: tuple[str, int] | None = None,
    lost: float = 0.0,
) -> BatchCost:
    """What one run costs on Batch, on VMs of a machine type that `per_vm` tasks have room on.

    `overhead` is what each VM is paid for beside its tasks, in nanoseconds; two minutes where it isn't given. `disks`
    are those of each VM, the boot disk among them; a boot disk of the usual type and size where they aren't given.
    `attached` are type and count of the GPUs of each VM beside those that the machine type has built in. `lost` is the
    share of the work that is lost as VMs on Spot are taken away, and done again; nobody knows it beforehand.
    """
    if overhead is None:
        overhead = prices.term("vm-overhead").value * NANOSECONDS
    vm = _Vm(machine, region, spot, overhead, external_ip, disks, attached, lost if spot else 0.0)
    all_of_it = known(work)
    problem = all_of_it if isinstance(all_of_it, str) else _problem(all_of_it.gpus, per_vm, vm)
    if problem or isinstance(all_of_it, str):
        return BatchCost(None, problem, region, machine.name, spot)
    parts = _parts(vm, prices)
    missing = [part.what for part in parts if part.price is None]
    if missing:
        reason = f"no price of {' and '.join(missing)}{' on Spot' if spot else ''} is known for {region}"
        return BatchCost(None, reason, region, machine.name, spot)
    tasks, duration, *_, at_once = all_of_it
    per_vm = min(per_vm, at_once)
    vms = -(-at_once // per_vm)
    waves = -(-tasks // at_once)
    time = max(
        prices.term("vm-minimum").value * NANOSECONDS, overhead + waves * duration * (1 + work.retried + vm.lost)
    )
    hours = vms * time / HOUR
    items = tuple(item(part.what, hours * part.amount, part.price) for part in parts if part.price)
    return BatchCost(
        sum(each.usd for each in items),
        "",
        region,
        machine.name,
        spot,
        per_vm,
        vms,
        hours,
        sum(part.amount * part.price.usd for part in parts if part.price),
        tasks * duration * (1 + work.retried) / (vms * per_vm * time),
        items,
        (*said(work, duration), *_said_of(vm, parts, prices)),
    )


def tasks_per_vm(work: Work, machine: MachineType, most: int, attached: int = 0) -> int | None:
    """How many tasks of the work have room on one VM, up to `most`; 0 where it is too small, None where it isn't known.

    `most` is what Batch allows, or the job itself. `attached` are the GPUs of the VM that aren't built in.
    """
    if work.cpu is None or work.memory is None or work.gpus is None:
        return None
    room = [most]
    if work.cpu > 0:
        room.append(machine.sustained_milli_cpu // work.cpu)
    if work.memory > 0:
        room.append(machine.memory // work.memory)
    if work.gpus > 0:
        room.append((attached or (machine.gpu.count if machine.gpu else 0)) // work.gpus)
    return max(0, min(room))


def _problem(gpus: int, per_vm: int, vm: _Vm) -> str:
    """Why nothing can be said of what the VMs cost; empty where something can."""
    if per_vm < 1:
        return f"a task has no room on {vm.machine.name}"
    if gpus and not vm.machine.gpu and not vm.attached:
        return f"{vm.machine.name} has no GPU"
    if not 0 <= vm.overhead <= MOST * NANOSECONDS:
        return "what a VM is paid for beside its tasks can't be right"
    if any(not 0 <= disk.gib <= MOST for disk in vm.disks or ()):
        return "the size of a disk can't be right"
    if vm.attached and not 0 <= vm.attached[1] <= MOST:
        return "the number of GPUs can't be right"
    return "" if 0 <= vm.lost <= MOST_SHARE else "the share of lost work can't be right"


def _parts(vm: _Vm, prices: Prices) -> list[_Part]:
    machine, region, spot = vm.machine, vm.region, vm.spot
    parts = [_Part(machine.name, 1, prices.machine(machine, region, spot))]
    if vm.attached and vm.attached[1]:
        parts.append(_Part(*vm.attached, prices.gpu(vm.attached[0], region, spot)))
    hour = 1 / prices.term("month").value
    for disk in (Disk(prices.term("boot-disk").value),) if vm.disks is None else vm.disks:
        kind = disk.kind or prices.boot_disk(machine.series)
        month = prices.disk(kind, region, spot, machine.series)
        parts.append(_Part(kind, disk.gib, together(kind, "GiB-hour", [(hour, month)]) if month else None))
    if vm.external_ip:
        address = (prices.external_ip(region, spot) if spot else None) or prices.external_ip(region)
        parts.append(_Part(_ADDRESS, 1, address))
    return parts


def _said_of(vm: _Vm, parts: list[_Part], prices: Prices) -> list[str]:
    """What is taken to be so of the VMs, in words."""
    found = [f"a VM is paid for {human_nanoseconds(vm.overhead)} beside its tasks"]
    if vm.disks is None:
        size = human_count(prices.term("boot-disk").value)
        found.append(f"each VM has a boot disk of {size} GiB, {prices.boot_disk(vm.machine.series)}")
    if not vm.external_ip:
        found.append("VMs have no external address; Cloud NAT isn't counted")
    if vm.spot:
        price = parts[0].price
        found.append(f"Spot costs what it did on {price.day}" if price and price.day else "Spot at your own price")
        much = f"{percent(vm.lost)} of the work is lost, and done again," if vm.lost else "no work is lost"
        found.append(f"{much} as VMs on Spot are taken away")
        if any(part.what == _ADDRESS and part.price and not part.price.name.endswith("-spot") for part in parts):
            found.append("an external address is counted as without Spot, whose price for one isn't known")
    return found
