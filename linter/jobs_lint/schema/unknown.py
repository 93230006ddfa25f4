"""What a key that its message doesn't have is meant to be: misspelled, at the wrong level, or of another form."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jobs_lint.model.table import camel_case, path_of, shortened, snake_case
from jobs_lint.read.tree import Mapping, Scalar, Sequence
from jobs_lint.record import NamedTuple
from jobs_lint.schema.annotations import EXECUTION, JOB, LEVELS, PATHS, PREFIX
from jobs_lint.schema.foreign import ALPHA, OF_A_SERVICE, foreign, rows
from jobs_lint.schema.nearest import bare, nearest
from jobs_lint.schema.tree import load

if TYPE_CHECKING:
    from jobs_lint.read.tree import Node, Pair
    from jobs_lint.schema.foreign import Foreign
    from jobs_lint.schema.shapes import Shape
    from jobs_lint.schema.tree import Place, Schema

Words = tuple[str | int, ...]
"""The keys and places in lists that lead from the job to a node."""

_FORMS = {
    "cloud-run-v1": "Cloud Run's Knative-style YAML",
    "cloud-run-v2": "Cloud Run's REST API v2",
    "batch": "Batch",
}
_COMMON = frozenset({"name", "type", "value", "key", "kind", "path", "version", "message", "state", "status"})
"""The names that say nothing about where they belong."""

_IN_MAPS = {
    ("ResourceRequirements", "cpu"): "limits",
    ("ResourceRequirements", "memory"): "limits",
    ("ResourceRequirements", "nvidia.com/gpu"): "limits",
    ("CSIVolumeSource", "bucketName"): "volumeAttributes",
    ("CSIVolumeSource", "mountOptions"): "volumeAttributes",
    ("Environment", "*"): "variables",
}
"""The keys of maps, by the message around the map and what they are; `*` is any: a variable."""
_MOST_PLACES = 3
_WHOLE_WORD = 6
_ASIDE = "sandboxes"
"""What is below repeats the fields of containers."""


class Meant(NamedTuple):
    """What a key is meant to be: the kind of mistake, the message, and the paths that it names, as keys alone."""

    kind: str
    message: str
    paths: tuple[tuple[str, ...], ...] = ()
    for_all: bool = False
    """Whether one finding tells of all such keys of the mapping."""


class File(NamedTuple):
    """The job around a mapping: its root, whether keys may be in snake_case, the words that lead to the mapping as the
    file has them and to the job's own, and the fields from there."""

    root: Mapping
    snake: bool
    words: Words
    prefix: Words
    keys: tuple[str, ...]


