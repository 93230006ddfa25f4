"""What is a secret in plain text: by its shape, by where it stands, or by the name it is given.

Nothing is guessed from how random a text looks. What may be a sample, a path, a name or a mark to be filled in is none.
"""

from __future__ import annotations

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PRIVATE = "a private key"
_GOOGLE = "an API key of Google"

SHAPES: tuple[tuple[str, str, str], ...] = (
    # How it starts, all of it, and what it is. Quantifiers are fixed or possessive.
    ("-----BEGIN", r"-----BEGIN (?:[A-Z]++ ){0,3}PRIVATE KEY-----", PRIVATE),
    ("AKIA", r"(?<![A-Za-z0-9])AKIA[A-Z0-9]{16}(?![A-Za-z0-9])", "an access key of AWS"),
    ("AIza", r"(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])", _GOOGLE),
    ("GOCSPX-", r"GOCSPX-[A-Za-z0-9_-]{28}", "an OAuth client's secret"),
    ("ya29.", r"(?<![A-Za-z0-9])ya29\.[A-Za-z0-9_-]{30}", "an access token of Google"),
    ("ghp_", r"ghp_[A-Za-z0-9]{36}", "a token of GitHub"),
    ("gho_", r"gho_[A-Za-z0-9]{36}", "a token of GitHub"),
    ("ghs_", r"ghs_[A-Za-z0-9]{36}", "a token of GitHub"),
    ("github_pat_", r"github_pat_[A-Za-z0-9_]{40}", "a token of GitHub"),
    ("glpat-", r"glpat-[A-Za-z0-9_-]{20}", "a token of GitLab"),
    ("xox", r"(?<![A-Za-z0-9])xox[abprs]-[0-9]{6,13}+-[A-Za-z0-9-]{12}", "a token of Slack"),
    (
        "hooks.slack.com",
        r"hooks\.slack\.com/services/T[A-Z0-9]{6,12}+/B[A-Z0-9]{6,12}+/[A-Za-z0-9]{20}",
        "a Slack webhook",
    ),
    ("k_live_", r"(?<![A-Za-z0-9])[sr]k_live_[A-Za-z0-9]{24}", "a live key of Stripe"),
    ("sk-ant-", r"sk-ant-[a-z]{3}[0-9]{2}-[A-Za-z0-9_-]{40}", "an API key of Anthropic"),
    ("T3BlbkFJ", r"sk-[A-Za-z0-9_-]{20,200}+", "an API key of OpenAI"),
    ("hf_", r"(?<![A-Za-z0-9])hf_[A-Za-z0-9]{34}(?![A-Za-z0-9])", "a token of Hugging Face"),
    ("SG.", r"(?<![A-Za-z0-9])SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}", "an API key of SendGrid"),
    ("npm_", r"(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])", "a token of npm"),
    ("pypi-AgE", r"pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50}", "a token of PyPI"),
    ("dckr_pat_", r"dckr_pat_[A-Za-z0-9_-]{27}", "a token of Docker Hub"),
)
_URL = r"://([^\s/?#@:\"'`<>]*+):([^\s/?#@\"'`<>]++)@([^\s/?#@:,\"'`<>]++|(?=/))"
"""An address with a user, a password and a host, which is left out where a socket stands in its place."""
_KEYS = ("password=", "pwd=", "accountkey=", "sharedaccesskey=")
_SAMPLES = (
    "example",
    "xxx",
    "your",
    "...",
    "***",
    "placeholder",
    "change",
    "dummy",
    "fake",
    "redacted",
    "insert",
    "replace",
    "eyjzdwiioiixmjm0nty3odkw",  # the payload of the token that all documentation of JWT shows
)
_NOTHING = _set(
    "true false yes no on off none null nil undefined unset unused empty default auto enabled disabled todo tbd na n/a "
    "test testing sample foo bar baz foobar admin user root username host hostname "
    "postgres mysql guest minio minioadmin local localhost localdev dev development mock prompt external"
)
"""What is no secret to anybody: truth values and the like, and the passwords that images for trying out come with."""
_NAMES = _set(
    "password passwd passphrase pass pwd pw secret secrets token tokens key keys credential credentials apikey "
    "vault iam env kms ssm gsm sm secretmanager creds file todo tbd fixme ci unused ignored injected managed "
    "fill fillme notused used identity"
)
"""Words of a secret's name: a text with one of them names a secret, or stands for one, sooner than it is one."""
_ENDS = ("password", "passwd", "secret", "creds", "credentials")
"""How a name in small letters ends that is a secret's, such as `dbpassword`."""
_ENCRYPTED = ("CiQA", "CiUA", "AQICAH")
"""How the texts start that Cloud KMS and that of AWS have encrypted, in base64."""
_ELSEWHERE = (
    "/",
    ".",
    "~",
    "$",
    "%",
    "<",
    "{",
    "[",
    "(",
    "@",
    "projects/",
    "ENC[",
    "arn:",
    "vault:",
    "secret:",
    "env:",
    "ref+",
    "sm:",
    "#{",
)
_MARKS = frozenset("${}()<>[]`*\\\"'|;,")
_PUBLIC = frozenset({"PUBLIC", "PUBLISHABLE", "ANON", "VITE", "REACT", "ENCRYPTED", "HASHED", "CIPHERTEXT"})
_FIREBASE = "FIREBASE"
_ACCOUNTS = _set(
    "DB DATABASE MYSQL POSTGRES POSTGRESQL PG SQL MARIADB MONGO MONGODB REDIS SMTP MAIL EMAIL FTP SFTP LDAP RABBITMQ "
    "USER ADMIN ROOT"
)
_KEY_OF = _set("API ACCESS SECRET PRIVATE ENCRYPTION SIGNING AUTH ACCOUNT ROLE MASTER")
_OF_TEXT = _set(
    "EOS BOS PAD MASK UNK SEP CLS STOP START END NEXT PAGE SYNC CONTINUE CONTINUATION IDEMPOTENCY SEPARATOR DELIMITER"
)
"""What a token is of that has nothing to do with secrets: the tokens of language models, pages, and repeated calls."""
_ABOUT = _set(
    "FORGOT RESET CHANGE REQUIRE ALLOW ENABLE DISABLE USE HAS NO WITHOUT MIN MAX SHOW HIDE PRINT LOG SKIP VERIFY "
    "VALIDATE CHECK ROTATE GENERATE IS SHOULD IGNORE EXPECT EXPECTED"
)
"""How the name of something starts that is about secrets, and holds none itself."""

