"""A reply that is known as a whole, given as an endpoint gives it: piece by piece, with what it costs."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

from assistant.llm.form import Form
from assistant.llm.model import Completion, Finish, Message, ModelError, Usage
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


class SpokenModel(ABC):
    """A ChatModel whose replies are known as a whole before they are given."""

    @abstractmethod
    def _reply(self, messages: Sequence[Message], form: Form | None) -> str:
        """Raises ModelError."""

    def _usage(self, messages: Sequence[Message], reply: str) -> Usage:
        return usage_of(messages, reply)

    def stream(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        stop: threading.Event | None = None,
        form: Form | None = None,
    ) -> SpokenStream:
        del max_tokens
        reply = self._reply(messages, form)
        return SpokenStream(reply, self._usage(messages, reply), stop)

    def complete(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        stop: threading.Event | None = None,
        form: Form | None = None,
    ) -> Completion:
        del max_tokens
        if stop is not None and stop.is_set():
            raise ModelError("cancelled")
        reply = self._reply(messages, form)
        return Completion(text=reply, usage=self._usage(messages, reply))
