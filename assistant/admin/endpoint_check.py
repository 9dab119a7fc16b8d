"""The model's endpoints tried one by one, for `plans doctor`. In: settings. Out: checks whose words a
system administrator can act on.

Of the chat endpoint the list of models, one short reply, streamed as the product does it, and the way it is
made to keep to a form; of the embedding endpoint the list and one vector. Short waits, nothing tried again, a
failed step ends the way. What a server says is not repeated, but for the names of its models and where it
points to; should a secret be in them, it is blotted out.

At which level an endpoint keeps to a form is found out by a small object asked for at each level from the
strictest down, and kept beside the library (`form_check`).
"""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from assistant.admin.checks import Check
from assistant.generation.forms import object_in
from assistant.llm.client import ChatOptions, OpenAIChat
from assistant.llm.form import LEVELS, Form, Level, remember
from assistant.llm.model import Message, ModelError
from assistant.retrieval.embedders import kind_of
from assistant.settings import CHAT, EMBEDDING, Settings, chat_endpoint, embedding_endpoint
from ingest.embedding.endpoint import Endpoint, headers_of, http_client
from ingest.embedding.endpoint_faults import WORDS, Fault, advice, fault_of
from ingest.errors import PlanError

WAIT = 10.0
"""Seconds for a list of models or a vector at most; a reply may take what the settings allow a first word,
and again as long.
"""
_SAMPLE = "千人口托位数达到4.2个"
_ASKED = "请用阿拉伯数字从1数到10，用逗号隔开，不要说别的。"
_ROOM = 64
_NAMED = 5
"""Models that are named where the wanted one is not there."""
NAME = "大模型格式"
_IN_FORM = '请只输出一个 JSON 对象：{"number": 7, "word": "条款"}，不要说别的。'
_WANTED = {"number": 7, "word": "条款"}
_FORM = Form(
    name="note",
    description="记下一个数和一个词",
    schema={
        "type": "object",
        "properties": {"number": {"type": "integer"}, "word": {"type": "string"}},
        "required": ["number", "word"],
    },
)
_WORDS: Mapping[Level, str] = {
    "tools": "工具调用（tools）",
    "schema": "response_format（json_schema）",
    "json": "只在提示词里要求",
}


def endpoint_checks(settings: Settings) -> list[Check]:
    """None is called where none is set."""
    checks: list[Check] = []
    for name, tried in (("大模型接口", _chat), ("嵌入接口", _embedding)):
        try:
            checks += tried(settings)
        except PlanError as error:  # a file of certificates
            checks.append(Check(name=name, ok=False, detail=str(error)))
    return checks


def hosts_of(settings: Settings) -> frozenset[str]:
    """Of the endpoints and their proxies: named by the settings, hence no outside."""
    found = [e for e in (chat_endpoint(settings), embedding_endpoint(settings)) if e]
    proxies = [proxy for e in found for proxy in _proxies(e)]
    return frozenset(host for url in (*(e.url for e in found), *proxies) if (host := urlsplit(url).hostname))


def _proxies(endpoint: Endpoint) -> list[str]:
    return list(urllib.request.getproxies().values()) if endpoint.proxy == "env" else [endpoint.proxy or ""]


# -- the two endpoints ---------------------------------------------------------------------------------------


def _chat(settings: Settings) -> Iterator[Check]:
    endpoint = chat_endpoint(settings)
    if endpoint is None and settings.llm_url is None:
        said = (
            "没有设置；可选，不用大模型也能完整使用"
            if settings.llm_model is None
            else "还要设置 PLANS_LLM_URL"
        )
        yield Check(name="大模型", ok=settings.llm_model is None, detail=said)
        return
    named = endpoint or chat_endpoint(settings.model_copy(update={"llm_model": "?"}))
    assert named
    site = _Site(endpoint=replace(named, timeout=min(WAIT, named.timeout)), settings=CHAT)
    listing = site.listing(wanted=endpoint is not None)
    if endpoint is None or not listing.reached:
        yield site.check("大模型接口", listing.ok and endpoint is not None, listing.detail)
        return
    spoken = _spoken(endpoint, settings)
    if not listing.ok and spoken.ok:
        listing = replace(listing, ok=True, detail=f"列表里没有 {endpoint.model}，但可以使用")
    yield site.check("大模型接口", listing.ok, listing.detail)
    yield site.check("大模型对话", spoken.ok, spoken.detail)
    if spoken.ok:
        yield form_check(endpoint, settings, _options(settings))


