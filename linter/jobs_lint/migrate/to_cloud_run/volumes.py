"""Volumes, and where the programs see them."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any, Final

from jobs_lint.migrate.names import another, carried, dns_label
from jobs_lint.migrate.to_cloud_run.coming import TASK
from jobs_lint.migrate.to_cloud_run.there import is_there, is_unseen, kind_of

if TYPE_CHECKING:
    from jobs_lint.migrate.draft import Path, Source
    from jobs_lint.migrate.to_cloud_run.coming import Box, Coming
    from jobs_lint.model.parts import Volume
    from jobs_lint.model.setting import Setting

_DRIVER: Final = "gcsfuse.run.googleapis.com"
_DEFAULT_ROOT: Final = "/mnt/disks/"
_FORBIDDEN: Final = ("/dev", "/proc", "/sys")
_DRIVERS: Final = ("/var/lib/nvidia", "/dev/nvidia", "/usr/local/nvidia", "/home/kubernetes/bin/nvidia")
_SHARED: Final = "/dev/shm"  # noqa: S108 (a path in a container)
_SOCKET: Final = "docker.sock"
_TAKEN: Final = "cloudsql"
_UNITS: Final = {"k": "Ki", "m": "Mi", "g": "Gi"}
_NEEDLESS: Final = frozenset({"rw", "allow_other", "async", "_netdev", "nofail", "defaults", "nolock"})
"""Mount options that say what Cloud Run does anyway."""


class Mounting:
    """The volumes of the config: each kind of content under one name, however many containers mount it."""

    def __init__(self, coming: Coming) -> None:
        self.coming = coming
        self.names: dict[tuple[str, ...], str] = {}
        self.specs: dict[str, dict[str, Any]] = {}

    def volume(self, key: tuple[str, ...], wish: str, spec: dict[str, Any]) -> str:
        """The name of a volume, which is made where there is none such."""
        if key not in self.names:
            longest = self.coming.limits.cloud_run.container_name_length.amount
            made = dns_label(wish, longest) or "data"
            name = another(f"{made}-volume" if made == _TAKEN else made, self.specs)
            self.coming.draft.put((*TASK, "volumes", len(self.specs)), {"name": name, **spec})
            self.names[key], self.specs[name] = name, spec
        return self.names[key]

    def mount(self, box: Box, source: Source, name: str, path: str, note: str) -> None:
        """Mount a volume in a container."""
        draft = self.coming.draft
        if path in box.mounts:
            draft.lose(source, f"something else is mounted at {path} already")
            return
        bare = path.rstrip("/") or "/"
        if any(bare == each or bare.startswith(each + "/") for each in _FORBIDDEN):
            draft.block(source, f"Cloud Run mounts nothing at {path}: choose a path outside of {', '.join(_FORBIDDEN)}")
            return
        target: Path = (*box.path, "volumeMounts", len(box.mounts))
        box.mounts.add(path)
        draft.put((*target, "name"), name)
        if note:
            draft.change(source, (*target, "mountPath"), path, note)
        else:
            draft.keep(source, (*target, "mountPath"), path)


def put_volumes(coming: Coming) -> None:
    """The volumes of the task, and what each container mounts of them."""
    job, draft = coming.job, coming.draft
    mounting = Mounting(coming)
    for disk in job.disks:
        draft.block(
            disk,
            "Cloud Run takes no disks: keep the data in a bucket, and what is only needed while a task runs in memory "
            "(emptyDir)",
        )
    for volume in job.volumes:
        _tell(coming, volume)
    if job.volumes.is_unknown and not coming.is_partial:
        draft.need("the file doesn't show all volumes: add the others", path=(*TASK, "volumes"))
    for box in coming.boxes:
        _mount_all(mounting, box)
        for tmpfs in box.options.tmpfs:
            _put_tmpfs(mounting, box, tmpfs)
    for volume in job.volumes:
        _tell_unmounted(coming, volume)


def _tell(coming: Coming, volume: Volume) -> None:
    """What is to be said of a volume itself, be it mounted once or often."""
    draft = coming.draft
    if kind_of(volume) == "device":
        draft.block(volume, "Cloud Run mounts no disks: keep the data in a bucket or on a file server")
    elif kind_of(volume) == "bucket":
        coming.roles.setdefault("roles/storage.objectUser", "for the buckets, or a narrower one where it only reads")
    elif kind_of(volume) is None:
        draft.lose(volume, "it isn't known of what kind the volume is: add it as the job needs it")


def _tell_unmounted(coming: Coming, volume: Volume) -> None:
    """What is left to say of a volume that no container mounts, or none at the path of the VM."""
    draft, told = coming.draft, {step.source for step in coming.draft.steps}
    if kind_of(volume) not in ("bucket", "nfs"):
        return
    if volume.bucket.field not in told and volume.nfs_server.field not in told:
        draft.lose(volume, "no container mounts it")
    elif is_there(volume.mount_path) and volume.mount_path.field not in told:
        draft.leave_out(volume.mount_path, "the path on the VM: the containers have their own")


def _mount_all(mounting: Mounting, box: Box) -> None:
    """The volumes that a container lists; where it lists none, all of the task at their own paths, as on Batch."""
    coming = mounting.coming
    listed = [(each.value, carried(each.value)) for each in box.first.volumes]
    listed += [(box.first.options, text) for text in box.options.volumes]
    unread = box.first.volumes.is_unknown and not coming.is_partial
    for setting, text in listed:
        if is_unseen(setting) and len(_parts(text)) == 1:
            unread = True
            coming.draft.need("it isn't known what this mounts: see that it is among the volumes", setting, box.path)
        else:
            _mount_listed(mounting, box, setting, text)
    if unread:
        coming.draft.need("the file doesn't show all mounts of this container: see that each is there", path=box.path)
    if listed and not unread:
        return
    note = "the path on the VM, as the list of the container isn't known" if unread else ""
    for volume in coming.job.volumes:
        if kind_of(volume) in ("bucket", "nfs") and _path_of(volume) not in box.mounts:
            _mount(mounting, box, volume, _path_of(volume), "", volume.mount_path, _path_of(volume), note)


def _mount_listed(mounting: Mounting, box: Box, setting: Setting[str], text: str) -> None:
    """One mount of a container's own list, `host:container[:options]`."""
    host, *rest = _parts(text)
    inside = rest[0] if rest else host
    modes = rest[1].split(",") if len(rest) > 1 else []
    found = _holder(mounting.coming, host)
    if found is None:
        _mount_folder(mounting, box, setting, host, inside)
        return
    volume, below = found
    if kind_of(volume) not in ("bucket", "nfs"):
        mounting.coming.draft.lose(setting, "it mounts a disk")
        return
    note = f"{text}: a mount of its own" if modes not in ([], ["rw"]) or below or host != inside else ""
    _mount(mounting, box, volume, host, below, setting, inside, note, read_only="ro" in modes)


