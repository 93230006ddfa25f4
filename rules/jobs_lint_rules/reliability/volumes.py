"""Volumes of Cloud Run jobs that no container can reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule
from jobs_lint_rules.quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding


@rule(
    "REL011", "volume-not-mounted", severity="warning", on=CloudRunJob, tags=("cloud-run", "volumes"), when=("volumes",)
)
def volume_not_mounted(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """No container mounts one of the job's volumes.

    ## Why
    A volume is there for a container that mounts it at a path. Without a mount its files are nowhere to be found:
    a program that looks for them at the path it expects fails, or writes into the container's memory instead.

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
              volumes:
                - name: orders # <- REL011
                  csi:
                    driver: gcsfuse.run.googleapis.com
                    volumeAttributes:
                      bucketName: example-orders
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
                    - name: orders
                      mountPath: /orders
              volumes:
                - name: orders
                  csi:
                    driver: gcsfuse.run.googleapis.com
                    volumeAttributes:
                      bucketName: example-orders
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/reference/yaml/v1
    - https://run.googleapis.com/$discovery/rest?version=v2
    """
    if not job.volumes or not job.containers or job.containers.is_unknown:
        return
    mounted: set[str] = set()
    names = {volume.name.known() for volume in job.volumes if volume.name.is_set}
    for container in job.containers:
        if container.mounts.is_unknown or not all(mount.name.is_set for mount in container.mounts):
            return
        mounted.update(mount.name.known() for mount in container.mounts)
    if mounted - names:
        return  # a mount of a name that isn't there is meant for the volume, and told of by itself
    for volume in job.volumes:
        if volume.name.is_set and volume.kind is not None and volume.name.known() not in mounted:
            name = quoted(volume.name.known(), "of this name")
            yield volume.name.finding(f"no container mounts the volume {name}; mount it, or delete it")