def explain(key: str, shape: Shape, beside: dict[str, Pair], file: File, schema_name: str) -> Meant:
    """What a key of a message is meant to be. `beside` are all entries of the mapping."""
    schema = load(schema_name)
    words, keys = file.words, file.keys
    here = path_of(words)
    place = f'"{here}"' if here else "a job"
    short = shortened(key)
    names = tuple(dict.fromkeys([field.name for _, field in shape.keys.values()]))
    word = bare(key)
    name = camel_case(key.rstrip("_")) if "_" in key else key
    same = next((each for each in names if bare(each) == word), None)
    if same is not None:
        return _misspelled(key, same, place, keys, shape)
    inside = _IN_MAPS.get((shape.message, key)) or _IN_MAPS.get((shape.message, "*"))
    if inside is not None and nearest(name, names, 1) is None:
        for_all = (shape.message, key) not in _IN_MAPS
        it = "it, and all beside it," if for_all and len(beside) > 1 else "it"
        there = path_of((*words, inside) if for_all else (*words, inside, key))
        what = f'does not belong in {place}; move {it} to "{there}"'
        return Meant("field-at-wrong-level", f'"{short}" {what}', ((*keys, inside),), for_all)
    other = foreign(schema_name, name, shape.message, isinstance(beside[key].value, Scalar))
    if other is not None:
        if key not in (name, snake_case(name)) and "_" in key.strip("_") and other.field:
            return _of_no_form(key, other, place, file, schema_name)
        return _of_another_form(key, other, file, schema_name)
    if schema_name == "batch" and (shape.message, name) in ALPHA:
        return Meant(
            "unsupported-field",
            f'"{key}" is a field of the API v1alpha only, which `gcloud alpha` calls; elsewhere, delete it',
        )
    near = nearest(name, names, 1)
    if near is not None:
        return _misspelled(key, near, place, keys, shape)
    elsewhere = _all_names(schema_name).get(word)
    places = _places(elsewhere, keys, schema) if elsewhere is not None else []
    if places:
        free = [segments for segments in places if not _is_taken(segments, file)]
        if not free:
            shown = _shown(places[0], key, file, schema_name)
            paths = tuple([_bare_path(segments) for segments in places])
            what = f'"{key}" does not belong in {place}, and {shown} is there already; keep one of the two, there'
            return Meant("field-at-wrong-level", what, paths)
        places = free
        shown = " or ".join([_shown(segments, key, file, schema_name) for segments in places])
        what = f"does not belong in {place}; move it to {shown}"
        if keys and keys[-1] == elsewhere:
            what = f'stands right inside another "{key}"; delete one of the two, or move this one to {shown}'
        paths = tuple([_bare_path(segments) for segments in places])
        return Meant("field-at-wrong-level", f'"{key}" {what}', paths)
    # Two edits are a long way where the field that would be meant is there too.
    absent = tuple([each for each in names if each not in beside])
    near = nearest(name, absent) or _longer_or_shorter(name, absent)
    if near is not None:
        return _misspelled(key, near, place, keys, shape)
    near = nearest(name, rows(schema_name), 1)
    other = foreign(schema_name, near, shape.message) if near is not None else None
    if other is not None:
        return _of_another_form(key, other, file, schema_name)
    return Meant(
        "unknown-field",
        f'"{short}" is not among the fields of {place} as they were on {schema.day}; delete it, or correct its name',
    )


def _misspelled(key: str, name: str, place: str, keys: tuple[str, ...], shape: Shape) -> Meant:
    # At the top gcloud itself reads a Batch job, and in camelCase alone.
    spelled = snake_case(name) if keys and "_" in key and snake_case(name) in shape.keys else name
    return Meant("misspelled-field", f'"{key}" is no field of {place}; write "{spelled}"', ((*keys, name),))


def _longer_or_shorter(key: str, names: tuple[str, ...]) -> str | None:
    """The one name that goes on where a key ends, or the other way round: `workingDirectory` is `workingDir`."""
    found = [name for name in names if min(len(key), len(name)) >= _WHOLE_WORD and _begins(key, name)]
    return found[0] if len(found) == 1 else None


