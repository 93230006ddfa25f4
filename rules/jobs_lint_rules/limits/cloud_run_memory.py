"""Memory that a task of Cloud Run can't have, or can't have with its CPUs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, human_bytes, human_cpu, rule
from jobs_lint_rules.containers import has_more, lacks_unit
from jobs_lint_rules.limits._cloud_run_sizes import (
    in_all,
    largest,
    memory_seen,
    most,
    of_gpu,
    room_on_batch,
    sizes,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limit, Machines, Setting


@rule(
    "LIM111",
    "too-much-memory",
    severity="error",
    on=CloudRunJob,
    tags=("cloud-run", "memory"),
    when=("containers.memory",),
)
def too_much_memory(job: CloudRunJob, limits: Limits, machines: Machines) -> Iterator[Finding]:
    """A task of a Cloud Run job has more memory than there is.

    ## Why
    An instance has 32 GiB at most, for all of its containers together, and the API refuses more. Only the RTX PRO
    6000 comes with more. A task with less of the work needs less of the memory: raise the task count. A VM of Batch
    can have far more.

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
                      cpu: "8"
                      memory: 64Gi # <- LIM111
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
                      memory: 32Gi
    ```

    ## See
    - https://cloud.google.com/run/docs/configuring/jobs/memory-limits
    - https://docs.cloud.google.com/compute/docs/machine-resource
    """
    total = 0
    for container in job.containers:
        memory = container.memory
        if not memory.is_set:
            continue
        own = memory.known()
        total += max(own, 0)
        limit = most(job, limits, "memory") if total > 0 else None
        if limit is not None and total > limit.amount:
            text = f"{memory_seen(memory)}{in_all(total, own, human_bytes(total))}"
            text += f", over the limit of {limit.describe()} for a task"
            need = max(written([each.memory for each in job.containers]), total)
            cpu = written([each.cpu for each in job.containers])
            room = room_on_batch(job, limits, machines, cpu, need)
            split = "split the work into smaller tasks"
            advice = f"move the job to Batch, where {room} has room, or {split}" if room else split
            yield memory.finding(f"{text}; {advice}", limit=limit, migrate_to="batch" if room else None)
            return


def _cpu_words(job: CloudRunJob, cpu: int) -> str:
    """The CPU of a task as messages name it, and that it is the default where it is."""
    is_default = any(not container.cpu.is_written for container in job.containers)
    return f"{human_cpu(cpu)}{', the default' if is_default and len(job.containers) == 1 else ''}"


@rule(
    "LIM114",
    "memory-over-cpu",
    severity="error",
    on=CloudRunJob,
    tags=("cloud-run", "memory", "cpu"),
    when=("containers.memory",),
)
def memory_over_cpu(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A task of a Cloud Run job has more memory than goes with its CPUs.

    ## Why
    Each CPU comes with 4 GiB at most, and the API refuses more. Above 4 GiB a task needs 2 CPUs, above 8 GiB 4, above
    16 GiB 6 and above 24 GiB 8. Where no CPU is asked for, there is one.

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
                      cpu: "1"
                      memory: 8Gi # <- LIM114
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
                      memory: 8Gi
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/cpu
    - https://cloud.google.com/run/docs/configuring/jobs/memory-limits
    """
    set_memory = [container.memory for container in job.containers if container.memory.is_set]
    total = written(set_memory)
    if not set_memory or total <= limits.cloud_run.memory_at_1_cpu.amount or job.uses_gpu is not False:
        return
    cpu = job.cpu_total
    if has_more(job) or not isinstance(cpu, int) or total > limits.cloud_run.memory.amount:
        return  # too much for any number of CPUs: told already
    found = next((size.most for size in sizes(limits) if size.cpu >= cpu), None)
    if found is not None and total > found.amount:
        memory = largest(set_memory)
        own = memory.known()
        text = f"{memory_seen(memory)}{in_all(total, own, human_bytes(total))}"
        text += f", over the limit of {found.describe()} with {_cpu_words(job, cpu)}"
        enough = next((human_cpu(size.cpu) for size in sizes(limits) if size.most.amount >= total), "")
        advice = f"ask for {enough}, or for less memory" if enough else "ask for less memory"
        cpus = [container.cpu for container in job.containers if container.cpu.is_set]
        related = (cpus[0].also("the CPUs"),) if len(job.containers) == len(cpus) == 1 else ()
        yield memory.finding(f"{text}; {advice}", limit=found, related=related)


@rule(
    "LIM115",
    "too-little-memory",
    severity="error",
    on=CloudRunJob,
    tags=("cloud-run", "memory", "cpu"),
    when=("containers.memory",),
)
def too_little_memory(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A task of a Cloud Run job has less memory than it must have.

    ## Why
    The second generation of the execution environment, on which all jobs run, needs 512 MiB for all containers
    together; 4 CPUs need 2 GiB, and 6 or 8 CPUs 4 GiB. The API refuses less. `512M` is less than `512Mi`.

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
                      cpu: "1"
                      memory: 256Mi # <- LIM115
    ```

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
                      cpu: "8"
                      memory: 2Gi # <- LIM115
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
                      cpu: "1"
                      memory: 512Mi
    ```

    ## See
    - https://cloud.google.com/run/docs/configuring/jobs/memory-limits
    - https://docs.cloud.google.com/run/docs/configuring/jobs/cpu
    """
    containers = job.containers
    if has_more(job) or not containers or not all(container.memory.is_set for container in containers):
        return  # what isn't set is as much as is needed, or isn't known
    total = written([container.memory for container in containers])
    if any(lacks_unit(container.memory, limits) for container in containers):
        return  # another unit was meant, which is told
    if total >= limits.cloud_run.memory_at_8_cpu_min.amount and total >= limits.cloud_run.memory_min.amount:
        return  # above the highest of the floors
    gpu = of_gpu(job, limits, "memory-min")
    if gpu is not None and total < gpu.amount:
        return  # the GPU needs more still, which is told
    limit, need = _floor(job, limits)
    if total < limit.amount:
        memory = largest(container.memory for container in containers)
        text = f"{memory_seen(memory)}{in_all(total, memory.known(), human_bytes(total))}"
        text += f", below the minimum of {limit.describe()} for {f'a task with {need}' if need else 'a task'}"
        advice = "raise it, or ask for fewer CPUs" if need else "raise it"
        if len(containers) == 1 and (better := _in_powers_of_1024(memory, limit)):
            advice = f"write {better}: without the i it is in powers of 1,000"
        yield memory.finding(f"{text}; {advice}", limit=limit)


def _floor(job: CloudRunJob, limits: Limits) -> tuple[Limit, str]:
    """The least memory of a task, and the CPUs that it is for, where it is for them.

    Of several containers the largest counts: whether their CPUs are added up isn't documented.
    """
    limit, need = limits.cloud_run.memory_min, ""
    cpu = max((container.cpu.known() for container in job.containers if container.cpu.is_set), default=0)
    if cpu <= limits.cloud_run.cpu.amount:
        for size in sizes(limits):
            if size.cpu <= cpu and size.least.amount > limit.amount:
                limit, need = size.least, human_cpu(cpu)
    return limit, need


def _is_in_powers_of_1000(memory: Setting[int]) -> bool:
    return memory.is_set and not memory.flaw and memory.text.strip()[-1:] in _DECIMAL


def _in_powers_of_1024(memory: Setting[int], limit: Limit) -> str:
    """The text of a memory with a unit of 1,024, where that is enough for a limit; nothing where it isn't."""
    if not _is_in_powers_of_1000(memory):
        return ""
    text = memory.text.strip()
    power = _POWERS.index(text[-1]) + 1
    return f"{text}i" if round(memory.known() * _STEP**power) >= limit.amount else ""


_POWERS = "kMGT"
_DECIMAL = frozenset(_POWERS)
_STEP = 1.024


@rule(
    "LIM118",
    "memory-in-powers-of-1000",
    severity="info",
    on=CloudRunJob,
    tags=("cloud-run", "memory"),
    profile="pedantic",
    when=("containers.memory",),
)
def memory_in_powers_of_1000(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A container's memory is written in powers of 1,000, such as 4G, which is less than 4Gi.

    ## Why
    Pages and prices speak of GiB, powers of 1,024, and the sizes that go with a number of CPUs are such: `4G` is about
    7 % less than the `4Gi` that there is room for, at the price of the next step.

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
                      cpu: "1"
                      memory: 4G # <- LIM118
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
                      cpu: "1"
                      memory: 4Gi
    ```

    ## See
    - https://cloud.google.com/run/docs/configuring/jobs/memory-limits
    """
    for container in job.containers:
        memory = container.memory
        if _is_in_powers_of_1000(memory) and memory >= _floor(job, limits)[0]:  # too little is told with this
            text, meaning = memory.text.strip(), human_bytes(memory.known())
            yield memory.finding(f"{memory.key} is {text} ({meaning}), in powers of 1,000; write {text}i for 1,024")
