"""What `plans doctor` says of endpoints, in order and not: each case from a real server, a port nobody
listens at, or a name.
"""

from __future__ import annotations

import json
import logging
import socket
import ssl
import sys
from pathlib import Path
from typing import Any

import pytest
import trustme

from assistant.admin import doctor, endpoint_check
from assistant.admin.checks import Check
from assistant.admin.endpoint_check import endpoint_checks, hosts_of
from assistant.settings import Settings
from tests.assistant.admin.endpoints import KEY, checked, said, settings, talks
from tests.command import plans
from tests.endpoint.messages import CHAT, EMBEDDING, Reply, Request, fault, page, say
from tests.endpoint.server import Server, nobody, serving
from tests.waiting import GIVE_UP, NEVER

pytestmark = pytest.mark.usefixtures("folder")


def test_nothing_is_set_and_nobody_is_called(endpoint: Server) -> None:
    (only,) = endpoint_checks(Settings())
    assert (only.name, only.ok) == ("大模型", True)
    assert "可选" in only.detail


def test_all_in_order(endpoint: Server) -> None:
    endpoint.key = KEY
    endpoint.script = lambda r: talks(r) if "messages" in r.body else None
    found = checked(endpoint, embedding_model=EMBEDDING)
    assert [(c.name, c.ok) for c in found.values()] == [
        ("大模型接口", True),
        ("大模型对话", True),
        ("大模型格式", True),
        ("嵌入接口", True),
    ]
    assert "有 2 个模型" in found["大模型接口"].detail
    assert "逐段给出" in found["大模型对话"].detail
    assert "由服务给出" in found["大模型对话"].detail
    assert "64 维" in found["嵌入接口"].detail


def test_what_works_but_not_as_well_as_it_could(endpoint: Server) -> None:
    endpoint.script = Reply(chunks=("1,2,3",), completion=None)
    detail = checked(endpoint)["大模型对话"].detail
    assert "整段给出" in detail
    assert "本机估算" in detail


def test_a_model_that_is_not_there(endpoint: Server) -> None:
    endpoint.models = ("qwen3-8b-instruct", "qwen2.5-72b", "bge-m3")
    found = checked(endpoint, llm_model="qwen3-8b")
    assert not found["大模型接口"].ok
    assert "qwen3-8b；最接近的：qwen3-8b-instruct" in found["大模型接口"].detail
    assert not found["大模型对话"].ok
    assert "PLANS_LLM_MODEL" in found["大模型对话"].detail


def test_a_model_under_another_name_that_works(endpoint: Server) -> None:
    """A gateway that knows names it does not list."""
    endpoint.script = say("1,2,3")

    def reply(request: Request) -> Reply:
        return Server.reply(endpoint, request) if request.method == "GET" else say("1,2,3")

    endpoint.reply = reply  # type: ignore[method-assign]
    found = checked(endpoint, llm_model="our-alias")
    assert found["大模型接口"].ok
    assert "列表里没有 our-alias，但可以使用" in found["大模型接口"].detail


def test_a_model_that_is_not_named(endpoint: Server) -> None:
    ok, detail = said(endpoint, llm_model=None)
    assert not ok
    assert detail == f"还要设置 PLANS_LLM_MODEL；可用的：{CHAT}、{EMBEDDING}"
    assert endpoint.asked == []


def test_an_address_that_is_not_named() -> None:
    (only,) = endpoint_checks(Settings(llm_model="m"))
    assert (only.ok, only.detail) == (False, "还要设置 PLANS_LLM_URL")
    (_, embedding) = endpoint_checks(Settings(embedding="builtin", embedding_model="m"))
    assert not embedding.ok
    assert "PLANS_EMBEDDING_URL" in embedding.detail


def test_v1_is_missing(endpoint: Server) -> None:
    base = endpoint.url.removesuffix("/v1")
    ok, detail = said(base)
    assert not ok
    assert f"PLANS_LLM_URL 应为 {endpoint.url}" in detail


LISTS: dict[str, tuple[Reply, tuple[str, ...]]] = {
    "401": (fault(401, f"Incorrect API key provided: {KEY}"), ("密钥", "PLANS_LLM_KEY", "HTTP 401")),
    "403": (fault(403), ("PLANS_LLM_KEY",)),
    "429": (fault(429), ("HTTP 429",)),
    "500": (fault(500), ("HTTP 500", "日志")),
    "503 page": (page(503), ("HTTP 503",)),
    "200 page": (page(200), ("读不懂", "网页")),
    "no list": (Reply(raw='{"hello": "world"}'), ("读不懂",)),
    "redirect": (
        Reply(status=301, raw="", headers={"Location": "https://u:p-4711@gate.invalid/v1/models?key=k-4711"}),
        ("转到 https://gate.invalid/v1：", "PLANS_LLM_URL"),
    ),
    "key told back": (Reply(raw=json.dumps({"data": [{"id": f"model-{KEY}"}]})), ("model-***",)),
}


