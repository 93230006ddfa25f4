"""jobs-lint: a linter for Cloud Run Jobs and Cloud Batch jobs. The public module is jobs_lint.api."""

__version__ = "0.1.0"
