"""Options of gcloud's commands about services, in commands about jobs."""

from __future__ import annotations

from jobs_lint.api import CloudRunJob
from jobs_lint_rules.schema._passed_on import Row, rules_of

RULES = rules_of(
    Row(
        "SCH099",
        "flag-of-services",
        "error",
        """A gcloud command about jobs has an option that only commands about services have.

    ## Why
    `gcloud run jobs` takes no requests, and so none of the options about them; and the timeout of a job's tasks is
    `--task-timeout`, not `--timeout`. gcloud ends with "unrecognized arguments".

    ## Bad
    ```sh
    gcloud run jobs deploy import --image=europe-docker.pkg.dev/example/images/import --timeout=30m # <- SCH099
    ```

    ## Good
    ```sh
    gcloud run jobs deploy import --image=europe-docker.pkg.dev/example/images/import --task-timeout=30m
    ```

    ## See
    - https://docs.cloud.google.com/sdk/gcloud/reference/run/jobs/create
    - https://github.com/google-github-actions/deploy-cloudrun/pull/564
    """,
        on=CloudRunJob,
        tags=("schema", "cloud-run", "gcloud"),
    ),
)
