"""The year a question names: a plan's own, a deadline, the year a figure starts from, a column; 今年 is the
calendar's; a paper that is withdrawn is called that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.answers.years import settle_years, told_elsewhere
from assistant.ask import Assistant
from assistant.question import Scope
from assistant.verification.answer import faults
from ingest.grammar.calendar_words import in_calendar, says_this_year, with_whole_years
from ingest.grammar.title_dates import years_asked
from ingest.pipeline import READER_VERSION
from ingest.store.library import Library
from tests.assistant.answers.conftest import Shelf
from tests.small_library import shelve

CARE = """临河市2025年养老托育工作要点

2025年全市养老托育工作的总体目标是：到2025年底，护理型床位占比达到60%以上。

一、养老服务

（一）健全居家服务。2024年建成老年食堂85个，2025年新建老年食堂至少30个，2026年再建20个左右。（责任单位：养老科）

（二）扩大托位。2025年6月底前新增普惠托位900个，12月底前累计新增1500个。（牵头单位：托育科）
"""
LONG = """临河市养老服务发展规划（2023—2027年）

第一章 发展目标

到2027年，每千名老年人养老床位达到42张。

专栏1 主要指标

| 序号 | 指标 | 单位 | 2022年 | 2025年 | 2027年 |
|---|---|---|---|---|---|
| 1 | 老年大学 | 所 | 3 | 6 | 9 |
| 2 | 农村敬老院改造率 | % | 35 | 80 | 100 |

第二章 重点任务

一、补齐农村短板

到2024年底，每个乡镇建成1所以上敬老院；到2026年，农村互助站达到260个。

二、规范收费

养老机构床位费每月每床不高于1800元。
"""
WATER = """桥头县2024年生态环境工作要点

一、大气治理。2023年优良天数比例为86.2%，2024年优良天数比例达到88%以上。（责任单位：大气股）

二、水治理。到2024年6月底完成入河排污口整治45个，到年底完成80个。（牵头单位：水股）
"""
BEFORE = """桥头县2023年生态环境工作要点

