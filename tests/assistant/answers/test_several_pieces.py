"""A question that asks several things: each is told, or stands in the clause that is quoted whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.query.figures import measure_in
from tests.small_library import over

RULES = """云桥县村级图书室管理办法

一、开放。村级图书室每周开放不少于30小时。开放时间由村（社区）公布，节假日调整的，提前3日公告。

二、补助。全县建成图书室120个，每年新增15个；按每个8000元给予一次性补助，县财政承担60%，其余由乡镇承担。

三、闭馆。因维修需要闭馆的，不得超过20日。需要延长的，经县文化和旅游局批准，最多延长10日。

四、巡查。图书室管理员每月清点1次图书。县图书馆每季度抽查1次，抽查结果在5个工作日内公布。

五、藏书。每个图书室藏书不少于2000册，其中少儿读物占比达到30%。县图书馆负责采购，乡镇文化站负责配送。

六、遗失。读者遗失图书的，在15日内赔偿；逾期不赔偿的，停止借阅6个月。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    papers = {"云桥县村级图书室管理办法.txt": RULES}
    with over(tmp_path_factory.mktemp("library"), papers) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("图书室闭馆最长多久，能延吗，谁批", ["20日", "10日", "县文化和旅游局"]),
        ("闭馆最多几天 延长要找谁批", ["20日", "县文化和旅游局"]),
        ("图书室一个补多少 县里掏几成", ["8000元", "60%"]),
        ("建一个图书室补多少钱，乡镇出不出", ["8000元", "乡镇承担"]),
        ("图书室每年新增几个，每个补多少", ["15个", "8000元"]),
        ("图书多久清点一次，抽查几次", ["每月清点1次", "每季度抽查1次"]),
        ("抽查多久一次 结果几天公布", ["每季度抽查1次", "5个工作日"]),
        ("图书室藏书要多少册，少儿的占几成", ["2000册", "30%"]),
        ("图书室藏书多少册，谁采购谁配送", ["2000册", "县图书馆", "乡镇文化站"]),
        ("图书室书丢了几天内赔，不赔怎么办", ["15日", "6个月"]),
        ("图书室每周开几个小时？调整要提前几天公告？", ["30小时", "3日"]),
        ("图书室全县要建多少个、每个给多少补助", ["120个", "8000元"]),
        ("图书室补助县里出多少 乡镇呢", ["60%", "乡镇承担"]),
        ("遗失图书赔偿期限几天，停借多久", ["15日", "6个月"]),
        ("闭馆能延几天，原来最多几天", ["10日", "20日"]),
    ],
)
def test_all_that_is_asked_is_shown(library: Assistant, question: str, told: list[str]) -> None:
    answer = library.ask(question)
    assert [words for words in told if words not in answer.answer] == []


FREE = """云桥县村级图书室惠民措施

1.扩大免费范围。自2026年9月1日起，对本县读者免除办证、借阅、复印、存包四项费用，每人每年最高160元。其中存包免费期为一年。（责任单位：县文旅局）

2.开展流动服务。每月送书下乡不少于4次。（责任单位：县图书馆）
"""


@pytest.mark.parametrize(
    "question",
    ["免费的话一个人最多能省多少，存包能白放几年啊", "免费一个人一年最多省多少，存包能白存几年呢"],
)
def test_nothing_is_denied_of_a_clause_that_is_quoted(tmp_path: Path, question: str) -> None:
    with over(tmp_path, {"huimin.txt": FREE}) as assistant:
        answer = assistant.ask(question).answer
    assert "存包免费期为一年" in answer
    assert "没有读出" not in answer


@pytest.mark.parametrize(
    ("piece", "measure"),
    [
        ("图书室一个补多少", "元"),
        ("每户发多少", "元"),
        ("一件给多少", "元"),
        ("那耐药的一个人补多少", "元"),
        ("一亩奖励多少", "元"),
        ("一张最高补助多少", "元"),
        ("每个图书室收多少人", "人"),
        ("一年新增多少个", "个"),
        ("多久上报", "天"),
        ("县里掏几成", "share"),
    ],
)
def test_the_measure_a_piece_asks_in(piece: str, measure: str) -> None:
    assert measure_in(piece) == measure
