"""OpenAI's chat protocol as this product uses it: the arguments of a call, and what one piece of a reply
says.

Pure functions of what the official client gives. It checks nothing it is sent, so anything may be in any
place; what is not where the protocol puts it raises MalformedError. Names that servers add to the protocol
(reasoning_content, reasoning, prompt_cache_hit_tokens) are known here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.llm.form import LEVELS, Form, Level, arguments_of
from assistant.llm.model import Finish, Message, Usage
from ingest import late_re as re

_THOUGHTS = ("reasoning_content", "reasoning")
_FINISHES: dict[str, Finish] = {"length": "length", "content_filter": "filter"}
_REFUSED = re.compile(
    r"stream_options|max_completion_tokens|max_tokens|temperature|tool[_ -]choice|tools|response_format"
    r"|json_schema"
)
_MEANT = {"json_schema": "response_format", "tool choice": "tool_choice", "tool-choice": "tool_choice"}
_FORMED: tuple[tuple[Level, frozenset[str]], ...] = (
    ("tools", frozenset({"tools", "tool_choice"})),
    ("schema", frozenset({"response_format"})),
)
"""What a call has at each level, so that a server that refuses it is asked at the next one."""


class MalformedError(Exception):
    """The piece is not what the protocol says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """`text` may contain reasoning; `lively` where the model has sent words or reasoning."""

    text: str = ""
    thought: str = ""
    finish: Finish | None = None
    usage: Usage | None = None

    @property
    def lively(self) -> bool:
        return bool(self.text or self.thought)


def arguments(
    messages: Sequence[Message],
    *,
    model: str,
    room: int,
    temperature: float,
    left_out: frozenset[str] = frozenset(),
    form: Form | None = None,
    level: Level = "json",
) -> dict[str, Any]:
    """Of a call that streams, `room` in tokens; without those a server has refused."""
    optional = {
        "stream_options": {"include_usage": True},
        "temperature": temperature,
        "max_completion_tokens" if "max_tokens" in left_out else "max_tokens": room,
    }
    said = [{"role": message.role, "content": message.content} for message in messages]
    kept = {name: value for name, value in optional.items() if name not in left_out}
    formed = arguments_of(form, level_left(level, left_out)) if form else {}
    return {"model": model, "messages": said, "stream": True, **kept, **formed}


def level_left(level: Level, left_out: frozenset[str]) -> Level:
    """The strictest level, from `level` on, of which the server has refused nothing."""
    lost = {one for one, names in _FORMED if names & left_out}
    return next(one for one in LEVELS[LEVELS.index(level) :] if one not in lost)


def refused(words: str, sent: Mapping[str, Any]) -> str | None:
    """The optional argument that a server's refusal is about. Where it names none that was sent it may be the
    form the reply was to have; None where none was asked for.
    """
    named = [_MEANT.get(name, name) for name in _REFUSED.findall(words)]
    formed = [name for _, names in _FORMED for name in sorted(names)]
    return next((name for name in (*named, *formed) if name in sent), None)


def piece_of(chunk: Any) -> Piece:
    """Of one event of a stream. Raises MalformedError."""
    choice = _first_choice(chunk)
    return _piece(_get(choice, "delta"), choice, chunk)


def piece_of_whole(reply: Any) -> Piece:
    """Of a reply that was sent in one, although a stream was asked for. Raises MalformedError."""
    choice = _first_choice(reply)
    if choice is None:
        raise MalformedError
    return _piece(_get(choice, "message"), choice, reply)


def _piece(message: Any, choice: Any, whole: Any) -> Piece:
    thoughts = [found for name in _THOUGHTS if isinstance(found := _get(message, name), str)]
    return Piece(
        text=_text(_get(message, "content")) + _called(_get(message, "tool_calls")),
        thought="".join(thoughts[:1]),
        finish=_finish(_get(choice, "finish_reason")),
        usage=_usage(_get(whole, "usage")),
    )


def _first_choice(reply: Any) -> Any:
    """None where there is none: the event with the usage."""
    choices = _get(reply, "choices")
    if choices is None and _get(reply, "usage") is None:
        raise MalformedError
    if not isinstance(choices, list | None):
        raise MalformedError
    return choices[0] if choices else None


def _get(value: Any, name: str) -> Any:
    """A field of an object of the client or of plain JSON; None where it is not."""
    return value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)


def _text(content: Any) -> str:
    if content is not None and not isinstance(content, str):
        raise MalformedError
    return content or ""


def _called(calls: Any) -> str:
    """The arguments of the first tool that is called: the reply, where it was asked for in that form."""
    if calls is not None and not isinstance(calls, list):
        raise MalformedError
    first = next((call for call in calls or () if (_get(call, "index") or 0) == 0), None)
    return _text(_get(_get(first, "function"), "arguments"))


def _finish(reason: Any) -> Finish | None:
    return _FINISHES.get(str(reason), "stop") if reason else None


def _usage(told: Any) -> Usage | None:
    if told is None:
        return None
    details = _get(told, "prompt_tokens_details")
    cached = _count(_get(details, "cached_tokens"))
    return Usage(
        prompt=_count(_get(told, "prompt_tokens")),
        completion=_count(_get(told, "completion_tokens")),
        cached=cached if cached is not None else _count(_get(told, "prompt_cache_hit_tokens")),
    )


def _count(number: Any) -> int | None:
    return number if isinstance(number, int) and number >= 0 else None
