"""What a key that its message doesn't have is meant to be: misspelled, at the wrong level, or of another form."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from jobs_lint.model.table import below, camel_case, snake_case
from jobs_lint.schema.annotations import EXECUTION, JOB, LEVELS, PATHS, PREFIX
from jobs_lint.schema.foreign import ALPHA, foreign, rows
from jobs_lint.schema.nearest import bare, nearest
from jobs_lint.schema.tree import load

if TYPE_CHECKING:
    from collections.abc import Collection

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

_MOST_PLACES = 3
_WHOLE_WORD = 6
_LONGEST_SHOWN = 60
_ASIDE = "sandboxes"
"""What is below repeats the fields of containers."""


class Meant(NamedTuple):
    """What a key is meant to be: the kind of mistake, the message, and the paths that it names, as keys alone."""

    kind: str
    message: str
    paths: tuple[tuple[str, ...], ...] = ()


def explain(
    key: str,
    shape: Shape,
    beside: Collection[str],
    words: Words,
    prefix: Words,
    keys: tuple[str, ...],
    schema_name: str,
) -> Meant:
    """What a key of a message is meant to be.

    `beside` are all keys of the mapping. `words` leads to it as the file has it, `prefix` to the job's own; `keys` are
    the fields from there.
    """
    schema = load(schema_name)
    here = _path(words)
    place = f'"{here}"' if here else "a job"
    short = key if len(key) <= _LONGEST_SHOWN else key[: _LONGEST_SHOWN - 1] + "…"
    names = tuple(dict.fromkeys([field.name for _, field in shape.keys.values()]))
    word = bare(key)
    name = camel_case(key.rstrip("_")) if "_" in key else key
    same = next((each for each in names if bare(each) == word), None)
    if same is not None:
        return _misspelled(key, same, place, keys, shape)
    other = foreign(schema_name, name, shape.message)
    if other is not None:
        return _of_another_form(key, other, words, prefix, keys, schema_name)
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
        shown = " or ".join([_shown(segments, keys, words, prefix) for segments in places])
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
        return _of_another_form(key, other, words, prefix, keys, schema_name)
    return Meant(
        "unknown-field",
        f'"{short}" is not among the fields of {place} as they were on {schema.day}; delete it, or mend its name',
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
        if place.usable and _ASIDE not in place.path and _bare_path(tuple(place.path.split("."))) != keys
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


def _shown(segments: tuple[str, ...], keys: tuple[str, ...], words: Words, prefix: Words) -> str:
    """A path for a message: with the places in lists as in the file, as far as it leads the same way."""
    shared = _shared(_bare_path(segments)[:-1], keys)
    taken: list[str | int] = list(prefix)
    left = shared
    for word in words[len(prefix) :]:
        if isinstance(word, str):
            if not left:
                break
            left -= 1
        taken.append(word)
    path = _path(tuple(taken))
    return f'"{".".join([*([path] if path else []), *segments[shared:]])}"'


def _path(words: Words) -> str:
    path = ""
    for word in words:
        path = below(path, word)
    return path


def _of_another_form(
    key: str, other: Foreign, words: Words, prefix: Words, keys: tuple[str, ...], schema: str
) -> Meant:
    said = f'"{key}" is {other.owner}, not of {_FORMS[schema]}; '
    if other.annotation:
        full = PREFIX + other.annotation
        level = EXECUTION if EXECUTION in LEVELS[full] else JOB
        path = _path((*prefix, *PATHS[level].split(".")))
        return Meant("field-of-another-form", f'{said}write the annotation "{full}" in "{path}"')
    if not other.field:
        return Meant("field-of-another-form", said + other.how)
    segments = tuple(other.field.split("."))
    shown = _shown(segments, keys, words, prefix)
    return Meant(
        "field-of-another-form",
        f"{said}write {shown}" + (f", {other.how}" if other.how else ""),
        (_bare_path(segments),),
    )
