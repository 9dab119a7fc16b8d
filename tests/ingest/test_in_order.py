"""Results in the order of the work, however long each takes, and nothing begun that nobody waits for."""

from __future__ import annotations

import threading

import pytest

from ingest.in_order import WORKER, in_order
from tests.waiting import GIVE_UP, until


def no_more_work() -> bool:
    return not any(thread.name == WORKER for thread in threading.enumerate())


def test_in_order_and_at_most_so_many_at_once() -> None:
    now, most, lock, all_three = 0, 0, threading.Lock(), threading.Barrier(3)

    def work(n: int) -> int:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        all_three.wait(GIVE_UP)
        with lock:
            now -= 1
        return n * n

    assert list(in_order(work, range(12), at_once=3)) == [n * n for n in range(12)]
    assert most == 3


def test_nothing_to_do() -> None:
    assert list(in_order(str, [], at_once=3)) == []


def test_a_fault_comes_in_its_place_and_nothing_more_is_begun() -> None:
    begun: list[int] = []

    def work(n: int) -> int:
        begun.append(n)
        if n == 3:
            raise KeyError(n)
        return n

    results = in_order(work, range(100), at_once=1)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(KeyError, match="3"):
        next(results)
    until(no_more_work)
    assert begun == [0, 1, 2, 3]


def test_who_stops_reading_stops_the_work() -> None:
    begun: list[int] = []
    closed = threading.Event()

    def work(n: int) -> None:
        begun.append(n)
        assert n == 0 or closed.wait(GIVE_UP)

    results = in_order(work, range(100), at_once=2)
    next(results)
    results.close()
    closed.set()
    until(no_more_work)
    assert len(begun) <= 3
