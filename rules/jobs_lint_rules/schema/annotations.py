"""The annotations and labels whose keys are Cloud Run's own."""

from __future__ import annotations

from jobs_lint.api import CloudRunJob
from jobs_lint_rules.schema._passed_on import Row, rules_of

RULES = rules_of(
    Row(
        "SCH018",
        "misspelled-annotation",
        "error",
        """The name of one of Cloud Run's annotations is misspelled.

    ## Why
    Settings that the YAML has no field for are annotations with names under `run.googleapis.com/`. Nothing checks
    them on the way to the service, so that the setting is simply missing from the job, or the job is refused.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        metadata:
          annotations:
            run.googleapis.com/vpc-access-egres: all-traffic # <- SCH018
        spec:
          template:
            spec:
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
        metadata:
          annotations:
            run.googleapis.com/vpc-access-egress: all-traffic
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/reference/rest/v1/ObjectMeta
    """,
        on=CloudRunJob,
        tags=("schema", "cloud-run"),
    ),
    Row(
        "SCH019",
        "annotation-at-wrong-level",
        "error",
        """One of Cloud Run's annotations stands at a level where it has no effect.

    ## Why
    The launch stage is the job's own; networks, databases, secrets and the execution environment are those of its
    executions, in `spec.template.metadata`. At the other level an annotation is refused or does nothing.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
      annotations:
        run.googleapis.com/vpc-access-connector: backend # <- SCH019
    spec:
      template:
        spec:
          template:
            spec:
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
        metadata:
          annotations:
            run.googleapis.com/vpc-access-connector: backend
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/reference/rest/v1/ObjectMeta
    """,
        on=CloudRunJob,
        tags=("schema", "cloud-run"),
    ),
    Row(
        "SCH020",
        "annotation-of-a-service",
        "error",
        """An annotation is one of Cloud Run services, and means nothing in a job.

    ## Why
    How a service scales, how its CPU is throttled between requests and who may call it are annotations of services
    and their revisions. A job runs as many tasks as it is told, and serves no requests.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        metadata:
          annotations:
            autoscaling.knative.dev/maxScale: "3" # <- SCH020
        spec:
          template:
            spec:
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
          parallelism: 3
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/reference/rest/v1/ObjectMeta
    """,
        on=CloudRunJob,
        tags=("schema", "cloud-run"),
    ),
    Row(
        "SCH021",
        "unknown-annotation",
        "warning",
        """An annotation under `run.googleapis.com/` is in no list of a job's annotations.

    ## Why
    The prefix is the service's own, so an annotation that it doesn't know is a mistake: mostly a setting that is a
    field, or a flag of gcloud. Newer ones than this version of jobs-lint knows are possible.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        metadata:
          annotations:
            run.googleapis.com/task-timeout: 600s # <- SCH021
        spec:
          template:
            spec:
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
          template:
            spec:
              timeoutSeconds: 600
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/reference/rest/v1/ObjectMeta
    """,
        on=CloudRunJob,
        tags=("schema", "cloud-run"),
    ),
    Row(
        "SCH022",
        "system-key-refused",
        "error",
        """A label or an annotation of the REST API v2 has a key that is the service's own.

    ## Why
    The REST API v2 has fields for what are annotations in the YAML, and refuses labels and annotations whose keys
    start with `run.googleapis.com/`, `cloud.googleapis.com/`, `serving.knative.dev/` or `autoscaling.knative.dev/`.

    ## Bad
    ```yaml
    annotations:
      run.googleapis.com/launch-stage: BETA # <- SCH022
    template:
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    launchStage: BETA
    template:
      template:
        containers:
          - image: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/reference/rest/v2/projects.locations.jobs
    """,
        on=CloudRunJob,
        tags=("schema", "cloud-run"),
    ),
)
