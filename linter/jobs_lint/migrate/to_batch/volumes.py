"""Volumes: buckets and NFS shares on the VM, and what Batch has only as options or folders of a container."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from jobs_lint.limits import human_bytes
from jobs_lint.limits.units import GIB
from jobs_lint.migrate.names import carried
from jobs_lint.migrate.to_batch.going import TASK, is_on_disk, is_said, seen

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobs_lint.migrate.draft import Path
    from jobs_lint.migrate.to_batch.going import Going
    from jobs_lint.model.parts import Volume, VolumeMount

BELOW: Final = "/mnt/disks"
SOCKETS: Final = "/cloudsql"
SOCKETS_OF_VM: Final = "/tmp/cloudsql"  # noqa: S108 (a folder of the VM)
_SHARED: Final = "/tmp"  # noqa: S108 (as above)
_ONLY_DIR: Final = "only-dir"


class Inside(NamedTuple):
    """What one container has of the volumes: its list of them, and docker's options."""

    volumes: list[str]
    options: list[str]


class _Use(NamedTuple):
    """One volume, and the mounts of it: each with the number of its container."""

    volume: Volume
    name: str
    mounts: list[tuple[int, VolumeMount]]


def put_volumes(going: Going) -> list[Inside]:
    """Write the volumes of the task; give what each container has of them, in the order of the containers."""
    inside = [Inside([], []) for _ in going.containers]
    uses = _uses(going)
    for use in uses:
        kind = use.volume.kind
        if not use.mounts and kind != "cloud-sql":
            going.draft.lose(use.volume, "no container mounts it")
        elif kind in _HOW:
            _HOW[kind](going, use, inside)
        else:
            note = "it isn't known what kind of volume this is, or Batch has none of the kind: write it, and its mounts"
            for source in (use.volume, *(mount for _, mount in use.mounts)):
                going.draft.lose(source, note)
    known = {carried(use.volume.name) for use in uses}
    for container in going.containers:
        for mount in seen(container.mounts):
            if carried(mount.name) not in known:
                _lose_mount(going, mount)
    if going.sql_instances:
        for each in inside:
            if not any(volume.startswith(f"{SOCKETS_OF_VM}:") for volume in each.volumes):
                each.volumes.append(f"{SOCKETS_OF_VM}:{SOCKETS}")
    return inside


def _lose_mount(going: Going, mount: VolumeMount) -> None:
    if going.job.volumes.is_unknown:
        going.draft.need(f"mount {carried(mount.name)}, whose volume isn't seen here", mount)
    elif going.sql_instances and mount.mount_path.value == SOCKETS:
        going.draft.leave_out(mount, "the sockets of the Cloud SQL Auth Proxy are mounted there")
    else:
        going.draft.lose(mount, "the job has no volume of this name")


def _uses(going: Going) -> list[_Use]:
    """The volumes with their mounts, each with a name that a folder can have."""
    found: list[_Use] = []
    for number, volume in enumerate(seen(going.job.volumes), 1):
        name = _folder(volume.name.value) or f"volume-{number}"
        if any(use.name == name for use in found):
            name = f"{name}-{number}"
        mounts = [
            (index, mount)
            for index, container in enumerate(going.containers)
            for mount in seen(container.mounts)
            if carried(mount.name) == carried(volume.name)
        ]
        found.append(_Use(volume, name, mounts))
    return found


def _folder(name: object) -> str:
    if not isinstance(name, str):
        return ""
    return "".join(char for char in name.lower() if char.isascii() and (char.isalnum() or char in "-_")).strip("-_")


def _next(going: Going) -> Path:
    task = going.draft.document["taskGroups"][0]["taskSpec"]
    return (*TASK, "volumes", len(task.get("volumes", ())))


def _bind(going: Going, use: _Use, inside: list[Inside], source: str, is_read_only: bool, target: Path) -> None:
    """Mount a folder of the VM where the containers had the volume."""
    for index, mount in use.mounts:
        sub_path = carried(mount.sub_path).strip("/") if is_said(mount, "sub_path") else ""
        there = f"{source}/{sub_path}" if sub_path else source
        bound = f"{there}:{carried(mount.mount_path)}{':ro' if is_read_only else ''}"
        inside[index].volumes.append(bound)
        going.draft.change_only(mount, target, f"mounted on the VM, and from there into the container: {bound}")


def _bucket(going: Going, use: _Use, inside: list[Inside]) -> None:
    volume, path = use.volume, _next(going)
    options = [carried(option.value).lstrip("-") for option in volume.mount_options]
    folder = next((each.partition("=")[2] for each in options if each.partition("=")[0] == _ONLY_DIR), "").strip("/")
    bucket = carried(volume.bucket).removeprefix("gs://").strip("/")
    is_read_only = volume.read_only.value is True
    flags = ["-o ro"] if is_read_only else []
    flags += [_flag(each) for each in options if each.partition("=")[0] not in (_ONLY_DIR, "implicit-dirs")]
    flags.append("--implicit-dirs")
    going.draft.put((*path, "gcs"), {"remotePath": f"{bucket}/{folder}" if folder else bucket})
    going.draft.put((*path, "mountPath"), f"{BELOW}/{use.name}")
    going.draft.put((*path, "mountOptions"), flags)
    note = "gcsfuse on the VM; with --implicit-dirs, folders are seen that are only in the names of objects"
    if folder:
        note = f"{note}; {_ONLY_DIR} is a part of remotePath"
    if volume.bucket.is_written:
        going.draft.origins[*path, "gcs", "remotePath"] = volume.bucket.span.start
    going.draft.change_only(volume, path, note)
    if volume.mount_options.is_unknown:
        going.draft.need("add the mount options that aren't seen here, as flags of gcsfuse", None, path)
    role, what = ("Viewer", "reads") if is_read_only else ("User", "writes")
    going.roles[f"roles/storage.object{role}"] = f"on the buckets that it {what}"
    _bind(going, use, inside, f"{BELOW}/{use.name}", is_read_only, path)


