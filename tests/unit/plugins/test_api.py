"""The public API is frozen: what plugins import changes only with the file that records it."""

from __future__ import annotations

import inspect
import os
from enum import Enum

import kit
from jobs_lint import api

GOLDEN = kit.ROOT / "tests" / "golden" / "api.txt"


def test_the_public_names_and_signatures() -> None:
    """Run with JOBS_LINT_WRITE_GOLDEN=1 to record a change that is meant, and raise API_VERSION where it breaks."""
    text = "".join(line + "\n" for name in sorted(api.__all__) for line in _describe(name, getattr(api, name)))
    if os.environ.get("JOBS_LINT_WRITE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def _describe(name: str, value: object) -> list[str]:
    if not inspect.isclass(value):
        if callable(value):
            return [f"{name}{_signature(value)}"]
        return [f"{name} = {value!r}" if isinstance(value, int | str) else name]
    bases = ", ".join(base.__name__ for base in value.__bases__ if base is not object)
    lines = [f"class {name}({bases})" if bases else f"class {name}"]
    if issubclass(value, Enum):
        return [*lines, *(f"    {member.name} = {member.value!r}" for member in value)]
    if getattr(value, "_fields", None):
        lines.append(f"    fields: {', '.join(value._fields)}")  # type: ignore[attr-defined]
    members = {key: member for parent in reversed(value.__mro__) for key, member in vars(parent).items()}
    for key in sorted(members):
        if not key.startswith("_") and key not in getattr(value, "_fields", ()) and not _of_the_language(value, key):
            member = inspect.getattr_static(value, key)
            plain = member.__func__ if isinstance(member, classmethod | staticmethod) else member
            lines.append(f"    {key}{_signature(plain) if inspect.isfunction(plain) else ''}")
    return lines


def _of_the_language(value: type, key: str) -> bool:
    owner = next(parent for parent in value.__mro__ if key in vars(parent))
    return owner.__module__ in ("builtins", "enum", "typing")


def _signature(function: object) -> str:
    assert callable(function)
    return str(inspect.signature(function))
