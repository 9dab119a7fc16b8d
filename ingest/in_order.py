"""Work for several threads, results in the order of the work.

For requests that wait on another machine. The threads are daemons: a process that is stopped does not stay
for an answer that is still on its way, as it would with those of concurrent.futures.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TypeVar

WORKER = "in-order"
"""The name of each of the threads."""

T = TypeVar("T")
R = TypeVar("R")


def in_order(work: Callable[[T], R], items: Sequence[T], *, at_once: int) -> Generator[R, None, None]:
    """The result of each item, in order; at most `at_once` are in work.

    Items are begun in order. Where one fails, and where the caller stops reading, nothing more is begun; the
    exception is raised in the item's place, after the results before it.
    """
    waiting: SimpleQueue[int] = SimpleQueue()
    results: list[Future[R]] = [Future() for _ in items]
    stop = Event()

    def serve() -> None:
        while not stop.is_set():
            try:
                at = waiting.get_nowait()
            except Empty:
                return
            try:
                results[at].set_result(work(items[at]))
            except BaseException as fault:  # noqa: BLE001  it is raised where the result is waited for
                stop.set()
                results[at].set_exception(fault)

    for at in range(len(items)):
        waiting.put(at)
    for _ in range(min(at_once, len(items))):
        Thread(target=serve, name=WORKER, daemon=True).start()
    try:
        for at in range(len(items)):
            yield results[at].result()
    finally:
        stop.set()
