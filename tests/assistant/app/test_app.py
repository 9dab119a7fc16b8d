"""The chat page in a real Chromium, served as `plans chat` serves it, over the corpus and a plan full of
markup.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser import (
    ATTACK,
    LISTING,
    PHONE,
    REFUSED,
    TARGET,
    Served,
    Talk,
    Visitors,
    channels,
    clipboard,
    contrast,
    environment,
    plans,
    serving,
)
from tests.waiting import GIVE_UP

MEMORY = 600
"""MB of resident memory the app may take after ten questions."""


def test_the_head_says_what_it_is_and_what_is_loaded(talk: Talk) -> None:
    page = talk.page
    assert page.title() == "文件问答"
    assert page.locator("#masthead h1").inner_text() == "文件问答"
    page.get_by_text("已载入 6 份文件（官方 1 份，摘编 5 份）").click()
    listed = page.locator("#masthead li")
    assert listed.count() == 6
    assert "官方" in listed.filter(has_text="临河市").inner_text()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_a_target_with_its_chip_and_its_marked_clause(talk: Talk) -> None:
    answer = talk.ask(TARGET)
    assert "80%" in answer.locator(".words").inner_text()
    assert "范围" in answer.locator(".scope").inner_text()
    chip = answer.locator(".chip").first
    assert chip.inner_text().startswith("上饶2024")
    marked = answer.locator(".card mark").first
    assert not marked.is_visible()
    answer.locator(".sources > summary").click()
    assert marked.is_visible()
    assert "80%" in marked.inner_text()
    clause = answer.locator(".card .clause").first.inner_text()
    assert len(clause) > len(marked.inner_text())
    assert answer.locator(".card .edition").first.inner_text() == "摘编"
    assert answer.locator(".card .path").first.inner_text()
    assert answer.locator(".card .offices").first.inner_text()


def test_copying_gives_the_reference_and_the_answer(talk: Talk) -> None:
    answer = talk.ask(TARGET)
    answer.locator(".sources > summary").click()
    answer.locator(".card").first.get_by_role("button", name="复制出处").click()
    assert clipboard(talk.page) == answer.locator(".card .reference").first.inner_text()
    answer.get_by_role("button", name="连同出处复制").click()
    copied = clipboard(talk.page)
    assert "引用：" in copied
    assert "80%" in copied
    answer.get_by_role("button", name="复制回答").click()
    copied = clipboard(talk.page)
    assert "引用：" not in copied
    assert "80%" in copied


def test_copying_without_the_clipboard_api(talk: Talk) -> None:
    talk.page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    answer = talk.ask(TARGET)
    answer.locator("> .tools .copy").first.click()
    answer.locator("> .tools").get_by_text("已复制").wait_for()
    talk.box.focus()
    talk.page.keyboard.press("Control+v")
    expect(talk.box).to_have_value(re.compile("80%"))


def test_a_follow_up_is_understood_and_forgotten_after_a_new_start(talk: Talk) -> None:
    talk.ask("南昌市2021年居民健康素养水平的目标是多少？")
    follow = talk.ask("那东海呢？")
    assert "30%" in follow.locator(".words").inner_text()
    talk.page.get_by_role("button", name="新对话").click()
    talk.page.wait_for_selector("#talk .example")
    assert talk.answers.count() == 0
    fresh = talk.ask("那东海呢？")
    assert "30%" not in fresh.locator(".words").inner_text()


def test_two_readers_share_nothing(talk: Talk, served: Served, browser: Any) -> None:
    talk.ask("南昌市2021年居民健康素养水平的目标是多少？")
    context = browser.new_context()
    other = Talk(context.new_page()).open(served.url)
    assert other.answers.count() == 0
    assert "30%" not in other.ask("那东海呢？").locator(".words").inner_text()
    context.close()


def test_a_refusal_is_calm(talk: Talk) -> None:
    answer = talk.ask(REFUSED)
    assert answer.locator(".status").inner_text() == "没有查到"
    assert "北京" in answer.locator(".words").inner_text()
    red, green, blue, *_ = channels(answer.locator(".words").evaluate("e => getComputedStyle(e).color"))
    assert red <= max(green, blue) + 10


def test_what_cannot_be_taken_is_told_in_the_chat(talk: Talk) -> None:
    answer = talk.ask("托" * 2_100)
    assert "问题太长" in answer.inner_text()
    assert "80%" in talk.ask(TARGET).inner_text()


def test_an_empty_question_does_nothing(talk: Talk) -> None:
    talk.box.fill("   ")
    talk.box.press("Enter")
    talk.page.locator("#talk .example").first.click()
    talk.answer(0)
    assert talk.page.locator("#talk .asked").count() == 1


def test_examples_are_answered(talk: Talk) -> None:
    count = talk.page.locator("#talk .example").count()
    assert count == 4
    for n in range(count):
        example = talk.page.locator("#talk .example").nth(n)
        question = example.inner_text().split("：", 1)[1]
        example.click()
        answer = talk.answer(0)
        assert talk.page.locator("#talk .asked").inner_text() == question
        assert answer.locator(".status").count() == 0
        talk.page.get_by_role("button", name="新对话").click()
        talk.page.wait_for_selector("#talk .example")


def test_a_hostile_question_is_shown_as_it_was_typed(talk: Talk) -> None:
    talk.ask(ATTACK)
    assert talk.page.locator("#talk .asked").inner_text() == ATTACK
    assert talk.page.locator("#talk img").count() == 0


def test_a_hostile_plan_is_shown_as_it_is_written(talk: Talk) -> None:
    talk.page.locator("#masthead summary").click()
    assert (
        'onerror="window.hacked=2"' in talk.page.locator("#masthead li").filter(has_text="临河").inner_text()
    )
    for question in ("临河市2023年骑行驿站覆盖率的目标是多少？", "临河市2023年疾控科负责哪些工作？"):
        answer = talk.ask(question)
        assert answer.locator(".status").count() == 0
        answer.locator(".sources > summary").click()
    assert "<svg onload=" in talk.page.locator("#talk").inner_text()
    assert (
        talk.page.locator(
            "#talk :is(img, script, svg, video, math, a, b, g, [onerror], [onload], [onmouseover])"
        ).count()
        == 0
    )
    talk.page.locator("#talk .chip").first.hover()
    talk.page.locator("#hovered").wait_for()
    talk.page.locator("#talk .chip").first.click()
    talk.page.locator("#reader .here").wait_for()
    talk.page.locator("#reader .outline summary").click()
    assert "onerror=" in talk.page.locator("#reader h2").inner_text()
    assert (
        talk.page.locator(
            ":is(#reader, #hovered) :is(img, script, svg, video, b, g, [onerror], [onload], [onmouseover])"
        ).count()
        == 0
    )
    assert "80%" in talk.ask(TARGET).inner_text(), "and whatever it has started has had its turn"


def test_keyboard_alone(talk: Talk) -> None:
    keys = talk.page.keyboard
    talk.box.focus()
    keys.type("上饶市2024年固定采血点")
    keys.press("Shift+Enter")
    keys.type("覆盖率的目标是多少？")
    assert "\n" in talk.box.input_value()
    keys.press("Enter")
    answer = talk.answer(0)
    expect(talk.box).to_have_value("")
    for _ in range(12):
        keys.press("Shift+Tab")
        if talk.page.evaluate("document.activeElement.matches('.sources > summary')"):
            break
    focused = "getComputedStyle(document.activeElement)"
    assert talk.page.evaluate(f"{focused}.outlineStyle") == "solid"
    keys.press("Enter")
    assert answer.locator(".card mark").first.is_visible()


@pytest.mark.parametrize(
    "talk", [PHONE, {**PHONE, "color_scheme": "dark"}], ids=["light", "dark"], indirect=True
)
def test_phone_width(talk: Talk) -> None:
    assert talk.overflow <= 0
    for question in (LISTING, "对比东海县和南昌市的居民健康素养水平目标", "甲" * 300):
        answer = talk.ask(question)
        if answer.locator(".sources").count():
            answer.locator(".sources > summary").click()
        assert talk.overflow <= 0
        inner = (
            "e => [...e.querySelectorAll('*')].every(x => x.closest('.wide') || "
            "x.getBoundingClientRect().right <= innerWidth)"
        )
        assert answer.evaluate(inner)
    table = talk.page.locator("#talk .words .wide").first
    assert table.evaluate("e => e.scrollWidth > e.clientWidth")


@pytest.mark.parametrize(
    "talk", [{"color_scheme": "light"}, {"color_scheme": "dark"}], ids=["light", "dark"], indirect=True
)
def test_words_stand_out_from_their_ground(talk: Talk) -> None:
    answer = talk.ask(TARGET)
    answer.locator(".sources > summary").click()
    pairs = {
        ".words p": ".message.bot",
        ".scope": ".message.bot",
        ".card mark": ".card mark",
        ".copy": ".message.bot",
    }
    for words, ground in pairs.items():
        ink = talk.page.locator(f"#talk {words}").first.evaluate("e => getComputedStyle(e).color")
        paper = talk.page.locator(f"#talk {ground}").first.evaluate(
            "e => getComputedStyle(e).backgroundColor"
        )
        assert contrast(ink, paper) >= 4.5, words
    ink = talk.page.locator("#masthead .purpose").evaluate("e => getComputedStyle(e).color")
    paper = talk.page.locator(".gradio-container").first.evaluate("e => getComputedStyle(e).backgroundColor")
    assert contrast(ink, paper) >= 4.5


def test_the_browser_is_told_to_load_from_here_alone(talk: Talk) -> None:
    policy = talk.page.request.get(talk.page.url).headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "connect-src 'self'" in policy
    assert "http" not in policy


def test_ten_questions_take_little_memory(talk: Talk, served: Served) -> None:
    for n in range(10):
        talk.ask((TARGET, LISTING, REFUSED)[n % 3])
    assert served.memory < MEMORY


FAULTY = """
import sys
from pathlib import Path
from assistant.app.server.serve import quiet_environment, run
quiet_environment()
from assistant.app.context import AppContext
from assistant.app.server.web import web_app
from assistant.ask import Assistant
from assistant.settings import Settings

