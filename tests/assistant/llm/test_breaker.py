"""The breaker on a clock of its own."""

from __future__ import annotations

import threading
import time

import pytest

from assistant.llm.breaker import Breaker


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    """Opens at the third failure for 10 s, at most 35 s, without spread."""
    return Breaker(failures=3, cooling=10, longest=35, clock=clock, chance=lambda: 0.5)


def fail(breaker: Breaker, times: int = 1) -> None:
    for _ in range(times):
        permit = breaker.permit()
        assert permit
        permit.failed()


def test_it_opens_after_failures_in_a_row(breaker: Breaker) -> None:
    fail(breaker, 2)
    permit = breaker.permit()
    assert permit
    permit.worked()
    fail(breaker, 2)
    assert not breaker.is_open
    fail(breaker)
    assert breaker.is_open
    assert breaker.permit() is None


def test_one_trial_closes_it(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now += 9.9
    assert breaker.permit() is None
    clock.now += 0.2
    trial = breaker.permit()
    assert trial
    assert breaker.permit() is None, "one at a time"
    trial.worked()
    assert not breaker.is_open
    fail(breaker, 2)
    assert not breaker.is_open, "counted from the beginning"


def test_each_trial_that_fails_doubles_the_time_up_to_the_longest(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now += 10
    for wait in (20, 35, 35):
        fail(breaker)
        clock.now += wait - 0.1
        assert breaker.permit() is None
        clock.now += 0.1
    trial = breaker.permit()
    assert trial
    trial.worked()
    fail(breaker, 3)
    clock.now += 10
    assert breaker.permit(), "the short time again"


def test_a_trial_that_was_given_up_leaves_room_for_another(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now += 10
    trial = breaker.permit()
    assert trial
    trial.left()
    assert breaker.is_open
    assert breaker.permit()


def test_calls_that_fail_late_do_not_lengthen_it(breaker: Breaker, clock: Clock) -> None:
    under_way = [breaker.permit() for _ in range(6)]
    for permit in under_way:
        assert permit
        permit.failed()
    clock.now += 10
    assert breaker.permit()


def test_the_times_are_spread(clock: Clock) -> None:
    for chance, wait in ((0.0, 8.0), (1.0, 12.0)):
        breaker = Breaker(failures=1, cooling=10, clock=clock, chance=lambda c=chance: c)
        fail(breaker)
        clock.now += wait - 0.1
        assert breaker.permit() is None
        clock.now += 0.2
        assert breaker.permit()


def test_threads_get_one_trial_between_them(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now += 10
    start, found = threading.Barrier(8), list[bool]()

    def ask() -> None:
        start.wait()
        found.append(breaker.permit() is not None)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [False] * 7 + [True]


def test_asking_an_open_one_costs_nothing(breaker: Breaker) -> None:
    fail(breaker, 3)
    before = time.thread_time()
    for _ in range(1000):
        breaker.permit()
    assert time.thread_time() - before < 2, "seconds of CPU time"
