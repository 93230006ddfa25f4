"""Names of Batch jobs that aren't as they may be: ids, network tags, accounts, secrets and topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, rule
from jobs_lint_rules.quoting import shown
from jobs_lint_rules.words import to_be_filled_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limits

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_INSIDE = _LETTERS | frozenset("0123456789-")
_NEXT = "0"
"""What may stand behind a prefix: it can end with a hyphen, as the id goes on."""
_REFERENCES = frozenset({"config-connector", "crossplane"})
"""Forms in which a name may be that of an object of Kubernetes."""
_SECRET = ("projects", "secrets", "versions")
_REGIONAL_SECRET = ("projects", "locations", "secrets", "versions")
"""Of which nothing says that Batch takes them, nor that it doesn't."""
_TOPIC = ("projects", "topics")
_SLASH_OR_BLANK = frozenset("/ \t\n:")
_DEFAULT = "default"
"""What Compute Engine takes for the address of the default account."""


def _flaw(name: str) -> str:
    """What is wrong with a name by RFC 1035, but for its length; empty where nothing is, or where it is left open."""
    if to_be_filled_in(name.removesuffix(_NEXT)):
        return ""
    if name[0] not in _LETTERS:
        return "it has to start with a small letter"
    if name[-1] == "-":
        return "it can't end with a hyphen"
    odd = next((letter for letter in name if letter not in _INSIDE), "")
    if not odd:
        return ""
    letter = f'"{odd}"' if odd.isprintable() else "control characters"
    return f"only small letters, digits and hyphens are allowed, and no {letter}"


def _is_path(text: str, collections: tuple[str, ...]) -> bool:
    """Whether a text is a resource's full name: `projects/P/topics/T` and the like."""
    words = text.split("/")
    if len(words) != len(collections) + len(collections) or not all(words):
        return False
    return all(words[number + number] == name for number, name in enumerate(collections))


