"""Files made to hurt: each ends in bounded time, with a problem or a tree."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

import pytest

from jobs_lint.read import read

if TYPE_CHECKING:
    from collections.abc import Iterator

# Each takes a fraction of a second; what is quadratic here takes minutes.
SECONDS = 20
DEEP = 100_000


@pytest.fixture(autouse=True)
def no_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("kind", ["yaml", "json"])
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- " * DEEP, "depth"),
        ("? " * DEEP, "depth"),
        ("[" * DEEP, "depth"),
        ("[" * DEEP + "]" * DEEP, "depth"),
        ("{" * DEEP, "depth"),
        ('{"a":' * DEEP, "depth"),
        ('["\x7f",' + "[" * DEEP, "depth"),
        ("".join(" " * level + "-\n" for level in range(1000)), "depth"),
        ("a: " + "9" * DEEP, None),
        ("a: " + "x" * 5_000_000, None),
        ("a: '" + "x\n" * 1_000_000, "syntax"),
        ("a: 1\n" * 5_000_000, "size"),
        ("a: " + "x" * 20_000_000, "size"),
        ("- !x" + "\n# c" * 200_000, None),
        ("".join(f"- &a{number} x\n- *a{number}\n" for number in range(30_000)), None),
        ("? a\n" * 100_000, None),
        ("---\n" * 100_000, None),
        ("---\n" * 50_000 + "\x07\n---\n" * 1000, "syntax"),
        ('["' + "\\n" * 500_000 + '\x7f"]', None),
        ('["' + "\\n" * 500_000 + "\x7f", "syntax"),
        ("[" + "1," * 200_000 + '"\x7f"]', None),
        ("[" + "," * DEEP, "syntax"),
        ("[" + " " * 5_000_000 + ",}", "syntax"),
        ("\n" * 1_000_000, None),
        ("\t" * 1_000_000, "syntax"),
        ("%" * 1_000_000, "syntax"),
    ],
    ids=lambda value: repr(value[:12]) if isinstance(value, str) else None,
)
def test_bounded(text: str, problem: str | None, kind: str) -> None:
    begin = time.perf_counter()
    result = read(text, kind)
    assert time.perf_counter() - begin < SECONDS
    assert (result.problem.kind if result.problem else None) == problem
