"""What a client asks of the endpoint of the tests, and what it is told: replies, faults, vectors."""

from __future__ import annotations

import json
import threading
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

CHAT, EMBEDDING = "chat-1", "embedding-1"


DIMENSIONS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """`headers` by lower-case name, `at` on the clock of time.monotonic; `gone` is set once the client has
    hung up before the end.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]
    at: float
    gone: threading.Event = field(default_factory=threading.Event, repr=False)

    @property
    def messages(self) -> list[dict[str, str]]:
        return list(self.body.get("messages", ()))

    @property
    def prompt(self) -> str:
        """What was said last."""
        return self.messages[-1]["content"]

    @property
    def texts(self) -> list[str]:
        """What is to be embedded."""
        given = self.body["input"]
        return [given] if isinstance(given, str) else list(given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is sent, whether it is asked for as a stream or not; times in seconds.

    `text` is streamed a few characters at a time, `chunks` as they are; a thought is an event before them.
    `wait` before the first byte, `pace` before each event; after so many events `hush` says no more for as
    long as the client stays, and `cut` breaks the connection. Where there is a `go_on`, a `wait` and a `hush`
    end once it is set. `raw` takes the place of the body, of a stream too; it is halved by a `cut`.
    """

    text: str | None = ""
    chunks: tuple[str, ...] = ()
    thought: str = ""
    finish: str | None = "stop"
    prompt: int | None = 12
    completion: int | None = 3
    cached: int | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: str | bytes | None = None
    kind: str = ""
    """Content type; "" for the one that belongs to the body."""
    wait: float = 0.0
    pace: float = 0.0
    cut: int | None = None
    hush: int | None = None
    go_on: threading.Event | None = None
    done: bool = True
    """Whether a stream ends with [DONE]."""
    vectors: tuple[tuple[float, ...], ...] | None = None
    tool: str = ""
    """Where it is set, the text is the arguments of a call of that tool."""

    @property
    def pieces(self) -> tuple[str, ...]:
        return self.chunks or tuple((self.text or "")[n : n + 3] for n in range(0, len(self.text or ""), 3))

    @property
    def whole(self) -> str | None:
        return "".join(self.chunks) if self.chunks else self.text

    @property
    def usage(self) -> dict[str, Any] | None:
        if self.prompt is None or self.completion is None:
            return None
        counts = {"prompt_tokens": self.prompt, "completion_tokens": self.completion}
        details = {} if self.cached is None else {"prompt_tokens_details": {"cached_tokens": self.cached}}
        return {**counts, "total_tokens": self.prompt + self.completion, **details}


def say(text: str | None, **more: Any) -> Reply:
    return Reply(text=text, **more)


def called(text: str, tool: str = "answer") -> Reply:
    """A tool called with these arguments."""
    return Reply(text=text, tool=tool, finish="tool_calls")


def fault(
    status: int, message: str = "something is wrong", *, code: str | int | None = None, **more: Any
) -> Reply:
    """An error in OpenAI's shape."""
    error = {"message": message, "type": "invalid_request_error", "param": None, "code": code}
    return Reply(status=status, raw=json.dumps({"error": error}, ensure_ascii=False), **more)


def too_long(limit: int = 4096) -> Reply:
    message = f"This model's maximum context length is {limit} tokens."
    return fault(400, message, code="context_length_exceeded")


def page(status: int = 503) -> Reply:
    """A gateway's page where JSON belongs."""
    return Reply(
        status=status, raw="<html><body><h1>Service Unavailable</h1></body></html>", kind="text/html"
    )


def vector(text: str, dimensions: int = DIMENSIONS) -> tuple[float, ...]:
    """Of length one, the same for the same text; texts that share pairs of characters are near one
    another.
    """
    counts = [0.0] * dimensions
    for pair in (text[n : n + 2] for n in range(max(1, len(text) - 1))):
        hashed = zlib.crc32(pair.encode())
        counts[hashed % dimensions] += 1.0 if hashed & 0x10000 else -1.0
    length = sqrt(sum(count * count for count in counts))
    return tuple(count / length for count in counts) if length else (1.0, *counts[1:])
