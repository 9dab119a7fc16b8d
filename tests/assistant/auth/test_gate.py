"""The real app over HTTP: who gets in, who is sent to sign in, what every one of Gradio's addresses says to a
stranger.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.app.server.sign_in_page import BROWSER, COOKIE
from assistant.ask import Assistant
from assistant.auth.accounts import FILE, Accounts
from tests.assistant.auth.serving import PASSWORD, App, running

PAGE = {"accept": "text/html,*/*;q=0.8"}
HOUR = 3600


def test_a_stranger_is_sent_to_sign_in_and_led_back(app: App) -> None:
    with app.client() as client:
        sent = client.get("/?clause=a%2Fb&x=1", headers=PAGE)
        assert sent.status_code == 303
        at = sent.headers["location"]
        assert at == "/sign-in?next=%2F%3Fclause%3Da%252Fb%26x%3D1"
        back = client.post(at, data={"name": "wang", "password": PASSWORD})
        assert (back.status_code, back.headers["location"]) == (303, "/?clause=a%2Fb&x=1")
        assert client.get("/", headers=PAGE).status_code == 200


def test_the_page_needs_no_script_and_nothing_from_elsewhere(app: App) -> None:
    with app.client() as client:
        page = client.get("/sign-in", headers=PAGE)
        assert page.status_code == 200
        assert "<script" not in page.text
        assert len(page.content) < 4_000
        assert re.findall(r'(?:src|href|action)="([^"]+)"', page.text) == ["/favicon.ico", "/sign-in.css"]
        assert page.headers["cache-control"] == "no-store"
        for label in ("name", "password"):
            assert f'for="{label}"' in page.text
        assert 'autocomplete="username"' in page.text
        assert 'autocomplete="current-password"' in page.text
        style = client.get("/sign-in.css")
        assert (style.status_code, style.headers["content-type"].split(";")[0]) == (200, "text/css")
        assert client.get("/favicon.ico").status_code == 200


def routes_of(routes: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for route in routes:
        if inner := getattr(route, "original_router", None):
            yield from routes_of(inner.routes)
        else:
            yield from ((method, route.path) for method in getattr(route, "methods", None) or ("GET",))


async def addresses() -> list[tuple[str, str]]:
    """Every address of Gradio's application and ours, with something in place of its parameters."""
    import gradio as gr
    from fastapi import FastAPI

    with gr.Blocks() as blocks:
        gr.Textbox()
    web = FastAPI()
    gr.mount_gradio_app(web, blocks, path="/")
    mounted: Any = web.routes[-1]
    found = {(method, re.sub(r"\{[^}]*\}", "x", path)) for method, path in routes_of(mounted.app.routes)}
    ours = {("GET", "/"), ("GET", "/signed-in"), ("POST", "/sign-out"), ("GET", "/nowhere"), ("PUT", "/")}
    return sorted((found | ours) - {("GET", "/favicon.ico"), ("HEAD", "/favicon.ico")})


def test_every_address_says_401_to_a_stranger(app: App) -> None:
    all_of_them = asyncio.run(addresses())
    assert len(all_of_them) > 60
    assert {("POST", "/gradio_api/queue/join"), ("POST", "/gradio_api/upload"), ("GET", "/config")} < set(
        all_of_them
    )
    with app.client() as client:
        wrong = {
            (method, path, answer.status_code)
            for method, path in all_of_them
            for headers in ({}, {"cookie": f"{COOKIE}=made-up"})
            if (answer := client.request(method, path, headers=headers)).status_code != 401
        }
    assert wrong == set()


def test_a_stranger_gets_json_and_reads_nothing(app: App) -> None:
    with app.client() as client:
        answer = client.get("/config")
        assert answer.json() == {"error": "没有登录，或者登录已经结束。请刷新页面，重新登录。"}
        big = client.post("/gradio_api/upload", files={"files": ("a.txt", b"x" * 100_000)})
        assert big.status_code == 401


@pytest.mark.parametrize(
    "path", ["/sign-in/", "//sign-in", "/sign-in/../config", "/sign-in.css/../config", "/%73ign-in/x"]
)
def test_no_address_is_open_because_it_looks_like_one(app: App, path: str) -> None:
    with app.client() as client:
        assert client.get(path).status_code in (401, 404)
        assert "components" not in client.get(path).text


