"""What is in the file, and what only may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobs_lint.model.parts import Volume

if TYPE_CHECKING:
    from jobs_lint.model.batch import Runnable
    from jobs_lint.model.setting import Setting


def is_there(setting: Setting[Any]) -> bool:
    """Whether a field is in the file, as a literal or not. Where there is a part of the job only, one that isn't there
    is unknown too, and has no text."""
    return setting.is_set or is_unseen(setting)


def is_unseen(setting: Setting[Any]) -> bool:
    """Whether a field is in the file, but not as a literal."""
    return setting.is_unknown and bool(setting.text)


def kind_of(part: Runnable | Volume) -> str | None:
    """Which of its kinds a runnable or a volume is of; None where that can't be told."""
    presences: tuple[tuple[str, Setting[Any]], ...]
    if isinstance(part, Volume):
        presences = (("bucket", part.has_bucket), ("nfs", part.has_nfs), ("device", part.device_name))
    else:
        presences = (
            ("container", part.has_container),
            ("script", part.has_script),
            ("barrier", part.has_barrier),
        )
    return next((kind for kind, presence in presences if is_there(presence)), None)
