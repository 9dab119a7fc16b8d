"""简报 in a real Chromium: asked for, watched, read, put in another order, handed on, opened again, told to
be stale, thrown away.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from ingest.load import load
from ingest.store.library import Library
from tests.assistant.briefing.shelves import BAILU, QINGCHUAN, stocked
from tests.browser import CLIPBOARD, DESK, LISTING, PATIENT, PHONE, Talk, Visitors, clipboard, serving
from tests.endpoint.messages import CHAT, Reply
from tests.endpoint.server import Server
from tests.waiting import GIVE_UP, until

NAME = "疾控科2021年承担任务情况"


class Briefs:
    """The tab 简报 of a page."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.page = talk.page
        self.root = talk.page.locator("#briefs")

    def opened(self) -> Briefs:
        self.talk.tab("简报")
        self.root.locator(".list *").first.wait_for()
        return self

    def choose(self, field: str, *words: str) -> None:
        box = self.root.locator(f"#briefs-{field} input").first
        for word in words:
            box.click()
            box.fill(word)
            self.page.get_by_role("option").filter(has_text=word).first.click()
        self.page.keyboard.press("Escape")

    def make(self) -> Any:
        """The paper, once the briefing is whole and kept."""
        self.root.get_by_role("button", name="编写简报").click()
        return self.whole()

    def whole(self) -> Any:
        self.root.locator(".one .tools").wait_for()
        return self.root.locator(".paper")

    def headings(self) -> list[str]:
        return [h.strip() for h in self.root.locator(".paper h3").all_inner_texts()]

    def kept(self) -> Any:
        return self.root.locator(".list li")


@pytest.fixture
def briefs(talk: Talk) -> Briefs:
    return Briefs(talk).opened()


@pytest.mark.parametrize("talk", [DESK, PHONE], ids=["desk", "phone"], indirect=True)
def test_one_is_asked_for_and_read(briefs: Briefs) -> None:
    briefs.choose("units", "疾控科")
    briefs.choose("year", "2021年")
    paper = briefs.make()
    assert paper.locator("h2").inner_text() == NAME
    assert briefs.talk.overflow <= 0
    note = paper.locator("button.note").first
    note.click()
    here = briefs.page.locator("#reader .here")
    here.wait_for()
    assert here.get_attribute("data-clause") == note.get_attribute("data-clause")
    briefs.page.keyboard.press("Escape")
    briefs.root.get_by_role("button", name="← 返回").click()
    assert NAME in briefs.kept().first.inner_text()


def test_its_parts_are_left_out_and_moved_by_keyboard(briefs: Briefs) -> None:
    briefs.choose("units", "疾控科")
    briefs.make()
    assert briefs.headings()[:3] == ["一、概述", "二、承担的任务", "三、目标指标"]
    briefs.root.locator(".outline summary").click()
    up = briefs.root.get_by_role("button", name="上移 目标指标")
    up.focus()
    briefs.page.keyboard.press("Enter")
    briefs.page.wait_for_function(
        "document.querySelectorAll('#briefs .paper h3')[1].innerText.includes('目标指标')"
    )
    assert briefs.page.evaluate("document.activeElement.ariaLabel") == "上移 目标指标"
    briefs.root.get_by_role("checkbox", name="文件未载明的事项").click()
    lead = briefs.root.locator(".paper .lead").filter(has_text="未收入本稿的部分")
    lead.wait_for()
    assert briefs.headings()[:3] == ["一、概述", "二、目标指标", "三、承担的任务"]
    with briefs.page.expect_download() as download:
        briefs.root.get_by_role("link", name="下载 Word").click()
    assert download.value.suggested_filename.startswith("疾控科承担任务情况（")
    lines = [p.text for p in Document(BytesIO(Path(download.value.path()).read_bytes())).paragraphs]
    assert lines.index("二、目标指标") < lines.index("三、承担的任务")
    briefs.root.get_by_role("button", name="复制全文").click()
    copied = clipboard(briefs.page)
    assert "二、目标指标" in copied
    assert "[1] 《" in copied
    note = briefs.root.locator(".paper td sup").first.get_attribute("data-refs")
    assert note is not None
    assert f"\t{note}\n" in copied


def test_paper_is_a_page_of_its_own(briefs: Briefs) -> None:
    briefs.choose("units", "疾控科")
    briefs.make()
    with briefs.page.expect_popup() as popup:
        briefs.root.get_by_role("link", name="打印").click()
    popup.value.wait_for_load_state()
    assert popup.value.get_by_role("button", name="打印").is_visible()
    popup.value.emulate_media(media="print")
    assert not popup.value.get_by_role("button", name="打印").is_visible()
    assert popup.value.evaluate("document.documentElement.scrollWidth <= innerWidth")
    rules = popup.value.evaluate("[...document.styleSheets[0].cssRules].map((rule) => rule.cssText)")
    assert sum("counter(page)" in rule for rule in rules) == 2, "the numbers of right and of left pages"


def test_a_list_in_the_chat_becomes_one_and_a_link_opens_it_again(talk: Talk) -> None:
    talk.ask(LISTING).get_by_role("button", name="写成简报").click()
    briefs = Briefs(talk)
    assert briefs.whole().locator("h2").inner_text() == NAME
    address = talk.page.url
    assert "brief=" in address
    talk.page.goto(address)
    assert briefs.whole().locator("h2").inner_text() == NAME
    assert talk.page.get_by_role("tab", name="简报").get_attribute("aria-selected") == "true"
    briefs.root.get_by_role("button", name="← 返回").click()
    briefs.kept().first.locator(".title").click()
    briefs.whole()
    talk.page.go_back()
    briefs.kept().first.wait_for()
    talk.page.go_forward()
    assert briefs.whole().locator("h2").inner_text() == NAME


