"""文件 in a real Chromium: looked at, added to, brought up to date, withdrawn, removed; and by a reader, who
may not.
"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import expect

from assistant.app.plans.steps import Held
from assistant.ask import Assistant
from assistant.auth.accounts import Person
from assistant.settings import Settings
from tests.assistant.app.shelf import Shelf, plan, write
from tests.browser import PHONE
from tests.plan_factory import make_plan

HOSTILE = """云岭市2023年<video src=x onerror="window.hacked=1">工作要点

一、任务$[window.hacked=2]
1.驿站覆盖率达到90%以上，<svg onload="window.hacked=3">。（责任单位：驿站科<g \
onmouseover="window.hacked=4">）
3.编号跳过，<math href="javascript:window.hacked=5">点击</math>。（责任单位：疾控科）
"""


def test_a_new_version_is_told_of_before_and_compared_after(shelf: Shelf, tmp_path: Path) -> None:
    shelf.open("海西市2023年")
    shelf.page.locator("#plans-update").click()
    shelf.page.get_by_text("更新《海西市2023年卫生健康工作要点》").wait_for()
    changed = (
        plan("海西市")
        .replace("95%", "98%")
        .replace("3.办好健康学校，组织学生体检。（责任单位：体卫科）\n", "")
    )
    told = shelf.choose(write(tmp_path, "修订.txt", changed))
    assert "新版本：修改 1 条、删除 1 条；其余 1 条没有变化" in told.inner_text()
    shelf.page.locator("#plans-drop").click()
    shelf.page.get_by_text("已放弃").wait_for()
    shelf.choose(tmp_path / "修订.txt")
    assert "已更新为第 2 版" in shelf.store().inner_text()
    shelf.back()
    shelf.open("海西市2023年")
    shelf.page.locator("#plans-diff").click()
    seen = shelf.page.locator(".differences")
    seen.wait_for()
    assert seen.locator(".reworded del").first.inner_text() == "95%"
    assert seen.locator(".reworded ins").first.inner_text() == "98%"
    assert seen.locator(".chip[data-clause='一/2']").count() == 1
    assert seen.locator(".removed del").inner_text().startswith("办好健康学校")


def test_withdrawn_restored_removed(shelf: Shelf, tmp_path: Path) -> None:
    question = "东沟县2023年疫苗接种率的目标是多少？"
    shelf.add(write(tmp_path, "东沟.txt", plan("东沟县")))
    shelf.store()
    shelf.back()
    shelf.open("东沟县2023年")
    shelf.page.locator("#plans-withdraw").click()
    shelf.page.get_by_text("随时可以恢复").wait_for()
    expect(shelf.page.locator(".plan-details .state")).to_contain_text("已废止")
    assert "95%" not in shelf.ask(question)
    shelf.page.locator("#plans-restore").click()
    shelf.page.get_by_text("已恢复使用").wait_for()
    assert "95%" in shelf.ask(question)
    shelf.page.locator("#plans-remove").click()
    sure = shelf.page.get_by_role("button", name="确定移除《东沟县2023年卫生健康工作要点》")
    sure.wait_for()
    shelf.page.locator("#plans-remove-not").click()
    sure.wait_for(state="hidden")
    shelf.page.locator("#plans-remove").click()
    sure.click()
    shelf.page.get_by_text("已移除《东沟县2023年卫生健康工作要点》").wait_for()
    expect(shelf.rows().filter(has_text="东沟县")).to_have_count(0)


@pytest.mark.parametrize(
    "shelf", [{"extra_http_headers": {"x-role": "reader"}}], ids=["reader"], indirect=True
)
def test_a_reader_sees_and_changes_nothing(shelf: Shelf) -> None:
    details = shelf.open("河湾县2023年")
    assert "版本 1 个" in details.inner_text()
    for button in ("add-open", "update", "withdraw", "restore", "remove", "store"):
        assert not shelf.page.locator(f"#plans-{button}").is_visible(), button


CHANGES: dict[str, tuple[tuple[object, ...], bool]] = {
    "read": (([("/nowhere", "a.txt")], ""), False),
    "get_it": (("http://10.0.0.8/a.txt", ""), False),
    "get_attached": (([], Held()), False),
    "store": ((Held(),), False),
    "said_official": (("linhe",), False),
    "said_digest": (("linhe",), False),
    "withdrawn": (("linhe",), False),
    "restored": (("linhe",), False),
    "removed": (("linhe",), False),
    "ask_to_remove": (("linhe",), True),
    "add_to": (("linhe",), True),
    "add_new": ((), True),
}
"""Event -> what is sent with it, and whether it says nothing at all."""


def test_the_server_asks_who_it_is_at_every_change(tmp_path: Path) -> None:
    """Whatever a reader's browser sends."""
    from assistant.app.context import AppContext
    from assistant.app.server.web import build_app

    class Readers(AppContext):
        def person(self, request: Any) -> Person:
            return Person(name="li", role="reader")

    with Assistant.open(tmp_path) as assistant:
        assistant.library.put(make_plan("linhe"))
        stamp = assistant.library.stamp()
        page = build_app(Readers.at(assistant, Settings(home=tmp_path)))
        events = [(f.fn.__name__, f.fn) for f in page.fns.values() if f.fn and hasattr(f.fn, "__name__")]
        assert set(CHANGES) <= {name for name, _ in events}
        for name, event in events:
            if name not in CHANGES:
                continue
            given, silent = CHANGES[name]
            told = event(*given, SimpleNamespace(username="li"))
            told = list(told) if hasattr(told, "__next__") else [told]
            assert silent or "只有编辑人员" in str(told), name
            assert assistant.library.stamp() == stamp, name


