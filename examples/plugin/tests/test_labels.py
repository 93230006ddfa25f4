"""Three lines test a rule: its page, a case, and a case in another dialect."""

from jobs_lint_acme.labels import job_without_team_label as rule

from jobs_lint.testing import check_page, run

CLOUD_RUN = "apiVersion: run.googleapis.com/v1\nkind: Job\nmetadata: {labels: %s}\n"


def test_job_without_team_label() -> None:
    check_page(rule)
    assert [found.line for found in run(rule, CLOUD_RUN % "{stage: test}")] == [1]
    assert run(rule, CLOUD_RUN % "{team: imaging}") == run(rule, CLOUD_RUN % "'${LABELS}'") == []
