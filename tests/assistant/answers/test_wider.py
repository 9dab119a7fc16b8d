"""A year, or the beginning of another name, confines no question to papers without any of its words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answers.wider import wider
from assistant.ask import Assistant
from assistant.question import Turn
from tests.small_library import over

PAPERS = {
    "溪口.txt": (
        "溪口县2031年医保工作计划\n一、参保率达到97%。（责任单位：县医保局）\n"
        "二、开展宣传活动6场。（责任单位：县医保局）\n"
    ),
    "青州.txt": (
        "芦青市水利工作方案\n一、改造溪口灌区渠道48公里。（责任单位：市水利局）\n"
        "二、2031年底前城东水库蓄水量达到900万立方米。（责任单位：市水利局）\n"
        "三、乡村泵站改造率达到80%。（责任单位：市水利局）\n"
    ),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("wider"), PAPERS) as opened:
        yield opened


OTHERS = (
    ("溪口灌区渠道改造多少公里", "48公里", "逐条查找了溪口2031计划，没有所问的字样"),
    ("溪口灌区改造渠道谁负责", "市水利局", "逐条查找了溪口2031计划，没有所问的字样"),
    ("溪口灌区那块渠道要改多少公里", "48公里", "逐条查找了溪口2031计划，没有所问的字样"),
    ("31年乡村泵站改造率要到多少", "80%", "逐条查找了溪口2031计划，没有所问的字样"),
    ("2031年泵站改造率", "80%", "逐条查找了溪口2031计划，没有所问的字样"),
    ("乡村泵站改造率2031年谁负责", "市水利局", "逐条查找了溪口2031计划，没有所问的字样"),
)  # fmt: skip


@pytest.mark.parametrize(("question", "stated", "note"), OTHERS)
def test_what_stands_in_another_paper_is_told_as_that_papers(
    assistant: Assistant, question: str, stated: str, note: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status in ("answered", "near")
    assert stated in answer.answer
    assert note in answer.answer.split("\n\n")[0]
    assert {c.plan for c in answer.citations} == {"青州"}


MEANT = (
    "溪口县泵站改造率多少", "溪口县2031年医保工作计划里泵站改造率是多少", "溪口的泵站改造率",
    "溪口参保率要到多少",
    "2031年参保率多少",
)  # fmt: skip


@pytest.mark.parametrize("question", MEANT)
def test_a_place_or_a_title_named_for_itself_is_meant(assistant: Assistant, question: str) -> None:
    assert wider(assistant.read(question), assistant.sources) is None
    answer = assistant.ask(question)
    assert "不限于" not in answer.answer
    assert answer.status != "answered" or {c.plan for c in answer.citations} == {"溪口"}


SAME_END = {
    "溪口.md": (
        "# 溪口县林业局关于印发《2031年工作要点》的通知\n\n各乡镇：\n\n"
        "现将要点印发给你们，请认真贯彻执行。\n\n"
        "溪口县林业局\n\n2031年1月8日\n\n# 溪口县林业局2031年工作要点\n\n一、造林900亩。\n"
    ),
    "芦青.txt": (
        "2031年芦青市智慧城市建设工作要点\n一、蓝湾大学研究模型。\n二、建设平台6个。（责任单位：市数据局）\n"
    ),
    "细则.txt": (
        "远山县就业补助实施细则\n第一条 为发放补助，制定本细则。\n"
        "第二条 本细则自2031年3月1日起施行，有效期至2033年12月31日。\n"
    ),
}


def test_a_paper_of_the_place_of_another_year_is_looked_through_too(tmp_path: Path) -> None:
    older = "溪口县2030年灌溉工作计划\n一、改造溪口灌区渠道20公里。（责任单位：县水利局）\n"
    with over(tmp_path, {**PAPERS, "旧.txt": older}) as opened:
        answer = opened.ask("2031年溪口灌区渠道改造多少公里")
    assert "没有所问的字样" not in answer.answer


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("alike"), SAME_END) as opened:
        yield opened


def test_a_title_that_ends_like_another_papers_is_no_scope_beside_a_place(alike: Assistant) -> None:
    answer = alike.ask("芦青市智慧城市2031年工作要点里蓝湾大学研究什么")
    assert "没有 芦青市" not in answer.answer
    assert {c.plan for c in answer.citations} == {"芦青"}


@pytest.mark.parametrize("question", ["远山这个细则管到33年底没错吧", "远山细则管到2033年是吧"])
def test_a_year_that_is_printed_is_not_denied(alike: Assistant, question: str) -> None:
    answer = alike.ask(question)
    assert "没有找到写明2033年" not in answer.answer
    assert "有效期至2033年12月31日" in answer.answer


@pytest.mark.parametrize("question", ["要是飞艇呢，能不能先用", "飞艇谁管，要不要排队", "那飞艇要几年"])
def test_a_question_of_all_papers_is_not_widened(assistant: Assistant, question: str) -> None:
    before = Turn(role="user", content="乡村泵站怎么改造")
    answer = assistant.ask(question, (before,))
    assert "“飞艇”" in answer.answer
    assert "以下不限于" not in answer.answer
