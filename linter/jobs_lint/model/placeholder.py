"""Telling a literal from what a template, a shell or a person will fill in later.

A placeholder makes a setting unknown, and an unknown is never wrong; so the patterns err on the side of calling
something a placeholder.
"""

from __future__ import annotations

from jobs_lint.pattern import compiled
from jobs_lint.read.tree import Mapping, Node, Opaque, Scalar, Sequence

_MARK = (
    r"\$\{|\$\(|\$\$?[A-Za-z_]|\{\{|\{%|<%|#\{|\(\("  # ${X} $(X) $X {{ x }} {% x %} <%= x %> #{X} ((x))
    r"|%[A-Za-z_][A-Za-z0-9_]{0,99}%"  # %X%
    r"|%\([A-Za-z_][A-Za-z0-9_.]{0,99}\)[a-z]"  # %(x)s
    r"|<[A-Za-z_][^<>\n]{0,99}>"  # <X>, <your project>
    r"|\{(?:[A-Za-z_][A-Za-z0-9_.]{0,99}|[0-9]{1,3})\}"  # {x} and {0}, of str.format
    r"|\[[A-Z](?:[A-Z0-9_]{1,50}(?:[ -][A-Z0-9_]{1,50}){0,9})?\]"  # [SECONDS]s; what isn't in capitals: see _WHOLE
    r"|__[A-Z][A-Z0-9_]{0,99}__|@@?[A-Z][A-Z0-9_.]{0,99}@"  # __X__s @X@s @@X@@
    r"|PLACEHOLDER|REPLACE_ME|CHANGE_ME|CHANGEME"
)
_WHOLE = (
    r"\[[A-Za-z][A-Za-z0-9_ .-]{0,99}\]"  # [BUCKET_NAME]
    r"|__[A-Za-z][A-Za-z0-9_]{0,99}__|@{1,2}[A-Za-z][A-Za-z0-9_.]{0,99}@{1,2}"  # __x__ @x@ @@x@@
    r"|YOUR[_-][A-Za-z0-9_-]{0,99}"
)
_NAME = r"[A-Za-z_][A-Za-z0-9_ .-]{0,99}"
_CALL = ("fn::", "Fn::")  # Pulumi's functions, in a mapping with nothing else
_LONGEST_INDEX = 3
_OPENERS = frozenset("$%<{#([_@EY")  # each pattern above has one of them in whatever it matches
_CAPITALS = r"(?=[A-Z][A-Z0-9_])[A-Z][A-Z0-9]{0,99}(?:_[A-Z0-9]{1,99}){0,20}(?:ms|[smhd]|[KMGT]i|k)?"
# A value that starts with a mark which plain YAML can't start or go on with: %X%, @X@, %(x)s, [X]s.
_UNREADABLE = (
    r"(?:^|[:,\[{]|-[ \t])[ \t]*"
    r"(?:%[A-Za-z_][A-Za-z0-9_]{0,99}%|%\([A-Za-z_][A-Za-z0-9_.]{0,99}\)|@{1,2}[A-Za-z_][A-Za-z0-9_.]{0,99}@"
    r"|\[[A-Za-z][A-Za-z0-9_ .-]{0,99}\][A-Za-z0-9])"
)


def has_mark(text: str) -> bool:
    """Whether a text holds something to be filled in."""
    if _OPENERS.isdisjoint(text):  # nearly all texts end here, without a pattern
        return False
    return compiled(_MARK).search(text) is not None or compiled(_WHOLE).fullmatch(text) is not None


def is_name_in_capitals(text: str) -> bool:
    """Whether a text where a number belongs is a bare name that a script will replace: TASK_COUNT, or TIMEOUTs."""
    return compiled(_CAPITALS).fullmatch(text) is not None


def is_placeholder(node: Node) -> bool:
    """Whether a node, where a scalar is wanted, stands for a value that isn't known.

    That is what its reader calls opaque, a text with a mark, the one-item flow list that `[NAME]` parses to, the flow
    mapping without a value that `{name}` parses to, the flow mapping of a flow mapping that `{{ x }}` parses to, and a
    call, `fn::NAME: ...`.
    """
    if isinstance(node, Scalar):
        return has_mark(node.text)
    if isinstance(node, Sequence):
        return node.flow and len(node.items) == 1 and _is_bare_name(node.items[0])
    if isinstance(node, Mapping) and len(node.pairs) == 1:
        key, value = node.pairs[0]
        if isinstance(key, Scalar):
            no_colon = node.flow and value.start == value.end == key.end
            return key.text.startswith(_CALL) or (no_colon and (_is_bare_name(key) or _is_bare_index(key)))
        return node.flow and isinstance(key, Mapping)
    return isinstance(node, Opaque)


def _is_bare_name(node: Node) -> bool:
    if not isinstance(node, Scalar) or node.style:
        return False
    return compiled(_NAME).fullmatch(node.text) is not None or has_mark(node.text)


def _is_bare_index(node: Node) -> bool:
    """Whether a node is the number between the brackets of `{0}`."""
    return isinstance(node, Scalar) and not node.style and node.text.isdecimal() and len(node.text) <= _LONGEST_INDEX


def is_template_text(text: str, line: str) -> bool:
    """Whether a text that isn't YAML has the marks of a template: Jinja's, Helm's or ERB's on the line that can't be
    read or at the start of any, or those of envsubst, Terraform and the like on that line (elsewhere `${X}`, `%{x}` and
    `--format={{.Name}}` are as likely a script's own)."""
    if any(mark in line for mark in ("{{", "{%", "<%", "${", "%{")):
        return True
    if any(start.lstrip().startswith(("{{", "{%", "<%")) for start in text.splitlines()):
        return True
    return compiled(_UNREADABLE).search(line) is not None
