"""The built-in rules, a plugin like any other: one file a rule, or a table of rules, and an index of them all."""

JOBS_LINT_INDEX = "jobs_lint_rules.index"
