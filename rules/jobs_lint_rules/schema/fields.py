"""Fields that aren't there, stand at the wrong level, belong elsewhere, lack, or exclude each other."""

from __future__ import annotations

from jobs_lint_rules.schema._passed_on import Row, rules_of

RULES = rules_of(
    Row(
        "SCH007",
        "misspelled-field",
        "error",
        """A field's name is misspelled.

    ## Why
    gcloud refuses a field of a Knative-style job that it doesn't know, without a line; of a Batch job it passes the
    field on, and the server refuses it. The name that is meant is that of a field of the same message that is an edit
    or two away, that goes on where the one written ends or the other way round, or that differs in case or underscores
    alone where the form doesn't take that.

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
              max_retries: 3 # <- SCH007
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          maxRetryCuont: 3 # <- SCH007
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
              maxRetries: 3
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          maxRetryCount: 3
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/reference/yaml/v1
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """,
    ),
    Row(
        "SCH008",
        "field-at-wrong-level",
        "error",
        """A field stands at a level where it doesn't belong.

    ## Why
    A job has levels that look alike: a Cloud Run job has a template of executions and in it one of tasks, a Batch job
    has task groups with a task each. A field one level too high or too low is refused, or dropped without a word.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          taskCount: 10
          timeoutSeconds: 600 # <- SCH008
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ```yaml
    taskGroups:
      - maxRetryCount: 3 # <- SCH008
        taskSpec:
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
          taskCount: 10
          template:
            spec:
              timeoutSeconds: 600
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          maxRetryCount: 3
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/reference/yaml/v1
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """,
    ),
    Row(
        "SCH009",
        "field-of-another-form",
        "error",
        """A field belongs to another form of the job, or to another product.

    ## Why
    The same setting has one name in the YAML of Cloud Run, another in its REST API, in Terraform, in Batch and in a
    Kubernetes Job, and none takes the names of the others. Fields of a Cloud Run service, such as its concurrency,
    have no counterpart in a job at all.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      backoffLimit: 3 # <- SCH009
      template:
        spec:
          template:
            spec:
              timeout: 600s # <- SCH009
              serviceAccount: import@example.iam.gserviceaccount.com # <- SCH009
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          maxRetries: 3 # <- SCH009
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
              maxRetries: 3
              timeoutSeconds: 600
              serviceAccountName: import@example.iam.gserviceaccount.com
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          maxRetryCount: 3
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/reference/yaml/v1
    - https://docs.cloud.google.com/run/docs/reference/rest/v2/projects.locations.jobs
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """,
    ),
    Row(
        "SCH010",
        "unknown-field",
        "warning",
        """A field is in no list of the service's fields.

    ## Why
    Nothing explains the field: no name is near, and no other level or form tells what is meant. Most often it is an
    idea of what a field may be called, or a place for anchors that the tools don't leave out. Lists of fields age, so
    this is no more than a warning: it names the day of the list.

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
              wakeUpCall: true # <- SCH010
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ```yaml
    taskGroups:
      - taskCount: 10
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    x-defaults: {} # <- SCH010
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
    ```

    ```yaml
    taskGroups:
      - taskCount: 10
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/reference/yaml/v1
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """,
    ),
    Row(
        "SCH014",
        "unsupported-field",
        "warning",
        """A field has no effect in a job, or is deprecated.

    ## Why
    The schema has some fields only because Kubernetes or services have them, and Cloud Run ignores or refuses them in a
    job: what they are meant to do doesn't happen. Others are deprecated, and work until they are taken away, or belong
    to an API that is in alpha.

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
                  securityContext: # <- SCH014
                    runAsUser: 1000
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          environments: {MODE: fast} # <- SCH014
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
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          environment:
            variables: {MODE: fast}
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/reference/rest/v1/ObjectMeta
    - https://docs.cloud.google.com/run/docs/reference/yaml/v1
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """,
    ),
    Row(
        "SCH015",
        "output-only-field",
        "info",
        """A field that the service sets is set by hand.

    ## Why
    The service ignores it: the name of a Batch job, for one, comes from the command or the request. A job that has
    two or more of these is what a server answered, and is left alone.

    ## Bad
    ```yaml
    name: import # <- SCH015
    taskGroups:
      - taskCount: 10
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskCount: 10
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/run/docs/reference/rest/v2/projects.locations.jobs
    """,
    ),
    Row(
        "SCH016",
        "missing-required-field",
        "error",
        """A field that has to be there is missing.

    ## Why
    The service refuses a job without an image, a task without anything to run, or a variable without a name. Where a
    field of a near name stands there, or the field itself at another level, that alone is told.

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
                    - value: fast # <- SCH016
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          volumes:
            - mountPath: /mnt/disks/data # <- SCH016
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
                  env:
                    - name: MODE
                      value: fast
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          volumes:
            - mountPath: /mnt/disks/data
              gcs: {remotePath: example-data}
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/reference/yaml/v1
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """,
    ),
    Row(
        "SCH017",
        "several-of-oneof",
        "error",
        """Fields that exclude each other are both set.

    ## Why
    A runnable is a container, a script or a barrier, a volume has one source, and a variable has a value or a
    reference to a secret. gcloud passes both on, and the service refuses the job or takes one of the two.

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
                    - name: API_KEY
                      value: none
                      valueFrom: # <- SCH017
                        secretKeyRef: {name: api-key, key: "3"}
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
              script: {text: echo done} # <- SCH017
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
                  env:
                    - name: API_KEY
                      valueFrom:
                        secretKeyRef: {name: api-key, key: "3"}
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/reference/yaml/v1
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """,
    ),
)
