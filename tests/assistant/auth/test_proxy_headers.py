"""What a proxy did to a request, put right; where a request comes from; where one is led back to."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from assistant.app.server.gate import comes_from_here
from assistant.app.server.proxy_headers import ProxyHeaders
from assistant.app.server.sign_in_page import waiting_words, way_back
from assistant.errors import SettingsError
from assistant.settings import Settings, read_settings

TRUSTED = "127.0.0.1,10.1.0.0/16"
TOLD = {"x-forwarded-for": "203.0.113.7", "x-forwarded-proto": "https", "x-forwarded-host": "wjw.example"}


def passed(
    path: str = "/", *, prefix: str = "", peer: str = "127.0.0.1", **headers: str
) -> tuple[Any, list[Any]]:
    """The scope that comes out, None where `ProxyHeaders` answers itself; and what it answers."""
    scopes: list[Any] = []
    sent: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        scopes.append(scope)

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    scope = {
        "type": "http", "method": "GET", "scheme": "http", "path": path, "raw_path": path.encode(),
        "query_string": b"q=1", "client": (peer, 5000),
        "headers": [(k.encode(), v.encode()) for k, v in {"host": "127.0.0.1:7860", **headers}.items()],
    }  # fmt: skip
    asyncio.run(ProxyHeaders(app, prefix=prefix, trusted=TRUSTED)(scope, receive, send))
    return (scopes[0] if scopes else None), sent


@pytest.mark.parametrize(
    ("came", "prefix", "path"),
    [
        ("/", "", "/"),
        ("/assets/x.js", "", "/assets/x.js"),
        ("/plans/", "/plans", "/plans/"),
        ("/plans/assets/x.js", "/plans", "/plans/assets/x.js"),
        ("/", "/plans", "/plans/"),
        ("/assets/x.js", "/plans", "/plans/assets/x.js"),
        ("/plansandmore", "/plans", "/plans/plansandmore"),
        ("/a/b/gradio_api/info", "/a/b", "/a/b/gradio_api/info"),
        ("/gradio_api/info", "/a/b", "/a/b/gradio_api/info"),
    ],
)
def test_the_path_has_the_prefix_once(came: str, prefix: str, path: str) -> None:
    scope, _ = passed(came, prefix=prefix)
    assert (scope["path"], scope["raw_path"], scope["root_path"]) == (path, path.encode(), prefix)


def test_the_bare_prefix_leads_to_its_page() -> None:
    scope, sent = passed("/plans", prefix="/plans")
    assert scope is None
    assert (sent[0]["status"], dict(sent[0]["headers"])[b"location"]) == (307, b"/plans/?q=1")


@pytest.mark.parametrize(
    ("peer", "headers", "client", "scheme", "host"),
    [
        ("127.0.0.1", TOLD, "203.0.113.7", "https", "wjw.example"),
        ("10.1.2.3", TOLD, "203.0.113.7", "https", "wjw.example"),
        ("198.51.100.1", TOLD, "198.51.100.1", "http", "127.0.0.1:7860"),
        ("127.0.0.1", {}, "127.0.0.1", "http", "127.0.0.1:7860"),
        (
            "127.0.0.1",
            {"x-forwarded-for": "6.6.6.6, 203.0.113.7, 10.1.0.9"},
            "203.0.113.7",
            "http",
            "127.0.0.1:7860",
        ),
    ],
    ids=["this machine", "named network", "a stranger", "silent", "what the client claims itself"],
)
def test_whom_is_believed(peer: str, headers: dict[str, str], client: str, scheme: str, host: str) -> None:
    scope, _ = passed(peer=peer, **headers)
    assert (scope["client"][0], scope["scheme"], dict(scope["headers"])[b"host"].decode()) == (
        client,
        scheme,
        host,
    )
    assert b"x-forwarded-host" not in dict(scope["headers"])


@pytest.mark.parametrize(
    ("method", "headers", "ours"),
    [
        ("GET", {"origin": "http://evil.example"}, True),
        ("POST", {}, True),
        ("POST", {"origin": "http://wjw.example"}, True),
        ("POST", {"origin": "http://WJW.example:80"}, True),
        ("POST", {"origin": "https://wjw.example"}, True),
        ("POST", {"origin": "http://wjw.example:8080"}, False),
        ("POST", {"origin": "http://evil.example"}, False),
        ("POST", {"origin": "http://wjw.example.evil.example"}, False),
        ("POST", {"origin": "null"}, False),
        ("POST", {"origin": "http://[bad"}, False),
        ("POST", {"referer": "http://evil.example/wjw.example"}, False),
        ("POST", {"referer": "http://wjw.example/plans/"}, True),
        ("POST", {"sec-fetch-site": "same-origin", "origin": "http://renamed.example"}, True),
        ("POST", {"sec-fetch-site": "cross-site", "origin": "http://wjw.example"}, False),
        ("POST", {"sec-fetch-site": "same-site", "origin": "http://wjw.example"}, False),
        ("DELETE", {"origin": "http://evil.example"}, False),
        ("", {"origin": "http://evil.example"}, False),
    ],
)  # fmt: skip
def test_where_a_request_comes_from(method: str, headers: dict[str, str], ours: bool) -> None:
    assert comes_from_here(method, {"host": "wjw.example", **headers}) is ours


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/", "/plans/"),
        ("/?clause=a/b&x=1", "/plans/?clause=a/b&x=1"),
        ("/read/linhe/%E4%B8%80", "/plans/read/linhe/%E4%B8%80"),
        ("", "/plans/"),
        ("//evil.example", "/plans/"),
        ("/%2F/evil.example", "/plans/"),
        ("/\\evil.example", "/plans/"),
        ("/%5Cevil.example", "/plans/"),
        ("https://evil.example/", "/plans/"),
        ("javascript:alert(1)", "/plans/"),
        ("evil.example", "/plans/"),
        ("/\t/evil.example", "/plans/"),
        ("/a\r\nset-cookie: x", "/plans/"),
        ("/../other", "/plans/"),
        ("/%2e%2e/other", "/plans/"),
    ],
)  # fmt: skip
def test_one_is_led_back_into_the_app_alone(asked: str, led: str) -> None:
    assert way_back(asked, "/plans") == led


@pytest.mark.parametrize(
    ("seconds", "span"),
    [(1, "1 分钟"), (61, "2 分钟"), (900, "15 分钟"), (5400, "90 分钟"), (14_400, "4 小时")],
)
def test_how_long_to_wait_is_said_in_words(seconds: float, span: str) -> None:
    assert f"请 {span}后再试" in waiting_words(seconds)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("", ""), ("/", ""), ("plans", "/plans"), ("/plans/", "/plans"), (" /a/b-c.d ", "/a/b-c.d")],
)
def test_a_prefix_is_kept_in_one_form(given: str, kept: str) -> None:
    assert Settings(prefix=given).prefix == kept


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PREFIX", "/a b"),
        ("PREFIX", "/gradio_api"),
        ("PREFIX", "/."),
        ("TRUSTED_PROXIES", "nginx"),
        ("TRUSTED_PROXIES", "*"),
        ("SIGN_IN_IDLE", "0"),
    ],
)
def test_settings_that_are_refused(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"PLANS_{name}", value)
    with pytest.raises(SettingsError, match=name):
        read_settings()