def test_what_is_wanted_depends_on_the_kind_and_is_asked_for(briefs: Briefs) -> None:
    briefs.root.get_by_role("button", name="编写简报").click()
    briefs.root.get_by_text("没有写明单位").wait_for()
    briefs.root.get_by_text("专题安排", exact=True).click()
    briefs.root.get_by_text("没有写明单位").wait_for(state="detached")
    topic = briefs.root.locator("#briefs-topic textarea, #briefs-topic input").first
    topic.fill("老龄")
    topic.press("Enter")
    assert "老龄" in briefs.whole().locator("h2").inner_text()
    briefs.root.get_by_role("button", name="← 返回").click()
    briefs.root.get_by_text("变化情况", exact=True).click()
    briefs.root.locator("#briefs-region").wait_for(state="hidden")
    assert not briefs.root.locator("#briefs-topic").is_visible()


def test_an_office_and_a_topic_go_together(briefs: Briefs) -> None:
    briefs.choose("units", "疾控科")
    briefs.root.locator("#briefs-topic textarea, #briefs-topic input").first.fill("疫苗")
    lead = briefs.make().locator(".lead").inner_text()
    assert "责任单位“疾控科”" in lead
    assert "主题“疫苗”" in lead


def test_one_is_thrown_away_by_two_clicks(briefs: Briefs) -> None:
    briefs.choose("units", "妇幼科")
    title = briefs.make().locator("h2").inner_text()
    briefs.root.get_by_role("button", name="← 返回").click()
    mine = briefs.kept().filter(has_text=title).first
    mine.wait_for()
    count = briefs.kept().count()
    mine.get_by_role("button", name=f"删除简报 {title}").click()
    assert briefs.kept().count() == count
    mine.get_by_role("button", name=f"删除简报 {title}").click()
    briefs.page.wait_for_function(f"document.querySelectorAll('#briefs .list li').length === {count - 1}")


def test_markup_of_a_plan_stays_words(briefs: Briefs) -> None:
    briefs.root.get_by_text("文件摘要", exact=True).click()
    briefs.choose("plans", "临河")
    assert '<svg onload="window.hacked=3">' in briefs.make().inner_text()


@pytest.fixture
def with_model(visitors: Visitors, tmp_path: Path, endpoint: Server) -> Iterator[Briefs]:
    """An app over two small plans, with a model that is what `endpoint` says."""
    stocked(tmp_path, bailu=BAILU, qingchuan=QINGCHUAN).close()
    model = {"PLANS_LLM_URL": endpoint.url, "PLANS_LLM_MODEL": CHAT, "PLANS_LLM_RETRIES": "0"} | PATIENT
    with (
        serving(tmp_path / "home", tmp_path, **model) as served,
        visitors.page(served.url, permissions=CLIPBOARD, locale="zh-CN", **DESK) as page,
    ):
        talk = Talk(page)
        talk.page.goto(served.url)
        talk.page.locator("#question textarea").wait_for()
        yield Briefs(talk).opened()
        talk.check()


def test_stopping_the_model_keeps_what_the_rules_wrote(with_model: Briefs, endpoint: Server) -> None:
    endpoint.script = Reply(chunks=("疫苗接种率",) * 100_000, pace=0.05)
    briefs = with_model
    briefs.root.get_by_text("文件摘要", exact=True).click()
    briefs.choose("plans", "白鹭2025要点")
    briefs.root.get_by_role("button", name="编写简报").click()
    briefs.root.get_by_text("模型综述").wait_for()
    until(lambda: endpoint.asked)
    briefs.root.get_by_role("button", name="停止").click()
    briefs.root.get_by_text("已停止模型综述，其余已经写好").wait_for()
    assert briefs.whole().locator("h2").inner_text() == "《白鹭市2025年卫生健康工作要点》摘要"
    assert endpoint.asked[-1].gone.wait(GIVE_UP)


def test_a_plan_that_changes_makes_it_stale(with_model: Briefs, tmp_path: Path) -> None:
    briefs = with_model
    briefs.root.get_by_text("由大模型写综述").click()
    briefs.choose("units", "疾控科")
    briefs.make()
    briefs.root.get_by_role("button", name="← 返回").click()
    changed = BAILU.replace("接种率达到95%以上", "接种率达到97%以上")
    assert changed != BAILU
    (tmp_path / "bailu.md").write_text(changed, "utf-8")
    with Library.open(tmp_path / "home") as library:
        assert [report.outcome for report in load(library, [tmp_path / "bailu.md"])] == ["replaced"]
    briefs.talk.tab("问答")
    briefs.talk.tab("简报")
    briefs.kept().filter(has_text="文件有变化").locator(".title").click()
    notice = briefs.root.locator(".notice")
    notice.wait_for()
    assert "现为第2版，编写时是第1版" in notice.inner_text()
    briefs.root.get_by_role("button", name="看下一处").click()
    briefs.root.locator(".stale.here").wait_for()
    assert briefs.root.locator(".paper del").first.inner_text() == "95%"
    briefs.root.get_by_role("button", name="按现在的资料库重新编写").click()
    briefs.root.locator(".paper").get_by_text("97%以上").first.wait_for()
    assert briefs.whole().locator("del").count() == 0
