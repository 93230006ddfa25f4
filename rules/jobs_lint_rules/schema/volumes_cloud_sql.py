"""Connections to Cloud SQL: where they are mounted, and whether what is used is what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule
from jobs_lint_rules.paths import is_below, plain
from jobs_lint_rules.quoting import says

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Setting

_FOLDER = "/cloudsql"
_SOCKETS = "/cloudsql/"
_IN_URLS = ("%2Fcloudsql%2F", "%2fcloudsql%2f")
_IN_FOLDERS = frozenset("-_.}")
"""What ends the name of a folder, or of a bucket, around another `cloudsql` than the one at the root."""
_PROXIES = ("cloud-sql-proxy", "cloud_sql_proxy", "gce-proxy", "cloudsql-proxy")
_ANNOTATION = "run.googleapis.com/cloudsql-instances"
_MEANT = "cloudsql"


@rule(
    "SCH051",
    "cloud-sql-mounted-elsewhere",
    severity="warning",
    on=CloudRunJob,
    tags=("schema", "cloud-run", "volumes"),
    profile="pedantic",
    when=("volumes",),
)
def cloud_sql_mounted_elsewhere(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A volume with the sockets of Cloud SQL is mounted elsewhere than at `/cloudsql`.

    ## Why
    A mount of such a volume has the path `/cloudsql` or none, says the API's own text, and that is where programs and
    libraries look for the sockets. Other paths have been let through, so nothing may stop the job before it fails to
    connect.

    ## Bad
    ```yaml
    template:
      taskCount: 1
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
            volumeMounts:
              - name: orders
                mountPath: /var/run/postgresql # <- SCH051
        volumes:
          - name: orders
            cloudSqlInstance:
              instances: ["example:europe-west1:orders"]
    ```

    ## Good
    ```yaml
    template:
      taskCount: 1
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
            volumeMounts:
              - name: orders
                mountPath: /cloudsql
        volumes:
          - name: orders
            cloudSqlInstance:
              instances: ["example:europe-west1:orders"]
    ```

    ## See
    - https://run.googleapis.com/$discovery/rest?version=v2
    """
    names = {volume.name.known() for volume in job.volumes if volume.name.is_set and volume.kind == "cloud-sql"}
    if not names:
        return
    for container in job.containers:
        for mount in container.mounts:
            path = mount.mount_path
            if not path.is_set or not path.known() or not mount.name.is_set or mount.name.known() not in names:
                continue
            if plain(path.known()) != _FOLDER:
                yield path.finding(f"{says(path)}, and the sockets of Cloud SQL belong at {_FOLDER}; write {_FOLDER}")


@rule(
    "SCH052",
    "cloud-sql-connection-mismatch",
    severity="warning",
    on=CloudRunJob,
    tags=("schema", "cloud-run", "volumes"),
    when=(
        "volumes",
        "cloud_sql_instances",
        "containers.env",
        "containers.secret_env",
        "containers.command",
        "containers.args",
    ),
)
def cloud_sql_connection_mismatch(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A container uses a socket of Cloud SQL that nothing provides, or two things provide them.

    ## Why
    The sockets below `/cloudsql` are there only where the job names its instances: in the annotation of the
    Knative-style YAML, in a volume, or by gcloud's option. Without them the first connection fails. A proxy of one's
    own beside them does the same work a second time, with CPU and memory that the task pays for; and as a container
    that never ends by itself, it has to be told when the work is done.

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
                  env:
                    - name: DB_HOST
                      value: /cloudsql/example:europe-west1:orders # <- SCH052
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        metadata:
          annotations:
            run.googleapis.com/cloudsql-instances: example:europe-west1:orders
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
                  env:
                    - name: DB_HOST
                      value: /cloudsql/example:europe-west1:orders
    ```

    ## See
    - https://docs.cloud.google.com/sql/docs/postgres/connect-run
    """
    volume = next((volume for volume in job.volumes if volume.kind == "cloud-sql"), None)
    if job.cloud_sql_instances or volume is not None:
        if job.cloud_sql_instances and volume is not None:
            place = volume.name if volume.name.is_set else volume
            yield place.finding(
                "the job is connected to Cloud SQL by an option already; delete this volume or the option"
            )
        for container in job.containers:
            image = container.image
            if image.is_written and any(proxy in image.text for proxy in _PROXIES):
                text = "this container is a proxy for Cloud SQL, and the job is connected without one already"
                yield image.finding(f"{text}; delete the container, or the connection")
        return
    socket = _first_socket(job)
    if socket is not None and _has_none(job):
        how = f"in the annotation {_ANNOTATION}" if job.dialect == "cloud-run-v1" else "in a volume of Cloud SQL"
        if job.dialect == "gcloud":
            how = "with --set-cloudsql-instances"
        yield socket.finding(
            f"the job uses a socket below {_FOLDER}, and has no connection to Cloud SQL; name it {how}"
        )


def _first_socket(job: CloudRunJob) -> Setting[str] | None:
    """The first variable or word that has the path of a socket in it."""
    for variable in job.all_env():
        if _has_socket(variable.value.text):
            return variable.value
    for container in job.containers:
        for word in container.words:
            if _has_socket(word.text):
                return word
    return None


def _has_socket(text: str) -> bool:
    """Whether a text has a path below `/cloudsql`, and not one of a bucket, such as `gs://backups/cloudsql/`."""
    before = text.split(_SOCKETS)[:-1] if _SOCKETS in text else ()
    if all(piece[-1:].isalnum() or piece[-1:] in _IN_FOLDERS for piece in before):
        return any(socket in text for socket in _IN_URLS)
    return True


def _has_none(job: CloudRunJob) -> bool:
    """Whether certainly nothing in the job makes the sockets: no option, volume or proxy, and no mount there."""
    if job.cloud_sql_instances.is_unknown or job.volumes.is_unknown or job.containers.is_unknown:
        return False
    if any(volume.kind is None for volume in job.volumes):
        return False
    if any(_MEANT in note.name.text for note in (*job.annotations, *job.execution_annotations)):
        return False  # misspelled or at the wrong level, which is told of by itself
    for container in job.containers:
        if container.mounts.is_unknown or (len(job.containers) > 1 and not container.image.is_set):
            return False
        texts = (container.image.text, *(word.text for word in container.words))
        if any(proxy in text for text in texts for proxy in _PROXIES):
            return False
        for mount in container.mounts:
            path = mount.mount_path
            if not path.is_set or plain(path.known()) == _FOLDER or is_below(plain(path.known()), _FOLDER):
                return False
    return True
