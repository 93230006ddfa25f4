"""What of a task outlives it: volumes that last, what is written there, hints that the program saves its progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import RunContainer, Runnable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.api import Container, Job, Text

LASTING = ("bucket", "nfs", "filestore")
"""The kinds of volumes that all tasks share and that are there after the end of each."""
NOT_LITERAL = frozenset("$`*?{%")
"""Signs of a path that isn't the same in all tasks."""
_ENDS = frozenset(" \t;|&)<>\"'\n")
_BETWEEN = (";", "|", "&")
_NOTES = ("echo", "printf", "date")
_SAVED_IN = (*LASTING, "device")
_WORDS = ("gs://", "gcs://", "s3://", "checkpoint", "ckpt", "resume", "CHECKPOINT", "RESUME", "storage.googleapis.com")
_NAMES = ("BUCKET", "CHECKPOINT", "CKPT", "RESUME", "STORAGE", "GCS", "REDIS", "DATABASE", "DB_")


def saves_nothing(job: Job) -> bool:
    """Whether the file shows no place where a task could save its progress; false where that can't be told."""
    if job.volumes.is_unknown or any(volume.kind in _SAVED_IN or volume.kind is None for volume in job.volumes):
        return False
    if job.mentions(*_WORDS) is not False:
        return False
    return all(part not in variable.name.text.upper() for variable in job.all_env() for part in _NAMES)


def shared_paths(job: Job, container: Container) -> Iterator[tuple[str, str]]:
    """The paths at which a container writes to what all tasks share, and the kind of volume there."""
    kinds = {}
    for volume in job.volumes:
        kind = volume.kind
        if kind not in LASTING or volume.read_only.is_unknown or volume.read_only.value is True:
            continue
        if any(map(_is_read_only, volume.mount_options)):
            continue
        setting = volume.name if isinstance(container, RunContainer) else volume.mount_path
        if setting.is_set:
            kinds[setting.known().rstrip("/") or "/"] = kind
    if isinstance(container, RunContainer):
        for mount in container.mounts:
            kind = kinds.get(mount.name.known()) if mount.name.is_set else None
            if kind is not None and mount.mount_path.is_set:
                yield mount.mount_path.known().rstrip("/"), kind
        return
    own = container.volumes if isinstance(container, Runnable) else ()
    if not own:
        yield from kinds.items()
    for each in own:
        host, _, rest = each.value.text.partition(":")
        inside, _, options = rest.partition(":")
        found = next((kind for path, kind in kinds.items() if (host + "/").startswith(path + "/")), None)
        if found is not None and "ro" not in options.split(",") and inside:
            yield inside.rstrip("/"), found


def _is_read_only(option: Text) -> bool:
    return option.value.is_unknown or "ro" in option.value.text.replace(",", " ").split()


def redirected(text: str) -> Iterator[tuple[str, bool]]:
    """The files to which a shell's text redirects the output of a program, and whether it is appended.

    Literal paths alone, and no notes that are the same in each task: those of `echo` and of a text that stands there.
    """
    for line in text.splitlines():
        if ">" not in line or "<<" in line or line.lstrip().startswith("#"):
            continue
        parts, command = line.split(">"), ""
        for number, part in enumerate(parts[1:]):
            before, target = parts[number], part.lstrip(" \t").lstrip("\"'")
            segment = max((before.rpartition(mark) for mark in _BETWEEN), key=_length_of_head)
            if segment[1] or number == 0:
                command = next(iter(segment[-1].split()), "")
            if command in _NOTES or not target.startswith("/") or before.endswith(("-", "=", "<")):
                continue
            end = next((place for place, letter in enumerate(target) if letter in _ENDS), len(target))
            path = target[:end]
            if NOT_LITERAL.isdisjoint(path):
                yield path, number > 0 and not before


def _length_of_head(partition: tuple[str, str, str]) -> int:
    return len(partition[0])
