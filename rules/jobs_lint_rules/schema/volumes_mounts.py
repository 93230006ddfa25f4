"""Volumes and their mounts, which find each other by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule
from jobs_lint_rules.quoting import is_short, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_OF_THE_SERVICE = "cloudsql"
"""The volume that the service adds by itself where the YAML's annotation or gcloud's option names databases."""
_WITH_IT = frozenset({"cloud-run-v1", "gcloud", "workflows"})
"""Forms in which it may do so."""


@rule(
    "SCH046",
    "mount-without-volume",
    severity="error",
    on=CloudRunJob,
    tags=("schema", "cloud-run", "volumes"),
    when=("containers.mounts",),
)
def mount_without_volume(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A container mounts a volume that the job doesn't have.

    ## Why
    A mount names one of the task's volumes, letter for letter. Where there is none of that name the API refuses the
    job.

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
                  volumeMounts:
                    - name: scratch # <- SCH046
                      mountPath: /scratch
              volumes:
                - name: scratch-space
                  emptyDir:
                    medium: Memory
                    sizeLimit: 256Mi
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
                  volumeMounts:
                    - name: scratch-space
                      mountPath: /scratch
              volumes:
                - name: scratch-space
                  emptyDir:
                    medium: Memory
                    sizeLimit: 256Mi
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/reference/yaml/v1
    - https://run.googleapis.com/$discovery/rest?version=v2
    """
    mounts = [mount for container in job.containers for mount in container.mounts if mount.name.is_set]
    if not mounts or job.volumes.is_unknown or not all(volume.name.is_set for volume in job.volumes):
        return
    names = {volume.name.known(): True for volume in job.volumes}
    mounted = {mount.name.known() for mount in mounts}
    for mount in mounts:
        name = mount.name.known()
        if name in names or (name == _OF_THE_SERVICE and job.dialect in _WITH_IT):
            continue
        spare = [each for each in names if each not in mounted]
        is_meant = len(spare) == 1 and is_short(spare[0])
        advice = f"write {spare[0]}" if is_meant else "add the volume, or delete the mount"
        yield mount.name.finding(f"no volume of the job is called {quoted(name, 'so')}; {advice}")
