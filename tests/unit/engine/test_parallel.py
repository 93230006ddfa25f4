"""Forked workers: every item comes back once, whatever becomes of a worker."""

from __future__ import annotations

import os
import signal

import pytest

from jobs_lint.engine.parallel import CHUNK, fork_map

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")


def lost(item: int) -> int:
    return -item


@pytest.mark.parametrize("count", [0, 1, 2, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK + 3])
@pytest.mark.parametrize("workers", [1, 2, 3])
def test_every_item_comes_back_once(count: int, workers: int) -> None:
    items = list(range(1, count + 1))
    assert sorted(fork_map(lambda item: item * 10, items, workers, lost)) == [item * 10 for item in items]


def test_the_work_is_done_elsewhere() -> None:
    pids = set(fork_map(lambda _item: os.getpid(), range(4 * CHUNK), 2, lost))
    assert len(pids) == 2
    assert os.getpid() not in pids


@pytest.mark.parametrize("victim", [1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_a_worker_that_dies_takes_no_other_item_with_it(victim: int) -> None:
    def work(item: int) -> int:
        if item == victim:
            os.kill(os.getpid(), signal.SIGKILL)
        return item * 10

    items = list(range(1, 3 * CHUNK + 1))
    assert sorted(fork_map(work, items, 2, lost)) == [-victim, *(item * 10 for item in items if item != victim)]


def test_all_workers_dying_is_survived() -> None:
    def work(item: int) -> int:
        os._exit(item)

    assert sorted(fork_map(work, [1, 2, 3, 4], 2, lost)) == [-4, -3, -2, -1]


def test_large_results_don_t_get_stuck() -> None:
    sizes = [len(text) for text in fork_map(lambda item: "x" * (300_000 + item), range(2 * CHUNK + 1), 2, lambda _: "")]
    assert sorted(sizes) == [300_000 + item for item in range(2 * CHUNK + 1)]


def test_no_child_and_no_pipe_is_left() -> None:
    before = set(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else set()
    list(fork_map(lambda item: item, range(3 * CHUNK), 2, lost))
    if before:
        assert set(os.listdir("/proc/self/fd")) == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
