"""Values of a type, or of an enumeration, that their field doesn't take."""

from __future__ import annotations

from jobs_lint_rules.schema._passed_on import Row, rules_of

RULES = rules_of(
    Row(
        "SCH011",
        "wrong-type",
        "error",
        """A value is of a type that its field doesn't take.

    ## Why
    A list where a mapping belongs, a word where a number belongs, a bare number among the words of a command: the
    tools refuse the file, or send something else than is meant. gcloud doesn't refuse a command that is one text: it
    makes it the name of one program, blanks and all, which the container won't find.

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
                  command: python main.py # <- SCH011
                  args: [--verbose, 3] # <- SCH011
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          environment: [MODE=fast] # <- SCH011
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
                  command: [python, main.py]
                  args: [--verbose, "3"]
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
    - https://docs.cloud.google.com/run/docs/reference/yaml/v1
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """,
    ),
    Row(
        "SCH012",
        "wrong-enum-value",
        "error",
        """A value is a misspelled one of those that its field takes.

    ## Why
    Where a field takes one of a few names, only these are read: `SPOT` isn't `spot`, and the
    `EXECUTION_ENVIRONMENT_GEN2` of the REST API isn't the `gen2` of the YAML's annotation. gcloud doesn't look at
    them, so it is the service that refuses the job. The `apiVersion` of a job's YAML is one as well: the preview's
    `run.googleapis.com/v1alpha1` is gone, and the REST API v2 has another form.

    ## Bad
    ```yaml
    taskGroups:
      - schedulingPolicy: in-order # <- SCH012
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instances:
        - policy: {provisioningModel: spot} # <- SCH012
    ```

    ```yaml
    template:
      template:
        executionEnvironment: gen2 # <- SCH012
        containers:
          - image: europe-docker.pkg.dev/example/images/import
    ```

    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template:
        metadata:
          annotations:
            run.googleapis.com/vpc-access-egress: ALL_TRAFFIC # <- SCH012
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```yaml
    taskGroups:
      - schedulingPolicy: IN_ORDER
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      instances:
        - policy: {provisioningModel: SPOT}
    ```

    ```yaml
    template:
      template:
        executionEnvironment: EXECUTION_ENVIRONMENT_GEN2
        containers:
          - image: europe-docker.pkg.dev/example/images/import
    ```

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
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/run/docs/reference/rest/v2/projects.locations.jobs
    """,
    ),
    Row(
        "SCH013",
        "unlisted-enum-value",
        "warning",
        """A value is not among those that its field is known to take.

    ## Why
    No listed value is near, so it is either a mistake or newer than the list, whose day the message names. gcloud
    passes such values on, and the service refuses those that it doesn't know.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    logsPolicy: {destination: STDOUT} # <- SCH013
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    logsPolicy: {destination: CLOUD_LOGGING}
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/run/docs/reference/rest/v2/projects.locations.jobs
    """,
    ),
)
