"""Finding and reading config files. tomllib is imported only where there is one."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from jobs_lint.config.globs import absolute
from jobs_lint.config.schema import ConfigError, FileConfig

if TYPE_CHECKING:
    from jobs_lint.config.places import Places

OWN_NAMES = ("jobs-lint.toml", ".jobs-lint.toml")
SHARED_NAME = "pyproject.toml"
_LARGEST = 1024**2


def config_in(folder: str) -> FileConfig | None:
    """The config file of one folder: `jobs-lint.toml`, else `.jobs-lint.toml`, else our table in `pyproject.toml`."""
    for name in OWN_NAMES:
        path = os.path.join(folder, name)
        if _is_there(path):
            return read_config(path)
    path = os.path.join(folder, SHARED_NAME)
    # Somebody else's broken pyproject.toml is not for us to refuse: one that can't be opened is passed over.
    return read_config(path, shared=True) if os.path.isfile(path) and os.access(path, os.R_OK) else None


def is_root(folder: str) -> bool:
    """Whether a repository starts here, so that no folder above is asked. In a submodule `.git` is a file."""
    return _is_there(os.path.join(folder, ".git"))


def read_explicit(path: str) -> FileConfig:
    """The config file that the command line names; a `pyproject.toml` there must have our table."""
    shared = os.path.basename(path) == SHARED_NAME
    config = read_config(path, shown_as=path, shared=shared)
    if config is None:
        raise ConfigError("there is no [tool.jobs-lint] table in this file", path)
    return config


def read_config(path: str, *, shown_as: str | None = None, shared: bool = False) -> FileConfig | None:
    """Read and check one config file; None where a shared one has no table of ours. Raises ConfigError."""
    shown_as = shown_as or display(path)
    data = _read(path, shown_as)
    if shared and b"jobs-lint" not in data:
        return None
    from jobs_lint.config.checks import Checker
    from jobs_lint.config.places import Places

    try:
        if len(data) > _LARGEST:
            raise ConfigError("the config is larger than 1 MiB", shown_as)
        places = Places(_decode(data, shown_as))
        table: object = _parse(places, shown_as)
    except ConfigError:
        # A shared file that can't be read and only mentions us, as a dependency say, is its owner's business.
        if shared and b"tool.jobs-lint" not in data:
            return None
        raise
    prefix = ("tool", "jobs-lint") if shared else ()
    for key in prefix:
        table = table.get(key) if isinstance(table, dict) else None
    if table is None:
        return None
    checker = Checker(shown_as, os.path.dirname(absolute(path)), places, prefix)
    return checker.check(table if isinstance(table, dict) else checker.refuse((), "tool.jobs-lint must be a table"))


def display(path: str) -> str:
    """A path as messages show it: from the working folder where it is below that, else absolute."""
    prefix = absolute("").rstrip(os.sep) + os.sep
    return path.removeprefix(prefix).replace(os.sep, "/")


def _is_there(path: str) -> bool:
    try:
        os.lstat(path)
    except (OSError, ValueError):
        return False
    return True


def _read(path: str, shown_as: str) -> bytes:
    """The bytes of a config file. A FIFO of that name must not hang the run, so what is no regular file is refused."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise ConfigError("the config is not a regular file", shown_as)
        with open(path, "rb") as file:
            return file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise ConfigError(f"the config can't be read: {reason}", shown_as) from None


def _decode(data: bytes, shown_as: str) -> str:
    try:
        # An editor's byte order mark is no part of the text.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", errors="replace")) + 1
        message = f"the config is not UTF-8 (byte 0x{error.object[error.start]:02x})"
        raise ConfigError(message, shown_as, before.count(b"\n") + 1, column) from None


def _parse(places: Places, shown_as: str) -> dict[str, object]:
    import tomllib

    too_deep = places.too_deep()
    if too_deep is not None:
        raise ConfigError("a key has too many parts", shown_as, *too_deep)
    try:
        return tomllib.loads(places.text)
    except tomllib.TOMLDecodeError as error:
        message, line, column = _syntax_error(str(error), places)
        raise ConfigError(f"the config is not valid TOML: {message}", shown_as, line, column) from None
    except RecursionError:
        raise ConfigError("the config is nested too deeply", shown_as) from None
    except ValueError as error:
        # A number of thousands of digits.
        raise ConfigError(f"the config can't be read: {error}", shown_as) from None


def _syntax_error(text: str, places: Places) -> tuple[str, int, int]:
    """tomllib's message without its place, and the place, which it has in words only (up to Python 3.13)."""
    message, _, place = text.rpartition(" (at ")
    if place.startswith("line "):
        line, _, column = place.removeprefix("line ").removesuffix(")").partition(", column ")
        if line.isdigit() and column.isdigit():
            return (message, int(line), int(column))
    if place == "end of document)":
        return (message, *places.position(len(places.text.rstrip())))
    return (text, 1, 1)