WORD = "a password"
"""The one kind of secret that can look like anything; the others are keys and tokens, which machines make."""


def secret_by_shape(text: str) -> str | None:
    """What kind of secret a text holds, by a shape that nothing else has."""
    for start, pattern, kind in SHAPES:
        if start in text:
            found = re.search(pattern, text)
            if found is not None and not is_sample(found[0]):
                return kind
    return None


def has_password_in_url(text: str) -> bool:
    """Whether a text holds an address with a user's password."""
    if "://" not in text or "@" not in text:
        return False
    return any(
        host.lower() not in _NOTHING and not host.isupper() and not is_sample(host) and _is_password(password)
        for _, password, host in re.findall(_URL, text)
    )


def has_password(text: str) -> bool:
    """Whether a text is an address or a connection string with a password."""
    if has_password_in_url(text):
        return True
    if text.count("=") <= 1:
        return False
    lower = text.lower()
    return any(_has_key(text, lower, key) for key in _KEYS)


def _has_key(text: str, lower: str, key: str) -> bool:
    """Whether a connection string of `name=value` has a literal password by one of the names."""
    at = lower.find(key)
    if at < 0 or (at > 0 and text[at - 1] not in ";?& \t\n"):
        return False
    value = text[at + len(key) :].strip(" ")
    for end in ";& \t\n":
        value = value.partition(end)[0]
    return _is_password(value)


