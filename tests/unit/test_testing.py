"""The public test kit: placed findings, and pages that don't do what they are there for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jobs_lint.api import BatchJob, CloudRunJob, Job, Limits, Quota, Rule, rule
from jobs_lint.limits import Override
from jobs_lint.machines import Machines, MachineType
from jobs_lint.testing import NoJobError, check_page, quota_of, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Finding

TEXT = """\
taskGroups:
  - taskCount: 7
---
taskGroups:
  - taskCount: 3
"""

PAGE = """A job has more than five tasks.

## Why
Five is enough.

## Bad
```yaml
taskGroups:
  - taskCount: 6 # <- ACME001
```

## Good
```yaml
taskGroups:
  - taskCount: 5
```

## See
- https://example.com/five
"""


def five(page: str = PAGE, on: type[Job] = BatchJob) -> Rule:
    @rule("ACME001", "more-than-five", severity="warning", on=on, page=page)
    def check(job: Job, limits: Limits) -> Iterator[Finding]:
        most = 5 if limits.batch.task_count.overridden is None else limits.batch.task_count.amount
        if job.task_count > most:
            yield job.task_count.finding("too many", migrate_to="batch")

    return check


def test_a_finding_is_placed() -> None:
    (found,) = run(five(), TEXT)
    assert found[:5] == ("ACME001", 2, 16, 2, 17)
    assert (found.field, found.value, found.migrate_to) == ("taskGroups[0].taskCount", "7", "batch")


def test_limits_can_be_given() -> None:
    limits = Limits.default().with_overrides({"batch.task-count": Override(2, "a test")})
    assert [found.line for found in run(five(), TEXT, limits=limits)] == [2, 5]


def test_the_path_gives_the_kind_of_file() -> None:
    assert [found.column for found in run(five(), '{"taskGroups": [{"taskCount": 9}]}', path="job.json")] == [31]


def test_a_rule_isnt_run_on_another_kind_of_job() -> None:
    assert run(five(on=CloudRunJob), TEXT) == []


@pytest.mark.parametrize("text", ["", "a: 1\n", "taskGroups: [\n", "kind: Job\n"])
def test_a_text_without_a_job_is_refused(text: str) -> None:
    with pytest.raises(NoJobError):
        run(five(), text)


def over_quota(page: str = PAGE) -> Rule:
    @rule("ACME001", "over-quota", severity="warning", on=BatchJob, page=page, opt_in=True, status="preview")
    def check(job: BatchJob, _limits: Limits, machines: Machines, quota: Quota) -> Iterator[Finding]:
        limit = quota.of("batch", job.location.value).vms
        if limit is not None and job.task_count > limit:
            least = "x" if machines.knows("x9-giga-4") else "e2"
            yield job.task_count.finding(f"{limit.describe()} {least}", limit=limit)

    return check


def test_quota_machines_and_location_can_be_given() -> None:
    quota = quota_of(**{"batch.us-central1.vms": 5})
    assert run(over_quota(), TEXT) == run(over_quota(), TEXT, quota=quota) == []
    (found,) = run(over_quota(), TEXT, quota=quota, location="us-central1")
    assert (found.line, found.message) == (2, "5 e2")
    machines = Machines.default().extended([MachineType("x9-giga-4", 4, 2**36)])
    (found,) = run(over_quota(), TEXT, quota=quota, location="us-central1", machines=machines)
    assert found.message == "5 x"


def test_a_fence_can_set_a_quota_and_a_location() -> None:
    page = PAGE.replace("```yaml", "```yaml quota.batch.us-central1.vms=5 location=us-central1")
    check_page(over_quota(page))


def test_a_good_page_passes() -> None:
    check_page(five())


def test_a_fence_can_override_a_limit() -> None:
    page = PAGE.replace(
        "```yaml\ntaskGroups:\n  - taskCount: 6", "```yaml batch.task-count=1\ntaskGroups:\n  - taskCount: 2"
    )
    check_page(five(page))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("taskCount: 6 # <- ACME001", "taskCount: 4 # <- ACME001", "finds nothing"),
        ("taskCount: 6 # <- ACME001", "taskCount: 6", "no line is marked"),
        ("taskCount: 6 # <- ACME001", "taskCount: 6\n    parallelism: 1 # <- ACME001", r"lines \[3\] are marked"),
        ("taskCount: 5", "taskCount: 50", "finds something there: line 2: too many"),
        ("## Good", "## Fine", 'no "## Good"'),
        ("- https://example.com/five", "a friend", "names no source"),
        ("taskGroups:\n  - taskCount: 5", "tasks: 5", "holds no job"),
        ("```yaml\ntaskGroups:\n  - taskCount: 5\n```", "nothing", 'no fenced example under "## Good"'),
    ],
)
def test_a_page_that_is_wrong_is_told_in_words(old: str, new: str, complaint: str) -> None:
    assert old in PAGE
    with pytest.raises(AssertionError, match=complaint):
        check_page(five(PAGE.replace(old, new)))
