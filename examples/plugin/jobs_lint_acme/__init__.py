"""The rules that jobs at Acme follow. Each module in here is searched for rules."""

JOBS_LINT_API = 1
