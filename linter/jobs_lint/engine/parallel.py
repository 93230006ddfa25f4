"""Run one function over many items in forked workers. Results come in any order; callers sort.

Forking is what makes workers pay from a few hundred files on: they start with everything loaded. A worker that dies
takes no other item with it: what it left undone is done again, each item in a process of its own.
"""

from __future__ import annotations

import os
import pickle
import select
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 32
_HEADER = 8


def fork_map(
    work: Callable[[Item], Result], items: Sequence[Item], workers: int, lost: Callable[[Item], Result]
) -> Iterator[Result]:
    """`work` on each item; `lost` gives the result for an item whose worker died."""
    shares = [
        [item for start in range(first * CHUNK, len(items), workers * CHUNK) for item in items[start : start + CHUNK]]
        for first in range(workers)
    ]
    pipes = {_fork(work, share): share for share in shares if share}
    results: list[Result]
    done = dict.fromkeys(pipes, 0)
    buffers = {pipe: bytearray() for pipe in pipes}
    undone: list[Item] = []
    while pipes:
        ready, _, _ = select.select(list(pipes), [], [])
        for pipe in ready:
            data = os.read(pipe, 1 << 20)
            buffers[pipe] += data
            for results in _frames(buffers[pipe]):
                done[pipe] += len(results)
                yield from results
            if not data:
                undone += pipes.pop(pipe)[done[pipe] :]
                os.close(pipe)
                os.wait()
    for item in undone:
        yield _alone(work, item, lost)


def _frames(buffer: bytearray) -> Iterator[list[Result]]:
    """The complete messages at the start of a buffer, which are taken off it."""
    while len(buffer) >= _HEADER:
        length = int.from_bytes(buffer[:_HEADER], "big")
        if len(buffer) < _HEADER + length:
            return
        message = bytes(buffer[_HEADER : _HEADER + length])
        del buffer[: _HEADER + length]
        yield pickle.loads(message)  # noqa: S301 - written by our own fork a moment ago


def _fork(work: Callable[[Item], Result], share: Sequence[Item]) -> int:
    """Start a worker on its share; the end of the pipe to read from."""
    reading, writing = os.pipe()
    if os.fork():
        os.close(writing)
        return reading
    status = 1
    try:
        os.close(reading)
        with open(writing, "wb", closefd=True) as pipe:
            for start in range(0, len(share), CHUNK):
                message = pickle.dumps([work(item) for item in share[start : start + CHUNK]], pickle.HIGHEST_PROTOCOL)
                pipe.write(len(message).to_bytes(_HEADER, "big") + message)
                pipe.flush()
        status = 0
    finally:
        os._exit(status)  # the parent's exit handlers and open streams are not ours


def _alone(work: Callable[[Item], Result], item: Item, lost: Callable[[Item], Result]) -> Result:
    pipe = _fork(work, [item])
    buffer = bytearray()
    results: list[Result]
    while data := os.read(pipe, 1 << 20):
        buffer += data
    os.close(pipe)
    os.wait()
    for results in _frames(buffer):
        return results[0]
    return lost(item)
