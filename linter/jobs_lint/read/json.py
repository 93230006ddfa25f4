"""JSON to the same tree, without recursion and in linear time: one value, or several that start on lines of their own.

The YAML reader comes first, since people write YAML into .json files; this one reads what libyaml refuses or folds.
An escaped half of a surrogate pair that stands alone becomes U+FFFD, so that the tree holds text that can be printed.
"""

from __future__ import annotations

import re

from jobs_lint.read.caps import Caps, too_deep, too_large
from jobs_lint.read.tree import Document, Mapping, Node, Pair, Problem, ReadResult, Scalar, Sequence
from jobs_lint.source import Source
from jobs_lint.span import Span

_TOKEN = re.compile(
    r"""[ \t\n\r]*+(?:
        ([{}\[\]:,])
      | ("[^"\\\x00-\x1f]*+(?:\\[^\x00-\x1f][^"\\\x00-\x1f]*+)*+")
      | ((?:-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][-+]?[0-9]++)?+|true|false|null)(?![0-9A-Za-z_.+-]))
    )""",
    re.VERBOSE,
)
_SPACE = re.compile(r"[ \t\n\r]*+")
_WORD = re.compile(r"[^\s,:{}\[\]\"']++")
_STRING_PART = re.compile(r'"(?:[^"\\\x00-\x1f]++|\\[^\x00-\x1f])*+')
_ESCAPE = re.compile(
    r'\\(?:(["\\/bfnrt])|u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|)'
)
_SHORT = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_CLOSING = {"{": "}", "[": "]"}

# What may come next.
_VALUE, _FIRST_VALUE, _KEY, _FIRST_KEY, _COLON, _COMMA = range(6)


