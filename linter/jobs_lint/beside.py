"""The other files of a Terraform module, which say what a file's variables and locals stand for."""

import os
from functools import lru_cache

from jobs_lint.discover import NotReadable, read_bytes
from jobs_lint.source import Source, UndecodableError

_ENDINGS = (".tf", ".tf.json", ".tfvars", ".tfvars.json")
_MOST = 500
"""How many files of one module are read; what more there is leaves values unknown."""


def module_texts(path: str, limit: int) -> tuple[tuple[str, str], ...]:
    """The names and texts of the files of the module that a file belongs to, each of at most `limit` bytes."""
    return _texts_in(os.path.dirname(path), limit)


@lru_cache(maxsize=2)
def _texts_in(folder: str, limit: int) -> tuple[tuple[str, str], ...]:
    """The names and texts of the files of the module in a folder, sorted by name.

    What can't be read, is no text or is a link is left out: what it would say is unknown then.
    """
    try:
        with os.scandir(folder or ".") as listing:
            names = sorted(
                entry.name
                for entry in listing
                if entry.name.endswith(_ENDINGS) and entry.is_file(follow_symlinks=False)
            )
    except OSError:
        return ()
    texts = []
    for name in names[:_MOST]:
        path = os.path.join(folder, name)
        try:
            texts.append((name, Source.decode(path, read_bytes(path, limit)).text))
        except (NotReadable, UndecodableError):
            continue
    return tuple(texts)


def texts_around(path: str, limit: int) -> tuple[tuple[str, str], ...]:
    """The names and texts of a module's other files: of one whose text comes from elsewhere, as an editor's does."""
    own = os.path.basename(path)
    return tuple((name, text) for name, text in module_texts(path, limit) if name != own)