def _embedding(settings: Settings) -> Iterator[Check]:
    if kind_of(settings) != "endpoint":
        return
    endpoint = embedding_endpoint(settings.model_copy(update={"embedding_folder": None}))
    if endpoint is None:
        name = "URL（或 PLANS_LLM_URL）" if settings.embedding_model else "MODEL"
        yield Check(name="嵌入接口", ok=False, detail=f"还要设置 PLANS_EMBEDDING_{name}")
        return
    site = _Site(endpoint=replace(endpoint, timeout=min(WAIT, endpoint.timeout)), settings=EMBEDDING)
    listing = site.listing(wanted=True)
    if not listing.reached:
        yield site.check("嵌入接口", False, listing.detail)
        return
    found = site.embedded(settings.embedding_dimensions)
    missing = "" if listing.ok or found.ok else f"；{listing.detail}"
    yield site.check("嵌入接口", found.ok, found.detail + missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """`reached`: it is worth trying more."""

    ok: bool
    detail: str
    reached: bool = True


def _spoken(endpoint: Endpoint, settings: Settings) -> _Found:
    """One reply, streamed."""
    options = _options(settings)
    started, first, pieces = time.perf_counter(), 0.0, 0
    with OpenAIChat(endpoint, options) as model:
        try:
            stream = model.stream([Message(role="user", content=_ASKED)], max_tokens=_ROOM)
            for _ in stream:
                pieces += 1
                first = first or time.perf_counter() - started
        except ModelError as error:
            return _Found(ok=False, detail=f"{error.message}{_status(error.detail)}：{error.advice}")
        took = time.perf_counter() - started
        counted = "本机估算（服务没有给出）" if stream.usage.counted else "由服务给出"
    streamed = f"逐段给出（{pieces} 段）" if pieces > 1 else "整段给出（服务或网关没有按流发送）"
    return _Found(
        ok=True, detail=f"{endpoint.model}，首字 {first:.2f} 秒，共 {took:.2f} 秒，{streamed}，用量{counted}"
    )


def _options(settings: Settings) -> ChatOptions:
    """One try, which may take as long as a first word, and again as long."""
    return ChatOptions(
        context=settings.llm_context,
        reply=settings.llm_reply,
        timeout=min(settings.llm_timeout, 2 * settings.llm_first),
        first=settings.llm_first,
        retries=0,
        temperature=settings.llm_temperature,
    )


def _status(detail: str) -> str:
    """The HTTP status with which a detail begins, if it does."""
    return f"（HTTP {detail.split()[0]}）" if detail[:3].isdigit() else ""


# -- one site ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    """An endpoint with the beginning of the names of its settings."""

    endpoint: Endpoint
    settings: str

    def check(self, name: str, ok: bool, detail: str) -> Check:
        secrets = (self.endpoint.key, *(value for _, value in self.endpoint.headers), self.endpoint.proxy)
        for secret in secrets:
            if len(secret) > 3:
                detail = detail.replace(secret, "***")
        return Check(name=name, ok=ok, detail=detail)

    def listing(self, *, wanted: bool) -> _Found:
        """Whether it can be reached and the model is there; servers without a list are given the benefit of
        the doubt.
        """
        found = self._call("GET", self.endpoint.url, "/models")
        if isinstance(found, _Redirect):
            return _Found(
                ok=False, reached=False, detail=f"这个地址转到 {found.place}：请把 {self.settings}URL 改成它"
            )
        names = _names(found) if not isinstance(found, Fault) else None
        if names is None and self._is_elsewhere(found):
            return _Found(
                ok=False,
                reached=False,
                detail=f"地址少了 /v1：{self.settings}URL 应为 {self.endpoint.url}/v1",
            )
        if isinstance(found, Fault):
            if found.cause == "path":
                return _Found(
                    ok=True, detail=f"{self.endpoint.url}，服务不提供模型列表（HTTP {found.status}）"
                )
            return _Found(ok=False, reached=False, detail=self._told(found))
        if names is None:
            return _Found(ok=False, reached=False, detail=self._told(Fault(kind="malformed")))
        return self._compared(names, wanted=wanted)

    def _compared(self, names: list[str], *, wanted: bool) -> _Found:
        model = self.endpoint.model
        if wanted and model in names:
            return _Found(ok=True, detail=f"{self.endpoint.url}，有 {len(names)} 个模型，其中有 {model}")
        near = get_close_matches(model, names, n=_NAMED, cutoff=0.3) if wanted else []
        shown = "、".join((near or names)[:_NAMED]) or "没有"
        why = f"服务里没有 {model}" if wanted else f"还要设置 {self.settings}MODEL"
        return _Found(ok=False, detail=f"{why}；{'最接近的' if near else '可用的'}：{shown}")

    def embedded(self, dimensions: int | None) -> _Found:
        body: dict[str, Any] = {"model": self.endpoint.model, "input": [_SAMPLE], "encoding_format": "float"}
        if dimensions:
            body["dimensions"] = dimensions
        found = self._call("POST", self.endpoint.url, "/embeddings", body)
        if isinstance(found, Fault | _Redirect):
            fault = found if isinstance(found, Fault) else Fault(kind="malformed", cause="redirect")
            hint = (
                f"；不是每个模型都能改维数，可先不设 {self.settings}DIMENSIONS"
                if dimensions and fault.cause == "request"
                else ""
            )
            return _Found(ok=False, detail=self._told(fault) + hint)
        size = _dimensions(found)
        if not size:
            return _Found(ok=False, detail=self._told(Fault(kind="malformed")))
        if dimensions and size != dimensions:
            return _Found(
                ok=False,
                detail=(
                    f"{self.endpoint.model} 返回 {size} 维，{self.settings}DIMENSIONS "
                    f"设的是 {dimensions}：改成 {size} 或不设"
                ),
            )
        return _Found(ok=True, detail=f"{self.endpoint.url}，{self.endpoint.model}，{size} 维")

    def _is_elsewhere(self, found: Any) -> bool:
        """Whether it answers under /v1, where the address does not end in it and what it says is no list."""
        reached = not isinstance(found, Fault) or found.status is not None or found.kind == "malformed"
        if not reached or urlsplit(self.endpoint.url).path.rstrip("/").endswith("/v1"):
            return False
        again = self._call("GET", f"{self.endpoint.url}/v1", "/models")
        return not isinstance(again, Fault | _Redirect) and _names(again) is not None

    def _call(self, method: str, url: str, path: str, body: Any = None) -> Any:
        """The JSON of the reply, or a Fault, or where it points to."""
        try:
            with http_client(self.endpoint) as http:
                response = http.request(method, url + path, json=body, headers=headers_of(self.endpoint))
                if response.is_redirect:
                    return _Redirect(_place(str(response.next_request.url) if response.next_request else ""))
                response.raise_for_status()
                return response.json()
        except PlanError:  # the certificates: no fault of the endpoint
            raise
        except Exception as error:
            fault = fault_of(error)
            if fault is None:
                raise
            return fault

    def _told(self, fault: Fault) -> str:
        status = f"，HTTP {fault.status}" if fault.status else ""
        told = (
            f"{WORDS[fault.kind]}（{self.endpoint.url}{status}）："
            f"{advice(fault.kind, fault.cause, self.settings)}"
        )
        return told + "".join(self._hints(fault))

    def _hints(self, fault: Fault) -> Iterator[str]:
        parts = urlsplit(self.endpoint.url)
        if fault.kind in ("cut", "malformed") and parts.scheme == "http":
            yield "；服务要求加密时，地址应以 https:// 开头"
        if (
            fault.kind == "unreachable"
            and not self.endpoint.proxy
            and _would_be_proxied(parts.hostname or "", parts.scheme)
        ):
            yield f"；环境变量里有代理，要经它访问时设 {self.settings}PROXY=env"
        if fault.kind == "timeout":
            yield "；模型可能还在加载，稍等再试一次"


@dataclass(frozen=True, slots=True)
class _Redirect:
    place: str


def _place(url: str) -> str:
    """Without the part of an address that can hold anything, and without the name of the call."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path.removesuffix("/").removesuffix("/models"), "", ""))


def _would_be_proxied(host: str, scheme: str) -> bool:
    proxies = urllib.request.getproxies()
    return bool(proxies.get(scheme) or proxies.get("all")) and not urllib.request.proxy_bypass(host)


def _names(reply: Any) -> list[str] | None:
    """The models of a list; None for anything else."""
    rows = reply.get("data") if isinstance(reply, dict) else None
    if not isinstance(rows, list):
        return None
    return [str(row["id"]) for row in rows if isinstance(row, dict) and "id" in row]


def _dimensions(reply: Any) -> int | None:
    """Of the one vector; None for anything else."""
    try:
        vector = reply["data"][0]["embedding"]
        return len(vector) if all(isinstance(part, int | float) for part in vector) else None
    except (KeyError, IndexError, TypeError):
        return None


def form_check(endpoint: Endpoint, settings: Settings, options: ChatOptions) -> Check:
    """The level is kept only where the library's folder is there."""
    found = next((level for level in LEVELS if _keeps(endpoint, replace(options, level=level))), None)
    if found is None:
        return Check(
            name=NAME, ok=False, detail="没有按要求给出 JSON：这个模型的回答多半用不上，可换一个模型"
        )
    kept = ""
    if settings.llm_form != "auto":
        kept = f"；设置里定为 {settings.llm_form}"
    elif settings.home.is_dir():
        try:
            remember(settings.home, endpoint, found)
        except OSError:
            kept = "；没有记下来（资料库文件夹写不进去）"
    return Check(name=NAME, ok=True, detail=f"按格式应答的办法：{_WORDS[found]}{kept}")


def _keeps(endpoint: Endpoint, options: ChatOptions) -> bool:
    with OpenAIChat(endpoint, options) as model:
        try:
            reply = model.complete([Message(role="user", content=_IN_FORM)], max_tokens=_ROOM, form=_FORM)
        except ModelError:
            return False
        return model.level == options.level and object_in(reply.text) == _WANTED
