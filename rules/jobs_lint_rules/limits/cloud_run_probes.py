"""Startup probes whose times can't be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, NamedTuple, all_, human_count, rule
from jobs_lint_rules.words import duration, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limit, Probe, Setting


class Bounds(NamedTuple):
    """A field of a probe, and the names of its greatest and least value."""

    field: str
    most: str
    least: str


_FIELDS = (
    Bounds("period", "cloud-run.startup-probe-period", "cloud-run.startup-probe-period-min"),
    Bounds("initial_delay", "cloud-run.startup-probe-initial-delay", "cloud-run.startup-probe-initial-delay-min"),
    Bounds("timeout", "cloud-run.startup-probe-timeout", "cloud-run.startup-probe-timeout-min"),
    Bounds("failure_threshold", "", "cloud-run.startup-probe-failures-min"),
)


def _probes(job: CloudRunJob) -> Iterator[Probe]:
    for container in job.containers:
        if container.startup_probe.is_set:
            yield container.startup_probe


@rule(
    "LIM134",
    "startup-probe-window-too-long",
    severity="error",
    on=CloudRunJob,
    tags=("cloud-run", "probes"),
    when=("containers.startup_probe",),
)
def startup_probe_window_too_long(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A startup probe gives a container more than 10 minutes to start, or 30 with a GPU.

    ## Why
    What `failureThreshold` times `periodSeconds` makes is bounded, and the API refuses more. Older copies of the page
    have 4 minutes. Work that takes longer before the container answers is no start: let the task itself do it.

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
                  startupProbe:
                    tcpSocket: {port: 8080}
                    periodSeconds: 30
                    failureThreshold: 40 # <- LIM134
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
                  startupProbe:
                    tcpSocket: {port: 8080}
                    periodSeconds: 30
                    failureThreshold: 20
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/healthchecks
    """
    for probe in _probes(job):
        period, failures = probe.period, probe.failure_threshold
        window = period * failures
        most = limits.cloud_run.startup_probe_window
        if job.uses_gpu is not False:
            most = max(most, limits.cloud_run.gpu_startup_probe_window, key=_amount)
        if isinstance(window, int) and window > most.amount and all_(period <= limits.cloud_run.startup_probe_period):
            place, other = (failures, period) if failures.is_set else (period, failures)
            text = f"{_words(place)}, and {_words(other)}, which makes {duration(window)}"
            text += f", over the limit of {most.describe()} for a start"
            if job.uses_gpu is True:
                text += " with a GPU"
            related = (other.also("the other half"),) if other.is_set else ()
            yield place.finding(f"{text}; lower one of them", limit=most, related=related)


def _amount(limit: Limit) -> int:
    return limit.amount


def _words(setting: Setting[int]) -> str:
    if setting.is_set:
        return f"{setting.key} is {setting.text.strip()}"
    value = setting.known()
    return f"{setting.key} is not set and so {duration(value) if setting.key.startswith('period') else value}"


@rule(
    "LIM135",
    "startup-probe-out-of-range",
    severity="error",
    on=CloudRunJob,
    tags=("cloud-run", "probes"),
    when=("containers.startup_probe",),
)
def startup_probe_out_of_range(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A number of a startup probe is out of its range.

    ## Why
    The API refuses a period that isn't 1 to 240 seconds, a delay of more than 240 seconds, a timeout that isn't 1 to
    3,600 seconds, and a failure threshold below 1. A 0 is left alone: it stands for the default.

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
                  startupProbe:
                    tcpSocket: {port: 8080}
                    initialDelaySeconds: 300 # <- LIM135
                    failureThreshold: -1 # <- LIM135
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
                  startupProbe:
                    tcpSocket: {port: 8080}
                    initialDelaySeconds: 240
                    failureThreshold: 1
    ```

    ## See
    - https://run.googleapis.com/$discovery/rest?version=v2
    - https://docs.cloud.google.com/run/docs/configuring/jobs/healthchecks
    """
    for probe in _probes(job):
        for field, most, least in _FIELDS:
            setting: Setting[int] = getattr(probe, field)
            if not setting.is_set:
                continue
            low = limits[least]
            value = setting.known()
            if value == 0:
                continue  # to the API that is as good as unset
            meaning = human_count(value) if not most else duration(value)
            if value < low.amount:
                text = f"{seen(setting, meaning)}, below the minimum of {low.describe()}"
                yield setting.finding(f"{text}; raise it, or leave it out", limit=low)
            elif most and value > limits[most].amount:
                text = f"{seen(setting, meaning)}, over the limit of {limits[most].describe()} for a startup probe"
                yield setting.finding(f"{text}; lower it", limit=limits[most])


@rule(
    "LIM136",
    "startup-probe-timeout-over-period",
    severity="warning",
    on=CloudRunJob,
    tags=("cloud-run", "probes"),
    profile="pedantic",
    when=("containers.startup_probe",),
)
def startup_probe_timeout_over_period(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """The timeout of a startup probe is longer than its period.

    ## Why
    A probe has to end before the next one begins: the API's own text allows no longer timeout, though it doesn't refuse
    each that is. A period that is left out is 10 seconds.

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
                  startupProbe:
                    tcpSocket: {port: 8080}
                    periodSeconds: 5
                    timeoutSeconds: 20 # <- LIM136
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
                  startupProbe:
                    tcpSocket: {port: 8080}
                    periodSeconds: 20
                    timeoutSeconds: 20
    ```

    ## See
    - https://run.googleapis.com/$discovery/rest?version=v2
    """
    for probe in _probes(job):
        timeout, period = probe.timeout, probe.period
        place, other = (timeout, period) if timeout.is_set else (period, timeout)
        if timeout > period and place.is_set and _are_in_range(probe, limits):
            text = f"{timeout.key} is {_seconds(timeout)}, over {period.key}, which is {_seconds(period)}"
            related = (other.also("the period" if other is period else "the timeout"),) if other.is_set else ()
            yield place.finding(f"{text}; lower the first or raise the second", related=related)


def _are_in_range(probe: Probe, limits: Limits) -> bool:
    """Whether both times are such as they may be: what isn't in its range is told already."""
    return bool(
        all_(
            probe.timeout <= limits.cloud_run.startup_probe_timeout,
            probe.period >= limits.cloud_run.startup_probe_period_min,
            probe.period <= limits.cloud_run.startup_probe_period,
        )
    )


def _seconds(setting: Setting[int]) -> str:
    words = duration(setting.known())
    return f"{setting.text.strip()} ({words})" if setting.is_set else f"not set and so {words}"
