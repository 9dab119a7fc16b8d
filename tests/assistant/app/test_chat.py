"""The chat at work in a real Chromium: chips, cards, the reader, conditions, changing and repeating, what is
kept of a person.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from ingest.store.library import Library
from tests.browser import LISTING, PHONE, TARGET, Served, Talk, Visitors, clipboard, serving

HEALTH = "南昌市2021年居民健康素养水平的目标是多少？"


def reader(talk: Talk) -> Any:
    return talk.page.locator("#reader[open]")


def test_a_chip_opens_its_clause_in_the_reader(talk: Talk) -> None:
    answer = talk.ask(LISTING)
    chip = answer.locator(".chip").nth(1)
    label = chip.get_attribute("data-clause")
    chip.click()
    here = reader(talk).locator(".here")
    here.wait_for()
    assert here.get_attribute("data-clause") == label
    assert here.locator("mark").count() > 0
    box = here.bounding_box()
    assert 0 < box["y"] < 860
    assert talk.page.locator("#reader").evaluate("e => e === document.activeElement")


def test_the_reader_goes_on_searches_and_gives_the_reference(talk: Talk) -> None:
    answer = talk.ask(LISTING)
    answer.locator(".chip").first.click()
    pane = reader(talk)
    pane.locator(".here").wait_for()
    first = pane.locator(".here").get_attribute("data-clause")
    pane.get_by_role("button", name="下一条", exact=True).click()
    second = pane.locator(".here").get_attribute("data-clause")
    assert second != first
    pane.get_by_role("button", name="上一条", exact=True).click()
    assert pane.locator(".here").get_attribute("data-clause") == first
    pane.get_by_role("button", name="复制出处").click()
    copied = clipboard(talk.page)
    assert copied == pane.locator(".here").get_attribute("data-reference")
    assert copied.startswith("《2021年南昌市卫生健康工作要点》")
    pane.get_by_role("searchbox").fill("疾控")
    counted = pane.locator("output")
    assert re.fullmatch(r"1/\d+", counted.inner_text())
    pane.get_by_role("searchbox").press("Enter")
    assert counted.inner_text().startswith("2/")
    onward = pane.get_by_role("button", name="下一处")
    onward.click()
    assert counted.inner_text().startswith("3/")
    pane.get_by_role("searchbox").fill("没有这样的词")
    assert counted.inner_text() == "没有找到"
    assert not onward.is_visible()
    pane.locator(".outline summary").click()
    pane.locator(".outline button").first.click()
    assert pane.locator(".outline [aria-current]").count() == 1


def test_a_clause_has_a_link_of_its_own(talk: Talk, served: Served) -> None:
    talk.ask(LISTING).locator(".chip").first.click()
    reader(talk).locator(".here").wait_for()
    label = reader(talk).locator(".here").get_attribute("data-clause")
    reader(talk).get_by_role("button", name="复制链接").click()
    link = clipboard(talk.page)
    assert parse_qs(urlsplit(link).query)["clause"] == [label]
    talk.page.keyboard.press("Escape")
    expect(reader(talk)).to_have_count(0)
    expect(talk.page.locator("#hovered")).to_have_count(0)
    talk.page.wait_for_url(lambda url: "clause" not in url)
    talk.page.goto(link)
    reader(talk).locator(".here").wait_for()
    assert reader(talk).locator(".here").get_attribute("data-clause") == label


def test_numbers_in_a_table_of_the_reader_are_not_broken(talk: Talk) -> None:
    talk.ask("南昌市十四五规划的居民健康素养水平是多少？").locator(".chip").first.click()
    cell = reader(talk).locator("tr.here td", has_text="24.97")
    cell.wait_for()
    assert cell.locator("mark").evaluate("e => e.getClientRects().length") == 1


def test_the_latest_answer_is_in_sight_after_a_refresh(talk: Talk) -> None:
    talk.ask(LISTING)
    talk.ask(TARGET)
    talk.page.reload()
    last = talk.page.locator("#talk .asked").nth(1)
    last.wait_for()
    talk.page.wait_for_function(
        "document.querySelectorAll('#talk .asked')[1].getBoundingClientRect().bottom < innerHeight - 100"
    )


@pytest.mark.parametrize("talk", [{"locale": "en-US"}], indirect=True)
def test_an_english_browser_sees_chinese(talk: Talk) -> None:
    talk.ask(TARGET)
    talk.page.get_by_role("tab", name="文件").click()
    talk.page.locator("#plans-add-open").click()
    talk.page.get_by_text("点击上传").wait_for()
    said = talk.page.evaluate(
        """() => [...document.querySelectorAll('.gradio-container [aria-label], .gradio-container [title]')]
        .filter((e) => e.offsetParent).flatMap((e) => [e.ariaLabel, e.title])
        .filter((words) => /^[\\x20-\\x7e]*[A-Za-z]{3}[\\x20-\\x7e]*$/.test(words ?? ''))"""
    )
    assert said == []
    assert "Drop File" not in talk.page.locator("#plans-upload").inner_text()


def test_a_clause_that_is_not_there_is_said_in_a_sentence(talk: Talk, served: Served) -> None:
    talk.page.goto(f"{served.url}?read=shangrao-2024-health&clause=九/99")
    talk.page.locator("#reader .told").get_by_text("没有条款“九/99”").wait_for()
    talk.page.goto(f"{served.url}?read=nowhere")
    talk.page.get_by_text("这份文件已不在资料库里").wait_for()


def test_pointing_at_a_chip_shows_its_card(talk: Talk) -> None:
    answer = talk.ask(TARGET)
    answer.locator(".words .chip").first.hover()
    card = talk.page.locator("#hovered")
    card.wait_for()
    text = card.inner_text()
    assert "80% ✓" in text
    assert "摘编" in text
    assert "第 1 版" in text
    assert "80%" in card.locator("mark").first.inner_text()
    assert card.locator(".path").inner_text()
    assert card.locator(".offices").inner_text()
    talk.page.mouse.move(5, 400)
    card.wait_for(state="detached")


def test_the_card_is_there_for_the_keyboard(talk: Talk) -> None:
    answer = talk.ask(TARGET)
    talk.box.focus()
    for _ in range(20):
        talk.page.keyboard.press("Shift+Tab")
        if talk.page.evaluate("document.activeElement.matches('.words .chip')"):
            break
    expect(answer.locator(".words .chip").first).to_have_attribute("aria-describedby", "hovered")
    talk.page.keyboard.press("Escape")
    assert talk.page.locator("#hovered").count() == 0
    talk.page.keyboard.press("Enter")
    reader(talk).locator(".here").wait_for()
    talk.page.keyboard.press("Alt+ArrowDown")
    talk.page.keyboard.press("Escape")
    assert talk.page.evaluate("document.activeElement.matches('.words .chip')")


@pytest.mark.parametrize("talk", [PHONE], ids=["phone"], indirect=True)
def test_a_tap_shows_the_card_and_its_button_the_clause(talk: Talk) -> None:
    answer = talk.ask(TARGET)
    answer.locator(".words .chip").first.tap()
    card = talk.page.locator("#hovered")
    card.wait_for()
    assert reader(talk).count() == 0
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    card.get_by_role("button", name="打开原文").tap()
    reader(talk).locator(".here mark").first.wait_for()
    assert talk.overflow <= 0
    assert reader(talk).bounding_box()["width"] == 390


def test_a_condition_can_be_taken_away_and_put_back(talk: Talk) -> None:
    answer = talk.ask(HEALTH)
    chips = answer.locator(".condition")
    assert [c.strip(" ×") for c in chips.all_inner_texts()] == ["南昌市", "2021年"]
    chips.filter(has_text="南昌市").click()
    talk.page.locator(".condition.off").wait_for()
    assert talk.answers.count() == 1
    wider = talk.answer(0)
    assert "东海" in wider.inner_text()
    follow = talk.ask("由哪个科室负责？")
    assert [c.strip(" ×") for c in follow.locator(".condition.inherited").all_inner_texts()] == ["2021年"]
    talk.page.locator(".condition.off").first.click()
    talk.answer(2)
    assert "南昌市 ×" in talk.answer(2).locator(".conditions").inner_text()


def test_a_question_is_changed_in_its_place(talk: Talk) -> None:
    talk.ask(HEALTH)
    talk.ask("那东海呢？")
    talk.page.locator("#talk .user-row").first.hover()
    talk.page.get_by_role("button", name="修改这个问题").first.click()
    talk.page.get_by_text("正在修改第 1 个问题，其后的 1 个问答会被替换").wait_for()
    expect(talk.box).to_have_value(HEALTH)
    talk.page.get_by_role("button", name="不改了").click()
    talk.page.get_by_text("正在修改").wait_for(state="detached")
    assert talk.answers.count() == 2
    talk.page.get_by_role("button", name="修改这个问题").first.click(force=True)
    talk.page.get_by_text("正在修改第 1 个问题").wait_for()
    talk.box.fill(TARGET)
    talk.box.press("Enter")
    talk.page.wait_for_function("document.querySelectorAll('#talk .asked').length === 1")
    assert "80%" in talk.answer(0).inner_text()


def test_an_answer_is_given_again_in_its_place(talk: Talk) -> None:
    talk.ask(TARGET)
    with talk.page.expect_request(lambda request: "/queue/join" in request.url):
        talk.page.get_by_role("button", name="重新回答").click()
    assert "80%" in talk.answer(0).inner_text()
    expect(talk.page.get_by_role("button", name="停止")).to_be_hidden()
    expect(talk.answers).to_have_count(1)
    assert "80%" in talk.answer(0).inner_text()


def test_a_verdict_is_kept_with_its_reason_and_what_it_was_made_with(talk: Talk, served: Served) -> None:
    """The second of two answers is judged, so that a count from the wrong end would show."""
    talk.ask("东海2021年主要任务有几条")
    second = talk.ask(TARGET)
    second.get_by_role("button", name="这个回答不对").click()
    form = second.locator("form.why")
    form.get_by_label("数字不对").check()
    form.get_by_label("补充说明").fill("应为<b>90%</b>")
    form.get_by_role("button", name="提交").click()
    second.get_by_text("已记下，维护人员会看到").wait_for()
    with Library.open(served.home) as library:
        (latest, *_) = library.log.feedback()
        asked = {row.id: row for row in library.log.questions()}[latest.question or 0]
        made = json.loads(library.log.made_with(asked.id))
    assert (latest.verdict, latest.note, asked.question) == ("down", "数字不对。应为<b>90%</b>", TARGET)
    assert json.loads(asked.answer)["citations"]
    assert {"version", "reader", "library", "llm_model"} <= set(made)
    second.get_by_role("button", name="这个回答不对").click()
    second.get_by_text("已取消").wait_for()
    with Library.open(served.home) as library:
        assert latest.id not in {row.id for row in library.log.feedback()}


def test_a_conversation_is_there_after_a_refresh_and_can_be_found_opened_and_deleted(talk: Talk) -> None:
    talk.ask(TARGET)
    talk.page.wait_for_url(re.compile(r"talk=\d+"))
    talk.page.reload()
    assert "80%" in talk.answer(0).inner_text()
    talk.ask("牵头科室是哪个？")
    talk.page.get_by_role("button", name="新对话").click()
    talk.page.wait_for_selector("#talk .example")
    talk.page.wait_for_url(lambda url: "talk=" not in url)
    listed = talk.page.locator("#history .title")
    find = talk.page.locator("#find").get_by_label("查找问过的")
    find.fill("没有这样的词")
    talk.page.get_by_text("没有找到含“没有这样的词”的对话。").wait_for()
    find.fill("采血点")
    listed.first.wait_for()
    expect(listed.filter(has_text=TARGET).first).to_be_visible()
    listed.filter(has_text="采血点").first.click()
    assert "80%" in talk.answer(0).inner_text()
    talk.page.locator("#history li.open").wait_for()
    delete = talk.page.locator("#history li.open .forget")
    delete.click()
    assert talk.page.locator("#history li.open").count() == 1
    delete.click()
    talk.page.wait_for_selector("#talk .example")


def test_two_pages_on_one_conversation_lose_nothing(talk: Talk, served: Served) -> None:
    talk.ask(TARGET)
    talk.page.wait_for_url(re.compile(r"talk=\d+"))
    other = Talk(talk.page.context.new_page())
    other.page.goto(talk.page.url)
    other.answer(0)
    talk.ask(HEALTH)
    assert "东海" not in other.ask(LISTING).inner_text()
    talk.ask("那东海呢？")
    other.page.reload()
    other.answer(3)
    assert other.page.locator("#talk .asked").all_inner_texts() == [TARGET, HEALTH, LISTING, "那东海呢？"]
    other.answer(3).get_by_role("button", name="重新回答").click()
    other.page.locator("#talk .waiting").wait_for(state="detached")
    other.answer(3)
    talk.page.reload()
    talk.answer(3)
    assert talk.page.locator("#talk .asked").all_inner_texts() == [TARGET, HEALTH, LISTING, "那东海呢？"]
    other.page.close()


def test_an_answer_sends_itself_and_leaves_the_others_as_they_are(talk: Talk) -> None:
    first = talk.ask(LISTING)
    first.locator(".sources > summary").click()
    for n in range(4):
        talk.ask(TARGET)
        talk.page.wait_for_function(f"document.querySelectorAll('#talk .exchange').length === {n + 2}")
    assert first.locator(".card").first.is_visible(), "what was opened stays open"
    assert talk.page.locator("#talk .asked").count() == 5


def test_the_way_to_the_end_is_shown_where_one_is_not_there(talk: Talk) -> None:
    down = talk.page.get_by_role("button", name="到最下面")
    talk.ask(LISTING)
    talk.ask(LISTING)
    talk.page.locator('#history .title[aria-current="true"][title*="（2 问）"]').wait_for()
    talk.page.locator("#talk:not([data-moving])").wait_for()  # the page has stopped moving by itself
    room = talk.page.locator("#talk .bubble-wrap")
    room.evaluate("e => e.scrollTo(0, 0)")
    down.click()
    down.wait_for(state="hidden")
    assert room.evaluate("e => e.scrollHeight - e.scrollTop - e.clientHeight < 81")


def test_a_server_that_is_gone_is_told_in_a_sentence(
    served: Served, visitors: Visitors, tmp_path: Path
) -> None:
    with visitors.page(served.url, locale="zh-CN") as page:
        with serving(served.home, tmp_path) as app:
            talk = Talk(page).open(app.url)
        talk.box.fill(TARGET)
        talk.box.press("Enter")
        toast = page.locator(".toast-body").first
        toast.get_by_text("与服务器的连接断开了").wait_for()
        assert "Connection" not in toast.inner_text()
        expect(talk.box).to_have_value(TARGET)
