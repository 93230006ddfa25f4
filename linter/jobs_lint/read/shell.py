"""A shell script to a tree: the commands that hold the word `gcloud`, and all here-documents.

The root is a `Script`. Its items, in order, are `Command`s, whose items are `Word`s, and the bodies of here-documents
as block scalars of style `|`. Commands inside `$(...)` and backquotes are commands too. What a variable or a command
stands for stays in the text as it is written, which the model takes for a placeholder. Keywords, assignments in front
of a command and redirections are left out.

This reads what POSIX shells and bash have in common with how people write scripts for them, from left to right and
once. Where quotes don't close, nothing from there on is clear, and only what stands above counts.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from jobs_lint.pattern import compiled
from jobs_lint.read.caps import Caps, too_deep, too_large
from jobs_lint.read.embedded import Embedded, EmbeddedScalar, Piece
from jobs_lint.read.tree import Document, Problem, ReadResult, Sequence
from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    from jobs_lint.read.tree import Node

_WANTED = "gcloud"
_ORDINARY = r"[^\s'\"\\$`;&|()<>#{]++([ \t\r\f\v]++)?+"  # mostly a whole word, and the blanks behind it
_ASIDE = r"`\s*+(?:#[^`\n]*+\s*+)++`"
_ORDINARY_QUOTED = r"[^\"\\$`]++"
_BLANKS = r"[ \t\r\f\v]++"
_NAME = r"\$(?:[A-Za-z_][A-Za-z0-9_]*+|[0-9@*#?$!-])"
_ASSIGNMENT = r"[A-Za-z_][A-Za-z0-9_]*+(?:\[[^\]\n]*+\])?+\+?="
_HERE = r"<<(-?)[ \t]*+(?:'([^'\n]++)'|\"([^\"\n]++)\"|\\?([A-Za-z_%!+.@-][^\s;&|<>()'\"`]*+))"
_TO_FILL_IN = r"<[A-Za-z_][A-Za-z0-9_.-]{0,99}>"
_ANSI = r"\$'((?:[^'\\]|\\.)*+)'"
_ANSI_ESCAPE = r"\\(?:x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|[0-7]{1,3}|.)"
_ANSI_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "v": "\v"}
_BODY_SPECIAL = r"\\(?:[\\$`]|\r?\n)|\$[{(]|`"
_PARENTHESIS = r"[()]"
_BRACE = r"[{}'\"\\]"
_IN_DOUBLE_QUOTES = r"\"(?:[^\"\\]|\\.)*+\""
_DOTALL = 16  # re.DOTALL
_KEYWORDS = frozenset(
    ("if", "then", "elif", "else", "fi", "do", "done", "while", "until", "case", "esac", "{", "}", "!", "time")
)
_NEVER_SPLIT = ("$#", "$?", "$$", "$!", "$-")
_LONGEST_SHOWN = 1000


class Word(EmbeddedScalar):
    """A word of a command. Where `splits`, the shell may make several words of it, or none."""

    __slots__ = ("splits",)

    def __init__(self, start: int, end: int, text: str, inside: Embedded | None, splits: bool = False) -> None:
        super().__init__(start, end, text, inside)
        self.splits = splits


class Command(Sequence):
    """One command: its words. `kept` is for what is made of it, which several dialects ask for."""

    __slots__ = ("kept",)

    def __init__(self, start: int, end: int, items: list[Node]) -> None:
        super().__init__(start, end, items)
        self.kept: Any = None


class Script(Sequence):
    """The root of a script. `kept` as for a command."""

    __slots__ = ("kept",)

    def __init__(self, start: int, end: int, items: list[Node]) -> None:
        super().__init__(start, end, items)
        self.kept: Any = None


def read_shell(text: str, caps: Caps = Caps()) -> ReadResult:  # noqa: B008 (immutable)
    """The document that a script is; it has no syntax that is refused."""
    if len(text) > caps.size:
        return ReadResult((), too_large(0, caps))
    items: list[Node] = []
    problem = None
    if _WANTED in text or "<<" in text:
        lexer = _Lexer(text, caps)
        problem = lexer.read()
        items = sorted(lexer.items, key=lambda item: item.start)
    count = 1 + sum(1 + len(item.items) if isinstance(item, Sequence) else 1 for item in items)
    return ReadResult((Document(Script(0, len(text), items), count),), problem)


class _Text:
    """A text in the making, with where each of its pieces comes from."""

    __slots__ = ("braces", "end", "length", "pieces", "quoted", "splits", "start", "texts", "verbatim")

    def __init__(self, start: int) -> None:
        self.start = self.end = start
        self.texts: list[str] = []
        self.pieces: list[Piece] = []
        self.length = 0
        self.verbatim = -1  # where the stretch ends that is taken as it is written
        self.quoted = self.splits = self.braces = False

    def add(self, text: str, start: int, end: int) -> None:
        """Add a text for a stretch of the file."""
        if start == end:
            return
        verbatim = len(text) == end - start
        if not (verbatim and self.verbatim == start):
            self.pieces.append(Piece(self.length, start, end))
        else:
            self.pieces[-1] = self.pieces[-1]._replace(end=end)
        self.verbatim = end if verbatim else -1
        self.texts.append(text)
        self.length += len(text)
        self.end = end

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def made(self) -> Word:
        text = self.text
        is_plain = len(text) == self.end - self.start and self.verbatim == self.end and len(self.pieces) == 1
        inside = None if is_plain else self.embedded()
        return Word(self.start, self.end, text, inside, self.splits)

    def embedded(self) -> Embedded:
        return Embedded(self.text, tuple(self.pieces) or (Piece(0, self.start, self.end),))


class _Here(NamedTuple):
    """A here-document that is announced: its last line, whether tabs are stripped, whether nothing is expanded."""

    last: str
    strips: bool
    literal: bool


class _Frame:
    """A list of commands: that of the script, or one inside it. `opened` is where what holds it starts, `closer` what
    ends it. The words of an array are no commands."""

    __slots__ = ("array", "closer", "drop", "here", "opened", "parentheses", "quoted", "word", "words")

    def __init__(self, opened: int, closer: str, array: bool = False) -> None:
        self.opened = opened
        self.closer = closer
        self.array = array
        self.words: list[_Text] = []
        self.word: _Text | None = None
        self.quoted = False
        self.parentheses = 0
        self.drop = ""  # the redirection whose target the next word is
        self.here: list[_Here] = []


class _Lexer:
    def __init__(self, text: str, caps: Caps) -> None:
        self.text = text
        self.caps = caps
        self.at = 0
        self.items: list[Node] = []
        self.frames = [_Frame(0, "")]
        self.line = (0, -1)  # the line that was last asked for
        self.no_braces = self.no_arithmetic = 0  # up to where it is known that none close
        self.wanted = [found.start() for found in compiled(_WANTED).finditer(text)]

    def read(self) -> Problem | None:
        """Read to the end, or to where nothing is clear any more."""
        length = len(self.text)
        while self.at < length:
            frame = self.frames[-1]
            if not (self._quoted(frame) if frame.quoted else self._bare(frame)):
                return None
            if len(self.frames) > self.caps.depth:
                return too_deep(self.frames[-1].opened, self.caps)
        if len(self.frames) == 1 and not self.frames[0].quoted:
            self._end_command(self.frames[0])
        return None

    # What each of these returns: whether it is clear how to go on.

    def _quoted(self, frame: _Frame) -> bool:
        """Go on inside double quotes."""
        text, at = self.text, self.at
        word = self._word(frame)
        ordinary = compiled(_ORDINARY_QUOTED).match(text, at)
        if ordinary:
            return self._take(word, ordinary.end())
        char = text[at]
        if char == '"':
            frame.quoted = False
            self.at = word.end = at + 1
            return True
        if char == "\\":
            return self._backslash(word, '"\\$`')
        return self._dollar(frame, word) if char == "$" else self._backquote(frame)

    def _bare(self, frame: _Frame) -> bool:
        """Go on outside quotes."""
        text, at = self.text, self.at
        ordinary = compiled(_ORDINARY).match(text, at)
        if ordinary:
            end = ordinary.start(1)
            if end < 0:
                return self._take(self._word(frame), ordinary.end())
            self._take(self._word(frame), end)
            self._end_word(frame)
            self.at = ordinary.end()
            return True
        char = text[at]
        if char == "\n":
            return self._line_break(frame)
        blanks = compiled(_BLANKS).match(text, at)
        if blanks:
            self._end_word(frame)
            self.at = blanks.end()
        elif char == "#" and frame.word is None:
            end = self._line_end(at)
            closing = text.find("`", at, end) if frame.closer == "`" else -1
            self.at = closing if closing >= 0 else end
        elif char == "'":
            end = text.find("'", at + 1)
            if end < 0:
                return False
            word = self._word(frame)
            word.quoted = True
            self._take(word, end, at + 1)
            self.at = word.end = end + 1
        elif char == '"':
            self._word(frame).quoted = frame.quoted = True
            self.at = at + 1
        elif char == "\\":
            if not text.startswith(("\n", "\r\n"), at + 1):
                self._word(frame).quoted = True
                return self._backslash(self._word(frame))
            self.at = at + (2 if text[at + 1] == "\n" else 3)
        elif char == "$":
            return self._dollar(frame, self._word(frame))
        elif char == "`":
            return self._backquote(frame)
        elif char in "<>" or text.startswith("&>", at):
            return self._redirection(frame, char)
        elif char in "();&|":
            return self._operator(frame, char)
        else:
            return self._other(frame, char)
        return True

    def _other(self, frame: _Frame, char: str) -> bool:
        """A character that is mostly ordinary: a brace, a `#` in a word, white space that the shell doesn't know."""
        word = self._word(frame)
        if char == "{":
            if self.text.startswith("{{", self.at) and self.at >= self.no_braces:
                end = self.text.find("}}", self.at, self._line_end(self.at))
                if end >= 0:
                    word.splits = True
                    return self._take(word, end + 2)
                self.no_braces = self._line_end(self.at)
            word.braces = True
        return self._take(word, self.at + 1)

    def _word(self, frame: _Frame) -> _Text:
        if frame.word is None:
            frame.word = _Text(self.at)
        return frame.word

    def _take(self, word: _Text, end: int, start: int = -1) -> bool:
        """Add what is written to a word."""
        start = self.at if start < 0 else start
        word.add(self.text[start:end], start, end)
        self.at = end
        return True

    def _line_end(self, at: int) -> int:
        start, end = self.line
        if not start <= at <= end:
            end = self.text.find("\n", at)
            end = len(self.text) if end < 0 else end
            self.line = (at, end)
        return end

    def _backslash(self, word: _Text, escaped: str = "") -> bool:
        """A backslash: outside double quotes before any character, inside before those that it escapes there."""
        text, at = self.text, self.at
        following = text[at + 1 : at + 2]
        if following == "\n" or text.startswith("\r\n", at + 1):
            self.at = word.end = at + (2 if following == "\n" else 3)
        elif following and (not escaped or following in escaped):
            word.add(following, at, at + 2)
            self.at = at + 2
        else:
            self._take(word, at + 1)
        return True

    def _dollar(self, frame: _Frame, word: _Text) -> bool:
        text, at = self.text, self.at
        following = text[at + 1 : at + 2]
        if following == "(":
            if not text.startswith("$((", at):
                self.frames.append(_Frame(at, ")"))
                self.at = at + 2
                return True
            end = self._end_of_arithmetic(at + 1, len(text))
        elif text.startswith("${{", at):
            end = text.find("}}", at, self._line_end(at)) + 2 if at >= self.no_braces else 1
            if end < 2:
                self.no_braces, end = self._line_end(at), at + 1
        elif following == "{":
            end = self._end_of_braces(at + 2, frame.quoted)
        elif following in ("'", '"') and not frame.quoted:
            return self._ansi(word) if following == "'" else self._take(word, at, at) and self._skip(1)
        else:
            name = compiled(_NAME).match(text, at)
            end = name.end() if name else at + 1
        if end < 0:
            return False
        written = text[at:end]
        if len(written) > 1 and (not frame.quoted or written == "$@" or "[@]" in written):
            word.splits = word.splits or written not in _NEVER_SPLIT
        return self._take(word, end)

    def _skip(self, count: int) -> bool:
        self.at += count
        return True

    def _ansi(self, word: _Text) -> bool:
        """`$'...'`, with escapes as in C."""
        found = compiled(_ANSI, _DOTALL).match(self.text, self.at)
        if found is None:
            return False
        at, end = found.span(1)
        for escape in compiled(_ANSI_ESCAPE, _DOTALL).finditer(self.text, at, end):
            word.add(self.text[at : escape.start()], at, escape.start())
            at = escape.end()
            word.add(_meaning(escape.group()), escape.start(), at)
        word.add(self.text[at:end], at, end)
        word.quoted = True
        self.at = word.end = found.end()
        return True

    def _end_of_arithmetic(self, at: int, end: int) -> int:
        """Behind the parenthesis that closes the one at an offset; -1 where none does before the end."""
        open_ = 0
        for found in compiled(_PARENTHESIS).finditer(self.text, at, end):
            open_ += 1 if found.group() == "(" else -1
            if open_ == 0:
                return found.end()
        return -1

    def _end_of_braces(self, at: int, quoted: bool) -> int:
        """Behind the brace that closes one that was opened before an offset; -1 where none does."""
        text, open_ = self.text, 1
        while found := compiled(_BRACE).search(text, at):
            char, at = found.group(), found.end()
            if char == "\\":
                at += 1
            elif char == "'" and not quoted:
                at = text.find("'", at) + 1
                if at == 0:
                    return -1
            elif char == '"':
                string = compiled(_IN_DOUBLE_QUOTES, _DOTALL).match(text, at - 1)
                if string is None:
                    return -1
                at = string.end()
            elif char in "{}":
                open_ += 1 if char == "{" else -1
                if open_ == 0:
                    return at
        return -1

    def _backquote(self, frame: _Frame) -> bool:
        if frame.closer == "`" and not frame.quoted:
            return self._close(frame)
        comment = compiled(_ASIDE).match(self.text, self.at)
        if comment is not None:  # `# this`: how people write a comment amid the lines of a command
            self.at = comment.end()
            return True
        self._word(frame)
        self.frames.append(_Frame(self.at, "`"))
        self.at += 1
        return True

    def _close(self, frame: _Frame) -> bool:
        """End a list of commands, which is a part of a word of the list around it."""
        self._end_command(frame)
        self.frames.pop()
        outer = self.frames[-1]
        outer.here += frame.here
        self.at += 1
        if not frame.array:
            word = self._word(outer)
            word.splits = word.splits or not (outer.quoted or self.text[frame.opened] in "<>")
            written = self.text[frame.opened : min(self.at, frame.opened + _LONGEST_SHOWN)]
            if frame.closer == "`" or len(written) == _LONGEST_SHOWN:
                written = "$(...)"
            word.add(written, frame.opened, self.at)
        return True

    def _operator(self, frame: _Frame, char: str) -> bool:
        """What ends a command, or starts one."""
        word = frame.word
        if char == "(":
            if word is not None and compiled(_ASSIGNMENT).fullmatch(word.text):
                self.frames.append(_Frame(self.at, ")", array=True))
                self.at += 1
                return True
            starts_command = word is None and not frame.words and self.at >= self.no_arithmetic
            if starts_command and self.text.startswith("((", self.at):
                end = self._end_of_arithmetic(self.at, self._line_end(self.at))
                if end >= 0:
                    self.at = end
                    return True
                self.no_arithmetic = self._line_end(self.at)
            frame.parentheses += 1
        elif char == ")":
            if frame.parentheses:
                frame.parentheses -= 1
            elif frame.closer == ")":
                return self._close(frame)
        self._end_command(frame)
        self.at += 1
        return True

    def _redirection(self, frame: _Frame, char: str) -> bool:
        text, at = self.text, self.at
        filled_in = compiled(_TO_FILL_IN).match(text, at)
        if filled_in:
            return self._take(self._word(frame), filled_in.end())
        if text.startswith(("<(", ">("), at):
            self._word(frame)
            self.frames.append(_Frame(at, ")"))
            self.at = at + 2
            return True
        word = frame.word
        if word is not None and not word.quoted and word.text.isdigit():
            frame.word = None  # the number of what is redirected
        self._end_word(frame)
        if text.startswith("<<<", at):
            frame.drop, self.at = "<<<", at + 3
            return True
        if text.startswith("<<", at):
            found = compiled(_HERE).match(text, at)
            if found is None:
                return self._skip(2)
            strips, single, double, bare = found.groups()
            literal = bare is None or found.group().lstrip("<- \t").startswith("\\")
            frame.here.append(_Here(bare or single or double, bool(strips), literal))
            self.at = found.end()
            return True
        frame.drop = char
        longer = text[at : at + 2] in (">>", ">&", ">|", "<&", "<>", "&>")
        return self._skip(2 if longer else 1)

    def _line_break(self, frame: _Frame) -> bool:
        if frame.array:
            self._end_word(frame)
        else:
            self._end_command(frame)
        self.at += 1
        announced, frame.here = frame.here, []
        for here in announced:
            self._body(here)
        return True

    def _body(self, here: _Here) -> None:
        """Read the body of a here-document, from the start of its first line."""
        text, at, length = self.text, self.at, len(self.text)
        body = _Text(at)
        stretches: list[tuple[int, int]] = []
        while at < length:
            end = self._line_end(at)
            line = text[at:end].removesuffix("\r")
            tabs = len(line) - len(line.lstrip("\t")) if here.strips else 0
            if line[tabs:] == here.last:
                self.at = min(end + 1, length)
                break
            stretches.append((at + tabs, min(end + 1, length)))
            at = stretches[-1][1]
        else:
            self.at = length
        if stretches and not here.strips:
            stretches = [(stretches[0][0], at)]
        for start, end in stretches:
            self._stretch(body, start, end, here.literal)
        self._emit(body)

    def _stretch(self, body: _Text, at: int, end: int, literal: bool) -> None:
        """Add a stretch of a here-document. What is expanded in it becomes a mark that breaks neither YAML nor JSON."""
        text = self.text
        unclosed: set[str] = set()
        while not literal and (found := compiled(_BODY_SPECIAL).search(text, at, end)):
            start, behind = found.span()
            kind = found.group()
            meaning = kind[1:].strip("\r\n")
            if kind[0] != "\\":
                behind, meaning = (-1, "") if kind in unclosed else self._expansion(start, kind, end)
                if behind < 0:
                    unclosed.add(kind)
                    body.add(text[at : found.end()], at, found.end())
                    at = found.end()
                    continue
            body.add(text[at:start], at, start)
            body.add(meaning, start, behind)
            at = behind
        body.add(text[at:end], at, end)

    def _expansion(self, start: int, kind: str, end: int) -> tuple[int, str]:
        """Where an expansion in a here-document ends, -1 where it doesn't, and the mark that stands for it."""
        meaning = "$(...)"
        if kind == "${":
            behind = self._end_of_braces(start + 2, quoted=True)
            name = compiled(_NAME).match("$" + self.text[start + 2 : start + 2 + _LONGEST_SHOWN])
            meaning = name.group() if name else meaning
        elif kind == "$(":
            behind = self._end_of_arithmetic(start + 1, end)
        else:
            behind = self.text.find("`", start + 1, end) + 1 or -1
        return (behind if behind <= end else -1), meaning

    def _emit(self, text: _Text) -> None:
        """Put a text that a command reads among the items."""
        if text.length:
            inside = text.embedded()
            self.items.append(EmbeddedScalar(text.start, text.end, inside.text, inside, "|"))

    def _end_word(self, frame: _Frame) -> None:
        word, frame.word = frame.word, None
        if word is None:
            return
        if word.braces and not word.quoted:
            text = word.text
            word.splits = word.splits or ("," in text and "}" in text)
        if not frame.drop:
            frame.words.append(word)
        elif frame.drop == "<<<":
            self._emit(word)
        frame.drop = ""

    def _end_command(self, frame: _Frame) -> None:
        self._end_word(frame)
        frame.drop = ""
        words, frame.words = frame.words, []
        if frame.array or not words:
            return
        first = bisect_left(self.wanted, words[0].start)
        if first == len(self.wanted) or self.wanted[first] >= words[-1].end:
            return
        skipped = 0
        while skipped < len(words) and _is_in_front(words[skipped]):
            skipped += 1
        if skipped < len(words):
            items: list[Node] = [word.made() for word in words[skipped:]]
            self.items.append(Command(items[0].start, items[-1].end, items))


def _is_in_front(word: _Text) -> bool:
    """Whether a word is a keyword or an assignment, behind which a command starts."""
    text = word.text
    if not word.quoted and text in _KEYWORDS:
        return True
    found = compiled(_ASSIGNMENT).match(text)
    return found is not None and bool(word.texts) and word.texts[0].startswith(found.group())


def _meaning(escape: str) -> str:
    """What an escape of `$'...'` stands for."""
    kind, rest = escape[1], escape[2:]
    if kind in "xuU" and rest:
        number = int(rest, 16)
    elif kind in "01234567":
        number = int(escape[1:], 8)
    else:
        return _ANSI_LETTERS.get(kind, kind if kind in "\\'\"?" else escape)
    return chr(number) if number < 0xD800 or 0xDFFF < number <= 0x10FFFF else escape
