"""From the paths of the command line to the files to lint, and each file's bytes.

A walk leaves out what is hidden, what a .gitignore names, what config excludes, and every link and special file that
would lead out of the tree or make a reader wait. A path that is named is taken as it is, but for config's excludes.
Paths stay as they were given: the argument joined with what is below it, `/`-separated, neither resolved nor made
relative. Bytes of a name that aren't UTF-8 are kept as surrogates.
"""

import os
import stat
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from jobs_lint.config import globs
from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

# Asked about a path, and whether it is a folder: why config leaves it out, or None.
Excluded = Callable[[str, bool], str | None]

# A FIFO opened without O_NONBLOCK waits for a writer, for ever.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_CHUNK = 1024**2
_NOT_HIDDEN = frozenset({".github", ".cloudbuild"})
"""Folders of build configurations, which deploy jobs."""
_LARGEST_GITIGNORE = 256 * 1024
_KINDS = (
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISDIR, "a folder"),
)


class Found(NamedTuple):
    """A file to lint. `named`: the command line names it, so it is read whatever its name."""

    path: str
    named: bool


class Skipped(NamedTuple):
    """A file or folder (with a slash at its end) that is passed over, and why."""

    path: str
    why: str


class Problem(NamedTuple):
    """A path that can't be linted though it was asked for."""

    path: str
    message: str


class NotReadable(Exception):  # noqa: N818
    """A file's bytes can't be had; the message says why."""


class TooLarge(NotReadable):
    """A file is larger than the limit. `size` is what is known of its size: what it says, or what was read."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(size, limit)
        self.size = size
        self.limit = limit

    def __str__(self) -> str:
        return f"the file is larger than {self.limit} bytes"


def read_bytes(path: str, limit: int) -> bytes:
    """The bytes of a regular file, at most `limit`. Never waits. Raises NotReadable, or TooLarge."""
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        raise NotReadable(_reason(error)) from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise NotReadable(_irregular(status.st_mode))
        size = status.st_size
        if size > limit:
            raise TooLarge(size, limit)
        data = os.read(descriptor, size + 1)
        # Most files are done after one read; one that grows, or has no size to tell (/proc), is read to its end.
        while len(data) != size:
            more = os.read(descriptor, min(_CHUNK, limit + 1))
            if not more:
                break
            data += more
            if len(data) > limit:
                raise TooLarge(len(data), limit)
    except OSError as error:
        raise NotReadable(_reason(error)) from None
    finally:
        os.close(descriptor)
    return data


def discover(
    paths: Sequence[str], extensions: Collection[str], excluded: Excluded | None = None, *, verbose: bool = False
) -> Iterator[Found | Skipped | Problem]:
    """The files that the paths stand for (none: the working folder), each once, and what stands in the way.

    `extensions` are lower case, with their dots. What a walk passes over is told only where `verbose` is set; that an
    excluded path was named is always told.
    """
    yield from _Discovery(extensions, excluded or _nothing_excluded, verbose=verbose).run(paths)


def _nothing_excluded(_path: str, _is_folder: bool) -> str | None:
    return None


class _Ignores(NamedTuple):
    """One .gitignore and how a path of the walk becomes one of its own: `front` before it, `cut` characters off it."""

    spec: "GitIgnoreSpec"
    front: str
    cut: int

    def decide(self, path: str) -> bool | None:
        """Whether the path, relative to the walked folder, is ignored; None where this file says nothing."""
        return globs.decision(self.spec, self.front + path[self.cut :])


class _Discovery:
    """One run over the paths, and what it has seen."""

    def __init__(self, extensions: Collection[str], excluded: Excluded, *, verbose: bool) -> None:
        self.extensions = extensions
        self.excluded = excluded
        self.verbose = verbose
        self.files: set[str] = set()
        self.folders: set[tuple[int, int]] = set()
        self.several = True

    def run(self, paths: Sequence[str]) -> Iterator[Found | Skipped | Problem]:
        """Named files first, so that a walk that meets one again knows it; then the folders."""
        self.several = len(paths) > 1
        folders = [] if paths else [""]
        for path in paths:
            try:
                mode = os.stat(path).st_mode
            except (OSError, ValueError) as error:
                yield Problem(_slashed(path), _reason(error))
                continue
            why = self.excluded(path, stat.S_ISDIR(mode))
            if why:
                yield Skipped(_slashed(path), why)
            elif stat.S_ISDIR(mode):
                folders.append(path)
            elif not stat.S_ISREG(mode):
                yield Problem(_slashed(path), f"{_irregular(mode)}; to lint what a program writes, pipe it to `-`")
            elif self.is_new(path):
                yield Found(_slashed(path), named=True)
        for path in folders:
            yield from self.walk(path)

    def is_new(self, path: str) -> bool:
        """Whether a file comes up for the first time, however it is spelled. One argument can't name a file twice."""
        if not self.several:
            return True
        full = globs.absolute(path)
        if full in self.files:
            return False
        self.files.add(full)
        return True

    def walk(self, root: str) -> Iterator[Found | Skipped | Problem]:
        """The files below a folder, in the order of their names."""
        front = _front(root)
        stack = [("", _ignores_above(root))]
        while stack:
            below, ignores = stack.pop()
            folder = front + below
            try:
                entries = self.entries(folder or ".")
            except OSError as error:
                yield Problem(_slashed(folder), f"the folder can't be listed: {_reason(error)}")
                continue
            ignores = _with_own(ignores, entries, below)
            deeper = []
            for entry in entries:
                path = front + below + entry.name
                is_folder = entry.is_dir(follow_symlinks=False)
                why = self.why_not(entry, path, root) if not is_folder else None
                why = why or self.left_out(entry.name, below + entry.name, path, ignores, is_folder=is_folder)
                if why:
                    if self.verbose:
                        yield Skipped(_slashed(path) + "/" * is_folder, why)
                elif is_folder:
                    deeper.append((f"{below}{entry.name}/", ignores))
                elif self.is_new(path):
                    yield Found(_slashed(path), named=False)
            stack += reversed(deeper)

    def entries(self, folder: str) -> "list[os.DirEntry[str]]":
        """What is in a folder, sorted; nothing where the folder was walked before."""
        status = os.stat(folder)
        identity = (status.st_dev, status.st_ino)
        if identity in self.folders:
            return []
        self.folders.add(identity)
        with os.scandir(folder) as listing:
            return sorted(listing, key=_name)

    def why_not(self, entry: "os.DirEntry[str]", path: str, root: str) -> str | None:
        """Why a thing that is no folder can't be linted for what it is; None where it can."""
        name = entry.name
        if name[name.rfind(".") :].lower() not in self.extensions:
            return "its extension is none of " + " ".join(sorted(self.extensions))
        if not entry.is_symlink():
            return None if entry.is_file() else "it is no regular file"
        try:
            mode = os.stat(path).st_mode
        except (OSError, ValueError):
            return "the link leads nowhere"
        if stat.S_ISDIR(mode):
            # A folder inside the tree is walked at its own place.
            return "links to folders are not followed"
        if not stat.S_ISREG(mode):
            return "it is no regular file"
        tree = os.path.realpath(root).rstrip(os.sep) + os.sep
        return None if os.path.realpath(path).startswith(tree) else "the link leads out of the folder that is linted"

    def left_out(
        self, name: str, below: str, path: str, ignores: tuple[_Ignores, ...], *, is_folder: bool
    ) -> str | None:
        """Why a file or folder is not wanted; None where it is."""
        if name.startswith(".") and name not in _NOT_HIDDEN:
            return "hidden"
        for each in reversed(ignores):
            decision = each.decide(below + "/" * is_folder)
            if decision is not None:
                if decision:
                    return "ignored by .gitignore"
                break
        return self.excluded(path, is_folder)


