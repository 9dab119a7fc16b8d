"""The chat in a real Chromium where a model words the answers: what is shown of it, and how it is stopped."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.assistant.generation.models import answer, sentence, understood
from tests.browser import PATIENT, TARGET, Served, Talk, Visitors, serving
from tests.endpoint.messages import CHAT, Reply, Request, say
from tests.endpoint.server import Server
from tests.endpoint.server import serving as serving_endpoint
from tests.waiting import GIVE_UP

OTHERWISE = "上饶市2024年固定采血点覆盖率要达到多少？"
WORDED = "上饶市2024年固定采血点覆盖率要达到80%。"


def worded(request: Request) -> Reply:
    """Understands every question, and answers it with a sentence on the clause that has the figure, and
    with one that is not right.
    """
    if "standalone" in request.prompt:
        return say(understood(standalone=TARGET if "刚才" in request.prompt else ""))
    said = next(text for text in request.prompt.split("\n\n[") if "80%" in text)
    number = re.sub(r"\D", "", said.partition("]")[0])
    quote = next(part for part in re.split("[，。；]", said.partition("原文：")[2]) if "80%" in part)
    wrong = sentence("固定采血点覆盖率要达到95%。", number, quote=quote)
    return say(answer(sentence(WORDED, number, quote=quote), wrong))


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


@pytest.fixture
def talk(app: Served, visitors: Visitors) -> Iterator[Talk]:
    with visitors.page(app.url) as page:
        yield Talk(page).open(app.url)


def test_a_models_sentences_stand_above_the_quick_answer(talk: Talk, endpoint: Server) -> None:
    endpoint.script = worded
    shown = talk.ask(OTHERWISE)
    shown.get_by_text("这个回答怎么来的").wait_for()
    assert shown.locator(".words").first.inner_text().startswith(WORDED)
    assert "95%" not in shown.inner_text()
    quick = shown.locator("details.quick")
    expect(quick.locator("blockquote")).to_be_hidden()
    quick.locator("summary").first.click()
    expect(quick.locator("blockquote").first).to_be_visible()


def test_the_quick_answer_is_there_before_the_model_has_answered(talk: Talk, endpoint: Server) -> None:
    held = threading.Event()

    def slowly(request: Request) -> Reply:
        held.wait(GIVE_UP)
        return worded(request)

    endpoint.script = slowly
    talk.box.fill(TARGET)
    talk.box.press("Enter")
    at_once = talk.page.locator(".answer .at-once")
    at_once.wait_for()
    assert "80%" in talk.page.locator(".answer").inner_text()
    held.set()
    talk.page.locator("details.quick").wait_for()
    expect(at_once).to_have_count(0)


def test_what_a_follow_up_was_taken_for_can_be_put_right(talk: Talk, endpoint: Server) -> None:
    endpoint.script = worded
    page = talk.page
    first = talk.ask(TARGET)
    first.get_by_text("这个回答怎么来的").wait_for()
    assert CHAT in first.inner_html()
    second = talk.ask("刚才那个再说一遍")
    second.get_by_text("改一改再问").click()
    assert page.locator("#question textarea").input_value() == TARGET


def test_an_answer_under_way_can_be_stopped(talk: Talk, endpoint: Server) -> None:
    held = threading.Event()

    def slowly(request: Request) -> Reply:
        held.wait(GIVE_UP)
        return worded(request)

    endpoint.script = slowly
    talk.box.fill(OTHERWISE)
    talk.box.press("Enter")
    stop = talk.page.get_by_role("button", name="停止")
    stop.click()
    stopped = talk.answer(0)
    assert "已停止模型的回答" in stopped.inner_text()
    assert "80%" in stopped.inner_text()
    expect(stop).to_be_hidden()
    held.set()
    endpoint.script = worded
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
