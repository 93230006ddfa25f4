"""Each shape of a key or token, put together here: none stands in a file, where scanners would find it."""

from __future__ import annotations

import pytest

from jobs_lint_rules.security._secrets import SHAPES, secret_by_shape

_TEXT = "a1B2c3D4e5F6g7H8i9J0" * 5
_CAPITALS = "A1B2C3D4E5F6G7H8J9K0" * 2
WHOLE = {
    "-----BEGIN": "-----BEGIN RSA PRIVATE KEY-----",
    "AKIA": "AKIA" + _CAPITALS[:16],
    "AIza": "AIza" + _TEXT[:35],
    "GOCSPX-": "GOCSPX-" + _TEXT[:28],
    "ya29.": "ya29." + _TEXT[:60],
    "ghp_": "ghp_" + _TEXT[:36],
    "gho_": "gho_" + _TEXT[:36],
    "ghs_": "ghs_" + _TEXT[:36],
    "github_pat_": "github_pat_" + _TEXT[:22] + "_" + _TEXT[:59],
    "glpat-": "glpat-" + _TEXT[:20],
    "xox": "xoxb-" + "123456789012-123456789012-" + _TEXT[:24],
    "hooks.slack.com": "https://hooks.slack.com/services/T" + _CAPITALS[:8] + "/B" + _CAPITALS[:8] + "/" + _TEXT[:24],
    "k_live_": "sk_live_" + _TEXT[:24],
    "sk-ant-": "sk-ant-" + "api03-" + _TEXT[:93],
    "T3BlbkFJ": "sk-" + "proj-" + _TEXT[:40] + "T3BlbkFJ" + _TEXT[:40],
    "hf_": "hf_" + _TEXT[:34],
    "SG.": "SG." + _TEXT[:22] + "." + _TEXT[:43],
    "npm_": "npm_" + _TEXT[:36],
    "pypi-AgE": "pypi-AgE" + "IcHlwaS5vcmc" + _TEXT[:60],
    "dckr_pat_": "dckr_pat_" + _TEXT[:27],
}


@pytest.mark.parametrize(("start", "kind"), [(start, kind) for start, _, kind in SHAPES])
def test_a_shape_is_known(start: str, kind: str) -> None:
    whole = WHOLE[start]
    assert secret_by_shape(whole) == kind
    assert secret_by_shape(f"--key={whole} --mode fast") == kind
    assert secret_by_shape(start) is None


@pytest.mark.parametrize("start", WHOLE)
def test_a_sample_of_a_shape_is_none(start: str) -> None:
    if start != "-----BEGIN":
        assert secret_by_shape(start + "X" * 100) is None


def test_a_long_text_is_read_to_its_end() -> None:
    for start in WHOLE:
        assert secret_by_shape((start + "!") * 20_000 + WHOLE[start]) is not None
