"""指标与任务 and 评测 in a real Chromium: what is chosen, ordered, drawn, downloaded, and that nothing of a
plan runs.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from openpyxl import load_workbook

from assistant.lookups.tasks import tasks
from assistant.tables.present import target_json
from evals import saved
from evals.model import Gate
from ingest.store.library import Library
from tests.browser import CLIPBOARD, DESK, PHONE, Served, Visitors, Watched, clipboard, contrast
from tests.evals.run_factory import make_case, make_run

EVIL = "<img src=x onerror='window.hacked=1'>哪一年？"


class Desk(Watched):
    """A page with the tab open."""

    def __init__(self, page: Any, url: str) -> None:
        super().__init__(page)
        self.url = url

    def visit(self, query: str = "") -> Desk:
        """The page anew, by a link to the tab."""
        self.page.goto(f"{self.url}?{urlencode({'figures': query})}")
        self.page.wait_for_selector("#figures .results")
        return self

    def open(self, **chosen: str | list[str]) -> Desk:
        """What is chosen, on the page that is open."""
        self.page.evaluate(
            "query => document.querySelector('plans-figures').load(query)", urlencode(chosen, doseq=True)
        )
        return self.settled()

    def settled(self) -> Desk:
        self.page.wait_for_function("!document.querySelector('plans-figures').hasAttribute('aria-busy')")
        return self

    def choose(self, name: str, value: str) -> Desk:
        control = self.page.locator(f"#figures .filters select[name={name}]")
        control.focus()
        control.select_option(value)
        return self.settled()

    def column(self, name: str) -> list[str]:
        return list(self.page.locator(f'#figures td[data-label="{name}"]').all_inner_texts())

    @property
    def count(self) -> str:
        return str(self.page.locator("#figures .count").inner_text())


@pytest.fixture(scope="module")
def wide(served: Served, visitors: Visitors) -> Iterator[Desk]:
    with visitors.page(served.url, permissions=CLIPBOARD, locale="zh-CN", **DESK) as page:
        yield Desk(page, served.url).visit()


@pytest.fixture(scope="module")
def narrow(served: Served, visitors: Visitors) -> Iterator[Desk]:
    with visitors.page(served.url, locale="zh-CN", color_scheme="dark", **PHONE) as page:
        yield Desk(page, served.url).visit()


@pytest.fixture
def desk(wide: Desk) -> Iterator[Desk]:
    yield wide
    wide.check()


@pytest.fixture
def phone(narrow: Desk) -> Iterator[Desk]:
    yield narrow
    narrow.check()


@pytest.fixture(scope="module")
def library(served: Served) -> Iterator[Library]:
    with Library.open(served.home) as opened:
        yield opened


def targets(library: Library, **confined: Any) -> list[dict[str, Any]]:
    """What `plans targets --json` prints."""
    return [target_json(row) for row in library.targets(**confined)]


def test_the_tab_opens_by_hand_and_shows_all(desk: Desk, library: Library) -> None:
    desk.page.goto(desk.url)
    desk.page.get_by_role("tab", name="指标与任务").click()
    desk.page.wait_for_selector("#figures .results table")
    assert desk.count.startswith(f"共 {len(targets(library))} 项指标，第 1–100 项")
    assert "目标值" in desk.page.locator("#figures thead").inner_text()
    assert len(desk.column("指标")) == 100


def test_choices_narrow_each_other_and_the_link_brings_them_back(desk: Desk, library: Library) -> None:
    desk.open().choose("region", "上饶市").choose("unit", "医政医管科")
    expected = targets(library, region="上饶市", unit="医政医管科")
    assert expected
    assert desk.count == f"共 {len(expected)} 项指标"
    assert desk.column("指标") == [t["indicator"] for t in expected]
    plans = desk.page.locator("#figures select[name=plan] option").all_inner_texts()
    assert plans == ["全部", f"上饶2024要点（{len(expected)}）"]
    assert desk.page.evaluate("document.activeElement.name") == "unit"
    address = desk.page.url
    desk.page.goto(address)
    desk.page.wait_for_selector("#figures .results table")
    assert desk.count == f"共 {len(expected)} 项指标"
    desk.page.get_by_role("button", name="清除筛选").click()
    desk.settled()
    assert desk.count.startswith(f"共 {len(targets(library))} 项")


def test_words_of_an_indicator(desk: Desk, library: Library) -> None:
    box = desk.open().page.locator("#figures input[name=indicator]")
    box.fill("死亡率")
    box.press("Enter")
    desk.settled()
    assert desk.column("指标") == [t["indicator"] for t in targets(library, indicator="死亡率")]


def test_the_download_has_the_rows_of_the_command(desk: Desk, library: Library) -> None:
    desk.open(region="东海县", unit="基层科")
    with desk.page.expect_download() as waiting:
        desk.page.get_by_role("link", name="下载 Excel").click()
    assert waiting.value.suggested_filename.startswith("指标表-20")
    sheet = load_workbook(io.BytesIO(waiting.value.path().read_bytes())).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    expected = targets(library, region="东海县", unit="基层科")
    assert [(row[2], row[3]) for row in rows] == [(t["clause"], t["indicator"]) for t in expected]
    assert "地区“东海县”，责任单位“基层科”" in str(sheet["A2"].value)


def test_the_download_of_tasks(desk: Desk, library: Library) -> None:
    url = f"{desk.url}figures/table.xlsx?{urlencode({'view': 'tasks', 'unit': '疾控科', 'region': '南昌市'})}"
    book = load_workbook(io.BytesIO(desk.page.request.get(url).body()))
    labels = [
        row[1].value
        for s in book.worksheets
        for row in s.iter_rows(min_row=4)
        if isinstance(row[0].value, int)
    ]
    assert labels == [t.label for t in tasks(library, unit="疾控科", region="南昌市")]


def test_nothing_found_cannot_be_downloaded_and_says_so(desk: Desk) -> None:
    reply = desk.page.request.get(f"{desk.url}figures/table.xlsx?region=nowhere")
    assert reply.status == 409
    assert "没有符合条件的目标" in reply.text()


def test_an_empty_table_says_what_to_loosen(desk: Desk) -> None:
    desk.open(region="上饶市", unit="医政科")
    assert "没有同时符合这些条件的指标" in desk.page.locator("#figures .calm").inner_text()
    desk.page.get_by_role("button", name="去掉“责任单位：医政科”").click()
    desk.settled()
    assert desk.count == "共 37 项指标"


def test_heads_put_in_order_by_keyboard(desk: Desk, library: Library) -> None:
    desk.open(region="上饶市")
    head = desk.page.get_by_role("columnheader", name="指标")
    assert head.get_attribute("aria-sort") == "none"
    head.get_by_role("button").focus()
    names = sorted(t["indicator"] for t in targets(library, region="上饶市"))
    for way, expected in (("ascending", names), ("descending", names[::-1])):
        desk.page.keyboard.press("Enter")
        desk.page.wait_for_selector(f'#figures th[aria-sort="{way}"] [data-key=by-indicator]')
        assert desk.column("指标") == expected
        assert desk.page.evaluate("document.activeElement.dataset.key") == "by-indicator"


def test_pages_follow_each_other(desk: Desk, library: Library) -> None:
    desk.open()
    seen = desk.column("指标")
    for page in (2, 3):
        desk.page.get_by_role("button", name=f"第 {page} 页").click()
        desk.settled()
        seen += desk.column("指标")
    assert seen == [t["indicator"] for t in targets(library)]


def test_every_row_has_the_chip_of_its_clause(desk: Desk, library: Library) -> None:
    desk.open(plan="shangrao-2024-health", view="tasks")
    chips = desk.page.locator("#figures .sheet .chip")
    found = chips.evaluate_all("chips => chips.map(c => [c.dataset.plan, c.dataset.clause, c.textContent])")
    expected = tasks(library, plan="shangrao-2024-health")
    assert [clause for _, clause, _ in found] == [t.label for t in expected]
    assert {plan for plan, _, _ in found} == {"shangrao-2024-health"}
    assert found[0][2].startswith("上饶2024要点·")
    assert "牵头科室：" in desk.column("分工")[0]


def test_copying_gives_a_table_to_paste(desk: Desk, library: Library) -> None:
    desk.open(region="上饶市")
    desk.page.get_by_role("button", name="复制表格").click()
    desk.page.get_by_role("button", name="已复制").wait_for()
    rows = [line.split("\t") for line in clipboard(desk.page).splitlines()]
    assert rows[0][0] == "指标"
    assert [row[0] for row in rows[1:]] == [t["indicator"] for t in targets(library, region="上饶市")]


def test_the_picture_and_its_points_lead_to_their_clauses(desk: Desk) -> None:
    desk.open(view="compare", name="居民健康素养水平")
    dots = desk.page.locator("#figures svg [data-point]")
    assert dots.count() == 3
    keys = dots.evaluate_all("dots => dots.map(d => [d.dataset.plan, d.dataset.clause])")
    table = desk.page.locator("#figures .sheet .chip").evaluate_all(
        "c => c.map(d => [d.dataset.plan, d.dataset.clause])"
    )
    assert sorted(map(tuple, keys)) == sorted(map(tuple, table))
    assert "提高到30%以上" in desk.column("数值")
    desk.page.evaluate(
        "document.addEventListener('click', e => { const c = "
        "e.target.closest('.chip'); if (c) window.opened = c.dataset.clause; })"
    )
    dots.first.focus()
    desk.page.keyboard.press("Enter")
    assert desk.page.evaluate("window.opened") == keys[0][1]
    desk.page.evaluate("window.opened = null")
    dots.nth(1).click()
    assert desk.page.evaluate("window.opened") == keys[1][1]


def test_what_is_called_otherwise_is_only_taken_in_on_purpose(desk: Desk) -> None:
    desk.open(view="compare", name="每千人口托位数")
    assert "只有一个数值" in desk.page.locator("#figures .chart").inner_text()
    desk.page.get_by_role("button", name="并入 每千人口0-3岁婴幼儿托位数").click()
    desk.settled()
    assert set(desk.column("指标")) == {"每千人口托位数", "每千人口0-3岁婴幼儿托位数"}
    desk.page.get_by_role("button", name="移出 每千人口0-3岁婴幼儿托位数").click()
    desk.settled()
    assert set(desk.column("指标")) == {"每千人口托位数"}


@pytest.mark.parametrize("view", ["targets", "tasks", "compare"])
def test_a_phone_shows_cards_and_never_scrolls_sideways(phone: Desk, view: str) -> None:
    phone.open(view=view)
    assert phone.overflow <= 0
    assert not phone.page.locator("#figures .filters").is_visible()
    opener = phone.page.get_by_role("button", name="筛选", exact=True)
    opener.click()
    assert opener.get_attribute("aria-expanded") == "true"
    assert phone.page.locator("#figures .filters").is_visible()
    assert phone.overflow <= 0
    row = phone.page.locator("#figures .sheet tbody tr").first
    assert row.bounding_box()["width"] <= 390
    assert row.locator("td").first.evaluate("e => getComputedStyle(e).display") == "grid"
    opener.click()


def test_markup_of_a_plan_is_words(desk: Desk) -> None:
    for view in ("targets", "tasks", "compare"):
        desk.open(view=view, plan="linhe-2023-health")
        assert (
            desk.page.locator(
                "#figures .results script, #figures .results img, #figures .results a:not(.copy)"
            ).count()
            == 0
        )
    desk.open(view="tasks", plan="linhe-2023-health")
    assert "<svg onload=" in desk.page.locator("#figures .results").inner_text()
    desk.open(unit="<img src=x onerror='window.hacked=9'>")
    assert "<img src=x" in desk.page.locator("#figures .calm").inner_text()


def test_a_broken_connection_is_told_and_can_be_tried_again(desk: Desk) -> None:
    desk.open()
    desk.page.route("**/figures/view*", lambda route: route.abort())
    desk.choose("region", "东海县")
    assert "没有取到数据" in desk.page.get_by_role("alert").inner_text()
    desk.page.unroute("**/figures/view*")
    desk.page.get_by_role("button", name="再试一次").click()
    desk.page.wait_for_selector("#figures .count")
    assert desk.count == "共 76 项指标"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read(scheme: str, wide: Desk, narrow: Desk) -> None:
    desk = {"light": wide, "dark": narrow}[scheme].open(view="compare", name="居民健康素养水平")
    paper = desk.page.locator("#figures .chart").evaluate("e => getComputedStyle(e).backgroundColor")
    for words in (".plot .labels text", ".plot .axes text"):
        ink = desk.page.locator(f"#figures {words}").first.evaluate("e => getComputedStyle(e).fill")
        assert contrast(ink, paper) >= 4.5, words
    for words in (".chart h2", ".chart td", ".chart .count", ".chart .note"):
        ink = desk.page.locator(f"#figures {words}").first.evaluate("e => getComputedStyle(e).color")
        assert contrast(ink, paper) >= 4.5, words


@pytest.fixture
def evaluated(served: Served) -> Iterator[Path]:
    """The library of the app, in which no run is kept before and none afterwards."""
    kept = served.home / saved.FOLDER
    shutil.rmtree(kept, ignore_errors=True)
    yield served.home
    shutil.rmtree(kept, ignore_errors=True)


def test_evaluations_before_the_first_and_after_two(desk: Desk, phone: Desk, evaluated: Path) -> None:
    desk.tab("评测")
    desk.page.locator("#evaluation code").wait_for()
    assert "还没有评测过" in desk.page.locator("#evaluation").inner_text()
    first = make_run([make_case("figure-01"), make_case("figure-02", ["没有说出：90%"], question=EVIL)])
    second = make_run([make_case("figure-01", ["没有说出：90%"]), make_case("figure-02", question=EVIL)])
    later = replace(second.record, started="2024-05-07T07:08:09+08:00")
    saved.keep(first, evaluated)
    saved.keep(replace(second, record=later, gate=Gate(passed=True)), evaluated)
    for one in (desk, phone):
        page = one.page
        one.tab("指标与任务")
        one.tab("评测")
        page.locator("#evaluation .run.passed").wait_for()
        said = page.locator("#evaluation").inner_text()
        for words in ("门槛：✓ 通过", "2 例答对 1 例（50.0%）", "新错（1）", "新对（1）", EVIL):
            assert words in said
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    with desk.page.context.expect_page() as opening:
        desk.page.get_by_role("link", name="打开完整报告").click()
    report = opening.value
    report.wait_for_load_state()
    assert report.title() == "评测报告"
    assert report.locator(".case").count() == 2
    assert report.evaluate("window.hacked") is None
    report.close()
