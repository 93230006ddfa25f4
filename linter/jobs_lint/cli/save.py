"""Writing the files that a command was asked for: all or none, each whole or not at all, none through a link."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class SaveError(Exception):
    """A file can't be written; the message names it and says why."""


def save_all(files: Sequence[tuple[str, str]], source: str | None = None, *, overwrite: bool = False) -> None:
    """Write texts to paths. Nothing is written over `source`, nor over a file that exists unless `overwrite` is set.

    What is in the way is found before the first is written. A file is made beside its place and moved there; a link
    that stands there is replaced itself, never followed. Raises SaveError.
    """
    for path, _ in files:
        _check(path, source, overwrite=overwrite)
    for path, text in files:
        try:
            _save(path, text, overwrite=overwrite)
        except FileExistsError:
            raise SaveError(_in_the_way(path)) from None
        except (OSError, ValueError) as error:
            raise SaveError(f'"{path}" can\'t be written: {_reason(error)}') from error


def _check(path: str, source: str | None, *, overwrite: bool) -> None:
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise SaveError(f'"{path}" can\'t be written: {_reason(error)}') from error
    if source is not None and os.path.exists(path) and os.path.samefile(path, source):
        raise SaveError(f'"{path}" is the file that the job is in: name another')
    if not overwrite:
        raise SaveError(_in_the_way(path))
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISLNK(status.st_mode)):
        raise SaveError(f'"{path}" is there already, and is no file')


def _save(path: str, text: str, *, overwrite: bool) -> None:
    folder, name = os.path.split(path)
    descriptor, temporary = tempfile.mkstemp(prefix=f".{name[:50]}.", dir=folder or ".")
    try:
        with open(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.chmod(temporary, 0o666 & ~_umask())
        if overwrite:
            os.replace(temporary, path)
            return
        os.link(temporary, path)  # which fails where something came in the way meanwhile
        os.unlink(temporary)
    except BaseException:
        _remove(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _remove(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)


def _in_the_way(path: str) -> str:
    return f'"{path}" is there already: --overwrite writes over it'


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
