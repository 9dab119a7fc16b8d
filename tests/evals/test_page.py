"""The page of a run: as text, and in a real Chromium over a file with hostile questions, answers and
plans.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from evals.baseline import compare
from evals.errors import EvalError
from evals.model import Breach, CaseResult, Gate, Run
from evals.report import page
from evals.saved import read
from evals.saved import write as save
from tests.evals.run_factory import RECORD, make_case, make_full_run, make_run

FAULT = "缺少事实 90%"
ATTACK = (
    """"'><script>window.hacked=1</script><img src=http://192.0.2.1/a.png """
    """onerror=window.hacked=2>&amp;$cases</details></main>"""
)
VOID = {"meta", "link", "input", "col", "line", "rect", "br"}


def hostile_case() -> CaseResult:
    return make_case(
        "figure-66",
        [FAULT + ATTACK],
        question="问" + ATTACK,
        history=("前" + ATTACK,),
        answer="答" + ATTACK,
        tags=("标" + ATTACK,),
        plans=("文" + ATTACK,),
        expected={"facts": ["应" + ATTACK, ["甲" + ATTACK]], "新" + ATTACK: {"a": ATTACK}},
        cited=(("文" + ATTACK, "一/1" + ATTACK, "引" + ATTACK),),
        status="坏" + ATTACK,
        scores={"分" + ATTACK: 0.5},
    )


def hostile_run() -> Run:
    cases = [hostile_case(), replace(hostile_case(), id="x" + ATTACK, suite="集" + ATTACK, wrong=())]
    record = replace(
        RECORD, engine=ATTACK, settings={ATTACK: ATTACK}, prompts={ATTACK: ATTACK}, commit=ATTACK
    )
    gate = Gate(passed=False, breaches=(Breach(where=ATTACK, measure=ATTACK, wanted=ATTACK, found=0.5),))
    return replace(make_full_run([*cases, make_case("unit-01")]), record=record, gate=gate, skipped=(ATTACK,))


def twenty() -> list[CaseResult]:
    cases = [make_case(f"{suite}-{at:02d}") for suite in ("figure", "unit") for at in range(10)]
    cases[3] = replace(
        cases[3], wrong=(FAULT,), question="海西区住院分娩率是多少？", plans=("haixi-2021-plan",)
    )
    cases[15] = replace(cases[15], wrong=(FAULT,), history=("临河市呢？",), tags=("office", "年份"))
    return cases


