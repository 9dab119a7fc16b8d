"""What the answering asks of a language model: messages in, words out, piece by piece, with what they cost.

Values and the Protocol only; `openai_chat` speaks to an endpoint. Thoughts aloud never come through here.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from assistant.errors import AssistantError

Kind = Literal[
    "unreachable", "unauthorized", "no_model", "rate_limited", "server", "timeout", "cut", "empty", "malformed", "too_long", "cancelled", "open", "busy"
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Tokens; None where the endpoint does not tell and nothing was counted."""

    prompt: int | None = None
    completion: int | None = None
    cached: int | None = None


class ModelError(AssistantError):
    """No usable reply was had; `kind` says why."""

    def __init__(self, kind: Kind, message: str = "", *, remedy: str | None = None) -> None:
        super().__init__(message or kind, remedy=remedy)
        self.kind = kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    text: str
    usage: Usage


class Stream(Protocol):
    """Pieces of one reply; `usage` is whole when they have ended. `close` may be called at any time, and twice."""

    @property
    def usage(self) -> Usage: ...
    def __iter__(self) -> Iterator[str]: ...
    def close(self) -> None: ...


class ChatModel(Protocol):
    @property
    def name(self) -> str: ...
    def stream(
        self, messages: Sequence[Message], *, max_tokens: int, stop: threading.Event | None = None
    ) -> Stream: ...
    def complete(
        self, messages: Sequence[Message], *, max_tokens: int, stop: threading.Event | None = None
    ) -> Completion: ...