@pytest.mark.parametrize(("reply", "told"), LISTS.values(), ids=LISTS)
def test_what_is_wrong_with_the_list(
    reply: Reply, told: tuple[str, ...], endpoint: Server, caplog: pytest.LogCaptureFixture
) -> None:
    endpoint.reply = lambda _: reply  # type: ignore[method-assign]
    with caplog.at_level(logging.DEBUG):
        found = checked(endpoint)["大模型接口"]
    assert not found.ok
    assert all(words in found.detail for words in told), found.detail
    assert KEY not in found.detail + caplog.text
    assert "4711" not in found.detail


CHATS: dict[str, tuple[Reply, tuple[str, ...]]] = {
    "404": (page(404), ("HTTP 404", "/v1 为止")),
    "401": (fault(401), ("PLANS_LLM_KEY",)),
    "500": (fault(500), ("HTTP 500",)),
    "silent": (Reply(wait=NEVER), ("限定时间",)),
    "cut": (say("1,2,3,4,5", cut=1), ("断开",)),
    "thoughts only": (Reply(thought="想", finish="length"), ("PLANS_LLM_REPLY",)),
    "thoughts among the words": (Reply(chunks=("先想", "</think>", "1")), ("--reasoning-parser",)),
}


@pytest.mark.parametrize(("reply", "told"), CHATS.values(), ids=CHATS)
def test_what_is_wrong_with_a_reply(reply: Reply, told: tuple[str, ...], endpoint: Server) -> None:
    endpoint.script = reply
    found = checked(endpoint, llm_first=0.2 if reply.wait == NEVER else GIVE_UP)
    assert found["大模型接口"].ok
    assert not found["大模型对话"].ok
    assert all(words in found["大模型对话"].detail for words in told), found["大模型对话"].detail


def test_a_server_without_a_list(endpoint: Server) -> None:
    def reply(request: Request) -> Reply:
        return page(404) if request.method == "GET" else say("1,2,3")

    endpoint.reply = reply  # type: ignore[method-assign]
    found = checked(endpoint)
    assert (found["大模型接口"].ok, found["大模型对话"].ok) == (True, True)
    assert "不提供模型列表" in found["大模型接口"].detail


# Nobody there.


def test_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    url = nobody()
    ok, detail = said(url)
    assert not ok
    assert all(words in detail for words in ("连不上", url, "没有服务在听"))
    assert "PROXY=env" not in detail
    monkeypatch.setenv("HTTP_PROXY", "http://10.0.0.9:3128")
    monkeypatch.setenv("NO_PROXY", "")
    assert "PLANS_LLM_PROXY=env" in said(url)[1]


