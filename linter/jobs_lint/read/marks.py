"""The marks of a template in a text: Jinja's, Go's (Helm), Mustache's, ERB's, Terraform's and those of envsubst; and
the blocks that control marks enclose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.pattern import compiled
from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST = 4_000
"""The most characters of a mark: an opening bracket that is meant otherwise mustn't swallow the file."""

_BRACES = r"\{(?:[^{}]++|\{(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+\})*+\}"
# A backslash is part of a mark, as heredocs have it, for in double quotes it would go with what the mark becomes.
_MARK = (
    r"\\\\"  # a backslash that is itself escaped
    rf"|\\?+(?P<whole>[$%]{_BRACES}"
    r"|%[A-Za-z_][A-Za-z0-9_]{0,99}%|%\([A-Za-z_][A-Za-z0-9_.]{0,99}\)[a-z]"
    r"|(?<=[:,\[-] )(?:@{1,2}[A-Za-z_][A-Za-z0-9_.]{0,99}@{1,2}|\[[A-Za-z][A-Za-z0-9_ .-]{0,99}\](?=[A-Za-z0-9])))"
    r"|\\(?P<shell>\$[A-Za-z_][A-Za-z0-9_]*+)"
    r"|\\?+(?P<open>\{\{|\{%|\{#|<%)"
)
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}", "<%": "%>"}
_TRIMS = "-+~ \t\r\n"
_WORD = r"[A-Za-z_][A-Za-z0-9_]*+"
_ASSIGNMENT = r"\$[A-Za-z0-9_]*+[ \t]*+:?=(?!=)"
_RUBY_OPENS = r"(?:if|unless|case|while|until|for|begin)\b"
_RUBY_BLOCK = r"(?:\bdo|\{)[ \t]*+(?:\|[^|\n]*+\|)?+\Z"

_GO_OPENS = frozenset({"if", "range", "with", "define", "block"})
_ELSE = frozenset({"else", "elif", "elsif", "elseif", "when", "rescue", "ensure"})
_ASKING = frozenset({"if", "unless", "ifchanged", "case"})
_ELSEWHERE = frozenset({"define", "macro", "set", "comment", "call"})  # what these enclose isn't put where it stands
_DEEPEST = 40
_TEXTS = r"\"(?:[^\"\\]++|\\.)*+\"|'(?:[^'\\]++|\\.)*+'"
_NAMES = r"[.$]?[A-Za-z_$][A-Za-z0-9_$.-]*+"
_FUNCTIONS = frozenset(
    {
        *("if", "elif", "unless", "with", "case", "when", "do", "then", "each"),
        *("not", "and", "or", "in", "is", "eq", "ne", "lt", "gt", "le", "ge"),
        *("defined", "empty", "default", "length", "len", "none", "null", "nil", "true", "false"),
    }
)
"""The words of conditions that ask for nothing."""


class Mark(NamedTuple):
    """A mark and what it does: `value` gives text, `open`, `else` and `end` bound a block, `none` gives nothing.

    `family` is how it is written, by its first characters; `word` its first word; `inner` all that it says.
    """

    start: int
    end: int
    role: str
    family: str
    word: str
    inner: str

    @property
    def is_value(self) -> bool:
        """Whether the mark gives text."""
        return self.role == "value"


class Block:
    """What stands between an opening mark and its end. The first branch ends at `first_end`; `kind` is `asking` where
    it is there under a condition, `always` where it is taken to be there (a loop too), `elsewhere` where it isn't."""

    __slots__ = ("_names", "children", "end", "first_end", "kind", "open", "parent")

    def __init__(self, opened: Mark, kind: str, parent: Block | None) -> None:
        self.open = opened
        self.kind = kind
        self.parent = parent
        self.children: list[Block] = []
        self.first_end = -1
        self.end = opened
        self._names: frozenset[str] | None = None

    @property
    def names(self) -> frozenset[str]:
        """What the condition asks for: variables, and paths of them."""
        if self._names is None:
            inner = compiled(_TEXTS).sub(" ", self.open.inner)
            found = compiled(_NAMES).findall(inner)
            if self.open.family == "{{" and self.open.inner[:1] not in ("#", "^"):
                found = [name for name in found if name[0] in ".$"]  # all other words are functions
            self._names = frozenset(name.strip(".") for name in found) - _FUNCTIONS - {""}
        return self._names

    @property
    def condition(self) -> str:
        """The condition of the block as it is written, apart from white space."""
        return " ".join(self.open.inner.split())


