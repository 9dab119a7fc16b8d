"""A reply that is known as a whole, given as an endpoint gives it: piece by piece, with what it costs."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

from assistant.llm.model import Finish, Message, ModelError, Usage
from ingest.tokens import count_tokens

_PIECE = 7
"""Characters a piece of a streamed reply."""


class SpokenStream:
    """A Stream of these words; setting `stop` ends it with ModelError("cancelled")."""

    def __init__(self, text: str, usage: Usage, stop: threading.Event | None) -> None:
        self._text = text
        self._stop = stop
        self.usage = usage
        self.finish: Finish = "stop"

    def __iter__(self) -> Iterator[str]:
        for at in range(0, len(self._text), _PIECE):
            if self._stop is not None and self._stop.is_set():
                raise ModelError("cancelled")
            yield self._text[at : at + _PIECE]

    def close(self) -> None:
        """Nothing is held open."""


def usage_of(messages: Sequence[Message], reply: str) -> Usage:
    """Tokens as this program counts them."""
    asked = sum(count_tokens(m.content) for m in messages)
    return Usage(prompt=asked, completion=count_tokens(reply), cached=0)
