"""Work on many items in worker processes: in order, a bounded number under way, a dying worker costs one item."""

import atexit
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_AHEAD = 4  # items under way for each worker
_pools: dict[int, ProcessPoolExecutor] = {}


def in_workers(
    items: Sequence[Item],
    work: Callable[[Item], Result],
    *,
    processes: int,
    lost: Callable[[Item], Result],
) -> Iterator[Result]:
    """``work(item)`` for each item, in order; ``lost(item)`` for one that a worker died of.

    With one process it all happens here. The workers are kept for the next call: starting one takes
    longer than a hundred pages do.
    """
    if processes <= 1 or len(items) <= 1:
        yield from map(work, items)
        return
    under_way: deque[tuple[Item, Future[Result]]] = deque()
    waiting = iter(items)
    while True:
        while len(under_way) < processes * _AHEAD and (item := next(waiting, None)) is not None:
            under_way.append((item, _submitted(processes, work, item)))
        if not under_way:
            return
        item, future = under_way.popleft()
        try:
            yield future.result()
        except BrokenProcessPool:
            _pools.pop(processes, None)
            yield _alone(work, item, lost)
            # All that was under way fell with the pool, and nobody knows whose fault it was.
            again = [other for other, _ in under_way]
            under_way = deque((other, _submitted(processes, work, other)) for other in again)


def _submitted(processes: int, work: Callable[[Item], Result], item: Item) -> "Future[Result]":
    try:
        return _pool(processes).submit(work, item)
    except BrokenProcessPool:
        _pools.pop(processes, None)
        return _pool(processes).submit(work, item)


def _alone(work: Callable[[Item], Result], item: Item, lost: Callable[[Item], Result]) -> Result:
    """The item in a process of its own: only its own death counts against it."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            return pool.submit(work, item).result()
        except BrokenProcessPool:
            return lost(item)


def _pool(processes: int) -> ProcessPoolExecutor:
    if processes not in _pools:
        _pools[processes] = ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"))
    return _pools[processes]


@atexit.register
def close_workers() -> None:
    """Let the workers go; the next call starts new ones."""
    while _pools:
        _pools.popitem()[1].shutdown(wait=True, cancel_futures=True)