class Outline(HTMLParser):
    """Elements opened and closed, attributes, and the text outside scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag, self.getpos()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.text += data


def outline(text: str) -> Outline:
    """Fails where an element is closed that is not the last one opened."""
    found = Outline()
    found.feed(text)
    found.close()
    assert found.open == []
    return found


def compared(before: Run, now: Run, folder: Path) -> str:
    save(before, folder / "before.json")
    return page.render(now, compare(read(folder / "before.json"), now))


def test_what_stands_on_it() -> None:
    text = outline(page.render(make_full_run(twenty()))).text
    assert "门槛：✗ 未通过" in text
    assert "答对 18 / 20（90.0%，95% 区间 70–97）；未通过 2 例；跳过 1 例" in text
    assert "全部用例的事实：要求不低于 97.0%，实际 95.0%" in text
    assert "换单位95.0%（38/40）" in text
    assert "误报 1 / 50（2.0%）" in text
    assert "figure-01 换单位：疾控科 → 老龄科" in text
    assert "此前的对话临河市呢？提问" in text
    assert "适龄儿童HPV疫苗接种率要达到 **90%** 以上。〔临河2023要点·一1〕" in text
    assert "linhe-2023-health#一/1适龄儿童HPV疫苗接种率达到90%以上。" in text
    assert "对比上次" not in text


@pytest.mark.parametrize(("passed", "word"), [(True, "门槛：✓ 通过"), (None, "门槛：未对照门槛")])
def test_the_other_verdicts(passed: bool | None, word: str) -> None:
    assert word in outline(page.render(make_run(twenty(), gate=Gate(passed=passed)))).text


def test_those_not_right_come_first_and_open() -> None:
    text = page.render(make_run(twenty()))
    cases = re.findall(r'<details class="case (\w+)" id="case-([\w-]+)"[^>]*?( open)?>', text)
    assert cases[:3] == [
        ("wrong", "figure-03", " open"),
        ("wrong", "unit-05", " open"),
        ("right", "figure-00", ""),
    ]
    assert len(cases) == 20


def test_a_run_without_cases() -> None:
    assert "共 0 例" in outline(page.render(make_run([]))).text


def test_the_comparison(tmp_path: Path) -> None:
    now = make_run(twenty())
    before = make_run([replace(case, wrong=()) for case in now.results[:-1]])
    text = outline(compared(before, now, tmp_path)).text
    assert "不同之处：无" in text
    assert "新错（2）figure-03 海西区住院分娩率是多少？上次：通过　这次：缺少事实 90%" in text
    assert "新增的用例（1）unit-09" in text
    assert "新对" not in text


def test_every_text_is_escaped(tmp_path: Path) -> None:
    run = hostile_run()
    before = replace(run, results=tuple(replace(case, wrong=()) for case in run.results))
    text = compared(before, run, tmp_path)
    found = outline(text)
    assert found.tags.count("script") == 1
    assert "img" not in found.tags
    assert not [name for _, name, _ in found.attributes if name.startswith("on")]
    for word in ("问", "前", "答", "标", "文", "应", "甲", "引", "坏", "分", "集", "新", FAULT):
        assert word + ATTACK in found.text
    assert "window.hacked=1</script>" not in text


def test_a_nul_is_not_put_out() -> None:
    text = page.render(make_run([make_case("figure-01", question="a\0b")]))
    assert "\0" not in text
    assert "a\ufffdb" in text


def test_nothing_of_it_lies_elsewhere() -> None:
    text = page.render(make_full_run(twenty()))
    assert re.findall(r"(?i)https?:|@import|url\(|//cdn", text) == []
    addresses = [value for _, name, value in outline(text).attributes if name in ("src", "href", "action")]
    assert [a for a in addresses if not a.startswith("#")] == ["data:,"]


def test_the_same_run_makes_the_same_page() -> None:
    assert page.render(make_full_run(twenty())) == page.render(make_full_run(twenty()))


def test_writing(tmp_path: Path) -> None:
    page.write(make_run(twenty()), tmp_path / "评测.html")
    assert (tmp_path / "评测.html").read_text("utf-8") == page.render(make_run(twenty()))
    with pytest.raises(EvalError, match="写不了这个文件"):
        page.write(make_run(twenty()), tmp_path / "none" / "page.html")


# In the browser

Show = Callable[..., Any]


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Show]:
    """Opens a page's text in a tab; what the tab asked for is in `tab.asked`, what it complained of in
    `tab.said`.
    """
    tabs = []

    def shown(text: str, hash_: str = "", **options: Any) -> Any:
        file = tmp_path / "page.html"
        file.write_text(text, "utf-8")
        tab = browser.new_page(**{"viewport": {"width": 1280, "height": 900}, **options})
        tabs.append(tab)
        tab.asked, tab.said = [], []
        tab.on("request", lambda request: tab.asked.append(request.url))
        tab.on("console", lambda message: tab.said.append(message.text))
        tab.on("pageerror", lambda error: tab.said.append(str(error)))
        tab.goto(file.as_uri() + hash_)
        return tab

    yield shown
    for tab in tabs:
        tab.close()


def settled(tab: Any) -> None:
    """Once the page has drawn twice, and every picture has come or failed."""
    tab.evaluate(
        """async () => {
          await Promise.all([...document.images].filter((one) => !one.complete).map(
            (one) => new Promise((done) => { one.onload = one.onerror = done; })));
          for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
        }"""
    )


def visible(tab: Any) -> list[str]:
    found: list[str] = tab.eval_on_selector_all(
        ".case", "all => all.filter(one => one.checkVisibility()).map(one => one.id.slice(5))"
    )
    return found


def test_no_question_and_no_answer_runs_and_no_request_leaves(show: Show, tmp_path: Path) -> None:
    run = hostile_run()
    before = replace(run, results=tuple(replace(case, wrong=()) for case in run.results))
    tab = show(compared(before, run, tmp_path))
    tab.click("text=收起全部")
    assert not tab.is_visible(".case .answer >> nth=0")
    tab.click("text=展开全部")
    settled(tab)
    assert tab.evaluate("window.hacked") is None
    assert [url for url in tab.asked if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in tab.asked if url.startswith("file:")]) == 1
    assert tab.said == []
    assert ATTACK in tab.inner_text(".case .answer >> nth=0")


def test_even_what_is_not_escaped_does_not_run(show: Show) -> None:
    """The second lock: the page's own policy."""
    planted = '<script>window.hacked=1</script><img src="http://192.0.2.1/a.png" onerror="window.hacked=2">'
    tab = show(page.render(make_run(twenty())).replace("<h1>", planted + "<h1>"))
    settled(tab)
    assert tab.evaluate("window.hacked") is None
    assert tab.is_visible("#filter"), "the page's own script did run"
    assert any("Content Security Policy" in said for said in tab.said)


