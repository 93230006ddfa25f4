"""The VMs that there are no longer: where they may be, what they cost, and a template of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jobs_lint.costs import Work, offered_on_cloud_run, run_cost
from jobs_lint.machines import region_of
from jobs_lint.migrate.names import NO_REGION, carried
from jobs_lint.migrate.to_cloud_run.there import is_there
from jobs_lint.model.batch import FLEX_START, RESERVATION_BOUND, SPOT
from jobs_lint.model.setting import Unknown

if TYPE_CHECKING:
    from jobs_lint.migrate.to_cloud_run.coming import Coming

_HOUR: Final = 3_600 * 10**9


def say_vms(coming: Coming) -> None:
    """What becomes of the VMs."""
    _say_places(coming)
    _say_price(coming)
    job, draft = coming.job, coming.draft
    if is_there(job.instance_template):
        draft.lose(job.instance_template, "Cloud Run has no VMs to make from a template")
        draft.need(
            f"look into the instance template {carried(job.instance_template)}: where it has disks, more than one GPU, "
            "a network, or a start-up script that the tasks need, add what Cloud Run has for it",
            job.instance_template,
        )
    for setting, what in (
        (job.require_hosts_file, "tasks find each other by a hosts file"),
        (job.permissive_ssh, "tasks reach each other by ssh"),
    ):
        if setting.value is True and (setting is job.require_hosts_file or coming.asked.is_alone is not True):
            draft.block(setting, f"{what}, and those of Cloud Run can't reach each other")
        elif is_there(setting) and setting.value is not False:
            draft.leave_out(setting, "one task alone reaches no other" if setting.value else "Cloud Run has none")


def _say_places(coming: Coming) -> None:
    """The region is said in the command; zones there are none."""
    job, draft, region = coming.job, coming.draft, coming.region
    for each in job.allowed_locations:
        text = carried(each.value)
        if "zones/" in text:
            draft.leave_out(each.value, f"the command names the region, {region}: Cloud Run chooses the zones itself")
        elif region_of(text) == region or each.value.is_unknown:
            draft.leave_out(each.value, "the command names the region")
        else:
            draft.lose(each.value, f"a job of Cloud Run has one region, which is {region}: deploy it once more there")
    for setting, flag in ((job.region, "region"), (job.project, "project")):
        if is_there(setting) and all(step.source != setting.field for step in draft.steps):
            draft.leave_out(setting, f"the command names the {flag}")
    if region == NO_REGION:
        draft.need("the file doesn't say in which region the job is: write it in the command, or give --location")


def _say_price(coming: Coming) -> None:
    """VMs that cost less, and what that was."""
    setting, draft = coming.job.provisioning_model, coming.draft
    if setting.value in SPOT:
        draft.lose(
            setting,
            "Cloud Run has no Spot: tasks are never preempted, at the full price"
            + _prices(coming)
            + "; `jobs-lint advise --task-duration` compares the two",
        )
    elif setting.value in FLEX_START:
        draft.lose(setting, "Cloud Run starts tasks at once, at the full price; it has nothing like FLEX_START")
    elif setting.value in RESERVATION_BOUND:
        draft.lose(
            setting, "Cloud Run uses no reservations of Compute Engine: what is reserved is paid for all the same"
        )


def _prices(coming: Coming) -> str:
    """An hour of a task on both, where that is known."""
    packing, asked, prices = coming.asked.packing, coming.asked, coming.context.prices
    if packing is None or isinstance(packing.machine, Unknown) or isinstance(packing.tasks_per_vm, Unknown):
        return ""
    cpu, memory, gpus, name = asked.cpu, asked.memory, asked.gpus, asked.gpu_type
    if not isinstance(cpu, int) or not isinstance(memory, int) or not isinstance(gpus, int):
        return ""
    kind = name if isinstance(name, str) else ""
    size = offered_on_cloud_run(Work(1, _HOUR, cpu, memory, None, kind, gpus), coming.limits)
    machine = prices.machine(packing.machine, coming.region, spot=True)
    if size is None or machine is None or (gpus and packing.machine.gpu is None):
        return ""
    there = run_cost(size, coming.region, prices).usd
    if there is None:
        return ""
    here = machine.usd / packing.tasks_per_vm
    return f" (an hour of a task: about {there:.3f} USD, and {here:.3f} as its share of a Spot VM)"