def test_markup_in_names_and_texts_is_text(shelf: Shelf, tmp_path: Path) -> None:
    told = shelf.add(write(tmp_path, "<img src=x onerror=hack()>.txt", HOSTILE))
    assert 'onerror="window.hacked=1"' in told.inner_text()
    assert "<img src=x onerror=hack()>.txt" in told.inner_text()
    shelf.store()
    shelf.back()
    details = shelf.open("云岭市2023年")
    for summary in details.locator("summary").all():
        summary.click()
    shelf.page.locator("#plans-update").click()
    shelf.page.locator("#plans-upload").wait_for()
    shelf.choose(write(tmp_path, "b.txt", HOSTILE.replace("90%", "95%<q onclick=hack()>")))
    shelf.page.get_by_text("逐条看改了什么").click()
    assert (
        shelf.page.locator(
            "#plans :is(img, script, svg, video, q, [onerror], [onload], [onclick], [onmouseover])"
        ).count()
        == 0
    )
    assert shelf.page.locator("#plans a[href^=javascript]").count() == 0


@pytest.mark.parametrize("shelf", [{**PHONE, "color_scheme": "dark"}], ids=["phone"], indirect=True)
def test_phone_width(shelf: Shelf, tmp_path: Path) -> None:
    inner = "e => [...e.querySelectorAll('*')].every(x => x.getBoundingClientRect().right <= innerWidth + 1)"
    assert shelf.talk.overflow <= 0
    assert shelf.page.locator("#plans").evaluate(inner)
    shelf.open("河湾县2023年")
    assert shelf.page.locator("#plans").evaluate(inner)
    shelf.back()
    shelf.add(write(tmp_path, f"{'很长的名字' * 12}.txt", plan("河湾县").replace("95%", "97%")))
    shelf.page.get_by_text("逐条看改了什么").click()
    assert shelf.talk.overflow <= 0
    assert shelf.page.locator("#plans").evaluate(inner)


def test_the_list_is_searched_and_one_is_opened_by_keyboard_alone(shelf: Shelf) -> None:
    keys = shelf.page.keyboard
    shelf.page.locator("#plans-search :is(input, textarea)").focus()
    keys.type("河湾 2023")
    shelf.page.get_by_text("找到 1 份").wait_for()
    keys.press("Tab")
    assert shelf.page.evaluate("document.activeElement.id") == "plans-add-open"
    keys.press("Tab")
    assert shelf.page.evaluate("document.activeElement.matches('.plan-row')")
    assert shelf.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    keys.press("Enter")
    details = shelf.page.locator(".plan-details")
    details.wait_for()
    expect(details).to_contain_text("3 条")
    assert details.locator("button.chip[data-plan='河湾要点'][data-clause='一/1']").count() == 1
    shelf.page.wait_for_function("document.activeElement.id === 'one-back'")
    keys.press("Enter")
    shelf.rows().first.wait_for()
    expect(shelf.rows(), "the search is still there").to_have_count(1)
    shelf.page.wait_for_function("document.activeElement.closest('#plans-search') !== null")
    keys.press("Tab")
    keys.press("Enter")
    shelf.page.wait_for_function("document.activeElement.closest('#plans-upload') !== null")
