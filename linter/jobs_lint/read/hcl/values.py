"""Expressions to nodes: what is a literal, or can be told from literals, by its value; all else is opaque."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from jobs_lint.read.caps import too_deep
from jobs_lint.read.embedded import Embedded, EmbeddedScalar, Piece
from jobs_lint.read.encoded import Encoded
from jobs_lint.read.hcl.arithmetic import Unknown, as_scalar, as_text, binary, call, decided, literal, number, unary
from jobs_lint.read.hcl.syntax import parts
from jobs_lint.read.hcl.templates import (
    LONGEST,
    Hole,
    PartlyKnown,
    assemble,
    is_no_code,
    unescape,
    unindented,
)
from jobs_lint.read.tree import Assumption, Mapping, Node, Opaque, Pair, Problem, Scalar, Sequence
from jobs_lint.record import NamedTuple
from jobs_lint.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node as Syntax

    from jobs_lint.read.caps import Caps
    from jobs_lint.read.hcl.module import Definition, Module

_SHOWN = 200
# How many values locals and defaults may stand for in one file: `[local.b, local.b]` makes twice as many at each step.
_MOST_RESOLVED = 20_000
_COLLECTIONS = ("tuple", "object")
_FUNCTIONS = frozenset({"tostring", "tonumber", "tobool", "max", "min", "format", "jsonencode"})
_ENCODERS = {"jsonencode": "json", "yamlencode": "yaml"}
_OPERATORS = frozenset({"+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||"})
_MARKS = frozenset("\\\n$%")
_ACCESS = frozenset({"get_attr", "index", "splat"})
_UNWRAPPED = frozenset({"expression", "literal_value", "collection_value", "template_expr", "operation"})

_Key = str | int


class Strayed(Exception):  # noqa: N818 (it carries a problem)
    """What is nested too deep to go on."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Scope(NamedTuple):
    """Where an expression stands, and where the nodes that it makes do.

    `text` is the text that it is in. `at`: the place of all its nodes, where another than its own. `here`: whether its
    text is the file's, so that its own places mean something. `locate`: how they become those of the file.
    """

    text: str
    at: Span | None = None
    here: bool = True
    locate: Callable[[int, int], tuple[Piece, ...]] | None = None

    def span(self, start: int, end: int) -> Span:
        """The place in the file of what an expression makes."""
        return self.at or Span(start, end)

    def anchor(self, start: int, end: int) -> Span | None:
        """The place of the definition, where the expression is used at another."""
        return Span(start, end) if self.at is not None and self.here and self.locate is None else None


