"""The public API is frozen: what plugins import changes only with the file that records it."""

from __future__ import annotations

import inspect
import os
from enum import Enum
from typing import TYPE_CHECKING, Any

import pytest

import kit
from jobs_lint import api
from jobs_lint.api import Job, RuleError, rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jobs_lint.api import Finding

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


def _made(check: Callable[..., Iterator[Finding]], **more: Any) -> api.Rule:
    return rule("ACME001", "some-rule", **{"severity": "info", "on": Job, "page": "Page.", **more})(check)


def two(job: Any, limits: Any) -> Iterator[Finding]:
    yield job.finding(limits)


def three(job: Any, limits: Any, machines: Any) -> Iterator[Finding]:
    yield job.finding(limits, machines)


def swapped(job: Any, _limits: Any, quota: Any, machines: Any) -> Iterator[Finding]:
    yield job.finding(quota, machines)


def by_name(job: Any, _limits: Any, *, quota: Any, most: int = 3) -> Iterator[Finding]:
    yield job.finding(quota, most)


def closed(job: Any, _limits: Any, row: int = 1) -> Iterator[Finding]:
    yield job.finding(row)


def stranger(job: Any, _limits: Any, region: Any) -> Iterator[Finding]:
    yield job.finding(region)


def first(job: Any, quota: Any) -> Iterator[Finding]:
    yield job.finding(quota)


@pytest.mark.parametrize(
    ("check", "needs"),
    [
        (two, ()),
        (three, ("machines",)),
        (swapped, ("quota", "machines")),
        (by_name, ("quota",)),
        (closed, ()),
        (print, ()),
    ],
)
def test_a_rule_is_given_what_its_parameters_name(check: Any, needs: tuple[str, ...]) -> None:
    assert _made(check).needs == needs


@pytest.mark.parametrize(
    ("check", "words"), [(stranger, 'no parameter can be called "region"'), (first, "`job` and `limits` come first")]
)
def test_other_parameters_are_refused(check: Any, words: str) -> None:
    with pytest.raises(RuleError, match=words):
        _made(check)


def test_profiles() -> None:
    assert _made(two).least_profile == "default"
    assert _made(two, profile="pedantic").least_profile == "pedantic"
    assert _made(two, opt_in=True).least_profile == "all"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"profile": "all"}, "write opt_in=True"),
        ({"profile": "strict"}, "one of default, pedantic"),
        ({"profile": "pedantic", "severity": "error"}, "make it a warning"),
        ({"status": "beta"}, "one of stable, preview, deprecated"),
    ],
)
def test_a_rule_that_is_declared_wrongly_is_refused(more: dict[str, str], words: str) -> None:
    with pytest.raises(RuleError, match=words):
        _made(two, **more)


def test_names_that_there_are_not() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Machine'"):
        _ = api.Machine
