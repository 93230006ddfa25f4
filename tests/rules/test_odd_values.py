"""Whatever stands where a value belongs: no rule fails, and what isn't known is never over a limit."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.engine.lint import lint
from jobs_lint.engine.options import Options

ODD = ["", "~", "0", "-1", "9" * 5_000, "-" + "9" * 700, "1e999", ".inf", ".nan", "-.inf", "1:2:3:4", "0o17", "yes"]
ODD += ["[]", "[1]", "[[1]]", "{}", "{a: b}", "{{ x }}", "{x}", "[X]", "'${X}'", "''", "10m", "1.5Gi", "0.0000000001s"]
ODD += ["2024-01-01", "!!binary aGk=", "!x y", "'\\u0000'", '"\\u0000"', "|\n   text", "- s", "999999999999999999999s"]
UNKNOWN = ["'${X}'", "{{ x }}", "[X]", "{x}", "<X>", "TASK_COUNT", "'%X%'"]

RUN = """\
apiVersion: run.googleapis.com/v1
kind: Job
metadata:
 name: %s
 labels: %s
spec:
 template:
  spec:
   taskCount: %s
   parallelism: %s
   template:
    spec:
     maxRetries: %s
     timeoutSeconds: %s
     nodeSelector:
      run.googleapis.com/accelerator: %s
     containers:
     - image: %s
       resources:
        limits:
         cpu: %s
         memory: %s
         nvidia.com/gpu: %s
     - %s
"""
BATCH = """\
labels:
 a: %s
taskGroups:
- taskCount: %s
  parallelism: %s
  taskEnvironments: %s
  taskSpec:
   maxRetryCount: %s
   maxRunDuration: %s
   runnables: %s
   computeResource:
    cpuMilli: %s
    memoryMib: %s
allocationPolicy:
 instances:
 - policy:
    machineType: %s
    provisioningModel: %s
    reservation: %s
    accelerators: %s
logsPolicy: {destination: CLOUD_LOGGING}
"""
FORMS = [RUN, BATCH]


def filled(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """The forms with something odd in every place."""
    return st.sampled_from(FORMS).flatmap(
        lambda form: st.lists(values, min_size=form.count("%s"), max_size=form.count("%s")).map(
            lambda chosen: form % tuple(chosen)
        )
    )


@given(filled(st.sampled_from(ODD)))
def test_no_rule_fails(text: str) -> None:
    result = lint("job.yaml", text.encode(), Options(debug=True))
    assert not result.crashed, result.trace


@given(filled(st.sampled_from(UNKNOWN)))
def test_what_is_not_known_is_not_wrong(text: str) -> None:
    result = lint("job.yaml", text.encode(), Options())
    # A bare name in capitals may be a new value of an enumeration as well as a placeholder.
    told = [(found.code, found.message) for found in result.findings if found.code != "SCH013"]
    assert told == []


@pytest.mark.parametrize("form", FORMS, ids=["cloud-run", "batch"])
@pytest.mark.parametrize("value", ODD + UNKNOWN, ids=range(len(ODD + UNKNOWN)))
def test_one_odd_value_everywhere(form: str, value: Any) -> None:
    result = lint("job.yaml", (form % ((value,) * form.count("%s"))).encode(), Options(debug=True))
    assert not result.crashed, result.trace
