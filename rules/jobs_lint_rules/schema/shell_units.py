"""Bare numbers of CPU and memory that were meant in another unit than the API's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, human_bytes, human_count, rule
from jobs_lint_rules.containers import lacks_unit
from jobs_lint_rules.words import many, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limits, Setting


@rule(
    "SCH100",
    "number-without-unit",
    severity="error",
    on=CloudRunJob,
    tags=("cloud-run", "cpu", "memory"),
    when=("containers.cpu", "containers.memory"),
)
def number_without_unit(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """CPU or memory is a bare number whose unit was left out.

    ## Why
    Memory without a unit is bytes, and CPU without one is whole CPUs. So `"512"` is half a kilobyte, and `"500"` is
    500 CPUs, and the service refuses both. Put `Mi` or `Gi` behind memory, and `m` behind thousandths of a CPU.

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
                      cpu: "2000" # <- SCH100
                      memory: "2048" # <- SCH100
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
                      cpu: 2000m
                      memory: 2048Mi
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/cpu
    - https://cloud.google.com/run/docs/configuring/jobs/memory-limits
    """
    for container in job.containers:
        if lacks_unit(container.cpu, limits):
            bare = any(quirk.span == container.cpu.span for quirk in job.quirks("refused-spelling"))
            yield _cpu(container.cpu, limits, is_alone=len(job.containers) == 1, one='"1"' if bare else "1")
        if lacks_unit(container.memory, limits):
            yield _memory(container.memory, limits)


def _cpu(setting: Setting[int], limits: Limits, *, is_alone: bool, one: str) -> Finding:
    limit, least = limits.cloud_run.cpu, limits.cloud_run.single_container_cpu_min
    number = setting.text.strip()
    short = number if len(number) <= len(human_count(limits.advice.cpu_without_unit.amount)) else "so many"
    text = f"{seen(setting, f'{short} CPUs')}, over the limit of {limit.describe()} for an instance"
    thousandths = int(short) if short == number else least.amount
    if is_alone and thousandths < least.amount:
        return setting.finding(f"{text}; a task with one container has a whole CPU at least: write {one}", limit=limit)
    write = f": write {short}m" if short == number else ""
    return setting.finding(f"{text}; behind thousandths of a CPU stands an m{write}", limit=limit)


def _memory(setting: Setting[int], limits: Limits) -> Finding:
    limit, value = limits.cloud_run.memory_min, setting.known()
    unit = "Mi" if value >= limits.advice.least_memory_mib.value else "Gi"
    text = f"{seen(setting, human_bytes(value) if value > 1 else many(value, 'byte'))}, below the minimum of"
    return setting.finding(
        f"{text} {limit.describe()} for a task; a number without a unit is bytes: write {value}{unit}", limit=limit
    )
