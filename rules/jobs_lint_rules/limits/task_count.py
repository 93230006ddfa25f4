"""More tasks than one execution of a Cloud Run job can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import CloudRunJob, Limits, human_count, rule
from jobs_lint_rules.room import Advice, advised, beyond_batch
from jobs_lint_rules.words import over, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding


@rule("LIM101", "too-many-tasks", severity="error", on=CloudRunJob, tags=("cloud-run", "tasks"))
def too_many_tasks(job: CloudRunJob, limits: Limits) -> Iterator[Finding]:
    """One execution of a Cloud Run job has at most 10,000 tasks.

    ## Why
    The limit is fixed: no quota request raises it, and the API refuses the job. A Batch job takes ten times as
    many. Where even that is too few, several jobs have to share the tasks, or each task has to work through several
    items.

    ## Bad
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: thumbnails
    spec:
      template:
        spec:
          taskCount: 20000 # <- LIM101
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/thumbnails
    ```

    ## Good
    ```yaml
    apiVersion: run.googleapis.com/v1
    kind: Job
    metadata:
      name: thumbnails
    spec:
      template:
        spec:
          taskCount: 10000
          template:
            spec:
              containers:
                - image: europe-docker.pkg.dev/example/images/thumbnails
                  args: ["--items-per-task=2"]
    ```

    ## See
    - https://docs.cloud.google.com/run/quotas
    - https://docs.cloud.google.com/batch/quotas
    """
    limit, room = limits.cloud_run.task_count, limits.batch.task_count
    tasks = job.task_count
    if tasks > limit:
        text = over(tasks, human_count(tasks.known()), limit, "the tasks of one execution")
        split = parts_of(tasks.known(), room.amount, "Batch job")
        items = (
            f"give each task several items, or {split}"
            if split
            else f"give each task so many items that {room.describe()} tasks do"
        )
        advice = Advice(
            room=f"a Batch job takes up to {room.describe()} tasks",
            fits="move it there",
            beyond=f"a Batch job takes no more than {room.describe()} either: {items}",
            stay="give each task several items",
        )
        yield advised(tasks, text, limit, excess=beyond_batch(job, limits), field="task_count", advice=advice)
