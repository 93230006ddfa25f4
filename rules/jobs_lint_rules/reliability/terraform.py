"""Settings of a job as a resource of Terraform, or of what works like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule
from jobs_lint_rules.quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_TERRAFORM = "terraform"
_KEPT = frozenset({_TERRAFORM, "pulumi", "crossplane"})
"""Forms that stay the same while they are applied again and again."""


@rule(
    "REL107",
    "constant-execution-token",
    severity="warning",
    on=CloudRunJob,
    tags=("cloud-run", "terraform"),
    when=("start_execution_token", "run_execution_token"),
)
def constant_execution_token(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The token that starts an execution never changes.

    ## Why
    An execution is started when the token is another than before, and its name is made from it. A token that is
    always the same starts the job once: later changes run nothing, and where an execution of the name is there
    already, they fail. Take what changes with the job: a part of the image's digest or of the commit.

    ## Bad
    ```hcl
    resource "google_cloud_run_v2_job" "migrate" {
      name                = "migrate"
      location            = "europe-west1"
      run_execution_token = "now" # <- REL107
      template {
        template {
          containers {
            image = var.image
          }
        }
      }
    }
    ```

    ## Good
    ```hcl
    resource "google_cloud_run_v2_job" "migrate" {
      name                = "migrate"
      location            = "europe-west1"
      run_execution_token = substr(sha256(var.image), 0, 8)
      template {
        template {
          containers {
            image = var.image
          }
        }
      }
    }
    ```

    ## See
    - https://github.com/hashicorp/terraform-provider-google/issues/24451
    - https://run.googleapis.com/$discovery/rest?version=v2
    """
    if job.dialect not in _KEPT:
        return
    for token in (job.start_execution_token, job.run_execution_token):
        if token.is_set and token.known():
            what = quoted(token.known(), "the same")
            text = f"{token.key} is always {what}, a token that never changes, which starts the job once only"
            yield token.finding(f"{text}; make it of what changes, such as the image's digest")
            return


@rule(
    "REL106",
    "deletion-protection-not-said",
    severity="info",
    on=CloudRunJob,
    tags=("cloud-run", "terraform"),
    opt_in=True,
)
def deletion_protection_not_said(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """The Terraform resource doesn't say whether the job may be deleted.

    ## Why
    `deletion_protection` is true where it isn't set, since version 6 of the provider. A `terraform destroy`, or a
    change that makes the job anew, such as another name or region, then fails until it is set to false and applied.
    In a stack that comes and goes, say false; where the job has to stay, say true, so that others see it is meant.

    ## Bad
    ```hcl
    resource "google_cloud_run_v2_job" "migrate" { # <- REL106
      name     = "migrate"
      location = "europe-west1"
      template {
        template {
          containers {
            image = var.image
          }
        }
      }
    }
    ```

    ## Good
    ```hcl
    resource "google_cloud_run_v2_job" "migrate" {
      name                = "migrate"
      location            = "europe-west1"
      deletion_protection = false
      template {
        template {
          containers {
            image = var.image
          }
        }
      }
    }
    ```

    ## See
    - https://github.com/GoogleCloudPlatform/magic-modules/blob/main/mmv1/products/cloudrunv2/Job.yaml
    - https://github.com/GoogleCloudPlatform/magic-modules/pull/11318
    """
    protection = job.deletion_protection
    if job.dialect == _TERRAFORM and not protection.is_written:
        text = "deletion_protection is not set and so true, which stops terraform destroy"
        yield protection.finding(f"{text}; write false where the job may go, and true where it has to stay")
