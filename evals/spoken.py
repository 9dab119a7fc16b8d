"""Fake chat models: replay and recorder.

The replay gives a known reply as an endpoint does, piece by piece and with its usage; the recorder passes
requests on to another model and keeps what it replies.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence

from assistant.llm.form import Form
from assistant.llm.model import ChatModel, Completion, Finish, Message, ModelError, Stream, Usage
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


class HandedOn(ABC):
    """A ChatModel that hands on what it is asked to another."""

    @abstractmethod
    def _handed(
        self, messages: Sequence[Message], form: Form | None
    ) -> tuple[ChatModel, Callable[[str], None] | None]:
        """Who is asked, and who is given the whole of the reply once it has been said; None where nobody
        is.
        """

    def stream(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        stop: threading.Event | None = None,
        form: Form | None = None,
    ) -> Stream:
        model, heard = self._handed(messages, form)
        reply = model.stream(messages, max_tokens=max_tokens, stop=stop, form=form)
        return reply if heard is None else _Heard(reply, heard)

    def complete(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        stop: threading.Event | None = None,
        form: Form | None = None,
    ) -> Completion:
        model, heard = self._handed(messages, form)
        reply = model.complete(messages, max_tokens=max_tokens, stop=stop, form=form)
        if heard is not None:
            heard(reply.text)
        return reply


class _Heard:
    """A Stream that hands over what was heard once it has ended or was closed, unless it failed."""

    def __init__(self, stream: Stream, keep: Callable[[str], None]) -> None:
        self._stream, self._keep = stream, keep
        self._said: list[str] = []
        self._failed = self._kept = False

    @property
    def usage(self) -> Usage:
        return self._stream.usage

    @property
    def finish(self) -> Finish:
        return self._stream.finish

    def __iter__(self) -> Iterator[str]:
        try:
            for piece in self._stream:
                self._said.append(piece)
                yield piece
        except ModelError:
            self._failed = True
            raise

    def close(self) -> None:
        self._stream.close()
        if self._said and not (self._failed or self._kept):
            self._kept = True
            self._keep("".join(self._said))
