"""The rules that the engine itself reports: files that can't be read, rules that fail, suppressions that don't fit."""

from __future__ import annotations

from jobs_lint.api import Job, Rule, declare

MARKER = "jobs-lint:"
"""What every suppression comment holds."""


def _own(code: str, name: str, severity: str, page: str, opt_in: bool = False) -> Rule:
    return declare(code, name, severity=severity, on=Job, page=page, check=None, tags=("engine",), opt_in=opt_in)


SYNTAX = _own(
    "ERR001",
    "file-not-parsable",
    "error",
    """The file holds a job but is not valid YAML, JSON or HCL.

    ## Why
    What stands at the place named, or behind it, could not be read, so no rule has looked at it, and the tool that the
    file is for refuses it too.

    ## What to do
    Mend the syntax at the place named. A tab that indents YAML and a bracket that is never closed are the usual causes.
    """,
)
ENCODING = _own(
    "ERR002",
    "file-not-text",
    "error",
    """The file looks like a job but its bytes are no text.

    ## Why
    Job files are UTF-8, or UTF-16 with a byte order mark. A byte that is neither, or a NUL, ends the reading.

    ## What to do
    Save the file as UTF-8. The message names the first byte that doesn't fit.
    """,
)
CAP = _own(
    "ERR003",
    "file-over-reading-limit",
    "error",
    """The file is too large, too deep, or grows too much through its aliases to be read.

    ## Why
    jobs-lint reads files of unknown origin, so the depth of nesting, the size of one document and what aliases expand
    to are bounded. A real job is ten to fifteen levels deep and far below a megabyte.

    ## What to do
    Split the file. For a large file that is meant, set `max-file-size` in the configuration.
    """,
)
TEMPLATE = _own(
    "ERR004",
    "template-not-rendered",
    "info",
    """The file is a template that can't be read until it is rendered, so it wasn't checked.

    ## Why
    Without its marks, such as `{{ if }}` or `{% for %}`, what remains can't be told for certain, or isn't YAML either.

    ## What to do
    Render it and pipe the result in: `helm template . | jobs-lint --stdin-filename job.yaml -`.
    """,
)
UNREADABLE = _own(
    "ERR005",
    "file-not-readable",
    "error",
    """The file that was named can't be read from the disk.

    ## Why
    It doesn't exist, its permissions forbid it, or it is no regular file.

    ## What to do
    Check the path and its permissions, or exclude it in the configuration.
    """,
)
RULE_CRASHED = _own(
    "ERR006",
    "rule-crashed",
    "error",
    """A rule failed with an exception on this job. All other rules were run.

    ## Why
    That is a mistake in the rule, or in jobs-lint, never in the file. The exit code is 3.

    ## What to do
    Report it to the rule's author with the output of `--debug`. Until it is mended, leave the rule out with `--ignore`.
    """,
)
FILE_CRASHED = _own(
    "ERR007",
    "file-crashed",
    "error",
    """jobs-lint failed with an exception while it read this file. All other files were checked.

    ## Why
    That is a mistake in jobs-lint. The exit code is 3.

    ## What to do
    Report it with the output of `--debug`, and exclude the file until it is mended.
    """,
)
READ_AS_TEMPLATE = _own(
    "ERR008",
    "read-as-template",
    "info",
    """The file can't be read until it is rendered, so it was read as a template.

    ## Why
    Lines that only control the template were left out, and what stands for a value was taken for unknown. Of branches
    that exclude each other one was read, and nothing is said about fields that are absent: a mark may bring them in.

    ## What to do
    Nothing, or render it to have all of it checked: `helm template . | jobs-lint --stdin-filename job.yaml -`.
    """,
)
NO_JOB = _own(
    "ERR009",
    "no-job-of-the-dialect",
    "error",
    """The file was named for a dialect with `--dialect`, but holds no job of it.

    ## Why
    Without the option such a file is passed over in silence; who names a dialect expects a job of it.

    ## What to do
    Check the name of the dialect, or leave the option out: `jobs-lint jobs` shows what is seen then.
    """,
)
UNUSED = _own(
    "SUP001",
    "unused-suppression",
    "warning",
    """A suppression comment keeps nothing back.

    ## Why
    The finding that it was written for is gone, or the comment stands at the wrong place. Left in, it will hide a new
    mistake one day.

    ## What to do
    Delete it, or move it to the line of the finding or alone above it.
    """,
)
UNKNOWN_RULE = _own(
    "SUP002",
    "unknown-rule-in-suppression",
    "warning",
    """A suppression comment names a rule that doesn't exist.

    ## Why
    It keeps nothing back, most likely because of a typo.

    ## What to do
    Correct the code or the name. `jobs-lint rules` lists them all.
    """,
)
NO_REASON = _own(
    "SUP003",
    "suppression-without-reason",
    "warning",
    """A suppression comment gives no reason.

    ## Why
    Whoever reads the file next can't tell whether it still holds. The rule is off unless it is selected.

    ## What to do
    Write the reason behind the bracket: `# jobs-lint: ignore[LIM107] the queue is short at night`.
    """,
    opt_in=True,
)

OWN_RULES = (
    SYNTAX,
    ENCODING,
    CAP,
    TEMPLATE,
    UNREADABLE,
    RULE_CRASHED,
    FILE_CRASHED,
    READ_AS_TEMPLATE,
    NO_JOB,
    UNUSED,
    UNKNOWN_RULE,
    NO_REASON,
)
