"""Tasks that don't tell themselves apart: all do the same work, or write over each other's results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, Job, Limits, human_count, rule
from jobs_lint_rules.paths import is_below
from jobs_lint_rules.quoting import is_short
from jobs_lint_rules.reliability._storage import NOT_LITERAL, redirected, shared_paths
from jobs_lint_rules.words import LONGEST, many, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Container, Finding, Setting

_TELLING_APART = ("TASK_INDEX", "NODE_INDEX", "HOSTS_FILE", "TASK_COUNT", "JOB_COMPLETION_INDEX")
"""What a command or a variable of a job whose tasks differ has in it, in whichever service's spelling."""
_OUTPUT_NAMES = ("OUTPUT", "OUT_DIR", "OUT_PATH", "RESULT", "DESTINATION", "DEST_")
_OUTPUT_OPTIONS = ("--output", "--out", "--out-dir", "--out_dir", "--outdir", "--output-dir", "--output_dir", "-o")
_OUTPUT_OPTIONS_LONGER = (
    *_OUTPUT_OPTIONS[:-1],
    "--output-path",
    "--output_path",
    "--dest",
    "--destination",
    "--result",
)


def _index(job: Job) -> str:
    return "BATCH_TASK_INDEX" if isinstance(job, BatchJob) else "CLOUD_RUN_TASK_INDEX"


def _are_alike(job: Job) -> bool:
    """Whether nothing in a job of several tasks tells one from another, as far as the file shows."""
    if isinstance(job, BatchJob):
        if job.task_environments or job.task_environments.is_unknown or job.uses_barriers is not False:
            return False
        if job.require_hosts_file.is_written or job.permissive_ssh.is_written:
            return False  # tasks of one computation, which find each other by the hosts file
        if any(runnable.script_path.is_written for runnable in job.runnables):
            return False
    return len(job.containers) > 0 and job.mentions(*_TELLING_APART) is False


def _overwritten(job: Job) -> Finding | None:
    """The finding at a shell's text that writes one file on a shared volume in every task."""
    for container in job.containers:
        shared = tuple(shared_paths(job, container))
        if not shared:
            continue
        for word in container.words:
            for path, is_appended in redirected(word.text):
                kind = next((kind for folder, kind in shared if is_below(path, folder)), None)
                if kind is None or (is_appended and kind != "bucket"):
                    continue
                tasks = many(job.task_count.known(), "task")
                does = "appends to" if is_appended else "writes"
                return word.finding(
                    f'{_shown(word)}each of the {tasks} {does} "{_short(path)}" on a volume that they share, '
                    f"so that one destroys what another has written; put {_index(job)} into the name of the file",
                    related=(job.task_count.also("the task count"),),
                )
    return None


def _shown(setting: Setting[str], name: str = "") -> str:
    """What a setting says, as the beginning of a message, where it is short. `name` is what it goes by, if not its
    key."""
    text = setting.text.strip()
    name = name if is_short(name) else setting.key
    return f"{name} is {text}: " if is_short(text) else ""


def _short(path: str) -> str:
    return path if len(path) <= LONGEST else "..." + path[-LONGEST:]


def _shared_output(job: Job) -> Finding | None:
    """The finding at an option or variable that gives every task the same place on a shared volume for its results."""
    for container in job.containers:
        folders = [folder for folder, _ in shared_paths(job, container)]
        if not folders:
            continue
        for setting, path, name in _outputs(job, container):
            if any(path == folder or is_below(path, folder) for folder in folders) and NOT_LITERAL.isdisjoint(path):
                tasks = many(job.task_count.known(), "task")
                return setting.finding(
                    f'{_shown(setting, name)}all {tasks} are given the one place "{_short(path)}" on a volume that '
                    f"they share for their results; put {_index(job)} into the path, unless the program does so",
                    related=(job.task_count.also("the task count"),),
                )
    return None


def _outputs(job: Job, container: Container) -> Iterator[tuple[Setting[str], str, str]]:
    """The settings that name a place for results, each with that place and, of a variable, its name."""
    for variable in (*job.env, *container.env):
        name = variable.name.text.upper()
        if any(word in name for word in _OUTPUT_NAMES):
            yield variable.value, variable.value.text, variable.name.text
    option = ""
    for word in container.words:
        text = word.text
        if option in _OUTPUT_OPTIONS_LONGER or option == _OUTPUT_OPTIONS[-1]:
            yield word, text, ""
        name, equals, value = text.partition("=")
        if equals and name in _OUTPUT_OPTIONS_LONGER:
            yield word, value, ""
        option = text


