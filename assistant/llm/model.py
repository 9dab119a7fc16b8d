"""What the answering asks of a language model: messages in, words out, piece by piece, with what they cost.

Values and the Protocol only; `llm.client` speaks to an endpoint. Thoughts aloud never come through here.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from assistant.errors import AssistantError
from assistant.llm.form import Form
from ingest.embedding.endpoint_faults import WORDS, Cause, advice
from ingest.embedding.endpoint_faults import Kind as EndpointKind

Kind = EndpointKind | Literal["cancelled", "open", "busy"]
Finish = Literal["stop", "length", "filter"]
"""Why a reply ends: it is whole, it had no more room, the endpoint withheld the rest."""
SETTINGS = "PLANS_LLM_"
"""How the names of the model's settings begin."""

_WORDS: Mapping[str, str] = {
    **WORDS,
    "cancelled": "已停止模型的回答",
    "open": "模型服务此前多次不可用，暂不再试",
    "busy": "同时使用模型的人太多",
}
_LATER, _TOLD = "稍后再问一次", "请告诉系统管理员"
_REMEDIES: Mapping[str, str] = {
    "unreachable": _TOLD,
    "unauthorized": _TOLD,
    "no_model": _TOLD,
    "malformed": _TOLD,
    "rate_limited": _LATER,
    "server": _LATER,
    "timeout": _LATER,
    "cut": _LATER,
    "busy": _LATER,
    "empty": "换个问法再试",
    "too_long": "把问题写短些，或只问其中一份文件",
    "open": "恢复之后会自动使用",
}
_OWN_ADVICE: Mapping[str, str] = {
    "cancelled": "",
    "open": "运行 plans doctor 逐项检查；恢复之后会自动重新使用，不必重启",
    "busy": "服务端吃得消时，调大 PLANS_LLM_CONCURRENCY",
}


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
    """Of those of the prompt, the ones the endpoint had kept from before."""
    counted: bool = False
    """Counted here with another model's tokens, since the endpoint did not tell."""


class ModelError(AssistantError):
    """No usable reply was had; `kind` says why. The message and the remedy are for the person who asked,
    `advice` is for the administrator. Fixed words: nothing an endpoint or a library said is in them, and no
    exception of theirs stands behind."""

    def __init__(
        self, kind: Kind, message: str = "", *, remedy: str | None = None, cause: Cause = "", detail: str = ""
    ) -> None:
        super().__init__(message or _WORDS[kind], remedy=remedy or _REMEDIES.get(kind))
        self.kind = kind
        self.cause = cause
        self.detail = detail
        """For the log: a status, names of exceptions."""

    @property
    def advice(self) -> str:
        own = _OWN_ADVICE.get(self.kind)
        return own if own is not None else advice(self.kind, self.cause, SETTINGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    text: str
    usage: Usage
    finish: Finish = "stop"


class Stream(Protocol):
    """Pieces of one reply, each given once; it raises ModelError where no more can be had. `usage` and
    `finish` are whole when they have ended, or as far as is known when it is closed before. `close` may be
    called at any time, and twice; then it ends."""

    @property
    def usage(self) -> Usage: ...
    @property
    def finish(self) -> Finish: ...
    def __iter__(self) -> Iterator[str]: ...
    def close(self) -> None: ...


class ChatModel(Protocol):
    """`max_tokens` is the room for what is said, without reasoning. Setting `stop` from any thread ends a
    reply with ModelError("cancelled"). `form` is the form the reply is to have: most keep to it. Shared by
    threads."""

    @property
    def name(self) -> str: ...
    def stream(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        stop: threading.Event | None = None,
        form: Form | None = None,
    ) -> Stream:
        """Raises ModelError, or the reply does when it is read."""
        ...

    def complete(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        stop: threading.Event | None = None,
        form: Form | None = None,
    ) -> Completion:
        """Raises ModelError."""
        ...