def _parts(text: str, mark: str = ":") -> list[str]:
    """The parts of a text. What is in an expression, `${...}`, belongs together."""
    found, depth = [""], 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if char == mark and depth == 0:
            found.append("")
        else:
            found[-1] += char
    return found


def _path_of(volume: Volume) -> str:
    """Where the VM mounts a volume."""
    path = carried(volume.mount_path) if is_there(volume.mount_path) else ""
    if not path:
        path = _DEFAULT_ROOT + (dns_label(carried(volume.bucket), 40) or "data")
    return path if path.startswith("/") or path[:1] in "$<{[%@_" else f"/{path}"


def _holder(coming: Coming, host: str) -> tuple[Volume, str] | None:
    """The volume that a path of the VM is on, and the path below it."""
    best: tuple[Volume, str] | None = None
    for volume in coming.job.volumes:
        top = _path_of(volume).rstrip("/")
        if host.rstrip("/") == top:
            return volume, ""
        if host.startswith(top + "/") and (best is None or len(host) - len(top) < len(best[1])):
            best = volume, host[len(top) + 1 :].strip("/")
    return best


def _mount(
    mounting: Mounting,
    box: Box,
    volume: Volume,
    host: str,
    below: str,
    source: Setting[str],
    path: str,
    note: str,
    read_only: bool = False,
) -> None:
    """Mount a bucket or a file share, or a folder of it, in a container."""
    coming = mounting.coming
    draft = coming.draft
    if source is volume.mount_path and not is_there(source):
        note = "Batch's way to name the path of a volume that has none"
    path = path if path.startswith("/") or path[:1] in "$<{[%@_" else f"/{path}"
    if path != carried(source) and not note and source is volume.mount_path:
        note = "a path has to start at the root"
    wish = host.rstrip("/").rpartition("/")[2]
    options, only_read = _options(mounting, volume, is_first=not _is_told(mounting, volume))
    only_read = only_read or read_only
    if kind_of(volume) == "bucket":
        text = carried(volume.bucket).removeprefix("gs://").strip("/")
        bucket, *folders = _parts(text, "/")
        folder = "/".join(folders)
        folder = "/".join(part for part in (folder, below) if part)
        attributes = {"bucketName": bucket}
        options = [f"only-dir={folder}", *options] if folder else options
        if options:
            attributes["mountOptions"] = ",".join(options)
        spec: dict[str, Any] = {"driver": _DRIVER, **({"readOnly": True} if only_read else {})}
        spec = {"csi": {**spec, "volumeAttributes": attributes}}
        change = f"{text}: the folder is the option only-dir" if folder else ""
        key = ("bucket", bucket, *options, str(only_read))
    else:
        server, shared = carried(volume.nfs_server), carried(volume.nfs_path)
        shared = "/".join([shared.rstrip("/"), below]) if below else shared
        spec = {"nfs": {"server": server, "path": shared, **({"readOnly": True} if only_read else {})}}
        key = ("nfs", server, shared, str(only_read))
    is_new = key not in mounting.names
    name = mounting.volume(key, wish, spec)
    if is_new:
        here: Path = (*TASK, "volumes", len(mounting.specs) - 1)
        if kind_of(volume) == "bucket":
            _say(mounting, volume.bucket, (*here, "csi", "volumeAttributes", "bucketName"), bucket, change)
        else:
            _say(mounting, volume.nfs_server, (*here, "nfs", "server"), server, "")
            _say(mounting, volume.nfs_path, (*here, "nfs", "path"), shared, f"with {below}" if below else "")
            coming.mounts_nfs = True
            draft.need(
                "the file server has to be reached from the network of the job; files there can't be locked",
                volume.nfs_server,
            )
    mounting.mount(box, source, name, path, note)


