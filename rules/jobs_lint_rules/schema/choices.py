"""Settings of a Cloud Run job that exclude each other, in forms whose fields are read one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

_TOLD = "several-of-oneof"
"""What is noted of forms whose whole schema is known: that finding is another rule's."""


@rule(
    "SCH107",
    "settings-exclude-each-other",
    severity="error",
    on=CloudRunJob,
    tags=(
        "schema",
        "cloud-run",
    ),
    when=("vpc_connector", "start_execution_token"),
)
def settings_exclude_each_other(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Cloud Run job has a connector and a network interface, or two tokens that start it.

    ## Why
    The way into a network is a connector or an interface in the network itself, and an execution is started by one
    token of two. Of the YAML these are annotations, and in Terraform blocks: both can be written, and then the job is
    refused.

    ## Bad
    ```hcl
    resource "google_cloud_run_v2_job" "import" {
      name     = "import"
      location = "europe-west1"
      template {
        template {
          containers {
            image = var.image
          }
          vpc_access {
            connector = "orders" # <- SCH107
            network_interfaces {
              network = "orders"
            }
          }
        }
      }
    }
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
            run.googleapis.com/vpc-access-connector: orders # <- SCH107
            run.googleapis.com/network-interfaces: '[{"network": "orders"}]'
        spec:
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/import
    ```

    ## Good
    ```hcl
    resource "google_cloud_run_v2_job" "import" {
      name     = "import"
      location = "europe-west1"
      template {
        template {
          containers {
            image = var.image
          }
          vpc_access {
            network_interfaces {
              network = "orders"
            }
          }
        }
      }
    }
    ```

    ## See
    - https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/cloud_run_v2_job
    - https://docs.cloud.google.com/run/docs/configuring/vpc-direct-vpc
    """
    if job.quirks(_TOLD):
        return
    connector, interfaces = job.vpc_connector, job.network_interfaces
    if connector.is_set and connector.value != "" and interfaces and not interfaces.is_unknown:
        text = (
            f"{connector.key} and a network interface exclude each other; keep the interface, which needs no connector"
        )
        yield connector.finding(text, related=(interfaces[0].network.also("the network interface"),))
    first, second = job.start_execution_token, job.run_execution_token
    if first.is_written and second.is_written and first.text and second.text:
        text = f"{first.key} and {second.key} exclude each other; keep the one that says what is to be waited for"
        yield second.finding(text, related=(first.also("the other token"),))