def test_the_filter(show: Show) -> None:
    tab = show(page.render(make_run(twenty())))
    assert tab.inner_text("#count") == "显示 20 / 20 例"
    tab.check("[name=wrong]")
    assert visible(tab) == ["figure-03", "unit-05"]
    tab.select_option("[name=suite]", "unit")
    assert visible(tab) == ["unit-05"]
    assert tab.inner_text("#count") == "显示 1 / 20 例"
    tab.click("text=清除筛选")
    tab.wait_for_selector("#count:text-is('显示 20 / 20 例')")
    tab.select_option("[name=plan]", "haixi-2021-plan")
    assert visible(tab) == ["figure-03"]
    tab.select_option("[name=plan]", "")
    tab.select_option("[name=tag]", "年份")
    assert visible(tab) == ["unit-05"]
    tab.select_option("[name=tag]", "")
    tab.fill("[name=words]", "海西区　住院分娩")
    tab.wait_for_selector("#count:text-is('显示 1 / 20 例')")
    assert visible(tab) == ["figure-03"]
    tab.fill("[name=words]", "没有这个词")
    tab.wait_for_selector("text=没有符合的用例")
    assert visible(tab) == []
    assert tab.said == []


def test_an_address_opens_its_case_whatever_the_filter(show: Show, tmp_path: Path) -> None:
    now = make_run(twenty())
    before = make_run([replace(case, wrong=()) for case in now.results])
    tab = show(compared(before, now, tmp_path), "#case-unit-07")
    assert tab.evaluate("document.getElementById('case-unit-07').open")
    tab.select_option("[name=suite]", "unit")
    tab.click("#comparison a >> text=figure-03")
    tab.wait_for_selector("#case-figure-03 > summary:focus")
    assert "figure-03" in visible(tab)


def test_by_keyboard(show: Show) -> None:
    tab = show(page.render(make_run(twenty())))
    tab.focus("#case-figure-00 > summary")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.getElementById('case-figure-00').open")


def test_without_script_everything_is_there(show: Show) -> None:
    tab = show(page.render(make_run(twenty())), java_script_enabled=False)
    assert tab.locator(".case:visible").count() == 20
    assert not tab.is_visible("#filter")
    assert tab.is_visible("#case-figure-03 .answer")
    tab.click("#case-figure-00 > summary")
    assert tab.is_visible("#case-figure-00 .answer")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_is_wider_than_the_screen(show: Show, scheme: str) -> None:
    case = replace(hostile_case(), answer="很长" * 200 + "x" * 400)
    tab = show(page.render(make_full_run([case, *twenty()])), viewport={"width": 390, "height": 800},
        color_scheme=scheme)  # fmt: skip
    assert tab.evaluate("document.documentElement.scrollWidth") == 390
    said, cited = (tab.locator(f".case.wrong .{part} >> nth=0").bounding_box() for part in ("said", "cited"))
    assert cited["y"] >= said["y"] + said["height"], "one below the other"


def test_on_a_desk_the_clauses_stand_beside_the_answer(show: Show) -> None:
    tab = show(page.render(make_run(twenty())))
    said, cited = (tab.locator(f".case.wrong .{part} >> nth=0").bounding_box() for part in ("said", "cited"))
    assert cited["y"] == said["y"]
    assert cited["x"] >= said["x"] + said["width"]


def test_a_thousand_cases_are_filtered_at_once(show: Show) -> None:
    """In the same turn of the page in which the words changed, not case by case after it."""
    cases = [
        make_case(f"figure-{at:04d}", [FAULT] if at % 5 == 0 else [], answer=f"第{at}号" + "答" * 300)
        for at in range(1000)
    ]
    tab = show(page.render(make_run(cases)))
    counted = tab.evaluate(
        """() => {
          const words = document.querySelector("[name=words]");
          words.value = "第77号";
          words.dispatchEvent(new Event("change", { bubbles: true }));
          return document.querySelector("#count").textContent;
        }"""
    )
    assert counted == "显示 1 / 1000 例"
    assert visible(tab) == ["figure-0077"]
