"""What the policies of some organizations ask of each job; all of it runs where it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import BatchJob, CloudRunJob, Job, Limits, rule
from jobs_lint_rules.quoting import with_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding


@rule("SEC013", "no-labels", severity="info", on=Job, tags=("cloud-run", "batch", "labels"), opt_in=True)
def no_labels(job: Job, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A job has no labels, so that nobody can tell whose it is on the bill.

    ## Why
    The labels of a Cloud Run job, and those of the `allocationPolicy` of a Batch job, which its VMs get, are columns of
    the exported bill. Without one, costs can't be told apart by team or product. Labels that the tools of Google set
    don't count. What a Terraform provider adds by `default_labels` isn't seen here.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1 # <- SEC013
    kind: Job
    metadata:
      name: import
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/shop/images/import:v3
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
      labels:
        team: stock
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/shop/images/import:v3
    ```

    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/import:v3
    allocationPolicy:
      labels:
        team: stock
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/labels
    - https://docs.cloud.google.com/batch/docs/organize-resources-using-labels
    """
    labels = job.allocation_labels if isinstance(job, BatchJob) else job.labels
    if labels.is_unknown or any("googleapis.com/" not in label.name.text for label in labels):
        return
    where = "allocationPolicy has" if isinstance(job, BatchJob) else "the job has"
    yield job.finding(f"{where} no labels, so the bill doesn't say whose it is; add one, such as the team")


@rule("SEC102", "no-customer-managed-key", severity="info", on=CloudRunJob, tags=("cloud-run",), opt_in=True)
def no_customer_managed_key(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """A Cloud Run job isn't encrypted with a key of one's own.

    ## Why
    Google encrypts what the job stores with a key of its own. Some policies ask for a key in Cloud KMS that the
    customer can turn off. This rule is for those, and runs where it is asked for.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
    spec:
      template: # <- SEC102
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/shop/images/import:v3
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
            run.googleapis.com/encryption-key: projects/shop/locations/europe-west1/keyRings/jobs/cryptoKeys/import
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/shop/images/import:v3
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/securing/using-cmek
    """
    key = job.encryption_key
    if key.value is None or key.value == "":
        yield key.finding(f"{key.key} is not set, so the job is encrypted with Google's key; name a key of Cloud KMS")


@rule("SEC103", "no-binary-authorization", severity="info", on=CloudRunJob, tags=("cloud-run", "image"), opt_in=True)
def no_binary_authorization(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """A Cloud Run job doesn't ask for Binary Authorization.

    ## Why
    Binary Authorization lets only images run that a policy allows, such as those that a trusted build has signed. Some
    organizations ask for it in each job. This rule is for those, and runs where it is asked for.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata: # <- SEC103
      name: import
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/shop/images/import:v3
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
      annotations:
        run.googleapis.com/binary-authorization: default
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/shop/images/import:v3
    ```

    ## Related
    Google's sample constraint `custom.cloudrunJobRequireBinaryAuthorization`, and the organization policy
    `run.allowedBinaryAuthorizationPolicies`.

    ## See
    - https://docs.cloud.google.com/binary-authorization/docs/run/enabling-binauthz-cloud-run
    """
    policy, default = job.binary_authorization, job.binary_authorization_default
    has_policy = policy.is_unknown or bool(policy.value)
    if not has_policy and not default.is_unknown and default.value is not True:
        yield policy.finding(
            "the job doesn't ask for Binary Authorization, so any image runs; ask for the default policy"
        )


@rule(
    "SEC104",
    "binary-authorization-bypassed",
    severity="warning",
    on=CloudRunJob,
    tags=("cloud-run",),
    profile="pedantic",
    when=("binary_authorization_breakglass",),
)
def binary_authorization_bypassed(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """A Cloud Run job has a justification that lets any image pass Binary Authorization.

    ## Why
    The justification is for emergencies: with it, an image runs that the policy forbids, and the audit log says so.
    Left in the file, it bypasses the policy at each deployment.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
      annotations:
        run.googleapis.com/binary-authorization: default
        run.googleapis.com/binary-authorization-breakglass: the signer is down # <- SEC104
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/shop/images/import:v3
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: import
      annotations:
        run.googleapis.com/binary-authorization: default
    spec:
      template:
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/shop/images/import:v3
    ```

    ## See
    - https://docs.cloud.google.com/binary-authorization/docs/run/using-breakglass-cloud-run
    """
    reason = job.binary_authorization_breakglass
    if reason.is_set and reason.value:
        what = f"{with_text(reason)} lets any image pass Binary Authorization, each time that the job is deployed"
        yield reason.finding(f"{what}; take it out once the emergency is over")


@rule("SEC208", "project-ssh-keys", severity="info", on=BatchJob, tags=("batch",), opt_in=True)
def project_ssh_keys(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """The VMs of a Batch job let in all who have an SSH key in the project's metadata.

    ## Why
    A key of the project opens each of its VMs. Some policies ask that VMs block these keys. This rule is for those, and
    runs where it is asked for.

    ## Bad
    ```yaml
    taskGroups: # <- SEC208
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/import:v3
    ```

    ## Good
    ```yaml
    taskGroups:
      - taskSpec:
          runnables:
            - container:
                imageUri: europe-docker.pkg.dev/shop/images/import:v3
    allocationPolicy:
      instances:
        - policy:
            machineType: e2-standard-2
          blockProjectSshKeys: true
    ```

    ## Related
    For virtual machines: checkov `CKV_GCP_32`, trivy `AVD-GCP-0030`.

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    - https://docs.cloud.google.com/compute/docs/connect/restrict-ssh-keys
    """
    blocked = job.block_project_ssh_keys
    if blocked.is_unknown or blocked.value is True or job.instances.is_unknown:
        return
    state = "false" if blocked.is_set else "not set"
    yield blocked.finding(
        f"{blocked.key} is {state}, so the project's SSH keys open the VMs; write true in instances[0]"
    )


@rule("SEC209", "tasks-run-as-root", severity="info", on=BatchJob, tags=("batch",), opt_in=True)
def tasks_run_as_root(job: BatchJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001
    """The tasks of a Batch job run as root on their VMs.

    ## Why
    A script may then do anything to the VM, and a flaw in it as well. With `runAsNonRoot` the tasks run as a user that
    OS Login makes for the job's account. Scripts that install packages need root. This rule runs where it is asked for.

    ## Bad
    ```yaml
    taskGroups:
      - taskSpec: # <- SEC209
          runnables:
            - script:
                path: /mnt/disks/share/import.sh
    ```

    ## Good
    ```yaml
    taskGroups:
      - runAsNonRoot: true
        taskSpec:
          runnables:
            - script:
                path: /mnt/disks/share/import.sh
    ```

    ## See
    - https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs
    """
    setting = job.run_as_non_root
    if not setting.is_unknown and setting.value is not True and not job.task_groups.is_unknown:
        state = "false" if setting.is_set else "not set"
        yield setting.finding(
            f"{setting.key} is {state}, so the tasks are root on their VMs; write true in the task group"
        )
