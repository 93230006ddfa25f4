"""CPU that a task of Cloud Run can't have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, human_cpu, rule
from jobs_lint_rules.containers import has_more, lacks_unit
from jobs_lint_rules.limits._cloud_run_sizes import (
    cpu_seen,
    has_size,
    in_all,
    most,
    of_gpu,
    room_on_batch,
    sizes,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limit, Machines, Setting


@rule("LIM110", "too-much-cpu", severity="error", on=CloudRunJob, tags=("cloud-run", "cpu"), when=("containers.cpu",))
def too_much_cpu(job: CloudRunJob, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """A task of a Cloud Run job has more CPUs than there are.

    ## Why
    An instance has 8 CPUs at most, for all of its containers together, and the API refuses more. Only the RTX PRO
    6000 comes with more. Work that can be split needs no larger instance: raise the task count. A VM of Batch can be
    much larger.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: simulate
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/simulate
                  resources:
                    limits:
                      cpu: "16" # <- LIM110
                      memory: 16Gi
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: simulate
    spec:
      template:
        spec:
          taskCount: 2
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/simulate
                  resources:
                    limits:
                      cpu: "8"
                      memory: 16Gi
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/cpu
    - https://docs.cloud.google.com/compute/docs/machine-resource
    """
    total = 0
    for container in job.containers:
        cpu = container.cpu
        if not cpu.is_set or lacks_unit(cpu, limits):
            continue
        own = cpu.known()
        total += max(own, 0)
        limit = most(job, limits, "cpu") if total > 0 else None
        if limit is not None and total > limit.amount:
            text = f"{cpu_seen(cpu)}{in_all(total, own, human_cpu(total))}"
            text += f", over the limit of {limit.describe()} for a task"
            need = max(written([each.cpu for each in job.containers]), total)
            memory = written([each.memory for each in job.containers])
            room = room_on_batch(job, limits, machines, need, memory)
            split = "split the work into smaller tasks"
            advice = f"move the job to Batch, where {room} has room, or {split}" if room else split
            yield cpu.finding(f"{text}; {advice}", limit=limit, migrate_to="batch" if room else None)
            return


def _ends(limits: Limits) -> str:
    """The documented numbers of CPUs in words."""
    names = [human_cpu(size.cpu).partition(" ")[0] for size in sizes(limits)]
    return f"{', '.join(names[:-1])} or {names[-1]}"


def _next(cpu: int, limits: Limits) -> str:
    """The least documented number of CPUs that is enough."""
    return next(human_cpu(size.cpu).partition(" ")[0] for size in sizes(limits) if size.cpu >= cpu)


def _whole(job: CloudRunJob, limits: Limits) -> Iterator[tuple[Setting[int], bool]]:
    """The CPU of containers that is above one CPU and not a documented size, and whether it is a whole number."""
    limit: Limit | None = None
    odd = []
    one = limits.cloud_run.single_container_cpu_min
    for container in job.containers:
        cpu = container.cpu
        if cpu.is_set and cpu > one and not has_size(cpu.known(), limits):
            odd.append(cpu)
    for cpu in odd:
        limit = limit or most(job, limits, "cpu")
        if limit is None or cpu > limit or cpu < (of_gpu(job, limits, "cpu-min") or 0):
            return  # what is allowed isn't known, or another rule speaks
        known = [size.cpu for size in sizes(limits)]
        if known and cpu.known() <= max(known):
            yield cpu, cpu.known() % known[0] == 0


@rule("LIM112", "cpu-not-whole", severity="error", on=CloudRunJob, tags=("cloud-run", "cpu"), when=("containers.cpu",))
def cpu_not_whole(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A Cloud Run job asks for more than one CPU, but not for a whole number of them.

    ## Why
    Above one CPU there are whole numbers only, and the API refuses the rest. Parts of a CPU are for sidecars, which
    may have less than one.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
                  resources:
                    limits:
                      cpu: 1500m # <- LIM112
                      memory: 2Gi
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
                  resources:
                    limits:
                      cpu: "2"
                      memory: 2Gi
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/cpu
    """
    if len(job.containers) > 1 or has_more(job):
        return
    for cpu, is_whole in _whole(job, limits):
        if not is_whole:
            text = f"{cpu_seen(cpu)}, and above 1 there are whole numbers of CPUs only"
            yield cpu.finding(f"{text}; write {_next(cpu.known(), limits)}")


@rule(
    "LIM137", "cpu-not-offered", severity="warning", on=CloudRunJob, tags=("cloud-run", "cpu"), when=("containers.cpu",)
)
def cpu_not_offered(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A container of a Cloud Run job has a number of CPUs that isn't one of 1, 2, 4, 6 and 8.

    ## Why
    The documentation has these sizes alone. An old page of it took any whole number up to 8, so that it may still be
    that the API lets others through; nothing promises that it will.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
                  resources:
                    limits:
                      cpu: "3" # <- LIM137
                      memory: 4Gi
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
                  resources:
                    limits:
                      cpu: "4"
                      memory: 4Gi
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/cpu
    """
    is_single = len(job.containers) == 1 and not has_more(job)
    for cpu, is_whole in _whole(job, limits):
        if is_whole or not is_single:
            text = f"{cpu_seen(cpu)}, and the documented sizes are {_ends(limits)}"
            yield cpu.finding(f"{text}; write {_next(cpu.known(), limits)}")


@rule("LIM113", "too-little-cpu", severity="error", on=CloudRunJob, tags=("cloud-run", "cpu"), when=("containers.cpu",))
def too_little_cpu(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A task of a Cloud Run job has less CPU than it can have.

    ## Why
    A task with one container has a whole CPU or more: the API refuses less. Only where there are several containers
    may one of them have a part of a CPU, from 0.08 on. A service may have less than one, which a job copied from it
    then keeps.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
                  resources:
                    limits:
                      cpu: 500m # <- LIM113
                      memory: 512Mi
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
                  resources:
                    limits:
                      cpu: 1000m
                      memory: 512Mi
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/cpu
    """
    if of_gpu(job, limits, "cpu-min") is not None:
        return  # the GPU needs more still, which is told
    is_single = len(job.containers) == 1 and not has_more(job)
    limit = limits.cloud_run.single_container_cpu_min if is_single else limits.cloud_run.cpu_min
    what = "a task with one container" if is_single else "a container"
    for container in job.containers:
        cpu = container.cpu
        if cpu.is_set and cpu < limit:
            text = f"{cpu_seen(cpu)}, below the minimum of {limit.describe()} for {what}"
            yield cpu.finding(f"{text}; raise it, or leave it out for 1 CPU", limit=limit)