def _begins(one: str, other: str) -> bool:
    """Whether one of two names goes on where the other ends, in the middle of a word."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and long[len(short) :][:1].islower()


@cache
def _all_names(schema: str) -> dict[str, str]:
    """The names of all fields of a schema by what is left of them without case and joints."""
    return {bare(name): name for name in sorted(load(schema).field_names())}


def _places(name: str, keys: tuple[str, ...], schema: Schema) -> list[tuple[str, ...]]:
    """Where a field may be meant to stand: the places that are the fewest steps away, unless there are many."""
    if name in _COMMON:
        return []
    # One message may stand in many places, and its fields then do too.
    usable = [
        place
        for place in schema.places_of(name)
        if place.usable
        and not place.field.deprecated
        and _ASIDE not in place.path
        and _bare_path(tuple(place.path.split("."))) != keys
    ]
    if len({place.message for place in usable}) > _MOST_PLACES:
        return []
    steps = [(_steps(place, keys), tuple(place.path.split("."))) for place in usable]
    least = min([number for number, _ in steps], default=0)
    nearby = [segments for number, segments in steps if number == least and "*" not in segments]
    return nearby if len(nearby) <= _MOST_PLACES else []


def _bare_path(segments: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([segment.removesuffix("[]") for segment in segments])


def _shared(parent: tuple[str, ...], keys: tuple[str, ...]) -> int:
    count = 0
    while count < min(len(parent), len(keys)) and parent[count] == keys[count]:
        count += 1
    return count


def _steps(place: Place, keys: tuple[str, ...]) -> int:
    """How many steps up and down lead from one message to the parent of a field."""
    parent = _bare_path(tuple(place.path.split(".")))[:-1]
    return len(parent) + len(keys) - 2 * _shared(parent, keys)


def _shared_words(segments: tuple[str, ...], file: File) -> tuple[int, Words]:
    """How many segments of a path a mapping shares with it, and the words of the file up to there."""
    shared = _shared(_bare_path(segments)[:-1], file.keys)
    taken: list[str | int] = list(file.prefix)
    left = shared
    for word in file.words[len(file.prefix) :]:
        if isinstance(word, str):
            if not left:
                break
            left -= 1
        taken.append(word)
    return shared, tuple(taken)


def _shown(segments: tuple[str, ...], key: str, file: File, schema: str) -> str:
    """A path for a message: in the file's case, with its places in lists as far as it leads the same way."""
    shared, taken = _shared_words(segments, file)
    path = path_of(taken)
    rest = segments[shared:]
    if file.snake and any("_" in word for word in (key, *file.words) if isinstance(word, str)):
        # At the top gcloud itself reads a Batch job, and in camelCase alone.
        whole = schema == "batch" and not shared
        rest = tuple([each if whole and not index else snake_case(each) for index, each in enumerate(rest)])
    return f'"{".".join([*([path] if path else []), *rest])}"'


def _is_taken(segments: tuple[str, ...], file: File) -> bool:
    """Whether something stands already where a path leads; in a list, in its first item."""
    shared, taken = _shared_words(segments, file)
    node: Node | None = file.root
    for word in (*taken[len(file.prefix) :], *_bare_path(segments[shared:])):
        if isinstance(word, str) and isinstance(node, Sequence):
            node = node.items[0] if node.items else None
        if isinstance(node, Sequence) and isinstance(word, int):
            node = node.items[word] if word < len(node.items) else None
        elif isinstance(node, Mapping) and isinstance(word, str):
            node = node.get(word) or (node.get(snake_case(word)) if file.snake else None)
        elif isinstance(word, str):
            return False
    return node is not None


def _of_no_form(key: str, other: Foreign, place: str, file: File, schema: str) -> Meant:
    """What is meant by a name in a case that no form has: the field of this one, misspelled."""
    segments = tuple(other.field.split("."))
    shown = _shown(segments, "", file, schema)
    if _bare_path(segments)[:-1] == file.keys:
        shown = f'"{segments[-1]}"'
    return Meant("misspelled-field", f'"{key}" is no field of {place}; write {shown}', (_bare_path(segments),))


def _of_another_form(key: str, other: Foreign, file: File, schema: str) -> Meant:
    form = "a job" if other.owner == OF_A_SERVICE else _FORMS[schema]
    said = f'"{key}" is {other.owner}, not of {form}; '
    if other.annotation:
        full = PREFIX + other.annotation
        level = EXECUTION if EXECUTION in LEVELS[full] else JOB
        path = path_of((*file.prefix, *PATHS[level].split(".")))
        return Meant("field-of-another-form", f'{said}write the annotation "{full}" in "{path}"')
    if not other.field:
        return Meant("field-of-another-form", said + other.how)
    segments = tuple(other.field.split("."))
    shown = _shown(segments, key, file, schema)
    target = load(schema).at(_bare_path(segments))
    if target is not None and target.kind not in ("message", "map") and _is_taken(segments, file):
        what = f"{said}{shown} is there already; write there what is meant, and delete this one"
        return Meant("field-of-another-form", what, (_bare_path(segments),))
    return Meant(
        "field-of-another-form",
        f"{said}write {shown}" + (f", {other.how}" if other.how else ""),
        (_bare_path(segments),),
    )