@pytest.mark.parametrize("name", ["nobody-here", "wang"])
def test_a_wrong_password_is_a_calm_sentence(app: App, name: str) -> None:
    with app.client() as client:
        refused = client.post("/sign-in", data={"name": name, "password": "wrong wrong"})
        assert refused.status_code == 401
        assert 'role="alert">登录名或密码不对' in refused.text
        assert f'value="{name}"' in refused.text
        assert "wrong wrong" not in refused.text
        assert COOKIE not in client.cookies
    if name == "wang":
        app.signed_in("wang").close()


def test_what_is_typed_is_shown_as_it_is(app: App) -> None:
    with app.client() as client:
        refused = client.post("/sign-in", data={"name": '"><script>alert(1)</script>', "password": "x"})
        assert "<script" not in refused.text
        assert "&lt;script&gt;" in refused.text


def test_a_form_that_is_none(app: App) -> None:
    with app.client() as client:
        assert client.post("/sign-in", content=b"x" * 9_000).status_code == 413
        assert client.post("/sign-in", content=b"\xff\x00=&&&=").status_code == 401


def test_five_wrong_and_one_waits_whoever_it_is(library: Assistant, home: Path) -> None:
    with running(library, home) as app, app.client() as client:
        for name in ("wang", "unknown"):
            told = [client.post("/sign-in", data={"name": name, "password": "wrong wrong"}) for _ in range(5)]
            assert [answer.status_code for answer in told] == [401] * 4 + [429]
            assert "请 15 分钟后再试" in told[-1].text
            assert told[-1].headers["retry-after"] == "900"
        assert client.post("/sign-in", data={"name": "wang", "password": PASSWORD}).status_code == 429
        app.signed_in("李主任").close()
    with running(library, home) as again:
        with again.client() as client:
            assert client.post("/sign-in", data={"name": "wang", "password": PASSWORD}).status_code == 429
        again.clock.now += 900
        again.signed_in("wang").close()


def test_an_address_is_the_browsers_behind_a_proxy(library: Assistant, home: Path) -> None:
    with running(library, home) as app, app.client() as client:
        for n in range(20):
            data = {"name": f"name{n}", "password": "wrong wrong"}
            last = client.post("/sign-in", data=data, headers={"x-forwarded-for": "203.0.113.7"})
        assert last.status_code == 429
        data = {"name": "wang", "password": PASSWORD}
        assert (
            client.post("/sign-in", data=data, headers={"x-forwarded-for": "203.0.113.7"}).status_code == 429
        )
        assert (
            client.post("/sign-in", data=data, headers={"x-forwarded-for": "203.0.113.8"}).status_code == 303
        )


def test_nobody_is_kept_out_by_somebody_elses_tries(library: Assistant, home: Path) -> None:
    """Not where he has signed in before: the address, or the browser whatever its address."""
    with running(library, home) as app, closing(app.signed_in("wang")) as browser, app.client() as client:
        right = {"name": "wang", "password": PASSWORD}
        for n in range(30):
            at = {"x-forwarded-for": f"203.0.113.{n}"}
            last = client.post("/sign-in", data={"name": "wang", "password": "wrong"}, headers=at)
        assert last.status_code == 429
        assert client.post("/sign-in", data=right, headers=at).status_code == 429
        browser.post("/sign-out")
        assert browser.post("/sign-in", data=right, headers=at).status_code == 303
        assert client.post("/sign-in", data=right).status_code == 303, "the address"


def test_the_cookie(app: App) -> None:
    with app.client() as client:
        data = {"name": "wang", "password": PASSWORD}
        plain, browser = client.post("/sign-in", data=data).headers.get_list("set-cookie")
        assert plain.startswith(f"{COOKIE}=")
        assert browser.startswith(f"{BROWSER}=")
        assert all(re.search(r"; HttpOnly; .*Path=/; SameSite=lax$", given) for given in (plain, browser))
        assert "expires" not in plain.lower()
        assert "max-age" not in plain.lower()
        assert "max-age" in browser.lower()
        again = client.post("/sign-in", data=data, headers={"x-forwarded-proto": "https"})
        secure = again.headers.get_list("set-cookie")
        assert all("; Secure" in given for given in secure)
        assert secure[1].split(";")[0] == browser.split(";")[0], "one browser stays the one it is"


