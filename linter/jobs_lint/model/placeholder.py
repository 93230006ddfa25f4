"""Telling a literal from what a template, a shell or a person will fill in later.

A placeholder makes a setting unknown, and an unknown is never wrong; so the patterns err on the side of calling
something a placeholder.
"""

from __future__ import annotations

from jobs_lint.pattern import compiled
from jobs_lint.read.tree import Mapping, Node, Scalar, Sequence

_MARK = (
    r"\$\{|\$\(|\$\$?[A-Za-z_]|\{\{|\{%|<%|#\{|\(\("  # ${X} $(X) $X {{ x }} {% x %} <%= x %> #{X} ((x))
    r"|%[A-Za-z_][A-Za-z0-9_]{0,99}%"  # %X%
    r"|<[A-Za-z_][^<>\n]{0,99}>"  # <X>, <your project>
    r"|\{[A-Za-z_][A-Za-z0-9_.]{0,99}\}"  # {x}, of str.format
    r"|PLACEHOLDER|REPLACE_ME|CHANGE_ME|CHANGEME"
)
_WHOLE = (
    r"\[[A-Za-z][A-Za-z0-9_ .-]{0,99}\]"  # [BUCKET_NAME]
    r"|__[A-Za-z][A-Za-z0-9_]{0,99}__|@[A-Za-z][A-Za-z0-9_.]{0,99}@"  # __X__ @X@
    r"|YOUR[_-][A-Za-z0-9_-]{0,99}"
)
_NAME = r"[A-Za-z_][A-Za-z0-9_ .-]{0,99}"
_CALL = ("fn::", "Fn::")  # Pulumi's functions, in a mapping with nothing else
_OPENERS = frozenset("$%<{#([_@EY")  # each pattern above has one of them in whatever it matches
_CAPITALS = r"[A-Z][A-Z0-9]{0,99}(?:_[A-Z0-9]{1,99}){0,20}"


def has_mark(text: str) -> bool:
    """Whether a text holds something to be filled in."""
    if _OPENERS.isdisjoint(text):  # nearly all texts end here, without a pattern
        return False
    return compiled(_MARK).search(text) is not None or compiled(_WHOLE).fullmatch(text) is not None


def is_name_in_capitals(text: str) -> bool:
    """Whether a text where a number belongs is a bare name, such as TASK_COUNT, that a script will replace."""
    return len(text) > 1 and compiled(_CAPITALS).fullmatch(text) is not None


def is_placeholder(node: Node) -> bool:
    """Whether a node, where a scalar is wanted, stands for a value that isn't known.

    That is a text with a mark, the one-item flow list that `[NAME]` parses to, the flow mapping without a value that
    `{name}` parses to, the flow mapping of a flow mapping that `{{ x }}` parses to, and a call, `fn::NAME: ...`.
    """
    if isinstance(node, Scalar):
        return has_mark(node.text)
    if isinstance(node, Sequence):
        return node.flow and len(node.items) == 1 and _is_bare_name(node.items[0])
    if isinstance(node, Mapping) and len(node.pairs) == 1:
        key, value = node.pairs[0]
        if isinstance(key, Scalar):
            no_colon = node.flow and value.start == value.end == key.end
            return key.text.startswith(_CALL) or (no_colon and _is_bare_name(key))
        return node.flow and isinstance(key, Mapping)
    return False


def _is_bare_name(node: Node) -> bool:
    if not isinstance(node, Scalar) or node.style:
        return False
    return compiled(_NAME).fullmatch(node.text) is not None or has_mark(node.text)


def is_template_text(text: str, line: str) -> bool:
    """Whether a text that isn't YAML has the marks of a template: Jinja's, Helm's or ERB's anywhere, or those of
    envsubst or Terraform on the line that can't be read (elsewhere `${X}` and `%{x}` are as likely a script's own)."""
    return "{{" in text or "{%" in text or "<%" in text or "${" in line or "%{" in line
