"""Find the packages that offer rules, without importing anything.

An entry point in the group `jobs_lint.rules` names the module. Only the interpreter's own site-packages are searched,
never the working directory, `sys.path[0]` or PYTHONPATH: a linted tree can hold a dist-info too. The files are searched
as bytes, since importlib.metadata alone costs more than the whole start-up.
"""

import os
import site

from jobs_lint.record import NamedTuple

GROUP = "jobs_lint.rules"
BUILT_IN = "jobs_lint_rules"
"""The built-in pack, for when nothing is installed: a zip application, a vendored copy."""


class Offer(NamedTuple):
    """A module with rules, and the distribution that offers it."""

    distribution: str
    module: str


def site_folders() -> tuple[str, ...]:
    """The site-packages of this interpreter, the user's own among them where it is in use."""
    folders = list(site.getsitepackages())
    if site.ENABLE_USER_SITE:
        folders.append(site.getusersitepackages())
    return tuple(folders)


def find_offers(folders: tuple[str, ...]) -> tuple[Offer, ...]:
    """What the distributions in some folders offer, sorted; the built-in pack is always among it."""
    offers: set[Offer] = set()
    for folder in folders:
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        for name in names:
            base, dot, ending = name.rpartition(".")
            if dot and ending in ("dist-info", "egg-info"):
                offers.update(Offer(base.partition("-")[0], module) for module in _modules(os.path.join(folder, name)))
    if not any(offer.module == BUILT_IN for offer in offers):
        offers.add(Offer("jobs_lint", BUILT_IN))
    return tuple(sorted(offers))


def _modules(dist_info: str) -> list[str]:
    """The modules that one distribution names in the group."""
    try:
        with open(os.path.join(dist_info, "entry_points.txt"), "rb") as file:
            data = file.read(1 << 20)
    except OSError:
        return []
    if GROUP.encode() not in data:
        return []
    modules, inside = [], False
    for line in data.decode("utf-8", "replace").splitlines():
        text = line.strip()
        if text.startswith("["):
            inside = text == f"[{GROUP}]"
        elif inside and "=" in text and not text.startswith(("#", ";")):
            modules.append(text.partition("=")[2].partition(":")[0].partition("[")[0].strip())
    return modules
