"""What goes wrong at a model's endpoint, put in order. In: an exception of `openai` or `httpx`. Out: a Fault,
or none of ours.

A fault is told by the status, the code and the causes of an exception; where servers agree on no code (a
model that is not there, a text that is too long), by words in what they say. What they say is never shown or
kept: a server may repeat the key, a library may put the header with it in its message. For the same reason an
EndpointError is raised `from None`; `Fault.trail` keeps the names of the exceptions, without their words.

The person is told in fixed words instead: `WORDS` for whoever asked, what happened; `advice` for the
administrator, where to look, which setting.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from json import JSONDecodeError
from math import isfinite
from socket import gaierror
from typing import Any, Literal

from ingest import late_re as re
from ingest.errors import PlanError

Kind = Literal[
    "unreachable", "unauthorized", "no_model", "rate_limited", "server", "timeout", "cut", "empty",
    "malformed", "too_long"
]  # fmt: skip
Cause = Literal[
    "", "dns", "refused", "slow", "tls", "proxy", "header", "quota", "model", "path", "redirect", "request",
    "thoughts"
]  # fmt: skip
"""What is behind a kind, where more can be said: no such host, nobody listens, no connection in time,
certificate, proxy, a key no header can hold, money, the model's name, the address, an address that points
elsewhere, a request that was not accepted, thoughts that pass for words."""

WORDS: Mapping[str, str] = {
    "unreachable": "连不上模型服务",
    "unauthorized": "模型服务没有接受密钥",
    "no_model": "模型服务里没有所设的模型",
    "rate_limited": "模型服务正忙，暂时不接受更多请求",
    "server": "模型服务出错",
    "timeout": "模型服务没有在限定时间内答完",
    "cut": "模型服务的应答中途断开",
    "empty": "模型没有给出内容",
    "malformed": "模型服务的应答读不懂",
    "too_long": "问题连同材料超出了模型能读的长度",
}
_ADVICE: Mapping[tuple[str, str], str] = {
    ("unreachable", ""): "检查 {}URL 的主机和端口，以及本机到那里的网络",
    ("unreachable", "dns"): "{}URL 里的主机名解析不了：检查拼写和 DNS，或改用 IP 地址",
    ("unreachable", "refused"): (
    "那个端口没有服务在听：确认模型服务已启动，"
    "{}URL 的端口没有写错，监听地址不只是它自己的 127.0.0.1"
    ),
    ("unreachable", "slow"): "在限定时间内连不上：检查防火墙和路由；要经代理才能出去时设 {}PROXY",
    ("unreachable", "tls"): (
    "证书不受信任或协议不对：自签证书请把根证书写进 {}CA_FILE；"
    "服务本来没有加密时，{}URL 应以 http:// 开头"
    ),
    ("unreachable", "proxy"): "代理没有接通：检查 {}PROXY；内网地址一般不要设代理",
    ("unauthorized", ""): "检查 {}KEY 是否正确、是否过期、有没有权限",
    ("unauthorized", "header"): (
    "{}KEY 或 {}HEADERS "
    "里有不能放进请求头的字符（空格、换行、汉字）："
    "重新粘贴一遍"
    ),
    ("unauthorized", "quota"): "账户余额或额度已用完：请充值或更换 {}KEY",
    ("no_model", ""): "检查 {}MODEL 和 {}URL",
    ("no_model", "model"): "服务里没有 {}MODEL 所写的模型：运行 plans doctor 可看到有哪些",
    ("no_model", "path"): "这个地址不存在：{}URL 一般写到 /v1 为止，例如 http://主机:端口/v1",
    ("rate_limited", ""): "请求太频繁：过一会儿再试，或把 PLANS_LLM_CONCURRENCY 调小",
    ("rate_limited", "quota"): "账户额度已用完：请充值或更换 {}KEY",
    ("server", ""): "查看模型服务自己的日志（常见的是显存不足、模型还在加载、网关后面没有服务）",
    ("timeout", ""): "模型太慢或负载太重：可调大 PLANS_LLM_TIMEOUT、PLANS_LLM_FIRST，或换小一些的模型",
    ("cut", ""): "多半是网关或代理的超时比 PLANS_LLM_TIMEOUT 短，或模型服务重启：查看它们的日志",
    ("empty", ""): "思考型模型可能把字数都用在了思考上：调大 PLANS_LLM_REPLY，或在服务端关闭思考",
    ("malformed", ""): (
    "{}URL 后面可能不是 OpenAI "
    "兼容的接口（例如网页或登录页）：运行 plans doctor "
    "可看到细节"
    ),
    ("malformed", "redirect"): "这个地址要求转到别处：把 {}URL 改成转到的地址（常见的是 http 应改为 https）",
    ("malformed", "request"): "服务不接受这样的请求：看它的日志，常见的是版本太旧或模型不支持对话",
    ("malformed", "thoughts"): (
    "模型的思考过程混在正文里：在服务端打开思考内容的解析（vLLM 为 "
    "--reasoning-parser），或关闭思考"
    ),
    ("too_long", ""): "把 PLANS_LLM_CONTEXT 设成模型实际的上下文长度（词元数）",
}  # fmt: skip

_TOO_LONG = re.compile(
    r"context[_ ](?:length|size|window)|maximum context|max_model_len"
    r"|range of input length|(?:prompt|input)\W.{0,40}too long"
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
    """The endpoint gave no reply that can be used; `settings` is the beginning of the names of its
    settings.
    """

    def __init__(self, fault: Fault, *, settings: str) -> None:
        super().__init__(WORDS[fault.kind], remedy=advice(fault.kind, fault.cause, settings))
        self.fault = fault


def fault_of(error: BaseException) -> Fault | None:
    """None for what is neither of the libraries nor of the wire: a fault of this program, to be let
    through.
    """
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


# -- no reply ------------------------------------------------------------------------------------------------


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


# -- a reply that is an error --------------------------------------------------------------------------------


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


def advice(kind: str, cause: str, settings: str) -> str:
    """`settings` is the beginning of the names of the endpoint's settings, such as "PLANS_LLM_"."""
    found = _ADVICE.get((kind, cause)) or _ADVICE[kind, ""]
    return found.replace("{}", settings)