def test_no_such_host(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    ok, detail = said("http://models.invalid:8000/v1")
    assert not ok
    assert "主机名解析不了" in detail


def test_a_list_that_does_not_come(endpoint: Server) -> None:
    endpoint.reply = lambda _: Reply(wait=NEVER)  # type: ignore[method-assign]
    ok, detail = said(endpoint, llm_timeout=0.2)
    assert not ok
    assert "还在加载" in detail


def test_certificates(tmp_path: Path) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    ca_file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(ca_file)
    with serving(context) as server:
        server.script = talks
        ok, detail = said(server)
        assert not ok
        assert "PLANS_LLM_CA_FILE" in detail
        assert said(server, llm_ca_file=ca_file)[0]
        ok, detail = said(server.url.replace("https", "http"), llm_timeout=0.5)
        assert not ok
        assert "https://" in detail
    ok, detail = said("https://127.0.0.1:9/v1", llm_ca_file=tmp_path / "none.pem")
    assert not ok
    assert "none.pem" in detail


def test_a_proxy_that_is_not_there(endpoint: Server) -> None:
    ok, detail = said(endpoint, llm_proxy=f"http://u:{KEY}@127.0.0.1:9")
    assert not ok
    assert "连不上" in detail
    assert KEY not in detail
    assert endpoint.requests == []


# Embeddings.


@pytest.mark.parametrize(
    ("reply", "dimensions", "told"),
    [
        (None, 32, "32 维"),
        (Reply(vectors=((0.1, 0.2),)), 512, "返回 2 维，PLANS_EMBEDDING_DIMENSIONS 设的是 512"),
        (fault(400, "dimensions is not supported"), 512, "先不设 PLANS_EMBEDDING_DIMENSIONS"),
        (Reply(raw='{"data": []}'), None, "读不懂"),
        (Reply(raw='{"data": [{"embedding": "AAAA"}]}'), None, "读不懂"),
        (page(404), None, "PLANS_EMBEDDING_URL"),
        (fault(401), None, "PLANS_EMBEDDING_KEY"),
    ],
    ids=["as asked for", "another size", "size refused", "none", "no numbers", "404", "401"],
)
def test_what_comes_of_a_vector(
    reply: Reply | None, dimensions: int | None, told: str, endpoint: Server
) -> None:
    endpoint.script = lambda request: reply if "input" in request.body else say("1,2")
    found = checked(endpoint, embedding_model=EMBEDDING, embedding_dimensions=dimensions)
    assert found["嵌入接口"].ok == (reply is None)
    assert told in found["嵌入接口"].detail
    assert endpoint.asked[-1].body.get("dimensions") == dimensions


def test_an_embedding_model_that_is_not_there(endpoint: Server) -> None:
    found = checked(endpoint, embedding_model="embedding-2")["嵌入接口"]
    assert not found.ok
    assert f"最接近的：{EMBEDDING}" in found.detail


# The doctor.


def test_endpoints_are_no_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(
        "https://models.invalid/v1", llm_proxy="http://u:p@proxy.invalid:3128", embedding_model="m",
        embedding_url="http://10.0.0.6/v1",
    )  # fmt: skip
    assert hosts_of(found) == {"models.invalid", "proxy.invalid", "10.0.0.6"}
    monkeypatch.setenv("HTTPS_PROXY", "http://from-environment.invalid:3128")
    assert hosts_of(settings("https://models.invalid/v1", llm_proxy="env")) == {
        "models.invalid",
        "from-environment.invalid",
    }
    assert hosts_of(Settings()) == frozenset()


def test_a_server_that_points_elsewhere_is_not_followed(endpoint: Server) -> None:
    endpoint.reply = lambda _: Reply(status=302, raw="", headers={"Location": "http://192.0.2.7/v1"})  # type: ignore[method-assign]
    found = doctor._endpoints(settings(endpoint))
    assert [check.name for check in found] == ["大模型接口"]
    assert "http://192.0.2.7/v1" in found[0].detail


def test_whoever_else_is_called_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The host of the endpoint is no outside, another is."""

    def calling(_: Settings) -> list[Check]:
        sys.audit("socket.connect", None, ("192.0.2.1", 80))
        sys.audit("socket.connect", None, ("192.0.2.9", 80))
        return []

    monkeypatch.setattr(endpoint_check, "endpoint_checks", calling)
    (found,) = doctor._endpoints(settings("http://192.0.2.1/v1"))
    assert not found.ok
    assert found.detail == "试模型接口时还连了别处：192.0.2.9"


def test_a_variable_with_a_slip_of_the_pen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLANS_EMBEDDING")
    assert doctor._variables().ok
    monkeypatch.setenv("PLANS_SETTINGS", "a.toml")
    monkeypatch.setenv("PLANS_LLM_MODEL", "m")
    assert doctor._variables().detail == "环境变量 2 项"
    monkeypatch.setenv("PLANS_LLM_MODLE", KEY)
    found = doctor._variables()
    assert (found.ok, found.detail) == (False, "环境变量里有不认识的 PLANS_LLM_MODLE（是否 PLANS_LLM_MODEL）")


def test_the_command_shows_no_key(endpoint: Server, folder: Path) -> None:
    endpoint.script = fault(401, f"Incorrect API key provided: {KEY}")
    secrets = {
        "PLANS_LLM_URL": endpoint.url, "PLANS_LLM_MODEL": CHAT, "PLANS_LLM_KEY": KEY,
        "PLANS_EMBEDDING": "endpoint", "PLANS_EMBEDDING_MODEL": EMBEDDING,
        "PLANS_LLM_HEADERS": json.dumps({"X-Gateway": KEY}), "OPENAI_LOG": "debug",
    }  # fmt: skip
    run = plans(folder, "doctor", env=secrets)
    assert run.code == 1, "no library"
    assert "✗ 大模型对话：模型服务没有接受密钥（HTTP 401）" in run.out
    assert "✗ 嵌入接口：" in run.out
    assert KEY not in run.out + run.err
    assert endpoint.asked[0].headers["x-gateway"] == KEY


def test_a_question_shows_no_key_and_has_an_answer(endpoint: Server, folder: Path, corpus_home: Path) -> None:
    endpoint.script = fault(401, f"Incorrect API key provided: {KEY}")
    secrets = {
        "PLANS_LLM_URL": endpoint.url, "PLANS_LLM_MODEL": CHAT, "PLANS_LLM_KEY": KEY,
        "PLANS_LLM_HEADERS": json.dumps({"X-Gateway": KEY}), "OPENAI_LOG": "debug",
    }  # fmt: skip
    question = "南昌市2021年托育普惠率要达到多少？"
    run = plans(folder, "--home", str(corpus_home), "ask", question, "--json", env=secrets)
    assert run.code == 0
    assert "30%" in run.json["answer"]
    assert endpoint.asked, "the model was asked"
    assert KEY not in run.out + run.err