def test_a_token_from_before_is_worth_nothing_after(app: App) -> None:
    """No fixation: whoever signs in gets a new token, and the one that was brought along ends."""
    first = app.signed_in("wang")
    before = first.cookies[COOKIE]
    first.post("/sign-in", data={"name": "李主任", "password": PASSWORD})
    after = first.cookies[COOKIE]
    assert after != before
    with app.client(cookies={COOKIE: before}) as old:
        assert old.get("/config").status_code == 401
    with app.client(cookies={COOKIE: "planted"}) as planted:
        planted.post("/sign-in", data={"name": "wang", "password": PASSWORD})
        assert "planted" not in [cookie.value for cookie in planted.cookies.jar if cookie.domain]
    first.close()


def test_signing_out(app: App) -> None:
    with closing(app.signed_in("wang")) as client:
        token = client.cookies[COOKIE]
        left = client.post("/sign-out")
        assert (left.status_code, left.headers["location"]) == (303, "/sign-in?left")
        assert COOKIE not in client.cookies
        assert 'role="status">您已退出' in client.get("/sign-in?left").text
    with app.client(cookies={COOKIE: token}) as client:
        assert client.get("/config").status_code == 401


def test_what_is_one_persons_is_kept_in_no_cache(app: App) -> None:
    with closing(app.signed_in("wang")) as client:
        page = client.get("/", headers=PAGE)
        assert page.headers.get_list("cache-control") == ["private, no-store"]
        assert client.get("/config").headers["cache-control"] == "private, no-store"
        asset = re.search(r'src="\./(assets/[^"]+\.js)"', page.text)
        assert asset
        assert "no-store" not in client.get(f"/{asset[1]}").headers.get("cache-control", "")
        assert client.get("/sign-in").headers["location"] == "/"


def test_gradio_knows_the_person(app: App) -> None:
    for name in ("wang", "李主任"):
        with closing(app.signed_in(name)) as client:
            assert client.get("/config").json()["username"] == name


def test_a_login_ends_while_the_page_is_open(library: Assistant, home: Path) -> None:
    with running(library, home, sign_in_idle=2, sign_in_longest=0.5) as app:
        idle, busy = app.signed_in("wang"), app.signed_in("wang")
        for _ in range(3):
            app.clock.now += 1.5 * HOUR
            assert busy.get("/config").status_code == 200
            idle.get("/signed-in")
        assert idle.get("/config").status_code == 401, "asking whether one is still in is no use"
        app.clock.now += 7.5 * HOUR
        assert busy.get("/config").status_code == 401, "at the longest half a day"
        out, changed = app.signed_in("李主任"), app.signed_in("wang")
        Accounts(home).set_disabled("李主任", True)
        Accounts(home).set_password("wang", "另外一个密码 22")
        assert out.get("/config").status_code == 401
        assert changed.get("/config").status_code == 401
        for client in (idle, busy, out, changed):
            client.close()


@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}]
)
@pytest.mark.parametrize("path", ["/sign-out", "/sign-in", "/gradio_api/queue/join", "/gradio_api/upload"])
def test_no_other_site_posts_for_somebody(app: App, headers: dict[str, str], path: str) -> None:
    with closing(app.signed_in("wang")) as client:
        assert client.post(path, headers=headers).status_code == 403
        page = client.post(path, headers={**headers, **PAGE})
        assert "proxy_set_header Host" in page.text
        assert client.get("/config").status_code == 200, "still in"


def test_the_same_origin_posts(app: App) -> None:
    with closing(app.signed_in("wang")) as client:
        answer = client.post("/gradio_api/queue/join", headers={"origin": app.url}, json={})
        assert answer.status_code == 400


