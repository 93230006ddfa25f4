"""Jobs in gcloud's command lines, as mappings of their flags; and the texts in scripts that may be jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.dialects._gcloud_line import commands, is_boolean, lines, names, whole
from jobs_lint.dialects._scripts import of_words, scripts
from jobs_lint.dialects.base import Inside
from jobs_lint.dialects.gcloud import BATCH, RUN, RUN_PARTLY, TELLS
from jobs_lint.model.placeholder import has_mark
from jobs_lint.model.views import delimiter_of, stretches
from jobs_lint.read.embedded import EmbeddedScalar
from jobs_lint.read.shell import Command, Script
from jobs_lint.read.tree import Mapping, Node, Opaque, Pair, Scalar, Sequence
from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.dialects._gcloud_line import Flag, Line
    from jobs_lint.read.embedded import Embedded
    from jobs_lint.span import Span

_SCHEDULER = frozenset({"scheduler jobs create", "scheduler jobs update"})
_NO_CONFIG = ("--script-text", "--script-file-path", "--container-image-uri", "--container-commands-file")
"""The flags that describe a Batch job which has no file."""

_OF_CONTAINER = names(
    "--container --image --cpu --memory --gpu --command --args --depends-on --startup-probe --set-env-vars "
    "--update-env-vars --env-vars-file --set-secrets --update-secrets --add-volume-mount "
    "--script-text --script-file-path --container-image-uri --container-entrypoint --container-commands-file --workdir"
)
_OF_INTERFACE = names("--network --subnet --subnetwork --network-tags --no-external-ip-address")
_OF_PAIRS = frozenset({"--set-env-vars", "--update-env-vars", "--labels", "--update-labels", "--startup-probe"})
_OF_SECRETS = ("--set-secrets", "--update-secrets")
_IN_FILES = {
    "--env-vars-file": "--set-env-vars",
    "--script-file-path": "--script-text",
    "--container-commands-file": "@commands",
}
"""The flags that name a file, and the fields whose values are in it."""
_REPEATED = frozenset({"--add-volume", "--add-volume-mount"})


class _Described(NamedTuple):
    """What commands describe: jobs, each with its group and whether flags of it may be missing, and bodies of requests
    that are sent later."""

    jobs: list[tuple[str, bool, Mapping]]
    bodies: list[Embedded]


def found(root: Node, groups: frozenset[str], is_partial: bool) -> Iterator[Mapping]:
    """The jobs of some groups that are described wholly, or those of which flags may be missing."""
    for group, partly, job in _described(root).jobs:
        if group in groups and partly == is_partial:
            yield job


def _described(root: Node) -> _Described:
    """What the commands describe, made once for all who ask."""
    if not isinstance(root, Script | Command):
        return _describe(root)
    if root.kept is None:
        root.kept = _describe(root)
    described: _Described = root.kept
    return described


def _describe(root: Node) -> _Described:
    jobs: list[tuple[str, bool, Mapping]] = []
    bodies: list[Embedded] = []
    for line in lines(root):
        group = line.group
        if group in RUN or group in BATCH:
            if _describes(line):
                is_partial = line.is_open or group in RUN_PARTLY
                jobs.append((group, is_partial, _mapping(line, is_partial)))
        elif group in _SCHEDULER:
            body = line.last("--message-body")
            if body is not None and body.value is not None and body.value.text.lstrip()[:1] == "{":
                bodies.append(body.value)
    return _Described(jobs, bodies)


def _describes(line: Line) -> bool:
    """Whether a line describes a job at all: a Batch job may be in a file instead."""
    if line.group not in BATCH:
        return True
    return line.last("--config") is None and any(line.last(name) is not None for name in _NO_CONFIG)


def _mapping(line: Line, is_partial: bool) -> Mapping:
    """A line as a mapping of its flags, with the flags of a container below `@containers`."""
    pairs = [_pair("@command", line.place, Scalar(*line.place, line.group, '"'))]
    if line.track:
        pairs.append(_pair(line.track, line.track_place, Scalar(*line.track_place, line.track.upper(), '"')))
    if line.rest:
        place = whole(line.rest[0])
        pairs.append(_pair("JOB", place, _scalar(line.rest[0])))
    own: list[Flag] = []
    containers: list[list[Flag]] = [[]]
    for flag in line.flags:
        if flag.name == "--container":
            containers.append([])
        (containers[-1] if flag.name in _OF_CONTAINER else own).append(flag)
    if len(containers) > 1 and not containers[0]:
        del containers[0]
    pairs += _settings(own)
    interface = [pair for pair in pairs if isinstance(pair.key, Scalar) and pair.key.text in _OF_INTERFACE]
    if interface:
        interfaces: list[Node] = [Mapping(interface[0].key.start, interface[-1].value.end, interface)]
        pairs.append(_pair("@interfaces", line.place, Sequence(*line.place, interfaces)))
    items: list[Node] = [_container(flags, line.place) for flags in containers]
    if is_partial:  # the job may have others, of which nothing is said
        items = [item for item in items if isinstance(item, Mapping) and item.pairs] + [Opaque(*line.place, "")]
    pairs.append(_pair("@containers", line.place, Sequence(*line.place, items)))
    if line.group in BATCH:
        groups: list[Node] = [Mapping(*line.place, [])]
        pairs.append(_pair("@groups", line.place, Sequence(*line.place, groups)))
    return Mapping(*line.span, pairs)


def _container(flags: list[Flag], place: Span) -> Mapping:
    pairs = _settings(flags)
    return Mapping(pairs[0].key.start, pairs[-1].value.end, pairs) if pairs else Mapping(*place, [])


def _settings(flags: list[Flag]) -> list[Pair]:
    """Flags as keys and values. Of one that stands twice the last counts, but for those that add to what is there."""
    made: dict[str, Pair] = {}
    for flag in flags:
        value: Node
        before = made.get(flag.name)
        if flag.value is None:
            value = Scalar(*flag.place, "true") if is_boolean(flag.name) else Opaque(*flag.place, "")
        elif flag.name in _OF_PAIRS or flag.name in _REPEATED or flag.name in _OF_SECRETS:
            value = _entries(flag.value)
            if flag.name in _REPEATED:
                if flag.name == "--add-volume":
                    _complete(value)
                items = before.value.items if before is not None and isinstance(before.value, Sequence) else []
                value = Sequence(items[0].start if items else value.start, value.end, [*items, value])
            elif before is not None:
                value = _merged(before.value, value)
        else:
            value = _scalar(flag.value)
        made[flag.name] = _pair(flag.name, flag.place, value)
    for name, field in _IN_FILES.items():
        if name in made:
            file = made[name]
            made[field] = _pair(field, file.key.span, Opaque(*file.value.span, ""))
    for name in _OF_SECRETS:
        if name in made:
            made["@secret-env"] = _pair("@secret-env", made[name].key.span, _secrets(made[name].value))
    return list(made.values())


def _secrets(value: Node) -> Node:
    """The variables among `VARIABLE=SECRET:VERSION` and `/PATH=SECRET:VERSION`."""
    if not isinstance(value, Mapping):
        return value
    pairs = []
    for key, secret in value.pairs:
        if isinstance(key, Scalar) and not key.text.startswith("/") and isinstance(secret, Scalar):
            name, split, version = secret.text.rpartition(":")
            if not split:
                name, split, version = secret.text.rpartition("/versions/")
            parts = [_hidden("@secret", secret, name if split else version)]
            if split:
                parts.append(_hidden("@version", secret, version))
            pairs.append(Pair(key, Mapping(*secret.span, parts)))
    return Mapping(value.start, value.end, pairs)


def _hidden(name: str, place: Node, text: str) -> Pair:
    """A part of a value, under a key that nobody wrote."""
    return _pair(name, place.span, Scalar(*place.span, text, '"'))


def _pair(name: str, place: Span, value: Node) -> Pair:
    return Pair(Scalar(*place, name), value)


def _scalar(text: Embedded) -> Scalar:
    """A value: always a text, as a program gets it. Empty is as good as not there."""
    return Scalar(*whole(text), text.text, '"' if text.text else "")


def _entries(text: Embedded) -> Node:
    """`KEY=VALUE,...` as a mapping; opaque where variables may hold more of it than is seen."""
    written = text.text
    pairs = []
    for at, end in stretches(written, *delimiter_of(written)):
        key, equals, _ = written[at:end].partition("=")
        if not equals or has_mark(key):
            if key.strip():
                return Opaque(*whole(text), written)
        else:
            behind = at + len(key)
            value = _scalar(text.within(behind + 1, end))
            pairs.append(Pair(Scalar(*text.span(at, behind), key.strip(), '"'), value))
    return Mapping(*whole(text), pairs)


def _complete(volume: Node) -> None:
    """Make two of the host and the path of an NFS volume, and an item of the version and the path of a secret's."""
    if not isinstance(volume, Mapping):
        return
    for number, (key, value) in enumerate(volume.pairs):
        if isinstance(key, Scalar) and key.text == "location" and isinstance(value, Scalar):
            host, colon, path = value.text.partition(":")
            parts = [_hidden("@host", value, host)]
            if colon:
                parts.append(_hidden("@path", value, path))
            volume.pairs[number] = Pair(key, Mapping(*value.span, parts))
    item = [pair for pair in volume.pairs if isinstance(pair.key, Scalar) and pair.key.text in ("path", "version")]
    if item:
        items: list[Node] = [Mapping(item[0].key.start, item[-1].value.end, item)]
        volume.pairs.append(_pair("@items", item[0].key.span, Sequence(*volume.span, items)))


def _merged(first: Node, second: Node) -> Node:
    """The entries of a flag that is given twice: of one key, the last."""
    if not (isinstance(first, Mapping) and isinstance(second, Mapping)):
        return second if isinstance(second, Opaque) else first
    entries = {**first.entries, **second.entries}
    return Mapping(first.start, second.end, list(entries.values()))


def inside(root: Node, source: str) -> Iterator[Inside]:
    """The texts of other kinds: scripts in YAML and JSON; in scripts, here-documents, message bodies and the like."""
    if not isinstance(root, Script | Command):
        yield from scripts(root, source)
        return
    for item in root.items if isinstance(root, Script) else ():
        if isinstance(item, EmbeddedScalar) and any(tell in item.text for tell in TELLS):
            yield _body(item.inside)
    for command in commands(root):
        if not isinstance(root, Command):  # which is what this finds in the end
            yield from (found for found in of_words(command.items) if found.kind == "shell")
    for body in _described(root).bodies:
        yield Inside("json", body, sent=True)


def _body(text: Embedded) -> Inside:
    return Inside("json" if text.text.lstrip()[:1] in ("{", "[") else "yaml", text)
