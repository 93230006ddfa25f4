"""A job held against its service's field tree: fields that aren't there, stand elsewhere, lack, exclude each other.

`mistakes_of` walks the tree of a job once. What stands there as it mostly does is passed over on sight; only what is
left is looked at by the modules beside this one, which say what is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobs_lint.finding import Related
from jobs_lint.model.part import Quirk
from jobs_lint.model.placeholder import has_mark, is_placeholder
from jobs_lint.model.table import below, camel_case, last_key, path_of, shortened, words_of
from jobs_lint.read.resolve import is_text, literal
from jobs_lint.read.tree import Mapping, Node, Scalar, Sequence
from jobs_lint.schema.annotations import VALUES, mistake, wrong_selector
from jobs_lint.schema.shapes import BOOLEAN, ENUM, MAP, MESSAGE, MESSAGES, TEXT, TEXTS, WHOLE, shapes
from jobs_lint.schema.tree import FieldType, load
from jobs_lint.schema.values import (
    is_open,
    is_unset,
    needs_quotes,
    no_message,
    one_text,
    stands,
    unlisted_variables,
    wrong_entry,
    wrong_enum,
    wrong_scalar,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobs_lint.model.table import Above, Table
    from jobs_lint.read.tree import Pair
    from jobs_lint.schema.oneofs import Oneof
    from jobs_lint.schema.shapes import Shape
    from jobs_lint.schema.unknown import Words
    from jobs_lint.span import Span

    _Todo = tuple[Mapping, Shape, Above, Node]

_LONGEST_NUMBER = 18
_MOST_UNKNOWN = 200
"""How many unknown fields of a job are told: one that has more is none, and to explain each takes its time."""
_SHORT = 60
_CALL = "::"
_PLAIN = frozenset("abcdeghijklmpqrsuvwxzABCDEGHIJKLMPQRSUVWXZ/ ")
"""What a text starts with that no reader of YAML takes for anything but text."""
_VERSION = "run.googleapis.com/v1"
_RETIRED = "run.googleapis.com/v1alpha1"
_CONVERTED = frozenset({"namespace"})
"""What gcloud makes a text of before it looks."""
_ALSO_ELSEWHERE = frozenset({"name", "exec", "host", "optional"})
"""The names that need their path to say which field is meant."""
_PROBES = "delete it: jobs have startup probes only"
_REQUESTS = "delete it: it is for services, which wait for requests"
_INSTEAD = {
    ("cloud-run-v1", "envFrom"): "write each variable in `env`",
    ("cloud-run-v1", "configMap"): "write a secret volume, or mount a bucket",
    ("cloud-run-v1", "configMapKeyRef"): "write a `secretKeyRef`, or the value itself",
    ("cloud-run-v1", "livenessProbe"): _PROBES,
    ("cloud-run-v1", "readinessProbe"): _PROBES,
    ("cloud-run-v1", "securityContext"): "delete it: it is Kubernetes' own",
    ("cloud-run-v2", "livenessProbe"): _PROBES,
    ("cloud-run-v2", "readinessProbe"): _PROBES,
    ("cloud-run-v2", "cpuIdle"): _REQUESTS,
    ("cloud-run-v2", "startupCpuBoost"): _REQUESTS,
    ("batch", "environments"): "write `environment` with `variables`",
    ("batch", "installGpuDrivers"): "write `installGpuDrivers` beside `policy`",
}
_FINE_IN_ANSWERS = frozenset({"output-only-field", "unsupported-field", "unknown-annotation", "system-key-refused"})
_OF_VALUES = frozenset({"wrong-type", "wrong-enum-value", "unlisted-enum-value"})
_ANSWERS = frozenset(
    {
        *("uid", "generation", "creationTimestamp", "createTime", "updateTime", "etag", "status", "selfLink"),
        *("resourceVersion", "observedGeneration", "create_time", "update_time", "observed_generation"),
    }
)
"""What a server adds to a job. A job that has two of them is what it answered, and nobody wrote it by hand."""


def mistakes_of(root: Node, table: Table, told: Iterable[Span] = ()) -> tuple[Quirk, ...]:
    """What is wrong with a job by its field tree. `told` are the places of values that are known to be refused."""
    for key in table.message.split(".") if table.message else ():
        root = (root.get(key) or root) if isinstance(root, Mapping) else root
    if isinstance(root, Mapping):
        return _Walk(root, table).run(told)
    if is_open(root):
        return ()
    text = root.text if isinstance(root, Scalar) else None
    return (Quirk("wrong-type", stands(root, "a job"), root.span, "", text),)


class _Walk:
    """One walk over one job."""

    __slots__ = (
        "explained",
        "found",
        "lacking",
        "prefix",
        "puzzling",
        "root",
        "schema",
        "shapes",
        "table",
        "todo",
        "unknown",
        "wrapped",
    )

    def __init__(self, root: Mapping, table: Table) -> None:
        self.root = root
        self.table = table
        self.schema = table.schema
        self.prefix = tuple(table.message.split(".")) if table.message else ()
        self.shapes = shapes(table.schema, table.snake)
        self.found: list[Quirk] = []
        self.lacking: list[tuple[tuple[str, ...], tuple[str, ...], Quirk]] = []
        self.explained: set[tuple[str, ...]] = set()  # the paths where something is that stands elsewhere
        self.puzzling: set[tuple[str, ...]] = set()  # the messages that have a field which isn't theirs
        self.todo: list[_Todo] = []
        self.unknown = 0
        self.wrapped: set[Words] = set()  # the messages of which one finding tells that a map's entries stand there

    def run(self, told: Iterable[Span]) -> tuple[Quirk, ...]:
        """All mistakes, in the order of their places."""
        root = self.root
        above: Above = None
        for word in self.prefix:
            above = (above, word)
        schema = load(self.schema)
        self.todo.append((root, self.shapes[schema.root], above, root.pairs[0].key if root.pairs else root))
        if self.schema == "cloud-run-v1":
            self._version(root, above)
        aliases: set[tuple[Span, str]] = set()
        for node, message, above, place in self.todo:  # which grows; what an alias repeats is told where it is first
            if node.anchor is not None:
                seen = (node.anchor, message.message)
                if seen in aliases:
                    continue
                aliases.add(seen)
            self._mapping(node, message, above, place)
        if not (self.found or self.lacking):
            return ()
        return self._sorted(root, set(told))

    def _mapping(self, node: Mapping, message: Shape, above: Above, place: Node) -> None:
        """One message: each of its fields, what is missing and what is too much."""
        if len(node.pairs) == 1:
            first = node.pairs[0][0]
            if (node.flow or type(first) is not Scalar or _CALL in first.text) and is_placeholder(node):
                return
        entries = node.entries
        is_open = False
        keys, todo, shapes = message.keys, self.todo, self.shapes
        for key, pair in entries.items():
            known = keys.get(key)
            if known is None:
                if has_mark(key):
                    is_open = True
                else:
                    self._unknown(key, entries, message, above)
                continue
            usual, field = known
            value: Any = pair[1]
            kind = type(value)
            # What is passed over here, is passed over in nearly all jobs: this loop is the cost of a clean one.
            if kind is Scalar:
                if usual == TEXT:
                    if (value.text[:1] in _PLAIN and value.tag is None) or is_text(value):
                        continue
                elif usual == WHOLE:
                    text = value.text
                    if text.isdecimal() and text[0] != "0" and len(text) < _LONGEST_NUMBER:
                        continue
                elif usual == ENUM:
                    if value.text in field.enum:
                        continue
                elif usual == BOOLEAN and not value.style and value.text in ("true", "false"):
                    continue
            elif kind is Mapping:
                if usual == MESSAGE:
                    todo.append((value, shapes[field.message], (above, key), pair[0]))
                    continue
                if usual == MAP:
                    if field.name in message.systematic:
                        self._keys_of_map(value, field.name, message, (above, key))
                    if _are_texts([entry[1] for entry in value.pairs]):
                        continue
            elif kind is Sequence:
                if usual == TEXTS:
                    if _are_texts(value.items):
                        continue
                elif usual == MESSAGES and self._items(value, field, (above, key)):
                    continue
            self._closer(pair, field, (above, key), node)
        for oneof, members in message.oneofs:
            there = [key for key in members if key in entries]
            if len(there) != 1 and (there or oneof.needed):
                self._exclusive(oneof, there, node, message, above, place, is_open)
        for name, snake in message.required:
            pair_there = entries.get(name) or entries.get(snake)
            if pair_there is not None and _is_something(pair_there[1], keys[name][1]):
                continue
            if not (is_open or self.table.partial or self._may_lack(name, message, entries)):
                self._lacks(name, above, place)

    def _items(self, value: Sequence, field: FieldType, above: Above) -> bool:
        """Put the messages of a list on the stack; whether all of its items are some."""
        inner = self.shapes[field.message]
        all_are = True
        for index, item in enumerate(value.items):
            if type(item) is Mapping:
                self.todo.append((item, inner, (above, index), item.pairs[0][0] if item.pairs else item))
            else:
                all_are = False
        return all_are

    def _closer(self, pair: Pair, field: FieldType, above: Above, around: Mapping) -> None:
        """A field with a value that isn't the usual one, or of which there is more to say."""
        value = pair.value
        if is_unset(value):
            return
        if field.output_only or field.unsupported or field.deprecated:
            self._unwanted(pair, field, above)
        elif field.name in _CONVERTED and self.table.by_gcloud and _is_number(value):
            return
        elif field.kind == "map":
            self._map(pair, field, above)
        elif field.kind == "message":
            self._message(pair, field, above)
        elif field.repeated:
            self._scalars(pair, field, above, around)
        elif field.enum:
            wrong = wrong_enum(value, field, load(self.schema).day)
            if wrong is not None:
                kind, words = wrong
                self._say(kind, words, value, pair.key.span, above, refused=kind != "unlisted-enum-value")
        else:
            why = wrong_scalar(value, field, self.table.by_gcloud)
            if why is not None:
                self._say("wrong-type", why, value, pair.key.span, above)

    def _version(self, root: Mapping, above: Above) -> None:
        """A version of the API other than the one whose form this is."""
        version = root.get("apiVersion")
        if not isinstance(version, Scalar) or is_open(version) or version.text == _VERSION:
            return
        why = "the preview is retired" if version.text == _RETIRED else "that is no version of a job in this form"
        self._say("wrong-enum-value", f"{why}; write {_VERSION}", version, version.span, (above, "apiVersion"))

    def _unwanted(self, pair: Pair, field: FieldType, above: Above) -> None:
        """A field that nobody sets, or that has no effect."""
        path = path_of(words_of(above))
        key = path if field.name in _ALSO_ELSEWHERE else last_key(path)
        if field.output_only:
            kind, what = "output-only-field", "is set by the service, and ignored where it is written; delete it"
        else:
            kind = "unsupported-field"
            instead = _INSTEAD.get((self.schema, field.name))
            what = "has no effect in a job" if field.unsupported else "is deprecated"
            what += f"; {instead or 'delete it'}"
        text = pair.value.text if isinstance(pair.value, Scalar) else None
        shown = f"{key}: {text}" if text and len(text) <= _SHORT else key
        written = pair.key.text if isinstance(pair.key, Scalar) else None
        self.found.append(Quirk(kind, f'"{shown}" {what}', pair.key.span, path, written))

    def _map(self, pair: Pair, field: FieldType, above: Above) -> None:
        value = pair.value
        if not isinstance(value, Mapping):
            if not is_open(value):
                self._say("wrong-type", stands(value, "a mapping"), value, pair.key.span, above)
        elif field.message:
            inner = self.shapes[field.message]
            for key, entry in value.entries.items():
                if isinstance(entry.value, Mapping):
                    self.todo.append((entry.value, inner, (above, key), entry.key))
        elif not is_placeholder(value):
            null = self.schema != "batch"
            for key, entry in value.entries.items():
                why = wrong_entry(entry.value, field, self.table.by_gcloud, null)
                if why is not None:
                    self._say("wrong-type", why, entry.value, entry.key.span, (above, key))

    def _message(self, pair: Pair, field: FieldType, above: Above) -> None:
        """What stands where a message or a list of them belongs. One message counts as a list of one."""
        value = pair.value
        if isinstance(value, Mapping):
            inner = self.shapes[field.message]
            if field.message == "EnvVar" and not is_placeholder(value) and inner.keys.keys().isdisjoint(value.entries):
                why = unlisted_variables(value)
                if why is not None:
                    self._say("wrong-type", why, value, pair.key.span, above, at_key=True)
                    return
            self.todo.append((value, inner, above, pair.key))
        elif is_open(value):
            return
        elif field.repeated and isinstance(value, Sequence):
            for index, item in enumerate(value.items):
                if not isinstance(item, Mapping) and not is_open(item):
                    why = no_message(item, field, self.schema, is_item=True)
                    self._say("wrong-type", why, item, pair.key.span, (above, index))
        else:
            self._say("wrong-type", no_message(value, field, self.schema), value, pair.key.span, above)

    def _scalars(self, pair: Pair, field: FieldType, above: Above, around: Mapping) -> None:
        """A list of texts or numbers. A single one counts as a list of one."""
        value = pair.value
        by_gcloud = self.table.by_gcloud
        if isinstance(value, Sequence):
            for index, item in enumerate(value.items):
                why = wrong_scalar(item, field, by_gcloud)
                if why is not None:
                    self._say("wrong-type", why, item, pair.key.span, (above, index))
        elif isinstance(value, Scalar):
            why = wrong_scalar(value, field, by_gcloud)
            if why is None and by_gcloud and self.schema == "cloud-run-v1" and field.name in ("command", "args"):
                one = one_text(value, field.name, around)
                if one is not None:
                    self._say("wrong-type", one, value, pair.key.span, above, refused=False)
            if why is not None:
                self._say("wrong-type", why, value, pair.key.span, above)
        elif not is_open(value):
            self._say("wrong-type", stands(value, "a list"), value, pair.key.span, above)

    def _unknown(self, key: str, entries: dict[str, Pair], message: Shape, above: Above) -> None:
        from jobs_lint.schema.unknown import File, explain  # most jobs have no such key

        self.unknown += 1
        if self.unknown > _MOST_UNKNOWN:
            return
        words = words_of(above)
        file = File(self.root, self.table.snake, words, self.prefix, self._keys(words))
        meant = explain(key, message, entries, file, self.schema)
        if meant.for_all:
            if words in self.wrapped:
                return
            self.wrapped.add(words)
        for path in meant.paths:
            self.explained.update([path[:length] for length in range(1, len(path) + 1)])
        self.puzzling.add(self._keys(words))
        self.found.append(Quirk(meant.kind, meant.message, entries[key].key.span, below(path_of(words), key), key))

    def _lacks(self, name: str, above: Above, place: Node) -> None:
        words = words_of(above)
        path = path_of(words)
        what = f'"{name}" is missing' + (f' in "{path}"' if path else "") + "; write it"
        quirk = Quirk("missing-required-field", what, place.span, below(path, name))
        self.lacking.append((self._keys(words), (name,), quirk))

    def _exclusive(
        self,
        oneof: Oneof,
        there: list[str],
        node: Mapping,
        message: Shape,
        above: Above,
        place: Node,
        is_open: bool,
    ) -> None:
        """Fields that exclude each other, of which one may have to be there; `there` are the keys of those that are."""
        entries = node.entries
        by_v1 = self.schema == "cloud-run-v1"
        keys = [key for key in entries if key in there and not _is_empty(key, entries[key].value, by_v1)]
        words = words_of(above)
        path = path_of(words)
        if keys:
            if len({message.keys[key][1].name for key in keys}) > 1:
                second = keys[1]
                related = (Related(entries[keys[0]].key.span, "the first of them"),)
                what = f'{_joined(keys, "and")} exclude each other in "{path}"; keep one of them'
                span = entries[second].key.span
                self.found.append(Quirk("several-of-oneof", what, span, below(path, second), second, related))
            return
        if is_open or not oneof.needed or self.table.partial:
            return
        supported = [name for name in oneof.members if not message.keys[name][1].unsupported]
        what = f'{_joined(supported, "or")} is missing in "{path}"; write one of them'
        quirk = Quirk("missing-required-field", what, place.span, path)
        self.lacking.append((self._keys(words), oneof.members, quirk))

    def _may_lack(self, name: str, message: Shape, entries: dict[str, Pair]) -> bool:
        """Whether a field that has to be there doesn't have to be here."""
        if name in ("apiVersion", "kind") and message.message == "Job":
            return True  # they are how the form is told, where that isn't told otherwise
        if name == "name" and message.message == "ObjectMeta":
            return not self.table.by_gcloud or "generateName" in entries
        return name == "image" and not {"sourceCode", "source_code", "buildConfig"}.isdisjoint(entries)

    def _keys_of_map(self, node: Mapping, name: str, message: Shape, above: Above) -> None:
        """The keys of labels and annotations that are the service's own."""
        words: Words = ()
        prefix = "".join([f"{word}." for word in self.prefix])
        for key in node.entries:
            if name == "nodeSelector":
                wrong = wrong_selector(key)
            else:
                wrong = mistake(key, name, message.message, self.schema, prefix) if "/" in key else None
            if wrong is not None:
                words = words or words_of(above)
                kind, what = wrong
                field = below(path_of(words), key)
                self.found.append(Quirk(kind, what, node.entries[key].key.span, field, key))
            elif key in VALUES and self.schema == "cloud-run-v1":
                self._value_of_annotation(node.entries[key], VALUES[key], (above, key))

    def _value_of_annotation(self, pair: Pair, values: tuple[str, ...], above: Above) -> None:
        if not isinstance(pair.value, Scalar) or is_unset(pair.value) or literal(pair.value).kind != "str":
            return  # what is no text is refused in any annotation
        wrong = wrong_enum(pair.value, FieldType("", "string", enum=values), load(self.schema).day)
        if wrong is not None:
            kind, what = wrong
            self._say(kind, what, pair.value, pair.key.span, above, refused=kind != "unlisted-enum-value")

    def _say(
        self,
        kind: str,
        why: str,
        node: Node,
        place: Span,
        above: Above,
        refused: bool = True,
        at_key: bool = False,
    ) -> None:
        """A finding at a value, with what is written there; `at_key` for a value of many lines."""
        path = path_of(words_of(above))
        text = node.text if isinstance(node, Scalar) else ""
        quote = '"' if isinstance(node, Scalar) and needs_quotes(node) else ""
        short = shortened(text)
        shown = f"`{last_key(path)}: {quote}{short}{quote}`" if text else f"`{last_key(path)}`"
        span = node.span if node.end > node.start and not at_key else place
        self.found.append(Quirk(kind, f"{shown} is {'refused: ' * refused}{why}", span, path, text or None))

    def _keys(self, words: Words) -> tuple[str, ...]:
        """The keys that lead from the job's message to a node."""
        own = words[len(self.prefix) :]
        if self.table.snake:
            return tuple([camel_case(word) for word in own if isinstance(word, str)])
        return tuple([word for word in own if isinstance(word, str)])

    def _sorted(self, root: Mapping, told: set[Span]) -> tuple[Quirk, ...]:
        """What was found, without what another finding tells of, and what a server's answer may have."""
        is_answer = _is_answer(root, self.schema)
        found = [
            quirk
            for quirk in self.found
            if not (is_answer and quirk.kind in _FINE_IN_ANSWERS)
            and not (quirk.kind in _OF_VALUES and quirk.span in told)
        ]
        if not is_answer:
            for around, names, quirk in self.lacking:
                one_of = len(names) > 1 and around in self.puzzling
                if not one_of and self.explained.isdisjoint([(*around, name) for name in names]):
                    found.append(quirk)
        # What aliases repeat is told once, at the place that the walk came to first.
        by_place: dict[tuple[str, Span, str], Quirk] = {}
        for quirk in found:
            by_place.setdefault((quirk.kind, quirk.span, quirk.value or quirk.message.partition(" in ")[0]), quirk)
        return tuple(sorted(by_place.values(), key=lambda quirk: (quirk.span, quirk.kind, quirk.message)))


