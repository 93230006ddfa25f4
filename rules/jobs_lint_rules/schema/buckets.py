"""Buckets that Cloud Run mounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule
from jobs_lint_rules.quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_SCHEME = "gs://"


@rule(
    "SCH110",
    "bucket-name-as-address",
    severity="error",
    on=CloudRunJob,
    tags=(
        "schema",
        "cloud-run",
        "storage",
    ),
    when=("volumes.bucket",),
)
def bucket_name_as_address(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The bucket of a Cloud Run volume is written as an address or a path.

    ## Why
    The field takes the name of a bucket, which has no `gs://` and no slash in it. Of a bucket's folder only, say
    `only-dir=orders` in the mount options.

    ## Bad
    ```yaml
    template:
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
            volumeMounts: [{name: data, mountPath: /data}]
        volumes:
          - name: data
            gcs:
              bucket: gs://example-data # <- SCH110
    ```

    ## Good
    ```yaml
    template:
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
            volumeMounts: [{name: data, mountPath: /data}]
        volumes:
          - name: data
            gcs:
              bucket: example-data
    ```

    ## See
    - https://run.googleapis.com/$discovery/rest?version=v2
    - https://docs.cloud.google.com/run/docs/configuring/jobs/cloud-storage-volume-mounts
    """
    for volume in job.volumes:
        bucket = volume.bucket
        if not bucket.is_written or bucket.text.startswith(("$", "{")):
            continue
        if bucket.text.startswith((_SCHEME, "/")) or (bucket.is_set and "/" in bucket.text):
            text = f"{bucket.key} is {quoted(bucket.text, 'a path')}, and a bucket's name has no slash"
            yield bucket.finding(f"{text}; write the name alone, and a folder as only-dir in the mount options")


@rule(
    "SCH111",
    "mount-option-with-hyphens",
    severity="warning",
    on=CloudRunJob,
    tags=(
        "schema",
        "cloud-run",
        "storage",
    ),
    when=("volumes.mount_options",),
)
def mount_option_with_hyphens(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A mount option of a bucket starts with the hyphens of a command line.

    ## Why
    The options are those of gcsfuse, without the two hyphens that stand before them on its command line. With them the
    option isn't known, and the volume can't be mounted.

    ## Bad
    ```yaml
    template:
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
            volumeMounts: [{name: data, mountPath: /data}]
        volumes:
          - name: data
            gcs:
              bucket: example-data
              mountOptions:
                - --implicit-dirs # <- SCH111
    ```

    ## Good
    ```yaml
    template:
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
            volumeMounts: [{name: data, mountPath: /data}]
        volumes:
          - name: data
            gcs:
              bucket: example-data
              mountOptions:
                - implicit-dirs
    ```

    ## See
    - https://run.googleapis.com/$discovery/rest?version=v2
    - https://docs.cloud.google.com/run/docs/configuring/jobs/cloud-storage-volume-mounts
    """
    for volume in job.volumes:
        if not volume.has_bucket.is_written and not volume.bucket.is_written:
            continue
        for option in volume.mount_options:
            text = option.value.text.strip()
            if option.value.is_written and text.startswith("-"):
                yield option.value.finding(f"{quoted(text, 'a mount option')} has hyphens before it; leave them out")
