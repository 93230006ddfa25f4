"""Keys and values that are written so that Google's tools drop them, refuse them or read something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, CloudRunJob, Job
from jobs_lint_rules.containers import lacks_unit
from jobs_lint_rules.schema._passed_on import Row, rules_of

if TYPE_CHECKING:
    from jobs_lint.api import Limits, Setting


def _without_unit(job: Job, limits: Limits) -> list[Setting[int]]:
    """CPU and memory that want another text, not quotes around this one."""
    if not isinstance(job, CloudRunJob):
        return []
    return [each for one in job.containers for each in (one.cpu, one.memory) if lacks_unit(each, limits)]


RULES = rules_of(
    Row(
        "SCH001",
        "duplicate-key",
        "warning",
        """A key stands twice in one mapping.

    ## Why
    gcloud takes the first and drops the second, most other readers take the last, and the YAML standard forbids
    both. So the job that runs isn't the one that a reader of the file expects.

    ## Bad
    ```yaml
    taskGroups:
      - taskCount: 10
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
        taskCount: 500 # <- SCH001
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 500
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://yaml.org/spec/1.1/#id932806
    """,
    ),
    Row(
        "SCH002",
        "yaml-1-1-value",
        "warning",
        """A value means something else in YAML 1.1, which Google's tools read, than it seems to.

    ## Why
    In YAML 1.1 `010` is 8, `1:30` is 90, `1_000` is 1000 and `yes` is true. YAML 1.2 and people read them
    otherwise, so the file says one thing to whoever reviews it and another to gcloud.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          taskCount: 010 # <- SCH002
          template:
            spec:
              timeoutSeconds: 1:30 # <- SCH002
              containers:
                - image: europe-docker.pkg.dev/example/images/import
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
          taskCount: 10
          template:
            spec:
              timeoutSeconds: 90
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://yaml.org/type/int.html
    - https://yaml.org/type/bool.html
    """,
        kind="yaml-1-1",
    ),
    Row(
        "SCH003",
        "value-spelling-refused",
        "error",
        """A value is spelled in a way that the service or its tools refuse, though its meaning may be plain.

    ## Why
    The fields are typed: names, the limits of a container and the values of labels and environment variables are
    texts, so that a bare number or boolean has to be quoted, `1e3` as well; a Knative-style timeout is a bare number
    of seconds; a duration of Batch is a text of seconds with an `s`. Anything else ends the deployment. A value whose
    meaning is plain is held against the limits too.

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
              timeoutSeconds: 10m # <- SCH003
              containers:
                - image: europe-docker.pkg.dev/example/images/import
                  resources:
                    limits:
                      cpu: 2 # <- SCH003
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
              timeoutSeconds: 600
              containers:
                - image: europe-docker.pkg.dev/example/images/import
                  resources:
                    limits:
                      cpu: "2"
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/reference/yaml/v1
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """,
        kind="refused-spelling",
        told=_without_unit,
    ),
    Row(
        "SCH004",
        "task-groups-in-snake-case",
        "error",
        """A Batch job's `taskGroups` is written `task_groups`.

    ## Why
    Batch's server takes keys in snake_case, and gcloud passes them on as they are, but for this one: where gcloud
    finds no `taskGroups`, it adds an empty one of its own, and the request holds both. Where both spellings stand in
    the file, both are sent, and which one counts isn't defined.

    ## Bad
    ```yaml
    task_groups: # <- SCH004
      - task_spec:
          runnables:
            - container:
                image_uri: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    taskGroups:
      - task_spec:
          runnables:
            - container:
                image_uri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """,
        on=BatchJob,
        tags=("schema", "batch"),
        kind="refused-key",
    ),
    Row(
        "SCH005",
        "field-in-both-cases",
        "error",
        """A field stands twice in one mapping, in camelCase and in snake_case.

    ## Why
    The servers of Batch and of Cloud Run's REST API v2 take both spellings for one field, both are sent, and which one
    counts isn't defined. So nobody can say which job will run. The keys of labels and of environment variables are
    one's own, and may differ in nothing else.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          maxRetryCount: 3
          max_retry_count: 5 # <- SCH005
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ```yaml
    template:
      template:
        maxRetries: 3
        max_retries: 5 # <- SCH005
        containers:
          - image: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          maxRetryCount: 3
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ```yaml
    template:
      template:
        maxRetries: 3
        containers:
          - image: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/run/docs/reference/rest/v2/projects.locations.jobs
    """,
        kind="both-cases",
    ),
)