@rule(
    "SCH070",
    "invalid-batch-job-id",
    severity="error",
    on=BatchJob,
    tags=("schema", "batch", "names"),
    when=("name", "name_prefix"),
)
def invalid_batch_job_id(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The id of a Batch job, or the prefix of one, has letters that it can't have.

    ## Why
    An id has small letters, digits and hyphens, starts with a letter and doesn't end with a hyphen. The API refuses
    the job. The name in the body of a job is another thing: it doesn't count.

    ## Bad
    ```sh
    gcloud batch jobs submit Import_Orders --location=europe-west1 --script-text="echo hello" # <- SCH070
    ```

    ## Good
    ```sh
    gcloud batch jobs submit import-orders --location=europe-west1 --script-text="echo hello"
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/sdk/gcloud/reference/batch/jobs/submit
    """
    if job.name.is_set and job.name.key != "name":
        flaw = _flaw(job.name.known()) if job.name.known() else ""
        if flaw:
            yield job.name.finding(f"a job's id can't be \"{shown(job.name.known())}\": {flaw}; choose another one")
    prefix = job.name_prefix
    if prefix.is_set and prefix.known():
        flaw = _flaw(prefix.known() + _NEXT)
        if flaw:
            yield prefix.finding(f"a job's id can't start with \"{shown(prefix.known())}\": {flaw}; choose another one")


@rule(
    "SCH071",
    "invalid-network-tag",
    severity="error",
    on=BatchJob,
    tags=("schema", "batch", "network"),
    when=("network_tags",),
)
def invalid_network_tag(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A network tag of a Batch job has letters that it can't have.

    ## Why
    A tag has small letters, digits and hyphens, starts with a letter and doesn't end with a hyphen, as RFC 1035 has
    it. Compute Engine refuses VMs with other tags, so that no task ever starts.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      tags:
        - Reaches_Orders # <- SCH071
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      tags:
        - reaches-orders
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    for tag in job.network_tags:
        value = tag.value
        flaw = _flaw(value.known()) if value.is_set and value.known() else ""
        if flaw:
            yield value.finding(f'a network tag can\'t be "{shown(value.known())}": {flaw}; choose another one')


@rule(
    "SCH072",
    "service-account-no-address",
    severity="error",
    on=BatchJob,
    tags=("schema", "batch", "identity"),
    when=("service_account",),
)
def service_account_no_address(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The service account of a Batch job isn't the address of one.

    ## Why
    The field takes the address alone, `NAME@PROJECT.iam.gserviceaccount.com`: not the account's name, not its resource
    name with `projects/` before it, and nobody's own address. No VM starts with it.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      serviceAccount:
        email: projects/example/serviceAccounts/import@example.iam.gserviceaccount.com # <- SCH072
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    allocationPolicy:
      serviceAccount:
        email: import@example.iam.gserviceaccount.com
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/iam/docs/service-account-overview
    """
    account = job.service_account
    if not account.is_set or not account.known().strip() or job.dialect in _REFERENCES:
        return
    text = account.known()
    name, at, host = text.partition("@")
    if text == _DEFAULT or to_be_filled_in(text) or (at and name and "." in host and _SLASH_OR_BLANK.isdisjoint(text)):
        return
    what = "a resource name" if "/" in text else "no address"
    advice = "write NAME@PROJECT.iam.gserviceaccount.com"
    yield account.finding(
        f'"{shown(account.known())}" is {what}, and {account.key} takes an account\'s address; {advice}'
    )


@rule(
    "SCH073",
    "secret-not-a-version",
    severity="error",
    on=BatchJob,
    tags=("schema", "batch", "secrets"),
    when=("secret_env", "containers.secret_env", "task_environments"),
)
def secret_not_a_version(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A secret variable of a Batch job doesn't name a version of a secret.

    ## Why
    The value is the full resource name of a version, `projects/PROJECT/secrets/SECRET/versions/VERSION`, which Batch
    gets from Secret Manager when the task starts. A secret's name alone, or one without a version, is refused. Braces
    that the documentation has around the parts aren't written.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          environment:
            secretVariables:
              API_KEY: projects/example/secrets/api-key # <- SCH073
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
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
    - https://docs.cloud.google.com/batch/docs/create-run-job-secret-manager
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    variables = [*job.all_env()]
    for environment in job.task_environments:
        variables += environment.secret_env
    for variable in variables:
        secret = variable.secret
        if not secret.is_set or to_be_filled_in(secret.known()):
            continue
        if not _is_path(secret.known(), _SECRET) and not _is_path(secret.known(), _REGIONAL_SECRET):
            text = f'{shown(variable.name.text)} has "{shown(secret.known())}", which is no version of a secret'
            yield secret.finding(f"{text}; write projects/PROJECT/secrets/SECRET/versions/VERSION")


@rule(
    "SCH074",
    "topic-name-incomplete",
    severity="error",
    on=BatchJob,
    tags=("schema", "batch", "notifications"),
    when=("notifications",),
)
def topic_name_incomplete(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A notification's topic isn't the full name of one.

    ## Why
    Batch takes the resource name of a Pub/Sub topic, `projects/PROJECT/topics/TOPIC`, and not the topic's id alone.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    notifications:
      - pubsubTopic: import-states # <- SCH074
        message:
          type: JOB_STATE_CHANGED
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/example/images/import
    notifications:
      - pubsubTopic: projects/example/topics/import-states
        message:
          type: JOB_STATE_CHANGED
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    if job.dialect in _REFERENCES:
        return
    for notification in job.notifications:
        topic = notification.topic
        if not topic.is_set or not topic.known() or to_be_filled_in(topic.known()):
            continue
        if not _is_path(topic.known(), _TOPIC):
            text = f'"{shown(topic.known())}" is not the full name of a topic'
            yield topic.finding(f"{text}; write projects/PROJECT/topics/TOPIC")
