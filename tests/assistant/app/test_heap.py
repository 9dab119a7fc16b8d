"""One heap for all threads: counted by the C library itself, in a process of its own."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

from tests.waiting import GIVE_UP

COUNTED = """
import ctypes, sys, threading
if sys.argv[1] == "shared":
    from assistant.app.server.serve import share_one_heap
    share_one_heap()
malloc = ctypes.CDLL(None)
started = threading.Barrier(6)
def take():
    started.wait()
    for _ in range(2_000):
        bytes(3_000)
threads = [threading.Thread(target=take) for _ in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
malloc.malloc_stats()
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the C library is not glibc")
@pytest.mark.parametrize(("which", "heaps"), [("shared", {1}), ("own", set(range(2, 99)))])
def test_threads_share_one_heap(which: str, heaps: set[int]) -> None:
    run = subprocess.run(
        [sys.executable, "-c", COUNTED, which], capture_output=True, check=True, timeout=GIVE_UP
    )
    assert run.stderr.count(b"Arena ") in heaps
