"""For everyone: axe-core finds nothing serious in any state of the page, light, dark and at phone width;
keys, print, contrast.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import LISTING, PHONE, Talk

axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
)

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": PHONE,
}


def serious(talk: Talk) -> list[str]:
    """What axe-core holds to be serious or critical, with the element."""
    found = axe.Axe().run(talk.page).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:120]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("talk", LOOKS.values(), ids=LOOKS, indirect=True)
def test_nothing_serious_in_the_chat(talk: Talk) -> None:
    assert serious(talk) == []
    answer = talk.ask(LISTING)
    answer.locator(".sources > summary").click()
    answer.get_by_role("button", name="这个回答不对").click()
    answer.locator("form.why").wait_for()
    assert serious(talk) == []


@pytest.mark.parametrize("talk", LOOKS.values(), ids=LOOKS, indirect=True)
def test_nothing_serious_in_the_reader(talk: Talk) -> None:
    talk.page.goto(f"{talk.page.url}?read=nanchang-145-health&clause=第二章/三/表/14")
    talk.page.locator("#reader .here").wait_for()
    talk.page.locator("#reader .outline summary").click()
    assert serious(talk) == []


@pytest.mark.parametrize("talk", LOOKS.values(), ids=LOOKS, indirect=True)
def test_nothing_serious_in_the_other_tabs(talk: Talk) -> None:
    for name, seen in {
        "文件": "#plans",
        "指标与任务": "plans-figures table",
        "简报": "#briefs .list *",
        "核稿": "plans-drafts form",
        "评测": "plans-evaluation",
    }.items():
        talk.tab(name)
        talk.page.locator(seen).first.wait_for()
        assert serious(talk) == [], name
    talk.tab("指标与任务")
    talk.page.get_by_text("对比", exact=True).first.click()
    talk.page.locator("plans-figures svg").first.wait_for()
    assert serious(talk) == []


@pytest.mark.parametrize("talk", LOOKS.values(), ids=LOOKS, indirect=True)
def test_nothing_serious_in_a_briefing(talk: Talk) -> None:
    talk.ask(LISTING).get_by_role("button", name="写成简报").click()
    talk.page.locator("#briefs .outline summary").click()
    talk.page.locator("#briefs .paper .check").wait_for()
    assert serious(talk) == []
    talk.page.goto(
        talk.page.locator("#briefs").get_by_role("link", name="打印").evaluate("link => link.href")
    )
    assert serious(talk) == []


def test_a_whole_session_reaches_for_no_other_machine(talk: Talk) -> None:
    """Every tab and what is opened from it; that nothing went elsewhere the fixture asserts at the end, for
    every test here.
    """
    answer = talk.ask(LISTING)
    answer.locator(".chip").first.hover()
    talk.page.locator("#hovered").wait_for()
    answer.locator(".chip").first.click()
    talk.page.locator("#reader .here").wait_for()
    with talk.page.expect_download():
        talk.page.get_by_role("link", name="下载原文件").click()
    talk.page.keyboard.press("Escape")
    talk.page.get_by_role("tab", name="文件").click()
    talk.page.locator("#plans-shelf [data-open]").first.click()
    talk.page.locator("#plans-details").wait_for()
    talk.page.get_by_role("tab", name="指标与任务").click()
    talk.page.locator("plans-figures .chip").first.click()
    talk.page.locator("#reader .here").wait_for()
    talk.page.keyboard.press("Escape")
    talk.page.get_by_text("对比", exact=True).first.click()
    talk.page.locator("plans-figures svg").first.wait_for()
    talk.page.get_by_role("tab", name="评测").click()
    talk.page.get_by_text("plans eval --gate").first.wait_for()
    assert len(talk.requests) > 20


def test_on_paper_a_conversation_is_questions_and_answers(talk: Talk) -> None:
    answer = talk.ask(LISTING)
    talk.page.get_by_role("tab", name="文件").click()
    talk.page.locator(".plan-row").first.wait_for()
    talk.page.get_by_role("tab", name="问答").click()
    talk.page.emulate_media(media="print")
    assert not talk.page.locator(".plan-row").first.is_visible()
    assert answer.locator(".words").is_visible()
    for gone in ("#question", "#past", "#talk .answer .tools", "#new"):
        assert not talk.page.locator(gone).first.is_visible(), gone
    height = "document.querySelector('#talk').getBoundingClientRect().height"
    assert talk.page.evaluate(f"{height} >= document.querySelector('#talk .answer').scrollHeight")


def test_the_reader_on_paper_is_the_plan_alone(talk: Talk) -> None:
    talk.page.goto(f"{talk.page.url}?read=shangrao-2024-health")
    talk.page.locator("#reader .text").wait_for()
    talk.page.emulate_media(media="print")
    assert talk.page.locator("#reader .clause").last.is_visible()
    assert not talk.page.locator("#reader .bar").is_visible()
    assert not talk.page.locator("#question").is_visible()
