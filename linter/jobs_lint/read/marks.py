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
_FILTERS = r"(?<!\|)\|(?!\|)[ ]*+[A-Za-z_][A-Za-z0-9_.]*+|\bis[ ](?:not[ ])?+[A-Za-z_][A-Za-z0-9_]*+"
_CALLED = r"[?!(]"  # behind the name of a function or a method
_SUBJECT = r"(?:if|with|range|for|#[ ]?(?:(?:if|with|each)\b)?)(?![A-Za-z0-9_.])[ ]*+(?:\$[^:=]{0,200}+:?=(?!=)[ ]*+)?"
_ASSIGNED = r"(?:(?P<go>\$[A-Za-z0-9_]++)[ ]?:?=|(?:set[ ])?(?P<name>[A-Za-z_][A-Za-z0-9_]*+)[ ]?=)(?!=)[ ]?"
_PATH = r"\$?(?:\.|[A-Za-z0-9_])[A-Za-z0-9_.]*+"
_FUNCTIONS = frozenset(
    {
        *("if", "elif", "unless", "with", "case", "when", "do", "then", "each", "for", "while", "until", "range"),
        *("not", "and", "or", "in", "is", "eq", "ne", "lt", "gt", "le", "ge"),
        *("defined", "empty", "default", "length", "len", "none", "null", "nil", "true", "false"),
        *("None", "True", "False"),
    }
)
"""The words of conditions that ask for nothing."""
_MOST_NAMES = 50


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
    it is there under a condition, `loop` where it is there for each of some things, `always` where it is taken to be
    there, `elsewhere` where it isn't. `assigned` says what variables of the text stand for."""

    __slots__ = ("_condition", "_names", "assigned", "children", "end", "first_end", "kind", "open", "parent")

    def __init__(self, opened: Mark, kind: str, parent: Block | None, assigned: dict[str, str]) -> None:
        self.open = opened
        self.kind = kind
        self.parent = parent
        self.assigned = assigned
        self.children: list[Block] = []
        self.first_end = -1
        self.end = opened
        self._names: frozenset[str] | None = None
        self._condition: str | None = None

    @property
    def names(self) -> frozenset[str]:
        """What the condition asks for, or what the loop goes through: variables, and paths of them."""
        if self._names is None:
            found: set[str] = set()
            if self.kind in ("asking", "loop"):
                is_go = self.open.family == "{{" and self.open.inner[:1] not in ("#", "^")
                found = _meant(_names_in(self.condition, is_go), self.assigned, is_go)
            self._names = frozenset(found)
        return self._names

    @property
    def condition(self) -> str:
        """What has to hold for the block to be there, apart from white space. A loop is there where there is something
        to go through, so that it has the condition of an `if` that asks for no more than that."""
        if self._condition is None:
            inner = " ".join(self.open.inner.split())
            if self.kind == "loop":
                inner = _gone_through(inner, self.open.family)
            subject = compiled(_SUBJECT).match(inner)
            self._condition = inner[subject.end() :] if subject else inner
        return self._condition


def _gone_through(inner: str, family: str) -> str:
    """What a loop goes through, as far as it isn't behind a word that opens a condition too."""
    if inner[:4] == "for ":
        return inner.partition(" in ")[2] or inner
    if family == "<%":
        inner = compiled(_RUBY_BLOCK).sub("", inner).rstrip()
        return inner.rpartition(".")[0] or inner
    return inner.partition(" as ")[0]


def _names_in(said: str, is_go: bool) -> set[str]:
    """The variables in a condition, and paths of them, without functions."""
    said = compiled(_TEXTS).sub(" ", said)
    if not is_go:
        said = compiled(_FILTERS).sub(" ", said)
    found: set[str] = set()
    for match in compiled(_NAMES).finditer(said):
        name = match[0]
        if is_go:
            if name[0] not in ".$":
                continue  # all other words are functions
            name = name.removeprefix("$.")
        elif compiled(_CALLED).match(said, match.end()):
            name = name.rpartition(".")[0]
        # A dash may be part of a name or take one from another.
        found.update(part.strip(".") for part in (name, *name.split("-")))
    return found - _FUNCTIONS - {"", "$"}


def _meant(names: set[str], assigned: dict[str, str], is_go: bool) -> set[str]:
    """Names, with what was assigned to those that are variables of the template."""
    found: set[str] = set()
    stack = sorted(names)
    while stack and len(found) < _MOST_NAMES:
        name = stack.pop()
        if name in found:
            continue
        variable, dot, path = name.partition(".")
        value = assigned.get(variable)
        if value is None or variable in found:
            found.add(name)
        elif compiled(_PATH).fullmatch(value):
            found.add(variable + dot + path)
            if (whole := f"{value.removeprefix('$.').strip('.')}.{path}".strip(".")) and variable != whole:
                stack.append(whole)
        else:
            found.add(name)
            stack += [] if dot else _names_in(value, is_go)
    return found


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
    assigned: dict[str, str] = {}
    for mark in marks:
        if mark.role == "open":
            block = Block(mark, _kind(mark), stack[-1] if stack else None, assigned)
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
        elif mark.role == "none":
            inner = " ".join(mark.inner.split())
            if (found := compiled(_ASSIGNED).match(inner)) is not None:
                assigned[found["go"] or found["name"]] = inner[found.end() :]
    return None if stack else blocks


