"""From text to a tree of nodes with exact spans. Nothing here knows what a job is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.read.caps import Caps
from jobs_lint.read.yaml import read_yaml

if TYPE_CHECKING:
    from jobs_lint.read.tree import ReadResult

__all__ = ["Caps", "read"]

_JSON_SPACE = " \t\r\n\ufeff"
# Line breaks to YAML, which folds them inside quotes; ordinary characters to JSON.
_FOLDED = ("\x85", "\u2028", "\u2029")


def read(text: str, kind: str, caps: Caps = Caps()) -> ReadResult:  # noqa: B008 (immutable)
    """The documents of a text. `kind` is `json` where the file is named .json, else `yaml`.

    Both kinds are read as YAML, of which JSON is nearly a part; what opens like JSON, and libyaml refuses or would
    read as other text, is read as JSON. The kind decides whose complaint is told where neither can read it.
    """
    opens_like_json = _first(text) in ("{", "[")
    if opens_like_json and any(character in text for character in _FOLDED):
        from jobs_lint.read.json import read_json

        result = read_json(text, caps)
        if result.problem is None or result.problem.kind != "syntax":
            return result
    result = read_yaml(text, caps)
    if result.problem is None or result.problem.kind != "syntax" or not opens_like_json:
        return result
    from jobs_lint.read.json import read_json

    as_json = read_json(text, caps)
    if as_json.problem is None or as_json.problem.kind != "syntax":
        return as_json
    told, other = (as_json.problem, result.problem) if kind == "json" else (result.problem, as_json.problem)
    return result._replace(problem=told._replace(other=other.span))


def _first(text: str) -> str:
    """The first character that isn't white space to JSON."""
    for character in text:
        if character not in _JSON_SPACE:
            return character
    return ""
