"""Worker processes: results in order, and a dying worker costs one item."""

import os
import signal
from collections.abc import Iterator

import pytest

from crawler.workers import close_workers, in_workers


def doubled(number: int) -> int:
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * 2


def lost(number: int) -> int:
    return -number


@pytest.fixture(autouse=True)
def no_workers_left() -> Iterator[None]:
    yield
    close_workers()


def test_one_process_needs_no_workers() -> None:
    assert list(in_workers([1, 2, 3], doubled, processes=1, lost=lost)) == [2, 4, 6]


def test_a_dying_worker_costs_its_item_and_no_other() -> None:
    items = list(range(1, 31))
    expected = [-number if number == 13 else number * 2 for number in items]
    assert list(in_workers(items, doubled, processes=2, lost=lost)) == expected
    # and the workers are there again for the next call
    assert list(in_workers([1, 2], doubled, processes=2, lost=lost)) == [2, 4]


def test_only_a_bounded_number_is_under_way() -> None:
    taken = 0

    class Items(list[int]):
        def __iter__(self) -> Iterator[int]:
            nonlocal taken
            for item in super().__iter__():
                taken += 1
                yield item

    results = in_workers(Items(range(20, 120)), doubled, processes=2, lost=lost)
    assert next(results) == 40
    assert taken <= 10
    assert len(list(results)) == 99