def _flag(option: str) -> str:
    """A mount option of Cloud Run as a flag of gcsfuse: `uid=7` is `--uid=7`, `o=noexec` is `-o noexec`."""
    if option.startswith(("o=", "o ")):
        return f"-o {option[2:].strip()}"
    return option if option.startswith(("$", "<", "{")) else f"--{option}"


def _nfs(going: Going, use: _Use, inside: list[Inside]) -> None:
    volume, path = use.volume, _next(going)
    server = carried(volume.nfs_server)
    is_read_only = volume.read_only.value is True
    going.draft.put((*path, "nfs"), {"server": server, "remotePath": carried(volume.nfs_path) or "/"})
    going.draft.put((*path, "mountPath"), f"{BELOW}/{use.name}")
    if is_read_only:
        going.draft.put((*path, "mountOptions"), ["ro"])
    note = "mounted on the VM, with locks; Cloud Run mounts it without"
    going.draft.change_only(volume, path, note)
    if isinstance(volume.nfs_server.value, str) and not server.replace(".", "").isdigit() and ":" not in server:
        note = f"{server} is a name, and Batch asks for an address: write the IP address of the server"
        going.draft.need(note, volume.nfs_server, (*path, "nfs", "server"))
    _bind(going, use, inside, f"{BELOW}/{use.name}", is_read_only, path)


def _secret(going: Going, use: _Use, inside: list[Inside]) -> None:  # noqa: ARG001 (as all of these)
    volume = use.volume
    folders = [carried(mount.mount_path).rstrip("/") for _, mount in use.mounts]
    items = [carried(item.path).lstrip("/") for item in volume.items]
    files = [f"{folder}/{item}" for folder in folders for item in items] or folders
    secret = carried(volume.secret) or "the secret"
    going.draft.lose(
        volume,
        f"Batch has no secrets as files: have the program read {secret} itself (gcloud secrets versions access), or "
        f"give it as a secret variable and let a wrapper write it to {' and '.join(files)}",
    )
    going.roles.setdefault("roles/secretmanager.secretAccessor", "on the secrets")
    for _, mount in use.mounts:
        going.draft.lose(mount, f"the file of {secret} is missing there until the program fetches it")


def _empty(going: Going, use: _Use, inside: list[Inside]) -> None:
    volume = use.volume
    if is_on_disk(volume.medium) or volume.type.value == "ephemeral-disk":
        _disk(going, use, inside)
        return
    size = volume.size_limit.value
    containers = {index for index, _ in use.mounts}
    if len(containers) > 1:
        there = f"{_SHARED}/{use.name}"
        for index, mount in use.mounts:
            bound = f"{there}:{carried(mount.mount_path)}"
            inside[index].volumes.append(bound)
            going.draft.leave_out(mount, f"a folder of the VM, mounted as {bound}")
        going.draft.leave_out(volume, f"the folder {there} of the VM, which the containers share; it has no size limit")
        return
    for index, mount in use.mounts:
        option = f"--tmpfs {carried(mount.mount_path)}"
        if isinstance(size, int):
            option = f"{option}:size={size}"
        inside[index].options.append(option)
        going.draft.leave_out(mount, f"docker's {option}, among the options of the container")
    limit = f"of {human_bytes(size)} at most" if isinstance(size, int) else "with no limit of its own"
    if volume.size_limit.is_unknown and volume.size_limit.text:
        limit = "with no limit: write :size= behind its path when it is known"
    going.draft.leave_out(volume, f"memory of the container {limit}, by docker's --tmpfs")


def _disk(going: Going, use: _Use, inside: list[Inside]) -> None:
    volume, path = use.volume, _next(going)
    size, run, batch = volume.size_limit.value, going.limits.cloud_run, going.limits.batch
    asked = size if isinstance(size, int) else run.ephemeral_disk_size.amount
    gib = max(math.ceil(asked / GIB), batch.persistent_disk_size_min.value)
    going.disks[use.name] = gib
    going.draft.put((*path, "deviceName"), use.name)
    going.draft.put((*path, "mountPath"), f"{BELOW}/{use.name}")
    note = f"a disk of {gib} GB, which each VM has for itself and which is empty again on the next"
    if not isinstance(size, int):
        note = f"{note}; the file doesn't say its size"
    going.draft.change_only(volume, path, note)
    _bind(going, use, inside, f"{BELOW}/{use.name}", False, path)


def _cloud_sql(going: Going, use: _Use, inside: list[Inside]) -> None:
    going.draft.leave_out(use.volume, "a Cloud SQL Auth Proxy beside the job makes the sockets")
    for index, mount in use.mounts:
        bound = f"{SOCKETS_OF_VM}:{carried(mount.mount_path)}"
        inside[index].volumes.append(bound)
        going.draft.leave_out(mount, f"the folder with the sockets, mounted as {bound}")


_HOW: Final[dict[str | None, Callable[[Going, _Use, list[Inside]], None]]] = {
    "bucket": _bucket,
    "nfs": _nfs,
    "secret": _secret,
    "empty-dir": _empty,
    "cloud-sql": _cloud_sql,
}
