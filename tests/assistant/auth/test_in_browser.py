"""People in a real Chromium: signing in by keyboard, signing out, a login that ends; and the app behind a
proxy under a prefix.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from assistant.app.server.sign_in_page import BROWSER, COOKIE
from assistant.ask import Assistant
from assistant.auth.accounts import Accounts
from tests.assistant.auth.serving import PASSWORD, App, Proxy, on_a_port, running
from tests.browser import LISTING, PHONE, TARGET, Talk, Visitors

# What Gradio asks of pandas while it counts its own events.
pytestmark = pytest.mark.filterwarnings("ignore:.*(no_silent_downcasting|copy keyword)")


@pytest.fixture
def page(app: App, visitors: Visitors, request: pytest.FixtureRequest) -> Iterator[Any]:
    with visitors.page(app.url, locale="zh-CN", **getattr(request, "param", {})) as page:
        yield page


def sign_in(page: Any, name: str, password: str = PASSWORD) -> None:
    """With the keyboard alone, from the first field, which gets the focus by itself."""
    page.wait_for_function("document.activeElement?.matches('input[name=name]')")
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")


@pytest.mark.parametrize(
    "page", [PHONE, {**PHONE, "color_scheme": "dark"}], ids=["light", "dark"], indirect=True
)
def test_signing_in_by_keyboard_asking_and_signing_out(app: App, page: Any) -> None:
    narrow = "document.documentElement.scrollWidth <= window.innerWidth"
    talk = Talk(page)
    page.goto(f"{app.url}/?from=letter#place")
    assert page.evaluate(narrow)
    sign_in(page, "李主任", "not this one")
    assert page.get_by_role("alert").inner_text() == "登录名或密码不对，请再试一次。"
    expect(page.get_by_label("登录名")).to_have_value("李主任")
    expect(page.get_by_label("密码")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#talk .example")
    assert page.url == f"{app.url}/?from=letter#place"
    assert "80%" in talk.ask(TARGET).inner_text()
    assert page.locator(".who .name").inner_text() == "李主任"
    assert page.evaluate(narrow)
    page.get_by_role("button", name="退出").click()
    page.get_by_role("status").get_by_text("您已退出").wait_for()
    page.go_back()
    page.get_by_label("登录名").wait_for()
    assert page.locator("#talk").count() == 0
    assert talk.errors == []


def test_a_login_that_ends_is_told_and_leads_on(library: Assistant, home: Path, page: Any) -> None:
    with running(library, home) as app:
        talk = Talk(page)
        page.goto(app.url)
        sign_in(page, "wang")
        page.wait_for_selector("#talk .example")
        Accounts(home).set_password("wang", "另外一个密码 22")
        talk.box.fill(TARGET)
        talk.box.press("Enter")
        bar = page.locator("#login-over")
        bar.wait_for()
        assert "请重新登录" in bar.inner_text()
        expect(talk.box, "what was typed is still there").to_have_value(TARGET)
        expect(page.locator(".toast-wrap")).to_be_hidden()
        bar.get_by_role("button", name="重新登录").click()
        page.get_by_label("登录名").wait_for()
        sign_in(page, "wang", "另外一个密码 22")
        page.wait_for_selector("#talk .example")


@pytest.mark.parametrize("strips", [True, False], ids=["prefix stripped", "prefix left"])
def test_behind_a_proxy_all_is_under_the_prefix(
    library: Assistant, home: Path, page: Any, strips: bool
) -> None:
    with running(library, home, prefix="/wjw/plans") as app:
        proxy = Proxy(upstream=app.url, prefix="/wjw/plans", strips=strips)
        with on_a_port(lambda: proxy) as outside:
            talk = Talk(page)
            page.goto(f"{outside}/wjw/plans/?from=letter")
            assert page.url == f"{outside}/wjw/plans/sign-in?next=%2F%3Ffrom%3Dletter"
            sign_in(page, "wang")
            page.wait_for_selector("#talk .example")
            assert page.url == f"{outside}/wjw/plans/?from=letter"
            assert "80%" in talk.ask(TARGET).inner_text()
            cookies = page.context.cookies()
            assert {cookie["name"] for cookie in cookies} == {COOKIE, BROWSER}
            assert {cookie["path"] for cookie in cookies} == {"/wjw/plans"}
            page.get_by_role("button", name="退出").click()
            page.get_by_text("您已退出").wait_for()
            page.goto("about:blank")
            asked = [url for url in talk.requests if url.startswith("http")]
            assert [url for url in asked if not url.startswith(f"{outside}/wjw/plans/")] == []
            # A browser looks for an icon at the root by itself, before Gradio's script has named the one of
            # the page.
            assert {path for path in proxy.asked if not path.startswith("/wjw/plans/")} <= {"/favicon.ico"}
            assert talk.errors == []


def test_what_is_asked_while_a_stream_closes_is_answered(library: Assistant, home: Path, page: Any) -> None:
    """Gradio closes the stream of answers when nothing is under way, and forgets what was asked before the
    page hears of it.
    """
    with running(library, home, prefix="/wjw/plans") as app:
        proxy = Proxy(upstream=app.url, prefix="/wjw/plans", strips=False, late=0.4)
        with on_a_port(lambda: proxy) as outside:
            talk = Talk(page)
            page.goto(f"{outside}/wjw/plans/")
            sign_in(page, "wang")
            page.wait_for_selector("#talk .example")
            for question in (TARGET, LISTING, TARGET):
                talk.ask(question)
            assert talk.answers.count() == 3
            page.get_by_role("tab", name="文件").click()
            page.locator(".plan-row").first.click()
            page.get_by_role("button", name="返回").click()
            page.locator(".plan-row").first.wait_for()
            assert talk.errors == []
