"""Keys of the service's own in the labels and annotations of a Terraform or Pulumi resource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule
from jobs_lint_rules.quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_RESOURCES = frozenset({"terraform", "pulumi", "terraform-plan"})
_OWN = ("run.googleapis.com/", "cloud.googleapis.com/", "serving.knative.dev/", "autoscaling.knative.dev/")


@rule(
    "SCH113",
    "system-key-in-resource",
    severity="error",
    on=CloudRunJob,
    tags=(
        "schema",
        "cloud-run",
        "terraform",
    ),
    when=("labels", "annotations", "execution_labels", "execution_annotations"),
)
def system_key_in_resource(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A label or annotation of a Terraform or Pulumi resource has a key that is the service's own.

    ## Why
    The resource is made by the REST API v2, which has fields for what are annotations in the YAML, and refuses keys
    that start with `run.googleapis.com/`, `cloud.googleapis.com/`, `serving.knative.dev/` or
    `autoscaling.knative.dev/`.

    ## Bad
    ```hcl
    resource "google_cloud_run_v2_job" "import" {
      name     = "import"
      location = "europe-west1"
      annotations = {
        "run.googleapis.com/launch-stage" = "BETA" # <- SCH113
      }
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
    resource "google_cloud_run_v2_job" "import" {
      name     = "import"
      location = "europe-west1"
      launch_stage = "BETA"
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
    - https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/cloud_run_v2_job
    - https://run.googleapis.com/$discovery/rest?version=v2
    """
    if job.dialect not in _RESOURCES:
        return
    for kept in (job.annotations, job.labels, job.execution_annotations, job.execution_labels):
        for note in kept:
            if note.name.text.startswith(_OWN):
                key = quoted(note.name.text, "this key")
                yield note.name.finding(
                    f"{key} is a key of the service's own, which v2 refuses; use the resource's own field"
                )
