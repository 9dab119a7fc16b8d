"""How a test waits: for what must be there, never for a length of time.

One limit for all of them, so that a hang ends: far longer than anything takes on a machine with a load of
thirty, and never a promise of speed. What is promised of speed is measured by `plans bench speed`; where a
test is about growth it compares CPU time or counts.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from typing import TypeVar

from assistant.retrieval.time_limit import Limit

GIVE_UP = float(os.environ.get("TESTS_GIVE_UP", "300"))
"""Seconds after which a wait has failed: of a process, a page, an event, a thread, a reply."""
PATIENT = Limit(seconds=GIVE_UP)
"""How long a question may take in a test that is not about that: an answer is not to change because the
machine is busy.
"""
PATIENCE = {"PLANS_QUESTION_SECONDS": str(GIVE_UP)}
"""The same for a command in a process of its own."""
NEVER = math.inf
"""Seconds of what does not come for as long as anybody waits."""
_SLICE = 0.01
"""Seconds between two looks at what tells nobody of its changes."""

T = TypeVar("T")


def until(look: Callable[[], T], what: str = "what was waited for did not come") -> T:
    """What `look` finds, once it is true. Raises AssertionError with `what` after GIVE_UP."""
    last = time.monotonic() + GIVE_UP
    while not (found := look()):
        assert time.monotonic() < last, what
        time.sleep(_SLICE)
    return found
