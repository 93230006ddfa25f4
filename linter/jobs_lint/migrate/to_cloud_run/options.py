"""The options that Batch hands to `docker run`: what Cloud Run has for each, as data."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

from jobs_lint.migrate.to_cloud_run.there import is_there

if TYPE_CHECKING:
    from jobs_lint.migrate.draft import Draft
    from jobs_lint.model.batch import Runnable

_SHORT: Final = {
    "-w": "--workdir", "-e": "--env", "-v": "--volume", "-u": "--user", "-m": "--memory", "-h": "--hostname",
    "-l": "--label", "-p": "--publish", "-c": "--cpu-shares", "--net": "--network",
}  # fmt: skip
_BARE: Final = frozenset(
    {
        "--rm",
        "-i",
        "-t",
        "-d",
        "--interactive",
        "--tty",
        "--detach",
        "--init",
        "--privileged",
        "--read-only",
    }
)
"""Options that take no value behind them."""

_NOTHING = "Cloud Run has nothing like it"
_ATTACHED: Final = frozenset("itd")
"""Letters of options that take no value, and are written together: `-it`."""

BLOCKED: Final = {
    "--privileged": "a container of Cloud Run has no privileges over its host",
    "--cap-add": "a container of Cloud Run gets no capabilities",
    "--shm-size": "the size of /dev/shm can't be set on Cloud Run; keep what is shared in an in-memory volume",
    "--ipc": "containers of Cloud Run share no memory with their host or each other",
    "--pid": "containers of Cloud Run share no processes with their host or each other",
    "--device": "a container of Cloud Run gets no devices but its GPU",
}
"""What makes the job impossible, and why."""

UNNEEDED: Final = {
    "--rm": "an instance is gone with its task",
    "-i": "nothing is attached to a task",
    "-t": "nothing is attached to a task",
    "-d": "a task waits for its container",
    "--interactive": "nothing is attached to a task",
    "--tty": "nothing is attached to a task",
    "--detach": "a task waits for its container",
    "--gpus": "the container has the GPU of its task",
    "--runtime": "the container has the GPU of its task",
    "--pull": "the image is looked up when the job is deployed",
    "--platform": "Cloud Run runs images for x86-64",
    "--name": "it was the container's name on its VM",
    "--log-driver": "the logs go to Cloud Logging",
    "--log-opt": "the logs go to Cloud Logging",
    "--restart": "a task that fails is run again by maxRetries",
    "--network": "containers of a task reach each other at localhost, and the network is that of the job",
}
"""What needn't be said on Cloud Run."""

LOST: Final = {
    "--user": "write USER into the Dockerfile of the image",
    "--memory": "the limit is that of the task",
    "--cpus": "the limit is that of the task",
    "--cpu-shares": "the limit is that of the task",
    "--ulimit": _NOTHING,
    "--sysctl": _NOTHING,
    "--security-opt": "the sandbox of Cloud Run is in its stead",
    "--cap-drop": "the sandbox of Cloud Run is in its stead",
    "--userns": "the sandbox of Cloud Run is in its stead",
    "--cgroupns": "the sandbox of Cloud Run is in its stead",
    "--read-only": "the files of a container can be written, in memory",
    "--init": "start the program by tini or the like in the image, where it leaves processes behind",
    "--hostname": _NOTHING,
    "--add-host": "let the program use the address, or a private zone of Cloud DNS",
    "--dns": "use a private zone of Cloud DNS",
    "--label": "labels are the job's",
    "--env-file": "write its variables into env, or mount it from a bucket",
    "--publish": "nothing reaches a task from outside",
    "--stop-timeout": "a task has 10 seconds between SIGTERM and SIGKILL",
}  # fmt: skip
"""What is lost, and what to do instead."""


class Options:
    """What of a container's options there is a field for.

    `tmpfs` and `volumes` are as docker takes them: `path[:options]` and `host:container[:options]`.
    """

    __slots__ = ("entrypoint", "env", "tmpfs", "volumes", "workdir")

    def __init__(self) -> None:
        self.workdir = ""
        self.entrypoint = ""
        self.env: dict[str, str] = {}
        self.tmpfs: list[str] = []
        self.volumes: list[str] = []


def read_options(draft: Draft, runnable: Runnable) -> Options:
    """Read the options of a runnable, and tell of those that the config has no field for."""
    found, setting = Options(), runnable.options
    if not is_there(setting):
        return found
    text = setting.text
    try:
        words = shlex.split(text)
    except ValueError:
        draft.lose(setting, "the options can't be taken apart: a quote has no end")
        return found
    if setting.is_unknown and not any(word.startswith("-") for word in words):
        draft.lose(setting, "it isn't known which options these are: look up each of them for Cloud Run")
        return found
    for name, value in _pairs(words):
        shown = f"{name} {value}" if value else name
        if name == "--workdir":
            found.workdir = value
        elif name == "--entrypoint":
            found.entrypoint = value
        elif name == "--env" and "=" in value:
            key, _, content = value.partition("=")
            found.env[key] = content
        elif name == "--tmpfs":
            found.tmpfs.append(value)
        elif name == "--volume":
            found.volumes.append(value)
        elif name == "--mount" and "type=tmpfs" in value:
            found.tmpfs.append(_tmpfs(value))
        elif name in BLOCKED:
            draft.block(setting, f"{shown}: {BLOCKED[name]}")
        elif name in UNNEEDED:
            draft.leave_out(setting, f"{shown}: {UNNEEDED[name]}")
        else:
            draft.lose(setting, f"{shown}: {LOST.get(name, _NOTHING)}")
    return found


def _pairs(words: list[str]) -> list[tuple[str, str]]:
    """The options with their values: `--name=value`, `--name value` and `-nvalue` are one."""
    found: list[tuple[str, str]] = []
    rest = list(reversed(words))
    while rest:
        name, has_value, value = rest.pop().partition("=")
        if len(name) > 1 and _ATTACHED.issuperset(name[1:]) and name[0] == "-":
            found += [(f"-{letter}", "") for letter in name[1:]]
            continue
        if name[:2] in _SHORT and len(name) > 2 and not name.startswith("--"):
            name, value, has_value = name[:2], name[2:] + has_value + value, "="
        elif not has_value and name not in _BARE and name.startswith("-") and rest and not rest[-1].startswith("-"):
            value = rest.pop()
        found.append((_SHORT.get(name, name), value))
    return found


def _tmpfs(mount: str) -> str:
    """`--mount type=tmpfs,...` as `--tmpfs` has it."""
    pairs = dict(part.partition("=")[::2] for part in mount.split(","))
    path = pairs.get("destination") or pairs.get("target") or pairs.get("dst") or ""
    size = pairs.get("tmpfs-size", "")
    return f"{path}:size={size}" if size else path