def _kind(mark: Mark) -> str:
    word = mark.word
    if mark.family == "{{" and mark.inner[:1] in ("#", "^"):
        return "loop" if _word(mark.inner[1:].lstrip()) == "each" else "asking"
    if word in _ELSEWHERE:
        return "elsewhere"
    if word in _ASKING or (word == "with" and mark.family == "{{"):
        return "asking"
    is_loop = word == "for" or (word == "range" and mark.family == "{{") or (mark.family == "<%" and word != "begin")
    return "loop" if is_loop else "always"


def kept_of(blocks: list[Block], document_of: Callable[[int], int]) -> list[Block]:
    """The blocks of which the first branch is kept, so that what remains can all be there at once.

    Of all that depends on conditions, the longest block of each document is kept, and what asks for other things than
    it: of two blocks that ask for the same, each may be what the other is there to replace. A loop asks for what it
    goes through; loops don't replace one another. The same goes for the blocks inside of what is kept. Blocks with a
    condition that is kept are kept as well.
    """
    conditions = {(document_of(block.open.start), block.condition) for block in _chains(blocks, document_of)}
    kept = []
    gone = -1
    for block in blocks:
        if block.open.start < gone:
            continue
        if block.kind == "always" or (
            block.kind != "elsewhere" and (document_of(block.open.start), block.condition) in conditions
        ):
            kept.append(block)
        else:
            gone = block.end.start
    return kept


def left_out(blocks: list[Block], kept: list[Block]) -> Iterator[tuple[int, int, bool]]:
    """The stretches that are left out where the first branches of some blocks are kept; and whether each may be there
    in their stead."""
    starts = {block.open.start for block in kept}
    gone = -1
    for block in blocks:
        if block.open.start < gone:
            continue
        is_kept = block.open.start in starts
        yield block.first_end if is_kept else block.open.end, block.end.start, block.kind != "elsewhere"
        if not is_kept:
            gone = block.end.start


def _chains(blocks: list[Block], document_of: Callable[[int], int]) -> Iterator[Block]:
    """The blocks that are kept: at each level the longest first, and with it those that ask for something else."""
    asked: dict[int, _Asked] = {}
    level = [block for block in blocks if block.parent is None]
    while level:
        kept: list[Block] = []
        lost: set[Block] = set()  # loops that aren't kept; what is inside them is at the same level, and shorter
        for block, loop in sorted(_asking(level), key=_length, reverse=True):
            if loop not in lost and asked.setdefault(document_of(block.open.start), _Asked()).keeps(block):
                kept.append(block)
            elif block.kind == "loop":
                lost.add(block)
        yield from kept
        level = [child for block in kept if block.kind == "asking" for child in _in_first_branch(block)]


def _length(asking: tuple[Block, Block | None]) -> int:
    return asking[0].first_end - asking[0].open.end


class _Asked:
    """What the kept blocks of a document ask for: by names, and by what leads to them (`a` and `a.b` to `a.b.c`), the
    conditions that do."""

    def __init__(self) -> None:
        self.conditions: set[str] = set()
        self.names: dict[str, set[str]] = {}
        self.above: dict[str, set[str]] = {}
        self.loops: dict[str, set[str]] = {}
        self.above_loops: dict[str, set[str]] = {}

    def keeps(self, block: Block) -> bool:
        """Whether a block asks for nothing that another kept one asks for, apart from those that it stands in: then
        all may hold. Those that ask for nothing by name are taken to ask for the same. Adds what it asks for."""
        if block.condition in self.conditions:
            return True
        around = set()
        above = block.parent
        for _ in range(_DEEPEST):
            if above is None:
                break
            around.add(above.condition)
            above = above.parent
        else:
            return False  # nobody nests as deep as this
        own = block.names or {""}
        leading = {name[:at] for name in own for at, character in enumerate(name) if character == "." and at}
        is_loop = block.kind == "loop"
        seen = [(own, self.names), (own, self.above), (leading, self.names)]
        if not is_loop:
            seen += [(own, self.loops), (own, self.above_loops), (leading, self.loops)]
        if any(not asked.get(name, around) <= around for names, asked in seen for name in names):
            return False
        self.conditions.add(block.condition)
        for names, asked in (
            (own, self.loops if is_loop else self.names),
            (leading, self.above_loops if is_loop else self.above),
        ):
            for name in names:
                conditions = asked.setdefault(name, set())
                if len(conditions) <= _DEEPEST:  # more than can be around
                    conditions.add(block.condition)
        return True


def _asking(level: list[Block]) -> Iterator[tuple[Block, Block | None]]:
    """The blocks under a condition at a level and the loops, also those inside of loops and of what is always there;
    and the loop that each is in."""
    stack: list[tuple[Block, Block | None]] = [(block, None) for block in reversed(level)]
    while stack:
        block, loop = stack.pop()
        if block.kind in ("asking", "loop"):
            yield block, loop
        if block.kind in ("always", "loop"):
            inner = block if block.kind == "loop" else loop
            stack += [(child, inner) for child in reversed(_in_first_branch(block))]


def _in_first_branch(block: Block) -> list[Block]:
    return [child for child in block.children if child.open.start < block.first_end]