def _say(mounting: Mounting, setting: Setting[str], path: Path, value: str, note: str) -> None:
    """Write a field of a volume, and say what became of it."""
    if note:
        mounting.coming.draft.change(setting, path, value, note)
    else:
        mounting.coming.draft.keep(setting, path, value)


def _is_told(mounting: Mounting, volume: Volume) -> bool:
    told = {step.source for step in mounting.coming.draft.steps}
    return any(each.value.field in told for each in volume.mount_options)


def _options(mounting: Mounting, volume: Volume, is_first: bool) -> tuple[list[str], bool]:
    """The mount options as Cloud Run has them, and whether one of them says read-only."""
    draft = mounting.coming.draft
    found: list[str] = []
    read_only = False
    for each in volume.mount_options:
        kept: list[str] = []
        only_read, needless = False, True
        for name in _flags(carried(each.value)):
            if name == "ro":
                only_read = True
            elif name not in _NEEDLESS and kind_of(volume) == "bucket":
                kept.append(name)
            needless = needless and name in _NEEDLESS
        found += kept
        read_only = read_only or only_read
        if not is_first:
            continue
        if kept:
            draft.leave_out(each.value, f"mountOptions of the volume has {','.join(kept)}")
        elif only_read:
            draft.leave_out(each.value, "the volume is readOnly")
        elif needless:
            draft.leave_out(each.value, "Cloud Run does so anyway")
        else:
            draft.lose(each.value, "Cloud Run mounts file shares with options of its own")
    return found, read_only


def _flags(text: str) -> list[str]:
    """The options in a text of Batch: `-o a,b`, `--flag value`, `-flag=value` and a bare `a,b` are all in use."""
    try:
        words = shlex.split(text)
    except ValueError:
        words = text.split()
    found: list[str] = []
    rest = list(reversed(words))
    while rest:
        word = rest.pop()
        if word == "-o" and rest:
            found += [part for part in rest.pop().split(",") if part]
        elif word.startswith("-"):
            name = word.lstrip("-")
            if "=" not in name and rest and not rest[-1].startswith("-"):
                name = f"{name}={rest.pop()}"
            found.append(name)
        else:
            found += [part for part in word.split(",") if part]
    return found


def _mount_folder(mounting: Mounting, box: Box, setting: Setting[str], host: str, path: str) -> None:
    """A folder of the VM that is on none of the volumes."""
    draft = mounting.coming.draft
    if _SOCKET in host:
        draft.block(setting, "the container runs others by the VM's docker, and Cloud Run has none")
    elif host.startswith(_DRIVERS):
        draft.leave_out(setting, "the driver of the GPU is there without it")
    elif "hosts" in host or host.startswith("/etc/ssh"):
        draft.block(setting, f"{host} is for tasks that reach each other, and those of Cloud Run can't")
    elif path.startswith(_SHARED):
        draft.lose(setting, f"{_SHARED} is the container's own, and its size can't be set")
    else:
        name = mounting.volume(("folder", host), path.rstrip("/").rpartition("/")[2], _in_memory(""))
        mounting.mount(
            box, setting, name, path if path.startswith("/") else f"/{path}",
            f"{host} of the VM is a volume in memory here: empty at the start of each task, of its own, and counted "
            "as its memory",
        )  # fmt: skip


def _put_tmpfs(mounting: Mounting, box: Box, text: str) -> None:
    """A `--tmpfs path:options`, which is a volume in memory."""
    path, _, rest = text.partition(":")
    size = next((part.removeprefix("size=") for part in rest.split(",") if part.startswith("size=")), "")
    name = mounting.volume(("tmpfs", path), path.rstrip("/").rpartition("/")[2], _in_memory(_size(size)))
    mounting.mount(box, box.first.options, name, path, f"--tmpfs {text}: a volume in memory")


def _in_memory(size: str) -> dict[str, Any]:
    return {"emptyDir": {"medium": "Memory", **({"sizeLimit": size} if size else {})}}


def _size(text: str) -> str:
    """A size of docker's, whose units are powers of 1,024."""
    number, unit = text.rstrip("bB").lower(), ""
    if number[-1:] in _UNITS:
        number, unit = number[:-1], _UNITS[number[-1]]
    return number + unit if number.isdecimal() else ""
