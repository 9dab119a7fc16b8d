"""The chat in a real Chromium where a model words the answers: what is shown of it, and how it is stopped."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import PATIENT, TARGET, Served, Talk, serving
from tests.endpoint.messages import CHAT, say
from tests.endpoint.server import Server
from tests.endpoint.server import serving as serving_endpoint
from tests.waiting import GIVE_UP

WORDED = say("上饶市固定采血点覆盖率要达到80%[1]。")
OTHERWISE = "上饶市2024年固定采血点覆盖率要达到多少？"
"""A question of its own: what was answered once is remembered."""


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Server]:
    with serving_endpoint() as server:
        yield server


@pytest.fixture(scope="module")
def app(corpus_home: Path, endpoint: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("worded")
    shutil.copytree(corpus_home, folder / "home")
    with serving(folder / "home", folder, PLANS_LLM_URL=endpoint.url, PLANS_LLM_MODEL=CHAT, **PATIENT) as app:
        yield app


def test_a_model_words_the_answer_and_what_a_follow_up_was_taken_for_can_be_put_right(
    app: Served, browser: Any, endpoint: Server
) -> None:
    endpoint.script = lambda request: say(TARGET) if "追问" in request.prompt else WORDED
    context = browser.new_context()
    page = context.new_page()
    talk = Talk(page).open(app.url)
    first = talk.ask(TARGET)
    first.get_by_text("这个回答怎么来的").wait_for()
    assert CHAT in first.inner_html()
    second = talk.ask("刚才那个再说一遍")
    second.get_by_text("改一改再问").click()
    assert page.locator("#question textarea").input_value() == TARGET
    context.close()


def test_an_answer_under_way_can_be_stopped(app: Served, browser: Any, endpoint: Server) -> None:
    held = threading.Event()

    def slowly(_request: Any) -> Any:
        held.wait(GIVE_UP)
        return WORDED

    endpoint.script = slowly
    context = browser.new_context()
    talk = Talk(context.new_page()).open(app.url)
    talk.box.fill(OTHERWISE)
    talk.box.press("Enter")
    stop = talk.page.get_by_role("button", name="停止")
    stop.click()
    stopped = talk.answer(0)
    assert "已停止模型的回答" in stopped.inner_text()
    assert "80%" in stopped.inner_text()
    expect(stop).to_be_hidden()
    held.set()
    endpoint.script = WORDED
    stopped.get_by_role("button", name="重新回答").click()
    talk.page.get_by_text("这个回答怎么来的").wait_for()
    expect(talk.answers).to_have_count(1)
    expect(stop).to_be_hidden()
    held.clear()
    endpoint.script = slowly
    talk.box.fill("东海县2021年居民健康素养水平的目标是多少？")
    talk.box.press("Enter")
    stop.wait_for()
    talk.page.get_by_role("button", name="新对话").click()
    talk.page.wait_for_selector("#talk .example")
    held.set()
    assert "80%" in talk.ask(TARGET).inner_text()
    assert talk.answers.count() == 1, "the one that was left has not come after all"
    context.close()
