"""The calls of one question to a model: counted, within their time, and what they cost.

In: prompts and the forms their replies are to have. Out: replies. After `seconds`, or where the person stops
it, a call under way ends with ModelError: "timeout" for the one, "cancelled" for the other.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from assistant.generation.gathering import Lookups
from assistant.llm.form import Form
from assistant.llm.model import ChatModel, Message, ModelError, Usage


class Until(threading.Event):
    """Set where another event is, or once the time is over."""

    def __init__(self, stop: threading.Event, seconds: float, clock: Callable[[], float]) -> None:
        super().__init__()
        self._stop, self._clock = stop, clock
        self._end = clock() + seconds

    @property
    def late(self) -> bool:
        return not self._stop.is_set() and self._clock() >= self._end

    def is_set(self) -> bool:
        return super().is_set() or self._stop.is_set() or self._clock() >= self._end


@dataclass(slots=True, kw_only=True)
class Talk:
    """With one model about one question; `lookups` are those it may ask for."""

    model: ChatModel
    until: Until
    lookups: Lookups
    usage: list[Usage] = field(default_factory=list)
    calls: int = 0
    started: float = field(default_factory=time.perf_counter)

    @property
    def took_ms(self) -> float:
        """Since it began."""
        return round((time.perf_counter() - self.started) * 1000, 2)

    @classmethod
    def begun(
        cls,
        model: ChatModel,
        lookups: Lookups,
        stop: threading.Event,
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> Talk:
        return cls(model=model, until=Until(stop, seconds, clock), lookups=lookups)

    def complete(self, asked: str, room: int, form: Form) -> str:
        """Raises ModelError."""
        self.calls += 1
        try:
            reply = self.model.complete(_as_message(asked), max_tokens=room, stop=self.until, form=form)
        except ModelError as error:
            raise self._told(error) from None
        self.usage.append(reply.usage)
        return reply.text

    def stream(self, asked: str, room: int, form: Form) -> Iterator[str]:
        """Raises ModelError."""
        self.calls += 1
        try:
            reply = self.model.stream(_as_message(asked), max_tokens=room, stop=self.until, form=form)
            try:
                yield from reply
            finally:
                reply.close()
                self.usage.append(reply.usage)
        except ModelError as error:
            raise self._told(error) from None

    def _told(self, error: ModelError) -> ModelError:
        return ModelError("timeout") if error.kind == "cancelled" and self.until.late else error


def _as_message(asked: str) -> list[Message]:
    return [Message(role="user", content=asked)]
