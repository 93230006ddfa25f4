"""Names by which volumes, and disks of Batch, are found, each of which is given once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Job, Limits, rule
from jobs_lint_rules.quoting import in_quotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Setting


@rule(
    "SCH123",
    "two-volumes-of-one-name",
    severity="warning",
    on=Job,
    tags=("schema", "volumes", "names"),
    when=("volumes", "disks"),
)
def two_volumes_of_one_name(job: Job, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """Two volumes of a Cloud Run job, or two disks of a Batch job, have the same name.

    ## Why
    A container's mount names one of the job's volumes, and a volume of Batch names one of its disks. Where two have
    the name, nothing says which of them is meant: the job is refused, or one of the two is never used.

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
                    - name: data
                      mountPath: /data
              volumes:
                - name: data
                  emptyDir:
                    medium: Memory
                    sizeLimit: 128Mi
                - name: data # <- SCH123
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
                    - name: data
                      mountPath: /data
                    - name: scratch
                      mountPath: /scratch
              volumes:
                - name: data
                  emptyDir:
                    medium: Memory
                    sizeLimit: 128Mi
                - name: scratch
                  emptyDir:
                    medium: Memory
                    sizeLimit: 256Mi
    ```

    ## See
    - https://run.googleapis.com/$discovery/rest?version=v2
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    if isinstance(job, BatchJob):
        what, names = "disks", [disk.device_name for disk in job.disks]
    else:
        what, names = "volumes", [volume.name for volume in job.volumes]
    if len(names) <= 1:
        return
    seen: dict[str, Setting[str]] = {}
    for name in names:
        if not name.is_set or not name.value:
            continue
        first = seen.setdefault(name.known(), name)
        if first is not name:
            related = (first.also("the first of that name"),)
            yield name.finding(f"two {what} have the name {in_quotes(name)}; give each its own", related=related)
