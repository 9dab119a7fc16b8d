"""Clients made of an Endpoint, and the faults they meet: against a real server, ports nobody listens at,
names nobody has.
"""

from __future__ import annotations

import socket
import ssl
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any, get_args

import pytest
import trustme

from ingest.embedding import endpoint_faults
from ingest.embedding.endpoint import ENVIRONMENT, Endpoint, client, http_client
from ingest.embedding.endpoint_faults import WORDS, Cause, EndpointError, Fault, Kind, advice, fault_of
from ingest.errors import PlanError
from tests.endpoint.messages import CHAT, Reply, fault, page, too_long
from tests.endpoint.server import Server, nobody, serving

KEY = "sk-secret-4711"
ASK: Any = [{"role": "user", "content": "普惠率要达到多少？"}]


def endpoint_of(server: Server | str, **more: Any) -> Endpoint:
    url = server if isinstance(server, str) else server.url
    return Endpoint(**{"url": url, "model": CHAT, "key": KEY, "timeout": 5.0, **more})


def ask(endpoint: Endpoint, *, streamed: bool = False) -> None:
    with client(endpoint) as found:
        reply = found.chat.completions.create(model=endpoint.model, messages=ASK, stream=streamed)
        if streamed:
            for _ in reply:
                pass


def failed(endpoint: Endpoint, *, streamed: bool = False) -> Fault:
    with pytest.raises(Exception) as error:  # noqa: PT011  whatever it is, it is put in order
        ask(endpoint, streamed=streamed)
    found = fault_of(error.value)
    assert found, f"not put in order: {error.value!r}"
    return found


def says(message: str, status: int = 400, **more: Any) -> Reply:
    return fault(status, message, **more)


REPLIES: dict[str, tuple[Reply, Kind, Cause, bool]] = {
    "401": (fault(401, f"Incorrect API key provided: {KEY}"), "unauthorized", "", False),
    "402": (fault(402, "Insufficient Balance"), "unauthorized", "quota", False),
    "403": (fault(403), "unauthorized", "", False),
    "404 model": (fault(404, "The model `m` does not exist", code="model_not_found"), "no_model", "model",
        False),
    "404 model, no code": (says('model "m" not found, try pulling it first', 404), "no_model", "model",
        False),
    "400 model": (says("Model Not Exist"), "no_model", "model", False),
    "400 model not in list": (says("Model not found in the model list, uid: m"), "no_model", "model", False),
    "404 address": (Reply(status=404, raw='{"detail":"Not Found"}'), "no_model", "path", False),
    "404 page": (page(404), "no_model", "path", False),
    "405": (page(405), "no_model", "path", False),
    "408": (fault(408), "timeout", "", True),
    "429": (fault(429, "slow down"), "rate_limited", "", True),
    "429 money": (fault(429, "quota", code="insufficient_quota"), "rate_limited", "quota", False),
    "500": (fault(500, f"out of memory, key {KEY}"), "server", "", True),
    "503 page": (page(503), "server", "", True),
    "501": (fault(501), "server", "", False),
    "529": (fault(529), "server", "", True),
    "context, by code": (too_long(), "too_long", "", False),
    "context, by words": (says("the request exceeds the available context size"), "too_long", "", False),
    "context, input range": (says("Range of input length should be [1, 30720]"), "too_long", "", False),
    "413": (page(413), "too_long", "", False),
    "400": (says("unknown field 'seed'"), "malformed", "request", False),
    "422": (says("messages: field required", 422), "malformed", "request", False),
    "301": (Reply(status=301, raw="", headers={"Location": "https://elsewhere.invalid/"}), "malformed",
        "redirect", False),
    "body cut short": (Reply(text="一" * 90, cut=0), "cut", "", True),
}  # fmt: skip


@pytest.mark.parametrize(("reply", "kind", "cause", "passing"), REPLIES.values(), ids=REPLIES)
def test_what_a_reply_is_taken_for(
    reply: Reply, kind: Kind, cause: Cause, passing: bool, endpoint: Server
) -> None:
    endpoint.script = reply
    found = failed(endpoint_of(endpoint))
    assert (found.kind, found.cause, found.passing) == (kind, cause, passing)
    assert found.status == (reply.status if reply.status != 200 else None)
    assert KEY not in repr(found)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ('{"error": {"message": "overloaded", "code": 503}}', "server"),
        ('{"error": {"message": "maximum context length is 4096 tokens", "code": 400}}', "too_long"),
        ('{"error": {"message": "maximum context length is 4096 tokens"}}', "too_long"),
        ('{"error": "out of memory"}', "server"),
        ("{broken", "malformed"),
    ],
)
def test_errors_in_the_middle_of_a_stream(said: str, kind: Kind, endpoint: Server) -> None:
    endpoint.script = Reply(raw=f"data: {said}\n\n", kind="text/event-stream")
    assert failed(endpoint_of(endpoint), streamed=True).kind == kind


def test_silence_and_a_break(endpoint: Server) -> None:
    endpoint.script = Reply(wait=9.0)
    assert failed(endpoint_of(endpoint, timeout=0.05)).kind == "timeout"
    endpoint.script = Reply(text="一二三四五六", hush=1)
    assert failed(endpoint_of(endpoint, timeout=0.05), streamed=True).kind == "timeout"
    endpoint.script = Reply(text="一二三四五六", cut=1)
    assert failed(endpoint_of(endpoint), streamed=True).kind == "cut"


def test_nobody_there() -> None:
    found = failed(endpoint_of(nobody()))
    assert (found.kind, found.cause, found.passing) == ("unreachable", "refused", True)
    assert "ConnectionRefusedError" in found.trail


