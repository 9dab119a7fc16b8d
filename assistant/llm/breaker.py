"""A circuit breaker: after some failures in a row nothing is asked for a while, so that a dead endpoint slows
nobody down.

In: what came of each call. Out: whether the next one may be made. Closed, every call may; open, none may for
a cooling time; then one trial may, which closes it or opens it for twice as long, up to a longest time. The
times are spread a little, so that several processes do not come back at one moment (Nygard, "Release It!").
It knows nothing of calls: no lock is held while one is made.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from assistant.llm.options import WAITS

LOG = logging.getLogger("plans.model")
FAILURES = 3
COOLING, LONGEST = 5.0, 300.0


@dataclass(frozen=True, slots=True)
class Permit:
    """Leave to make one call, to be given back with what came of it: once, by one of the three."""

    breaker: Breaker
    trial: bool

    def worked(self) -> None:
        self.breaker._close()

    def failed(self) -> None:
        self.breaker._count(self.trial)

    def left(self) -> None:
        """Nothing was learned: the call was given up, or never made."""
        self.breaker._forget(self.trial)


class Breaker:
    """Shared by threads. `clock` in seconds, `chance` from 0 to 1."""

    def __init__(
        self,
        *,
        failures: int = FAILURES,
        cooling: float = COOLING,
        longest: float = LONGEST,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._most = failures
        self._shortest, self._longest = cooling, longest
        self._clock, self._chance = clock, chance
        self._lock = threading.Lock()
        self._failures = 0
        self._cooling = cooling
        self._until: float | None = None
        self._tried = False

    @property
    def is_open(self) -> bool:
        return self._until is not None

    def permit(self) -> Permit | None:
        """None while it is open, and while somebody else's trial is under way."""
        with self._lock:
            if self._until is None:
                return Permit(self, trial=False)
            if self._tried or self._clock() < self._until:
                return None
            self._tried = True
            return Permit(self, trial=True)

    def _close(self) -> None:
        with self._lock:
            was_open = self._until is not None
            self._failures, self._cooling = 0, self._shortest
            self._until, self._tried = None, False
        if was_open:
            LOG.info("model endpoint: in use again")

    def _count(self, trial: bool) -> None:
        """Calls that were under way when it opened, and fail later, do not keep it open for longer."""
        with self._lock:
            self._failures += 1
            if not trial and (self._until is not None or self._failures < self._most):
                return
            self._cooling = min(self._cooling * 2, self._longest) if trial else self._shortest
            wait = self._cooling * (1 + WAITS.spread * (2 * self._chance() - 1))
            self._until, self._tried = self._clock() + wait, False
        LOG.info("model endpoint: not asked for %.0f s", wait)

    def _forget(self, trial: bool) -> None:
        with self._lock:
            if trial:
                self._tried = False
