"""What goes wrong at a model's endpoint, put in order. In: an exception of `openai` or `httpx`. Out: a Fault,
or none of ours.

A fault is told by the status, the code and the causes of an exception; where servers agree on no code (a
model that is not there, a text that is too long), by words in what they say. What they say is never shown or
kept: a server may repeat the key, a library may put the header with it in its message. For the same reason an
EndpointError is raised `from None`; `Fault.trail` keeps the names of the exceptions, without their words.
What the person is told instead stands in `endpoint_words`.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from json import JSONDecodeError
from math import isfinite
from socket import gaierror
from typing import Any

from ingest.embedding.endpoint_words import WORDS, Cause, Kind, advice
from ingest.errors import PlanError

_TOO_LONG = re.compile(
    r"context[_ ](?:length|size|window)|maximum context|max_model_len|range of input length|(?:prompt|input)\W.{0,40}too long"
    r"|maximum allowed (?:length|number of (?:input )?tokens)|exceed\w* .{0,40}(?:token|context)"
)
_NO_MODEL = re.compile(r"model_not_found|model\b.{0,80}?\b(?:not[ _]found|(?:does )?not exist|not supported)")
_NO_MONEY = re.compile(r"insufficient_quota|arrearage|insufficient balance|exceeded your current quota")
_TRIED_AGAIN = frozenset({408, 429, 500, 502, 503, 504, 529})
_LONGEST_WORDS = 2_000
"""Characters of what a server says that are looked at."""
_DEPTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """`passing`: it may be gone at the next try. `retry_after` in seconds from now, as the server wishes."""

    kind: Kind
    cause: Cause = ""
    status: int | None = None
    retry_after: float | None = None
    passing: bool = False
    trail: str = ""


class EndpointError(PlanError):
    """The endpoint gave no reply that can be used; `settings` is the beginning of the names of its settings."""

    def __init__(self, fault: Fault, *, settings: str) -> None:
        super().__init__(WORDS[fault.kind], remedy=advice(fault.kind, fault.cause, settings))
        self.fault = fault


def fault_of(error: BaseException) -> Fault | None:
    """None for what is neither of the libraries nor of the wire: a fault of this program, to be let through."""
    import httpx
    import openai

    if isinstance(error, openai.APIStatusError):
        return _by_status(error, error.status_code)
    if isinstance(error, openai.APIConnectionError | httpx.TransportError):
        return _by_connection(error)
    if isinstance(error, httpx.HTTPStatusError):
        return _by_status(error, error.response.status_code)
    if isinstance(error, openai.APIError) and not isinstance(error, openai.APIResponseValidationError):
        return _by_status(error, _status_told(error))
    if isinstance(error, openai.OpenAIError | httpx.HTTPError | JSONDecodeError | UnicodeDecodeError):
        return Fault(kind="malformed", trail=_trail(error))
    if isinstance(error, UnicodeEncodeError):
        return Fault(kind="unauthorized", cause="header", trail=_trail(error))
    return None


def malformed(error: BaseException) -> Fault:
    """The fault of a reply whose parts are not where the protocol puts them, whatever reading them stumbled
    over.
    """
    return Fault(kind="malformed", trail=_trail(error))


# -- no reply ---------------------------------------------------------------------------------------------------------


def _by_connection(error: BaseException) -> Fault:
    """Told by the innermost cause: which library wrapped it matters little."""
    import httpx

    causes, trail = tuple(_causes(error)), _trail(error)

    def has(*kinds: type[BaseException]) -> bool:
        return any(isinstance(cause, kinds) for cause in causes)

    if has(httpx.ProxyError):
        return Fault(kind="unreachable", cause="proxy", trail=trail)
    if has(httpx.LocalProtocolError):
        return Fault(kind="unauthorized", cause="header", trail=trail)
    if has(ssl.SSLError):
        return Fault(kind="unreachable", cause="tls", trail=trail)
    if has(gaierror):
        return Fault(kind="unreachable", cause="dns", trail=trail)
    if has(ConnectionRefusedError):
        return Fault(kind="unreachable", cause="refused", passing=True, trail=trail)
    if has(httpx.ConnectTimeout):
        return Fault(kind="unreachable", cause="slow", trail=trail)
    if has(httpx.TimeoutException):
        return Fault(kind="timeout", trail=trail)
    if has(httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError, httpx.CloseError):
        return Fault(kind="cut", passing=True, trail=trail)
    return Fault(kind="unreachable", passing=has(httpx.ConnectError), trail=trail)


def _causes(error: BaseException | None, depth: int = _DEPTH) -> Iterator[BaseException]:
    """The exception and those behind it, outer before inner; of a group all."""
    while error is not None and depth:
        yield error
        for part in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
            yield from _causes(part, depth - 1)
        error, depth = error.__cause__ or error.__context__, depth - 1


def _trail(error: BaseException) -> str:
    return " < ".join(dict.fromkeys(type(cause).__name__ for cause in _causes(error)))


# -- a reply that is an error -----------------------------------------------------------------------------------------


def _by_status(error: Any, status: int) -> Fault:
    words = words_of(error)
    kind, cause = _kind(status, words)
    return Fault(
        kind=kind,
        cause=cause,
        status=status,
        retry_after=_retry_after(getattr(error, "response", None)),
        passing=status in _TRIED_AGAIN and cause != "quota",
        trail=type(error).__name__,
    )


def _kind(status: int, words: str) -> tuple[Kind, Cause]:
    if status in (401, 402, 403) or _NO_MONEY.search(words):
        return ("rate_limited" if status == 429 else "unauthorized"), (
            "quota" if status == 402 or _NO_MONEY.search(words) else ""
        )
    if status == 429:
        return "rate_limited", ""
    if status == 413 or (status < 500 and _TOO_LONG.search(words)):
        return "too_long", ""
    if status == 404 or (status < 500 and _NO_MODEL.search(words)):
        return "no_model", ("model" if _NO_MODEL.search(words) else "path")
    if status == 405:
        return "no_model", "path"
    if status == 408:
        return "timeout", ""
    if status < 400:
        return "malformed", "redirect"
    return ("malformed", "request") if status < 500 else ("server", "")


def words_of(error: Any) -> str:
    """What the server says, in lower case: to be searched, never shown."""
    body = getattr(error, "body", None)
    code = getattr(error, "code", None)
    said = f"{code} {body if body is not None else getattr(error, 'message', '')}"
    return said[:_LONGEST_WORDS].lower()


def _status_told(error: Any) -> int:
    """That of an error within a stream: its own code where it is a status, else 500."""
    body = error.body if isinstance(error.body, dict) else {}
    code = str(body.get("code"))
    if code.isdecimal() and 400 <= int(code) < 600:
        return int(code)
    return 400 if _TOO_LONG.search(words_of(error)) else 500


def _retry_after(response: Any) -> float | None:
    """Seconds, from a number or a date (RFC 9110, 10.2.3); None for anything else and for what is past."""
    told = response.headers.get("retry-after", "") if response is not None else ""
    try:
        seconds = float(told)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds()
        except (TypeError, ValueError):  # TypeError: a date without a zone
            return None
    return seconds if isfinite(seconds) and seconds > 0 else None
