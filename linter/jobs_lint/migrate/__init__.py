"""The other service's job, made of one job, with a report of what was kept, what changed and what was lost."""

from jobs_lint.migrate.migrate import BATCH, CLOUD_RUN, TARGETS, migrate, with_assumptions
from jobs_lint.migrate.migration import Context, Migration, Step

__all__ = ["BATCH", "CLOUD_RUN", "TARGETS", "Context", "Migration", "Step", "migrate", "with_assumptions"]
