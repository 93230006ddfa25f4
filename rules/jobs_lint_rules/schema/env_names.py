"""Environment variables whose names are taken: by the service, or by another variable of the same container."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, CloudRunJob, Job, Limits, rule
from jobs_lint_rules.quoting import is_short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jobs_lint.api import EnvVar, Finding

_RESERVED = frozenset(
    {
        "CLOUD_RUN_JOB",
        "CLOUD_RUN_EXECUTION",
        "CLOUD_RUN_TASK_INDEX",
        "CLOUD_RUN_TASK_ATTEMPT",
        "CLOUD_RUN_TASK_COUNT",
    }
)
"""What Cloud Run sets in every container of a job."""
_RESERVED_PREFIX = "X_GOOGLE_"
_OF_SERVICES = frozenset({"PORT", "K_SERVICE", "K_REVISION", "K_CONFIGURATION"})
"""What Cloud Run sets in the containers of its services: older pages say that a job can't have them either."""
_OF_BATCH = frozenset({"BATCH_TASK_INDEX", "BATCH_TASK_COUNT", "BATCH_TASK_RETRY_ATTEMPT", "BATCH_HOSTS_FILE"})


def _scopes(job: Job) -> Iterator[tuple[Iterable[EnvVar], str]]:
    """The variables of each place where they are set, literal ones first, and what the place is called."""
    yield (*job.env, *job.secret_env), "for the task"
    what = "in one runnable" if isinstance(job, BatchJob) else "in one container"
    for container in job.containers:
        yield (*container.env, *container.secret_env), what
    if isinstance(job, BatchJob):
        for environment in job.task_environments:
            yield (*environment.env, *environment.secret_env), "for one task"


@rule(
    "SCH041",
    "reserved-variable",
    severity="error",
    on=CloudRunJob,
    tags=("schema", "cloud-run", "env"),
    when=("containers.env", "containers.secret_env"),
)
def reserved_variable(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A container sets a variable whose name Cloud Run keeps for itself.

    ## Why
    Cloud Run sets the task's index, the attempt and their like in every container of a job, and refuses a job that
    sets them too, or one that starts with `X_GOOGLE_`. To run a container outside Cloud Run as if it were a task, set
    the variable there and not in the job.

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
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
                  env:
                    - name: CLOUD_RUN_TASK_COUNT # <- SCH041
                      value: "10"
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
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/environment-variables
    - https://docs.cloud.google.com/run/docs/container-contract
    """
    for variable in job.all_env():
        if not variable.name.is_set:
            continue
        name = variable.name.known()
        if name in _RESERVED:
            yield variable.name.finding(f"{name} is reserved: Cloud Run sets it for every task by itself; delete it")
        elif name.startswith(_RESERVED_PREFIX):
            shown = name if is_short(name) else "the name"
            text = f"{shown} is reserved, as all names that start with {_RESERVED_PREFIX}; give it another name"
            yield variable.name.finding(text)


@rule(
    "SCH042",
    "variable-of-the-platform",
    severity="warning",
    on=Job,
    tags=("schema", "cloud-run", "batch", "env"),
    when=("env", "secret_env", "containers.env", "containers.secret_env", "task_environments"),
)
def variable_of_the_platform(job: Job, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A job sets a variable that the platform sets by itself, here or in services.

    ## Why
    `PORT` and the variables that start with `K_` are those of Cloud Run's services. A service that sets one is refused,
    and the pages have said the same of jobs; what a program makes of them is that it serves requests, which a job
    doesn't. Batch tells each task its index and the number of tasks in variables of its own: which value counts
    where the job sets them too isn't documented, and one value for all tasks is hardly meant.

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
                    - name: PORT # <- SCH042
                      value: "8080"
    ```
    ```yaml
    taskGroups:
      - taskCount: 10
        taskSpec:
          environment:
            variables:
              BATCH_TASK_COUNT: "10" # <- SCH042
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
      - taskCount: 10
        taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/container-contract
    - https://docs.cloud.google.com/batch/docs/create-run-basic-job
    """
    is_batch = isinstance(job, BatchJob)
    names = _OF_BATCH if is_batch else _OF_SERVICES
    for variables, _ in _scopes(job):
        for variable in variables:
            if not variable.name.is_set or variable.name.known() not in names:
                continue
            name = variable.name.known()
            if is_batch:
                text = f"{name} is set by Batch for each task, and the job sets it too; delete it"
            else:
                text = f"{name} is a variable that Cloud Run keeps for services, and a job with it may be refused"
                text += "; delete it, or give it another name"
            yield variable.name.finding(text)


@rule(
    "SCH043",
    "variable-set-twice",
    severity="warning",
    on=Job,
    tags=("schema", "cloud-run", "batch", "env"),
    when=("env", "secret_env", "containers.env", "containers.secret_env", "task_environments"),
)
def variable_set_twice(job: Job, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A variable is set twice in one container.

    ## Why
    Of two literal values of Cloud Run the last one counts, which is easily not the one that was edited; where one of
    them is a secret, the name has to be there once only. Batch has its literal variables and those from secrets in
    two maps, and which one wins isn't documented.

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
                    - name: MODE
                      value: full
                    - name: MODE # <- SCH043
                      value: quick
    ```
    ```yaml
    taskGroups:
      - taskSpec:
          environment:
            variables:
              API_KEY: none
            secretVariables:
              API_KEY: projects/example/secrets/api-key/versions/3 # <- SCH043
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
                      value: quick
    ```
    ```yaml
    taskGroups:
      - taskSpec:
          environment:
            secretVariables:
              API_KEY: projects/example/secrets/api-key/versions/3
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## See
    - https://run.googleapis.com/$discovery/rest?version=v1
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    for variables, where in _scopes(job):
        first: dict[str, EnvVar] = {}
        for variable in variables:
            if not variable.name.is_set:
                continue
            name = variable.name.known()
            before = first.setdefault(name, variable)
            if before is not variable:
                yield _twice(before, variable, where)


def _twice(before: EnvVar, variable: EnvVar, where: str) -> Finding:
    name = variable.name.known()
    text = f"{name if is_short(name) else 'the variable'} is set twice {where}"
    if before.secret.is_written or variable.secret.is_written:
        text += ", and a variable from a secret has to be the only one of its name"
    else:
        text += ", and only one of the values counts"
    return variable.name.finding(f"{text}; delete the other", related=(before.name.also("where it is set first"),))
