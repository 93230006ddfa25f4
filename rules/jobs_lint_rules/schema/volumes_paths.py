"""Where volumes are mounted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, CloudRunJob, Job, Limits, rule
from jobs_lint_rules.paths import is_below, plain
from jobs_lint_rules.quoting import is_short, says

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, RunContainer, Setting

_KERNELS = ("/dev", "/proc", "/sys")
_OF_THE_SYSTEM = frozenset(
    {
        *("/", "/bin", "/sbin", "/etc", "/etc/ssl", "/etc/ssl/certs", "/lib", "/lib64"),
        *("/usr", "/usr/bin", "/usr/lib", "/usr/local", "/usr/local/bin"),
    }
)
"""The folders without whose files hardly a program runs."""
_OF_PROGRAMS = _OF_THE_SYSTEM | frozenset(
    {"/app", "/home", "/opt", "/root", "/srv", "/tmp", "/usr/src/app", "/var", "/workspace"}  # noqa: S108 (a folder of the image)
)
"""Those, and the folders in which images have their own programs, or have to write."""


@rule(
    "SCH048",
    "invalid-mount-path",
    severity="error",
    on=CloudRunJob,
    tags=("schema", "cloud-run", "volumes"),
    when=("containers.mounts",),
)
def invalid_mount_path(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A volume is mounted where Cloud Run doesn't mount any, or two at one path.

    ## Why
    A mount path is absolute and has no colon. Two volumes of a container can't be at the same path, and none can be at
    or below `/dev`, `/proc` or `/sys`. The API refuses the job.

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
                    - name: scratch
                      mountPath: scratch # <- SCH048
              volumes:
                - name: scratch
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
                    - name: scratch
                      mountPath: /scratch
              volumes:
                - name: scratch
                  emptyDir:
                    medium: Memory
                    sizeLimit: 256Mi
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/in-memory-volume-mounts
    - https://run.googleapis.com/$discovery/rest?version=v2
    """
    for container in job.containers:
        yield from _invalid(container)


def _invalid(container: RunContainer) -> Iterator[Finding]:
    first: dict[str, Setting[str]] = {}
    for mount in container.mounts:
        path = mount.mount_path
        if not path.is_set or not path.known():
            continue
        text = plain(path.known())
        before = first.setdefault(text, path)
        if not text.startswith("/"):
            yield path.finding(f"{says(path)}, and a mount path is absolute; start it with a slash")
        elif ":" in text:
            yield path.finding(f"{says(path)}, and a mount path has no colon; choose another path")
        elif any(text == folder or is_below(text, folder) for folder in _KERNELS):
            what = "and nothing can be mounted at or below /dev, /proc or /sys"
            yield path.finding(f"{says(path)}, {what}; choose another path")
        elif before is not path:
            related = (before.also("what is mounted there first"),)
            yield path.finding(f"{says(path)}, where another volume is already; choose another path", related=related)


