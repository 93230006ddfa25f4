"""Launch stages and execution environments of Cloud Run jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobs_lint.api import CloudRunJob, Limits, not_, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding, Setting

_PREVIEW = "preview"
_GA = "GA"
_DISKS = ("disk", "ephemeral-disk")


@rule(
    "SCH034",
    "first-generation",
    severity="error",
    on=CloudRunJob,
    tags=("schema", "cloud-run", "stage"),
    when=("execution_environment",),
)
def first_generation(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:  # noqa: ARG001 (every rule is given the limits)
    """A Cloud Run job asks for the first generation of the execution environment, which jobs don't have.

    ## Why
    Only services can run on the first generation. The API refuses the job; one that says nothing runs on the second,
    which is what volumes of NFS and Cloud Storage need as well.

    ## Bad
    ```hcl
    resource "google_cloud_run_v2_job" "import" {
      name     = "import"
      location = "europe-west1"
      template {
        template {
          execution_environment = "EXECUTION_ENVIRONMENT_GEN1" # <- SCH034
          containers {
            image = "europe-docker.pkg.dev/example/images/import"
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
      template {
        template {
          execution_environment = "EXECUTION_ENVIRONMENT_GEN2"
          containers {
            image = "europe-docker.pkg.dev/example/images/import"
          }
        }
      }
    }
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/create-jobs
    - https://github.com/hashicorp/terraform-provider-google/issues/17093
    """
    environment = job.execution_environment
    if not environment.is_set:
        return
    # An annotation and a flag have the short spelling, the fields of the API the long one: the other isn't a value.
    first, second = ("gen1", "gen2") if "-" in environment.key else (f"{_LONG}1", f"{_LONG}2")
    if environment.value == first:
        text = f"{environment.key} is {first}, which jobs don't have"
        yield environment.finding(f"{text}; write {second}, or leave it out")


_LONG = "EXECUTION_ENVIRONMENT_GEN"


@rule(
    "SCH035",
    "preview-without-stage",
    severity="warning",
    on=CloudRunJob,
    tags=("schema", "cloud-run", "stage"),
    when=("delay_execution", "volumes.medium", "volumes.type", "uses_gpu"),
)
def preview_without_stage(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """A Cloud Run job uses a feature in preview without the launch stage BETA.

    ## Why
    The API refuses features in preview in a job whose launch stage is GA, which is the default. `gcloud beta run jobs
    replace` writes BETA into the job by itself, so a file for that command may go without; all others need it.

    ## Bad
    ```hcl
    resource "google_cloud_run_v2_job" "import" {
      name     = "import"
      location = "europe-west1"
      template {
        template {
          containers {
            image = "europe-docker.pkg.dev/example/images/import"
            volume_mounts {
              name       = "scratch"
              mount_path = "/scratch"
            }
          }
          volumes {
            name = "scratch"
            empty_dir {
              medium     = "DISK" # <- SCH035
              size_limit = "10Gi"
            }
          }
        }
      }
    }
    ```

    ## Good
    ```hcl
    resource "google_cloud_run_v2_job" "import" {
      name         = "import"
      location     = "europe-west1"
      launch_stage = "BETA"
      template {
        template {
          containers {
            image = "europe-docker.pkg.dev/example/images/import"
            volume_mounts {
              name       = "scratch"
              mount_path = "/scratch"
            }
          }
          volumes {
            name = "scratch"
            empty_dir {
              medium     = "DISK"
              size_limit = "10Gi"
            }
          }
        }
      }
    }
    ```

    ## See
    - https://docs.cloud.google.com/run/docs/configuring/jobs/ephemeral-disk
    - https://docs.cloud.google.com/run/docs/delayed-jobs
    - https://github.com/google-github-actions/deploy-cloudrun/issues/35
    """
    stage = job.launch_stage
    if stage.is_unknown or (stage.is_set and stage.value != _GA):
        return
    feature = _feature(job, limits)
    if feature is not None:
        setting, what = feature
        said = f"{stage.key} is {_GA}" if stage.is_set else "the launch stage is not set and so GA"
        advice = "use gcloud beta" if job.dialect.startswith("gcloud") else "set the launch stage to BETA"
        related = (stage.also("the launch stage"),) if stage.is_set else ()
        yield setting.finding(
            f"{setting.key} is {setting.text}: {what} is in preview, and {said}; {advice}", related=related
        )


def _feature(job: CloudRunJob, limits: Limits) -> tuple[Setting[Any], str] | None:
    """The first feature in preview that a job uses, and what it is called."""
    delay, timeout = job.delay_execution, job.timeout
    if delay.is_set and delay.value is True and limits.cloud_run.delayed_task_timeout.stage == _PREVIEW:
        return delay, "a delayed execution"
    for volume in job.volumes:
        for setting in (volume.medium, volume.type):
            if setting.is_set and setting.known().lower() in _DISKS:
                if limits.cloud_run.ephemeral_disk_size.stage == _PREVIEW:
                    return setting, "an ephemeral disk"
                break
    most = limits.cloud_run.gpu_task_timeout
    if most.stage == _PREVIEW and most.overridden is None and timeout.is_set and job.uses_gpu:
        usual = Limits.default().cloud_run.gpu_task_timeout
        if timeout > usual and not_(timeout > most):
            return timeout, f"a task with a GPU and more than {usual.describe().partition(' (')[0]}"
    return None