@rule("REL001", "task-index-not-used", severity="info", on=Job, tags=("tasks",), profile="pedantic")
def task_index_not_used(job: Job, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The job has several tasks, and nothing in the file uses the task index.

    ## Why
    All tasks of a job run the same command with the same variables. Unless the program reads its number,
    `CLOUD_RUN_TASK_INDEX` or `BATCH_TASK_INDEX`, each of them does all of the work. Where it does so in its own code,
    or the tasks take their work from a queue, nothing is wrong: this is a reminder that only the code can answer.
    Jobs whose tasks work together, by barriers or a hosts file, are left alone, and so are task environments.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: resize
    spec:
      template:
        spec:
          taskCount: 20 # <- REL001
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/resize
                  args: ["--all"]
    ```

    ```yaml
    taskGroups:
      - taskCount: 20 # <- REL001
        taskSpec:
          runnables:
            - script:
                text: ./resize --all
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: resize
    spec:
      template:
        spec:
          taskCount: 20
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/resize
                  command: ["/bin/sh", "-c"]
                  args: ["./resize --part $CLOUD_RUN_TASK_INDEX --of $CLOUD_RUN_TASK_COUNT"]
    ```

    ```yaml
    taskGroups:
      - taskCount: 20
        taskSpec:
          runnables:
            - script:
                text: ./resize --part $BATCH_TASK_INDEX --of $BATCH_TASK_COUNT
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/create-jobs
    - https://docs.cloud.google.com/batch/docs/create-run-basic-job
    """
    if job.task_count > 1 and _are_alike(job) and not _overwritten(job) and not _shared_output(job):
        count = job.task_count
        yield count.finding(
            f"{seen(count, human_count(count.known()))}, and nothing here names {_index(job)}; all tasks do the same "
            "work, unless the program reads it by itself or takes its work from a queue"
        )


@rule("REL002", "tasks-overwrite-one-file", severity="warning", on=Job, tags=("tasks", "volumes"), when=("volumes",))
def tasks_overwrite_one_file(job: Job, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """All tasks of a job write one and the same file on a volume that they share.

    ## Why
    A bucket or an NFS share is the same for all tasks. Where the shell redirects the output of each into one file
    there, the task that ends last leaves its own and no other's, and two that write at once leave a mixture. To
    append helps on no bucket: each write replaces the object. The number of the task makes the names differ.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 20
        taskSpec:
          volumes:
            - gcs:
                remotePath: example-results
              mountPath: /mnt/disks/results
          runnables:
            - script:
                text: ./count > /mnt/disks/results/counts.csv # <- REL002
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 20
        taskSpec:
          volumes:
            - gcs:
                remotePath: example-results
              mountPath: /mnt/disks/results
          runnables:
            - script:
                text: ./count > /mnt/disks/results/counts-$BATCH_TASK_INDEX.csv
    ```

    ## See
    - https://docs.cloud.google.com/batch/docs/create-run-basic-job
    - https://docs.cloud.google.com/run/docs/configuring/jobs/cloud-storage-volume-mounts
    """
    if job.task_count > 1 and len(job.volumes) > 0 and _are_alike(job):
        found = _overwritten(job)
        if found is not None:
            yield found


@rule(
    "REL003",
    "tasks-share-output-path",
    severity="info",
    on=Job,
    tags=("tasks", "volumes"),
    profile="pedantic",
    when=("volumes",),
)
def tasks_share_output_path(job: Job, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """All tasks of a job are given one place for their results, and nothing uses the task index.

    ## Why
    An option such as `--output`, or a variable of such a name, has the same value in every task. Where it leads to a
    bucket or an NFS share, the tasks write over each other's results, unless the program adds a name of its own.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: resize
    spec:
      template:
        spec:
          taskCount: 20
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/resize
                  args:
                    - --output=/results/pictures # <- REL003
                  volumeMounts:
                    - name: results
                      mountPath: /results
              volumes:
                - name: results
                  csi:
                    driver: gcsfuse.run.googleapis.com
                    volumeAttributes:
                      bucketName: example-results
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: resize
    spec:
      template:
        spec:
          taskCount: 20
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/resize
                  command: ["/bin/sh", "-c"]
                  args: ["./resize --output=/results/pictures/$CLOUD_RUN_TASK_INDEX"]
                  volumeMounts:
                    - name: results
                      mountPath: /results
              volumes:
                - name: results
                  csi:
                    driver: gcsfuse.run.googleapis.com
                    volumeAttributes:
                      bucketName: example-results
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/create-jobs
    - https://docs.cloud.google.com/batch/docs/create-run-basic-job
    """
    if job.task_count > 1 and len(job.volumes) > 0 and _are_alike(job) and _overwritten(job) is None:
        found = _shared_output(job)
        if found is not None:
            yield found
