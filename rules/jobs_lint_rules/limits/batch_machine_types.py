"""Machine types of Batch VMs: whether there is such a one, whether Batch has it, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Limits, human_bytes, rule
from jobs_lint_rules.batch_machines import machine_of
from jobs_lint_rules.places import location_of, region_name
from jobs_lint_rules.quoting import shown
from jobs_lint_rules.words import few, to_be_filled_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import CustomRule, Finding, Machines, MachineType

_CUSTOM = "custom-"
_CONFIGURE = "add it to machines.types of the configuration if it is newer"


@rule(
    "LIM217",
    "unlisted-machine-type",
    severity="warning",
    on=BatchJob,
    tags=("batch", "machines"),
    when=("machine_type",),
)
def unlisted_machine_type(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:  # noqa: ARG001
    """A machine type is not in the list of those that Compute Engine has.

    ## Why
    gcloud passes any name on, and the job waits or fails when its VMs are to be made. Most often it is misspelled, or
    its series has no such size. The list has a day: a machine type that is newer can be added to the configuration.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - policy:
            machineType: n2-standrd-4 # <- LIM217
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - policy:
            machineType: n2-standard-4
    ```

    ## See
    - https://docs.cloud.google.com/compute/docs/machine-resource
    - https://docs.cloud.google.com/batch/docs/get-started
    """
    if not job.machine_type.is_set or job.machine_type.flaw:
        return
    name = job.machine_type.known()
    if not name or machines.knows(name) or _is_custom(name) or to_be_filled_in(name):
        return
    nearest = machines.nearest(name.lower().replace("_", "-"))
    meant = f"write {' or '.join(nearest)} if that is meant, or {_CONFIGURE}" if nearest else _CONFIGURE
    yield job.machine_type.finding(
        f"{job.machine_type.key} is {shown(name)}, which is not in the list of {machines.day}; {meant}"
    )


def _is_custom(name: str) -> bool:
    """Whether a name is written as that of a custom machine type: `custom-4-8192`, `n2-custom-4-8192`."""
    return name.startswith(_CUSTOM) or f"-{_CUSTOM}" in name


@rule(
    "LIM218", "series-not-on-batch", severity="warning", on=BatchJob, tags=("batch", "machines"), when=("machine_type",)
)
def series_not_on_batch(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:  # noqa: ARG001
    """A machine type exists, but its series is not among those that Batch's page names.

    ## Why
    Batch supports the machine series that its documentation names. Of the others some may work, but nobody says so:
    the job may be refused, or wait for VMs that never come.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - policy:
            machineType: t2a-standard-4 # <- LIM218
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - policy:
            machineType: c4a-standard-4
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/get-started
    """
    if not job.machine_type.is_set or machines.on_batch(job.machine_type.known()) is not False:
        return
    machine = machine_of(job, machines)
    if machine is None:
        return
    named = {each.name for each in map(machines.series, machines.all_series) if each and each.on_batch}
    what = f"of the {machine.series.upper()} series" if machine.series not in named else "of a kind"
    gpu = (machine.gpu.type, machine.gpu.count) if machine.gpu else None
    others = [
        each.name
        for each in machines.fitting(machine.sustained_milli_cpu, machine.memory, gpu, location_of(job), series=named)
        if each.architecture == machine.architecture and machines.on_batch(each.name)
    ]
    other = f"{others[0]} has as much" if others else "take one of a series that it names"
    day = machines.sources["batch-series"].day
    text = f"{job.machine_type.key} is {machine.name}, {what} that Batch's page of {day} does not name"
    yield job.machine_type.finding(f"{text}; {other}, or see with a small job that it works")


@rule(
    "LIM219",
    "no-such-custom-machine",
    severity="warning",
    on=BatchJob,
    tags=("batch", "machines"),
    when=("machine_type",),
)
def no_such_custom_machine(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:  # noqa: ARG001
    """A custom machine type has vCPUs or memory that its series doesn't have.

    ## Why
    The name of a custom type gives its vCPUs and its memory in MB. Each series takes certain numbers of vCPUs only, and
    a range of memory for each of them, in steps of 256 MB; many series have no custom types at all. Nothing looks at
    the name before VMs are to be made, and then there are none.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - policy:
            machineType: n2-custom-5-8192 # <- LIM219
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      instances:
        - policy:
            machineType: n2-custom-6-8192
    ```

    ## See
    - https://cloud.google.com/compute/docs/samples/compute-custom-machine-type-helper-class
    - https://docs.cloud.google.com/compute/docs/gpus
    """
    if not job.machine_type.is_set or not _is_custom(job.machine_type.known()):
        return
    name = job.machine_type.known()
    machine = machines.get(name)
    if machine is None:
        wrong = (
            "is not in the list of custom machine types; write it as SERIES-custom-VCPUS-MB, of a series that has them"
        )
    elif not machine.custom:
        return  # one of the configuration
    else:
        custom = machines.custom_rule(machine)
        wrong = _wrong(machine, custom) if custom else ""
    if wrong:
        yield job.machine_type.finding(f"{job.machine_type.key} is {shown(name)}, which {wrong}")


def _wrong(machine: MachineType, custom: CustomRule) -> str:
    """What is wrong with the size of a custom type, and what to do; empty where nothing is known to be."""
    series = machine.series.upper()
    if custom.vcpus and machine.vcpus not in custom.vcpus and not machine.shared_milli_cpu:
        near = sorted(custom.vcpus, key=lambda number: (abs(number - machine.vcpus), -number))
        two = " or ".join(str(number) for number in sorted({near[0], near[1]}))
        return f"has {machine.vcpus} vCPUs, a number that {series} does not have; write {two}"
    if machine.extended and custom.extended is False:
        return f"ends in -ext, though {series} has no extended memory; leave that out"
    if custom.least is not None and machine.memory < custom.least:
        return f"has {human_bytes(machine.memory)} of memory, but needs {human_bytes(custom.least)} or more; raise it"
    if custom.most is not None and machine.memory > custom.most:
        more = " (or more, where its name ends in -ext)" if custom.extended and not machine.extended else ""
        has = f"has {human_bytes(machine.memory)} of memory, but may have {human_bytes(custom.most)} at most{more}"
        return f"{has}; lower it, or take more vCPUs"
    if machine.memory % custom.step:
        near_by = machine.memory // custom.step * custom.step
        either = (
            f"{human_bytes(near_by)} or {human_bytes(near_by + custom.step)}" if near_by else human_bytes(custom.step)
        )
        return f"has memory that is no multiple of {human_bytes(custom.step)}; make it {either}"
    return ""


@rule(
    "LIM220",
    "machine-type-not-in-region",
    severity="warning",
    on=BatchJob,
    tags=("batch", "machines", "location"),
    when=("machine_type",),
)
def machine_type_not_in_region(job: BatchJob, limits: Limits, machines: Machines) -> Iterator[Finding]:  # noqa: ARG001
    """A machine type is not to be had in the region of the job.

    ## Why
    Not every region has every machine series, and those with GPUs are in few. The job is taken, finds no VM, and fails
    when it has waited for two days. The list that this rests on says where a type exists, not whether there are any
    left.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      location:
        allowedLocations: [regions/southamerica-west1]
      instances:
        - policy:
            machineType: c3-standard-8 # <- LIM220
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/render
    allocationPolicy:
      location:
        allowedLocations: [regions/us-central1]
      instances:
        - policy:
            machineType: c3-standard-8
    ```

    ## See
    - https://docs.cloud.google.com/compute/docs/regions-zones
    - https://github.com/Cyclenerd/google-cloud-pricing-cost-calculator
    """
    place = location_of(job)
    if place is None or not job.machine_type.is_set or machines.offered(job.machine_type.known(), place) is not False:
        return
    name = job.machine_type.known()
    where = sorted(machines.regions_of(name) or ())
    advice = f"take a machine type that is there, or a region that has it: {few(where)}" if where else "take another"
    day = machines.sources["regions"].day
    text = f"{job.machine_type.key} is {shown(name)}, which {region_name(place)} does not have by the list of {day}"
    related = (job.location.also("the location"),) if job.location.is_set else ()
    yield job.machine_type.finding(f"{text}; {advice}", related=related)
