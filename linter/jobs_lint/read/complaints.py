"""libyaml's errors, said again for somebody who wants to mend the file: what is wrong, where it began, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.read.caps import too_deep
from jobs_lint.read.tree import Problem
from jobs_lint.source import Source
from jobs_lint.span import Span

if TYPE_CHECKING:
    from yaml.error import MarkedYAMLError
    from yaml.reader import ReaderError

    from jobs_lint.read.caps import Caps

_UNCLOSED_QUOTE = "the quote opened here is never closed; close it, or double it where it is part of the text"

# {found} is what stands at the place, {line} the line where the construct began.
_MESSAGES = {
    "did not find expected key": (
        "expected the next key of the mapping that starts on line {line}, or its end, but found {found};"
        " check the indentation, and that the value above is closed"
    ),
    "did not find expected '-' indicator": (
        "expected the next `- ` item of the list that starts on line {line}, or its end, but found {found};"
        " check the indentation"
    ),
    "did not find expected ',' or ']'": (
        "expected `,` or `]`, but found {found}; the list opened with `[` on line {line} isn't closed"
    ),
    "did not find expected ',' or '}'": (
        "expected `,` or `}}`, but found {found}; the mapping opened with `{{` on line {line} isn't closed"
    ),
    "did not find expected node content": "expected a value, but found {found}; if it is text, put it in quotes",
    "did not find expected <document start>": (
        "the document ends above, but {found} follows; check the indentation, or start a new document with `---`"
    ),
    "mapping values are not allowed in this context": (
        "a `key: value` can't stand here; if the colon is part of a text, put the text in quotes,"
        " else check the indentation"
    ),
    "mapping keys are not allowed in this context": "a `? key` can't stand here; put it on a line of its own",
    "block sequence entries are not allowed in this context": (
        "a `- ` item can't stand here; put it on a line of its own, or the text in quotes"
    ),
    "could not find expected ':'": "expected a `:` behind this key, on the same line; check the indentation",
    "found a tab character that violates indentation": "a tab can't indent YAML; use spaces",
    "found a tab character where an indentation space is expected": "a tab can't indent YAML; use spaces",
    "found unexpected end of stream": _UNCLOSED_QUOTE,
    "found unexpected document indicator": _UNCLOSED_QUOTE,
    "found unknown escape character": (
        "{escape} is no escape of a double-quoted text; double the backslash, or use single quotes"
    ),
    "found invalid Unicode character escape code": (
        "this escape names no character; in YAML, one above U+FFFF is written `\\UXXXXXXXX`"
    ),
    "did not find expected hexdecimal number": (
        "this escape needs more hexadecimal digits: 2 behind `\\x`, 4 behind `\\u`, 8 behind `\\U`"
    ),
    "found undefined tag handle": "this tag begins with a handle that no `%TAG` line defines; put text in quotes",
    "did not find expected comment or line break": (
        "behind the `|` or `>` of a block of text only a comment can follow; start the text on the next line"
    ),
    "found an indentation indicator equal to 0": "the indentation behind `|` or `>` is 1 to 9",
    "did not find expected alphabetic or numeric character": (
        "a value that starts with `*` or `&` is an alias or an anchor; if it is text, put it in quotes"
    ),
    "found unexpected ':'": "a `:` can't stand here; put a space behind it, or the text in quotes",
    "found incompatible YAML document": "only YAML 1.1 and 1.2 can be read; leave out the `%YAML` line",
    "found duplicate %YAML directive": "a document can have one `%YAML` line only",
    "found duplicate %TAG directive": "this `%TAG` handle is defined twice",
    "found unknown directive name": "only `%YAML` and `%TAG` lines can start with `%`; put text in quotes",
}

# Where the construct began is the better place: the parser gave up far below.
_AT_BEGINNING = frozenset(
    {"could not find expected ':'", "found unexpected end of stream", "found unexpected document indicator"}
)
# libyaml's own bound, since 0.2.6; it looks ahead, and so may meet it before the reader's is met.
_NESTED = "exceeded maximum nesting depth"
_NO_START = "found character that cannot start any token"


def explain(error: MarkedYAMLError, text: str, caps: Caps) -> Problem:
    """The problem that a scanner or parser error of libyaml tells."""
    problem = error.problem or "this can't be read as YAML"
    at: int = error.problem_mark.index if error.problem_mark is not None else len(text)
    begin: int = error.context_mark.index if error.context_mark is not None else at
    if problem in _AT_BEGINNING:
        at = begin
    at = min(at, len(text))
    if problem == _NESTED:
        return too_deep(at, caps)
    if problem == _NO_START:
        message = (
            "a tab can't stand at the start of a value or indent YAML; use spaces"
            if text[at : at + 1] == "\t"
            else "a value can't start with {found}; put it in quotes"
        )
    else:
        message = _MESSAGES.get(problem, "")
    if message:
        line = Source("", text).position(begin).line
        message = message.format(found=_found(text, at), line=line, escape=f"`{text[at : at + 2]}`")
    else:
        message = f"{problem} ({error.context})" if error.context else problem
    return Problem("syntax", message, Span(at, min(at + 1, len(text))))


def explain_character(error: ReaderError, text: str) -> Problem:
    """The problem of a character that YAML doesn't allow."""
    # libyaml counts the bytes of the UTF-8 it was given.
    at = len(text.encode()[: error.position].decode(errors="ignore"))
    name = _name(text[at : at + 1])
    message = f"the character {name} can't stand in YAML; remove it, or write it as an escape in double quotes"
    return Problem("syntax", message, Span(at, min(at + 1, len(text))))


def _found(text: str, at: int) -> str:
    character = text[at : at + 1]
    if not character:
        return "the end of the file"
    if character in "\r\n\x85\u2028\u2029":
        return "the end of the line"
    return f"`{character}`" if character.isprintable() else _name(character)


def _name(character: str) -> str:
    return f"U+{ord(character):04X}" if character else "here"
