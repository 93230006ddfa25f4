"""No report repeats a password, in its message, its value or its line from the file."""

from __future__ import annotations

import pytest

from jobs_lint.engine.lint import lint
from jobs_lint.engine.options import Options

RUN = """apiVersion: run.googleapis.com/v1
kind: Job
metadata: {name: import}
spec:
  template:
    spec:
      template:
        spec:
          containers:
            - image: europe-docker.pkg.dev/shop/images/import:v3
              %s
"""
BATCH = """taskGroups:
  - taskSpec:
      runnables:
        - %s
"""


@pytest.mark.parametrize(
    "text",
    [
        RUN % "env: [{name: DB_PASSWORD, value: 77317731}]",
        RUN % "env: [{name: DB_PASSWORD, value: 077317731}]",
        RUN % "env: [DB_PASSWORD=x77317731]",
        RUN % "env: {DB_PASSWORD: x77317731}",
        RUN % 'command: ["PGPASSWORD=x77317731 psql --file a.sql"]',
        RUN % 'args: ["--password", 77317731]',
        RUN % 'args: "--password=x77317731 --verbose"',
        RUN % "command: [psql postgres://shop:x77317731@10.0.0.5/shop]",
        BATCH % 'script: {text: "PGPASSWORD=x77317731 psql $CLOUD_RUN_TASK_INDEX"}',
        BATCH % "script: PGPASSWORD=x77317731 psql",
        BATCH % "container: {imageUri: shop/import:v3, password: x77317731}",
        BATCH % "container: {imageUri: shop/import:v3, password: 77317731}",
        BATCH % 'container: {imageUri: shop/import:v3, options: "-e API_TOKEN=x77317731 -v /a:/b"}',
        (BATCH % "script: {text: run}").replace("run}", "run}\n      environment: {variables: {API_KEY: 77317731}}"),
        (BATCH % "script: {text: run}").replace(
            "run}", "run}\n      environment: {secretVariables: {API_KEY: x77317731}}"
        ),
    ],
)
def test_a_secret_is_repeated_nowhere(text: str) -> None:
    findings = lint("job.yaml", text.encode(), Options(profile="all")).findings

    assert findings
    assert "77317731" not in repr(findings)


def test_what_is_veiled_keeps_its_column() -> None:
    text = RUN % "env: [{name: DB_PASSWORD, value: 77317731}]"
    (finding,) = (each for each in lint("job.yaml", text.encode(), Options()).findings if each.code == "SCH003")

    assert finding.value == "…"
    assert finding.excerpt.endswith("env: [{name: DB_PASSWORD, value: ********}]")


@pytest.mark.parametrize(
    "variable",
    [
        "{name: KEY_PREFIX, value: 77317731}",
        "{name: TOKEN_TTL, value: 77317731}",
        "{name: PASSWORD_LENGTH, value: 77317731}",
    ],
)
def test_what_only_sounds_like_a_secret_is_told(variable: str) -> None:
    findings = lint("job.yaml", (RUN % f"env: [{variable}]").encode(), Options()).findings
    (finding,) = (each for each in findings if each.code == "SCH003")

    assert finding.value == "77317731"
    assert '"77317731"' in finding.message
    assert "77317731" in finding.excerpt


def test_a_password_that_is_a_plain_word_is_no_reason_to_veil_that_word_elsewhere() -> None:
    text = RUN % "env: [{name: DB_PASSWORD, value: images}]"
    findings = lint("job.yaml", text.replace(":v3", "").encode(), Options(profile="all")).findings
    (finding,) = (each for each in findings if each.code == "SEC007")

    assert finding.value == "europe-docker.pkg.dev/shop/images/import"
    assert finding.value in finding.message


def test_a_password_that_is_a_plain_word_is_veiled_where_it_is_told() -> None:
    text = RUN % 'command: ["PGPASSWORD=sunflower psql --file a.sql"]'
    findings = lint("job.yaml", text.encode(), Options(profile="all")).findings

    assert "SCH101" in {finding.code for finding in findings}
    assert "sunflower" not in repr(findings)