def test_no_such_host(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    found = failed(endpoint_of("http://models.invalid:8000/v1"))
    assert (found.kind, found.cause) == ("unreachable", "dns")


def test_a_key_that_no_header_can_hold(endpoint: Server) -> None:
    for key in ("密钥", "sk-1\n", "sk 1\r\nX: y"):
        found = failed(endpoint_of(endpoint, key=key))
        assert (found.kind, found.cause) == ("unauthorized", "header"), key


def test_a_fault_of_our_own_is_let_through() -> None:
    assert fault_of(KeyError("plan")) is None
    assert fault_of(RuntimeError()) is None


@pytest.mark.parametrize(
    ("told", "low", "high"),
    [
        ("2", 2, 2),
        ("0.5", 0.5, 0.5),
        ("in 90 seconds", 80, 91),
        ("Wed, 21 Oct 2015 07:28:00 GMT", None, None),
        ("-1", None, None),
        ("inf", None, None),
        ("soon", None, None),
        ("", None, None),
    ],
    ids=["seconds", "fraction", "date", "past", "negative", "endless", "words", "empty"],
)
def test_when_to_come_again(told: str, low: float | None, high: float | None, endpoint: Server) -> None:
    if told == "in 90 seconds":
        told = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    endpoint.script = fault(429, headers={"Retry-After": told} if told else {})
    found = failed(endpoint_of(endpoint)).retry_after
    assert (
        (found is None) if low is None else (found is not None and high is not None and low <= found <= high)
    )


# The clients.


def test_what_is_sent(endpoint: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "OPENAI_API_KEY",
        "OPENAI_ADMIN_KEY",
        "OPENAI_BASE_URL",
        "OPENAI_ORG_ID",
        "OPENAI_PROJECT_ID",
    ):
        monkeypatch.setenv(name, "another-product")
    ask(endpoint_of(endpoint, headers=(("X-Gateway", "g-1"),)))
    ask(endpoint_of(endpoint, headers=(("authorization", "Basic abc"),)))
    ask(endpoint_of(endpoint, key=""))
    sent = [(r.headers["authorization"], r.headers.get("x-gateway")) for r in endpoint.requests]
    assert sent == [(f"Bearer {KEY}", "g-1"), ("Basic abc", None), ("Bearer none", None)]
    assert all("another-product" not in value for r in endpoint.requests for value in r.headers.values())


def test_nothing_is_tried_again_by_itself(endpoint: Server) -> None:
    endpoint.script = fault(500)
    failed(endpoint_of(endpoint))
    assert len(endpoint.asked) == 1


def test_proxies_are_asked_for(endpoint: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server plays the proxy: what comes through it has the whole address as its path."""
    monkeypatch.setenv("HTTP_PROXY", endpoint.url.removesuffix("/v1"))
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with serving() as target:
        ask(endpoint_of(target))
        assert (len(target.asked), len(endpoint.asked)) == (1, 0)
        endpoint.script = Reply(raw='{"choices": []}')
        ask(endpoint_of(target, proxy=ENVIRONMENT))
        ask(endpoint_of(target, proxy=endpoint.url.removesuffix("/v1")))
        assert [r.path for r in endpoint.asked] == [f"{target.url}/chat/completions"] * 2
        assert len(target.asked) == 1


def test_a_proxy_that_is_not_there(endpoint: Server) -> None:
    found = failed(endpoint_of(endpoint, proxy=nobody().removesuffix("/v1")))
    assert found.kind == "unreachable"
    assert endpoint.requests == []


def test_certificates(tmp_path: Path) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    ca_file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(ca_file)
    with serving(context) as server:
        found = failed(endpoint_of(server))
        assert (found.kind, found.cause) == ("unreachable", "tls")
        ask(endpoint_of(server, ca_file=ca_file))
        assert len(server.asked) == 1
        plain = server.url.replace("https", "http")
        assert failed(endpoint_of(plain, timeout=0.5)).kind in ("cut", "timeout")


@pytest.mark.parametrize("content", [None, "", "not a certificate"])
def test_a_file_without_certificates_is_named(content: str | None, tmp_path: Path) -> None:
    ca_file = tmp_path / "ca.pem"
    if content is not None:
        ca_file.write_text(content, "utf-8")
    with pytest.raises(PlanError, match=r"ca\.pem.*PEM"):
        http_client(endpoint_of("https://127.0.0.1/v1", ca_file=ca_file))


def test_nothing_secret_is_shown() -> None:
    shown = repr(
        endpoint_of(
            "http://127.0.0.1/v1",
            proxy=f"http://u:{KEY}@proxy.invalid",
            headers=(("X-Gateway", KEY),),
        )
    )
    assert KEY not in shown
    assert "http://127.0.0.1/v1" in shown


# What people are told.


def test_every_kind_has_its_words() -> None:
    assert set(get_args(Kind)) == set(WORDS)
    assert all((kind, "") in endpoint_faults._ADVICE for kind in WORDS)


def test_advice_names_the_settings_of_the_endpoint() -> None:
    assert "PLANS_EMBEDDING_KEY" in advice("unauthorized", "", "PLANS_EMBEDDING_")
    assert "PLANS_LLM_PROXY" in advice("unreachable", "proxy", "PLANS_LLM_")
    assert advice("server", "dns", "PLANS_LLM_") == advice("server", "", "PLANS_LLM_"), (
        "no such cause: of the kind"
    )
    error = EndpointError(Fault(kind="no_model", cause="model"), settings="PLANS_EMBEDDING_")
    assert "PLANS_EMBEDDING_MODEL" in str(error)