def _is_empty(key: str, node: Node, by_v1: bool) -> bool:
    """Whether a field is as if it weren't there: a null, or to Cloud Run's v1 the empty value of a variable."""
    return is_unset(node) or (by_v1 and key == "value" and isinstance(node, Scalar) and not node.text)


def _is_number(node: Node) -> bool:
    return isinstance(node, Scalar) and literal(node).kind == "int"


def _are_texts(nodes: list[Node]) -> bool:
    return all([type(node) is Scalar and is_text(node) for node in nodes])  # noqa: C419 (a list is quicker)


def _is_something(node: Node, field: FieldType) -> bool:
    """Whether a value is more than a null, or an empty list where a list belongs."""
    if isinstance(node, Scalar):
        return not is_unset(node)
    return not (isinstance(node, Sequence) and field.repeated) or bool(node.items)


def _is_answer(root: Mapping, schema: str) -> bool:
    """Whether a job is what a server answered. An inventory's export leaves out of what kind it is."""
    if schema == "cloud-run-v1" and root.get("kind") is None and root.get("spec") is not None:
        return True
    metadata = root.get("metadata")
    keys = [*root.entries, *(metadata.entries if isinstance(metadata, Mapping) else ())]
    return len(_ANSWERS.intersection(keys)) > 1


def _joined(names: list[str], word: str) -> str:
    quoted = [f'"{name}"' for name in names]
    return f"{', '.join(quoted[:-1])} {word} {quoted[-1]}"
