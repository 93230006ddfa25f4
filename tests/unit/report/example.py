"""One run by hand that holds everything a report has to cope with."""

from __future__ import annotations

from jobs_lint.finding import (
    Diagnostic,
    JobRef,
    LimitRef,
    RelatedPlace,
    Run,
    SeenJob,
    Severity,
    Suppression,
)
from jobs_lint.span import Position

RENDER = JobRef("cloud-run", "render", "cloud-run-v1")
NAMELESS = JobRef("batch", None, "batch")
LONG_LINE = '{"name": "nightly", "taskGroups": [{' + '"labels": {"team": "picture"}, ' * 6 + '"taskCount": "250000"}]}'

FINDINGS = (
    Diagnostic(
        path="jobs/render.yaml",
        start=Position(19, 27),
        end=Position(19, 33),
        code="LIM103",
        name="gpu-task-timeout-too-long",
        severity=Severity.ERROR,
        message='the timeout "7200" (2 h) is over 1 hour, the most of a GPU task on Cloud Run; Batch gives 14 days',
        field="spec.template.spec.template.spec.timeoutSeconds",
        job=RENDER,
        value="7200",
        limit=LimitRef("cloud-run.gpu-task-timeout", 3600, "s"),
        related=(RelatedPlace(Position(24, 17), Position(24, 34), "the GPU is asked for here"),),
        migrate_to="batch",
        url="https://example.test/rules/LIM103",
        excerpt='          timeoutSeconds: "7200"  # two hours',
    ),
    Diagnostic(
        path="jobs/render.yaml",
        start=Position(30, 9),
        end=Position(33, 1),
        code="REL900",
        name="script-in-two-minds",
        severity=Severity.WARNING,
        message="a mark over several lines ends with the first",
        job=RENDER,
        field="spec.template",
        excerpt="  args: |   ",
    ),
    Diagnostic(
        path="jobs/tabs.json",
        start=Position(4, 3),
        end=Position(4, 9),
        code="LIM107",
        name="parallelism-over-task-count",
        severity=Severity.WARNING,
        message="tabs before the mark and in it",
        job=NAMELESS,
        field="taskGroups[0].parallelism",
        value="\t20",
        excerpt='\t\t"a\tb": 20',
    ),
    Diagnostic(
        path="jobs/wide.yaml",
        start=Position(2, 12),
        end=Position(2, 15),
        code="SCH900",
        name="name-not-allowed",
        severity=Severity.ERROR,
        message="the name 夜の仕事 holds e\u0301 and more",
        job=JobRef("cloud-run", "夜の仕事", "cloud-run-v1"),
        field="metadata.name",
        value="e\u0301仕",
        excerpt="  名前: 夜の仕事e\u0301仕 # ok",
    ),
    Diagnostic(
        path="jobs/long.json",
        start=Position(1, LONG_LINE.index('"250000"') + 1),
        end=Position(1, LONG_LINE.index('"250000"') + 9),
        code="LIM201",
        name="too-many-tasks",
        severity=Severity.ERROR,
        message="250,000 tasks are over 100,000, the most of a task group",
        job=JobRef("batch", "nightly", "batch"),
        field="taskGroups[0].taskCount",
        value="250000",
        limit=LimitRef("batch.tasks", 100000, ""),
        excerpt=LONG_LINE,
    ),
    Diagnostic(
        path="jobs/empty.yaml",
        start=Position(7, 12),
        end=Position(7, 12),
        code="SCH901",
        name="value-missing",
        severity=Severity.INFO,
        message="nothing is written here",
        job=RENDER,
        field="spec",
        excerpt="taskCount: ",
    ),
    Diagnostic(
        path="jobs/un\x1b[31mtidy\udcff,a:b%\n::error::x.yaml",
        start=Position(3, 8),
        end=Position(3, 14),
        code="SEC900",
        name="hidden-text",
        severity=Severity.ERROR,
        message="100% of \x1b[2J, \u202e and \x7f\nis shown\ttoo ##[error]so is this",
        excerpt="image: a\x07b\u202ec\ud800 ##[group]x",
    ),
    Diagnostic(
        path="::notice::jobs/nowhere.yaml",
        start=Position(1, 1),
        end=Position(1, 1),
        code="ERR900",
        name="no-place-at-all",
        severity=Severity.INFO,
        message="::warning::a finding without a place",
        field="never.shown",
    ),
)
SUPPRESSED = (
    FINDINGS[0]._replace(start=Position(9, 1), end=Position(9, 2), suppression=Suppression("comment", "agreed in May")),
    FINDINGS[2]._replace(suppression=Suppression("config", "")),
)
RUN = Run(
    files=3,
    jobs=(SeenJob("jobs/render.yaml", 1, RENDER), SeenJob("jobs/tabs.json", 1, NAMELESS)),
    findings=FINDINGS,
    suppressed=SUPPRESSED,
)
