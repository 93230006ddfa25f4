"""Keep secrets out of reports: what a finding repeats of a job is shown in logs that more people read than the file.

Passwords, keys and tokens are told by the names that they are given to, and the rules on secrets have a finer eye:
what is veiled in vain costs a word of a message, what is shown in vain is out for good.
"""

import re
from collections.abc import Iterator

from jobs_lint.finding import Finding
from jobs_lint.model.job import Job

VEIL = "…"
_LEAST = 4
_MOST = 200
_LONGEST_LINE = 2_000
"""Characters of a line that is looked through: a job on one line is shown in its smallest part."""
_ENDS = ("PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN", "APIKEY", "_KEY", "CREDENTIAL", "CREDENTIALS")
_SHORT_ENDS = ("_PASS", "_PWD")
_HINTS = ("PASS", "PWD", "SECRET", "TOKEN", "KEY", "CREDENTIAL")
_FIELDS = ("env", "ariables", "runnables", "containers", "args", "command")
"""What the field of a finding has in it that may repeat a secret; and the fields of gcloud, which start with dashes."""
_MARKS = frozenset("${}<>[]()%*`")
_QUOTES = "\"'`,;"
_HARMLESS = frozenset({"true", "false", "null", "none", "text", "number", "mapping", "list"})
_PARTS = frozenset({"secret", "key", "token", "env_secret"})
"""Keys of a job's own that sound like secrets, and have their names and versions."""
_IN_URL = r"://[^\s/?#@:\"'`<>]*+:([^\s/?#@\"'`<>]++)@"


def hidden_in(job: Job) -> frozenset[str]:
    """The texts of a job that no report repeats."""
    texts: set[str] = set()
    variables = [*job.all_env()]
    for task in getattr(job, "task_environments", ()):
        variables += [*task.env, *task.secret_env]
    for variable in variables:
        text = variable.value.text
        if is_of_secret(variable.name.text):
            texts.add(text.strip().strip(_QUOTES))
        texts.update(_typed(text))
        secret = variable.secret.text.strip(_QUOTES)
        if job.service == "batch" and "/" not in secret and any(each.isdigit() for each in secret):
            texts.add(secret)  # the name of a secret's version has slashes: it may be the secret itself
    for container in job.containers:
        before = ""
        for word in container.words:
            texts.update(_typed(f"{before} {word.text}"))
            before = word.text if word.text.startswith("--") else ""
        for name in ("options", "password"):
            setting = getattr(container, name, None)
            if setting is not None:
                texts.update(_typed(setting.text) if name == "options" else (setting.text,))
    return frozenset(text for text in texts if _may_be_secret(text))


def veiled(finding: Finding, texts: frozenset[str]) -> tuple[Finding, frozenset[str]]:
    """A finding without the secrets, and those that it may have repeated."""
    field = finding.field
    if field is not None and not field.startswith("--") and not any(name in field for name in _FIELDS):
        return finding, frozenset()
    value = finding.value or ""
    said = f"{finding.message} {value}"
    if len(texts) <= _MOST:
        plain = value.strip(_QUOTES)  # a word that is told for something else is kept
        texts = frozenset(text for text in texts if text == plain or not (text.isalpha() and text.islower()))
    else:  # each finding on a job with so many isn't held against all of them
        texts = texts & {word.strip(_QUOTES) for word in said.split()}
    if any(hint in said.upper() for hint in _HINTS) or "@" in said:
        texts = texts | {text for text in _typed(said) if _may_be_secret(text)}
    found = frozenset(text for text in texts if text in said)
    if not found:
        return finding, texts
    told = None if finding.value is None else without(value, found)
    return finding._replace(message=without(finding.message, found), value=told), texts


def hidden_in_line(line: str) -> frozenset[str]:
    """What a line from a file gives to variables and options that are named for passwords and the like."""
    if len(line) > _LONGEST_LINE:
        return frozenset()
    return frozenset(text for text in _typed(line) if _may_be_secret(text))


def without(text: str, hidden: frozenset[str], *, keep_length: bool = False) -> str:
    """A text with other marks where secrets stand. With `keep_length`, what is behind them stays in its column."""
    for each in sorted(hidden, key=len, reverse=True):
        text = text.replace(each, "*" * len(each) if keep_length else VEIL)
    return text


def is_of_secret(name: str) -> bool:
    """Whether a variable or an option is given a secret, as its name tells."""
    plain = name.strip().strip(_QUOTES).lstrip("-").upper().replace("-", "_").rstrip("0123456789_")
    return plain.endswith((*_ENDS, *_SHORT_ENDS))


def _typed(text: str) -> Iterator[str]:
    """What is given to names of secrets in a line: `NAME=x`, `--name x`, `NAME: x`; and passwords in addresses."""
    if "://" in text and "@" in text:
        yield from re.findall(_IN_URL, text)
    if not any(hint in text.upper() for hint in _HINTS):
        return
    expected = is_named = False
    for word in text.replace("{", " ").replace("}", " ").split():
        plain = word.strip(_QUOTES)
        name, mark, value = plain.partition("=")
        if mark and "=" in value and is_of_secret(value.partition("=")[0]):
            name, mark, value = value.lstrip(_QUOTES).partition("=")  # --set-env-vars=NAME=x
        if not mark:
            name, mark, value = plain.partition(":")
        if expected and not plain.startswith("-"):
            yield plain
        expected = plain == "value:" and is_named
        is_named = expected or (is_named and plain != "name:") or is_of_secret(plain)
        if mark == ":" and name in _PARTS:
            continue
        if name.replace("-", "").replace("_", "").isalnum() and is_of_secret(name):
            if mark and value:
                yield value.strip(_QUOTES)
            expected = expected or (name.startswith("--") and not mark) or (mark == ":" and not value)


def _may_be_secret(text: str) -> bool:
    """Whether a text may be a secret: not short, not filled in by a template, no path, no mark to be replaced."""
    if len(text) < _LEAST or not _MARKS.isdisjoint(text) or any(each.isspace() for each in text):
        return False
    name, mark, version = text.rpartition(":")
    if name and mark and (version == "latest" or version.isdigit()):
        return False
    if text.startswith(("/", "projects/", "gs:")) or "://" in text or text.lower() in _HARMLESS:
        return False
    return not text.lower().startswith("your") and (text.islower() or not text.replace("_", "").isalpha())
