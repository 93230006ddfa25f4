"""From text to a tree of nodes with exact spans. Nothing here knows what a job is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from jobs_lint.pattern import compiled
from jobs_lint.read.caps import Caps

if TYPE_CHECKING:
    from jobs_lint.read.tree import ReadResult

__all__ = ["Beside", "Caps", "NoLibyamlError", "nothing_beside", "read"]

Beside = Callable[[], tuple[tuple[str, str], ...]]
"""Gives the names and texts of the files in a folder."""

_JSON_SPACE = " \t\r\n\ufeff"
_TWO_LINES = r"[ \t\r\n\ufeff]*+\{[^\n]*+(?<=[}\r])\n[ \t\r\n]*+\{"
# Line breaks to YAML, which folds them inside quotes; ordinary characters to JSON.
_FOLDED = ("\x85", "\u2028", "\u2029")


class NoLibyamlError(Exception):
    """PyYAML has no libyaml in this installation, so that no YAML can be read; the message says what to do."""


def nothing_beside() -> tuple[tuple[str, str], ...]:
    """What is beside a text that is in no folder."""
    return ()


def read(text: str, kind: str, caps: Caps = Caps(), beside: Beside = nothing_beside) -> ReadResult:  # noqa: B008
    """The documents of a text of a kind: `yaml`, `json`, `hcl`, `tf-json` or `shell`.

    `beside` gives the names and texts of the files in the same folder that a reader may ask for.
    """
    if kind in ("yaml", "json"):
        return _read_yaml_or_json(text, kind, caps)
    if kind == "shell":
        from jobs_lint.read.shell import read_shell

        return read_shell(text, caps)
    from jobs_lint.read.hcl import read_hcl, read_hcl_json

    return (read_hcl if kind == "hcl" else read_hcl_json)(text, caps, beside)


def _read_yaml_or_json(text: str, kind: str, caps: Caps) -> ReadResult:
    """The documents of a text, of which `json` is the kind where the file is named .json, else `yaml`.

    Both kinds are read as YAML, of which JSON is nearly a part; what opens like JSON, and libyaml refuses or would
    read as other text, is read as JSON, and so is one JSON value a line. The kind decides whose complaint is told where
    neither can read it.
    """
    from jobs_lint.read.yaml import read_yaml  # a run that meets no job needs no PyYAML

    opens_like_json = _first(text) in ("{", "[")
    by_line = opens_like_json and _is_line_by_line(text)
    if by_line or (opens_like_json and any(character in text for character in _FOLDED)):
        from jobs_lint.read.json import read_json

        result = read_json(text, caps)
        if result.problem is None or result.problem.kind != "syntax" or (by_line and result.documents):
            return result
    result = read_yaml(text, caps)
    if result.problem is None or result.problem.kind != "syntax" or not opens_like_json:
        return result
    from jobs_lint.read.json import read_json

    as_json = read_json(text, caps)
    if as_json.problem is None or as_json.problem.kind != "syntax" or len(as_json.documents) > 1:
        return as_json
    told, other = (as_json.problem, result.problem) if kind == "json" else (result.problem, as_json.problem)
    return result._replace(problem=told._replace(other=other.span))


def _first(text: str) -> str:
    """The first character that isn't white space to JSON."""
    for character in text:
        if character not in _JSON_SPACE:
            return character
    return ""


def _is_line_by_line(text: str) -> bool:
    """Whether a text that opens with `{` closes on its first line and opens again below: in no JSON, and in no YAML,
    does a `{` follow a `}`."""
    return compiled(_TWO_LINES).match(text) is not None
