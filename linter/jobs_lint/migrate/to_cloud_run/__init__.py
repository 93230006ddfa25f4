"""From Batch to Cloud Run, one topic a module."""

from jobs_lint.migrate.to_cloud_run.convert import to_cloud_run

__all__ = ["to_cloud_run"]