class _NotJsonError(Exception):
    """Not JSON: what is wrong, and where."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.problem = Problem("syntax", message, Span(start, end))


def read_json(text: str, caps: Caps = Caps()) -> ReadResult:  # noqa: B008 (immutable)
    """The documents of a JSON text, a value each, and what stopped the reader, if anything did."""
    documents: list[Document] = []
    position = _behind_space(text, 1 if text.startswith("\ufeff") else 0)
    while True:
        if len(text) - position > caps.size and text[position] != "[":
            close = text.find("\n", position, position + caps.size + 1)
            if close < 0:
                return ReadResult(tuple(documents), too_large(position, caps))
        try:
            read = _read_value(text, position, caps)
            if isinstance(read, Problem):
                return ReadResult(tuple(documents), read)
            documents.append(read)
            position = _next_value(text, read.root.end)
        except _NotJsonError as error:
            return ReadResult(tuple(documents), error.problem)
        if position == len(text):
            return ReadResult(tuple(documents))


def _behind_space(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position


def _next_value(text: str, end: int) -> int:
    """Where the value behind the one that ends at `end` starts: on a line of its own. The end of the text if none."""
    start = _behind_space(text, end)
    if start < len(text) and not (text[start] in "{[" and "\n" in text[end:start]):
        raise _NotJsonError(
            "the JSON value ends above, but more text follows; put several values into a `[` list `]`, or each on a"
            " line of its own",
            start,
            start + 1,
        )
    return start


def _read_value(text: str, position: int, caps: Caps) -> Document | Problem:
    token = _TOKEN.match
    stack: list[tuple[Mapping | Sequence, Node | None]] = []
    current: Mapping | Sequence | None = None
    key: Node | None = None
    root: Node | None = None
    state = _VALUE
    count = 0
    limit = position + caps.size
    node: Node | None
    while True:
        found = token(text, position)
        if found is None:
            raise _complaint(text, position, state, current)
        group = found.lastindex or 0
        start, position = found.span(group)
        node = None
        if group == 1:
            mark = text[start]
            if mark in "{[":
                if state not in (_VALUE, _FIRST_VALUE):
                    raise _complaint(text, start, state, current)
                if len(stack) >= caps.depth:
                    return too_deep(start, caps)
                opened = Mapping(start, start, [], True) if mark == "{" else Sequence(start, start, [], True)
                if root is None:
                    root = opened
                elif isinstance(current, Sequence):
                    current.items.append(opened)
                stack.append((opened, key))
                current = opened
                state = _FIRST_KEY if mark == "{" else _FIRST_VALUE
                count += 1
                continue
            if mark == ":":
                if state != _COLON:
                    raise _complaint(text, start, state, current)
                state = _VALUE
                continue
            if mark == ",":
                if state != _COMMA:
                    raise _complaint(text, start, state, current)
                state = _KEY if isinstance(current, Mapping) else _VALUE
                continue
            closes = _FIRST_KEY if mark == "}" else _FIRST_VALUE
            fits = isinstance(current, Mapping) if mark == "}" else isinstance(current, Sequence)
            if current is None or not fits or state not in (_COMMA, closes):
                raise _complaint(text, start, state, current)
            node, key = stack.pop()
            node.end = position
            current = stack[-1][0] if stack else None
            if isinstance(current, Mapping) and key is not None:
                current.pairs.append(Pair(key, node))
        else:
            if group == 2 and state in (_KEY, _FIRST_KEY):
                key = Scalar(start, position, _unescape(text, start, position), '"')
                state = _COLON
                count += 1
                continue
            if state not in (_VALUE, _FIRST_VALUE):
                raise _complaint(text, start, state, current)
            count += 1
            node = (
                Scalar(start, position, _unescape(text, start, position), '"')
                if group == 2
                else Scalar(start, position, text[start:position])
            )
            if isinstance(current, Sequence):
                current.items.append(node)
            elif current is not None and key is not None:
                current.pairs.append(Pair(key, node))
            else:
                root = node
        state = _COMMA
        if position > limit:
            unit = root.items[-1].start if isinstance(root, Sequence) and stack and root.items else limit - caps.size
            if position - unit > caps.size:
                return too_large(unit, caps)
            limit = unit + caps.size
        if current is None and root is not None:
            return Document(root, count)


def _unescape(text: str, start: int, end: int) -> str:
    body = text[start + 1 : end - 1]
    if "\\" not in body:
        return body

    def character(found: re.Match[str]) -> str:
        short, high, low, code = found.groups()
        if short:
            return _SHORT[short]
        if high:
            return chr(0x10000 + ((int(high, 16) & 0x3FF) << 10) + (int(low, 16) & 0x3FF))
        if code:
            value = int(code, 16)
            return "\ufffd" if 0xD800 <= value < 0xE000 else chr(value)
        at = start + 1 + found.start()
        raise _NotJsonError(_bad_escape(text, at), at, at + 2)

    return _ESCAPE.sub(character, body)


def _bad_escape(text: str, at: int) -> str:
    if text[at + 1] == "u":
        return "`\\u` needs four hexadecimal digits behind it"
    return f"`{_shown(text[at : at + 2])}` is no escape of JSON; double the backslash where the text holds one"


def _shown(text: str) -> str:
    return text if text.isprintable() else ascii(text)[1:-1]


def _complaint(text: str, position: int, state: int, current: Mapping | Sequence | None) -> _NotJsonError:
    """What is wrong at the token at `position`, which doesn't fit or is none."""
    space = _SPACE.match(text, position)
    at = space.end() if space else position
    if at >= len(text):
        if current is None:
            return _NotJsonError("there is no JSON value here", at, at)
        bracket = text[current.start]
        line = Source("", text).position(current.start).line
        message = f"the text ends, but the `{bracket}` of line {line} isn't closed with `{_CLOSING[bracket]}`"
        return _NotJsonError(message, at, at)
    character = text[at]
    if character == '"' and not _TOKEN.match(text, at):
        return _string_complaint(text, at)
    word = _WORD.match(text, at)
    end = word.end() if word else at + 1
    found = f"`{_shown(text[at : min(end, at + 30)])}`"
    if character == "'":
        message = "JSON knows double quotes only"
    elif text.startswith(("//", "/*", "#"), at):
        message = "JSON has no comments; remove it, or write the file as YAML"
    elif state in (_VALUE, _KEY) and character in "]}" and text[:at].rstrip().endswith(","):
        message = f"a comma can't stand before `{character}`; remove it"
    elif state in (_KEY, _FIRST_KEY):
        message = f"expected a key in double quotes{' or `}`' if state == _FIRST_KEY else ''}, but found {found}"
    elif state == _COLON:
        message = f"expected `:` between key and value, but found {found}"
    elif state == _COMMA:
        closing = _CLOSING[text[current.start]] if current is not None else ""
        message = f"expected `,` or `{closing}`, but found {found}"
    else:
        message = f"expected a value, but found {found}; text goes in double quotes" + _hint(text[at:end])
    return _NotJsonError(message, at, end)


def _hint(word: str) -> str:
    lowered = word.lower()
    if lowered in ("true", "false", "null"):
        return f", the literal is `{lowered}`"
    if lowered == "none":
        return ", nothing is `null`"
    return ""


def _string_complaint(text: str, at: int) -> _NotJsonError:
    part = _STRING_PART.match(text, at)
    end = part.end() if part else at + 1
    stop = text[end : end + 1]
    if not stop or stop in "\r\n\\":
        return _NotJsonError("the text that starts here isn't closed on its line; a line break in it is `\\n`", at, end)
    return _NotJsonError(f"U+{ord(stop):04X} can't stand in a text; write `\\u{ord(stop):04x}`", end, end + 1)
