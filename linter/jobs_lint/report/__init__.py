"""Reports: one module a format, found by its file name, each with a function `report(run, stream, style)`.

A new format is one new file in this folder. Only the modules named in `_HELPERS` are no formats.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from typing import TextIO

    from jobs_lint.finding import Run
    from jobs_lint.report.style import Style

_HELPERS = frozenset({"excerpt", "migration", "style"})
_ADVICE = "advice_"
"""What the modules start with that report what is told of jobs, not the findings of a run."""


class Reporter(Protocol):
    """Writes one run to one stream, and decides nothing else: the exit code is not its business."""

    def __call__(self, run: Run, stream: TextIO, style: Style) -> None:
        """Write the whole report."""


def formats() -> tuple[str, ...]:
    """The names of all formats, sorted."""
    names = set(_modules()) - _HELPERS
    return tuple(sorted(name for name in names if not name.startswith(("_", _ADVICE))))


def load(name: str) -> Reporter:
    """The report function of a format. Raises ValueError for a name that is none."""
    # Asked for by name, a helper or a dotted path would import too, so the name is checked first.
    if name not in formats():
        raise ValueError(f"no format is called {name!r}; there are {', '.join(formats())}")
    from importlib import import_module

    return cast("Reporter", import_module(f"{__name__}.{name}").report)


def _modules() -> list[str]:
    try:
        entries = os.listdir(os.path.dirname(__file__))
    except OSError:
        # Inside a zip the folder can't be listed, only the importer knows what it holds.
        from pkgutil import iter_modules

        return [module.name for module in iter_modules(__path__)]
    return [stem for stem, suffix in map(os.path.splitext, entries) if suffix in {".py", ".pyc"}]