def _name(entry: "os.DirEntry[str]") -> str:
    return entry.name


def _front(root: str) -> str:
    """What stands before the names in a walked folder: its path and a slash; nothing for one that wasn't named."""
    return root if not root or root.endswith(("/", os.sep)) else root + "/"


def _with_own(ignores: tuple[_Ignores, ...], entries: "list[os.DirEntry[str]]", below: str) -> tuple[_Ignores, ...]:
    """The .gitignore files that hold in a folder, its own last."""
    for entry in entries:
        if entry.name == ".gitignore":
            # git doesn't follow a link here either.
            spec = _gitignore(entry.path) if entry.is_file(follow_symlinks=False) else None
            return (*ignores, _Ignores(spec, "", len(below))) if spec is not None else ignores
        if entry.name > ".gitignore":
            break
    return ignores


def _ignores_above(root: str) -> tuple[_Ignores, ...]:
    """The .gitignore files of the folders above a walked one, up to the root of the repository, outermost first.

    One that ignores the walked folder itself doesn't count: the folder was named.
    """
    folder = globs.absolute(root)
    front = ""
    found: list[_Ignores] = []
    while not os.path.lexists(os.path.join(folder, ".git")):
        parent, name = os.path.split(folder)
        if not name:
            return ()  # In no repository.
        folder, front = parent, f"{name}/{front}"
        path = os.path.join(folder, ".gitignore")
        if os.path.isfile(path) and not os.path.islink(path):
            spec = _gitignore(path)
            if spec is not None and globs.decision(spec, front) is not True:
                found.append(_Ignores(spec, front, 0))
    return tuple(reversed(found))


def _gitignore(path: str) -> "GitIgnoreSpec | None":
    """The patterns of a .gitignore; None where it can't be read or is absurdly long: then more is linted, not less."""
    try:
        data = read_bytes(path, _LARGEST_GITIGNORE)
    except NotReadable:
        return None
    lines = data.decode("utf-8-sig", errors="surrogateescape").splitlines()
    return globs.spec_of_lines(lines) if any(line.strip() for line in lines) else None


def _slashed(path: str) -> str:
    return path.replace(os.sep, "/")


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _irregular(mode: int) -> str:
    kind = next((name for is_kind, name in _KINDS if is_kind(mode)), "something else")
    return f"it is {kind}, not a regular file"