def _is_password(text: str) -> bool:
    return _MARKS.isdisjoint(text) and is_secret(WORD, text)


def secret_by_name(name: str) -> str | None:
    """What kind of secret a name is given to; None where it isn't given to any."""
    words = _words(name)
    while words and words[-1].isdigit():
        words.pop()
    if not words or not _PUBLIC.isdisjoint(words):
        return None
    if words[0] in _ABOUT:
        return None
    last = words.pop()
    before = words[-1] if words else ""
    if last.endswith(("PASSWORD", "PASSWD", "PASSPHRASE")) or (last in ("PASS", "PWD") and before in _ACCOUNTS):
        return WORD
    if last == "TOKEN" and before not in _OF_TEXT:
        return "a token"
    if last == "SECRET":
        return "a secret"
    return "a key" if last == "APIKEY" or (last == "KEY" and before in _KEY_OF) else None


def is_public(name: str, kind: str) -> bool:
    """Whether a name says that what it holds may be seen by all. So may a key of Google that is Firebase's."""
    words = _words(name)
    return not _PUBLIC.isdisjoint(words) or (kind == _GOOGLE and _FIREBASE in words)


def _words(name: str) -> list[str]:
    """The words of a name in capitals, whichever way they are joined."""
    for mark in "_-.:/":
        name = name.replace(mark, " ")
    spaced = "".join(
        f" {character}" if character.isupper() and before.islower() else character
        for before, character in zip(" " + name, name, strict=False)
    )
    return spaced.upper().split()


def is_secret(kind: str, text: str, least: int = 0) -> bool:
    """Whether a text can only be the secret itself. Keys and tokens have `least` characters, letters and digits."""
    value = text.strip()
    if not value or value.lower() in _NOTHING or value.isdigit() or any(each.isspace() for each in value):
        return False
    if value.startswith(_ELSEWHERE) or "://" in value or "${" in value or len(set(value)) == 1:
        return False
    if is_sample(value) or (value.isupper() and (value.isalpha() or ("_" in value and _is_name(value)))):
        return False
    words = [word.lower() for word in _words(value)]
    if not _NAMES.isdisjoint(words) or value.startswith(_ENCRYPTED) or _is_of_version(value):
        return False
    if value.islower() and value.isalpha() and value.endswith(_ENDS):
        return False
    if kind == WORD:
        return True
    return len(value) >= least and is_mixed(value) and not _is_of_words(value)


def _is_of_words(text: str) -> bool:
    """Whether half of the parts of a text, or more, are words or numbers: a name, an address or a version."""
    for mark in "_-./:@":
        text = text.replace(mark, " ")
    parts = text.split()
    plain = [part for part in parts if part.isalpha() or part.isdigit()]
    return len(parts) > 1 and len(plain) + len(plain) >= len(parts)


def _is_of_version(text: str) -> bool:
    """Whether a text is the name of a secret with a version, as gcloud takes it: `shop:latest`, `shop:3`."""
    name, mark, version = text.rpartition(":")
    is_version = version == "latest" or version.isdigit()
    return mark != "" and is_version and name.replace("-", "").replace("_", "").isalnum()


def _is_name(text: str) -> bool:
    return text.replace("_", "").isalnum()


def is_mixed(text: str) -> bool:
    """Whether a text has letters and digits."""
    return any(each.isdigit() for each in text) and any(each.isalpha() for each in text)


def is_typed(kind: str, text: str, least: int) -> bool:
    """Whether a text in a command is the secret itself: one that code would not have in its place for a name."""
    is_plain = _MARKS.isdisjoint(text) and "." not in text and not text.startswith("-")
    return is_plain and is_mixed(text) and is_secret(kind, text, least)


def is_sample(text: str) -> bool:
    """Whether a text says of itself that it stands for another."""
    lower = text.lower()
    return any(mark in lower for mark in _SAMPLES)