class Evaluator:
    """Makes the nodes of one file, and notes which of them rest on defaults."""

    def __init__(self, module: Module, caps: Caps, strict: bool) -> None:
        self.assumptions: list[Assumption] = []
        self.problems: list[Problem] = []
        self.nodes = 0
        self._module = module
        self.caps = caps
        self._strict = strict
        self._resolved = 0
        self._resolving: list[tuple[str, str]] = []

    def is_spent(self) -> bool:
        """Count one more value that a name stands for; whether there are too many."""
        self._resolved += 1
        return self._resolved > _MOST_RESOLVED

    # -- nodes ------------------------------------------------------------------------------------------------------

    def scalar(self, scope: Scope, start: int, end: int, text: str, style: str) -> Scalar:
        """A scalar for an expression."""
        return Scalar(*scope.span(start, end), text, style, None, scope.anchor(start, end))

    def opaque(self, scope: Scope, start: int, end: int) -> Opaque:
        """What stands for an expression that isn't known."""
        shown = scope.text[start : min(end, start + _SHOWN)]
        return Opaque(*scope.span(start, end), shown, scope.anchor(start, end))

    # -- expressions ------------------------------------------------------------------------------------------------

    def value(self, scope: Scope, node: Syntax, depth: int) -> Node:
        """The node of an expression."""
        return self._term(scope, parts(node) if node.type == "expression" else [node], depth)

    def _term(self, scope: Scope, terms: list[Syntax], depth: int) -> Node:
        """The node of what its parser leaves side by side: an operand and the accesses behind it."""
        while True:
            if len(terms) == 1 and terms[0].type in _UNWRAPPED:
                terms = parts(terms[0])
            elif len(terms) == 3 and terms[0].type == "(":
                terms = terms[1:2]
            else:
                break
        first = terms[0]
        kind = first.type
        start, end = first.start_byte, terms[-1].end_byte
        self.nodes += 1
        if scope.at is not None and self.is_spent():
            return self.opaque(scope, start, end)
        if depth > self.caps.depth:
            if kind in _COLLECTIONS and scope.at is None:
                raise Strayed(too_deep(start, self.caps))
            return self.opaque(scope, start, end)
        if len(terms) == 1:
            make = _MAKERS.get(kind)
            return self.opaque(scope, start, end) if make is None else make(self, scope, first, depth)
        if not all(each.type in _ACCESS for each in terms[1:]):
            # `(` expression `)` with accesses behind it, or what no expression is.
            behind = terms[3:] if kind == "(" and len(terms) > 3 else []
            keys = self._keys(scope, behind, depth) if behind else None
            base = self._term(scope, [terms[1]], depth + 1) if keys is not None else None
            return self._picked(base, keys) or self.opaque(scope, start, end)
        before = len(self.assumptions)
        keys = self._keys(scope, terms[1:], depth)
        found = None
        if keys is not None and kind == "variable_expr":
            root = scope.text[start : first.end_byte]
            if root in ("local", "var") and isinstance(keys[0], str):
                found = self._named(root, keys[0], keys[1:], scope.span(start, end), depth)
        elif keys is not None and kind in ("collection_value", "function_call"):
            found = self._picked(self._term(scope, [first], depth + 1), keys)
        return self._resting(scope, start, end, before, found)

    def _resting(self, scope: Scope, start: int, end: int, before: int, found: Node | None) -> Node:
        """What an expression makes; the assumptions since `before` are those that it rests on as a whole."""
        if found is None:
            del self.assumptions[before:]
            return self.opaque(scope, start, end)
        place = scope.span(start, end)
        for index in range(before, len(self.assumptions)):
            self.assumptions[index] = self.assumptions[index]._replace(span=place)
        return found

    def _literal_node(self, scope: Scope, node: Syntax, _: int) -> Node:
        start, end = node.start_byte, node.end_byte
        text = scope.text[start:end]
        if node.type == "numeric_lit" and text[0] == "0" and text.isdecimal():
            text = text.lstrip("0") or "0"  # decimal here, octal to who reads YAML
        elif node.type == "numeric_lit" and ("e" in text or "E" in text):
            with suppress(Unknown):
                text = as_text(number(text))  # which who reads YAML may take for text
        return self.scalar(scope, start, end, text, "")

    def _tuple(self, scope: Scope, node: Syntax, depth: int) -> Node:
        items = [self._term(scope, [child], depth + 1) for child in node.children if child.type == "expression"]
        start, end = node.start_byte, node.end_byte
        return Sequence(*scope.span(start, end), items, False, scope.anchor(start, end))

    def _object(self, scope: Scope, node: Syntax, depth: int) -> Node:
        pairs: list[Pair] = []
        start, end = node.start_byte, node.end_byte
        before = len(self.assumptions)
        for child in node.children:
            if child.type == "object_elem":
                key = self._object_key(scope, child, depth)
                if key is None:
                    return self._resting(scope, start, end, before, None)
                self.nodes += 1
                pairs.append(Pair(key, self._term(scope, [child.children[-1]], depth + 1)))
        return Mapping(*scope.span(start, end), pairs, False, scope.anchor(start, end))

    def _object_key(self, scope: Scope, element: Syntax, depth: int) -> Scalar | None:
        node = element.children[0]
        start, end = node.start_byte, node.end_byte
        inner = parts(node)
        if len(inner) == 1 and inner[0].type in ("variable_expr", "literal_value"):
            text = scope.text[start:end]
            text = unescape(text, 1, len(text) - 1) if text.startswith('"') else text
            return self.scalar(scope, start, end, text, '"')
        if len(inner) > 1 and inner[0].type != "(":
            return None
        key = self._term(scope, [node], depth + 1)
        try:
            return self.scalar(scope, start, end, as_text(literal(key)), '"')
        except Unknown:
            return None

    # -- texts ------------------------------------------------------------------------------------------------------

    def _string(self, scope: Scope, node: Syntax, depth: int) -> Node:
        start, end = node.start_byte, node.end_byte
        text = scope.text[start:end]
        if node.type == "string_lit" and scope.at is None and _MARKS.isdisjoint(text):
            text = text[1:-1]  # as nearly everywhere
            if is_no_code(text):
                return Scalar(start, end, text, '"')
            return EmbeddedScalar(start, end, text, Embedded(text, (Piece(0, start + 1, end - 1),)))
        if "\n" in text and scope.at is None:
            for child in node.children:
                if child.type == "template_literal" and "\n" in scope.text[child.start_byte : child.end_byte]:
                    message = "the quote opened here isn't closed on its line; a line break in a text is `\\n`"
                    self.problems.append(Problem("syntax", message, Span(start, start + 1)))
                    return self.opaque(scope, start, end)
        return self.template(scope, node, Span(start, end), Span(start + 1, end - 1), "quoted", depth)

    def _heredoc(self, scope: Scope, node: Syntax, depth: int) -> Node:
        start, end = node.start_byte, node.end_byte
        text = scope.text
        first = text.find("\n", node.children[1].end_byte) + 1
        last = text.rfind("\n", 0, node.children[-1].start_byte) + 1
        form = "indented" if text.startswith("<<-", start) else "heredoc"
        return self.template(scope, node, Span(start, end), Span(first, max(first, last)), form, depth)

    def template(self, scope: Scope, node: Syntax, span: Span, content: Span, form: str, depth: int) -> Node:
        """The text of a template, whose interpolations are children of a node.

        It is `quoted`, a `heredoc`, `indented` as `<<-` is, or `bare`, as in JSON. One that is no heredoc and holds one
        interpolation and nothing else is what that is.
        """
        before = len(self.assumptions)
        stretches: list[tuple[int, int] | Hole] = []
        at = content.start
        length = 0
        known = True
        for child in node.children:
            if child.type == "template_directive":
                return self._resting(scope, *span, before, None)
            if child.type != "template_interpolation":
                continue
            inner = parts(child)
            if len(inner) != 3:  # `${~ x ~}`, which takes blanks from what is beside it, or `${}`
                return self._resting(scope, *span, before, None)
            start, end = child.start_byte, child.end_byte
            value = self._term(scope, [inner[1]], depth + 1)
            if form in ("quoted", "bare") and (start, end) == content:
                return self._whole(scope, span, before, value)
            if start > at:
                stretches.append((at, start))
            hole = Hole(start, end, _as_text(value))
            stretches.append(hole)
            known = known and hole.value is not None
            length += len(hole.value or "")
            at = end
        if at < content.end:
            stretches.append((at, content.end))
        if scope.at is not None:
            self._resolved += length // 100
        if length > LONGEST:
            return self._resting(scope, *span, before, None)
        if form == "indented":
            stretches = unindented(scope.text, stretches)
        return self._resting(scope, *span, before, self._text(scope, span, stretches, form, known))

    def _text(
        self, scope: Scope, span: Span, stretches: list[tuple[int, int] | Hole], form: str, known: bool
    ) -> Scalar:
        text, inside = assemble(scope.text, stretches, form == "quoted", scope.locate)
        style = "|" if form in ("heredoc", "indented") else '"'
        if known and style == '"' and is_no_code(text):
            return self.scalar(scope, *span, text, style)
        if not scope.here:
            inside = Embedded(inside.text, (Piece(0, *scope.span(*span), True),))
        kind = EmbeddedScalar if known else PartlyKnown
        return kind(*scope.span(*span), text, inside, style, scope.anchor(*span))

    def _whole(self, scope: Scope, span: Span, before: int, value: Node) -> Node:
        if type(value) is Opaque:
            return self._resting(scope, *span, before, None)
        if scope.at is None:
            value.start, value.end = span
        return self._resting(scope, *span, before, value)

    # -- operators and functions --------------------------------------------------------------------------------------

    def _unary(self, scope: Scope, node: Syntax, depth: int) -> Node:
        start, end = node.start_byte, node.end_byte
        before = len(self.assumptions)
        inner = parts(node)
        operand = self._term(scope, inner[1:], depth + 1)
        mark = scope.text[inner[0].start_byte : inner[0].end_byte]
        try:
            text, style = as_scalar(unary(mark, literal(operand)))
        except Unknown:
            return self._resting(scope, start, end, before, None)
        return self._resting(scope, start, end, before, self.scalar(scope, start, end, text, style))

    def _binary(self, scope: Scope, node: Syntax, depth: int) -> Node:
        start, end = node.start_byte, node.end_byte
        before = len(self.assumptions)
        inner = parts(node)
        middle = next((n for n, each in enumerate(inner) if n and each.type in _OPERATORS), 0)
        mark = inner[middle].type
        found = None
        if middle:
            left = self._term(scope, inner[:middle], depth + 1)
            between = len(self.assumptions)
            right = self._term(scope, inner[middle + 1 :], depth + 1)
            try:
                # The side that decides, better by itself than by an assumption, is all that the whole rests on.
                sides = [(between, len(self.assumptions))] if decided(mark, left) else []
                sides += [(before, between)] if decided(mark, right) else []
                if sides:
                    start_of, end_of = max(sides, key=lambda each: each[1] - each[0])
                    del self.assumptions[start_of:end_of]
                    text, style = as_scalar(mark == "||")
                else:
                    text, style = as_scalar(binary(mark, literal(left), literal(right)))
                found = self.scalar(scope, start, end, text, style)
            except Unknown:
                pass
        return self._resting(scope, start, end, before, found)

    def _conditional(self, scope: Scope, node: Syntax, depth: int) -> Node:
        start, end = node.start_byte, node.end_byte
        before = len(self.assumptions)
        expressions = [each for each in node.children if each.type == "expression"]
        if len(expressions) != 3:
            return self.opaque(scope, start, end)
        condition = self._term(scope, [expressions[0]], depth + 1)
        try:
            chosen = literal(condition)
        except Unknown:
            chosen = None
        if chosen in (True, "true", False, "false") and isinstance(chosen, bool | str):
            self._resting(scope, start, end, before, condition)
            return self._term(scope, [expressions[1 if chosen in (True, "true") else 2]], depth + 1)
        del self.assumptions[before:]
        found = None
        try:
            one = literal(self._term(scope, [expressions[1]], depth + 1))
            if binary("==", one, literal(self._term(scope, [expressions[2]], depth + 1))):
                found = self.scalar(scope, start, end, *as_scalar(one))
        except Unknown:
            pass
        return self._resting(scope, start, end, before, found)

    def _call(self, scope: Scope, node: Syntax, depth: int) -> Node:
        start, end = node.start_byte, node.end_byte
        inner = parts(node)
        name = scope.text[inner[0].start_byte : inner[0].end_byte]
        arguments = next((parts(each) for each in inner if each.type == "function_arguments"), [])
        if any(each.type == "ellipsis" for each in arguments):
            return self.opaque(scope, start, end)
        expressions = [each for each in arguments if each.type == "expression"]
        if name in _ENCODERS or name == "base64encode":
            return self._encoded(scope, node, name, expressions, depth)
        if name not in _FUNCTIONS:
            return self.opaque(scope, start, end)
        before = len(self.assumptions)
        try:
            values = [literal(self._term(scope, [each], depth + 1)) for each in expressions]
            found = self.scalar(scope, start, end, *as_scalar(call(name, values)))
        except Unknown:
            return self._resting(scope, start, end, before, None)
        return self._resting(scope, start, end, before, found)

    def _encoded(self, scope: Scope, node: Syntax, name: str, expressions: list[Syntax], depth: int) -> Node:
        start, end = node.start_byte, node.end_byte
        before = len(self.assumptions)
        value = self._term(scope, [expressions[0]], depth + 1) if len(expressions) == 1 else None
        if name == "base64encode":
            # Decoded again before anybody reads it.
            if isinstance(value, Encoded) or (isinstance(value, Scalar) and value.style):
                if scope.at is None:
                    value.start, value.end = start, end
                return value
            return self._resting(scope, start, end, before, None)
        if isinstance(value, Mapping | Sequence):
            shown = scope.text[start : min(end, start + _SHOWN)]
            return Encoded(*scope.span(start, end), shown, _ENCODERS[name], value, scope.anchor(start, end))
        found = None
        if value is not None and name == "jsonencode":
            with suppress(Unknown):
                found = self.scalar(scope, start, end, *as_scalar(call(name, [literal(value)])))
        return self._resting(scope, start, end, before, found)

    # -- names --------------------------------------------------------------------------------------------------------

    def _keys(self, scope: Scope, accesses: list[Syntax], depth: int) -> list[_Key] | None:
        """The keys that accesses name, where all are known."""
        keys: list[_Key] = []
        for each in accesses:
            if each.type == "get_attr":
                name = each.children[-1]
                keys.append(scope.text[name.start_byte : name.end_byte])
                continue
            index = each.children[0] if each.type == "index" else None
            if index is None:
                return None
            if index.type == "legacy_index":
                keys.append(int(scope.text[index.start_byte + 1 : min(index.end_byte, index.start_byte + 10)]))
                continue
            expression = next((child for child in index.children if child.type == "expression"), None)
            try:
                key = literal(self._term(scope, [expression], depth + 1)) if expression is not None else None
            except Unknown:
                return None
            if not isinstance(key, str | int) or isinstance(key, bool):
                return None
            keys.append(key)
        return keys

    def _named(self, root: str, name: str, keys: list[_Key], at: Span, depth: int) -> Node | None:
        """What a local, or the default of a variable, stands for."""
        if root == "var" and self._strict:
            return None
        definition = self._module.local(name) if root == "local" else self._module.default(name)
        if definition is None or (root, name) in self._resolving or self.is_spent():
            return None
        scope = Scope(definition.text, at, definition.text == self._module.text)
        self._resolving.append((root, name))
        try:
            found = self._found(scope, definition, keys, depth + 1)
        finally:
            self._resolving.pop()
        if root == "var" and found is not None:
            if isinstance(found, Scalar) and not found.style and found.text == "null":
                return None
            self.assumptions.append(Assumption(at, f'the default of the variable "{name}"'))
        return None if type(found) is Opaque else found

    def _found(self, scope: Scope, definition: Definition, keys: list[_Key], depth: int) -> Node | None:
        """What some keys lead to in a definition; all else in it is passed by."""
        node = definition.node
        if isinstance(node, Node):
            from jobs_lint.read.hcl.from_json import json_value

            target, rest = node, keys
            while rest and isinstance(target, Mapping) and (inner := target.get(str(rest[0]))) is not None:
                target, rest = inner, rest[1:]
            return self._picked(json_value(self, scope, target, depth), rest)
        while keys:
            terms = parts(node)
            while len(terms) == 1 and terms[0].type in ("expression", "collection_value"):
                terms = parts(terms[0])
            if len(terms) != 1 or terms[0].type != "object":
                break
            wanted = None
            for element in terms[0].children:
                if element.type == "object_elem":
                    key = self._object_key(scope, element, depth)
                    if key is None:
                        return None
                    if key.text == str(keys[0]):
                        wanted = element.children[-1]
            if wanted is None:
                return None
            node, keys = wanted, keys[1:]
        return self._picked(self._term(scope, [node], depth), keys)

    def _picked(self, node: Node | None, keys: list[_Key] | None) -> Node | None:
        for key in keys or ():
            if isinstance(node, Mapping):
                node = node.get(str(key))
            elif isinstance(node, Sequence) and str(key).isdecimal() and int(key) < len(node.items):
                node = node.items[int(key)]
            else:
                return None
        return node if keys is not None else None


def _as_text(value: Node) -> str | None:
    try:
        return as_text(literal(value))
    except Unknown:
        return None


_MAKERS: dict[str, Callable[[Evaluator, Scope, Syntax, int], Node]] = {
    "numeric_lit": Evaluator._literal_node,
    "bool_lit": Evaluator._literal_node,
    "null_lit": Evaluator._literal_node,
    "string_lit": Evaluator._string,
    "quoted_template": Evaluator._string,
    "heredoc_template": Evaluator._heredoc,
    "tuple": Evaluator._tuple,
    "object": Evaluator._object,
    "unary_operation": Evaluator._unary,
    "binary_operation": Evaluator._binary,
    "conditional": Evaluator._conditional,
    "function_call": Evaluator._call,
}