@rule(
    "SCH050",
    "overlapping-mount-paths",
    severity="warning",
    on=Job,
    tags=("schema", "cloud-run", "batch", "volumes"),
    when=("volumes", "containers.mounts"),
)
def overlapping_mount_paths(job: Job, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A volume is mounted inside another one, or on Batch at the same path.

    ## Why
    Which volume is mounted first isn't documented. Where the outer one is the later, it hides the inner one and its
    files; where it is a bucket that is mounted for reading only, the folder for the inner one may not be there at
    all. Folders beside each other have none of these troubles.

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
                    - name: orders
                      mountPath: /data
                    - name: scratch
                      mountPath: /data/scratch # <- SCH050
              volumes:
                - name: orders
                  csi:
                    driver: gcsfuse.run.googleapis.com
                    volumeAttributes:
                      bucketName: example-orders
                - name: scratch
                  emptyDir:
                    medium: Memory
                    sizeLimit: 256Mi
    ```
    ```yaml
    taskGroups:
      - taskSpec:
          volumes:
            - gcs:
                remotePath: example-orders
              mountPath: /mnt/disks/data
            - gcs:
                remotePath: example-results
              mountPath: /mnt/disks/data # <- SCH050
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
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
                      mountPath: /data/orders
                    - name: scratch
                      mountPath: /data/scratch
              volumes:
                - name: orders
                  csi:
                    driver: gcsfuse.run.googleapis.com
                    volumeAttributes:
                      bucketName: example-orders
                - name: scratch
                  emptyDir:
                    medium: Memory
                    sizeLimit: 256Mi
    ```
    ```yaml
    taskGroups:
      - taskSpec:
          volumes:
            - gcs:
                remotePath: example-orders
              mountPath: /mnt/disks/orders
            - gcs:
                remotePath: example-results
              mountPath: /mnt/disks/results
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/secrets
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    if isinstance(job, BatchJob):
        yield from _overlaps([volume.mount_path for volume in job.volumes], with_equals=True)
        return
    for container in job.containers:
        yield from _overlaps([mount.mount_path for mount in container.mounts], with_equals=False)


def _overlaps(paths: list[Setting[str]], with_equals: bool) -> Iterator[Finding]:
    """The paths that lie in an earlier or a later one, each once; where wanted, those that are an earlier one too."""
    known = [(plain(path.known()), path) for path in paths if path.is_set and path.known().startswith("/")]
    if len(known) <= 1:
        return
    first: dict[str, Setting[str]] = {}
    for text, path in known:
        first.setdefault(text, path)
    for text, path in known:
        before = first[text]
        if before is not path:
            if with_equals:
                related = (before.also("what is mounted there first"),)
                yield path.finding(f"{says(path)}, where another volume is already; choose another", related=related)
            continue
        outer = _outer(text, first)
        if outer is not None:
            what = f"{says(path)}, inside another volume at {plain(outer.known())}, which may hide it"
            if not is_short(outer.text):
                what = f"{says(path)}, inside another volume, which may hide it"
            related = (outer.also("the volume around it"),)
            yield path.finding(f"{what}; mount them beside each other", related=related)


def _outer(text: str, paths: dict[str, Setting[str]]) -> Setting[str] | None:
    """The volume around a path; one at the root is told of by itself."""
    folder = text.rpartition("/")[0]
    while folder:
        if folder in paths:
            return paths[folder]
        folder = folder.rpartition("/")[0]
    return None


@rule(
    "SCH054",
    "mount-hides-files",
    severity="warning",
    on=CloudRunJob,
    tags=("schema", "cloud-run", "volumes"),
    when=("volumes",),
)
def mount_hides_files(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A volume is mounted over a folder in which an image has files of its own.

    ## Why
    A volume takes the place of the folder at its path: what the image has there isn't seen any more. Over `/etc` or
    `/usr` hardly a program starts, and a secret over `/app` or the working directory hides the program itself. A
    secret needs a folder of its own, such as `/secrets`; it can't be put as one file among others.

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
                    - name: settings
                      mountPath: /app # <- SCH054
              volumes:
                - name: settings
                  secret:
                    secretName: import-settings
                    items:
                      - key: "3"
                        path: settings.json
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
                    - name: settings
                      mountPath: /secrets
              volumes:
                - name: settings
                  secret:
                    secretName: import-settings
                    items:
                      - key: "3"
                        path: settings.json
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/secrets
    """
    kinds = {volume.name.known(): volume.kind for volume in job.volumes if volume.name.is_set}
    if not kinds:
        return
    for container in job.containers:
        for mount in container.mounts:
            path = mount.mount_path
            if not path.is_set or not path.known().startswith("/") or not mount.name.is_set:
                continue
            is_secret = kinds.get(mount.name.known()) == "secret"
            text = plain(path.known())
            if text in (_OF_PROGRAMS if is_secret else _OF_THE_SYSTEM):
                what = "whose files in the image are hidden by the volume"
            elif is_secret and container.working_dir.is_set and text == plain(container.working_dir.known()):
                what = f"the container's own {container.working_dir.key}, whose files in the image are hidden by it"
            else:
                continue
            yield path.finding(f"{says(path)}, {what}; mount it at a folder of its own")
