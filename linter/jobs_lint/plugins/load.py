"""Import what offers rules: a package with all its modules, or one file."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType


class PluginError(Exception):
    """A plugin can't be used; the message names it and says why. `asked_for`: the user named it, by its file."""

    asked_for = False


def load_package(name: str) -> tuple[ModuleType, ...]:
    """A module, and where it is a package all modules below it. Raises PluginError when one fails to import.

    Of a package that names an index, as JOBS_LINT_INDEX, the index alone: the others are loaded when they are needed.
    """
    try:
        top = import_module(name)
        index = getattr(top, "JOBS_LINT_INDEX", None)
        if index is not None:
            return (top, import_module(index))
        modules = [top]
        paths = [(name, path) for path in getattr(top, "__path__", ())]
        while paths:
            package, path = paths.pop()
            for child in _children(path):
                module = import_module(f"{package}.{child}")
                modules.append(module)
                paths += [(module.__name__, below) for below in getattr(module, "__path__", ())]
    except (Exception, SystemExit) as error:  # a plugin's import can raise anything; it fails alone, by name
        raise PluginError(f'the rules in "{name}" can\'t be imported: {type(error).__name__}: {error}') from error
    return tuple(modules)


def _children(path: str) -> list[str]:
    """The modules and packages in a package's folder, sorted; also inside a zip file."""
    if os.path.isdir(path):
        found = set()
        for entry in os.scandir(path):
            if entry.name.endswith(".py") and entry.name != "__init__.py":
                found.add(entry.name[:-3])
            elif entry.is_dir() and os.path.exists(os.path.join(entry.path, "__init__.py")):
                found.add(entry.name)
        return sorted(found)
    from pkgutil import iter_modules

    return sorted(module.name for module in iter_modules([path]))


def load_file(path: str) -> tuple[ModuleType, ...]:
    """The module in one file, under a name of its own. Raises PluginError."""
    import importlib.util

    name = "jobs_lint_plugin_" + os.fsencode(os.path.abspath(path)).hex()
    if not os.path.isfile(path):
        raise PluginError(f'the plugin "{path}" is no file')
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise PluginError(f'the plugin "{path}" is no Python file')
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:  # as above
        del sys.modules[name]
        raise PluginError(f'the plugin "{path}" can\'t be loaded: {type(error).__name__}: {error}') from error
    return (module,)
