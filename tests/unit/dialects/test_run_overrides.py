"""The body of a request that runs a job: what it overrides, alone in a file and inside others."""

from __future__ import annotations

import pytest

from jobs_lint.model.setting import UNKNOWN
from unit.dialects.seen import cloud_run, dialects_of, findings

BODY = '{"overrides": {"taskCount": 10001, "timeout": "700000s"}}'
BODY_V1 = '{"overrides": {"taskCount": 10001, "timeoutSeconds": 700000}}'
FOUND = [("LIM101", "overrides.taskCount"), ("LIM104", "overrides.timeout")]
TERRAFORM = (
    'resource "google_cloud_scheduler_job" "x" {\n  http_target {\n    body = base64encode(<<EOT\n%s\nEOT\n)\n  }\n}\n'
)
GCLOUD = "gcloud scheduler jobs create http x --uri=https://example.com/jobs/x:run --message-body='%s'\n"


@pytest.mark.parametrize(
    ("text", "path"), [(BODY, "body.json"), (TERRAFORM % BODY, "main.tf"), (GCLOUD % BODY, "x.sh")]
)
def test_what_is_overridden_is_checked(text: str, path: str) -> None:
    assert sorted(findings(text, path)) == FOUND
    assert dialects_of(text, path) == ["cloud-run-v2"]
    assert cloud_run(text, path).max_retries.value is UNKNOWN


def test_the_timeout_of_v1_is_seconds() -> None:
    assert sorted(findings(BODY_V1, "body.json")) == [FOUND[0], ("LIM104", "overrides.timeoutSeconds")]


@pytest.mark.parametrize(
    "text",
    [
        '{"overrides": [{"files": "*.ts"}]}',
        '{"overrides": {"left-pad": "1.0"}, "name": "x"}',
        '{"overrides": {}}',
        '{"overrides": {"taskCount": 10001}, "extends": "x"}',
    ],
)
def test_the_overrides_of_other_tools_are_left_alone(text: str) -> None:
    assert dialects_of(text, "package.json") == []