class Faulty(Assistant):
    def stream(self, question, history=(), **options):
        if "故障" in question:
            raise RuntimeError("a bug")
        return super().stream(question, history, **options)

with Faulty.open(Path(sys.argv[1])) as assistant:
    context = AppContext.at(assistant, Settings(home=Path(sys.argv[1])))
    run(web_app(context), "127.0.0.1", int(sys.argv[2]), open_browser=False)
"""


def test_a_bug_stops_the_answer_and_not_the_page(served: Served, visitors: Visitors, tmp_path: Path) -> None:
    with serving(served.home, tmp_path, FAULTY) as faulty, visitors.page(faulty.url) as page:
        talk = Talk(page).open(faulty.url)
        assert "这个问题没有答成" in talk.ask("这是故障").inner_text()
        assert "80%" in talk.ask(TARGET).inner_text()
        assert "RuntimeError: a bug" in faulty.log.read_text("utf-8")


def test_a_taken_port_is_said_in_one_sentence(served: Served, tmp_path: Path) -> None:
    port = str(urlsplit(served.url).port)
    command = plans(tmp_path, "chat", "--no-browser", "--port", port)
    done = subprocess.run(
        command, cwd=tmp_path, env=environment(), capture_output=True, timeout=GIVE_UP, check=False
    )
    said = done.stderr.decode()
    assert done.returncode == 1
    assert "端口" in said
    assert "Traceback" not in said