一、水治理。国控断面优良比例达到98%。（责任单位：水股）
"""
TODAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("years")
    return shelve(
        home,
        {
            f"{name}.md": text
            for name, text in (("care", CARE), ("long", LONG), ("water", WATER), ("before", BEFORE))
        },
    )


@pytest.fixture(scope="module")
def assistant(home: Path) -> Iterator[Assistant]:
    with Assistant.open(home) as opened:
        opened.today = lambda: TODAY
        yield opened


GIVEN = {
    "临河市2025年护理型床位占比要达到多少": "达到60%以上",
    "临河市2027年老年大学有几所": "2027年 **9**",
    "临河市2022年老年大学有几所": "2022年 **3**",
    "临河市2025年老年大学有几所": "2025年 **6**",
    "临河市老年大学现状几所": "2022年 **3**",
    "到27年农村敬老院改造率要到多少": "2027年 **100**",
    "临河市2024年老年食堂建成多少个": "85个**（2024年完成情况）",
    "临河市2026年老年食堂再建多少": "20个左右",
    "到2026年农村互助站有多少个": "260个",
    "2024年底每个乡镇建成几所敬老院": "1所以上",
    "桥头县24年底前入河排污口整治完成多少个": "80个",
    "桥头县2024年6月底前入河排污口整治完成多少个": "45个",
    "24年桥头县优良天数比例": "达到88%以上",
    "桥头县前一年优良天数比例是多少": "86.2%**（2023年完成情况）",
    "桥头县目前优良天数比例多少": "86.2%**（2023年完成情况）",
    "2023年桥头县国控断面优良比例": "达到98%",
    "临河市前年老年食堂建成多少": "85个**（2024年完成情况）",
    "临河市今年老年食堂再建多少": "20个左右",
    "明年临河市老年大学有几所": "2027年 **9**",
}


@pytest.mark.parametrize(("question", "said"), GIVEN.items(), ids=GIVEN)
def test_the_figure_is_of_the_year_asked_for(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert said in answer.answer
    assert answer.answer.count("**") == 2
    assert faults(answer, assistant.facts(answer), assistant.known()) == ()


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("临河市今年老年食堂再建多少", "“今年”按2026年理解。"),
        ("临河市前年老年食堂建成多少", "“前年”按2024年理解。"),
        ("桥头县去年优良天数比例", "“去年”按2025年理解。"),
        ("桥头县今年优良天数比例", "“今年”按2026年理解；没有找到写明2026年的内容，以下是其他年份的。"),
        ("水股今年有哪些任务", "“今年”按2026年理解；没有找到写明2026年的内容，以下是其他年份的。"),
        ("今年底前桥头县要完成哪些任务", "“今年”按2026年理解；没有找到写明2026年的内容，以下是其他年份的。"),
    ],
)
def test_how_a_year_of_the_calendar_was_read_is_said_first(
    assistant: Assistant, question: str, note: str
) -> None:
    answer = assistant.ask(question)
    assert answer.answer.splitlines()[0] == note
    if answer.status == "answered":
        assert faults(answer, assistant.facts(answer), assistant.known()) == ()


@pytest.mark.parametrize(
    "question",
    [
        "2028年临河市老年大学几所",
        "桥头县2025年优良天数比例",
        "桥头县2022年优良天数比例",
        "临河市十六五老年大学几所",
    ],
)
def test_no_figure_of_another_year_is_given(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.reason) == ("not_found", "no_such_plan")


def test_a_year_within_a_plan_is_not_denied(assistant: Assistant) -> None:
    answer = assistant.ask("临河市2026年养老机构床位费上限是多少")
    assert "《临河市养老服务发展规划（2023—2027年）》的期限包括这一年" in answer.answer
    assert [c.clause for c in answer.citations] == ["第二章/二"]


def test_a_withdrawn_paper_is_called_withdrawn(home: Path) -> None:
    with Library.open(home, reader=READER_VERSION) as library:
        library.withdraw("water")
    with Assistant.open(home) as assistant:
        for question in ("桥头县2024年优良天数比例是多少", "桥头县2024年生态环境工作要点里排污口整治几个"):
            answer = assistant.ask(question)
            assert (answer.status, answer.reason) == ("not_found", "withdrawn")
            assert answer.answer.startswith("《桥头县2024年生态环境工作要点》已废止，不用来回答。")
        assert "已废止" not in assistant.ask("桥头县2023年国控断面优良比例").answer
    with Library.open(home, reader=READER_VERSION) as library:
        library.restore("water")


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("今年建几所", "2026年建几所"),
        ("去年底有几所", "2025年底有几所"),
        ("明年6月前建几所", "2027年6月前建几所"),
        ("本年度任务", "2026年任务"),
        ("比去年多几所", "比去年多几所"),
        ("今年（2024）建几所", "今年（2024）建几所"),
        ("目前年均几所", "目前年均几所"),
        ("3年前年检几次", "3年前年检几次"),
    ],
)
def test_words_for_years_go_by_the_calendar(question: str, read: str) -> None:
    assert in_calendar(question, TODAY)[0] == read


def test_only_this_year_is_tried_without_it() -> None:
    assert says_this_year("今年建几所")
    assert not says_this_year("去年建几所")
    assert not says_this_year("今年（2024）建几所")


def test_years_of_two_digits_are_made_whole() -> None:
    assert with_whole_years("24年底和2025年的") == "2024年底和2025年的"


@pytest.mark.parametrize("question", ["工作满30年的", "教龄25年的", "近20年来", "超过15年"])
def test_a_number_of_years_is_no_year(question: str) -> None:
    assert years_asked(question) == ()


def test_years_no_sentence_tells_of_stay_unknown(shelf: Shelf) -> None:
    scope = Scope(unknown=("2031年",), regions=("临河市",), plans=("linhe",))
    query = shelf.query("骑行驿站", scope=scope)
    assert settle_years(query, shelf.sources).scope.unknown == ("2031年",)
    assert settle_years(shelf.query(scope=scope), shelf.sources).scope.unknown == ("2031年",)
    assert told_elsewhere(shelf.query("骑行驿站", scope=Scope(years=(2031,))), shelf.sources) is None
