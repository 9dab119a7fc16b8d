"""For everyone: axe-core finds nothing serious in any state of the page, light, dark and at phone width; keys, print, contrast."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assistant.test_app import LISTING, PHONE, Talk, browser, pytestmark, served, talk

__all__ = ["browser", "pytestmark", "served", "talk"]

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


def tab(talk: Talk, name: str) -> Any:
    """The tab of that name, opened."""
    talk.page.get_by_role("tab", name=name).click()
    return talk.page.get_by_role("tabpanel").filter(visible=True)


def test_on_paper_a_conversation_is_questions_and_answers(talk: Talk) -> None:
    answer = talk.ask(LISTING)
    tab(talk, "文件").locator(".plan-row").first.wait_for()
    tab(talk, "问答")
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