def marks_of(text: str) -> list[Mark]:
    """All marks of a text, in order; none inside another."""
    found = list(_found(text))
    jinja_ends = {_word(inner)[3:] for _, _, family, inner in found if family == "{%" and _word(inner)[:3] == "end"}
    has_go = any(family == "{{" and _go_opens(inner) for _, _, family, inner in found)
    marks = []
    for start, end, family, inner in found:
        word = _word(inner)
        if family == "{{":
            role = _role_in_go(inner, word, has_go)
        elif family == "{%":
            role = _role_in_jinja(inner, word, jinja_ends)
        else:
            role = _ROLES[family](inner, word)
        marks.append(Mark(start, end, role, family, word, inner))
    return marks


def _found(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Where marks stand, how they are written and what is inside."""
    search = compiled(_MARK).search
    closes = dict.fromkeys(_CLOSERS, -1)  # the next end of each kind, so that none is looked for twice
    at = 0
    while (match := search(text, at)) is not None:
        at = match.end()
        start = match.start()
        opened = match["open"]
        if opened is not None:
            if closes[opened] < at:
                found = text.find(_CLOSERS[opened], at)
                closes[opened] = found if found >= 0 else len(text)
            close = closes[opened]
            if close == len(text) or close - start > LONGEST:
                at = match.start("open") + 1
                continue
            end = close + 2
            if opened == "{{" and text[at : at + 1] == "{" and text[end : end + 1] == "}":
                end += 1
            yield start, end, opened, text[at:close].strip(_TRIMS)
            at = end
        elif match["whole"] is not None:
            if at - start > LONGEST:
                at = match.start("whole") + 1
                continue
            inner = match["whole"]
            yield start, at, "%{" if inner[:2] == "%{" else "$", inner[2:-1].strip(_TRIMS)
        elif match["shell"] is not None:
            yield start, at, "$", ""


def _word(inner: str) -> str:
    match = compiled(_WORD).match(inner)
    return match[0] if match else ""


def _go_opens(inner: str) -> bool:
    word = _word(inner)
    return (word in _GO_OPENS and inner[len(word) : len(word) + 1].isspace()) or inner[:1] in ("#", "^")


def _role_in_go(inner: str, word: str, has_go: bool) -> str:
    if inner[:2] == "/*" or inner[:1] == "!" or compiled(_ASSIGNMENT).match(inner):
        return "none"
    if _go_opens(inner):
        return "open"
    if has_go and (word == "end" == inner or inner[:1] == "/"):
        return "end"
    if has_go and word == "else":
        return "else"
    return "none" if inner in ("break", "continue") else "value"


def _role_in_jinja(inner: str, word: str, ends: set[str]) -> str:
    if word[:3] == "end":
        return "end"
    if word in _ELSE:
        return "else"
    return "open" if word in ends | {"if", "for"} and not (word == "set" and "=" in inner) else "none"


def _role_in_ruby(inner: str, word: str) -> str:
    if inner[:1] == "=":
        return "value"
    if inner[:1] == "#":
        return "none"
    if word in _ELSE or (inner[:1] == "}" and inner[-1:] == "{"):
        return "else"
    if inner in ("end", "}", "};", "})", "});"):
        return "end"
    opens = compiled(_RUBY_OPENS).match(inner) or compiled(_RUBY_BLOCK).search(inner)
    return "open" if opens else "none"


def _role_in_terraform(_inner: str, word: str) -> str:
    if word in ("if", "for"):
        return "open"
    if word in ("endif", "endfor"):
        return "end"
    return "else" if word == "else" else "value"


def _role_of_value(_inner: str, _word: str) -> str:
    return "value"


def _role_of_comment(_inner: str, _word: str) -> str:
    return "none"


_ROLES: dict[str, Callable[[str, str], str]] = {
    "{#": _role_of_comment,
    "<%": _role_in_ruby,
    "%{": _role_in_terraform,
    "$": _role_of_value,
}


def blocks_of(marks: list[Mark]) -> list[Block] | None:
    """The blocks of a text by where they start, or None where one has no end or no beginning."""
    blocks: list[Block] = []
    stack: list[Block] = []
    for mark in marks:
        if mark.role == "open":
            block = Block(mark, _kind(mark), stack[-1] if stack else None)
            if block.parent is not None:
                block.parent.children.append(block)
            blocks.append(block)
            stack.append(block)
        elif mark.role in ("else", "end"):
            if not stack or stack[-1].open.family != mark.family:
                return None
            block = stack[-1]
            if block.first_end < 0:
                block.first_end = mark.start
            if mark.role == "end":
                if mark.family in ("{%", "%{") and mark.word != f"end{block.open.word}":
                    return None
                block.end = mark
                stack.pop()
    return None if stack else blocks


def _kind(mark: Mark) -> str:
    word = mark.word
    if mark.family == "{{" and mark.inner[:1] in ("#", "^"):
        return "always" if _word(mark.inner[1:].lstrip()) == "each" else "asking"
    if word in _ELSEWHERE:
        return "elsewhere"
    return "asking" if word in _ASKING or (word == "with" and mark.family == "{{") else "always"


def left_out(blocks: list[Block], document_of: Callable[[int], int]) -> Iterator[tuple[int, int, bool]]:
    """The stretches that are left out, so that what remains can all be there at once; and whether each may be there in
    its stead.

    Of all that depends on conditions, the longest block of each document is kept, and what asks for other things than
    it: of two blocks that ask for the same, each may be what the other is there to replace. The same goes for the
    blocks inside of what is kept; of each, the first branch is. Blocks with a condition that is kept are kept as well.
    """
    kept = {(document_of(block.open.start), block.condition) for block in _chains(blocks, document_of)}
    gone = -1
    for block in blocks:
        if block.open.start < gone:
            continue
        is_kept = block.kind == "always" or (
            block.kind == "asking" and (document_of(block.open.start), block.condition) in kept
        )
        start = block.first_end if is_kept else block.open.end
        yield start, block.end.start, block.kind != "elsewhere"
        if not is_kept:
            gone = block.end.start


def _chains(blocks: list[Block], document_of: Callable[[int], int]) -> Iterator[Block]:
    """The blocks that are kept: at each level the longest first, and with it those that ask for something else."""
    asked: dict[int, _Asked] = {}
    level = [block for block in blocks if block.parent is None]
    while level:
        kept = [
            block
            for block in sorted(_asking(level), key=_length, reverse=True)
            if _is_independent(block, asked.setdefault(document_of(block.open.start), _Asked(set(), set())))
        ]
        yield from kept
        level = [child for block in kept for child in _in_first_branch(block)]


def _length(block: Block) -> int:
    return block.first_end - block.open.end


class _Asked(NamedTuple):
    """What kept conditions ask for, and what leads to it: `a` and `a.b` to `a.b.c`."""

    names: set[str]
    above: set[str]


def _is_independent(block: Block, asked: _Asked) -> bool:
    """Whether a condition asks for nothing that another kept block asks for: then both may hold. What the blocks around
    it ask for is theirs; and of those that ask for no more than that, one is kept. Adds what it asks for."""
    around: set[str] = set()
    above = block.parent
    for _ in range(_DEEPEST):
        if above is None:
            break
        around |= above.names
        above = above.parent
    else:
        return False  # nobody nests as deep as this
    own = block.names - around or {f"in {id(block.parent)}"}
    leading = {name[:at] for name in own for at, character in enumerate(name) if character == "." and at}
    if not (own.isdisjoint(asked.names | asked.above) and (leading - around).isdisjoint(asked.names)):
        return False
    asked.names.update(own)
    asked.above.update(leading)
    return True


def _asking(level: list[Block]) -> Iterator[Block]:
    """The blocks under a condition at a level, also those inside of what is always there."""
    stack = level[::-1]
    while stack:
        block = stack.pop()
        if block.kind == "asking":
            yield block
        elif block.kind == "always":
            stack += _in_first_branch(block)[::-1]


def _in_first_branch(block: Block) -> list[Block]:
    return [child for child in block.children if child.open.start < block.first_end]
