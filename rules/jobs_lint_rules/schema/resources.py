"""Resources of Terraform that are written and don't exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import Job, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Limits


@rule("SCH006", "no-such-terraform-resource", severity="error", on=Job, tags=("schema", "terraform"))
def no_such_terraform_resource(job: Job, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Terraform resource is of a type that Google's provider doesn't have.

    ## Why
    The only resource for a job is `google_cloud_run_v2_job`. `google_cloud_run_job` is an easy guess, since services
    have both `google_cloud_run_service` and `google_cloud_run_v2_service`; and for Batch there is no resource at all.
    `terraform validate` and `plan` end with "Invalid resource type". What runs a Batch job from Terraform is a
    `google_cloud_scheduler_job` or a `google_workflows_workflow` that calls Batch's API; a single job is submitted
    with `gcloud batch jobs submit --config`.

    ## Bad
    ```hcl
    resource "google_cloud_run_job" "import" { # <- SCH006
      name     = "import"
      location = "europe-west1"
      template {
        template {
          containers {
            image = "europe-docker.pkg.dev/example/images/import"
          }
        }
      }
    }
    ```

    ```hcl
    resource "google_batch_job" "import" { # <- SCH006
      name     = "import"
      location = "europe-west1"
    }
    ```

    ## Good
    ```hcl
    resource "google_cloud_run_v2_job" "import" {
      name     = "import"
      location = "europe-west1"
      template {
        template {
          containers {
            image = "europe-docker.pkg.dev/example/images/import"
          }
        }
      }
    }
    ```

    ```hcl
    resource "google_cloud_scheduler_job" "import" {
      name     = "import"
      region   = "europe-west1"
      schedule = "0 3 * * *"
      http_target {
        http_method = "POST"
        uri         = "https://batch.googleapis.com/v1/projects/example/locations/europe-west1/jobs"
        body = base64encode(jsonencode({
          taskGroups = [{
            taskSpec = {
              runnables = [{ container = { imageUri = "europe-docker.pkg.dev/example/images/import" } }]
            }
          }]
        }))
        oauth_token {
          service_account_email = "scheduler@example.iam.gserviceaccount.com"
        }
      }
    }
    ```

    ## See
    - https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/cloud_run_v2_job
    - https://docs.cloud.google.com/batch/docs/create-run-job-using-terraform-and-cloud-scheduler
    """
    return (quirk.finding() for quirk in job.quirks("no-such-resource"))