def test_without_accounts_it_is_open_to_this_machine_alone(library: Assistant, tmp_path: Path) -> None:
    with running(library, tmp_path) as app, app.client() as client:
        assert client.get("/", headers=PAGE).status_code == 200
        assert client.get("/config").json()["username"] == ""
        assert client.get("/sign-in").headers["location"] == "/"
        for headers in (
            {"host": "rebound.example"},
            {"x-forwarded-for": "203.0.113.7"},
            {"x-forwarded-host": "wjw.example"},
        ):
            refused = client.get("/", headers={**PAGE, **headers})
            assert refused.status_code == 403
            assert "plans user add" in refused.text
        assert client.post("/sign-out", headers={"origin": "http://evil.example"}).status_code == 403
        passed_on = {"origin": "https://wjw.example", "sec-fetch-site": "same-origin"}
        assert client.post("/gradio_api/queue/join", headers=passed_on, json={}).status_code == 403
        Accounts(tmp_path).add("wang", PASSWORD, "reader")
        assert client.get("/config").status_code == 401, "from then on one signs in"
        (tmp_path / FILE).write_text("- name: [", "utf-8")
        broken = client.get("/config")
        assert broken.status_code == 503
        assert str(tmp_path) not in broken.text


_EVIL = "http://evil.example"
_CROSS = {"sec-fetch-site": "cross-site", "referer": f"{_EVIL}/"}


@pytest.mark.parametrize(
    "headers",
    [
        {**_CROSS, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"},
        {**_CROSS, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script"},
        {**_CROSS, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "empty", "accept": "text/html"},
        {**_CROSS, "sec-fetch-mode": "cors", "origin": _EVIL},
        {**_CROSS, "sec-fetch-mode": "websocket"},
        {**_CROSS, "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe", **PAGE},
        {**_CROSS, "sec-fetch-mode": "navigate", "sec-fetch-dest": "object", **PAGE},
        {**_CROSS},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"},
        {"referer": f"{_EVIL}/"},
        {"origin": _EVIL},
        {"origin": "null"},
    ],
)
@pytest.mark.parametrize(
    "path", ["/", "/config", "/favicon.ico", "/evaluation/view", "/signed-in", "/nowhere"]
)
def test_where_nobody_signs_in_no_other_page_has_a_part_of_it(
    alone: App, headers: dict[str, str], path: str
) -> None:
    with alone.client() as client:
        assert client.get(path, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        PAGE,
        {**_CROSS, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document", **PAGE},
        {"sec-fetch-site": "none", "sec-fetch-mode": "navigate", **PAGE},
        {"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"},
        {"referer": f"{_EVIL}/", **PAGE},
    ],
)
def test_a_link_from_elsewhere_leads_to_it(alone: App, headers: dict[str, str]) -> None:
    with alone.client() as client:
        assert client.get("/", headers=headers).status_code == 200


@pytest.fixture(scope="module")
def alone(library: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Without accounts."""
    with running(library, tmp_path_factory.mktemp("alone")) as app:
        yield app


def test_the_desk_knows_who_asks(library: Assistant, home: Path) -> None:
    from types import SimpleNamespace as Asked

    from assistant.app.context import AppContext
    from assistant.auth.accounts import AT_HOME, Person
    from assistant.errors import SignedOutError
    from assistant.settings import Settings

    context = AppContext.at(library, Settings(home=home))
    reader, editor = Person(name="wang", role="reader"), Person(name="李主任", role="editor")
    assert context.person(Asked(username="wang")) == reader
    assert context.person(Asked(state=Asked(person=editor))) == editor
    assert context.person(Asked(username="李主任")) == editor
    assert not context.person(Asked(username="wang")).edits
    for nobody in (
        Asked(username=""),
        Asked(username=None),
        Asked(username="gone"),
        Asked(state=Asked()),
        Asked(),
        None,
    ):
        with pytest.raises(SignedOutError, match="登录已经结束"):
            context.person(nobody)
    Accounts(home).set_role("wang", "editor")
    assert context.person(Asked(username="wang")).edits
    alone = AppContext.at(library, Settings(home=home / "none"))
    assert alone.person(Asked(username="")) == AT_HOME


def test_many_sign_in_at_once(library: Assistant, home: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with running(library, home) as app, ThreadPoolExecutor(8) as pool:

        def enter(_: int) -> httpx.Response:
            with app.client() as client:
                return client.post("/sign-in", data={"name": "wang", "password": PASSWORD})

        answers = list(pool.map(enter, range(4)))
    assert [answer.status_code for answer in answers] == [303] * 4
    assert len({answer.cookies[COOKIE] for answer in answers}) == 4
